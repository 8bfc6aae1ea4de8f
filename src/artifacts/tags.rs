//! The attributes of a page as a browser reads them, whoever wrote it: quoted or not, and none of what stands in text.

use std::borrow::Cow;

use memchr::memchr;

/// What holds text and no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Tells name and value of every attribute of every element, in order. The value is as it was written: who wants it takes
/// it through [`unescaped`].
pub(super) fn each_attribute<'t>(html: &'t str, mut tell: impl FnMut(&'t str, &'t str)) {
    // Of which of them it is known that none ends any more.
    let mut endless = [false; RAW.len()];
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
            let (name, after) = until(rest, 0, |byte| is_space(byte) || matches!(byte, b'/' | b'>'));
            rest = of_element(after, &mut tell);
            let raw = RAW.iter().position(|raw| name.eq_ignore_ascii_case(raw)).filter(|place| !endless[*place]);
            if let Some(place) = raw {
                // One that never ends holds nothing that is known.
                let after = rest.find(&format!("</{}", RAW[place]));
                endless[place] = after.is_none();
                rest = &rest[after.unwrap_or(0)..];
            }
        }
    }
}

/// Tells what follows an element's name, up to its end; returns what follows that.
fn of_element<'t>(mut rest: &'t str, tell: &mut impl FnMut(&'t str, &'t str)) -> &'t str {
    loop {
        rest = until(rest, 0, |byte| !is_space(byte) && byte != b'/').1;
        if rest.is_empty() || rest.starts_with('>') {
            return rest.strip_prefix('>').unwrap_or(rest);
        }
        // A name may begin with what would end it.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let (name, after) = until(rest, first, |byte| is_space(byte) || matches!(byte, b'=' | b'>' | b'/'));
        let Some(value) = spaces_skipped(after).strip_prefix('=').map(spaces_skipped) else {
            rest = after;
            continue;
        };
        let (value, after) = match value.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => {
                let value = &value[1..];
                let end = memchr(*quote, value.as_bytes());
                (&value[..end.unwrap_or(value.len())], end.map_or("", |end| &value[end + 1..]))
            }
            _ => until(value, 0, |byte| is_space(byte) || byte == b'>'),
        };
        tell(name, value);
        rest = after;
    }
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

fn spaces_skipped(text: &str) -> &str {
    until(text, 0, |byte| !is_space(byte)).1
}

/// Divides a text before the first such byte, from a place on.
fn until(text: &str, from: usize, is_end: impl Fn(u8) -> bool) -> (&str, &str) {
    let at = text.as_bytes()[from..].iter().position(|byte| is_end(*byte));
    text.split_at(at.map_or(text.len(), |at| from + at))
}

/// Text without the references that our templates and ordinary hands write.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let plain = named.iter().fold(text.to_owned(), |text, (name, plain)| text.replace(name, plain));
    plain.replace("&amp;", "&").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(html: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_attribute(html, |name, value| found.push(format!("{name}={}", unescaped(value))));
        found
    }

    #[test]
    fn attributes_are_read_as_a_browser_reads_them() {
        let html = "<!doctype html><a href=\"x?a&amp;b\">href=\"no\"</a><!-- <a href=\"no\"> --><img src='y' alt><A\nHREF=z/ >\
            <script>'<a href=\"no\">'</script><p =a id = b/><textarea><a href=\"no\"></textarea>1 < 2<br/id=c>";
        assert_eq!(attributes(html), ["href=x?a&b", "src=y", "HREF=z/", "id=b/", "id=c"]);
    }

    #[test]
    fn what_never_ends_is_read_to_its_end() {
        for html in [
            "<",
            "<a",
            "<a href",
            "<a href=",
            "<a href=\"x",
            "<!-- x",
            "<script>x",
            "<a b='c",
            "<a =",
            "<a é",
            "<a b=é",
        ] {
            attributes(html);
        }
        assert_eq!(attributes("<script><a href=x><script><b id=y>"), ["href=x", "id=y"]);
    }
}

//! The attributes of a page as a browser reads them, whoever wrote it: quoted or not, and none of what stands in text.

use std::borrow::Cow;

/// What holds text and no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Name and value of every attribute of every element, in order.
pub(super) fn attributes(html: &str) -> Vec<(&str, Cow<'_, str>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
            let name = &rest[..end];
            rest = of_element(&rest[end..], &mut found);
            let raw = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw));
            // One that never ends holds nothing that is known.
            let after = raw.and_then(|raw| rest.find(&format!("</{raw}")));
            rest = &rest[after.unwrap_or(0)..];
        }
    }
    found
}

/// What follows an element's name, up to its end; returns what follows that.
fn of_element<'t>(mut rest: &'t str, found: &mut Vec<(&'t str, Cow<'t, str>)>) -> &'t str {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return rest.strip_prefix('>').unwrap_or(rest);
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
        // A name may begin with what would end it.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(ends).map_or(rest.len(), |end| first + end);
        let name = &rest[..end];
        let after = rest[end..].trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            rest = &rest[end..];
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
        };
        found.push((name, unescaped(value)));
        rest = after;
    }
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

    #[test]
    fn attributes_are_read_as_a_browser_reads_them() {
        let html = "<!doctype html><a href=\"x?a&amp;b\">href=\"no\"</a><!-- <a href=\"no\"> --><img src='y' alt><A\nHREF=z/ >\
            <script>'<a href=\"no\">'</script><p =a id = b/><textarea><a href=\"no\"></textarea>1 < 2<br/id=c>";
        let found: Vec<String> = attributes(html).iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(found, ["href=x?a&b", "src=y", "HREF=z/", "id=b/", "id=c"]);
    }

    #[test]
    fn what_never_ends_is_read_to_its_end() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href=\"x", "<!-- x", "<script>x", "<a b='c", "<a =", "<a ="]
        {
            attributes(html);
        }
        assert_eq!(attributes("<script><a href=x>"), [("href", "x".into())]);
    }
}

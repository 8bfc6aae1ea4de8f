//! A small reader of HTML, for tests: whether elements close in order, and what their attributes are.

const VOID: [&str; 11] = ["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// What they hold is no markup.
const RAW: [&str; 3] = ["script", "style", "textarea"];

/// An element's start with its attributes; of a script or a style, what it holds.
pub(crate) struct Element<'a> {
    pub(crate) name: &'a str,
    pub(crate) attributes: Vec<(&'a str, &'a str)>,
    pub(crate) raw: &'a str,
}

/// Every element, or what is not well formed.
pub(crate) fn elements(html: &str) -> Result<Vec<Element<'_>>, String> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let shown = || rest.chars().take(60).collect::<String>();
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").ok_or("an open comment")?.1;
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = rest.split_once('>').ok_or("an open declaration")?.1;
        } else if let Some(end) = rest.strip_prefix("</") {
            let (name, after) = end.split_once('>').ok_or("an open end")?;
            if open.pop() != Some(name) {
                return Err(format!("`{}` closes nothing that is open", shown()));
            }
            rest = after;
        } else {
            let (element, closed, after) = start(&rest[1..]).ok_or_else(|| format!("`{}` is no element", shown()))?;
            rest = after;
            let name = element.name;
            found.push(element);
            if RAW.contains(&name) {
                let (raw, after) = rest.split_once(&format!("</{name}>")).ok_or("an open script or style")?;
                if let Some(element) = found.last_mut() {
                    element.raw = raw;
                }
                rest = after;
            } else if !closed && !VOID.contains(&name) {
                open.push(name);
            }
        }
    }
    if open.is_empty() { Ok(found) } else { Err(format!("not closed: {open:?}")) }
}

/// What follows a `<`: the element, whether it is closed at once, and the rest.
fn start(text: &str) -> Option<(Element<'_>, bool, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))).filter(|end| *end > 0)?;
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>") {
            return Some((Element { name, attributes, raw: "" }, true, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((Element { name, attributes, raw: "" }, false, after));
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '<' | '"' | '\''))?;
        if end == 0 {
            return None;
        }
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"')?,
            None if after.starts_with('=') => {
                after[1..].split_at(after[1..].find(|c: char| c.is_whitespace() || c == '>')?)
            }
            None => ("", after),
        };
        attributes.push((attribute, value));
        rest = after;
    }
}

/// That a page is well formed and nothing in it runs but what the theme wrote.
#[track_caller]
pub(crate) fn assert_inert(path: &str, html: &str) {
    let elements = elements(html).unwrap_or_else(|problem| panic!("{path}: {problem}"));
    for Element { name, attributes, raw } in elements {
        assert!(!["iframe", "object", "embed", "base", "form"].contains(&name), "{path}: <{name}>");
        // Linked data is an object, and a text field shows what it holds.
        let is_data = name == "textarea" || attributes.contains(&("type", "application/ld+json"));
        assert!(is_data || !raw.contains("alert("), "{path}: {raw}");
        for (attribute, value) in attributes {
            let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let plain = plain.to_ascii_lowercase();
            assert!(!attribute.to_ascii_lowercase().starts_with("on"), "{path}: {attribute}={value}");
            let runs = ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| plain.starts_with(scheme));
            assert!(!runs || !["href", "src", "action", "xlink:href"].contains(&attribute), "{path}: {value}");
        }
    }
}

#[test]
fn the_reader_sees_what_is_wrong() {
    assert!(elements("<!doctype html><p class=\"a\">x<br><img src=\"a\" alt><b>y</b></p>").is_ok());
    for bad in ["<p>", "</p>", "<p><b></p></b>", "<p a=\">", "< p>", "<1>", "<p =\"\"></p>"] {
        assert!(elements(bad).is_err(), "{bad}");
    }
}

//! What the HTML and Markdown of a kit may hold. It reads only what our own templates write: attributes in `"`.

use super::Ground;

/// Elements that mail clients and editors drop or refuse.
const ELEMENTS: [&str; 12] = [
    "<svg", "<style", "<script", "<link", "<form", "<iframe", "<object", "<video", "<canvas", "<picture", "<input",
    "<source",
];
/// What of CSS fails in Gmail or Outlook.
const STYLES: [&str; 9] =
    ["position:", "flex", "grid", "var(", "float:", "url(", "calc(", "@media", "background-image"];
/// Words of a link that say nothing when they are read alone.
const GENERIC: [&str; 7] = ["here", "click here", "read more", "more", "link", "this", "learn more"];

/// Elements and styles that do not survive.
pub(super) fn forbidden(html: &str, is_mail: bool) -> Vec<(usize, String)> {
    let elements = ELEMENTS.iter().flat_map(|bad| html.match_indices(bad).map(|(at, bad)| (at, bad.to_owned())));
    let mut found: Vec<(usize, String)> = elements.collect();
    for (at, style) in attributes(html, "style") {
        found.extend(STYLES.iter().filter(|bad| style.contains(*bad)).map(|bad| (at, (*bad).to_owned())));
        if !is_mail {
            found.push((at, "style".to_owned()));
        }
    }
    if html.contains(" class=\"") {
        found.push((0, "class".to_owned()));
    }
    found.into_iter().map(|(at, bad)| (at, format!("`{bad}` does not survive where this is pasted"))).collect()
}

/// Pictures without words or size, or that this build does not make.
pub(super) fn pictures(html: &str, ground: &Ground<'_>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices("<img ") {
        let tag = &html[at..at + html[at..].find('>').unwrap_or(0)];
        for name in ["alt", "width", "height"] {
            if attributes(tag, name).next().is_none_or(|(_, value)| value.trim().is_empty()) {
                found.push((at, format!("a picture without `{name}`")));
            }
        }
        let src = attributes(tag, "src").next().map_or("", |(_, src)| src);
        found.extend(address(&unescaped(src), ground).map(|problem| (at, problem)));
    }
    for (at, src) in attributes(html, "srcset") {
        found.extend(address(&unescaped(src), ground).map(|problem| (at, problem)));
    }
    found
}

/// The same of `![words](address)`.
pub(super) fn markdown_pictures(text: &str, ground: &Ground<'_>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("![") {
        let Some((alt, rest)) = text[at + 2..].split_once("](") else { continue };
        if alt.trim().is_empty() {
            found.push((at, "a picture without words".to_owned()));
        }
        found.extend(address(rest.split(')').next().unwrap_or(""), ground).map(|problem| (at, problem)));
    }
    found
}

/// What is wrong with a picture's address.
fn address(src: &str, ground: &Ground<'_>) -> Option<String> {
    let root = ground.base_url.unwrap_or("../..");
    let path = src.strip_prefix(root).and_then(|rest| rest.strip_prefix('/'));
    if !src.ends_with(".png") || src.contains(['?', '#']) {
        return Some(format!("`{src}` must end in `.png`, without a query"));
    }
    if path.is_none_or(|path| !ground.pictures.contains(path)) {
        return Some(format!("`{src}` is no picture of this build"));
    }
    None
}

/// Links whose words say nothing of where they lead.
pub(super) fn generic_links(html: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices("<a ") {
        let inner = html[at..].split_once('>').and_then(|(_, rest)| rest.split("</a>").next()).unwrap_or("");
        let words = visible(inner);
        let words = words.trim();
        if words.is_empty() || GENERIC.contains(&words.to_lowercase().as_str()) {
            found.push((at, format!("the link `{words}` does not say where it leads")));
        }
    }
    found
}

/// What a reader sees or hears: text and alternative texts, without the head.
pub(super) fn visible(html: &str) -> String {
    let body = html.split_once("</head>").map_or(html, |(_, body)| body);
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, tag)) = rest.split_once('<') {
        text += before;
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        if let Some((_, alt)) = attributes(tag, "alt").next() {
            text += &format!(" {alt}");
        }
        text.push(' ');
        rest = after;
    }
    unescaped(&(text + rest))
}

/// The values of an attribute, each with its place.
pub(super) fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = (usize, &'a str)> {
    let opening = format!(" {name}=\"");
    let places: Vec<usize> = html.match_indices(&opening).map(|(at, opening)| at + opening.len()).collect();
    places.into_iter().map(move |at| (at, html[at..].split('"').next().unwrap_or("")))
}

fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, character) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::{Ground, numbers};
    use super::*;

    fn found(html: &str) -> usize {
        let pictures = ["reports/d/charts/ladder.png".to_owned()].into();
        let ground =
            Ground { base_url: Some("https://a.example"), pictures: &pictures, known: numbers::Known::default() };
        forbidden(html, true).len() + self::pictures(html, &ground).len() + generic_links(html).len()
    }

    #[test]
    fn each_construct_is_found() {
        let good = "<img src=\"https://a.example/reports/d/charts/ladder.png\" alt=\"x\" width=\"600\" height=\"400\">\
            <a href=\"x\">The report</a><p style=\"margin:0\">flex &lt;svg&gt;</p>";
        assert_eq!(found(good), 0);
        for bad in [
            "<svg></svg>",
            "<style>p{}</style>",
            "<p style=\"display:flex\">",
            "<p style=\"color:var(--x)\">",
            "<p class=\"x\">",
            "<a href=\"x\">Click here</a>",
            "<a href=\"x\"><b></b></a>",
        ] {
            assert_eq!(found(bad), 1, "{bad}");
        }
        for (from, to) in [
            ("alt=\"x\"", "alt=\"\""),
            ("width=\"600\" ", ""),
            ("ladder.png", "ladder.png?v=1"),
            ("ladder.png", "gone.png"),
            ("https://a.example", "https://b.example"),
            ("<img", "<img srcset=\"gone-dark.png\""),
        ] {
            assert_eq!(found(&good.replace(from, to)), 1, "{to}");
        }
    }
}

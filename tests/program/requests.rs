//! No request leaves the site: every address that a browser would ask for by itself, in every file that a build writes.

use std::collections::BTreeMap;

use resvg::usvg::roxmltree::Document;

use crate::common::{ADDRESS, Site};
use crate::markup::{Element, elements};

/// Links that are followed by readers and not by browsers.
const FOLLOWED: [&str; 6] = ["canonical", "alternate", "prev", "next", "license", "noopener"];

/// What an element makes a browser ask for.
pub(crate) fn asked<'a>(element: &Element<'a>) -> Vec<&'a str> {
    let Element { name, attributes, raw } = element;
    let value = |wanted: &str| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let mut asked = Vec::new();
    for (attribute, value) in attributes {
        match *attribute {
            "src" | "poster" | "background" | "data" | "action" | "formaction" | "ping" | "manifest" | "xlink:href" => {
                asked.push(*value);
            }
            "srcset" => asked.extend(value.split(',').filter_map(|part| part.split_whitespace().next())),
            // A reader follows a link; a picture, a pattern or a style sheet is fetched.
            "href" if *name != "a" => asked.push(*value),
            "style" => asked.extend(in_style(value)),
            _ => {}
        }
    }
    if *name == "link" && value("rel").is_some_and(|rel| FOLLOWED.contains(&rel)) {
        asked.clear();
    }
    if *name == "style" {
        asked.extend(in_style(raw));
    }
    asked
}

/// What a style sheet asks for.
fn in_style(text: &str) -> impl Iterator<Item = &str> {
    let trimmed = |rest: &'_ str| rest.trim_start_matches(['"', '\'', ' ']).len();
    let urls = text.split("url(").skip(1).map(move |rest| {
        let rest = &rest[rest.len() - trimmed(rest)..];
        rest.split(['"', '\'', ')']).next().unwrap_or_default()
    });
    urls.chain(text.split("@import").skip(1).filter_map(|rest| rest.split(';').next()))
}

/// Whether it is a file of the site, or stands in the page itself.
pub(crate) fn is_own(address: &str) -> bool {
    let is_whole = address.starts_with(&format!("{ADDRESS}/"));
    let is_relative = !address.contains(':') && !address.starts_with("//");
    is_whole || is_relative || ["data:font/", "data:image/"].iter().any(|kind| address.starts_with(kind))
}

#[track_caller]
fn hold(path: &str, address: &str) {
    assert!(is_own(address), "{path} asks for {address}");
}

/// What scripts of ours may not do.
const BY_SCRIPT: [&str; 7] = ["fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", ".src="];

fn look(site: &Site) -> BTreeMap<String, usize> {
    let mut looked: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in site.tree("output") {
        let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind).to_owned();
        match kind.as_str() {
            "html" => {
                let text = std::str::from_utf8(&bytes).unwrap();
                for element in elements(text).unwrap_or_else(|problem| panic!("{path}: {problem}")) {
                    asked(&element).into_iter().for_each(|address| hold(&path, address));
                    let is_foreign = ["iframe", "object", "embed", "base", "form", "audio", "video"];
                    assert!(!is_foreign.contains(&element.name), "{path}: <{}>", element.name);
                    assert!(
                        element.name != "script" || BY_SCRIPT.iter().all(|way| !element.raw.contains(way)),
                        "{path}"
                    );
                }
            }
            "svg" => {
                let text = std::str::from_utf8(&bytes).unwrap();
                let document = Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
                for node in document.descendants().filter(|node| node.is_element()) {
                    let name = node.tag_name().name();
                    assert!(!["script", "foreignObject", "image", "a"].contains(&name), "{path}: <{name}>");
                    for attribute in node.attributes() {
                        let address = attribute.value();
                        assert!(attribute.name() != "href" || address.starts_with('#'), "{path}: {address}");
                        in_style(address).for_each(|address| hold(&path, address));
                    }
                    if name == "style" {
                        in_style(node.text().unwrap_or_default()).for_each(|address| hold(&path, address));
                    }
                }
            }
            "css" => in_style(std::str::from_utf8(&bytes).unwrap()).for_each(|address| hold(&path, address)),
            // What readers of feeds show.
            "xml" if path == "feed.xml" => {
                let text = std::str::from_utf8(&bytes).unwrap();
                let feed = Document::parse(text).unwrap();
                for content in feed.descendants().filter(|node| node.tag_name().name() == "content") {
                    let html = content.text().unwrap_or_default();
                    elements(html).unwrap().iter().flat_map(asked).for_each(|address| hold(&path, address));
                }
            }
            _ => continue,
        }
        *looked.entry(kind).or_default() += 1;
    }
    looked
}

#[test]
fn no_request_leaves_the_site() {
    let looked = look(Site::addressed_sample());
    println!("{looked:?}");
    for (kind, least) in [("html", 300), ("svg", 200), ("css", 1), ("xml", 1)] {
        assert!(looked.get(kind).is_some_and(|files| *files >= least), "{kind}: {looked:?}");
    }
}

#[test]
fn what_would_leave_is_seen() {
    let html = "<a href=\"https://ok.example\"></a><link rel=\"canonical\" href=\"https://ok.example\"><link rel=\"stylesheet\" \
        href=\"https://1.example\"><img src=\"//2.example\" srcset=\"x 1x, https://3.example 2x\"><p style=\"background:url( \
        'https://4.example' )\"></p><style>@import \"https://5.example\"; p{src:url(https://6.example)}</style>\
        <svg><use xlink:href=\"https://7.example\"/><image href=\"https://8.example\"/></svg>";
    let found = elements(html).unwrap();
    let leaving: Vec<&str> = found.iter().flat_map(asked).filter(|address| !is_own(address)).collect();
    assert_eq!(leaving.len(), 8, "{leaving:?}");
}

//! Addresses in rendered files, held against the plan: one within the site must lead to a file of the same build, and
//! to a part of it that is there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rendered, SitePath};
use crate::diagnostics::{Code, Diagnostic, Report};

/// Reports every address of pages, feeds and the list of pages that leads nowhere in the site, once a file. `base` is
/// where the site will be published.
pub fn find_broken_links(rendered: &[Rendered], paths: &BTreeSet<SitePath>, base: Option<&str>, report: &mut Report) {
    let texts: Vec<(&str, String)> =
        rendered.iter().filter_map(|file| Some((file.path.as_str(), text(file)?))).collect();
    let pages = texts.iter().filter(|(path, _)| path.ends_with(".html"));
    let site = Site {
        paths: paths.iter().map(SitePath::as_str).collect(),
        anchors: pages.map(|(path, html)| (*path, quoted(html, " id=\"").collect())).collect(),
        base,
    };
    for (path, text) in &texts {
        let broken: BTreeSet<&str> = site
            .addresses(text)
            .filter_map(|address| Some((address, site.fault(path, address)?)))
            .map(|(a, _)| a)
            .collect();
        for address in broken {
            let (problem, hint) = site.fault(path, address).unwrap_or_default();
            report.push(Diagnostic::new(Code::BrokenLink, format!("`{address}` on `{path}` {problem}")).hint(hint));
        }
    }
}

/// What is looked through: of feeds the markup that they carry, unpacked.
fn text(file: &Rendered) -> Option<String> {
    let text = || String::from_utf8_lossy(&file.bytes).into_owned();
    match file.path.as_str() {
        "feed.xml" | "sitemap.xml" => Some(unescaped(&text())),
        "feed.json" => Some(text().replace("\\\"", "\"")),
        path => path.ends_with(".html").then(text),
    }
}

fn unescaped(xml: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let text = named.iter().fold(xml.to_owned(), |text, (name, plain)| text.replace(name, plain));
    text.replace("&amp;", "&")
}

/// The texts between an opening and the next `"`: in rendered files attributes are quoted so.
fn quoted<'t>(text: &'t str, opening: &str) -> impl Iterator<Item = &'t str> {
    text.split(opening).skip(1).filter_map(|rest| rest.split('"').next())
}

struct Site<'a> {
    paths: BTreeSet<&'a str>,
    /// The ids of each page.
    anchors: BTreeMap<&'a str, BTreeSet<&'a str>>,
    base: Option<&'a str>,
}

impl Site<'_> {
    /// The values of `href` and `src`, and what stands in a pair of quotes or tags and begins with the site's address.
    fn addresses<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let attributes = ["href=\"", "src=\""].into_iter().flat_map(|name| quoted(text, name));
        let base = self.base.into_iter().flat_map(move |base| {
            text.match_indices(base).filter_map(move |(at, _)| {
                let end = match text[..at].chars().next_back()? {
                    '"' => '"',
                    '>' => '<',
                    _ => return None,
                };
                text[at..].split(end).next()
            })
        });
        attributes.chain(base)
    }

    /// What is wrong with an address, and what would help.
    fn fault(&self, page: &str, address: &str) -> Option<(&'static str, &'static str)> {
        let (whole, anchor) = address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
        let path = whole.split('?').next().unwrap_or("");
        let target = match self.within(path) {
            Some(absolute) => absolute,
            None if is_elsewhere(path) => return None,
            None if page.starts_with("feed.") => {
                return Some(("leads nowhere", "readers of a feed need whole addresses"));
            }
            None if path.is_empty() => page.to_owned(),
            None => resolve(page, path).unwrap_or_default(),
        };
        if !self.paths.contains(target.as_str()) && target != super::MANIFEST {
            return Some((
                "leads nowhere",
                "relative addresses start from the page's own folder, and pages end in `/index.html`",
            ));
        }
        let anchors = self.anchors.get(target.as_str())?;
        let is_missing = anchor.is_some_and(|anchor| is_plain(anchor) && !anchors.contains(anchor));
        is_missing.then_some((
            "leads to a part that is not there",
            "headings have the anchors of their words, or one of their own: `## Title {#anchor}`",
        ))
    }

    /// The file that an address of this site stands for, if it is one; a folder's is its page.
    fn within(&self, address: &str) -> Option<String> {
        let path = address.strip_prefix(self.base?)?;
        let path = if path.is_empty() { "" } else { path.strip_prefix('/')? };
        let is_folder = path.is_empty() || path.ends_with('/');
        let path = if is_folder { format!("{path}index.html") } else { path.to_owned() };
        Some(resolve("", &path).unwrap_or_default())
    }
}

/// Other schemes and other hosts are not this build's business; what is encoded is not judged, nor are the placeholders
/// of mailing services.
fn is_elsewhere(path: &str) -> bool {
    path.contains([':', '%', '&', '{', '|', '[']) || path.starts_with('/')
}

/// A name, not what a script or a browser makes of a fragment.
fn is_plain(anchor: &str) -> bool {
    !anchor.is_empty() && !anchor.contains(['%', '&', '/', '=', ':', '{'])
}

/// The address from the site's root; `None` if it leads out of the site.
fn resolve(page: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifacts::Inputs;

    fn found(files: &[(&str, &str)], base: Option<&str>) -> Vec<String> {
        let path = |text: &str| SitePath::new(text).unwrap();
        let file = |(name, text): &(&str, &str)| Rendered {
            path: path(name),
            inputs: Inputs::default(),
            bytes: (*text).into(),
        };
        let rendered: Vec<Rendered> = files.iter().map(file).collect();
        let mut report = Report::default();
        find_broken_links(&rendered, &files.iter().map(|(name, _)| path(name)).collect(), base, &mut report);
        report.sorted().iter().map(|problem| problem.message.clone()).collect()
    }

    #[test]
    fn only_addresses_of_this_build_are_followed() {
        let html = "<a href=\"../b/index.html\"></a><a href=\"https://e.example\"></a><img src=\"nope.png\">\
            <a href=\"../../out\"></a><a href=\"nope.png\"></a><a href=\"https://r.example/x\"></a>";
        assert_eq!(
            found(&[("a/index.html", html), ("b/index.html", "")], None),
            ["`../../out` on `a/index.html` leads nowhere", "`nope.png` on `a/index.html` leads nowhere"]
        );
    }

    #[test]
    fn a_part_of_a_page_must_be_there() {
        let html = "<p id=\"y\"></p><a href=\"#y\"></a><a href=\"#\"></a><a href=\"#z\"></a><a href=\"../b/index.html#x\"></a>\
            <a href=\"../b/index.html#no\"></a><a href=\"../b/index.html#/x\"></a>";
        assert_eq!(
            found(&[("a/index.html", html), ("b/index.html", "<h2 id=\"x\">")], None),
            [
                "`#z` on `a/index.html` leads to a part that is not there",
                "`../b/index.html#no` on `a/index.html` leads to a part that is not there"
            ]
        );
    }

    #[test]
    fn addresses_of_the_site_itself_are_followed_in_feeds_too() {
        let base = "https://r.example/x";
        let html =
            format!("<meta content=\"{base}/no.png\"><a href=\"{base}/a/../\"></a><a href=\"{base}.example/\"></a>");
        let xml = format!(
            "<id>{base}/no/</id><content>&lt;a href=&quot;{base}/index.html#no&quot;&gt; &lt;img src=&quot;p.png&quot;&gt;</content>"
        );
        let json = format!("{{\"url\":\"{base}/gone/\",\"content_html\":\"<a href=\\\"{base}/\\\">\"}}");
        assert_eq!(
            found(&[("index.html", &html), ("feed.xml", &xml), ("feed.json", &json)], Some(base)),
            [
                "`https://r.example/x/gone/` on `feed.json` leads nowhere",
                "`https://r.example/x/index.html#no` on `feed.xml` leads to a part that is not there",
                "`https://r.example/x/no.png` on `index.html` leads nowhere",
                "`https://r.example/x/no/` on `feed.xml` leads nowhere",
                "`p.png` on `feed.xml` leads nowhere",
            ]
        );
    }
}

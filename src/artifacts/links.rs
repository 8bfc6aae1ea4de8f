//! Addresses in rendered files, held against the plan: one within the site must lead to a file of the same build, and
//! to a part of it that is there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use percent_encoding::percent_decode_str;

use super::tags::{attributes, unescaped};
use super::{Ready, SitePath};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::rescue::base_path;

/// Every address of pages, feeds and the list of pages, file by file as they are made. Of a file nothing is kept but the
/// names of its parts and what leads to parts of others: those may not be made yet.
pub struct Links<'a> {
    site: Site<'a>,
    found: Mutex<Found<'a>>,
}

/// What was found so far.
#[derive(Default)]
struct Found<'a> {
    /// By page and address.
    broken: BTreeMap<(&'a str, String), Fault>,
    /// Every name of a part, with the pages that have one.
    parts: BTreeMap<String, BTreeSet<&'a str>>,
    /// The parts that addresses lead to, by page and address.
    wanted: BTreeMap<(&'a str, String), (&'a str, String)>,
}

/// What is wrong with an address, and what would help.
type Fault = (&'static str, &'static str);

const NO_PART: Fault = (
    "leads to a part that is not there",
    "headings have the anchors of their words, or one of their own: `## Title {#anchor}`",
);

impl<'a> Links<'a> {
    /// `base` is where the site will be published.
    #[must_use]
    pub fn new(paths: &'a BTreeSet<SitePath>, base: Option<&'a str>) -> Self {
        let paths = paths.iter().map(SitePath::as_str).collect();
        Self { site: Site { paths, base }, found: Mutex::default() }
    }

    /// Follows the addresses of a file, on any thread.
    ///
    /// # Errors
    /// A file that cannot be read any more.
    pub fn look(&self, file: &Ready<'_>) -> Result<(), Diagnostic> {
        if is_looked_through(file.path.as_str()) {
            self.look_through(file.path.as_str(), &file.bytes()?);
        }
        Ok(())
    }

    fn look_through(&self, path: &str, bytes: &[u8]) {
        let text = text(path, bytes);
        let Some(page) = self.site.paths.get(path).copied() else { return };
        let attributes = attributes(&text);
        let is_page = page.ends_with(".html");
        let parts = attributes.iter().filter(|(name, _)| is_page && name.eq_ignore_ascii_case("id"));
        let parts: BTreeSet<&str> = parts.map(|(_, id)| id.as_ref()).collect();
        let given = attributes.iter().flat_map(|(name, value)| addresses(name, value));
        let all: BTreeSet<&str> = given.chain(self.site.whole_addresses(&text)).collect();
        let led = all.into_iter().filter_map(|address| Some((address, self.site.follow(page, address)?)));
        let is_near = |target: &str, part: &str| target == page && parts.contains(part);
        let led: Vec<(&str, Led<'a>)> =
            led.filter(|(_, led)| !matches!(led, Led::Part(target, part) if is_near(target, part))).collect();
        // A thread that panicked has ended the program.
        let Ok(mut found) = self.found.lock() else { return };
        for part in parts {
            match found.parts.get_mut(part) {
                Some(pages) => _ = pages.insert(page),
                None => _ = found.parts.insert(part.to_owned(), BTreeSet::from([page])),
            }
        }
        for (address, led) in led {
            let place = (page, address.to_owned());
            match led {
                Led::Nowhere(fault) => _ = found.broken.insert(place, fault),
                Led::Part(target, part) => _ = found.wanted.insert(place, (target, part)),
            }
        }
    }

    /// Reports every address that leads nowhere in the site, once a file.
    pub fn report(self, report: &mut Report) {
        let Found { mut broken, parts, wanted } = self.found.into_inner().unwrap_or_default();
        let has = |target: &str, part: &str| parts.get(part).is_some_and(|pages| pages.contains(target));
        let lost = wanted.into_iter().filter(|(_, (target, part))| !has(target, part));
        broken.extend(lost.map(|(place, _)| (place, NO_PART)));
        for ((page, address), (problem, hint)) in broken {
            report.push(Diagnostic::new(Code::BrokenLink, format!("`{address}` on `{page}` {problem}")).hint(hint));
        }
    }
}

fn is_looked_through(path: &str) -> bool {
    path.ends_with(".html") || ["feed.xml", "feed.json", "sitemap.xml"].contains(&path)
}

/// The text of a file that is looked through: of feeds the markup that they carry, unpacked.
fn text<'t>(path: &str, bytes: &'t [u8]) -> Cow<'t, str> {
    let text = String::from_utf8_lossy(bytes);
    match path {
        "feed.xml" | "sitemap.xml" => Cow::Owned(unescaped(&text).into_owned()),
        "feed.json" => Cow::Owned(text.replace("\\\"", "\"")),
        _ => text,
    }
}

/// The addresses that an attribute holds; `srcset` has several, and a page that leads on has one in its `content`.
fn addresses<'t>(name: &str, value: &'t str) -> Vec<&'t str> {
    // A drawing has thousands of attributes, and none of these.
    let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
    if is("href") || is("src") || is("xlink:href") || is("poster") {
        vec![value.trim()]
    } else if is("srcset") {
        value.split(',').filter_map(|candidate| candidate.split_whitespace().next()).collect()
    } else if is("content") {
        value.split_once("; url=").map(|(_, address)| address).into_iter().collect()
    } else {
        Vec::new()
    }
}

struct Site<'a> {
    paths: BTreeSet<&'a str>,
    base: Option<&'a str>,
}

/// Where an address leads, if that has to be said or seen.
enum Led<'a> {
    Nowhere(Fault),
    /// To a part of a page.
    Part(&'a str, String),
}

impl<'a> Site<'a> {
    /// What stands in a pair of quotes or tags and begins with the site's address.
    fn whole_addresses<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.base.into_iter().flat_map(move |base| {
            text.match_indices(base).filter_map(move |(at, _)| {
                let end = match text[..at].chars().next_back()? {
                    '"' => '"',
                    '>' => '<',
                    _ => return None,
                };
                text[at..].split(end).next()
            })
        })
    }

    /// `None` if the address leads to a file of the site, or is none of its own.
    fn follow(&self, page: &str, address: &str) -> Option<Led<'a>> {
        let (whole, part) = address.split_once('#').map_or((address, None), |(path, part)| (path, Some(part)));
        let path = percent_decode_str(whole.split('?').next().unwrap_or("")).decode_utf8_lossy();
        let path = path.as_ref();
        let target = match self.within(path) {
            Some(absolute) => absolute,
            None if is_elsewhere(path) => return None,
            None if page.starts_with("feed.") => {
                return Some(Led::Nowhere(("leads nowhere", "readers of a feed need whole addresses")));
            }
            None if path.is_empty() => page.to_owned(),
            None => resolve(page, path).unwrap_or_default(),
        };
        let Some(target) = self.paths.get(target.as_str()).copied() else {
            return (target != super::MANIFEST).then_some(Led::Nowhere((
                "leads nowhere",
                "relative addresses start from the page's own folder, and pages end in `/index.html`",
            )));
        };
        let part = part.filter(|part| target.ends_with(".html") && is_plain(part))?;
        Some(Led::Part(target, part.to_owned()))
    }

    /// The file that an address of this site stands for, whole or from its host's root; a folder's is its page.
    fn within(&self, address: &str) -> Option<String> {
        let base = self.base?;
        let is_rooted = address.starts_with('/') && !address.starts_with("//");
        let rooted = || is_rooted.then(|| address.strip_prefix(base_path(base))).flatten();
        let path = address.strip_prefix(base).or_else(rooted)?;
        let path = if path.is_empty() { "" } else { path.strip_prefix('/')? };
        let is_folder = path.is_empty() || path.ends_with('/');
        let path = if is_folder { format!("{path}index.html") } else { path.to_owned() };
        Some(resolve("", &path).unwrap_or_default())
    }
}

/// Other schemes and other hosts are not this build's business, nor are the placeholders of mailing services.
fn is_elsewhere(path: &str) -> bool {
    path.contains([':', '%', '{', '|', '[']) || path.starts_with('/')
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

    fn found(files: &[(&str, &str)], base: Option<&str>) -> Vec<String> {
        let path = |text: &str| SitePath::new(text).unwrap();
        let (mut report, paths) = (Report::default(), files.iter().map(|(name, _)| path(name)).collect());
        let links = Links::new(&paths, base);
        let looked = files.iter().filter(|(name, _)| is_looked_through(name));
        looked.for_each(|(name, text)| links.look_through(name, text.as_bytes()));
        links.report(&mut report);
        report.sorted().iter().map(|problem| problem.message.clone()).collect()
    }

    #[test]
    fn only_addresses_of_this_build_are_followed() {
        let html = "<a href=\"../b/index.html\"></a><a href=\"https://e.example\"></a><img src=\"nope.png\">\
            <a href='../../out'></a><a href=nope.png>href=\"no\"</a><a href=\"https://r.example/x\"></a>\
            <source srcset=\"../b/index.html 1x, far.png 2x\"><meta content=\"0; url=gone/\"><code> id=\"x\"</code><a href=#x></a>";
        assert_eq!(
            found(&[("a/index.html", html), ("b/index.html", "")], None),
            [
                "`#x` on `a/index.html` leads to a part that is not there",
                "`../../out` on `a/index.html` leads nowhere",
                "`far.png` on `a/index.html` leads nowhere",
                "`gone/` on `a/index.html` leads nowhere",
                "`nope.png` on `a/index.html` leads nowhere"
            ]
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
    fn addresses_are_read_as_a_browser_reads_them() {
        let html = "<a href=\"at%20night.svg\"></a><a href=\"/x/at%20night.svg\"></a><a href=\"/x/no%20such.svg\"></a>\
            <a href=\"/y\"></a><a href=\"//e.example/x\"></a><a href=\"%NAME%\"></a>";
        let files = [("index.html", html), ("at night.svg", "")];
        let expected = ["`/x/no%20such.svg` on `index.html` leads nowhere"];
        assert_eq!(found(&files, Some("https://r.example/x")), expected);
        assert_eq!(found(&files[..1], Some("https://r.example")).len(), 4, "all of the host is the site");
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

//! Addresses in rendered files, held against the plan: one within the site must lead to a file of the same build, and
//! to a part of it that is there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use percent_encoding::percent_decode_str;

use super::tags::{each_attribute, unescaped};
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
        let (mut parts, mut given) = (BTreeSet::new(), BTreeSet::new());
        each_attribute(&text, |name, value| match Kept::of(name) {
            Some(Kept::Part) => _ = parts.insert(unescaped(value)),
            Some(kept) => kept.addresses(unescaped(value), &mut given),
            None => {}
        });
        given.extend(self.site.whole_addresses(&text).map(Cow::Borrowed));
        let led = given.iter().filter_map(|address| Some((address.as_ref(), self.site.follow(page, address)?)));
        let is_near = |target: &str, part: &str| target == page && parts.contains(part);
        let led: Vec<(&str, Led<'a>)> =
            led.filter(|(_, led)| !matches!(led, Led::Part(target, part) if is_near(target, part))).collect();
        if !page.ends_with(".html") {
            parts.clear();
        }
        // A thread that panicked has ended the program.
        let Ok(mut found) = self.found.lock() else { return };
        for part in parts {
            match found.parts.get_mut(part.as_ref()) {
                Some(pages) => _ = pages.insert(page),
                None => _ = found.parts.insert(part.into_owned(), BTreeSet::from([page])),
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
    let text = str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    match path {
        "feed.xml" | "sitemap.xml" => Cow::Owned(unescaped(&text).into_owned()),
        "feed.json" => Cow::Owned(text.replace("\\\"", "\"")),
        _ => text,
    }
}

/// An attribute that is more than looks.
#[derive(Clone, Copy)]
enum Kept {
    /// The name of a part.
    Part,
    Address,
    /// Several addresses, each with its size.
    Addresses,
    /// A page that leads on has an address in it.
    Content,
}

impl Kept {
    /// A drawing has thousands of attributes, and none of these.
    fn of(name: &str) -> Option<Self> {
        const NAMES: [(&str, Kept); 7] = [
            ("id", Kept::Part),
            ("href", Kept::Address),
            ("src", Kept::Address),
            ("poster", Kept::Address),
            ("xlink:href", Kept::Address),
            ("srcset", Kept::Addresses),
            ("content", Kept::Content),
        ];
        NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, kept)| *kept)
    }

    fn addresses<'t>(self, value: Cow<'t, str>, found: &mut BTreeSet<Cow<'t, str>>) {
        match self {
            Self::Part => {}
            Self::Address => _ = found.insert(trimmed(value)),
            Self::Addresses => {
                let candidates = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
                found.extend(candidates.map(|address| Cow::Owned(address.to_owned())));
            }
            Self::Content => {
                let address = value.split_once("; url=").map(|(_, address)| Cow::Owned(address.to_owned()));
                found.extend(address);
            }
        }
    }
}

fn trimmed(value: Cow<'_, str>) -> Cow<'_, str> {
    match value {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
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
    let mut found = page.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    for part in path.split('/') {
        match part {
            ".." if found.is_empty() => return None,
            ".." => found.truncate(found.rfind('/').unwrap_or(0)),
            "." | "" => {}
            part => {
                if !found.is_empty() {
                    found.push('/');
                }
                found.push_str(part);
            }
        }
    }
    Some(found)
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

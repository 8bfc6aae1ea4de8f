//! Addresses in rendered files, held against the plan: one within the site must lead to a file of the same build, and
//! to a part of it that is there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::addresses::{Fault, Led, Site};
use super::tags::{each_attribute, unescaped};
use super::{Content, Former, Inputs, Ready, SitePath};
use crate::diagnostics::{Code, Diagnostic, Report};

/// Every address of pages, feeds and the list of pages, file by file as they are made. Of a file nothing is kept but the
/// names of its parts and what leads to parts of others: those may not be made yet. A page that stands is not read where
/// it is known what it leads to.
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
    /// The pages that were not read, and what they come from.
    unread: BTreeMap<&'a str, Inputs>,
}

const NO_PART: Fault = (
    "leads to a part that is not there",
    "headings have the anchors of their words, or one of their own: `## Title {#anchor}`",
);

impl<'a> Links<'a> {
    /// `base` is where the site will be published.
    #[must_use]
    pub fn new(paths: &'a BTreeSet<SitePath>, base: Option<&'a str>) -> Self {
        Self { site: Site::new(paths, base), found: Mutex::default() }
    }

    /// Follows the addresses of a file, on any thread, and notes in it those that lead to a part of another.
    ///
    /// # Errors
    /// A file that cannot be read any more.
    pub fn look(&self, file: &mut Ready<'_>) -> Result<(), Diagnostic> {
        let Some(page) = self.site.file(file.path.as_str()).filter(|path| is_looked_through(path)) else {
            return Ok(());
        };
        let known = match &file.content {
            Content::Found(found) => found.fragments.clone(),
            _ => None,
        };
        file.fragments = match known {
            Some(fragments) => {
                self.note_unread(page, &file.inputs, &fragments);
                fragments
            }
            None => self.look_through(page, &file.bytes()?),
        };
        Ok(())
    }

    /// Follows what leads from a page to parts of others; all else in it leads where it led.
    fn note_unread(&self, page: &'a str, inputs: &Inputs, fragments: &[String]) {
        let led = fragments.iter().filter_map(|address| Some((address.as_str(), self.site.follow(page, address)?)));
        let led: Vec<_> = led.collect();
        // A thread that panicked has ended the program.
        let Ok(mut found) = self.found.lock() else { return };
        found.unread.insert(page, inputs.clone());
        found.add(page, led);
    }

    fn look_through(&self, page: &'a str, bytes: &[u8]) -> Vec<String> {
        let text = text(page, bytes);
        let (mut parts, mut given) = (BTreeSet::new(), BTreeSet::new());
        each_attribute(&text, |name, value| match Kept::of(name) {
            Some(Kept::Part) => _ = parts.insert(unescaped(value)),
            Some(Kept::Leading(form)) => form.addresses(unescaped(value), &mut given),
            None => {}
        });
        given.extend(self.site.whole_addresses(&text).map(Cow::Borrowed));
        let led = given.iter().filter_map(|address| Some((address.as_ref(), self.site.follow(page, address)?)));
        let is_near = |target: &str, part: &str| target == page && parts.contains(part);
        let led: Vec<(&str, Led<'a>)> =
            led.filter(|(_, led)| !matches!(led, Led::Part(target, part) if is_near(target, part))).collect();
        let fragments = led.iter().filter(|(_, led)| matches!(led, Led::Part(..)));
        let fragments = fragments.map(|(address, _)| (*address).to_owned()).collect();
        if !page.ends_with(".html") {
            parts.clear();
        }
        if let Ok(mut found) = self.found.lock() {
            parts.into_iter().for_each(|part| found.add_part(page, part));
            found.add(page, led);
        }
        fragments
    }

    /// Reports every address that leads nowhere in the site, once a file. `former` has the pages that were not read.
    ///
    /// # Errors
    /// A page that cannot be read any more.
    pub fn report(self, former: &Former<'_>, report: &mut Report) -> Result<(), Diagnostic> {
        let mut found = self.found.into_inner().unwrap_or_default();
        found.add_kept();
        for (page, inputs) in found.doubted() {
            let standing = SitePath::new(page).and_then(|path| former(&path, &inputs)).ok_or_else(|| moved(page))?;
            let bytes = (standing.read)()?;
            each_attribute(&text(page, &bytes), |name, value| {
                if matches!(Kept::of(name), Some(Kept::Part)) {
                    found.add_part(page, unescaped(value));
                }
            });
        }
        for ((page, address), (problem, hint)) in found.faults() {
            report.push(Diagnostic::new(Code::BrokenLink, format!("`{address}` on `{page}` {problem}")).hint(hint));
        }
        Ok(())
    }
}

impl<'a> Found<'a> {
    fn add_part(&mut self, page: &'a str, part: Cow<'_, str>) {
        match self.parts.get_mut(part.as_ref()) {
            Some(pages) => _ = pages.insert(page),
            None => _ = self.parts.insert(part.into_owned(), BTreeSet::from([page])),
        }
    }

    fn add(&mut self, page: &'a str, led: Vec<(&str, Led<'a>)>) {
        for (address, led) in led {
            let place = (page, address.to_owned());
            match led {
                Led::Nowhere(fault) => _ = self.broken.insert(place, fault),
                Led::Part(target, part) => _ = self.wanted.insert(place, (target, part)),
            }
        }
    }

    /// What one unread page leads to in another: it was there when they were last published.
    fn add_kept(&mut self) {
        let are_unread = |page: &str, target: &str| self.unread.contains_key(page) && self.unread.contains_key(target);
        let kept = self.wanted.iter().filter(|((page, _), (target, _))| are_unread(page, target));
        let kept: Vec<(&'a str, String)> = kept.map(|(_, led)| led.clone()).collect();
        kept.into_iter().for_each(|(target, part)| self.add_part(target, part.into()));
    }

    fn is_there(&self, target: &str, part: &str) -> bool {
        self.parts.get(part).is_some_and(|pages| pages.contains(target))
    }

    /// The unread pages of which it is not known whether they have a part that an address leads to.
    fn doubted(&self) -> BTreeMap<&'a str, Inputs> {
        let lost = self.wanted.values().filter(|(target, part)| !self.is_there(target, part));
        lost.filter_map(|(target, _)| Some((*target, self.unread.get(target)?.clone()))).collect()
    }

    fn faults(mut self) -> BTreeMap<(&'a str, String), Fault> {
        let lost = self.wanted.iter().filter(|(_, (target, part))| !self.is_there(target, part));
        let lost: Vec<_> = lost.map(|(place, _)| (place.clone(), NO_PART)).collect();
        self.broken.extend(lost);
        self.broken
    }
}

/// Of a page that stood a moment ago.
fn moved(page: &str) -> Diagnostic {
    Diagnostic::new(Code::OutputFailed, format!("`{page}` was changed while its links were followed"))
        .hint("build again")
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
    Leading(Form),
}

/// How addresses stand in an attribute.
#[derive(Clone, Copy)]
enum Form {
    One,
    /// Several, each with its size.
    Several,
    /// A page that leads on has one in it.
    Onward,
}

impl Kept {
    /// A drawing has thousands of attributes, and none of these.
    fn of(name: &str) -> Option<Self> {
        const NAMES: [(&str, Kept); 7] = [
            ("id", Kept::Part),
            ("href", Kept::Leading(Form::One)),
            ("src", Kept::Leading(Form::One)),
            ("poster", Kept::Leading(Form::One)),
            ("xlink:href", Kept::Leading(Form::One)),
            ("srcset", Kept::Leading(Form::Several)),
            ("content", Kept::Leading(Form::Onward)),
        ];
        NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, kept)| *kept)
    }
}

impl Form {
    fn addresses<'t>(self, value: Cow<'t, str>, found: &mut BTreeSet<Cow<'t, str>>) {
        match self {
            Self::One => _ = found.insert(trimmed(value)),
            Self::Several => {
                let candidates = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
                found.extend(candidates.map(|address| Cow::Owned(address.to_owned())));
            }
            Self::Onward => {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)], base: Option<&str>) -> Vec<String> {
        let path = |text: &str| SitePath::new(text).unwrap();
        let (mut report, paths) = (Report::default(), files.iter().map(|(name, _)| path(name)).collect());
        let links = Links::new(&paths, base);
        let looked = files.iter().filter(|(name, _)| is_looked_through(name));
        looked.for_each(|(name, text)| _ = links.look_through(name, text.as_bytes()));
        links.report(&|_, _| None, &mut report).unwrap();
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

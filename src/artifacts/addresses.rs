//! Where an address leads: to a file of the site, to a part of it, elsewhere, or nowhere.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use super::SitePath;
use crate::rescue::base_path;

/// The files of a site and where it will be published.
pub(super) struct Site<'a> {
    paths: BTreeSet<&'a str>,
    base: Option<&'a str>,
}

/// What is wrong with an address, and what would help.
pub(super) type Fault = (&'static str, &'static str);

/// Where an address leads, if that has to be said or seen.
pub(super) enum Led<'a> {
    Nowhere(Fault),
    /// To a part of a page.
    Part(&'a str, String),
}

impl<'a> Site<'a> {
    pub(super) fn new(paths: &'a BTreeSet<SitePath>, base: Option<&'a str>) -> Self {
        Self { paths: paths.iter().map(SitePath::as_str).collect(), base }
    }

    /// A file of the site by its path.
    pub(super) fn file(&self, path: &str) -> Option<&'a str> {
        self.paths.get(path).copied()
    }

    /// What stands in a pair of quotes or tags and begins with the site's address.
    pub(super) fn whole_addresses<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
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
    pub(super) fn follow(&self, page: &str, address: &str) -> Option<Led<'a>> {
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
        let Some(target) = self.file(&target) else {
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

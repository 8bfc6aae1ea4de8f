//! What an artifact depends on, without repeating what thousands of others depend on too.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Files that many artifacts come from, by path from the site's root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// What holds for every page: `site.yaml`, `contributors.yaml`, templates and the like; sorted.
    pub common: Vec<String>,
    /// Every snapshot, in time.
    pub snapshots: Vec<String>,
    /// Every narrative and page; sorted.
    pub articles: Vec<String>,
}

/// The files that one artifact comes from: perhaps the common ones, perhaps the snapshots up to one, perhaps every
/// article, and its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    sources: Arc<Sources>,
    common: bool,
    /// How many snapshots, from the first.
    snapshots: usize,
    articles: bool,
    own: BTreeSet<String>,
}

impl Inputs {
    /// The common files, and no snapshot.
    pub(super) fn common(sources: &Arc<Sources>) -> Self {
        Self { sources: Arc::clone(sources), common: true, ..Self::default() }
    }

    /// The common files and the first snapshots, so many of them.
    pub(super) fn of_first(sources: &Arc<Sources>, snapshots: usize) -> Self {
        Self { snapshots: snapshots.min(sources.snapshots.len()), ..Self::common(sources) }
    }

    /// Everything: the common files, every snapshot and every article.
    pub(super) fn all(sources: &Arc<Sources>) -> Self {
        Self { articles: true, ..Self::of_first(sources, sources.snapshots.len()) }
    }

    /// These and further files.
    #[must_use]
    pub fn with(mut self, files: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let known = |file: &String| {
            (self.common && self.sources.common.contains(file))
                || self.sources.snapshots[..self.snapshots].contains(file)
                || (self.articles && self.sources.articles.contains(file))
        };
        let own: Vec<String> = files.into_iter().map(Into::into).filter(|file| !known(file)).collect();
        self.own.extend(own);
        self
    }

    /// What the artifacts of its site share.
    #[must_use]
    pub const fn sources(&self) -> &Arc<Sources> {
        &self.sources
    }

    /// Whether it depends on the common files.
    #[must_use]
    pub const fn has_common(&self) -> bool {
        self.common
    }

    /// Whether it depends on every article.
    #[must_use]
    pub const fn has_articles(&self) -> bool {
        self.articles
    }

    /// The snapshots it depends on: all up to one.
    #[must_use]
    pub fn snapshots(&self) -> &[String] {
        &self.sources.snapshots[..self.snapshots]
    }

    /// The last of them.
    #[must_use]
    pub fn until(&self) -> Option<&str> {
        self.snapshots().last().map(String::as_str)
    }

    /// The files that it does not share.
    #[must_use]
    pub const fn own(&self) -> &BTreeSet<String> {
        &self.own
    }
}

impl fmt::Display for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let until = self.until().map(|last| format!("every snapshot until {last}"));
        let common = self.common.then(|| self.sources.common.join(", "));
        let articles = self.articles.then(|| "every report and page of an author".to_owned());
        let parts: Vec<String> = self.own.iter().cloned().chain(until).chain(articles).chain(common).collect();
        f.write_str(if parts.is_empty() { "the program".to_owned() } else { parts.join(", ") }.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_named_twice() {
        let sources = Arc::new(Sources {
            common: vec!["site".to_owned()],
            snapshots: vec!["a".to_owned(), "b".to_owned()],
            articles: Vec::new(),
        });
        let inputs = Inputs::of_first(&sources, 1).with(["site", "a", "b", "c", "c"]);
        assert_eq!(inputs.own().iter().collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!((inputs.has_common(), inputs.until()), (true, Some("a")));
        assert_eq!(inputs.to_string(), "b, c, every snapshot until a, site");
        assert_eq!(Inputs::default().to_string(), "the program");
    }
}

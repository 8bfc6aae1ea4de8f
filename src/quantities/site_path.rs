//! A file's address in the site.

use std::fmt;
use std::sync::Arc;

/// A relative path of plain components joined with `/`: it cannot leave the output folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Reads a path, or `None` if it is absolute, empty, has `.` or `..`, a backslash, a colon or a
    /// control character.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let plain = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && !part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '\u{fffd}'))
        };
        (text.len() <= 400 && text.split('/').all(plain)).then(|| Self(text.into()))
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders deep it is: 0 for `index.html`.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The prefix that leads from this file's folder to the site's root: empty, `../`, `../../`.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.depth())
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for SitePath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cannot_leave_the_output() {
        for bad in ["", "/a", "../a", "a/../b", "a//b", "a\\b", "c:a", "a/./b", "a\u{0}b"] {
            assert!(SitePath::new(bad).is_none(), "{bad}");
        }
        assert_eq!(SitePath::new("reports/2026-04-24/index.html").unwrap().to_root(), "../../");
    }
}

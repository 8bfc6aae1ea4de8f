//! A file's address in the site.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use super::slug::is_device;

/// The longest name that every common file system takes, in bytes.
const LONGEST_NAME: usize = 255;
/// The longest path, in bytes: with the output folder before it, within what systems take.
const LONGEST: usize = 400;

/// A relative path of plain components joined with `/`: it cannot leave the output folder, and every common system
/// can hold a file of that name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Reads a path, or `None` if it is absolute, empty, has `.` or `..`, a control character, one of `\\:<>"|?*`,
    /// a name of a device or one that ends in a dot or a space.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let plain = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part.len() <= LONGEST_NAME
                && !part.ends_with(['.', ' '])
                && !part.contains(|c: char| c.is_control() || "\\:<>\"|?*\u{fffd}".contains(c))
                && !is_device(part.split('.').next().unwrap_or(part).trim_end().to_ascii_lowercase().as_str())
        };
        (text.len() <= LONGEST && text.split('/').all(plain)).then(|| Self(text.into()))
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

/// Ordered as its text is: a map of paths is searched by text.
impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
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
        assert!(
            SitePath::new(&"a/".repeat(200)).is_none() && SitePath::new(&format!("{}b", "a/".repeat(200))).is_none()
        );
        assert_eq!(SitePath::new("reports/2026-04-24/index.html").unwrap().to_root(), "../../");
    }

    #[test]
    fn every_system_can_hold_a_file_of_that_name() {
        for bad in [
            "con",
            "a/NUL.txt",
            "Com1",
            "lpt9.tar.gz",
            "a.",
            "a /b",
            "a?b",
            "a<b>",
            "a|b",
            "a\"b",
            "a*",
            "COM\u{b9}.txt",
            "con .txt",
            "CONIN$",
        ] {
            assert!(SitePath::new(bad).is_none(), "{bad}");
        }
        assert!(SitePath::new(&"ä".repeat(127)).is_some() && SitePath::new(&"ä".repeat(128)).is_none());
        for good in [".well-known/security.txt", ".nojekyll", "console.txt", "com.txt", "a b.txt", "com10"] {
            assert!(SitePath::new(good).is_some(), "{good}");
        }
    }
}

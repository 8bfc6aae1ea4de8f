//! A name that is safe as an address and as an id.

use std::fmt;
use std::sync::Arc;

/// Lower-case ASCII letters, digits, `-` and `_`, starting with a letter or digit, at most 80 long,
/// and not a name that some file system keeps for a device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Why a text cannot be an address, with the nearest that can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlugError {
    /// A slug made from the text, if any of it is left.
    pub nearest: Option<String>,
}

const LONGEST: usize = 80;

impl Slug {
    /// Reads a slug.
    ///
    /// # Errors
    /// If the text is not a slug; the error carries the nearest one.
    pub fn new(text: &str) -> Result<Self, SlugError> {
        if is_slug(text) {
            return Ok(Self(text.into()));
        }
        let mut nearest = String::new();
        for c in text.chars() {
            if c.is_ascii_alphanumeric() || c == '_' {
                nearest.push(c.to_ascii_lowercase());
            } else if !nearest.is_empty() && !nearest.ends_with('-') {
                nearest.push('-');
            }
        }
        nearest.truncate(LONGEST);
        let nearest = nearest.trim_end_matches('-').to_owned();
        Err(SlugError { nearest: is_slug(&nearest).then_some(nearest) })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_slug(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
        && !is_device(text)
}

/// Whether a system keeps the name for a device; in lower case and without what follows a dot.
pub(super) fn is_device(text: &str) -> bool {
    let numbered = text.strip_prefix("com").or_else(|| text.strip_prefix("lpt"));
    matches!(text, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || matches!(numbered, Some("0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"))
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl serde::Serialize for Slug {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_the_nearest_slug() {
        assert!(Slug::new("2026-04-24").is_ok());
        assert_eq!(Slug::new("Aave DAO").unwrap_err().nearest.as_deref(), Some("aave-dao"));
        assert_eq!(Slug::new("../x").unwrap_err().nearest.as_deref(), Some("x"));
        assert_eq!(Slug::new("con").unwrap_err().nearest, None);
        assert_eq!(Slug::new("").unwrap_err().nearest, None);
    }
}

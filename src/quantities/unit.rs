//! The unit an amount is in: `ETH`, `stETH`, `USD`.

use std::fmt;
use std::sync::Arc;

/// An asset's or currency's ticker: ASCII letters and digits, starting with a letter, at most 16.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(Arc<str>);

impl Unit {
    /// Reads a ticker, or `None` if the text cannot be one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let shaped = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.len() <= 16
            && text.bytes().all(|b| b.is_ascii_alphanumeric());
        shaped.then(|| Self(text.into()))
    }

    /// The ticker.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Unit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

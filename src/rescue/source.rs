//! Where a figure was read, validated.

use super::words::Grade;
use crate::quantities::Day;

/// Where a figure was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its address: `http` or `https`.
    pub url: Option<String>,
    /// What it is called, or all that is known of it.
    pub title: Option<String>,
    /// A copy that will not change.
    pub archive: Option<String>,
    /// When it was published.
    pub on: Option<Day>,
    /// How it was read.
    pub grade: Option<Grade>,
    /// A remark.
    pub note: Option<String>,
}

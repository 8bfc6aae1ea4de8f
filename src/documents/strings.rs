//! `templates/strings/<language>.yaml` as typed.

use std::sync::Arc;

use super::decode::{Map, Text, document};
use crate::diagnostics::{Report, Source};

document! {
    /// The words of the interface in one language.
    StringsDoc {
        /// What stands between whole and fraction.
        decimal: Option<Text>,
        /// What stands between groups of three digits.
        group: Option<Text>,
        /// Twelve names.
        months: Vec<Text>,
        /// The same where there is little room.
        short_months: Vec<Text>,
        /// Phrase in English → the same in this language.
        phrases: Map<Text>,
    }
}

/// Reads one such file.
pub fn strings(source: &Arc<Source>, report: &mut Report) -> Option<StringsDoc> {
    super::yaml(source, report)
}

//! Where a figure was read.

use serde::Serialize;

use crate::language;
use crate::quantities::print;
use crate::rescue::{Grade, Source};

/// A source as a page names it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SourceView {
    /// Its name, or the host of its address.
    label: String,
    href: Option<String>,
    archive: Option<String>,
    on: Option<String>,
    grade: Option<&'static str>,
    grade_meaning: Option<String>,
    note: Option<String>,
}

impl SourceView {
    pub(crate) fn all(sources: &[Source]) -> Vec<Self> {
        sources.iter().map(Self::of).collect()
    }

    fn of(source: &Source) -> Self {
        let label = source.title.clone().or_else(|| source.url.as_deref().map(short_address)).unwrap_or_default();
        Self {
            label,
            href: source.url.clone(),
            archive: source.archive.clone(),
            on: source.on.map(print::day),
            grade: source.grade.map(Grade::word),
            grade_meaning: source.grade.map(|grade| language::word(grade.meaning())),
            note: source.note.clone(),
        }
    }
}

/// `governance.aave.com`, and on X and GitHub whose page it is: the host alone would say nothing.
fn short_address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let mut parts = rest.split(['/', '?', '#']).filter(|part| !part.is_empty());
    let host = parts.next().unwrap_or(rest).trim_start_matches("www.");
    match (host, parts.next()) {
        ("x.com" | "twitter.com" | "github.com", Some(owner)) => format!("{host}/{owner}"),
        _ => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_whose_page_it_is() {
        assert_eq!(short_address("https://x.com/KelpDAO/status/1"), "x.com/KelpDAO");
        assert_eq!(short_address("https://www.aicoin.com/en/article/529777"), "aicoin.com");
    }
}

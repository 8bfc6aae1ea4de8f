//! A snapshot's text carried forward to another date, line by line as its author wrote it.

use std::sync::Arc;

use super::Text;
use super::node::{self, Value};
use crate::diagnostics::{Code, Diagnostic, Source};

/// What stands before everything that holds only until somebody has looked at it again.
const LOOK_AGAIN: &str = "# look again";

/// What an editor reads in a file's first line.
const FOR_EDITORS: &str = "# yaml-language-server:";

/// What becomes of a key of the former snapshot.
enum Fate {
    Date,
    /// It probably still holds, and somebody has to look.
    Again,
    /// It was said of its own date, or carries forward by itself.
    Dropped,
}

fn fate(key: &str) -> Fate {
    match key {
        "date" => Fate::Date,
        "rates" | "recoveries" | "pledges" => Fate::Again,
        _ => Fate::Dropped,
    }
}

/// The keys of a snapshot that the next one begins without, in the order of the file.
#[must_use]
pub fn left_behind(source: &Arc<Source>) -> Vec<String> {
    match node::parse(source).map(|node| node.value) {
        Ok(Value::Map(entries)) => {
            let keys = entries.into_iter().map(|(key, _)| key.value.clone());
            keys.filter(|key| matches!(fate(key), Fate::Dropped)).collect()
        }
        _ => Vec::new(),
    }
}

/// The text of a new snapshot: pledges, recoveries and rates as they stood, with their comments and layout.
///
/// # Errors
/// If the text is not YAML, or its keys do not begin lines of their own.
pub fn carry_forward(source: &Arc<Source>, date: &str) -> Result<String, Diagnostic> {
    let entries = match node::parse(source)?.value {
        Value::Map(entries) => entries,
        other => return Err(by_hand(source, &format!("it is {} and not a mapping", other.kind()))),
    };
    let text = source.text.as_str();
    let mut starts = Vec::new();
    for (key, _) in &entries {
        if key.span.column() != 1 {
            return Err(by_hand(source, &format!("`{}` does not begin a line", key.value)).at(&key.span));
        }
        starts.push(with_comments(text, key, starts.is_empty()));
    }
    starts.push(text.len());
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let file = source.path.rsplit('/').next().unwrap_or(&source.path);
    let head = text.split_inclusive('\n').next().filter(|line| line.starts_with(FOR_EDITORS)).unwrap_or_default();
    let mut carried = format!("{head}{LOOK_AGAIN}: carried forward from {file}{end}");
    push_unmarked(&mut carried, &text[head.len()..starts[0]]);
    for (i, (key, value)) in entries.iter().enumerate() {
        let (from, at, to) = (starts[i], key.span.start(), starts[i + 1]);
        match fate(&key.value) {
            // The blank line after it parts what stays, too.
            Fate::Dropped if ends_blank(&text[from..to]) && !ends_blank(&carried) => carried += end,
            Fate::Dropped => {}
            Fate::Date => {
                let (start, length) = (value.span.start(), value.span.text().len());
                push_unmarked(&mut carried, &text[from..start]);
                carried += date;
                carried += &text[start + length..to];
            }
            Fate::Again => {
                push_unmarked(&mut carried, &text[from..at]);
                carried += &format!("{LOOK_AGAIN}: as in {file}{end}");
                carried += &text[at..to];
            }
        }
    }
    carried.truncate(carried.trim_end().len());
    Ok(carried + end)
}

/// Where a key's part begins: with the comment lines right above it. Those above the first key are the file's.
fn with_comments(text: &str, key: &Text, is_first: bool) -> usize {
    let mut start = key.span.start();
    while !is_first && start > 0 {
        let above = text[..start - 1].rfind('\n').map_or(0, |newline| newline + 1);
        if !text[above..start].starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

/// Whether a text ends with a blank line.
fn ends_blank(text: &str) -> bool {
    text[text.trim_end().len()..].matches('\n').count() > 1
}

/// Adds lines without the marks of an earlier run.
fn push_unmarked(carried: &mut String, lines: &str) {
    carried.extend(lines.split_inclusive('\n').filter(|line| !line.starts_with(LOOK_AGAIN)));
}

fn by_hand(source: &Source, why: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, format!("`{}` cannot be carried forward: {why}", source.path))
        .hint("write one key a line, as in `date: 2026-04-24`, or copy the file by hand")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(text: &str) -> Result<String, Diagnostic> {
        carry_forward(&Arc::new(Source { path: "content/snapshots/a.yaml".into(), text: text.into() }), "2026-02-01")
    }

    #[test]
    fn comments_and_layout_stay_and_what_was_of_its_date_goes() {
        let text = "# The fund.\ndate: \"2026-01-01\"   # the end of it\ntitle: T\n\n# What is open.\nshortfall: { debt: { stated: 5 } }\n\n# Par.\nrates: { stETH: 1 }\n\npledges:\n  a: { amount: 5 } # sure\n\n# Said.\nnotes: |\n  # not a comment\n";
        let first = "# look again: carried forward from a.yaml\n# The fund.\ndate: 2026-02-01   # the end of it\n\n# Par.\n# look again: as in a.yaml\nrates: { stETH: 1 }\n\n# look again: as in a.yaml\npledges:\n  a: { amount: 5 } # sure\n";
        assert_eq!(carried(text).unwrap(), first);
        assert_eq!(carried(first).unwrap(), first, "marks do not pile up");
        let windows = carried(&text.replace('\n', "\r\n")).unwrap();
        assert_eq!(windows, first.replace('\n', "\r\n"));
    }

    #[test]
    fn the_line_for_editors_stays_the_first() {
        let text = "# yaml-language-server: $schema=x\n# The fund.\ndate: 2026-01-01\n";
        let first = "# yaml-language-server: $schema=x\n# look again: carried forward from a.yaml\n# The fund.\ndate: 2026-02-01\n";
        assert_eq!(carried(text).unwrap(), first);
        assert_eq!(carried(first).unwrap(), first);
    }

    #[test]
    fn a_text_without_lines_of_its_own_is_refused() {
        assert_eq!(carried("{ date: 2026-01-01, pledges: {} }\n").unwrap_err().code, Code::WrongShape);
        assert_eq!(carried("- a\n").unwrap_err().code, Code::WrongShape);
    }
}

//! Diagnostics as text for people and as JSON for machines.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use super::{Diagnostic, Report, Severity, Span};

/// Problems that are printed: nobody mends more than these at once.
pub(super) const MOST: usize = 500;
/// Characters of a message: a text that is quoted may be as long as its file.
const LONGEST: usize = 600;
/// Characters of a line that an excerpt shows around the place.
const EXCERPT: usize = 100;

/// The whole report, coloured with escape codes that the printing stream strips where they are not wanted.
#[must_use]
pub fn to_text(report: &Report) -> String {
    write_all(report, |_| true)
}

/// The report without what its author has explained: what a build has to say.
#[must_use]
pub fn unsettled_to_text(report: &Report) -> String {
    write_all(report, |diagnostic| !diagnostic.settled)
}

fn write_all(report: &Report, wanted: impl Fn(&Diagnostic) -> bool) -> String {
    let mut text = String::new();
    let shown: Vec<&Diagnostic> = report.sorted().into_iter().filter(|diagnostic| wanted(diagnostic)).collect();
    for diagnostic in shown.iter().take(MOST) {
        write_one(&mut text, diagnostic);
        text.push('\n');
    }
    if shown.len() > MOST {
        let _ = writeln!(text, "… and {} more\n", shown.len() - MOST);
    }
    text
}

fn write_one(text: &mut String, diagnostic: &Diagnostic) {
    let bold = Style::new().bold();
    let tone = match diagnostic.severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
    };
    let severity = diagnostic.severity.as_str();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{tone}{severity}[{}]{tone:#}{bold}: {}{bold:#}",
        diagnostic.code.as_str(),
        plain(&diagnostic.message)
    );
    if let Some(span) = &diagnostic.span {
        write_place(text, span, tone);
    }
    for hint in &diagnostic.hints {
        let _ = writeln!(text, "  {bold}hint:{bold:#} {}", plain(hint));
    }
}

/// A text that may quote a file, made harmless for a terminal and cut to a readable length.
pub(super) fn plain(text: &str) -> String {
    cut(text).chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A text cut to a readable length.
fn cut(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

fn write_place(text: &mut String, span: &Span, tone: Style) {
    let _ = writeln!(text, "  --> {}:{}:{}", plain(span.path()), span.line(), span.column());
    let (excerpt, before) = crop(span);
    if excerpt.trim().is_empty() {
        return;
    }
    let number = span.line().to_string();
    let gutter = " ".repeat(number.len());
    let shown = excerpt.chars().count().saturating_sub(before).max(1);
    let caret = "^".repeat(span.width().min(shown));
    let _ = writeln!(text, "  {gutter} |");
    let _ = writeln!(text, "  {number} | {excerpt}");
    let _ = writeln!(text, "  {gutter} | {}{tone}{caret}{tone:#}", " ".repeat(before));
}

/// The line cut to a readable window around the place, tabs and control characters made visible as
/// spaces, and how many characters stand before the place.
pub(super) fn crop(span: &Span) -> (String, usize) {
    let characters: Vec<char> = span.excerpt().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let at = (span.column() - 1).min(characters.len());
    if characters.len() <= EXCERPT {
        return (characters.into_iter().collect(), at);
    }
    let from = at.saturating_sub(EXCERPT / 2).min(characters.len() - EXCERPT);
    let mut shown: String = characters[from..from + EXCERPT].iter().collect();
    let mut before = at - from;
    if from > 0 {
        shown.insert(0, '…');
        before += 1;
    }
    if from + EXCERPT < characters.len() {
        shown.push('…');
    }
    (shown, before)
}

/// The same as data: a list of problems and their number.
#[must_use]
pub fn to_json(report: &Report) -> Value {
    let problems: Vec<Value> = report.sorted().into_iter().take(MOST).map(one_as_json).collect();
    json!({
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "problems": problems,
    })
}

fn one_as_json(diagnostic: &Diagnostic) -> Value {
    let mut value = json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity.as_str(),
        "message": cut(&diagnostic.message),
        "hints": diagnostic.hints.iter().map(|hint| cut(hint)).collect::<Vec<_>>(),
        "settled": diagnostic.settled,
    });
    if let Some(span) = &diagnostic.span {
        value["file"] = span.path().into();
        value["line"] = span.line().into();
        value["column"] = span.column().into();
        value["width"] = span.width().into();
        value["excerpt"] = cut(span.excerpt()).into();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    #[test]
    fn a_quoted_text_cannot_steer_the_terminal() {
        let mut report = Report::default();
        report.push(Diagnostic::new(Code::UnknownKey, format!("unknown key `\u{1b}]0;x\u{7}{}`", "y".repeat(10_000))));
        let text = unsettled_to_text(&report);
        assert!(!text.contains("\u{1b}]") && !text.contains('\u{7}'), "{text:?}");
        assert!(text.len() < 2 * LONGEST, "{}", text.len());
    }

    #[test]
    fn very_many_problems_are_counted_not_printed() {
        let mut report = Report::default();
        for i in 0..MOST + 7 {
            report.push(Diagnostic::new(Code::UnknownKey, i.to_string()));
        }
        assert!(to_text(&report).contains("… and 7 more"));
    }
}

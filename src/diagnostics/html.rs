//! Errors as HTML, for a browser that shows a site while it is written.

use super::print::{MOST, crop, plain};
use super::{Diagnostic, Report, Severity, Span};

/// The errors of a report, each an `article`: message, place, excerpt with a mark, hints.
#[must_use]
pub fn errors_to_html(report: &Report) -> String {
    let sorted = report.sorted();
    let errors = sorted.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let mut html: String = errors.take(MOST).map(|diagnostic| one(diagnostic)).collect();
    let more = report.count(Severity::Error).saturating_sub(MOST);
    if more > 0 {
        html += &format!("<p>… and {more} more</p>\n");
    }
    html
}

fn one(diagnostic: &Diagnostic) -> String {
    let mut html = format!("<article>\n<h2>{}</h2>\n", words(&diagnostic.message));
    let code = diagnostic.code.as_str();
    match &diagnostic.span {
        Some(span) => {
            let file = escape_html(&plain(span.path()));
            html += &format!("<p class=\"place\">{file}:{}:{} <span>{code}</span></p>\n", span.line(), span.column());
            html += &excerpt(span);
        }
        None => html += &format!("<p class=\"place\"><span>{code}</span></p>\n"),
    }
    html.extend(diagnostic.hints.iter().map(|hint| format!("<p class=\"hint\">{}</p>\n", words(hint))));
    html + "</article>\n"
}

/// The line with its number, the place marked.
fn excerpt(span: &Span) -> String {
    let (line, before) = crop(span);
    if line.trim().is_empty() {
        return String::new();
    }
    let part = |from: usize, count: usize| escape_html(&line.chars().skip(from).take(count).collect::<String>());
    let (head, marked, tail) = (part(0, before), part(before, span.width()), part(before + span.width(), usize::MAX));
    // Behind the last character: there is nothing to mark but the place.
    let marked = if marked.is_empty() { " ".to_owned() } else { marked };
    format!("<pre><span>{}</span>{head}<mark>{marked}</mark>{tail}</pre>\n", span.line())
}

/// Escaped, with names in backticks as code.
fn words(text: &str) -> String {
    let text = escape_html(&plain(text));
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text;
    }
    let part =
        |(at, part): (usize, &&str)| if at % 2 == 1 { format!("<code>{part}</code>") } else { (*part).to_owned() };
    parts.iter().enumerate().map(part).collect()
}

/// A text as it stands in an element or in a quoted attribute.
#[must_use]
pub fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::{Code, Source};

    #[test]
    fn what_a_file_says_is_text() {
        let source =
            Arc::new(Source { path: "content/<b>.yaml".into(), text: "a: 1\nö: <script>x</script>\n".into() });
        let mut report = Report::default();
        let at = Span::at_line(&source, 2, 4, 8);
        report.push(Diagnostic::new(Code::UnknownKey, "no `<i>` & no \"x\"").at(&at).hint("write `a`"));
        report.push(Diagnostic::new(Code::StrayFile, "a warning"));
        assert_eq!(
            errors_to_html(&report),
            "<article>\n<h2>no <code>&lt;i&gt;</code> &amp; no &quot;x&quot;</h2>\n\
             <p class=\"place\">content/&lt;b&gt;.yaml:2:4 <span>unknown-key</span></p>\n\
             <pre><span>2</span>ö: <mark>&lt;script&gt;</mark>x&lt;/script&gt;</pre>\n\
             <p class=\"hint\">write <code>a</code></p>\n</article>\n"
        );
    }
}

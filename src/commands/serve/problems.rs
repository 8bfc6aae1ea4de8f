//! What keeps the site from being renewed, as a page.

use super::live;
use super::site::State;
use crate::artifacts::sha256;
use crate::diagnostics::{Diagnostic, Report, Severity, errors_to_html, escape_html};
use crate::quantities::print;

/// The errors of a build.
pub(super) struct Problems {
    /// Names them: the same errors have the same.
    pub(super) id: String,
    /// `2 errors`
    pub(super) count: String,
    html: String,
}

impl Problems {
    pub(super) fn of(report: &Report) -> Self {
        let html = errors_to_html(report);
        let count = print::count(report.count(Severity::Error), "error", "errors");
        Self { id: sha256(html.as_bytes())[..16].to_owned(), count, html }
    }

    /// A page of them. `from`: where the reader was, and goes back to once they are mended; `None` where the page
    /// stands at that very address.
    pub(super) fn page(&self, state: &State, from: Option<&str>) -> Vec<u8> {
        let from = from.map(escape_html);
        let old = match (&from, &state.edition) {
            (Some(from), Some(_)) => format!("<a href=\"{from}\">Go on with the site as it was before</a>"),
            (_, Some(_)) => String::new(),
            (_, None) => "There is no site to show yet.".to_owned(),
        };
        let count = &self.count;
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n{policy}\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{count}</title>\n{head}</head>\n\
             <body class=\"shortfall-problems\">\n<main>\n<h1>{count}</h1>\n\
             <p>What was saved last cannot be shown. Mend it and save: this page notices, and goes back to where you were. \
             {old}</p>\n{problems}</main>\n</body>\n</html>\n",
            policy = live::policy_of_problems(),
            head = live::head(state, from.as_deref()),
            problems = self.html,
        )
        .into_bytes()
    }
}

/// A page of one problem that was found when a browser asked.
pub(super) fn page_of(problem: Diagnostic, state: &State) -> Vec<u8> {
    let mut report = Report::default();
    report.push(problem);
    Problems::of(&report).page(state, None)
}

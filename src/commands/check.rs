//! `shortfall check`

use super::options::Check;
use super::{Exit, Format, Options, say, talk};
use crate::diagnostics::{Report, Severity, to_json, to_text};
use crate::files;
use crate::quantities::print;

pub(super) fn run(options: &Options, check: &Check) -> Exit {
    let mut report = Report::default();
    if let Some(study) = crate::study(&options.root, &files::read_limited, &mut report) {
        let mut done = crate::rehearse(&study, &mut report);
        if check.kit && done.is_ok() {
            done = crate::check_kits(&study, &mut report);
        }
        if let Err(found) = done {
            report.extend(found);
        }
    }
    match options.format {
        Format::Text => {
            talk(&to_text(&report));
            talk(&format!("{}\n", counts(&report)));
        }
        Format::Json => say(&format!("{:#}\n", to_json(&report))),
    }
    match Exit::of(&report) {
        Exit::Success if check.strict && report.has_unsettled_warnings() => Exit::Gate,
        exit => exit,
    }
}

/// `no problems`, or `2 errors, 1 warning (1 explained)`.
pub(super) fn counts(report: &Report) -> String {
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let settled = report.sorted().iter().filter(|d| d.settled).count();
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(print::count(errors, "error", "errors"));
    }
    if warnings > 0 {
        let explained = if settled > 0 { format!(" ({settled} explained)") } else { String::new() };
        parts.push(print::count(warnings, "warning", "warnings") + &explained);
    }
    if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") }
}

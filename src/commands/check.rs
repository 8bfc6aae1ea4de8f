//! `shortfall check`

use super::against::{self, Differences};
use super::build::set_base_url;
use super::options::Check;
use super::{Exit, Format, Options, gates, machine, say, talk};
use crate::Rehearsal;
use crate::artifacts::{Inputs, Ready, Recipe, SitePath};
use crate::diagnostics::{Policy, Report, Severity, to_text};
use crate::files;
use crate::output::Reuse;
use crate::quantities::print;

pub(super) fn run(options: &Options, check: &Check) -> Exit {
    let mut report = Report::default();
    let policy = report.keep(Policy::read(&check.judgement.deny, &check.judgement.allow));
    let differences = policy.and_then(|policy| {
        let differences = look(options, check, &mut report);
        report.apply(&policy);
        differences
    });
    match options.format {
        Format::Text => {
            talk(&to_text(&report));
            talk(&differences.as_ref().map(against::summary).unwrap_or_default());
            talk(&format!("{}\n", counts(&report)));
        }
        Format::Json => {
            let mut value = machine::head("check", &report);
            if let Some(differences) = &differences {
                value["reports"] = against::as_json(differences);
            }
            say(&format!("{value:#}\n"));
        }
    }
    match Exit::of(&report) {
        Exit::Success if check.strict && report.has_unsettled_warnings() => Exit::Gate,
        exit => exit,
    }
}

/// Everything that a build would find; what it does to dated addresses, if a published site is named.
fn look(options: &Options, check: &Check, report: &mut Report) -> Option<Differences> {
    let files = files::load(&options.root, &files::read_limited, report);
    // What a build would take from the former site need not be looked at again.
    let recipe = Recipe::of(&files, &[check.base_url.as_deref().unwrap_or_default()]);
    let reuse = Reuse::standing_in(&options.root.join(&check.output), &recipe);
    let mut study = crate::study_files(files, report)?;
    set_base_url(&mut study, check.base_url.as_deref(), report);
    gates::check(&check.gates, &study, report);
    let former = |path: &SitePath, inputs: &Inputs| reuse.find(path, inputs).ok();
    let made = |file: Ready<'_>| file.made();
    let rehearsal = crate::rehearse_after(&study, &former, |paths| reuse.announce(paths), &made, report)
        // What cannot be read there, or is exchanged meanwhile, is no problem of the content.
        .or_else(|_| crate::rehearse(&study, &made, report));
    let rehearsal = rehearsal.map_err(|found| report.extend(found)).ok()?;
    if check.kit {
        crate::check_kits(&study, report).map_err(|found| report.extend(found)).ok()?;
    }
    // Not even those that stand: what is said does not depend on whether the site was built here.
    let kept = rehearsal.kept.into_iter().filter(|file| !file.path.as_str().ends_with(".png")).collect();
    against::compare(check.against.as_ref()?, &recipe, &Rehearsal { kept, ..rehearsal }, report)
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

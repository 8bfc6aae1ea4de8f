//! `check --against`: what a new build would do to the dated addresses of a published one.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::Rehearsal;
use crate::artifacts::{Made, SitePath};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::files::read_limited;
use crate::output::{LARGEST_MANIFEST, Manifest, ReportChanges, compare_dated};
use crate::quantities::print;

/// Files that a message names.
const NAMED: usize = 3;

/// Every report that differs, with what differs.
pub(super) type Differences = BTreeMap<String, ReportChanges>;

/// Compares, and says what is dropped or changed.
pub(super) fn compare(manifest: &Path, rehearsal: &Rehearsal<Made>, report: &mut Report) -> Option<Differences> {
    let former = report.keep(read(manifest, "--against"))?;
    let differences = compare_dated(&former, &rehearsal.paths, &rehearsal.kept);
    for (folder, changes) in &differences {
        if !changes.dropped.is_empty() {
            let files = named(folder, &changes.dropped);
            report.push(
                Diagnostic::new(Code::DroppedAddress, format!("`{folder}/` would no longer have {files}"))
                    .hint("a dated address is in mails and forums: put its snapshot back, under its former name"),
            );
        }
        if !changes.changed.is_empty() {
            let files = named(folder, &changes.changed);
            report.push(
                Diagnostic::new(Code::ChangedReport, format!("the published report `{folder}/` would change: {files}"))
                    .hint("if a figure of it was wrong, say so in the `corrections` of a newer snapshot"),
            );
        }
    }
    Some(differences)
}

/// The manifest of a built site, which an argument names.
pub(super) fn read(path: &Path, argument: &str) -> Result<Manifest, Diagnostic> {
    let shown = path.display();
    let bytes = read_limited(path, LARGEST_MANIFEST)
        .map_err(|error| Diagnostic::new(Code::UnreadableFile, format!("cannot read `{shown}`: {error}")))?;
    Manifest::parse(&bytes).map_err(|error| {
        Diagnostic::new(Code::WrongArgument, format!("`{shown}`: {error}"))
            .hint("name the `manifest.json` of a site that this program built")
            .argument(argument)
    })
}

/// `index.html, index.md, report.json and 4 more files`
fn named(folder: &str, paths: &[SitePath]) -> String {
    let names = paths.iter().take(NAMED).map(|path| {
        let path = path.as_str();
        format!("`{}`", path.strip_prefix(folder).map_or(path, |below| below.trim_start_matches('/')))
    });
    let names = names.collect::<Vec<_>>().join(", ");
    match paths.len().saturating_sub(NAMED) {
        0 => names,
        more => format!("{names} and {}", print::count(more, "more file", "more files")),
    }
}

/// One line: how many dated files are new, changed and gone.
pub(super) fn summary(differences: &Differences) -> String {
    let count =
        |files: fn(&ReportChanges) -> &Vec<SitePath>| differences.values().map(|c| files(c).len()).sum::<usize>();
    let (added, changed, dropped) = (count(|c| &c.added), count(|c| &c.changed), count(|c| &c.dropped));
    format!("dated addresses: {added} added, {changed} changed, {dropped} dropped; pictures are not compared\n")
}

/// The same as data, by report.
pub(super) fn as_json(differences: &Differences) -> Value {
    let paths = |paths: &[SitePath]| paths.iter().map(|path| Value::from(path.as_str())).collect::<Vec<_>>();
    let reports = differences.iter().map(|(folder, changes)| {
        let (added, changed, dropped) = (paths(&changes.added), paths(&changes.changed), paths(&changes.dropped));
        (folder.clone(), json!({ "added": added, "changed": changed, "dropped": dropped }))
    });
    Value::Object(reports.collect())
}

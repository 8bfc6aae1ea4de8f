//! `check --against`: what a new build would do to the dated addresses of a published one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::Rehearsal;
use crate::artifacts::{Made, Recipe, SitePath};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::files::{read_limited, read_plain};
use crate::output::{LARGEST_MANIFEST, Manifest, ReportChanges, compare_dated, leads_on};
use crate::quantities::print;

/// What is to be named.
const BUILT: &str = "name the folder of a site that this program built, or its `manifest.json`";
/// Files that a message names.
const NAMED: usize = 3;

/// Every report that differs, with what differs.
pub(super) type Differences = BTreeMap<String, ReportChanges>;

/// Compares, and says what is dropped or changed.
pub(super) fn compare(
    manifest: &Path,
    recipe: &Recipe,
    rehearsal: &Rehearsal<Made>,
    report: &mut Report,
) -> Option<Differences> {
    let former = report.keep(read(manifest, "--against"))?;
    let differences = compare_dated(&former, &rehearsal.paths, &rehearsal.kept);
    for (folder, changes) in &differences {
        if !changes.dropped.is_empty() {
            let is_left = rehearsal.paths.iter().any(|path| below(folder, path).is_some());
            let problem = if is_left {
                format!("`{folder}/` would no longer have {}", named(folder, &changes.dropped))
            } else {
                let files = print::count(changes.dropped.len(), "file", "files");
                format!("the published report `{folder}/` would be gone: {files} with its kit and frozen charts")
            };
            report.push(
                Diagnostic::new(Code::DroppedAddress, problem)
                    .hint("a dated address is in mails and forums: put its snapshot back, under its former name"),
            );
        }
        if !changes.changed.is_empty() {
            let files = named(folder, &changes.changed);
            let changed =
                Diagnostic::new(Code::ChangedReport, format!("the published report `{folder}/` would change: {files}"));
            let only_page = changes.changed.iter().all(|path| below(folder, path) == Some("index.html"));
            // They are in the order of their paths.
            let page = rehearsal.kept.binary_search_by(|file| file.path.cmp(&changes.changed[0]));
            report.push(if only_page && page.is_ok_and(|at| leads_on(&former, recipe, &rehearsal.kept[at])) {
                changed.hint("explained: its page leads to the new report, and its data stay").settled(true)
            } else {
                changed.hint("if a figure of it was wrong, say so in the `corrections` of a newer snapshot")
            });
        }
    }
    Some(differences)
}

/// The manifest itself, or that of the folder that is named.
pub(super) fn manifest_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("manifest.json") } else { path.to_owned() }
}

/// The manifest of a built site, which an argument names. Who names it itself may have it come through a pipe; in a folder of
/// others nobody waits for one.
pub(super) fn read(named: &Path, argument: &str) -> Result<Manifest, Diagnostic> {
    let path = manifest_of(named);
    let read = if path == named { read_limited } else { read_plain };
    let shown = path.display();
    let bytes = read(&path, LARGEST_MANIFEST).map_err(|error| {
        Diagnostic::new(Code::UnreadableFile, format!("cannot read `{shown}`: {error}")).hint(BUILT)
    })?;
    Manifest::parse(&bytes).map_err(|error| {
        Diagnostic::new(Code::WrongArgument, format!("`{shown}`: {error}")).hint(BUILT).argument(argument)
    })
}

/// A path as it is below a report's folder.
fn below<'a>(folder: &str, path: &'a SitePath) -> Option<&'a str> {
    path.as_str().strip_prefix(folder)?.strip_prefix('/')
}

/// `index.html, index.md, report.json and 4 more files`: the report's own first.
fn named(folder: &str, paths: &[SitePath]) -> String {
    let own = paths.iter().filter_map(|path| below(folder, path));
    let others = paths.iter().filter(|path| below(folder, path).is_none()).map(SitePath::as_str);
    let names = own.chain(others).take(NAMED).map(|path| format!("`{path}`"));
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

//! Dated addresses of a former build against a new one: a mail that was sent still leads to them.

use std::collections::BTreeMap;

use super::manifest::Manifest;
use crate::artifacts::{Made, Recipe, SitePath};

/// What a new build does to files: those of one report, or all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportChanges {
    /// Files that were not there.
    pub added: Vec<SitePath>,
    /// Files with other bytes.
    pub changed: Vec<SitePath>,
    /// Files that are no longer there.
    pub dropped: Vec<SitePath>,
}

/// Compares by report, such as `reports/2026-04-24`, with its newsletter kit and its frozen charts. A file that is
/// planned but was not made is there, and not compared. A report of which nothing differs is left out.
pub fn compare_dated<'a>(
    former: &Manifest,
    planned: impl IntoIterator<Item = &'a SitePath>,
    made: &[Made],
) -> BTreeMap<String, ReportChanges> {
    let made: BTreeMap<&SitePath, &Made> = made.iter().map(|file| (&file.path, file)).collect();
    let planned: BTreeMap<&SitePath, String> =
        planned.into_iter().filter_map(|path| Some((path, report_of(path)?))).collect();
    let mut reports: BTreeMap<String, ReportChanges> = BTreeMap::new();
    for (path, report) in &planned {
        let changes = match (former.files().get(*path), made.get(path)) {
            (None, _) => &mut reports.entry(report.clone()).or_default().added,
            (Some(record), Some(file)) if record.sha256 != file.sha256 => {
                &mut reports.entry(report.clone()).or_default().changed
            }
            _ => continue,
        };
        changes.push((*path).clone());
    }
    for path in former.files().keys().filter(|path| !planned.contains_key(path)) {
        if let Some(report) = report_of(path) {
            reports.entry(report).or_default().dropped.push(path.clone());
        }
    }
    reports
}

/// Whether a report's page can differ only because newer reports are added: it was the newest, is no more, and all that it
/// came from is as it was.
#[must_use]
pub fn leads_on(former: &Manifest, recipe: &Recipe, page: &Made) -> bool {
    let Some(record) = former.files().get(&page.path) else { return false };
    let (then, now) = (former.snapshots(), &page.inputs.sources().snapshots);
    let was_newest = record.inputs.until.as_ref() == then.last();
    let is_same = |path: &str| former.inputs().get(path) == recipe.files.get(path);
    // A template that is new takes the place of a built-in one.
    let is_known = |path: &String| former.inputs().contains_key(path) || path.starts_with("content/");
    was_newest
        && now.starts_with(then)
        && now.len() > then.len()
        && former.recipe() == recipe.program
        && former.inputs_of(record).all(is_same)
        && recipe.files.keys().all(is_known)
}

/// Every file that differs between two sites.
#[must_use]
pub fn compare_all(old: &Manifest, new: &Manifest) -> ReportChanges {
    let mut changes = ReportChanges::default();
    for (path, record) in new.files() {
        match old.files().get(path) {
            None => changes.added.push(path.clone()),
            Some(former) if former.sha256 != record.sha256 => changes.changed.push(path.clone()),
            Some(_) => {}
        }
    }
    changes.dropped.extend(old.files().keys().filter(|path| !new.files().contains_key(*path)).cloned());
    changes
}

/// `reports/2026-04-24` of a file of that date: in that folder, in `newsletter/2026-04-24`, in `embed/ladder/2026-04-24`.
/// `reports/index.html` and `embed/ladder/index.html` are of no date.
fn report_of(path: &SitePath) -> Option<String> {
    let mut parts = path.as_str().split('/');
    let date = match parts.next()? {
        "reports" | "newsletter" => parts.next(),
        "embed" => parts.nth(1),
        _ => None,
    }?;
    parts.next().map(|_| format!("reports/{date}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifacts::{Inputs, Rendered};

    fn file(path: &str, bytes: &[u8]) -> Made {
        let path = SitePath::new(path).unwrap();
        Made::of(&Rendered { path, inputs: Inputs::default(), bytes: bytes.to_vec() })
    }

    #[test]
    fn only_what_is_dated_counts_and_what_was_not_rendered_is_there() {
        let old = [
            file("index.html", b"1"),
            file("reports/index.html", b"1"),
            file("reports/a/index.html", b"1"),
            file("reports/a/x.png", b"1"),
            file("reports/b/index.html", b"1"),
            file("newsletter/b/email.html", b"1"),
            file("embed/ladder/index.html", b"1"),
            file("embed/ladder/b/index.html", b"1"),
        ];
        let new =
            [file("reports/a/index.html", b"2"), file("reports/a/index.md", b"1"), file("reports/index.html", b"2")];
        let picture = SitePath::new("reports/a/x.png").unwrap();
        let planned: Vec<&SitePath> = new.iter().map(|file| &file.path).chain([&picture]).collect();
        let reports = compare_dated(&Manifest::new(&old, "0", &Recipe::default()), planned, &new);
        let paths = |paths: &[SitePath]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(reports.keys().collect::<Vec<_>>(), ["reports/a", "reports/b"]);
        assert_eq!(paths(&reports["reports/a"].changed), ["reports/a/index.html"]);
        assert_eq!(paths(&reports["reports/a"].added), ["reports/a/index.md"]);
        let dropped = ["embed/ladder/b/index.html", "newsletter/b/email.html", "reports/b/index.html"];
        assert_eq!(paths(&reports["reports/b"].dropped), dropped);
    }
}

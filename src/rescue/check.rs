//! What only shows between snapshots.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{Pledge, Snapshot};
use crate::diagnostics::{Code, Diagnostic, Report, nearest};
use crate::quantities::Slug;

/// Every pledge that stood in one snapshot must stand or have ended in the next.
pub(super) fn vanished(snapshots: &[Snapshot], report: &mut Report) {
    for pair in snapshots.windows(2) {
        let [before, after] = pair else { continue };
        let ids: BTreeSet<&str> = after.pledges.iter().map(|pledge| pledge.id.as_str()).collect();
        for pledge in before.pledges.iter().filter(|pledge| pledge.is_live() && !ids.contains(pledge.id.as_str())) {
            report.push(vanished_pledge(pledge, before, after, &ids));
        }
    }
}

fn vanished_pledge(pledge: &Pledge, before: &Snapshot, after: &Snapshot, ids: &BTreeSet<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::VanishedPledge,
        format!("the pledge `{}` of `{}` is missing from `{}`", pledge.id, before.file, after.file),
    )
    .at(&after.span)
    .hint("mark it `end: withdrawn`, `rejected` or `expired`; until then it is an unexplained withdrawal");
    let new: Vec<&str> =
        ids.iter().copied().filter(|id| !before.pledges.iter().any(|pledge| pledge.id.as_str() == *id)).collect();
    match nearest(pledge.id.as_str(), &new) {
        Some(near) => diagnostic.hint(format!("is `{near}` the same pledge? An id lives through all snapshots")),
        None => diagnostic,
    }
}

/// Two snapshots cannot share an address.
pub(super) fn same_address(snapshots: &[Snapshot], report: &mut Report) {
    let mut first: BTreeMap<&Slug, &Snapshot> = BTreeMap::new();
    for snapshot in snapshots {
        match first.entry(&snapshot.slug) {
            Entry::Occupied(other) => {
                report.push(clash(&snapshot.slug, &snapshot.file, &other.get().file).at(&snapshot.span));
            }
            Entry::Vacant(place) => _ = place.insert(snapshot),
        }
    }
}

/// Of two snapshots of one moment none is the newer. Takes them in time.
pub(super) fn same_moment(snapshots: &[Snapshot], report: &mut Report) {
    for pair in snapshots.windows(2) {
        let [before, after] = pair else { continue };
        if before.at == after.at && before.slug != after.slug {
            report.push(
                Diagnostic::new(
                    Code::SameMoment,
                    format!("`{}` and `{}` describe the same moment", before.file, after.file),
                )
                .at(&after.span)
                .hint("give them times, as in `2026-04-24T09:00Z`; a bare date is the end of its day"),
            );
        }
    }
}

fn clash(slug: &Slug, one: &str, other: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateAddress, format!("`{one}` and `{other}` would both have the address `{slug}`"))
        .hint("rename one of the files")
}

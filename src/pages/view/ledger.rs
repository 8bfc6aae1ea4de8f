//! What was revised, printed.

use serde::Serialize;

use super::words::last_stated;
use super::{ClaimView, SourceView};
use crate::language::say;
use crate::measures::{Corrected, Measures, Mismatched, Restated};
use crate::quantities::{Slug, print};
use crate::rescue::{Basis, Rescue, Snapshot};

/// Every revision, the newest first.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LedgerView {
    restated: Vec<RestatedView>,
    corrected: Vec<CorrectedView>,
    mismatched: Vec<MismatchedView>,
}

/// The report that tells of a revision.
#[derive(Debug, Clone, Serialize)]
struct Place {
    slug: String,
    date: String,
}

/// A shortfall stated again with another figure.
#[derive(Debug, Clone, Serialize)]
struct RestatedView {
    seen: Place,
    title: String,
    /// The pages' headline uses this basis.
    headline: bool,
    old: String,
    /// "Kelp DAO, 20 Apr 2026"
    old_by: String,
    new: String,
    new_by: String,
    /// In the unit of both figures.
    difference: Option<String>,
    reason: Option<String>,
    note: Option<String>,
    inferred: bool,
    sources: Vec<SourceView>,
}

/// A correction of an earlier snapshot.
#[derive(Debug, Clone, Serialize)]
struct CorrectedView {
    seen: Place,
    on: String,
    pledges: Vec<PledgeLink>,
    note: String,
    sources: Vec<SourceView>,
}

/// A pledge that was corrected, by its giver; one that no snapshot has any more, by its id.
#[derive(Debug, Clone, Serialize)]
struct PledgeLink {
    name: String,
    contributor: Option<String>,
}

/// A claim that differs from the sum.
#[derive(Debug, Clone, Serialize)]
struct MismatchedView {
    seen: Place,
    claim: ClaimView,
    /// The report in which it still matched, if there is one.
    matched_in: Option<Place>,
}

impl LedgerView {
    pub(crate) fn of(rescue: &Rescue, measures: &Measures) -> Self {
        let ledger = &measures.ledger;
        let mismatched = |entry: &Mismatched| {
            let snapshot = &rescue.snapshots[entry.snapshot];
            let measured = &measures.snapshots[entry.snapshot].claims[entry.claim];
            MismatchedView {
                seen: place(snapshot),
                claim: ClaimView::of(&snapshot.claims[entry.claim], measured, snapshot.at),
                matched_in: entry.matched_in.map(|at| place(&rescue.snapshots[at])),
            }
        };
        Self {
            restated: ledger.restated.iter().map(|entry| restated(rescue, entry)).collect(),
            corrected: ledger.corrected.iter().map(|entry| corrected(rescue, entry)).collect(),
            mismatched: ledger.mismatched.iter().map(mismatched).collect(),
        }
    }
}

fn place(snapshot: &Snapshot) -> Place {
    Place { slug: snapshot.slug.to_string(), date: print::date(snapshot.at) }
}

fn restated(rescue: &Rescue, entry: &Restated) -> RestatedView {
    let snapshot = &rescue.snapshots[entry.snapshot];
    let (old, new) = (&rescue.snapshots[entry.before].bases[entry.old], &snapshot.bases[entry.basis]);
    RestatedView {
        seen: place(snapshot),
        title: rescue.basis_title(&new.id).to_owned(),
        headline: new.id == rescue.site.headline,
        old: figure(old),
        old_by: stated(old),
        new: figure(new),
        new_by: stated(new),
        difference: entry.difference.map(print::signed),
        reason: new.reason.clone(),
        note: new.note.clone(),
        inferred: new.inferred,
        sources: SourceView::all(&new.sources),
    }
}

fn figure(basis: &Basis) -> String {
    basis.shortfall.map_or_else(|| say!("not stated"), |shortfall| print::promise(shortfall, &basis.unit))
}

fn stated(basis: &Basis) -> String {
    let on = last_stated(basis);
    basis.by.as_ref().map_or_else(|| on.clone(), |by| format!("{by}, {on}"))
}

fn corrected(rescue: &Rescue, entry: &Corrected) -> CorrectedView {
    let snapshot = &rescue.snapshots[entry.snapshot];
    let correction = &snapshot.corrections[entry.correction];
    CorrectedView {
        seen: place(snapshot),
        on: print::day(correction.on),
        pledges: correction.pledges.iter().map(|id| pledge_link(rescue, id)).collect(),
        note: correction.note.clone(),
        sources: SourceView::all(&correction.sources),
    }
}

fn pledge_link(rescue: &Rescue, id: &Slug) -> PledgeLink {
    let pledge = rescue.snapshots.iter().rev().flat_map(|snapshot| &snapshot.pledges).find(|pledge| pledge.id == *id);
    PledgeLink {
        name: pledge.map_or(id.as_str(), |pledge| rescue.contributor_name(&pledge.contributor)).to_owned(),
        contributor: pledge.map(|pledge| pledge.contributor.to_string()),
    }
}

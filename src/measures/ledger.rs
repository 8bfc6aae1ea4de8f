//! What was revised: shortfalls restated, snapshots corrected, claims that do not match or match no more.
//!
//! Reads what the snapshots say of themselves and of each other; it names places in the rescue and adds
//! nothing of its own but the verdicts of stage 4.

use super::{SnapshotMeasures, Verdict};
use crate::quantities::Amount;
use crate::rescue::{Basis, Claim, Rescue, Snapshot};

/// Every revision, the newest first; within a snapshot in the order of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Shortfalls that were stated again with another figure.
    pub restated: Vec<Restated>,
    /// Corrections of earlier snapshots.
    pub corrected: Vec<Corrected>,
    /// Claims that differ from the sum.
    pub mismatched: Vec<Mismatched>,
}

/// A basis that states another shortfall than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// The snapshot that states the new figure.
    pub snapshot: usize,
    /// The place of the basis in it.
    pub basis: usize,
    /// The snapshot before, which had the old figure.
    pub before: usize,
    /// The place of the basis in that one.
    pub old: usize,
    /// New less old; nothing where a figure is missing, the unit is another, or it is no amount any more.
    pub difference: Option<Amount>,
}

/// A correction of an earlier snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The snapshot that says so.
    pub snapshot: usize,
    /// Its place among the corrections there.
    pub correction: usize,
}

/// A claim that differs from the sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatched {
    /// The snapshot in which it was seen.
    pub snapshot: usize,
    /// Its place among the claims there.
    pub claim: usize,
    /// Claim less sum, in the claim's unit.
    pub difference: Amount,
    /// The last earlier snapshot in which the same source's total of this name matched: it matches no more.
    /// Nothing if it never did.
    pub matched_in: Option<usize>,
}

impl Ledger {
    pub(super) fn of(rescue: &Rescue, measured: &[SnapshotMeasures]) -> Self {
        let mut ledger = Self::default();
        for index in (0..rescue.snapshots.len()).rev() {
            if let Some(before) = index.checked_sub(1) {
                ledger.restated.extend(restated(rescue, before, index));
            }
            let corrections = 0..rescue.snapshots[index].corrections.len();
            ledger.corrected.extend(corrections.map(|correction| Corrected { snapshot: index, correction }));
            ledger.mismatched.extend(mismatched(rescue, measured, index));
        }
        ledger
    }

    /// Whether nothing was revised.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.restated.is_empty() && self.corrected.is_empty() && self.mismatched.is_empty()
    }
}

/// Bases stated in a snapshot whose figure the snapshot before had otherwise.
fn restated(rescue: &Rescue, before: usize, index: usize) -> Vec<Restated> {
    let earlier = &rescue.snapshots[before].bases;
    let mut found = Vec::new();
    for (basis, new) in rescue.snapshots[index].bases.iter().enumerate() {
        let Some(old) = earlier.iter().position(|old| old.id == new.id) else { continue };
        if !is_same_figure(&earlier[old], new) {
            let difference = difference(&earlier[old], new);
            found.push(Restated { snapshot: index, basis, before, old, difference });
        }
    }
    found
}

fn is_same_figure(old: &Basis, new: &Basis) -> bool {
    old.shortfall == new.shortfall && old.unit == new.unit
}

fn difference(old: &Basis, new: &Basis) -> Option<Amount> {
    let same_unit = old.unit == new.unit;
    let figures = old.shortfall.zip(new.shortfall).filter(|_| same_unit);
    figures.and_then(|(from, to)| to.counted().minus(from.counted()))
}

/// Claims that differ. One that is repeated with the same difference is listed where it was first seen.
fn mismatched(rescue: &Rescue, measured: &[SnapshotMeasures], index: usize) -> Vec<Mismatched> {
    let mut found = Vec::new();
    for (claim, own) in rescue.snapshots[index].claims.iter().enumerate() {
        let Verdict::Differs(difference) = measured[index].claims[claim].verdict else { continue };
        // The same total by the same source, as earlier snapshots have it, the latest first.
        let earlier = (0..index).rev().filter_map(|at| {
            let verdict = verdict_of(own, &rescue.snapshots[at], &measured[at])?;
            Some((at, verdict))
        });
        let earlier: Vec<(usize, Verdict)> = earlier.collect();
        if earlier.first().is_some_and(|(_, verdict)| *verdict == Verdict::Differs(difference)) {
            continue;
        }
        let matched = earlier.iter().find(|(_, verdict)| *verdict == Verdict::Matches);
        found.push(Mismatched { snapshot: index, claim, difference, matched_in: matched.map(|(at, _)| *at) });
    }
    found
}

/// What became of the same claim in another snapshot, if it is there and compared.
fn verdict_of(claim: &Claim, snapshot: &Snapshot, measured: &SnapshotMeasures) -> Option<Verdict> {
    let pairs = snapshot.claims.iter().zip(&measured.claims);
    let compared =
        pairs.filter(|(other, measured)| is_same_total(other, claim) && measured.verdict != Verdict::NotCompared);
    compared.map(|(_, measured)| measured.verdict).next()
}

/// The same words by the same source. One that names nobody is known by where it was read.
fn is_same_total(one: &Claim, other: &Claim) -> bool {
    let same_source = one.by == other.by && (one.by.is_some() || one.sources == other.sources);
    one.what == other.what && one.unit == other.unit && same_source
}

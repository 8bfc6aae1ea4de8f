//! What if: the newest snapshot with something supposed, measured like the real one.
//!
//! A scenario alters the validated snapshot and nothing else. Its sums, coverage and conditions come from the
//! functions that measure every snapshot, so a scenario cannot follow rules of its own.

use super::{SnapshotMeasures, snapshot_measures};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::quantities::{Promise, Ratio, Slug};
use crate::rescue::{ContributorKind, End, Pledge, Rescue, Scenario, Snapshot, Stage, Status};

/// One scenario, measured on the newest snapshot.
#[derive(Debug)]
pub struct ScenarioMeasures {
    /// Its id.
    pub id: Slug,
    /// Whether it makes any figure differ: a vote may have closed since it was written.
    pub differs: bool,
    /// What the snapshot would come to.
    pub measures: SnapshotMeasures,
}

/// Measures every scenario; sums past the largest amount are errors.
pub(super) fn pass(rescue: &Rescue, actual: &SnapshotMeasures, report: &mut Report) -> Option<Vec<ScenarioMeasures>> {
    let newest = rescue.snapshots.last()?;
    let measured = rescue.scenarios.iter().map(|scenario| {
        let measures = suppose(rescue, scenario, newest)
            .and_then(|supposed| snapshot_measures(rescue, &supposed, &mut Report::default()));
        if measures.is_none() {
            report.push(
                Diagnostic::new(Code::Overflow, "the sums of this scenario are larger than an amount can be")
                    .at(&scenario.span),
            );
        }
        measures.map(|measures| ScenarioMeasures {
            id: scenario.id.clone(),
            differs: differs(actual, &measures),
            measures,
        })
    });
    // Every scenario is tried before one that failed stops the run.
    let measured: Vec<Option<ScenarioMeasures>> = measured.collect();
    measured.into_iter().collect()
}

fn differs(actual: &SnapshotMeasures, supposed: &SnapshotMeasures) -> bool {
    actual.sums != supposed.sums
        || actual.shortfall() != supposed.shortfall()
        || actual.conditional != supposed.conditional
}

/// The snapshot as the scenario has it; `None` past the largest amount.
fn suppose(rescue: &Rescue, scenario: &Scenario, snapshot: &Snapshot) -> Option<Snapshot> {
    let mut supposed = snapshot.clone();
    // Nobody has printed a total of what is not so.
    supposed.claims.clear();
    supposed.rates = snapshot.rates.moved(&scenario.rates);
    let changed = |pledge: &Pledge| Pledge { status: status(rescue, scenario, pledge), ..pledge.clone() };
    supposed.pledges = snapshot.pledges.iter().map(changed).collect();
    if let Some(factor) = &scenario.shortfall {
        for basis in &mut supposed.bases {
            basis.shortfall = match basis.shortfall {
                Some(shortfall) => Some(times(shortfall, factor)?),
                None => None,
            };
        }
    }
    Some(supposed)
}

/// What was delivered stays: an end cancels the rest, and what is delivered in full has no rest.
fn status(rescue: &Rescue, scenario: &Scenario, pledge: &Pledge) -> Status {
    let Status::Live(stage) = pledge.status else { return pledge.status };
    let kind = rescue.contributors.get(&pledge.contributor).map(|contributor| contributor.kind);
    let voted = |kinds: &[ContributorKind]| stage == Stage::Proposed && kind.is_some_and(|kind| kinds.contains(&kind));
    if stage != Stage::Delivered && scenario.without.contains(&pledge.contributor) {
        Status::Ended(End::Withdrawn)
    } else if voted(&scenario.votes_fail) {
        Status::Ended(End::Rejected)
    } else if voted(&scenario.votes_pass) {
        Status::Live(Stage::Approved)
    } else {
        pledge.status
    }
}

/// A shortfall in the same words, multiplied.
fn times(shortfall: Promise, factor: &Ratio) -> Option<Promise> {
    Some(match shortfall {
        Promise::Between(floor, cap) => Promise::Between(factor.times(floor)?, factor.times(cap)?),
        other => other.with(factor.times(other.counted())?),
    })
}

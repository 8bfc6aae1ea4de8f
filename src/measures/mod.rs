//! Stage 4: measures. What the rescue's snapshots come to, exactly: sums by stage and band, coverage,
//! remaining and surplus on every basis, ranges, and claims against sums.
//!
//! Every formula is written down once, in [`Formula`]; every ratio with a missing or zero denominator is
//! undefined here, never 0 or 1.

mod band;
mod basis;
mod bound;
pub mod change;
mod claim;
mod conditional;
mod dependence;
mod formula;
mod ledger;
mod numbers;
pub mod pace;
pub mod projection;
mod scenario;
mod staleness;
mod sums;
pub mod tempo;

pub use band::Band;
pub use basis::{Against, BasisMeasures, NoFigure};
pub use bound::Bound;
pub use claim::{ClaimMeasures, Verdict};
pub use conditional::Conditional;
pub use dependence::{Dependence, Group};
pub use formula::{Formula, Topic};
pub use ledger::{Corrected, Ledger, Mismatched, Restated};
pub use numbers::{Number, Numbers, Value};
pub use scenario::ScenarioMeasures;
pub use staleness::{Age, Staleness};
pub use sums::{PledgeMeasures, Sums};
pub use tempo::Tempo;

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Report};
use crate::quantities::{Amount, Moment, Slug};
use crate::rescue::{Rescue, Snapshot};
use change::Change;
use conditional::Conditions;

/// The measures of every snapshot, in time.
#[derive(Debug)]
pub struct Measures {
    /// One for each snapshot of the rescue, in the same order.
    pub snapshots: Vec<SnapshotMeasures>,
    /// What changed since the snapshot before, for each snapshot; none for the first.
    pub changes: Vec<Option<Change>>,
    /// How long promises have stood still, for each snapshot.
    pub staleness: Vec<Staleness>,
    /// What the newest snapshot would come to, for each scenario in the order of the rescue.
    pub scenarios: Vec<ScenarioMeasures>,
    /// What was revised in all of them.
    pub ledger: Ledger,
    /// How long pledges stood at the stages that they left, for each snapshot.
    pub tempo: Vec<Vec<Tempo>>,
    /// Projections, worked out when they are asked for.
    projections: projection::Projections,
}

impl Measures {
    /// What changed since the snapshot before; `None` for the first.
    #[must_use]
    pub fn change(&self, index: usize) -> Option<&Change> {
        self.changes.get(index)?.as_ref()
    }
}

/// What one snapshot comes to, in base units.
#[derive(Debug)]
pub struct SnapshotMeasures {
    /// The snapshot's address.
    pub slug: Slug,
    /// The moment it describes.
    pub at: Moment,
    /// Pledges that count, largest first, then by id; ended ones with nothing delivered are left out.
    pub pledges: Vec<PledgeMeasures>,
    /// Their sums by stage and band.
    pub sums: Sums,
    /// Every basis stated so far, measured; in the order of the rescue's snapshot.
    pub bases: Vec<BasisMeasures>,
    /// The headline basis, if it has been stated by then.
    pub headline: Option<usize>,
    /// How conditional pledges stand; undetermined without a shortfall.
    pub conditional: Option<Conditional>,
    /// How much hangs on how few.
    pub dependence: Dependence,
    /// Claims against sums, in the order of the snapshot.
    pub claims: Vec<ClaimMeasures>,
}

impl SnapshotMeasures {
    /// The headline basis, if it has been stated by then.
    #[must_use]
    pub fn headline(&self) -> Option<&BasisMeasures> {
        self.headline.and_then(|index| self.bases.get(index))
    }

    /// The shortfall of the headline, in base units.
    #[must_use]
    pub fn shortfall(&self) -> Option<Amount> {
        self.headline().and_then(|basis| basis.shortfall.as_ref().ok().copied())
    }

    /// A band on the headline basis, where it has a figure.
    #[must_use]
    pub fn against(&self, band: Band) -> Option<&Against> {
        self.headline().and_then(|basis| basis.against(band))
    }
}

/// Measures every snapshot. Sums past the largest amount are errors, claims that do not match are warnings.
pub fn measure(rescue: &Rescue, report: &mut Report) -> Option<Measures> {
    let measured: Vec<(Option<SnapshotMeasures>, Report)> = rescue
        .snapshots
        .par_iter()
        .map(|snapshot| {
            let mut found = Report::default();
            let measures = snapshot_measures(rescue, snapshot, &mut found);
            if measures.is_none() {
                found.push(
                    Diagnostic::new(Code::Overflow, "the sums of this snapshot are larger than an amount can be")
                        .at(&snapshot.span),
                );
            }
            (measures, found)
        })
        .collect();
    let mut snapshots = Vec::with_capacity(measured.len());
    for (measures, found) in measured {
        report.extend(found);
        snapshots.extend(measures);
    }
    if snapshots.len() != rescue.snapshots.len() {
        return None;
    }
    let scenarios = scenario::pass(rescue, snapshots.last()?, report)?;
    let through_time = staleness::pass(rescue, &snapshots).zip(change::pass(rescue, &snapshots));
    let Some((staleness, changes)) = through_time else {
        let message = "the differences between snapshots are larger than an amount can be";
        report.push(Diagnostic::new(Code::Overflow, message).at(&rescue.snapshots.last()?.span));
        return None;
    };
    let ledger = Ledger::of(rescue, &snapshots);
    let projections = projection::Projections::of(snapshots.len());
    Some(Measures { snapshots, changes, staleness, tempo: tempo::pass(rescue), scenarios, ledger, projections })
}

fn snapshot_measures(rescue: &Rescue, snapshot: &Snapshot, report: &mut Report) -> Option<SnapshotMeasures> {
    let pledges = sums::pledges(snapshot)?;
    let sums = Sums::of(&pledges, snapshot)?;
    let bases: Vec<BasisMeasures> =
        snapshot.bases.iter().map(|basis| BasisMeasures::of(basis, &snapshot.rates, &sums)).collect::<Option<_>>()?;
    let claims =
        snapshot.claims.iter().map(|claim| ClaimMeasures::of(claim, snapshot, &sums)).collect::<Option<Vec<_>>>()?;
    for (claim, measures) in snapshot.claims.iter().zip(&claims) {
        claim::report_difference(claim, measures, report);
    }
    let headline = snapshot.bases.iter().position(|basis| basis.id == rescue.site.headline);
    let shortfall = headline.and_then(|index: usize| figure(&bases, index));
    let conditions = match shortfall {
        Some(shortfall) => Some(Conditions::of(&pledges, snapshot, shortfall)?),
        None => None,
    };
    let conditional = match &conditions {
        Some(conditions) => Some(conditions.solve()?),
        None => None,
    };
    let against = conditions.as_ref().zip(shortfall);
    let dependence = Dependence::of(rescue, snapshot, &pledges, sums.band(Band::All), against)?;
    Some(SnapshotMeasures {
        slug: snapshot.slug.clone(),
        at: snapshot.at,
        pledges,
        sums,
        headline,
        conditional,
        dependence,
        bases,
        claims,
    })
}

/// The shortfall of a basis in base units, if it has one.
fn figure(bases: &[BasisMeasures], index: usize) -> Option<Amount> {
    bases.get(index)?.shortfall.as_ref().ok().copied()
}

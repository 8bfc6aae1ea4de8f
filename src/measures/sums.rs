//! Pledges in base units and their sums by stage.

use super::Band;
use crate::quantities::{Amount, Promise, Slug};
use crate::rescue::{Pledge, Rates, Snapshot, Stage, Status};

/// One pledge that counts, in base units.
#[derive(Debug, Clone)]
pub struct PledgeMeasures {
    /// The pledge's place in its snapshot.
    pub index: usize,
    /// Its id.
    pub id: Slug,
    /// Who gives.
    pub contributor: Slug,
    /// Its amount by stage, x₁ … x₅.
    pub stages: [Amount; 5],
    /// Σ x.
    pub total: Amount,
    /// The least that its words promise; never below what was delivered.
    pub floor: Amount,
}

/// Sums over all pledges that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// Σ x by stage.
    pub stages: [Amount; 5],
    /// S₁ … S₅: everything at a stage or above it.
    cumulative: [Amount; 5],
    /// S₁ … S₅ with every "up to" pledge at its floor.
    floors: [Amount; 5],
    /// Live pledges that count.
    pub live: usize,
    /// How many of them name no amount, by stage.
    undisclosed: [usize; 5],
    /// What hangs on a coverage that the giver requires, not yet delivered.
    pub conditional: Amount,
}

impl Sums {
    pub(super) fn of(pledges: &[PledgeMeasures], snapshot: &Snapshot) -> Option<Self> {
        let mut stages = [Amount::ZERO; 5];
        let mut floor_stages = [Amount::ZERO; 5];
        for pledge in pledges {
            let mut short = pledge.total.minus(pledge.floor)?;
            for k in 0..5 {
                stages[k] = stages[k].plus(pledge.stages[k])?;
                // What the floor leaves out is taken from the least certain part.
                let left_out = short.min(pledge.stages[k]);
                short = short.minus(left_out)?;
                floor_stages[k] = floor_stages[k].plus(pledge.stages[k].minus(left_out)?)?;
            }
        }
        let live: Vec<&Pledge> = snapshot.pledges.iter().filter(|pledge| pledge.counts && pledge.is_live()).collect();
        let conditional = pledges.iter().filter(|pledge| snapshot.pledges[pledge.index].unlocks_at.is_some());
        let open = conditional.map(|pledge| pledge.total.minus(pledge.stages[Stage::Delivered.index()]));
        Some(Self {
            stages,
            cumulative: cumulative(&stages)?,
            floors: cumulative(&floor_stages)?,
            live: live.len(),
            undisclosed: undisclosed(&live),
            conditional: Amount::total(open.collect::<Option<Vec<_>>>()?)?,
        })
    }

    /// S₁ … S₅.
    #[must_use]
    pub const fn thresholds(&self) -> [Amount; 5] {
        self.cumulative
    }

    /// S_k: what is at `stage` or above it.
    #[must_use]
    pub const fn from_stage(&self, stage: Stage) -> Amount {
        self.cumulative[stage.index()]
    }

    /// The sum of a band.
    #[must_use]
    pub const fn band(&self, band: Band) -> Amount {
        self.from_stage(band.from_stage())
    }

    /// The sum of a band with every "up to" pledge at its floor.
    #[must_use]
    pub const fn floor(&self, band: Band) -> Amount {
        self.floors[band.from_stage().index()]
    }

    /// Live pledges of a band that name no amount: its sum is then "at least".
    #[must_use]
    pub fn undisclosed(&self, band: Band) -> usize {
        self.undisclosed[band.from_stage().index()..].iter().sum()
    }

    /// Whether a number is missing from the sum of a band.
    #[must_use]
    pub fn is_at_least(&self, band: Band) -> bool {
        self.undisclosed(band) > 0
    }
}

fn undisclosed(live: &[&Pledge]) -> [usize; 5] {
    let mut counts = [0; 5];
    for pledge in live.iter().filter(|pledge| !pledge.promise.is_disclosed()) {
        if let Status::Live(stage) = pledge.status {
            counts[stage.index()] += 1;
        }
    }
    counts
}

/// S₁ … S₅: everything at a stage or above it. `None` past the largest amount.
pub(super) fn cumulative(stages: &[Amount; 5]) -> Option<[Amount; 5]> {
    let mut sums = *stages;
    for k in (0..4).rev() {
        sums[k] = sums[k].plus(sums[k + 1])?;
    }
    Some(sums)
}

/// The snapshot's counting pledges in base units; `None` past the largest amount.
pub(super) fn pledges(snapshot: &Snapshot) -> Option<Vec<PledgeMeasures>> {
    let counting = snapshot.pledges.iter().enumerate().filter(|(_, pledge)| pledge.counts);
    let present = counting.filter(|(_, pledge)| pledge.is_live() || pledge.delivered.is_positive());
    let mut measured =
        present.map(|(index, pledge)| measured(index, pledge, &snapshot.rates)).collect::<Option<Vec<_>>>()?;
    measured.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.id.cmp(&b.id)));
    Some(measured)
}

fn measured(index: usize, pledge: &Pledge, rates: &Rates) -> Option<PledgeMeasures> {
    let mut stages = [Amount::ZERO; 5];
    for (slot, amount) in stages.iter_mut().zip(pledge.split()) {
        // Nothing needs no rate: an undisclosed pledge may be in any asset.
        if !amount.is_zero() {
            *slot = rates.convert(amount, &pledge.unit)?;
        }
    }
    let total = Amount::total(stages)?;
    let floor = match pledge.promise {
        Promise::UpTo(_) | Promise::Between(..) if pledge.is_live() => {
            rates.convert(pledge.promise.floor(), &pledge.unit)?.max(stages[Stage::Delivered.index()])
        }
        _ => total,
    };
    Some(PledgeMeasures {
        index,
        id: pledge.id.clone(),
        contributor: pledge.contributor.clone(),
        stages,
        total,
        floor: floor.min(total),
    })
}

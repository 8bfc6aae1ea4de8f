//! The moves matrix: from which stage to which, and what came or went.

use super::{PerStage, by_stage, cumulative};
use crate::quantities::{Amount, Ratio};

/// Money of matched pledges by its stage then and now, in base units at the mean rate of the two dates.
///
/// Each pledge's money is stacked most advanced first on both dates. Cell (i, j) is what lay in stage i
/// then and lies in stage j now; what overlaps with nothing was raised or lowered. What came or
/// went with its pledge stands beside the cells; a correction, a change of asset and rates do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// `cells[then][now]`
    pub cells: [PerStage; 5],
    /// Pledges with money in the cell.
    pub counts: [[usize; 5]; 5],
    /// Added money, by its stage now.
    pub raised: PerStage,
    /// Removed money, by its stage then.
    pub lowered: PerStage,
    /// Money of new pledges, by its stage now, at the rate of its own date.
    pub new: PerStage,
    /// Money of ended pledges, by its stage then, at the rate of its own date.
    pub ended: PerStage,
    /// Pledges with money that is new or was raised, by its stage now.
    pub came_counts: [usize; 5],
    /// Pledges with money that ended or was lowered, by its stage then.
    pub went_counts: [usize; 5],
}

impl Moves {
    /// One pledge from `then` to `now`, amounts by stage in its own asset, at a rate into base units.
    pub(super) fn of(then: &PerStage, now: &PerStage, rate: &Ratio) -> Option<Self> {
        let (before, after) = (cumulative(then)?, cumulative(now)?);
        let mut moves = Self::default();
        for i in 0..5 {
            for j in 0..5 {
                let overlap = stretch(before[i].min(after[j]), above(&before, i).max(above(&after, j)))?;
                moves.cells[i][j] = rate.times(overlap)?;
                moves.counts[i][j] = usize::from(overlap.is_positive());
            }
            moves.raised[i] = rate.times(stretch(after[i], above(&after, i).max(before[0]))?)?;
            moves.lowered[i] = rate.times(stretch(before[i], above(&before, i).max(after[0]))?)?;
        }
        Some(moves)
    }

    /// Names what came with the pledge and what went with it, as effects on S₁ … S₅, and counts it.
    pub(super) fn with_ends(mut self, come: &PerStage, gone: &PerStage) -> Option<Self> {
        self.new = by_stage(come)?;
        for (ended, effect) in self.ended.iter_mut().zip(by_stage(gone)?) {
            *ended = Amount::ZERO.minus(effect)?;
        }
        for i in 0..5 {
            self.came_counts[i] = usize::from(self.came(i)?.is_positive());
            self.went_counts[i] = usize::from(self.went(i)?.is_positive());
        }
        Some(self)
    }

    /// New or raised, at a stage now; `None` past the largest amount.
    #[must_use]
    pub fn came(&self, stage: usize) -> Option<Amount> {
        self.new[stage].plus(self.raised[stage])
    }

    /// Ended or lowered, at a stage then; `None` past the largest amount.
    #[must_use]
    pub fn went(&self, stage: usize) -> Option<Amount> {
        self.ended[stage].plus(self.lowered[stage])
    }

    /// E_k: what was raised less what was lowered at a threshold or above it.
    pub(super) fn amount_effect(&self, k: usize) -> Option<Amount> {
        Amount::total(self.raised[k..].iter().copied())?.minus(Amount::total(self.lowered[k..].iter().copied())?)
    }

    /// What crossed a threshold upwards.
    pub(super) fn forward(&self, k: usize) -> Option<Amount> {
        Amount::total(self.cells[..k].iter().flat_map(|row| row[k..].iter().copied()))
    }

    /// What crossed a threshold downwards.
    pub(super) fn back(&self, k: usize) -> Option<Amount> {
        Amount::total(self.cells[k..].iter().flat_map(|row| row[..k].iter().copied()))
    }

    /// Adds another pledge.
    pub(super) fn add(&mut self, other: &Self) -> Option<()> {
        for i in 0..5 {
            for j in 0..5 {
                self.cells[i][j] = self.cells[i][j].plus(other.cells[i][j])?;
                self.counts[i][j] += other.counts[i][j];
            }
            self.raised[i] = self.raised[i].plus(other.raised[i])?;
            self.lowered[i] = self.lowered[i].plus(other.lowered[i])?;
            self.new[i] = self.new[i].plus(other.new[i])?;
            self.ended[i] = self.ended[i].plus(other.ended[i])?;
            self.came_counts[i] += other.came_counts[i];
            self.went_counts[i] += other.went_counts[i];
        }
        Some(())
    }
}

/// Where the stage above `k` ends in the stack.
fn above(sums: &PerStage, k: usize) -> Amount {
    sums.get(k + 1).copied().unwrap_or(Amount::ZERO)
}

/// The length from one height to another, if it is a length.
fn stretch(to: Amount, from: Amount) -> Option<Amount> {
    to.minus(from).map(Amount::above_zero)
}

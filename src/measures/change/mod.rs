//! Why a sum differs between two snapshots: exactly, per threshold, without residual.
//!
//! Every counting pledge is matched by id and its difference split into causes ([`pledge`]); the causes add
//! up to ΔS_k to the last digit. The shortfall's own difference is split in [`shortfall`].

mod history;
mod moves;
mod pledge;
mod shortfall;

pub use moves::Moves;
pub use shortfall::{CoverageChange, ShortfallChange};

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::sums::cumulative;
use super::{Band, Measures, PledgeMeasures, SnapshotMeasures};
use crate::quantities::{Amount, Slug};
use crate::rescue::{End, Pledge, Rescue, Snapshot};
use history::History;
use pledge::Pair;

/// One amount a threshold: S₁ … S₅.
pub type PerStage = [Amount; 5];

/// Why money came, went or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Live only in the later snapshot.
    New,
    /// More was promised, or an undisclosed amount became known.
    Raised,
    /// Less was promised.
    Lowered,
    /// To a more certain stage.
    Forward,
    /// To a less certain stage.
    Back,
    /// Stopped by the giver.
    Withdrawn,
    /// Stopped by a vote.
    Rejected,
    /// Stopped by time.
    Expired,
    /// Missing from the later snapshot without a word.
    Vanished,
    /// A correction of an earlier snapshot.
    Restated,
    /// Began or ceased to count toward the shortfall.
    Reclassified,
    /// The asset changed.
    Redenominated,
    /// The asset's rate moved; also takes what rounding leaves.
    Rate,
}

impl Cause {
    /// Every cause, in the order they are told.
    pub const ALL: [Self; 13] = [
        Self::New,
        Self::Raised,
        Self::Lowered,
        Self::Forward,
        Self::Back,
        Self::Withdrawn,
        Self::Rejected,
        Self::Expired,
        Self::Vanished,
        Self::Restated,
        Self::Reclassified,
        Self::Redenominated,
        Self::Rate,
    ];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Raised => "raised",
            Self::Lowered => "lowered",
            Self::Forward => "moved forward",
            Self::Back => "moved back",
            Self::Withdrawn => "withdrawn",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::Vanished => "vanished",
            Self::Restated => "restated",
            Self::Reclassified => "reclassified",
            Self::Redenominated => "re-denominated",
            Self::Rate => "rate",
        }
    }
}

impl From<End> for Cause {
    fn from(end: End) -> Self {
        match end {
            End::Withdrawn => Self::Withdrawn,
            End::Rejected => Self::Rejected,
            End::Expired => Self::Expired,
        }
    }
}

impl serde::Serialize for Cause {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// One cause in one pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Why.
    pub cause: Cause,
    /// The pledge.
    pub pledge: Slug,
    /// Who gives.
    pub contributor: Slug,
    /// A new pledge that had stood before, in a snapshot earlier than both.
    pub returned: bool,
    /// What it does to S₁ … S₅, in base units.
    pub amounts: PerStage,
}

/// The change between two snapshots.
#[derive(Clone, Debug)]
pub struct Change {
    /// The place in time of the snapshot that it starts from.
    pub from: usize,
    /// The place of the one that it leads to.
    pub to: usize,
    /// Every effect, by cause, then the largest first.
    pub effects: Vec<Effect>,
    /// ΔS₁ … ΔS₅: the effects add up to it exactly.
    pub total: PerStage,
    /// From which stage to which.
    pub moves: Moves,
    /// What happened to the shortfall, where the headline basis has a figure on both dates.
    pub shortfall: Option<ShortfallChange>,
}

impl Change {
    /// Explains the difference between two snapshots of a rescue, given by their places in time. The first
    /// may be the later one: the causes then read backwards. `None` past the largest amount.
    #[must_use]
    pub fn between(rescue: &Rescue, measures: &Measures, from: usize, to: usize) -> Option<Self> {
        explain(rescue, &measures.snapshots, &History::of(rescue), from, to)
    }

    /// What a cause does to a band, over all pledges; `None` past the largest amount.
    #[must_use]
    pub fn of(&self, cause: Cause, band: Band) -> Option<Amount> {
        let effects = self.effects.iter().filter(|effect| effect.cause == cause);
        Amount::total(effects.map(|effect| effect.amounts[band.from_stage().index()]))
    }

    /// What a cause does to S₁ … S₅, over all pledges; `None` past the largest amount.
    #[must_use]
    pub fn sums_of(&self, cause: Cause) -> Option<PerStage> {
        let mut sums = [Amount::ZERO; 5];
        for effect in self.effects.iter().filter(|effect| effect.cause == cause) {
            for (sum, amount) in sums.iter_mut().zip(effect.amounts) {
                *sum = sum.plus(amount)?;
            }
        }
        Some(sums)
    }

    /// Coverage split into giving and revision, by band, where it is defined on both dates. Worked out each time: few ask, and
    /// the fractions of a history of years would fill the memory.
    #[must_use]
    pub fn coverage(&self, measures: &Measures) -> Vec<CoverageChange> {
        let (before, after) = (&measures.snapshots[self.from], &measures.snapshots[self.to]);
        Band::ALL.iter().filter_map(|band| shortfall::coverage(*band, before, after)).collect()
    }

    /// ΔS of a band.
    #[must_use]
    pub const fn total(&self, band: Band) -> Amount {
        self.total[band.from_stage().index()]
    }
}

/// The change from each snapshot to the next, in time; none for the first. `None` past the largest amount.
pub(super) fn pass(rescue: &Rescue, measures: &[SnapshotMeasures]) -> Option<Vec<Option<Change>>> {
    let history = History::of(rescue);
    let before = |to: usize| to.checked_sub(1).map(|from| explain(rescue, measures, &history, from, to));
    let changes =
        (0..measures.len()).into_par_iter().map(|to| before(to).map_or(Some(None), |change| change.map(Some)));
    changes.collect()
}

fn explain(
    rescue: &Rescue,
    measures: &[SnapshotMeasures],
    history: &History<'_>,
    from: usize,
    to: usize,
) -> Option<Change> {
    let side = |index: usize| Side::of(&rescue.snapshots[index], &measures[index]);
    let (first, last) = (from.min(to), from.max(to));
    let (start, end) = (rescue.snapshots[first].at.minutes(), rescue.snapshots[last].at.minutes());
    let stood_before = |id: &Slug| history.stood_before(id, first);
    let pair = Pair {
        before: side(from),
        after: side(to),
        restated: history.restated(start, end),
        stood_before: &stood_before,
    };
    let mut effects = Vec::new();
    let mut moves = Moves::default();
    for id in pledge::ids(&pair) {
        pledge::explain(id, &pair, &mut effects, &mut moves)?;
    }
    // A history of years holds very many.
    effects.shrink_to_fit();
    effects.sort_by(|a, b| {
        let size = |effect: &Effect| effect.amounts.iter().map(|amount| amount.magnitude()).max();
        a.cause.cmp(&b.cause).then_with(|| size(b).cmp(&size(a))).then_with(|| a.pledge.cmp(&b.pledge))
    });
    Some(Change {
        from,
        to,
        total: difference(&pair.after.measures.sums.thresholds(), &pair.before.measures.sums.thresholds())?,
        shortfall: shortfall::change(rescue, &pair.before, &pair.after)?,
        effects,
        moves,
    })
}

/// One of the two snapshots, its pledges by id.
struct Side<'a> {
    snapshot: &'a Snapshot,
    measures: &'a SnapshotMeasures,
    pledges: BTreeMap<&'a Slug, &'a Pledge>,
    measured: BTreeMap<&'a Slug, &'a PledgeMeasures>,
}

impl<'a> Side<'a> {
    fn of(snapshot: &'a Snapshot, measures: &'a SnapshotMeasures) -> Self {
        Self {
            snapshot,
            measures,
            pledges: snapshot.pledges.iter().map(|pledge| (&pledge.id, pledge)).collect(),
            measured: measures.pledges.iter().map(|pledge| (&pledge.id, pledge)).collect(),
        }
    }
}

/// `a − b` for each threshold.
fn difference(a: &PerStage, b: &PerStage) -> Option<PerStage> {
    let mut result = [Amount::ZERO; 5];
    for k in 0..5 {
        result[k] = a[k].minus(b[k])?;
    }
    Some(result)
}

/// What stands at each stage, of sums over the stages from it up.
fn by_stage(sums: &PerStage) -> Option<PerStage> {
    let mut stages = *sums;
    for k in 0..4 {
        stages[k] = sums[k].minus(sums[k + 1])?;
    }
    Some(stages)
}

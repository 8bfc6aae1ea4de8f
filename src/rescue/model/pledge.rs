//! One pledge on one date.

use std::ops::Index;
use std::slice;
use std::sync::Arc;

use crate::quantities::{Amount, Day, Promise, Ratio, Slug, Unit};
use crate::rescue::source::Source;
use crate::rescue::words::{End, Kind, Stage};

/// Where a pledge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It stands, at a stage; a part may be delivered already.
    Live(Stage),
    /// It stopped; what was delivered stays delivered.
    Ended(End),
}

/// One promise of one contributor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledge {
    /// The id that lives through all snapshots.
    pub id: Slug,
    /// Who gives.
    pub contributor: Slug,
    /// The amount in the giver's words, in the pledge's own asset.
    pub promise: Promise,
    /// The asset.
    pub unit: Unit,
    /// Where it stands.
    pub status: Status,
    /// The part that was transferred, in the pledge's own asset.
    pub delivered: Amount,
    /// What it is.
    pub kind: Kind,
    /// Whether it closes the shortfall.
    pub counts: bool,
    /// What it is for, if not for the shortfall.
    pub purpose: Option<String>,
    /// The coverage it requires.
    pub unlocks_at: Option<Ratio>,
    /// What it depends on, in words.
    pub condition: Option<String>,
    /// Terms of a loan.
    pub terms: Option<String>,
    /// The transfer.
    pub tx: Option<String>,
    /// When it was promised.
    pub since: Option<Day>,
    /// When somebody looked again.
    pub confirmed: Vec<Day>,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// A remark.
    pub note: Option<String>,
    /// Computed or dated by the author, not read.
    pub inferred: bool,
}

impl Pledge {
    /// The amount as it stands: over-delivery counts, an end cancels what was not delivered.
    #[must_use]
    pub fn amount(&self) -> Amount {
        match self.status {
            Status::Live(_) => self.promise.counted().max(self.delivered),
            Status::Ended(_) => self.delivered,
        }
    }

    /// The amount split over the stages, in the pledge's own asset; it adds up to [`Pledge::amount`].
    #[must_use]
    pub fn split(&self) -> [Amount; 5] {
        let mut split = [Amount::ZERO; 5];
        split[Stage::Delivered.index()] = self.delivered;
        if let Status::Live(stage) = self.status {
            // Both are at least zero and the second is not above the first.
            let rest = self.amount().minus(self.delivered).unwrap_or_default();
            let slot = &mut split[stage.index()];
            *slot = slot.plus(rest).unwrap_or(*slot);
        }
        split
    }

    /// Whether it stands.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        matches!(self.status, Status::Live(_))
    }
}

/// The pledges of one snapshot in the order of its file. One that says what the snapshot before says is in memory once: in a
/// history of years nearly all do.
#[derive(Debug, Clone, Default)]
pub struct Pledges(Vec<Arc<Pledge>>);

impl Pledges {
    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Pledge> + ExactSizeIterator + Clone {
        self.0.iter().map(|pledge| &**pledge)
    }

    /// The one at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Pledge> {
        self.0.get(place).map(|pledge| &**pledge)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Holds together with another snapshot what both say. Pledges keep their places for long: only there it is looked for.
    pub(in crate::rescue) fn share(&mut self, before: &Self) {
        for (pledge, former) in self.0.iter_mut().zip(&before.0) {
            if pledge == former {
                *pledge = Arc::clone(former);
            }
        }
    }
}

impl Index<usize> for Pledges {
    type Output = Pledge;

    fn index(&self, place: usize) -> &Pledge {
        &self.0[place]
    }
}

impl FromIterator<Pledge> for Pledges {
    fn from_iter<T: IntoIterator<Item = Pledge>>(pledges: T) -> Self {
        let mut all: Vec<Arc<Pledge>> = pledges.into_iter().map(Arc::new).collect();
        all.shrink_to_fit();
        Self(all)
    }
}

impl<'a> IntoIterator for &'a Pledges {
    type Item = &'a Pledge;
    type IntoIter = std::iter::Map<slice::Iter<'a, Arc<Pledge>>, fn(&'a Arc<Pledge>) -> &'a Pledge>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|pledge| &**pledge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rescue::{Kind, Stage};

    fn pledge(id: &str, amount: i64) -> Pledge {
        Pledge {
            id: Slug::new(id).unwrap(),
            contributor: Slug::new("a").unwrap(),
            promise: Promise::Exact(Amount::whole(amount)),
            unit: Unit::new("ETH").unwrap(),
            status: Status::Live(Stage::Proposed),
            delivered: Amount::ZERO,
            kind: Kind::Unstated,
            counts: true,
            purpose: None,
            unlocks_at: None,
            condition: None,
            terms: None,
            tx: None,
            since: None,
            confirmed: Vec::new(),
            sources: Vec::new(),
            note: None,
            inferred: false,
        }
    }

    #[test]
    fn only_what_is_the_same_is_held_once() {
        let before: Pledges = [pledge("x", 1), pledge("y", 2), pledge("z", 3)].into_iter().collect();
        let mut after: Pledges =
            [pledge("x", 1), pledge("y", 20), pledge("z", 3), pledge("w", 4)].into_iter().collect();
        let said = format!("{after:?}");
        after.share(&before);
        assert_eq!(format!("{after:?}"), said);
        let shared = |place: usize| Arc::ptr_eq(&before.0[place], &after.0[place]);
        assert_eq!([shared(0), shared(1), shared(2)], [true, false, true]);
    }
}

//! Every number of a snapshot under a name, so that sentences, an author's own text and other programs can
//! quote it: what it is, how exact it is, and by which formula.

mod list;

use super::{Bound, Formula, Measures};
use crate::quantities::{Amount, Ratio, Slug, Unit};
use crate::rescue::Rescue;

/// The numbers of one snapshot.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// The snapshot's address.
    pub snapshot: Slug,
    /// In the order of the measures; names are unique.
    pub list: Vec<Number>,
}

/// One number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The name it is quoted by: `all.coverage`.
    pub id: String,
    /// What it is; nothing where it is undefined or unknown.
    pub value: Option<Value>,
    /// On which side of the figure the true one lies.
    pub bound: Bound,
    /// By what it is computed.
    pub formula: Formula,
}

/// A value with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// So much of an asset.
    Amount(Amount, Unit),
    /// A share of a whole, or percentage points.
    Share(Ratio),
    /// A plain number: an index, a rate.
    Plain(Ratio),
    /// How many.
    Count(usize),
}

impl Numbers {
    /// The numbers of the snapshot at `index`; `None` past the largest amount, or where there is no such snapshot.
    #[must_use]
    pub fn of(rescue: &Rescue, measures: &Measures, index: usize) -> Option<Self> {
        let snapshot = rescue.snapshots.get(index)?.slug.clone();
        Some(Self { snapshot, list: list::all(rescue, measures, index)? })
    }

    /// The number of a name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Number> {
        self.list.iter().find(|number| number.id == id)
    }
}

//! What the rules of the brief may ask.

use crate::measures::change::Change;
use crate::measures::{Band, Measures, Number, Numbers, SnapshotMeasures, Value};
use crate::pages::numbers::{Format, text};
use crate::quantities::{Amount, Slug, print};
use crate::rescue::{Rescue, Snapshot};

/// One snapshot, its numbers, and what changed since the one before.
pub(super) struct Facts<'a> {
    pub(super) rescue: &'a Rescue,
    pub(super) snapshot: &'a Snapshot,
    pub(super) measures: &'a SnapshotMeasures,
    numbers: Numbers,
    pub(super) change: Option<&'a Change>,
    before: Option<&'a Snapshot>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(rescue: &'a Rescue, measures: &'a Measures, index: usize) -> Option<Self> {
        let before = index.checked_sub(1);
        Some(Self {
            rescue,
            snapshot: rescue.snapshots.get(index)?,
            measures: measures.snapshots.get(index)?,
            numbers: Numbers::of(rescue, measures, index)?,
            change: measures.change(index),
            before: before.and_then(|before| rescue.snapshots.get(before)),
        })
    }

    fn number(&self, id: &str) -> Option<&Number> {
        self.numbers.get(id)
    }

    /// A number in words; `None` where it is undefined.
    pub(super) fn say(&self, id: &str) -> Option<String> {
        text(self.number(id)?, Format::Whole)
    }

    /// The same without its bound.
    pub(super) fn figure(&self, id: &str) -> Option<String> {
        text(self.number(id)?, Format::Figure)
    }

    /// An amount of the base unit.
    pub(super) fn amount(&self, id: &str) -> Option<Amount> {
        match self.number(id)?.value {
            Some(Value::Amount(amount, _)) => Some(amount),
            _ => None,
        }
    }

    /// A count.
    pub(super) fn count(&self, id: &str) -> usize {
        match self.number(id).and_then(|number| number.value.clone()) {
            Some(Value::Count(count)) => count,
            _ => 0,
        }
    }

    /// The amount of a change without its sign, which a verb says.
    pub(super) fn size(&self, id: &str) -> Option<String> {
        Some(format!("{} {}", print::exact(self.amount(id)?.magnitude()), self.rescue.site.base_unit))
    }

    /// The name of a contributor.
    pub(super) fn giver(&self, contributor: &Slug) -> String {
        self.rescue.contributor_name(contributor).to_owned()
    }

    /// The day of the snapshot before.
    pub(super) fn since(&self) -> Option<String> {
        Some(print::date(self.before?.at))
    }

    /// The loosest band that changed, if any did.
    pub(super) fn changed_band(&self) -> Option<Band> {
        let change = self.change.as_ref()?;
        Band::ALL.into_iter().find(|band| !change.total(*band).is_zero())
    }
}

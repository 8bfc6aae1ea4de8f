//! Everything pledged in the unit that the base unit's rate is most often stated in.

use std::collections::BTreeMap;

use crate::figures::story::{Priced, Worth};
use crate::measures::{Band, SnapshotMeasures};
use crate::quantities::{Amount, Unit};
use crate::rescue::Snapshot;

/// `None` where no snapshot so far states a rate of the base unit.
pub(super) fn worth(base: &Unit, pairs: &[(&Snapshot, &SnapshotMeasures)]) -> Option<Worth> {
    let mut stated: BTreeMap<&Unit, usize> = BTreeMap::new();
    for (snapshot, _) in pairs {
        for rate in snapshot.rates.stated().iter().filter(|rate| rate.of == *base) {
            *stated.entry(&rate.unit).or_default() += 1;
        }
    }
    // Of units stated as often, the first by name.
    let (unit, _) = stated.into_iter().rev().max_by_key(|(_, count)| *count)?;
    let priced = pairs.iter().filter_map(|(snapshot, measured)| {
        Priced::new(measured.at, measured.sums.band(Band::All), rate(base, unit, snapshot)?)
    });
    Some(Worth { unit: unit.clone(), priced: priced.collect() })
}

fn rate(base: &Unit, unit: &Unit, snapshot: &Snapshot) -> Option<Amount> {
    let stated = snapshot.rates.stated().iter().find(|rate| rate.of == *base && rate.unit == *unit);
    stated.map(|rate| rate.number)
}

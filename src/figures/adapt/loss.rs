//! From the gross loss to the shortfall, in base units.

use super::headline;
use crate::figures::story::Known;
use crate::figures::story::loss::{Loss, Other, Recovery};
use crate::measures::{Bound, SnapshotMeasures};
use crate::quantities::Amount;
use crate::rescue::{Basis, Rates, Rescue, Snapshot};

pub(super) fn loss(rescue: &Rescue, snapshot: &Snapshot, measured: &SnapshotMeasures) -> Loss {
    let bases = measured.bases.iter().enumerate().filter(|(index, _)| Some(*index) != measured.headline);
    let others = bases.filter_map(|(_, basis)| {
        let shortfall = *basis.shortfall.as_ref().ok()?;
        let title = rescue.basis_title(&basis.id).to_owned();
        Some(Other { title, known: Known::of(basis.bound), shortfall })
    });
    let basis = headline(snapshot, measured).filter(|_| measured.shortfall().is_some_and(Amount::is_positive));
    let stated = basis.and_then(|basis| deductions(basis, &snapshot.rates));
    Loss { others: others.collect(), ..stated.unwrap_or_default() }
}

/// Every height is converted and every part is a difference of heights, so that the parts add up to the last digit.
fn deductions(basis: &Basis, rates: &Rates) -> Option<Loss> {
    let promise = basis.gross.filter(|gross| gross.is_disclosed())?;
    let convert = |amount: Amount| rates.convert(amount, &basis.unit);
    let gross = convert(promise.counted())?;
    let mut left = promise.counted();
    let mut height = gross;
    let mut recoveries = Vec::new();
    for recovery in &basis.deductions {
        left = left.minus(recovery.promise.counted())?;
        let next = convert(left)?;
        recoveries.push(Recovery {
            what: recovery.what.clone(),
            state: recovery.state.word(),
            amount: if recovery.promise.is_disclosed() { Some(height.minus(next)?) } else { None },
            qualifier: recovery.promise.qualifier(),
        });
        height = next;
    }
    let difference = convert(basis.shortfall?.counted())?.minus(height)?;
    Some(Loss { gross: Some((Known::of(Bound::of(promise)), gross)), recoveries, difference, others: Vec::new() })
}

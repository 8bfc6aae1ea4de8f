//! What happened to the shortfall itself, and to coverage.

use super::Side;
use crate::measures::{Band, SnapshotMeasures};
use crate::quantities::{Amount, Ratio};
use crate::rescue::{Basis, Rescue};

/// ΔG of the headline basis, split exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortfallChange {
    /// ΔG.
    pub total: Amount,
    /// Something came back or was stopped: minus what the basis deducts more than before.
    pub recovery: Amount,
    /// The rate of the basis's unit moved.
    pub rate: Amount,
    /// The basis is stated in another unit.
    pub basis: Amount,
    /// What cannot be split further.
    pub reestimated: Amount,
}

/// The change of a band's coverage: giving + revision, exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageChange {
    /// The band.
    pub band: Band,
    /// C¹ − C⁰.
    pub total: Ratio,
    /// ½(1/G⁰ + 1/G¹)·ΔS
    pub giving: Ratio,
    /// ½(S⁰ + S¹)·(1/G¹ − 1/G⁰)
    pub revision: Ratio,
}

/// The outer `None` is past the largest amount; the inner one is a figure missing on either date.
#[allow(clippy::option_option, reason = "one is an overflow, the other an answer")]
pub(super) fn change(rescue: &Rescue, before: &Side<'_>, after: &Side<'_>) -> Option<Option<ShortfallChange>> {
    let (Some(then), Some(now)) = (before.measures.shortfall(), after.measures.shortfall()) else { return Some(None) };
    let headline = |side: &Side<'_>| side.snapshot.bases.iter().find(|basis| basis.id == rescue.site.headline).cloned();
    let (Some(basis_then), Some(basis_now)) = (headline(before), headline(after)) else { return Some(None) };
    let total = now.minus(then)?;
    let nothing = ShortfallChange {
        total,
        recovery: Amount::ZERO,
        rate: Amount::ZERO,
        basis: Amount::ZERO,
        reestimated: Amount::ZERO,
    };
    if basis_then.unit != basis_now.unit {
        return Some(Some(ShortfallChange { basis: total, ..nothing }));
    }
    let unit = &basis_now.unit;
    let (Some(rate_then), Some(rate_now)) = (before.snapshot.rates.of(unit), after.snapshot.rates.of(unit)) else {
        return Some(None);
    };
    let mean = rate_then.mean(rate_now);
    let stated = basis_now.shortfall?.counted().minus(basis_then.shortfall?.counted())?;
    let recovery = match (deducted(&basis_then), deducted(&basis_now)) {
        (Some(then), Some(now)) => mean.times(then.minus(now)?)?,
        _ => Amount::ZERO,
    };
    let reestimated = mean.times(stated)?.minus(recovery)?;
    let rate = total.minus(recovery)?.minus(reestimated)?;
    Some(Some(ShortfallChange { recovery, rate, reestimated, ..nothing }))
}

/// What a basis deducts from a gross loss that it names: only then can a recovery be told from a revision.
fn deducted(basis: &Basis) -> Option<Amount> {
    basis.gross?;
    Amount::total(basis.deductions.iter().map(|recovery| recovery.promise.counted()))
}

/// `None` where coverage is undefined on either date.
pub(super) fn coverage(band: Band, before: &SnapshotMeasures, after: &SnapshotMeasures) -> Option<CoverageChange> {
    let (then, now) = (before.against(band)?, after.against(band)?);
    let total = now.coverage.as_ref()?.minus(then.coverage.as_ref()?);
    let inverse = |measures: &SnapshotMeasures| Ratio::of(Amount::whole(1), measures.shortfall()?);
    let (inverse_then, inverse_now) = (inverse(before)?, inverse(after)?);
    let given = after.sums.band(band).minus(before.sums.band(band))?;
    let giving = inverse_then.mean(&inverse_now).by(&Ratio::from_amount(given));
    let revision = total.minus(&giving);
    Some(CoverageChange { band, total, giving, revision })
}

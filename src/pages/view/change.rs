//! What changed since another snapshot, printed.

use serde::Serialize;

use crate::language::{self, say};
use crate::measures::change::{Cause, Change, CoverageChange, Effect, ShortfallChange};
use crate::measures::{Band, Measures};
use crate::quantities::{Amount, Ratio, print};
use crate::rescue::Rescue;

/// The change between two snapshots.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChangeView {
    pub(crate) from: String,
    pub(crate) from_date: String,
    pub(crate) to: String,
    pub(crate) to_date: String,
    pub(crate) unit: String,
    /// The words for the bands, from the loosest.
    pub(crate) bands: Vec<String>,
    /// One row a cause that has any effect.
    pub(crate) rows: Vec<CauseRow>,
    /// ΔS, band by band.
    pub(crate) total: Vec<String>,
    /// ΔB = ΔG − ΔS, band by band, where a shortfall is stated on both dates.
    pub(crate) balance: Option<Vec<String>>,
    /// ΔG and its parts, if it moved.
    pub(crate) shortfall: Option<ShortfallView>,
    /// The shortfall was stated on the later date only.
    pub(crate) first_stated: bool,
    pub(crate) coverage: Vec<CoverageView>,
}

/// What one cause does.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CauseRow {
    pub(crate) cause: String,
    /// Band by band; "0" where it does nothing.
    pub(crate) amounts: Vec<String>,
    /// Its pledges, the largest first.
    pub(crate) pledges: Vec<PledgeEffect>,
}

/// One pledge of a cause.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PledgeEffect {
    pub(crate) name: String,
    pub(crate) contributor: String,
    /// Its largest effect on any threshold.
    pub(crate) amount: String,
    pub(crate) returned: bool,
}

/// ΔG and its parts, those that are not zero.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShortfallView {
    pub(crate) total: String,
    pub(crate) parts: Vec<(String, String)>,
}

/// A band's coverage, in percentage points.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CoverageView {
    pub(crate) band: String,
    pub(crate) total: String,
    pub(crate) giving: String,
    pub(crate) revision: String,
}

impl ChangeView {
    /// `None` past the largest amount.
    pub(crate) fn of(rescue: &Rescue, measures: &Measures, change: &Change) -> Option<Self> {
        let by_band = |amount: &dyn Fn(Band) -> Option<Amount>| -> Option<Vec<Amount>> {
            Band::ALL.into_iter().map(amount).collect()
        };
        let mut rows = Vec::new();
        for cause in Cause::ALL {
            let effects: Vec<&Effect> = change.effects.iter().filter(|effect| effect.cause == cause).collect();
            if !effects.is_empty() {
                let amounts = by_band(&|band| change.of(cause, band))?.into_iter().map(print::signed).collect();
                let pledges = effects.into_iter().map(|effect| pledge_effect(rescue, effect)).collect();
                rows.push(CauseRow { cause: language::word(cause.word()), amounts, pledges });
            }
        }
        let total = by_band(&|band| Some(change.total(band)))?;
        let balance = match &change.shortfall {
            Some(shortfall) => Some(by_band(&|band| shortfall.total.minus(change.total(band)))?),
            None => None,
        };
        let (from, to) = (&rescue.snapshots[change.from], &rescue.snapshots[change.to]);
        let stated = |index: usize| measures.snapshots[index].shortfall().is_some();
        Some(Self {
            from: from.slug.to_string(),
            from_date: print::date(from.at),
            to: to.slug.to_string(),
            to_date: print::date(to.at),
            unit: rescue.site.base_unit.to_string(),
            bands: Band::ALL.map(|band| language::word(band.word())).to_vec(),
            rows,
            total: total.into_iter().map(print::signed).collect(),
            balance: balance.map(|balance| balance.into_iter().map(print::signed).collect()),
            shortfall: change.shortfall.as_ref().and_then(shortfall_view),
            first_stated: stated(change.to) && !stated(change.from),
            coverage: change.coverage(measures).iter().filter_map(coverage_view).collect(),
        })
    }
}

fn pledge_effect(rescue: &Rescue, effect: &Effect) -> PledgeEffect {
    let largest = effect.amounts.iter().copied().max_by_key(|amount| amount.magnitude()).unwrap_or_default();
    PledgeEffect {
        name: rescue.contributor_name(&effect.contributor).to_owned(),
        contributor: effect.contributor.to_string(),
        amount: print::signed(largest),
        returned: effect.returned,
    }
}

fn shortfall_view(shortfall: &ShortfallChange) -> Option<ShortfallView> {
    let parts = [
        (say!("recovery"), shortfall.recovery),
        (say!("rate"), shortfall.rate),
        (say!("changed basis"), shortfall.basis),
        (say!("re-estimated"), shortfall.reestimated),
    ];
    let parts: Vec<(String, String)> =
        parts.into_iter().filter(|(_, part)| !part.is_zero()).map(|(word, part)| (word, print::signed(part))).collect();
    (!parts.is_empty()).then(|| ShortfallView { total: print::signed(shortfall.total), parts })
}

/// In points with one decimal; the revision is what giving leaves of the total, so that the row adds up.
fn coverage_view(coverage: &CoverageChange) -> Option<CoverageView> {
    let points = |ratio: &Ratio| ratio.percent(1);
    let (total, giving) = (points(&coverage.total)?, points(&coverage.giving)?);
    let revision = total.minus(giving)?;
    (!total.is_zero() || !giving.is_zero()).then(|| CoverageView {
        band: language::word(coverage.band.word()),
        total: print::signed(total),
        giving: print::signed(giving),
        revision: print::signed(revision),
    })
}

//! The headline block: the shortfall and every band against it.

use serde::Serialize;

use super::words::{bounded, last_stated, open};
use crate::measures::{Band, NoFigure, SnapshotMeasures};
use crate::quantities::print;
use crate::rescue::{Rescue, Snapshot};

/// The headline of one snapshot.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Headline {
    pub(crate) unit: String,
    /// The shortfall, if the headline basis has a figure in the base unit.
    pub(crate) shortfall: Option<String>,
    /// "at least" where the source says so.
    pub(crate) shortfall_bound: Option<&'static str>,
    pub(crate) basis: String,
    pub(crate) by: Option<String>,
    /// "last stated on …", if it was carried forward.
    pub(crate) carried: Option<String>,
    /// Why there is no shortfall, in words.
    pub(crate) missing: Option<String>,
    /// From the strictest band to the loosest.
    pub(crate) bands: Vec<BandView>,
    pub(crate) undisclosed: usize,
    /// "at least" before the sum of all, where an amount is undisclosed, else empty.
    pub(crate) at_least: &'static str,
    /// The range of all pledges, if some are "up to".
    pub(crate) range: Option<String>,
    /// What hangs on a coverage that the giver requires.
    pub(crate) conditional: Option<String>,
}

/// One band of the headline.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BandView {
    pub(crate) word: &'static str,
    pub(crate) stages: &'static str,
    /// "at least" where an amount of this band is undisclosed, else empty.
    pub(crate) at_least: &'static str,
    pub(crate) sum: String,
    /// "at least 63.1%"; nothing where it is undefined.
    pub(crate) coverage: Option<String>,
    /// "at most 25,400", or "surplus 470"; nothing without a shortfall.
    pub(crate) open: Option<String>,
}

impl Headline {
    pub(crate) fn of(rescue: &Rescue, snapshot: &Snapshot, measures: &SnapshotMeasures) -> Self {
        let basis = measures.headline.and_then(|index| snapshot.bases.get(index));
        let unit = rescue.site.base_unit.to_string();
        let mut bands: Vec<BandView> = Band::ALL.into_iter().map(|band| BandView::of(band, measures)).collect();
        bands.reverse();
        let sums = &measures.sums;
        let (floor, cap) = (sums.floor(Band::All), sums.band(Band::All));
        Self {
            shortfall: measures.shortfall().map(print::exact),
            shortfall_bound: measures.headline().and_then(|basis| basis.bound.words()),
            basis: rescue.basis_title(&rescue.site.headline).to_owned(),
            by: basis.and_then(|basis| basis.by.clone()),
            carried: basis.filter(|basis| basis.carried).map(|basis| last_stated(rescue, basis)),
            missing: missing(rescue, measures),
            bands,
            undisclosed: sums.undisclosed(Band::All),
            at_least: at_least(measures, Band::All),
            range: (floor != cap).then(|| format!("{} to {} {unit}", print::exact(floor), print::exact(cap))),
            conditional: sums.conditional.is_positive().then(|| format!("{} {unit}", print::exact(sums.conditional))),
            unit,
        }
    }
}

fn missing(rescue: &Rescue, measures: &SnapshotMeasures) -> Option<String> {
    let title = rescue.basis_title(&rescue.site.headline);
    match measures.headline().map(|basis| &basis.shortfall) {
        Some(Ok(_)) => None,
        Some(Err(NoFigure::NoRate(unit))) => {
            Some(format!("The headline basis ({title}) is stated in {unit}, and this snapshot has no rate for it."))
        }
        Some(Err(NoFigure::NotStated)) | None => Some(format!(
            "No shortfall in {} had been stated on the headline basis ({title}) by this date.",
            rescue.site.base_unit
        )),
    }
}

impl BandView {
    pub(super) fn of(band: Band, measures: &SnapshotMeasures) -> Self {
        let against = measures.against(band);
        Self {
            word: band.word(),
            stages: band.stages(),
            at_least: at_least(measures, band),
            sum: print::exact(measures.sums.band(band)),
            coverage: against.and_then(|a| Some(bounded(a.coverage_bound, &print::percent(a.coverage.as_ref()?)))),
            open: against.map(|a| open(a, print::exact)),
        }
    }
}

fn at_least(measures: &SnapshotMeasures, band: Band) -> &'static str {
    if measures.sums.is_at_least(band) { "at least " } else { "" }
}

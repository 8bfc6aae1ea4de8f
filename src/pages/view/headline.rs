//! The headline block: the shortfall and every band against it.

use serde::Serialize;

use super::words::{bounded, last_stated, open};
use crate::language::{self, say};
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
    pub(crate) shortfall_bound: Option<String>,
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
    pub(crate) at_least: String,
    /// The range of all pledges, if some are "up to".
    pub(crate) range: Option<String>,
    /// What hangs on a coverage that the giver requires.
    pub(crate) conditional: Option<String>,
}

/// One band of the headline.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BandView {
    /// The band's name in addresses and classes.
    pub(crate) id: &'static str,
    pub(crate) word: String,
    pub(crate) stages: String,
    /// "at least" where an amount of this band is undisclosed, else empty.
    pub(crate) at_least: String,
    pub(crate) sum: String,
    /// "at least 63.1%"; nothing where it is undefined.
    pub(crate) coverage: Option<String>,
    /// "at most 25,400", or "surplus 470"; nothing without a shortfall.
    pub(crate) open: Option<String>,
    /// Whether it is a surplus.
    pub(crate) over: bool,
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
            shortfall_bound: measures.headline().and_then(|basis| basis.bound.words()).map(language::word),
            basis: rescue.basis_title(&rescue.site.headline).to_owned(),
            by: basis.and_then(|basis| basis.by.clone()),
            carried: basis.filter(|basis| basis.carried).map(last_stated),
            missing: missing(rescue, measures),
            bands,
            undisclosed: sums.undisclosed(Band::All),
            at_least: at_least(measures, Band::All),
            range: (floor != cap)
                .then(|| say!("{floor} to {cap} {unit}", floor = print::exact(floor), cap = print::exact(cap), unit)),
            conditional: sums.conditional.is_positive().then(|| format!("{} {unit}", print::exact(sums.conditional))),
            unit,
        }
    }
}

fn missing(rescue: &Rescue, measures: &SnapshotMeasures) -> Option<String> {
    let title = rescue.basis_title(&rescue.site.headline);
    match measures.headline().map(|basis| &basis.shortfall) {
        Some(Ok(_)) => None,
        Some(Err(NoFigure::NoRate(unit))) => Some(say!(
            "The headline basis ({title}) is stated in {unit}, and this snapshot has no rate for it.",
            title,
            unit
        )),
        Some(Err(NoFigure::NotStated)) | None => Some(say!(
            "No shortfall in {unit} had been stated on the headline basis ({title}) by this date.",
            unit = rescue.site.base_unit,
            title
        )),
    }
}

impl BandView {
    pub(super) fn of(band: Band, measures: &SnapshotMeasures) -> Self {
        let against = measures.against(band);
        Self {
            id: band.word(),
            word: language::word(band.word()),
            stages: language::word(band.stages()),
            at_least: at_least(measures, band),
            sum: print::exact(measures.sums.band(band)),
            coverage: against.and_then(|a| Some(bounded(a.coverage_bound, &print::percent(a.coverage.as_ref()?)))),
            open: against.map(|a| open(a, print::exact)),
            over: against.is_some_and(|a| a.surplus.is_positive()),
        }
    }
}

fn at_least(measures: &SnapshotMeasures, band: Band) -> String {
    if measures.sums.is_at_least(band) { format!("{} ", say!("at least")) } else { String::new() }
}

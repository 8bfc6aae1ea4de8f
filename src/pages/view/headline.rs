//! The headline block: the shortfall and every band against it.

use serde::Serialize;

use crate::measures::{Against, Band, NoFigure, SnapshotMeasures};
use crate::quantities::{Amount, print};
use crate::rescue::{Basis, Rescue, Snapshot};

/// The headline of one snapshot.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Headline {
    unit: String,
    /// The shortfall, if the headline basis has a figure in the base unit.
    shortfall: Option<String>,
    basis: String,
    by: Option<String>,
    /// "last stated on …", if it was carried forward.
    carried: Option<String>,
    /// Why there is no shortfall, in words.
    missing: Option<String>,
    /// From the strictest band to the loosest.
    bands: Vec<BandView>,
    undisclosed: usize,
    /// "at least" before the sum of all, where an amount is undisclosed, else empty.
    at_least: &'static str,
    /// The range of all pledges, if some are "up to".
    range: Option<String>,
    /// What hangs on a coverage that the giver requires.
    conditional: Option<String>,
}

/// One band of the headline.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BandView {
    word: &'static str,
    stages: &'static str,
    /// "at least" where an amount of this band is undisclosed, else empty.
    at_least: &'static str,
    sum: String,
    coverage: Option<String>,
    remaining: Option<String>,
    surplus: Option<String>,
    /// Coverage as a width from 0 to 100 for the bar, in whole percent.
    width: u32,
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

/// "24 Apr 2026": when the basis was last stated, by its own date or its snapshot's.
pub(super) fn last_stated(rescue: &Rescue, basis: &Basis) -> String {
    basis.on.map(print::day).unwrap_or_else(|| {
        let snapshot = rescue.snapshots.iter().find(|snapshot| snapshot.slug == basis.stated_in);
        snapshot.map_or_else(|| basis.stated_in.to_string(), |snapshot| print::date(snapshot.at))
    })
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
    fn of(band: Band, measures: &SnapshotMeasures) -> Self {
        let against = measures.against(band);
        Self {
            word: band.word(),
            stages: band.stages(),
            at_least: at_least(measures, band),
            sum: print::exact(measures.sums.band(band)),
            coverage: against.and_then(|a| a.coverage.as_ref()).map(print::percent),
            remaining: against.filter(|a| !a.surplus.is_positive()).map(|a| print::exact(a.remaining)),
            surplus: against.and_then(surplus),
            width: against.map_or(0, width),
        }
    }
}

fn at_least(measures: &SnapshotMeasures, band: Band) -> &'static str {
    if measures.sums.is_at_least(band) { "at least " } else { "" }
}

pub(super) fn surplus(against: &Against) -> Option<String> {
    against.surplus.is_positive().then(|| print::exact(against.surplus))
}

fn width(against: &Against) -> u32 {
    let percent = against.coverage.as_ref().and_then(|coverage| coverage.percent(0)).unwrap_or(Amount::ZERO);
    percent.min(Amount::whole(100)).to_string().parse().unwrap_or(0)
}

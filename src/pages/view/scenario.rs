//! What if: the newest snapshot's figures beside what each scenario makes of them, printed.

use serde::Serialize;

use super::BandView;
use super::words::bounded;
use crate::language::say;
use crate::measures::{Band, Measures, SnapshotMeasures};
use crate::quantities::{Ratio, print};
use crate::rescue::Rescue;

/// One row of the table of scenarios; the first is the snapshot as it is.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ScenarioRow {
    pub(crate) title: String,
    note: Option<String>,
    /// It is no scenario.
    actual: bool,
    /// It makes no figure differ.
    pub(crate) idle: bool,
    shortfall: Option<String>,
    /// From the strictest band to the loosest.
    pub(crate) bands: Vec<BandView>,
    /// What of it is locked, and what stands.
    pub(crate) locked: Option<String>,
}

impl ScenarioRow {
    /// Nothing where no scenario is declared.
    pub(crate) fn all(rescue: &Rescue, measures: &Measures) -> Vec<Self> {
        let Some(actual) = measures.snapshots.last().filter(|_| !measures.scenarios.is_empty()) else {
            return Vec::new();
        };
        let mut rows = vec![Self { actual: true, ..Self::of(rescue, &say!("As it is"), None, actual) }];
        for (scenario, measured) in rescue.scenarios.iter().zip(&measures.scenarios) {
            let row = Self::of(rescue, &scenario.title, scenario.note.clone(), &measured.measures);
            rows.push(Self { idle: !measured.differs, ..row });
        }
        rows
    }

    fn of(rescue: &Rescue, title: &str, note: Option<String>, measures: &SnapshotMeasures) -> Self {
        let bound = |figure: String| match measures.headline() {
            Some(basis) => bounded(basis.bound, &figure),
            None => figure,
        };
        Self {
            title: title.to_owned(),
            note,
            actual: false,
            idle: false,
            shortfall: measures.shortfall().map(|shortfall| bound(print::exact(shortfall))),
            bands: Band::ALL.into_iter().rev().map(|band| BandView::of(band, measures)).collect(),
            locked: locked(rescue, measures),
        }
    }
}

/// "400 ETH of all are locked; what stands covers 73.0%".
fn locked(rescue: &Rescue, measures: &SnapshotMeasures) -> Option<String> {
    let solved = measures.conditional.as_ref().filter(|solved| solved.locked.is_positive())?;
    let (amount, unit) = (print::exact(solved.locked), &rescue.site.base_unit);
    let coverage = measures.shortfall().filter(|g| g.is_positive()).and_then(|g| Ratio::of(solved.standing, g));
    Some(match (coverage, measures.against(Band::All)) {
        (Some(coverage), Some(all)) => {
            let coverage = bounded(all.coverage_bound, &print::percent(&coverage));
            say!("{amount} {unit} of all are locked; what stands covers {coverage}", amount, unit, coverage)
        }
        _ => say!("{amount} {unit} of all are locked", amount, unit),
    })
}

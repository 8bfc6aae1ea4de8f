//! What an author decides about charts: which of them a dated report has, and their words.

use std::collections::{BTreeMap, BTreeSet};

use super::ChartId;
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::documents::Text;
use crate::rescue::{ChartWords, Rescue};

/// An author's own words for a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In place of the takeaway.
    pub title: Option<String>,
    /// In place of measure, unit, basis.
    pub subtitle: Option<String>,
}

/// Own words by chart; the others have computed ones.
pub type Wording = BTreeMap<ChartId, Words>;

/// The charts of every dated report, in the order that the author gave or in that of [`ChartId::ALL`].
#[must_use]
pub fn chosen(rescue: &Rescue) -> Vec<ChartId> {
    match &rescue.site.report_charts {
        Some(named) => named.iter().filter_map(|text| ChartId::named(text.value.trim()).ok()).collect(),
        None => ChartId::ALL.to_vec(),
    }
}

/// Says which names are no chart's, and which are there twice.
pub(super) fn check(rescue: &Rescue, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for text in rescue.site.report_charts.iter().flatten() {
        if known(text, report).is_some_and(|id| !seen.insert(id)) {
            let message = format!("the chart `{}` is there twice", text.value.trim());
            report.push(Diagnostic::new(Code::DuplicateAddress, message).at(&text.span));
        }
    }
    let reports = rescue.reports.values().flat_map(|article| &article.charts);
    for ChartWords { chart, .. } in rescue.site.charts.iter().chain(reports) {
        known(chart, report);
    }
}

fn known(text: &Text, report: &mut Report) -> Option<ChartId> {
    report.keep(ChartId::named(text.value.trim()).map_err(|unknown| unknown.at(&text.span)))
}

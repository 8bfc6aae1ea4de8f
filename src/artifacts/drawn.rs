//! The charts of one report, for all the files that show them.

use std::sync::{Arc, OnceLock};

use super::site::site_path;
use super::{Former, Inputs};
use crate::diagnostics::{Code, Diagnostic};
use crate::figures::{self, Card, ChartId, Figure};
use crate::pages::{Dated, Material};

/// The charts of one report, computed when the first artifact asks for them, and let go with the last.
pub(super) struct Charts<'a> {
    material: Material<'a>,
    pub(super) index: usize,
    drawn: OnceLock<Vec<Figure>>,
    /// What the charts' own pages say of them.
    told: Arc<Told<'a>>,
}

impl<'a> Charts<'a> {
    /// `inputs` are those of a file of one of them.
    pub(super) fn new(material: Material<'a>, index: usize, inputs: Inputs) -> Self {
        let told = Arc::new(Told { material, index, inputs, charts: OnceLock::new() });
        Self { material, index, drawn: OnceLock::new(), told }
    }

    pub(super) fn get(&self) -> &[Figure] {
        self.drawn.get_or_init(|| {
            let figures = self.told.draw();
            self.told.keep(&figures);
            figures
        })
    }

    pub(super) fn one(&self, id: ChartId) -> Result<&Figure, Diagnostic> {
        let found = self.get().iter().find(|figure| figure.id == id);
        found.ok_or_else(|| Diagnostic::new(Code::Drawing, format!("the chart `{}` was not drawn", id.as_str())))
    }

    pub(super) fn card(&self) -> Result<&Card, Diagnostic> {
        let Material { rescue, measures, cards, .. } = self.material;
        cards.get(rescue, measures, self.index)
    }

    pub(super) fn told(&self) -> Arc<Told<'a>> {
        Arc::clone(&self.told)
    }
}

/// What the charts of one report say: little enough to be held for all reports.
pub(super) struct Told<'a> {
    material: Material<'a>,
    index: usize,
    inputs: Inputs,
    charts: OnceLock<Vec<Dated>>,
}

impl Told<'_> {
    /// Of a report that is as it was nothing is drawn: a file of the chart has what it says.
    pub(super) fn one(&self, id: ChartId, former: &Former<'_>) -> Result<Dated, Diagnostic> {
        if self.charts.get().is_none() {
            let snapshot = &self.material.rescue.snapshots[self.index];
            let path = site_path(&format!("reports/{}/charts/{}.json", snapshot.slug, id.as_str()))?;
            if let Some(found) = former(&path, &self.inputs)
                && let Some(dated) = Dated::read(id, snapshot, &(found.read)()?)
            {
                return Ok(dated);
            }
        }
        let charts = self.charts.get().map_or_else(|| self.keep(&self.draw()), Vec::as_slice);
        let found = charts.iter().find(|chart| chart.is(id)).cloned();
        found.ok_or_else(|| Diagnostic::new(Code::Drawing, format!("the chart `{}` was not drawn", id.as_str())))
    }

    fn draw(&self) -> Vec<Figure> {
        let Material { rescue, measures, .. } = self.material;
        let wording = &self.material.texts.charts(self.index).words;
        figures::draw(rescue, measures, self.index, &figures::chosen(rescue), wording)
    }

    fn keep(&self, figures: &[Figure]) -> &[Dated] {
        self.charts.get_or_init(|| figures.iter().map(Dated::of).collect())
    }
}

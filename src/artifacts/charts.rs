//! The pages of the charts, with what only the newest drawing has: pictures whose address always shows the newest, light
//! and dark, and an SVG that carries its font.

use std::sync::Arc;

use super::Artifact;
use super::drawn::{Charts, Told};
use super::site::{Planner, site_path};
use crate::diagnostics::Diagnostic;
use crate::figures::{self, Layout, Look, Theme};
use crate::pages::{Dated, faces};

impl<'a> Planner<'a> {
    /// A folder a chart; `told` is of every report.
    pub(super) fn chart_pages(&mut self, newest: &Arc<Charts<'a>>, told: &[Arc<Told<'a>>]) -> Result<(), Diagnostic> {
        let (material, all) = (self.material, self.inputs.all());
        let charts = Arc::clone(newest);
        self.add_page("charts/index.html", all.clone(), move |path| material.charts(path, charts.get()))?;
        for id in figures::chosen(material.rescue) {
            let folder = format!("charts/{}", id.as_str());
            let (charts, history) = (Arc::clone(newest), told.to_vec());
            let path = site_path(&format!("{folder}/index.html"))?;
            let own = path.clone();
            self.plan.add(Artifact::holding(path, all.clone(), move |former| {
                let history: Result<Vec<Dated>, _> = history.iter().map(|told| told.one(id, former)).collect();
                material.chart(&own, charts.one(id)?, &history?)
            }));
            for (name, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
                let charts = Arc::clone(newest);
                self.add(&format!("{folder}/{name}.png"), all.clone(), move || charts.one(id)?.png(theme))?;
            }
            let charts = Arc::clone(newest);
            self.add(&format!("{folder}/{}.svg", id.as_str()), all.clone(), move || {
                let svg = charts.one(id)?.svg(Layout::Page, Look::Auto)?;
                // Before its own rules, after the title that readers look for first.
                Ok(svg.replacen("<style", &format!("<style>{}</style><style", faces::carried()), 1).into_bytes())
            })?;
        }
        Ok(())
    }
}

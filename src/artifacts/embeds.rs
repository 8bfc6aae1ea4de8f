//! Charts for frames on other sites: the newest of each, and each as it was in every report.

use std::sync::Arc;

use super::drawn::Charts;
use super::site::Planner;
use crate::diagnostics::Diagnostic;
use crate::figures;
use crate::pages::Shown;

impl<'a> Planner<'a> {
    /// Each chart as it is in a report.
    pub(super) fn frozen(&mut self, charts: &Arc<Charts<'a>>) -> Result<(), Diagnostic> {
        let material = self.material;
        let slug = &material.rescue.snapshots[charts.index].slug;
        let inputs = self.drawn_from(charts.index);
        for id in figures::chosen(material.rescue) {
            let charts = Arc::clone(charts);
            self.add_page(&format!("embed/{}/{slug}/index.html", id.as_str()), inputs.clone(), move |path| {
                material.embed(path, charts.one(id)?, Shown::Frozen)
            })?;
        }
        Ok(())
    }

    /// Each chart as it is in the newest report.
    pub(super) fn newest(&mut self, newest: &Arc<Charts<'a>>) -> Result<(), Diagnostic> {
        let material = self.material;
        let inputs = self.drawn_from(newest.index);
        for id in figures::chosen(material.rescue) {
            let charts = Arc::clone(newest);
            self.add_page(&format!("embed/{}/index.html", id.as_str()), inputs.clone(), move |path| {
                material.embed(path, charts.one(id)?, Shown::Newest)
            })?;
            let Some(base) = material.rescue.site.base_url.as_deref() else { continue };
            let charts = Arc::clone(newest);
            self.add(&format!("oembed/{}.json", id.as_str()), inputs.clone(), move || {
                material.oembed(base, charts.one(id)?)
            })?;
        }
        Ok(())
    }
}

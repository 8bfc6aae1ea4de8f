//! The pages of the charts, with what only the newest drawing has: a dark picture, and an SVG that carries its font.

use std::sync::{Arc, OnceLock};

use base64::Engine as _;

use super::site::{Charts, Planner};
use crate::diagnostics::Diagnostic;
use crate::figures::{self, Figure, Layout, Look, Theme};
use crate::pages::BUILT_IN;

impl<'a> Planner<'a> {
    /// A folder a chart. Without a report there is none.
    pub(super) fn chart_pages(&mut self, reports: &[Arc<Charts<'a>>]) -> Result<(), Diagnostic> {
        let Some(newest) = reports.last() else { return Ok(()) };
        let (material, all) = (self.material, self.inputs.all());
        let charts = Arc::clone(newest);
        self.add_page("charts/index.html", all.clone(), move |path| material.charts(path, charts.get()))?;
        for id in figures::chosen(material.rescue) {
            let folder = format!("charts/{}", id.as_str());
            let (charts, history) = (Arc::clone(newest), reports.to_vec());
            self.add_page(&format!("{folder}/index.html"), all.clone(), move |path| {
                let history: Result<Vec<&Figure>, Diagnostic> = history.iter().map(|charts| charts.one(id)).collect();
                material.chart(path, charts.one(id)?, &history?)
            })?;
            let charts = Arc::clone(newest);
            self.add(&format!("{folder}/dark.png"), all.clone(), move || charts.one(id)?.png(Theme::Dark))?;
            let charts = Arc::clone(newest);
            self.add(&format!("{folder}/{}.svg", id.as_str()), all.clone(), move || {
                let svg = charts.one(id)?.svg(Layout::Page, Look::Auto)?;
                // Before its own rules, after the title that readers look for first.
                Ok(svg.replacen("<style", &format!("<style>{}</style><style", faces()), 1).into_bytes())
            })?;
        }
        Ok(())
    }
}

/// The pages' fonts in a style of their own: a drawing that stands alone finds no other.
fn faces() -> &'static str {
    static FACES: OnceLock<String> = OnceLock::new();
    FACES.get_or_init(|| {
        let face = |(name, weight): (&str, u32)| {
            let font = BUILT_IN.iter().find(|file| file.path == name).map(|file| file.bytes).unwrap_or_default();
            let data = base64::engine::general_purpose::STANDARD.encode(font);
            format!(
                "@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
            )
        };
        [("fonts/Inter-Regular.woff2", 400), ("fonts/Inter-SemiBold.woff2", 600)].map(face).concat()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_are_carried() {
        assert_eq!(faces().matches("base64,d09GMg").count(), 2);
    }
}

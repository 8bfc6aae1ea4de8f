//! What machines ask a site for: feeds, the list of pages, rules for robots, the mark in tabs.

use std::sync::Arc;

use super::Inputs;
use super::SitePath;
use super::drawn::Charts;
use super::site::Planner;
use crate::diagnostics::Diagnostic;
use crate::figures::{self, Colours, Figure};
use crate::files::StaticFile;
use crate::pages::NEWEST;

impl<'a> Planner<'a> {
    /// Comes after every page is planned. A site's own static file of the same name is kept instead; without the
    /// site's address what needs it is left out.
    pub(super) fn machines(&mut self, reports: &[Arc<Charts<'a>>], statics: &[StaticFile]) -> Result<(), Diagnostic> {
        let own = |path: &str| statics.iter().any(|file| file.path == path);
        self.icons(own)?;
        let Some(base) = self.material.rescue.site.base_url.as_deref() else { return Ok(()) };
        self.feeds(base, reports)?;
        let (material, pages) = (self.material, self.listed());
        self.add("sitemap.xml", self.inputs.all(), move || material.sitemap(base, &pages))?;
        if !own("robots.txt") {
            self.add("robots.txt", self.inputs.common(), move || {
                Ok(format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n").into_bytes())
            })?;
        }
        Ok(())
    }

    /// The mark in tabs: the author's or ours. An author's PNG stands alone, of an SVG both are made.
    fn icons(&mut self, own: impl Fn(&str) -> bool) -> Result<(), Diagnostic> {
        let colours = Colours::of(&self.material.rescue.site.appearance);
        let icon = self.material.brand.favicon.as_ref();
        let inputs = Inputs::default()
            .with(["content/site.yaml"])
            .with(icon.map(|icon| format!("content/static/{}", icon.path)));
        if !own("favicon.svg") && icon.is_none_or(|icon| icon.is_svg) {
            self.add("favicon.svg", inputs.clone(), move || {
                Ok(icon.map_or_else(|| figures::icon_svg(&colours).into_bytes(), |icon| icon.bytes.clone()))
            })?;
        }
        if !own("favicon.png") {
            self.add("favicon.png", inputs, move || match icon {
                Some(icon) if icon.is_svg => figures::own_icon_png(&icon.bytes, &colours),
                Some(icon) => Ok(icon.bytes.clone()),
                None => figures::icon_png(&colours),
            })?;
        }
        Ok(())
    }

    fn feeds(&mut self, base: &'a str, reports: &[Arc<Charts<'a>>]) -> Result<(), Diagnostic> {
        let material = self.material;
        let newest: Vec<Arc<Charts<'a>>> = reports.iter().rev().take(NEWEST).cloned().collect();
        let snapshots = &material.rescue.snapshots;
        let inputs = self
            .inputs
            .all()
            .with(newest.iter().filter_map(|charts| self.narrative(charts.index)))
            .with(newest.iter().flat_map(|charts| self.quoted(&snapshots[charts.index].slug)));
        let same = newest.clone();
        self.add("feed.xml", inputs.clone(), move || material.atom(base, &drawn(&newest)))?;
        self.add("feed.json", inputs, move || material.json_feed(base, &drawn(&same)))
    }

    /// Every page that stands for itself: not the page for what is missing, not a page that repeats a report.
    fn listed(&self) -> Vec<SitePath> {
        let repeats = |path: &str| ["embed/", "newsletter/"].iter().any(|folder| path.starts_with(folder));
        let pages = self.plan.paths().filter(|path| {
            let path = path.as_str();
            (path == "index.html" || path.ends_with("/index.html")) && !repeats(path)
        });
        pages.cloned().collect()
    }
}

fn drawn<'c>(reports: &'c [Arc<Charts<'_>>]) -> Vec<(usize, &'c [Figure])> {
    reports.iter().map(|charts| (charts.index, charts.get())).collect()
}

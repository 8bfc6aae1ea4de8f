//! One page a chart: the newest drawing and its history; and all charts side by side.

use serde::Serialize;

use super::view::{FigureView, SiteView};
use super::{Material, security_with, snippets};
use crate::diagnostics::Diagnostic;
use crate::figures::{ChartId, Figure};
use crate::language::{self, say};
use crate::quantities::{SitePath, print};
use crate::rescue::Snapshot;

/// A chart of one date, without its drawing.
#[derive(Clone, Serialize)]
pub struct Dated {
    id: &'static str,
    question: String,
    title: String,
    alt: String,
    slug: String,
    date: String,
}

impl Dated {
    /// What a chart says.
    #[must_use]
    pub fn of(figure: &Figure) -> Self {
        Self {
            id: figure.id.as_str(),
            question: language::word(figure.id.question()),
            title: figure.title.clone(),
            alt: figure.alt.clone(),
            slug: figure.slug.to_string(),
            date: print::date(figure.as_of),
        }
    }

    /// The same from a chart's file of data; nothing if it is none.
    #[must_use]
    pub fn read(id: ChartId, snapshot: &Snapshot, json: &[u8]) -> Option<Self> {
        let value: serde_json::Value = serde_json::from_slice(json).ok()?;
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        Some(Self {
            id: id.as_str(),
            question: language::word(id.question()),
            title: text("title")?,
            alt: text("alt")?,
            slug: snapshot.slug.to_string(),
            date: print::date(snapshot.at),
        })
    }

    /// Whether it is this chart.
    #[must_use]
    pub fn is(&self, id: ChartId) -> bool {
        self.id == id.as_str()
    }
}

impl Material<'_> {
    /// Every chart of the newest report, each a link to its page.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn charts(&self, path: &SitePath, newest: &[Figure]) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        let charts: Vec<Dated> = newest.iter().map(Dated::of).collect();
        context.insert("share", &self.share_page(&say!("Charts"), None));
        context.insert("date", &charts.first().map(|chart| &chart.date));
        context.insert("charts", &charts);
        self.render("charts.html", path, &context)
    }

    /// One chart: as it is on the newest date, and what it said on each before.
    ///
    /// # Errors
    /// A template that cannot be rendered, or a chart that cannot be drawn.
    pub fn chart(&self, path: &SitePath, newest: &Figure, history: &[Dated]) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        let folder = format!("{}reports/{}/charts/", path.to_root(), newest.slug);
        let chart = Dated::of(newest);
        context.insert("share", &self.share_chart(&chart.question, newest));
        context.insert("date", &chart.date);
        context.insert("chart", &chart);
        context.insert("f", &FigureView::of(newest, &folder)?);
        let site = &self.rescue.site;
        let base = site.base_url.as_deref();
        let script = base.map(|_| self.theme.text("kit/copy.js"));
        if let Some(script) = script {
            context.insert("site", &SiteView::of(self.rescue, self.brand, path, &security_with(script, self.security)));
        }
        context.insert("script", &script);
        context.insert("oembed", &base.map(|base| format!("{base}/oembed/{}.json", chart.id)));
        context.insert("snippets", &base.map(|base| snippets::of_chart(base, &site.title, newest)));
        context.insert("badges", &base.map(snippets::of_badges));
        context.insert("history", &history.iter().rev().collect::<Vec<_>>());
        self.render("chart.html", path, &context)
    }
}

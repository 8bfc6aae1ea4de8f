//! What the kit's templates see: the report's own view, and what only mails need.

use serde::Serialize;

use super::bar::{self, Segment};
use super::subject;
use crate::figures::{Figure, Ink, Theme};
use crate::pages::Material;
use crate::pages::view::{Headline, PledgeView, ReportView, direction};

/// The charts of a kit where `site.yaml` does not choose.
const CHARTS: [&str; 3] = ["ladder", "who", "change"];

/// Most rows of the table of pledges: a mail is read in a minute, and the report has all of them.
const MOST_ROWS: usize = 10;

/// One report as a newsletter.
#[derive(Serialize)]
pub(super) struct KitView {
    pub(super) site: String,
    pub(super) language: String,
    pub(super) direction: &'static str,
    pub(super) unit: String,
    pub(super) report: ReportView,
    pub(super) charts: Vec<ChartView>,
    /// The shortfall in one line, or why there is none.
    pub(super) shortfall: String,
    pub(super) bar: Vec<Segment>,
    /// The largest pledges, where the site wants them.
    pub(super) rows: Vec<PledgeView>,
    /// How many more the report has.
    pub(super) more: usize,
    /// The first of the subject lines.
    pub(super) subject: String,
    pub(super) subjects: Vec<String>,
    pub(super) preheader: String,
    pub(super) action: Link,
    /// The dated report.
    pub(super) address: String,
    pub(super) web_version: String,
    pub(super) unsubscribe: String,
    ink: Inks,
}

/// Words that lead somewhere.
#[derive(Serialize)]
pub(super) struct Link {
    pub(super) text: String,
    pub(super) url: String,
}

/// One chart: words, and the dated picture of the report.
#[derive(Serialize)]
pub(super) struct ChartView {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) src: String,
    /// The picture from the kit's own folder, for previews.
    pub(super) preview: String,
}

/// The colours of text and grounds, written into each element: mail clients drop style sheets.
#[derive(Serialize)]
struct Inks {
    ground: String,
    text: String,
    muted: String,
    line: String,
    link: String,
}

impl KitView {
    pub(super) fn of(material: &Material<'_>, index: usize, figures: &[Figure]) -> Self {
        let Material { rescue, measures, texts, .. } = *material;
        let chosen = &rescue.site.newsletter;
        let report = ReportView::of(rescue, measures, texts, index);
        let slug = report.slug.clone();
        let place = Place { base: rescue.site.base_url.as_deref(), slug: &slug };
        let ids: Vec<&str> = match &chosen.charts {
            Some(charts) => charts.iter().map(|(id, _)| id.as_str()).collect(),
            // Where no pledge changed, the chart of changes is empty.
            None => CHARTS.into_iter().filter(|id| *id != "change" || report.has_changes()).collect(),
        };
        let charts = ids.iter().filter_map(|id| figures.iter().find(|figure| figure.id.as_str() == *id));
        let most = if chosen.table { MOST_ROWS } else { 0 };
        let rows: Vec<PledgeView> = report.pledges.iter().take(most).cloned().collect();
        let subjects = subject::lines(&rescue.site.title, &report);
        let (text, url) =
            chosen.action.clone().unwrap_or_else(|| (format!("Read the report of {}", report.long_date), None));
        Self {
            site: rescue.site.title.clone(),
            language: rescue.site.language.clone(),
            direction: direction(&rescue.site.language),
            unit: rescue.site.base_unit.to_string(),
            charts: charts.map(|figure| ChartView::of(figure, &place)).collect(),
            shortfall: shortfall(&report.headline),
            bar: bar::segments(&measures.snapshots[index]),
            more: if chosen.table { report.pledges.len() - rows.len() } else { 0 },
            rows,
            subject: subjects.first().cloned().unwrap_or_default(),
            subjects,
            preheader: subject::preheader(&report),
            action: Link { text, url: url.unwrap_or_else(|| place.report()) },
            address: place.report(),
            web_version: chosen.web_version.clone().unwrap_or_else(|| place.report()),
            unsubscribe: chosen.unsubscribe.clone(),
            ink: Inks {
                ground: hex(Ink::Ground),
                text: hex(Ink::Text),
                muted: hex(Ink::Muted),
                line: hex(Ink::Grid),
                link: hex(Ink::Committed),
            },
            report,
        }
    }
}

impl ChartView {
    fn of(figure: &Figure, place: &Place<'_>) -> Self {
        let id = figure.id.as_str();
        Self {
            id,
            title: figure.title.clone(),
            alt: figure.alt.clone(),
            src: place.picture(id),
            preview: Place { base: None, ..*place }.picture(id),
        }
    }
}

/// Where the report is: absolute where the site has an address, else from the kit's folder.
#[derive(Clone, Copy)]
struct Place<'a> {
    base: Option<&'a str>,
    slug: &'a str,
}

impl Place<'_> {
    fn report(&self) -> String {
        match self.base {
            Some(base) => format!("{base}/reports/{}/", self.slug),
            None => format!("../../reports/{}/index.html", self.slug),
        }
    }

    fn picture(&self, id: &str) -> String {
        format!("{}/reports/{}/charts/{id}.png", self.base.unwrap_or("../.."), self.slug)
    }
}

/// `#1A5F95`, of the light theme: clients that show mails dark turn the colours round themselves.
pub(super) fn hex(ink: Ink) -> String {
    let [r, g, b] = ink.rgb(Theme::Light);
    format!("#{r:02X}{g:02X}{b:02X}")
}

fn shortfall(headline: &Headline) -> String {
    let Some(figure) = &headline.shortfall else { return headline.missing.clone().unwrap_or_default() };
    let bound = headline.shortfall_bound.map(|bound| format!("{bound} ")).unwrap_or_default();
    let by = headline.by.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
    let carried = headline.carried.as_ref().map(|on| format!("; last stated on {on}")).unwrap_or_default();
    format!("Shortfall: {bound}{figure} {} ({}{by}{carried})", headline.unit, headline.basis)
}

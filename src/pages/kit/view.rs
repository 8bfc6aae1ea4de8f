//! What the kit's templates see: the report's own view, and what only mails need.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bar::{self, Segment};
use super::letter::Said;
use super::subject;
use crate::figures::{self, Cell, ChartId, Colours, Figure, Ink, Theme};
use crate::language::{self, say};
use crate::pages::Material;
use crate::pages::view::{Headline, PledgeView, ReportView, direction};
use crate::quantities::print_colour;
use crate::rescue::Rescue;

/// The charts of a kit where `site.yaml` does not choose.
const CHARTS: [ChartId; 3] = [ChartId::Ladder, ChartId::Who, ChartId::Change];

/// Most rows of the table of pledges: a mail is read in a minute, and the report has all of them.
const MOST_ROWS: usize = 10;

/// The charts that kits may show, of those that reports have.
pub(crate) fn charts(rescue: &Rescue) -> Vec<ChartId> {
    if !rescue.site.newsletter.kits {
        return Vec::new();
    }
    let drawn = figures::chosen(rescue);
    let wanted: Vec<ChartId> = match &rescue.site.newsletter.charts {
        Some(named) => named.iter().filter_map(|(id, _)| ChartId::from_word(id)).collect(),
        None => CHARTS.to_vec(),
    };
    wanted.into_iter().filter(|id| drawn.contains(id)).collect()
}

/// One report as a newsletter.
#[derive(Serialize)]
pub(super) struct KitView {
    pub(super) site: String,
    pub(super) language: String,
    pub(super) direction: &'static str,
    pub(super) unit: String,
    pub(super) report: ReportView,
    /// What the author says before the figures, and after them.
    pub(super) opening: Option<Said>,
    pub(super) closing: Option<Said>,
    /// The computed sentences, where the site wants them.
    pub(super) brief: Vec<String>,
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
    /// By platform.
    web_version: BTreeMap<&'static str, String>,
    unsubscribe: BTreeMap<&'static str, String>,
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
    /// What the picture answers: its title stands in the picture, and in the text alternative.
    pub(super) question: String,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) src: String,
    /// The same picture for readers who have it dark.
    dark: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    /// The picture from the kit's own folder, for previews.
    pub(super) preview: String,
}

#[derive(Serialize)]
struct Column {
    heading: String,
    numeric: bool,
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
    pub(super) fn of(material: &Material<'_>, index: usize, report: ReportView, figures: &[Figure]) -> Self {
        let Material { rescue, measures, texts, .. } = *material;
        let chosen = &rescue.site.newsletter;
        let colours = Colours::of(&rescue.site.appearance);
        let slug = report.slug.clone();
        let place = Place { base: rescue.site.base_url.as_deref(), slug: &slug };
        // Where no pledge changed, the chart of changes is empty.
        let is_shown = |id: &ChartId| chosen.charts.is_some() || *id != ChartId::Change || report.has_changes();
        let shown = charts(rescue).into_iter().filter(is_shown);
        let charts = shown.filter_map(|id| figures.iter().find(|figure| figure.id == id));
        let ink = Inks::of(&colours);
        let letter = texts.letter(&rescue.snapshots[index].slug).cloned().unwrap_or_default();
        let said = |text: Option<String>| text.map(|text| Said::of(&text, &place.report(), &ink.link, &ink.line));
        let most = if chosen.table { MOST_ROWS } else { 0 };
        let rows: Vec<PledgeView> = report.pledges.iter().take(most).cloned().collect();
        let subjects = subject::lines(&rescue.site.title, &report);
        let (text, url) =
            chosen.action.clone().unwrap_or_else(|| (say!("Read the report of {date}", date = report.long_date), None));
        Self {
            site: rescue.site.title.clone(),
            language: rescue.site.language.clone(),
            direction: direction(&rescue.site.language),
            unit: rescue.site.base_unit.to_string(),
            charts: charts.map(|figure| ChartView::of(figure, &place)).collect(),
            shortfall: shortfall(&report.headline),
            bar: bar::segments(&measures.snapshots[index], &colours),
            more: if chosen.table { report.pledges.len() - rows.len() } else { 0 },
            rows,
            subject: subjects.first().cloned().unwrap_or_default(),
            subjects,
            preheader: subject::preheader(&report),
            action: Link { text, url: url.unwrap_or_else(|| place.report()) },
            address: place.report(),
            web_version: chosen.web_version.clone(),
            unsubscribe: chosen.unsubscribe.clone(),
            opening: said(letter.opening),
            closing: said(letter.closing),
            brief: if chosen.brief { report.brief.clone() } else { Vec::new() },
            ink,
            report,
        }
    }

    /// Where a platform's reader unsubscribes, and reads on the web. A mail always says the latter; what is sent by
    /// hand has no placeholder that anyone would replace.
    pub(super) fn ways(&self, platform: &str) -> (Option<&str>, Option<&str>) {
        let (unsubscribe, web_version) = (self.unsubscribe.get(platform), self.web_version.get(platform));
        let is_mail = ["email", "draft"].contains(&platform);
        let web_version = web_version.map(String::as_str).or_else(|| is_mail.then_some(self.address.as_str()));
        (unsubscribe.map(String::as_str), web_version)
    }
}

impl Inks {
    fn of(colours: &Colours) -> Self {
        Self {
            ground: hex(colours, Ink::Ground),
            text: hex(colours, Ink::Text),
            muted: hex(colours, Ink::Muted),
            line: hex(colours, Ink::Grid),
            link: hex(colours, Ink::Link),
        }
    }
}

impl ChartView {
    fn of(figure: &Figure, place: &Place<'_>) -> Self {
        let id = figure.id.as_str();
        Self {
            id,
            question: language::word(figure.id.question()),
            title: figure.title.clone(),
            alt: figure.alt.clone(),
            src: place.picture(id),
            dark: place.picture(&format!("{id}-dark")),
            columns: figure.table.columns.iter().map(Column::of).collect(),
            rows: figure.table.rows.iter().map(|row| row.iter().map(Cell::printed).collect()).collect(),
            preview: Place { base: None, ..*place }.picture(id),
        }
    }
}

impl Column {
    fn of(column: &figures::Column) -> Self {
        Self { heading: column.heading(), numeric: column.numeric }
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

/// Of the light theme: clients that show mails dark turn the colours round themselves.
pub(super) fn hex(colours: &Colours, ink: Ink) -> String {
    print_colour(colours.rgb(ink, Theme::Light))
}

fn shortfall(headline: &Headline) -> String {
    let Some(figure) = &headline.shortfall else { return headline.missing.clone().unwrap_or_default() };
    let bound = headline.shortfall_bound.as_ref().map(|bound| format!("{bound} ")).unwrap_or_default();
    let by = headline.by.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
    let carried = headline
        .carried
        .as_ref()
        .map(|on| format!("; {}", say!("last stated on {carried}", carried = on)))
        .unwrap_or_default();
    format!("{} {bound}{figure} {} ({}{by}{carried})", say!("Shortfall:"), headline.unit, headline.basis)
}

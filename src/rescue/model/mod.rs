//! The rescue as it is known, validated.

mod pledge;
mod snapshot;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use pledge::{Pledge, Pledges, Status};
pub use snapshot::{Basis, Claim, Compare, Correction, Metric, Recovery, Snapshot};

use super::convert::Rate;
use super::source::Source;
use super::theme::Appearance;
use super::words::ContributorKind;
use crate::diagnostics;
use crate::documents::Text;
use crate::quantities::{Day, Ratio, SitePath, Slug, Unit};

/// The whole rescue: the hole, the givers, and time.
#[derive(Debug)]
pub struct Rescue {
    /// What holds for the whole site.
    pub site: Site,
    /// Who gives, by id.
    pub contributors: BTreeMap<Slug, Contributor>,
    /// What happened, in time.
    pub events: Vec<Event>,
    /// What was known when; in time, at least one.
    pub snapshots: Vec<Snapshot>,
    /// Narratives of dated reports, by the snapshot's address.
    pub reports: BTreeMap<Slug, Article>,
    /// Further pages, in the order of the navigation.
    pub pages: Vec<Article>,
    /// What could come otherwise, in the order of `site.yaml`.
    pub scenarios: Vec<Scenario>,
}

/// What holds for the whole site.
#[derive(Debug)]
pub struct Site {
    /// The site's name.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// The unit of every sum.
    pub base_unit: Unit,
    /// The basis of the headline.
    pub headline: Slug,
    /// BCP 47 language of the texts.
    pub language: String,
    /// Where the site will be published, without a final `/`.
    pub base_url: Option<String>,
    /// Whether HTML in Markdown stays HTML.
    pub raw_html: bool,
    /// Under which terms the data may be used, in the author's words.
    pub licence: Option<String>,
    /// Days after which a pledge that did not change is stale, by stage.
    pub stale_after: [i64; 5],
    /// Coverages whose distance is reported, the lowest first.
    pub thresholds: Vec<Ratio>,
    /// The charts of every dated report, in their order; all of them where none is named.
    pub report_charts: Option<Vec<Text>>,
    /// An author's own words for charts, in every report.
    pub charts: Vec<ChartWords>,
    /// Every basis in the order of `site.yaml`.
    pub bases: Vec<BasisName>,
    /// Every metric in the order of `site.yaml`.
    pub metrics: Vec<Named>,
    /// What the newsletter kit shows.
    pub newsletter: Newsletter,
    /// Its own look.
    pub appearance: Appearance,
}

/// What the newsletter kit shows.
#[derive(Debug)]
pub struct Newsletter {
    /// Whether each report has one.
    pub kits: bool,
    /// Its charts in order, by id, each with its place; nothing where the site does not choose.
    pub charts: Option<Vec<(String, diagnostics::Span)>>,
    /// Whether the largest pledges are listed.
    pub table: bool,
    /// Whether the computed sentences are there.
    pub brief: bool,
    /// What a reader is asked to do: words, and where they lead if not to the report.
    pub action: Option<(String, Option<String>)>,
    /// By platform: the mailing service's placeholder, or an address, to unsubscribe at.
    pub unsubscribe: BTreeMap<&'static str, String>,
    /// The same for the mail's web version.
    pub web_version: BTreeMap<&'static str, String>,
}

/// An author's own words for a chart. Whether there is such a chart is known where the charts are.
#[derive(Debug, Clone)]
pub struct ChartWords {
    /// The chart's id.
    pub chart: Text,
    /// In place of the takeaway.
    pub title: Option<Text>,
    /// In place of measure, unit, basis.
    pub subtitle: Option<Text>,
}

/// A basis as `site.yaml` declares it.
pub type BasisName = Named;

/// An id with a name and a meaning.
#[derive(Debug, Clone)]
pub struct Named {
    /// The id.
    pub id: Slug,
    /// The name.
    pub title: String,
    /// What it means.
    pub note: Option<String>,
}

/// Something that could come otherwise in the newest snapshot; all that it supposes holds at once.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub title: String,
    /// A remark.
    pub note: Option<String>,
    /// Contributors that leave, groups taken apart: what they have not delivered is lost.
    pub without: Vec<Slug>,
    /// Kinds of contributor whose pledges at `proposed` count as approved.
    pub votes_pass: Vec<ContributorKind>,
    /// Kinds of contributor whose pledges at `proposed` are lost, but for what was delivered.
    pub votes_fail: Vec<ContributorKind>,
    /// What the shortfall is multiplied by, on every basis.
    pub shortfall: Option<Ratio>,
    /// Rates in place of those that the snapshot states.
    pub rates: Vec<Rate>,
    /// Where the id was typed.
    pub span: diagnostics::Span,
}

/// Who gives.
#[derive(Debug)]
pub struct Contributor {
    /// The id.
    pub id: Slug,
    /// The name.
    pub name: String,
    /// What kind of giver.
    pub kind: ContributorKind,
    /// Their page.
    pub url: Option<String>,
    /// The group that affiliates share.
    pub group: Option<Slug>,
    /// A remark.
    pub note: Option<String>,
    /// Where the name was typed.
    pub span: diagnostics::Span,
}

/// A dated fact.
#[derive(Debug)]
pub struct Event {
    /// When.
    pub on: Day,
    /// Until when.
    pub until: Option<Day>,
    /// What happened.
    pub what: String,
    /// A few words for the charts.
    pub label: Option<String>,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// A remark.
    pub note: Option<String>,
    /// Computed or dated by the author, not read.
    pub inferred: bool,
}

/// A Markdown text with a title.
#[derive(Debug)]
pub struct Article {
    /// Its address: the file's name.
    pub slug: Slug,
    /// The file.
    pub source: Arc<diagnostics::Source>,
    /// The byte at which the Markdown begins.
    pub body: usize,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// What a report's newsletter begins with, in place of the narrative: Markdown.
    pub opening: Option<Text>,
    /// What it ends with: Markdown.
    pub closing: Option<Text>,
    /// Its name in the navigation, if it is there.
    pub menu: Option<String>,
    /// Its place in the navigation.
    pub order: i64,
    /// An author's own words for charts of this report.
    pub charts: Vec<ChartWords>,
    /// Former addresses: the pages that lead to it.
    pub aliases: Vec<Alias>,
}

/// A former address of an article.
#[derive(Debug)]
pub struct Alias {
    /// The file that stands there.
    pub path: SitePath,
    /// Where it was typed.
    pub span: diagnostics::Span,
}

impl Rescue {
    /// The name of a contributor; every contributor a pledge names is declared.
    #[must_use]
    pub fn contributor_name<'a>(&'a self, id: &'a Slug) -> &'a str {
        self.contributors.get(id).map_or(id.as_str(), |contributor| contributor.name.as_str())
    }

    /// The name of a basis; every basis in a snapshot is declared.
    #[must_use]
    pub fn basis_title<'a>(&'a self, id: &'a Slug) -> &'a str {
        self.site.bases.iter().find(|basis| basis.id == *id).map_or(id.as_str(), |basis| basis.title.as_str())
    }
}

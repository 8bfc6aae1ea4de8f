//! The rescue as it is known, validated.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::convert::{Rate, Rates};
use super::source::Source;
use super::theme::Appearance;
use super::words::{ContributorKind, End, Kind, RecoveryState, Stage};
use crate::diagnostics;
use crate::documents::Text;
use crate::quantities::{Amount, Day, Moment, Promise, Quantity, Ratio, SitePath, Slug, Unit};

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

/// Everything known on one date.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Its address: the file's name.
    pub slug: Slug,
    /// The file it comes from.
    pub file: String,
    /// The moment it describes.
    pub at: Moment,
    /// What it shows.
    pub title: Option<String>,
    /// Every basis stated so far, in the order of `site.yaml`.
    pub bases: Vec<Basis>,
    /// Recovered property, in the order of the file.
    pub recoveries: Vec<Recovery>,
    /// Rates stated on this date.
    pub rates: Rates,
    /// Pledges in the order of the file.
    pub pledges: Vec<Pledge>,
    /// Claimed totals.
    pub claims: Vec<Claim>,
    /// Context figures.
    pub metrics: Vec<Metric>,
    /// Corrections of earlier snapshots.
    pub corrections: Vec<Correction>,
    /// Markdown with the place where it begins.
    pub notes: Option<String>,
    /// Where the date was typed.
    pub span: diagnostics::Span,
}

/// One way of stating the shortfall.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Its id.
    pub id: Slug,
    /// What went missing, in the source's words.
    pub gross: Option<Promise>,
    /// What this basis itself deducts.
    pub deductions: Vec<Recovery>,
    /// The shortfall: what the source states, else gross less deductions. In the basis's own unit and, where
    /// it is stated, in the source's words.
    pub shortfall: Option<Promise>,
    /// The unit it is stated in.
    pub unit: Unit,
    /// Who states it.
    pub by: Option<String>,
    /// When it was stated.
    pub on: Option<Day>,
    /// The snapshot that stated it last.
    pub stated_in: Slug,
    /// Whether that was an earlier one.
    pub carried: bool,
    /// Where.
    pub sources: Vec<Source>,
    /// Why it does not add up.
    pub reason: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Computed or dated by the author, not read.
    pub inferred: bool,
}

/// Part of the loss that came back or was stopped.
#[derive(Debug, Clone)]
pub struct Recovery {
    /// Its id; a deduction of a basis has none.
    pub id: Option<Slug>,
    /// What it is.
    pub what: String,
    /// How much, in its own unit.
    pub promise: Promise,
    /// The unit.
    pub unit: Unit,
    /// How far it has come.
    pub state: RecoveryState,
    /// The amount in the source's own words.
    pub native: Option<String>,
    /// What it depends on.
    pub condition: Option<String>,
    /// Who holds it.
    pub holder: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// Computed or dated by the author, not read.
    pub inferred: bool,
}

/// Where a pledge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It stands, at a stage; a part may be delivered already.
    Live(Stage),
    /// It stopped; what was delivered stays delivered.
    Ended(End),
}

/// One promise of one contributor.
#[derive(Debug, Clone)]
pub struct Pledge {
    /// The id that lives through all snapshots.
    pub id: Slug,
    /// Who gives.
    pub contributor: Slug,
    /// The amount in the giver's words, in the pledge's own asset.
    pub promise: Promise,
    /// The asset.
    pub unit: Unit,
    /// Where it stands.
    pub status: Status,
    /// The part that was transferred, in the pledge's own asset.
    pub delivered: Amount,
    /// What it is.
    pub kind: Kind,
    /// Whether it closes the shortfall.
    pub counts: bool,
    /// What it is for, if not for the shortfall.
    pub purpose: Option<String>,
    /// The coverage it requires.
    pub unlocks_at: Option<Ratio>,
    /// What it depends on, in words.
    pub condition: Option<String>,
    /// Terms of a loan.
    pub terms: Option<String>,
    /// The transfer.
    pub tx: Option<String>,
    /// When it was promised.
    pub since: Option<Day>,
    /// When somebody looked again.
    pub confirmed: Vec<Day>,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// A remark.
    pub note: Option<String>,
    /// Computed or dated by the author, not read.
    pub inferred: bool,
    /// Where it was typed.
    pub span: diagnostics::Span,
}

impl Pledge {
    /// The amount as it stands: over-delivery counts, an end cancels what was not delivered.
    #[must_use]
    pub fn amount(&self) -> Amount {
        match self.status {
            Status::Live(_) => self.promise.counted().max(self.delivered),
            Status::Ended(_) => self.delivered,
        }
    }

    /// The amount split over the stages, in the pledge's own asset; it adds up to [`Pledge::amount`].
    #[must_use]
    pub fn split(&self) -> [Amount; 5] {
        let mut split = [Amount::ZERO; 5];
        split[Stage::Delivered.index()] = self.delivered;
        if let Status::Live(stage) = self.status {
            // Both are at least zero and the second is not above the first.
            let rest = self.amount().minus(self.delivered).unwrap_or_default();
            let slot = &mut split[stage.index()];
            *slot = slot.plus(rest).unwrap_or(*slot);
        }
        split
    }

    /// Whether it stands.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        matches!(self.status, Status::Live(_))
    }
}

/// Which sum a claim is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compare {
    /// Everything pledged.
    All,
    /// Stages 4 and 5.
    Firm,
    /// Stage 5.
    Delivered,
    /// Everything pledged and these recoveries.
    AllAndRecoveries(Vec<Slug>),
    /// None: it is only quoted.
    Nothing,
}

/// A total that a source prints.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What the source calls it.
    pub what: String,
    /// How much, as printed.
    pub amount: Amount,
    /// Decimals the source prints: the sum is compared after rounding to these.
    pub places: u32,
    /// The unit it is printed in.
    pub unit: Unit,
    /// Which sum it is compared with.
    pub compare: Compare,
    /// The source says "over".
    pub at_least: bool,
    /// Who says so.
    pub by: Option<String>,
    /// When.
    pub on: Option<Day>,
    /// Where.
    pub sources: Vec<Source>,
    /// Why it differs from the sum.
    pub reason: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Computed by the author, not read.
    pub inferred: bool,
    /// Where it was typed.
    pub span: diagnostics::Span,
}

/// A context figure.
#[derive(Debug, Clone)]
pub struct Metric {
    /// Its id.
    pub id: Slug,
    /// The figure.
    pub value: Quantity,
    /// When it held.
    pub on: Option<Day>,
    /// Who says so.
    pub by: Option<String>,
    /// Where.
    pub sources: Vec<Source>,
    /// A remark.
    pub note: Option<String>,
    /// Computed by the author, not read.
    pub inferred: bool,
}

/// A correction of an earlier snapshot.
#[derive(Debug, Clone)]
pub struct Correction {
    /// When it was corrected.
    pub on: Day,
    /// The pledges it concerns.
    pub pledges: Vec<Slug>,
    /// What was wrong.
    pub note: String,
    /// Where it was read.
    pub sources: Vec<Source>,
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

//! One dated report, and its row in the list of all.

use serde::Serialize;

use super::words::bounded;
use super::{
    BasisView, ChangeView, ClaimView, DependenceView, EventView, Headline, MetricView, PaceView, PledgeView, RateView,
    RecoveryView, StalenessView,
};
use crate::measures::{Band, Bound, Measures, SnapshotMeasures};
use crate::pages::brief;
use crate::pages::texts::Texts;
use crate::quantities::print;
use crate::rescue::{Rescue, Snapshot};

/// A report's row in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReportRow {
    slug: String,
    date: String,
    title: Option<String>,
    all: String,
    firm: String,
    delivered: String,
    /// Coverage by all pledges.
    coverage: Option<String>,
    shortfall: Option<String>,
}

impl ReportRow {
    /// Every report, newest first.
    pub(crate) fn all(rescue: &Rescue, measures: &Measures) -> Vec<Self> {
        let rows =
            rescue.snapshots.iter().zip(&measures.snapshots).map(|(snapshot, measures)| Self::of(snapshot, measures));
        let mut rows: Vec<Self> = rows.collect();
        rows.reverse();
        rows
    }

    fn of(snapshot: &Snapshot, measures: &SnapshotMeasures) -> Self {
        let bound = |band| if measures.sums.is_at_least(band) { Bound::AtLeast } else { Bound::Exact };
        let sum = |band| bounded(bound(band), &print::exact(measures.sums.band(band)));
        let headline = measures.headline().map_or(Bound::Exact, |basis| basis.bound);
        Self {
            slug: snapshot.slug.to_string(),
            date: print::date(snapshot.at),
            title: snapshot.title.clone(),
            all: sum(Band::All),
            firm: sum(Band::Firm),
            delivered: sum(Band::Delivered),
            coverage: measures
                .against(Band::All)
                .and_then(|a| Some(bounded(a.coverage_bound, &print::percent(a.coverage.as_ref()?)))),
            shortfall: measures.shortfall().map(|figure| bounded(headline, &print::exact(figure))),
        }
    }
}

/// Everything a dated report says, but for its charts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReportView {
    pub(crate) slug: String,
    pub(crate) title: String,
    /// Whether it has a newsletter kit.
    kit: bool,
    date: String,
    pub(crate) long_date: String,
    iso_date: String,
    newest: bool,
    before: Option<Neighbour>,
    after: Option<Neighbour>,
    pub(crate) headline: Headline,
    /// What it comes to, in at most 120 computed words.
    pub(crate) brief: Vec<String>,
    pub(crate) summary: Option<String>,
    narrative: Option<String>,
    /// The author's Markdown as typed, for the Markdown report.
    narrative_source: Option<String>,
    pub(crate) notes: Option<String>,
    notes_source: Option<String>,
    pub(crate) pledges: Vec<PledgeView>,
    pub(crate) total: String,
    aside: Vec<PledgeView>,
    bases: Vec<BasisView>,
    recoveries: Vec<RecoveryView>,
    claims: Vec<ClaimView>,
    rates: Vec<RateView>,
    metrics: Vec<MetricView>,
    events: Vec<EventView>,
    /// How much hangs on how few; nothing where nothing is pledged.
    dependence: Option<DependenceView>,
    /// Which promises have gone quiet; nothing where none has.
    staleness: Option<StalenessView>,
    /// How fast it goes, and when nothing would remain if that repeated.
    pace: PaceView,
    /// Since the report before.
    change: Option<ChangeView>,
}

/// The report before or after.
#[derive(Debug, Clone, Serialize)]
struct Neighbour {
    slug: String,
    date: String,
}

impl ReportView {
    pub(crate) fn of(rescue: &Rescue, measures: &Measures, texts: &Texts, index: usize) -> Self {
        let (snapshot, measured) = (&rescue.snapshots[index], &measures.snapshots[index]);
        let neighbour = |index: Option<usize>| {
            let snapshot = index.and_then(|index| rescue.snapshots.get(index))?;
            Some(Neighbour { slug: snapshot.slug.to_string(), date: print::date(snapshot.at) })
        };
        let article = rescue.reports.get(&snapshot.slug);
        let title = article.map(|article| article.title.clone()).or_else(|| snapshot.title.clone());
        Self {
            slug: snapshot.slug.to_string(),
            kit: rescue.site.newsletter.kits,
            title: title.unwrap_or_else(|| print::long_date(snapshot.at)),
            date: print::date(snapshot.at),
            long_date: print::long_date(snapshot.at),
            iso_date: snapshot.at.to_string(),
            newest: index + 1 == rescue.snapshots.len(),
            before: neighbour(index.checked_sub(1)),
            after: neighbour(index.checked_add(1)),
            headline: Headline::of(rescue, snapshot, measured),
            brief: brief(rescue, measures, index),
            summary: article.and_then(|article| article.summary.clone()),
            narrative: texts.report(&snapshot.slug).map(|text| text.html.html.clone()),
            narrative_source: texts.report(&snapshot.slug).map(|text| text.markdown.clone()),
            notes: texts.notes(&snapshot.slug).map(|text| text.html.html.clone()),
            notes_source: texts.notes(&snapshot.slug).map(|text| text.markdown.clone()),
            pledges: counting(rescue, snapshot, measured),
            total: print::exact(measured.sums.band(Band::All)),
            aside: aside(rescue, snapshot),
            bases: bases(rescue, snapshot, measured),
            recoveries: snapshot.recoveries.iter().map(RecoveryView::of).collect(),
            claims: snapshot
                .claims
                .iter()
                .zip(&measured.claims)
                .map(|(c, m)| ClaimView::of(c, m, snapshot.at))
                .collect(),
            rates: snapshot.rates.stated().iter().map(RateView::of).collect(),
            metrics: snapshot.metrics.iter().map(|metric| MetricView::of(rescue, metric)).collect(),
            events: events_since(rescue, index),
            dependence: DependenceView::of(rescue, measured),
            staleness: StalenessView::of(rescue, measures, index),
            pace: PaceView::of(rescue, measures, index),
            change: measures.change(index).and_then(|change| ChangeView::of(rescue, measures, change)),
        }
    }

    /// Whether any pledge changed since the report before.
    pub(crate) fn has_changes(&self) -> bool {
        self.change.as_ref().is_some_and(|change| !change.rows.is_empty())
    }
}

/// Pledges that count: by amount, then those that ended with nothing delivered.
fn counting(rescue: &Rescue, snapshot: &Snapshot, measured: &SnapshotMeasures) -> Vec<PledgeView> {
    let standing = measured.pledges.iter().map(|m| PledgeView::of(rescue, &snapshot.pledges[m.index], Some(m)));
    let ended = snapshot
        .pledges
        .iter()
        .filter(|pledge| pledge.counts && !pledge.is_live() && !pledge.delivered.is_positive())
        .map(|pledge| PledgeView::of(rescue, pledge, None));
    standing.chain(ended).collect()
}

fn aside(rescue: &Rescue, snapshot: &Snapshot) -> Vec<PledgeView> {
    snapshot.pledges.iter().filter(|pledge| !pledge.counts).map(|pledge| PledgeView::of(rescue, pledge, None)).collect()
}

/// The headline basis first, then in the order of `site.yaml`.
fn bases(rescue: &Rescue, snapshot: &Snapshot, measured: &SnapshotMeasures) -> Vec<BasisView> {
    let mut order: Vec<usize> = (0..snapshot.bases.len()).collect();
    order.sort_by_key(|index| Some(*index) != measured.headline);
    order.into_iter().map(|i| BasisView::of(rescue, &snapshot.bases[i], &measured.bases[i], snapshot.at)).collect()
}

/// What happened after the snapshot before and up to this one.
fn events_since(rescue: &Rescue, index: usize) -> Vec<EventView> {
    let to = rescue.snapshots[index].at.minutes();
    let from = index.checked_sub(1).map_or(i64::MIN + 1, |before| rescue.snapshots[before].at.minutes());
    // Of an event that is known by its month alone, only the month's end is certain: a report never looks ahead.
    let within = rescue.events.iter().filter(|event| (from + 1..=to).contains(&event.on.last_minute()));
    within.map(EventView::of).collect()
}

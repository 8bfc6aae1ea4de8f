//! One contributor and the life of each of their pledges.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::sources::Dated;
use super::{SourceView, pledge};
use crate::language;
use crate::measures::{Measures, PledgeMeasures};
use crate::quantities::{Amount, Slug, print};
use crate::rescue::{Contributor, Kind, Pledge, Rescue, STAGES, Snapshot, Stage, Status};

/// A contributor in the list of all.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ContributorRow {
    id: String,
    name: String,
    kind: String,
    /// What counts now, in base units.
    pledged: String,
    delivered: String,
    /// Amounts that are not known.
    undisclosed: usize,
    /// Pledges that do not count toward the shortfall.
    aside: usize,
}

impl ContributorRow {
    /// Everyone, by what they pledge now, then by name.
    pub(crate) fn all(rescue: &Rescue, measures: &Measures) -> Vec<Self> {
        let mut own: BTreeMap<&Slug, Own<'_>> = BTreeMap::new();
        for pledge in measures.snapshots.last().iter().flat_map(|newest| &newest.pledges) {
            own.entry(&pledge.contributor).or_default().measured.push(pledge);
        }
        for pledge in
            rescue.snapshots.last().iter().flat_map(|newest| &newest.pledges).filter(|pledge| pledge.is_live())
        {
            own.entry(&pledge.contributor).or_default().live.push(pledge);
        }
        let row = |contributor: &Contributor| row(contributor, own.get(&contributor.id).unwrap_or(&Own::default()));
        let mut rows: Vec<(Amount, Self)> = rescue.contributors.values().filter_map(row).collect();
        rows.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.name.to_lowercase().cmp(&y.name.to_lowercase())));
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// A contributor's pledges in the newest snapshot: what counts, and what is live.
#[derive(Default)]
struct Own<'a> {
    measured: Vec<&'a PledgeMeasures>,
    live: Vec<&'a Pledge>,
}

fn row(contributor: &Contributor, own: &Own<'_>) -> Option<(Amount, ContributorRow)> {
    let pledged = Amount::total(own.measured.iter().map(|pledge| pledge.total))?;
    let delivered = Amount::total(own.measured.iter().map(|pledge| pledge.stages[4]))?;
    let live = own.live.iter();
    let row = ContributorRow {
        id: contributor.id.to_string(),
        name: contributor.name.clone(),
        kind: language::word(contributor.kind.word()),
        pledged: print::exact(pledged),
        delivered: print::exact(delivered),
        undisclosed: live.clone().filter(|pledge| pledge.counts && !pledge.promise.is_disclosed()).count(),
        aside: live.filter(|pledge| !pledge.counts).count(),
    };
    Some((pledged, row))
}

/// A contributor's own page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ContributorView {
    name: String,
    kind: String,
    url: Option<String>,
    group: Option<String>,
    note: Option<String>,
    pledges: Vec<Life>,
}

/// A pledge through time.
#[derive(Debug, Clone, Serialize)]
struct Life {
    id: String,
    kind: Option<String>,
    counts: bool,
    purpose: Option<String>,
    steps: Vec<Step>,
}

/// What reports in a row say of a pledge: in a history of years most say what the one before said.
#[derive(Debug, Clone, Serialize)]
struct Step {
    first: Dated,
    /// The last of more than one.
    last: Option<Dated>,
    promise: String,
    status: String,
    mark: &'static str,
    stages: Vec<(String, String)>,
    conditions: Vec<String>,
    terms: Option<String>,
    note: Option<String>,
    sources: Vec<SourceView>,
}

/// Where the pledges of each contributor stand, looked up once: a page that went through all pledges of all would make
/// the pages of a thousand contributors take a million times as long.
#[derive(Debug, Default)]
pub struct Lives {
    /// Contributor → pledges, in the order in which they came.
    own: BTreeMap<Slug, Vec<Slug>>,
    /// Pledge → every snapshot that has it.
    places: BTreeMap<Slug, Vec<Place>>,
}

/// Where a snapshot has a pledge, by number.
#[derive(Clone, Copy, Debug)]
struct Place {
    snapshot: usize,
    pledge: usize,
    /// Among the measured ones, if it is.
    measured: Option<usize>,
}

impl Lives {
    /// Of a rescue and its measures.
    #[must_use]
    pub fn of(rescue: &Rescue, measures: &Measures) -> Self {
        let mut lives = Self::default();
        let mut known: BTreeSet<(&Slug, &Slug)> = BTreeSet::new();
        for (at, (snapshot, measured)) in rescue.snapshots.iter().zip(&measures.snapshots).enumerate() {
            let places = measured.pledges.iter().enumerate().map(|(place, pledge)| (pledge.index, place));
            let measured: BTreeMap<usize, usize> = places.collect();
            for (place, pledge) in snapshot.pledges.iter().enumerate() {
                let place = Place { snapshot: at, pledge: place, measured: measured.get(&place).copied() };
                lives.places.entry(pledge.id.clone()).or_default().push(place);
                if known.insert((&pledge.contributor, &pledge.id)) {
                    lives.own.entry(pledge.contributor.clone()).or_default().push(pledge.id.clone());
                }
            }
        }
        lives
    }
}

impl ContributorView {
    pub(crate) fn of(rescue: &Rescue, measures: &Measures, lives: &Lives, contributor: &Contributor) -> Self {
        let ids = lives.own.get(&contributor.id).into_iter().flatten();
        Self {
            name: contributor.name.clone(),
            kind: language::word(contributor.kind.word()),
            url: contributor.url.clone(),
            group: contributor.group.as_ref().map(ToString::to_string),
            note: contributor.note.clone(),
            pledges: ids.filter_map(|id| life(rescue, measures, id, lives.places.get(id)?)).collect(),
        }
    }
}

fn life(rescue: &Rescue, measures: &Measures, id: &Slug, places: &[Place]) -> Option<Life> {
    let moments = places.iter().map(|place| Moment::of(rescue, measures, *place)).collect::<Option<Vec<_>>>()?;
    let newest = moments.last()?.pledge;
    Some(Life {
        id: id.to_string(),
        kind: (newest.kind != Kind::Unstated).then(|| language::word(newest.kind.word())),
        counts: newest.counts,
        purpose: newest.purpose.clone(),
        steps: moments.chunk_by(Moment::goes_on).map(step).collect(),
    })
}

/// What one snapshot has of a pledge.
struct Moment<'a> {
    place: usize,
    snapshot: &'a Snapshot,
    pledge: &'a Pledge,
    measured: Option<&'a PledgeMeasures>,
}

impl<'a> Moment<'a> {
    fn of(rescue: &'a Rescue, measures: &'a Measures, place: Place) -> Option<Self> {
        let Place { snapshot, pledge, measured } = place;
        let (told, sums) = (rescue.snapshots.get(snapshot)?, measures.snapshots.get(snapshot)?);
        let measured = measured.and_then(|place| sums.pledges.get(place));
        Some(Self { place: snapshot, snapshot: told, pledge: told.pledges.get(pledge)?, measured })
    }

    /// Whether the next report says the same, but for what a rate makes of it.
    fn goes_on(&self, next: &Self) -> bool {
        let (then, now) = (self.pledge, next.pledge);
        let words = |pledge: &'a Pledge| (&pledge.unlocks_at, &pledge.condition, &pledge.terms, &pledge.note);
        let filled = |of: &Self| of.measured.map(|measured| measured.stages.map(Amount::is_positive));
        let terms = |pledge: &'a Pledge| (pledge.promise, pledge.status, pledge.delivered, &pledge.unit, pledge.counts);
        self.place + 1 == next.place
            && terms(then) == terms(now)
            && words(then) == words(now)
            && then.sources == now.sources
            && filled(self) == filled(next)
    }
}

/// The amount by stage: what a rate made of it at the first report and at the last, or from the least to the most where it was
/// less or more between.
fn stages(run: &[Moment<'_>]) -> Vec<(String, String)> {
    let measured: Vec<&PledgeMeasures> = run.iter().filter_map(|moment| moment.measured).collect();
    let (Some(first), Some(last)) = (measured.first(), measured.last()) else { return Vec::new() };
    let told = |stage: Stage| {
        let amounts = || measured.iter().map(|measured| measured.stages[stage.index()]);
        let (then, now) = (first.stages[stage.index()], last.stages[stage.index()]);
        let (least, most) = (amounts().min().unwrap_or(then), amounts().max().unwrap_or(then));
        let [then_told, now_told, least_told, most_told] = [then, now, least, most].map(print::exact);
        match (then.min(now), then.max(now)) {
            _ if least == most => now_told,
            ends if ends == (least, most) => format!("{then_told} → {now_told}"),
            _ => format!("{least_told}–{most_told}"),
        }
    };
    let filled = STAGES.iter().rev().filter(|stage| first.stages[stage.index()].is_positive());
    filled.map(|stage| (language::word(stage.word()), told(*stage))).collect()
}

fn step(run: &[Moment<'_>]) -> Step {
    let (first, last) = (&run[0], &run[run.len() - 1]);
    let (status, mark) = match first.pledge.status {
        Status::Live(stage) => (stage.word(), stage.word()),
        Status::Ended(end) => (end.word(), "ended"),
    };
    Step {
        first: Dated::of(first.snapshot),
        last: (run.len() > 1).then(|| Dated::of(last.snapshot)),
        promise: print::promise(first.pledge.promise, &first.pledge.unit),
        status: language::word(status),
        mark,
        stages: stages(run),
        conditions: pledge::conditions(first.pledge),
        terms: first.pledge.terms.clone(),
        note: first.pledge.note.clone(),
        sources: SourceView::all(&first.pledge.sources),
    }
}

//! One contributor and the life of each of their pledges.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{SourceView, pledge};
use crate::language;
use crate::measures::{Measures, PledgeMeasures};
use crate::quantities::{Amount, Slug, print};
use crate::rescue::{Contributor, Kind, Pledge, Rescue, Status};

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

/// What one snapshot says of a pledge.
#[derive(Debug, Clone, Serialize)]
struct Step {
    slug: String,
    date: String,
    promise: String,
    status: String,
    mark: &'static str,
    stages: Vec<(String, String)>,
    /// Whether anything differs from the step before.
    changed: bool,
    condition: Option<String>,
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
    let mut steps: Vec<Step> = Vec::new();
    let mut newest: Option<&Pledge> = None;
    for place in places {
        let (snapshot, measured) = (rescue.snapshots.get(place.snapshot)?, measures.snapshots.get(place.snapshot)?);
        let pledge = snapshot.pledges.get(place.pledge)?;
        let amounts = place.measured.and_then(|measured_at| measured.pledges.get(measured_at));
        let (status, mark) = match pledge.status {
            Status::Live(stage) => (stage.word(), stage.word()),
            Status::Ended(end) => (end.word(), "ended"),
        };
        steps.push(Step {
            slug: snapshot.slug.to_string(),
            date: print::date(snapshot.at),
            promise: print::promise(pledge.promise, &pledge.unit),
            status: language::word(status),
            mark,
            stages: amounts.map(|amounts| pledge::stages(&amounts.stages)).unwrap_or_default(),
            changed: newest.is_none_or(|before| differs(before, pledge)),
            condition: pledge.condition.clone(),
            terms: pledge.terms.clone(),
            note: pledge.note.clone(),
            sources: SourceView::all(&pledge.sources),
        });
        newest = Some(pledge);
    }
    let newest = newest?;
    Some(Life {
        id: id.to_string(),
        kind: (newest.kind != Kind::Unstated).then(|| language::word(newest.kind.word())),
        counts: newest.counts,
        purpose: newest.purpose.clone(),
        steps,
    })
}

fn differs(before: &Pledge, after: &Pledge) -> bool {
    before.promise != after.promise
        || before.status != after.status
        || before.delivered != after.delivered
        || before.unit != after.unit
        || before.counts != after.counts
}

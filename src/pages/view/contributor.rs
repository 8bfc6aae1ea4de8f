//! One contributor and the life of each of their pledges.

use serde::Serialize;

use super::{SourceView, pledge};
use crate::language;
use crate::measures::Measures;
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
        let mut rows: Vec<(Amount, Self)> =
            rescue.contributors.values().filter_map(|contributor| row(rescue, measures, contributor)).collect();
        rows.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.name.to_lowercase().cmp(&y.name.to_lowercase())));
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

fn row(rescue: &Rescue, measures: &Measures, contributor: &Contributor) -> Option<(Amount, ContributorRow)> {
    let (snapshot, newest) = (rescue.snapshots.last()?, measures.snapshots.last()?);
    let own = newest.pledges.iter().filter(|pledge| pledge.contributor == contributor.id);
    let pledged = Amount::total(own.clone().map(|pledge| pledge.total))?;
    let delivered = Amount::total(own.map(|pledge| pledge.stages[4]))?;
    let live = snapshot.pledges.iter().filter(|pledge| pledge.contributor == contributor.id && pledge.is_live());
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

impl ContributorView {
    pub(crate) fn of(rescue: &Rescue, measures: &Measures, contributor: &Contributor) -> Self {
        let mut ids: Vec<&Slug> = Vec::new();
        for pledge in rescue.snapshots.iter().flat_map(|snapshot| &snapshot.pledges) {
            if pledge.contributor == contributor.id && !ids.contains(&&pledge.id) {
                ids.push(&pledge.id);
            }
        }
        Self {
            name: contributor.name.clone(),
            kind: language::word(contributor.kind.word()),
            url: contributor.url.clone(),
            group: contributor.group.as_ref().map(ToString::to_string),
            note: contributor.note.clone(),
            pledges: ids.into_iter().filter_map(|id| life(rescue, measures, id)).collect(),
        }
    }
}

fn life(rescue: &Rescue, measures: &Measures, id: &Slug) -> Option<Life> {
    let mut steps: Vec<Step> = Vec::new();
    let mut newest: Option<&Pledge> = None;
    for (snapshot, measured) in rescue.snapshots.iter().zip(&measures.snapshots) {
        let Some(pledge) = snapshot.pledges.iter().find(|pledge| pledge.id == *id) else { continue };
        let amounts = measured.pledges.iter().find(|pledge| pledge.id == *id);
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

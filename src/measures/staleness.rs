//! How long promises have stood still: the age of each since it last changed or was confirmed.
//!
//! Snapshots see a change only afterwards: it happened between two of them, so an age is an interval. A
//! pledge is stale when even the shortest age it can have is past its stage's limit. Ages are counted on the
//! snapshot's own date; "today" plays no part.

use std::collections::BTreeMap;

use super::SnapshotMeasures;
use crate::quantities::{Amount, Promise, Ratio, Slug, Unit};
use crate::rescue::{Pledge, Rescue, Stage, Status};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// How long the promises of one snapshot have stood still.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staleness {
    /// Every live pledge that counts and has money to deliver or names no amount, the oldest first.
    pub ages: Vec<Age>,
    /// Money of stale pledges that is not delivered, in base units.
    pub stale: Amount,
    /// All money that is not delivered.
    pub open: Amount,
    /// Givers all of whose open pledges are stale.
    pub silent: Vec<Slug>,
}

/// One pledge's age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age {
    /// The pledge.
    pub pledge: Slug,
    /// Who gives.
    pub contributor: Slug,
    /// Its stage.
    pub stage: Stage,
    /// What is not delivered, in base units.
    pub open: Amount,
    /// Whole days it has stood still for certain.
    pub at_least: i64,
    /// Whole days it may have stood still; unknown for one that was there from the first snapshot.
    pub at_most: Option<i64>,
    /// Days after which its stage is stale.
    pub limit: i64,
}

impl Age {
    /// Past its limit, even at its shortest.
    #[must_use]
    pub const fn is_stale(&self) -> bool {
        self.at_least > self.limit
    }
}

impl Staleness {
    /// Stale money / open money; undefined where nothing is open.
    #[must_use]
    pub fn share(&self) -> Option<Ratio> {
        Ratio::of(self.stale, self.open)
    }
}

/// What a change of is a sign of life.
#[derive(PartialEq)]
struct Standing {
    promise: Promise,
    unit: Unit,
    status: Status,
    delivered: Amount,
    counts: bool,
}

impl Standing {
    fn of(pledge: &Pledge) -> Self {
        Self {
            promise: pledge.promise,
            unit: pledge.unit.clone(),
            status: pledge.status,
            delivered: pledge.delivered,
            counts: pledge.counts,
        }
    }
}

/// A pledge as the pass through time knows it.
struct Known {
    standing: Standing,
    /// The earliest minute of its last change, if that is known, and the latest.
    changed: (Option<i64>, i64),
}

/// One pass through time gives every snapshot's ages. `None` past the largest amount.
pub(super) fn pass(rescue: &Rescue, measures: &[SnapshotMeasures]) -> Option<Vec<Staleness>> {
    let mut known: BTreeMap<Slug, Known> = BTreeMap::new();
    let mut before: Option<i64> = None;
    let mut all = Vec::with_capacity(measures.len());
    for (snapshot, measured) in rescue.snapshots.iter().zip(measures) {
        let now = snapshot.at.minutes();
        for pledge in &snapshot.pledges {
            let standing = Standing::of(pledge);
            let former = known.remove(&pledge.id);
            let changed = match former {
                Some(former) if former.standing == standing => former.changed,
                Some(_) => (before, now),
                None => appeared(pledge, before, now),
            };
            known.insert(pledge.id.clone(), Known { standing, changed });
        }
        known.retain(|id, _| snapshot.pledges.iter().any(|pledge| pledge.id == *id));
        let ages = measured.pledges.iter().filter_map(|one| {
            let pledge = &snapshot.pledges[one.index];
            let Status::Live(stage) = pledge.status else { return None };
            let open = one.total.minus(one.stages[Stage::Delivered.index()])?;
            let waits = open.is_positive() || !pledge.promise.is_disclosed();
            waits.then(|| age(rescue, pledge, stage, open, known.get(&pledge.id)?.changed, now))?
        });
        let mut ages: Vec<Age> = ages.collect();
        ages.sort_by(|a, b| {
            b.at_least.cmp(&a.at_least).then_with(|| b.open.cmp(&a.open)).then_with(|| a.pledge.cmp(&b.pledge))
        });
        all.push(summed(ages)?);
        before = Some(now);
    }
    Some(all)
}

/// A new pledge was made when it says so, or else after the snapshot before.
fn appeared(pledge: &Pledge, before: Option<i64>, now: i64) -> (Option<i64>, i64) {
    match pledge.since {
        Some(since) => (Some(since.minutes().min(now)), since.last_minute().min(now)),
        None => (before, now),
    }
}

fn age(
    rescue: &Rescue,
    pledge: &Pledge,
    stage: Stage,
    open: Amount,
    changed: (Option<i64>, i64),
    now: i64,
) -> Option<Age> {
    let confirmed = pledge.confirmed.iter().map(|day| day.last_minute()).filter(|minute| *minute <= now).max();
    let latest = confirmed.map_or(changed.1, |minute| minute.max(changed.1));
    let earliest = match (changed.0, confirmed) {
        (Some(changed), Some(confirmed)) => Some(changed.max(confirmed)),
        (earliest, confirmed) => confirmed.or(earliest),
    };
    Some(Age {
        pledge: pledge.id.clone(),
        contributor: pledge.contributor.clone(),
        stage,
        open,
        at_least: (now - latest).max(0) / DAY,
        at_most: earliest.map(|minute| (now - minute).max(0) / DAY),
        limit: rescue.site.stale_after[stage.index()],
    })
}

fn summed(ages: Vec<Age>) -> Option<Staleness> {
    let stale = Amount::total(ages.iter().filter(|age| age.is_stale()).map(|age| age.open))?;
    let open = Amount::total(ages.iter().map(|age| age.open))?;
    let mut givers: BTreeMap<&Slug, bool> = BTreeMap::new();
    for age in &ages {
        let silent = givers.entry(&age.contributor).or_insert(true);
        *silent &= age.is_stale();
    }
    let silent = givers.into_iter().filter(|(_, silent)| *silent).map(|(giver, _)| giver.clone()).collect();
    Some(Staleness { stale, open, silent, ages })
}

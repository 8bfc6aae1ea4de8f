//! How long pledges stood at a stage before they left it.
//!
//! Snapshots see a pledge come and go only afterwards, so a time is an interval: at least from the first
//! snapshot that saw it there to the last, at most from the one before to the one after.

use std::collections::BTreeMap;

use crate::quantities::Slug;
use crate::rescue::{Rescue, STAGES, Snapshot, Stage, Status};

/// Fewer cases than this have no median.
pub const FEWEST: usize = 10;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// How long pledges that count stood at a stage that they have left: for another one, by an end, or without
/// a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tempo {
    /// The stage.
    pub stage: Stage,
    /// How many left it; a pledge that came back and left again counts twice.
    pub left: usize,
    /// The median in whole days, from the shortest to the longest that it can be; none below ten cases.
    pub median: Option<Median>,
}

/// A median that is known as an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Median {
    /// Days for certain.
    pub at_least: i64,
    /// Days at most; unknown where too many stood there from the first snapshot.
    pub at_most: Option<i64>,
}

/// Where a pledge stands, and since when.
struct Standing {
    stage: Stage,
    /// The earliest minute at which it can have come, if that is known.
    earliest: Option<i64>,
    /// The minute at which it was first seen there.
    seen: i64,
}

/// Times at one stage, sorted: the shortest they can be, and the longest.
#[derive(Default)]
struct Times {
    least: Vec<i64>,
    /// Unknown ones are the longest.
    most: Vec<i64>,
}

/// One pass through time gives every snapshot's tempo, stages that nobody left are not in it.
pub(super) fn pass(rescue: &Rescue) -> Vec<Vec<Tempo>> {
    let mut standing: BTreeMap<&Slug, Standing> = BTreeMap::new();
    let mut times: [Times; 5] = Default::default();
    let mut before: Option<i64> = None;
    let mut all = Vec::with_capacity(rescue.snapshots.len());
    for snapshot in &rescue.snapshots {
        let now = snapshot.at.minutes();
        let mut still: BTreeMap<&Slug, Standing> = BTreeMap::new();
        for (id, stage, since) in live(snapshot) {
            let there = match standing.remove(id) {
                Some(former) if former.stage == stage => former,
                former => {
                    let is_new = former.is_none();
                    leave(former, before, now, is_restated(snapshot, id), &mut times);
                    let earliest = since.filter(|_| is_new).map_or(before, |since| Some(since.min(now)));
                    Standing { stage, earliest, seen: now }
                }
            };
            still.insert(id, there);
        }
        for (id, former) in std::mem::replace(&mut standing, still) {
            leave(Some(former), before, now, is_restated(snapshot, id), &mut times);
        }
        all.push(STAGES.iter().filter_map(|stage| summed(*stage, &times[stage.index()])).collect());
        before = Some(now);
    }
    all
}

/// Every live pledge that counts, with its stage and the minute at which it says that it was made.
fn live(snapshot: &Snapshot) -> impl Iterator<Item = (&Slug, Stage, Option<i64>)> {
    snapshot.pledges.iter().filter(|pledge| pledge.counts).filter_map(|pledge| match pledge.status {
        Status::Live(stage) => Some((&pledge.id, stage, pledge.since.map(|since| since.minutes()))),
        Status::Ended(_) => None,
    })
}

/// What a correction of this snapshot names was elsewhere all along: it has not left.
fn is_restated(snapshot: &Snapshot, id: &Slug) -> bool {
    snapshot.corrections.iter().any(|correction| correction.pledges.contains(id))
}

/// Files the time of a pledge that was last seen in the snapshot before.
fn leave(former: Option<Standing>, before: Option<i64>, now: i64, restated: bool, times: &mut [Times; 5]) {
    let (Some(former), Some(last)) = (former, before) else { return };
    if restated {
        return;
    }
    let own = &mut times[former.stage.index()];
    insert(&mut own.least, (last - former.seen) / DAY);
    insert(&mut own.most, former.earliest.map_or(i64::MAX, |earliest| (now - earliest) / DAY));
}

fn insert(sorted: &mut Vec<i64>, value: i64) {
    let place = sorted.partition_point(|other| *other <= value);
    sorted.insert(place, value);
}

/// Of an even number of cases the interval takes the lower middle at its lower end and the upper one at its
/// upper end.
fn summed(stage: Stage, times: &Times) -> Option<Tempo> {
    let left = times.least.len();
    let median = || Median {
        at_least: times.least[(left - 1) / 2],
        at_most: Some(times.most[left / 2]).filter(|days| *days != i64::MAX),
    };
    (left > 0).then(|| Tempo { stage, left, median: (left >= FEWEST).then(median) })
}

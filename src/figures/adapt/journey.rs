//! Each pledge's steps, and how long it has stood still.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::figures::story::{Lane, Stale, Step, Wait, Waiting};
use crate::language::{self, say};
use crate::measures::{Age, Measures};
use crate::quantities::{Amount, Ratio, Slug};
use crate::rescue::{Pledge, Rescue, Stage, Status};

/// Every pledge that has counted up to a snapshot; the largest now first, then those that ended, then those
/// without an amount, ties by name.
pub(super) fn lanes(rescue: &Rescue, measures: &Measures, index: usize) -> Vec<Lane> {
    let snapshots = rescue.snapshots.get(..=index).unwrap_or_default();
    let mut pledges: BTreeMap<&Slug, Vec<Option<&Pledge>>> = BTreeMap::new();
    for (i, snapshot) in snapshots.iter().enumerate() {
        for pledge in snapshot.pledges.iter().filter(|pledge| pledge.counts) {
            let seen = pledges.entry(&pledge.id).or_insert_with(|| vec![None; snapshots.len()]);
            if let Some(place) = seen.get_mut(i) {
                *place = Some(pledge);
            }
        }
    }
    let (Some(now), Some(staleness)) = (measures.snapshots.get(index), measures.staleness.get(index)) else {
        return Vec::new();
    };
    let totals: BTreeMap<&Slug, Amount> = now.pledges.iter().map(|pledge| (&pledge.id, pledge.total)).collect();
    let ages: BTreeMap<&Slug, &Age> =
        staleness.ages.iter().filter(|age| age.is_stale()).map(|age| (&age.pledge, age)).collect();
    let listed: Vec<OnceCell<BTreeSet<&Slug>>> = snapshots.iter().map(|_| OnceCell::new()).collect();
    let is_listed = |at: usize, id: &Slug| {
        let ids = || snapshots[at].pledges.iter().map(|pledge| &pledge.id).collect();
        listed[at].get_or_init(ids).contains(id)
    };
    let names = names(rescue, pledges.iter().filter_map(|(id, seen)| Some((*id, &last(seen)?.1.contributor))));
    let lane = |(id, seen): (&&Slug, &Vec<Option<&Pledge>>)| {
        let (at, pledge) = last(seen)?;
        Some(Lane {
            name: names.get(id)?.clone(),
            steps: seen.iter().map(|pledge| pledge.map(step)).collect(),
            end: end(seen, at, pledge, &is_listed),
            now: totals.get(*id).copied().unwrap_or_default(),
            disclosed: pledge.promise.is_disclosed() || pledge.delivered.is_positive(),
            qualifier: pledge.promise.qualifier().filter(|_| pledge.promise.is_disclosed()).map(language::word),
            stale: ages.get(*id).map(|age| Stale { days: age.at_least, limit: age.limit }),
        })
    };
    let mut lanes: Vec<Lane> = pledges.iter().filter_map(lane).collect();
    let class = |lane: &Lane| (!lane.disclosed, lane.end.is_some());
    lanes.sort_by(|a, b| b.now.cmp(&a.now).then(class(a).cmp(&class(b))).then_with(|| a.name.cmp(&b.name)));
    lanes
}

/// The last time it was there.
fn last<'a>(seen: &[Option<&'a Pledge>]) -> Option<(usize, &'a Pledge)> {
    seen.iter().enumerate().rev().find_map(|(at, pledge)| Some((at, (*pledge)?)))
}

/// The giver's name, and the pledge's id besides where the giver has several.
fn names<'a>(
    rescue: &'a Rescue,
    pledges: impl Iterator<Item = (&'a Slug, &'a Slug)> + Clone,
) -> BTreeMap<&'a Slug, String> {
    let mut of: BTreeMap<&Slug, usize> = BTreeMap::new();
    pledges.clone().for_each(|(_, giver)| *of.entry(giver).or_default() += 1);
    let named = pledges.map(|(id, giver)| {
        let name = rescue.contributor_name(giver);
        (id, if of[giver] > 1 && id != giver { format!("{name} ({id})") } else { name.to_owned() })
    });
    named.collect()
}

fn step(pledge: &Pledge) -> Step {
    let stage = match pledge.status {
        Status::Live(stage) => Some(stage.index()),
        Status::Ended(_) => None,
    };
    let promised = pledge.promise.counted().max(pledge.delivered);
    let delivered = if stage == Some(Stage::Delivered.index()) { promised } else { pledge.delivered };
    Step { stage, delivered: Ratio::of(delivered, promised) }
}

/// Where it was over: ended as somebody said, or gone without a word.
fn end(
    seen: &[Option<&Pledge>],
    at: usize,
    pledge: &Pledge,
    is_listed: &dyn Fn(usize, &Slug) -> bool,
) -> Option<(usize, String)> {
    if let Status::Ended(end) = pledge.status {
        let ended = |one: &Option<&Pledge>| one.is_some_and(|pledge| !pledge.is_live());
        let first = seen.get(..=at)?.iter().rposition(|one| !ended(one)).map_or(0, |before| before + 1);
        return Some((first, language::word(end.word())));
    }
    let next = Some(at + 1).filter(|next| *next < seen.len())?;
    Some((next, if is_listed(next, &pledge.id) { say!("no longer counts") } else { say!("vanished") }))
}

/// The open pledges of a snapshot: those that name an amount first, the most money first, ties by age.
pub(super) fn waiting(rescue: &Rescue, measures: &Measures, index: usize) -> Waiting {
    let Some(staleness) = measures.staleness.get(index) else { return Waiting::default() };
    // What was delivered without an amount does not wait.
    let ages = || staleness.ages.iter().filter(|age| age.stage != Stage::Delivered);
    let names = names(rescue, ages().map(|age| (&age.pledge, &age.contributor)));
    let wait = |age: &Age| {
        Some(Wait {
            name: names.get(&age.pledge)?.clone(),
            stage: age.stage.index(),
            open: age.open,
            at_least: age.at_least,
            at_most: age.at_most,
            limit: age.limit,
        })
    };
    let mut pledges: Vec<Wait> = ages().filter_map(wait).collect();
    // The ages come oldest first, and sorting keeps that among equals.
    pledges.sort_by_key(|wait| std::cmp::Reverse(wait.open));
    Waiting { pledges, stale: staleness.stale, open: staleness.open }
}

//! Picks what the charts tell from the rescue and its measures: the only place that knows both.

mod change;
mod dependence;
mod journey;
mod loss;
mod metric;
mod outlook;
mod worth;

use std::collections::BTreeMap;

use crate::figures::colours::Colours;
use crate::figures::story::{Basis, Event, Giver, Known, State, Story};
use crate::language::{self, say};
use crate::measures::{Measures, PledgeMeasures, SnapshotMeasures};
use crate::quantities::{Amount, Promise, Slug, print};
use crate::rescue::{Kind, Pledge, Rescue, Snapshot, Status};

/// The story up to and including a snapshot, or `None` where there is no such snapshot.
pub(in crate::figures) fn story(rescue: &Rescue, measures: &Measures, index: usize) -> Option<Story> {
    let snapshot = rescue.snapshots.get(index)?;
    let now = measures.snapshots.get(index)?;
    let pairs: Vec<_> = rescue.snapshots.iter().zip(&measures.snapshots).take(index + 1).collect();
    let until = snapshot.at.minutes();
    let events = rescue.events.iter().filter(|event| event.on.minutes() <= until);
    Some(Story {
        title: rescue.site.title.clone(),
        slug: snapshot.slug.to_string(),
        unit: rescue.site.base_unit.clone(),
        states: pairs.iter().map(|(snapshot, measured)| state(snapshot, measured)).collect(),
        givers: givers(rescue, snapshot, now),
        events: events
            .filter_map(|event| Some(Event { at: event.on.minutes(), label: event.label.clone()? }))
            .collect(),
        basis: basis(rescue, snapshot, now),
        outlook: outlook::outlook(measures, index),
        lanes: journey::lanes(rescue, measures, index),
        waiting: journey::waiting(rescue, measures, index),
        change: change::change(rescue, measures, index),
        loss: loss::loss(rescue, snapshot, now),
        dependence: dependence::dependence(rescue, now),
        metrics: metric::metrics(rescue, &pairs.iter().map(|(snapshot, _)| *snapshot).collect::<Vec<_>>()),
        worth: worth::worth(&rescue.site.base_unit, &pairs),
        address: rescue.site.base_url.as_ref().map(|base| address(base, &snapshot.slug)),
        colours: Colours::of(&rescue.site.appearance),
    })
}

/// The report's address without the scheme, as people read it.
fn address(base: &str, slug: &Slug) -> String {
    let bare = base.split_once("://").map_or(base, |(_, rest)| rest);
    format!("{bare}/reports/{slug}")
}

fn state(snapshot: &Snapshot, measured: &SnapshotMeasures) -> State {
    let silent = snapshot.pledges.iter().filter(|pledge| pledge.counts && pledge.is_live() && is_silent(pledge));
    State {
        at: measured.at,
        stages: measured.sums.stages,
        sums: crate::rescue::STAGES.map(|stage| measured.sums.from_stage(stage)),
        shortfall: measured.shortfall().filter(|shortfall| shortfall.is_positive()),
        known: measured.headline().map(|basis| Known::of(basis.bound)).unwrap_or_default(),
        undisclosed: silent.count(),
        conditional: measured.sums.conditional,
    }
}

/// The headline basis as the snapshot states it.
fn headline<'a>(snapshot: &'a Snapshot, measured: &SnapshotMeasures) -> Option<&'a crate::rescue::Basis> {
    let id = &measured.headline()?.id;
    snapshot.bases.iter().find(|basis| basis.id == *id)
}

fn is_silent(pledge: &Pledge) -> bool {
    pledge.promise == Promise::Undisclosed
}

fn basis(rescue: &Rescue, snapshot: &Snapshot, now: &SnapshotMeasures) -> Option<Basis> {
    let stated = headline(snapshot, now)?;
    Some(Basis {
        title: rescue.basis_title(&stated.id).to_owned(),
        by: stated.by.clone(),
        carried_from: stated.carried.then_some(stated.stated_at),
    })
}

/// Contributors with all that they pledged, largest first, those without an amount last, ties by name.
fn givers(rescue: &Rescue, snapshot: &Snapshot, now: &SnapshotMeasures) -> Vec<Giver> {
    let mut by_contributor: BTreeMap<&Slug, Vec<&PledgeMeasures>> = BTreeMap::new();
    for pledge in &now.pledges {
        by_contributor.entry(&pledge.contributor).or_default().push(pledge);
    }
    let mut givers: Vec<Giver> = by_contributor
        .into_iter()
        .map(|(id, measured)| giver(rescue.contributor_name(id), &measured, snapshot))
        .collect();
    givers.sort_by(|a, b| b.disclosed.cmp(&a.disclosed).then(b.total.cmp(&a.total)).then_with(|| a.name.cmp(&b.name)));
    givers
}

fn giver(name: &str, measured: &[&PledgeMeasures], snapshot: &Snapshot) -> Giver {
    let mut stages = [Amount::ZERO; 5];
    for pledge in measured {
        for (sum, part) in stages.iter_mut().zip(pledge.stages) {
            // The sums over all pledges were checked; these are smaller.
            *sum = sum.plus(part).unwrap_or(*sum);
        }
    }
    let pledges: Vec<&Pledge> = measured.iter().filter_map(|measured| snapshot.pledges.get(measured.index)).collect();
    let total = Amount::total(stages).unwrap_or_default();
    let disclosed = total.is_positive() || pledges.iter().any(|pledge| !is_silent(pledge));
    let (qualifier, words) = words(&pledges, &stages, total);
    Giver { name: name.to_owned(), stages, total, disclosed, qualifier, words, besides: besides(&pledges) }
}

/// What the amounts of a giver that delivered them all leave out.
fn besides(pledges: &[&Pledge]) -> Option<String> {
    let ended = pledges.iter().find_map(|pledge| match pledge.status {
        Status::Ended(end) if pledge.delivered < pledge.promise.counted() => {
            Some(say!("rest {end}", end = language::word(end.word())))
        }
        _ => None,
    });
    let more = || pledges.iter().any(|pledge| pledge.is_live() && is_silent(pledge));
    let over = || pledges.iter().any(|pledge| !is_silent(pledge) && pledge.delivered > pledge.promise.counted());
    ended.or_else(|| more().then(|| say!("more undisclosed"))).or_else(|| over().then(|| say!("more than promised")))
}

/// What must be said beside the number; of several pledges what holds for any, marked as a part.
/// The first is what stands before the number, where one word holds for all of it; the others follow by weight,
/// since a narrow chart leaves out the last: what was delivered, what it hangs on, what it is.
fn words(pledges: &[&Pledge], stages: &[Amount; 5], total: Amount) -> (Option<String>, Vec<String>) {
    let mut words = Vec::new();
    let mut add = |word: String, holds: &dyn Fn(&Pledge) -> bool| {
        let held = pledges.iter().filter(|pledge| holds(pledge)).count();
        if held > 0 {
            words.push(if held == pledges.len() { word } else { say!("partly {word}", word) });
        }
    };
    let bounded = |pledge: &Pledge, word: &str| pledge.is_live() && pledge.promise.qualifier() == Some(word);
    let whole = |word: &&str| !pledges.is_empty() && pledges.iter().all(|pledge| bounded(pledge, word));
    let qualifier = QUALIFIERS.into_iter().find(whole);
    add(say!("conditional"), &|pledge| pledge.is_live() && pledge.unlocks_at.is_some());
    for word in QUALIFIERS.into_iter().filter(|word| qualifier != Some(*word)) {
        add(language::word(word), &|pledge| bounded(pledge, word));
    }
    add(say!("loan"), &|pledge| pledge.kind == Kind::Loan);
    add(say!("deposit"), &|pledge| pledge.kind == Kind::Deposit);
    add(say!("in kind"), &|pledge| pledge.kind == Kind::InKind);
    if pledges.len() > 1 && pledges.iter().any(|pledge| is_silent(pledge)) {
        words.push(say!("more undisclosed"));
    }
    let delivered = stages[4];
    if delivered.is_positive() && delivered != total {
        words.insert(0, say!("of which {amount} delivered", amount = print::short(delivered)));
    }
    (qualifier.map(str::to_owned), words)
}

const QUALIFIERS: [&str; 3] = ["up to", "at least", "about"];

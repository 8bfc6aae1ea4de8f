//! Every source once, by whose page it is, with the reports that rest on it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::language;
use crate::quantities::print;
use crate::rescue::{Grade, Rescue, Snapshot, Source};

/// The sources of one host.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HostView {
    /// `governance.aave.com`; nothing for sources without an address.
    host: Option<String>,
    sources: Vec<UsedSource>,
}

/// One source and where it is used.
#[derive(Debug, Clone, Serialize)]
struct UsedSource {
    label: String,
    href: Option<String>,
    archive: Option<String>,
    on: Option<String>,
    grade: Option<&'static str>,
    grade_meaning: Option<String>,
    /// Reports that name it, in time, those in a row as one.
    reports: Vec<Run>,
    /// Whether the list of events names it.
    events: bool,
}

/// Reports in a row: a history of years names a source in hundreds.
#[derive(Debug, Clone, Serialize)]
struct Run {
    first: Dated,
    /// The last of more than one.
    last: Option<Dated>,
}

/// A report by its address and its date.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Dated {
    slug: String,
    date: String,
}

impl Dated {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        Self { slug: snapshot.slug.to_string(), date: print::date(snapshot.at) }
    }
}

/// What is known of a source from all its mentions together.
struct Known {
    source: Source,
    snapshots: BTreeSet<usize>,
    events: bool,
}

impl HostView {
    /// Hosts in the order of the alphabet, sources without an address at the end.
    pub(crate) fn all(rescue: &Rescue) -> Vec<Self> {
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for (index, snapshot) in rescue.snapshots.iter().enumerate() {
            for source in of_snapshot(snapshot) {
                mention(&mut known, source).snapshots.insert(index);
            }
        }
        for source in rescue.events.iter().flat_map(|event| &event.sources) {
            mention(&mut known, source).events = true;
        }
        let mut hosts: BTreeMap<(bool, String), Vec<UsedSource>> = BTreeMap::new();
        for known in known.into_values() {
            let host = known.source.url.as_deref().map(host).unwrap_or_default();
            hosts.entry((host.is_empty(), host)).or_default().push(used(rescue, known));
        }
        hosts.into_iter().map(|((none, host), sources)| Self { host: (!none).then_some(host), sources }).collect()
    }

    /// How many sources there are in all.
    pub(crate) fn count(hosts: &[Self]) -> usize {
        hosts.iter().map(|host| host.sources.len()).sum()
    }
}

/// Everything of a snapshot that rests on a source.
fn of_snapshot(snapshot: &Snapshot) -> impl Iterator<Item = &Source> {
    let deductions = snapshot.bases.iter().flat_map(|basis| &basis.deductions);
    let bases = snapshot.bases.iter().flat_map(|basis| &basis.sources);
    bases
        .chain(deductions.chain(&snapshot.recoveries).flat_map(|recovery| &recovery.sources))
        .chain(snapshot.rates.stated().iter().flat_map(|rate| &rate.sources))
        .chain(snapshot.pledges.iter().flat_map(|pledge| &pledge.sources))
        .chain(snapshot.claims.iter().flat_map(|claim| &claim.sources))
        .chain(snapshot.metrics.iter().flat_map(|metric| &metric.sources))
        .chain(snapshot.corrections.iter().flat_map(|correction| &correction.sources))
}

/// A source is its address, or without one its name; what a former mention left out is taken from this one.
fn mention<'a>(known: &'a mut BTreeMap<String, Known>, source: &Source) -> &'a mut Known {
    let key = source.url.clone().or_else(|| source.title.clone()).unwrap_or_default();
    let fresh = || Known { source: source.clone(), snapshots: BTreeSet::new(), events: false };
    let entry = known.entry(key).or_insert_with(fresh);
    let held = &mut entry.source;
    held.title = held.title.take().or_else(|| source.title.clone());
    held.archive = held.archive.take().or_else(|| source.archive.clone());
    held.on = held.on.or(source.on);
    held.grade = held.grade.or(source.grade);
    entry
}

fn used(rescue: &Rescue, known: Known) -> UsedSource {
    let Known { source, snapshots, events } = known;
    let place = |index: usize| Dated::of(&rescue.snapshots[index]);
    let run = |(first, last): (usize, usize)| Run { first: place(first), last: (last > first).then(|| place(last)) };
    let bare = source.url.as_deref().map(|url| url.split_once("://").map_or(url, |(_, rest)| rest).to_owned());
    UsedSource {
        label: source.title.or(bare).unwrap_or_default(),
        href: source.url,
        archive: source.archive,
        on: source.on.map(print::day),
        grade: source.grade.map(Grade::word),
        grade_meaning: source.grade.map(|grade| language::word(grade.meaning())),
        reports: runs(snapshots).into_iter().map(run).collect(),
        events,
    }
}

/// The first and the last of each row of numbers without a gap; two are no row yet.
fn runs(numbers: BTreeSet<usize>) -> Vec<(usize, usize)> {
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match rows.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => rows.push((number, number)),
        }
    }
    let apart =
        |(first, last)| if last == first + 1 { vec![(first, first), (last, last)] } else { vec![(first, last)] };
    rows.into_iter().flat_map(apart).collect()
}

fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.to_lowercase().trim_start_matches("www.").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(url: &str, title: Option<&str>, grade: Option<Grade>) -> Source {
        let title = title.map(str::to_owned);
        Source { url: Some(url.to_owned()), title, archive: None, on: None, grade, note: None }
    }

    #[test]
    fn mentions_of_one_address_are_one_source() {
        let mut known = BTreeMap::new();
        mention(&mut known, &source("https://a.example/x", None, Some(Grade::Press))).snapshots.insert(1);
        mention(&mut known, &source("https://a.example/x", Some("X"), Some(Grade::Weak))).snapshots.insert(0);
        assert_eq!(known.len(), 1);
        let known = known.into_values().next().unwrap();
        assert_eq!((known.source.title.as_deref(), known.source.grade), (Some("X"), Some(Grade::Press)));
        assert_eq!(known.snapshots.into_iter().collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn what_stands_in_a_row_is_one_run() {
        assert_eq!(runs([0, 1, 2, 4, 6, 7].into()), [(0, 2), (4, 4), (6, 6), (7, 7)]);
        assert_eq!(runs(BTreeSet::new()), []);
    }

    #[test]
    fn a_host_is_told_without_its_prefix() {
        assert_eq!(host("https://WWW.Aicoin.com/en?x"), "aicoin.com");
    }
}

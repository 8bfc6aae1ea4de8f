//! How much hangs on how few, and on which conditions, printed.

use serde::Serialize;

use super::words::bounded;
use crate::language::say;
use crate::measures::{Band, Bound, Conditional, Dependence, Group, SnapshotMeasures};
use crate::quantities::{Amount, Ratio, print};
use crate::rescue::{Contributor, Rescue};

/// Groups that are listed one by one; the rest is in the data files.
const LISTED: usize = 8;

/// How much hangs on how few.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DependenceView {
    /// Sentences, each with its figures.
    sentences: Vec<String>,
    groups: Vec<GroupView>,
    /// Groups that are not listed.
    others: usize,
    /// Whether coverage without a group can be told.
    has_shortfall: bool,
}

/// One group of givers.
#[derive(Debug, Clone, Serialize)]
struct GroupView {
    name: String,
    /// A contributor whose page tells more.
    contributor: String,
    total: String,
    share: String,
    coverage_without: Option<String>,
    pivotal: bool,
}

impl DependenceView {
    /// `None` where nothing is pledged.
    pub(crate) fn of(rescue: &Rescue, measures: &SnapshotMeasures) -> Option<Self> {
        let dependence = &measures.dependence;
        let largest = dependence.groups.first()?;
        let mut sentences = vec![concentration(rescue, dependence, largest)];
        sentences.extend(robustness(rescue, measures));
        sentences.extend(measures.conditional.as_ref().and_then(|solved| conditions(rescue, measures, solved)));
        sentences.extend(dependence.repayable.as_ref().filter(|share| share.is_positive()).map(|share| {
            say!("Loans, which have to be paid back, are {share} of what is pledged.", share = print::percent(share))
        }));
        sentences.extend(dependence.largest_undelivered.as_ref().map(|(id, open)| {
            let (who, open) = (group_name(rescue, dependence, id), print::exact(*open));
            let unit = &rescue.site.base_unit;
            say!("No undelivered promise is larger than that of {who}: {open} {unit}.", who, open, unit)
        }));
        Some(Self {
            sentences,
            groups: dependence.groups.iter().take(LISTED).map(|group| GroupView::of(rescue, measures, group)).collect(),
            others: dependence.groups.len().saturating_sub(LISTED),
            has_shortfall: measures.shortfall().is_some_and(Amount::is_positive),
        })
    }
}

impl GroupView {
    fn of(rescue: &Rescue, measures: &SnapshotMeasures, group: &Group) -> Self {
        let bound = measures.against(Band::All).map(|against| against.coverage_bound);
        let coverage = measures.dependence.coverage_without(group).as_ref().map(print::percent);
        Self {
            name: name(rescue, group),
            contributor: group.members.first().map(ToString::to_string).unwrap_or_default(),
            total: print::exact(group.total),
            share: measures.dependence.share(group).as_ref().map(print::percent).unwrap_or_default(),
            coverage_without: coverage
                .map(|coverage| bound.map_or_else(|| coverage.clone(), |bound| bounded(bound, &coverage))),
            pivotal: group.pivotal,
        }
    }
}

/// A group is named after its members; one alone after itself.
fn name(rescue: &Rescue, group: &Group) -> String {
    let names: Vec<&str> = group
        .members
        .iter()
        .map(|id| rescue.contributors.get(id).map_or(id.as_str(), |c: &Contributor| c.name.as_str()))
        .collect();
    names.join(", ")
}

fn group_name(rescue: &Rescue, dependence: &Dependence, id: &crate::quantities::Slug) -> String {
    dependence.groups.iter().find(|group| group.id == *id).map_or_else(|| id.to_string(), |group| name(rescue, group))
}

/// "A", "A or B", "A, B or C": those of whom the same is true.
fn either(names: &[String]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => say!("{words} or {last}", words = rest.join(", "), last),
        _ => names.join(""),
    }
}

fn concentration(rescue: &Rescue, dependence: &Dependence, largest: &Group) -> String {
    let share = dependence.share(largest).as_ref().map(print::percent).unwrap_or_default();
    let tied = dependence.groups.get(1).is_some_and(|second| second.total == largest.total);
    let mut parts = vec![match tied {
        true => say!("No giver carries more than {share} of what is pledged", share),
        false => say!("{giver} carries {share} of what is pledged", giver = name(rescue, largest), share),
    }];
    match dependence.half_count {
        Some(1) => parts.push(say!("one giver holds half of it")),
        Some(count) => parts.push(say!("{count} givers together hold half of it", count)),
        None => {}
    }
    if let Some(effective) = dependence.effective_givers.as_ref().and_then(Ratio::to_amount) {
        let count = print::exact(effective.rounded(1));
        parts.push(say!("it is as concentrated as among {count} equal givers", count));
    }
    parts.join("; ") + "."
}

/// What the loss of one giver leaves, where there is a shortfall to hold it against.
fn robustness(rescue: &Rescue, measures: &SnapshotMeasures) -> Option<String> {
    let shortfall = measures.shortfall().filter(|shortfall| shortfall.is_positive())?;
    let dependence = &measures.dependence;
    let (lowest, coverage) = dependence.lowest_without()?;
    let named = |wanted: &dyn Fn(&Group) -> bool| -> Vec<String> {
        dependence.groups.iter().filter(|group| wanted(group)).map(|group| name(rescue, group)).collect()
    };
    let worst = named(&|group| group.standing_without == lowest.standing_without);
    let bound = measures.against(Band::All).map_or(Bound::Exact, |against| against.coverage_bound);
    let coverage = bounded(bound, &print::percent(&coverage));
    let lowest = say!("Without {giver}, what stands covers {coverage}.", giver = either(&worst), coverage);
    let stands = measures.conditional.as_ref().is_some_and(|solved| solved.standing >= shortfall);
    let pivotal = named(&|group| group.pivotal);
    Some(match pivotal.len() {
        // Where the shortfall is not reached anyway, nobody's loss can be the one that misses it.
        _ if !stands => lowest,
        0 => lowest + " " + &say!("No single loss takes what stands below the shortfall."),
        _ => {
            let giver = either(&pivotal);
            lowest + " " + &say!("The loss of {giver} takes what stands below the shortfall.", giver)
        }
    })
}

fn conditions(rescue: &Rescue, measures: &SnapshotMeasures, solved: &Conditional) -> Option<String> {
    let unit = &rescue.site.base_unit;
    let (unlocked, locked) = (print::exact(solved.unlocked), print::exact(solved.locked));
    if solved.locked.is_zero() {
        return solved
            .unlocked
            .is_positive()
            .then(|| say!("{unlocked} {unit} hang on a coverage, and what stands reaches it.", unlocked, unit));
    }
    let key = solved.key.map(print::exact).unwrap_or_default();
    let covered = solved
        .standing_with_key
        .zip(measures.shortfall())
        .and_then(|(standing, shortfall)| Ratio::of(standing, shortfall))
        .map(|ratio| print::percent(&ratio));
    Some(match covered {
        Some(coverage) => say!(
            "{locked} {unit} are locked behind a coverage that is not reached without them: {key} {unit} more would unlock the next, and coverage would be {coverage}.",
            locked,
            unit,
            key,
            coverage
        ),
        None => say!(
            "{locked} {unit} are locked behind a coverage that is not reached without them: {key} {unit} more would unlock the next.",
            locked,
            unit,
            key
        ),
    })
}

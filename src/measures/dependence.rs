//! How much hangs on how few: shares by group, concentration, and what the loss of one group leaves.
//!
//! Affiliates share a group; who names none is a group alone. Herfindahl–Hirschman index: Σ s²; its inverse
//! is the number of equal givers that would be as concentrated.

use std::collections::BTreeMap;

use super::PledgeMeasures;
use super::conditional::Conditions;
use crate::quantities::{Amount, Ratio, Slug};
use crate::rescue::{Kind, Rescue, Snapshot, Stage};

/// Dependence on groups, for everything pledged that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependence {
    /// Every group that gives something, the largest first.
    pub groups: Vec<Group>,
    /// Everything pledged.
    all: Amount,
    /// What is to be covered, where that is above zero.
    shortfall: Option<Amount>,
    /// Σ s², undefined where nothing is pledged.
    pub hhi: Option<Ratio>,
    /// 1 / Σ s²
    pub effective_givers: Option<Ratio>,
    /// The fewest groups that hold at least half.
    pub half_count: Option<usize>,
    /// Loans in the sum / the sum.
    pub repayable: Option<Ratio>,
    /// The group with the largest part not yet delivered.
    pub largest_undelivered: Option<(Slug, Amount)>,
}

/// One group of givers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group's id, or the contributor's own.
    pub id: Slug,
    /// Its contributors.
    pub members: Vec<Slug>,
    /// What it pledges, all stages.
    pub total: Amount,
    /// What stands without it, conditions solved again; `None` without a shortfall.
    pub standing_without: Option<Amount>,
    /// Its loss takes what stands from the shortfall or above to below it.
    pub pivotal: bool,
}

impl Dependence {
    /// `against`: the conditions and the shortfall that they were measured by. `None` past the largest amount.
    pub(super) fn of(
        rescue: &Rescue,
        snapshot: &Snapshot,
        pledges: &[PledgeMeasures],
        all: Amount,
        against: Option<(&Conditions<'_>, Amount)>,
    ) -> Option<Self> {
        let own_groups: Vec<Slug> = pledges.iter().map(|pledge| group(rescue, &pledge.contributor)).collect();
        let mut members: BTreeMap<&Slug, Vec<usize>> = BTreeMap::new();
        for (place, _) in pledges.iter().enumerate().filter(|(_, pledge)| pledge.total.is_positive()) {
            members.entry(&own_groups[place]).or_default().push(place);
        }
        let shortfall = against.map(|(_, shortfall)| shortfall);
        let reached = |standing: Option<Amount>| shortfall.is_some_and(|g| standing.is_some_and(|s| s >= g));
        let with_everyone = standing_without(against, &[])?;
        let mut groups = Vec::new();
        for (id, own) in &members {
            let without = standing_without(against, own)?;
            let total = Amount::total(own.iter().map(|place| pledges[*place].total))?;
            groups.push(Group {
                id: (*id).clone(),
                members: contributors(own.iter().map(|place| &pledges[*place])),
                total,
                standing_without: without,
                pivotal: reached(with_everyone) && !reached(without),
            });
        }
        groups.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.id.cmp(&b.id)));
        let hhi = Ratio::of_squares(groups.iter().map(|group| group.total), all);
        Some(Self {
            effective_givers: hhi.as_ref().and_then(Ratio::inverse),
            hhi,
            half_count: half_count(&groups, all)?,
            repayable: repayable(snapshot, pledges, all)?,
            largest_undelivered: largest_undelivered(&members, pledges)?,
            groups,
            all,
            shortfall: shortfall.filter(|shortfall| shortfall.is_positive()),
        })
    }

    /// A group's share of everything pledged.
    #[must_use]
    pub fn share(&self, group: &Group) -> Option<Ratio> {
        Ratio::of(group.total, self.all)
    }

    /// Coverage without a group, where there is a shortfall above zero.
    #[must_use]
    pub fn coverage_without(&self, group: &Group) -> Option<Ratio> {
        Ratio::of(group.standing_without?, self.shortfall?)
    }

    /// The share of the `n` largest groups.
    #[must_use]
    pub fn top(&self, n: usize) -> Option<Ratio> {
        let largest = self.groups.iter().take(n).map(|group| group.total);
        Ratio::of(Amount::total(largest)?, self.all)
    }

    /// The group whose loss leaves the lowest coverage, and that.
    #[must_use]
    pub fn lowest_without(&self) -> Option<(&Group, Ratio)> {
        let solved = self.groups.iter().filter(|group| group.standing_without.is_some());
        let lowest = solved.min_by(|a, b| (a.standing_without, &a.id).cmp(&(b.standing_without, &b.id)))?;
        Some((lowest, self.coverage_without(lowest)?))
    }
}

/// What stands without some pledges; the inner `None` without a shortfall, the outer past the largest amount.
#[allow(clippy::option_option, reason = "one is an overflow, the other an answer")]
fn standing_without(against: Option<(&Conditions<'_>, Amount)>, left_out: &[usize]) -> Option<Option<Amount>> {
    against.map_or(Some(None), |(conditions, _)| conditions.standing_without(left_out).map(Some))
}

fn contributors<'a>(pledges: impl Iterator<Item = &'a PledgeMeasures>) -> Vec<Slug> {
    let mut contributors: Vec<Slug> = pledges.map(|pledge| pledge.contributor.clone()).collect();
    contributors.sort();
    contributors.dedup();
    contributors
}

fn group(rescue: &Rescue, contributor: &Slug) -> Slug {
    rescue.contributors.get(contributor).and_then(|c| c.group.clone()).unwrap_or_else(|| contributor.clone())
}

/// The outer `None` is past the largest amount; the inner one means that nothing is pledged.
#[allow(clippy::option_option, reason = "one is an overflow, the other an answer")]
fn half_count(groups: &[Group], all: Amount) -> Option<Option<usize>> {
    let mut held = Amount::ZERO;
    for (i, group) in groups.iter().enumerate() {
        held = held.plus(group.total)?;
        if held >= all.minus(held)? {
            return Some(Some(i + 1));
        }
    }
    Some(None)
}

#[allow(clippy::option_option, reason = "one is an overflow, the other an answer")]
fn repayable(snapshot: &Snapshot, pledges: &[PledgeMeasures], all: Amount) -> Option<Option<Ratio>> {
    let loans = pledges.iter().filter(|pledge| snapshot.pledges[pledge.index].kind == Kind::Loan);
    let loans = Amount::total(loans.map(|pledge| pledge.total))?;
    Some(Ratio::of(loans, all))
}

#[allow(clippy::option_option, reason = "one is an overflow, the other an answer")]
fn largest_undelivered(
    members: &BTreeMap<&Slug, Vec<usize>>,
    pledges: &[PledgeMeasures],
) -> Option<Option<(Slug, Amount)>> {
    let mut largest: Option<(Slug, Amount)> = None;
    for (id, own) in members {
        let own = || own.iter().map(|place| &pledges[*place]);
        let delivered = Amount::total(own().map(|pledge| pledge.stages[Stage::Delivered.index()]))?;
        let open = Amount::total(own().map(|pledge| pledge.total))?.minus(delivered)?;
        if open.is_positive() && largest.as_ref().is_none_or(|(_, amount)| open > *amount) {
            largest = Some(((*id).clone(), open));
        }
    }
    Some(largest)
}

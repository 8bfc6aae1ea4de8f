//! Dependence as the measures have it, with names.

use crate::figures::story::{Dependence, Group};
use crate::measures::{self, Band, SnapshotMeasures};
use crate::quantities::Amount;
use crate::rescue::Rescue;

pub(super) fn dependence(rescue: &Rescue, now: &SnapshotMeasures) -> Dependence {
    let measured = &now.dependence;
    // Only a shortfall above zero can be covered.
    let solved = now.conditional.as_ref().filter(|_| now.shortfall().is_some_and(Amount::is_positive));
    Dependence {
        groups: measured.groups.iter().map(|group| one(rescue, measured, group, solved.is_some())).collect(),
        all: now.sums.band(Band::All),
        effective_givers: measured.effective_givers.clone(),
        half_count: measured.half_count,
        standing: solved.map(|solved| solved.standing),
        locked: solved.map(|solved| solved.locked).unwrap_or_default(),
    }
}

fn one(rescue: &Rescue, measured: &measures::Dependence, group: &measures::Group, solved: bool) -> Group {
    let names: Vec<&str> = group.members.iter().map(|id| rescue.contributor_name(id)).collect();
    Group {
        name: names.join(", "),
        members: names.len(),
        total: group.total,
        share: measured.share(group),
        standing_without: group.standing_without.filter(|_| solved),
        pivotal: group.pivotal && solved,
    }
}

//! What lies around two snapshots: who stood before them, and what was corrected between them.

use std::collections::{BTreeMap, BTreeSet};

use crate::quantities::Slug;
use crate::rescue::{Pledge, Rescue};

/// What the whole rescue says of its pledges, gathered once for all pairs of snapshots.
pub(super) struct History<'a> {
    /// The place of the first snapshot in which a pledge is live.
    first: BTreeMap<&'a Slug, usize>,
    /// The minute of each correction and a pledge that it names, in time.
    corrections: Vec<(i64, &'a Slug)>,
}

impl<'a> History<'a> {
    pub(super) fn of(rescue: &'a Rescue) -> Self {
        let mut first = BTreeMap::new();
        let mut corrections = Vec::new();
        for (place, snapshot) in rescue.snapshots.iter().enumerate() {
            for pledge in snapshot.pledges.iter().filter(|pledge| Pledge::is_live(pledge)) {
                first.entry(&pledge.id).or_insert(place);
            }
            for correction in &snapshot.corrections {
                // A correction made on the day of its snapshot is part of it, whatever the hour.
                let same_day = correction.on.date() == Some(snapshot.at.date());
                let at = if same_day { snapshot.at.minutes() } else { correction.on.last_minute() };
                corrections.extend(correction.pledges.iter().map(|pledge| (at, pledge)));
            }
        }
        corrections.sort();
        Self { first, corrections }
    }

    /// Pledges that a correction names which is dated after `start` and up to `end`.
    pub(super) fn restated(&self, start: i64, end: i64) -> BTreeSet<&'a Slug> {
        let from = self.corrections.partition_point(|(at, _)| *at <= start);
        self.corrections[from..].iter().take_while(|(at, _)| *at <= end).map(|(_, pledge)| *pledge).collect()
    }

    /// Whether the pledge was live in a snapshot before this one.
    pub(super) fn stood_before(&self, id: &Slug, place: usize) -> bool {
        self.first.get(id).is_some_and(|first| *first < place)
    }
}

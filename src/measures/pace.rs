//! How fast pledges come in, and how far the next threshold is: pace (S_k(t) − S_k(t−w)) / w, and distance
//! max(0, θ·G − S_k).

use super::conditional::least_sum;
use super::{Band, Measures};
use crate::quantities::{Amount, Moment, Ratio};

/// The windows of the pace, in days.
pub const WINDOWS: [i64; 3] = [7, 14, 28];

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// The pace over one window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// w: the window in days.
    pub days: i64,
    /// The last snapshot at or before t − w, whose sums held then; none before the first snapshot.
    pub since: Option<Moment>,
    /// What each band gained, in the order of [`Band::ALL`].
    changes: Option<[Amount; 4]>,
}

impl Pace {
    /// Every window as of a snapshot.
    #[must_use]
    pub fn of(measures: &Measures, index: usize) -> [Self; 3] {
        WINDOWS.map(|days| Self::over(measures, index, days))
    }

    fn over(measures: &Measures, index: usize, days: i64) -> Self {
        let now = &measures.snapshots[index];
        let start = now.at.minutes() - days * DAY;
        let known = measures.snapshots[..index].partition_point(|earlier| earlier.at.minutes() <= start);
        let then = known.checked_sub(1).map(|place| &measures.snapshots[place]);
        // Sums are never below zero, so that their difference is an amount.
        let gained = |band| now.sums.band(band).minus(then?.sums.band(band));
        let [all, probable, firm, delivered] = Band::ALL.map(gained);
        let changes = all.zip(probable).zip(firm.zip(delivered)).map(|((a, p), (f, d))| [a, p, f, d]);
        Self { days, since: then.map(|then| then.at), changes }
    }

    /// S_k(t) − S_k(t−w); undefined before the first snapshot.
    #[must_use]
    pub fn change(&self, band: Band) -> Option<Amount> {
        let place = Band::ALL.iter().position(|other| *other == band)?;
        self.changes.map(|changes| changes[place])
    }

    /// The same a day.
    #[must_use]
    pub fn per_day(&self, band: Band) -> Option<Ratio> {
        Ratio::of(self.change(band)?, Amount::whole(self.days))
    }
}

/// How far a threshold is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// θ
    pub threshold: Ratio,
    /// θ·G, rounded up to the last place.
    pub target: Amount,
    /// max(0, θ·G − S_k), in the order of [`Band::ALL`].
    distances: [Amount; 4],
}

impl Trigger {
    /// Every threshold of the site as of a snapshot; nothing where the headline has no shortfall above zero.
    /// `None` past the largest amount.
    #[must_use]
    pub fn all(thresholds: &[Ratio], measures: &Measures, index: usize) -> Option<Vec<Self>> {
        let now = &measures.snapshots[index];
        let Some(shortfall) = now.shortfall().filter(|shortfall| shortfall.is_positive()) else {
            return Some(Vec::new());
        };
        let trigger = |threshold: &Ratio| {
            let target = least_sum(threshold, shortfall)?;
            let mut distances = [Amount::ZERO; 4];
            for (slot, band) in distances.iter_mut().zip(Band::ALL) {
                *slot = target.minus(now.sums.band(band))?.above_zero();
            }
            Some(Self { threshold: threshold.clone(), target, distances })
        };
        thresholds.iter().map(trigger).collect()
    }

    /// max(0, θ·G − S_k)
    #[must_use]
    pub fn distance(&self, band: Band) -> Amount {
        let place = Band::ALL.iter().position(|other| *other == band);
        place.map_or(Amount::ZERO, |place| self.distances[place])
    }
}

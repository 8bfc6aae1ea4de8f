//! Block bootstrap: a thousand ways in which the past could repeat itself.
//!
//! Each path walks the days to come by copying blocks of seven past days in a row, each block from a day
//! drawn at random; past the newest day a block goes on with the oldest, so that every past day is as likely
//! as every other and the mean of the paths is the mean of the past. All sums are whole atoms.

use super::random::SplitMix64;
use super::{Projected, Range};
use crate::quantities::{Amount, Moment};

/// Days of a block: what happens in one week stays together.
pub const BLOCK: i64 = 7;

/// How many paths are drawn. A tenth of them is a hundred paths, so that the edge of the 80% band is known to
/// about one path in a hundred (√(0.1 · 0.9 / 1000) = 0.9%); more would cost time and show no other picture.
pub const PATHS: usize = 1000;

/// Places of the edges among the sorted paths: so many lie below the lower one and above the upper one.
const OUTSIDE_HALF: usize = PATHS / 4;
const OUTSIDE_MOST: usize = PATHS / 10;

/// One path.
struct Path {
    random: SplitMix64,
    /// The day of the past it copies.
    day: usize,
    sum: i128,
}

/// The bands of each day to come, `ahead` of them after `now`. `None` past the largest amount.
///
/// A band never narrows with time: the paths of one day can lie closer together than those of the day before,
/// but nobody knows more of the later day. It is then widened on both sides alike.
pub(super) fn bands(past: &[i128], now: (Moment, Amount), ahead: i64, seed: u64) -> Option<Vec<Projected>> {
    let mut seeds = SplitMix64::new(seed);
    let start = |_| Path { random: SplitMix64::new(seeds.next()), day: 0, sum: now.1.atoms() };
    let mut paths: Vec<Path> = (0..PATHS).map(start).collect();
    let (mut half, mut most) = (Edges::default(), Edges::default());
    let (mut days, mut sums) = (Vec::new(), Vec::with_capacity(PATHS));
    for day in 1..=ahead {
        for path in &mut paths {
            let fresh = (day - 1) % BLOCK == 0;
            path.day = if fresh { path.random.below(past.len()) } else { (path.day + 1) % past.len() };
            // What is pledged is never below nothing.
            path.sum = path.sum.checked_add(past[path.day])?.max(0);
        }
        sums.clear();
        sums.extend(paths.iter().map(|path| path.sum));
        let (middle, wide) = edges(&mut sums);
        half = middle.as_wide_as(half)?;
        most = wide.around(half).as_wide_as(most)?;
        days.push(Projected { on: now.0.days_later(day)?, half: half.range(), most: most.range() });
    }
    Some(days)
}

/// The edges of both bands. Only their four places are put in order, each within what the one before left above it.
fn edges(sums: &mut [i128]) -> (Edges, Edges) {
    let mut from = 0;
    let places = [OUTSIDE_MOST, OUTSIDE_HALF, PATHS - 1 - OUTSIDE_HALF, PATHS - 1 - OUTSIDE_MOST];
    let [low, middle_low, middle_high, high] = places.map(|place| {
        let (_, edge, _) = sums[from..].select_nth_unstable(place - from);
        from = place + 1;
        *edge
    });
    (Edges { low: middle_low, high: middle_high }, Edges { low, high })
}

/// The edges of a band, in atoms.
#[derive(Clone, Copy, Default)]
struct Edges {
    low: i128,
    high: i128,
}

impl Edges {
    fn as_wide_as(self, before: Self) -> Option<Self> {
        let missing = (before.high - before.low).checked_sub(self.high - self.low)?.max(0);
        let below = missing / 2;
        Some(Self { low: (self.low - below).max(0), high: self.high.checked_add(missing - below)? })
    }

    fn around(self, inner: Self) -> Self {
        Self { low: self.low.min(inner.low), high: self.high.max(inner.high) }
    }

    const fn range(self) -> Range {
        Range { low: Amount::from_atoms(self.low), high: Amount::from_atoms(self.high) }
    }
}

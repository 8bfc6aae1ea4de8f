//! Block bootstrap: a thousand ways in which the past could repeat itself.
//!
//! Each path walks the days to come by copying blocks of seven past days in a row, each block from a day
//! drawn at random; past the newest day a block goes on with the oldest, so that every past day is as likely
//! as every other and the mean of the paths is the mean of the past. All sums are whole atoms.

use num_traits::PrimInt;

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
struct Path<N> {
    random: SplitMix64,
    /// The day of the past it copies.
    day: usize,
    sum: N,
}

/// The bands of each day to come, `ahead` of them after `now`. `None` past the largest amount.
///
/// A band never narrows with time: the paths of one day can lie closer together than those of the day before,
/// but nobody knows more of the later day. It is then widened on both sides alike.
pub(super) fn bands(past: &[i128], now: (Moment, Amount), ahead: i64, seed: u64) -> Option<Vec<Projected>> {
    let (mut half, mut most) = (Edges::default(), Edges::default());
    let mut days = Vec::new();
    for (day, [low, middle_low, middle_high, high]) in (1..).zip(edges(past, now.1.atoms(), ahead, seed)?) {
        half = Edges { low: middle_low, high: middle_high }.as_wide_as(half)?;
        most = Edges { low, high }.around(half).as_wide_as(most)?;
        days.push(Projected { on: now.0.days_later(day)?, half: half.range(), most: most.range() });
    }
    Some(days)
}

/// The four edges of each day to come, of all paths.
fn edges(past: &[i128], now: i128, ahead: i64, seed: u64) -> Option<Vec<[i128; 4]>> {
    let Some((past, now, shift)) = narrowed(past, now, ahead) else {
        return walk(past, now, ahead, seed);
    };
    let days = walk(&past, now, ahead, seed)?;
    Some(days.into_iter().map(|edges| edges.map(|edge| i128::from(edge) << shift)).collect())
}

/// The same whole numbers in half the width, without the zeros that all of them end in, if no path leaves that: sums
/// of few decimal places are walked in half the time.
fn narrowed(past: &[i128], now: i128, ahead: i64) -> Option<(Vec<i64>, i64, u32)> {
    let shift = past.iter().fold(now, |bits, change| bits | change).trailing_zeros().min(64);
    let largest = past.iter().try_fold(0_i128, |largest, change| Some(largest.max(change.checked_abs()?)))? >> shift;
    let reach = (now >> shift).checked_add(largest.checked_mul(ahead.into())?)?;
    i64::try_from(reach).ok()?;
    let past = past.iter().map(|change| i64::try_from(change >> shift)).collect::<Result<_, _>>().ok()?;
    Some((past, i64::try_from(now >> shift).ok()?, shift))
}

fn walk<N: PrimInt>(past: &[N], now: N, ahead: i64, seed: u64) -> Option<Vec<[N; 4]>> {
    let mut seeds = SplitMix64::new(seed);
    let start = |_| Path { random: SplitMix64::new(seeds.next()), day: 0, sum: now };
    let mut paths: Vec<Path<N>> = (0..PATHS).map(start).collect();
    let (mut days, mut sums) = (Vec::new(), Vec::with_capacity(PATHS));
    for day in 1..=ahead {
        let is_fresh = (day - 1) % BLOCK == 0;
        for path in &mut paths {
            let next = if path.day + 1 == past.len() { 0 } else { path.day + 1 };
            path.day = if is_fresh { path.random.below(past.len()) } else { next };
            // What is pledged is never below nothing.
            path.sum = path.sum.checked_add(&past[path.day])?.max(N::zero());
        }
        sums.clear();
        sums.extend(paths.iter().map(|path| path.sum));
        days.push(picked(&mut sums));
    }
    Some(days)
}

/// The edges of both bands, the lowest first. Only their four places are put in order.
fn picked<N: Ord + Copy>(sums: &mut [N]) -> [N; 4] {
    let (below, middle_low, above) = sums.select_nth_unstable(OUTSIDE_HALF);
    let (_, low, _) = below.select_nth_unstable(OUTSIDE_MOST);
    let (_, middle_high, above) = above.select_nth_unstable(PATHS - 2 - 2 * OUTSIDE_HALF);
    let (_, high, _) = above.select_nth_unstable(OUTSIDE_HALF - 1 - OUTSIDE_MOST);
    [*low, *middle_low, *middle_high, *high]
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(50))]
        #[test]
        fn half_the_width_gives_the_same_edges(
            past in proptest::collection::vec(-1_000_000_i128..1_000_000, 1..50),
            now in 0_i128..1_000_000,
            zeros in 0_u32..40,
            ahead in 1_i64..20,
            seed: u64,
        ) {
            let past: Vec<i128> = past.into_iter().map(|change| change << zeros).collect();
            let now = now << zeros;
            prop_assert_eq!(edges(&past, now, ahead, seed), walk(&past, now, ahead, seed));
        }
    }

    #[test]
    fn the_edges_are_those_of_sorted_sums() {
        let mut random = SplitMix64::new(7);
        let mut sums: Vec<u64> = (0..PATHS).map(|_| random.next() % 500).collect();
        let picked = picked(&mut sums);
        sums.sort_unstable();
        let places = [OUTSIDE_MOST, OUTSIDE_HALF, PATHS - 1 - OUTSIDE_HALF, PATHS - 1 - OUTSIDE_MOST];
        assert_eq!(picked, places.map(|place| sums[place]));
    }

    #[test]
    fn what_is_too_wide_is_walked_in_full() {
        assert_eq!(narrowed(&[1, 2], i128::from(i64::MAX), 1), None);
        assert_eq!(narrowed(&[1 << 20, -(1 << 21)], 3 << 20, 2), Some((vec![1, -2], 3, 20)));
    }
}

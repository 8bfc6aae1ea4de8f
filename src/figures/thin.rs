//! Leaves out of a long history what the width of a drawing cannot show. What is left looks the same: the drawing of a
//! report does not grow with the history behind it. Tables keep every value.

/// What is told apart across a drawing, in CSS pixels: half the width of its thinner lines.
const COLUMN: f64 = 1.0;

/// The column of a place, in CSS pixels.
pub(crate) fn column(x: f64) -> i64 {
    (x / COLUMN).floor() as i64
}

/// A line of steps without the values at which it does not change, and with the first, the lowest, the highest and the
/// last of those in a column: there the line reaches as high and as low, and leaves at the same value.
pub(crate) fn steps(values: &[(f64, f64)], column: impl Fn(f64) -> i64) -> Vec<(f64, f64)> {
    let mut changes = values.to_vec();
    changes.dedup_by(|(_, value), (_, before)| value.total_cmp(before).is_eq());
    let mut kept = Vec::with_capacity(changes.len());
    for within in changes.chunk_by(|(a, _), (b, _)| column(*a) == column(*b)) {
        let order = |a: &usize, b: &usize| within[*a].1.total_cmp(&within[*b].1);
        let (lowest, highest) = ((0..within.len()).min_by(order), (0..within.len()).max_by(order));
        let mut places = [Some(0), lowest, highest, within.len().checked_sub(1)];
        places.sort_unstable();
        let mut before = None;
        for place in places.into_iter().flatten() {
            if before.replace(place) != Some(place) {
                kept.push(within[place]);
            }
        }
    }
    kept
}

/// Of what begins in the same column the first and the last.
pub(crate) fn ends<T>(items: &[T], column: impl Fn(&T) -> i64) -> Vec<&T> {
    let mut kept = Vec::new();
    for within in items.chunk_by(|a, b| column(a) == column(b)) {
        kept.extend(within.first());
        kept.extend(within.last().filter(|_| within.len() > 1));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: i64 = 20;

    fn at(x: f64) -> i64 {
        column(x / 50.0)
    }

    /// The lowest, the highest and the last value that a line has in each column from its first on.
    fn seen(line: &[(f64, f64)]) -> Vec<Option<(f64, f64, f64)>> {
        let mut now: Option<f64> = None;
        let column = |place: i64| {
            let values = line.iter().filter(|(x, _)| at(*x) == place).map(|(_, value)| *value);
            let all: Vec<f64> = now.into_iter().chain(values).collect();
            now = all.last().copied();
            let low = all.iter().copied().reduce(f64::min)?;
            Some((low, all.iter().copied().reduce(f64::max)?, now?))
        };
        (0..COLUMNS).map(column).collect()
    }

    proptest! {
        #[test]
        fn a_line_looks_the_same_with_what_the_width_can_show(
            gaps in prop::collection::vec((0_u32..12, 0_u32..9), 0..300),
        ) {
            let mut minute = 0;
            let line: Vec<(f64, f64)> = gaps
                .into_iter()
                .map(|(gap, value)| { minute += gap; (f64::from(minute), f64::from(value)) })
                .filter(|(x, _)| at(*x) < COLUMNS)
                .collect();
            let kept = steps(&line, at);
            prop_assert_eq!(seen(&kept), seen(&line));
            prop_assert!(kept.iter().all(|value| line.contains(value)));
            for place in 0..COLUMNS {
                prop_assert!(kept.iter().filter(|(x, _)| at(*x) == place).count() <= 4);
            }
            // What begins the line is where it begins.
            prop_assert_eq!(kept.first(), line.first());
        }

        #[test]
        fn a_line_with_room_keeps_every_step(values in prop::collection::vec(0_u32..3, 0..15)) {
            let line: Vec<(f64, f64)> =
                values.iter().zip(0_u32..).map(|(value, i)| (f64::from(i * 50), f64::from(*value))).collect();
            let changes = |line: &[(f64, f64)]| {
                let mut line = line.to_vec();
                line.dedup_by(|(_, value), (_, before)| value.total_cmp(before).is_eq());
                line
            };
            prop_assert_eq!(steps(&line, at), changes(&line));
        }
    }

    #[test]
    fn of_what_begins_together_both_ends_are_kept() {
        assert_eq!(ends(&[1, 1, 2, 3, 3, 3], |i| *i), [&1, &1, &2, &3, &3]);
    }
}

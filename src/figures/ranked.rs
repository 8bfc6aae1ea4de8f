//! How many rows a ranking shows, and how it names the others.

use super::layout::Layout;
use super::text::wrap;
use crate::language::say;
use crate::quantities::{Amount, Ratio};

/// Nine tenths, in atoms of one.
const MOST_OF_IT: Amount = Amount::from_atoms(900_000_000_000_000_000);

/// How many get a row of their own: all if they are few, else those that make nine tenths of the sum, at
/// least 8, at most `most` with a row for the others.
pub(crate) fn shown(amounts: &[Amount], all: Amount, most: usize) -> usize {
    let count = amounts.len();
    if count <= most.min(16) {
        return count;
    }
    let mut sum = Amount::ZERO;
    let needed = amounts.iter().position(|amount| {
        sum = sum.plus(*amount).unwrap_or(sum);
        Ratio::of(sum, all).is_some_and(|part| part >= Ratio::from_amount(MOST_OF_IT))
    });
    needed.map_or(count, |last| last + 1).max(8).min(most.saturating_sub(1)).min(count)
}

/// `Undisclosed: a, b and 3 more`: as many names as a few lines hold.
pub(crate) fn names(lead: &str, names: &[String], layout: Layout, room: f64) -> Vec<String> {
    let text = |shown: usize| {
        let listed = names.get(..shown).unwrap_or_default().join(", ");
        match names.len() - shown {
            0 => format!("{lead}: {listed}"),
            more => say!("{lead}: {listed} and {count} more", lead, listed, count = more),
        }
    };
    let lines = |shown: usize| wrap(&text(shown), layout.note(), room);
    let most = layout.pick(3, 5, 2);
    if names.is_empty() {
        return Vec::new();
    }
    let all = lines(names.len());
    if all.len() <= most {
        return all;
    }
    let fits = |shown: &usize| *shown == 1 || lines(*shown).len() <= most;
    (1..names.len()).take_while(fits).last().map(lines).unwrap_or(all)
}

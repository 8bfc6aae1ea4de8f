//! The brief: what a snapshot comes to, in at most 120 computed words.
//!
//! Each sentence is a rule; each number in it has a name in the report's `numbers.json`. Where the rules say
//! more than fits, the least telling sentences are left out whole.

mod facts;
mod rules;
#[cfg(test)]
mod tests;

use facts::Facts;

use crate::measures::Measures;
use crate::rescue::Rescue;

/// Most words of a brief.
const MOST_WORDS: usize = 120;

/// A rule: a sentence, where its condition holds.
type Rule = fn(&Facts<'_>) -> Option<String>;

/// Every rule in the order of reading, with its weight: the heaviest are kept first.
const RULES: [(u8, Rule); 9] = [
    (9, rules::promised),
    (8, rules::open),
    (6, rules::shortfall_moved),
    (7, rules::sum_moved),
    (5, rules::stage_moved),
    (3, rules::locked),
    (2, rules::stale),
    (1, rules::pivotal),
    (4, rules::next),
];

/// The sentences of a snapshot's brief; none past the largest amount.
#[must_use]
pub fn brief(rescue: &Rescue, measures: &Measures, index: usize) -> Vec<String> {
    let Some(facts) = Facts::of(rescue, measures, index) else { return Vec::new() };
    let told = RULES.iter().enumerate().filter_map(|(place, (weight, rule))| Some((place, *weight, rule(&facts)?)));
    within(told.collect(), MOST_WORDS)
}

/// As many of the sentences as fit, the heaviest first, in their own order.
fn within(mut told: Vec<(usize, u8, String)>, most: usize) -> Vec<String> {
    told.sort_by_key(|(_, weight, _)| std::cmp::Reverse(*weight));
    let mut words = 0;
    told.retain(|(_, _, sentence)| {
        let longer = words + sentence.split_whitespace().count();
        let fits = longer <= most;
        words = if fits { longer } else { words };
        fits
    });
    told.sort_by_key(|(place, ..)| *place);
    told.into_iter().map(|(.., sentence)| sentence).collect()
}

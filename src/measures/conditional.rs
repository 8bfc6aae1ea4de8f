//! Pledges that require a coverage: which of them hold, by the least fixpoint.
//!
//! Start from what is unconditional and what was delivered, admit each conditional pledge whose required
//! coverage is reached by the sum without itself, and repeat. Admission only ever grows the sum, so the
//! order of trying does not matter and the result is the least one.

use super::PledgeMeasures;
use crate::quantities::{Amount, Ratio, Slug};
use crate::rescue::{Snapshot, Stage};

/// How the conditional pledges of a snapshot stand against a shortfall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditional {
    /// Everything that stands: unconditional, delivered, and unlocked.
    pub standing: Amount,
    /// Conditional money whose condition holds.
    pub unlocked: Amount,
    /// Conditional money whose condition does not.
    pub locked: Amount,
    /// The pledges that are locked, those with the least missing first.
    pub locked_pledges: Vec<Slug>,
    /// The least extra unconditional giving that unlocks the next one.
    pub key: Option<Amount>,
    /// What would stand then, including everything that follows.
    pub standing_with_key: Option<Amount>,
}

/// The pledges of a snapshot as the fixpoint sees them, worked out once for every question put to them.
pub(super) struct Conditions<'a> {
    /// What stands of each pledge whatever the others do, by its place in the list.
    certain: Vec<Amount>,
    /// Σ certain.
    base: Amount,
    /// What is open and conditional, by the sum it needs, then by id.
    candidates: Vec<Candidate<'a>>,
}

struct Candidate<'a> {
    place: usize,
    id: &'a Slug,
    /// What is not delivered yet and hangs on the condition.
    open: Amount,
    /// The sum that must be reached without it: θ·G.
    needed: Amount,
}

impl<'a> Conditions<'a> {
    /// A pledge's own delivered part stands whatever its condition. `None` past the largest amount.
    pub(super) fn of(pledges: &'a [PledgeMeasures], snapshot: &Snapshot, shortfall: Amount) -> Option<Self> {
        let mut certain = Vec::with_capacity(pledges.len());
        let mut candidates = Vec::new();
        for (place, pledge) in pledges.iter().enumerate() {
            let Some(coverage) = &snapshot.pledges[pledge.index].unlocks_at else {
                certain.push(pledge.total);
                continue;
            };
            let delivered = pledge.stages[Stage::Delivered.index()];
            certain.push(delivered);
            let open = pledge.total.minus(delivered)?;
            if open.is_positive() {
                candidates.push(Candidate { place, id: &pledge.id, open, needed: least_sum(coverage, shortfall)? });
            }
        }
        Self::new(certain, candidates)
    }

    fn new(certain: Vec<Amount>, mut candidates: Vec<Candidate<'a>>) -> Option<Self> {
        candidates.sort_by(|a, b| a.needed.cmp(&b.needed).then_with(|| a.id.cmp(b.id)));
        Some(Self { base: Amount::total(certain.iter().copied())?, certain, candidates })
    }

    /// `None` past the largest amount.
    pub(super) fn solve(&self) -> Option<Conditional> {
        let (standing, admitted) = admit(self.base, self.candidates.iter())?;
        let waiting = &self.candidates[admitted..];
        let mut solved = Conditional {
            standing,
            unlocked: standing.minus(self.base)?,
            locked: Amount::total(waiting.iter().map(|candidate| candidate.open))?,
            locked_pledges: waiting.iter().map(|candidate| candidate.id.clone()).collect(),
            key: None,
            standing_with_key: None,
        };
        if let Some(next) = waiting.first() {
            solved.key = Some(next.needed.minus(standing)?);
            solved.standing_with_key = Some(admit(next.needed, waiting.iter())?.0);
        }
        Some(solved)
    }

    /// What stands without some pledges, named by their places in rising order. `None` past the largest amount.
    pub(super) fn standing_without(&self, left_out: &[usize]) -> Option<Amount> {
        let base = self.base.minus(Amount::total(left_out.iter().map(|place| self.certain[*place]))?)?;
        let stay = |candidate: &&Candidate<'_>| left_out.binary_search(&candidate.place).is_err();
        Some(admit(base, self.candidates.iter().filter(stay))?.0)
    }
}

/// Admits every candidate whose condition holds, and says how many. They come by the sum they need: once one
/// is not reached, none after it is.
fn admit<'c>(base: Amount, candidates: impl Iterator<Item = &'c Candidate<'c>>) -> Option<(Amount, usize)> {
    let mut standing = base;
    let mut admitted = 0;
    for candidate in candidates {
        if standing < candidate.needed {
            break;
        }
        standing = standing.plus(candidate.open)?;
        admitted += 1;
    }
    Some((standing, admitted))
}

/// θ·G, rounded up to the last place: a coverage is never held to be reached by rounding.
pub(super) fn least_sum(coverage: &Ratio, shortfall: Amount) -> Option<Amount> {
    let rounded = coverage.times(shortfall)?;
    let met = Ratio::of(rounded, shortfall).is_none_or(|reached| reached >= *coverage);
    if met { Some(rounded) } else { rounded.plus(Amount::from_atoms(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(base: i64, conditional: &[(&str, i64, i64)]) -> Conditional {
        let ids: Vec<Slug> = conditional.iter().map(|(id, ..)| Slug::new(id).unwrap()).collect();
        let candidates = conditional.iter().zip(&ids).enumerate().map(|(place, ((_, open, needed), id))| Candidate {
            place,
            id,
            open: Amount::whole(*open),
            needed: Amount::whole(*needed),
        });
        Conditions::new(vec![Amount::whole(base)], candidates.collect()).unwrap().solve().unwrap()
    }

    #[test]
    fn one_unlocks_the_next() {
        let solved = solve(50, &[("b", 30, 80), ("a", 30, 50)]);
        assert_eq!((solved.standing, solved.locked), (Amount::whole(110), Amount::ZERO));
        assert_eq!(solved.key, None);
    }

    #[test]
    fn two_that_wait_for_each_other_stay_locked() {
        let solved = solve(50, &[("a", 30, 80), ("b", 30, 80)]);
        assert_eq!((solved.unlocked, solved.locked), (Amount::ZERO, Amount::whole(60)));
        assert_eq!(solved.key, Some(Amount::whole(30)));
        assert_eq!(solved.standing_with_key, Some(Amount::whole(140)));
    }

    #[test]
    fn a_condition_is_not_met_by_rounding() {
        let third = Ratio::of(Amount::whole(1), Amount::whole(3)).unwrap();
        let needed = least_sum(&third, Amount::whole(1)).unwrap();
        assert!(Ratio::from_amount(needed) >= third);
    }
}

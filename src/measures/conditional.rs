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

/// One pledge as the fixpoint sees it.
struct Candidate<'a> {
    id: &'a Slug,
    /// What is not delivered yet and hangs on the condition.
    open: Amount,
    /// The sum that must be reached without it: θ·G.
    needed: Amount,
}

impl Conditional {
    /// Solves the conditions against a shortfall. `without` says which pledges, by their place in the list,
    /// are left out. A pledge's own delivered part stands whatever its condition. `None` past the largest
    /// amount.
    pub(super) fn solve(
        pledges: &[PledgeMeasures],
        snapshot: &Snapshot,
        shortfall: Amount,
        without: &dyn Fn(usize) -> bool,
    ) -> Option<Self> {
        let mut base = Amount::ZERO;
        let mut candidates = Vec::new();
        for (_, pledge) in pledges.iter().enumerate().filter(|(place, _)| !without(*place)) {
            let delivered = pledge.stages[Stage::Delivered.index()];
            match &snapshot.pledges[pledge.index].unlocks_at {
                Some(coverage) => {
                    base = base.plus(delivered)?;
                    let open = pledge.total.minus(delivered)?;
                    candidates.push(Candidate { id: &pledge.id, open, needed: least_sum(coverage, shortfall)? });
                }
                None => base = base.plus(pledge.total)?,
            }
        }
        candidates.retain(|candidate| candidate.open.is_positive());
        Self::from(base, &mut candidates)
    }

    fn from(base: Amount, candidates: &mut Vec<Candidate<'_>>) -> Option<Self> {
        let standing = admit(base, candidates)?;
        candidates.sort_by(|a, b| a.needed.cmp(&b.needed).then_with(|| a.id.cmp(b.id)));
        let locked = Amount::total(candidates.iter().map(|candidate| candidate.open))?;
        let key = candidates.first().map(|next| next.needed.minus(standing)).unwrap_or(Some(Amount::ZERO))?;
        let locked_pledges = candidates.iter().map(|candidate| candidate.id.clone()).collect();
        let with_key = match candidates.is_empty() {
            true => None,
            false => Some(admit(standing.plus(key)?, candidates)?),
        };
        Some(Self {
            standing,
            unlocked: standing.minus(base)?,
            locked,
            locked_pledges,
            key: with_key.map(|_| key),
            standing_with_key: with_key,
        })
    }
}

/// Admits every candidate whose condition holds, again and again; what is left over stays locked.
fn admit(mut standing: Amount, candidates: &mut Vec<Candidate<'_>>) -> Option<Amount> {
    // The needed sums in order: once one is not reached, none after it is.
    candidates.sort_by(|a, b| a.needed.cmp(&b.needed).then_with(|| a.id.cmp(b.id)));
    let mut admitted = 0;
    for candidate in candidates.iter() {
        if standing < candidate.needed {
            break;
        }
        standing = standing.plus(candidate.open)?;
        admitted += 1;
    }
    candidates.drain(..admitted);
    Some(standing)
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
        let mut candidates: Vec<Candidate<'_>> = conditional
            .iter()
            .zip(&ids)
            .map(|((_, open, needed), id)| Candidate { id, open: Amount::whole(*open), needed: Amount::whole(*needed) })
            .collect();
        Conditional::from(Amount::whole(base), &mut candidates).unwrap()
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

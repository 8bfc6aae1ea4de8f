//! Why a snapshot differs from the one before it.

use crate::figures::story::change::{Cause, Cell, Change, Moves};
use crate::measures::Measures;
use crate::measures::change::{self as measured, ShortfallChange};
use crate::quantities::Amount;
use crate::rescue::Rescue;

/// `None` for the first snapshot, and past the largest amount.
pub(super) fn change(rescue: &Rescue, measures: &Measures, index: usize) -> Option<Change> {
    let change = measures.change(index)?;
    let causes = measured::Cause::ALL.into_iter().filter_map(|cause| {
        let effects = || change.effects.iter().filter(|effect| effect.cause == cause);
        effects().next()?;
        Some(Cause {
            word: cause.word(),
            sums: change.sums_of(cause)?,
            pledges: effects()
                .map(|effect| (rescue.contributor_name(&effect.contributor).to_owned(), effect.amounts))
                .collect(),
        })
    });
    let shortfall = change.shortfall.as_ref().map(shortfall).unwrap_or_default();
    let causes: Vec<Cause> = causes.collect();
    let outside = causes.iter().filter(|cause| OUTSIDE.iter().any(|outside| outside.word() == cause.word));
    let moves = Moves { outside: outside.map(|cause| (cause.word, cause.sums[0])).collect(), ..moves(&change.moves)? };
    Some(Change { causes, shortfall, moves })
}

/// Causes that are neither a move between stages nor money that came or went.
const OUTSIDE: [measured::Cause; 4] =
    [measured::Cause::Restated, measured::Cause::Reclassified, measured::Cause::Redenominated, measured::Cause::Rate];

/// The parts of ΔG that are not zero.
fn shortfall(change: &ShortfallChange) -> Vec<(&'static str, Amount)> {
    let parts = [
        ("recovery", change.recovery),
        ("rate", change.rate),
        ("changed basis", change.basis),
        ("re-estimated", change.reestimated),
    ];
    parts.into_iter().filter(|(_, part)| !part.is_zero()).collect()
}

fn moves(measured: &measured::Moves) -> Option<Moves> {
    let mut moves = Moves::default();
    for i in 0..5 {
        for j in 0..5 {
            moves.stood[i][j] = Cell { amount: measured.cells[i][j], pledges: measured.counts[i][j] };
        }
        moves.came[i] = Cell { amount: measured.came(i)?, pledges: measured.came_counts[i] };
        moves.went[i] = Cell { amount: measured.went(i)?, pledges: measured.went_counts[i] };
    }
    Some(moves)
}

//! Why the newest state differs from the one before it.

use crate::quantities::Amount;

/// The difference between the newest state and the one before it, cause by cause, without residual.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    /// Causes with any effect, in the order they are told.
    pub(crate) causes: Vec<Cause>,
    /// Why the shortfall moved: words and amounts, those that are not zero.
    pub(crate) shortfall: Vec<(&'static str, Amount)>,
    /// From which stage to which.
    pub(crate) moves: Moves,
}

/// One cause over all pledges.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    /// The word for it.
    pub(crate) word: &'static str,
    /// What it does to the sums S₁ … S₅.
    pub(crate) sums: [Amount; 5],
    /// The givers' names and what each does to S₁ … S₅.
    pub(crate) pledges: Vec<(String, [Amount; 5])>,
}

/// Money by its stage then and now; stages least certain first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves {
    /// `stood[then][now]`
    pub(crate) stood: [[Cell; 5]; 5],
    /// New or raised, by its stage now.
    pub(crate) came: [Cell; 5],
    /// Ended or lowered, by its stage then.
    pub(crate) went: [Cell; 5],
    /// Causes that move no stage, such as rates and corrections, and what they do to the sum of all.
    pub(crate) outside: Vec<(&'static str, Amount)>,
}

/// One amount of the moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// How much.
    pub(crate) amount: Amount,
    /// Of how many pledges.
    pub(crate) pledges: usize,
}

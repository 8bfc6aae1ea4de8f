//! Figures with the words that belong to them.

use crate::language::{self, say};
use crate::measures::{Against, Bound};
use crate::quantities::{Amount, Day, Moment, print};
use crate::rescue::Basis;

/// "24 Apr 2026": when the basis was last stated, by its own date or its snapshot's.
pub(super) fn last_stated(basis: &Basis) -> String {
    basis.on.map_or_else(|| print::date(basis.stated_at), print::day)
}

/// Whether a figure was stated after the report that shows it: by its day, since hours are rarely known.
pub(super) fn is_later(on: Option<Day>, at: Moment) -> bool {
    on.and_then(Day::date).is_some_and(|on| on > at.date())
}

/// A figure with the word that says how far it can be trusted.
pub(in crate::pages) fn bounded(bound: Bound, figure: &str) -> String {
    bound.words().map_or_else(|| figure.to_owned(), |words| format!("{} {figure}", language::word(words)))
}

/// What is open against a basis; where nothing is, the surplus is named instead.
pub(super) fn open(against: &Against, printed: fn(Amount) -> String) -> String {
    if against.surplus.is_positive() {
        let surplus = bounded(against.remaining_bound.flipped(), &printed(against.surplus));
        return say!("surplus {surplus}", surplus);
    }
    bounded(against.remaining_bound, &printed(against.remaining))
}

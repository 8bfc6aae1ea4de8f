//! A waterfall lying on its side: one row a level or a step, so that names of any length can stand before the
//! bars and numbers in a column behind them.

mod draw;

use super::theme::Ink;
use crate::language::{self, say};
use crate::quantities::{Amount, print};

/// A waterfall, or the sentence that stands in its place.
#[derive(Debug)]
pub(crate) struct Waterfall {
    /// From top to bottom.
    pub(crate) rows: Vec<Row>,
    /// Said under the rows, the weightiest first.
    pub(crate) notes: Vec<String>,
    /// Said in place of the rows.
    pub(crate) instead: Option<String>,
    /// Whether the scale may begin above zero where the steps are small beside the levels.
    pub(crate) zooms: bool,
}

/// One row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What it is.
    pub(crate) name: String,
    /// Before its number: `at least`.
    pub(crate) bound: Option<String>,
    /// What is drawn.
    pub(crate) extent: Extent,
    /// How.
    pub(crate) ink: Ink,
    /// Behind its number, the weightiest first; as many as there is room for.
    pub(crate) words: Vec<String>,
    /// The phrases for some, and for all, of such rows when they have to share one: `{count} smaller causes`, `{count}
    /// causes`.
    pub(crate) folds: Option<(&'static str, &'static str)>,
}

/// What a row draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// From zero to a height.
    Level(Amount),
    /// From the height before it, up or down.
    Step(Amount),
    /// A thin line from zero, outside the run of steps.
    Mark(Amount),
    /// Words only.
    Nothing,
}

impl Row {
    /// A row without further words that never shares its place.
    pub(crate) fn new(name: &str, extent: Extent, ink: Ink) -> Self {
        Self { name: name.to_owned(), bound: None, extent, ink, words: Vec::new(), folds: None }
    }

    /// The number as it is written.
    fn number(&self) -> String {
        let number = match self.extent {
            Extent::Level(amount) | Extent::Mark(amount) => print::short(amount.magnitude()),
            Extent::Step(amount) => super::words::signed(amount),
            Extent::Nothing => return String::new(),
        };
        self.bound.iter().map(String::as_str).chain([number.as_str()]).collect::<Vec<_>>().join(" ")
    }

    fn size(&self) -> Amount {
        match self.extent {
            Extent::Level(amount) | Extent::Step(amount) | Extent::Mark(amount) => amount.magnitude(),
            Extent::Nothing => Amount::ZERO,
        }
    }
}

/// Where each row begins and ends; nothing for a row of words.
fn spans(rows: &[Row]) -> Vec<Option<(Amount, Amount)>> {
    let mut height = Amount::ZERO;
    rows.iter()
        .map(|row| match row.extent {
            Extent::Level(to) => {
                height = to;
                Some((Amount::ZERO, to))
            }
            Extent::Step(by) => {
                let from = height;
                // The chart's own sums were checked; a step leads from one of them to another.
                height = height.plus(by).unwrap_or(height);
                Some((from, height))
            }
            Extent::Mark(to) => Some((Amount::ZERO, to)),
            Extent::Nothing => None,
        })
        .collect()
}

/// The rows in at most `most` places, if they can: of those that may share a place the smallest do, the last kind first.
fn folded(rows: &[Row], most: usize) -> Vec<Row> {
    let mut rows = rows.to_vec();
    let mut kinds: Vec<(&str, &str)> = Vec::new();
    for fold in rows.iter().rev().filter_map(|row| row.folds) {
        if !kinds.contains(&fold) {
            kinds.push(fold);
        }
    }
    for kind in kinds {
        if rows.len() <= most {
            break;
        }
        let mut alike: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].folds == Some(kind)).collect();
        alike.sort_by(|a, b| rows[*a].size().cmp(&rows[*b].size()).then(b.cmp(a)));
        alike.truncate((rows.len() - most + 1).max(2));
        if alike.len() >= 2 {
            fold(&mut rows, &mut alike, kind);
        }
    }
    rows
}

/// Puts one row in the place of the last of several.
///
/// An unknown part makes their sum a least one, a bounded part an approximate one.
fn fold(rows: &mut Vec<Row>, alike: &mut [usize], kind: (&str, &str)) {
    alike.sort_unstable();
    let Some(last) = alike.last().copied() else { return };
    let held: Vec<&Row> = alike.iter().map(|i| &rows[*i]).collect();
    let marks = held.iter().any(|row| matches!(row.extent, Extent::Mark(_)));
    let steps = held.iter().filter_map(|row| if let Extent::Step(by) = row.extent { Some(by) } else { None });
    let sum = Amount::total(steps).filter(|_| !marks);
    let ink = match sum {
        _ if held.iter().all(|row| row.ink == held[0].ink) => held[0].ink,
        Some(sum) if sum.is_negative() => Ink::Gap,
        _ => Ink::Axis,
    };
    let unknown = held.iter().any(|row| row.extent == Extent::Nothing);
    let bounded = held.iter().any(|row| row.bound.is_some());
    let bound = if unknown { Some(say!("at least")) } else { bounded.then(|| say!("about")) };
    let all = rows.iter().filter(|row| row.folds == Some(kind)).count() == alike.len();
    let row = Row {
        name: language::spoken(if all { kind.1 } else { kind.0 }, &[("count", &alike.len())]),
        bound: bound.filter(|_| sum.is_some()),
        extent: sum.map_or(Extent::Nothing, Extent::Step),
        ink,
        words: held.iter().map(|row| row.name.clone()).collect(),
        folds: None,
    };
    rows[last] = row;
    for i in alike[..alike.len() - 1].iter().rev() {
        rows.remove(*i);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str, by: i64) -> Row {
        Row {
            folds: Some(("{count} smaller causes", "{count} causes")),
            ..Row::new(name, Extent::Step(Amount::whole(by)), Ink::Approved)
        }
    }

    #[test]
    fn the_smallest_share_a_place_and_the_sum_stays() {
        let ends = |to| Row::new("all", Extent::Level(Amount::whole(to)), Ink::Approved);
        let rows = [ends(10), step("new", 50), step("lowered", -3), step("back", -7), step("rate", 1), ends(51)];
        let folded = folded(&rows, 4);
        let names: Vec<&str> = folded.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["all", "new", "3 smaller causes", "all"]);
        assert_eq!(folded[2].extent, Extent::Step(Amount::whole(-9)));
        assert_eq!(folded[2].words, ["lowered", "back", "rate"]);
        assert_eq!(spans(&folded)[2], Some((Amount::whole(60), Amount::whole(51))));
        assert_eq!(super::folded(&rows, 1).len(), 3);
    }
}

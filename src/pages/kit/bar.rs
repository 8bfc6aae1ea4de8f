//! The bar that needs no picture: one cell a stage and one for what is open, as a row of a table or as text.

use serde::Serialize;

use super::view::hex;
use crate::figures::{Colours, Ink};
use crate::language::{self, say};
use crate::measures::{Band, SnapshotMeasures};
use crate::pages::view::bounded;
use crate::quantities::{Amount, print};
use crate::rescue::{STAGES, Stage};

/// Cells below this share of the bar are too narrow for a word on a phone.
const WIDE_ENOUGH: u32 = 20;

/// One cell of the bar.
#[derive(Serialize)]
pub(super) struct Segment {
    /// The stage, or `open`.
    pub(super) word: String,
    /// Whether it is no stage, but what is missing.
    pub(super) open: bool,
    /// Its amount with the word that bounds it.
    pub(super) amount: String,
    /// Percent of the bar's width; all of them are 100.
    pub(super) width: u32,
    fill: String,
    ink: String,
    edge: String,
    /// `solid` or `dashed`: the second carrier beside the fill.
    line: &'static str,
    /// Whether its word fits in.
    wide: bool,
}

/// The stages from the most certain, then what is open. None where nothing is pledged and nothing is open.
pub(super) fn segments(measured: &SnapshotMeasures, colours: &Colours) -> Vec<Segment> {
    let mut parts: Vec<(Option<Stage>, Amount, String, Look)> = Vec::new();
    for stage in STAGES.iter().rev() {
        let amount = measured.sums.stages[stage.index()];
        if amount.is_positive() {
            parts.push((Some(*stage), amount, print::exact(amount), Look::of(*stage)));
        }
    }
    if let Some(against) = measured.against(Band::All).filter(|against| against.remaining.is_positive()) {
        let printed = bounded(against.remaining_bound, &print::exact(against.remaining));
        parts.push((None, against.remaining, printed, Look { fill: Ink::Ground, edge: Ink::Gap, line: "solid" }));
    }
    let amounts: Vec<Amount> = parts.iter().map(|(_, amount, ..)| *amount).collect();
    let widths = widths(&amounts);
    let segments = parts.into_iter().zip(widths).map(|((stage, _, amount, look), width)| Segment {
        word: stage.map_or_else(|| say!("open"), |stage| language::word(stage.word())),
        open: stage.is_none(),
        amount,
        width,
        fill: hex(colours, look.fill),
        // Letters in the ground's colour stand out from every ink that a word is written on.
        ink: hex(colours, if look.fill == Ink::Ground { Ink::Text } else { Ink::Ground }),
        edge: hex(colours, look.edge),
        line: look.line,
        // A middle tone carries no word that stays readable when a client inverts the colours.
        wide: width >= WIDE_ENOUGH && look.fill != Ink::Approved,
    });
    segments.collect()
}

/// How a cell looks: mails know no hatching, so what is not bound yet is hollow.
struct Look {
    fill: Ink,
    edge: Ink,
    line: &'static str,
}

impl Look {
    const fn of(stage: Stage) -> Self {
        match stage {
            Stage::Delivered => Self { fill: Ink::Delivered, edge: Ink::Delivered, line: "solid" },
            Stage::Committed => Self { fill: Ink::Committed, edge: Ink::Committed, line: "solid" },
            Stage::Approved => Self { fill: Ink::Approved, edge: Ink::Approved, line: "solid" },
            Stage::Proposed => Self { fill: Ink::Ground, edge: Ink::Proposed, line: "solid" },
            Stage::Expressed => Self { fill: Ink::Ground, edge: Ink::Expressed, line: "dashed" },
        }
    }
}

/// Whole percents of the total, none below 1, together 100: the largest takes what rounding leaves.
fn widths(amounts: &[Amount]) -> Vec<u32> {
    let total = amounts.iter().map(|amount| amount.to_coordinate()).sum::<f64>();
    let share = |amount: &Amount| ((amount.to_coordinate() / total * 100.0) as u32).clamp(1, 100);
    let mut widths: Vec<u32> = amounts.iter().map(share).collect();
    let others: u32 = widths.iter().sum();
    if let Some(largest) = widths.iter_mut().max() {
        *largest = (*largest + 100).saturating_sub(others);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_make_a_whole_and_hide_nothing() {
        for amounts in [&[1, 1, 1][..], &[1, 100_000], &[5], &[], &[30_000, 2_500, 5_000, 25_400]] {
            let amounts: Vec<Amount> = amounts.iter().map(|units| Amount::whole(*units)).collect();
            let widths = widths(&amounts);
            assert!(widths.iter().all(|width| *width > 0), "{widths:?}");
            assert_eq!(widths.iter().sum::<u32>(), if amounts.is_empty() { 0 } else { 100 });
        }
    }
}

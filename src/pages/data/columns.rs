//! What each column of the tables means, for the data page and the data package.

use crate::figures::{Column, Table};
use crate::language::phrase;
use crate::measures::Measures;
use crate::rescue::Rescue;

/// A table of the whole rescue.
pub(in crate::pages) struct DataFile {
    /// Its path below `data/`.
    pub(in crate::pages) path: &'static str,
    /// What a row is.
    pub(in crate::pages) rows: &'static str,
    pub(in crate::pages) columns: Vec<Column>,
}

/// Every CSV below `data/`.
pub(in crate::pages) fn files(rescue: &Rescue, measures: &Measures) -> [DataFile; 3] {
    let file = |path, rows, table: Table| DataFile { path, rows, columns: table.columns };
    // Its columns are asked for, not the two hundred thousand rows of a long history.
    let no_rows = 0..0;
    [
        file(
            "timeline.csv",
            phrase!("One row a report: the shortfall and every band."),
            super::timeline(rescue, measures),
        ),
        file("pledges.csv", phrase!("One row a pledge and report."), super::pledges(rescue, measures, no_rows)),
        file(
            "revisions.csv",
            phrase!("One row a revision: restated shortfalls, corrections, claims beside the sum."),
            super::revisions(rescue, measures),
        ),
    ]
}

/// What a column says. `None` for a column that nobody has explained: a test finds it.
pub(in crate::pages) fn meaning(column: &str) -> Option<&'static str> {
    if let Some((measure, _band)) = column.split_once(' ') {
        match measure {
            "coverage" => {
                return Some(phrase!("the band's pledges as a share of the shortfall; empty where it is undefined"));
            }
            "remaining" => return Some(phrase!("what the band's pledges leave of the shortfall, never below zero")),
            "surplus" => return Some(phrase!("by how much the band's pledges exceed the shortfall, never below zero")),
            _ => {}
        }
    }
    Some(match column {
        "snapshot" => phrase!("the report's address: reports/ADDRESS/"),
        "date" => phrase!("the moment described, UTC: a day means its end"),
        "shortfall" => phrase!("what pledges have to cover, on the headline basis; empty where none is stated"),
        "all" => phrase!("pledged: stages 1 to 5"),
        "probable" => phrase!("approved, committed or delivered: stages 3 to 5"),
        "firm" => phrase!("committed or delivered: stages 4 and 5"),
        "undisclosed pledges" => {
            phrase!("pledges without an amount; they count as nothing, so that sums are “at least”")
        }
        "pledge" => phrase!("the pledge's id, the same in every report"),
        "contributor" => phrase!("who gives, by id"),
        "name" => phrase!("who gives"),
        "kind" => phrase!("grant, loan, deposit, in-kind, or unstated"),
        "status" => phrase!("the stage, or how the pledge ended: withdrawn, rejected, expired"),
        "counts" => phrase!("whether it counts toward the shortfall: yes or no"),
        "promise" => phrase!("how the amount is worded: exact, up to, at least, about, or undisclosed"),
        "asset" => phrase!("the asset of the amount"),
        "amount" => phrase!("the amount that counts, in its own asset; empty where it is undisclosed"),
        "expressed" => phrase!("part at stage 1: support declared, amount open or not firm"),
        "proposed" => phrase!("part at stage 2: amount named, the giver's own decision is open"),
        "approved" => phrase!("part at stage 3: the giver said yes, a binding step is open"),
        "committed" => phrase!("part at stage 4: the giver bound itself in public"),
        "delivered" => phrase!("transferred: stage 5"),
        "total" => phrase!("all stages together; empty where nothing is known"),
        "inferred" => phrase!("computed or dated by the author of the site, not read in a source: yes or no"),
        "sources" => phrase!("addresses of the sources, or their names, with spaces between"),
        "on" => phrase!("the day of the figure"),
        "revision" => phrase!("restated, corrected, matches no more, or never matched"),
        "what" => phrase!("the basis, the pledges, or what the source calls its total"),
        "by" => phrase!("who states the figure"),
        "figure" => phrase!("the new figure, or the claimed total"),
        "unit" => phrase!("its unit"),
        "compared with" => phrase!("the former figure, or the sum that is computed"),
        "its unit" => phrase!("the unit of what it is compared with"),
        "difference" => phrase!("the figure less what it is compared with; empty where units differ"),
        "reason" => phrase!("why, in the words of the site's author"),
        _ => return None,
    })
}

//! What each column of the tables means, for the data page and the data package.

use crate::figures::Table;
use crate::measures::Measures;
use crate::rescue::Rescue;

/// A table of the whole rescue.
pub(in crate::pages) struct DataFile {
    /// Its path below `data/`.
    pub(in crate::pages) path: &'static str,
    /// What a row is.
    pub(in crate::pages) rows: &'static str,
    pub(in crate::pages) table: Table,
}

/// Every CSV below `data/`.
pub(in crate::pages) fn files(rescue: &Rescue, measures: &Measures) -> [DataFile; 3] {
    let whole = 0..rescue.snapshots.len();
    let file = |path, rows, table| DataFile { path, rows, table };
    [
        file("timeline.csv", "One row a report: the shortfall and every band.", super::timeline(rescue, measures)),
        file("pledges.csv", "One row a pledge and report.", super::pledges(rescue, measures, whole)),
        file(
            "revisions.csv",
            "One row a revision: restated shortfalls, corrections, claims beside the sum.",
            super::revisions(rescue, measures),
        ),
    ]
}

/// What a column says. `None` for a column that nobody has explained: a test finds it.
pub(in crate::pages) fn meaning(column: &str) -> Option<&'static str> {
    if let Some((measure, _band)) = column.split_once(' ') {
        match measure {
            "coverage" => return Some("the band's pledges as a share of the shortfall; empty where it is undefined"),
            "remaining" => return Some("what the band's pledges leave of the shortfall, never below zero"),
            "surplus" => return Some("by how much the band's pledges exceed the shortfall, never below zero"),
            _ => {}
        }
    }
    Some(match column {
        "snapshot" => "the report's address: reports/ADDRESS/",
        "date" => "the moment described, UTC: a day means its end",
        "shortfall" => "what pledges have to cover, on the headline basis; empty where none is stated",
        "all" => "pledged: stages 1 to 5",
        "probable" => "approved, committed or delivered: stages 3 to 5",
        "firm" => "committed or delivered: stages 4 and 5",
        "undisclosed pledges" => "pledges without an amount; they count as nothing, so that sums are “at least”",
        "pledge" => "the pledge's id, the same in every report",
        "contributor" => "who gives, by id",
        "name" => "who gives",
        "kind" => "grant, loan, deposit, in-kind, or unstated",
        "status" => "the stage, or how the pledge ended: withdrawn, rejected, expired",
        "counts" => "whether it counts toward the shortfall: yes or no",
        "promise" => "how the amount is worded: exact, up to, at least, about, or undisclosed",
        "asset" => "the asset of the amount",
        "amount" => "the amount that counts, in its own asset; empty where it is undisclosed",
        "expressed" => "part at stage 1: support declared, amount open or not firm",
        "proposed" => "part at stage 2: amount named, the giver's own decision is open",
        "approved" => "part at stage 3: the giver said yes, a binding step is open",
        "committed" => "part at stage 4: the giver bound itself in public",
        "delivered" => "transferred: stage 5",
        "total" => "all stages together; empty where nothing is known",
        "inferred" => "computed or dated by the author of the site, not read in a source: yes or no",
        "sources" => "addresses of the sources, or their names, with spaces between",
        "on" => "the day of the figure",
        "revision" => "restated, corrected, matches no more, or never matched",
        "what" => "the basis, the pledges, or what the source calls its total",
        "by" => "who states the figure",
        "figure" => "the new figure, or the claimed total",
        "unit" => "its unit",
        "compared with" => "the former figure, or the sum that is computed",
        "its unit" => "the unit of what it is compared with",
        "difference" => "the figure less what it is compared with; empty where units differ",
        "reason" => "why, in the words of the site's author",
        _ => return None,
    })
}

//! One row a report, one row a pledge: CSV that a spreadsheet opens unharmed.

use crate::figures::{Cell, Column, Table};
use crate::measures::{Band, Measures, PledgeMeasures, SnapshotMeasures};
use crate::rescue::{Pledge, Rescue, STAGES, Snapshot, Status};

/// One row a snapshot: the shortfall and every band.
#[must_use]
pub fn timeline(rescue: &Rescue, measures: &Measures) -> Table {
    let unit = &rescue.site.base_unit;
    let mut columns = vec![Column::words("snapshot"), Column::words("date"), Column::amounts("shortfall", unit)];
    for band in Band::ALL {
        columns.push(Column::amounts(band.word(), unit));
        columns.push(Column::percent(&format!("coverage {}", band.word())));
        columns.push(Column::amounts(&format!("remaining {}", band.word()), unit));
        columns.push(Column::amounts(&format!("surplus {}", band.word()), unit));
    }
    columns.push(Column { name: "undisclosed pledges".into(), unit: None, numeric: true });
    Table { columns, rows: measures.snapshots.iter().map(timeline_row).collect() }
}

fn timeline_row(measured: &SnapshotMeasures) -> Vec<Cell> {
    let mut row = vec![Cell::Text(measured.slug.to_string()), Cell::Date(measured.at), measured.shortfall().into()];
    for band in Band::ALL {
        let against = measured.against(band);
        row.push(Cell::Amount(measured.sums.band(band)));
        row.push(against.and_then(|a| a.coverage.clone()).into());
        row.push(against.map(|a| a.remaining).into());
        row.push(against.map(|a| a.surplus).into());
    }
    row.push(Cell::Count(measured.sums.undisclosed(Band::All)));
    row
}

/// One row a pledge, of the given snapshots.
#[must_use]
pub fn pledges(rescue: &Rescue, measures: &Measures, indexes: std::ops::Range<usize>) -> Table {
    let unit = &rescue.site.base_unit;
    let mut columns: Vec<Column> =
        ["snapshot", "pledge", "contributor", "name", "kind", "status", "counts", "promise", "asset"]
            .map(Column::words)
            .into();
    columns.push(Column { name: "amount".into(), unit: None, numeric: true });
    columns.extend(STAGES.iter().map(|stage| Column::amounts(stage.word(), unit)));
    columns.push(Column::amounts("total", unit));
    columns.extend(["inferred", "sources"].map(Column::words));
    let rows = indexes.flat_map(|index| {
        let (snapshot, measured) = (&rescue.snapshots[index], &measures.snapshots[index]);
        snapshot.pledges.iter().map(move |pledge| pledge_row(rescue, snapshot, pledge, measured))
    });
    Table { columns, rows: rows.collect() }
}

fn pledge_row(rescue: &Rescue, snapshot: &Snapshot, pledge: &Pledge, measured: &SnapshotMeasures) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let yes_no = |flag| text(if flag { "yes" } else { "no" });
    let status = match pledge.status {
        Status::Live(stage) => stage.word(),
        Status::Ended(end) => end.word(),
    };
    let mut row = vec![
        text(snapshot.slug.as_str()),
        text(pledge.id.as_str()),
        text(pledge.contributor.as_str()),
        text(rescue.contributor_name(&pledge.contributor)),
        text(pledge.kind.word()),
        text(status),
        yes_no(pledge.counts),
        text(pledge.promise.qualifier().unwrap_or("exact")),
        text(pledge.unit.as_str()),
        if pledge.promise.is_disclosed() { Cell::Amount(pledge.promise.counted()) } else { Cell::Missing },
    ];
    let known = |m: &&PledgeMeasures| pledge.promise.is_disclosed() || m.total.is_positive();
    let amounts = measured.pledges.iter().find(|m| m.id == pledge.id).filter(known);
    row.extend(STAGES.iter().map(|stage| amounts.map(|m| m.stages[stage.index()]).into()));
    row.push(amounts.map(|m| m.total).into());
    row.push(yes_no(pledge.inferred));
    let urls: Vec<&str> = pledge.sources.iter().filter_map(|s| s.url.as_deref().or(s.title.as_deref())).collect();
    row.push(Cell::Text(urls.join(" ")));
    row
}

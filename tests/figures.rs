//! The charts of the sample site, as its measures have them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::Path;

use shortfall::diagnostics::{Report, to_text};
use shortfall::figures::{Cell, ChartId, Figure, Layout, Look, draw_all};
use shortfall::measures::{Band, Measures, measure};
use shortfall::rescue::{Rescue, STAGES};

fn sample() -> (Rescue, Measures) {
    let mut report = Report::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = shortfall::files::load(root, &shortfall::files::read_limited, &mut report);
    let documents = shortfall::documents::read(&files, &mut report);
    let rescue = shortfall::rescue::gather(&documents, &mut report);
    let measures = rescue.as_ref().and_then(|rescue| measure(rescue, &mut report));
    rescue.zip(measures).unwrap_or_else(|| panic!("{}", to_text(&report)))
}

fn chart(figures: &[Figure], id: ChartId) -> &Figure {
    figures.iter().find(|figure| figure.id == id).unwrap()
}

#[test]
fn takeaways_of_the_first_article() {
    let (rescue, measures) = sample();
    let index = measures.snapshots.iter().position(|snapshot| snapshot.slug.as_str() == "2026-04-24").unwrap();
    let titles: Vec<String> = draw_all(&rescue, &measures, index).into_iter().map(|figure| figure.title).collect();
    assert_eq!(
        titles,
        [
            "Pledges cover 63.1% of the shortfall; 8.7% is firm",
            "25,400 ETH still open, 62,900 ETH on firm pledges alone",
            "Of 43,500 ETH pledged, 6,000 is firm and none delivered",
            "Mantle treasury carries 69.0% of what is pledged",
        ]
    );
}

#[test]
fn tables_tie_to_the_measures() {
    let (rescue, measures) = sample();
    for (index, snapshot) in measures.snapshots.iter().enumerate() {
        let figures = draw_all(&rescue, &measures, index);
        let ladder = &chart(&figures, ChartId::Ladder).table;
        for (row, stage) in ladder.rows.iter().zip(STAGES.iter().rev()) {
            assert_eq!(row[1], Cell::Amount(snapshot.sums.stages[stage.index()]));
            assert_eq!(row[3], Cell::Amount(snapshot.sums.from_stage(*stage)));
        }
        let remaining = &chart(&figures, ChartId::Remaining).table.rows;
        // A dated chart knows nothing later than its date.
        assert_eq!(remaining.len(), index + 1);
        let bands = [Band::Firm, Band::Probable, Band::All];
        for (cell, band) in remaining[index][2..5].iter().zip(bands) {
            assert_eq!(*cell, Cell::from(snapshot.against(band).map(|against| against.balance)));
        }
        let who = chart(&figures, ChartId::Who).table.rows.last().unwrap();
        assert_eq!(who[1], Cell::Amount(snapshot.sums.band(Band::All)));
    }
}

#[test]
fn every_snapshot_has_every_chart_in_every_layout() {
    let (rescue, measures) = sample();
    for index in 0..measures.snapshots.len() {
        let figures = draw_all(&rescue, &measures, index);
        assert_eq!(figures.iter().map(|figure| figure.id).collect::<Vec<_>>(), ChartId::ALL);
        for figure in figures {
            for layout in Layout::ALL {
                let svg = figure.svg(layout, Look::Auto).unwrap();
                assert!(svg.len() < 60_000, "{} {} is {} bytes", figure.slug, figure.title, svg.len());
            }
        }
    }
    assert!(draw_all(&rescue, &measures, measures.snapshots.len()).is_empty());
}

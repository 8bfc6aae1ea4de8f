//! The charts of the sample site, as its measures have them, and what the program says of them.

use std::path::Path;

use crate::common::{Site, transcript};

use shortfall::diagnostics::{Report, to_text};
use shortfall::figures::{Cell, ChartId, Figure, Layout, Look, draw_all};
use shortfall::measures::{Band, Measures, measure};
use shortfall::rescue::{Rescue, STAGES};

fn sample() -> (Rescue, Measures) {
    study(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn study(root: &Path) -> (Rescue, Measures) {
    let mut report = Report::default();
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
        titles[..4],
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
        let groups = &snapshot.dependence.groups;
        let concentration = &chart(&figures, ChartId::Concentration).table.rows;
        for (row, group) in concentration.iter().zip(groups) {
            assert_eq!(row[2..4], [Cell::Amount(group.total), group.share.clone().into()]);
        }
        assert_eq!(concentration.last().unwrap()[2], Cell::Amount(snapshot.sums.band(Band::All)));
        let without = &chart(&figures, ChartId::Without).table.rows;
        let lowest = snapshot.dependence.lowest_without().map(|(_, coverage)| coverage.clone());
        assert!(groups.is_empty() || without[0][3] == Cell::from(lowest));
        let standing = snapshot.conditional.as_ref().map(|solved| solved.standing);
        assert_eq!(without.last().unwrap()[2], Cell::Amount(standing.unwrap_or(snapshot.sums.band(Band::All))));
        let price = &chart(&figures, ChartId::Price).table.rows;
        assert_eq!(price[index][1], Cell::Amount(snapshot.sums.band(Band::All)));
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

#[test]
fn a_name_the_font_cannot_draw_is_a_warning() {
    let site = Site::fixture("small");
    site.replace("content/contributors.yaml", "name: Gamma", "name: 日本 Gamma 救");
    site.replace("content/contributors.yaml", "name: Beta Foundation", "name: \"Be\u{301}ta\u{200d} – Łódź\"");
    site.replace("content/events.yaml", "label: Hole found", "label: дыра");
    site.replace("content/site.yaml", "title: A small rescue", "title: 日本 Gamma 救");
    site.replace("content/site.yaml", "title: Bad debt", "title: Bad ☠ debt");
    let said = transcript(&site.run(&["check"]));
    let warnings: Vec<&str> = said.lines().filter(|line| line.starts_with("warning[undrawable-text]")).collect();
    // The site's title is the same text as the contributor's name.
    assert_eq!(
        warnings,
        [
            "warning[undrawable-text]: the charts' font has no `д` (U+0434), in the label `дыра` of `events.yaml`",
            "warning[undrawable-text]: the charts' font has no `☠` (U+2620), in the title of the basis `debt` of `site.yaml`",
            "warning[undrawable-text]: the charts' font has no `日` (U+65E5), in the name of `gamma`",
        ],
        "{said}"
    );
    assert!(said.contains("--> content/contributors.yaml:3:"), "{said}");
    assert!(said.contains("hint: the charts draw `"), "{said}");
}

#[test]
fn a_stated_bound_reaches_every_chart() {
    let site = Site::sample();
    let snapshot = "content/snapshots/2026-04-24.yaml";
    let text = std::fs::read_to_string(site.path(snapshot)).unwrap();
    let (rescue, measures) = study(&site.path(""));
    let index = measures.snapshots.iter().position(|snapshot| snapshot.slug.as_str() == "2026-04-24").unwrap();
    let headline = rescue.snapshots[index].bases.iter().find(|basis| basis.id == rescue.site.headline).unwrap();
    let last = format!("content/snapshots/{}.yaml", headline.stated_in);
    let stated = std::fs::read_to_string(site.path(&last)).unwrap_or(text);
    let at = stated.find("stated: ").unwrap() + "stated: ".len();
    site.write(&last, format!("{}at least {}", &stated[..at], &stated[at..]));
    let (rescue, measures) = study(&site.path(""));
    let figures = draw_all(&rescue, &measures, index);
    assert!(figures.iter().take(3).all(|figure| figure.long.contains("shortfall is at least")), "{figures:?}");
}

//! The charts of the sample site, as its measures have them, and what the program says of them.

use std::path::Path;

use crate::common::{Site, transcript};

use shortfall::diagnostics::{Report, to_text};
use shortfall::figures::{Cell, ChartId, Figure, Layout, Look, draw_all};
use shortfall::measures::change::{Cause, Change};
use shortfall::measures::{Band, Measures, measure};
use shortfall::quantities::Amount;
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
        titles,
        [
            "Pledges cover 63.1% of the shortfall; 8.7% is firm",
            "25,400 ETH still open, 62,900 ETH on firm pledges alone",
            "Of 43,500 ETH pledged, 6,000 is firm and none delivered",
            "Of 99,600 ETH lost, 25,400 is open; 62,900 on firm pledges",
            "Mantle treasury carries 69.0% of what is pledged",
            "Pledges rose by 30,000 ETH, all new: Mantle treasury +30,000",
            "No pledge changed its stage; 30,000 came",
            "None of 9 pledges has moved forward so far",
            "Nothing of the 43,500 ETH pledged is delivered",
            "One of 5 givers holds 69.0% of what is pledged; as if by 2.0 equal givers",
            "Without Mantle treasury coverage falls to 16.0%, from 59.5%",
            "No pledge is stale; none is known to have stood still for a day",
            "No date can be projected: too few snapshots",
            "Giving added 101 million USD since 21 Apr, the price added 277,095",
            "Aave total value locked fell from 26.4 billion to 17 billion USD",
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
        let delivery = chart(&figures, ChartId::Delivery).table.rows.last().unwrap();
        assert_eq!(delivery[1], Cell::Amount(snapshot.sums.band(Band::All)));
        assert_eq!(delivery[2], Cell::Amount(snapshot.sums.stages[4]));
        let journey = chart(&figures, ChartId::Journey).table.rows.last().unwrap();
        assert_eq!(journey[5], Cell::Amount(snapshot.sums.band(Band::All)));
        let staleness = &measures.staleness[index];
        let (stale, waits) = chart(&figures, ChartId::Waiting).table.rows.split_last().unwrap();
        let (all, waits) = waits.split_last().unwrap();
        assert_eq!((&all[2], &stale[2]), (&Cell::Amount(staleness.open), &Cell::Amount(staleness.stale)));
        let said = waits.iter().filter(|row| row[6] == Cell::Text("stale".to_owned())).count();
        assert_eq!(said, staleness.ages.iter().filter(|age| age.is_stale()).count());
        let groups = &snapshot.dependence.groups;
        let concentration = &chart(&figures, ChartId::Concentration).table.rows;
        for (row, group) in concentration.iter().zip(groups) {
            assert_eq!(row[2..4], [Cell::Amount(group.total), snapshot.dependence.share(group).into()]);
        }
        assert_eq!(concentration.last().unwrap()[2], Cell::Amount(snapshot.sums.band(Band::All)));
        let without = &chart(&figures, ChartId::Without).table.rows;
        let lowest = snapshot.dependence.lowest_without().map(|(_, coverage)| coverage);
        assert!(groups.is_empty() || without[0][3] == Cell::from(lowest));
        let standing = snapshot.conditional.as_ref().map(|solved| solved.standing);
        assert_eq!(without.last().unwrap()[2], Cell::Amount(standing.unwrap_or(snapshot.sums.band(Band::All))));
        let price = &chart(&figures, ChartId::Price).table.rows;
        assert_eq!(price[index][1], Cell::Amount(snapshot.sums.band(Band::All)));
    }
}

fn added(cells: &[Cell]) -> Amount {
    let amounts = cells.iter().filter_map(|cell| if let Cell::Amount(amount) = cell { Some(*amount) } else { None });
    Amount::total(amounts).unwrap()
}

#[test]
fn causes_and_moves_lead_from_one_report_to_the_next() {
    let (rescue, measures) = sample();
    for index in 1..measures.snapshots.len() {
        let figures = draw_all(&rescue, &measures, index);
        let (then, now) = (&measures.snapshots[index - 1].sums, &measures.snapshots[index].sums);
        let change = Change::between(&rescue, &measures, index - 1, index).unwrap();
        let rows = &chart(&figures, ChartId::Change).table.rows;
        let causes: Vec<_> = rows.iter().filter(|row| row[5] == Cell::Missing && row[6] != Cell::Missing).collect();
        for (column, band) in Band::ALL.into_iter().enumerate() {
            let effects: Vec<Cell> = causes.iter().map(|row| row[column + 1].clone()).collect();
            assert_eq!(then.band(band).plus(added(&effects)), Some(now.band(band)));
        }
        // What stood at a stage, what came, what left: the row and the column of the matrix.
        let moves = &chart(&figures, ChartId::Moves).table.rows;
        for stage in STAGES {
            let of = |column: usize| -> Vec<Cell> {
                let rows = moves.iter().filter(|row| row[1] != Cell::Missing);
                rows.filter(|row| row[column] == Cell::Text(stage.to_string())).map(|row| row[2].clone()).collect()
            };
            let outside = [Cause::Restated, Cause::Reclassified, Cause::Redenominated, Cause::Rate].map(|cause| {
                let sums = change.sums_of(cause).unwrap();
                sums[stage.index()].minus(sums.get(stage.index() + 1).copied().unwrap_or_default()).unwrap()
            });
            let moved = added(&of(1)).minus(added(&of(0))).unwrap();
            let stood = now.stages[stage.index()].minus(then.stages[stage.index()]);
            assert_eq!(moved.plus(Amount::total(outside).unwrap()), stood, "{} {stage}", change.to);
        }
    }
}

#[test]
fn the_bridge_runs_from_the_loss_to_what_remains() {
    let (rescue, measures) = sample();
    for (index, snapshot) in measures.snapshots.iter().enumerate() {
        let figures = draw_all(&rescue, &measures, index);
        let rows = &chart(&figures, ChartId::Bridge).table.rows;
        let Some(against) = snapshot.against(Band::All) else {
            assert!(rows.is_empty());
            continue;
        };
        let steps = |from: &str, to: &str| -> Vec<Cell> {
            let place = |name: &str| rows.iter().position(|row| row[0] == Cell::Text(name.to_owned()));
            let rows = &rows[place(from).unwrap_or(0)..place(to).unwrap()];
            // A level begins the run, steps lead on from it.
            rows.iter().map(|row| if row[1] == Cell::Missing { row[2].clone() } else { row[1].clone() }).collect()
        };
        let end = if against.balance.is_negative() { "surplus, all" } else { "remaining, all" };
        assert_eq!(added(&steps("shortfall", end)), against.balance);
        if rows[0][0] == Cell::Text("gross loss".to_owned()) {
            assert_eq!(Some(added(&steps("gross loss", "shortfall"))), snapshot.shortfall());
        }
    }
}

#[test]
fn a_pledge_that_ends_vanishes_or_comes_back_is_seen_in_its_journey() {
    let site = Site::fixture("small");
    let beta = "  beta: { amount: 120.5, stage: committed, delivered: 20.25, kind: grant }\n";
    let pledges = [
        ("2026-01-12", "  alpha: { amount: up to 400 ETH, stage: approved, kind: loan }\n"),
        ("2026-01-20", "  gamma: { amount: 600 ETH, stage: delivered }\n"),
    ];
    for (date, others) in pledges {
        let path = format!("content/snapshots/{date}.yaml");
        site.write(&path, format!("date: {date}\nrates: {{ rsETH: 1.05 ETH }}\npledges:\n{beta}{others}"));
    }
    let (rescue, measures) = study(&site.path(""));
    let figures = draw_all(&rescue, &measures, measures.snapshots.len() - 1);
    let journey = chart(&figures, ChartId::Journey);
    let lines: Vec<String> = journey.table.csv().lines().skip(1).map(str::to_owned).collect();
    assert_eq!(
        lines,
        [
            "Gamma,2026-01-02,2026-01-09T12:00Z,expressed,,,",
            "Gamma,2026-01-09T12:00Z,2026-01-12,committed,0,,",
            "Gamma,2026-01-20,,delivered,100,600,",
            "Beta Foundation,2026-01-02,2026-01-09T12:00Z,committed,0,,",
            "Beta Foundation,2026-01-09T12:00Z,,\"committed, partly delivered\",16.804979253,120.5,",
            "Alpha DAO,2026-01-02,2026-01-09T12:00Z,proposed,0,,",
            "Alpha DAO,2026-01-09T12:00Z,2026-01-20,approved,0,0,vanished",
            "Delta & Söhne,2026-01-09T12:00Z,2026-01-12,ended,20,0,withdrawn",
            "all,,,,,720.5,\"4 pledges, 2 moved forward, 2 ended\"",
        ]
    );
    assert_eq!(journey.title, "Of 4 pledges, 2 moved forward and 2 ended");
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

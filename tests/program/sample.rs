//! The sample site's figures, as its sources have them.

use std::path::Path;

use shortfall::diagnostics::{Report, to_text};
use shortfall::measures::{Band, Measures, Verdict, measure};
use shortfall::rescue::Rescue;

fn sample() -> (Rescue, Measures, Report) {
    let mut report = Report::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = shortfall::files::load(root, &shortfall::files::read_limited, &mut report);
    let documents = shortfall::documents::read(&files, &mut report);
    let rescue = shortfall::rescue::gather(&documents, &mut report).unwrap_or_else(|| panic!("{}", to_text(&report)));
    let measures = measure(&rescue, &mut report).unwrap();
    assert!(!report.has_errors(), "{}", to_text(&report));
    (rescue, measures, report)
}

#[test]
fn sums_of_every_snapshot() {
    let expected = [
        ("2026-04-18", [0, 0, 0, 0]),
        ("2026-04-21", [0, 0, 0, 0]),
        ("2026-04-23", [13_500, 6_000, 6_000, 0]),
        ("2026-04-24", [43_500, 6_000, 6_000, 0]),
        ("2026-04-25", [69_370, 6_870, 6_870, 0]),
        ("2026-04-26", [71_370, 8_870, 8_870, 0]),
        ("2026-04-27", [104_470, 38_970, 38_970, 0]),
        ("2026-04-28", [109_470, 43_970, 43_970, 0]),
        ("2026-04-30", [109_470, 43_970, 43_970, 2_000]),
        ("2026-05-09", [109_470, 76_470, 46_470, 4_500]),
        ("2026-05-14", [109_470, 79_470, 49_470, 7_500]),
        ("2026-05-25", [109_470, 79_470, 49_470, 7_500]),
    ];
    let (_, measures, _) = sample();
    let computed: Vec<(String, [String; 4])> = measures
        .snapshots
        .iter()
        .map(|s| (s.slug.to_string(), Band::ALL.map(|band| s.sums.band(band).to_string())))
        .collect();
    let expected: Vec<(String, [String; 4])> =
        expected.iter().map(|(slug, sums)| ((*slug).to_owned(), sums.map(|sum| sum.to_string()))).collect();
    assert_eq!(computed, expected);
}

#[test]
fn the_first_article_on_two_bases() {
    let (_, measures, report) = sample();
    let snapshot = measures.snapshots.iter().find(|s| s.slug.as_str() == "2026-04-24").unwrap();
    assert_eq!(snapshot.shortfall().unwrap().to_string(), "68900");
    let all = snapshot.against(Band::All).unwrap();
    let firm = snapshot.against(Band::Firm).unwrap();
    assert_eq!((all.remaining.to_string(), firm.remaining.to_string()), ("25400".into(), "62900".into()));
    let percent = |a: &shortfall::measures::Against| a.coverage.as_ref().unwrap().percent(1).unwrap().to_string();
    assert_eq!((percent(all), percent(firm)), ("63.1".into(), "8.7".into()));
    let kelp = snapshot.bases.iter().find(|b| b.id.as_str() == "backing").unwrap();
    assert_eq!(kelp.against(Band::All).unwrap().remaining.to_string(), "46000");
    let compared: Vec<Verdict> =
        snapshot.claims.iter().map(|claim| claim.verdict).filter(|v| *v != Verdict::NotCompared).collect();
    assert_eq!(compared, [Verdict::Matches, Verdict::Matches, Verdict::Matches], "{}", to_text(&report));
}

#[test]
fn a_surplus_a_residual_and_an_explained_difference() {
    let (rescue, measures, report) = sample();
    let index = measures.snapshots.iter().position(|s| s.slug.as_str() == "2026-04-25").unwrap();
    let snapshot = &measures.snapshots[index];
    assert_eq!(snapshot.against(Band::All).unwrap().surplus.to_string(), "470");
    let residual = snapshot.bases.iter().find(|b| b.id.as_str() == "residual").unwrap();
    assert_eq!(residual.against(Band::All).unwrap().remaining.to_string(), "5711");
    let claim = rescue.snapshots[index].claims.iter().position(|c| c.amount.to_string() == "69570").unwrap();
    assert_eq!(snapshot.claims[claim].verdict, Verdict::Differs("200".parse().unwrap()));
    assert!(rescue.snapshots[index].claims[claim].reason.is_some());
    assert!(!report.has_unsettled_warnings(), "{}", to_text(&report));
}

#[test]
fn no_shortfall_is_invented() {
    let (_, measures, _) = sample();
    let first = &measures.snapshots[0];
    assert!(first.headline().is_none());
    assert!(first.bases.iter().all(|basis| basis.against(Band::All).is_none()));
}

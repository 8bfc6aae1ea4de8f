//! The ledger of revisions.

use crate::common::{Site, repository};
use shortfall::Study;
use shortfall::diagnostics::{Report, to_text};
use shortfall::measures::Ledger;

fn load(root: &std::path::Path) -> Study {
    let mut report = Report::default();
    let study = shortfall::study(root, &shortfall::files::read_limited, &mut report);
    study.unwrap_or_else(|| panic!("{}", to_text(&report)))
}

/// "basis: old → new", the newest first.
fn restated(study: &Study) -> Vec<String> {
    let snapshots = &study.rescue.snapshots;
    let entries = study.measures.ledger.restated.iter().map(|entry| {
        let (old, new) = (&snapshots[entry.before].bases[entry.old], &snapshots[entry.snapshot].bases[entry.basis]);
        let figure = |basis: &shortfall::rescue::Basis| basis.shortfall.unwrap().counted();
        format!("{} {}: {} → {}", snapshots[entry.snapshot].slug, new.id, figure(old), figure(new))
    });
    entries.collect()
}

#[test]
fn the_revisions_of_the_sample_by_hand() {
    let study = load(&repository("."));
    assert_eq!(
        restated(&study),
        [
            "2026-05-25 adapter-refill: 117132 → 0",
            "2026-04-27 site-target: 70000 → 100000",
            "2026-04-23 aave-bad-debt-shared: 123708727 → 62427143",
            "2026-04-23 aave-bad-debt-l2: 230113582 → 162478024",
        ],
        "a basis that is stated again with the same figure is not restated"
    );
    let ledger = &study.measures.ledger;
    assert!(ledger.corrected.is_empty());
    let claims: Vec<String> = ledger
        .mismatched
        .iter()
        .map(|entry| {
            let snapshot = &study.rescue.snapshots[entry.snapshot];
            format!("{} {} {}", snapshot.slug, snapshot.claims[entry.claim].amount, entry.difference)
        })
        .collect();
    assert!(claims.contains(&"2026-04-25 69570 200".to_owned()), "{claims:?}");
    assert!(ledger.mismatched.iter().all(|entry| entry.matched_in.is_none()), "no source matched before");
    assert!(claims.is_sorted_by(|a, b| a[..10] >= b[..10]), "the newest first: {claims:?}");
}

#[test]
fn the_small_site_lists_a_correction_and_a_claim() {
    let site = Site::fixture("small");
    site.write_texts();
    let page = site.built("revisions/index.html");
    assert!(page.contains("The first report missed half an ETH.") && page.contains(">Beta Foundation</a>"), "{page}");
    assert!(page.contains("never matched") && page.contains("It counts the withdrawn pledge."));
    assert!(!page.contains("section-restated"), "nothing was restated");
    assert!(site.built("index.html").contains("revisions/index.html"), "the navigation leads there");
    let table = site.built("data/revisions.csv");
    assert!(table.contains("2026-01-09,2026-01-09,corrected,beta,"), "{table}");
    assert!(table.contains("never matched,raised,,1150,ETH,1130.5,ETH,19.5,"), "{table}");
}

/// The small site with a third snapshot after the second.
fn third(shortfall: &str, claims: &str) -> (Site, Study) {
    let site = Site::fixture("small");
    let text = std::fs::read_to_string(site.path("content/snapshots/2026-01-09.yaml")).unwrap();
    let (before, after) = text.split_once("shortfall:\n").unwrap();
    let after = after.split_once("recoveries:\n").unwrap().1;
    let (middle, end) = after.split_once("claims:\n").unwrap();
    let end = end.split_once("metrics:\n").unwrap().1.split_once("corrections:\n").unwrap().0;
    let text = format!("{before}shortfall:\n{shortfall}recoveries:\n{middle}claims:\n{claims}metrics:\n{end}");
    site.write("content/snapshots/2026-01-16.yaml", text.replace("2026-01-09T12:00Z", "2026-01-16"));
    let study = load(&site.path("."));
    (site, study)
}

#[test]
fn a_claim_that_matched_once_matches_no_more() {
    let claims = "  - { what: pledged, amount: 1000 ETH, compare: all, by: Beta, source: \"https://news.example/9\" }
  - { what: pledged, amount: 1001 ETH, compare: all, by: Alpha }
  - { what: raised, amount: 1150 ETH, compare: all, source: \"https://news.example/7\" }
";
    let (site, study) = third("  debt: { stated: 1000 ETH, by: Alpha DAO }\n", claims);
    let ledger = &study.measures.ledger;
    let found: Vec<(usize, usize, Option<usize>)> =
        ledger.mismatched.iter().map(|entry| (entry.snapshot, entry.claim, entry.matched_in)).collect();
    // Beta's matched in the first snapshot; Alpha's is another source's; the third is repeated as it was.
    assert_eq!(found, [(2, 0, Some(0)), (2, 1, None), (1, 0, None)]);
    assert!(ledger.restated.is_empty(), "the same figure again");
    site.write_texts();
    let page = site.built("revisions/index.html");
    assert!(page.contains("matches no more") && page.contains("../reports/2026-01-02/index.html"));
    assert!(site.built("data/revisions.csv").contains("matches no more,pledged,Beta,1000,ETH,1130.5,ETH,-130.5,"));
}

#[test]
fn a_basis_in_another_unit_is_restated_without_a_difference() {
    let (site, study) =
        third("  debt: { stated: 900 ETH, by: Beta }\n  backing: { stated: 2050 ETH, by: Beta }\n", "  []\n");
    let differences: Vec<Option<String>> =
        study.measures.ledger.restated.iter().map(|entry| entry.difference.map(|d| d.to_string())).collect();
    assert_eq!(differences, [Some("-100".to_owned()), None]);
    site.write_texts();
    let page = site.built("revisions/index.html");
    assert!(
        page.contains("1,000 ETH") && page.contains("Alpha DAO, 2 Jan 2026") && page.contains(">−100</td>"),
        "{page}"
    );
}

#[test]
fn a_site_without_revisions_says_so() {
    let site = Site::fixture("small");
    std::fs::remove_file(site.path("content/snapshots/2026-01-09.yaml")).unwrap();
    std::fs::remove_file(site.path("content/reports/2026-01-09.md")).unwrap();
    site.replace("content/site.yaml", "    rates: { stETH: 0.9 }\n", "");
    assert_eq!(load(&site.path(".")).measures.ledger, Ledger::default());
    site.write_texts();
    assert!(site.built("revisions/index.html").contains("Nothing has been revised so far."));
    assert_eq!(site.built("data/revisions.csv").lines().count(), 1, "the heading alone");
}

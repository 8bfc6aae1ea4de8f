//! Rescues at their edges: every measure says something true of them, and every page is made.

use crate::common::Site;
use shortfall::Study;
use shortfall::measures::change::{Cause, Change};
use shortfall::measures::{Band, Numbers};
use shortfall::quantities::Amount;

const PEOPLE: &str = "a: { name: Ada, kind: person, aliases: [ada-old] }\nb: { name: Bea, kind: dao }\n";

/// A site that builds, measured.
fn built(snapshots: &[(&str, &str)]) -> Study {
    let site = Site::of("", PEOPLE, snapshots);
    site.write_texts();
    site.study()
}

fn debt(stated: &str) -> String {
    format!("shortfall: {{ debt: {{ {stated} }} }}\n")
}

#[test]
fn one_snapshot_has_no_change_and_no_history() {
    let study = built(&[("2026-01-01", "pledges: { a: { amount: 5, stage: proposed } }")]);
    let numbers = Numbers::of(&study.rescue, &study.measures, 0).unwrap();
    assert!(numbers.list.iter().all(|number| !number.id.starts_with("change.")));
    assert_eq!(study.measures.staleness[0].ages[0].at_least, 0);
}

#[test]
fn reports_in_a_row_that_say_the_same_of_a_pledge_are_one_step() {
    let pledge = |rate: &str, terms: &str| {
        format!("rates: {{ stETH: {rate} }}\npledges: {{ a: {{ amount: 5 stETH, {terms} }} }}")
    };
    let texts = [
        pledge("0.9", "stage: proposed"),
        pledge("0.9", "stage: proposed"),
        pledge("0.8", "stage: proposed"),
        pledge("0.8", "stage: committed, unlocks_at: 80%"),
        pledge("0.8", "stage: committed, unlocks_at: 80%, note: Signed"),
        pledge("0.7", "stage: committed, unlocks_at: 80%, note: Signed"),
        pledge("0.9", "stage: committed, unlocks_at: 80%, note: Signed"),
    ];
    let days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05", "2026-01-06", "2026-01-07"];
    let snapshots: Vec<(&str, &str)> = days.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let site = Site::of("", PEOPLE, &snapshots);
    assert!(site.run(&["build"]).status.success());
    let page = std::fs::read_to_string(site.path("output/contributors/a/index.html")).unwrap();
    let steps: Vec<&str> = page.split("<th scope=\"row\"").skip(1).collect();
    assert_eq!(steps.len(), 3, "{page}");
    for part in ["1 Jan 2026</a> – <a", "3 Jan 2026</a></th>", "4.5 → 4 proposed"] {
        assert!(steps[0].contains(part), "{part}: {}", steps[0]);
    }
    assert!(steps[1].contains("4 Jan 2026</a></th>") && steps[1].contains("Unlocks at 80% coverage."), "{}", steps[1]);
    assert!(steps[2].contains("Signed") && steps[2].contains("3.5–4.5 committed"), "{}", steps[2]);
}

#[test]
fn no_snapshot_is_an_error() {
    let site = Site::of("", PEOPLE, &[]);
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[no-snapshots]"));
}

#[test]
fn a_shortfall_that_is_missing_zero_or_negative_has_no_coverage() {
    let pledge = "pledges: { a: { amount: 5, stage: committed, unlocks_at: 50% } }";
    for stated in
        ["", &debt("stated: 0"), &debt("gross: 10, recoveries: [{ what: Frozen, amount: 15, state: frozen }]")]
    {
        let study = built(&[("2026-01-01", &format!("{stated}{pledge}"))]);
        let measures = &study.measures.snapshots[0];
        assert!(measures.against(Band::All).is_none_or(|against| against.coverage.is_none()), "{stated}");
        let dependence = &measures.dependence;
        assert!(dependence.coverage_without(&dependence.groups[0]).is_none(), "{stated}");
        assert_eq!(measures.conditional.is_some(), !stated.is_empty(), "{stated}");
    }
}

#[test]
fn when_everything_has_ended_what_was_delivered_stays() {
    let study = built(&[
        (
            "2026-01-01",
            &format!(
                "{}pledges: {{ a: {{ amount: 5, stage: committed, delivered: 2 }}, b: {{ amount: 3, stage: proposed }} }}",
                debt("stated: 10")
            ),
        ),
        ("2026-01-02", "pledges: { a: { amount: 5, end: withdrawn, delivered: 2 }, b: { amount: 3, end: rejected } }"),
    ]);
    let sums = &study.measures.snapshots[1].sums;
    assert_eq!([sums.band(Band::All), sums.band(Band::Delivered)], [Amount::whole(2); 2]);
    assert_eq!(sums.live, 0);
    let change = Change::between(&study.rescue, &study.measures, 0, 1).unwrap();
    assert_eq!(change.of(Cause::Withdrawn, Band::All), Some(Amount::whole(-3)));
    assert_eq!(change.of(Cause::Rejected, Band::All), Some(Amount::whole(-3)));
    assert!(study.measures.staleness[1].ages.is_empty());
}

#[test]
fn one_giver_is_the_whole() {
    let study = built(&[(
        "2026-01-01",
        &format!("{}pledges: {{ a: {{ amount: 12, stage: committed }} }}", debt("stated: 10")),
    )]);
    let dependence = &study.measures.snapshots[0].dependence;
    assert!(dependence.hhi.as_ref().unwrap().is_one() && dependence.effective_givers.as_ref().unwrap().is_one());
    assert_eq!(dependence.half_count, Some(1));
    assert!(dependence.groups[0].pivotal);
}

#[test]
fn all_undisclosed_is_at_least_nothing() {
    let study = built(&[(
        "2026-01-01",
        &format!("{}pledges: {{ a: {{ amount: undisclosed, stage: expressed }} }}", debt("stated: 10")),
    )]);
    let measures = &study.measures.snapshots[0];
    assert!(measures.sums.band(Band::All).is_zero() && measures.sums.is_at_least(Band::All));
    assert!(measures.dependence.hhi.is_none() && measures.dependence.half_count.is_none());
}

#[test]
fn two_snapshots_of_one_day_are_told_apart_by_their_time() {
    let site = Site::of("", PEOPLE, &[("2026-01-01", "pledges: { a: { amount: 5, stage: proposed } }")]);
    site.write(
        "content/snapshots/2026-01-01-noon.yaml",
        "date: 2026-01-01T12:00Z\npledges: { a: { amount: 3, stage: proposed } }\n",
    );
    site.write_texts();
    let study = site.study();
    let slugs: Vec<&str> = study.rescue.snapshots.iter().map(|snapshot| snapshot.slug.as_str()).collect();
    assert_eq!(slugs, ["2026-01-01-noon", "2026-01-01"]);
    let change = Change::between(&study.rescue, &study.measures, 0, 1).unwrap();
    assert_eq!(change.of(Cause::Raised, Band::All), Some(Amount::whole(2)));
    assert_eq!(study.measures.staleness[1].ages[0].at_least, 0);
}

#[test]
fn a_pledge_that_leaves_and_comes_back_is_returned() {
    let study = built(&[
        ("2026-01-01", "pledges: { a: { amount: 5, stage: proposed } }"),
        ("2026-01-02", "pledges: { a: { amount: 5, end: withdrawn } }"),
        ("2026-01-03", "pledges: { a: { amount: 4, stage: committed } }"),
    ]);
    let change = Change::between(&study.rescue, &study.measures, 1, 2).unwrap();
    assert_eq!(change.of(Cause::New, Band::All), Some(Amount::whole(4)));
    assert!(change.effects[0].returned);
}

#[test]
fn a_renamed_contributor_is_the_same_one() {
    let study = built(&[
        ("2026-01-01", "pledges: { ada-old: { amount: 5, stage: proposed } }"),
        ("2026-01-02", "pledges: { a: { amount: 5, stage: proposed } }"),
    ]);
    let change = Change::between(&study.rescue, &study.measures, 0, 1).unwrap();
    assert!(change.effects.is_empty(), "{:?}", change.effects);
    assert_eq!(study.measures.snapshots[0].dependence.groups[0].members[0].as_str(), "a");
}

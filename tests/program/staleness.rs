//! How long promises have stood still.

use crate::common::Site;
use shortfall::Study;
use shortfall::diagnostics::{Report, to_text};
use shortfall::measures::Staleness;
use shortfall::quantities::Amount;

/// One pledge through dated snapshots.
fn ages(dated: &[(&str, &str)], limits: &str) -> Vec<Staleness> {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    let head = "format: 1\ntitle: t\nheadline: debt\nbases: { debt: { title: d } }\n";
    site.write("content/site.yaml", format!("{head}{limits}"));
    site.write("content/contributors.yaml", "a: { name: A, kind: person }\n");
    for (day, pledge) in dated {
        let text = format!("date: {day}\npledges: {{ a: {{ {pledge} }} }}\n");
        site.write(&format!("content/snapshots/{day}.yaml"), text);
    }
    let mut report = Report::default();
    let study = shortfall::study(&site.path("."), &shortfall::files::read_limited, &mut report);
    study.unwrap_or_else(|| panic!("{}", to_text(&report))).measures.staleness
}

fn days(staleness: &Staleness) -> (i64, Option<i64>, bool) {
    let age = &staleness.ages[0];
    (age.at_least, age.at_most, age.is_stale())
}

#[test]
fn a_change_lies_between_two_snapshots() {
    let before = "amount: 10, stage: proposed";
    let after = "amount: 10, stage: approved";
    let all = ages(&[("2026-01-01", before), ("2026-01-11", after), ("2026-02-15", after)], "");
    assert_eq!(days(&all[0]), (0, None, false), "nothing is known of the time before the first snapshot");
    assert_eq!(days(&all[1]), (0, Some(10), false));
    assert_eq!(days(&all[2]), (35, Some(45), true));
}

#[test]
fn only_the_shortest_age_makes_stale() {
    let pledge = "amount: 10, stage: proposed";
    let all = ages(&[("2026-01-01", "amount: 9, stage: proposed"), ("2026-01-20", pledge), ("2026-02-10", pledge)], "");
    assert_eq!(days(&all[2]), (21, Some(40), false));
}

#[test]
fn a_confirmation_is_a_sign_of_life() {
    let confirmed = "amount: 10, stage: proposed, confirmed: [2026-02-20, 2026-01-05]";
    let all = ages(&[("2026-01-01", "amount: 10, stage: proposed"), ("2026-03-01", confirmed)], "");
    assert_eq!(days(&all[1]), (9, Some(9), false));
}

#[test]
fn since_says_when_a_new_pledge_was_made() {
    let all = ages(&[("2026-03-01", "amount: 10, stage: proposed, since: 2026-01-20")], "");
    assert_eq!((all[0].ages[0].at_least, all[0].ages[0].is_stale()), (40, true));
}

#[test]
fn a_site_sets_its_own_limits_and_delivered_has_none() {
    let pledge = "amount: 10, stage: proposed";
    let all = ages(&[("2026-01-01", pledge), ("2026-01-11", pledge)], "stale_after: { proposed: 7 }\n");
    assert_eq!(days(&all[1]), (10, None, true));
    assert_eq!(all[1].share().map(|share| share.is_one()), Some(true));
    let paid = "amount: 10, stage: delivered";
    let all = ages(&[("2026-01-01", paid), ("2026-06-01", paid)], "");
    assert!(all[1].ages.is_empty() && all[1].share().is_none());
}

#[test]
fn the_sample_by_hand() {
    let mut report = Report::default();
    let study: Study =
        shortfall::study(&crate::common::repository("."), &shortfall::files::read_limited, &mut report).unwrap();
    let newest = study.measures.staleness.last().unwrap();
    let of = |id: &str| newest.ages.iter().find(|age| age.pledge.as_str() == id).unwrap();
    // Promised on 23 April, unchanged on 25 May.
    assert_eq!((of("stani-kulechov").at_least, of("stani-kulechov").is_stale()), (32, true));
    // Approved between 30 April and 9 May.
    assert_eq!((of("mantle").at_least, of("mantle").at_most, of("mantle").is_stale()), (16, Some(25), false));
    assert!(newest.stale < newest.open && newest.stale > Amount::ZERO);
}

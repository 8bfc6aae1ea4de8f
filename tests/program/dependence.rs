//! Conditions and dependence: identities on generated rescues, and the sample by hand.

use std::fmt::Write as _;

use crate::common::Site;
use proptest::prelude::*;
use shortfall::Study;
use shortfall::diagnostics::{Report, to_text};
use shortfall::measures::{Band, SnapshotMeasures};
use shortfall::quantities::{Amount, Ratio};

/// Amount, the coverage it requires in percent, the group of its giver.
type Given = (u32, Option<u32>, u8);

fn study(given: &[Given], shortfall: u32, reversed: bool) -> Study {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    site.write("content/site.yaml", "format: 1\ntitle: t\nheadline: debt\nbases: { debt: { title: d } }\n");
    let mut givers = String::new();
    let mut pledges = String::from("  never: { contributor: g0, amount: undisclosed, stage: expressed }\n");
    let mut order: Vec<usize> = (0..given.len()).collect();
    if reversed {
        order.reverse();
    }
    writeln!(givers, "g0: {{ name: G, kind: person }}").unwrap();
    for i in order {
        let (amount, coverage, group) = given[i];
        writeln!(givers, "c{i}: {{ name: C{i}, kind: dao, group: group-{group} }}").unwrap();
        let unlocks = coverage.map(|percent| format!(", unlocks_at: {percent}%")).unwrap_or_default();
        writeln!(pledges, "  c{i}: {{ amount: {amount}, stage: committed{unlocks} }}").unwrap();
    }
    site.write("content/contributors.yaml", givers);
    site.write(
        "content/snapshots/2026-01-01.yaml",
        format!("date: 2026-01-01\nshortfall: {{ debt: {{ stated: {shortfall} }} }}\npledges:\n{pledges}"),
    );
    let mut report = Report::default();
    let study = shortfall::study(&site.path("."), &shortfall::files::read_limited, &mut report);
    study.unwrap_or_else(|| panic!("{}", to_text(&report)))
}

fn given() -> impl Strategy<Value = Vec<Given>> {
    prop::collection::vec((1_u32..500, prop::option::of(1_u32..150), 0_u8..4), 1..10)
}

/// The definition, as slowly as it reads: admit one whose condition holds without it, until none does.
fn fixpoint(given: &[Given], shortfall: u32, without: Option<u8>) -> u64 {
    let standing_ones: Vec<&Given> = given.iter().filter(|(_, _, group)| Some(*group) != without).collect();
    let mut admitted: Vec<bool> = standing_ones.iter().map(|(_, coverage, _)| coverage.is_none()).collect();
    loop {
        let sum: u64 =
            standing_ones.iter().zip(&admitted).filter(|(_, a)| **a).map(|((amount, ..), _)| u64::from(*amount)).sum();
        let next = (0..standing_ones.len()).find(|i| {
            let needed = standing_ones[*i].1.map(u64::from);
            !admitted[*i] && needed.is_some_and(|percent| sum * 100 >= percent * u64::from(shortfall))
        });
        match next {
            Some(i) => admitted[i] = true,
            None => return sum,
        }
    }
}

fn only(study: &Study) -> &SnapshotMeasures {
    &study.measures.snapshots[0]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn conditions_are_solved_as_they_are_defined(given in given(), shortfall in 1_u32..3000) {
        let (one, other) = (study(&given, shortfall, false), study(&given, shortfall, true));
        let solved = only(&one).conditional.clone().unwrap();
        prop_assert_eq!(&solved, only(&other).conditional.as_ref().unwrap(), "the order of the file matters");
        prop_assert_eq!(solved.standing.to_string(), fixpoint(&given, shortfall, None).to_string());
        prop_assert_eq!(solved.standing.plus(solved.locked), Some(only(&one).sums.band(Band::All)));
        // The key unlocks something, and nothing less does.
        prop_assert_eq!(solved.key.is_some(), solved.locked.is_positive());
        if let Some(with_key) = solved.standing_with_key {
            prop_assert!(with_key > solved.standing.plus(solved.key.unwrap()).unwrap());
        }
    }

    #[test]
    fn shares_and_losses_are_what_they_are_defined_to_be(given in given(), shortfall in 1_u32..3000) {
        let study = study(&given, shortfall, false);
        let dependence = &only(&study).dependence;
        let shares = dependence.groups.iter().map(|group| dependence.share(group).unwrap()).reduce(|a, b| a.plus(&b)).unwrap();
        prop_assert!(shares.is_one());
        let one = Ratio::from_amount(Amount::whole(1));
        let hhi = dependence.hhi.clone().unwrap();
        let groups = Ratio::from_amount(Amount::whole(i64::try_from(dependence.groups.len()).unwrap()));
        prop_assert!(hhi <= one && hhi >= groups.inverse().unwrap());
        let half = dependence.half_count.unwrap();
        let half_of_all = one.mean(&Ratio::from_amount(Amount::ZERO));
        prop_assert!(dependence.top(half).unwrap() >= half_of_all);
        prop_assert!(half == 1 || dependence.top(half - 1).unwrap() < half_of_all);
        let everyone = fixpoint(&given, shortfall, None);
        for group in &dependence.groups {
            let number: u8 = group.id.as_str().trim_start_matches("group-").parse().unwrap();
            let without = fixpoint(&given, shortfall, Some(number));
            prop_assert_eq!(group.standing_without.unwrap().to_string(), without.to_string());
            let g = u64::from(shortfall);
            prop_assert_eq!(group.pivotal, everyone >= g && without < g);
        }
    }
}

#[test]
fn the_sample_by_hand() {
    let mut report = Report::default();
    let study =
        shortfall::study(&crate::common::repository("."), &shortfall::files::read_limited, &mut report).unwrap();
    let at = |slug: &str| study.measures.snapshots.iter().find(|s| s.slug.as_str() == slug).unwrap();
    // Lido's 2,500 need the whole deficit covered: 43,500 − 2,500 = 41,000 stand, 68,900 − 41,000 are missing.
    let solved = at("2026-04-24").conditional.clone().unwrap();
    assert_eq!((solved.standing, solved.locked), (Amount::whole(41_000), Amount::whole(2_500)));
    assert_eq!((solved.key, solved.standing_with_key), (Some(Amount::whole(27_900)), Some(Amount::whole(71_400))));
    let dependence = &at("2026-04-24").dependence;
    assert_eq!(dependence.half_count, Some(1), "Mantle alone is 30,000 of 43,500");
    assert_eq!(dependence.top(1).unwrap(), Ratio::of(Amount::whole(30_000), Amount::whole(43_500)).unwrap());
    // Before a shortfall is stated, conditions are undetermined.
    assert!(at("2026-04-23").conditional.is_none());
}

#[test]
fn nothing_pledged_has_no_concentration() {
    let mut report = Report::default();
    let study =
        shortfall::study(&crate::common::repository("."), &shortfall::files::read_limited, &mut report).unwrap();
    let dependence = &study.measures.snapshots[0].dependence;
    assert!(dependence.groups.is_empty() && dependence.hhi.is_none() && dependence.half_count.is_none());
    assert!(dependence.effective_givers.is_none() && dependence.repayable.is_none());
}

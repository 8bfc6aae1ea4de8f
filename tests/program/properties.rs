//! Identities of the measures, on generated rescues that pass through the whole loader.

use std::fmt::Write as _;

use crate::common::Site;
use proptest::prelude::*;
use shortfall::diagnostics::{Report, to_text};
use shortfall::measures::{Band, Measures};
use shortfall::quantities::{Amount, Ratio};
use shortfall::rescue::{Rescue, STAGES};

/// A pledge in the words of the format.
fn pledge() -> impl Strategy<Value = String> {
    let number = (0_u64..1_000_000, 0_u64..1_000_000_000).prop_map(|(whole, part)| format!("{whole}.{part:09}"));
    let unit = prop_oneof![Just(""), Just(" ETH"), Just(" stETH"), Just(" rsETH")];
    let form = prop_oneof![
        4 => (number.clone(), unit.clone()).prop_map(|(n, u)| format!("{n}{u}")),
        1 => (number, unit.clone()).prop_map(|(n, u)| format!("up to {n}{u}")),
        1 => (0_u64..500, 500_u64..9000, unit).prop_map(|(a, b, u)| format!("{a}..{b}{u}")),
        1 => Just("undisclosed".to_owned()),
    ];
    let status = prop_oneof![
        6 => prop::sample::select(STAGES.map(|stage| format!("stage: {stage}")).to_vec()),
        1 => Just("end: withdrawn".to_owned()),
    ];
    (form, status, prop::option::of(0_u64..1_000_000), any::<bool>()).prop_map(|(amount, status, delivered, counts)| {
        // What is delivered altogether has no delivered part.
        let delivered = delivered.filter(|_| !status.ends_with("delivered"));
        let delivered = delivered.map(|d| format!(", delivered: {d}")).unwrap_or_default();
        format!("{{ contributor: a, amount: {amount}, {status}{delivered}, counts: {counts} }}")
    })
}

fn study(pledges: &[String], shortfall: u64) -> (Rescue, Measures) {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    site.write("content/site.yaml", "format: 1\ntitle: t\nheadline: debt\nbases: { debt: { title: d } }\n");
    site.write("content/contributors.yaml", "a: { name: A, kind: person }\n");
    let mut text = format!(
        "date: 2026-01-01\nshortfall: {{ debt: {{ stated: {shortfall} }} }}\nrates: {{ stETH: 1, rsETH: 1.0696 }}\npledges:\n"
    );
    for (i, pledge) in pledges.iter().enumerate() {
        writeln!(text, "  p{i}: {pledge}").unwrap();
    }
    if pledges.is_empty() {
        text.push_str("  {}\n");
    }
    site.write("content/snapshots/2026-01-01.yaml", text);
    let mut report = Report::default();
    let study = shortfall::study(&site.path("."), &shortfall::files::read_limited, &mut report);
    let study = study.unwrap_or_else(|| panic!("{}", to_text(&report)));
    (study.rescue, study.measures)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bands_are_nested_and_tie_to_pledges(pledges in prop::collection::vec(pledge(), 0..12), shortfall in 0_u64..5_000_000) {
        let (rescue, measures) = study(&pledges, shortfall);
        let measured = &measures.snapshots[0];
        let sum = |band| measured.sums.band(band);
        prop_assert!(sum(Band::Delivered) <= sum(Band::Firm));
        prop_assert!(sum(Band::Firm) <= sum(Band::Probable));
        prop_assert!(sum(Band::Probable) <= sum(Band::All));
        for band in Band::ALL {
            // S_k is the sum of the printed rows, to the last digit.
            let parts = measured.pledges.iter().flat_map(|p| p.stages[band.from_stage().index()..].iter().copied());
            prop_assert_eq!(Amount::total(parts), Some(sum(band)));
            prop_assert!(measured.sums.floor(band) <= sum(band));
            // B = U − O, and one of the two is zero.
            let against = measured.against(band).unwrap();
            prop_assert_eq!(against.remaining.minus(against.surplus), Some(against.balance));
            prop_assert!(against.remaining.is_zero() || against.surplus.is_zero());
            prop_assert_eq!(against.balance.plus(sum(band)), measured.shortfall());
            // Coverage is undefined without a shortfall above zero, and exact otherwise.
            match (&against.coverage, measured.shortfall().unwrap()) {
                (None, shortfall) => prop_assert!(!shortfall.is_positive()),
                (Some(coverage), shortfall) => prop_assert_eq!(Some(coverage.clone()), Ratio::of(sum(band), shortfall)),
            }
        }
        for pledge in &measured.pledges {
            prop_assert_eq!(Amount::total(pledge.stages), Some(pledge.total));
            prop_assert!(pledge.floor >= pledge.stages[4] && pledge.floor <= pledge.total);
        }
        for pledge in &rescue.snapshots[0].pledges {
            // Σ x = a, in the pledge's own asset.
            prop_assert_eq!(Amount::total(pledge.split()), Some(pledge.amount()));
        }
    }

    #[test]
    fn the_order_of_a_file_does_not_matter(pledges in prop::collection::vec(pledge(), 2..10)) {
        let (_, one) = study(&pledges, 1000);
        let reversed: Vec<String> = pledges.iter().rev().cloned().collect();
        let (_, other) = study(&reversed, 1000);
        for band in Band::ALL {
            prop_assert_eq!(one.snapshots[0].sums.band(band), other.snapshots[0].sums.band(band));
            prop_assert_eq!(one.snapshots[0].sums.floor(band), other.snapshots[0].sums.floor(band));
        }
    }

    #[test]
    fn an_amount_is_read_as_it_is_printed(atoms in -i128::MAX..=i128::MAX) {
        let amount = Amount::from_atoms(atoms);
        prop_assert_eq!(amount.to_string().parse::<Amount>(), Ok(amount));
        let printed = shortfall::quantities::print::exact(amount);
        prop_assert_eq!(printed.parse::<Amount>(), Ok(amount));
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in ".{0,60}") {
        let _ = text.parse::<Amount>();
        let _ = text.parse::<shortfall::quantities::Quantity>();
        let _ = text.parse::<shortfall::quantities::Day>();
        let _ = shortfall::quantities::Slug::new(&text);
    }
}

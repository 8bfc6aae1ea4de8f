//! The change between two snapshots: its identities on generated histories, and checks by hand.

use std::fmt::Write as _;

use crate::common::Site;
use proptest::prelude::*;
use shortfall::Study;
use shortfall::diagnostics::{Report, to_text};
use shortfall::measures::Band;
use shortfall::measures::change::{Cause, Change};
use shortfall::quantities::{Amount, Ratio};
use shortfall::rescue::STAGES;

/// One pledge in one snapshot: nothing, or the words of the format.
fn standing() -> impl Strategy<Value = Option<String>> {
    let amount = prop_oneof![
        6 => (0_u64..900, 0_u64..1_000_000_000, prop::sample::select(vec!["", " stETH", " rsETH"]))
            .prop_map(|(whole, part, unit)| format!("{whole}.{part:09}{unit}")),
        1 => Just("undisclosed".to_owned()),
    ];
    let status = prop_oneof![
        6 => prop::sample::select(STAGES.map(|stage| format!("stage: {stage}")).to_vec()),
        2 => prop::sample::select(vec!["end: withdrawn".to_owned(), "end: rejected".to_owned(), "end: expired".to_owned()]),
    ];
    let words = (amount, status, prop::option::of(0_u64..1000), prop::bool::weighted(0.9));
    prop::option::weighted(
        0.85,
        words.prop_map(|(amount, status, delivered, counts)| {
            // What is delivered altogether has no delivered part.
            let delivered = delivered.filter(|_| !status.ends_with("delivered"));
            let delivered = delivered.map(|d| format!(", delivered: {d}.5")).unwrap_or_default();
            format!("{{ contributor: a, amount: {amount}, {status}{delivered}, counts: {counts} }}")
        }),
    )
}

#[derive(Debug, Clone)]
struct Dated {
    pledges: Vec<Option<String>>,
    rates: (u32, u32),
    basis: Option<String>,
    corrected: Option<usize>,
}

const PLEDGES: usize = 6;

fn dated() -> impl Strategy<Value = Dated> {
    let basis = prop_oneof![
        2 => (1_u64..9000).prop_map(|g| format!("stated: {g}.25")),
        2 => (5000_u64..9000, 0_u64..4000).prop_map(|(g, d)| format!("gross: {g}, recoveries: [ {{ what: x, amount: {d}, state: frozen }} ]")),
        1 => (1_u64..9000).prop_map(|g| format!("stated: {g} rsETH")),
    ];
    (
        prop::collection::vec(standing(), PLEDGES),
        (9_000_u32..11_000, 10_000_u32..11_000),
        prop::option::weighted(0.8, basis),
        prop::option::weighted(0.3, 0..PLEDGES),
    )
        .prop_map(|(pledges, rates, basis, corrected)| Dated { pledges, rates, basis, corrected })
}

fn study(history: &[Dated], reverse_file_order: bool) -> Study {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    site.write("content/site.yaml", "format: 1\ntitle: t\nheadline: debt\nbases: { debt: { title: d } }\n");
    site.write("content/contributors.yaml", "a: { name: A, kind: person }\n");
    for (day, dated) in (1..).zip(history) {
        let (st, rs) = dated.rates;
        let mut text = format!(
            "date: 2026-01-{day:02}\nrates: {{ stETH: 0.{st:05}, rsETH: 1.{rs:05} }}\npledges:\n  never: {{ contributor: a, amount: 0, stage: expressed }}\n"
        );
        let mut rows: Vec<String> = dated
            .pledges
            .iter()
            .enumerate()
            .filter_map(|(i, p)| p.as_ref().map(|p| format!("  p{i}: {p}\n")))
            .collect();
        if reverse_file_order {
            rows.reverse();
        }
        text.push_str(&rows.concat());
        if let Some(basis) = &dated.basis {
            writeln!(text, "shortfall: {{ debt: {{ {basis} }} }}").unwrap();
        }
        if let Some(i) = dated.corrected.filter(|i| dated.pledges[*i].is_some()) {
            writeln!(text, "corrections: [ {{ on: 2026-01-{day:02}, pledges: [p{i}], note: n }} ]").unwrap();
        }
        site.write(&format!("content/snapshots/2026-01-{day:02}.yaml"), text);
    }
    let mut report = Report::default();
    let study = shortfall::study(&site.path("."), &shortfall::files::read_limited, &mut report);
    study.unwrap_or_else(|| panic!("{}", to_text(&report)))
}

fn between(study: &Study, from: usize, to: usize) -> Change {
    Change::between(&study.rescue, &study.measures, from, to).unwrap()
}

fn negative(amount: Amount) -> Amount {
    Amount::ZERO.minus(amount).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn causes_add_up_to_the_last_digit(history in prop::collection::vec(dated(), 2..4)) {
        let study = study(&history, false);
        for to in 1..history.len() {
            let change = between(&study, to - 1, to);
            let (before, after) = (&study.measures.snapshots[to - 1], &study.measures.snapshots[to]);
            for band in Band::ALL {
                let causes = Amount::total(Cause::ALL.map(|cause| change.of(cause, band).unwrap())).unwrap();
                prop_assert_eq!(causes, change.total(band));
                prop_assert_eq!(Some(change.total(band)), after.sums.band(band).minus(before.sums.band(band)));
            }
            if let Some(shortfall) = &change.shortfall {
                let parts = [shortfall.recovery, shortfall.rate, shortfall.basis, shortfall.reestimated];
                prop_assert_eq!(Amount::total(parts), Some(shortfall.total));
                prop_assert_eq!(after.shortfall().unwrap().minus(before.shortfall().unwrap()), Some(shortfall.total));
            }
            for coverage in &change.coverage(&study.measures) {
                prop_assert_eq!(&coverage.giving.plus(&coverage.revision), &coverage.total);
                // The revision is ½(S⁰ + S¹)·(1/G¹ − 1/G⁰), though it is printed by difference.
                let one = Amount::whole(1);
                let inverse = |m: &shortfall::measures::SnapshotMeasures| Ratio::of(one, m.shortfall().unwrap()).unwrap();
                let sums = Ratio::from_amount(before.sums.band(coverage.band)).mean(&Ratio::from_amount(after.sums.band(coverage.band)));
                prop_assert_eq!(&coverage.revision, &sums.by(&inverse(after).minus(&inverse(before))));
            }
        }
    }

    #[test]
    fn signs_are_what_the_words_say(history in prop::collection::vec(dated(), 2)) {
        let study = study(&history, false);
        for effect in between(&study, 0, 1).effects {
            for amount in effect.amounts {
                match effect.cause {
                    Cause::New | Cause::Raised | Cause::Forward => prop_assert!(!amount.is_negative(), "{:?}", effect),
                    Cause::Lowered | Cause::Back | Cause::Withdrawn | Cause::Rejected | Cause::Expired | Cause::Vanished =>
                        prop_assert!(!amount.is_positive(), "{:?}", effect),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn swapping_the_snapshots_turns_the_causes_round(history in prop::collection::vec(dated(), 2)) {
        let study = study(&history, false);
        let (forth, back) = (between(&study, 0, 1), between(&study, 1, 0));
        let ended = |change: &Change, band| {
            Amount::total([Cause::Withdrawn, Cause::Rejected, Cause::Expired, Cause::Vanished].map(|c| change.of(c, band).unwrap())).unwrap()
        };
        for band in Band::ALL {
            let of = |change: &Change, cause| change.of(cause, band).unwrap();
            prop_assert_eq!(of(&forth, Cause::New), negative(ended(&back, band)));
            prop_assert_eq!(ended(&forth, band), negative(of(&back, Cause::New)));
            for (one, other) in [
                (Cause::Raised, Cause::Lowered),
                (Cause::Forward, Cause::Back),
                (Cause::Rate, Cause::Rate),
                (Cause::Restated, Cause::Restated),
                (Cause::Reclassified, Cause::Reclassified),
                (Cause::Redenominated, Cause::Redenominated),
            ] {
                prop_assert_eq!(of(&forth, one), negative(of(&back, other)), "{:?}", one);
                prop_assert_eq!(of(&forth, other), negative(of(&back, one)), "{:?}", other);
            }
        }
    }

    #[test]
    fn file_order_does_not_matter_and_totals_chain(history in prop::collection::vec(dated(), 3)) {
        let (one, other) = (study(&history, false), study(&history, true));
        prop_assert_eq!(&between(&one, 0, 2).effects, &between(&other, 0, 2).effects);
        for band in Band::ALL {
            let chained = between(&one, 0, 1).total(band).plus(between(&one, 1, 2).total(band));
            prop_assert_eq!(chained, Some(between(&one, 0, 2).total(band)));
        }
    }

    #[test]
    fn the_moves_matrix_ties_to_the_causes(history in prop::collection::vec(dated(), 2)) {
        let study = study(&history, false);
        let change = between(&study, 0, 1);
        for band in Band::ALL {
            let k = band.from_stage().index();
            let total = |amounts: &[Amount]| Amount::total(amounts.iter().copied()).unwrap();
            prop_assert_eq!(total(&change.moves.raised[k..]), change.of(Cause::Raised, band).unwrap());
            prop_assert_eq!(negative(total(&change.moves.lowered[k..])), change.of(Cause::Lowered, band).unwrap());
            let moves = &change.moves;
            for stage in k..5 {
                let (came, went) = (moves.came(stage).unwrap(), moves.went(stage).unwrap());
                prop_assert_eq!(came.is_positive(), moves.came_counts[stage] > 0);
                prop_assert_eq!(went.is_positive(), moves.went_counts[stage] > 0);
            }
            let crossed = |from: std::ops::Range<usize>, to: std::ops::Range<usize>| {
                total(&change.moves.cells[from].iter().flat_map(|row| row[to.clone()].to_vec()).collect::<Vec<_>>())
            };
            prop_assert_eq!(crossed(0..k, k..5), change.of(Cause::Forward, band).unwrap());
            prop_assert_eq!(negative(crossed(k..5, 0..k)), change.of(Cause::Back, band).unwrap());
            prop_assert_eq!(total(&change.moves.new[k..]), change.of(Cause::New, band).unwrap());
            let ends = [Cause::Withdrawn, Cause::Rejected, Cause::Expired, Cause::Vanished];
            let ended = total(&ends.map(|cause| change.of(cause, band).unwrap()));
            prop_assert_eq!(negative(total(&change.moves.ended[k..])), ended);
        }
    }
}

fn two(first: &str, second: &str) -> Study {
    let dated = |pledge: &str| Dated {
        pledges: vec![Some(format!("{{ contributor: a, {pledge} }}")).filter(|_| !pledge.is_empty())],
        rates: (10_000, 10_000),
        basis: None,
        corrected: None,
    };
    study(&[dated(first), dated(second)], false)
}

/// Cause, effect on all, effect on firm, effect on delivered.
fn told(study: &Study) -> Vec<(&'static str, String, String, String)> {
    let effects = between(study, 0, 1).effects;
    let print = |amount: Amount| amount.to_string();
    effects.iter().map(|e| (e.cause.word(), print(e.amounts[0]), print(e.amounts[3]), print(e.amounts[4]))).collect()
}

fn row(cause: &'static str, all: &str, firm: &str, delivered: &str) -> (&'static str, String, String, String) {
    (cause, all.into(), firm.into(), delivered.into())
}

#[test]
fn the_worked_check_of_the_definition() {
    let study = two("amount: 100, stage: committed", "amount: 120, stage: committed, delivered: 50");
    assert_eq!(told(&study), [row("raised", "20", "20", "0"), row("moved forward", "0", "0", "50")]);
}

#[test]
fn what_was_delivered_stays_when_a_pledge_ends() {
    let study = two("amount: 100, stage: committed, delivered: 30", "amount: 100, end: withdrawn, delivered: 30");
    assert_eq!(told(&study), [row("withdrawn", "-70", "-70", "0")]);
}

#[test]
fn an_undisclosed_amount_that_becomes_known_is_raised() {
    let study = two("amount: undisclosed, stage: expressed", "amount: 40, stage: committed");
    assert_eq!(told(&study), [row("raised", "40", "40", "0")]);
}

#[test]
fn a_pledge_that_leaves_and_comes_back_has_returned() {
    let dated = |pledge: Option<&str>| Dated {
        pledges: vec![pledge.map(|p| format!("{{ contributor: a, {p} }}"))],
        rates: (10_000, 10_000),
        basis: None,
        corrected: None,
    };
    let here = Some("amount: 10, stage: proposed");
    let study = study(&[dated(here), dated(None), dated(here)], false);
    let gone = between(&study, 0, 1);
    assert_eq!((gone.effects.len(), gone.effects[0].cause), (1, Cause::Vanished));
    let back = between(&study, 1, 2);
    assert_eq!((back.effects[0].cause, back.effects[0].returned), (Cause::New, true));
}

#[test]
fn the_sample_by_hand() {
    let mut report = Report::default();
    let study =
        shortfall::study(&crate::common::repository("."), &shortfall::files::read_limited, &mut report).unwrap();
    let at = |slug: &str| study.rescue.snapshots.iter().position(|s| s.slug.as_str() == slug).unwrap();
    let of = |from: &str, to: &str, cause, band| between(&study, at(from), at(to)).of(cause, band).unwrap().to_string();
    // Aave DAO 25,000, Frangella 500, BGD Labs 250, Boado 100, Keyring 20.
    assert_eq!(of("2026-04-24", "2026-04-25", Cause::New, Band::All), "25870");
    assert_eq!(of("2026-04-28", "2026-04-30", Cause::Forward, Band::Delivered), "2000");
    assert_eq!(between(&study, at("2026-04-28"), at("2026-04-30")).total(Band::Firm), Amount::ZERO);
    let may = between(&study, at("2026-04-30"), at("2026-05-09"));
    assert_eq!(may.of(Cause::Forward, Band::Probable).unwrap().to_string(), "32500");
    assert_eq!(may.of(Cause::Forward, Band::Firm).unwrap().to_string(), "2500");
    let mantle = may.effects.iter().find(|e| e.pledge.as_str() == "mantle").unwrap();
    assert_eq!((mantle.cause, mantle.amounts[2].to_string()), (Cause::Forward, "30000".to_owned()));
}

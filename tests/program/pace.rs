//! Pace, thresholds, projections and tempo, checked by hand on small histories.

use std::fmt::Write as _;

use crate::common::{Site, repository};
use shortfall::Study;
use shortfall::diagnostics::{Report, to_text};
use shortfall::measures::Band;
use shortfall::measures::pace::{Pace, Trigger};
use shortfall::measures::projection::{HitRate, Refusal};
use shortfall::measures::tempo::Median;
use shortfall::rescue::Stage;

/// Snapshots by name of file and date, each with its pledges as typed.
fn study(dated: &[(String, String)], site_keys: &str) -> Study {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    let head = "format: 1\ntitle: t\nheadline: debt\nbases: { debt: { title: d } }\n";
    site.write("content/site.yaml", format!("{head}{site_keys}"));
    site.write("content/contributors.yaml", "a: { name: A, kind: person }\n");
    for (date, pledges) in dated {
        let text = format!("date: {date}\nshortfall: {{ debt: {{ stated: 1000 }} }}\npledges: {{ {pledges} }}\n");
        site.write(&format!("content/snapshots/{}.yaml", date.to_lowercase().replace(':', "-")), text);
    }
    let mut report = Report::default();
    let study = shortfall::study(&site.path("."), &shortfall::files::read_limited, &mut report);
    study.unwrap_or_else(|| panic!("{}", to_text(&report)))
}

fn pledge(id: &str, amount: u64, stage: &str) -> String {
    format!("{id}: {{ contributor: a, amount: {amount}, stage: {stage} }}")
}

fn dated(days: &[(&str, String)]) -> Vec<(String, String)> {
    days.iter().map(|(day, pledges)| ((*day).to_owned(), pledges.clone())).collect()
}

/// A day of 2026, from 1 January.
fn day(n: usize) -> String {
    let first: shortfall::quantities::Moment = "2026-01-01".parse().unwrap();
    first.days_later(i64::try_from(n).unwrap()).unwrap().to_string()
}

#[test]
fn a_pace_takes_the_value_that_held_when_its_window_began() {
    let history = dated(&[
        ("2026-01-01", pledge("x", 100, "proposed")),
        ("2026-01-10", pledge("x", 170, "committed")),
        ("2026-01-20", pledge("x", 240, "committed")),
        ("2026-01-24T12:00Z", pledge("x", 230, "delivered")),
    ]);
    let study = study(&history, "");
    let told = |index: usize| {
        Pace::of(&study.measures, index).map(|pace| {
            let day = |band| pace.per_day(band).and_then(|ratio| ratio.to_amount()).map(|a| a.rounded(6).to_string());
            (pace.since.map(|at| at.to_string()), day(Band::All), day(Band::Firm))
        })
    };
    let text = |text: &str| Some(text.to_owned());
    // A week before noon of the 24th the 10th's value held: (230 − 170) / 7. Two weeks before, the 10th was not over.
    assert_eq!(
        told(3),
        [
            (text("2026-01-10"), text("8.571429"), text("8.571429")),
            (text("2026-01-01"), text("9.285714"), text("16.428571")),
            (None, None, None),
        ]
    );
    // A week before the end of the 20th the 10th's value held as well.
    assert_eq!(told(2)[0], (text("2026-01-10"), text("10"), text("10")));
    assert_eq!(told(0), [(None, None, None), (None, None, None), (None, None, None)]);
}

#[test]
fn thresholds_tell_what_is_missing() {
    let history =
        dated(&[("2026-01-01", format!("{}, {}", pledge("x", 400, "proposed"), pledge("y", 300, "committed")))]);
    let study = study(&history, "thresholds: [100%, 33.3333%, 50%]\n");
    let triggers = Trigger::all(&study.rescue.site.thresholds, &study.measures, 0).unwrap();
    let told: Vec<[String; 3]> = triggers
        .iter()
        .map(|t| [t.target, t.distance(Band::All), t.distance(Band::Firm)].map(|amount| amount.to_string()))
        .collect();
    let row = |cells: [&str; 3]| cells.map(str::to_owned);
    assert_eq!(told, [row(["333.333", "0", "33.333"]), row(["500", "0", "200"]), row(["1000", "300", "700"])]);
}

/// Eight weeks: every third day something is promised, and some of it is taken back.
fn lively(length: usize) -> Vec<(String, String)> {
    (0..length)
        .map(|n| (day(n * 3), pledge("x", [40, 90, 80, 130, 170, 160][n % 6] + 60 * (n as u64 / 6), "committed")))
        .collect()
}

#[test]
fn a_projection_uses_nothing_later_and_is_the_same_twice() {
    let (long, short) = (study(&lively(19), ""), study(&lively(13), ""));
    let again = study(&lively(19).into_iter().rev().collect::<Vec<_>>(), "");
    for index in 0..13 {
        for band in [Band::All, Band::Firm] {
            let of =
                |study: &Study| (study.measures.outlook(index, band).cloned(), study.measures.hit_rate(index, band));
            assert_eq!(of(&long), of(&short), "{index}");
            assert_eq!(of(&long), of(&again), "{index}");
        }
        assert_eq!(long.measures.outlook(index, Band::Probable), None);
    }
    assert!(long.measures.outlook(12, Band::All).unwrap().is_ok());
}

#[test]
fn hits_are_counted_from_five_bands_on() {
    let study = study(&lively(19), "");
    // Day 21, the eighth snapshot, is the first with a band; the thirteenth looks back on five.
    let first = (0..19).find(|index| study.measures.outlook(*index, Band::All).unwrap().is_ok());
    assert_eq!(first, Some(7));
    assert_eq!(study.measures.hit_rate(11, Band::All), None);
    let by_hand = |index: usize| {
        let held = (7..index).filter(|before| {
            let projection = study.measures.projection(*before, Band::All).unwrap().unwrap();
            let most = projection.days[2].most;
            (most.low..=most.high).contains(&study.measures.snapshots[before + 1].sums.band(Band::All))
        });
        HitRate { held: held.count(), of: index - 7 }
    };
    for index in [12, 15, 18] {
        assert_eq!(study.measures.hit_rate(index, Band::All), Some(by_hand(index)));
    }
}

#[test]
fn the_sample_refuses() {
    let mut report = Report::default();
    let study = shortfall::study(&repository("."), &shortfall::files::read_limited, &mut report).unwrap();
    let newest = study.measures.snapshots.len() - 1;
    let refused = |index: usize, band| study.measures.outlook(index, band).unwrap().clone().unwrap_err();
    assert_eq!(refused(0, Band::All), [Refusal::NoShortfall]);
    assert!(!refused(newest, Band::All).is_empty());
    assert_eq!(study.measures.hit_rate(newest, Band::All), None);
}

#[test]
fn the_time_at_a_stage_lies_between_snapshots() {
    // Ten pledges leave `proposed`, half of them after the second snapshot and half after the third.
    let at = |stage: &dyn Fn(usize) -> &'static str| {
        (0..10).map(|n| pledge(&format!("p{n}"), 10, stage(n))).collect::<Vec<_>>().join(", ")
    };
    let history = dated(&[
        ("2026-01-01", pledge("old", 10, "expressed")),
        ("2026-01-05", at(&|_| "proposed")),
        ("2026-01-15", at(&|n| if n < 5 { "approved" } else { "proposed" })),
        ("2026-01-25", at(&|n| if n == 0 { "committed" } else { "approved" })),
    ]);
    let study = study(&history, "");
    let of = |index: usize, stage| study.measures.tempo[index].iter().find(|tempo| tempo.stage == stage).copied();
    // Vanished after the first snapshot.
    assert_eq!(of(1, Stage::Expressed).map(|tempo| (tempo.left, tempo.median)), Some((1, None)));
    assert_eq!(of(2, Stage::Proposed).map(|tempo| (tempo.left, tempo.median)), Some((5, None)));
    // Five stood there 0 to 14 days, five 10 to 24: the middle lies between the fifth and the sixth.
    let median = Median { at_least: 0, at_most: Some(24) };
    assert_eq!(of(3, Stage::Proposed).map(|tempo| (tempo.left, tempo.median)), Some((10, Some(median))));
    assert_eq!(of(3, Stage::Approved).map(|tempo| tempo.left), Some(1));
    assert_eq!(of(3, Stage::Committed), None);
}

#[test]
fn a_correction_is_no_move() {
    let site_days = |corrected: &str| {
        let mut history =
            dated(&[("2026-01-01", pledge("x", 10, "committed")), ("2026-01-09", pledge("x", 10, "proposed"))]);
        write!(history[1].1, " }}\n{corrected}\nmetrics: {{ ").unwrap();
        study(&history, "").measures.tempo[1].len()
    };
    assert_eq!(site_days(""), 1);
    assert_eq!(site_days("corrections: [ { on: 2026-01-09, pledges: [x], note: n } ]"), 0);
}

#[test]
fn thresholds_are_printed() {
    let site = Site::fixture("small");
    site.replace("content/site.yaml", "headline: debt\n", "headline: debt\nthresholds: [90%]\n");
    site.write_texts();
    let json: serde_json::Value = serde_json::from_str(&site.built("reports/2026-01-09/report.json")).unwrap();
    let first = &json["pace"]["thresholds"][0];
    let target = shortfall::quantities::print::exact(first["target"].as_str().unwrap().parse().unwrap());
    for form in ["index.html", "index.md"] {
        let text = site.built(&format!("reports/2026-01-09/{form}"));
        assert!(text.contains("90%") && text.contains(&target), "{form}: {target}");
    }
}

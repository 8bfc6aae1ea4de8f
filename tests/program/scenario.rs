//! What-if scenarios: a supposed snapshot is measured like a real one.

use std::fmt::Write as _;

use crate::common::Site;
use proptest::prelude::*;
use shortfall::Study;
use shortfall::diagnostics::{Report, to_text};
use shortfall::measures::{Band, ScenarioMeasures, SnapshotMeasures};
use shortfall::quantities::Amount;

/// Amount, delivered part, stage, the coverage it requires in percent, the group of its giver.
type Given = (u32, u32, &'static str, Option<u32>, u8);

const SCENARIOS: &str = "
  same-shortfall: { title: a, shortfall: 100% }
  same-rate: { title: b, rates: { stETH: 1 } }
  nobody-votes: { title: c, votes_pass: [company], votes_fail: [person] }
  group-leaves: { title: d, without: [group-0] }
  votes-pass: { title: e, votes_pass: [dao] }
  votes-fail: { title: f, votes_fail: [dao] }
  twice: { title: g, shortfall: 200% }
  half-rate: { title: h, rates: { stETH: 0.5 } }
  together: { title: i, without: [group-0], shortfall: 200%, rates: { stETH: 0.5 } }
";

fn load(site: &Site) -> Study {
    let mut report = Report::default();
    let study = shortfall::study(&site.path("."), &shortfall::files::read_limited, &mut report);
    study.unwrap_or_else(|| panic!("{}", to_text(&report)))
}

fn study(given: &[Given], shortfall: u32) -> Study {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    site.write(
        "content/site.yaml",
        format!("format: 1\ntitle: t\nheadline: debt\nbases: {{ debt: {{ title: d }} }}\nscenarios:{SCENARIOS}"),
    );
    let mut givers = String::from("nobody: { name: N, kind: protocol, group: group-0 }\n");
    let mut pledges = String::new();
    for (i, (amount, delivered, stage, coverage, group)) in given.iter().enumerate() {
        writeln!(givers, "c{i}: {{ name: C{i}, kind: dao, group: group-{group} }}").unwrap();
        let unlocks = coverage.map(|percent| format!(", unlocks_at: {percent}%")).unwrap_or_default();
        let delivered = (*delivered).min(*amount);
        let unit = if i % 2 == 0 { "ETH" } else { "stETH" };
        writeln!(pledges, "  c{i}: {{ amount: {amount} {unit}, stage: {stage}, delivered: {delivered}{unlocks} }}")
            .unwrap();
    }
    site.write("content/contributors.yaml", givers);
    site.write(
        "content/snapshots/2026-01-01.yaml",
        format!("date: 2026-01-01\nshortfall: {{ debt: {{ stated: {shortfall} }} }}\nrates: {{ stETH: 1 }}\npledges:\n{pledges}"),
    );
    load(&site)
}

fn given() -> impl Strategy<Value = Vec<Given>> {
    let stage = prop::sample::select(vec!["expressed", "proposed", "approved", "committed"]);
    let delivered = prop_oneof![2 => Just(0), 1 => 0_u32..300];
    prop::collection::vec((1_u32..500, delivered, stage, prop::option::of(1_u32..150), 0_u8..4), 1..9)
}

fn scenario<'a>(study: &'a Study, id: &str) -> &'a ScenarioMeasures {
    study.measures.scenarios.iter().find(|scenario| scenario.id.as_str() == id).unwrap()
}

fn supposed<'a>(study: &'a Study, id: &str) -> &'a SnapshotMeasures {
    &scenario(study, id).measures
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_scenario_is_measured_like_a_snapshot(given in given(), shortfall in 1_u32..3000) {
        let study = study(&given, shortfall);
        let actual = &study.measures.snapshots[0];
        // What supposes nothing new changes nothing.
        for id in ["same-shortfall", "same-rate", "nobody-votes"] {
            let same = scenario(&study, id);
            prop_assert!(!same.differs, "{id}");
            prop_assert_eq!(&same.measures.sums, &actual.sums);
            prop_assert_eq!(&same.measures.conditional, &actual.conditional);
            prop_assert_eq!(&same.measures.dependence, &actual.dependence);
        }
        // Who leaves takes along what is not delivered, and nothing else.
        let left = supposed(&study, "group-leaves");
        let own: Vec<_> = actual.pledges.iter().filter(|p| given[p.index].4 == 0).collect();
        let delivered = Amount::total(own.iter().map(|p| p.stages[4])).unwrap();
        let lost = Amount::total(own.iter().map(|p| p.total)).unwrap().minus(delivered).unwrap();
        prop_assert_eq!(left.sums.band(Band::All).plus(lost), Some(actual.sums.band(Band::All)));
        prop_assert_eq!(left.sums.band(Band::Delivered), actual.sums.band(Band::Delivered));
        // Where nothing was delivered, that is the loss of the group as dependence has it.
        let group = actual.dependence.groups.iter().find(|group| group.id.as_str() == "group-0");
        let standing = left.conditional.as_ref().unwrap().standing;
        if let Some(without) = group.and_then(|group| group.standing_without) {
            prop_assert!(standing >= without.plus(delivered).unwrap());
            prop_assert!(delivered.is_positive() || standing == without);
        }
        // A vote that passes makes surer and adds nothing; one that fails takes what waits for it.
        let (passed, failed) = (supposed(&study, "votes-pass"), supposed(&study, "votes-fail"));
        prop_assert_eq!(passed.sums.band(Band::All), actual.sums.band(Band::All));
        prop_assert!(passed.sums.stages[1].is_zero() && failed.sums.stages[1].is_zero());
        prop_assert_eq!(passed.sums.band(Band::Firm), failed.sums.band(Band::Firm));
        prop_assert_eq!(failed.sums.band(Band::All).plus(actual.sums.stages[1]), Some(actual.sums.band(Band::All)));
        // A shortfall twice as large is one stated so.
        let (twice, stated) = (supposed(&study, "twice"), self::study(&given, 2 * shortfall));
        prop_assert_eq!(&twice.conditional, &stated.measures.snapshots[0].conditional);
        prop_assert_eq!(twice.shortfall(), Some(Amount::whole(i64::from(2 * shortfall))));
        // All of a scenario holds at once: what the group left, at half the rate, against twice the shortfall.
        let (together, half) = (supposed(&study, "together"), supposed(&study, "half-rate"));
        prop_assert_eq!(together.shortfall(), twice.shortfall());
        let kept = half.pledges.iter().map(|p| if given[p.index].4 == 0 { p.stages[4] } else { p.total });
        prop_assert_eq!(Some(together.sums.band(Band::All)), Amount::total(kept));
    }
}

#[test]
fn the_scenarios_of_the_sample_by_hand() {
    let mut report = Report::default();
    let study =
        shortfall::study(&crate::common::repository("."), &shortfall::files::read_limited, &mut report).unwrap();
    let figures = |id: &str| {
        let measures = supposed(&study, id);
        Band::ALL.map(|band| measures.against(band).unwrap().balance.to_string()).join(" ")
    };
    // 68,900 less 109,470 of all, 79,470 probable, 49,470 firm, 7,500 delivered.
    assert_eq!(figures("mantle-leaves"), "-10570 19430 19430 61400", "30,000 approved are lost");
    assert_eq!(
        figures("dao-votes-only"),
        "-35570 -35570 19430 61400",
        "25,000 turn probable, 5,000 of a foundation go"
    );
    assert_eq!(figures("larger-shortfall"), "-6120 23880 53880 95850", "against 103,350");
    assert_eq!(figures("steth-slips"), "-40320 -10320 19680 61650", "Lido's 2,500 stETH are worth 2,250");
}

#[test]
fn scenarios_suppose_something_of_the_newest_snapshot_alone() {
    let site = Site::fixture("small");
    site.write_texts();
    let index = site.built("index.html");
    assert!(index.contains("id=\"section-scenarios\"") && index.contains("If Alpha withdraws"));
    assert!(index.contains("changes no figure"), "no vote is open any more");
    for report in ["reports/2026-01-02", "reports/2026-01-09"] {
        for file in ["index.html", "index.md", "report.json"] {
            assert!(!site.built(&format!("{report}/{file}")).contains("If Alpha withdraws"), "{report}/{file}");
        }
    }
    let status = |arguments: &[&str]| String::from_utf8(site.run(arguments).stdout).unwrap();
    assert!(status(&["status"]).contains("If Alpha withdraws"));
    assert!(!status(&["status", "--snapshot", "2026-01-02"]).contains("If Alpha"));
    assert!(status(&["status", "--format", "json"]).contains("alpha-leaves"));
}

#[test]
fn what_is_locked_without_a_giver_is_said() {
    let site = Site::fixture("small");
    site.replace("content/snapshots/2026-01-09.yaml", "stage: approved", "stage: approved, unlocks_at: 70%");
    let text = String::from_utf8(site.run(&["status"]).stdout).unwrap();
    // 130.5 of Beta and Delta and 600 of Gamma reach 700; without Gamma the 400 of Alpha stay locked.
    assert!(text.contains("400 ETH of all are locked; what stands covers 8.7%"), "{text}");
    site.write("output/.gitkeep", "");
    site.write_texts();
    assert!(site.built("index.html").contains("400 ETH of all are locked; what stands covers 8.7%"));
}

#[test]
fn a_scenario_too_large_for_an_amount_is_an_error_at_its_place() {
    let site = Site::fixture("small");
    site.replace("content/site.yaml", "150%", "99999999999999999999%");
    let report = String::from_utf8(site.run(&["check"]).stderr).unwrap();
    assert!(report.contains("error[overflow]: the sums of this scenario"), "{report}");
    assert!(report.contains("content/site.yaml"), "{report}");
}

//! The brief: each rule, what it says of the sample, and where its numbers come from.

use crate::common::Site;
use serde_json::Value;
use shortfall::pages::{brief, data};

const PEOPLE: &str = "a: { name: Ada, kind: person }\nb: { name: Bea, kind: dao }\nc: { name: Cy, kind: company }\n";
const DEBT: &str = "shortfall: { debt: { stated: 1000 } }\n";

/// The brief of the last of some snapshots.
fn told(further: &str, snapshots: &[(&str, &str)]) -> Vec<String> {
    let study = Site::of(further, PEOPLE, snapshots).study();
    brief(&study.rescue, &study.measures, study.rescue.snapshots.len() - 1)
}

fn one(pledges: &str) -> Vec<String> {
    told("", &[("2026-01-01", &format!("{DEBT}pledges: {{ {pledges} }}"))])
}

#[test]
fn nobody_has_pledged() {
    assert_eq!(one(""), ["As of 1 Jan 2026, nobody has pledged toward the shortfall of 1,000 ETH."]);
    assert_eq!(
        told("", &[("2026-01-01", "pledges: {}")]),
        ["As of 1 Jan 2026, no shortfall is stated and nobody has pledged."]
    );
}

#[test]
fn what_is_promised_and_what_stays_open() {
    let said = one("a: { amount: 400, stage: committed, delivered: 100 }, b: { amount: 200, stage: proposed }");
    assert_eq!(
        said,
        [
            "As of 1 Jan 2026, 600 ETH are pledged, 60% of a shortfall of 1,000 ETH; 400 ETH of it firm, 100 ETH delivered.",
            "400 ETH remain open; firm pledges alone leave 600 ETH open.",
            "Still to come: their givers’ decision (200 ETH) and delivery (300 ETH).",
        ]
    );
}

#[test]
fn more_than_enough() {
    let said = one("a: { amount: 1400, stage: delivered }");
    assert_eq!(
        said[..2],
        [
            "As of 1 Jan 2026, 1,400 ETH are pledged, 140% of a shortfall of 1,000 ETH; all of it firm, all delivered.",
            "Pledges exceed the shortfall by 400 ETH; firm pledges alone leave 400 ETH more than needed.",
        ]
    );
    assert_eq!(said[2], "Without Ada the shortfall would not be covered.");
}

#[test]
fn an_undisclosed_amount_makes_it_at_least() {
    let said = one("a: { amount: 400, stage: committed }, b: { amount: undisclosed, stage: expressed }");
    assert!(said[0].contains("at least 400 ETH are pledged, at least 40% of"), "{said:?}");
    assert!(said[1].starts_with("At most 600 ETH remain open; firm pledges alone leave 600 ETH open"), "{said:?}");
}

#[test]
fn what_changed_and_by_whom() {
    let first = format!("{DEBT}pledges: {{ a: {{ amount: 400, stage: proposed }} }}");
    let second = "shortfall: { debt: { stated: 900 } }\npledges: { a: { amount: 400, stage: approved }, b: { amount: 30, stage: committed } }";
    let said = told("", &[("2026-01-01", &first), ("2026-01-08", second)]);
    assert_eq!(
        said[2..5],
        [
            "The shortfall was lowered by 100 ETH since 1 Jan 2026.",
            "Since 1 Jan 2026 what is pledged grew by 30 ETH; the largest cause is “new” (+30 ETH, Bea).",
            "The largest step is that of Ada: 400 ETH went from proposed to approved.",
        ]
    );
    let said = told("", &[("2026-01-01", &first), ("2026-01-08", &first)]);
    assert_eq!(said[2], "Since 1 Jan 2026 no sum has changed.");
    let paid = format!("{DEBT}pledges: {{ a: {{ amount: 400, stage: proposed, delivered: 50 }} }}");
    let said = told("", &[("2026-01-01", &first), ("2026-01-08", &paid)]);
    assert_eq!(
        said[2..4],
        [
            "Since 1 Jan 2026 what is at least approved grew by 50 ETH; the largest cause is “moved forward” (+50 ETH, Ada).",
            "Ada delivered 50 ETH that were proposed.",
        ]
    );
}

#[test]
fn what_is_locked_and_what_has_gone_quiet() {
    let pledges =
        "pledges: { a: { amount: 400, stage: committed }, b: { amount: 100, stage: proposed, unlocks_at: 100% } }";
    let text = format!("{DEBT}{pledges}");
    let said = told("", &[("2026-01-01", &text), ("2026-03-01", &text)]);
    let locked = "100 ETH stay locked behind a coverage that their givers require; 600 ETH more would unlock the next.";
    assert!(said.iter().any(|sentence| sentence == locked), "{said:?}");
    let quiet = "2 promises (500 ETH) have gone quiet for longer than their stage allows.";
    assert!(said.iter().any(|sentence| sentence == quiet), "{said:?}");
}

#[test]
fn the_sample_stays_within_its_words_and_its_numbers() {
    let study = Site::sample().study();
    for index in 0..study.rescue.snapshots.len() {
        let sentences = brief(&study.rescue, &study.measures, index);
        let text = sentences.join(" ");
        assert!(text.split_whitespace().count() <= 120, "{text}");
        let numbers = data::numbers(&study.rescue, &study.measures, index).unwrap();
        let known = printed(&numbers);
        for word in figures(&text) {
            assert!(known.iter().any(|text| text.contains(&word)), "`{word}` of {text}");
        }
    }
}

/// Every number of a report as it is printed.
fn printed(numbers: &Value) -> Vec<String> {
    let list = numbers["numbers"].as_array().unwrap();
    list.iter().filter_map(|number| Some(number["text"].as_str()?.to_owned())).collect()
}

/// The figures of a text, without its dates.
fn figures(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let is_date = |place: usize| {
        let at = |place: usize| words.get(place).is_some_and(|word| months.contains(&word.trim_matches(',')));
        at(place + 1)
            || (place > 0 && at(place - 1))
            || words.get(place + 1) == Some(&"UTC,")
            || words.get(place + 1) == Some(&"UTC")
    };
    let numbers = words
        .iter()
        .enumerate()
        .filter(|(place, word)| word.contains(|c: char| c.is_ascii_digit()) && !is_date(*place));
    numbers.map(|(_, word)| word.trim_matches(['(', ')', ';', '.', ',', '+', '−', '%']).to_owned()).collect()
}

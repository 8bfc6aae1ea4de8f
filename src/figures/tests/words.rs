//! What holds for every sentence: it is short, and says what is drawn.

use std::collections::{BTreeMap, BTreeSet};

use resvg::usvg::roxmltree;

use super::*;
use crate::figures::story::Known;
use crate::quantities::{Amount, print};

fn numbers(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .map(|number| number.trim_matches([',', '.']).to_owned())
        .filter(|number| !number.is_empty())
        .collect()
}

#[test]
fn every_number_said_is_in_the_table() {
    for (name, figure) in all() {
        let mut known: BTreeSet<String> = numbers(&print::date(figure.as_of)).into_iter().collect();
        for column in &figure.table.columns {
            known.extend(numbers(&column.name));
        }
        for cell in figure.table.rows.iter().flatten() {
            known.extend(numbers(&cell.printed()));
            if let Cell::Amount(amount) = cell {
                known.extend(numbers(&print::short(*amount)));
                known.extend(numbers(&print::compact(*amount)));
            }
        }
        let silent = figure.table.rows.iter().filter(|row| row.contains(&Cell::Missing)).count();
        known.insert(silent.to_string());
        for number in numbers(&format!("{} {}", figure.title, figure.alt)) {
            assert!(
                known.contains(&number),
                "{name} {}: {number} in `{}` `{}`",
                figure.id.as_str(),
                figure.title,
                figure.alt
            );
        }
    }
}

#[test]
fn words_keep_their_lengths() {
    for (name, figure) in all() {
        let what = format!("{name} {}", figure.id.as_str());
        assert!(figure.title.chars().count() <= 90 && !figure.title.ends_with('.'), "{what}: {}", figure.title);
        assert!(figure.alt.chars().count() <= 250, "{what}: {}", figure.alt);
        assert!(figure.long.split_whitespace().count() <= 150, "{what}: {}", figure.long);
        for row in &figure.table.rows {
            assert_eq!(row.len(), figure.table.columns.len(), "{what}");
        }
        let json: serde_json::Value = serde_json::from_str(&figure.json()).unwrap();
        assert_eq!(json["rows"].as_array().unwrap().len(), figure.table.rows.len(), "{what}");
        assert_eq!(figure.csv().lines().count(), figure.table.rows.len() + 1, "{what}");
    }
}

#[test]
fn rows_of_who_add_up_to_all() {
    for (name, story) in stories().into_iter().filter(|(name, _)| matches!(*name, "article" | "over" | "sixty")) {
        let figure = figure(&story, ChartId::Who);
        let (total, rows) = figure.table.rows.split_last().unwrap();
        for column in (1..8).filter(|column| *column != 2) {
            let sum =
                rows.iter().filter_map(|row| if let Cell::Amount(amount) = row[column] { Some(amount) } else { None });
            assert_eq!(Cell::Amount(Amount::total(sum).unwrap()), total[column], "{name} column {column}");
        }
    }
}

#[test]
fn titles_say_what_is() {
    let stories: BTreeMap<&str, Story> = stories().into_iter().collect();
    let says = |name: &str, id: ChartId, title: &str| {
        assert_eq!(figure(&stories[name], id).title, title, "{name} {}", id.as_str());
    };
    use ChartId::*;
    for (id, title) in [
        (Ladder, "Pledges cover 63.1% of the shortfall; 8.7% is firm"),
        (Remaining, "25,400 ETH still open, 62,900 ETH on firm pledges alone"),
        (Pipeline, "Of 43,500 ETH pledged, 6,000 is firm, 2,000 delivered"),
        (Bridge, "Of 99,600 ETH lost, 25,400 is open; 62,900 on firm pledges"),
        (Who, "Mantle carries 69.0% of what is pledged"),
        (Change, "No earlier report to compare with"),
        (Moves, "No earlier report to compare with"),
        (Journey, "None of 8 pledges moved forward, 3 are stale"),
        (Delivery, "4.6% of what is pledged is delivered: 2,000 of 43,500 ETH"),
        (Concentration, "One of 5 givers holds 69.0% of what is pledged; as if by 2.0 equal givers"),
        (Without, "Without Mantle coverage falls to 16.0%, from 59.5%"),
        (Waiting, "6.0% of what is not delivered is stale: 2,500 of 41,500 ETH"),
        (Pace, "No date can be projected: too few snapshots"),
        (Price, "A rate is stated only once: 2,322 USD for one ETH"),
        (Metrics, "ETH price is 2,322 USD; no metric is stated twice yet"),
    ] {
        says("article", id, title);
    }
    says("over", Ladder, "All pledges exceed the shortfall by 20,000 ETH; firm leave 20,000 open");
    says("over", Concentration, "One of 2 givers holds 57.1% of what is pledged; as if by 2.0 equal givers");
    says("over", Without, "Without Aave DAO or Mantle the shortfall is not covered");
    says("over", Pace, "All pledges reach the shortfall: no date is left to project");
    says("pair", Concentration, "Both givers carry the same, 50% each");
    says("equal", Without, "Without any one of 9 givers the shortfall is not covered");
    says("alone", Without, "Everything hangs on Aave DAO");
    says("about", Without, "Without Mantle the shortfall is perhaps not covered");
    says("homeless", Ladder, "2,510 ETH pledged, 10 of it firm; no shortfall stated");
    says("homeless", Without, "Without Lido, 10 ETH of what is pledged is left");
    says("market", Price, "The price alone took 28 million USD since 1 May");
    says("weeks", Metrics, "Aave total value locked fell from 26.4 billion to 14.5 billion USD");
    says("paid", Delivery, "All 640 ETH that is pledged is delivered");
    says("paid", Journey, "Of 4 pledges, 2 moved forward, 1 ended and 1 is stale");
    says("paid", Waiting, "Nothing is waiting: all that is pledged is delivered");
    says("gone", Delivery, "No pledge stands any more");
    says("gone", Journey, "The only pledge ended");
    says("gone", Waiting, "No pledge stands any more");
    says("none", Remaining, "The whole shortfall of 68,900 ETH is still open");
    says("soon", Pace, "If the past pace repeats, pledges reach the shortfall between 5 Jun and 25 Jun");
    says("late", Pace, "If the past pace repeats, the shortfall is not reached before 5 Jun");
    says("never", Pace, "If the past pace repeats, the shortfall is not reached by 29 Jun");
    says("least", Pace, "If the past pace repeats, pledges reach the shortfall as stated between 5 Jun and 25 Jun");
}

#[test]
fn a_bounded_shortfall_never_claims_more_than_is_known() {
    let titles = |known: Known, shortfall: &str| -> Vec<String> {
        figures(&bounded(known, shortfall)).into_iter().take(2).map(|figure| figure.title).collect()
    };
    assert_eq!(
        titles(Known::AtLeast, "80000"),
        [
            "Pledges cover at most 86.7% of the shortfall; at most 74.2% is firm",
            "At least 10,630 ETH still open, at least 20,630 ETH on firm pledges alone",
        ]
    );
    assert_eq!(
        titles(Known::AtLeast, "68900"),
        [
            "At most 470 ETH surplus; firm pledges leave at least 9,530 open",
            "At most 470 ETH surplus on all pledges; at least 9,530 open on firm ones",
        ]
    );
    assert_eq!(
        titles(Known::AtLeast, "50000"),
        ["At most 9,370 ETH surplus on firm pledges", "At most 9,370 ETH surplus on firm pledges alone"]
    );
    assert_eq!(
        titles(Known::UpTo, "68900"),
        [
            "All pledges exceed the shortfall by at least 470 ETH; firm leave at most 9,530 open",
            "At least 470 ETH surplus on all pledges; at most 9,530 open on firm ones",
        ]
    );
    assert_eq!(
        titles(Known::About, "80000"),
        [
            "Pledges cover about 86.7% of the shortfall; about 74.2% is firm",
            "About 10,630 ETH still open, about 20,630 ETH on firm pledges alone",
        ]
    );
}

#[test]
fn every_label_of_a_bounded_shortfall_says_so() {
    for (known, shortfall, label) in [
        (Known::AtLeast, "68900", "shortfall at least"),
        (Known::UpTo, "80000", "shortfall up to"),
        (Known::About, "30000", "shortfall about"),
    ] {
        for figure in figures(&bounded(known, shortfall)).into_iter().take(3) {
            assert!(figure.alt.to_lowercase().contains(label), "{}", figure.alt);
            assert!(figure.long.contains(&label.replace("shortfall", "shortfall is")), "{}", figure.long);
            for layout in Layout::ALL {
                let svg = figure.svg(layout, Look::Auto).unwrap();
                let what = format!("{known:?} {} {}", figure.id.as_str(), layout.as_str());
                let texts: Vec<String> = Boxes::of(&svg).texts.into_iter().map(|(words, ..)| words).collect();
                assert!(texts.iter().any(|words| words.contains(label)), "{what}: {texts:?}");
                for words in texts.iter().chain([&figure.title, &figure.alt, &figure.long]) {
                    for (at, word) in words.match_indices("surplus") {
                        let (before, after) = (&words[..at].to_lowercase(), &words[at + word.len()..]);
                        let bounds = ["at most", "at least", "about"];
                        let said = bounds.iter().any(|bound| before.contains(bound) || after.contains(bound));
                        assert!(said, "{what}: a bare surplus in `{words}`");
                    }
                }
            }
        }
    }
}

#[test]
fn a_cut_footer_is_whole_in_the_description() {
    let (_, story) = stories().into_iter().find(|(known, _)| *known == "long").unwrap();
    for figure in figures(&story) {
        let svg = figure.svg(Layout::Mail, Look::Auto).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let desc = document.descendants().find(|node| node.has_tag_name("desc")).unwrap().text().unwrap();
        let texts: Vec<_> = Boxes::of(&svg).texts.into_iter().map(|(words, ..)| words).collect();
        for whole in [&story.title, &story.basis_words(), story.address.as_ref().unwrap()] {
            assert!(desc.contains(whole.as_str()) || texts.join(" ").contains(whole.as_str()), "{desc}");
        }
        if matches!(figure.id, ChartId::Ladder | ChartId::Remaining) {
            assert!(texts.join(" ").contains(&crate::figures::words::bands()), "{texts:?}");
        }
    }
}

#[test]
fn a_card_says_what_the_ladder_says() {
    for (name, story) in stories() {
        let card = Card::new(&story);
        assert!(card.alt.chars().count() <= 250, "{name}: {}", card.alt);
        let ladder = figures(&story).remove(0);
        assert_eq!((ladder.id, &ladder.title), (ChartId::Ladder, &card.title), "{name}");
        let mut known: BTreeSet<String> = numbers(&print::date(ladder.as_of)).into_iter().collect();
        for cell in ladder.table.rows.iter().flatten() {
            known.extend(numbers(&cell.printed()));
            if let Cell::Amount(amount) = cell {
                known.extend(numbers(&print::short(*amount)));
            }
        }
        let drawn: Vec<String> = Boxes::of(&card.svg(Look::Auto)).texts.into_iter().map(|(words, ..)| words).collect();
        assert!(drawn.iter().any(|words| words.contains("firm: committed + delivered")), "{name}: {drawn:?}");
        for number in drawn.iter().flat_map(|words| numbers(words)) {
            assert!(known.contains(&number), "{name}: {number} in {drawn:?}");
        }
        let hidden = story.at_least().is_none_or(|said| drawn.iter().any(|words| words.contains(&said)));
        assert!(hidden, "{name}: {drawn:?}");
    }
}

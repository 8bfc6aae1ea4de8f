//! What holds for every figure in every layout, over rescues from empty to overflowing.

use std::collections::BTreeSet;

use resvg::usvg::{self, roxmltree};

use super::story::{Basis, Event, Giver, Known, State, Story};
use super::*;
use crate::quantities::{Amount, Unit};

pub(super) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn state(at: &str, stages: [&str; 5], shortfall: Option<&str>) -> State {
    let stages = stages.map(amount);
    let sums = [0, 1, 2, 3, 4].map(|k| Amount::total(stages[k..].iter().copied()).unwrap());
    let at = at.parse().unwrap();
    let known = Known::Exactly;
    State { at, stages, sums, shortfall: shortfall.map(amount), known, undisclosed: 0, conditional: Amount::ZERO }
}

fn giver(name: &str, stages: [&str; 5], words: &[&str]) -> Giver {
    let stages = stages.map(amount);
    let total = Amount::total(stages).unwrap();
    let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let qualifier = words.first().is_some_and(|word| word == "up to").then(|| words.remove(0));
    Giver { name: name.to_owned(), stages, total, disclosed: true, qualifier, words }
}

fn silent(name: &str) -> Giver {
    Giver { disclosed: false, ..giver(name, ["0"; 5], &[]) }
}

fn story(states: Vec<State>, givers: Vec<Giver>) -> Story {
    let basis = states.last().unwrap().shortfall.map(|_| Basis {
        title: "bad debt".to_owned(),
        by: Some("CryptoPulse Labs".to_owned()),
        carried_from: None,
    });
    Story {
        title: "DeFi United".to_owned(),
        slug: states.last().unwrap().at.date().to_string(),
        unit: Unit::new("ETH").unwrap(),
        states,
        givers,
        events: Vec::new(),
        basis,
        address: Some("defi-united.example/reports/2026-04-24".to_owned()),
    }
}

fn first_article() -> Story {
    let mut story = story(
        vec![state("2026-04-24T09:00Z", ["0", "37500", "0", "4000", "2000"], Some("68900"))],
        vec![
            giver("Mantle", ["0", "30000", "0", "0", "0"], &["up to", "loan"]),
            giver("Stani Kulechov", ["0", "0", "0", "3000", "2000"], &["of which 2,000 delivered"]),
            giver("EtherFi Foundation", ["0", "5000", "0", "0", "0"], &[]),
            giver("Lido DAO", ["0", "2500", "0", "0", "0"], &["up to", "conditional on full coverage"]),
            giver("Golem Foundation", ["0", "0", "0", "1000", "0"], &[]),
            silent("Ethena"),
            silent("Ink Foundation"),
            silent("LayerZero"),
        ],
    );
    story.states[0].undisclosed = 3;
    story.states[0].conditional = amount("2500");
    story
}

fn through_weeks() -> Story {
    let mut weeks = first_article();
    weeks.states = vec![
        state("2026-04-20", ["0", "0", "0", "0", "0"], None),
        state("2026-04-22", ["1000", "5000", "0", "0", "0"], None),
        state("2026-04-23", ["3000", "12500", "0", "1000", "0"], Some("75081")),
        state("2026-04-24T09:00Z", ["3000", "37500", "0", "6000", "0"], Some("75081")),
        state("2026-04-28", ["3000", "47500", "5000", "6000", "2000"], Some("68900")),
        state("2026-05-02", ["0", "30000", "22000", "9000", "5000.25"], Some("68900")),
        state("2026-05-11", ["0", "5000", "42000", "11000", "12000"], Some("68900")),
        state("2026-05-25", ["0", "2000", "8000", "30370", "29000"], Some("68900")),
    ];
    let at = |text: &str| text.parse::<crate::quantities::Moment>().unwrap().minutes();
    weeks.events = [
        ("2026-04-20T20:00Z", "Arbitrum freeze"),
        ("2026-04-24T12:00Z", "Mantle proposes a loan"),
        ("2026-05-11T12:00Z", "Aave vote passes"),
    ]
    .map(|(on, label)| Event { at: at(on), label: label.to_owned() })
    .to_vec();
    weeks.slug = "2026-05-25".to_owned();
    weeks.givers[0].stages = ["0", "2000", "8000", "20000", "0"].map(amount);
    weeks
}

fn sixty() -> Story {
    let mut givers: Vec<Giver> = (1..=60_i64)
        .map(|i| {
            let size = Amount::whole(40_000 / (i * i) + 7);
            let mut stages = [Amount::ZERO; 5];
            stages[usize::try_from(i % 5).unwrap()] = size;
            let qualifier = (i % 7 == 0).then(|| "up to".to_owned());
            let words = if i % 7 == 0 { vec!["loan".to_owned()] } else { Vec::new() };
            Giver { name: format!("Contributor number {i}"), stages, total: size, disclosed: true, qualifier, words }
        })
        .collect();
    givers.extend((1..=14).map(|i| silent(&format!("Silent supporter {i}"))));
    let mut stages = [Amount::ZERO; 5];
    for giver in &givers {
        for (sum, part) in stages.iter_mut().zip(giver.stages) {
            *sum = sum.plus(part).unwrap();
        }
    }
    let mut many = story(
        (0..60_i64)
            .map(|i| {
                let day = 1 + i % 28;
                let month = 1 + i / 28;
                let part =
                    |sum: Amount| Amount::from_atoms(sum.atoms() / 60 * i128::from(i + 1)).rounded(0).to_string();
                let held = stages.map(part);
                let held = [&*held[0], &*held[1], &*held[2], &*held[3], &*held[4]];
                state(&format!("2026-{month:02}-{day:02}"), held, Some(if i > 30 { "81000" } else { "70000" }))
            })
            .collect(),
        givers,
    );
    let last = many.states.len() - 1;
    many.states[last].stages = stages;
    many.states[last].sums = [0, 1, 2, 3, 4].map(|k| Amount::total(stages[k..].iter().copied()).unwrap());
    many.states[last].undisclosed = 14;
    many.events =
        (0..12).map(|i| Event { at: many.states[i * 5].at.minutes(), label: format!("Event number {i}") }).collect();
    many
}

const LONG: &str = "Decentralised Emergency Response and Mutual Reinsurance Collective of Upper Silesia & Sons <GmbH>";

/// Everything that a site's author names, at length.
fn long() -> Story {
    let mut long = through_weeks();
    long.title = format!("{LONG}, with the friends and supporters of {LONG}");
    long.basis = Some(Basis {
        title: "bad debt of every market after all liquidations and before the recovery of frozen property, \
                as the risk managers of the protocol and of its largest lender count it"
            .to_owned(),
        by: Some(format!("{LONG} together with CryptoPulse Laboratories International")),
        carried_from: Some("2026-05-11".parse().unwrap()),
    });
    let last = long.states.len() - 1;
    long.states[last].known = Known::AtLeast;
    long.states[last].undisclosed = 14;
    long.states[last].conditional = amount("2500");
    for (i, giver) in long.givers.iter_mut().enumerate() {
        giver.name = format!("{LONG}, {i}th chapter");
    }
    long.givers[0].words =
        ["of which 12,000 delivered", "conditional", "loan", "more undisclosed"].map(String::from).to_vec();
    for event in &mut long.events {
        event.label = format!("{}, as {LONG} had announced", event.label);
    }
    long.address = Some(format!("{}.example/reports/2026-05-25", "very-long-address".repeat(6)));
    long
}

/// The same with a shortfall that cuts the rows of the ladder in two, and every stage.
fn crowded() -> Story {
    let mut crowded = long();
    for state in &mut crowded.states {
        state.shortfall = Some(amount("30000"));
        state.known = Known::About;
    }
    let last = crowded.states.len() - 1;
    crowded.states[last].stages = ["1000", "2000", "8000", "30370", "29000"].map(amount);
    crowded.states[last].sums = ["70370", "69370", "67370", "59370", "29000"].map(amount);
    crowded
}

/// A shortfall in a source's own words, over-covered but not firmly.
fn bounded(known: Known, shortfall: &str) -> Story {
    let mut story = through_weeks();
    for state in &mut story.states {
        state.shortfall = state.shortfall.map(|_| amount(shortfall));
        state.known = known;
    }
    story
}

/// Rescues that have broken charts before, or would.
pub(super) fn stories() -> Vec<(&'static str, Story)> {
    let over = story(
        vec![
            state("2026-05-01", ["0", "20000", "10000", "5000", "0"], Some("50000")),
            state("2026-05-12", ["2000", "20000", "18000", "20000", "10000"], Some("50000")),
        ],
        vec![
            giver("Aave DAO", ["0", "20000", "0", "20000", "0"], &["conditional"]),
            giver("Mantle", ["2000", "0", "18000", "0", "10000"], &["loan"]),
        ],
    );
    let tiny = story(
        vec![state("2026-05-01", ["0.0004", "3", "0", "99990", "1.5"], Some("100000"))],
        vec![
            giver(
                LONG,
                ["0", "0", "0", "99990", "0"],
                &["up to", "loan over 36 months", "conditional on full coverage"],
            ),
            giver("Tiny", ["0.0004", "3", "0", "0", "1.5"], &["of which 1.5 delivered"]),
            silent(LONG),
        ],
    );
    vec![
        ("article", first_article()),
        ("weeks", through_weeks()),
        ("sixty", sixty()),
        ("over", over),
        ("tiny", tiny),
        ("long", long()),
        ("crowded", crowded()),
        ("bound", bounded(Known::AtLeast, "68900")),
        ("upto", bounded(Known::UpTo, "80000")),
        ("about", bounded(Known::About, "30000")),
        ("none", story(vec![state("2026-04-21", ["0"; 5], Some("68900"))], Vec::new())),
        ("nothing", story(vec![state("2026-04-20", ["0"; 5], None)], vec![silent("Ethena")])),
        (
            "homeless",
            story(
                vec![
                    state("2026-04-20", ["0", "500", "0", "0", "0"], None),
                    state("2026-04-22", ["0", "2500", "0", "10", "0"], None),
                ],
                vec![giver("Lido", ["0", "2500", "0", "0", "0"], &[]), giver("Frax", ["0", "0", "0", "10", "0"], &[])],
            ),
        ),
    ]
}

fn all() -> impl Iterator<Item = (&'static str, Figure)> {
    stories().into_iter().flat_map(|(name, story)| figures(&story).into_iter().map(move |figure| (name, figure)))
}

fn each_drawing(mut check: impl FnMut(&str, &str)) {
    for (name, figure) in all() {
        for layout in Layout::ALL {
            let svg = figure.svg(layout, Look::Auto).unwrap();
            check(&format!("{name} {} {}", figure.id.as_str(), layout.as_str()), &svg);
        }
    }
}

#[test]
fn drawings_are_accessible_and_free_of_inline_style() {
    let mut ids = BTreeSet::new();
    each_drawing(|what, svg| {
        let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{what}: {error}"));
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{what}");
        let labelled: Vec<&str> = root.attribute("aria-labelledby").unwrap().split(' ').collect();
        for id in labelled {
            assert!(document.descendants().any(|node| node.attribute("id") == Some(id)), "{what} {id}");
        }
        let story = what.split(' ').next().unwrap();
        for node in document.descendants() {
            assert!(node.attribute("style").is_none(), "{what}");
            if let Some(id) = node.attribute("id") {
                assert!(ids.insert(format!("{story} {id}")), "{what}: `{id}` twice");
            }
        }
        assert_eq!(document.descendants().filter(|node| node.has_tag_name("style")).count(), 1, "{what}");
        assert!(svg.contains(&format!("<style>{}</style>", style())), "{what}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{what}");
    });
}

/// A drawing as it will be rasterised: boxes of its texts and of its marks.
struct Boxes {
    /// Words, box, and whether they have a halo.
    texts: Vec<(String, usvg::Rect, bool)>,
    /// Level and upright lines and filled shapes, other than in ground and grid colour.
    marks: Vec<usvg::Rect>,
    width: f32,
    height: f32,
}

impl Boxes {
    fn of(svg: &str) -> Self {
        let tree = raster::parse(svg).unwrap();
        let (width, height) = (tree.size().width(), tree.size().height());
        let mut boxes = Self { texts: Vec::new(), marks: Vec::new(), width, height };
        boxes.collect(tree.root());
        boxes
    }

    fn collect(&mut self, group: &usvg::Group) {
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.collect(inner),
                usvg::Node::Text(text) => {
                    let words: Vec<&str> = text.chunks().iter().map(usvg::TextChunk::text).collect();
                    let mut spans = text.chunks().iter().flat_map(usvg::TextChunk::spans);
                    let halo = spans.any(|span| span.stroke().is_some());
                    self.texts.push((words.concat(), text.abs_bounding_box(), halo));
                }
                usvg::Node::Path(path) => {
                    let filled = path.fill().is_some_and(|fill| is_loud(fill.paint()));
                    let bounds = path.abs_bounding_box();
                    let straight = bounds.width() < 0.1 || bounds.height() < 0.1;
                    if filled || (straight && path.stroke().is_some_and(|stroke| is_loud(stroke.paint()))) {
                        self.marks.push(bounds);
                    }
                }
                usvg::Node::Image(_) => {}
            }
        }
    }
}

fn is_loud(paint: &usvg::Paint) -> bool {
    let quiet = [theme::Ink::Ground, theme::Ink::Grid].map(|ink| ink.rgb(Theme::Light));
    !matches!(paint, usvg::Paint::Color(c) if quiet.contains(&[c.red, c.green, c.blue]))
}

#[test]
fn every_text_yields_glyphs_inside_the_drawing_and_apart_from_others() {
    each_drawing(|what, svg| {
        let document = roxmltree::Document::parse(svg).unwrap();
        let written = document.descendants().filter(|node| node.has_tag_name("text")).count();
        let Boxes { texts, width, height, .. } = Boxes::of(svg);
        assert_eq!(texts.len(), written, "{what}");
        for (i, (words, one, _)) in texts.iter().enumerate() {
            assert!(one.width() > 0.5, "{what}: `{words}` vanished");
            let across = one.left() >= -0.5 && one.right() <= width + 0.5;
            assert!(across && one.top() >= -0.5 && one.bottom() <= height + 0.5, "{what}: `{words}` leaves: {one:?}");
            for (others, other, _) in &texts[i + 1..] {
                // Lines of text may come as near as their leading lets them.
                let beside = one.right() <= other.left() + 0.5 || other.right() <= one.left() + 0.5;
                let above = one.bottom() <= other.top() + 3.0 || other.bottom() <= one.top() + 3.0;
                assert!(beside || above, "{what}: `{words}` {one:?} over `{others}` {other:?}");
            }
        }
    });
}

#[test]
fn nothing_runs_through_a_text_that_has_no_halo() {
    each_drawing(|what, svg| {
        let boxes = Boxes::of(svg);
        for (words, text, halo) in boxes.texts {
            // Numbers of flags stand on their dot; the sentence of an empty bar stands in it.
            if halo || words.chars().all(|c| c.is_ascii_digit()) || words.starts_with("no amount") {
                continue;
            }
            // The letters themselves, without the room above and below them.
            let (top, bottom) = (text.top() + text.height() * 0.25, text.bottom() - text.height() * 0.25);
            let hit = boxes.marks.iter().find(|mark| {
                let across = mark.left() < text.right() - 1.0 && mark.right() > text.left() + 1.0;
                across && mark.top() < bottom && mark.bottom() > top
            });
            assert!(hit.is_none(), "{what}: {hit:?} runs through `{words}` {text:?}");
        }
    });
}

#[test]
fn mail_has_nothing_small() {
    for (name, figure) in all() {
        let svg = figure.svg(Layout::Mail, Look::Only(Theme::Light)).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        for node in document.descendants() {
            if let Some(size) = node.attribute("font-size") {
                assert!(size.parse::<f64>().unwrap() >= 12.0, "{name} {}", figure.id.as_str());
            }
        }
    }
}

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
        for cell in figure.table.rows.iter().flatten() {
            known.extend(numbers(&cell.printed()));
            if let Cell::Amount(amount) = cell {
                known.extend(numbers(&print::short(*amount)));
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

use crate::quantities::print;

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
        let figure = figures(&story).pop().unwrap();
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
    let titles = |name: &str| -> Vec<String> {
        let (_, story) = stories().into_iter().find(|(known, _)| *known == name).unwrap();
        figures(&story).into_iter().map(|figure| figure.title).collect()
    };
    assert_eq!(
        titles("article"),
        [
            "Pledges cover 63.1% of the shortfall; 8.7% is firm",
            "25,400 ETH still open, 62,900 ETH on firm pledges alone",
            "Of 43,500 ETH pledged, 6,000 is firm, 2,000 delivered",
            "Mantle carries 69.0% of what is pledged",
        ]
    );
    assert_eq!(titles("over")[0], "All pledges exceed the shortfall by 20,000 ETH; firm leave 20,000 open");
    assert_eq!(titles("none")[1], "The whole shortfall of 68,900 ETH is still open");
    assert_eq!(titles("homeless")[0], "2,510 ETH pledged, 10 of it firm; no shortfall stated");
}

#[test]
fn the_same_story_gives_the_same_bytes() {
    let (one, other): (Vec<_>, Vec<_>) = (all().collect(), all().collect());
    for ((name, one), (_, other)) in one.iter().zip(&other) {
        let draw = |figure: &Figure| figure.svg(Layout::Page, Look::Auto).unwrap();
        assert_eq!(draw(one), draw(other), "{name}");
    }
}

#[test]
fn pictures_are_small_opaque_and_of_the_promised_size() {
    for (name, figure) in all().filter(|(name, _)| matches!(*name, "weeks" | "sixty")) {
        let bytes = figure.png(Theme::Light).unwrap();
        assert!(bytes.len() <= 200_000, "{name} {}: {}", figure.id.as_str(), bytes.len());
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&bytes));
        decoder.set_transformations(png::Transformations::IDENTITY);
        let reader = decoder.read_info().unwrap();
        let info = reader.info();
        assert_eq!((info.width, info.height), (1200, 800));
        assert_eq!(info.color_type, png::ColorType::Indexed);
        assert!(info.trns.is_none());
    }
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
fn mail_keeps_its_marks_large() {
    for (name, figure) in all() {
        let svg = figure.svg(Layout::Mail, Look::Auto).unwrap();
        let plot = svg.split_once("<g class=\"f-plot\">").unwrap().1;
        let document = roxmltree::Document::parse(&svg).unwrap();
        let number = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
        let rects = || document.descendants().filter(|node| node.has_tag_name("rect")).skip(1);
        match figure.id {
            ChartId::Ladder => {
                let bar = rects().map(|rect| number(rect, "height")).fold(0.0, f64::max);
                assert!(bar >= 23.0, "{name}: the bar is {bar} high");
            }
            ChartId::Who => {
                let rows = rects().filter(|rect| number(*rect, "height") > 12.0).map(|rect| number(rect, "y") as i64);
                let rows: BTreeSet<i64> = rows.collect();
                let named = figure.table.rows.iter().filter(|row| !row.contains(&Cell::Missing)).count();
                assert!(rows.len() >= named.min(4), "{name}: {} rows", rows.len());
            }
            ChartId::Remaining | ChartId::Pipeline => {
                // Level grid lines and the axis, from the lowest to the highest.
                let levels: Vec<f64> = document
                    .descendants()
                    .filter(|node| matches!(node.attribute("class"), Some("s-grid" | "s-axis")))
                    .filter_map(|node| {
                        let (from, to) = node.attribute("d")?.strip_prefix('M')?.split_once('L')?;
                        let ((x0, y0), (x1, y1)) = (from.split_once(' ')?, to.split_once(' ')?);
                        let length = x1.parse::<f64>().ok()? - x0.parse::<f64>().ok()?;
                        (y0 == y1 && length > 100.0).then(|| y0.parse().ok())?
                    })
                    .collect();
                let (low, high) = levels.iter().fold((f64::MAX, 0.0_f64), |(low, high), y| (low.min(*y), high.max(*y)));
                assert!(high - low >= 60.0, "{name} {}: {}", figure.id.as_str(), high - low);
            }
        }
        assert!(plot.len() > 100, "{name}");
    }
}

#[test]
fn a_cut_footer_is_whole_in_the_description() {
    let (_, story) = stories().into_iter().find(|(known, _)| *known == "long").unwrap();
    for figure in figures(&story) {
        let svg = figure.svg(Layout::Mail, Look::Auto).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let desc = document.descendants().find(|node| node.has_tag_name("desc")).unwrap().text().unwrap();
        for whole in [&story.title, &story.basis_words(), story.address.as_ref().unwrap()] {
            assert!(desc.contains(whole.as_str()), "{desc}");
        }
        let texts: Vec<_> = Boxes::of(&svg).texts.into_iter().map(|(words, ..)| words).collect();
        if matches!(figure.id, ChartId::Ladder | ChartId::Remaining) {
            assert!(texts.join(" ").contains(words::BANDS), "{texts:?}");
        }
    }
}

#[test]
fn no_empty_box_is_drawn() {
    let mut foreign = first_article();
    foreign.title = "統一 DeFi 救援 😀".to_owned();
    foreign.givers[0].name = "日本 Mantle".to_owned();
    foreign.events = vec![Event { at: foreign.states[0].at.minutes(), label: "голосование".to_owned() }];
    foreign.basis.as_mut().unwrap().by = Some("Ελλάς".to_owned());
    for figure in figures(&foreign) {
        for layout in Layout::ALL {
            let svg = figure.svg(layout, Look::Auto).unwrap();
            for (words, ..) in Boxes::of(&svg).texts {
                assert_eq!(undrawable(&words), None, "{words}");
            }
        }
    }
    let who = figures(&foreign).pop().unwrap();
    assert!(who.table.rows.iter().any(|row| row[0] == Cell::Text("日本 Mantle".to_owned())));
}

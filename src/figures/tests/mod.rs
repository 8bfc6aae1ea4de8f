//! What holds for every figure in every layout, over rescues from empty to overflowing.

use std::collections::BTreeSet;

use resvg::usvg::{self, roxmltree};

mod stories;

use super::story::{Event, Known};
use super::*;
use crate::quantities::{Amount, Rgb, print};
use stories::{bounded, first_article, stories};

/// Every chart of a story, in computed words.
fn figures(story: &Story) -> Vec<Figure> {
    ChartId::ALL.iter().map(|id| Figure::new(*id, story, id.tell(story), None)).collect()
}

fn all() -> impl Iterator<Item = (&'static str, Figure)> {
    stories().into_iter().flat_map(|(name, story)| figures(&story).into_iter().map(move |figure| (name, figure)))
}

fn figure(story: &Story, id: ChartId) -> Figure {
    figures(story).into_iter().find(|figure| figure.id == id).unwrap()
}

fn each_drawing(mut check: impl FnMut(&str, &str)) {
    for (name, figure) in all() {
        for layout in Layout::ALL {
            let svg = figure.svg(layout, Look::Auto).unwrap();
            check(&format!("{name} {} {}", figure.id.as_str(), layout.as_str()), &svg);
        }
    }
    for (name, story) in stories() {
        check(&format!("{name} card"), &Card::new(&story).svg(Look::Auto));
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
        assert!(svg.contains(&format!("<style>{}</style>", Colours::default().style())), "{what}");
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
    let quiet = [Ink::Ground, Ink::Grid].map(|ink| ink.built_in(Theme::Light));
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
    let stories: std::collections::BTreeMap<&str, Story> = stories().into_iter().collect();
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

/// The palette is made without looking at a picture, and serves every one of them.
#[test]
fn a_picture_has_its_colours_but_for_what_no_eye_sees() {
    let (mut pixels, mut places) = (Vec::new(), Vec::new());
    for theme in [Theme::Light, Theme::Dark] {
        let inks: BTreeSet<Rgb> = Ink::drawn().map(|ink| ink.built_in(theme)).collect();
        let mut met = palette::Places::new(&Colours::default(), theme);
        let colours = met.palette.bytes();
        let themed = |name: &str| theme == Theme::Light || matches!(name, "weeks" | "crowded" | "over");
        for (name, figure) in all().filter(|(name, _)| themed(name)) {
            let what = format!("{name} {} {theme:?}", figure.id.as_str());
            let svg = figure.svg(Layout::Mail, Look::Only(theme)).unwrap();
            raster::paint(&svg, Ink::Ground.built_in(theme), SCALE, &mut pixels).unwrap();
            met.of(pixels.as_chunks().0, &mut places);
            let (mut soft, mut off) = (0_usize, 0_usize);
            for ([r, g, b, opaque], place) in pixels.as_chunks().0.iter().zip(&places) {
                let drawn = colours.as_chunks().0[usize::from(*place)];
                let error = palette::distance([*r, *g, *b], drawn);
                // Of 441, from black to white.
                assert!(error <= 33 * 33 && *opaque == 255, "{what}: {:?} becomes {drawn:?}", [r, g, b]);
                if inks.contains(&[*r, *g, *b]) {
                    assert_eq!(error, 0, "{what}");
                } else {
                    soft += 1;
                    off += usize::from(error > 8 * 8);
                }
            }
            assert!(off * 50 < soft, "{what}: {off} of {soft} edge pixels");
        }
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
            ChartId::Change | ChartId::Moves | ChartId::Bridge => {}
            ChartId::Delivery => {
                let rows = svg.matches("r=\"5.5\"").count();
                let named = figure.table.rows.iter().filter(|row| row[1] != Cell::Missing).count() - 1;
                assert!(rows >= named.min(4), "{name}: {rows} rows");
            }
            ChartId::Journey | ChartId::Waiting => {
                let rows = rects().filter(|rect| number(*rect, "height") > 11.0).map(|rect| number(rect, "y") as i64);
                let rows: BTreeSet<i64> = rows.collect();
                let named: BTreeSet<_> = figure
                    .table
                    .rows
                    .iter()
                    .filter(|row| row[0..3].iter().all(|cell| *cell != Cell::Missing))
                    .map(|row| row[0].printed())
                    .collect();
                assert!(rows.len() >= named.len().min(3), "{name}: {} rows", rows.len());
            }
            ChartId::Remaining | ChartId::Pipeline | ChartId::Pace => {
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
            _ => {}
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
        let texts: Vec<_> = Boxes::of(&svg).texts.into_iter().map(|(words, ..)| words).collect();
        for whole in [&story.title, &story.basis_words(), story.address.as_ref().unwrap()] {
            assert!(desc.contains(whole.as_str()) || texts.join(" ").contains(whole.as_str()), "{desc}");
        }
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
    let who = figure(&foreign, ChartId::Who);
    assert!(who.table.rows.iter().any(|row| row[0] == Cell::Text("日本 Mantle".to_owned())));
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

#[test]
fn a_card_is_a_picture_of_the_size_that_links_show() {
    let bytes = Card::new(&stories::crowded()).png(Theme::Light).unwrap();
    assert!(bytes.len() <= 100_000, "{}", bytes.len());
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (1200, 630));
}

//! What holds for every drawing: it can be read, by eye and by machine.

use std::collections::BTreeSet;

use resvg::usvg::roxmltree;

use super::stories::generated;
use super::*;
use crate::figures::story::Event;

/// The seeds of the histories that are drawn up and drawn.
const HISTORIES: std::ops::Range<u64> = 100..200;

#[test]
fn drawings_are_accessible_and_free_of_inline_style() {
    let mut ids = BTreeSet::new();
    for Drawing { what, svg, .. } in drawings() {
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
    }
}

#[test]
fn every_text_yields_glyphs_inside_the_drawing_and_apart_from_others() {
    for Drawing { what, svg, boxes } in drawings() {
        let document = roxmltree::Document::parse(svg).unwrap();
        let written = document.descendants().filter(|node| node.has_tag_name("text")).count();
        assert_eq!(boxes.texts.len(), written, "{what}");
        assert_eq!(misplaced(what, boxes), Vec::<String>::new());
    }
}

#[test]
fn no_label_of_a_generated_history_leaves_the_drawing_or_meets_another() {
    let misplaced = HISTORIES.into_par_iter().flat_map_iter(|seed| {
        // Each layout gets a third of the histories.
        let layout = Layout::ALL[(seed % 3) as usize];
        figures(&generated(seed)).into_iter().flat_map(move |figure| {
            let what = format!("history {seed}: {} {}", figure.id.as_str(), layout.as_str());
            misplaced(&what, &Boxes::of(&figure.svg(layout, Look::Auto).unwrap()))
        })
    });
    let misplaced: Vec<String> = misplaced.collect();
    assert!(misplaced.is_empty(), "{}", misplaced.join("\n"));
}

/// Labels that vanished, leave the drawing or meet another.
fn misplaced(what: &str, Boxes { texts, width, height, .. }: &Boxes) -> Vec<String> {
    let mut found = Vec::new();
    for (i, (words, one, _)) in texts.iter().enumerate() {
        let across = one.left() >= -0.5 && one.right() <= *width + 0.5;
        if one.width() <= 0.5 || !across || one.top() < -0.5 || one.bottom() > *height + 0.5 {
            found.push(format!("{what}: `{words}` vanished or leaves: {one:?}"));
        }
        for (others, other, _) in &texts[i + 1..] {
            // Lines of text may come as near as their leading lets them.
            let beside = one.right() <= other.left() + 0.5 || other.right() <= one.left() + 0.5;
            let above = one.bottom() <= other.top() + 3.0 || other.bottom() <= one.top() + 3.0;
            if !beside && !above {
                found.push(format!("{what}: `{words}` {one:?} over `{others}` {other:?}"));
            }
        }
    }
    found
}

#[test]
fn nothing_runs_through_a_text_that_has_no_halo() {
    for Drawing { what, boxes, .. } in drawings() {
        for (words, text, halo) in &boxes.texts {
            // Numbers of flags stand on their dot; the sentence of an empty bar stands in it.
            if *halo || words.chars().all(|c| c.is_ascii_digit()) || words.starts_with("no amount") {
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
    }
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
fn the_same_story_gives_the_same_bytes() {
    let again = stories().into_iter().flat_map(|(name, story)| figures(&story).into_iter().map(move |one| (name, one)));
    for ((name, one), (_, other)) in all().zip(again) {
        let draw = |figure: &Figure| figure.svg(Layout::Page, Look::Auto).unwrap();
        assert_eq!(draw(one), draw(&other), "{name}");
    }
}

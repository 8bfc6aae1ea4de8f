//! What holds for every figure in every layout, over rescues from empty to overflowing.

use std::sync::LazyLock;

use rayon::prelude::*;

mod boxes;
mod drawings;
mod gallery;
mod pictures;
mod stories;
mod words;

use super::*;
use boxes::Boxes;
use stories::{bounded, first_article, stories};

/// Every chart of a story, in computed words.
fn figures(story: &Story) -> Vec<Figure> {
    ChartId::ALL.iter().map(|id| Figure::new(*id, story, id.tell(story), None)).collect()
}

/// Every chart of every story, told once for all tests.
fn all() -> impl Iterator<Item = (&'static str, &'static Figure)> {
    static TOLD: LazyLock<Vec<(&'static str, Figure)>> = LazyLock::new(|| {
        let told = stories().into_par_iter();
        told.flat_map_iter(|(name, story)| figures(&story).into_iter().map(move |figure| (name, figure))).collect()
    });
    TOLD.iter().map(|(name, figure)| (*name, figure))
}

fn figure(story: &Story, id: ChartId) -> Figure {
    figures(story).into_iter().find(|figure| figure.id == id).unwrap()
}

/// One drawing, and what it is of: story, chart and layout.
struct Drawing {
    what: String,
    svg: String,
    boxes: Boxes,
}

/// Every drawing of every chart and card, drawn and measured once for all tests.
fn drawings() -> &'static [Drawing] {
    static DRAWN: LazyLock<Vec<Drawing>> = LazyLock::new(|| {
        let layouts = |(name, figure): (&str, &Figure)| {
            let what = format!("{name} {}", figure.id.as_str());
            Layout::ALL.map(|layout| (format!("{what} {}", layout.as_str()), figure.svg(layout, Look::Auto).unwrap()))
        };
        let cards =
            stories().into_iter().map(|(name, story)| (format!("{name} card"), Card::new(&story).svg(Look::Auto)));
        let drawn: Vec<(String, String)> = all().flat_map(layouts).chain(cards).collect();
        drawn.into_par_iter().map(|(what, svg)| Drawing { what, boxes: Boxes::of(&svg), svg }).collect()
    });
    &DRAWN
}

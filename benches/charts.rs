//! What a chart costs: each drawing and each picture of the sample site's newest report.
//!
//! `svg` is layout, text measuring and writing; `png` is the drawing for mail, its reading, the raster, the palette and
//! the compression on top of it. Run by `cargo bench`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark stops at the first surprise")]

use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use shortfall::diagnostics::Report;
use shortfall::figures::{ChartId, Figure, Layout, Look, Theme, draw_all};
use shortfall::{Study, files, study};

fn main() {
    divan::main();
}

fn sample() -> &'static Study {
    static SAMPLE: OnceLock<Study> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        study(Path::new(env!("CARGO_MANIFEST_DIR")), &files::read_limited, &mut Report::default()).unwrap()
    })
}

fn newest() -> Vec<Figure> {
    let Study { rescue, measures, .. } = sample();
    draw_all(rescue, measures, rescue.snapshots.len() - 1)
}

fn figure(id: ChartId) -> Figure {
    newest().into_iter().find(|figure| figure.id == id).unwrap()
}

/// A chart in a layout, named as the bench's argument.
struct Drawing(ChartId, Layout);

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.as_str(), self.1.as_str())
    }
}

fn drawings() -> impl Iterator<Item = Drawing> {
    ChartId::ALL.iter().flat_map(|id| Layout::ALL.map(|layout| Drawing(*id, layout)))
}

/// The words, values and tables of every chart, without drawing any.
#[divan::bench]
fn tell(bencher: Bencher<'_, '_>) {
    sample();
    bencher.bench(newest);
}

#[divan::bench(args = drawings())]
fn svg(bencher: Bencher<'_, '_>, Drawing(id, layout): &Drawing) {
    let figure = figure(*id);
    bencher.bench(|| figure.svg(*layout, Look::Auto).unwrap());
}

#[divan::bench(args = ChartId::ALL)]
fn png(bencher: Bencher<'_, '_>, id: &ChartId) {
    let figure = figure(*id);
    bencher.bench(|| figure.png(Theme::Light).unwrap());
}

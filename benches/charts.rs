//! What a chart costs: each drawing and each picture of the sample site's newest report.
//!
//! A drawing is laid out, with its texts measured; then it is written as an SVG, or painted and compressed. Run by
//! `cargo bench --bench charts`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark stops at the first surprise")]

use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use rayon::prelude::*;
use shortfall::diagnostics::Report;
use shortfall::figures::{ChartId, Figure, Layout, Look, Scene, Theme, draw_all};
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

/// Of the picture for mail.
fn scene(id: ChartId) -> Scene {
    figure(id).scene(Layout::Mail).unwrap()
}

/// The words, values and tables of every chart, without drawing any.
#[divan::bench]
fn a_tell(bencher: Bencher<'_, '_>) {
    sample();
    bencher.bench(newest);
}

#[divan::bench(args = drawings())]
fn b_lay_out(bencher: Bencher<'_, '_>, Drawing(id, layout): &Drawing) {
    let figure = figure(*id);
    bencher.bench(|| figure.scene(*layout).unwrap());
}

#[divan::bench(args = ChartId::ALL)]
fn c_write_svg(bencher: Bencher<'_, '_>, id: &ChartId) {
    let scene = scene(*id);
    bencher.bench(|| scene.svg(Look::Auto));
}

/// Into palette places: that no colours are searched for afterwards is a part of it.
#[divan::bench(args = ChartId::ALL)]
fn d_paint(bencher: Bencher<'_, '_>, id: &ChartId) {
    let scene = scene(*id);
    bencher.bench(|| scene.painted(Theme::Light, 2, |painted| painted.places.len()).unwrap());
}

#[divan::bench(args = ChartId::ALL)]
fn e_compress(bencher: Bencher<'_, '_>, id: &ChartId) {
    scene(*id).painted(Theme::Light, 2, |painted| bencher.bench_local(|| painted.png().unwrap())).unwrap();
}

/// All of it: what one chart of one report costs, as an SVG for pages and a PNG for mail.
#[divan::bench(args = ChartId::ALL)]
fn f_svg_and_png(bencher: Bencher<'_, '_>, id: &ChartId) {
    let figure = figure(*id);
    bencher.bench(|| (figure.svg(Layout::Page, Look::Auto).unwrap(), figure.png(Theme::Light).unwrap()));
}

/// The same of all charts of all reports on every core, all at once.
#[divan::bench(sample_count = 10)]
fn g_all_of_the_sample(bencher: Bencher<'_, '_>) {
    let Study { rescue, measures, .. } = sample();
    let figures: Vec<Figure> = (0..rescue.snapshots.len()).flat_map(|i| draw_all(rescue, measures, i)).collect();
    let both =
        |figure: &Figure| figure.svg(Layout::Page, Look::Auto).unwrap().len() + figure.png(Theme::Light).unwrap().len();
    bencher.counter(ItemsCount::new(figures.len())).bench(|| figures.par_iter().map(both).sum::<usize>());
}

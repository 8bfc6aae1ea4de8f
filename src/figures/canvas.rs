//! Puts a drawing together: marks and measured texts that say what they mean. What plotters draws ends up in the same
//! list, see [`super::plot`].

use std::cell::RefCell;
use std::rc::Rc;

use super::scene::{Anchor, Area, Fill, Filling, Mark, Setting, Stroke, Words};
use super::text::{Type, drawable, width};
use super::theme::Ink;

/// Words of one setting within a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    /// The words.
    pub(crate) text: &'a str,
    /// Their size and weight.
    pub(crate) kind: Type,
    /// Their colour role.
    pub(crate) ink: Ink,
}

impl<'a> Run<'a> {
    /// Words of one setting.
    pub(crate) const fn new(text: &'a str, kind: Type, ink: Ink) -> Self {
        Self { text, kind, ink }
    }

    /// Width of a line of runs in CSS pixels.
    pub(crate) fn width(runs: &[Self]) -> f64 {
        let space = runs.first().map_or(0.0, |run| width(" ", Type::plain(run.kind.size)));
        runs.iter().map(|run| width(run.text, run.kind) + space).sum::<f64>() - space
    }

    fn words(self) -> Words {
        Words { text: drawable(self.text).into_owned(), kind: self.kind, ink: self.ink }
    }
}

/// The drawing under construction; clones draw into the same one.
#[derive(Clone, Default)]
pub(crate) struct Canvas {
    marks: Rc<RefCell<Vec<Mark>>>,
}

impl Canvas {
    /// What was drawn.
    pub(crate) fn finish(&self) -> Vec<Mark> {
        self.marks.take()
    }

    /// Draws one thing.
    pub(crate) fn put(&self, mark: Mark) {
        self.marks.borrow_mut().push(mark);
    }

    /// A filled rectangle. Shapes with an edge keep it inside.
    pub(crate) fn rect(&self, area: Area, ink: Ink) {
        let filling = Filling::of(ink);
        let edge = filling.edge.map_or(0.0, |edge| edge.width / 2.0);
        let edge = edge.min(area.w / 2.0).min(area.h / 2.0);
        let inner = area.inset(edge, edge, edge, edge);
        let (w, h) = ((area.w - 2.0 * edge).max(0.0), (area.h - 2.0 * edge).max(0.0));
        self.put(Mark::Rectangle(Area { w, h, ..inner }, filling));
    }

    /// Straight lines from point to point.
    pub(crate) fn path(&self, points: &[(f64, f64)], stroke: Stroke) {
        self.put(Mark::Line(points.to_vec(), stroke));
    }

    /// One straight line; upright and level ones are snapped to half pixels.
    pub(crate) fn line(&self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let snap = |v: f64| v.floor() + 0.5;
        let level = (from.1 - to.1).abs() < 1e-6;
        let upright = (from.0 - to.0).abs() < 1e-6;
        let snapped = |(x, y): (f64, f64)| (if upright { snap(x) } else { x }, if level { snap(y) } else { y });
        self.path(&[snapped(from), snapped(to)], stroke);
    }

    /// A dot with a rim of ground colour.
    pub(crate) fn dot(&self, at: (f64, f64), radius: f64, ink: Ink) {
        self.disc(at, radius, ink, Stroke::solid(Ink::Ground, 1.5));
    }

    /// A disc with a rim.
    pub(crate) fn disc(&self, at: (f64, f64), radius: f64, ink: Ink, rim: Stroke) {
        self.put(Mark::Circle(at, radius, Filling { fill: Fill::Solid(ink), edge: Some(rim) }));
    }

    /// A line of text; `at` is on its baseline.
    pub(crate) fn text(&self, at: (f64, f64), anchor: Anchor, kind: Type, ink: Ink, text: &str) {
        self.text_of(at, anchor, kind, ink, text, None);
    }

    /// A line of text as wide as the bundled font makes it, whatever the reader's program has instead: for a drawing
    /// that has no room to spare.
    pub(crate) fn text_as_wide(&self, at: (f64, f64), kind: Type, ink: Ink, text: &str) {
        self.set(at, Anchor::Start, &[Run::new(text, kind, ink)], Setting::Wide(width(text, kind)));
    }

    /// A line of differently set words, a space between them.
    pub(crate) fn runs(&self, at: (f64, f64), anchor: Anchor, runs: &[Run<'_>]) {
        self.set(at, anchor, runs, Setting::Mixed);
    }

    /// The same where a line may pass behind: the words keep a rim of ground around them.
    pub(crate) fn haloed(&self, at: (f64, f64), anchor: Anchor, runs: &[Run<'_>]) {
        self.set(at, anchor, runs, Setting::Haloed);
    }

    /// A line of text that stands for a longer one, which a pointer shows.
    pub(crate) fn text_of(
        &self,
        at: (f64, f64),
        anchor: Anchor,
        kind: Type,
        ink: Ink,
        text: &str,
        whole: Option<&str>,
    ) {
        self.set(at, anchor, &[Run::new(text, kind, ink)], Setting::Plain(whole.map(str::to_owned)));
    }

    fn set(&self, at: (f64, f64), anchor: Anchor, runs: &[Run<'_>], setting: Setting) {
        self.put(Mark::Text { at, anchor, words: runs.iter().map(|run| run.words()).collect(), setting });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::svg;

    #[test]
    fn an_edge_stays_inside_its_shape() {
        let canvas = Canvas::default();
        canvas.rect(Area::new(10.0, 10.0, 20.0, 20.0), Ink::Approved);
        let svg = svg::written(&canvas.finish(), "x");
        assert!(svg.ends_with("x=\"10.5\" y=\"10.5\" width=\"19\" height=\"19\"/>"), "{svg}");
    }
}

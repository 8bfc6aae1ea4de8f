//! Small signs that stand on a point.

use super::canvas::Canvas;
use super::scene::Stroke;
use super::theme::Ink;

/// A ring: promised, or possible.
pub(crate) fn ring(canvas: &Canvas, at: (f64, f64), radius: f64) {
    canvas.disc(at, radius, Ink::Ground, Stroke::solid(Ink::Committed, 2.0));
}

/// A cross, a rim of ground around it: where something ended.
pub(crate) fn cross(canvas: &Canvas, (x, y): (f64, f64), reach: f64) {
    let strokes = [(Ink::Ground, 5.0), (Ink::Gap, 2.0)].map(|(ink, width)| Stroke::solid(ink, width));
    for stroke in strokes {
        canvas.path(&[(x - reach, y - reach), (x + reach, y + reach)], stroke);
        canvas.path(&[(x - reach, y + reach), (x + reach, y - reach)], stroke);
    }
}

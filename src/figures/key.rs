//! Names what marks stand for, in a line above rows too thin to carry words of their own.

use super::canvas::Canvas;
use super::layout::Layout;
use super::marks::ring;
use super::scene::{Anchor, Area, Stroke};
use super::story::STAGE_INKS;
use super::text::width;
use super::theme::Ink;

/// A mark to be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The texture of a stage.
    Stage(usize),
    /// A filled dot.
    Dot,
    /// An open ring.
    Ring,
    /// A line that ends in an open ring.
    Range,
    /// A line of what is to come.
    Line,
    /// An upright line.
    Limit,
}

/// Marks with their words, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Key(pub(crate) Vec<(Mark, String)>);

const SWATCH: f64 = 14.0;

impl Key {
    /// Height it takes, with the room under it.
    pub(crate) fn height(&self, layout: Layout, room: f64) -> f64 {
        let lines = self.places(layout, room).last().map_or(0, |(_, line)| line + 1);
        lines as f64 * (layout.note().leading() + 2.0) + layout.pick(12.0, 10.0, 6.0)
    }

    /// Writes it along the top of an area.
    pub(crate) fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) {
        let kind = layout.note();
        for ((mark, word), (x, line)) in self.0.iter().zip(self.places(layout, area.w)) {
            let middle = area.y + kind.leading() / 2.0 + line as f64 * (kind.leading() + 2.0);
            mark.draw(canvas, (area.x + x, middle));
            let at = (area.x + x + SWATCH + 5.0, middle + kind.half());
            canvas.text(at, Anchor::Start, kind, Ink::Muted, word);
        }
    }

    /// The left edge and the line of each.
    fn places(&self, layout: Layout, room: f64) -> Vec<(f64, usize)> {
        let (mut x, mut line) = (0.0, 0);
        let mut places = Vec::new();
        for (_, word) in &self.0 {
            let needs = SWATCH + 5.0 + width(word, layout.note());
            if x > 0.0 && x + needs > room {
                (x, line) = (0.0, line + 1);
            }
            places.push((x, line));
            x += needs + layout.pick(22.0, 12.0, 16.0);
        }
        places
    }
}

impl Mark {
    fn draw(self, canvas: &Canvas, (x, y): (f64, f64)) {
        let middle = (x + SWATCH / 2.0, y);
        match self {
            Self::Stage(k) => canvas.rect(Area::new(x, y - 5.0, SWATCH, 10.0), STAGE_INKS[k]),
            Self::Dot => canvas.dot(middle, 5.0, Ink::Delivered),
            Self::Ring => ring(canvas, middle, 5.0),
            Self::Range => {
                canvas.line((x, y), (x + SWATCH - 6.0, y), Stroke::solid(Ink::Committed, 1.5));
                ring(canvas, (x + SWATCH - 4.0, y), 3.5);
            }
            Self::Line => canvas.line((x, y), (x + SWATCH, y), Stroke::solid(Ink::Approved, 2.5)),
            Self::Limit => canvas.line((middle.0, y - 6.0), (middle.0, y + 6.0), Stroke::solid(Ink::Gap, 2.0)),
        }
    }
}

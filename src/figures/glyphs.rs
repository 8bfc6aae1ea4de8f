//! Letters as the painter lays them down: how far each pixel is covered, worked out once for each letter, size and place
//! between pixels.

use std::collections::BTreeMap;
use std::rc::Rc;

use resvg::tiny_skia::{FillRule, LineJoin, Mask, Path, PathBuilder, Stroke, Transform};
use skrifa::MetadataProvider as _;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::{GlyphId, LocationRef, Size};

use super::sheet::level;
use super::text::font;

/// Places between two pixels that are told apart, across and down: the rasteriser's own samples lie as far apart.
pub(crate) const PLACES: i32 = 4;

/// What is drawn of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Letter {
    pub(crate) bold: bool,
    pub(crate) glyph: u32,
    /// Sixteenths of a pixel an em.
    pub(crate) size: u32,
    /// The width of the rim around it in sixteenths of a pixel; without one, the letter itself.
    pub(crate) rim: Option<u32>,
    /// Across and down, in [`PLACES`] of a pixel.
    pub(crate) shift: (i32, i32),
}

/// A covered rectangle.
#[derive(Debug, Default)]
pub(crate) struct Stamp {
    /// Its left, upper pixel, from that of the letter's origin.
    pub(crate) from: (i32, i32),
    /// Pixels of a row.
    pub(crate) width: usize,
    /// One [`level`] a pixel, row after row.
    pub(crate) levels: Vec<u8>,
}

/// Stamps that are kept before all of them are forgotten: a site in one language has a few thousand, of half a kilobyte.
const KEPT: usize = 10_000;

/// The stamps made so far.
#[derive(Debug, Default)]
pub(crate) struct Stamps(BTreeMap<Letter, Rc<Stamp>>);

impl Stamps {
    pub(crate) fn of(&mut self, letter: Letter) -> Rc<Stamp> {
        if let Some(stamp) = self.0.get(&letter) {
            return Rc::clone(stamp);
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        // A space covers nothing.
        let stamp = Rc::new(made(letter).unwrap_or_default());
        self.0.insert(letter, Rc::clone(&stamp));
        stamp
    }
}

fn made(letter: Letter) -> Option<Stamp> {
    let path = outline(letter)?;
    let bounds = path.bounds();
    let from = (bounds.left().floor() as i32, bounds.top().floor() as i32);
    let (width, height) = (bounds.right().ceil() as i32 - from.0, bounds.bottom().ceil() as i32 - from.1);
    let mut mask = Mask::new(width.max(1).unsigned_abs(), height.max(1).unsigned_abs())?;
    let moved = Transform::from_translate(-from.0 as f32, -from.1 as f32);
    mask.fill_path(&path, FillRule::Winding, true, moved);
    let width = mask.width() as usize;
    Some(Stamp { from, width, levels: mask.data().iter().map(|cover| level(*cover)).collect() })
}

/// In pixels, downwards, from the letter's origin.
fn outline(Letter { bold, glyph, size, rim, shift }: Letter) -> Option<Path> {
    let font = font(bold)?;
    let units = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let mut pen = Pen {
        path: PathBuilder::new(),
        scale: size as f32 / 16.0 / units,
        at: (shift.0 as f32 / PLACES as f32, shift.1 as f32 / PLACES as f32),
    };
    let outline = font.outline_glyphs().get(GlyphId::new(glyph))?;
    outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
    let path = pen.path.finish()?;
    match rim {
        Some(rim) => {
            let stroke = Stroke { width: rim as f32 / 16.0, line_join: LineJoin::Round, ..Stroke::default() };
            path.stroke(&stroke, 1.0)
        }
        None => Some(path),
    }
}

/// Turns what the font says, in its units and upwards, into pixels.
struct Pen {
    path: PathBuilder,
    scale: f32,
    at: (f32, f32),
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.at.0 + x * self.scale, self.at.1 - y * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let ((cx0, cy0), (x, y)) = (self.place(cx0, cy0), self.place(x, y));
        self.path.quad_to(cx0, cy0, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let ((cx0, cy0), (cx1, cy1), (x, y)) = (self.place(cx0, cy0), self.place(cx1, cy1), self.place(x, y));
        self.path.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

//! What is painted on: one palette place a pixel, and the ways to cover some of them.

use resvg::tiny_skia::{FillRule, IntSize, Mask, Path, PathBuilder, Stroke, Transform};

use super::glyphs::Stamp;
use super::palette::Mixer;
use super::scene::{DOT, HATCHING, HATCHING_WIDTH, Pattern};
use super::theme::Ink;

/// How far a pixel is covered, in steps: as many as the rasteriser tells apart.
pub(crate) const FULL: u8 = 16;

/// Sixteenths of a pixel, in which edges are counted.
const PIXEL: i32 = 16;

/// The step of what the rasteriser says of a pixel.
pub(crate) const fn level(cover: u8) -> u8 {
    ((cover as u16 + 8) / 16) as u8
}

/// A pixel covered by two things at once, each in steps.
const fn both(one: u8, other: u8) -> u8 {
    ((one as u16 * other as u16 + 8) / 16) as u8
}

/// What is laid down within a shape: an ink, or a tile of it.
#[derive(Clone, Copy)]
pub(crate) struct Ply<'a> {
    pub(crate) ink: Ink,
    pub(crate) tile: Option<&'a Tile>,
}

impl Ply<'_> {
    fn level(self, x: usize, y: usize, level: u8) -> u8 {
        self.tile.map_or(level, |tile| both(level, tile.level(x, y)))
    }
}

/// A pattern's covering, repeated from the drawing's corner.
#[derive(Debug)]
pub(crate) struct Tile {
    pub(crate) pattern: Pattern,
    /// Pixels.
    pub(crate) side: usize,
    levels: Vec<u8>,
}

impl Tile {
    fn level(&self, x: usize, y: usize) -> u8 {
        self.levels.get(y % self.side * self.side + x % self.side).copied().unwrap_or(0)
    }

    /// Of so many pixels a CSS pixel.
    pub(crate) fn of(pattern: Pattern, scale: u32) -> Option<Self> {
        let side = pattern.side() * scale;
        let scale = scale as f32;
        let mut path = PathBuilder::new();
        let path = match pattern {
            Pattern::Hatch => {
                for [(x0, y0), (x1, y1)] in HATCHING {
                    path.move_to(x0 as f32 * scale, y0 as f32 * scale);
                    path.line_to(x1 as f32 * scale, y1 as f32 * scale);
                }
                let stroke = Stroke { width: HATCHING_WIDTH as f32 * scale, ..Stroke::default() };
                path.finish()?.stroke(&stroke, 1.0)?
            }
            Pattern::Dots => {
                let middle = side as f32 / 2.0;
                path.push_circle(middle, middle, DOT as f32 * scale);
                path.finish()?
            }
        };
        let mut mask = Mask::new(side, side)?;
        mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        Some(Self { pattern, side: side as usize, levels: mask.data().iter().map(|cover| level(*cover)).collect() })
    }
}

#[derive(Default)]
pub(crate) struct Sheet {
    /// One a pixel, row after row.
    pub(crate) places: Vec<u8>,
    width: usize,
    height: usize,
    /// How far the shape that is being filled covers each pixel; nothing between two shapes.
    cover: Vec<u8>,
}

impl Sheet {
    /// Of so many pixels, all of one place. None where that is no picture.
    pub(crate) fn begin(&mut self, (width, height): (u32, u32), place: u8) -> Option<()> {
        let pixels = IntSize::from_wh(width, height)?;
        (self.width, self.height) = (pixels.width() as usize, pixels.height() as usize);
        self.places.clear();
        self.places.resize(self.width * self.height, place);
        self.cover.clear();
        self.cover.resize(self.width * self.height, 0);
        Some(())
    }

    /// Fills what is between the left, upper, right and lower edge, in sixteenths of a pixel.
    pub(crate) fn fill_box(&mut self, [left, top, right, bottom]: [i32; 4], ply: Ply<'_>, mixer: &mut Mixer) {
        let (across, down) = (touched(left, right, self.width), touched(top, bottom, self.height));
        // Columns that are wholly covered.
        let whole = (pixels_from(left), pixels_to(right).min(across.end));
        for y in down {
            let high = overlap(top, bottom, y);
            let row = &mut self.places[y * self.width..][..self.width];
            if high == FULL && ply.tile.is_none() && whole.0 < whole.1 {
                row[whole.0..whole.1].fill(mixer.solid(ply.ink));
                for x in (across.start..whole.0).chain(whole.1..across.end) {
                    mixer.lay(&mut row[x], ply.ink, overlap(left, right, x));
                }
                continue;
            }
            for x in across.clone() {
                let level = ply.level(x, y, both(high, overlap(left, right, x)));
                mixer.lay(&mut row[x], ply.ink, level);
            }
        }
    }

    /// Fills a shape whose outline winds around it.
    pub(crate) fn fill(&mut self, path: &Path, ply: Ply<'_>, mixer: &mut Mixer) {
        let Some(size) = IntSize::from_wh(self.width as u32, self.height as u32) else { return };
        let Some(mut mask) = Mask::from_vec(std::mem::take(&mut self.cover), size) else { return };
        mask.fill_path(path, FillRule::Winding, true, Transform::identity());
        self.cover = mask.take();
        let bounds = path.bounds();
        let within = |from: f32, to: f32, most: usize| {
            let pixel = |at: f32| (at.max(0.0) as usize).min(most);
            pixel(from.floor())..pixel(to.ceil() + 1.0)
        };
        let across = within(bounds.left(), bounds.right(), self.width);
        for y in within(bounds.top(), bounds.bottom(), self.height) {
            let places = &mut self.places[y * self.width..][across.clone()];
            let cover = &mut self.cover[y * self.width..][across.clone()];
            let mut x = 0;
            for run in cover.chunk_by_mut(|a, b| a == b) {
                let (from, level) = (x, level(run.first().copied().unwrap_or(0)));
                x += run.len();
                if level == 0 {
                    continue;
                }
                let places = &mut places[from..x];
                if level == FULL && ply.tile.is_none() {
                    places.fill(mixer.solid(ply.ink));
                } else {
                    for (i, place) in places.iter_mut().enumerate() {
                        mixer.lay(place, ply.ink, ply.level(across.start + from + i, y, level));
                    }
                }
                run.fill(0);
            }
        }
    }

    /// Lays a stamp down with its origin at a pixel.
    pub(crate) fn stamp(&mut self, stamp: &Stamp, (x, y): (i32, i32), ink: Ink, mixer: &mut Mixer) {
        let (left, top) = (x + stamp.from.0, y + stamp.from.1);
        for (levels, y) in stamp.levels.chunks_exact(stamp.width.max(1)).zip(top..) {
            let Some(row) = usize::try_from(y).ok().filter(|y| *y < self.height) else { continue };
            let row = &mut self.places[row * self.width..][..self.width];
            for (level, x) in levels.iter().zip(left..) {
                if *level > 0
                    && let Some(place) = usize::try_from(x).ok().and_then(|x| row.get_mut(x))
                {
                    mixer.lay(place, ink, *level);
                }
            }
        }
    }
}

/// The pixels that lie at least in part between two edges.
fn touched(from: i32, to: i32, most: usize) -> std::ops::Range<usize> {
    let first = usize::try_from(from.div_euclid(PIXEL)).unwrap_or(0).min(most);
    let end = usize::try_from((to + PIXEL - 1).div_euclid(PIXEL)).unwrap_or(0).min(most);
    first..end.max(first)
}

/// The first pixel that begins at an edge or behind it.
fn pixels_from(edge: i32) -> usize {
    usize::try_from((edge + PIXEL - 1).div_euclid(PIXEL)).unwrap_or(0)
}

/// The end of the pixels that end at an edge or before it.
fn pixels_to(edge: i32) -> usize {
    usize::try_from(edge.div_euclid(PIXEL)).unwrap_or(0)
}

/// How much of a pixel lies between two edges, in steps.
fn overlap(from: i32, to: i32, pixel: usize) -> u8 {
    let start = pixel as i32 * PIXEL;
    let covered = to.min(start + PIXEL) - from.max(start);
    covered.clamp(0, PIXEL) as u8
}

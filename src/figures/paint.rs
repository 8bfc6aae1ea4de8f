//! Paints a drawing into palette places: each ink is known before anything is painted, so no colour is ever searched for
//! in a finished picture, and letters are laid down as they were worked out before.

use std::borrow::Cow;
use std::rc::Rc;

use resvg::tiny_skia::{Path, PathBuilder, Stroke as Outline, StrokeDash};

use super::glyphs::{Letter, PLACES, Stamps};
use super::palette::{Mixer, Palette};
use super::scene::{Anchor, Area, Fill, Filling, HALO, Mark, Pattern, STEPS, Scene, Setting, Stroke, Words};
use super::sheet::{Ply, Sheet, Tile};
use super::text::{Type, shaped, width};
use super::theme::Ink;

/// Paints one drawing after the other. What it keeps between them is room and what it worked out: none of it decides a
/// byte.
#[derive(Default)]
pub(crate) struct Painter {
    sheet: Sheet,
    stamps: Stamps,
    tiles: Vec<Rc<Tile>>,
}

/// A painted picture.
#[derive(Debug)]
pub struct Painted<'a> {
    /// The place of each pixel's colour in the palette, row after row.
    pub places: &'a [u8],
    /// Pixels across and down.
    pub size: (u32, u32),
    pub(crate) palette: &'a Palette,
    /// Pixels for each CSS pixel.
    pub(crate) scale: u32,
}

impl Painter {
    /// Paints over whatever was painted before, in so many pixels for each CSS pixel; nothing where there is no pixel.
    pub(crate) fn paint<'a>(&'a mut self, scene: &Scene, scale: u32, mixer: &'a mut Mixer) -> Option<Painted<'a>> {
        let size = (scene.width.round() as u32 * scale, scene.height.round() as u32 * scale);
        let ground = mixer.solid(Ink::Ground);
        self.sheet.begin(size, ground)?;
        let Self { sheet, stamps, tiles } = self;
        let tiles: Vec<Rc<Tile>> = Pattern::ALL.iter().filter_map(|pattern| tile(tiles, *pattern, scale)).collect();
        let mut brush = Brush { sheet, stamps, mixer, tiles: &tiles, scale: scale as i32 };
        for mark in &scene.marks {
            brush.mark(mark);
        }
        Some(Painted { places: &self.sheet.places, size, palette: &mixer.palette, scale })
    }
}

/// The tile of a pattern at a scale, made when it is first asked for.
fn tile(tiles: &mut Vec<Rc<Tile>>, pattern: Pattern, scale: u32) -> Option<Rc<Tile>> {
    let side = (pattern.side() * scale) as usize;
    if let Some(tile) = tiles.iter().find(|tile| tile.pattern == pattern && tile.side == side) {
        return Some(Rc::clone(tile));
    }
    let tile = Rc::new(Tile::of(pattern, scale)?);
    tiles.push(Rc::clone(&tile));
    Some(tile)
}

struct Brush<'a> {
    sheet: &'a mut Sheet,
    stamps: &'a mut Stamps,
    mixer: &'a mut Mixer,
    tiles: &'a [Rc<Tile>],
    /// Pixels a CSS pixel, and so sixteenths of a pixel a step of the drawing.
    scale: i32,
}

impl<'a> Brush<'a> {
    /// Sixteenths of a pixel: as exactly as an SVG says it.
    fn fine(&self, css: f64) -> i32 {
        (css * STEPS).round() as i32 * self.scale
    }

    /// Pixels, as exactly as that.
    fn pixels(&self, css: f64) -> f32 {
        self.fine(css) as f32 / STEPS as f32
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Open(_) | Mark::Close => {}
            Mark::Line(points, stroke) => self.line(points, stroke),
            Mark::Rectangle(area, filling) => self.rectangle(*area, filling),
            Mark::Polygon(points, filling) => {
                if let Some(path) = self.through(points, true) {
                    self.shape(&path, filling);
                }
            }
            Mark::Circle((x, y), radius, filling) => {
                if let Some(path) = PathBuilder::from_circle(self.pixels(*x), self.pixels(*y), self.pixels(*radius)) {
                    self.shape(&path, filling);
                }
            }
            Mark::Text { at, anchor, words, setting } => self.text(*at, *anchor, words, *setting == Setting::Haloed),
        }
    }

    fn through(&self, points: &[(f64, f64)], closed: bool) -> Option<Path> {
        let mut path = PathBuilder::with_capacity(points.len() + 1, points.len());
        for (i, (x, y)) in points.iter().enumerate() {
            let (x, y) = (self.pixels(*x), self.pixels(*y));
            if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        if closed {
            path.close();
        }
        path.finish()
    }

    /// Most lines are level or upright and whole: those are rectangles.
    fn line(&mut self, points: &[(f64, f64)], stroke: &Stroke) {
        let half = self.fine(stroke.width) / 2;
        if let ([(x0, y0), (x1, y1)], None) = (points, stroke.dash) {
            let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|css| self.fine(*css));
            let (left, right, top, bottom) = (x0.min(x1), x0.max(x1), y0.min(y1), y0.max(y1));
            if y0 == y1 {
                return self.box_of([left, top - half, right, bottom + half], Ply { ink: stroke.ink, tile: None });
            }
            if x0 == x1 {
                return self.box_of([left - half, top, right + half, bottom], Ply { ink: stroke.ink, tile: None });
            }
        }
        if let Some(path) = self.through(points, false) {
            self.stroke(&path, stroke);
        }
    }

    fn rectangle(&mut self, area: Area, filling: &Filling) {
        let edges @ [left, top, right, bottom] =
            [area.x, area.y, area.right(), area.bottom()].map(|css| self.fine(css));
        // Of a rectangle without an inside, SVG draws no edge either.
        if left >= right || top >= bottom {
            return;
        }
        if let Some(ply) = self.ply(filling.fill) {
            self.box_of(edges, ply);
        }
        match &filling.edge {
            Some(edge) if edge.dash.is_none() => {
                let (half, ply) = (self.fine(edge.width) / 2, Ply { ink: edge.ink, tile: None });
                for strip in [
                    [left - half, top - half, right + half, top + half],
                    [left - half, bottom - half, right + half, bottom + half],
                    [left - half, top + half, left + half, bottom - half],
                    [right - half, top + half, right + half, bottom - half],
                ] {
                    self.box_of(strip, ply);
                }
            }
            Some(edge) => {
                let (right, bottom) = (area.right(), area.bottom());
                let corners = [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)];
                if let Some(path) = self.through(&corners, true) {
                    self.stroke(&path, edge);
                }
            }
            None => {}
        }
    }

    fn shape(&mut self, path: &Path, filling: &Filling) {
        if let Some(ply) = self.ply(filling.fill) {
            self.sheet.fill(path, ply, self.mixer);
        }
        if let Some(edge) = &filling.edge {
            self.stroke(path, edge);
        }
    }

    fn stroke(&mut self, path: &Path, stroke: &Stroke) {
        let outline = Outline { width: self.pixels(stroke.width), ..Outline::default() };
        let dash = stroke.dash.and_then(|(on, off)| StrokeDash::new(vec![self.pixels(on), self.pixels(off)], 0.0));
        let dashed = dash.and_then(|dash| path.dash(&dash, 1.0));
        if let Some(outline) = dashed.as_ref().unwrap_or(path).stroke(&outline, 1.0) {
            self.sheet.fill(&outline, Ply { ink: stroke.ink, tile: None }, self.mixer);
        }
    }

    fn box_of(&mut self, edges: [i32; 4], ply: Ply<'_>) {
        self.sheet.fill_box(edges, ply, self.mixer);
    }

    fn ply(&self, fill: Fill) -> Option<Ply<'a>> {
        match fill {
            Fill::Nothing => None,
            Fill::Solid(ink) => Some(Ply { ink, tile: None }),
            Fill::Pattern(pattern) => {
                let tile = self.tiles.iter().find(|tile| tile.pattern == pattern)?;
                Some(Ply { ink: pattern.ink(), tile: Some(tile) })
            }
        }
    }

    fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, words: &[Words], haloed: bool) {
        let space = words.first().map_or(0.0, |first| width(" ", Type::plain(first.kind.size)));
        let lines: Vec<Cow<'_, str>> = words.iter().map(|words| collapsed(&words.text)).collect();
        let wide = |(words, line): (&Words, &Cow<'_, str>)| width(line, words.kind);
        let whole = words.iter().zip(&lines).map(wide).sum::<f64>() + space * words.len().saturating_sub(1) as f64;
        let mut at = x - whole
            * match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => 0.5,
                Anchor::End => 1.0,
            };
        for (words, line) in words.iter().zip(&lines) {
            if haloed {
                let rim = self.fine(HALO).unsigned_abs();
                self.letters((at, y), line, words.kind, Ink::Ground, Some(rim));
            }
            self.letters((at, y), line, words.kind, words.ink, None);
            at += wide((words, line)) + space;
        }
    }

    fn letters(&mut self, (x, y): (f64, f64), line: &str, kind: Type, ink: Ink, rim: Option<u32>) {
        let places = f64::from(self.scale * PLACES);
        let size = self.fine(kind.size).unsigned_abs();
        // The place of the text's own origin, as an SVG says it, in places between pixels.
        let origin = (f64::from(self.fine(x)) / STEPS * f64::from(PLACES), self.fine(y) * PLACES);
        let down = (origin.1 + STEPS as i32 / 2).div_euclid(STEPS as i32);
        for (glyph, ems) in &shaped(line, kind.bold).glyphs {
            let across = (origin.0 + f64::from(*ems) * kind.size * places).round() as i32;
            let shift = (across.rem_euclid(PLACES), down.rem_euclid(PLACES));
            let stamp = self.stamps.of(Letter { bold: kind.bold, glyph: *glyph, size, rim, shift });
            let at = (across.div_euclid(PLACES), down.div_euclid(PLACES));
            self.sheet.stamp(&stamp, at, ink, self.mixer);
        }
    }
}

/// As renderers of SVG take it: one space where there are many, none at the ends.
fn collapsed(text: &str) -> Cow<'_, str> {
    if text.contains("  ") || text.starts_with(' ') || text.ends_with(' ') {
        return Cow::Owned(text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    }
    Cow::Borrowed(text)
}

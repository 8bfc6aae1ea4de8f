//! What a drawing consists of before it is an SVG or a picture: marks and texts with a meaning, in CSS pixels.
//!
//! [`super::canvas`] puts them together, [`super::svg`] writes them, [`super::paint`] paints them.

use super::colours::Colours;
use super::text::Type;
use super::theme::Ink;

/// Steps that a CSS pixel has: nothing is placed more finely, and plotters counts in whole ones.
pub(crate) const STEPS: f64 = 16.0;

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    /// Left edge.
    pub(crate) x: f64,
    /// Upper edge.
    pub(crate) y: f64,
    /// Width.
    pub(crate) w: f64,
    /// Height.
    pub(crate) h: f64,
}

impl Area {
    /// From its left, upper edge and size.
    pub(crate) const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// Right edge.
    pub(crate) fn right(self) -> f64 {
        self.x + self.w
    }

    /// Lower edge.
    pub(crate) fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// Without so much on each side: left, top, right, bottom.
    pub(crate) fn inset(self, left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self::new(self.x + left, self.y + top, (self.w - left - right).max(1.0), (self.h - top - bottom).max(1.0))
    }
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A stroke: ink, width in pixels, and whether it is dashed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stroke {
    /// Colour role.
    pub(crate) ink: Ink,
    /// CSS pixels.
    pub(crate) width: f64,
    /// Lengths of dash and gap.
    pub(crate) dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A continuous line.
    pub(crate) const fn solid(ink: Ink, width: f64) -> Self {
        Self { ink, width, dash: None }
    }

    /// A dashed line.
    pub(crate) const fn dashed(ink: Ink, width: f64, on: f64, off: f64) -> Self {
        Self { ink, width, dash: Some((on, off)) }
    }
}

/// What is inside a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Whatever is behind it.
    Nothing,
    /// One ink.
    Solid(Ink),
    /// A repeated tile.
    Pattern(Pattern),
}

/// A tile that fills a shape: what cannot be told by its ink alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// Of proposed money: lines at 45°.
    Hatch,
    /// Of what came back: dots.
    Dots,
}

impl Pattern {
    /// Every pattern.
    pub(crate) const ALL: [Self; 2] = [Self::Hatch, Self::Dots];

    /// The end of its id in a drawing.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Hatch => "hatch",
            Self::Dots => "dots",
        }
    }

    /// A tile's side in CSS pixels.
    pub(crate) const fn side(self) -> u32 {
        match self {
            Self::Hatch => 6,
            Self::Dots => 5,
        }
    }

    /// What it is made of.
    pub(crate) const fn ink(self) -> Ink {
        match self {
            Self::Hatch => Ink::Proposed,
            Self::Dots => Ink::Recovered,
        }
    }
}

/// The lines of a hatch's tile, so that tiles meet.
pub(crate) const HATCHING: [[(f64, f64); 2]; 3] =
    [[(-1.5, 1.5), (1.5, -1.5)], [(-1.0, 7.0), (7.0, -1.0)], [(4.5, 7.5), (7.5, 4.5)]];

/// How wide they are.
pub(crate) const HATCHING_WIDTH: f64 = 1.75;

/// The radius of a dot in the middle of its tile.
pub(crate) const DOT: f64 = 1.25;

/// How a shape is painted: first inside, then along its outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Filling {
    pub(crate) fill: Fill,
    pub(crate) edge: Option<Stroke>,
}

impl Filling {
    /// How an ink fills a shape: solid, patterned, or as an outline that is left empty.
    pub(crate) const fn of(ink: Ink) -> Self {
        let (fill, edge) = match ink {
            Ink::Approved => (Fill::Solid(ink), Some(Stroke::solid(Ink::Committed, 1.0))),
            Ink::Proposed => (Fill::Pattern(Pattern::Hatch), Some(Stroke::solid(ink, 1.0))),
            Ink::Expressed => (Fill::Nothing, Some(Stroke::dashed(ink, 1.5, 4.0, 3.0))),
            Ink::Recovered => (Fill::Pattern(Pattern::Dots), Some(Stroke::solid(ink, 1.0))),
            Ink::Gap => (Fill::Nothing, Some(Stroke::solid(ink, 1.25))),
            _ => (Fill::Solid(ink), None),
        };
        Self { fill, edge }
    }
}

/// Words of one setting.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Words {
    /// As they are drawn.
    pub(crate) text: String,
    pub(crate) kind: Type,
    pub(crate) ink: Ink,
}

/// How a line of text is set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Setting {
    /// Of one kind; it may stand for a longer one, which a pointer shows.
    Plain(Option<String>),
    /// As wide as the bundled font makes it, whatever the reader's program has instead.
    Wide(f64),
    /// Differently set words, a space between them.
    Mixed,
    /// The same with a rim of ground around them.
    Haloed,
}

/// The width of a rim around words, half of it outside of the letters.
pub(crate) const HALO: f64 = 5.0;

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// From here on what is drawn belongs to a class.
    Open(&'static str),
    /// What was opened ends.
    Close,
    /// Straight lines from point to point.
    Line(Vec<(f64, f64)>, Stroke),
    Rectangle(Area, Filling),
    /// From point to point and back to the first.
    Polygon(Vec<(f64, f64)>, Filling),
    /// Centre and radius.
    Circle((f64, f64), f64, Filling),
    /// On its baseline; never without words.
    Text {
        at: (f64, f64),
        anchor: Anchor,
        words: Vec<Words>,
        setting: Setting,
    },
}

/// A whole drawing, of which an SVG or a picture is made.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Begins every id in it.
    pub(crate) id: String,
    /// What it is drawn for: a class.
    pub(crate) name: &'static str,
    /// CSS pixels.
    pub(crate) width: f64,
    /// CSS pixels.
    pub(crate) height: f64,
    /// Its text alternative.
    pub(crate) title: String,
    /// The same at length.
    pub(crate) described: String,
    /// In the order in which they cover each other, on the ground.
    pub(crate) marks: Vec<Mark>,
    /// What the inks look like.
    pub(crate) colours: Colours,
}

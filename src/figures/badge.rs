//! Badges for a README or a signature: one line with the newest figure on all pledges and on firm ones.
//!
//! A badge has no room for notes, so its words carry every bound, and its description the date and the mapping.

use serde_json::json;

use super::canvas::Canvas;
use super::colours::Colours;
use super::raster;
use super::scene::{Area, Scene};
use super::text::{Type, width};
use super::theme::{Ink, Look, Theme};
use super::words;
use crate::diagnostics::Diagnostic;
use crate::language::{self, say};
use crate::measures::{Against, Band, Bound, Measures, SnapshotMeasures};
use crate::quantities::{Amount, Unit, print, print_colour};
use crate::rescue::Rescue;

const HEIGHT: f64 = 24.0;
const PAD: f64 = 8.0;
const GAP: f64 = 2.0;

/// A badge's name in addresses: stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadgeId {
    /// How much of the shortfall is covered.
    Coverage,
    /// What remains of it.
    Remaining,
    /// How much of what is pledged was transferred.
    Delivered,
}

impl BadgeId {
    /// Every badge.
    pub const ALL: [Self; 3] = [Self::Coverage, Self::Remaining, Self::Delivered];

    /// The name in addresses, which is in English also what the badge says first.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Remaining => "remaining",
            Self::Delivered => "delivered",
        }
    }

    const fn ink(self) -> Ink {
        match self {
            Self::Coverage => Ink::Committed,
            Self::Remaining => Ink::Gap,
            Self::Delivered => Ink::Delivered,
        }
    }
}

/// One badge of one snapshot.
#[derive(Clone, Debug)]
pub struct Badge {
    id: BadgeId,
    /// The figure, or that there is none.
    pub message: String,
    described: String,
    ink: Ink,
    colours: Colours,
}

impl Badge {
    /// A badge as of a snapshot; none where there is no such snapshot.
    #[must_use]
    pub fn new(rescue: &Rescue, measures: &Measures, index: usize, id: BadgeId) -> Option<Self> {
        let now = measures.snapshots.get(index)?;
        let unit = &rescue.site.base_unit;
        let message = match id {
            BadgeId::Coverage => of_two(now, coverage),
            BadgeId::Remaining => of_two(now, |against| Some(open(against, unit))),
            BadgeId::Delivered => Some(delivered(now, unit)),
        };
        let ink = if message.is_some() { id.ink() } else { Ink::Muted };
        // A shortfall of nothing is stated, and nothing is a part of it.
        let nothing = || if now.shortfall().is_some() { say!("undefined") } else { say!("shortfall not stated") };
        let (title, date) = (&rescue.site.title, print::date(now.at));
        let basis = rescue.basis_title(&rescue.site.headline);
        let bands = words::capital(&words::bands());
        let described = say!("{title}, as of {date}; shortfall: {basis}. {bands}.", title, date, basis, bands);
        let colours = Colours::of(&rescue.site.appearance);
        Some(Self { id, message: message.unwrap_or_else(nothing), described, ink, colours })
    }

    /// The drawing as SVG, as accessible as a chart.
    #[must_use]
    pub fn svg(&self, look: Look) -> String {
        self.scene().svg(look)
    }

    fn scene(&self) -> Scene {
        let canvas = Canvas::default();
        let (label, message) = (language::word(self.id.as_str()), self.message.as_str());
        let end = part(&canvas, 0.0, &label, Type::plain(12.0), Ink::Muted);
        let end = part(&canvas, end + GAP, message, Type::bold(12.0), self.ink);
        Scene {
            id: format!("badge-{}", self.id.as_str()),
            name: "badge",
            width: end,
            height: HEIGHT,
            title: format!("{label}: {message}"),
            described: self.described.clone(),
            marks: canvas.finish(),
            colours: self.colours,
        }
    }

    /// The picture, twice as fine.
    ///
    /// # Errors
    /// `drawing`, if the SVG cannot be drawn or encoded.
    pub fn png(&self, theme: Theme) -> Result<Vec<u8>, Diagnostic> {
        self.scene().png(theme, raster::SCALE)
    }

    /// What a badge service draws from: the schema of shields.io's endpoint, version 1.
    #[must_use]
    pub fn json(&self) -> String {
        let colour = print_colour(self.colours.rgb(self.ink, Theme::Light));
        let value = json!({
            "schemaVersion": 1,
            "label": language::word(self.id.as_str()),
            "message": self.message,
            "color": colour.trim_start_matches('#'),
        });
        format!("{value:#}\n")
    }
}

/// A box with words in it; says where it ends. What is open is a hollow box, as in the charts.
fn part(canvas: &Canvas, x: f64, words: &str, kind: Type, ink: Ink) -> f64 {
    let wide = (width(words, kind) + 2.0 * PAD).ceil();
    canvas.rect(Area::new(x, 0.0, wide, HEIGHT), ink);
    let letters = if ink == Ink::Gap { ink } else { Ink::Ground };
    canvas.text_as_wide((x + PAD, HEIGHT / 2.0 + kind.half()), kind, letters, words);
    x + wide
}

/// `all 63.1% · firm 8.7%`; nothing where either is undefined.
fn of_two(now: &SnapshotMeasures, words: impl Fn(&Against) -> Option<String>) -> Option<String> {
    let said = |band: Band| words(now.against(band)?);
    Some(say!("all {all} · firm {firm}", all = said(Band::All)?, firm = said(Band::Firm)?))
}

fn coverage(against: &Against) -> Option<String> {
    let ratio = against.coverage.as_ref()?;
    let printed = print::percent(ratio);
    Some(match against.coverage_bound {
        // At least a little is more than nothing; about or at most a little is a little.
        Bound::AtLeast if words::is_trace(ratio) => say!("more than 0%"),
        _ if words::is_trace(ratio) => printed,
        bound => bounded(bound, &printed),
    })
}

/// What remains; where nothing does, the surplus.
fn open(against: &Against, unit: &Unit) -> String {
    let with = |bound: Bound, amount: Amount| bounded(bound, &print::short_with(amount, unit));
    match against.surplus.is_positive() {
        true => say!("surplus {amount}", amount = with(against.remaining_bound.flipped(), against.surplus)),
        false => with(against.remaining_bound, against.remaining),
    }
}

fn delivered(now: &SnapshotMeasures, unit: &Unit) -> String {
    let sums = &now.sums;
    let said = |band: Band| {
        let bound = if sums.is_at_least(band) { Bound::AtLeast } else { Bound::Exact };
        bounded(bound, &print::short(sums.band(band)))
    };
    match (sums.band(Band::All).is_zero(), sums.is_at_least(Band::All)) {
        (true, true) => say!("no amount disclosed"),
        (true, false) => say!("nothing pledged"),
        (false, _) => {
            say!("{paid} of {all} {unit} pledged", paid = said(Band::Delivered), all = said(Band::All), unit)
        }
    }
}

fn bounded(bound: Bound, figure: &str) -> String {
    format!("{}{figure}", words::before(bound.words().unwrap_or_default()))
}

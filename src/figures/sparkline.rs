//! A strip small enough for a line of text: what is pledged through time, all and firm, against the shortfall.

use super::canvas::Canvas;
use super::colours::Colours;
use super::labels::spread;
use super::plot::Plot;
use super::raster;
use super::scene::{Area, Scene, Stroke};
use super::text::{Type, fit, width};
use super::theme::{Ink, Look, Theme};
use super::words;
use crate::diagnostics::Diagnostic;
use crate::language::{self, say};
use crate::measures::{Band, Bound, Measures, SnapshotMeasures};
use crate::quantities::{Amount, Unit, print};
use crate::rescue::Rescue;

const SIZE: (f64, f64) = (240.0, 48.0);
const ID: &str = "sparkline";
const LABEL: Type = Type::bold(11.0);
const GAP: f64 = 6.0;

/// The widest that a label may be.
const WIDEST: f64 = 130.0;

/// One line of steps, with its newest value in words.
#[derive(Clone, Debug)]
struct Line {
    /// Minutes since 1970, and amounts.
    values: Vec<(f64, f64)>,
    /// In English.
    name: &'static str,
    newest: Amount,
    bound: Bound,
    ink: Ink,
}

/// The strip as of a snapshot.
#[derive(Clone, Debug)]
pub struct Sparkline {
    /// What it shows, in one sentence.
    pub title: String,
    described: String,
    /// The shortfall, where it is stated; all; firm.
    lines: Vec<Line>,
    colours: Colours,
}

impl Sparkline {
    /// The strip up to and including a snapshot; none where there is no such snapshot.
    #[must_use]
    pub fn new(rescue: &Rescue, measures: &Measures, index: usize) -> Option<Self> {
        let states = measures.snapshots.get(..=index)?;
        let (first, now) = (states.first()?, states.last()?);
        let lines: Vec<Line> = shortfall(states)
            .into_iter()
            .chain(
                [band(states, Band::All, Ink::Approved), band(states, Band::Firm, Ink::Delivered)]
                    .into_iter()
                    .flatten(),
            )
            .collect();
        let described = say!(
            "Stepped lines, {title}, {from} to {to}. {bands}.",
            title = rescue.site.title,
            from = print::date(first.at),
            to = print::date(now.at),
            bands = words::capital(&words::bands()),
        );
        let colours = Colours::of(&rescue.site.appearance);
        Some(Self { title: title(&lines, &rescue.site.base_unit), described, lines, colours })
    }

    /// The drawing as SVG, as accessible as a chart.
    ///
    /// # Errors
    /// `drawing`, if plotters refuses the coordinates.
    pub fn svg(&self, look: Look) -> Result<String, Diagnostic> {
        Ok(self.scene()?.svg(look))
    }

    fn scene(&self) -> Result<Scene, Diagnostic> {
        let canvas = Canvas::default();
        let labels: Vec<String> = self.lines.iter().map(label).collect();
        let wide = labels.iter().map(|label| width(label, LABEL)).fold(0.0, f64::max).ceil();
        let area = Area::new(2.0, 5.0, SIZE.0 - wide - GAP - 4.0, SIZE.1 - 10.0);
        let (start, end) = self.span();
        let mut plot = Plot::new(&canvas, area, start..end, 0.0..self.highest())?;
        for line in &self.lines {
            match line.ink {
                Ink::Gap => plot.dashed_steps(&line.values, end, Stroke::dashed(Ink::Gap, 1.5, 4.0, 3.0)),
                ink => plot.steps(&line.values, end, ink, 2.0)?,
            }
        }
        let ends: Vec<(f64, f64)> =
            self.lines.iter().map(|line| (plot.at(end, line.newest.to_coordinate()).1, LABEL.size + 2.0)).collect();
        // Three labels always fit.
        let places = spread(&ends, 1.0, SIZE.1 - 1.0, 0.0).unwrap_or_default();
        for ((line, label), y) in self.lines.iter().zip(&labels).zip(places) {
            let ink = if line.ink == Ink::Gap { Ink::Gap } else { Ink::Text };
            canvas.text_as_wide((area.right() + GAP, y + LABEL.half()), LABEL, ink, label);
        }
        Ok(Scene {
            id: ID.to_owned(),
            name: ID,
            width: SIZE.0,
            height: SIZE.1,
            title: self.title.clone(),
            described: self.described.clone(),
            marks: canvas.finish(),
            colours: self.colours,
        })
    }

    /// The picture, twice as fine.
    ///
    /// # Errors
    /// `drawing`, if the SVG cannot be drawn or encoded.
    pub fn png(&self, theme: Theme) -> Result<Vec<u8>, Diagnostic> {
        self.scene()?.png(theme, raster::SCALE)
    }

    /// From the first snapshot to a little past the newest, so that its values show as a level.
    fn span(&self) -> (f64, f64) {
        let minutes = || self.lines.iter().flat_map(|line| &line.values).map(|(at, _)| *at);
        let (start, newest) = (minutes().fold(f64::INFINITY, f64::min), minutes().fold(f64::NEG_INFINITY, f64::max));
        (start, newest + ((newest - start) * 0.06).max(60.0))
    }

    fn highest(&self) -> f64 {
        let highest = self.lines.iter().flat_map(|line| &line.values).map(|(_, amount)| *amount).fold(0.0, f64::max);
        if highest > 0.0 { highest } else { 1.0 }
    }
}

fn band(states: &[SnapshotMeasures], band: Band, ink: Ink) -> Option<Line> {
    let now = &states.last()?.sums;
    let values =
        states.iter().map(|state| (state.at.minutes() as f64, state.sums.band(band).to_coordinate())).collect();
    let bound = if now.is_at_least(band) { Bound::AtLeast } else { Bound::Exact };
    Some(Line { values, name: band.word(), newest: now.band(band), bound, ink })
}

/// Only if it is stated now: a line that ends has no newest value.
fn shortfall(states: &[SnapshotMeasures]) -> Option<Line> {
    let stated = |state: &SnapshotMeasures| state.shortfall().filter(|shortfall| shortfall.is_positive());
    let now = states.last()?;
    let values =
        states.iter().filter_map(|state| Some((state.at.minutes() as f64, stated(state)?.to_coordinate()))).collect();
    let bound = now.headline()?.bound;
    Some(Line { values, name: "shortfall", newest: stated(now)?, bound, ink: Ink::Gap })
}

/// `all ≥ 43,500`: signs, since words would leave no room for the lines.
fn label(line: &Line) -> String {
    let sign = match line.bound {
        Bound::Exact => "",
        Bound::AtLeast => "≥ ",
        Bound::AtMost => "≤ ",
        Bound::About => "≈ ",
    };
    fit(&format!("{} {sign}{}", language::word(line.name), print::compact(line.newest)), LABEL, WIDEST)
}

fn title(lines: &[Line], unit: &Unit) -> String {
    let said: Vec<String> = lines
        .iter()
        .map(|line| {
            let bound = words::before(line.bound.words().unwrap_or_default());
            format!("{} {bound}{}", language::word(line.name), print::short_with(line.newest, unit))
        })
        .collect();
    match lines.first().filter(|line| line.ink == Ink::Gap) {
        Some(_) => say!("Pledged against the {values}", values = words::list(&said)),
        None => say!("Pledged {values}; no shortfall above zero is stated", values = words::list(&said)),
    }
}

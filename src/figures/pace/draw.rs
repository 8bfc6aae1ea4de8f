//! The drawing of `pace`.

use super::super::canvas::Canvas;
use super::super::frame::Chart;
use super::super::layout::Layout;
use super::super::plot::Drawn;
use super::super::scene::{Area, Stroke};
use super::super::story::{Day, State, Story};
use super::super::theme::Ink;
use super::super::timeline::{self, EndLabel, Remark, Scale, Timeline, nothing};
use super::super::words::capital;
use super::{reached, reason, record};
use crate::language::say;
use crate::quantities::{Amount, Moment, print};

/// The drawing's values and words.
#[derive(Debug)]
pub(super) struct Pace {
    states: Vec<State>,
    days: Vec<Day>,
    remarks: Vec<Remark>,
    notes: Vec<String>,
    ends: Vec<EndLabel>,
}

impl Pace {
    pub(super) fn new(story: &Story) -> Self {
        let now = story.now();
        let mut notes: Vec<String> = reason(story).into_iter().collect();
        let mut days = Vec::new();
        let mut remarks = Vec::new();
        if let Ok(projection) = &story.outlook {
            remarks.push((now.at.minutes(), say!("{amount} pledged", amount = print::short(now.all())), Ink::Text));
            days.clone_from(&projection.days);
            notes.push(capital(&reached(projection)));
            notes.extend(record(projection));
        }
        Self { states: story.states.clone(), ends: ends(now, days.last()), days, remarks, notes }
    }

    fn most(&self) -> Amount {
        let stood = self.states.iter().flat_map(|state| [Some(state.all()), state.shortfall]).flatten();
        stood.chain(self.days.iter().map(|day| day.most.1)).max().unwrap_or_default()
    }

    /// Minute, lower and upper edge, from the newest snapshot on, where both are what is pledged.
    fn band(&self, edges: fn(&Day) -> (Amount, Amount)) -> Vec<(f64, f64, f64)> {
        let now = self.states.last().map(|state| (state.at, (state.all(), state.all())));
        let days = self.days.iter().map(|day| (day.on, edges(day)));
        let points = now.into_iter().chain(days);
        points.map(|(at, (low, high))| (at.minutes() as f64, low.to_coordinate(), high.to_coordinate())).collect()
    }
}

/// Labels at the right: where the bands end, or what is pledged; and the shortfall.
fn ends(now: &State, last: Option<&Day>) -> Vec<EndLabel> {
    let middle = |(low, high): (Amount, Amount)| f64::midpoint(low.to_coordinate(), high.to_coordinate());
    let range = |(low, high): (Amount, Amount)| format!("{}–{}", print::short(low), print::short(high));
    let label = |at: f64, name: String, number: String| EndLabel { at, name, number, ink: Ink::Text };
    let mut ends = match last {
        Some(day) => vec![
            label(middle(day.half), say!("{digits}%", digits = 50), range(day.half)),
            label(middle((day.most.0, day.half.0)), say!("{digits}%", digits = 80), range(day.most)),
        ],
        None => vec![label(now.all().to_coordinate(), say!("all pledged"), print::short(now.all()))],
    };
    ends.extend(now.shortfall.map(|shortfall| EndLabel {
        at: shortfall.to_coordinate(),
        name: now.known.name(),
        number: print::short(shortfall),
        ink: Ink::Gap,
    }));
    ends
}

impl Chart for Pace {
    fn height(&self, layout: Layout, _width: f64) -> f64 {
        if self.most().is_zero() { 120.0 } else { layout.pick(400.0, 380.0, 0.0) }
    }

    fn least(&self, layout: Layout, _width: f64) -> f64 {
        timeline::least(&self.ends, &self.remarks, &self.notes, layout)
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.most().is_zero() {
            nothing(canvas, area, layout, &say!("no amount pledged and no shortfall stated so far"));
            return Ok(());
        }
        let mut moments: Vec<Moment> = self.states.iter().map(|state| state.at).collect();
        moments.extend(self.days.last().map(|day| day.on));
        let scale = Scale {
            moments: &moments,
            low: Amount::ZERO,
            high: self.most(),
            ends: &self.ends,
            remarks: &self.remarks,
            notes: &self.notes,
            areas: false,
        };
        let mut timeline = Timeline::new(canvas, area, layout, &scale)?;
        let end = timeline.end;
        if !self.days.is_empty() {
            timeline.plot.band(&self.band(|day| day.most), end, Ink::Grid)?;
            timeline.plot.band(&self.band(|day| day.half), end, Ink::Axis)?;
            for edge in [|band: &(f64, f64, f64)| (band.0, band.1), |band: &(f64, f64, f64)| (band.0, band.2)] {
                let line: Vec<(f64, f64)> = self.band(|day| day.most).iter().map(edge).collect();
                timeline.plot.steps(&line, end, Ink::Axis, 1.0)?;
            }
        }
        let past = |value: &dyn Fn(&State) -> Option<Amount>| -> Vec<(f64, f64)> {
            let points =
                self.states.iter().map(|state| Some((state.at.minutes() as f64, value(state)?.to_coordinate())));
            points.flatten().collect()
        };
        let shortfall = past(&|state| state.shortfall);
        timeline.reference(canvas, &shortfall, Stroke::dashed(Ink::Gap, 1.75, 5.0, 4.0));
        let pledged = past(&|state| Some(state.all()));
        if let Some((now, sum)) = pledged.last().copied() {
            // What is known ends where the bands begin.
            let until = if self.days.is_empty() { end } else { now };
            timeline.plot.steps(&pledged, until, Ink::Committed, 2.75)?;
            canvas.dot(timeline.plot.at(until, sum), 4.5, Ink::Committed);
        }
        timeline.ends(canvas, &self.ends);
        Ok(())
    }
}

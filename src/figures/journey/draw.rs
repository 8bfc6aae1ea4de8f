//! The lanes: runs of one stage, ends, and where a pledge became stale.

use super::{Run, number, runs};
use crate::figures::canvas::Canvas;
use crate::figures::frame::Chart;
use crate::figures::key::{Key, Mark};
use crate::figures::layout::Layout;
use crate::figures::marks::cross;
use crate::figures::plot::{Drawn, Plot};
use crate::figures::ranked::names;
use crate::figures::rows::{Entry, Sheet, Tone, Tracks, fitted, sentence_over};
use crate::figures::scene::{Area, Stroke};
use crate::figures::story::{Lane, STAGE_INKS, Step, Story, stage_word};
use crate::figures::text::wrap;
use crate::figures::theme::Ink;
use crate::figures::thin;
use crate::figures::ticks::{Labels, dates};
use crate::figures::timeline::span;
use crate::figures::words::days;
use crate::language::say;
use crate::quantities::{Moment, Ratio, print};

const DAY: f64 = 24.0 * 60.0;

/// The least length of what shows that a pledge is stale.
const LEAST_DOTS: f64 = 12.0;

/// The drawing's values and words.
#[derive(Debug)]
pub(super) struct Journey {
    lanes: Vec<Lane>,
    moments: Vec<Moment>,
}

/// Time across the tracks.
struct Time<'a> {
    plot: Plot,
    moments: &'a [Moment],
    /// The minute at which lanes that last end.
    end: f64,
}

impl Time<'_> {
    fn minute(&self, at: f64) -> f64 {
        self.plot.at(at, 0.0).0
    }

    /// Where a snapshot lies; past the last one, where lanes end.
    fn snapshot(&self, at: Option<usize>) -> f64 {
        let moment = at.and_then(|at| self.moments.get(at));
        self.minute(moment.map_or(self.end, |moment| moment.minutes() as f64))
    }
}

impl Journey {
    pub(super) fn new(story: &Story) -> Self {
        Self { lanes: story.lanes.clone(), moments: story.states.iter().map(|state| state.at).collect() }
    }

    fn sheet(&self, most: usize, layout: Layout, room: f64) -> (usize, Sheet) {
        let shown = self.lanes.len().min(most);
        let entries = self.lanes.iter().take(shown).map(|lane| self.entry(lane)).collect();
        let rest = self.lanes.get(shown..).unwrap_or_default();
        let mut notes = more(rest).map(|line| wrap(&line, layout.note(), room)).unwrap_or_default();
        // What ended comes to little now and has no row of its own early: it is named.
        let ended = rest.iter().filter_map(|lane| Some(format!("{} ({})", lane.name, lane.end.as_ref()?.1)));
        notes.extend(names(&say!("Ended"), &ended.collect::<Vec<_>>(), layout, room));
        (shown, Sheet { key: self.key(), entries, axis: true, notes, layout, room })
    }

    /// The amount, and why it is not all well: `stale, 34 days`, `withdrawn, 11 May`.
    fn entry(&self, lane: &Lane) -> Entry {
        let mut label = vec![(if lane.disclosed { Tone::Number } else { Tone::Note }, number(lane))];
        label.extend(lane.end.as_ref().map(|(at, word)| {
            let on = self.moments.get(*at).map(|moment| format!(", {}", print::short_date(moment.date())));
            (Tone::Alarm, format!("{word}{}", on.unwrap_or_default()))
        }));
        label.extend(lane.stale.map(|stale| (Tone::Alarm, say!("stale, {days}", days = days(stale.days)))));
        Entry { name: lane.name.clone(), label }
    }

    fn key(&self) -> Key {
        let occurs = |k: &usize| {
            let mut steps = self.lanes.iter().flat_map(|lane| lane.steps.iter().flatten());
            steps.any(|step| step.stage == Some(*k) || (*k == 4 && is_part(step)))
        };
        Key((0..5).rev().filter(occurs).map(|k| (Mark::Stage(k), stage_word(k))).collect())
    }

    /// Dates under the lanes, each with a faint line through them.
    fn axis(&self, canvas: &Canvas, tracks: &Tracks, area: Area, layout: Layout, time: &Time<'_>) {
        let all = tracks.all;
        let place = |minute: i64| time.minute(minute as f64);
        let labels = Labels { place: &place, room: (area.x, area.right()), kind: layout.note() };
        let dates = dates(&self.moments, &labels);
        canvas.line((all.x, all.bottom()), (all.right(), all.bottom()), Stroke::solid(Ink::Axis, 1.0));
        dates.iter().for_each(|tick| tracks.upright(canvas, layout, place(tick.at), Ink::Grid));
        labels.draw(canvas, all.bottom(), &dates);
    }
}

/// Whether a part of it was delivered.
fn is_part(step: &Step) -> bool {
    step.delivered.as_ref().is_some_and(Ratio::is_positive)
}

/// `and 7 more pledges with less or no amount, 2 of them stale`
fn more(rest: &[Lane]) -> Option<String> {
    let stale = rest.iter().filter(|lane| lane.stale.is_some()).count();
    let pledges = print::count(rest.len(), "more pledge", "more pledges");
    (!rest.is_empty()).then(|| match stale {
        0 => say!("and {pledges} with less or no amount", pledges),
        _ => say!("and {pledges} with less or no amount, {stale} of them stale", pledges, stale),
    })
}

impl Chart for Journey {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        if self.lanes.is_empty() { 80.0 } else { self.sheet(layout.pick(24, 14, 9), layout, room).1.height() }
    }

    fn least(&self, layout: Layout, room: f64) -> f64 {
        self.sheet(5, layout, room).1.height()
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.lanes.is_empty() {
            sentence_over(canvas, area, layout, &say!("no one has pledged so far"), &[]);
            return Ok(());
        }
        let height = layout.height().map(|_| area.h);
        let (shown, sheet) = fitted(layout.pick(24, 14, 9), height, &|most| self.sheet(most, layout, area.w));
        let tracks = sheet.places(area);
        let (from, to, end) = span(&self.moments, true);
        let plot = Plot::new(canvas, tracks.all, from..to, 0.0..1.0)?;
        let time = Time { plot, moments: &self.moments, end };
        self.axis(canvas, &tracks, area, layout, &time);
        sheet.draw(canvas, area);
        for (lane, track) in self.lanes.iter().take(shown).zip(tracks.rows) {
            draw_lane(canvas, lane, track, &time);
        }
        Ok(())
    }
}

fn draw_lane(canvas: &Canvas, lane: &Lane, track: Area, time: &Time<'_>) {
    for run in thin::ends(&runs(lane), |run| thin::column(time.snapshot(Some(run.from)))) {
        let (x, until) = (time.snapshot(Some(run.from)), time.snapshot(run.until));
        let gap = if run.until.is_some() { 2.0 } else { 0.0 };
        let place = Area::new(x, track.y, (until - x - gap).max(2.0), track.h);
        let stale = lane.stale.filter(|_| run.until.is_none());
        let still = stale.map(|stale| time.minute(now(time) - (stale.days - stale.limit) as f64 * DAY));
        draw_run(canvas, run, place, still);
    }
    if let Some((at, _)) = &lane.end {
        cross(canvas, (time.snapshot(Some(*at)), track.y + track.h / 2.0), 4.5);
    }
}

fn now(time: &Time<'_>) -> f64 {
    time.moments.last().map_or(0, |moment| moment.minutes()) as f64
}

/// What was delivered as a dark share of the height, above it the rest in the texture of its stage; once it is
/// stale the rest goes on as dots.
fn draw_run(canvas: &Canvas, run: &Run, place: Area, still: Option<f64>) {
    let share = run.step.delivered.as_ref().map_or(0.0, Ratio::to_coordinate).clamp(0.0, 1.0);
    let mut rest = place;
    if share > 0.0 {
        let whole = share >= 1.0;
        let dark = if whole { place.h } else { (share * place.h).round().clamp(2.0, place.h - 5.0) };
        canvas.rect(Area::new(place.x, place.bottom() - dark, place.w, dark), Ink::Delivered);
        rest.h = place.h - dark - 2.0;
        if whole {
            return;
        }
    }
    let Some(stage) = run.step.stage else { return };
    let ink = STAGE_INKS[stage];
    if let Some(still) = still {
        let dots = still.min(place.right() - LEAST_DOTS).max(place.x);
        let y = rest.y + rest.h / 2.0;
        canvas.path(&[(dots + 2.0, y), (place.right(), y)], Stroke::dashed(ink, rest.h.min(4.0), 2.5, 3.0));
        rest.w = dots - place.x;
    }
    if rest.w > 0.0 {
        canvas.rect(rest, ink);
    }
}

//! What charts over time share: axes, dates, remarks, and labels at the ends of lines.

use super::canvas::{Canvas, Run};
use super::flags::{Flag, Flags};
use super::labels::spread;
use super::layout::Layout;
use super::plot::Plot;
use super::scene::{Anchor, Area, Stroke};
use super::text::{width, wrap};
use super::theme::Ink;
use super::ticks::{self, DateTick, Labels};
use crate::diagnostics::Diagnostic;
use crate::quantities::{Amount, Moment, print};

/// How far above the plot end labels may be pushed.
const ABOVE: f64 = 8.0;

/// What is remarked on a date: minutes since 1970, words, text or gap.
pub(crate) type Remark = (i64, String, Ink);

/// A label at the right end of a line.
#[derive(Clone, Debug)]
pub(crate) struct EndLabel {
    /// The value it stands at.
    pub(crate) at: f64,
    /// The line's name.
    pub(crate) name: String,
    /// Its value, as printed.
    pub(crate) number: String,
    /// Text or gap.
    pub(crate) ink: Ink,
}

/// The values that set the sizes of a chart over time.
pub(crate) struct Scale<'a> {
    /// The snapshots shown, oldest first, at least one.
    pub(crate) moments: &'a [Moment],
    /// The lowest value, not above zero.
    pub(crate) low: Amount,
    /// The highest value.
    pub(crate) high: Amount,
    /// Labels at the right.
    pub(crate) ends: &'a [EndLabel],
    /// Dated remarks.
    pub(crate) remarks: &'a [Remark],
    /// Lines under the plot, before they are wrapped.
    pub(crate) notes: &'a [String],
    /// Areas rather than lines. The newest values go on a little past their date, so that they show as a
    /// level and not only as the foot of a step; areas a little further.
    pub(crate) areas: bool,
}

/// A plot with its axes drawn.
pub(crate) struct Timeline {
    /// The coordinates: minutes since 1970 and amounts.
    pub(crate) plot: Plot,
    /// The plot's area.
    pub(crate) area: Area,
    /// The minute at the left edge.
    pub(crate) start: f64,
    /// The minute at which the newest values end.
    pub(crate) end: f64,
    stacked: bool,
    lift: f64,
    single: bool,
    flags: Flags,
    notes: Vec<String>,
    layout: Layout,
    room: Area,
}

/// The least height of a plot where the height is given, if anything around it can give way.
const LEAST: f64 = 90.0;

/// As much as can give way: first remarks, those about the shortfall last, then notes.
const FULL: usize = 3;

/// Whether a remark stays.
fn keeps(crowd: usize, flag: &Flag) -> bool {
    match crowd {
        0 => true,
        1 => flag.ink == Ink::Gap,
        _ => false,
    }
}

/// The height in which a chart over time shows its least plot with all its remarks and notes.
pub(crate) fn least(ends: &[EndLabel], remarks: &[Remark], notes: &[String], layout: Layout) -> f64 {
    let line = layout.note().leading();
    let labels = ends.len() as f64 * (end_height(layout, false) + 2.0);
    let remarks = if remarks.is_empty() { 0.0 } else { 2.5 * line };
    LEAST.max(labels) + remarks + (notes.len() + 1) as f64 * line + 24.0
}

impl Timeline {
    /// Measures everything around the plot, then draws grid and axes.
    pub(crate) fn new(canvas: &Canvas, area: Area, layout: Layout, scale: &Scale<'_>) -> Result<Self, Diagnostic> {
        let kind = layout.note();
        let ticks = ticks::amounts(scale.low, scale.high, layout.pick(5, 4, 4));
        let left = ticks.iter().map(|tick| width(&print::short(*tick), kind)).fold(0.0, f64::max) + 10.0;
        let (from, to, end) = span(scale.moments, scale.areas);
        // On a phone the end labels take two lines each, unless there are too many of them.
        let mut stacked = layout == Layout::Narrow;
        // Where the height is given, remarks and notes give way to the plot.
        let mut crowd = 0;
        let (inner, lift, flags, notes) = loop {
            let right = scale.ends.iter().map(|end| end_width(end, layout, stacked)).fold(0.0, f64::max) + 20.0;
            let across = (area.x + left, area.w - left - right);
            let remarks = scale.remarks.iter().filter(|(minute, ..)| (from..=to).contains(&(*minute as f64)));
            let place = |minute: i64| across.0 + (minute as f64 - from) / (to - from) * across.1;
            let flags = remarks.map(|(at, label, ink)| Flag { x: place(*at), label: label.clone(), ink: *ink });
            let flags = flags.filter(|flag| keeps(crowd, flag));
            let flags = Flags::place(flags.collect(), area.right(), area.w, layout);
            let mut notes = flags.below(layout, area.w);
            if crowd < FULL {
                notes.extend(scale.notes.iter().flat_map(|note| wrap(note, kind, area.w)));
            }
            let gap = if notes.is_empty() { 0.0 } else { 6.0 };
            let below = kind.leading() + 8.0 + notes.len() as f64 * kind.leading() + gap;
            // Words that reach over the end labels keep clear of them.
            let lift = if flags.reach(layout) > across.0 + across.1 { 14.0 } else { 5.0 };
            let lane = flags.above(layout) + lift + 4.0;
            let inner = area.inset(left, lane, right, below);
            let needed = scale.ends.len() as f64 * (end_height(layout, stacked) + 2.0);
            let tall = inner.h >= LEAST && needed <= inner.h + ABOVE;
            if layout.height().is_some() && !tall && crowd < FULL {
                crowd += 1;
            } else if !stacked || needed <= inner.h + ABOVE {
                break (inner, lift, flags, notes);
            } else {
                stacked = false;
            }
        };
        let place = |minute: i64| inner.x + (minute as f64 - from) / (to - from) * inner.w;
        let (low, high) = (scale.low.to_coordinate(), scale.high.to_coordinate());
        let plot = Plot::new(canvas, inner, from..to, low..if high > low { high } else { low + 1.0 })?;
        let timeline = Self {
            plot,
            area: inner,
            start: from,
            end,
            stacked,
            lift,
            single: scale.moments.len() == 1,
            flags,
            notes,
            layout,
            room: area,
        };
        let labels = Labels { place: &place, room: (area.x, area.right()), kind };
        timeline.axes(canvas, &ticks, &ticks::dates(scale.moments, &labels), &labels);
        Ok(timeline)
    }

    fn axes(&self, canvas: &Canvas, ticks: &[Amount], dates: &[DateTick], labels: &Labels<'_>) {
        let kind = self.layout.note();
        for tick in ticks {
            let y = self.plot.at(0.0, tick.to_coordinate()).1;
            let ink = if tick.is_zero() { Ink::Axis } else { Ink::Grid };
            canvas.line((self.area.x, y), (self.area.right(), y), Stroke::solid(ink, 1.0));
            canvas.text((self.area.x - 8.0, y + kind.half()), Anchor::End, kind, Ink::Muted, &print::short(*tick));
        }
        let bottom = self.area.bottom();
        labels.draw(canvas, bottom, dates);
        self.flags.draw(canvas, self.area, self.lift, self.layout);
        let top = bottom + 8.0 + kind.leading() + 6.0;
        for (i, note) in self.notes.iter().enumerate() {
            let y = top + (i as f64 + 0.5) * kind.leading() + kind.half();
            canvas.text((self.room.x, y), Anchor::Start, kind, Ink::Muted, note);
        }
    }

    /// Draws a reference line; a single value reaches back to the left edge, so that it is a line at all.
    pub(crate) fn reference(&self, canvas: &Canvas, values: &[(f64, f64)], stroke: Stroke) {
        match values {
            [(_, y)] if self.single => {
                let points = [self.plot.at(self.start, *y), self.plot.at(self.end, *y)];
                canvas.path(&points, stroke);
            }
            _ => self.plot.dashed_steps(values, self.end, stroke),
        }
    }

    /// Names what lies under the zero line, where no line passes.
    pub(crate) fn below_zero(&self, canvas: &Canvas, name: &str, lines: &[Vec<(f64, f64)>]) {
        let kind = self.layout.note();
        let zero = self.plot.at(0.0, 0.0).1;
        // The box begins above the line: a balance near zero is a thick stroke on it.
        let needs = Area::new(0.0, zero - 2.0, width(name, kind) + 8.0, kind.leading() + 4.0);
        if needs.bottom() > self.area.bottom() {
            return;
        }
        let steps = ((self.area.w - needs.w) / 4.0).max(0.0) as u32;
        let places = (0..steps).map(|step| Area { x: self.area.x + 4.0 * f64::from(step), ..needs });
        if let Some(free) = places.into_iter().find(|place| lines.iter().all(|line| !self.crosses(line, *place))) {
            let at = (free.x + 4.0, zero + kind.leading() - 2.0);
            canvas.text(at, Anchor::Start, kind, Ink::Muted, name);
        }
    }

    /// Whether a line of steps passes through a box.
    fn crosses(&self, line: &[(f64, f64)], place: Area) -> bool {
        let points: Vec<(f64, f64)> = line.iter().map(|(x, y)| self.plot.at(*x, *y)).collect();
        let end = self.area.right();
        points.iter().enumerate().any(|(i, (x, y))| {
            let next = points.get(i + 1).copied().unwrap_or((end, *y));
            let level = *x < place.right() && next.0 > place.x && (place.y..place.bottom()).contains(y);
            let upright =
                (place.x..place.right()).contains(&next.0) && y.min(next.1) < place.bottom() && y.max(next.1) > place.y;
            level || upright
        })
    }

    /// Draws labels beside the values where lines end, pushed apart, with a thin line to each that moved.
    pub(crate) fn ends(&self, canvas: &Canvas, ends: &[EndLabel]) {
        let from = self.plot.at(self.end, 0.0).0;
        let height = end_height(self.layout, self.stacked);
        let wishes: Vec<(f64, f64)> = ends.iter().map(|end| (self.plot.at(0.0, end.at).1, height)).collect();
        let (top, bottom) = (self.area.y - ABOVE, self.area.bottom() + 4.0);
        let Some(middles) = spread(&wishes, top, bottom, 2.0).or_else(|| spread(&wishes, top - 40.0, bottom, 0.0))
        else {
            return;
        };
        for ((end, (y, _)), middle) in ends.iter().zip(&wishes).zip(middles) {
            if (middle - y).abs() > 1.0 {
                let points = [(from + 5.0, *y), (from + 8.0, *y), (from + 12.0, middle), (from + 14.0, middle)];
                canvas.path(&points, Stroke::solid(Ink::Axis, 1.0));
            }
            end_label(canvas, end, (from + 17.0, middle), self.layout, self.stacked);
        }
    }
}

/// The minutes at the left and right of the plot, and where the newest values end.
pub(crate) fn span(moments: &[Moment], areas: bool) -> (f64, f64, f64) {
    const DAY: f64 = 24.0 * 60.0;
    let minute = |moment: Option<&Moment>| moment.map_or(0, |moment| moment.minutes()) as f64;
    let (first, last) = (minute(moments.first()), minute(moments.last()));
    match (last > first, areas) {
        (true, _) => {
            let end = last + ((last - first) * if areas { 0.03 } else { 0.015 }).ceil();
            (first, end, end)
        }
        // One snapshot: dots in the middle, or a column at the right.
        (false, false) => (first - DAY, first + DAY, first),
        (false, true) => (first - DAY, first + DAY / 2.0, first + DAY / 2.0),
    }
}

fn end_runs<'a>(end: &'a EndLabel, layout: Layout) -> [Run<'a>; 2] {
    [Run::new(&end.name, layout.label(), end.ink), Run::new(&end.number, layout.number(), end.ink)]
}

fn end_width(end: &EndLabel, layout: Layout, stacked: bool) -> f64 {
    let runs = end_runs(end, layout);
    if stacked { runs.iter().map(|run| width(run.text, run.kind)).fold(0.0, f64::max) } else { Run::width(&runs) }
}

fn end_height(layout: Layout, stacked: bool) -> f64 {
    layout.label().leading() * if stacked { 1.9 } else { 1.0 }
}

fn end_label(canvas: &Canvas, end: &EndLabel, (x, y): (f64, f64), layout: Layout, stacked: bool) {
    let kind = layout.label();
    let runs = end_runs(end, layout);
    if !stacked {
        canvas.haloed((x, y + kind.half()), Anchor::Start, &runs);
        return;
    }
    for (run, lift) in runs.iter().zip([-0.48, 0.48]) {
        canvas.haloed((x, y + lift * kind.leading() + kind.half()), Anchor::Start, &[*run]);
    }
}

/// A sentence where a plot would be, when there is nothing to plot.
pub(crate) fn nothing(canvas: &Canvas, area: Area, layout: Layout, sentence: &str) {
    let kind = layout.label();
    canvas.line((area.x, area.y), (area.right(), area.y), Stroke::solid(Ink::Grid, 1.0));
    canvas.line((area.x, area.bottom()), (area.right(), area.bottom()), Stroke::solid(Ink::Grid, 1.0));
    let lines = wrap(sentence, kind, area.w * 0.8);
    let mut y = area.y + area.h / 2.0 - (lines.len() as f64 - 1.0) * kind.leading() / 2.0;
    for line in lines {
        canvas.text((area.x + area.w / 2.0, y + kind.half()), Anchor::Middle, kind, Ink::Muted, &line);
        y += kind.leading();
    }
}

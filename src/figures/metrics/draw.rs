//! Rows over one axis of dates: name, dots joined by steps, the first number beside its dot, the last at the right.

use crate::figures::canvas::{Canvas, Run};
use crate::figures::flags::{Flag, Flags};
use crate::figures::frame::Chart;
use crate::figures::layout::Layout;
use crate::figures::plot::{Drawn, Plot};
use crate::figures::scene::{Anchor, Area, Stroke};
use crate::figures::story::{Metric, Story};
use crate::figures::text::{width, wrap_within};
use crate::figures::theme::Ink;
use crate::figures::ticks::{self, Labels};
use crate::figures::timeline::{Remark, nothing};
use crate::language::say;
use crate::quantities::{Day, Moment, print};

/// The drawing's values and words.
#[derive(Debug)]
pub(super) struct Metrics {
    metrics: Vec<Metric>,
    moments: Vec<Moment>,
    remarks: Vec<Remark>,
    sentence: String,
}

/// Where things stand from left to right.
struct Columns {
    name: f64,
    plot: Area,
    number: f64,
}

impl Metrics {
    pub(super) fn new(story: &Story, metrics: &[&Metric]) -> Self {
        Self {
            metrics: metrics.iter().map(|metric| (*metric).clone()).collect(),
            moments: story.states.iter().map(|state| state.at).collect(),
            remarks: crate::figures::remarks(story),
            sentence: say!("no metric has a value up to {as_of}", as_of = story.as_of()),
        }
    }

    fn shown(&self, layout: Layout) -> &[Metric] {
        let most = layout.pick(6, 6, 4);
        self.metrics.get(..most).unwrap_or(&self.metrics)
    }

    /// Minutes at the left and right: all snapshots and all values shown.
    fn span(&self, layout: Layout) -> (f64, f64) {
        let snapshots = self.moments.iter().map(|moment| moment.minutes());
        let values = self.shown(layout).iter().flat_map(|metric| &metric.readings).map(|reading| reading.at());
        let all: Vec<i64> = snapshots.chain(values).collect();
        let (from, to) = (all.iter().min().copied().unwrap_or(0), all.iter().max().copied().unwrap_or(0));
        if to - from < DAY { ((from - DAY) as f64, (to + DAY) as f64) } else { (from as f64, to as f64) }
    }

    fn columns(&self, area: Area, layout: Layout) -> Columns {
        let shown = self.shown(layout);
        let lasts = shown.iter().filter_map(|metric| metric.readings.last().map(|last| last.printed(&metric.unit)));
        let number = lasts.map(|number| width(&number, layout.number())).fold(0.0, f64::max);
        let number = number.max(width(&long_day(), layout.note()));
        let names = shown.iter().map(|metric| width(&metric.title, layout.label())).fold(0.0, f64::max);
        let name = layout.pick(names.min(210.0), area.w, names.min(150.0));
        let left = if layout == Layout::Narrow { 8.0 } else { name + 22.0 };
        let number_room = number + 18.0;
        let plot = Area::new(area.x + left, area.y, (area.w - left - number_room).max(1.0), area.h);
        Columns { name, plot, number: plot.right() + 16.0 }
    }

    /// Events above the rows; where the height is given and rows would become too low for it, none.
    fn flags(&self, area: Area, layout: Layout) -> Flags {
        let (from, to) = self.span(layout);
        let plot = self.columns(area, layout).plot;
        let inside = self.remarks.iter().filter(|(minute, ..)| (from..=to).contains(&(*minute as f64)));
        let place = |minute: i64| plot.x + (minute as f64 - from) / (to - from) * plot.w;
        let flags = inside.map(|(at, label, ink)| Flag { x: place(*at), label: label.clone(), ink: *ink });
        let flags = Flags::place(flags.collect(), area.right(), area.w, layout);
        let rows = self.shown(layout).len() as f64 * least_row(layout);
        match layout.height() {
            Some(_) if rows + self.around(&flags, area.w, layout) > area.h => Flags::Numbered(Vec::new()),
            _ => flags,
        }
    }

    /// What stands under the axis: events by number, and how many metrics are not drawn.
    fn notes(&self, flags: &Flags, room: f64, layout: Layout) -> Vec<String> {
        let mut notes = flags.below(layout, room);
        let more = self.metrics.len() - self.shown(layout).len();
        if more > 0 {
            notes.push(say!("and {metrics} in the table", metrics = print::count(more, "more metric", "more metrics")));
        }
        notes
    }

    fn below(&self, flags: &Flags, room: f64, layout: Layout) -> f64 {
        let notes = self.notes(flags, room, layout).len() as f64;
        let gap = if notes > 0.0 { 6.0 } else { 0.0 };
        (notes + 1.0) * layout.note().leading() + 8.0 + gap
    }

    fn around(&self, flags: &Flags, room: f64, layout: Layout) -> f64 {
        flags.above(layout) + LIFT + self.below(flags, room, layout)
    }
}

/// Most values that get a dot each; of more the first and the last.
const DOTTED: usize = 12;

const DAY: i64 = 24 * 60;

/// A date as wide as dates are.
fn long_day() -> String {
    "2026-05-30".parse().map(print::day_of).unwrap_or_default()
}

/// Between the words of events and the first row.
const LIFT: f64 = 6.0;

fn least_row(layout: Layout) -> f64 {
    layout.pick(66.0, 88.0, 46.0)
}

impl Chart for Metrics {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        if self.metrics.is_empty() {
            return 120.0;
        }
        let flags = self.flags(Area::new(0.0, 0.0, room, 0.0), layout);
        self.around(&flags, room, layout) + self.shown(layout).len() as f64 * least_row(layout)
    }

    fn least(&self, layout: Layout, room: f64) -> f64 {
        self.height(layout, room)
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.metrics.is_empty() {
            nothing(canvas, area, layout, &self.sentence);
            return Ok(());
        }
        let columns = self.columns(area, layout);
        let flags = self.flags(area, layout);
        let (above, below) = (flags.above(layout) + LIFT, self.below(&flags, area.w, layout));
        let shown = self.shown(layout);
        let height = ((area.h - above - below) / shown.len() as f64).min(layout.pick(90.0, 90.0, 80.0));
        let rows = Area::new(area.x, area.y + above, area.w, height * shown.len() as f64);
        let plot = Area { y: rows.y, h: rows.h, ..columns.plot };
        flags.draw(canvas, plot, LIFT - 2.0, layout);
        for (i, metric) in shown.iter().enumerate() {
            let row = Area { y: rows.y + i as f64 * height, h: height, ..rows };
            let ink = if i + 1 == shown.len() { Ink::Axis } else { Ink::Grid };
            canvas.line((row.x, row.bottom()), (area.right(), row.bottom()), Stroke::solid(ink, 1.0));
            self.row(canvas, metric, row, &columns, layout)?;
        }
        self.axis(canvas, area, plot, &self.notes(&flags, area.w, layout), layout);
        Ok(())
    }
}

impl Metrics {
    fn axis(&self, canvas: &Canvas, area: Area, plot: Area, notes: &[String], layout: Layout) {
        let kind = layout.note();
        let (from, to) = self.span(layout);
        let place = |minute: i64| plot.x + (minute as f64 - from) / (to - from) * plot.w;
        let labels = Labels { place: &place, room: (area.x, area.right()), kind };
        labels.draw(canvas, plot.bottom(), &ticks::dates(&self.moments, &labels));
        let top = plot.bottom() + 14.0 + kind.leading();
        for (i, note) in notes.iter().enumerate() {
            let base = top + (i as f64 + 0.5) * kind.leading() + kind.half();
            canvas.text((area.x, base), Anchor::Start, kind, Ink::Muted, note);
        }
    }

    fn row(&self, canvas: &Canvas, metric: &Metric, row: Area, columns: &Columns, layout: Layout) -> Drawn {
        let (kind, note, number) = (layout.label(), layout.note(), layout.number());
        let Some((first, last)) = super::ends(metric) else { return Ok(()) };
        let unit = if metric.unit == "%" { say!("per cent") } else { metric.unit.clone() };
        // Name and unit at the left; on a phone in a line above.
        let lines = layout.pick(2, 1, if row.h > 58.0 { 2 } else { 1 });
        let room = if layout == Layout::Narrow { row.w - width(&unit, note) - 10.0 } else { columns.name };
        let (name, lost) = wrap_within(&metric.title, kind, room, lines);
        let texts = name.len() as f64 * kind.leading() + note.leading();
        let mut y = if layout == Layout::Narrow { row.y + 5.0 } else { row.y + (row.h - texts) / 2.0 };
        for line in &name {
            let at = (row.x, y + kind.leading() / 2.0 + kind.half());
            match layout {
                Layout::Narrow => canvas.haloed(at, Anchor::Start, &[Run::new(line, kind, Ink::Text)]),
                _ => canvas.text_of(at, Anchor::Start, kind, Ink::Text, line, lost.then_some(&metric.title)),
            }
            y += kind.leading();
        }
        match layout {
            Layout::Narrow => {
                let at = (row.right(), row.y + 5.0 + kind.leading() / 2.0 + note.half());
                canvas.haloed(at, Anchor::End, &[Run::new(&unit, note, Ink::Muted)]);
            }
            _ => {
                canvas.text((row.x, y + note.leading() / 2.0 + note.half()), Anchor::Start, note, Ink::Muted, &unit);
            }
        }
        let head = if layout == Layout::Narrow { kind.leading() + 4.0 } else { 0.0 };
        // Marks keep clear of the numbers that stand above or below them.
        let pad = layout.pick(22.0, 22.0, 18.0);
        let inner = Area::new(columns.plot.x, row.y + head + pad, columns.plot.w, (row.h - head - 2.0 * pad).max(2.0));
        let values = metric.readings.iter();
        let low = values.clone().map(|reading| reading.low).min().unwrap_or_default().to_coordinate();
        let high = values.map(|reading| reading.high).max().unwrap_or_default().to_coordinate();
        // One level stands in the middle.
        let (low, high) = if high > low { (low, high) } else { (low - 1.0, high + 1.0) };
        let (from, to) = self.span(layout);
        let mut plot = Plot::new(canvas, inner, from..to, low..high)?;
        marks(canvas, metric, &mut plot)?;
        let (x, top) = plot.at(first.at() as f64, first.high.to_coordinate());
        if metric.readings.len() > 1 {
            let next = metric.readings.get(1).unwrap_or(last);
            let below = next.high > first.high && !first.is_range();
            let base = if below { top + 7.0 + note.size * 0.75 } else { top - 8.0 };
            let text = first.printed(&metric.unit);
            let left = (x - width(&text, note) / 2.0).max(columns.plot.x - 8.0);
            let left = left.min(columns.plot.right() - width(&text, note));
            canvas.haloed((left, base), Anchor::Start, &[Run::new(&text, note, Ink::Muted)]);
        }
        let (_, y) = plot.at(0.0, f64::midpoint(last.low.to_coordinate(), last.high.to_coordinate()));
        let middle = (row.y + head + 2.0 + kind.leading()).max(y).min(row.bottom() - note.leading() - 4.0);
        let text = last.printed(&metric.unit);
        canvas.haloed((columns.number, middle - 1.0), Anchor::Start, &[Run::new(&text, number, Ink::Text)]);
        let on = match last.on {
            Day::Exact(moment) => print::day_of(moment),
            month => print::day(month),
        };
        canvas.haloed(
            (columns.number, middle - 1.0 + note.leading()),
            Anchor::Start,
            &[Run::new(&on, note, Ink::Muted)],
        );
        Ok(())
    }
}

/// Dots joined by steps; ranges as upright bars, which nothing joins.
fn marks(canvas: &Canvas, metric: &Metric, plot: &mut Plot) -> Drawn {
    let points: Vec<(f64, f64)> =
        metric.readings.iter().map(|reading| (reading.at() as f64, reading.high.to_coordinate())).collect();
    let ranges = metric.readings.iter().any(|reading| reading.is_range());
    if let (Some((end, _)), false) = (points.last().filter(|_| points.len() > 1), ranges) {
        plot.steps(&points, *end, Ink::Committed, 2.0)?;
    }
    let few = points.len() <= DOTTED;
    for (i, (reading, (x, y))) in metric.readings.iter().zip(points).enumerate() {
        let (x, top) = plot.at(x, y);
        if reading.is_range() {
            let bottom = plot.at(0.0, reading.low.to_coordinate()).1;
            canvas.rect(Area::new(x - 3.0, top, 6.0, (bottom - top).max(2.0)), Ink::Committed);
        } else if few || i == 0 || i + 1 == metric.readings.len() {
            canvas.dot((x, top), 4.5, Ink::Committed);
        }
    }
    Ok(())
}

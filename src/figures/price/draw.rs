//! Two small panels over the same dates, each with its own axis, and the causes of the change in words.

use super::{compared, explained, missing};
use crate::figures::canvas::{Canvas, Run};
use crate::figures::frame::Chart;
use crate::figures::layout::Layout;
use crate::figures::plot::Drawn;
use crate::figures::scene::{Anchor, Area};
use crate::figures::story::{Priced, Story};
use crate::figures::text::{balanced, width};
use crate::figures::theme::Ink;
use crate::figures::timeline::{Scale, Timeline, nothing};
use crate::language::say;
use crate::quantities::{Amount, Moment, Unit, print};

/// The drawing's values and words.
#[derive(Debug)]
pub(super) struct Price {
    moments: Vec<Moment>,
    panels: Vec<Panel>,
    /// The change and its causes, or in one sentence why there is none.
    words: Vec<String>,
}

#[derive(Debug)]
struct Panel {
    heading: String,
    /// Lines that keep their value from one date to the next; where no rate is stated they have gaps.
    runs: Vec<Vec<(i64, Amount)>>,
    /// The values at the dates with a rate; of many only the first and the last.
    dots: Vec<(i64, Amount)>,
    /// The first and the last of them, and how they are printed.
    numbers: Vec<(i64, Amount, String)>,
}

impl Price {
    pub(super) fn new(story: &Story) -> Self {
        let moments: Vec<Moment> = story.states.iter().map(|state| state.at).collect();
        let Some((worth, first, last, _)) = compared(story) else {
            return Self { moments, panels: Vec::new(), words: vec![missing(story)] };
        };
        let pledged = story.states.iter().map(|state| (state.at.minutes(), state.all())).collect();
        let highest = worth.priced.iter().map(|priced| priced.value).max().unwrap_or_default();
        let (scale, unit) = scale(highest, &worth.unit);
        let scaled = |value: Amount| Amount::from_atoms(value.atoms() / scale);
        let many = worth.priced.len() > DOTTED;
        let is_end = |priced: &&Priced| priced.at == first.at || priced.at == last.at;
        let dotted = || worth.priced.iter().filter(|priced| !many || is_end(priced));
        let ends = || worth.priced.iter().filter(is_end);
        let mut runs: Vec<Vec<(i64, Amount)>> = Vec::new();
        let mut joined = false;
        for state in &story.states {
            let priced = worth.priced.iter().find(|priced| priced.at == state.at);
            if let Some(priced) = priced {
                let point = (state.at.minutes(), scaled(priced.value));
                match runs.last_mut().filter(|_| joined) {
                    Some(run) => run.push(point),
                    None => runs.push(vec![point]),
                }
            }
            joined = priced.is_some();
        }
        let all = Panel {
            heading: say!("All pledged, {unit}", unit = story.unit),
            runs: vec![pledged],
            dots: dotted().map(|priced| (priced.at.minutes(), priced.all)).collect(),
            numbers: ends().map(|priced| (priced.at.minutes(), priced.all, print::short(priced.all))).collect(),
        };
        let number = |priced: &Priced| (priced.at.minutes(), scaled(priced.value), print::compact(priced.value));
        let value = Panel {
            heading: say!("Its value at the date's rate, {unit}", unit),
            runs,
            dots: dotted().map(|priced| (priced.at.minutes(), scaled(priced.value))).collect(),
            numbers: ends().map(number).collect(),
        };
        Self { moments, panels: vec![all, value], words: explained(story).map(Vec::from).unwrap_or_default() }
    }

    /// In one line if it fits, else broken between the change and its causes.
    fn lines(&self, layout: Layout, room: f64) -> Vec<String> {
        let kind = layout.number();
        let whole = self.words.join(" ");
        if width(&whole, kind) <= room {
            return vec![whole];
        }
        self.words.iter().flat_map(|part| balanced(part, kind, room)).collect()
    }

    fn words_height(&self, layout: Layout, room: f64) -> f64 {
        self.lines(layout, room).len() as f64 * layout.number().leading() + layout.pick(12.0, 10.0, 6.0)
    }
}

/// Numbers of an axis are counted in these.
fn scale(highest: Amount, unit: &Unit) -> (i128, String) {
    let scales = [1_000_000_000_000, 1_000_000_000, 1_000_000];
    let scale = scales.into_iter().find(|scale| highest.atoms() / scale >= Amount::whole(1).atoms()).unwrap_or(1);
    let unit = match scale {
        1 => unit.to_string(),
        1_000_000 => say!("million {unit}", unit),
        1_000_000_000 => say!("billion {unit}", unit),
        _ => say!("trillion {unit}", unit),
    };
    (scale, unit)
}

impl Chart for Price {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        if self.panels.is_empty() {
            return 120.0;
        }
        self.words_height(layout, room) + layout.pick(290.0, 2.0 * 210.0, 0.0)
    }

    fn least(&self, layout: Layout, room: f64) -> f64 {
        self.words_height(layout, room) + 150.0
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.panels.is_empty() {
            nothing(canvas, area, layout, &self.words.join(" "));
            return Ok(());
        }
        let words = self.words_height(layout, area.w);
        let height = area.h - words;
        for (i, panel) in self.panels.iter().enumerate() {
            let i = i as f64;
            let place = match layout {
                Layout::Narrow => Area::new(area.x, area.y + i * height / 2.0, area.w, height / 2.0 - 14.0),
                _ => Area::new(area.x + i * (area.w / 2.0 + 10.0), area.y, area.w / 2.0 - 10.0, height),
            };
            self.panel(canvas, panel, place, layout)?;
        }
        let kind = layout.number();
        let mut y = area.bottom() - words + layout.pick(12.0, 10.0, 6.0);
        for line in self.lines(layout, area.w) {
            canvas.text((area.x, y + kind.leading() / 2.0 + kind.half()), Anchor::Start, kind, Ink::Text, &line);
            y += kind.leading();
        }
        Ok(())
    }
}

impl Price {
    fn panel(&self, canvas: &Canvas, panel: &Panel, area: Area, layout: Layout) -> Drawn {
        let kind = layout.label();
        canvas.text(
            (area.x, area.y + kind.leading() * 0.5 + kind.half()),
            Anchor::Start,
            kind,
            Ink::Text,
            &panel.heading,
        );
        let values = panel.runs.iter().flatten().map(|(_, value)| *value);
        let high = values.max().unwrap_or_default();
        // Room for a number above the highest dot.
        let high = high.plus(Amount::from_atoms(high.atoms() / 5)).unwrap_or(high);
        let scale = Scale {
            moments: &self.moments,
            low: Amount::ZERO,
            high,
            ends: &[],
            remarks: &[],
            notes: &[],
            areas: false,
        };
        let plot_area = area.inset(0.0, kind.leading() + 6.0, 0.0, 0.0);
        let mut timeline = Timeline::new(canvas, plot_area, layout, &scale)?;
        let newest = self.moments.last().map(|moment| moment.minutes());
        let mut corners: Vec<Vec<(f64, f64)>> = Vec::new();
        for run in &panel.runs {
            let points: Vec<(f64, f64)> = run.iter().map(|(at, value)| (*at as f64, value.to_coordinate())).collect();
            let Some((last, _)) = run.last() else { continue };
            let end = if Some(*last) == newest { timeline.end } else { *last as f64 };
            timeline.plot.steps(&points, end, INK, 2.75)?;
            corners.push(bends(&points, end, &timeline));
        }
        for (at, value) in &panel.dots {
            canvas.dot(timeline.plot.at(*at as f64, value.to_coordinate()), 4.5, INK);
        }
        numbers(canvas, &timeline, panel, &corners, area, layout);
        Ok(())
    }
}

/// All that is pledged, here as elsewhere.
const INK: Ink = Ink::Approved;

/// Most dates that get a dot each.
const DOTTED: usize = 12;

/// The corners of a line of steps, in pixels.
fn bends(points: &[(f64, f64)], end: f64, timeline: &Timeline) -> Vec<(f64, f64)> {
    let next = |i: usize| points.get(i + 1).map_or(end, |next| next.0);
    let both = points.iter().enumerate().flat_map(|(i, (x, y))| [(*x, *y), (next(i), *y)]);
    both.map(|(x, y)| timeline.plot.at(x, y)).collect()
}

/// Whether a line passes through a box.
fn passes(corners: &[(f64, f64)], place: Area) -> bool {
    corners.windows(2).any(|pair| match pair {
        [(x0, y0), (x1, y1)] => {
            let across = x0.min(*x1) < place.right() && x0.max(*x1) > place.x;
            across && y0.min(*y1) < place.bottom() && y0.max(*y1) > place.y
        }
        _ => false,
    })
}

/// The first and the last number beside their dots, where no line passes; one without such a place is left to the
/// table, the first before the last.
fn numbers(canvas: &Canvas, timeline: &Timeline, panel: &Panel, lines: &[Vec<(f64, f64)>], area: Area, layout: Layout) {
    let kind = layout.number();
    let (low, high) = (timeline.area.x + 2.0, area.right());
    let mut taken: Option<Area> = None;
    for (at, value, number) in panel.numbers.iter().rev() {
        let (x, y) = timeline.plot.at(*at as f64, value.to_coordinate());
        let (w, h) = (width(number, kind), kind.size);
        let centred = (x - w / 2.0).max(low).min(high - w);
        let places = [
            (centred, y - 8.0 - h),
            (centred, y + 8.0),
            (x + 9.0, y - h / 2.0),
            (x - 9.0 - w, y - h / 2.0),
            (x - w + 4.0, y - 8.0 - h),
        ];
        let places = places.map(|(left, top)| Area::new(left, top, w, h));
        let free = places.into_iter().find(|place| {
            let inside = place.x >= low && place.right() <= high && place.bottom() <= timeline.area.bottom() - 2.0;
            let apart = taken.is_none_or(|taken| {
                place.x > taken.right() + 8.0 || taken.x > place.right() + 8.0 || (place.y - taken.y).abs() > h + 2.0
            });
            inside && apart && lines.iter().all(|line| !passes(line, *place))
        });
        if let Some(place) = free {
            let base = place.y + h / 2.0 + kind.half();
            canvas.haloed((place.x, base), Anchor::Start, &[Run::new(number, kind, Ink::Text)]);
            taken = Some(place);
        }
    }
}

//! The bar, its labels, and the rows of the bands under it.

use super::notes;
use crate::figures::canvas::{Canvas, Run};
use crate::figures::frame::Chart;
use crate::figures::labels::spread;
use crate::figures::layout::Layout;
use crate::figures::plot::{Drawn, Plot};
use crate::figures::scene::{Anchor, Area, Stroke};
use crate::figures::story::{BANDS, STAGE_INKS, State, Story, stage_word};
use crate::figures::text::width;
use crate::figures::theme::Ink;
use crate::figures::words;
use crate::language::{self, say};
use crate::quantities::{Amount, print};

/// The drawing's values and words.
#[derive(Debug)]
pub(in crate::figures) struct Ladder {
    state: State,
    unit: String,
    notes: Vec<String>,
}

/// A coloured part of the bar: ink, name, amount, from and to in pixels.
struct Part {
    ink: Ink,
    name: String,
    amount: String,
    from: f64,
    to: f64,
}

/// The heights of what stands around the bar.
#[derive(Clone, Copy)]
struct Sizes {
    /// Labels above the bar.
    key: f64,
    /// Their lines: names and amounts, or names alone.
    key_lines: usize,
    /// The list of parts on a phone.
    listed: f64,
    /// A band's row.
    row: f64,
    /// The shortfall's label under the rows.
    goal: f64,
    /// Notes under all of it.
    notes: f64,
}

impl Sizes {
    fn around(self) -> f64 {
        self.key + self.listed + 3.0 * self.row + self.goal + self.notes
    }
}

const GAP: f64 = 2.0;

/// The least height of the bar where the height is given.
const LEAST_BAR: f64 = 24.0;

/// A band's row of one line with no more ground than its words and its bracket need.
const TIGHT_ROW: f64 = 26.0;

impl Ladder {
    pub(in crate::figures) fn new(story: &Story) -> Self {
        Self { state: story.now().clone(), unit: story.unit.to_string(), notes: notes(story) }
    }

    /// The parts from left to right. Something tiny stays visible, two pixels at least, at the cost of the widest.
    fn parts(&self, bar: Area) -> Vec<Part> {
        let stages = (0..5).rev().map(|k| (STAGE_INKS[k], stage_word(k), self.state.stages[k]));
        let open = self.state.balance(0).map(|balance| (Ink::Gap, self.state.known.balance(balance), balance));
        let held: Vec<_> = stages.chain(open).filter(|(_, _, amount)| amount.is_positive()).collect();
        let room = bar.w - GAP * (held.len() as f64 - 1.0);
        let exact = |amount: Amount| amount.to_coordinate() / self.scale() * room;
        let excess: f64 = held.iter().map(|(_, _, amount)| (2.0 - exact(*amount)).max(0.0)).sum();
        let widest = held.iter().map(|(_, _, amount)| *amount).max();
        let mut from = bar.x;
        let mut parts = Vec::new();
        for (ink, name, amount) in held {
            let spare = if Some(amount) == widest { excess } else { 0.0 };
            let to = from + (exact(amount) - spare).max(2.0);
            parts.push(Part { ink, name, amount: self.amount(amount), from, to });
            from = to + GAP;
        }
        parts
    }

    /// The bar itself, or in place of its parts the sentence that there are none.
    fn bar(&self, canvas: &Canvas, bar: Area, layout: Layout) -> Vec<Part> {
        let parts = self.parts(bar);
        for part in &parts {
            canvas.rect(Area::new(part.from, bar.y, part.to - part.from, bar.h), part.ink);
        }
        if parts.is_empty() {
            let kind = layout.label();
            canvas.rect(bar, Ink::Grid);
            let at = (bar.x + 16.0, bar.y + bar.h / 2.0 + kind.half());
            canvas.text(at, Anchor::Start, kind, Ink::Text, &say!("no amount pledged, no shortfall stated"));
        }
        parts
    }

    /// The bar with its labels above and the shortfall's line, without the rows of the bands.
    pub(in crate::figures) fn short(&self, canvas: &Canvas, bar: Area, layout: Layout) {
        let parts = self.bar(canvas, bar, layout);
        if !parts.is_empty() {
            let _ = [2, 1].into_iter().any(|lines| flag(canvas, &parts, bar, (bar.y, lines), layout));
        }
        if let Some(shortfall) = self.state.shortfall {
            let x = bar.x + shortfall.to_coordinate() / self.scale() * bar.w;
            let past = if self.state.balance(0).is_some_and(Amount::is_negative) { 4.0 } else { 0.0 };
            canvas.line((x, bar.y - past), (x, bar.bottom() + 5.0), Stroke::solid(Ink::Gap, 2.0));
            self.goal_label(canvas, x, bar.bottom() + 5.0, bar, layout);
        }
    }

    fn amount(&self, amount: Amount) -> String {
        format!("{} {}", print::short(amount), self.unit)
    }

    fn scale(&self) -> f64 {
        let most = self.state.all().max(self.state.shortfall.unwrap_or_default());
        if most.is_positive() { most.to_coordinate() } else { 1.0 }
    }

    /// Height of the parts' list on a phone.
    fn list_height(&self, layout: Layout) -> f64 {
        let open = usize::from(self.state.balance(0).is_some_and(Amount::is_positive));
        let parts = self.state.stages.iter().filter(|amount| !amount.is_zero()).count() + open;
        parts as f64 * list_row(layout) + 14.0
    }

    fn notes_height(&self, layout: Layout) -> f64 {
        self.notes.len() as f64 * layout.note().leading()
    }

    /// Height of the band rows.
    fn rows_height(&self, layout: Layout, width: f64) -> f64 {
        3.0 * self.row_height(layout, width) + goal_height(layout)
    }

    /// Where a row has no room for both its texts beside the shortfall's line, every row has two lines.
    fn row_height(&self, layout: Layout, width: f64) -> f64 {
        layout.pick(40.0, 36.0, 32.0) + self.second_lines(layout, width)
    }

    /// What a second line adds to every row.
    fn second_lines(&self, layout: Layout, width: f64) -> f64 {
        let two_lines = BANDS.iter().any(|band| self.place_open(*band, layout, width) == Open::Under);
        if two_lines { layout.label().leading() } else { 0.0 }
    }

    /// What stands around the bar in an area, which in a layout of a given height may have to be less than all.
    fn sizes(&self, layout: Layout, area: Area) -> Sizes {
        let roomy = Sizes {
            key: if layout == Layout::Narrow { 0.0 } else { labels_height(layout, 2) },
            key_lines: 2,
            listed: if layout == Layout::Narrow { self.list_height(layout) } else { 0.0 },
            row: self.row_height(layout, area.w),
            goal: goal_height(layout),
            notes: self.notes_height(layout),
        };
        let lower = Sizes { row: TIGHT_ROW + self.second_lines(layout, area.w), ..roomy };
        let named = Sizes { key: labels_height(layout, 1), key_lines: 1, ..lower };
        let bare = Sizes { notes: 0.0, ..named };
        let tight = Sizes { goal: layout.label().leading() + 3.0, ..bare };
        let enough = |sizes: &Sizes| layout.height().is_none() || area.h - sizes.around() >= LEAST_BAR;
        [roomy, lower, named, bare].into_iter().find(enough).unwrap_or(tight)
    }

    fn place_open(&self, (band, k, _): (&str, usize, Ink), layout: Layout, width: f64) -> Open {
        let (Some(balance), Some(shortfall)) = (self.state.balance(k), self.state.shortfall) else {
            return Open::Before;
        };
        let goal = shortfall.to_coordinate() / self.scale() * width;
        let held = self.held(band, k);
        let left = Run::width(&held_runs(&held, layout));
        let open = self.open(balance);
        let needs = Run::width(&open_runs(&open, layout)) + 8.0;
        if balance.is_negative() && width - goal > needs && goal > left + 8.0 {
            Open::After
        } else if goal - needs > left + 12.0 {
            Open::Before
        } else {
            Open::Under
        }
    }

    /// `firm`, `6,000 ETH`, `· 8.7%`.
    fn held(&self, band: &str, k: usize) -> [String; 3] {
        let coverage = self.state.coverage(k).map(|coverage| format!("· {}", self.state.known.percent(&coverage)));
        [language::word(band), self.amount(self.state.sums[k]), coverage.unwrap_or_default()]
    }

    /// `remaining`, `62,900 ETH`.
    fn open(&self, balance: Amount) -> [String; 2] {
        [self.state.known.balance(balance), self.amount(balance.magnitude())]
    }
}

/// Where a row says what its band leaves open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Left of the shortfall's line.
    Before,
    /// Right of it: a surplus.
    After,
    /// On a second line.
    Under,
}

fn held_runs(held: &[String; 3], layout: Layout) -> Vec<Run<'_>> {
    let [band, amount, coverage] = held;
    let mut runs = vec![Run::new(band, layout.number(), Ink::Text), Run::new(amount, layout.label(), Ink::Text)];
    if !coverage.is_empty() {
        runs.push(Run::new(coverage, layout.label(), Ink::Text));
    }
    runs
}

fn open_runs(open: &[String; 2], layout: Layout) -> [Run<'_>; 2] {
    [Run::new(&open[0], layout.label(), Ink::Gap), Run::new(&open[1], layout.number(), Ink::Gap)]
}

fn list_row(layout: Layout) -> f64 {
    layout.label().leading() + 5.0
}

fn labels_height(layout: Layout, lines: usize) -> f64 {
    lines as f64 * layout.label().leading() + layout.pick(18.0, 18.0, 14.0)
}

/// Height of the shortfall's label.
fn goal_height(layout: Layout) -> f64 {
    layout.label().leading() + 8.0
}

impl Chart for Ladder {
    fn height(&self, layout: Layout, width: f64) -> f64 {
        let key = match layout {
            Layout::Narrow => self.list_height(layout),
            _ => labels_height(layout, 2),
        };
        key + layout.pick(72.0, 48.0, 48.0) + self.rows_height(layout, width) + self.notes_height(layout)
    }

    fn least(&self, layout: Layout, width: f64) -> f64 {
        self.sizes(layout, Area::new(0.0, 0.0, width, f64::INFINITY)).around() + LEAST_BAR
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        let sizes = self.sizes(layout, area);
        let bar = area.inset(0.0, sizes.key, 0.0, sizes.around() - sizes.key);
        let plot = Plot::new(canvas, bar, 0.0..self.scale(), 0.0..1.0)?;
        let parts = self.bar(canvas, bar, layout);
        let mut under = bar.bottom();
        if layout == Layout::Narrow && !parts.is_empty() {
            under = list(canvas, &parts, area, bar.bottom() + 10.0, layout);
        } else if !parts.is_empty() {
            // Where there are too many words for one line the amounts are in the rows and in the table.
            let _ = (1..=sizes.key_lines).rev().any(|lines| flag(canvas, &parts, area, (bar.y, lines), layout));
        }
        self.rows(canvas, &plot, Area::new(area.x, under, area.w, 3.0 * sizes.row), layout);
        if sizes.notes <= 0.0 {
            return Ok(());
        }
        let mut y = area.bottom() - sizes.notes;
        for note in &self.notes {
            let kind = layout.note();
            y += kind.leading();
            canvas.text((area.x, y - 3.0), Anchor::Start, kind, Ink::Muted, &words::capital(note));
        }
        Ok(())
    }
}

/// Labels above the bar, each on a thin pole that stands on its part: names, and in a second line amounts.
/// Says whether they all fitted; none is drawn otherwise.
fn flag(canvas: &Canvas, parts: &[Part], area: Area, (top, lines): (f64, usize), layout: Layout) -> bool {
    let (kind, number) = (layout.label(), layout.number());
    const INDENT: f64 = 6.0;
    let amount_width = |part: &Part| if lines > 1 { width(&part.amount, number) } else { 0.0 };
    let sizes: Vec<f64> = parts.iter().map(|part| width(&part.name, kind).max(amount_width(part)) + INDENT).collect();
    let mut wishes: Vec<(f64, f64)> =
        parts.iter().zip(&sizes).map(|(part, size)| (part.from + size / 2.0, *size)).collect();
    // A long label on a narrow part must not overtake the next one.
    for i in 1..wishes.len() {
        wishes[i].0 = wishes[i].0.max(wishes[i - 1].0);
    }
    let Some(middles) = spread(&wishes, area.x, area.right(), 12.0) else { return false };
    let leading = kind.leading();
    let first = top - labels_height(layout, lines);
    for ((part, size), middle) in parts.iter().zip(&sizes).zip(middles) {
        let left = middle - size / 2.0;
        let foot = part.from + ((part.to - part.from) / 2.0).min(0.5);
        let ink = if part.ink == Ink::Gap { Ink::Gap } else { Ink::Text };
        let bottom = first + lines as f64 * leading + 1.0;
        canvas.path(
            &[(left + 0.5, first + 2.0), (left + 0.5, bottom), (foot, top - 5.0), (foot, top - 1.0)],
            Stroke::solid(if ink == Ink::Gap { Ink::Gap } else { Ink::Axis }, 1.0),
        );
        let text_x = left + INDENT;
        canvas.text((text_x, first + leading * 0.5 + kind.half()), Anchor::Start, kind, ink, &part.name);
        if lines > 1 {
            canvas.text((text_x, first + leading * 1.5 + kind.half()), Anchor::Start, number, ink, &part.amount);
        }
    }
    true
}

/// On a phone: one line a part under the bar. Returns where the list ends.
fn list(canvas: &Canvas, parts: &[Part], area: Area, top: f64, layout: Layout) -> f64 {
    let (kind, number) = (layout.label(), layout.number());
    let height = list_row(layout);
    let mut y = top;
    for part in parts {
        let ink = if part.ink == Ink::Gap { Ink::Gap } else { Ink::Text };
        let base = y + height / 2.0 + kind.half();
        canvas.rect(Area::new(area.x, y + height / 2.0 - 6.0, 18.0, 12.0), part.ink);
        canvas.text((area.x + 26.0, base), Anchor::Start, kind, ink, &part.name);
        canvas.text((area.right(), base), Anchor::End, number, ink, &part.amount);
        y += height;
    }
    y
}

impl Ladder {
    /// One bracket for each band, and what it leaves open; the shortfall's line runs through them.
    fn rows(&self, canvas: &Canvas, plot: &Plot, area: Area, layout: Layout) {
        let goal = self.state.shortfall.map(|shortfall| plot.at(shortfall.to_coordinate(), 0.0).0);
        let height = area.h / 3.0;
        let end = area.y + 3.0 * height;
        if let Some(x) = goal {
            let past = if self.state.balance(0).is_some_and(Amount::is_negative) { 4.0 } else { 0.0 };
            let (top, bottom) = (plot.at(0.0, 1.0).1 - past, plot.at(0.0, 0.0).1 + past);
            let mut pieces = vec![(top, end + 5.0)];
            if layout == Layout::Narrow {
                // The list of parts stands between the bar and the rows.
                pieces = vec![(top, bottom), (area.y + 8.0, end + 5.0)];
            }
            for (from, to) in pieces {
                canvas.line((x, from), (x, to), Stroke::solid(Ink::Gap, 2.0));
            }
            self.goal_label(canvas, x, end + 5.0, area, layout);
        }
        for (i, (band, k, ink)) in BANDS.into_iter().enumerate() {
            let row = Area::new(area.x, area.y + i as f64 * height, area.w, height);
            self.row(canvas, plot, row, (band, k, ink), goal, layout);
        }
    }

    fn goal_label(&self, canvas: &Canvas, x: f64, y: f64, area: Area, layout: Layout) {
        let amount = self.amount(self.state.shortfall.unwrap_or_default());
        let name = self.state.known.name();
        let runs = [Run::new(&name, layout.label(), Ink::Gap), Run::new(&amount, layout.number(), Ink::Gap)];
        let half = Run::width(&runs) / 2.0;
        let middle = x.min(area.right() - half).max(area.x + half);
        canvas.runs((middle, y + layout.label().leading() - 2.0), Anchor::Middle, &runs);
    }

    fn row(
        &self,
        canvas: &Canvas,
        plot: &Plot,
        row: Area,
        (band, k, ink): (&str, usize, Ink),
        goal: Option<f64>,
        layout: Layout,
    ) {
        let x = |amount: Amount| plot.at(amount.to_coordinate(), 0.0).0;
        let (start, end, line) = (row.x, x(self.state.sums[k]), row.bottom() - 4.0);
        let stroke = Stroke::solid(ink, 2.0);
        let base = line - 8.0;
        let place = self.place_open((band, k, ink), layout, row.w);
        let lift = if place == Open::Under { layout.label().leading() } else { 0.0 };
        let held = self.held(band, k);
        canvas.haloed((start, base - lift), Anchor::Start, &held_runs(&held, layout));
        if let (Some(goal), Some(balance)) = (goal, self.state.balance(k)) {
            if goal - end > 5.0 {
                canvas.line((end + 3.0, line), (goal - 1.0, line), Stroke::dashed(Ink::Gap, 1.25, 1.5, 3.0));
            }
            let open = self.open(balance);
            let runs = open_runs(&open, layout);
            match place {
                Open::Before => canvas.haloed((goal - 8.0, base), Anchor::End, &runs),
                Open::After => canvas.haloed((goal + 8.0, base), Anchor::Start, &runs),
                Open::Under => canvas.haloed((start, base), Anchor::Start, &runs),
            }
        }
        canvas.line((start, line), (end, line), stroke);
        for x in [start + 1.0, (end - 1.0).max(start + 1.0)] {
            canvas.path(&[(x, line - 4.0), (x, line + 4.5)], stroke);
        }
    }
}

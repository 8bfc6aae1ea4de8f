//! `ladder`: how much is covered, how surely? One thick stack to the shortfall line, brackets for the bands.

use std::sync::Arc;

use super::Told;
use super::canvas::{Anchor, Area, Canvas, Run, Stroke};
use super::frame::Chart;
use super::labels::spread;
use super::layout::Layout;
use super::plot::{Drawn, Plot};
use super::story::{BANDS, STAGE_INKS, STAGES, State, Story};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use crate::quantities::{Amount, print};

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let ladder = Ladder::new(story);
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: "Stacked bar of pledges by stage".to_owned(),
        values: values(story),
        long: long(story),
        table: table(story),
        chart: Arc::new(ladder),
    }
}

fn title(story: &Story) -> String {
    let now = story.now();
    let unit = &story.unit;
    let amount = |amount| story.amount(amount);
    if now.all().is_zero() {
        return match now.shortfall {
            Some(shortfall) => format!("No amount pledged yet against a shortfall of {}", amount(shortfall)),
            None => format!("No amount pledged yet, and no shortfall stated in {unit}"),
        };
    }
    let (Some(all), Some(firm)) = (now.balance(0), now.balance(3)) else {
        return format!("{} pledged, {} of it firm; no shortfall stated", amount(now.all()), print::short(now.firm()));
    };
    let (Some(covered), Some(sure)) = (now.coverage(0), now.coverage(3)) else { return String::new() };
    let over = amount(all.magnitude());
    match (all.is_positive(), firm.is_positive()) {
        (true, _) if now.firm().is_zero() => {
            format!("Pledges cover {} of the shortfall; none of it is firm", print::percent(&covered))
        }
        (true, _) => {
            format!("Pledges cover {} of the shortfall; {} is firm", print::percent(&covered), print::percent(&sure))
        }
        (false, true) if all.is_zero() => {
            format!("All pledges equal the shortfall; firm ones leave {} open", amount(firm))
        }
        (false, true) => {
            format!("All pledges exceed the shortfall by {over}; firm ones leave {} open", print::short(firm))
        }
        (false, false) if firm.is_zero() => "Firm pledges cover the whole shortfall".to_owned(),
        (false, false) => format!("Firm pledges exceed the shortfall by {}", amount(firm.magnitude())),
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    match basis {
        Some(basis) => format!("Pledges by stage against the shortfall ({}), {}", basis.title, story.unit),
        None => format!("Pledges by stage, {}; no shortfall stated in {0} on this date", story.unit),
    }
}

fn values(story: &Story) -> Vec<String> {
    let now = story.now();
    let mut values = Vec::new();
    for (band, k, _) in [BANDS[2], BANDS[0], BANDS[1]] {
        let open = now.balance(k).map(|balance| match balance.is_positive() {
            true => format!(", remaining {}", print::short(balance)),
            false => format!(", surplus {}", print::short(balance.magnitude())),
        });
        values.push(format!("{band} {}{}", print::short(now.sums[k]), open.unwrap_or_default()));
    }
    if let Some(shortfall) = now.shortfall {
        values.insert(0, format!("shortfall {}", story.amount(shortfall)));
    }
    values
}

fn long(story: &Story) -> String {
    let now = story.now();
    let mut out = format!("As of {}, {} is pledged", story.as_of(), story.amount(now.all()));
    let parts: Vec<String> = (0..5)
        .rev()
        .filter(|k| !now.stages[*k].is_zero())
        .map(|k| format!("{} {}", print::short(now.stages[k]), STAGES[k]))
        .collect();
    if !parts.is_empty() {
        out.push_str(&format!(": {}", super::words::list(&parts)));
    }
    out.push_str(". ");
    match now.shortfall {
        None => out.push_str(&format!("No shortfall is stated in {}. ", story.unit)),
        Some(shortfall) => {
            out.push_str(&format!("The shortfall is {}. ", story.amount(shortfall)));
            for (band, k, _) in BANDS {
                let (Some(balance), Some(coverage)) = (now.balance(k), now.coverage(k)) else { continue };
                let open = if balance.is_negative() { "surplus" } else { "remaining" };
                out.push_str(&format!(
                    "{} {} covers {}, {open} {}. ",
                    super::words::capital(band),
                    print::short(now.sums[k]),
                    print::percent(&coverage),
                    story.amount(balance.magnitude())
                ));
            }
        }
    }
    out.push_str(&super::words::capital(super::words::BANDS));
    out.push('.');
    for note in notes(story) {
        out.push_str(&format!(" {}.", super::words::capital(&note)));
    }
    out
}

fn notes(story: &Story) -> Vec<String> {
    let now = story.now();
    let mut notes = Vec::new();
    if now.conditional.is_positive() {
        notes.push(format!("{} of all is conditional", story.amount(now.conditional)));
    }
    if now.undisclosed > 0 {
        notes
            .push(format!("every sum is at least: {} undisclosed", print::count(now.undisclosed, "amount", "amounts")));
    }
    notes
}

fn table(story: &Story) -> Table {
    let now = story.now();
    let unit = &story.unit;
    let columns = vec![
        Column::words("stage"),
        Column::amounts("at this stage", unit),
        Column::words("band"),
        Column::amounts("at this stage or surer", unit),
        Column::percent("coverage"),
        Column::amounts("remaining", unit),
        Column::amounts("surplus", unit),
    ];
    let mut rows: Vec<Vec<Cell>> = (0..5)
        .rev()
        .map(|k| {
            let band = BANDS.iter().find(|(_, from, _)| *from == k).map(|(name, ..)| (*name).to_owned());
            let balance = now.balance(k);
            vec![
                Cell::Text(STAGES[k].to_owned()),
                Cell::Amount(now.stages[k]),
                band.map_or(Cell::Missing, Cell::Text),
                Cell::Amount(now.sums[k]),
                now.coverage(k).into(),
                balance.map(Amount::above_zero).into(),
                balance.map(|balance| balance.minus(balance.above_zero()).unwrap_or_default().magnitude()).into(),
            ]
        })
        .collect();
    let mut more = |name: &str, value: Cell| {
        let mut row = vec![Cell::Text(name.to_owned()), value];
        row.resize(7, Cell::Missing);
        rows.push(row);
    };
    more("shortfall", now.shortfall.into());
    if now.conditional.is_positive() {
        more("conditional", Cell::Amount(now.conditional));
    }
    if now.undisclosed > 0 {
        more("amounts undisclosed", Cell::Count(now.undisclosed));
    }
    Table { columns, rows }
}

/// The drawing's values and words.
#[derive(Debug)]
struct Ladder {
    state: State,
    unit: String,
    notes: Vec<String>,
}

/// A coloured part of the bar: ink, name, amount, from and to in pixels.
struct Part {
    ink: Ink,
    name: &'static str,
    amount: String,
    from: f64,
    to: f64,
}

const GAP: f64 = 2.0;

impl Ladder {
    fn new(story: &Story) -> Self {
        Self { state: story.now().clone(), unit: story.unit.to_string(), notes: notes(story) }
    }

    fn parts(&self, plot: &Plot) -> Vec<Part> {
        let x = |amount: Amount| plot.at(amount.to_coordinate(), 0.0).0;
        let mut parts = Vec::new();
        let mut cursor = x(Amount::ZERO);
        for k in (0..5).rev().filter(|k| !self.state.stages[*k].is_zero()) {
            // Something tiny stays visible: two pixels at least.
            let to = (x(self.state.sums[k]) - GAP / 2.0).max(cursor + 2.0);
            let amount = self.amount(self.state.stages[k]);
            parts.push(Part { ink: STAGE_INKS[k], name: STAGES[k], amount, from: cursor, to });
            cursor = to + GAP;
        }
        let Some(balance) = self.state.balance(0) else { return parts };
        if balance.is_positive() {
            let to = x(self.state.shortfall.unwrap_or_default()).max(cursor + 2.0);
            parts.push(Part { ink: Ink::Gap, name: "remaining", amount: self.amount(balance), from: cursor, to });
        }
        parts
    }

    fn amount(&self, amount: Amount) -> String {
        format!("{} {}", print::short(amount), self.unit)
    }

    fn scale(&self) -> f64 {
        let most = self.state.all().max(self.state.shortfall.unwrap_or_default());
        if most.is_positive() { most.to_coordinate() } else { 1.0 }
    }

    fn notes_height(&self, layout: Layout) -> f64 {
        self.notes.len() as f64 * layout.note().leading()
    }

    /// Height of the band rows.
    fn rows_height(layout: Layout) -> f64 {
        3.0 * row_height(layout) + layout.label().leading() + 8.0
    }
}

fn row_height(layout: Layout) -> f64 {
    layout.pick(40.0, 36.0, 33.0)
}

fn labels_height(layout: Layout) -> f64 {
    2.0 * layout.label().leading() + 18.0
}

impl Chart for Ladder {
    fn height(&self, layout: Layout, _width: f64) -> f64 {
        let key = match layout {
            Layout::Narrow => 6.0 * (layout.label().leading() + 5.0) + 8.0,
            _ => labels_height(layout),
        };
        key + layout.pick(72.0, 48.0, 48.0) + Self::rows_height(layout) + self.notes_height(layout)
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        let below = Self::rows_height(layout) + self.notes_height(layout);
        let key = if layout == Layout::Narrow { 0.0 } else { labels_height(layout) };
        let listed = if layout == Layout::Narrow { 6.0 * (layout.label().leading() + 5.0) + 8.0 } else { 0.0 };
        let bar = area.inset(0.0, key, 0.0, below + listed);
        let plot = Plot::new(canvas, bar, 0.0..self.scale(), 0.0..1.0)?;
        let parts = self.parts(&plot);
        for part in &parts {
            canvas.rect(Area::new(part.from, bar.y, part.to - part.from, bar.h), part.ink);
        }
        let mut under = bar.bottom();
        if parts.is_empty() {
            let kind = layout.label();
            canvas.rect(Area::new(bar.x, bar.y, bar.w, bar.h), Ink::Grid);
            let at = (bar.x + 16.0, bar.y + bar.h / 2.0 + kind.half());
            canvas.text(at, Anchor::Start, kind, Ink::Text, "no amount pledged, no shortfall stated");
        } else if layout == Layout::Narrow {
            under = list(canvas, &parts, area, bar.bottom() + 10.0, layout);
        } else if !flag(canvas, &parts, area, bar.y, layout) {
            // Too many words for one line: the amounts are in the rows and in the table.
            under = bar.bottom();
        }
        self.rows(canvas, &plot, Area::new(area.x, under, area.w, below), layout);
        let mut y = area.bottom() - self.notes_height(layout);
        for note in &self.notes {
            let kind = layout.note();
            y += kind.leading();
            canvas.text((area.x, y - 3.0), Anchor::Start, kind, Ink::Muted, &super::words::capital(note));
        }
        Ok(())
    }
}

/// Labels above the bar, each on a thin pole that stands on its part. Says whether they all fitted.
fn flag(canvas: &Canvas, parts: &[Part], area: Area, top: f64, layout: Layout) -> bool {
    let (kind, number) = (layout.label(), layout.number());
    const INDENT: f64 = 6.0;
    let sizes: Vec<f64> = parts
        .iter()
        .map(|part| super::text::width(part.name, kind).max(super::text::width(&part.amount, number)) + INDENT)
        .collect();
    let wishes: Vec<(f64, f64)> =
        parts.iter().zip(&sizes).map(|(part, size)| (part.from + size / 2.0, *size)).collect();
    let Some(middles) = spread(&wishes, area.x, area.right(), 12.0) else { return false };
    let leading = kind.leading();
    for ((part, size), middle) in parts.iter().zip(&sizes).zip(middles) {
        let left = middle - size / 2.0;
        let foot = part.from + ((part.to - part.from) / 2.0).min(0.5);
        let ink = if part.ink == Ink::Gap { Ink::Gap } else { Ink::Text };
        let bottom = area.y + 2.0 * leading + 1.0;
        canvas.path(
            &[(left + 0.5, area.y + 2.0), (left + 0.5, bottom), (foot, top - 5.0), (foot, top - 1.0)],
            Stroke::solid(if ink == Ink::Gap { Ink::Gap } else { Ink::Axis }, 1.0),
        );
        let text_x = left + INDENT;
        canvas.text((text_x, area.y + leading * 0.5 + kind.half()), Anchor::Start, kind, ink, part.name);
        canvas.text((text_x, area.y + leading * 1.5 + kind.half()), Anchor::Start, number, ink, &part.amount);
    }
    true
}

/// On a phone: one line a part under the bar. Returns where the list ends.
fn list(canvas: &Canvas, parts: &[Part], area: Area, top: f64, layout: Layout) -> f64 {
    let (kind, number) = (layout.label(), layout.number());
    let height = kind.leading() + 5.0;
    let mut y = top;
    for part in parts {
        let ink = if part.ink == Ink::Gap { Ink::Gap } else { Ink::Text };
        let base = y + height / 2.0 + kind.half();
        canvas.rect(Area::new(area.x, y + height / 2.0 - 6.0, 18.0, 12.0), part.ink);
        canvas.text((area.x + 26.0, base), Anchor::Start, kind, ink, part.name);
        canvas.text((area.right(), base), Anchor::End, number, ink, &part.amount);
        y += height;
    }
    y
}

impl Ladder {
    /// One bracket for each band, and what it leaves open; the shortfall's line runs through them.
    fn rows(&self, canvas: &Canvas, plot: &Plot, area: Area, layout: Layout) {
        let goal = self.state.shortfall.map(|shortfall| plot.at(shortfall.to_coordinate(), 0.0).0);
        let height = row_height(layout);
        let end = area.y + 3.0 * height;
        if let Some(x) = goal {
            let from =
                plot.at(0.0, 1.0).1 - if self.state.balance(0).is_some_and(Amount::is_negative) { 4.0 } else { 0.0 };
            canvas.line((x, from), (x, end + 5.0), Stroke::solid(Ink::Gap, 2.0));
            self.goal_label(canvas, x, end + 5.0, area, layout);
        }
        for (i, (band, k, ink)) in BANDS.into_iter().enumerate() {
            let row = Area::new(area.x, area.y + i as f64 * height, area.w, height);
            self.row(canvas, plot, row, (band, k, ink), goal, layout);
        }
    }

    fn goal_label(&self, canvas: &Canvas, x: f64, y: f64, area: Area, layout: Layout) {
        let amount = self.amount(self.state.shortfall.unwrap_or_default());
        let runs = [Run::new("shortfall", layout.label(), Ink::Gap), Run::new(&amount, layout.number(), Ink::Gap)];
        let half = Run::width(&runs) / 2.0;
        let middle = x.clamp(area.x + half, (area.right() - half).max(area.x + half));
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
        let (kind, number) = (layout.label(), layout.number());
        let x = |amount: Amount| plot.at(amount.to_coordinate(), 0.0).0;
        let (start, end, line) = (row.x, x(self.state.sums[k]), row.bottom() - 4.0);
        let stroke = Stroke::solid(ink, 2.0);
        let base = line - 8.0;
        let amount = self.amount(self.state.sums[k]);
        let coverage = self.state.coverage(k).map(|coverage| format!("· {}", print::percent(&coverage)));
        let mut runs = vec![Run::new(band, number, Ink::Text), Run::new(&amount, kind, Ink::Text)];
        runs.extend(coverage.as_deref().map(|coverage| Run::new(coverage, kind, Ink::Text)));
        let left = Run::width(&runs);
        canvas.runs((start, base), Anchor::Start, &runs);
        if let (Some(goal), Some(balance)) = (goal, self.state.balance(k)) {
            if balance.is_positive() {
                canvas.line((end + 3.0, line), (goal - 1.0, line), Stroke::dashed(Ink::Gap, 1.25, 1.5, 3.0));
            }
            let word = if balance.is_negative() { "surplus" } else { "remaining" };
            let open = self.amount(balance.magnitude());
            let runs = [Run::new(word, kind, Ink::Gap), Run::new(&open, number, Ink::Gap)];
            let needs = Run::width(&runs);
            if goal - 8.0 - needs > start + left + 12.0 {
                canvas.runs((goal - 8.0, base), Anchor::End, &runs);
            } else {
                canvas.runs((row.right(), base), Anchor::End, &runs);
            }
        }
        canvas.line((start, line), (end, line), stroke);
        for x in [start + 1.0, (end - 1.0).max(start + 1.0)] {
            canvas.path(&[(x, line - 4.0), (x, line + 4.5)], stroke);
        }
    }
}

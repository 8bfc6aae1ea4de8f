//! `who`: who gives how much, how surely? Ranked bars stacked by stage, with what must be said in words.

use std::sync::Arc;

use super::Told;
use super::canvas::{Anchor, Area, Canvas};
use super::frame::Chart;
use super::layout::Layout;
use super::plot::{Drawn, Plot};
use super::story::{Giver, STAGE_INKS, STAGES, Story};
use super::table::{Cell, Column, Table};
use super::text::{fit, width, wrap, wrap_within};
use super::theme::Ink;
use super::words;
use crate::quantities::{Amount, Ratio, print};

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: format!("Pledged by contributor and stage, {}, largest first", story.unit),
        kind: "Ranked bars of pledges by contributor and stage".to_owned(),
        values: values(story),
        long: long(story),
        table: table(story),
        chart: Arc::new(Who::new(story)),
    }
}

fn share(giver: &Giver, story: &Story) -> Option<Ratio> {
    Ratio::of(giver.total, story.now().all())
}

fn named(story: &Story) -> impl Iterator<Item = &Giver> {
    story.givers.iter().filter(|giver| giver.disclosed)
}

fn silent(story: &Story) -> Vec<String> {
    story.givers.iter().filter(|giver| !giver.disclosed).map(|giver| giver.name.clone()).collect()
}

fn title(story: &Story) -> String {
    let mut named = named(story);
    let Some(first) = named.next() else {
        return match silent(story).len() {
            0 => "No one has pledged yet".to_owned(),
            1 => "One contributor pledged, without an amount".to_owned(),
            many => format!("{many} contributors pledged, none with an amount"),
        };
    };
    let name = fit(&first.name, super::text::Type::bold(20.0), 320.0);
    match (named.next(), share(first, story)) {
        (None, _) => format!("{name} alone has pledged an amount"),
        (Some(second), Some(share)) if second.total == first.total => {
            format!("No one carries more than {} of what is pledged", print::percent(&share))
        }
        (_, Some(share)) => format!("{name} carries {} of what is pledged", print::percent(&share)),
        (_, None) => "No one has pledged an amount above zero".to_owned(),
    }
}

fn values(story: &Story) -> Vec<String> {
    let mut values: Vec<String> =
        named(story).take(4).map(|giver| format!("{} {}", giver.name, print::short(giver.total))).collect();
    if let (Some(last), true) = (values.last_mut(), story.now().all().is_positive()) {
        last.push_str(&format!("; all {}", story.amount(story.now().all())));
    }
    values
}

fn long(story: &Story) -> String {
    let count = named(story).count();
    let mut out = format!(
        "As of {}, {} {} amounts, {} in all.",
        story.as_of(),
        print::count(count, "contributor", "contributors"),
        if count == 1 { "names" } else { "name" },
        story.amount(story.now().all())
    );
    for giver in named(story).take(5) {
        let parts: Vec<String> = (0..5)
            .rev()
            .filter(|k| !giver.stages[*k].is_zero())
            .map(|k| format!("{} {}", print::short(giver.stages[k]), STAGES[k]))
            .collect();
        let said = if giver.words.is_empty() { String::new() } else { format!(" ({})", giver.words.join(", ")) };
        let name: String = giver.name.split(' ').take(6).collect::<Vec<_>>().join(" ");
        out.push_str(&format!(" {name}: {}{said}.", words::list(&parts)));
    }
    let silent = silent(story);
    if !silent.is_empty() {
        let shown = silent.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
        let more = if silent.len() > 6 { format!(" and {} more", silent.len() - 6) } else { String::new() };
        out.push_str(&format!(" Undisclosed: {shown}{more}."));
    }
    // A hundred and fifty words at most: long names cost the last givers.
    let words: Vec<&str> = out.split(' ').collect();
    if words.len() > 150 { format!("{} …", words[..149].join(" ")) } else { out }
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let mut columns = vec![Column::words("contributor"), Column::amounts("pledged", unit), Column::percent("share")];
    columns.extend(STAGES.iter().rev().map(|stage| Column::amounts(stage, unit)));
    columns.push(Column::words("words"));
    let mut rows: Vec<Vec<Cell>> = story
        .givers
        .iter()
        .map(|giver| {
            let known = |cell: Cell| if giver.disclosed { cell } else { Cell::Missing };
            let mut row = vec![
                Cell::Text(giver.name.clone()),
                known(Cell::Amount(giver.total)),
                known(share(giver, story).into()),
            ];
            row.extend(giver.stages.iter().rev().map(|amount| known(Cell::Amount(*amount))));
            row.push(if giver.words.is_empty() { Cell::Missing } else { Cell::Text(giver.words.join(", ")) });
            row
        })
        .collect();
    let mut total = vec![Cell::Text("all".to_owned()), Cell::Amount(story.now().all()), Cell::Missing];
    total.extend(story.now().stages.iter().rev().map(|amount| Cell::Amount(*amount)));
    total.push(Cell::Text(print::count(story.givers.len(), "contributor", "contributors")));
    rows.push(total);
    Table { columns, rows }
}

/// The drawing's values and words.
#[derive(Debug)]
struct Who {
    givers: Vec<Giver>,
    silent: Vec<String>,
    all: Amount,
    unit: String,
}

/// One line of the chart, its texts measured and broken.
struct Row<'a> {
    name: Vec<String>,
    whole: Option<&'a str>,
    number: String,
    words: Vec<String>,
    stages: [Amount; 5],
}

/// The columns of a layout in CSS pixels.
struct Columns {
    name: f64,
    bar: f64,
    label: f64,
}

impl Who {
    fn new(story: &Story) -> Self {
        Self {
            givers: named(story).cloned().collect(),
            silent: silent(story),
            all: story.now().all(),
            unit: story.unit.to_string(),
        }
    }

    /// How many get a bar of their own: those that make nine tenths of all, at least 8, at most `most`.
    fn shown(&self, most: usize) -> usize {
        let count = self.givers.len();
        if count <= most.min(12) {
            return count;
        }
        let mut sum = Amount::ZERO;
        let needed = self.givers.iter().position(|giver| {
            sum = sum.plus(giver.total).unwrap_or(sum);
            Ratio::of(sum, self.all)
                .is_some_and(|part| part >= Ratio::from_amount(Amount::from_atoms(900_000_000_000_000_000)))
        });
        needed.map_or(count, |last| last + 1).max(8).min(most.saturating_sub(1)).min(count)
    }

    fn rest(&self, shown: usize) -> Option<Giver> {
        let rest = self.givers.get(shown..).filter(|rest| !rest.is_empty())?;
        let mut stages = [Amount::ZERO; 5];
        for giver in rest {
            for (sum, part) in stages.iter_mut().zip(giver.stages) {
                *sum = sum.plus(part).unwrap_or(*sum);
            }
        }
        let total = Amount::total(stages).unwrap_or_default();
        let name = print::count(rest.len(), "other contributor", "other contributors");
        Some(Giver { name, stages, total, disclosed: true, words: Vec::new() })
    }

    fn columns(layout: Layout, room: f64) -> Columns {
        let (name, label) = layout.pick((210.0, 250.0), (0.0, 0.0), (150.0, 160.0));
        match layout {
            Layout::Narrow => Columns { name: room, bar: room, label: room },
            _ => Columns { name, bar: room - name - label, label },
        }
    }

    fn row<'a>(&self, giver: &'a Giver, layout: Layout, columns: &Columns) -> Row<'a> {
        let number = format!("{} {}", print::short(giver.total), self.unit);
        let said = giver.words.join(", ");
        let kind = layout.label();
        let beside = match layout {
            Layout::Narrow => columns.name - width(&number, layout.number()) - 16.0,
            _ => columns.name - 14.0,
        };
        let lines = if layout == Layout::Mail { 1 } else { 2 };
        let (name, lost) = wrap_within(&giver.name, kind, beside, lines);
        let said_room = match layout {
            Layout::Narrow => columns.label,
            _ => columns.label - 10.0,
        };
        let words = if said.is_empty() { Vec::new() } else { wrap_within(&said, layout.note(), said_room, lines).0 };
        Row { name, whole: lost.then_some(giver.name.as_str()), number, words, stages: giver.stages }
    }

    /// Height of the key to the stages.
    fn key_height(layout: Layout) -> f64 {
        layout.note().leading() + layout.pick(14.0, 12.0, 8.0)
    }

    fn silent_lines(&self, layout: Layout, room: f64) -> Vec<String> {
        match self.silent.len() {
            0 => Vec::new(),
            _ => {
                let text = format!("Undisclosed: {}", self.silent.join(", "));
                let most = layout.pick(3, 5, 2);
                let mut lines = wrap(&text, layout.note(), room);
                if lines.len() > most {
                    lines.truncate(most);
                    let more = " and more";
                    if let Some(last) = lines.last_mut() {
                        let kept = last.rsplit_once(',').map_or(last.as_str(), |(kept, _)| kept);
                        *last = format!("{}{more}", fit(kept, layout.note(), room - width(more, layout.note())));
                    }
                }
                lines
            }
        }
    }

    fn silent_height(&self, layout: Layout, room: f64) -> f64 {
        let lines = self.silent_lines(layout, room).len();
        if lines == 0 { 0.0 } else { lines as f64 * layout.note().leading() + 6.0 }
    }

    /// The givers that get a row, and their row heights, in a height if there is one.
    fn chosen(&self, layout: Layout, room: f64, height: Option<f64>) -> Vec<Giver> {
        let most = match height {
            Some(height) => {
                let free = height - Self::key_height(layout) - self.silent_height(layout, room);
                (free / least_row(layout)).floor().max(1.0) as usize
            }
            None => layout.pick(24, 16, 8),
        };
        let shown = self.shown(most);
        let mut chosen: Vec<Giver> = self.givers.iter().take(shown).cloned().collect();
        chosen.extend(self.rest(shown));
        chosen
    }
}

fn least_row(layout: Layout) -> f64 {
    layout.pick(34.0, 50.0, 26.0)
}

fn row_height(row: &Row<'_>, layout: Layout) -> f64 {
    let (kind, note) = (layout.label(), layout.note());
    let names = row.name.len().max(1) as f64 * kind.leading();
    let words = row.words.len() as f64 * note.leading();
    match layout {
        Layout::Narrow => names + 16.0 + words + 14.0,
        Layout::Page => names.max(kind.leading() + words).max(least_row(layout) - 12.0) + 12.0,
        Layout::Mail => least_row(layout),
    }
}

impl Chart for Who {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        if self.givers.is_empty() {
            return 60.0 + self.silent_height(layout, room);
        }
        let columns = Self::columns(layout, room);
        let chosen = self.chosen(layout, room, None);
        let rows: f64 = chosen.iter().map(|giver| row_height(&self.row(giver, layout, &columns), layout)).sum();
        Self::key_height(layout) + rows + self.silent_height(layout, room)
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        let bottom = area.bottom() - self.silent_height(layout, area.w);
        if self.givers.is_empty() {
            let sentence =
                if self.silent.is_empty() { "no one has pledged so far" } else { "no amount is disclosed so far" };
            let at = Area::new(area.x, area.y, area.w, bottom - area.y - 8.0);
            super::timeline::nothing(canvas, at, layout, sentence);
        } else {
            self.bars(canvas, area, layout)?;
        }
        let kind = layout.note();
        let mut y = bottom + 6.0;
        for line in self.silent_lines(layout, area.w) {
            canvas.text((area.x, y + kind.leading() / 2.0 + kind.half()), Anchor::Start, kind, Ink::Muted, &line);
            y += kind.leading();
        }
        Ok(())
    }
}

impl Who {
    fn bars(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        let columns = Self::columns(layout, area.w);
        let chosen = self.chosen(layout, area.w, layout.height().map(|_| area.h));
        let most = chosen.iter().map(|giver| giver.total).max().unwrap_or_default();
        let most = if most.is_positive() { most.to_coordinate() } else { 1.0 };
        key(canvas, area, layout, &self.givers);
        let mut y = area.y + Self::key_height(layout);
        for giver in &chosen {
            let row = self.row(giver, layout, &columns);
            let height = row_height(&row, layout);
            let x = if layout == Layout::Narrow { area.x } else { area.x + columns.name };
            let bars = Area::new(x, y, columns.bar, height);
            let plot = Plot::new(canvas, bars, 0.0..most, 0.0..1.0)?;
            draw_row(canvas, &row, &plot, Area::new(area.x, y, area.w, height), layout);
            y += height;
        }
        Ok(())
    }
}

/// The stages that occur, in one line: bars this thin carry no words of their own.
fn key(canvas: &Canvas, area: Area, layout: Layout, givers: &[Giver]) {
    let kind = layout.note();
    let mut x = area.x;
    for k in (0..5).rev().filter(|k| givers.iter().any(|giver| !giver.stages[*k].is_zero())) {
        let middle = area.y + kind.leading() / 2.0;
        let (swatch, gap) = layout.pick((14.0, 22.0), (11.0, 9.0), (13.0, 16.0));
        canvas.rect(Area::new(x, middle - 5.0, swatch, 10.0), STAGE_INKS[k]);
        x += swatch + 5.0;
        canvas.text((x, middle + kind.half()), Anchor::Start, kind, Ink::Muted, STAGES[k]);
        x += width(STAGES[k], kind) + gap;
    }
}

/// One giver: name, bar, number and words; on a phone name and number above the bar, words under it.
fn draw_row(canvas: &Canvas, row: &Row<'_>, plot: &Plot, area: Area, layout: Layout) {
    let (kind, number, note) = (layout.label(), layout.number(), layout.note());
    let thick = layout.pick(20.0, 14.0, 16.0);
    let line = kind.leading();
    let (top, bar_y) = match layout {
        Layout::Narrow => (area.y, area.y + row.name.len().max(1) as f64 * line + 1.0),
        Layout::Page => (area.y + 2.0, area.y + 2.0 + (line - thick) / 2.0),
        Layout::Mail => (area.y + (area.h - line) / 2.0, area.y + (area.h - thick) / 2.0),
    };
    for (i, text) in row.name.iter().enumerate() {
        let whole = row.whole.filter(|_| i + 1 == row.name.len());
        let base = top + line * (i as f64 + 0.5) + kind.half();
        canvas.text_of((area.x, base), Anchor::Start, kind, Ink::Text, text, whole);
    }
    let end = stack(canvas, &row.stages, plot, bar_y, thick);
    let base = top + line * 0.5 + kind.half();
    match layout {
        Layout::Narrow => {
            canvas.text((area.right(), base), Anchor::End, number, Ink::Text, &row.number);
            let under = bar_y + thick + 2.0;
            lines(canvas, &row.words, (area.x, under), note);
        }
        Layout::Page => {
            canvas.text((end + 10.0, base), Anchor::Start, number, Ink::Text, &row.number);
            lines(canvas, &row.words, (end + 10.0, top + line), note);
        }
        Layout::Mail => {
            canvas.text((end + 8.0, base), Anchor::Start, number, Ink::Text, &row.number);
            let x = end + 8.0 + width(&row.number, number) + 6.0;
            if let Some(words) = row.words.first() {
                let words = fit(words, note, area.right() - x);
                if words != "…" {
                    canvas.text((x, base), Anchor::Start, note, Ink::Muted, &words);
                }
            }
        }
    }
}

fn lines(canvas: &Canvas, words: &[String], (x, y): (f64, f64), kind: super::text::Type) {
    for (i, line) in words.iter().enumerate() {
        let base = y + kind.leading() * (i as f64 + 0.5) + kind.half();
        canvas.text((x, base), Anchor::Start, kind, Ink::Muted, line);
    }
}

/// The stages of one giver side by side, the surest first; returns where they end.
fn stack(canvas: &Canvas, stages: &[Amount; 5], plot: &Plot, y: f64, thick: f64) -> f64 {
    let start = plot.at(0.0, 0.0).0;
    let mut cursor = start;
    let mut sum = 0.0;
    for k in (0..5).rev().filter(|k| !stages[*k].is_zero()) {
        sum += stages[k].to_coordinate();
        // Something tiny stays visible, and neighbours keep two pixels between them.
        let to = plot.at(sum, 0.0).0.max(cursor + 2.0);
        canvas.rect(Area::new(cursor, y, (to - cursor - 2.0).max(2.0), thick), STAGE_INKS[k]);
        cursor = to.max(cursor + 4.0);
    }
    (cursor - 2.0).max(start)
}

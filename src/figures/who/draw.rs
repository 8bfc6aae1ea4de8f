//! The rows: names, bars, numbers and words, as many as a layout holds.

use super::{named, silent};
use crate::figures::canvas::{Canvas, Run};
use crate::figures::frame::Chart;
use crate::figures::key::{Key, Mark};
use crate::figures::layout::Layout;
use crate::figures::plot::{Drawn, Plot};
use crate::figures::ranked::{names, shown};
use crate::figures::rows::notes_height;
use crate::figures::scene::{Anchor, Area};
use crate::figures::story::{Giver, STAGE_INKS, Story, stage_word};
use crate::figures::text::{Type, width, wrap, wrap_within};
use crate::figures::theme::Ink;
use crate::figures::timeline::nothing;
use crate::language::{self, say};
use crate::quantities::{Amount, Ratio, print};

/// The drawing's values and words.
#[derive(Debug)]
pub(super) struct Who {
    givers: Vec<Giver>,
    silent: Vec<String>,
    all: Amount,
    unit: String,
}

/// One line of the chart, its texts measured and broken.
struct Row<'a> {
    name: Vec<String>,
    whole: Option<&'a str>,
    qualifier: Option<String>,
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
    pub(super) fn new(story: &Story) -> Self {
        Self {
            givers: named(story).cloned().collect(),
            silent: silent(story),
            all: story.now().all(),
            unit: story.unit.to_string(),
        }
    }

    /// How many get a bar of their own.
    fn shown(&self, most: usize) -> usize {
        let totals: Vec<Amount> = self.givers.iter().map(|giver| giver.total).collect();
        shown(&totals, self.all, most)
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
        Some(Giver { name, stages, total, disclosed: true, qualifier: None, words: Vec::new(), besides: None })
    }

    /// Names take what they need; bars are as long as the words behind each of them leave room for.
    fn columns(&self, givers: &[Giver], layout: Layout, room: f64) -> Columns {
        if layout == Layout::Narrow {
            return Columns { name: room, bar: room, label: room };
        }
        let (most_name, label) = layout.pick((220.0, 250.0), (0.0, 0.0), (190.0, 170.0));
        let names = givers.iter().map(|giver| width(&giver.name, layout.label()));
        let name = names.fold(0.0, f64::max).min(most_name) + 16.0;
        let longest = givers.iter().map(|giver| giver.total).max().unwrap_or_default();
        let columns = Columns { name, bar: room - name, label };
        let bars = givers.iter().filter_map(|giver| {
            let part = Ratio::of(giver.total, longest)?.to_coordinate();
            let behind = label_width(&self.row(giver, layout, &columns), layout);
            (part > 0.0).then(|| (room - name - behind) / part)
        });
        Columns { bar: bars.fold(columns.bar, f64::min), ..columns }
    }

    fn row<'a>(&self, giver: &'a Giver, layout: Layout, columns: &Columns) -> Row<'a> {
        let number = format!("{} {}", print::short(giver.total), self.unit);
        let kind = layout.label();
        let beside = match layout {
            Layout::Narrow => columns.name - width(&number, layout.number()) - 64.0,
            _ => columns.name - 14.0,
        };
        let lines = if layout == Layout::Mail { 1 } else { 2 };
        let (name, lost) = wrap_within(&giver.name, kind, beside, lines);
        let said_room = match layout {
            Layout::Narrow => columns.label,
            _ => columns.label - 10.0,
        };
        let words = said(&giver.words, layout.note(), said_room, lines);
        Row {
            name,
            whole: lost.then_some(giver.name.as_str()),
            qualifier: giver.qualifier.as_deref().map(language::word),
            number,
            words,
            stages: giver.stages,
        }
    }

    /// Names the stages above the bars: bars this thin carry no words of their own.
    fn key(&self) -> Key {
        let occurs = |k: &usize| self.givers.iter().any(|giver| !giver.stages[*k].is_zero());
        Key((0..5).rev().filter(occurs).map(|k| (Mark::Stage(k), stage_word(k))).collect())
    }

    fn key_height(&self, layout: Layout, room: f64) -> f64 {
        self.key().height(layout, room)
    }

    fn silent_lines(&self, layout: Layout, room: f64) -> Vec<String> {
        names(&say!("Undisclosed"), &self.silent, layout, room)
    }

    fn silent_height(&self, layout: Layout, room: f64) -> f64 {
        notes_height(&self.silent_lines(layout, room), layout)
    }

    /// The givers that get a row, and their row heights, in a height if there is one.
    fn chosen(&self, layout: Layout, room: f64, height: Option<f64>) -> Vec<Giver> {
        let most = match height {
            Some(height) => {
                let free = height - self.key_height(layout, room) - self.silent_height(layout, room);
                (free / least_row(layout)).floor().max(1.0) as usize
            }
            None => layout.pick(24, 12, 8),
        };
        let shown = self.shown(most);
        let mut chosen: Vec<Giver> = self.givers.iter().take(shown).cloned().collect();
        chosen.extend(self.rest(shown));
        chosen
    }
}

/// The words in a few lines, the weightiest first; one that does not fit is left out as a whole.
fn said(words: &[String], kind: Type, room: f64, most: usize) -> Vec<String> {
    let mut shown: Vec<&str> = Vec::new();
    let mut lines = Vec::new();
    for word in words {
        shown.push(word);
        let longer = wrap(&shown.join(", "), kind, room);
        if longer.len() <= most && longer.iter().all(|line| width(line, kind) <= room && !line.contains('…')) {
            lines = longer;
        } else {
            shown.pop();
        }
    }
    lines
}

/// Width of what stands behind a bar.
fn label_width(row: &Row<'_>, layout: Layout) -> f64 {
    let number = Run::width(&number_runs(row, layout));
    let words = row.words.iter().map(|line| width(line, layout.note())).fold(0.0, f64::max);
    match layout {
        Layout::Mail if !row.words.is_empty() => number + words + 18.0,
        _ => number.max(words) + 12.0,
    }
}

/// `up to` and the number.
fn number_runs<'a>(row: &'a Row<'_>, layout: Layout) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    runs.extend(row.qualifier.as_deref().map(|word| Run::new(word, layout.label(), Ink::Text)));
    runs.push(Run::new(&row.number, layout.number(), Ink::Text));
    runs
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
        let chosen = self.chosen(layout, room, None);
        let columns = self.columns(&chosen, layout, room);
        let rows: f64 = chosen.iter().map(|giver| row_height(&self.row(giver, layout, &columns), layout)).sum();
        self.key_height(layout, room) + rows + self.silent_height(layout, room)
    }

    fn least(&self, layout: Layout, room: f64) -> f64 {
        let rows = self.givers.len().clamp(1, LEAST_ROWS) as f64 * least_row(layout);
        self.key_height(layout, room) + rows + self.silent_height(layout, room)
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        let bottom = area.bottom() - self.silent_height(layout, area.w);
        if self.givers.is_empty() {
            let sentence = match self.silent.is_empty() {
                true => say!("no one has pledged so far"),
                false => say!("no amount is disclosed so far"),
            };
            let at = Area::new(area.x, area.y, area.w, bottom - area.y - 8.0);
            nothing(canvas, at, layout, &sentence);
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
        let chosen = self.chosen(layout, area.w, layout.height().map(|_| area.h));
        let columns = self.columns(&chosen, layout, area.w);
        let most = chosen.iter().map(|giver| giver.total).max().unwrap_or_default();
        let most = if most.is_positive() { most.to_coordinate() } else { 1.0 };
        self.key().draw(canvas, area, layout);
        // In mail few rows spread over the height there is.
        let free = area.h - self.key_height(layout, area.w) - self.silent_height(layout, area.w);
        let roomy = (free / chosen.len().max(1) as f64).min(40.0).max(least_row(layout));
        let mut y = area.y + self.key_height(layout, area.w);
        for giver in &chosen {
            let row = self.row(giver, layout, &columns);
            let height = if layout == Layout::Mail { roomy } else { row_height(&row, layout) };
            let x = if layout == Layout::Narrow { area.x } else { area.x + columns.name };
            let bars = Area::new(x, y, columns.bar, height);
            let plot = Plot::new(canvas, bars, 0.0..most, 0.0..1.0)?;
            draw_row(canvas, &row, &plot, Area::new(area.x, y, area.w, height), layout);
            y += height;
        }
        Ok(())
    }
}

/// Rows for which words around the chart are shortened.
const LEAST_ROWS: usize = 6;

/// One giver: name, bar, number and words; on a phone name and number above the bar, words under it.
fn draw_row(canvas: &Canvas, row: &Row<'_>, plot: &Plot, area: Area, layout: Layout) {
    let (kind, note) = (layout.label(), layout.note());
    let numbers = number_runs(row, layout);
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
            canvas.runs((area.right(), base), Anchor::End, &numbers);
            let under = bar_y + thick + 2.0;
            lines(canvas, &row.words, (area.x, under), note);
        }
        Layout::Page => {
            canvas.runs((end + 10.0, base), Anchor::Start, &numbers);
            lines(canvas, &row.words, (end + 10.0, top + line), note);
        }
        Layout::Mail => {
            canvas.runs((end + 8.0, base), Anchor::Start, &numbers);
            let x = end + 8.0 + Run::width(&numbers) + 7.0;
            if let Some(words) = row.words.first() {
                canvas.text((x, base), Anchor::Start, note, Ink::Muted, words);
            }
        }
    }
}

fn lines(canvas: &Canvas, words: &[String], (x, y): (f64, f64), kind: Type) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_do_not_fit_are_left_out_whole() {
        let words = ["of which 2,000 delivered", "conditional on full coverage", "loan"].map(String::from);
        let kind = Type::plain(12.0);
        let in_room = |room: f64| said(&words, kind, room, 1).concat();
        assert_eq!(in_room(600.0), "of which 2,000 delivered, conditional on full coverage, loan");
        assert_eq!(in_room(200.0), "of which 2,000 delivered, loan");
        assert_eq!(in_room(150.0), "of which 2,000 delivered");
        assert_eq!(in_room(30.0), "loan");
        assert_eq!(in_room(10.0), "");
    }
}

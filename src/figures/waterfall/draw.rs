//! Measures and draws the rows.

use super::{Extent, Row, Waterfall, folded, spans};
use crate::figures::canvas::Canvas;
use crate::figures::frame::Chart;
use crate::figures::layout::Layout;
use crate::figures::plot::{Drawn, Plot};
use crate::figures::scene::{Anchor, Area, Stroke};
use crate::figures::text::{Type, fit, width, wrap, wrap_head, wrap_within};
use crate::figures::theme::Ink;
use crate::figures::timeline::nothing;
use crate::language::say;
use crate::quantities::Amount;

/// The least height of a row where the height is given.
const LEAST_ROW: f64 = 19.0;

/// Ground between two columns.
const BETWEEN: f64 = 12.0;

/// The widths of the columns.
struct Columns {
    name: f64,
    bars: f64,
    number: f64,
    words: f64,
}

/// The lowest and the highest value of the scale.
#[derive(Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
    /// It begins above zero: levels are marks and not bars.
    zoomed: bool,
}

/// A row, its texts measured and broken.
struct Placed<'a> {
    row: &'a Row,
    name: Vec<String>,
    whole: Option<&'a str>,
    number: String,
    words: Vec<String>,
    height: f64,
}

fn name_type(row: &Row, layout: Layout) -> Type {
    match row.extent {
        Extent::Level(_) => layout.number(),
        Extent::Mark(_) | Extent::Nothing => layout.note(),
        Extent::Step(_) => layout.label(),
    }
}

fn number_type(row: &Row, layout: Layout) -> Type {
    match row.extent {
        Extent::Mark(_) => layout.note(),
        _ => layout.number(),
    }
}

/// As many of the words as a few lines hold, and how many more there are; the first loses its middle rather than stay away.
fn naming(words: &[String], kind: Type, room: f64, most: usize) -> Vec<String> {
    let text = |shown: usize| {
        let listed = words.get(..shown).unwrap_or_default().join(", ");
        if shown < words.len() { format!("{listed} {}", and_more(words.len() - shown)) } else { listed }
    };
    // Nothing is cut, so no more are tried than would fill the lines without anything between them.
    let mut left = most as f64 * room;
    let fill = words.iter().take_while(|word| {
        left -= width(word, kind);
        left >= 0.0
    });
    for shown in (1..=fill.count()).rev() {
        let lines = wrap(&text(shown), kind, room);
        if lines.len() <= most && !lines.concat().contains('…') {
            return lines;
        }
    }
    let Some(first) = words.first() else { return Vec::new() };
    // What stands behind the last space is the amount, if there is one.
    let more = if words.len() > 1 { format!(" {}", and_more(words.len() - 1)) } else { String::new() };
    let (name, amount) = match first.rsplit_once(' ') {
        Some((name, last)) if last.starts_with(['+', '−']) => (name, format!(" {last}")),
        _ => (first.as_str(), String::new()),
    };
    if most > 1 {
        let tail = format!("{}{more}", amount.trim_start());
        return [fit(name, kind, room), fit(tail.trim_start(), kind, room)]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect();
    }
    let both = width(&format!("{amount}{more}"), kind);
    let alone = width(&amount, kind);
    if room - both > 5.0 * kind.size {
        vec![format!("{}{amount}{more}", fit(name, kind, room - both))]
    } else if room - alone > 3.0 * kind.size {
        vec![format!("{}{amount}", fit(name, kind, room - alone))]
    } else {
        vec![fit(name, kind, room)]
    }
}

fn and_more(count: usize) -> String {
    say!("and {count} more", count)
}

impl Waterfall {
    fn scale(&self, rows: &[Row]) -> Scale {
        let spans: Vec<(Amount, Amount)> = spans(rows).into_iter().flatten().collect();
        let ends = || spans.iter().flat_map(|(from, to)| [*from, *to]);
        let low = ends().min().unwrap_or_default().to_coordinate().min(0.0);
        let high = ends().max().unwrap_or_default().to_coordinate();
        let heights: Vec<f64> = spans.iter().map(|(_, to)| to.to_coordinate()).collect();
        let least = heights.iter().copied().fold(f64::MAX, f64::min);
        let moved = high - least;
        if self.zooms && low >= 0.0 && moved > 0.0 && moved < high / 5.0 {
            return Scale { low: (least - moved * 0.25).max(0.0), high: high + moved * 0.05, zoomed: true };
        }
        Scale { low, high: if high > low { high } else { low + 1.0 }, zoomed: false }
    }

    fn notes(&self, layout: Layout, room: f64) -> Vec<String> {
        let mut notes = self.notes.clone();
        if self.instead.is_none() && self.scale(&self.rows).zoomed {
            notes.push(say!("The scale does not begin at zero"));
        }
        let most = layout.pick(4, 8, 2);
        let lines = notes.iter().flat_map(|note| wrap_head(note, layout.note(), room, most).0);
        lines.take(layout.pick(usize::MAX, usize::MAX, 4)).collect()
    }

    fn notes_height(&self, layout: Layout, room: f64) -> f64 {
        let lines = self.notes(layout, room).len();
        if lines == 0 { 0.0 } else { lines as f64 * layout.note().leading() + layout.pick(12.0, 8.0, 6.0) }
    }

    /// Names and numbers take what they need, words what the least bars leave them.
    fn columns(rows: &[Row], layout: Layout, room: f64) -> Columns {
        let numbers = rows.iter().map(|row| width(&row.number(), number_type(row, layout)));
        let number = numbers.fold(0.0, f64::max);
        if layout == Layout::Narrow {
            return Columns { name: room - number - BETWEEN, bars: room, number, words: room };
        }
        let names = rows.iter().map(|row| width(&row.name, name_type(row, layout)));
        let name = names.fold(0.0, f64::max).min(layout.pick(230.0, 0.0, 150.0)) + BETWEEN;
        let natural = rows.iter().map(|row| width(&row.words.join(", "), layout.note())).fold(0.0, f64::max);
        let free = room - name - number - BETWEEN;
        let words =
            (natural.ceil() + 1.0).min(layout.pick(250.0, 0.0, 165.0)).min(free - layout.pick(320.0, 0.0, 130.0));
        let words = if natural > 0.0 { words.max(60.0) } else { 0.0 };
        let bars = free - if words > 0.0 { words + BETWEEN } else { 0.0 };
        Columns { name, bars, number, words }
    }

    /// The rows with their texts; `given` is the height they share, if it is given.
    fn placed<'a>(rows: &'a [Row], columns: &Columns, layout: Layout, given: Option<f64>) -> Vec<Placed<'a>> {
        let even = given.map(|height| (height / rows.len().max(1) as f64).min(54.0));
        let note = layout.note();
        let lines = if even.is_some_and(|height| height < 2.0 * layout.label().leading() + 2.0) { 1 } else { 2 };
        let place = |row: &'a Row| {
            let kind = name_type(row, layout);
            let room = match (row.extent, layout) {
                (Extent::Nothing, Layout::Narrow) => columns.bars,
                (Extent::Nothing, _) => columns.name + columns.bars - BETWEEN,
                _ => columns.name - BETWEEN,
            };
            let (name, lost) = wrap_within(&row.name, kind, room, lines);
            let words = naming(&row.words, note, columns.words, lines);
            let (names, said) = (name.len() as f64 * kind.leading(), words.len() as f64 * note.leading());
            let bar = !matches!(row.extent, Extent::Nothing);
            let height = match layout {
                Layout::Narrow => names + if bar { thick(layout) + 4.0 } else { 0.0 } + said + 12.0,
                Layout::Page if matches!(row.extent, Extent::Mark(_)) => names.max(said) + 6.0,
                Layout::Page => names.max(said).max(thick(layout)) + 12.0,
                Layout::Mail => even.unwrap_or(LEAST_ROW),
            };
            Placed { row, name, whole: lost.then_some(row.name.as_str()), number: row.number(), words, height }
        };
        rows.iter().map(place).collect()
    }
}

fn thick(layout: Layout) -> f64 {
    layout.pick(22.0, 14.0, 15.0)
}

impl Chart for Waterfall {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        let notes = self.notes_height(layout, room);
        if self.instead.is_some() {
            return 70.0 + notes;
        }
        let columns = Self::columns(&self.rows, layout, room);
        notes + Self::placed(&self.rows, &columns, layout, None).iter().map(|placed| placed.height).sum::<f64>()
    }

    fn least(&self, layout: Layout, room: f64) -> f64 {
        self.notes_height(layout, room) + LEAST_ROW * folded(&self.rows, 10).len().max(3) as f64
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        let notes = self.notes_height(layout, area.w);
        let rows = area.inset(0.0, 0.0, 0.0, notes);
        if let Some(sentence) = &self.instead {
            nothing(canvas, rows.inset(0.0, 0.0, 0.0, 8.0), layout, sentence);
        } else {
            self.draw_rows(canvas, rows, layout)?;
        }
        let kind = layout.note();
        let mut bottom = area.bottom();
        for line in self.notes(layout, area.w).iter().rev() {
            canvas.text((area.x, bottom - kind.leading() * 0.5 + kind.half()), Anchor::Start, kind, Ink::Text, line);
            bottom -= kind.leading();
        }
        Ok(())
    }
}

impl Waterfall {
    fn draw_rows(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        let given = layout.height().map(|_| area.h);
        let rows = match given {
            Some(height) => folded(&self.rows, (height / LEAST_ROW).floor() as usize),
            None => self.rows.clone(),
        };
        let columns = Self::columns(&rows, layout, area.w);
        let placed = Self::placed(&rows, &columns, layout, given);
        let scale = self.scale(&rows);
        let left = if layout == Layout::Narrow { area.x } else { area.x + columns.name };
        let bars = Area::new(left, area.y, columns.bars, area.h);
        let plot = Plot::new(canvas, bars, scale.low..scale.high, 0.0..1.0)?;
        let used: f64 = placed.iter().map(|placed| placed.height).sum();
        self.ground(canvas, &plot, Area { h: used, ..area }, scale, layout);
        let mut y = area.y;
        let mut before: Option<(f64, f64)> = None;
        for (placed, span) in placed.iter().zip(spans(&rows)) {
            let row = Area::new(area.x, y, area.w, placed.height);
            let bar = bar_of(placed, row, layout);
            texts(canvas, placed, row, &columns, layout);
            if let Some((from, to)) = span {
                let (from, to) = (plot.at(from.to_coordinate(), 0.0).0, plot.at(to.to_coordinate(), 0.0).0);
                let begins = if matches!(placed.row.extent, Extent::Step(_)) { from } else { to };
                let leads = before.filter(|(x, _)| layout != Layout::Narrow && (x - begins).abs() < 1.0);
                if let (Some((x, bottom)), Extent::Step(_) | Extent::Level(_)) = (leads, placed.row.extent) {
                    canvas.line((x, bottom + 1.0), (x, bar.0 - 1.0), Stroke::solid(Ink::Axis, 1.0));
                }
                draw_bar(canvas, placed.row, (from, to), bar, scale.zoomed.then_some(bars.x));
                before = (!matches!(placed.row.extent, Extent::Mark(_))).then_some((to, bar.1));
            }
            y += placed.height;
        }
        Ok(())
    }

    /// The zero line, where no text stands on it.
    fn ground(&self, canvas: &Canvas, plot: &Plot, area: Area, scale: Scale, layout: Layout) {
        if layout == Layout::Narrow || scale.zoomed {
            return;
        }
        let x = plot.at(0.0, 0.0).0;
        canvas.line((x - 1.0, area.y), (x - 1.0, area.bottom()), Stroke::solid(Ink::Axis, 1.0));
    }
}

/// Upper and lower edge of a row's bar.
fn bar_of(placed: &Placed<'_>, row: Area, layout: Layout) -> (f64, f64) {
    let thick = match layout {
        Layout::Mail => (row.h - 7.0).clamp(10.0, 24.0),
        _ => thick(layout),
    };
    let top = match layout {
        Layout::Narrow => row.y + placed.name.len() as f64 * name_type(placed.row, layout).leading() + 2.0,
        _ => row.y + (row.h - thick) / 2.0,
    };
    (top, top + thick)
}

/// A bar of at least a few pixels; of a scale that begins above zero levels are marked with an upright line.
fn draw_bar(canvas: &Canvas, row: &Row, (from, to): (f64, f64), (top, bottom): (f64, f64), zoomed: Option<f64>) {
    let middle = f64::midpoint(top, bottom);
    match (row.extent, zoomed) {
        (Extent::Mark(_), _) => {
            canvas.line((from, middle), (to, middle), Stroke::solid(Ink::Axis, 1.0));
            canvas.line((to, middle - 5.0), (to, middle + 5.0), Stroke::solid(Ink::Axis, 2.0));
        }
        (Extent::Level(_), Some(start)) => {
            canvas.path(&[(start, middle), (to - 4.0, middle)], Stroke::dashed(row.ink, 1.5, 2.0, 4.0));
            canvas.rect(Area::new(to - 2.0, top, 4.0, bottom - top), row.ink);
        }
        _ => {
            let least =
                if matches!(row.ink, Ink::Gap | Ink::Recovered | Ink::Expressed | Ink::Proposed) { 4.0 } else { 2.0 };
            let long = (to - from).abs().max(least);
            let x = if to < from { from - long } else { from };
            canvas.rect(Area::new(x, top, long, bottom - top), row.ink);
        }
    }
}

/// Name, number and words of a row.
fn texts(canvas: &Canvas, placed: &Placed<'_>, row: Area, columns: &Columns, layout: Layout) {
    let (kind, number, note) = (name_type(placed.row, layout), number_type(placed.row, layout), layout.note());
    let ink = match (placed.row.extent, placed.row.ink) {
        (Extent::Mark(_) | Extent::Nothing, _) => Ink::Muted,
        (_, Ink::Gap) => Ink::Gap,
        _ => Ink::Text,
    };
    let names = placed.name.len() as f64 * kind.leading();
    let first = if layout == Layout::Narrow { row.y } else { row.y + (row.h - names) / 2.0 };
    for (i, line) in placed.name.iter().enumerate() {
        let base = first + kind.leading() * (i as f64 + 0.5) + kind.half();
        let whole = placed.whole.filter(|_| i + 1 == placed.name.len());
        let ink = if ink == Ink::Gap && !matches!(placed.row.extent, Extent::Level(_)) { Ink::Text } else { ink };
        canvas.text_of((row.x, base), Anchor::Start, kind, ink, line, whole);
    }
    let (number_x, words_x) = match layout {
        Layout::Narrow => (row.right(), row.x),
        _ => {
            let start = row.x + columns.name + columns.bars + BETWEEN;
            (start + columns.number, start + columns.number + BETWEEN)
        }
    };
    let middle = if layout == Layout::Narrow { row.y + kind.leading() / 2.0 } else { row.y + row.h / 2.0 };
    if !placed.number.is_empty() {
        canvas.text((number_x, middle + number.half()), Anchor::End, number, ink, &placed.number);
    }
    let said = placed.words.len() as f64 * note.leading();
    let mut y = match (layout, placed.row.extent) {
        (Layout::Narrow, Extent::Nothing) => row.y + names,
        (Layout::Narrow, _) => row.y + names + thick(layout) + 4.0,
        _ => row.y + (row.h - said) / 2.0,
    };
    for line in &placed.words {
        canvas.text((words_x, y + note.leading() / 2.0 + note.half()), Anchor::Start, note, Ink::Muted, line);
        y += note.leading();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_of_thousands_names_as_many_as_its_lines_hold() {
        let words: Vec<String> = (0..20_000).map(|at| format!("Giver {at} +1")).collect();
        let lines = naming(&words, Layout::Page.note(), 250.0, 2);
        assert_eq!(lines.len(), 2, "{lines:?}");
        let said = lines.join(" ");
        let named = said.matches("Giver").count();
        assert!(named > 2 && said.ends_with(&format!("and {} more", words.len() - named)), "{said}");
    }
}

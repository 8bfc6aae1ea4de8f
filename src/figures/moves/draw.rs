//! The matrix where its numbers fit, else the same cells as a list.

use super::{Grid, RUNGS, column_name, flows, pledges, row_name};
use crate::figures::canvas::Canvas;
use crate::figures::frame::Chart;
use crate::figures::layout::Layout;
use crate::figures::plot::Drawn;
use crate::figures::scene::{Anchor, Area, Stroke};
use crate::figures::story::STAGE_INKS;
use crate::figures::story::change::Cell;
use crate::figures::text::{fit, width, wrap, wrap_head};
use crate::figures::theme::Ink;
use crate::figures::timeline::nothing;
use crate::language::say;
use crate::quantities::{Amount, print};

/// The drawing's values and words.
#[derive(Debug)]
pub(super) struct Matrix {
    grid: Grid,
    notes: Vec<String>,
    instead: Option<String>,
}

/// The widths of a matrix that fits.
struct Columns {
    head: f64,
    cell: f64,
    /// Whether sums of rows and columns fit too.
    sums: bool,
}

const ROW: f64 = 52.0;

impl Matrix {
    pub(super) fn new(grid: Grid, notes: Vec<String>) -> Self {
        let empty = grid.iter().flatten().all(|part| part.amount.is_zero());
        Self { grid, notes, instead: empty.then(|| say!("no pledge stood on either date")) }
    }

    pub(super) fn nothing(sentence: String) -> Self {
        Self { grid: Grid::default(), notes: Vec::new(), instead: Some(sentence) }
    }

    /// The rungs that occur: the stages alike as rows and columns, so that the diagonal stays one.
    fn rungs(&self) -> (Vec<usize>, Vec<usize>) {
        let row = |i: usize| self.grid[i].iter().any(|part| !part.amount.is_zero());
        let column = |j: usize| self.grid.iter().any(|row| !row[j].amount.is_zero());
        let stages: Vec<usize> = (1..RUNGS).filter(|k| row(*k) || column(*k)).collect();
        let with = |first: bool| first.then_some(0).into_iter().chain(stages.iter().copied()).collect();
        (with(row(0)), with(column(0)))
    }

    fn sum(&self, held: impl Fn(usize, usize) -> bool) -> Cell {
        let places = (0..RUNGS).flat_map(|i| (0..RUNGS).map(move |j| (i, j))).filter(|(i, j)| held(*i, *j));
        // Parts of sums that were checked.
        let amount = Amount::total(places.map(|(i, j)| self.grid[i][j].amount)).unwrap_or_default();
        Cell { amount, pledges: 0 }
    }

    /// `None` where some number would not fit.
    fn columns(&self, layout: Layout, room: f64) -> Option<Columns> {
        if layout == Layout::Narrow {
            return None;
        }
        let (rows, columns) = self.rungs();
        let names = rows.iter().map(|i| width(&row_name(*i), layout.label()));
        let head = names.fold(width(&say!("sum"), layout.label()), f64::max) + 14.0;
        let heads = columns.iter().flat_map(|j| wrap(&column_name(*j), layout.note(), 80.0));
        let heads = heads.map(|line| width(&line, layout.note())).fold(0.0, f64::max);
        let cells = self.grid.iter().flatten();
        let widest = |cells: &mut dyn Iterator<Item = Amount>| {
            cells.map(|amount| width(&print::short(amount), layout.number())).fold(0.0, f64::max)
        };
        let number = widest(&mut cells.clone().map(|cell| cell.amount));
        let count = cells.map(|cell| width(&pledges(cell.pledges), layout.note())).fold(0.0, f64::max);
        let whole =
            widest(&mut (0..RUNGS).flat_map(|k| [self.sum(|i, _| i == k).amount, self.sum(|_, j| j == k).amount]));
        // In mail a number of pledges that does not fit is left to the table.
        let count = if layout == Layout::Mail { 0.0 } else { count };
        let needs = heads.max(number).max(count) + 8.0;
        let fits = |count: usize, needs: f64| {
            let cell = ((room - head) / count as f64).min(layout.pick(132.0, 0.0, 104.0));
            (cell >= needs).then_some(cell)
        };
        let with_sums = fits(columns.len() + 1, needs.max(whole + 8.0)).map(|cell| Columns { head, cell, sums: true });
        with_sums.or_else(|| fits(columns.len(), needs).map(|cell| Columns { head, cell, sums: false }))
    }

    fn notes(&self, layout: Layout, room: f64) -> Vec<String> {
        let most = layout.pick(3, 6, 2);
        self.notes.iter().flat_map(|note| wrap_head(note, layout.note(), room, most).0).collect()
    }

    fn notes_height(&self, layout: Layout, room: f64) -> f64 {
        let lines = self.notes(layout, room).len();
        if lines == 0 { 0.0 } else { lines as f64 * layout.note().leading() + layout.pick(12.0, 8.0, 6.0) }
    }
}

/// Height of the columns' names.
fn head_height(layout: Layout) -> f64 {
    2.0 * layout.note().leading() + 6.0
}

/// Height of a line of the list.
fn line_height(layout: Layout) -> f64 {
    layout.label().leading() + layout.note().leading() + 22.0
}

impl Chart for Matrix {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        let notes = self.notes_height(layout, room);
        if self.instead.is_some() {
            return 70.0;
        }
        notes
            + match self.columns(layout, room) {
                Some(columns) => head_height(layout) + (self.rungs().0.len() + usize::from(columns.sums)) as f64 * ROW,
                None => flows(&self.grid).len() as f64 * line_height(layout),
            }
    }

    fn least(&self, layout: Layout, room: f64) -> f64 {
        let rows = self.rungs().0.len() as f64 * 30.0;
        self.notes_height(layout, room) + head_height(layout) + rows.max(90.0)
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        let inner = area.inset(0.0, 0.0, 0.0, self.notes_height(layout, area.w));
        match (&self.instead, self.columns(layout, area.w)) {
            (Some(sentence), _) => nothing(canvas, inner.inset(0.0, 0.0, 0.0, 8.0), layout, sentence),
            (None, Some(columns)) => self.matrix(canvas, inner, &columns, layout),
            (None, None) => self.list(canvas, inner, layout),
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

/// How money that goes from one rung to another is drawn: by the stage that it reached, hollow where it ended.
fn ink(now: usize) -> Ink {
    now.checked_sub(1).map_or(Ink::Gap, |stage| STAGE_INKS[stage])
}

impl Matrix {
    /// The largest cell off the diagonal: bars are as long as their part of it.
    fn largest(&self) -> f64 {
        let moved = flows(&self.grid).into_iter().filter(|(i, j, _)| i != j);
        moved.map(|(.., part)| part.amount.to_coordinate()).fold(0.0, f64::max)
    }

    fn matrix(&self, canvas: &Canvas, area: Area, columns: &Columns, layout: Layout) {
        let (rows, nows) = self.rungs();
        let lines = rows.len() + usize::from(columns.sums && layout != Layout::Mail);
        let head = head_height(layout);
        let height = if layout == Layout::Mail { ((area.h - head) / lines as f64).min(ROW) } else { ROW };
        let right = area.x + columns.head + columns.cell * (nows.len() + usize::from(columns.sums)) as f64;
        self.heads(canvas, area, columns, &nows, layout);
        for (n, i) in rows.iter().enumerate() {
            let y = area.y + head + n as f64 * height;
            canvas.line((area.x, y), (right, y), Stroke::solid(Ink::Grid, 1.0));
            name(canvas, (area.x, y + height / 2.0), &row_name(*i), Ink::Text, layout);
            for (m, j) in nows.iter().enumerate() {
                let cell = Area::new(area.x + columns.head + m as f64 * columns.cell, y, columns.cell, height);
                self.cell(canvas, cell, (*i, *j), layout);
            }
            if columns.sums {
                let x = area.x + columns.head + nows.len() as f64 * columns.cell;
                sum(canvas, Area::new(x, y, columns.cell, height), self.sum(|row, _| row == *i), layout);
            }
        }
        let y = area.y + head + rows.len() as f64 * height;
        canvas.line((area.x, y), (right, y), Stroke::solid(Ink::Axis, 1.0));
        if lines > rows.len() {
            name(canvas, (area.x, y + height / 2.0), &say!("sum"), Ink::Muted, layout);
            for (m, j) in nows.iter().enumerate() {
                let cell = Area::new(area.x + columns.head + m as f64 * columns.cell, y, columns.cell, height);
                sum(canvas, cell, self.sum(|_, column| column == *j), layout);
            }
        }
    }

    fn heads(&self, canvas: &Canvas, area: Area, columns: &Columns, nows: &[usize], layout: Layout) {
        let kind = layout.note();
        let mut names: Vec<String> = nows.iter().map(|j| column_name(*j)).collect();
        names.extend(columns.sums.then(|| say!("sum")));
        for (m, words) in names.into_iter().enumerate() {
            let right = area.x + columns.head + (m + 1) as f64 * columns.cell - 4.0;
            let lines = wrap(&words, kind, columns.cell - 8.0);
            for (i, line) in lines.iter().rev().enumerate() {
                let base = area.y + head_height(layout) - 6.0 - (i as f64 + 0.5) * kind.leading() + kind.half();
                canvas.text((right, base), Anchor::End, kind, Ink::Muted, line);
            }
        }
        let base = area.y + head_height(layout) - 6.0 - 0.5 * kind.leading() + kind.half();
        canvas.text((area.x, base), Anchor::Start, kind, Ink::Muted, &say!("then ↓ now →"));
    }

    /// Amount, number of pledges and a bar as long as the amount; what stayed is muted and has no bar.
    fn cell(&self, canvas: &Canvas, cell: Area, (i, j): (usize, usize), layout: Layout) {
        let part = self.grid[i][j];
        if part.amount.is_zero() {
            return;
        }
        let (number, note) = (layout.number(), layout.note());
        let stayed = i == j;
        let (kind, ink_of_text) = if stayed { (layout.label(), Ink::Muted) } else { (number, Ink::Text) };
        let right = cell.right() - 4.0;
        let under = layout.pick(9.0, 9.0, 6.0);
        let bar = if stayed { 0.0 } else { under };
        // In mail the lines move as near as their letters let them.
        let [first, second] =
            [number, note].map(|kind| if layout == Layout::Mail { kind.size + 2.0 } else { kind.leading() });
        let count = if stayed { say!("{count} stayed", count = part.pledges) } else { pledges(part.pledges) };
        let two = cell.h >= first + second + under + 1.0 && width(&count, note) <= cell.w - 6.0;
        let said = first + if two { second } else { 0.0 };
        let top = cell.y + (cell.h - said - bar) / 2.0;
        let number = print::short(part.amount);
        canvas.text((right, top + first / 2.0 + kind.half()), Anchor::End, kind, ink_of_text, &number);
        if two {
            canvas.text((right, top + first + second / 2.0 + note.half()), Anchor::End, note, Ink::Muted, &count);
        }
        if !stayed {
            let long = (part.amount.to_coordinate() / self.largest() * (cell.w - 10.0)).max(4.0);
            canvas.rect(Area::new(right - long, top + said + 1.0, long, bar - 2.0), ink(j));
        }
    }

    /// On a phone, and where a number is too wide for its cell: a line a cell.
    fn list(&self, canvas: &Canvas, area: Area, layout: Layout) {
        let (kind, note) = (layout.label(), layout.note());
        let height = line_height(layout);
        let mut flows = flows(&self.grid);
        let mut most = flows.len();
        if layout == Layout::Mail && area.h < height * most as f64 {
            most = ((area.h - note.leading()) / height).floor().max(1.0) as usize;
        }
        let rest = flows.split_off(most);
        if !rest.is_empty() {
            let sum = Amount::total(rest.iter().map(|(.., part)| part.amount)).unwrap_or_default();
            let (count, sum) = (rest.len(), print::short(sum));
            let words = say!("and {count} more, {sum} in all: see the table", count, sum);
            let base = area.y + height * most as f64 + note.leading() / 2.0 + note.half();
            canvas.text((area.x, base), Anchor::Start, note, Ink::Muted, &words);
        }
        for (n, (i, j, part)) in flows.into_iter().enumerate() {
            let y = area.y + n as f64 * height;
            let stayed = i == j;
            let number = print::short(part.amount);
            let words = match (i, j) {
                (0, _) => format!("{} → {}", row_name(0), column_name(j)),
                _ if stayed => say!("stayed {stage}", stage = row_name(i)),
                _ => format!("{} → {}", row_name(i), column_name(j)),
            };
            let text = if stayed { Ink::Muted } else { Ink::Text };
            let number_kind = if stayed { kind } else { layout.number() };
            let base = y + kind.leading() / 2.0 + kind.half();
            let room = area.w - width(&number, number_kind) - 10.0;
            canvas.text((area.x, base), Anchor::Start, kind, text, &fit(&words, kind, room));
            canvas.text((area.right(), base), Anchor::End, number_kind, text, &number);
            let mut under = y + kind.leading() + 2.0;
            if !stayed {
                let long = (part.amount.to_coordinate() / self.largest() * area.w).max(4.0);
                canvas.rect(Area::new(area.x, under, long, 8.0), ink(j));
                under += 10.0;
            }
            let base = under + note.leading() / 2.0 + note.half();
            canvas.text((area.x, base), Anchor::Start, note, Ink::Muted, &pledges(part.pledges));
        }
    }
}

fn name(canvas: &Canvas, (x, middle): (f64, f64), words: &str, ink: Ink, layout: Layout) {
    let kind = layout.label();
    canvas.text((x, middle + kind.half()), Anchor::Start, kind, ink, words);
}

fn sum(canvas: &Canvas, cell: Area, part: Cell, layout: Layout) {
    let kind = layout.label();
    let at = (cell.right() - 4.0, cell.y + cell.h / 2.0 + kind.half());
    canvas.text(at, Anchor::End, kind, Ink::Muted, &print::short(part.amount));
}

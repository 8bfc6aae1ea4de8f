//! Rows with a name, a track for marks and a label: what charts with a row for each giver or pledge share.
//!
//! On wide layouts name, track and label stand side by side; on phones name and label share a line above
//! the track. The chart draws into the tracks only.

use super::canvas::{Canvas, Run};
use super::key::Key;
use super::layout::Layout;
use super::scene::{Anchor, Area, Stroke};
use super::text::{Type, width, wrap_within};
use super::theme::Ink;
use super::timeline::nothing;

/// How a part of a label is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The number.
    Number,
    /// What must be said beside it.
    Note,
    /// What is wrong.
    Alarm,
}

impl Tone {
    fn set(self, layout: Layout) -> (Type, Ink) {
        match self {
            Self::Number => (layout.number(), Ink::Text),
            Self::Note => (layout.note(), Ink::Muted),
            Self::Alarm => (Type::bold(layout.note().size), Ink::Gap),
        }
    }
}

/// One row in words.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The name at the left.
    pub(crate) name: String,
    /// What stands at the right, part by part.
    pub(crate) label: Vec<(Tone, String)>,
}

/// Everything around the marks.
pub(crate) struct Sheet {
    /// What the marks stand for.
    pub(crate) key: Key,
    /// The rows in order; at least one.
    pub(crate) entries: Vec<Entry>,
    /// Whether a line of numbers stands under the rows.
    pub(crate) axis: bool,
    /// Lines under it all, already wrapped.
    pub(crate) notes: Vec<String>,
    /// For which layout.
    pub(crate) layout: Layout,
    /// Its width.
    pub(crate) room: f64,
}

/// Where the marks go.
pub(crate) struct Tracks {
    /// One for each row, as high as its marks.
    pub(crate) rows: Vec<Area>,
    /// From the first row to the last, as wide as the tracks.
    pub(crate) all: Area,
}

impl Tracks {
    /// An upright line through the rows; on phones, where names stand between the tracks, through each track.
    pub(crate) fn upright(&self, canvas: &Canvas, layout: Layout, x: f64, ink: Ink) {
        let whole = [self.all];
        let parts: &[Area] = if layout == Layout::Narrow { &self.rows } else { &whole };
        let reach = if layout == Layout::Narrow { 3.0 } else { 0.0 };
        for part in parts {
            canvas.line((x, part.y - reach), (x, part.bottom() + reach), Stroke::solid(ink, 1.0));
        }
    }
}

/// Widths of the parts of a row.
struct Columns {
    name: f64,
    track: f64,
    /// On phones: whether a label is so wide that it takes a line of its own.
    apart: bool,
}

const GAP: f64 = 14.0;
const LEAST_TRACK: f64 = 150.0;
const LEAST_NAME: f64 = 90.0;

/// The least height of a row in mail.
const LEAST_ROW: f64 = 24.0;

/// Height of marks.
pub(crate) fn thick(layout: Layout) -> f64 {
    layout.pick(14.0, 12.0, 13.0)
}

impl Sheet {
    /// The height it needs; in mail the least.
    pub(crate) fn height(&self) -> f64 {
        let columns = self.columns();
        let rows: f64 = self.entries.iter().map(|entry| self.row_height(entry, &columns)).sum();
        self.fixed() + rows
    }

    /// Where the marks go.
    pub(crate) fn places(&self, area: Area) -> Tracks {
        let columns = self.columns();
        let rows: Vec<Area> = self.rows(area, &columns).map(|(entry, row)| self.track(entry, row, &columns)).collect();
        let (top, bottom) = self.ends(area, &columns);
        let x = rows.first().map_or(area.x, |row| row.x);
        Tracks { rows, all: Area::new(x, top, columns.track, bottom - top) }
    }

    /// Writes the words into an area.
    pub(crate) fn draw(&self, canvas: &Canvas, area: Area) {
        let columns = self.columns();
        self.key.draw(canvas, area, self.layout);
        for (entry, row) in self.rows(area, &columns) {
            self.write(canvas, entry, row, &columns);
        }
        let axis = if self.axis { axis_height(self.layout) } else { 0.0 };
        write_notes(canvas, (area.x, self.ends(area, &columns).1 + axis), self.layout, &self.notes);
    }

    /// The upper edge of the first row and the lower edge of the last.
    fn ends(&self, area: Area, columns: &Columns) -> (f64, f64) {
        let bottom = self.rows(area, columns).last().map_or(area.y, |(_, row)| row.bottom());
        (area.y + self.key.height(self.layout, self.room), bottom)
    }

    /// Every row with its place.
    fn rows(&self, area: Area, columns: &Columns) -> impl Iterator<Item = (&Entry, Area)> {
        // In mail few rows spread over the height there is.
        let roomy = ((area.h - self.fixed()) / self.entries.len().max(1) as f64).clamp(LEAST_ROW, 34.0);
        let mut y = area.y + self.key.height(self.layout, self.room);
        self.entries.iter().map(move |entry| {
            let height = if self.layout == Layout::Mail { roomy } else { self.row_height(entry, columns) };
            let row = Area::new(area.x, y, area.w, height);
            y += height;
            (entry, row)
        })
    }

    /// Everything but the rows.
    fn fixed(&self) -> f64 {
        let axis = if self.axis { axis_height(self.layout) } else { 0.0 };
        self.key.height(self.layout, self.room) + axis + notes_height(&self.notes, self.layout)
    }

    fn columns(&self) -> Columns {
        let label = self.entries.iter().map(|entry| self.label_width(entry)).fold(0.0, f64::max);
        if self.layout == Layout::Narrow {
            let beside = self.room - label - GAP;
            let apart = beside < LEAST_NAME;
            return Columns { name: if apart { self.room } else { beside }, track: self.room, apart };
        }
        let widest = self.entries.iter().map(|entry| width(&entry.name, self.layout.label())).fold(0.0, f64::max);
        let free = self.room - label - 2.0 * GAP;
        let name = widest.ceil().min(self.layout.pick(230.0, 0.0, 180.0)).min((free - LEAST_TRACK).max(LEAST_NAME));
        Columns { name, track: (free - name).max(1.0), apart: false }
    }

    fn label_width(&self, entry: &Entry) -> f64 {
        Run::width(&self.runs(entry))
    }

    fn runs<'a>(&self, entry: &'a Entry) -> Vec<Run<'a>> {
        let set = |(tone, text): &'a (Tone, String)| {
            let (kind, ink) = tone.set(self.layout);
            Run::new(text, kind, ink)
        };
        entry.label.iter().map(set).collect()
    }

    /// The name's lines, and whether something of it was lost.
    fn name(&self, entry: &Entry, columns: &Columns) -> (Vec<String>, bool) {
        let lines = if self.layout == Layout::Mail { 1 } else { 2 };
        wrap_within(&entry.name, self.layout.label(), columns.name, lines)
    }

    fn row_height(&self, entry: &Entry, columns: &Columns) -> f64 {
        let line = self.layout.label().leading();
        let names = self.name(entry, columns).0.len().max(1) as f64 * line;
        match self.layout {
            Layout::Page => names.max(thick(self.layout)) + 10.0,
            Layout::Narrow => names + if columns.apart { line } else { 0.0 } + thick(self.layout) + 14.0,
            Layout::Mail => LEAST_ROW,
        }
    }

    /// Where a row's marks go.
    fn track(&self, entry: &Entry, row: Area, columns: &Columns) -> Area {
        let thick = thick(self.layout);
        if self.layout == Layout::Narrow {
            let line = self.layout.label().leading();
            let words = self.name(entry, columns).0.len() as f64 * line + if columns.apart { line } else { 0.0 };
            return Area::new(row.x, row.y + words + 2.0, columns.track, thick);
        }
        Area::new(row.x + columns.name + GAP, row.y + (row.h - thick) / 2.0, columns.track, thick)
    }

    /// Writes a row's name and label.
    fn write(&self, canvas: &Canvas, entry: &Entry, row: Area, columns: &Columns) {
        let kind = self.layout.label();
        let line = kind.leading();
        let (name, lost) = self.name(entry, columns);
        let names = name.len() as f64 * line;
        let narrow = self.layout == Layout::Narrow;
        let top = if narrow { row.y } else { row.y + (row.h - names) / 2.0 };
        for (i, text) in name.iter().enumerate() {
            let whole = (lost && i + 1 == name.len()).then_some(entry.name.as_str());
            let base = top + line * (i as f64 + 0.5) + kind.half();
            canvas.text_of((row.x, base), Anchor::Start, kind, Ink::Text, text, whole);
        }
        let (x, middle, anchor) = match (narrow, columns.apart) {
            (true, true) => (row.x, row.y + names + line / 2.0, Anchor::Start),
            (true, false) => (row.right(), row.y + line / 2.0, Anchor::End),
            (false, _) => (row.x + columns.name + columns.track + 2.0 * GAP, row.y + row.h / 2.0, Anchor::Start),
        };
        canvas.runs((x, middle + kind.half()), anchor, &self.runs(entry));
    }
}

/// Height of the numbers under the rows.
fn axis_height(layout: Layout) -> f64 {
    layout.note().leading() + 8.0
}

/// Height of lines under it all.
pub(crate) fn notes_height(notes: &[String], layout: Layout) -> f64 {
    if notes.is_empty() { 0.0 } else { notes.len() as f64 * layout.note().leading() + 6.0 }
}

fn write_notes(canvas: &Canvas, (x, y): (f64, f64), layout: Layout, notes: &[String]) {
    let kind = layout.note();
    for (i, line) in notes.iter().enumerate() {
        let base = y + 6.0 + kind.leading() * (i as f64 + 0.5) + kind.half();
        canvas.text((x, base), Anchor::Start, kind, Ink::Muted, line);
    }
}

/// A sentence in place of the rows, with the lines under it.
pub(crate) fn sentence_over(canvas: &Canvas, area: Area, layout: Layout, sentence: &str, notes: &[String]) {
    let bottom = area.bottom() - notes_height(notes, layout);
    nothing(canvas, Area::new(area.x, area.y, area.w, bottom - area.y - 8.0), layout, sentence);
    write_notes(canvas, (area.x, bottom), layout, notes);
}

/// The sheet with the most rows, not above `most`, that a given height holds, and what its rows show.
pub(crate) fn fitted<T>(most: usize, height: Option<f64>, sheet: &dyn Fn(usize) -> (T, Sheet)) -> (T, Sheet) {
    let mut most = most;
    loop {
        let (shown, tried) = sheet(most);
        if most <= 1 || height.is_none_or(|height| tried.height() <= height) {
            return (shown, tried);
        }
        most -= 1;
    }
}

//! `delivery`: who has paid? A dumbbell a giver: what is pledged, what of it is delivered, and a line between
//! them that is still to come.

use std::sync::Arc;

use super::Told;
use super::canvas::Canvas;
use super::frame::Chart;
use super::key::{Key, Mark};
use super::layout::Layout;
use super::marks::ring;
use super::plot::{Drawn, Plot};
use super::ranked::{names, shown};
use super::rows::{Entry, Sheet, Tone, fitted, notes_height, sentence_over};
use super::scene::{Area, Stroke};
use super::story::{Giver, Story};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use super::words;
use crate::language::{self, say};
use crate::quantities::{Amount, Ratio, print};

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: say!("Delivered of pledged by contributor, {unit}, largest pledge first", unit = story.unit),
        kind: say!("Ranked dumbbells of pledged and delivered amounts by contributor"),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: None,
        chart: Arc::new(Delivery::new(story)),
    }
}

fn named(story: &Story) -> impl Iterator<Item = &Giver> {
    story.givers.iter().filter(|giver| giver.disclosed)
}

const fn delivered(giver: &Giver) -> Amount {
    giver.stages[4]
}

fn is_full(giver: &Giver) -> bool {
    delivered(giver).is_positive() && delivered(giver) == giver.total && giver.besides.is_none()
}

fn title(story: &Story) -> String {
    let (all, paid) = (story.now().all(), story.now().delivered());
    match Ratio::of(paid, all) {
        None if story.lanes.is_empty() => say!("No one has pledged yet"),
        None if story.givers.is_empty() => say!("No pledge stands any more"),
        None => say!("No one has pledged an amount above zero"),
        Some(_) if paid.is_zero() => say!("Nothing of the {all} pledged is delivered", all = story.amount(all)),
        Some(share) if share.is_one() => say!("All {all} that is pledged is delivered", all = story.amount(all)),
        Some(share) => say!(
            "{share} of what is pledged is delivered: {paid} of {all}",
            share = words::capital(&print::percent(&share)),
            paid = print::short(paid),
            all = story.amount(all),
        ),
    }
}

/// How much of a giver's pledge arrived, in words: number and note.
fn said(giver: &Giver, unit: &str) -> (String, Option<String>) {
    let qualifier = giver.qualifier.as_deref().unwrap_or_default();
    let (paid, total) = (delivered(giver), format!("{} {unit}", print::short(giver.total)));
    if paid < giver.total || paid.is_zero() {
        let number = if paid.is_zero() { say!("none") } else { print::short(paid) };
        return (number, Some(say!("of {total}", total = format!("{}{total}", words::before(qualifier)))));
    }
    let how = match &giver.besides {
        Some(besides) => say!("delivered, {besides}", besides),
        None => say!("delivered in full"),
    };
    // Up to so much is that much once it is there; about so much stays about.
    let qualifier = if qualifier == "up to" { "" } else { qualifier };
    (format!("{}{total}", words::before(qualifier)), Some(how))
}

fn sentence(giver: &Giver, unit: &str) -> String {
    let (number, note) = said(giver, unit);
    format!("{} {number} {}", giver.name, note.unwrap_or_default()).trim_end().to_owned()
}

fn values(story: &Story) -> Vec<String> {
    let unit = story.unit.to_string();
    named(story).filter(|giver| giver.total.is_positive()).take(4).map(|giver| sentence(giver, &unit)).collect()
}

fn long(story: &Story) -> String {
    let unit = story.unit.to_string();
    let count = |holds: &dyn Fn(&Giver) -> bool| named(story).filter(|giver| holds(giver)).count();
    let full = count(&|giver| delivered(giver).is_positive() && delivered(giver) == giver.total);
    let none = count(&|giver| delivered(giver).is_zero());
    let givers = named(story).count();
    let paid = say!(
        "As of {as_of}, {paid} of {all} is delivered.",
        as_of = story.as_of(),
        paid = story.amount(story.now().delivered()),
        all = story.amount(story.now().all()),
    );
    let who = say!(
        "Of {givers} with an amount {full} delivered all of it that stands, {part} a part and {none} nothing.",
        givers = print::count(givers, "contributor", "contributors"),
        full,
        part = givers.saturating_sub(full + none),
        none,
    );
    let mut out = format!("{paid} {who}");
    for giver in named(story).take(6) {
        out.push_str(&format!(" {}.", sentence(giver, &unit)));
    }
    let silent: Vec<String> = silent(story);
    if !silent.is_empty() {
        out.push_str(&format!(" {}", say!("Undisclosed: {names}.", names = silent.join(", "))));
    }
    words::at_most(&out, 150)
}

fn silent(story: &Story) -> Vec<String> {
    story.givers.iter().filter(|giver| !giver.disclosed).map(|giver| giver.name.clone()).collect()
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let columns = vec![
        Column::words(&say!("contributor")),
        Column::amounts(&say!("pledged"), unit),
        Column::amounts(&say!("delivered"), unit),
        Column::percent(&say!("delivered share")),
        Column::amounts(&say!("not delivered"), unit),
        Column::words(&say!("words")),
    ];
    let amounts = |pledged: Amount, paid: Amount| {
        let share = Ratio::of(paid, pledged);
        [Cell::Amount(pledged), Cell::Amount(paid), share.into(), pledged.minus(paid).into()]
    };
    let row = |giver: &Giver| {
        let mut row = vec![Cell::Text(giver.name.clone())];
        if giver.disclosed {
            row.extend(amounts(giver.total, delivered(giver)));
        } else {
            row.extend([Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing]);
        }
        let qualifier = giver.qualifier.as_deref().map(language::word);
        let words: Vec<String> = qualifier.into_iter().chain(giver.besides.clone()).collect();
        row.push(if words.is_empty() { Cell::Missing } else { Cell::Text(words.join(", ")) });
        row
    };
    let mut rows: Vec<Vec<Cell>> = story.givers.iter().map(row).collect();
    let mut all = vec![Cell::Text(say!("all"))];
    all.extend(amounts(story.now().all(), story.now().delivered()));
    all.push(Cell::Text(print::count(story.givers.len(), "contributor", "contributors")));
    rows.push(all);
    Table { columns, rows }
}

/// The drawing's values and words.
#[derive(Debug)]
struct Delivery {
    givers: Vec<Giver>,
    silent: Vec<String>,
    all: Amount,
    unit: String,
    /// Said where no one names an amount.
    sentence: String,
}

impl Delivery {
    fn new(story: &Story) -> Self {
        Self {
            givers: named(story).cloned().collect(),
            silent: silent(story),
            all: story.now().all(),
            unit: story.unit.to_string(),
            sentence: match (story.lanes.is_empty(), story.givers.is_empty()) {
                (true, _) => say!("no one has pledged so far"),
                (false, true) => say!("no pledge stands any more"),
                (false, false) => say!("no amount is disclosed so far"),
            },
        }
    }

    /// The givers of `most` rows, the last of them for all others, and everything around the marks.
    fn sheet(&self, most: usize, layout: Layout, room: f64) -> (Vec<Giver>, Sheet) {
        let totals: Vec<Amount> = self.givers.iter().map(|giver| giver.total).collect();
        let (shown, rest) = self.givers.split_at(shown(&totals, self.all, most).min(self.givers.len()));
        let mut chosen = shown.to_vec();
        chosen.extend(others(rest));
        // Who has paid is the question: small givers that have are named although they have no row.
        let full = rest.iter().filter(|giver| is_full(giver)).map(|giver| giver.name.clone()).collect::<Vec<_>>();
        let mut notes = names(&say!("Others that delivered in full"), &full, layout, room);
        notes.extend(self.undisclosed(layout, room));
        let entry = |giver: &Giver| {
            let (number, note) = said(giver, &self.unit);
            let label = std::iter::once((Tone::Number, number)).chain(note.map(|note| (Tone::Note, note)));
            Entry { name: giver.name.clone(), label: label.collect() }
        };
        let entries = chosen.iter().map(entry).collect();
        let sheet = Sheet { key: self.key(), entries, axis: false, notes, layout, room };
        (chosen, sheet)
    }

    fn key(&self) -> Key {
        let mut marks = vec![(Mark::Ring, say!("pledged"))];
        if self.givers.iter().any(|giver| delivered(giver).is_positive()) {
            marks.push((Mark::Dot, say!("delivered")));
        }
        if self.givers.iter().any(|giver| delivered(giver) < giver.total) {
            marks.push((Mark::Line, say!("not delivered")));
        }
        Key(marks)
    }

    fn undisclosed(&self, layout: Layout, room: f64) -> Vec<String> {
        names(&say!("Undisclosed"), &self.silent, layout, room)
    }
}

/// All others as one.
fn others(rest: &[Giver]) -> Option<Giver> {
    let (first, more) = rest.split_first()?;
    let mut sum = Giver { qualifier: None, words: Vec::new(), besides: None, ..first.clone() };
    for giver in more {
        for (sum, part) in sum.stages.iter_mut().zip(giver.stages) {
            // The sums over all pledges were checked; these are smaller.
            *sum = sum.plus(part).unwrap_or(*sum);
        }
    }
    sum.total = Amount::total(sum.stages).unwrap_or_default();
    sum.name = print::count(rest.len(), "other contributor", "other contributors");
    Some(sum)
}

impl Chart for Delivery {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        if self.givers.is_empty() {
            return 60.0 + notes_height(&self.undisclosed(layout, room), layout);
        }
        self.sheet(layout.pick(24, 12, 8), layout, room).1.height()
    }

    fn least(&self, layout: Layout, room: f64) -> f64 {
        self.sheet(5, layout, room).1.height()
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.givers.is_empty() {
            sentence_over(canvas, area, layout, &self.sentence, &self.undisclosed(layout, area.w));
            return Ok(());
        }
        let most = layout.pick(24, 12, 12);
        let (chosen, sheet) = fitted(most, layout.height().map(|_| area.h), &|most| self.sheet(most, layout, area.w));
        let tracks = sheet.places(area);
        sheet.draw(canvas, area);
        let highest = chosen.iter().map(|giver| giver.total).max().unwrap_or_default();
        let highest = if highest.is_positive() { highest.to_coordinate() } else { 1.0 };
        tracks.upright(canvas, layout, tracks.all.x, Ink::Axis);
        for (giver, track) in chosen.iter().zip(tracks.rows) {
            let inner = track.inset(RADIUS + 3.0, 0.0, RADIUS + 1.0, 0.0);
            let plot = Plot::new(canvas, inner, 0.0..highest, 0.0..1.0)?;
            dumbbell(canvas, giver, &plot, track);
        }
        Ok(())
    }
}

const RADIUS: f64 = 5.5;

/// From the axis a thin line to what is delivered, a dot there, a line to what is pledged, a ring there. A pledge
/// that is delivered in full is a dot in its ring; one of which nothing is has a ring alone.
fn dumbbell(canvas: &Canvas, giver: &Giver, plot: &Plot, track: Area) {
    let y = track.y + track.h / 2.0;
    let x = |amount: Amount| plot.at(amount.to_coordinate(), 0.0).0;
    let (paid, pledged) = (x(delivered(giver)), x(giver.total));
    canvas.line((track.x, y), (paid, y), Stroke::solid(Ink::Grid, 1.0));
    if delivered(giver) < giver.total {
        let from = if delivered(giver).is_zero() { track.x + 1.0 } else { paid };
        canvas.line((from, y), (pledged, y), Stroke::solid(Ink::Approved, 2.5));
    }
    ring(canvas, (pledged, y.floor() + 0.5), RADIUS);
    if delivered(giver).is_positive() {
        canvas.dot((paid, y.floor() + 0.5), RADIUS - 1.0, Ink::Delivered);
    }
}

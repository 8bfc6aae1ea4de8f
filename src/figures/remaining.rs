//! `remaining`: is the gap closing, against which shortfall? Stepped lines of what each band leaves open.

use std::sync::Arc;

use super::Told;
use super::canvas::{Area, Canvas, Stroke};
use super::frame::Chart;
use super::layout::Layout;
use super::plot::Drawn;
use super::story::{BANDS, State, Story};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use super::timeline::{EndLabel, Remark, Scale, Timeline, nothing};
use super::words;
use crate::quantities::{Amount, Moment, print};

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: "Stepped lines of what remains of the shortfall".to_owned(),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: Some(words::BANDS),
        chart: Arc::new(Remaining::new(story)),
    }
}

fn title(story: &Story) -> String {
    let now = story.now();
    let (Some(all), Some(firm)) = (now.balance(0), now.balance(3)) else {
        return match now.all().is_zero() {
            true => format!("No shortfall stated in {} yet, and no amount pledged", story.unit),
            false => format!("No shortfall stated in {} yet; {} pledged", story.unit, story.amount(now.all())),
        };
    };
    if now.all().is_zero() {
        return format!("The whole shortfall of {} is still open", story.amount(all));
    }
    match (all.is_positive(), firm.is_positive()) {
        (true, _) if all == firm => format!("{} still open; all that is pledged is firm", story.amount(all)),
        (true, _) => format!("{} still open, {} on firm pledges alone", story.amount(all), story.amount(firm)),
        (false, true) => {
            let over = if all.is_zero() {
                "Nothing remains on all pledges".to_owned()
            } else {
                format!("{} surplus on all pledges", story.amount(all.magnitude()))
            };
            format!("{over}; {} open on firm ones", print::short(firm))
        }
        (false, false) if firm.is_zero() => "Nothing remains open, on firm pledges alone".to_owned(),
        (false, false) => {
            format!("Nothing remains open; firm pledges leave a surplus of {}", story.amount(firm.magnitude()))
        }
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    let against = basis.map_or("shortfall".to_owned(), |basis| format!("shortfall ({})", basis.title));
    format!("{} less pledges, {}", words::capital(&against), story.unit)
}

fn values(story: &Story) -> Vec<String> {
    let Some(shortfall) = story.now().shortfall else { return Vec::new() };
    let mut values = vec![format!("shortfall {}", story.amount(shortfall))];
    for (band, k, _) in BANDS {
        values.extend(story.now().balance(k).map(|balance| format!("{band}: {}", left(balance))));
    }
    values
}

fn left(balance: Amount) -> String {
    let word = if balance.is_negative() { "surplus" } else { "remaining" };
    format!("{word} {}", print::short(balance.magnitude()))
}

fn long(story: &Story) -> String {
    let stated: Vec<&State> = story.states.iter().filter(|state| state.shortfall.is_some()).collect();
    let (Some(first), Some(shortfall)) = (stated.first(), story.now().shortfall) else {
        return format!("No shortfall is stated in {} up to {}.", story.unit, story.as_of());
    };
    let mut out = format!("As of {}, the shortfall is {}. ", story.as_of(), story.amount(shortfall));
    for (band, k, _) in BANDS {
        let (Some(now), Some(then)) = (story.now().balance(k), first.balance(k)) else { continue };
        out.push_str(&format!("{}: {}", words::capital(band), left(now)));
        if stated.len() > 1 {
            out.push_str(&format!(", on {} it was {}", print::date(first.at), left(then)));
        }
        out.push_str(". ");
    }
    out.push_str(&format!("{}.", words::capital(words::BANDS)));
    for note in notes(story) {
        out.push_str(&format!(" {note}."));
    }
    out
}

fn notes(story: &Story) -> Vec<String> {
    let first = story.states.iter().position(|state| state.shortfall.is_some());
    match first.and_then(|first| story.states.get(first)).filter(|_| first > Some(0)) {
        Some(state) => vec![format!("No shortfall stated before {}", print::date(state.at))],
        None => Vec::new(),
    }
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let mut columns = vec![Column::words("date"), Column::amounts("shortfall", unit)];
    columns.extend(BANDS.iter().map(|(band, ..)| Column::amounts(&format!("shortfall less {band}"), unit)));
    columns.push(Column::amounts("all pledged", unit));
    let rows = story.states.iter().map(|state| {
        let mut row = vec![Cell::Date(state.at), state.shortfall.into()];
        row.extend(BANDS.iter().map(|(_, k, _)| Cell::from(state.balance(*k))));
        row.push(Cell::Amount(state.all()));
        row
    });
    Table { columns, rows: rows.collect() }
}

/// The drawing's values and words.
#[derive(Debug)]
struct Remaining {
    /// States with a shortfall.
    states: Vec<State>,
    remarks: Vec<Remark>,
    notes: Vec<String>,
    ends: Vec<EndLabel>,
    sentence: String,
}

impl Remaining {
    fn new(story: &Story) -> Self {
        let states: Vec<State> = story.states.iter().filter(|state| state.shortfall.is_some()).cloned().collect();
        let mut remarks = super::remarks(story);
        remarks.extend(revisions(&states));
        let ends = states.last().map(ends).unwrap_or_default();
        let sentence = format!("no shortfall stated in {} up to {}", story.unit, story.as_of());
        Self { states, remarks, notes: notes(story), ends, sentence }
    }

    fn line(&self, value: impl Fn(&State) -> Option<Amount>) -> Vec<(f64, f64)> {
        self.states
            .iter()
            .filter_map(|state| Some((state.at.minutes() as f64, value(state)?.to_coordinate())))
            .collect()
    }
}

/// Where the shortfall was restated.
fn revisions(states: &[State]) -> Vec<Remark> {
    let changed = states.windows(2).filter(|pair| pair[0].shortfall != pair[1].shortfall);
    changed.map(|pair| (pair[1].at.minutes(), "shortfall restated".to_owned(), Ink::Gap)).collect()
}

fn ends(state: &State) -> Vec<EndLabel> {
    let mut ends = Vec::new();
    if let Some(shortfall) = state.shortfall {
        let (name, number) = ("shortfall".to_owned(), print::short(shortfall));
        ends.push(EndLabel { at: shortfall.to_coordinate(), name, number, ink: Ink::Gap });
    }
    for (band, k, _) in BANDS {
        let Some(balance) = state.balance(k) else { continue };
        let at = balance.to_coordinate();
        let number = print::short(balance.magnitude());
        // Bands that leave the same share a label.
        match ends.last_mut().filter(|last: &&mut EndLabel| last.ink == Ink::Text && last.number == number) {
            Some(last) => last.name = format!("{}, {band}", last.name),
            None => ends.push(EndLabel { at, name: band.to_owned(), number, ink: Ink::Text }),
        }
    }
    for end in ends.iter_mut().filter(|end| end.at < 0.0) {
        end.name.push_str(", surplus");
    }
    ends
}

impl Chart for Remaining {
    fn height(&self, layout: Layout, _width: f64) -> f64 {
        if self.states.is_empty() { 120.0 } else { layout.pick(400.0, 380.0, 0.0) }
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.states.is_empty() {
            nothing(canvas, area, layout, &self.sentence);
            return Ok(());
        }
        let moments: Vec<Moment> = self.states.iter().map(|state| state.at).collect();
        let balances = self.states.iter().filter_map(|state| state.balance(0));
        let low = balances.min().unwrap_or_default().min(Amount::ZERO);
        let high = self.states.iter().filter_map(|state| state.shortfall).max().unwrap_or_default();
        // A surplus gets room enough to be seen apart from the axis.
        let least = Amount::from_atoms(-high.atoms() / 12);
        let low = if low.is_negative() { low.min(least) } else { low };
        let scale = Scale {
            moments: &moments,
            low,
            high,
            ends: &self.ends,
            remarks: &self.remarks,
            notes: &self.notes,
            areas: false,
        };
        let mut timeline = Timeline::new(canvas, area, layout, &scale)?;
        let end = timeline.end;
        let shortfall = self.line(|state| state.shortfall);
        timeline.reference(canvas, &shortfall, Stroke::dashed(Ink::Gap, 1.75, 5.0, 4.0));
        // Where bands hold the same the surer one is drawn over the other, a little thinner.
        for ((_, k, ink), width) in BANDS.into_iter().rev().zip([3.5, 2.75, 2.0]) {
            let line = self.line(|state| state.balance(k));
            timeline.plot.steps(&line, end, ink, width)?;
            if let Some((_, y)) = line.last() {
                canvas.dot(timeline.plot.at(end, *y), 4.5, ink);
            }
        }
        timeline.ends(canvas, &self.ends);
        if low.is_negative() {
            let lines: Vec<Vec<(f64, f64)>> =
                BANDS.iter().map(|(_, k, _)| self.line(|state| state.balance(*k))).collect();
            timeline.below_zero(canvas, "surplus", &lines);
        }
        Ok(())
    }
}

//! `remaining`: is the gap closing, against which shortfall? Stepped lines of what each band leaves open.

use std::sync::Arc;

use super::Told;
use super::canvas::Canvas;
use super::frame::Chart;
use super::layout::Layout;
use super::plot::Drawn;
use super::scene::{Area, Stroke};
use super::story::{BANDS, Known, State, Story};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use super::timeline::{self, EndLabel, Remark, Scale, Timeline, nothing};
use super::words::{self, capital};
use crate::language::{self, say};
use crate::quantities::{Amount, Moment, print};

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: say!("Stepped lines of what remains of the shortfall"),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: Some(words::bands()),
        chart: Arc::new(Remaining::new(story)),
    }
}

fn title(story: &Story) -> String {
    let now = story.now();
    let (Some(all), Some(firm)) = (now.balance(0), now.balance(3)) else {
        return match now.all().is_zero() {
            true => say!("No shortfall stated in {unit} yet, and no amount pledged", unit = story.unit),
            false => {
                let (unit, all) = (&story.unit, story.amount(now.all()));
                say!("No shortfall stated in {unit} yet; {all} pledged", unit, all)
            }
        };
    };
    if now.all().is_zero() {
        let shortfall = format!("{}{}", now.known.shortfall(), story.amount(all));
        return say!("The whole shortfall of {shortfall} is still open", shortfall);
    }
    let known = now.known;
    let open = |balance: Amount| format!("{}{}", known.remaining(), story.amount(balance));
    let over = |balance: Amount| format!("{}{}", known.covered(), story.amount(balance.magnitude()));
    match (all.is_positive(), firm.is_positive()) {
        (true, _) if all == firm => {
            say!("{open} still open; all that is pledged is firm", open = capital(&open(all)))
        }
        (true, _) => {
            let (open, firm) = (capital(&open(all)), open(firm));
            say!("{open} still open, {firm} on firm pledges alone", open, firm)
        }
        (false, true) => {
            let over = match known {
                _ if !all.is_zero() => say!("{over} surplus on all pledges", over = capital(&over(all))),
                Known::Exactly | Known::UpTo => say!("Nothing remains on all pledges"),
                Known::AtLeast => say!("All pledges reach the least shortfall stated"),
                Known::About => say!("About nothing remains on all pledges"),
            };
            let open = format!("{}{}", known.remaining(), print::short(firm));
            say!("{over}; {open} open on firm ones", over, open)
        }
        (false, false) if known == Known::AtLeast => match firm.is_zero() {
            true => say!("Firm pledges reach the least shortfall stated"),
            false => say!("{over} surplus on firm pledges alone", over = capital(&over(firm))),
        },
        (false, false) if firm.is_zero() => match known {
            Known::About => say!("About nothing remains open, on firm pledges alone"),
            _ => say!("Nothing remains open, on firm pledges alone"),
        },
        (false, false) => {
            say!("Nothing remains open; firm pledges leave a surplus of {over}", over = over(firm))
        }
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    let unit = &story.unit;
    match basis {
        Some(basis) => say!("Shortfall ({basis}) less pledges, {unit}", basis = basis.title, unit),
        None => say!("Shortfall less pledges, {unit}", unit),
    }
}

fn values(story: &Story) -> Vec<String> {
    let Some(shortfall) = story.shortfall() else { return Vec::new() };
    let mut values = vec![say!("shortfall {shortfall}", shortfall)];
    for (band, k, _) in BANDS {
        values.extend(story.now().left(k).map(|left| format!("{}: {left}", language::word(band))));
    }
    values
}

fn long(story: &Story) -> String {
    let stated: Vec<&State> = story.states.iter().filter(|state| state.shortfall.is_some()).collect();
    let (Some(first), Some(shortfall)) = (stated.first(), story.shortfall()) else {
        let (unit, as_of) = (&story.unit, story.as_of());
        return say!("No shortfall is stated in {unit} up to {as_of}.", unit, as_of);
    };
    let mut out = say!("As of {as_of}, the shortfall is {shortfall}.", as_of = story.as_of(), shortfall);
    for (band, k, _) in BANDS {
        let (Some(now), Some(then)) = (story.now().left(k), first.left(k)) else { continue };
        let (band, on) = (capital(&language::word(band)), print::date(first.at));
        let said = match stated.len() {
            0 | 1 => format!("{band}: {now}."),
            _ => say!("{band}: {now}, on {on} it was {then}.", band, now, on, then),
        };
        out.push_str(&format!(" {said}"));
    }
    out.push_str(&format!(" {}.", capital(&words::bands())));
    for note in notes(story) {
        out.push_str(&format!(" {note}."));
    }
    out
}

fn notes(story: &Story) -> Vec<String> {
    let first = story.states.iter().position(|state| state.shortfall.is_some());
    match first.and_then(|first| story.states.get(first)).filter(|_| first > Some(0)) {
        Some(state) => vec![say!("No shortfall stated before {date}", date = print::date(state.at))],
        None => Vec::new(),
    }
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let mut columns = vec![Column::words(&say!("date")), Column::amounts(&say!("shortfall"), unit)];
    let less = |band: &str| say!("shortfall less {band}", band = language::word(band));
    columns.extend(BANDS.iter().map(|(band, ..)| Column::amounts(&less(band), unit)));
    columns.push(Column::amounts(&say!("all pledged"), unit));
    // Only where a source's own words bound it.
    let bounded = story.states.iter().any(|state| state.known != Known::Exactly);
    if bounded {
        columns.push(Column::words(&say!("shortfall is")));
    }
    let rows = story.states.iter().map(|state| {
        let mut row = vec![Cell::Date(state.at), state.shortfall.into()];
        row.extend(BANDS.iter().map(|(_, k, _)| Cell::from(state.balance(*k))));
        row.push(Cell::Amount(state.all()));
        if bounded {
            row.push(state.known.cell());
        }
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
        let (unit, as_of) = (&story.unit, story.as_of());
        let sentence = say!("no shortfall stated in {unit} up to {as_of}", unit, as_of);
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
    let changed =
        states.windows(2).filter(|pair| (pair[0].shortfall, pair[0].known) != (pair[1].shortfall, pair[1].known));
    changed.map(|pair| (pair[1].at.minutes(), say!("shortfall restated"), Ink::Gap)).collect()
}

fn ends(state: &State) -> Vec<EndLabel> {
    let mut ends = Vec::new();
    if let Some(shortfall) = state.shortfall {
        let (name, number) = (state.known.name(), print::short(shortfall));
        ends.push(EndLabel { at: shortfall.to_coordinate(), name, number, ink: Ink::Gap });
    }
    for (band, k, _) in BANDS {
        let Some(balance) = state.balance(k) else { continue };
        let at = balance.to_coordinate();
        let number = print::short(balance.magnitude());
        // Bands that leave the same share a label.
        match ends.last_mut().filter(|last: &&mut EndLabel| last.ink == Ink::Text && last.number == number) {
            Some(last) => last.name = format!("{}, {}", last.name, language::word(band)),
            None => ends.push(EndLabel { at, name: language::word(band), number, ink: Ink::Text }),
        }
    }
    for end in ends.iter_mut().filter(|end| end.ink == Ink::Text) {
        let bound = if end.at < 0.0 {
            format!(", {} {}", say!("surplus"), state.known.covered())
        } else {
            format!(" {}", state.known.remaining())
        };
        end.name.push_str(bound.trim_end());
    }
    ends
}

impl Chart for Remaining {
    fn height(&self, layout: Layout, _width: f64) -> f64 {
        if self.states.is_empty() { 120.0 } else { layout.pick(400.0, 380.0, 0.0) }
    }

    fn least(&self, layout: Layout, _width: f64) -> f64 {
        timeline::least(&self.ends, &self.remarks, &self.notes, layout)
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
        // Whether there is a surplus is not known of a bounded shortfall: then only the labels at the end say it.
        if low.is_negative() && self.states.last().is_some_and(|state| state.known == Known::Exactly) {
            let lines: Vec<Vec<(f64, f64)>> =
                BANDS.iter().map(|(_, k, _)| self.line(|state| state.balance(*k))).collect();
            timeline.below_zero(canvas, &say!("surplus"), &lines);
        }
        Ok(())
    }
}

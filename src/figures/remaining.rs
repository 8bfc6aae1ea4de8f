//! `remaining`: is the gap closing, against which shortfall? Stepped lines of what each band leaves open.

use std::sync::Arc;

use super::Told;
use super::canvas::{Area, Canvas, Stroke};
use super::frame::Chart;
use super::layout::Layout;
use super::plot::Drawn;
use super::story::{BANDS, Known, State, Story};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use super::timeline::{self, EndLabel, Remark, Scale, Timeline, nothing};
use super::words::{self, capital};
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
        return format!("The whole shortfall of {}{} is still open", now.known.shortfall(), story.amount(all));
    }
    let known = now.known;
    let open = |balance: Amount| format!("{}{}", known.remaining(), story.amount(balance));
    let over = |balance: Amount| format!("{}{}", known.covered(), story.amount(balance.magnitude()));
    match (all.is_positive(), firm.is_positive()) {
        (true, _) if all == firm => capital(&format!("{} still open; all that is pledged is firm", open(all))),
        (true, _) => capital(&format!("{} still open, {} on firm pledges alone", open(all), open(firm))),
        (false, true) => {
            let over = match known {
                _ if !all.is_zero() => capital(&format!("{} surplus on all pledges", over(all))),
                Known::Exactly | Known::UpTo => "Nothing remains on all pledges".to_owned(),
                Known::AtLeast => "All pledges reach the least shortfall stated".to_owned(),
                Known::About => "About nothing remains on all pledges".to_owned(),
            };
            format!("{over}; {}{} open on firm ones", known.remaining(), print::short(firm))
        }
        (false, false) if known == Known::AtLeast => match firm.is_zero() {
            true => "Firm pledges reach the least shortfall stated".to_owned(),
            false => capital(&format!("{} surplus on firm pledges alone", over(firm))),
        },
        (false, false) if firm.is_zero() => {
            let about = if known == Known::About { "About nothing" } else { "Nothing" };
            format!("{about} remains open, on firm pledges alone")
        }
        (false, false) => {
            format!("Nothing remains open; firm pledges leave a surplus of {}", over(firm))
        }
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    let against = basis.map_or("shortfall".to_owned(), |basis| format!("shortfall ({})", basis.title));
    format!("{} less pledges, {}", capital(&against), story.unit)
}

fn values(story: &Story) -> Vec<String> {
    let Some(shortfall) = story.shortfall() else { return Vec::new() };
    let mut values = vec![format!("shortfall {shortfall}")];
    for (band, k, _) in BANDS {
        values.extend(story.now().left(k).map(|left| format!("{band}: {left}")));
    }
    values
}

fn long(story: &Story) -> String {
    let stated: Vec<&State> = story.states.iter().filter(|state| state.shortfall.is_some()).collect();
    let (Some(first), Some(shortfall)) = (stated.first(), story.shortfall()) else {
        return format!("No shortfall is stated in {} up to {}.", story.unit, story.as_of());
    };
    let mut out = format!("As of {}, the shortfall is {shortfall}. ", story.as_of());
    for (band, k, _) in BANDS {
        let (Some(now), Some(then)) = (story.now().left(k), first.left(k)) else { continue };
        out.push_str(&format!("{}: {now}", capital(band)));
        if stated.len() > 1 {
            out.push_str(&format!(", on {} it was {then}", print::date(first.at)));
        }
        out.push_str(". ");
    }
    out.push_str(&format!("{}.", capital(words::BANDS)));
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
    // Only where a source's own words bound it.
    let bounded = story.states.iter().any(|state| state.known != Known::Exactly);
    if bounded {
        columns.push(Column::words("shortfall is"));
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
    let changed =
        states.windows(2).filter(|pair| (pair[0].shortfall, pair[0].known) != (pair[1].shortfall, pair[1].known));
    changed.map(|pair| (pair[1].at.minutes(), "shortfall restated".to_owned(), Ink::Gap)).collect()
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
            Some(last) => last.name = format!("{}, {band}", last.name),
            None => ends.push(EndLabel { at, name: band.to_owned(), number, ink: Ink::Text }),
        }
    }
    for end in ends.iter_mut().filter(|end| end.ink == Ink::Text) {
        let bound = if end.at < 0.0 {
            format!(", surplus {}", state.known.covered())
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
            timeline.below_zero(canvas, "surplus", &lines);
        }
        Ok(())
    }
}

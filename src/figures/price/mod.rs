//! `price`: generosity or market? What is pledged beside its value in a second unit, at the rates of the dates.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Effects, Priced, Story, Worth};
use super::table::{Cell, Column, Table};
use crate::quantities::{Amount, Moment, print};
use draw::Price;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: "Two panels of stepped lines, pledged and its value".to_owned(),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: None,
        chart: Arc::new(Price::new(story)),
    }
}

/// The first and the last snapshot with a rate, and why their values differ.
fn compared(story: &Story) -> Option<(&Worth, &Priced, &Priced, Effects)> {
    let worth = story.worth.as_ref()?;
    let (first, last) = (worth.priced.first()?, worth.priced.last()?);
    let effects = last.since(first).filter(|_| worth.priced.len() > 1)?;
    Some((worth, first, last, effects))
}

/// Why nothing can be compared: what a comparison needs, and how much of it there is.
fn missing(story: &Story) -> String {
    let needs = format!("needs two snapshots with a rate of {} in a second unit", story.unit);
    match story.worth.as_ref().and_then(|worth| worth.priced.last()) {
        Some(only) => format!("a comparison {needs}; only that of {} states one", print::day_of(only.at)),
        None => format!("a comparison {needs}; none up to {} states one", story.as_of()),
    }
}

fn title(story: &Story) -> String {
    let Some((worth, first, last, effects)) = compared(story) else {
        return match story.worth.as_ref().and_then(|worth| Some((worth, worth.priced.last()?))) {
            Some((worth, only)) => {
                format!("A rate is stated only once: {} {} for one {}", print::exact(only.rate), worth.unit, story.unit)
            }
            None => format!("No rate of {} in another unit is stated yet", story.unit),
        };
    };
    // The last rate may be older than the snapshot, and says nothing of the time since.
    let since = match last.at == story.now().at {
        true => format!("since {}", begun(first, last.at)),
        false => format!("from {} to {}", begun(first, last.at), begun(last, story.now().at)),
    };
    let size = |amount: Amount| print::compact(amount.magnitude());
    let moved = |amount: Amount| if amount.is_negative() { "took" } else { "added" };
    let (giving, price, unit) = (effects.giving, effects.price, &worth.unit);
    match (giving.is_zero(), price.is_zero()) {
        (true, true) => format!("Neither giving nor the price changed the value in {unit} {since}"),
        (true, false) => format!("The price alone {} {} {unit} {since}", moved(price), size(price)),
        (false, true) => format!("Giving alone {} {} {unit} {since}", moved(giving), size(giving)),
        (false, false) if giving.magnitude() >= price.magnitude() => {
            format!(
                "Giving {} {} {unit} {since}, the price {} {}",
                moved(giving),
                size(giving),
                moved(price),
                size(price)
            )
        }
        (false, false) => {
            format!(
                "The price {} {} {unit} {since}, giving {} {}",
                moved(price),
                size(price),
                moved(giving),
                size(giving)
            )
        }
    }
}

fn subtitle(story: &Story) -> String {
    match compared(story) {
        Some((worth, ..)) => format!(
            "All pledged, {}, and its value, {}, at the rate of each date; no rate is carried forward",
            story.unit, worth.unit
        ),
        None => format!("All pledged, {}, and its value in a second unit at the rate of each date", story.unit),
    }
}

/// `+238 million`
fn signed(amount: Amount) -> String {
    let plus = if amount.is_positive() { "+" } else { "" };
    format!("{plus}{}", print::compact(amount))
}

/// A date; its year only where a later one has another.
fn begun(first: &Priced, last: Moment) -> String {
    match first.at.date().year() == last.date().year() {
        true => print::short_date(first.at.date()),
        false => print::day_of(first.at),
    }
}

/// The change between two dates, and its causes.
fn explained(story: &Story) -> Option<[String; 2]> {
    let (worth, first, last, effects) = compared(story)?;
    let from = begun(first, last.at);
    let (change, to) = (signed(effects.change), print::day_of(last.at));
    Some([
        format!("From {from} to {to}: value {change} {}", worth.unit),
        format!("= giving {}, price {}", signed(effects.giving), signed(effects.price)),
    ])
}

fn values(story: &Story) -> Vec<String> {
    let Some((worth, first, last, _)) = compared(story) else { return Vec::new() };
    let unit = &worth.unit;
    vec![
        format!("value {} {unit}, was {}", print::compact(last.value), print::compact(first.value)),
        format!("pledged {}, was {}", story.amount(last.all), print::short(first.all)),
        format!("rate {} {unit}, was {}", print::exact(last.rate), print::exact(first.rate)),
    ]
}

fn long(story: &Story) -> String {
    let (Some((worth, first, last, _)), Some(explained)) = (compared(story), explained(story)) else {
        return format!("Nothing to compare: {}.", missing(story));
    };
    let at = |priced: &Priced| {
        format!(
            "On {}, {} was pledged, worth {} {} at {} {} for one {}.",
            print::date(priced.at),
            story.amount(priced.all),
            print::compact(priced.value),
            worth.unit,
            print::exact(priced.rate),
            worth.unit,
            story.unit
        )
    };
    let stated = print::count(worth.priced.len(), "snapshot", "snapshots");
    format!(
        "{} {} {}. Giving is the mean rate times the change of what is pledged, price the mean of what is \
         pledged times the change of the rate. {stated} of {} state a rate.",
        at(first),
        at(last),
        explained.join(" "),
        story.states.len()
    )
}

fn table(story: &Story) -> Table {
    let mut columns = vec![Column::words("date"), Column::amounts("all pledged", &story.unit)];
    if let Some(worth) = &story.worth {
        columns.push(Column::amounts(&format!("one {}", story.unit), &worth.unit));
        columns.push(Column::amounts("value", &worth.unit));
        for name in ["change since the first", "by giving", "by price"] {
            columns.push(Column::amounts(name, &worth.unit));
        }
    }
    let priced = |at| story.worth.as_ref().and_then(|worth| worth.priced.iter().find(|priced| priced.at == at));
    let first = story.worth.as_ref().and_then(|worth| worth.priced.first());
    let rows = story.states.iter().map(|state| {
        let mut row = vec![Cell::Date(state.at), Cell::Amount(state.all())];
        if story.worth.is_some() {
            let priced = priced(state.at);
            let effects = priced.zip(first).and_then(|(priced, first)| priced.since(first));
            row.extend([priced.map(|priced| priced.rate).into(), priced.map(|priced| priced.value).into()]);
            row.extend([
                Cell::from(effects.map(|effects| effects.change)),
                effects.map(|effects| effects.giving).into(),
                effects.map(|effects| effects.price).into(),
            ]);
        }
        row
    });
    Table { columns, rows: rows.collect() }
}

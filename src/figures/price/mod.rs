//! `price`: generosity or market? What is pledged beside its value in a second unit, at the rates of the dates.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Effects, Priced, Story, Worth};
use super::table::{Cell, Column, Table};
use crate::language::say;
use crate::quantities::{Amount, Moment, print};
use draw::Price;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: say!("Two panels of stepped lines, pledged and its value"),
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
    let needs = say!("a comparison needs two snapshots with a rate of {unit} in a second unit", unit = story.unit);
    match story.worth.as_ref().and_then(|worth| worth.priced.last()) {
        Some(only) => say!("{needs}; only that of {date} states one", needs, date = print::day_of(only.at)),
        None => say!("{needs}; none up to {date} states one", needs, date = story.as_of()),
    }
}

fn title(story: &Story) -> String {
    let Some((worth, first, last, effects)) = compared(story) else {
        return match story.worth.as_ref().and_then(|worth| Some((worth, worth.priced.last()?))) {
            Some((worth, only)) => say!(
                "A rate is stated only once: {rate} {unit} for one {base}",
                rate = print::exact(only.rate),
                unit = worth.unit,
                base = story.unit,
            ),
            None => say!("No rate of {base} in another unit is stated yet", base = story.unit),
        };
    };
    // The last rate may be older than the snapshot, and says nothing of the time since.
    let since = match last.at == story.now().at {
        true => say!("since {date}", date = begun(first, last.at)),
        false => say!("from {from} to {to}", from = begun(first, last.at), to = begun(last, story.now().at)),
    };
    let (giving, price, unit) = (effects.giving, effects.price, worth.unit.to_string());
    match (giving.is_zero(), price.is_zero()) {
        (true, true) => say!("Neither giving nor the price changed the value in {unit} {since}", unit, since),
        (true, false) => alone(price, false, &unit, &since),
        (false, true) => alone(giving, true, &unit, &since),
        (false, false) if giving.magnitude() >= price.magnitude() => {
            let amount = size(giving);
            let first = match giving.is_negative() {
                true => say!("Giving took {amount} {unit} {since}", amount, unit, since),
                false => say!("Giving added {amount} {unit} {since}", amount, unit, since),
            };
            match price.is_negative() {
                true => say!("{first}, the price took {amount}", first, amount = size(price)),
                false => say!("{first}, the price added {amount}", first, amount = size(price)),
            }
        }
        (false, false) => {
            let amount = size(price);
            let first = match price.is_negative() {
                true => say!("The price took {amount} {unit} {since}", amount, unit, since),
                false => say!("The price added {amount} {unit} {since}", amount, unit, since),
            };
            match giving.is_negative() {
                true => say!("{first}, giving took {amount}", first, amount = size(giving)),
                false => say!("{first}, giving added {amount}", first, amount = size(giving)),
            }
        }
    }
}

/// The title where one of the two causes did it all.
fn alone(effect: Amount, is_giving: bool, unit: &str, since: &str) -> String {
    let amount = size(effect);
    match (is_giving, effect.is_negative()) {
        (true, true) => say!("Giving alone took {amount} {unit} {since}", amount, unit, since),
        (true, false) => say!("Giving alone added {amount} {unit} {since}", amount, unit, since),
        (false, true) => say!("The price alone took {amount} {unit} {since}", amount, unit, since),
        (false, false) => say!("The price alone added {amount} {unit} {since}", amount, unit, since),
    }
}

fn size(amount: Amount) -> String {
    print::compact(amount.magnitude())
}

fn subtitle(story: &Story) -> String {
    let base = &story.unit;
    match compared(story) {
        Some((worth, ..)) => say!(
            "All pledged, {base}, and its value, {unit}, at the rate of each date; no rate is carried forward",
            base,
            unit = worth.unit,
        ),
        None => say!("All pledged, {base}, and its value in a second unit at the rate of each date", base),
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
        say!("From {from} to {to}: value {change} {unit}", from, to, change, unit = worth.unit),
        say!("= giving {giving}, price {price}", giving = signed(effects.giving), price = signed(effects.price)),
    ])
}

fn values(story: &Story) -> Vec<String> {
    let Some((worth, first, last, _)) = compared(story) else { return Vec::new() };
    let unit = &worth.unit;
    vec![
        say!(
            "value {now} {unit}, was {then}",
            now = print::compact(last.value),
            unit,
            then = print::compact(first.value)
        ),
        say!("pledged {now}, was {then}", now = story.amount(last.all), then = print::short(first.all)),
        say!("rate {now} {unit}, was {then}", now = print::exact(last.rate), unit, then = print::exact(first.rate)),
    ]
}

fn long(story: &Story) -> String {
    let (Some((worth, first, last, _)), Some(explained)) = (compared(story), explained(story)) else {
        return say!("Nothing to compare: {missing}.", missing = missing(story));
    };
    let at = |priced: &Priced| {
        say!(
            "On {date}, {amount} was pledged, worth {value} {unit} at {rate} {unit} for one {base}.",
            date = print::date(priced.at),
            amount = story.amount(priced.all),
            value = print::compact(priced.value),
            unit = worth.unit,
            rate = print::exact(priced.rate),
            base = story.unit,
        )
    };
    let sentences = [
        at(first),
        at(last),
        format!("{}.", explained.join(" ")),
        say!(
            "Giving is the mean rate times the change of what is pledged, price the mean of what is pledged times the change of the rate."
        ),
        say!(
            "{snapshots} of {all} state a rate.",
            snapshots = print::count(worth.priced.len(), "snapshot", "snapshots"),
            all = story.states.len(),
        ),
    ];
    sentences.join(" ")
}

fn table(story: &Story) -> Table {
    let mut columns = vec![Column::words(&say!("date")), Column::amounts(&say!("all pledged"), &story.unit)];
    if let Some(worth) = &story.worth {
        columns.push(Column::amounts(&say!("one {unit}", unit = story.unit), &worth.unit));
        columns.push(Column::amounts(&say!("value"), &worth.unit));
        for name in [say!("change since the first"), say!("by giving"), say!("by price")] {
            columns.push(Column::amounts(&name, &worth.unit));
        }
    }
    // As they come, oldest first: each state has at most one.
    let mut coming = story.worth.iter().flat_map(|worth| &worth.priced).peekable();
    let mut priced = |at| coming.next_if(|priced| priced.at == at);
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

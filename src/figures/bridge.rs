//! `bridge`: from the loss to what is open? A waterfall from the gross loss over what came back and what is pledged.

use std::sync::Arc;

use super::Told;
use super::story::{STAGE_INKS, State, Story, stage_word};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use super::waterfall::{Extent, Row, Waterfall};
use super::words::{capital, list};
use crate::language::{self, phrase, say};
use crate::quantities::{Amount, Ratio, print};

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let rows = rows(story);
    let instead = rows.is_empty().then(|| say!("no shortfall is stated in {unit} on this date", unit = story.unit));
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: say!("Waterfall from the loss to what remains"),
        values: values(story),
        long: long(story),
        table: table(story, &rows),
        remark: Some(super::words::bands()),
        chart: Arc::new(Waterfall { rows, notes: Vec::new(), instead, zooms: false }),
    }
}

fn title(story: &Story) -> String {
    let now = story.now();
    let (Some(all), Some(firm), Some(shortfall)) = (now.balance(0), now.balance(3), story.shortfall()) else {
        return say!("What is open is unknown: no shortfall is stated");
    };
    let from = match &story.loss.gross {
        Some((known, gross)) => {
            say!("Of {amount} lost", amount = format!("{}{}", known.shortfall(), story.amount(*gross)))
        }
        None => say!("Of {shortfall} missing", shortfall),
    };
    let bound = now.known.remaining();
    if now.all().is_zero() {
        let open = format!("{bound}{}", print::short(all));
        return say!("{from}, {open} is open: no amount is pledged yet", from, open);
    }
    if all.is_positive() {
        let (all, firm) = (format!("{bound}{}", print::short(all)), format!("{bound}{}", print::short(firm)));
        return say!("{from}, {all} is open; {firm} on firm pledges", from, all, firm);
    }
    let left = |balance: Amount| match (balance.is_zero(), balance.is_negative()) {
        (true, _) if bound.is_empty() => say!("nothing open"),
        (_, true) => {
            let amount = print::short(balance.magnitude());
            say!("{amount} surplus", amount = format!("{}{amount}", now.known.covered()))
        }
        _ => say!("{amount} open", amount = format!("{bound}{}", print::short(balance))),
    };
    say!("{from}: {all}; {firm} on firm pledges", from, all = left(all), firm = left(firm))
}

fn subtitle(story: &Story) -> String {
    let unit = &story.unit;
    match story.basis.as_ref().filter(|_| story.now().shortfall.is_some()) {
        Some(basis) if story.loss.gross.is_some() => {
            let basis = &basis.title;
            say!("Loss, what came back or was stopped, and pledges by stage ({basis}), {unit}", basis, unit)
        }
        Some(basis) => say!("Shortfall less pledges by stage ({basis}), {unit}", basis = basis.title, unit),
        None => say!("Shortfall less pledges by stage, {unit}", unit),
    }
}

/// Without its space, or nothing.
fn bound(words: &str) -> Option<String> {
    let words = words.trim_end();
    (!words.is_empty()).then(|| words.to_owned())
}

fn negative(amount: Amount) -> Amount {
    Amount::ZERO.minus(amount).unwrap_or_default()
}

/// From top to bottom; none without a shortfall.
fn rows(story: &Story) -> Vec<Row> {
    let now = story.now();
    let Some(shortfall) = now.shortfall else { return Vec::new() };
    let mut rows = recovered(story);
    let extent = Extent::Level(shortfall);
    rows.push(Row { bound: bound(&now.known.shortfall()), ..Row::new(&say!("shortfall"), extent, Ink::Gap) });
    for k in (0..5).rev().filter(|k| !now.stages[*k].is_zero()) {
        let part = Ratio::of(now.stages[k], shortfall);
        let words = part.map(|part| say!("covers {percent}", percent = now.known.percent(&part)));
        let extent = Extent::Step(negative(now.stages[k]));
        rows.push(Row { words: words.into_iter().collect(), ..Row::new(&stage_word(k), extent, STAGE_INKS[k]) });
    }
    rows.extend([("all", 0), ("firm", 3)].into_iter().filter_map(|(band, k)| left(now, band, k)));
    rows.extend(story.loss.others.iter().map(|other| Row {
        bound: bound(&other.known.shortfall()),
        words: vec![say!("other basis")],
        folds: Some((phrase!("{count} other bases"), phrase!("{count} other bases"))),
        ..Row::new(&other.title, Extent::Mark(other.shortfall), Ink::Axis)
    }));
    rows
}

/// The gross loss, what the basis deducts, and what it leaves unsaid.
fn recovered(story: &Story) -> Vec<Row> {
    let Some((known, gross)) = story.loss.gross else { return Vec::new() };
    let extent = Extent::Level(gross);
    let mut rows = vec![Row { bound: bound(&known.shortfall()), ..Row::new(&say!("gross loss"), extent, Ink::Gap) }];
    rows.extend(story.loss.recoveries.iter().map(|recovery| {
        let unsaid = recovery.amount.is_none().then(|| say!("undisclosed"));
        Row {
            bound: recovery.qualifier.filter(|_| unsaid.is_none()).map(language::word),
            words: unsaid.into_iter().chain([language::word(recovery.state)]).collect(),
            folds: Some((phrase!("{count} smaller recoveries"), phrase!("{count} recoveries"))),
            ..Row::new(
                &recovery.what,
                recovery.amount.map_or(Extent::Nothing, |amount| Extent::Step(negative(amount))),
                Ink::Recovered,
            )
        }
    }));
    let rest = story.loss.difference;
    if !rest.is_zero() {
        let ink = if rest.is_negative() { Ink::Recovered } else { Ink::Gap };
        let words = vec![say!("to what is stated")];
        rows.push(Row { words, ..Row::new(&say!("not itemised"), Extent::Step(rest), ink) });
    }
    rows
}

/// What a band leaves open, or exceeds the shortfall by.
fn left(now: &State, band: &str, k: usize) -> Option<Row> {
    let balance = now.balance(k)?;
    let (word, words, ink) = if balance.is_negative() {
        (say!("surplus"), now.known.covered(), Ink::Axis)
    } else {
        (say!("remaining"), now.known.remaining(), Ink::Gap)
    };
    let name = format!("{word}, {}", language::word(band));
    Some(Row { bound: bound(&words), ..Row::new(&name, Extent::Level(balance), ink) })
}

fn values(story: &Story) -> Vec<String> {
    let now = story.now();
    let gross = story.loss.gross.map(|(known, gross)| format!("{}{}", known.shortfall(), print::short(gross)));
    let gross = gross.map(|amount| say!("gross loss {amount}", amount));
    let shortfall = story.shortfall().map(|shortfall| say!("shortfall {shortfall}", shortfall));
    let all = now.left(0).map(|left| say!("{left} on all", left));
    let firm = now.left(3).map(|left| say!("{left} on firm", left));
    gross.into_iter().chain(shortfall).chain(all).chain(firm).collect()
}

fn long(story: &Story) -> String {
    let now = story.now();
    let Some(shortfall) = story.shortfall() else {
        let (as_of, unit) = (story.as_of(), &story.unit);
        return say!("As of {as_of}, no shortfall is stated in {unit}.", as_of, unit);
    };
    let as_of = story.as_of();
    let mut sentences = Vec::new();
    if let Some((known, gross)) = story.loss.gross {
        let gross = format!("{}{}", known.shortfall(), story.amount(gross));
        sentences.push(say!("As of {as_of}, the gross loss is {gross}.", as_of, gross));
        let parts: Vec<String> = story
            .loss
            .recoveries
            .iter()
            .map(|recovery| {
                let what: String = recovery.what.split(' ').take(6).collect::<Vec<_>>().join(" ");
                let amount = recovery.amount.map_or_else(|| say!("undisclosed"), print::short);
                format!("{what} {amount} ({})", language::word(recovery.state))
            })
            .collect();
        if !parts.is_empty() {
            sentences.push(say!("Deducted: {parts}.", parts = list(&parts)));
        }
        sentences.push(say!("The shortfall is {shortfall}.", shortfall));
    } else {
        sentences.push(say!("As of {as_of}, the shortfall is {shortfall}.", as_of, shortfall));
    }
    let stages: Vec<String> = (0..5)
        .rev()
        .filter(|k| !now.stages[*k].is_zero())
        .map(|k| format!("{} {}", print::short(now.stages[k]), stage_word(k)))
        .collect();
    if !stages.is_empty() {
        sentences.push(say!("Pledged: {parts}.", parts = list(&stages)));
    }
    let left = |k: usize| now.left(k).map(|left| capital(&left));
    sentences.extend(left(0).map(|left| say!("{left} on all pledges.", left)));
    sentences.extend(left(3).map(|left| say!("{left} on firm pledges.", left)));
    super::words::at_most(&sentences.join(" "), 150)
}

fn table(story: &Story, rows: &[Row]) -> Table {
    let unit = &story.unit;
    let mut columns =
        vec![Column::words(&say!("step")), Column::amounts(&say!("by"), unit), Column::amounts(&say!("to"), unit)];
    columns.push(Column::words(&say!("words")));
    let mut height = Amount::ZERO;
    let rows = rows.iter().map(|row| {
        let (by, to) = match row.extent {
            Extent::Step(by) => {
                height = height.plus(by).unwrap_or(height);
                (Cell::Amount(by), Cell::Amount(height))
            }
            Extent::Level(to) => {
                height = to;
                (Cell::Missing, Cell::Amount(to))
            }
            Extent::Mark(to) => (Cell::Missing, Cell::Amount(to)),
            Extent::Nothing => (Cell::Missing, Cell::Missing),
        };
        let words: Vec<String> = row.bound.iter().chain(&row.words).cloned().collect();
        let words = if words.is_empty() { Cell::Missing } else { Cell::Text(words.join(", ")) };
        vec![Cell::Text(row.name.clone()), by, to, words]
    });
    Table { columns, rows: rows.collect() }
}

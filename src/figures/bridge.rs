//! `bridge`: from the loss to what is open? A waterfall from the gross loss over what came back and what is pledged.

use std::sync::Arc;

use super::Told;
use super::story::{STAGE_INKS, STAGES, State, Story};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use super::waterfall::{Extent, Row, Waterfall};
use super::words::{capital, list};
use crate::quantities::{Amount, Ratio, print};

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let rows = rows(story);
    let instead = rows.is_empty().then(|| format!("no shortfall is stated in {} on this date", story.unit));
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: "Waterfall from the loss to what remains".to_owned(),
        values: values(story),
        long: long(story),
        table: table(story, &rows),
        remark: Some(super::words::BANDS),
        chart: Arc::new(Waterfall { rows, notes: Vec::new(), instead, zooms: false }),
    }
}

fn title(story: &Story) -> String {
    let now = story.now();
    let (Some(all), Some(firm), Some(shortfall)) = (now.balance(0), now.balance(3), story.shortfall()) else {
        return "What is open is unknown: no shortfall is stated".to_owned();
    };
    let from = match &story.loss.gross {
        Some((known, gross)) => format!("Of {}{} lost", known.shortfall(), story.amount(*gross)),
        None => format!("Of {shortfall} missing"),
    };
    let bound = now.known.remaining();
    if now.all().is_zero() {
        return format!("{from}, {bound}{} is open: no amount is pledged yet", print::short(all));
    }
    if all.is_positive() {
        let (all, firm) = (print::short(all), print::short(firm));
        return format!("{from}, {bound}{all} is open; {bound}{firm} on firm pledges");
    }
    let left = |balance: Amount| match (balance.is_zero(), balance.is_negative()) {
        (true, _) if bound.is_empty() => "nothing open".to_owned(),
        (_, true) => format!("{}{} surplus", now.known.covered(), print::short(balance.magnitude())),
        _ => format!("{bound}{} open", print::short(balance)),
    };
    format!("{from}: {}; {} on firm pledges", left(all), left(firm))
}

fn subtitle(story: &Story) -> String {
    let unit = &story.unit;
    match story.basis.as_ref().filter(|_| story.now().shortfall.is_some()) {
        Some(basis) if story.loss.gross.is_some() => {
            format!("Loss, what came back or was stopped, and pledges by stage ({}), {unit}", basis.title)
        }
        Some(basis) => format!("Shortfall less pledges by stage ({}), {unit}", basis.title),
        None => format!("Shortfall less pledges by stage, {unit}"),
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
    rows.push(Row { bound: bound(now.known.shortfall()), ..Row::new("shortfall", Extent::Level(shortfall), Ink::Gap) });
    for k in (0..5).rev().filter(|k| !now.stages[*k].is_zero()) {
        let part = Ratio::of(now.stages[k], shortfall);
        let words = part.map(|part| format!("covers {}", now.known.percent(&part)));
        let extent = Extent::Step(negative(now.stages[k]));
        rows.push(Row { words: words.into_iter().collect(), ..Row::new(STAGES[k], extent, STAGE_INKS[k]) });
    }
    rows.extend([("all", 0), ("firm", 3)].into_iter().filter_map(|(band, k)| left(now, band, k)));
    rows.extend(story.loss.others.iter().map(|other| Row {
        bound: bound(other.known.shortfall()),
        words: vec!["other basis".to_owned()],
        folds: Some(("other bases", "other bases")),
        ..Row::new(&other.title, Extent::Mark(other.shortfall), Ink::Axis)
    }));
    rows
}

/// The gross loss, what the basis deducts, and what it leaves unsaid.
fn recovered(story: &Story) -> Vec<Row> {
    let Some((known, gross)) = story.loss.gross else { return Vec::new() };
    let extent = Extent::Level(gross);
    let mut rows = vec![Row { bound: bound(known.shortfall()), ..Row::new("gross loss", extent, Ink::Gap) }];
    rows.extend(story.loss.recoveries.iter().map(|recovery| {
        let unsaid = recovery.amount.is_none().then(|| "undisclosed".to_owned());
        Row {
            bound: recovery.qualifier.filter(|_| unsaid.is_none()).map(str::to_owned),
            words: unsaid.into_iter().chain([recovery.state.to_owned()]).collect(),
            folds: Some(("smaller recoveries", "recoveries")),
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
        let words = vec!["to what is stated".to_owned()];
        rows.push(Row { words, ..Row::new("not itemised", Extent::Step(rest), ink) });
    }
    rows
}

/// What a band leaves open, or exceeds the shortfall by.
fn left(now: &State, band: &str, k: usize) -> Option<Row> {
    let balance = now.balance(k)?;
    let (word, words, ink) = if balance.is_negative() {
        ("surplus", now.known.covered(), Ink::Axis)
    } else {
        ("remaining", now.known.remaining(), Ink::Gap)
    };
    Some(Row { bound: bound(words), ..Row::new(&format!("{word}, {band}"), Extent::Level(balance), ink) })
}

fn values(story: &Story) -> Vec<String> {
    let now = story.now();
    let gross =
        story.loss.gross.map(|(known, gross)| format!("gross loss {}{}", known.shortfall(), print::short(gross)));
    let shortfall = story.shortfall().map(|shortfall| format!("shortfall {shortfall}"));
    let left = [("all", 0), ("firm", 3)].map(|(band, k)| now.left(k).map(|left| format!("{left} on {band}")));
    gross.into_iter().chain(shortfall).chain(left.into_iter().flatten()).collect()
}

fn long(story: &Story) -> String {
    let now = story.now();
    let Some(shortfall) = story.shortfall() else {
        return format!("As of {}, no shortfall is stated in {}.", story.as_of(), story.unit);
    };
    let mut out = format!("As of {}, ", story.as_of());
    if let Some((known, gross)) = story.loss.gross {
        out.push_str(&format!("the gross loss is {}{}. ", known.shortfall(), story.amount(gross)));
        let parts: Vec<String> = story
            .loss
            .recoveries
            .iter()
            .map(|recovery| {
                let what: String = recovery.what.split(' ').take(6).collect::<Vec<_>>().join(" ");
                let amount = recovery.amount.map_or("undisclosed".to_owned(), print::short);
                format!("{what} {amount} ({})", recovery.state)
            })
            .collect();
        if !parts.is_empty() {
            out.push_str(&format!("Deducted: {}. ", list(&parts)));
        }
    }
    let start = if out.ends_with(", ") { "the" } else { "The" };
    out.push_str(&format!("{start} shortfall is {shortfall}. "));
    let stages: Vec<String> = (0..5)
        .rev()
        .filter(|k| !now.stages[*k].is_zero())
        .map(|k| format!("{} {}", print::short(now.stages[k]), STAGES[k]))
        .collect();
    if !stages.is_empty() {
        out.push_str(&format!("Pledged: {}. ", list(&stages)));
    }
    for (band, k) in [("all pledges", 0), ("firm pledges", 3)] {
        if let Some(left) = now.left(k) {
            out.push_str(&format!("{} on {band}. ", capital(&left)));
        }
    }
    super::words::at_most(out.trim_end(), 150)
}

fn table(story: &Story, rows: &[Row]) -> Table {
    let unit = &story.unit;
    let columns =
        vec![Column::words("step"), Column::amounts("by", unit), Column::amounts("to", unit), Column::words("words")];
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

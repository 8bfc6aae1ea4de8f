//! `waiting`: which promised ETH stands still? Ranked bars of the days since each open pledge last changed or
//! was confirmed, with the limit of its stage.
//!
//! Bars and not points of age by amount: on a phone the points of a rescue fall on each other, since most
//! pledges were made within a few days. The amount is the order and the number.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Story, Wait, stage_word};
use super::table::{Cell, Column, Table};
use super::words;
use crate::language::say;
use crate::quantities::{Amount, Ratio, print};
use draw::Bars;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: say!("Days since each open pledge changed or was confirmed; stale past its limit"),
        kind: say!("Ranked bars of the age of open pledges"),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: None,
        chart: Arc::new(Bars::new(story)),
    }
}

fn named(story: &Story) -> impl Iterator<Item = &Wait> {
    story.waiting.pledges.iter().filter(|wait| wait.open.is_positive())
}

fn title(story: &Story) -> String {
    let waiting = &story.waiting;
    let Some(share) = Ratio::of(waiting.stale, waiting.open) else {
        return match (story.lanes.is_empty(), waiting.pledges.len()) {
            (true, _) => say!("No one has pledged yet"),
            _ if story.givers.is_empty() => say!("No pledge stands any more"),
            (false, 0) => say!("Nothing is waiting: all that is pledged is delivered"),
            (false, _) => say!("No amount is waiting: open pledges name none"),
        };
    };
    if share.is_positive() {
        return say!(
            "{share} of what is not delivered is stale: {stale} of {open}",
            share = words::capital(&print::percent(&share)),
            stale = print::short(waiting.stale),
            open = story.amount(waiting.open),
        );
    }
    let oldest = named(story).map(|wait| wait.at_least).max().unwrap_or(0);
    match oldest {
        0 => say!("No pledge is stale; none is known to have stood still for a day"),
        oldest => {
            say!("No pledge is stale; the oldest has stood still for at least {days}", days = words::days(oldest))
        }
    }
}

/// `31 days`, `5–7 days`, `at least 31 days`.
fn age(wait: &Wait) -> String {
    age_in(wait, words::days)
}

/// The same with days in words of one's own.
fn age_in(wait: &Wait, days: fn(i64) -> String) -> String {
    match wait.at_most {
        Some(most) if most > wait.at_least => {
            format!("{}–{}", print::exact(Amount::whole(wait.at_least)), days(most))
        }
        Some(_) => days(wait.at_least),
        None => format!("{}{}", words::before("at least"), days(wait.at_least)),
    }
}

/// `31 days, stale`
fn age_and_stale(wait: &Wait) -> String {
    let age = age(wait);
    if wait.is_stale() { say!("{age}, stale", age) } else { age }
}

fn values(story: &Story) -> Vec<String> {
    let value = |wait: &Wait| {
        let (name, amount, age) = (&wait.name, print::short(wait.open), age_and_stale(wait));
        say!("{name} {amount} for {age}", name, amount, age)
    };
    named(story).take(4).map(value).collect()
}

fn long(story: &Story) -> String {
    let waiting = &story.waiting;
    let stale = waiting.pledges.iter().filter(|wait| wait.is_stale()).count();
    let mut out = say!(
        "As of {as_of}, {open} of {all} is not delivered. {pledges}: {stale}.",
        as_of = story.as_of(),
        open = story.amount(waiting.open),
        all = story.amount(story.now().all()),
        pledges = print::count(stale, "pledge is past its limit", "pledges are past their limit"),
        stale = story.amount(waiting.stale),
    );
    for wait in named(story).take(8) {
        let (stage, amount) = (stage_word(wait.stage), print::short(wait.open));
        out.push_str(&format!(" {}: {amount}, {stage}, {}.", wait.name, age_and_stale(wait)));
    }
    let silent: Vec<String> =
        story.waiting.pledges.iter().filter(|wait| wait.open.is_zero()).map(name_and_age).collect();
    if !silent.is_empty() {
        out.push_str(&format!(" {}", say!("Undisclosed: {names}.", names = silent.join(", "))));
    }
    words::at_most(&out, 150)
}

/// `Ethena (31 days, stale)`
fn name_and_age(wait: &Wait) -> String {
    format!("{} ({})", wait.name, age_and_stale(wait))
}

fn table(story: &Story) -> Table {
    let days = |days: i64| usize::try_from(days).map_or(Cell::Missing, Cell::Count);
    let column = |name: String| Column { name, unit: None, numeric: true };
    let columns = vec![
        Column::words(&say!("contributor")),
        Column::words(&say!("stage")),
        Column::amounts(&say!("not delivered"), &story.unit),
        column(say!("days, at least")),
        column(say!("days, at most")),
        column(say!("limit in days")),
        Column::words(&say!("words")),
    ];
    let row = |wait: &Wait| {
        vec![
            Cell::Text(wait.name.clone()),
            Cell::Text(stage_word(wait.stage)),
            Some(wait.open).filter(|open| open.is_positive()).into(),
            days(wait.at_least),
            wait.at_most.map_or(Cell::Missing, days),
            days(wait.limit),
            if wait.is_stale() { Cell::Text(say!("stale")) } else { Cell::Missing },
        ]
    };
    let mut rows: Vec<Vec<Cell>> = story.waiting.pledges.iter().map(row).collect();
    let total = |name: String, amount: Amount, share: Cell| {
        let words = Cell::Text(share.printed());
        vec![
            Cell::Text(name),
            Cell::Missing,
            Cell::Amount(amount),
            Cell::Missing,
            Cell::Missing,
            Cell::Missing,
            if share == Cell::Missing { Cell::Missing } else { words },
        ]
    };
    rows.push(total(say!("all"), story.waiting.open, Cell::Missing));
    let share = Ratio::of(story.waiting.stale, story.waiting.open);
    rows.push(total(say!("stale"), story.waiting.stale, share.into()));
    Table { columns, rows }
}

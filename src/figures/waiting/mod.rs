//! `waiting`: which promised ETH stands still? Ranked bars of the days since each open pledge last changed or
//! was confirmed, with the limit of its stage.
//!
//! Bars and not points of age by amount: on a phone the points of a rescue fall on each other, since most
//! pledges were made within a few days. The amount is the order and the number.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{STAGES, Story, Wait};
use super::table::{Cell, Column, Table};
use super::words;
use crate::quantities::{Amount, Ratio, print};
use draw::Bars;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: "Days since each open pledge changed or was confirmed; stale past its limit".to_owned(),
        kind: "Ranked bars of the age of open pledges".to_owned(),
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
            (true, _) => "No one has pledged yet".to_owned(),
            _ if story.givers.is_empty() => "No pledge stands any more".to_owned(),
            (false, 0) => "Nothing is waiting: all that is pledged is delivered".to_owned(),
            (false, _) => "No amount is waiting: open pledges name none".to_owned(),
        };
    };
    if share.is_positive() {
        return format!(
            "{} of what is not delivered is stale: {} of {}",
            words::capital(&print::percent(&share)),
            print::short(waiting.stale),
            story.amount(waiting.open)
        );
    }
    let oldest = named(story).map(|wait| wait.at_least).max().unwrap_or(0);
    match oldest {
        0 => "No pledge is stale; none is known to have stood still for a day".to_owned(),
        oldest => format!("No pledge is stale; the oldest has stood still for at least {}", words::days(oldest)),
    }
}

/// `31 days`, `5–7 days`, `at least 31 days`.
fn age(wait: &Wait) -> String {
    match wait.at_most {
        Some(most) if most > wait.at_least => {
            format!("{}–{}", print::exact(Amount::whole(wait.at_least)), words::days(most))
        }
        Some(_) => words::days(wait.at_least),
        None => format!("at least {}", words::days(wait.at_least)),
    }
}

fn values(story: &Story) -> Vec<String> {
    let value = |wait: &Wait| {
        let stale = if wait.is_stale() { ", stale" } else { "" };
        format!("{} {} for {}{stale}", wait.name, print::short(wait.open), age(wait))
    };
    named(story).take(4).map(value).collect()
}

fn long(story: &Story) -> String {
    let waiting = &story.waiting;
    let stale = waiting.pledges.iter().filter(|wait| wait.is_stale()).count();
    let mut out = format!(
        "As of {}, {} of {} is not delivered. {} past {} limit: {}.",
        story.as_of(),
        story.amount(waiting.open),
        story.amount(story.now().all()),
        words::capital(&print::count(stale, "pledge is", "pledges are")),
        if stale == 1 { "its" } else { "their" },
        story.amount(waiting.stale),
    );
    for wait in named(story).take(8) {
        let stale = if wait.is_stale() { ", stale" } else { "" };
        let (stage, amount) = (STAGES[wait.stage], print::short(wait.open));
        out.push_str(&format!(" {}: {amount}, {stage}, {}{stale}.", wait.name, age(wait)));
    }
    let silent: Vec<String> =
        story.waiting.pledges.iter().filter(|wait| wait.open.is_zero()).map(name_and_age).collect();
    if !silent.is_empty() {
        out.push_str(&format!(" Undisclosed: {}.", silent.join(", ")));
    }
    words::at_most(&out, 150)
}

/// `Ethena (31 days, stale)`
fn name_and_age(wait: &Wait) -> String {
    format!("{} ({}{})", wait.name, age(wait), if wait.is_stale() { ", stale" } else { "" })
}

fn table(story: &Story) -> Table {
    let days = |days: i64| usize::try_from(days).map_or(Cell::Missing, Cell::Count);
    let column = |name: &str| Column { numeric: true, ..Column::words(name) };
    let columns = vec![
        Column::words("contributor"),
        Column::words("stage"),
        Column::amounts("not delivered", &story.unit),
        column("days, at least"),
        column("days, at most"),
        column("limit in days"),
        Column::words("words"),
    ];
    let row = |wait: &Wait| {
        vec![
            Cell::Text(wait.name.clone()),
            Cell::Text(STAGES[wait.stage].to_owned()),
            Some(wait.open).filter(|open| open.is_positive()).into(),
            days(wait.at_least),
            wait.at_most.map_or(Cell::Missing, days),
            days(wait.limit),
            if wait.is_stale() { Cell::Text("stale".to_owned()) } else { Cell::Missing },
        ]
    };
    let mut rows: Vec<Vec<Cell>> = story.waiting.pledges.iter().map(row).collect();
    let total = |name: &str, amount: Amount, share: Cell| {
        let words = Cell::Text(share.printed());
        vec![
            Cell::Text(name.to_owned()),
            Cell::Missing,
            Cell::Amount(amount),
            Cell::Missing,
            Cell::Missing,
            Cell::Missing,
            if share == Cell::Missing { Cell::Missing } else { words },
        ]
    };
    rows.push(total("all", story.waiting.open, Cell::Missing));
    let share = Ratio::of(story.waiting.stale, story.waiting.open);
    rows.push(total("stale", story.waiting.stale, share.into()));
    Table { columns, rows }
}

//! `who`: who gives how much, how surely? Ranked bars stacked by stage, with what must be said in words.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Giver, STAGES, Story, stage_word};
use super::table::{Cell, Column, Table};
use super::text::{Type, fit};
use super::words;
use crate::language::{self, say};
use crate::quantities::{Ratio, print};
use draw::Who;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: say!("Pledged by contributor and stage, {unit}, largest first", unit = story.unit),
        kind: say!("Ranked bars of pledges by contributor and stage"),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: None,
        chart: Arc::new(Who::new(story)),
    }
}

fn share(giver: &Giver, story: &Story) -> Option<Ratio> {
    Ratio::of(giver.total, story.now().all())
}

fn named(story: &Story) -> impl Iterator<Item = &Giver> {
    story.givers.iter().filter(|giver| giver.disclosed)
}

fn silent(story: &Story) -> Vec<String> {
    story.givers.iter().filter(|giver| !giver.disclosed).map(|giver| giver.name.clone()).collect()
}

fn title(story: &Story) -> String {
    let mut named = named(story);
    let Some(first) = named.next() else {
        return match silent(story).len() {
            0 => say!("No one has pledged yet"),
            1 => say!("One contributor pledged, without an amount"),
            many => say!("{many} contributors pledged, none with an amount", many),
        };
    };
    let name = fit(&first.name, Type::bold(20.0), 320.0);
    match (named.next(), share(first, story)) {
        (None, _) => say!("{name} alone has pledged an amount", name),
        (Some(second), Some(share)) if second.total == first.total => {
            say!("No one carries more than {share} of what is pledged", share = print::percent(&share))
        }
        (_, Some(share)) => {
            say!("{name} carries {share} of what is pledged", name, share = print::percent(&share))
        }
        (_, None) => say!("No one has pledged an amount above zero"),
    }
}

fn values(story: &Story) -> Vec<String> {
    let mut values: Vec<String> =
        named(story).take(4).map(|giver| format!("{} {}", giver.name, print::short(giver.total))).collect();
    if let (Some(last), true) = (values.last_mut(), story.now().all().is_positive()) {
        *last = say!("{said}; all {amount}", said = last, amount = story.amount(story.now().all()));
    }
    values
}

fn long(story: &Story) -> String {
    let count = named(story).count();
    let givers = print::count(count, "contributor names an amount", "contributors name an amount");
    let (as_of, all) = (story.as_of(), story.amount(story.now().all()));
    let mut out = say!("As of {as_of}, {givers}, {all} in all.", as_of, givers, all);
    for giver in named(story).take(5) {
        let parts: Vec<String> = (0..5)
            .rev()
            .filter(|k| !giver.stages[*k].is_zero())
            .map(|k| format!("{} {}", print::short(giver.stages[k]), stage_word(k)))
            .collect();
        let said = giver.said();
        let said = if said.is_empty() { said } else { format!(" ({said})") };
        let name: String = giver.name.split(' ').take(6).collect::<Vec<_>>().join(" ");
        out.push_str(&format!(" {name}: {}{said}.", words::list(&parts)));
    }
    let silent = silent(story);
    if !silent.is_empty() {
        let shown = silent.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
        let names = match silent.len() {
            0..=6 => shown,
            many => say!("{names} and {count} more", names = shown, count = many - 6),
        };
        out.push_str(&format!(" {}", say!("Undisclosed: {names}.", names)));
    }
    words::at_most(&out, 150)
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let mut columns = vec![Column::words(&say!("contributor")), Column::amounts(&say!("pledged"), unit)];
    columns.push(Column::percent(&say!("share")));
    columns.extend(STAGES.iter().rev().map(|stage| Column::amounts(&language::word(stage), unit)));
    columns.push(Column::words(&say!("words")));
    let mut rows: Vec<Vec<Cell>> = story
        .givers
        .iter()
        .map(|giver| {
            let known = |cell: Cell| if giver.disclosed { cell } else { Cell::Missing };
            let mut row = vec![
                Cell::Text(giver.name.clone()),
                known(Cell::Amount(giver.total)),
                known(share(giver, story).into()),
            ];
            row.extend(giver.stages.iter().rev().map(|amount| known(Cell::Amount(*amount))));
            let said = giver.said();
            row.push(if said.is_empty() { Cell::Missing } else { Cell::Text(said) });
            row
        })
        .collect();
    let mut total = vec![Cell::Text(say!("all")), Cell::Amount(story.now().all()), Cell::Missing];
    total.extend(story.now().stages.iter().rev().map(|amount| Cell::Amount(*amount)));
    total.push(Cell::Text(print::count(story.givers.len(), "contributor", "contributors")));
    rows.push(total);
    Table { columns, rows }
}

//! `who`: who gives how much, how surely? Ranked bars stacked by stage, with what must be said in words.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Giver, STAGES, Story};
use super::table::{Cell, Column, Table};
use super::text::{Type, fit};
use super::words;
use crate::quantities::{Ratio, print};
use draw::Who;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: format!("Pledged by contributor and stage, {}, largest first", story.unit),
        kind: "Ranked bars of pledges by contributor and stage".to_owned(),
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
            0 => "No one has pledged yet".to_owned(),
            1 => "One contributor pledged, without an amount".to_owned(),
            many => format!("{many} contributors pledged, none with an amount"),
        };
    };
    let name = fit(&first.name, Type::bold(20.0), 320.0);
    match (named.next(), share(first, story)) {
        (None, _) => format!("{name} alone has pledged an amount"),
        (Some(second), Some(share)) if second.total == first.total => {
            format!("No one carries more than {} of what is pledged", print::percent(&share))
        }
        (_, Some(share)) => format!("{name} carries {} of what is pledged", print::percent(&share)),
        (_, None) => "No one has pledged an amount above zero".to_owned(),
    }
}

fn values(story: &Story) -> Vec<String> {
    let mut values: Vec<String> =
        named(story).take(4).map(|giver| format!("{} {}", giver.name, print::short(giver.total))).collect();
    if let (Some(last), true) = (values.last_mut(), story.now().all().is_positive()) {
        last.push_str(&format!("; all {}", story.amount(story.now().all())));
    }
    values
}

fn long(story: &Story) -> String {
    let count = named(story).count();
    let mut out = format!(
        "As of {}, {} {} an amount, {} in all.",
        story.as_of(),
        print::count(count, "contributor", "contributors"),
        if count == 1 { "names" } else { "name" },
        story.amount(story.now().all())
    );
    for giver in named(story).take(5) {
        let parts: Vec<String> = (0..5)
            .rev()
            .filter(|k| !giver.stages[*k].is_zero())
            .map(|k| format!("{} {}", print::short(giver.stages[k]), STAGES[k]))
            .collect();
        let said = giver.said();
        let said = if said.is_empty() { said } else { format!(" ({said})") };
        let name: String = giver.name.split(' ').take(6).collect::<Vec<_>>().join(" ");
        out.push_str(&format!(" {name}: {}{said}.", words::list(&parts)));
    }
    let silent = silent(story);
    if !silent.is_empty() {
        let shown = silent.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
        let more = if silent.len() > 6 { format!(" and {} more", silent.len() - 6) } else { String::new() };
        out.push_str(&format!(" Undisclosed: {shown}{more}."));
    }
    words::at_most(&out, 150)
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let mut columns = vec![Column::words("contributor"), Column::amounts("pledged", unit), Column::percent("share")];
    columns.extend(STAGES.iter().rev().map(|stage| Column::amounts(stage, unit)));
    columns.push(Column::words("words"));
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
    let mut total = vec![Cell::Text("all".to_owned()), Cell::Amount(story.now().all()), Cell::Missing];
    total.extend(story.now().stages.iter().rev().map(|amount| Cell::Amount(*amount)));
    total.push(Cell::Text(print::count(story.givers.len(), "contributor", "contributors")));
    rows.push(total);
    Table { columns, rows }
}

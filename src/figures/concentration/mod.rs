//! `concentration`: how few carry how much? The cumulative share of everything pledged, by rank of group.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Dependence, Group, Story};
use super::table::{Cell, Column, Table};
use super::text::{Type, fit};
use super::words;
use crate::language::say;
use crate::quantities::{Amount, Ratio, print};
use draw::Concentration;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let dependence = &story.dependence;
    Told {
        title: title(dependence),
        subtitle: match dependence.is_grouped() {
            true => say!("Share of all pledged that the largest groups hold together, %"),
            false => say!("Share of all pledged that the largest givers hold together, %"),
        },
        kind: say!("Stepped line of the cumulative share of all pledged"),
        values: values(dependence),
        long: long(story),
        table: table(story),
        remark: None,
        chart: Arc::new(Concentration::new(dependence)),
    }
}

/// What is held by the largest so many, cumulated; `None` past the largest amount, which the sum of all is below.
fn cumulated(dependence: &Dependence) -> Option<Vec<(Amount, Ratio)>> {
    let mut held = Amount::ZERO;
    let mut sums = Vec::with_capacity(dependence.groups.len());
    for group in &dependence.groups {
        held = held.plus(group.total)?;
        sums.push((held, Ratio::of(held, dependence.all)?));
    }
    Some(sums)
}

fn title(dependence: &Dependence) -> String {
    let count = dependence.groups.len();
    let givers = dependence.count(count);
    let (Some(first), Some(last), Some(half)) =
        (dependence.groups.first(), dependence.groups.last(), dependence.half_count)
    else {
        return say!("No amount pledged yet");
    };
    let name = fit(&first.name, Type::bold(20.0), 320.0);
    let share = first.share.as_ref().map(print::percent).unwrap_or_default();
    match half {
        _ if count == 1 => say!("{name} alone carries all that is pledged", name),
        _ if first.total == last.total && count == 2 => match dependence.is_grouped() {
            true => say!("Both groups carry the same, {share} each", share),
            false => say!("Both givers carry the same, {share} each", share),
        },
        _ if first.total == last.total => say!("All {givers} carry the same, {share} each", givers, share),
        1 => as_if(dependence, say!("One of {givers} holds {share} of what is pledged", givers, share)),
        half => as_if(dependence, say!("{half} of {givers} hold half of what is pledged", half, givers)),
    }
}

/// Adds `; as if by 2.5 equal givers`.
fn as_if(dependence: &Dependence, said: String) -> String {
    match dependence.equal_givers() {
        Some(equal) => say!("{said}; as if by {equal} equal givers", said, equal),
        None => said,
    }
}

/// `2 of 17 givers hold half`
fn half(dependence: &Dependence) -> Option<String> {
    let half = dependence.half_count?;
    let givers = dependence.count(dependence.groups.len());
    Some(match half {
        1 => say!("1 of {givers} holds half", givers),
        _ => say!("{half} of {givers} hold half", half, givers),
    })
}

fn values(dependence: &Dependence) -> Vec<String> {
    let sums = cumulated(dependence).unwrap_or_default();
    let firsts = dependence.groups.iter().zip(sums).take(3);
    let value = |(group, (_, share)): (&Group, (Amount, Ratio))| {
        say!("with {name}: {share}", name = group.name, share = print::percent(&share))
    };
    firsts.map(value).collect()
}

fn long(story: &Story) -> String {
    let dependence = &story.dependence;
    let count = dependence.groups.len();
    if count == 0 {
        return say!("As of {as_of}, no amount is pledged.", as_of = story.as_of());
    }
    let (as_of, givers, all) = (story.as_of(), dependence.count(count), story.amount(dependence.all));
    let mut out = match count {
        1 => say!("As of {as_of}, {givers} pledges {all}.", as_of, givers, all),
        _ => say!("As of {as_of}, {givers} pledge {all}.", as_of, givers, all),
    };
    let first: Vec<String> = dependence
        .groups
        .iter()
        .take(5)
        .map(|group| {
            let name: String = group.name.split(' ').take(6).collect::<Vec<_>>().join(" ");
            format!("{name} {}", group.share.as_ref().map(print::percent).unwrap_or_default())
        })
        .collect();
    out.push_str(&format!(" {}", say!("The largest: {list}.", list = words::list(&first))));
    out.extend(half(dependence).map(|half| format!(" {}", say!("{half} of it.", half))));
    if let Some(equal) = dependence.equal_givers() {
        let said = say!("It is as concentrated as among {equal} equal givers (1 / sum of squared shares).", equal);
        out.push_str(&format!(" {said}"));
    }
    out
}

fn table(story: &Story) -> Table {
    let (dependence, unit) = (&story.dependence, &story.unit);
    let columns = vec![
        Column { name: say!("rank"), unit: None, numeric: true },
        Column::words(&dependence.noun()),
        Column::amounts(&say!("pledged"), unit),
        Column::percent(&say!("share")),
        Column::amounts(&say!("pledged up to this rank"), unit),
        Column::percent(&say!("share up to this rank")),
    ];
    let sums = cumulated(dependence).unwrap_or_default();
    let ranked = dependence.groups.iter().zip(sums).enumerate();
    let mut rows: Vec<Vec<Cell>> = ranked
        .map(|(i, (group, (held, share)))| {
            vec![
                Cell::Count(i + 1),
                Cell::Text(group.name.clone()),
                Cell::Amount(group.total),
                group.share.clone().into(),
                Cell::Amount(held),
                Cell::Percent(share),
            ]
        })
        .collect();
    let name = match dependence.equal_givers() {
        Some(equal) => say!("all, as if by {equal} equal givers", equal),
        None => say!("all"),
    };
    let share = Ratio::of(dependence.all, dependence.all);
    let all = Cell::Amount(dependence.all);
    rows.push(vec![Cell::Missing, Cell::Text(name), all, share.into(), Cell::Missing, Cell::Missing]);
    Table { columns, rows }
}

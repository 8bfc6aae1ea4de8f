//! `concentration`: how few carry how much? The cumulative share of everything pledged, by rank of group.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Dependence, Story};
use super::table::{Cell, Column, Table};
use super::text::{Type, fit};
use super::words;
use crate::quantities::{Amount, Ratio, print};
use draw::Concentration;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let dependence = &story.dependence;
    Told {
        title: title(dependence),
        subtitle: format!("Share of all pledged that the largest {} hold together, %", dependence.nouns().1),
        kind: "Stepped line of the cumulative share of all pledged".to_owned(),
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
    let (count, (_, many)) = (dependence.groups.len(), dependence.nouns());
    let (Some(first), Some(last), Some(half)) =
        (dependence.groups.first(), dependence.groups.last(), dependence.half_count)
    else {
        return "No amount pledged yet".to_owned();
    };
    let name = fit(&first.name, Type::bold(20.0), 320.0);
    let share = first.share.as_ref().map(print::percent).unwrap_or_default();
    match half {
        _ if count == 1 => format!("{name} alone carries all that is pledged"),
        _ if first.total == last.total && count == 2 => format!("Both {many} carry the same, {share} each"),
        _ if first.total == last.total => format!("All {count} {many} carry the same, {share} each"),
        1 => format!("One of {count} {many} holds {share} of what is pledged{}", as_if(dependence)),
        half => format!("{half} of {count} {many} hold half of what is pledged{}", as_if(dependence)),
    }
}

/// `; as if by 2.5 equal givers`
fn as_if(dependence: &Dependence) -> String {
    dependence.equal_givers().map(|equal| format!("; as if by {equal} equal givers")).unwrap_or_default()
}

/// `2 of 17 givers hold half`
fn half(dependence: &Dependence) -> Option<String> {
    let half = dependence.half_count?;
    let hold = if half == 1 { "holds" } else { "hold" };
    Some(format!("{half} of {} {hold} half", dependence.count(dependence.groups.len())))
}

fn values(dependence: &Dependence) -> Vec<String> {
    let sums = cumulated(dependence).unwrap_or_default();
    let firsts = dependence.groups.iter().zip(sums).take(3);
    firsts.map(|(group, (_, share))| format!("with {}: {}", group.name, print::percent(&share))).collect()
}

fn long(story: &Story) -> String {
    let dependence = &story.dependence;
    let count = dependence.groups.len();
    if count == 0 {
        return format!("As of {}, no amount is pledged.", story.as_of());
    }
    let (verb, all) = (if count == 1 { "pledges" } else { "pledge" }, story.amount(dependence.all));
    let mut out = format!("As of {}, {} {verb} {all}.", story.as_of(), dependence.count(count));
    let first: Vec<String> = dependence
        .groups
        .iter()
        .take(5)
        .map(|group| {
            let name: String = group.name.split(' ').take(6).collect::<Vec<_>>().join(" ");
            format!("{name} {}", group.share.as_ref().map(print::percent).unwrap_or_default())
        })
        .collect();
    out.push_str(&format!(" The largest: {}.", words::list(&first)));
    out.extend(half(dependence).map(|half| format!(" {half} of it.")));
    if let Some(equal) = dependence.equal_givers() {
        out.push_str(&format!(" It is as concentrated as among {equal} equal givers (1 / sum of squared shares)."));
    }
    out
}

fn table(story: &Story) -> Table {
    let (dependence, unit) = (&story.dependence, &story.unit);
    let columns = vec![
        Column { name: "rank".to_owned(), unit: None, numeric: true },
        Column::words(dependence.nouns().0),
        Column::amounts("pledged", unit),
        Column::percent("share"),
        Column::amounts("pledged up to this rank", unit),
        Column::percent("share up to this rank"),
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
    let equal = dependence.equal_givers().map(|equal| format!(", as if by {equal} equal givers")).unwrap_or_default();
    let share = Ratio::of(dependence.all, dependence.all);
    let all = Cell::Amount(dependence.all);
    rows.push(vec![Cell::Missing, Cell::Text(format!("all{equal}")), all, share.into(), Cell::Missing, Cell::Missing]);
    Table { columns, rows }
}

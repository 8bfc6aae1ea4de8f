//! `ladder`: how much is covered, how surely? One thick stack to the shortfall line, brackets for the bands.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{BANDS, Known, STAGES, Story};
use super::table::{Cell, Column, Table};
use super::words::capital;
use crate::quantities::{Amount, print};
pub(super) use draw::Ladder;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let ladder = Ladder::new(story);
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: "Stacked bar of pledges by stage".to_owned(),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: Some(super::words::BANDS),
        chart: Arc::new(ladder),
    }
}

fn title(story: &Story) -> String {
    let now = story.now();
    let unit = &story.unit;
    let amount = |amount| story.amount(amount);
    if now.all().is_zero() {
        return match story.shortfall() {
            Some(shortfall) => format!("No amount pledged yet against a shortfall of {shortfall}"),
            None => format!("No amount pledged yet, and no shortfall stated in {unit}"),
        };
    }
    let (Some(all), Some(firm)) = (now.balance(0), now.balance(3)) else {
        return format!("{} pledged, {} of it firm; no shortfall stated", amount(now.all()), print::short(now.firm()));
    };
    let (Some(covered), Some(sure)) = (now.coverage(0), now.coverage(3)) else { return String::new() };
    let known = now.known;
    let (covered, sure) = (known.percent(&covered), known.percent(&sure));
    let (open, bound) = (known.remaining(), known.covered());
    let over = |balance: Amount| format!("{bound}{}", amount(balance.magnitude()));
    match (all.is_positive(), firm.is_positive()) {
        (true, _) if now.firm().is_zero() => format!("Pledges cover {covered} of the shortfall; none of it is firm"),
        (true, _) => format!("Pledges cover {covered} of the shortfall; {sure} is firm"),
        (false, true) if all.is_zero() => match known {
            Known::Exactly => format!("All pledges equal the shortfall; firm leave {} open", amount(firm)),
            _ => format!("Pledges cover {covered} of the shortfall; firm leave {open}{} open", amount(firm)),
        },
        // More may be missing than was stated: whether there is a surplus is not known.
        (false, true) if known == Known::AtLeast => {
            format!("{} surplus; firm pledges leave {open}{} open", capital(&over(all)), print::short(firm))
        }
        (false, true) => {
            format!("All pledges exceed the shortfall by {}; firm leave {open}{} open", over(all), print::short(firm))
        }
        (false, false) if firm.is_zero() => match known {
            Known::Exactly | Known::UpTo => "Firm pledges cover the whole shortfall".to_owned(),
            Known::AtLeast | Known::About => format!("Firm pledges cover {sure} of the shortfall"),
        },
        (false, false) if known == Known::AtLeast => format!("{} surplus on firm pledges", capital(&over(firm))),
        (false, false) => format!("Firm pledges exceed the shortfall by {}", over(firm)),
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    match basis {
        Some(basis) => format!("Pledges by stage against the shortfall ({}), {}", basis.title, story.unit),
        None => format!("Pledges by stage, {}; no shortfall stated in {0} on this date", story.unit),
    }
}

fn values(story: &Story) -> Vec<String> {
    let now = story.now();
    let mut values = Vec::new();
    for (band, k, _) in [BANDS[2], BANDS[0], BANDS[1]] {
        let open = now.left(k).map(|left| format!(", {left}"));
        values.push(format!("{band} {}{}", print::short(now.sums[k]), open.unwrap_or_default()));
    }
    if let Some(shortfall) = story.shortfall() {
        values.insert(0, format!("shortfall {shortfall}"));
    }
    values
}

fn long(story: &Story) -> String {
    let now = story.now();
    let all = if now.all().is_zero() { "no amount".to_owned() } else { story.amount(now.all()) };
    let mut out = format!("As of {}, {all} is pledged", story.as_of());
    let parts: Vec<String> = (0..5)
        .rev()
        .filter(|k| !now.stages[*k].is_zero())
        .map(|k| format!("{} {}", print::short(now.stages[k]), STAGES[k]))
        .collect();
    if !parts.is_empty() {
        out.push_str(&format!(": {}", super::words::list(&parts)));
    }
    out.push_str(". ");
    match story.shortfall() {
        None => out.push_str(&format!("No shortfall is stated in {}. ", story.unit)),
        Some(shortfall) => {
            out.push_str(&format!("The shortfall is {shortfall}. "));
            for (band, k, _) in BANDS {
                let (Some(left), Some(coverage)) = (now.left(k), now.coverage(k)) else { continue };
                out.push_str(&format!(
                    "{} {} covers {}, {left} {}. ",
                    capital(band),
                    print::short(now.sums[k]),
                    now.known.percent(&coverage),
                    story.unit
                ));
            }
        }
    }
    out.push_str(&capital(super::words::BANDS));
    out.push('.');
    for note in notes(story).into_iter().chain(story.at_least()) {
        out.push_str(&format!(" {}.", capital(&note)));
    }
    out
}

/// Said under the bar; what is undisclosed is said in the footer of every chart.
fn notes(story: &Story) -> Vec<String> {
    let conditional = story.now().conditional;
    let said = format!("{} of all is conditional", story.amount(conditional));
    if conditional.is_positive() { vec![said] } else { Vec::new() }
}

/// `surplus, at most`
fn bounded(name: &str, bound: &str) -> String {
    if bound.is_empty() { name.to_owned() } else { format!("{name}, {}", bound.trim_end()) }
}

fn table(story: &Story) -> Table {
    let now = story.now();
    let unit = &story.unit;
    let columns = vec![
        Column::words("stage"),
        Column::amounts("at this stage", unit),
        Column::words("band"),
        Column::amounts("at this stage or surer", unit),
        Column::percent(&bounded("coverage", now.known.covered())),
        Column::amounts(&bounded("remaining", now.known.remaining()), unit),
        Column::amounts(&bounded("surplus", now.known.covered()), unit),
    ];
    let mut rows: Vec<Vec<Cell>> = (0..5)
        .rev()
        .map(|k| {
            let band = BANDS.iter().find(|(_, from, _)| *from == k).map(|(name, ..)| (*name).to_owned());
            let balance = now.balance(k);
            vec![
                Cell::Text(STAGES[k].to_owned()),
                Cell::Amount(now.stages[k]),
                band.map_or(Cell::Missing, Cell::Text),
                Cell::Amount(now.sums[k]),
                now.coverage(k).into(),
                balance.map(Amount::above_zero).into(),
                balance.map(|balance| balance.minus(balance.above_zero()).unwrap_or_default().magnitude()).into(),
            ]
        })
        .collect();
    let mut more = |name: &str, value: Cell| {
        let mut row = vec![Cell::Text(name.to_owned()), value];
        row.resize(7, Cell::Missing);
        rows.push(row);
    };
    more(&bounded("shortfall", now.known.shortfall()), now.shortfall.into());
    if now.conditional.is_positive() {
        more("conditional", Cell::Amount(now.conditional));
    }
    if now.undisclosed > 0 {
        more("amounts undisclosed", Cell::Count(now.undisclosed));
    }
    Table { columns, rows }
}

//! `ladder`: how much is covered, how surely? One thick stack to the shortfall line, brackets for the bands.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{BANDS, Known, Story, stage_word};
use super::table::{Cell, Column, Table};
use super::words::capital;
use crate::language::{self, say};
use crate::quantities::{Amount, print};
pub(super) use draw::Ladder;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let ladder = Ladder::new(story);
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: say!("Stacked bar of pledges by stage"),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: Some(super::words::bands()),
        chart: Arc::new(ladder),
    }
}

fn title(story: &Story) -> String {
    let now = story.now();
    let unit = &story.unit;
    let amount = |amount| story.amount(amount);
    if now.all().is_zero() {
        return match story.shortfall() {
            Some(shortfall) => say!("No amount pledged yet against a shortfall of {shortfall}", shortfall),
            None => say!("No amount pledged yet, and no shortfall stated in {unit}", unit),
        };
    }
    let (Some(all), Some(firm)) = (now.balance(0), now.balance(3)) else {
        let (all, firm) = (amount(now.all()), print::short(now.firm()));
        return say!("{all} pledged, {firm} of it firm; no shortfall stated", all, firm);
    };
    let (Some(covered), Some(sure)) = (now.coverage(0), now.coverage(3)) else { return String::new() };
    let known = now.known;
    let (covered, sure) = (known.percent(&covered), known.percent(&sure));
    let over = |balance: Amount| format!("{}{}", known.covered(), amount(balance.magnitude()));
    let left = |number: String| format!("{}{number}", known.remaining());
    match (all.is_positive(), firm.is_positive()) {
        (true, _) if now.firm().is_zero() => {
            say!("Pledges cover {covered} of the shortfall; none of it is firm", covered)
        }
        (true, _) => say!("Pledges cover {covered} of the shortfall; {sure} is firm", covered, sure),
        (false, true) if all.is_zero() => match known {
            Known::Exactly => say!("All pledges equal the shortfall; firm leave {open} open", open = amount(firm)),
            _ => {
                let open = left(amount(firm));
                say!("Pledges cover {covered} of the shortfall; firm leave {open} open", covered, open)
            }
        },
        // More may be missing than was stated: whether there is a surplus is not known.
        (false, true) if known == Known::AtLeast => {
            let (over, open) = (capital(&over(all)), left(print::short(firm)));
            say!("{over} surplus; firm pledges leave {open} open", over, open)
        }
        (false, true) => {
            let (over, open) = (over(all), left(print::short(firm)));
            say!("All pledges exceed the shortfall by {over}; firm leave {open} open", over, open)
        }
        (false, false) if firm.is_zero() => match known {
            Known::Exactly | Known::UpTo => say!("Firm pledges cover the whole shortfall"),
            Known::AtLeast | Known::About => say!("Firm pledges cover {sure} of the shortfall", sure),
        },
        (false, false) if known == Known::AtLeast => {
            say!("{over} surplus on firm pledges", over = capital(&over(firm)))
        }
        (false, false) => say!("Firm pledges exceed the shortfall by {over}", over = over(firm)),
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    let unit = &story.unit;
    match basis {
        Some(basis) => {
            say!("Pledges by stage against the shortfall ({basis}), {unit}", basis = basis.title, unit)
        }
        None => say!("Pledges by stage, {unit}; no shortfall stated in {unit} on this date", unit),
    }
}

fn values(story: &Story) -> Vec<String> {
    let now = story.now();
    let mut values = Vec::new();
    for (band, k, _) in [BANDS[2], BANDS[0], BANDS[1]] {
        let open = now.left(k).map(|left| format!(", {left}"));
        values.push(format!("{} {}{}", language::word(band), print::short(now.sums[k]), open.unwrap_or_default()));
    }
    if let Some(shortfall) = story.shortfall() {
        values.insert(0, say!("shortfall {shortfall}", shortfall));
    }
    values
}

fn long(story: &Story) -> String {
    let now = story.now();
    let (as_of, unit) = (story.as_of(), &story.unit);
    let all = if now.all().is_zero() { say!("no amount") } else { story.amount(now.all()) };
    let parts: Vec<String> = (0..5)
        .rev()
        .filter(|k| !now.stages[*k].is_zero())
        .map(|k| format!("{} {}", print::short(now.stages[k]), stage_word(k)))
        .collect();
    let mut out = match parts.is_empty() {
        true => say!("As of {as_of}, {all} is pledged.", as_of, all),
        false => say!("As of {as_of}, {all} is pledged: {parts}.", as_of, all, parts = super::words::list(&parts)),
    };
    match story.shortfall() {
        None => out.push_str(&format!(" {}", say!("No shortfall is stated in {unit}.", unit))),
        Some(shortfall) => {
            out.push_str(&format!(" {}", say!("The shortfall is {shortfall}.", shortfall)));
            for (band, k, _) in BANDS {
                let (Some(left), Some(coverage)) = (now.left(k), now.coverage(k)) else { continue };
                let covers = say!(
                    "{band} {sum} covers {percent}, {left} {unit}.",
                    band = capital(&language::word(band)),
                    sum = print::short(now.sums[k]),
                    percent = now.known.percent(&coverage),
                    left,
                    unit,
                );
                out.push_str(&format!(" {covers}"));
            }
        }
    }
    out.push_str(&format!(" {}.", capital(&super::words::bands())));
    for note in notes(story).into_iter().chain(story.at_least()) {
        out.push_str(&format!(" {}.", capital(&note)));
    }
    out
}

/// Said under the bar; what is undisclosed is said in the footer of every chart.
fn notes(story: &Story) -> Vec<String> {
    let conditional = story.now().conditional;
    let said = say!("{amount} of all is conditional", amount = story.amount(conditional));
    if conditional.is_positive() { vec![said] } else { Vec::new() }
}

/// `surplus, at most`
fn bounded(name: String, bound: &str) -> String {
    if bound.is_empty() { name } else { format!("{name}, {}", bound.trim_end()) }
}

fn table(story: &Story) -> Table {
    let now = story.now();
    let unit = &story.unit;
    let columns = vec![
        Column::words(&say!("stage")),
        Column::amounts(&say!("at this stage"), unit),
        Column::words(&say!("band")),
        Column::amounts(&say!("at this stage or surer"), unit),
        Column::percent(&bounded(say!("coverage"), &now.known.covered())),
        Column::amounts(&bounded(say!("remaining"), &now.known.remaining()), unit),
        Column::amounts(&bounded(say!("surplus"), &now.known.covered()), unit),
    ];
    let mut rows: Vec<Vec<Cell>> = (0..5)
        .rev()
        .map(|k| {
            let band = BANDS.iter().find(|(_, from, _)| *from == k).map(|(name, ..)| language::word(name));
            let balance = now.balance(k);
            vec![
                Cell::Text(stage_word(k)),
                Cell::Amount(now.stages[k]),
                band.map_or(Cell::Missing, Cell::Text),
                Cell::Amount(now.sums[k]),
                now.coverage(k).into(),
                balance.map(Amount::above_zero).into(),
                balance.map(|balance| balance.minus(balance.above_zero()).unwrap_or_default().magnitude()).into(),
            ]
        })
        .collect();
    let mut more = |name: String, value: Cell| {
        let mut row = vec![Cell::Text(name), value];
        row.resize(7, Cell::Missing);
        rows.push(row);
    };
    more(bounded(say!("shortfall"), &now.known.shortfall()), now.shortfall.into());
    if now.conditional.is_positive() {
        more(say!("conditional"), Cell::Amount(now.conditional));
    }
    if now.undisclosed > 0 {
        more(say!("amounts undisclosed"), Cell::Count(now.undisclosed));
    }
    Table { columns, rows }
}

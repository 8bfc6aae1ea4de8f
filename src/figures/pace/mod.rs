//! `pace`: when, if the past repeats? Steps of all pledges so far, then where they would stand, or why that
//! is not said.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Closing, Day, Known, Projection, Refusal, Story};
use super::table::{Cell, Column, Table};
use crate::quantities::{Amount, Moment, print};
use draw::Pace;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: if story.outlook.is_ok() {
            "Stepped line of all pledges, then bands"
        } else {
            "Stepped line of all pledges"
        }
        .to_owned(),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: None,
        chart: Arc::new(Pace::new(story)),
    }
}

fn title(story: &Story) -> String {
    let projection = match &story.outlook {
        Ok(projection) => projection,
        Err(failed) => return refused(story, failed),
    };
    let stated = if story.now().known == Known::Exactly { "the shortfall" } else { "the shortfall as stated" };
    match closes(projection.most, projection) {
        Closes::Between(dates) => format!("If the past pace repeats, pledges reach {stated} {dates}"),
        Closes::Not(dates) => format!("If the past pace repeats, {stated} is not reached {dates}"),
    }
}

/// The dates of a band, in words; none is further away than a season, so that they need no year.
enum Closes {
    /// "between 3 Jun and 20 Jun"
    Between(String),
    /// "before 3 Jun", "by 1 Jul"
    Not(String),
}

fn closes(closing: Closing, projection: &Projection) -> Closes {
    let date = |moment: Moment| print::short_date(moment.date());
    match (closing.after, closing.by) {
        (Some(after), Some(by)) => Closes::Between(format!("between {} and {}", date(after), date(by))),
        (Some(after), None) => Closes::Not(format!("before {}", date(after))),
        (None, _) => {
            let horizon = projection.days.last().map(|day| date(day.on)).unwrap_or_default();
            Closes::Not(format!("by {horizon}"))
        }
    }
}

fn refused(story: &Story, failed: &[Refusal]) -> String {
    let now = story.now();
    match now.shortfall {
        Some(shortfall) if now.all() >= shortfall => match now.known {
            Known::Exactly | Known::UpTo => "All pledges reach the shortfall: no date is left to project".to_owned(),
            Known::AtLeast | Known::About => "All pledges reach the shortfall as it is stated".to_owned(),
        },
        _ => {
            let first = failed.first().map_or("the sums are too large", |refusal| refusal.brief);
            format!("No date can be projected: {first}")
        }
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    let shortfall = basis.map(|basis| format!(" and the shortfall ({})", basis.title)).unwrap_or_default();
    let bands = if story.outlook.is_ok() { ", with a 50% and an 80% band" } else { "" };
    format!("All pledges{shortfall}, {}{bands}", story.unit)
}

/// Every condition that failed, as a sentence: what stands beside a chart without bands.
fn reason(story: &Story) -> Option<String> {
    let failed = story.outlook.as_ref().err().filter(|failed| !failed.is_empty())?;
    let words: Vec<String> = failed.iter().map(|refusal| refusal.words.clone()).collect();
    Some(format!("No projection: {}", words.join("; ")))
}

/// "shortfall reached between 8 Jun and 14 Jun (50% band), between 5 Jun and 25 Jun (80% band)"
fn reached(projection: &Projection) -> String {
    let told = |closing| match closes(closing, projection) {
        Closes::Between(dates) => ("reached", dates),
        Closes::Not(dates) => ("not reached", dates),
    };
    let ((half, half_dates), (most, most_dates)) = (told(projection.half), told(projection.most));
    // The verb is said once, if it is the same.
    let again = if half == most { String::new() } else { format!("{most} ") };
    format!("shortfall {half} {half_dates} (50% band), {again}{most_dates} (80% band)")
}

/// How the earlier bands held.
fn record(projection: &Projection) -> Option<String> {
    let held = projection.held?;
    Some(format!("Of {} earlier 80% bands, {} held the sum that came next", held.of, held.held))
}

fn values(story: &Story) -> Vec<String> {
    let mut values = vec![format!("all pledged {}", print::short(story.now().all()))];
    values.extend(story.shortfall().map(|shortfall| format!("shortfall {shortfall}")));
    if let Ok(projection) = &story.outlook {
        values.push(reached(projection));
    }
    values
}

fn long(story: &Story) -> String {
    let all = story.amount(story.now().all());
    let mut out = format!("As of {}, {all} is pledged in all.", story.as_of());
    match story.shortfall() {
        Some(shortfall) => out.push_str(&format!(" The shortfall is {shortfall}.")),
        None => out.push_str(&format!(" No shortfall is stated in {}.", story.unit)),
    }
    out.extend(reason(story).map(|reason| format!(" {reason}.")));
    let Ok(projection) = &story.outlook else { return out };
    out.push_str(&format!(" If the past pace repeats, drawn in 1,000 ways: {}.", reached(projection)));
    if let Some(last) = projection.days.last() {
        let range = |(low, high): (Amount, Amount)| format!("{} to {}", print::short(low), print::short(high));
        out.push_str(&format!(
            " On {} the 50% band is {}, the 80% band {} {}.",
            print::day_of(last.on),
            range(last.half),
            range(last.most),
            story.unit
        ));
    }
    out.extend(record(projection).map(|record| format!(" {record}.")));
    out
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let mut columns =
        vec![Column::words("date"), Column::amounts("all pledged", unit), Column::amounts("shortfall", unit)];
    let days: &[Day] = story.outlook.as_ref().map_or(&[], |projection| &projection.days);
    let edges = ["50% band from", "50% band to", "80% band from", "80% band to"];
    if !days.is_empty() {
        columns.extend(edges.map(|name| Column::amounts(name, unit)));
    }
    let past = story.states.iter().map(|state| {
        let mut row = vec![Cell::Date(state.at), Cell::Amount(state.all()), state.shortfall.into()];
        row.resize(columns.len(), Cell::Missing);
        row
    });
    let to_come = days.iter().map(|day| {
        let edges = [day.half.0, day.half.1, day.most.0, day.most.1].map(Cell::Amount);
        // The shortfall is taken to stay as it is.
        let mut row = vec![Cell::Date(day.on), Cell::Missing, story.now().shortfall.into()];
        row.extend(edges);
        row
    });
    Table { rows: past.chain(to_come).collect(), columns: columns.clone() }
}

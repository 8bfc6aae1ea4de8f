//! `pace`: when, if the past repeats? Steps of all pledges so far, then where they would stand, or why that
//! is not said.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Closing, Day, Held, Known, Projection, Refusal, Story};
use super::table::{Cell, Column, Table};
use crate::language::{self, say};
use crate::quantities::{Amount, Moment, print};
use draw::Pace;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: match story.outlook.is_ok() {
            true => say!("Stepped line of all pledges, then bands"),
            false => say!("Stepped line of all pledges"),
        },
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
    let exactly = story.now().known == Known::Exactly;
    match closes(projection.most, projection) {
        Closes::Between(dates) if exactly => {
            say!("If the past pace repeats, pledges reach the shortfall {dates}", dates)
        }
        Closes::Between(dates) => {
            say!("If the past pace repeats, pledges reach the shortfall as stated {dates}", dates)
        }
        Closes::Not(dates) if exactly => {
            say!("If the past pace repeats, the shortfall is not reached {dates}", dates)
        }
        Closes::Not(dates) => say!("If the past pace repeats, the shortfall as stated is not reached {dates}", dates),
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
        (Some(after), Some(by)) => Closes::Between(say!("between {from} and {to}", from = date(after), to = date(by))),
        (Some(after), None) => Closes::Not(say!("before {date}", date = date(after))),
        (None, _) => {
            let horizon = projection.days.last().map(|day| date(day.on)).unwrap_or_default();
            Closes::Not(say!("by {date}", date = horizon))
        }
    }
}

fn refused(story: &Story, failed: &[Refusal]) -> String {
    let now = story.now();
    match now.shortfall {
        Some(shortfall) if now.all() >= shortfall => match now.known {
            Known::Exactly | Known::UpTo => say!("All pledges reach the shortfall: no date is left to project"),
            Known::AtLeast | Known::About => say!("All pledges reach the shortfall as it is stated"),
        },
        _ => {
            let brief = failed.first().map(|refusal| language::word(refusal.brief));
            let reason = brief.unwrap_or_else(|| say!("the sums are too large"));
            say!("No date can be projected: {reason}", reason)
        }
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    let unit = &story.unit;
    let said = match basis {
        Some(basis) => say!("All pledges and the shortfall ({basis}), {unit}", basis = basis.title, unit),
        None => say!("All pledges, {unit}", unit),
    };
    if story.outlook.is_ok() { say!("{said}, with a 50% and an 80% band", said) } else { said }
}

/// Every condition that failed, as a sentence: what stands beside a chart without bands.
fn reason(story: &Story) -> Option<String> {
    let failed = story.outlook.as_ref().err().filter(|failed| !failed.is_empty())?;
    let words: Vec<String> = failed.iter().map(|refusal| refusal.words.clone()).collect();
    Some(say!("No projection: {reasons}", reasons = words.join("; ")))
}

/// "shortfall reached between 8 Jun and 14 Jun (50% band), between 5 Jun and 25 Jun (80% band)"
fn reached(projection: &Projection) -> String {
    // The verb is said once, if it is the same.
    match (closes(projection.half, projection), closes(projection.most, projection)) {
        (Closes::Between(half), Closes::Between(most)) => {
            say!("shortfall reached {half} (50% band), {most} (80% band)", half, most)
        }
        (Closes::Between(half), Closes::Not(most)) => {
            say!("shortfall reached {half} (50% band), not reached {most} (80% band)", half, most)
        }
        (Closes::Not(half), Closes::Between(most)) => {
            say!("shortfall not reached {half} (50% band), reached {most} (80% band)", half, most)
        }
        (Closes::Not(half), Closes::Not(most)) => {
            say!("shortfall not reached {half} (50% band), {most} (80% band)", half, most)
        }
    }
}

/// How the earlier bands held.
fn record(projection: &Projection) -> Option<String> {
    let Held { held, of } = projection.held?;
    Some(say!("Of {of} earlier 80% bands, {held} held the sum that came next", of, held))
}

fn values(story: &Story) -> Vec<String> {
    let mut values = vec![say!("all pledged {amount}", amount = print::short(story.now().all()))];
    values.extend(story.shortfall().map(|shortfall| say!("shortfall {shortfall}", shortfall)));
    if let Ok(projection) = &story.outlook {
        values.push(reached(projection));
    }
    values
}

fn long(story: &Story) -> String {
    let all = story.amount(story.now().all());
    let mut out = say!("As of {as_of}, {all} is pledged in all.", as_of = story.as_of(), all);
    let stated = match story.shortfall() {
        Some(shortfall) => say!("The shortfall is {shortfall}.", shortfall),
        None => say!("No shortfall is stated in {unit}.", unit = story.unit),
    };
    out.push_str(&format!(" {stated}"));
    out.extend(reason(story).map(|reason| format!(" {reason}.")));
    let Ok(projection) = &story.outlook else { return out };
    let drawn = say!("If the past pace repeats, drawn in 1,000 ways: {reached}.", reached = reached(projection));
    out.push_str(&format!(" {drawn}"));
    if let Some(last) = projection.days.last() {
        let range =
            |(low, high): (Amount, Amount)| say!("{low} to {high}", low = print::short(low), high = print::short(high));
        let bands = say!(
            "On {date} the 50% band is {half}, the 80% band {most} {unit}.",
            date = print::day_of(last.on),
            half = range(last.half),
            most = range(last.most),
            unit = story.unit,
        );
        out.push_str(&format!(" {bands}"));
    }
    out.extend(record(projection).map(|record| format!(" {record}.")));
    out
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let mut columns = vec![Column::words(&say!("date"))];
    columns.extend([say!("all pledged"), say!("shortfall")].map(|name| Column::amounts(&name, unit)));
    let days: &[Day] = story.outlook.as_ref().map_or(&[], |projection| &projection.days);
    let edges = [say!("50% band from"), say!("50% band to"), say!("80% band from"), say!("80% band to")];
    if !days.is_empty() {
        columns.extend(edges.map(|name| Column::amounts(&name, unit)));
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

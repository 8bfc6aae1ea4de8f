//! What would come if the past pace repeated.

use super::base::amount;
use super::histories::{sixty, through_weeks};
use crate::figures::story::{Closing, Day, Held, Known, Outlook, Projection, Refusal, State, Story};
use crate::quantities::Amount;

/// Why nothing is projected of a rescue whose past is too short.
pub(in crate::figures::tests) fn refused(now: &State) -> Outlook {
    let short = vec![
        ("too few snapshots", "only 1 of 6 snapshots"),
        ("too short a past", "none of 21 days since the first snapshot"),
        ("too few changes", "none of 5 changes of the sum"),
    ];
    let reasons = match now.shortfall {
        None => vec![("no shortfall is stated", "no shortfall is stated")],
        Some(shortfall) if now.all() >= shortfall => vec![("nothing remains", "nothing remains")],
        Some(_) => short,
    };
    Err(reasons.into_iter().map(|(brief, words)| Refusal { brief, words: words.to_owned() }).collect())
}

/// Thirty-five days to come after 25 May, the edges of both bands growing by so much a day.
pub(in crate::figures::tests) fn outlook(half: (i64, i64), most: (i64, i64), shortfall: &str) -> Story {
    let mut story = through_weeks();
    for state in &mut story.states {
        state.shortfall = state.shortfall.map(|_| amount(shortfall));
    }
    let now = story.now().clone();
    let sum = |day: i64, step: i64| now.all().plus(Amount::whole(day * step)).unwrap().max(Amount::ZERO);
    let days: Vec<Day> = (1..=35)
        .map(|day| Day {
            on: now.at.days_later(day).unwrap(),
            half: (sum(day, half.0), sum(day, half.1)),
            most: (sum(day, most.0), sum(day, most.1)),
        })
        .collect();
    let target = amount(shortfall);
    let closing = |edges: fn(&Day) -> (Amount, Amount)| Closing {
        after: days.iter().find(|day| edges(day).1 >= target).map(|day| day.on.days_later(-1).unwrap()),
        by: days.iter().find(|day| edges(day).0 >= target).map(|day| day.on),
    };
    let (half, most) = (closing(|day| day.half), closing(|day| day.most));
    story.outlook = Ok(Projection { half, most, days, held: Some(Held { held: 6, of: 8 }) });
    story
}

/// A shortfall in a source's own words.
pub(in crate::figures::tests) fn bound_outlook() -> Story {
    let mut story = outlook((500, 700), (333, 850), "79370");
    for state in &mut story.states {
        state.known = Known::AtLeast;
    }
    story
}

/// Many names and a long past before the days to come.
pub(in crate::figures::tests) fn outlook_of_sixty() -> Story {
    let mut many = sixty();
    many.outlook = outlook((700, 900), (500, 1200), "81000").outlook;
    let Ok(projection) = &mut many.outlook else { return many };
    let last = many.states[many.states.len() - 1].at;
    for (day, n) in projection.days.iter_mut().zip(1..) {
        day.on = last.days_later(n).unwrap();
    }
    projection.half.by = None;
    projection.most.by = None;
    many
}

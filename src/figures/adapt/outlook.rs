//! What the charts tell of the days to come.

use crate::figures::story::{Closing, Day, Held, Outlook, Projection, Refusal};
use crate::measures::projection::{Closing as Dates, Projected, Range};
use crate::measures::{Band, Measures, projection};

/// The outlook of all pledges as of a snapshot; nothing is told of one past the largest amount.
pub(super) fn outlook(measures: &Measures, index: usize) -> Outlook {
    match measures.projection(index, Band::All) {
        None => Err(Vec::new()),
        Some(Err(failed)) => Err(failed.iter().map(refusal).collect()),
        Some(Ok(projected)) => Ok(Projection {
            days: projected.days.iter().map(day).collect(),
            half: closing(projected.horizon.half_closes),
            most: closing(projected.horizon.most_closes),
            held: measures.hit_rate(index, Band::All).map(|rate| Held { held: rate.held, of: rate.of }),
        }),
    }
}

fn refusal(refusal: &projection::Refusal) -> Refusal {
    Refusal { brief: refusal.brief(), words: refusal.words() }
}

fn day(day: &Projected) -> Day {
    let edges = |range: Range| (range.low, range.high);
    Day { on: day.on, half: edges(day.half), most: edges(day.most) }
}

const fn closing(dates: Dates) -> Closing {
    Closing { after: dates.after, by: dates.by }
}

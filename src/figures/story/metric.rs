//! Context figures through time.

use crate::figures::words::before;
use crate::language::say;
use crate::quantities::{Amount, Day, print};

/// One figure that the site follows, in one unit.
#[derive(Clone, Debug)]
pub(crate) struct Metric {
    /// Its title.
    pub(crate) title: String,
    /// `USD`, `%`.
    pub(crate) unit: String,
    /// Its values by their own dates, oldest first, at least one.
    pub(crate) readings: Vec<Reading>,
}

/// One value of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// When it held, as exactly as that is known.
    pub(crate) on: Day,
    /// The value, or the lower end of a range.
    pub(crate) low: Amount,
    /// The value, or the upper end of a range.
    pub(crate) high: Amount,
    /// What must stand before the number: "about".
    pub(crate) qualifier: Option<&'static str>,
}

impl Reading {
    /// Minutes since 1970: the end of a day, as snapshots have it; the beginning of a month.
    pub(crate) fn at(&self) -> i64 {
        match self.on {
            Day::Exact(moment) => moment.minutes(),
            month => month.minutes(),
        }
    }

    /// Whether it is a range rather than one value.
    pub(crate) fn is_range(&self) -> bool {
        self.low != self.high
    }

    /// `about 17 billion`, `2,232–2,395`, `46%`; the unit is said elsewhere, but for a percentage.
    pub(crate) fn printed(&self, unit: &str) -> String {
        let digits = match self.is_range() {
            true => format!("{}–{}", number(self.low), number(self.high)),
            false => number(self.high),
        };
        let number = if unit == "%" { say!("{digits}%", digits) } else { digits };
        let word = self.qualifier.filter(|_| !self.is_range()).map(before).unwrap_or_default();
        format!("{word}{number}")
    }
}

/// Up to two decimals as they are stated, since 100.01% is not 100%; more digits are for the table.
fn number(amount: Amount) -> String {
    let stated = amount.magnitude() < Amount::whole(1_000_000) && amount.rounded(2) == amount;
    if stated { print::exact(amount) } else { print::compact(amount) }
}

//! Dates and times, always UTC; parts that are unknown stay unknown.

use std::fmt;
use std::str::FromStr;

use jiff::civil;

/// When something holds or happened: a day, or a minute of a day, in UTC.
///
/// A bare day means its end: a snapshot dated `2026-04-24` says what was known when that day was over,
/// and so it sorts after `2026-04-24T23:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    date: civil::Date,
    time: Option<civil::Time>,
}

/// A day of which the month or the year may be all that is known: `2026-05`, `2026-05-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Only the month is known.
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// The day, perhaps with a time.
    Exact(Moment),
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MomentError {
    /// Not of the shape `2026-04-24` or `2026-04-24T09:00Z`.
    Shape,
    /// The calendar has no such day: `2026-02-30`.
    NoSuchDay {
        /// The last day of that month, if the month exists.
        last: Option<i8>,
    },
    /// The clock has no such time.
    NoSuchTime,
    /// A time without `Z`: it would mean another minute in each time zone.
    NoZone,
}

impl Moment {
    /// The calendar day.
    #[must_use]
    pub const fn date(self) -> civil::Date {
        self.date
    }

    /// The time of day, if one was given.
    #[must_use]
    pub const fn time(self) -> Option<civil::Time> {
        self.time
    }

    /// Days since 1970 of the calendar day.
    #[must_use]
    pub fn day_number(self) -> i64 {
        i64::from((self.date - civil::date(1970, 1, 1)).get_days())
    }

    /// The bare day so many days later, or `None` past the end of the calendar.
    #[must_use]
    pub fn days_later(self, days: i64) -> Option<Self> {
        let later = jiff::Span::new().try_days(days).ok()?;
        Some(Self { date: self.date.checked_add(later).ok()?, time: None })
    }

    /// This day without its time of day.
    #[must_use]
    pub const fn bare_day(self) -> Self {
        Self { date: self.date, time: None }
    }

    /// The minute so many minutes after 1970, or `None` past the end of the calendar.
    #[must_use]
    pub fn at_minute(minutes: i64) -> Option<Self> {
        let (day, within) = (minutes.div_euclid(24 * 60), minutes.rem_euclid(24 * 60));
        let epoch = Self { date: civil::date(1970, 1, 1), time: None };
        let (hour, minute) = (i8::try_from(within / 60).ok()?, i8::try_from(within % 60).ok()?);
        Some(Self { time: Some(civil::Time::new(hour, minute, 0, 0).ok()?), ..epoch.days_later(day)? })
    }

    /// Minutes since 1970 at which this is true; a bare day counts to its end.
    #[must_use]
    pub fn minutes(self) -> i64 {
        let within = self.time.map_or(24 * 60, |t| i64::from(t.hour()) * 60 + i64::from(t.minute()));
        self.day_number() * 24 * 60 + within
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        let (day, time) = match text.split_once(['T', ' ']) {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let date = read_date(day)?;
        Ok(Self { date, time: time.map(read_time).transpose()? })
    }
}

fn read_date(text: &str) -> Result<civil::Date, MomentError> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    let first = civil::Date::new(year, i8_of(month)?, 1).map_err(|_| MomentError::NoSuchDay { last: None })?;
    civil::Date::new(year, i8_of(month)?, i8_of(day)?)
        .map_err(|_| MomentError::NoSuchDay { last: Some(first.days_in_month()) })
}

fn read_time(text: &str) -> Result<civil::Time, MomentError> {
    let clock = text.strip_suffix(['Z', 'z']).ok_or(MomentError::NoZone)?;
    let [hour, minute] = match clock.matches(':').count() {
        // Seconds would be thrown away: only none of them are read.
        2 => match numbers(clock, ':', [2, 2, 2])? {
            [hour, minute, 0] => [hour, minute],
            _ => return Err(MomentError::NoSuchTime),
        },
        _ => numbers(clock, ':', [2, 2])?,
    };
    civil::Time::new(i8_of(hour)?, i8_of(minute)?, 0, 0).map_err(|_| MomentError::NoSuchTime)
}

/// Splits into exactly the given numbers of digits, so that `26-4-24` is not guessed at.
fn numbers<const N: usize>(text: &str, separator: char, digits: [usize; N]) -> Result<[i16; N], MomentError> {
    let mut parts = text.split(separator);
    let mut read = [0; N];
    for (slot, width) in read.iter_mut().zip(digits) {
        let part = parts.next().ok_or(MomentError::Shape)?;
        if part.len() != width || !part.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MomentError::Shape);
        }
        *slot = part.parse().map_err(|_| MomentError::Shape)?;
    }
    if parts.next().is_some() { Err(MomentError::Shape) } else { Ok(read) }
}

fn i8_of(number: i16) -> Result<i8, MomentError> {
    i8::try_from(number).map_err(|_| MomentError::Shape)
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.minutes().cmp(&other.minutes()).then(self.date.cmp(&other.date))
    }
}

/// ISO 8601, as it is typed.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            None => write!(f, "{}", self.date),
            Some(time) => write!(f, "{}T{:02}:{:02}Z", self.date, time.hour(), time.minute()),
        }
    }
}

impl serde::Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Day {
    /// Sorts by the earliest moment this can mean.
    #[must_use]
    pub fn minutes(self) -> i64 {
        match self {
            Self::Exact(moment) => moment.time.map_or(moment.minutes() - 24 * 60, |_| moment.minutes()),
            Self::Month { year, month } => {
                civil::Date::new(year, month, 1).map_or(0, |date| Moment { date, time: None }.minutes() - 24 * 60)
            }
        }
    }
}

impl Day {
    /// The calendar day, if it is known.
    #[must_use]
    pub const fn date(self) -> Option<civil::Date> {
        match self {
            Self::Exact(moment) => Some(moment.date()),
            Self::Month { .. } => None,
        }
    }

    /// The latest moment this can mean.
    #[must_use]
    pub fn last_minute(self) -> i64 {
        match self {
            Self::Exact(moment) => moment.minutes(),
            Self::Month { year, month } => civil::Date::new(year, month, 1)
                .map_or(0, |first| Moment { date: first.last_of_month(), time: None }.minutes()),
        }
    }
}

impl FromStr for Day {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        if let Ok([year, month]) = numbers(text, '-', [4, 2]) {
            let month = i8_of(month)?;
            return if (1..=12).contains(&month) {
                Ok(Self::Month { year, month })
            } else {
                Err(MomentError::NoSuchDay { last: None })
            };
        }
        text.parse().map(Self::Exact)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Exact(moment) => moment.fmt(f),
        }
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for MomentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "not a date",
            Self::NoSuchDay { .. } => "the calendar has no such day",
            Self::NoSuchTime => "the clock has no such time",
            Self::NoZone => "a time needs its zone",
        })
    }
}

impl std::error::Error for MomentError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_day_sorts_after_its_times() {
        let mut moments: Vec<Moment> =
            ["2026-04-25", "2026-04-24", "2026-04-24T09:00Z", "2026-04-23"].map(|t| t.parse().unwrap()).to_vec();
        moments.sort();
        let printed: Vec<String> = moments.iter().map(ToString::to_string).collect();
        assert_eq!(printed, ["2026-04-23", "2026-04-24T09:00Z", "2026-04-24", "2026-04-25"]);
    }

    #[test]
    fn days_are_counted_by_the_calendar() {
        let eve: Moment = "2026-02-27T23:59Z".parse().unwrap();
        let later = eve.days_later(2).unwrap();
        assert_eq!(later.to_string(), "2026-03-01");
        assert_eq!(later.day_number() - eve.day_number(), 2);
        assert!(later.days_later(i64::MAX).is_none());
    }

    #[test]
    fn refuses_what_the_calendar_does_not_have() {
        assert_eq!("2026-02-30".parse::<Moment>(), Err(MomentError::NoSuchDay { last: Some(28) }));
        assert_eq!("2026-13-01".parse::<Moment>(), Err(MomentError::NoSuchDay { last: None }));
        assert_eq!("2026-4-1".parse::<Moment>(), Err(MomentError::Shape));
        assert_eq!("2026-04-24T12:00:30Z".parse::<Moment>(), Err(MomentError::NoSuchTime));
        assert_eq!("2026-04-24T25:00Z".parse::<Moment>(), Err(MomentError::NoSuchTime));
        assert_eq!("2026-04-24T09:00".parse::<Moment>(), Err(MomentError::NoZone));
    }

    #[test]
    fn a_month_may_be_all_that_is_known() {
        assert_eq!("2026-05".parse::<Day>().unwrap().to_string(), "2026-05");
        assert!("2026-00".parse::<Day>().is_err());
    }
}

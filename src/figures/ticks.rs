//! Round numbers and dates for axes.

use std::collections::BTreeSet;

use jiff::civil;

use super::canvas::Canvas;
use super::scene::{Anchor, Stroke};
use super::text::{self, Type};
use super::theme::Ink;
use crate::language;
use crate::quantities::{Amount, Moment, print};

/// Steps of 1, 2 or 5 times a power of ten that lie between two amounts, at most `most` of them beside zero.
pub(crate) fn amounts(low: Amount, high: Amount, most: i128) -> Vec<Amount> {
    let span = high.atoms().saturating_sub(low.atoms()).max(1);
    let mut step: i128 = 1;
    'found: loop {
        for factor in [1, 2, 5] {
            if span / (step.saturating_mul(factor)) <= most {
                step = step.saturating_mul(factor);
                break 'found;
            }
        }
        step = step.saturating_mul(10);
    }
    let first = low.atoms().div_euclid(step) + i128::from(low.atoms().rem_euclid(step) > 0);
    let last = high.atoms().div_euclid(step);
    (first..=last).map(|n| Amount::from_atoms(n * step)).collect()
}

/// A date on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DateTick {
    /// Minutes since 1970.
    pub(crate) at: i64,
    /// `24 Apr`, `May`, `2027`.
    pub(crate) label: String,
}

/// The first of these that fits without its labels touching: every snapshot's date, the starts of months,
/// quarters or years; else as many snapshots' dates as fit, the newest and the oldest first.
///
pub(crate) fn dates(moments: &[Moment], labels: &Labels<'_>) -> Vec<DateTick> {
    let snapshots = snapshot_dates(moments);
    let fits = |ticks: &[DateTick]| {
        ticks.windows(2).all(|pair| match pair {
            [a, b] => labels.distance(a, b) >= 0.0,
            _ => true,
        })
    };
    let calendar = [1, 3, 12].map(|every| starts(moments, every));
    [snapshots.clone()]
        .into_iter()
        .chain(calendar.into_iter().filter(|ticks| ticks.len() > 2))
        .find(|ticks| fits(ticks))
        .unwrap_or_else(|| thinned(&snapshots, labels))
}

/// Where the labels of an axis of dates stand.
pub(crate) struct Labels<'a> {
    /// The pixel of a minute.
    pub(crate) place: &'a dyn Fn(i64) -> f64,
    /// From where to where labels may reach.
    pub(crate) room: (f64, f64),
    pub(crate) kind: Type,
}

impl Labels<'_> {
    /// The middle of a label: its tick, unless it would reach out of the room.
    fn middle(&self, tick: &DateTick) -> f64 {
        let half = self.half(tick);
        (self.place)(tick.at).min(self.room.1 - half).max(self.room.0 + half)
    }

    /// Draws dates below an axis.
    pub(crate) fn draw(&self, canvas: &Canvas, bottom: f64, dates: &[DateTick]) {
        for date in dates {
            let x = (self.place)(date.at);
            canvas.line((x, bottom), (x, bottom + 4.0), Stroke::solid(Ink::Axis, 1.0));
            let at = (self.middle(date), bottom + 3.0 + self.kind.leading());
            canvas.text(at, Anchor::Middle, self.kind, Ink::Muted, &date.label);
        }
    }

    fn half(&self, tick: &DateTick) -> f64 {
        text::width(&tick.label, self.kind) / 2.0
    }

    /// Room between the labels of two ticks, less the least that looks apart.
    fn distance(&self, a: &DateTick, b: &DateTick) -> f64 {
        (self.middle(b) - self.half(b)) - (self.middle(a) + self.half(a)) - self.kind.size
    }
}

fn snapshot_dates(moments: &[Moment]) -> Vec<DateTick> {
    let mut ticks: Vec<DateTick> = Vec::new();
    for moment in moments {
        let label = print::short_date(moment.date());
        match ticks.last_mut() {
            // Two on one day: the later one carries the date.
            Some(last) if last.label == label => last.at = moment.minutes(),
            _ => ticks.push(DateTick { at: moment.minutes(), label }),
        }
    }
    ticks
}

fn starts(moments: &[Moment], every: i8) -> Vec<DateTick> {
    let (Some(first), Some(last)) = (moments.first(), moments.last()) else { return Vec::new() };
    let mut ticks = Vec::new();
    let mut start = civil::Date::new(first.date().year(), 1, 1).unwrap_or(first.date());
    while start <= last.date() {
        let at = i64::from((start - civil::date(1970, 1, 1)).get_days()) * 24 * 60;
        if at >= first.minutes() && at <= last.minutes() {
            ticks.push(DateTick { at, label: start_label(start, ticks.is_empty(), every) });
        }
        let (year, month) = (start.year(), start.month() + every);
        let next = if month > 12 { (year.saturating_add(1), 1) } else { (year, month) };
        let Ok(date) = civil::Date::new(next.0, next.1, 1) else { break };
        start = date;
    }
    ticks
}

fn start_label(start: civil::Date, first: bool, every: i8) -> String {
    if every == 12 {
        return start.year().to_string();
    }
    let month = usize::from(start.month().unsigned_abs());
    match !first && month > 1 {
        true => language::with(|language| language.short_months[month - 1].clone()),
        false => print::month_of(start),
    }
}

fn thinned(ticks: &[DateTick], labels: &Labels<'_>) -> Vec<DateTick> {
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    let ends = [ticks.len().saturating_sub(1), 0];
    for candidate in ends.into_iter().chain(1..ticks.len().saturating_sub(1)) {
        let before = kept.range(..candidate).next_back().and_then(|i| ticks.get(*i));
        let after = kept.range(candidate..).next().and_then(|i| ticks.get(*i));
        let Some(tick) = ticks.get(candidate) else { continue };
        let clear = before.is_none_or(|before| labels.distance(before, tick) >= 0.0)
            && after.is_none_or(|after| labels.distance(tick, after) >= 0.0);
        if clear {
            kept.insert(candidate);
        }
    }
    kept.into_iter().filter_map(|i| ticks.get(i).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(low: &str, high: &str, most: i128) -> Vec<String> {
        amounts(low.parse().unwrap(), high.parse().unwrap(), most).iter().map(|tick| print::short(*tick)).collect()
    }

    #[test]
    fn numbers_are_round() {
        assert_eq!(printed("0", "68900", 4), ["0", "20,000", "40,000", "60,000"]);
        assert_eq!(printed("-470", "89500", 5), ["0", "20,000", "40,000", "60,000", "80,000"]);
        assert_eq!(printed("-7000", "30000", 4), ["0", "10,000", "20,000", "30,000"]);
        assert_eq!(printed("0", "0.004", 4), ["0", "0.001", "0.002", "0.003", "0.004"]);
        assert_eq!(printed("0", "0", 4).first().map(String::as_str), Some("0"));
    }

    fn moments(texts: &[&str]) -> Vec<Moment> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn labels(texts: &[&str], width: f64) -> Vec<String> {
        let moments = moments(texts);
        let (first, last) = (moments[0].minutes(), moments[moments.len() - 1].minutes());
        let place = |at: i64| (at - first) as f64 / (last - first).max(1) as f64 * width;
        let labels = Labels { place: &place, room: (0.0, width), kind: Type::plain(12.0) };
        let ticks = dates(&moments, &labels);
        for pair in ticks.windows(2) {
            assert!(labels.distance(&pair[0], &pair[1]) >= 0.0, "{ticks:?}");
        }
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn dates_of_snapshots_come_first() {
        let few = ["2026-04-24T09:00Z", "2026-04-24", "2026-05-02", "2026-05-25"];
        assert_eq!(labels(&few, 600.0), ["24 Apr", "2 May", "25 May"]);
        let year: Vec<String> = (1..=12).map(|m| format!("2026-{m:02}-15")).collect();
        let year: Vec<&str> = year.iter().map(String::as_str).collect();
        assert_eq!(labels(&year, 300.0), ["Apr 2026", "Jul", "Oct"]);
    }

    #[test]
    fn crowded_days_keep_the_oldest_and_the_newest() {
        let days: Vec<String> = (1..=20).map(|d| format!("2026-04-{d:02}")).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        let kept = labels(&days, 200.0);
        assert_eq!((kept.first().unwrap().as_str(), kept.last().unwrap().as_str()), ("1 Apr", "20 Apr"));
        assert!(kept.len() >= 3);
    }
}

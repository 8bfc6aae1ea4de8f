//! What would come if the past pace repeated, or why nothing is projected.
//!
//! A projection is drawn only while something remains and the past is long and lively enough to be repeated;
//! it says ranges of dates, never one date, and how often earlier ones held.

mod paths;
mod random;
#[cfg(test)]
mod tests;

pub use paths::{BLOCK, PATHS};

use std::sync::OnceLock;

use super::{Band, Measures, SnapshotMeasures};
use crate::language::say;
use crate::quantities::{Amount, Moment};

/// The fewest snapshots that are projected from.
pub const SNAPSHOTS: usize = 6;
/// The fewest days between the first and the newest.
pub const DAYS: i64 = 21;
/// The fewest changes of the sum between two snapshots.
pub const CHANGES: usize = 5;
/// The most days since the last of them.
pub const RECENT: i64 = 14;
/// The most days that are looked ahead, and never more than were observed.
pub const FARTHEST: i64 = 60;
/// The most earlier snapshots whose bands are held against what came.
const LOOK_BACK: usize = 60;
/// The fewest such bands that make a rate.
const FEWEST_HELD: usize = 5;

/// The bands that are projected.
pub const PROJECTED: [Band; 2] = [Band::All, Band::Firm];

/// Where a projection leads, or each condition that failed.
pub type Outlook = Result<Horizon, Vec<Refusal>>;

/// What would come if the past pace repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    /// Each day to come up to the horizon, at least one.
    pub days: Vec<Projected>,
    /// Where they lead.
    pub horizon: Horizon,
}

/// Where a projection leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// The last day that is looked ahead to.
    pub last: Projected,
    /// When the 50% band reaches the shortfall.
    pub half_closes: Closing,
    /// When the 80% band does.
    pub most_closes: Closing,
}

/// The sum of a band on a day to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Projected {
    /// The day; it stands for its end.
    pub on: Moment,
    /// The middle half of all paths.
    pub half: Range,
    /// The middle 80% of them.
    pub most: Range,
}

/// From a least to a greatest sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lower edge.
    pub low: Amount,
    /// The upper edge.
    pub high: Amount,
}

/// The dates between which a band of paths reaches the shortfall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The last day at whose end even the upper edge is below the shortfall; none if it is throughout.
    pub after: Option<Moment>,
    /// The first day at whose end the lower edge is not below it either; none if there is none.
    pub by: Option<Moment>,
}

/// Why nothing is projected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No shortfall above zero is stated.
    NoShortfall,
    /// The sum reaches it.
    NothingRemains,
    /// Too few snapshots: this many.
    Snapshots(usize),
    /// Too few days between the first and the newest: this many.
    Days(i64),
    /// Too few changes of the sum: this many.
    Changes(usize),
    /// The last change is too old: this many days.
    Quiet(i64),
}

impl Refusal {
    /// The condition that failed, with the number that was found.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NoShortfall => say!("no shortfall is stated"),
            Self::NothingRemains => say!("nothing remains"),
            Self::Snapshots(found) => say!("only {found} of {needed} snapshots", found, needed = SNAPSHOTS),
            Self::Days(0) => say!("none of {needed} days since the first snapshot", needed = DAYS),
            Self::Days(found) => say!("only {found} of {needed} days since the first snapshot", found, needed = DAYS),
            Self::Changes(0) => say!("none of {needed} changes of the sum", needed = CHANGES),
            Self::Changes(found) => say!("only {found} of {needed} changes of the sum", found, needed = CHANGES),
            Self::Quiet(found) => {
                say!("the last change was {found} days ago, more than {limit}", found, limit = RECENT)
            }
        }
    }

    /// The same without numbers, for a title.
    #[must_use]
    pub const fn brief(self) -> &'static str {
        match self {
            Self::NoShortfall => "no shortfall is stated",
            Self::NothingRemains => "nothing remains",
            Self::Snapshots(_) => "too few snapshots",
            Self::Days(_) => "too short a past",
            Self::Changes(_) => "too few changes",
            Self::Quiet(_) => "no recent change",
        }
    }
}

/// How often the sum of the next snapshot lay within the 80% band drawn on the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HitRate {
    /// How often it did.
    pub held: usize,
    /// Of so many bands.
    pub of: usize,
}

/// What was asked of all snapshots: it is worked out once, and only if it is asked for.
#[derive(Debug)]
pub(super) struct Projections {
    /// By snapshot and band.
    asked: Vec<[Asked; PROJECTED.len()]>,
    /// What chance begins with, by band and snapshot: the history is gone through once for all of them.
    seeds: [OnceLock<Vec<u64>>; PROJECTED.len()],
}

impl Projections {
    /// Nothing was asked yet.
    pub(super) fn of(snapshots: usize) -> Self {
        Self { asked: (0..snapshots).map(|_| Default::default()).collect(), seeds: Default::default() }
    }
}

/// What was asked of one snapshot and band.
#[derive(Debug, Default)]
struct Asked {
    /// The inner `None` is past the largest amount.
    outlook: OnceLock<Option<Outlook>>,
    /// Whether the next snapshot's sum lay within the 80% band; nothing where there was no band.
    held: OnceLock<Option<bool>>,
}

impl Measures {
    /// What is projected for a band as of a snapshot, from nothing later. `None` past the largest amount, and
    /// for a band that is not among [`PROJECTED`].
    #[must_use]
    pub fn outlook(&self, index: usize, band: Band) -> Option<&Outlook> {
        let asked = &self.projections.asked.get(index)?[place(band)?];
        let look = || self.projection(index, band).map(|found| found.map(|projection| projection.horizon));
        asked.outlook.get_or_init(look).as_ref()
    }

    /// The same with every day to come: worked out each time, since the days of all snapshots would fill the memory.
    #[must_use]
    pub fn projection(&self, index: usize, band: Band) -> Option<Result<Projection, Vec<Refusal>>> {
        let place = place(band)?;
        let shortfall = self.snapshots.get(index)?.shortfall();
        project(&self.history(index, band), shortfall, &|| self.seed(index, place))
    }

    /// How the earlier bands held, of those whose next snapshot is not later than this one. `None` below five.
    #[must_use]
    pub fn hit_rate(&self, index: usize, band: Band) -> Option<HitRate> {
        let place = place(band)?;
        let earlier = self.projections.asked.get(index.saturating_sub(LOOK_BACK)..index)?.iter().enumerate();
        let first = index.saturating_sub(LOOK_BACK);
        let held: Vec<bool> = earlier
            .filter_map(|(i, asked)| *asked[place].held.get_or_init(|| self.held(first + i, band, place)))
            .collect();
        let rate = HitRate { held: held.iter().filter(|held| **held).count(), of: held.len() };
        (rate.of >= FEWEST_HELD).then_some(rate)
    }

    fn held(&self, before: usize, band: Band, place: usize) -> Option<bool> {
        let (now, next) = (&self.snapshots[before], self.snapshots.get(before + 1)?);
        let history = self.history(before, band);
        let band_then = next_band(&history, now.shortfall(), next.at, &|| self.seed(before, place))?;
        let came = next.sums.band(band);
        Some(band_then.low <= came && came <= band_then.high)
    }

    fn seed(&self, index: usize, place: usize) -> u64 {
        let last = self.snapshots.len().saturating_sub(1);
        let seeds = self.projections.seeds[place].get_or_init(|| random::seeds(&self.history(last, PROJECTED[place])));
        seeds.get(index).copied().unwrap_or_default()
    }

    fn history(&self, index: usize, band: Band) -> Vec<(Moment, Amount)> {
        let dated = |measures: &SnapshotMeasures| (measures.at, measures.sums.band(band));
        self.snapshots[..=index].iter().map(dated).collect()
    }
}

fn place(band: Band) -> Option<usize> {
    PROJECTED.iter().position(|projected| *projected == band)
}

/// What chance begins with, asked for only where something is projected.
type Seed<'a> = dyn Fn() -> u64 + 'a;

/// The projection of a sum through time, oldest first, against a shortfall. `None` past the largest amount.
fn project(
    history: &[(Moment, Amount)],
    shortfall: Option<Amount>,
    seed: &Seed<'_>,
) -> Option<Result<Projection, Vec<Refusal>>> {
    let (target, now) = match gate(history, shortfall) {
        Ok(passed) => passed,
        Err(failed) => return Some(Err(failed)),
    };
    let past = daily(history)?;
    let days = paths::bands(&past, now, horizon(&past), seed())?;
    let closing = |edges: fn(&Projected) -> Range| {
        let after = days.iter().position(|day| edges(day).high >= target);
        Closing {
            // The day before: that of the snapshot itself where the first day to come reaches it.
            after: after.map(|place| place.checked_sub(1).map_or(now.0, |eve| days[eve].on)),
            by: days.iter().find(|day| edges(day).low >= target).map(|day| day.on),
        }
    };
    let (half_closes, most_closes) = (closing(|day| day.half), closing(|day| day.most));
    let horizon = Horizon { last: *days.last()?, half_closes, most_closes };
    Some(Ok(Projection { days, horizon }))
}

/// The 80% band for the day of the next snapshot, where one was drawn that far.
fn next_band(history: &[(Moment, Amount)], shortfall: Option<Amount>, next: Moment, seed: &Seed<'_>) -> Option<Range> {
    let (_, now) = gate(history, shortfall).ok()?;
    let past = daily(history)?;
    let ahead = next.day_number() - now.0.day_number();
    if ahead > horizon(&past) {
        return None;
    }
    // The paths of a shorter look ahead are the beginnings of those of a longer one.
    let days = paths::bands(&past, now, ahead, seed())?;
    days.last().map(|day| day.most)
}

/// The shortfall and the newest value, if every condition holds.
fn gate(history: &[(Moment, Amount)], shortfall: Option<Amount>) -> Result<(Amount, (Moment, Amount)), Vec<Refusal>> {
    let Some(target) = shortfall.filter(|shortfall| shortfall.is_positive()) else {
        return Err(vec![Refusal::NoShortfall]);
    };
    let (Some(first), Some(now)) = (history.first(), history.last()) else {
        return Err(vec![Refusal::Snapshots(0)]);
    };
    if now.1 >= target {
        return Err(vec![Refusal::NothingRemains]);
    }
    let changed: Vec<Moment> = history.windows(2).filter(|pair| pair[0].1 != pair[1].1).map(|pair| pair[1].0).collect();
    let span = now.0.day_number() - first.0.day_number();
    let quiet = changed.last().map(|last| now.0.day_number() - last.day_number());
    let mut failed = Vec::new();
    if history.len() < SNAPSHOTS {
        failed.push(Refusal::Snapshots(history.len()));
    }
    if span < DAYS {
        failed.push(Refusal::Days(span));
    }
    if changed.len() < CHANGES {
        failed.push(Refusal::Changes(changed.len()));
    }
    if let Some(quiet) = quiet.filter(|quiet| *quiet > RECENT) {
        failed.push(Refusal::Quiet(quiet));
    }
    if failed.is_empty() { Ok((target, *now)) } else { Err(failed) }
}

/// The net change of each day after the first snapshot's, booked on the later snapshot's day. The first day
/// was not seen from its beginning: what changed between two snapshots of it is left out.
fn daily(history: &[(Moment, Amount)]) -> Option<Vec<i128>> {
    let (first, last) = (history.first()?.0.day_number(), history.last()?.0.day_number());
    let mut days = vec![0_i128; usize::try_from(last - first).ok()?];
    for pair in history.windows(2) {
        let place = pair[1].0.day_number() - first;
        if let Some(day) = usize::try_from(place - 1).ok().and_then(|place| days.get_mut(place)) {
            *day = day.checked_add(pair[1].1.minus(pair[0].1)?.atoms())?;
        }
    }
    Some(days)
}

fn horizon(past: &[i128]) -> i64 {
    i64::try_from(past.len()).unwrap_or(FARTHEST).min(FARTHEST)
}

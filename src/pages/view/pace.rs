//! How fast pledges come, how far the next threshold is and what would come if the pace repeated, printed.

use serde::Serialize;

use super::words::bounded;
use crate::language::{self, say};
use crate::measures::pace::{Pace, Trigger};
use crate::measures::projection::{Closing, HitRate, Outlook, PROJECTED, Projected, Refusal};
use crate::measures::{Band, Bound, Measures, Tempo};
use crate::quantities::{Amount, Moment, print};
use crate::rescue::Rescue;

/// The pace of a report.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PaceView {
    /// The bands of every row, from the strictest to the loosest.
    bands: [String; 4],
    /// One row a window that began no earlier than the first snapshot.
    rows: Vec<PaceRow>,
    /// What stands in place of windows that began earlier.
    undefined: Option<String>,
    /// Whether amounts that nobody knows are missing from every pace.
    undisclosed: bool,
    thresholds: Vec<ThresholdRow>,
    /// What is projected, or why nothing is: a sentence for all pledges and one for firm ones.
    projections: Vec<String>,
    tempo: Vec<String>,
}

/// One window.
#[derive(Debug, Clone, Serialize)]
struct PaceRow {
    window: String,
    /// The snapshot whose sums held when it began.
    since: String,
    /// What each band gained a day.
    per_day: Vec<String>,
}

/// One threshold.
#[derive(Debug, Clone, Serialize)]
struct ThresholdRow {
    coverage: String,
    target: String,
    /// What each band lacks, or "reached".
    distances: Vec<String>,
}

impl PaceView {
    pub(crate) fn of(rescue: &Rescue, measures: &Measures, index: usize) -> Self {
        let paces = Pace::of(measures, index);
        let triggers = Trigger::all(&rescue.site.thresholds, measures, index).unwrap_or_default();
        Self {
            bands: strictest_first().map(|band| language::word(band.word())),
            rows: paces.iter().filter_map(PaceRow::of).collect(),
            undefined: undefined(&paces),
            undisclosed: measures.snapshots[index].sums.is_at_least(Band::All),
            thresholds: triggers.iter().map(|trigger| ThresholdRow::of(trigger, measures, index)).collect(),
            projections: projections(rescue, measures, index),
            tempo: measures.tempo[index].iter().map(tempo).collect(),
        }
    }

    /// "+120 ETH a day on all pledges and −3 on firm ones, over 7 days": of the shortest window there is.
    pub(crate) fn short(rescue: &Rescue, measures: &Measures, index: usize) -> Option<String> {
        let paces = Pace::of(measures, index);
        let pace = paces.iter().find(|pace| pace.since.is_some())?;
        let (all, firm, unit) = (per_day(pace, Band::All)?, per_day(pace, Band::Firm)?, &rescue.site.base_unit);
        Some(say!("over {days} days, all {all} and firm {firm} {unit} a day", days = pace.days, all, firm, unit))
    }
}

fn strictest_first() -> [Band; 4] {
    let mut bands = Band::ALL;
    bands.reverse();
    bands
}

/// `+8.57`, digits as in charts.
fn per_day(pace: &Pace, band: Band) -> Option<String> {
    let amount = pace.per_day(band)?.to_amount()?;
    let plus = if amount.is_positive() { "+" } else { "" };
    Some(format!("{plus}{}", print::short(amount)))
}

fn undefined(paces: &[Pace]) -> Option<String> {
    let days: Vec<String> =
        paces.iter().filter(|pace| pace.since.is_none()).map(|pace| pace.days.to_string()).collect();
    let (last, rest) = days.split_last()?;
    let windows = if rest.is_empty() { last.clone() } else { say!("{words} or {last}", words = rest.join(", "), last) };
    Some(say!("No pace over {windows} days: it would begin before the first report.", windows))
}

impl PaceRow {
    fn of(pace: &Pace) -> Option<Self> {
        let per_day: Option<Vec<String>> = strictest_first().into_iter().map(|band| per_day(pace, band)).collect();
        let (window, since) = (say!("{days} days", days = pace.days), print::date(pace.since?));
        Some(Self { window, since, per_day: per_day? })
    }
}

impl ThresholdRow {
    fn of(trigger: &Trigger, measures: &Measures, index: usize) -> Self {
        let now = &measures.snapshots[index];
        let lacks = |band| {
            let bound = now.against(band).map_or(Bound::Exact, |against| against.remaining_bound);
            let distance = trigger.distance(band);
            match (distance.is_zero(), bound) {
                (true, Bound::Exact | Bound::AtMost) => say!("reached"),
                (true, Bound::AtLeast | Bound::About) => say!("reached, as it is stated"),
                (false, bound) => bounded(bound, &print::exact(distance)),
            }
        };
        let stated = now.headline().map_or(Bound::Exact, |basis| basis.bound);
        Self {
            coverage: print::percent(&trigger.threshold),
            target: bounded(stated, &print::exact(trigger.target)),
            distances: strictest_first().map(lacks).to_vec(),
        }
    }
}

/// A sentence for each projected band. Where both are refused for the same reasons, one for both.
fn projections(rescue: &Rescue, measures: &Measures, index: usize) -> Vec<String> {
    let outlooks = PROJECTED.map(|band| measures.outlook(index, band));
    if let [Some(Err(all)), Some(Err(firm))] = outlooks
        && all == firm
    {
        return vec![say!("No projection: {reasons}.", reasons = reasons(all))];
    }
    let told = PROJECTED.iter().zip(outlooks).filter_map(|(band, outlook)| {
        let rate = measures.hit_rate(index, *band);
        Some(sentence(*band, outlook?, &rescue.site.base_unit.to_string(), rate))
    });
    told.collect()
}

fn reasons(failed: &[Refusal]) -> String {
    failed.iter().map(|refusal| refusal.words()).collect::<Vec<_>>().join("; ")
}

fn sentence(band: Band, outlook: &Outlook, unit: &str, rate: Option<HitRate>) -> String {
    let band = language::word(band.word());
    let horizon = match outlook {
        Err(failed) => {
            return say!("No projection on {band} pledges: {reasons}.", band, reasons = reasons(failed));
        }
        Ok(horizon) => horizon,
    };
    let reached = say!(
        "If the past pace repeats, {band} pledges reach the shortfall, in the 50% band: {half}; in the 80% band: {most}.",
        band,
        half = closing(horizon.half_closes, &horizon.last),
        most = closing(horizon.most_closes, &horizon.last)
    );
    let held = rate.map(|HitRate { held, of }| {
        say!("Of {of} earlier 80% bands, {held} held the sum of the report that followed.", of, held)
    });
    let sentences = [Some(reached), Some(newest(&horizon.last, unit)), held];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// "On 1 Jul 2026 they would stand between …": where the bands end.
fn newest(last: &Projected, unit: &str) -> String {
    let [low, high, least, most] =
        [last.half.low, last.half.high, last.most.low, last.most.high].map(|amount: Amount| print::short(amount));
    say!(
        "On {day} they would stand between {low} and {high} {unit} (50%) or {least} and {most} (80%).",
        day = print::day_of(last.on),
        low,
        high,
        unit,
        least,
        most
    )
}

/// "between 3 Jun 2026 and 20 Jun 2026", "not before 3 Jun 2026", "not by 1 Jul 2026".
fn closing(closing: Closing, last: &Projected) -> String {
    let day = |moment: Moment| print::day_of(moment);
    match (closing.after, closing.by) {
        (Some(after), Some(by)) => say!("between {after} and {by}", after = day(after), by = day(by)),
        (Some(after), None) => say!("not before {day}", day = day(after)),
        (None, _) => say!("not within the horizon, to {last}", last = day(last.on)),
    }
}

fn tempo(tempo: &Tempo) -> String {
    let (stage, left) = (language::word(tempo.stage.word()), print::count(tempo.left, "pledge", "pledges"));
    let Some(median) = tempo.median else {
        return say!("{left} left {stage}, too few for a median.", left, stage);
    };
    let days = match median.at_most {
        Some(most) if most == median.at_least => format!("{most}"),
        Some(most) => say!("{least} to {most}", least = median.at_least, most),
        None => bounded(Bound::AtLeast, &median.at_least.to_string()),
    };
    say!("{left} left {stage}, after a median of {days} days.", left, stage, days)
}

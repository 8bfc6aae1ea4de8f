//! Change, conditions, dependence, staleness and pace as data.

use serde_json::{Map, Value, json};

use super::stages;
use crate::measures::change::{Change, PerStage};
use crate::measures::pace::{Pace, Trigger};
use crate::measures::projection::{Closing, Outlook, PROJECTED, Projected};
use crate::measures::{Band, Conditional, Dependence, Measures, Staleness};
use crate::rescue::{Rescue, STAGES};

/// The change between two snapshots as data.
#[must_use]
pub fn change(rescue: &Rescue, measures: &Measures, change: &Change) -> Value {
    let by_band = |amounts: &PerStage| -> Map<String, Value> {
        Band::ALL.into_iter().map(|band| (band.word().to_owned(), json!(amounts[band.from_stage().index()]))).collect()
    };
    let effects = change.effects.iter().map(|effect| {
        json!({
            "cause": effect.cause,
            "pledge": effect.pledge,
            "contributor": effect.contributor,
            "returned": effect.returned,
            "bands": by_band(&effect.amounts),
        })
    });
    let moves: Map<String, Value> =
        STAGES.iter().map(|stage| (stage.word().to_owned(), stages(&change.moves.cells[stage.index()]))).collect();
    let coverage = change.coverage(measures);
    let coverage = coverage.iter().map(|coverage| {
        json!({ "band": coverage.band, "total": coverage.total, "giving": coverage.giving, "revision": coverage.revision })
    });
    json!({
        "from": rescue.snapshots[change.from].slug,
        "to": rescue.snapshots[change.to].slug,
        "total": by_band(&change.total),
        "effects": effects.collect::<Vec<_>>(),
        "moves": { "from_then_to_now": moves, "raised": stages(&change.moves.raised), "lowered": stages(&change.moves.lowered) },
        "shortfall": change.shortfall.as_ref().map(|s| {
            json!({ "total": s.total, "recovery": s.recovery, "rate": s.rate, "basis": s.basis, "re-estimated": s.reestimated })
        }),
        "coverage": coverage.collect::<Vec<_>>(),
    })
}

pub(super) fn conditional(solved: &Conditional) -> Value {
    json!({
        "standing": solved.standing,
        "unlocked": solved.unlocked,
        "locked": solved.locked,
        "locked_pledges": solved.locked_pledges,
        "key": solved.key,
        "standing_with_key": solved.standing_with_key,
    })
}

pub(super) fn staleness(staleness: &Staleness) -> Value {
    let ages = staleness.ages.iter().map(|age| {
        json!({
            "pledge": age.pledge,
            "contributor": age.contributor,
            "stage": age.stage,
            "open": age.open,
            "days_at_least": age.at_least,
            "days_at_most": age.at_most,
            "limit": age.limit,
            "stale": age.is_stale(),
        })
    });
    json!({
        "stale": staleness.stale,
        "open": staleness.open,
        "share": staleness.share(),
        "silent": staleness.silent,
        "ages": ages.collect::<Vec<_>>(),
    })
}

pub(super) fn dependence(dependence: &Dependence) -> Value {
    let groups = dependence.groups.iter().map(|group| {
        json!({
            "id": group.id,
            "members": group.members,
            "total": group.total,
            "share": dependence.share(group),
            "standing_without": group.standing_without,
            "coverage_without": dependence.coverage_without(group),
            "pivotal": group.pivotal,
        })
    });
    json!({
        "top_1": dependence.top(1),
        "top_3": dependence.top(3),
        "top_5": dependence.top(5),
        "hhi": dependence.hhi,
        "effective_givers": dependence.effective_givers,
        "half_count": dependence.half_count,
        "repayable_share": dependence.repayable,
        "largest_undelivered": dependence.largest_undelivered.as_ref().map(|(id, open)| json!({ "group": id, "amount": open })),
        "groups": groups.collect::<Vec<_>>(),
    })
}

/// Pace, thresholds, projections and tempo. Each day of a projection is in the data of its chart.
pub(super) fn pace(rescue: &Rescue, measures: &Measures, index: usize) -> Value {
    let windows = Pace::of(measures, index).map(|pace| {
        let bands = Band::ALL.into_iter().map(|band| {
            (band.word().to_owned(), json!({ "change": pace.change(band), "per_day": pace.per_day(band) }))
        });
        json!({ "days": pace.days, "since": pace.since, "bands": bands.collect::<Map<_, _>>() })
    });
    let triggers = Trigger::all(&rescue.site.thresholds, measures, index).unwrap_or_default();
    let thresholds = triggers.iter().map(|trigger| {
        let missing = Band::ALL.into_iter().map(|band| (band.word().to_owned(), json!(trigger.distance(band))));
        json!({ "coverage": trigger.threshold, "target": trigger.target, "missing": missing.collect::<Map<_, _>>() })
    });
    let projections = PROJECTED.into_iter().map(|band| {
        let mut value = measures.outlook(index, band).map_or(Value::Null, outlook);
        if let Some(rate) = measures.hit_rate(index, band) {
            value["held"] = json!({ "held": rate.held, "of": rate.of });
        }
        (band.word().to_owned(), value)
    });
    let tempo = measures.tempo[index].iter().map(|tempo| {
        let median = tempo.median.map(|m| json!({ "days_at_least": m.at_least, "days_at_most": m.at_most }));
        json!({ "stage": tempo.stage, "left": tempo.left, "median": median })
    });
    json!({
        "windows": windows,
        "thresholds": thresholds.collect::<Vec<_>>(),
        "projections": projections.collect::<Map<_, _>>(),
        "tempo": tempo.collect::<Vec<_>>(),
    })
}

fn outlook(outlook: &Outlook) -> Value {
    let horizon = match outlook {
        Err(failed) => return json!({ "refused": failed.iter().map(|refusal| refusal.words()).collect::<Vec<_>>() }),
        Ok(horizon) => horizon,
    };
    let closes = |closing: Closing| json!({ "after": closing.after, "by": closing.by });
    let day = |day: &Projected| {
        let [half, most] = [day.half, day.most].map(|range| json!({ "from": range.low, "to": range.high }));
        json!({ "on": day.on, "50%": half, "80%": most })
    };
    json!({
        "closes": { "50%": closes(horizon.half_closes), "80%": closes(horizon.most_closes) },
        "horizon": day(&horizon.last),
    })
}

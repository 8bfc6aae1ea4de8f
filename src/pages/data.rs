//! The same figures for machines: JSON with amounts as decimal texts, CSV that a spreadsheet opens unharmed.

use serde_json::{Map, Value, json};

use crate::figures::{Cell, Column, Table};
use crate::measures::change::{Change, PerStage};
use crate::measures::{
    Against, Band, BasisMeasures, Conditional, Dependence, Measures, NoFigure, PledgeMeasures, SnapshotMeasures,
    Staleness, Verdict,
};
use crate::quantities::{Amount, Promise};
use crate::rescue::{Basis, Pledge, Rescue, STAGES, Snapshot, Source, Status};

/// The version of the data files' shape.
const FORMAT: u32 = 1;

/// One dated report as data.
#[must_use]
pub fn report(rescue: &Rescue, measures: &Measures, index: usize) -> Value {
    let (snapshot, measured) = (&rescue.snapshots[index], &measures.snapshots[index]);
    let pledges = snapshot
        .pledges
        .iter()
        .map(|pledge| pledge_value(rescue, pledge, measured.pledges.iter().find(|m| m.id == pledge.id)));
    let bases = snapshot.bases.iter().zip(&measured.bases).map(|(basis, m)| basis_value(rescue, basis, m));
    json!({
        "format": FORMAT,
        "snapshot": snapshot.slug,
        "date": snapshot.at,
        "title": snapshot.title,
        "unit": rescue.site.base_unit,
        "headline": headline(rescue, measured),
        "stages": stages(&measured.sums.stages),
        "pledges_live": measured.sums.live,
        "pledges_undisclosed": measured.sums.undisclosed(Band::All),
        "conditional": measured.sums.conditional,
        "change": index.checked_sub(1).and_then(|before| change(rescue, measures, before, index)),
        "conditional_solved": measured.conditional.as_ref().map(conditional),
        "dependence": dependence(&measured.dependence),
        "staleness": staleness(&measures.staleness[index]),
        "bases": bases.collect::<Vec<_>>(),
        "pledges": pledges.collect::<Vec<_>>(),
        "recoveries": recoveries(snapshot),
        "claims": claims(snapshot, measured),
        "rates": rates(snapshot),
        "metrics": metrics(snapshot),
        "corrections": corrections(snapshot),
    })
}

/// The whole rescue as data: every report, contributor and event.
#[must_use]
pub fn rescue(rescue: &Rescue, measures: &Measures) -> Value {
    let contributors = rescue
        .contributors
        .values()
        .map(|c| json!({ "id": c.id, "name": c.name, "kind": c.kind, "url": c.url, "group": c.group, "note": c.note }));
    let events = rescue.events.iter().map(|e| {
        json!({ "on": e.on, "until": e.until, "what": e.what, "label": e.label, "note": e.note, "inferred": e.inferred, "sources": sources(&e.sources) })
    });
    let bases = rescue.site.bases.iter().map(|b| json!({ "id": b.id, "title": b.title, "note": b.note }));
    json!({
        "format": FORMAT,
        "title": rescue.site.title,
        "description": rescue.site.description,
        "unit": rescue.site.base_unit,
        "headline": rescue.site.headline,
        "bases": bases.collect::<Vec<_>>(),
        "contributors": contributors.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "reports": (0..rescue.snapshots.len()).map(|index| report(rescue, measures, index)).collect::<Vec<_>>(),
    })
}

fn conditional(solved: &Conditional) -> Value {
    json!({
        "standing": solved.standing,
        "unlocked": solved.unlocked,
        "locked": solved.locked,
        "locked_pledges": solved.locked_pledges,
        "key": solved.key,
        "standing_with_key": solved.standing_with_key,
    })
}

fn staleness(staleness: &Staleness) -> Value {
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

fn dependence(dependence: &Dependence) -> Value {
    let groups = dependence.groups.iter().map(|group| {
        json!({
            "id": group.id,
            "members": group.members,
            "total": group.total,
            "share": group.share,
            "standing_without": group.standing_without,
            "coverage_without": group.coverage_without,
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

/// The change between two snapshots as data; `None` past the largest amount.
#[must_use]
pub fn change(rescue: &Rescue, measures: &Measures, from: usize, to: usize) -> Option<Value> {
    let change = Change::between(rescue, measures, from, to)?;
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
    let coverage = change.coverage.iter().map(|coverage| {
        json!({ "band": coverage.band, "total": coverage.total, "giving": coverage.giving, "revision": coverage.revision })
    });
    Some(json!({
        "from": change.from,
        "to": change.to,
        "total": by_band(&change.total),
        "effects": effects.collect::<Vec<_>>(),
        "moves": { "from_then_to_now": moves, "raised": stages(&change.moves.raised), "lowered": stages(&change.moves.lowered) },
        "shortfall": change.shortfall.as_ref().map(|s| {
            json!({ "total": s.total, "recovery": s.recovery, "rate": s.rate, "basis": s.basis, "re-estimated": s.reestimated })
        }),
        "coverage": coverage.collect::<Vec<_>>(),
    }))
}

fn headline(rescue: &Rescue, measured: &SnapshotMeasures) -> Value {
    let bands: Map<String, Value> = Band::ALL
        .into_iter()
        .map(|band| {
            let mut value = json!({
                "sum": measured.sums.band(band),
                "floor": measured.sums.floor(band),
                "undisclosed": measured.sums.undisclosed(band),
            });
            merge(&mut value, measured.against(band));
            (band.word().to_owned(), value)
        })
        .collect();
    json!({ "basis": rescue.site.headline, "shortfall": measured.shortfall(), "bound": measured.headline().map(|basis| basis.bound), "bands": bands })
}

fn merge(value: &mut Value, against: Option<&Against>) {
    value["coverage"] = json!(against.and_then(|a| a.coverage.as_ref()));
    value["balance"] = json!(against.map(|a| a.balance));
    value["remaining"] = json!(against.map(|a| a.remaining));
    value["surplus"] = json!(against.map(|a| a.surplus));
    value["coverage_bound"] = json!(against.map(|a| a.coverage_bound));
    value["remaining_bound"] = json!(against.map(|a| a.remaining_bound));
}

fn stages(stages: &[Amount; 5]) -> Value {
    STAGES.iter().map(|stage| (stage.word().to_owned(), json!(stages[stage.index()]))).collect::<Map<_, _>>().into()
}

fn basis_value(rescue: &Rescue, basis: &Basis, measured: &BasisMeasures) -> Value {
    let bands: Map<String, Value> = Band::ALL
        .into_iter()
        .map(|band| {
            let mut value = json!({});
            merge(&mut value, measured.against(band));
            (band.word().to_owned(), value)
        })
        .collect();
    json!({
        "id": basis.id,
        "title": rescue.basis_title(&basis.id),
        "gross": basis.gross.map(promise),
        "deductions": basis.deductions.iter().map(recovery).collect::<Vec<_>>(),
        "stated": basis.shortfall.map(promise),
        "bound": measured.bound,
        "unit": basis.unit,
        "shortfall": measured.shortfall.as_ref().ok(),
        "missing": measured.shortfall.as_ref().err().map(|missing| match missing {
            NoFigure::NotStated => "not stated",
            NoFigure::NoRate(_) => "no rate",
        }),
        "bands": bands,
        "by": basis.by,
        "on": basis.on,
        "stated_in": basis.stated_in,
        "carried": basis.carried,
        "reason": basis.reason,
        "note": basis.note,
        "inferred": basis.inferred,
        "sources": sources(&basis.sources),
    })
}

fn pledge_value(rescue: &Rescue, pledge: &Pledge, measured: Option<&PledgeMeasures>) -> Value {
    let (stage, end) = match pledge.status {
        Status::Live(stage) => (Some(stage), None),
        Status::Ended(end) => (None, Some(end)),
    };
    json!({
        "id": pledge.id,
        "contributor": pledge.contributor,
        "name": rescue.contributor_name(&pledge.contributor),
        "promise": promise(pledge.promise),
        "unit": pledge.unit,
        "stage": stage,
        "end": end,
        "delivered": pledge.delivered,
        "kind": pledge.kind,
        "counts": pledge.counts,
        "purpose": pledge.purpose,
        "stages": measured.map(|m| stages(&m.stages)),
        "total": measured.map(|m| m.total),
        "unlocks_at": pledge.unlocks_at,
        "condition": pledge.condition,
        "terms": pledge.terms,
        "tx": pledge.tx,
        "since": pledge.since,
        "confirmed": pledge.confirmed,
        "note": pledge.note,
        "inferred": pledge.inferred,
        "sources": sources(&pledge.sources),
    })
}

fn promise(promise: Promise) -> Value {
    match promise {
        Promise::Undisclosed => json!({ "form": "undisclosed" }),
        Promise::Between(floor, cap) => json!({ "form": "range", "from": floor, "to": cap }),
        other => json!({ "form": other.qualifier().unwrap_or("exact"), "amount": other.counted() }),
    }
}

fn recovery(recovery: &crate::rescue::Recovery) -> Value {
    json!({
        "id": recovery.id,
        "what": recovery.what,
        "amount": promise(recovery.promise),
        "unit": recovery.unit,
        "state": recovery.state,
        "native": recovery.native,
        "condition": recovery.condition,
        "holder": recovery.holder,
        "note": recovery.note,
        "inferred": recovery.inferred,
        "sources": sources(&recovery.sources),
    })
}

fn recoveries(snapshot: &Snapshot) -> Vec<Value> {
    snapshot.recoveries.iter().map(recovery).collect()
}

fn claims(snapshot: &Snapshot, measured: &SnapshotMeasures) -> Vec<Value> {
    let pairs = snapshot.claims.iter().zip(&measured.claims);
    pairs
        .map(|(claim, m)| {
            let (verdict, difference) = match m.verdict {
                Verdict::Matches => ("matches", None),
                Verdict::Differs(difference) => ("differs", Some(difference)),
                Verdict::NotCompared => ("not compared", None),
            };
            json!({
                "what": claim.what,
                "amount": claim.amount,
                "unit": claim.unit,
                "at_least": claim.at_least,
                "sum": m.sum,
                "verdict": verdict,
                "difference": difference,
                "reason": claim.reason,
                "by": claim.by,
                "on": claim.on,
                "note": claim.note,
                "inferred": claim.inferred,
                "sources": sources(&claim.sources),
            })
        })
        .collect()
}

fn rates(snapshot: &Snapshot) -> Vec<Value> {
    let stated = snapshot.rates.stated().iter();
    stated
        .map(|rate| {
            json!({ "of": rate.of, "rate": rate.number, "unit": rate.unit, "note": rate.note, "inferred": rate.inferred, "sources": sources(&rate.sources) })
        })
        .collect()
}

fn metrics(snapshot: &Snapshot) -> Vec<Value> {
    let metrics = snapshot.metrics.iter();
    metrics
        .map(|metric| {
            json!({
                "id": metric.id,
                "value": promise(metric.value.promise),
                "unit": if metric.value.percent { json!("%") } else { json!(metric.value.unit) },
                "on": metric.on,
                "by": metric.by,
                "note": metric.note,
                "inferred": metric.inferred,
                "sources": sources(&metric.sources),
            })
        })
        .collect()
}

fn corrections(snapshot: &Snapshot) -> Vec<Value> {
    let corrections = snapshot.corrections.iter();
    corrections
        .map(|c| json!({ "on": c.on, "pledges": c.pledges, "note": c.note, "sources": sources(&c.sources) }))
        .collect()
}

fn sources(sources: &[Source]) -> Vec<Value> {
    let values = sources.iter().map(|s| {
        json!({ "url": s.url, "title": s.title, "archive": s.archive, "on": s.on, "grade": s.grade, "note": s.note })
    });
    values.collect()
}

/// One row a snapshot: the shortfall and every band.
#[must_use]
pub fn timeline(rescue: &Rescue, measures: &Measures) -> Table {
    let unit = &rescue.site.base_unit;
    let mut columns = vec![Column::words("snapshot"), Column::words("date"), Column::amounts("shortfall", unit)];
    for band in Band::ALL {
        columns.push(Column::amounts(band.word(), unit));
        columns.push(Column::percent(&format!("coverage {}", band.word())));
        columns.push(Column::amounts(&format!("remaining {}", band.word()), unit));
        columns.push(Column::amounts(&format!("surplus {}", band.word()), unit));
    }
    columns.push(Column { name: "undisclosed pledges".into(), unit: None, numeric: true });
    Table { columns, rows: measures.snapshots.iter().map(timeline_row).collect() }
}

fn timeline_row(measured: &SnapshotMeasures) -> Vec<Cell> {
    let mut row = vec![Cell::Text(measured.slug.to_string()), Cell::Date(measured.at), measured.shortfall().into()];
    for band in Band::ALL {
        let against = measured.against(band);
        row.push(Cell::Amount(measured.sums.band(band)));
        row.push(against.and_then(|a| a.coverage.clone()).into());
        row.push(against.map(|a| a.remaining).into());
        row.push(against.map(|a| a.surplus).into());
    }
    row.push(Cell::Count(measured.sums.undisclosed(Band::All)));
    row
}

/// One row a pledge, of the given snapshots.
#[must_use]
pub fn pledges(rescue: &Rescue, measures: &Measures, indexes: std::ops::Range<usize>) -> Table {
    let unit = &rescue.site.base_unit;
    let mut columns: Vec<Column> =
        ["snapshot", "pledge", "contributor", "name", "kind", "status", "counts", "promise", "asset"]
            .map(Column::words)
            .into();
    columns.push(Column { name: "amount".into(), unit: None, numeric: true });
    columns.extend(STAGES.iter().map(|stage| Column::amounts(stage.word(), unit)));
    columns.push(Column::amounts("total", unit));
    columns.extend(["inferred", "sources"].map(Column::words));
    let rows = indexes.flat_map(|index| {
        let (snapshot, measured) = (&rescue.snapshots[index], &measures.snapshots[index]);
        snapshot.pledges.iter().map(move |pledge| pledge_row(rescue, snapshot, pledge, measured))
    });
    Table { columns, rows: rows.collect() }
}

fn pledge_row(rescue: &Rescue, snapshot: &Snapshot, pledge: &Pledge, measured: &SnapshotMeasures) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let yes_no = |flag| text(if flag { "yes" } else { "no" });
    let status = match pledge.status {
        Status::Live(stage) => stage.word(),
        Status::Ended(end) => end.word(),
    };
    let mut row = vec![
        text(snapshot.slug.as_str()),
        text(pledge.id.as_str()),
        text(pledge.contributor.as_str()),
        text(rescue.contributor_name(&pledge.contributor)),
        text(pledge.kind.word()),
        text(status),
        yes_no(pledge.counts),
        text(pledge.promise.qualifier().unwrap_or("exact")),
        text(pledge.unit.as_str()),
        if pledge.promise.is_disclosed() { Cell::Amount(pledge.promise.counted()) } else { Cell::Missing },
    ];
    let known = |m: &&PledgeMeasures| pledge.promise.is_disclosed() || m.total.is_positive();
    let amounts = measured.pledges.iter().find(|m| m.id == pledge.id).filter(known);
    row.extend(STAGES.iter().map(|stage| amounts.map(|m| m.stages[stage.index()]).into()));
    row.push(amounts.map(|m| m.total).into());
    row.push(yes_no(pledge.inferred));
    let urls: Vec<&str> = pledge.sources.iter().filter_map(|s| s.url.as_deref().or(s.title.as_deref())).collect();
    row.push(Cell::Text(urls.join(" ")));
    row
}

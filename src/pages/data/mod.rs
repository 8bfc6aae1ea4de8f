//! The same figures for machines: JSON with amounts as decimal texts, and tables.

pub(super) mod columns;
mod explained;
mod ledger;
mod package;
mod scenario;
mod schemas;
mod tables;

pub use super::numbers::json as numbers;
pub use explained::change;
pub use ledger::revisions;
pub use package::package;
pub use scenario::scenarios;
pub use schemas::SCHEMAS;
pub use tables::{pledges, timeline};

use serde_json::{Map, Value, json};

use crate::diagnostics::Diagnostic;
use crate::measures::{Against, Band, BasisMeasures, Measures, NoFigure, PledgeMeasures, SnapshotMeasures, Verdict};
use crate::quantities::{Amount, Promise};
use crate::rescue::{Basis, Pledge, Rescue, STAGES, Snapshot, Source, Status};
use explained::{conditional, dependence, pace, staleness};

/// The version of the data files' shape.
pub(super) const FORMAT: u32 = 1;

/// One dated report as data, with the sentences of its brief.
#[must_use]
pub fn report(rescue: &Rescue, measures: &Measures, index: usize, brief: &[String]) -> Value {
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
        "brief": brief,
        "stages": stages(&measured.sums.stages),
        "pledges_live": measured.sums.live,
        "pledges_undisclosed": measured.sums.undisclosed(Band::All),
        "conditional": measured.sums.conditional,
        "change": measures.change(index).map(|found| change(rescue, measures, found)),
        "conditional_solved": measured.conditional.as_ref().map(conditional),
        "dependence": dependence(&measured.dependence),
        "staleness": staleness(&measures.staleness[index]),
        "pace": pace(rescue, measures, index),
        "bases": bases.collect::<Vec<_>>(),
        "pledges": pledges.collect::<Vec<_>>(),
        "recoveries": recoveries(snapshot),
        "claims": claims(snapshot, measured),
        "rates": rates(snapshot),
        "metrics": metrics(snapshot),
        "corrections": corrections(snapshot),
    })
}

/// A piece of the whole rescue as data: what opens the file, then one report each, then what closes it; `None` after
/// that. `report` gives the file of [`report`] by its place in time.
pub fn rescue(
    rescue: &Rescue,
    measures: &Measures,
    number: usize,
    report: impl Fn(usize) -> Result<Vec<u8>, Diagnostic>,
) -> Option<Result<Vec<u8>, Diagnostic>> {
    let reports = rescue.snapshots.len();
    match number.checked_sub(1) {
        None => Some(super::to_json(&whole(rescue, measures)).map(|mut file| {
            // Their list is the last key of the object: it is taken up again where it ends.
            file.truncate(file.len() - b"]\n}\n".len());
            file
        })),
        Some(index) if index < reports => Some(report(index).map(|report| listed(&report, index == 0))),
        Some(index) if index == reports => Some(Ok(b"\n  ]\n}\n".to_vec())),
        Some(_) => None,
    }
}

/// A report as it stands in the list of all.
fn listed(report: &[u8], is_first: bool) -> Vec<u8> {
    let mut listed = if is_first { b"\n".to_vec() } else { b",\n".to_vec() };
    listed.reserve(report.len() + report.len() / 4);
    for line in report.trim_ascii_end().split_inclusive(|byte| *byte == b'\n') {
        listed.extend(b"    ");
        listed.extend(line);
    }
    listed
}

/// All but the reports.
fn whole(rescue: &Rescue, measures: &Measures) -> Value {
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
        "scenarios": scenarios(rescue, measures),
        "revisions": ledger::value(rescue, measures),
        "reports": [],
    })
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

//! Revisions as data: one object, and one table for all kinds.

use serde_json::{Value, json};

use super::{promise, sources};
use crate::figures::{Cell, Column, Table};
use crate::measures::Measures;
use crate::quantities::{Day, Promise, Slug};
use crate::rescue::{Basis, Rescue, Source};

/// Every revision, the newest first.
pub(super) fn value(rescue: &Rescue, measures: &Measures) -> Value {
    let ledger = &measures.ledger;
    let figure = |basis: &Basis| json!({ "amount": basis.shortfall.map(promise), "unit": basis.unit, "by": basis.by, "on": basis.on, "stated_in": basis.stated_in });
    let restated = ledger.restated.iter().map(|entry| {
        let snapshot = &rescue.snapshots[entry.snapshot];
        let (old, new) = (&rescue.snapshots[entry.before].bases[entry.old], &snapshot.bases[entry.basis]);
        json!({
            "snapshot": snapshot.slug,
            "basis": new.id,
            "old": figure(old),
            "new": figure(new),
            "difference": entry.difference,
            "reason": new.reason,
            "note": new.note,
            "sources": sources(&new.sources),
        })
    });
    let corrected = ledger.corrected.iter().map(|entry| {
        let snapshot = &rescue.snapshots[entry.snapshot];
        let correction = &snapshot.corrections[entry.correction];
        json!({
            "snapshot": snapshot.slug,
            "on": correction.on,
            "pledges": correction.pledges,
            "note": correction.note,
            "sources": sources(&correction.sources),
        })
    });
    let mismatched = ledger.mismatched.iter().map(|entry| {
        let snapshot = &rescue.snapshots[entry.snapshot];
        let claim = &snapshot.claims[entry.claim];
        json!({
            "snapshot": snapshot.slug,
            "what": claim.what,
            "by": claim.by,
            "on": claim.on,
            "amount": claim.amount,
            "unit": claim.unit,
            "sum": measures.snapshots[entry.snapshot].claims[entry.claim].sum,
            "difference": entry.difference,
            "matched_in": entry.matched_in.map(|at| &rescue.snapshots[at].slug),
            "reason": claim.reason,
            "sources": sources(&claim.sources),
        })
    });
    json!({
        "restated": restated.collect::<Vec<_>>(),
        "corrected": corrected.collect::<Vec<_>>(),
        "mismatched": mismatched.collect::<Vec<_>>(),
    })
}

/// One row a revision: restated shortfalls beside what they were, then corrections, then claims beside the sum.
#[must_use]
pub fn revisions(rescue: &Rescue, measures: &Measures) -> Table {
    let number = |name: &str| Column { name: name.into(), unit: None, numeric: true };
    let mut columns: Vec<Column> = ["snapshot", "on", "revision", "what", "by"].map(Column::words).into();
    columns.extend([number("figure"), Column::words("unit")]);
    columns.extend([number("compared with"), Column::words("its unit"), number("difference")]);
    columns.extend(["reason", "sources"].map(Column::words));
    let mut rows = restated(rescue, measures);
    rows.extend(corrected(rescue, measures));
    rows.extend(mismatched(rescue, measures));
    Table { columns, rows }
}

fn restated(rescue: &Rescue, measures: &Measures) -> Vec<Vec<Cell>> {
    let rows = measures.ledger.restated.iter().map(|entry| {
        let snapshot = &rescue.snapshots[entry.snapshot];
        let (old, new) = (&rescue.snapshots[entry.before].bases[entry.old], &snapshot.bases[entry.basis]);
        let figure = |basis: &Basis| basis.shortfall.map(Promise::counted).into();
        let mut row = head(&snapshot.slug, new.on, "restated", new.id.as_str(), new.by.as_deref());
        row.extend([figure(new), text(new.unit.as_str()), figure(old), text(old.unit.as_str())]);
        row.push(entry.difference.into());
        row.extend(tail(new.reason.as_deref().or(new.note.as_deref()), &new.sources));
        row
    });
    rows.collect()
}

fn corrected(rescue: &Rescue, measures: &Measures) -> Vec<Vec<Cell>> {
    let rows = measures.ledger.corrected.iter().map(|entry| {
        let snapshot = &rescue.snapshots[entry.snapshot];
        let correction = &snapshot.corrections[entry.correction];
        let pledges: Vec<&str> = correction.pledges.iter().map(Slug::as_str).collect();
        let mut row = head(&snapshot.slug, Some(correction.on), "corrected", &pledges.join(" "), None);
        row.extend([Cell::Missing, text(""), Cell::Missing, text(""), Cell::Missing]);
        row.extend(tail(Some(&correction.note), &correction.sources));
        row
    });
    rows.collect()
}

fn mismatched(rescue: &Rescue, measures: &Measures) -> Vec<Vec<Cell>> {
    let rows = measures.ledger.mismatched.iter().map(|entry| {
        let snapshot = &rescue.snapshots[entry.snapshot];
        let claim = &snapshot.claims[entry.claim];
        let word = if entry.matched_in.is_some() { "matches no more" } else { "never matched" };
        let mut row = head(&snapshot.slug, claim.on, word, &claim.what, claim.by.as_deref());
        let sum = measures.snapshots[entry.snapshot].claims[entry.claim].sum;
        let unit = || text(claim.unit.as_str());
        row.extend([Cell::Amount(claim.amount), unit(), sum.into(), unit(), Cell::Amount(entry.difference)]);
        row.extend(tail(claim.reason.as_deref(), &claim.sources));
        row
    });
    rows.collect()
}

fn head(snapshot: &Slug, on: Option<Day>, revision: &str, what: &str, by: Option<&str>) -> Vec<Cell> {
    let on = on.map(|on| on.to_string()).unwrap_or_default();
    [snapshot.as_str(), &on, revision, what, by.unwrap_or_default()].map(text).into()
}

fn tail(reason: Option<&str>, sources: &[Source]) -> [Cell; 2] {
    let urls: Vec<&str> = sources.iter().filter_map(|s| s.url.as_deref().or(s.title.as_deref())).collect();
    [reason.unwrap_or_default(), &urls.join(" ")].map(text)
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

//! One snapshot, validated on its own.

use std::collections::BTreeMap;

use super::convert::{Rate, Rates};
use super::model::{Claim, Compare, Contributor, Correction, Metric, Pledge, Recovery, Snapshot};
use super::read::{self, keep};
use super::{pledge, shortfall};
use crate::diagnostics::{Code, Diagnostic, Report, Source};
use crate::documents::{ClaimDoc, CorrectionDoc, MetricDoc, RateDoc, SnapshotDoc, Text};
use crate::quantities::{Slug, Unit};

/// What a snapshot may refer to.
pub(super) struct Scope<'a> {
    pub(super) base: &'a Unit,
    pub(super) contributors: &'a BTreeMap<Slug, Contributor>,
    /// Former id → id.
    pub(super) aliases: &'a BTreeMap<Slug, Slug>,
    /// Whether a contributor that is not among them is really unknown.
    pub(super) contributors_complete: bool,
    pub(super) bases: &'a [Slug],
    pub(super) metrics: &'a [Slug],
}

/// Validates one snapshot; its bases are only those it states itself.
pub(super) fn snapshot(
    file: &Source,
    document: &SnapshotDoc,
    scope: &Scope<'_>,
    report: &mut Report,
) -> Option<Snapshot> {
    let slug = report.keep(read::address(&file.path, &document.date.span));
    let at = report.keep(read::moment(&document.date));
    // Problems of the rest are worth knowing even if the address or the date is wrong.
    let provisional = slug.clone().or_else(|| Slug::new("unknown").ok())?;
    let bases =
        document.shortfall.0.iter().filter_map(|(id, basis)| shortfall::basis(id, basis, &provisional, scope, report));
    let bases = bases.collect();
    let recoveries = document.recoveries.0.iter().filter_map(|(id, recovery)| {
        let id = report.keep(read::slug(id))?;
        shortfall::recovery(Some(id), recovery, scope, report)
    });
    let recoveries: Vec<Recovery> = recoveries.collect();
    let rates = rates(&document.rates.0, scope, report);
    let pledges: Vec<Pledge> =
        document.pledges.0.iter().filter_map(|(id, pledge)| pledge::pledge(id, pledge, scope, report)).collect();
    for pledge in &pledges {
        require_rate(pledge, &rates, report);
    }
    let named = ids(&document.recoveries.0);
    let claims = document.claims.iter().filter_map(|claim| self::claim(claim, &named, &rates, scope, report));
    let claims = claims.collect();
    let metrics = document.metrics.0.iter().filter_map(|(id, metric)| self::metric(id, metric, scope, report));
    let metrics = metrics.collect();
    let named = ids(&document.pledges.0);
    let corrections = document.corrections.iter().filter_map(|correction| self::correction(correction, &named, report));
    let corrections = corrections.collect();
    Some(Snapshot {
        slug: slug?,
        file: file.path.clone(),
        at: at?,
        title: read::plain(document.title.as_ref()),
        bases,
        recoveries,
        rates,
        pledges,
        claims,
        metrics,
        corrections,
        notes: read::plain(document.notes.as_ref()),
        span: document.date.span.clone(),
    })
}

/// Ids as they were typed, also of what turned out invalid: a reference to it is not a second problem.
fn ids<T>(entries: &[(Text, T)]) -> Vec<Slug> {
    entries.iter().filter_map(|(id, _)| Slug::new(&id.value).ok()).collect()
}

fn rates(documents: &[(Text, RateDoc)], scope: &Scope<'_>, report: &mut Report) -> Rates {
    let stated = documents.iter().filter_map(|(asset, RateDoc(document))| {
        let of = report.keep(read::unit(asset));
        let rate = report.keep(read::amount(&document.rate, scope.base));
        let sources = read::sources(&document.source, report);
        let (of, (promise, unit)) = (of?, rate?);
        if !promise.counted().is_positive() {
            report.push(Diagnostic::new(Code::InvalidAmount, "a rate is above zero").at(&document.rate.span));
            return None;
        }
        let (inferred, note) = (read::flag(document.inferred, false), read::plain(document.note.as_ref()));
        Some(Rate { of, number: promise.counted(), unit, sources, inferred, note })
    });
    let stated = stated.collect();
    Rates::new(scope.base.clone(), stated)
}

fn require_rate(pledge: &Pledge, rates: &Rates, report: &mut Report) {
    if pledge.counts && pledge.promise.is_disclosed() && rates.of(&pledge.unit).is_none() {
        let (unit, base) = (&pledge.unit, rates.base());
        report.push(
            Diagnostic::new(
                Code::MissingRate,
                format!("the pledge `{}` counts in `{unit}`, for which this snapshot states no rate", pledge.id),
            )
            .at(&pledge.span)
            .hint(format!(
                "add `{unit}: … {base}` to `rates`, or `counts: false` to the pledge; rates are not carried forward"
            )),
        );
    }
}

const COMPARE: &[&str] = &["all", "firm", "delivered", "all+recoveries", "none"];

fn claim(
    document: &ClaimDoc,
    recoveries: &[Slug],
    rates: &Rates,
    scope: &Scope<'_>,
    report: &mut Report,
) -> Option<Claim> {
    let amount = report.keep(read::amount(&document.amount, scope.base));
    let compare = compare(document, recoveries, report);
    let sources = read::sources(&document.source, report);
    let on = keep(&document.on, read::day, report);
    let ((promise, unit), compare) = (amount?, compare?);
    if compare != Compare::Nothing && rates.of(&unit).is_none() {
        report.push(
            Diagnostic::new(
                Code::MissingRate,
                format!("the claim is in `{unit}`, for which this snapshot states no rate"),
            )
            .at(&document.amount.span)
            .hint("add the rate, or `compare: none` with a `reason`"),
        );
    }
    Some(Claim {
        what: document.what.value.trim().to_owned(),
        amount: promise.counted(),
        places: printed_places(&document.amount.value),
        unit,
        compare,
        at_least: read::flag(document.at_least, false),
        by: read::plain(document.by.as_ref()),
        on,
        sources,
        reason: read::plain(document.reason.as_ref()),
        note: read::plain(document.note.as_ref()),
        inferred: read::flag(document.inferred, false),
        span: document.amount.span.clone(),
    })
}

fn compare(document: &ClaimDoc, recoveries: &[Slug], report: &mut Report) -> Option<Compare> {
    let named: Vec<Slug> = document
        .recoveries
        .iter()
        .filter_map(|text| report.keep(read::declared(text, Code::UnknownReference, "recovery", recoveries)))
        .collect();
    let Some(text) = &document.compare else { return Some(Compare::Nothing) };
    match text.value.trim() {
        "all" => Some(Compare::All),
        "firm" => Some(Compare::Firm),
        "delivered" => Some(Compare::Delivered),
        "none" => Some(Compare::Nothing),
        "all+recoveries" if !document.recoveries.is_empty() => Some(Compare::AllAndRecoveries(named)),
        "all+recoveries" => Some(Compare::AllAndRecoveries(recoveries.to_vec())),
        other => {
            report.push(
                Diagnostic::new(Code::UnknownWord, format!("`{other}` is not a sum to compare with"))
                    .at(&text.span)
                    .suggest(other, COMPARE.iter().copied()),
            );
            None
        }
    }
}

/// Decimals that a source prints.
fn printed_places(typed: &str) -> u32 {
    let number = typed.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).unwrap_or("");
    number.split_once('.').map_or(0, |(_, fraction)| u32::try_from(fraction.len()).unwrap_or(18).min(18))
}

fn metric(id: &Text, document: &MetricDoc, scope: &Scope<'_>, report: &mut Report) -> Option<Metric> {
    let name = report.keep(read::declared(id, Code::UnknownMetric, "metric", scope.metrics));
    let value = report.keep(read::quantity(&document.value));
    let on = keep(&document.on, read::day, report);
    let sources = read::sources(&document.source, report);
    Some(Metric {
        id: name?,
        value: value?,
        on,
        by: read::plain(document.by.as_ref()),
        sources,
        note: read::plain(document.note.as_ref()),
        inferred: read::flag(document.inferred, false),
    })
}

fn correction(document: &CorrectionDoc, ids: &[Slug], report: &mut Report) -> Option<Correction> {
    let on = report.keep(read::day(&document.on));
    let pledges = document
        .pledges
        .iter()
        .filter_map(|text| report.keep(read::declared(text, Code::UnknownReference, "pledge", ids)));
    let pledges = pledges.collect();
    let sources = read::sources(&document.source, report);
    Some(Correction { on: on?, pledges, note: document.note.value.trim().to_owned(), sources })
}

//! One snapshot, validated on its own.

use super::convert::{Rate, Rates};
use super::model::{Correction, Metric, Pledge, Recovery, Snapshot};
use super::read::{self, keep};
use super::scope::Scope;
use super::{claim, pledge, shortfall};
use crate::diagnostics::{Code, Diagnostic, Report, Source};
use crate::documents::{CorrectionDoc, MetricDoc, RateDoc, SnapshotDoc, Text};
use crate::quantities::{Slug, Unit};

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
    let stated = (&provisional, at.or_else(|| "1970-01-01".parse().ok())?);
    let bases =
        document.shortfall.0.iter().filter_map(|(id, basis)| shortfall::basis(id, basis, stated, scope, report));
    let bases = read::kept(bases);
    let recoveries = document.recoveries.0.iter().filter_map(|(id, recovery)| {
        let id = report.keep(read::slug(id))?;
        shortfall::recovery(Some(id), recovery, scope, report)
    });
    let recoveries: Vec<Recovery> = read::kept(recoveries);
    let rates = Rates::new(scope.base.clone(), rates(&document.rates.0, scope.base, report));
    let typed = document.pledges.0.iter();
    let pledges: Vec<(&Text, Pledge)> =
        typed.filter_map(|(id, pledge)| Some((id, pledge::pledge(id, pledge, scope, report)?))).collect();
    twice(&pledges, report);
    for (id, pledge) in &pledges {
        require_rate(id, pledge, &rates, report);
    }
    let named = ids(&document.recoveries.0);
    let claims = document.claims.iter().filter_map(|claim| {
        claim::claim(claim, &claim::Around { named: &named, recoveries: &recoveries, rates: &rates }, scope, report)
    });
    let claims = read::kept(claims);
    let metrics = document.metrics.0.iter().filter_map(|(id, metric)| self::metric(id, metric, scope, report));
    let metrics = read::kept(metrics);
    let corrections = document.corrections.iter().filter_map(|correction| self::correction(correction, report));
    let corrections = read::kept(corrections);
    Some(Snapshot {
        slug: slug?,
        file: file.path.clone(),
        at: at?,
        title: read::plain(document.title.as_ref()),
        bases,
        recoveries,
        rates,
        pledges: pledges.into_iter().map(|(_, pledge)| pledge).collect(),
        claims,
        metrics,
        corrections,
        notes: read::plain(document.notes.as_ref()),
        span: document.date.span.clone(),
    })
}

/// A former id and the present one are one pledge: they cannot both be there.
fn twice(pledges: &[(&Text, Pledge)], report: &mut Report) {
    for (i, (id, pledge)) in pledges.iter().enumerate() {
        if pledges[..i].iter().any(|(_, other)| other.id == pledge.id) {
            report.push(
                Diagnostic::new(
                    Code::DuplicateKey,
                    format!("the pledge `{}` is there twice, under its id and an alias", pledge.id),
                )
                .at(&id.span),
            );
        }
    }
}

/// Ids as they were typed, also of what turned out invalid: a reference to it is not a second problem.
pub(super) fn ids<T>(entries: &[(Text, T)]) -> Vec<Slug> {
    entries.iter().filter_map(|(id, _)| Slug::new(&id.value).ok()).collect()
}

/// Rates as they are stated; one without a unit is in the base unit.
pub(super) fn rates(documents: &[(Text, RateDoc)], base: &Unit, report: &mut Report) -> Vec<Rate> {
    let mut stated: Vec<Rate> = Vec::new();
    for (asset, RateDoc(document)) in documents {
        let of = report.keep(read::unit(asset));
        let rate = report.keep(read::exact(&document.rate, "a rate"));
        let sources = read::sources(&document.source, report);
        let (Some(of), Some((number, unit))) = (of, rate) else { continue };
        let unit = unit.unwrap_or_else(|| base.clone());
        if !number.is_positive() {
            report.push(Diagnostic::new(Code::InvalidAmount, "a rate is above zero").at(&document.rate.span));
        }
        if of == unit || stated.iter().any(|other| other.of == unit && other.unit == of) {
            report.push(
                Diagnostic::new(Code::ConflictingRates, conflict(&of, &unit))
                    .at(&document.rate.span)
                    .hint("state one rate for two assets"),
            );
        }
        let (inferred, note) = (read::flag(document.inferred, false), read::plain(document.note.as_ref()));
        stated.push(Rate { of, number, unit, sources, inferred, note });
    }
    stated
}

fn conflict(of: &Unit, unit: &Unit) -> String {
    if of == unit {
        return format!("`{of}` needs no rate into itself");
    }
    format!("the rate of `{unit}` into `{of}` is stated already, and this one is its reverse")
}

/// Whether an asset can be converted; if not, what to do about it.
fn rate_hint(rates: &Rates, unit: &Unit) -> String {
    let base = rates.base();
    match rates.stated().iter().find(|rate| rate.of == *unit) {
        Some(rate) => format!("its rate is stated in `{}`: state it in `{base}`", rate.unit),
        None => format!("add `{unit}: … {base}` to `rates`; rates are not carried forward"),
    }
}

/// An amount that counts must be convertible; nothing needs no rate.
fn require_rate(id: &Text, pledge: &Pledge, rates: &Rates, report: &mut Report) {
    if pledge.counts && pledge.amount().is_positive() && rates.of(&pledge.unit).is_none() {
        let unit = &pledge.unit;
        report.push(
            Diagnostic::new(
                Code::MissingRate,
                format!(
                    "the pledge `{}` counts in `{unit}`, for which this snapshot states no rate into `{}`",
                    pledge.id,
                    rates.base()
                ),
            )
            .at(&id.span)
            .hint(rate_hint(rates, unit))
            .hint("or mark it `counts: false`, if it is not for the shortfall"),
        );
    }
}

fn metric(id: &Text, document: &MetricDoc, scope: &Scope<'_>, report: &mut Report) -> Option<Metric> {
    let name = scope.declared(id, Code::UnknownMetric, "metric", scope.metrics, report);
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

fn correction(document: &CorrectionDoc, report: &mut Report) -> Option<Correction> {
    let on = report.keep(read::day(&document.on));
    // Whether there are such pledges is known when all snapshots are.
    let pledges = document.pledges.iter().filter_map(|text| Slug::new(text.value.trim()).ok()).collect();
    let sources = read::sources(&document.source, report);
    Some(Correction { on: on?, pledges, note: document.note.value.trim().to_owned(), sources })
}

//! Totals that sources print: what they say and what they are compared with.

use super::convert::Rates;
use super::model::{Claim, Compare, Recovery};
use super::read::{self, keep};
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::documents::ClaimDoc;
use crate::quantities::{Promise, Slug};

/// What a claim's snapshot has for it.
pub(super) struct Around<'a> {
    /// Recoveries as they were typed, also those with a problem of their own.
    pub(super) named: &'a [Slug],
    /// Recoveries as they are.
    pub(super) recoveries: &'a [Recovery],
    /// The snapshot's rates.
    pub(super) rates: &'a Rates,
}

/// A recovery that is part of the sum must be convertible.
fn require_rates(document: &ClaimDoc, ids: &[Slug], around: &Around<'_>, report: &mut Report) {
    let named = around.recoveries.iter().filter(|recovery| recovery.id.as_ref().is_some_and(|id| ids.contains(id)));
    for recovery in named {
        if recovery.promise.counted().is_positive() && around.rates.of(&recovery.unit).is_none() {
            report.push(
                Diagnostic::new(
                    Code::MissingRate,
                    format!(
                        "the recovery \"{}\" is in `{}`, for which this snapshot states no rate",
                        recovery.what, recovery.unit
                    ),
                )
                .at(&document.amount.span)
                .hint("add the rate, or name the recoveries that the claim includes"),
            );
        }
    }
}

pub(super) const COMPARE: &[&str] = &["all", "firm", "delivered", "all+recoveries", "none"];

/// Validates one claim.
pub(super) fn claim(document: &ClaimDoc, around: &Around<'_>, scope: &Scope<'_>, report: &mut Report) -> Option<Claim> {
    let amount = report.keep(read::amount(&document.amount, scope.base).and_then(|(promise, unit)| {
        match promise {
            Promise::Exact(_) | Promise::AtLeast(_) | Promise::About(_) => Ok((promise, unit)),
            _ => Err(Diagnostic::new(Code::InvalidAmount, "a claim is one number, perhaps `at least` or `about`")
                .at(&document.amount.span)),
        }
    }));
    let compare = compare(document, around.named, report);
    let sources = read::sources(&document.source, report);
    let on = keep(&document.on, read::day, report);
    let ((promise, unit), compare) = (amount?, compare?);
    if compare != Compare::Nothing && around.rates.of(&unit).is_none() {
        report.push(
            Diagnostic::new(
                Code::MissingRate,
                format!("the claim is in `{unit}`, for which this snapshot states no rate"),
            )
            .at(&document.amount.span)
            .hint("add the rate, or `compare: none` with a `reason`"),
        );
    }
    if let Compare::AllAndRecoveries(ids) = &compare {
        require_rates(document, ids, around, report);
    }
    Some(Claim {
        what: document.what.value.trim().to_owned(),
        amount: promise.counted(),
        places: printed_places(&document.amount.value),
        unit,
        compare,
        at_least: read::flag(document.at_least, false) || matches!(promise, Promise::AtLeast(_)),
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

//! Bases and recoveries: what was lost, what came back, what pledges have to cover.

use super::model::{Basis, Recovery};
use super::read::{self, keep};
use super::scope::Scope;
use super::words::RecoveryState;
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::documents::{BasisDoc, RecoveryDoc, Text};
use crate::quantities::{Amount, Moment, Promise, Slug, Unit, print};

/// Validates one basis as a snapshot of this address and moment states it.
pub(super) fn basis(
    id: &Text,
    document: &BasisDoc,
    (slug, at): (&Slug, Moment),
    scope: &Scope<'_>,
    report: &mut Report,
) -> Option<Basis> {
    let name = scope.declared(id, Code::UnknownBasis, "basis", scope.bases, report)?;
    let gross = keep(&document.gross, |text| read::amount(text, scope.base), report);
    let stated = keep(&document.stated, |text| read::amount(text, scope.base), report);
    let deductions: Vec<Recovery> =
        document.recoveries.iter().filter_map(|recovery| self::recovery(None, recovery, scope, report)).collect();
    if document.gross.is_none() && document.stated.is_none() {
        report.push(
            Diagnostic::new(Code::MissingKey, format!("the basis `{name}` states no figure"))
                .at(&id.span)
                .hint("give it `stated`, or `gross` with what is deducted in `recoveries`"),
        );
        return None;
    }
    let unit = stated.as_ref().or(gross.as_ref()).map(|(_, unit)| unit.clone())?;
    let same_unit = one_unit(id, &unit, gross.as_ref(), &deductions, report);
    let gross = gross.map(|(promise, _)| promise);
    let computed = gross.filter(|_| same_unit).and_then(|gross| less(gross, &deductions));
    if computed.is_some_and(|computed| computed.counted().is_negative()) {
        report.push(
            Diagnostic::new(Code::NegativeShortfall, format!("the basis `{name}` deducts more than went missing"))
                .at(&id.span)
                .hint("coverage is undefined where there is no shortfall; is a recovery counted twice?"),
        );
    }
    let stated = stated.map(|(promise, _)| promise);
    if let (Some(computed), Some(stated)) = (computed, stated) {
        compare(id, document, computed, stated, &unit, &deductions, report);
    }
    Some(Basis {
        id: name,
        gross,
        deductions,
        shortfall: stated.filter(|stated| stated.is_disclosed()).or(computed),
        unit,
        by: read::plain(document.by.as_ref()),
        on: keep(&document.on, read::day, report),
        stated_in: slug.clone(),
        stated_at: at,
        carried: false,
        sources: read::sources(&document.source, report),
        reason: read::plain(document.reason.as_ref()),
        note: read::plain(document.note.as_ref()),
        inferred: read::flag(document.inferred, false),
    })
}

/// A basis is one sum: all its figures are in one unit.
fn one_unit(
    id: &Text,
    unit: &Unit,
    gross: Option<&(Promise, Unit)>,
    deductions: &[Recovery],
    report: &mut Report,
) -> bool {
    let others: Vec<&Unit> =
        gross.map(|(_, unit)| unit).into_iter().chain(deductions.iter().map(|d| &d.unit)).collect();
    let Some(other) = others.into_iter().find(|other| *other != unit) else { return true };
    report.push(
        Diagnostic::new(Code::InvalidUnit, format!("the basis `{}` mixes `{unit}` and `{other}`", id.value))
            .at(&id.span)
            .hint("state a basis in one unit; another unit is another basis"),
    );
    false
}

/// Gross less deductions, as surely as the words of all of them allow; nothing without a gross loss.
fn less(gross: Promise, deductions: &[Recovery]) -> Option<Promise> {
    let deducted = Amount::total(deductions.iter().map(|recovery| recovery.promise.counted()))?;
    let left = gross.is_disclosed().then(|| gross.counted().minus(deducted))??;
    let sure = |promise: Promise| matches!(promise, Promise::Exact(_));
    let unknown = |promise: Promise| matches!(promise, Promise::Undisclosed | Promise::AtLeast(_));
    Some(match gross {
        _ if deductions.iter().all(|recovery| sure(recovery.promise)) => gross.with(left),
        // More may have come back than is known: less is missing.
        Promise::Exact(_) | Promise::UpTo(_) if deductions.iter().all(|r| sure(r.promise) || unknown(r.promise)) => {
            Promise::UpTo(left)
        }
        _ => Promise::About(left),
    })
}

/// A source that prints both its parts and its result should print a sum.
fn compare(
    id: &Text,
    document: &BasisDoc,
    computed: Promise,
    stated: Promise,
    unit: &Unit,
    deductions: &[Recovery],
    report: &mut Report,
) {
    // Without deductions a gross loss beside a stated shortfall is not a sum.
    if computed.counted() == stated.counted() || !stated.is_disclosed() || deductions.is_empty() {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::BasisDiffers,
        format!(
            "the basis `{}` states {} {unit}, but its gross loss less its recoveries is {} {unit}",
            id.value,
            print::exact(stated.counted()),
            print::exact(computed.counted())
        ),
    )
    .at(document.stated.as_ref().map_or(&id.span, |text| &text.span))
    .settled(document.reason.is_some());
    diagnostic = match &document.reason {
        Some(reason) => diagnostic.hint(format!("explained: {}", reason.value.trim())),
        None => diagnostic.hint("give a `reason` if the difference is known; it is printed beside the basis"),
    };
    report.push(diagnostic);
}

/// Validates one recovery.
pub(super) fn recovery(
    id: Option<Slug>,
    document: &RecoveryDoc,
    scope: &Scope<'_>,
    report: &mut Report,
) -> Option<Recovery> {
    let state = report.keep(read::word(&document.state, "a state", RecoveryState::from_word, RecoveryState::WORDS));
    let amount = match &document.amount {
        Some(text) => report.keep(read::amount(text, scope.base)),
        None => Some((Promise::Undisclosed, scope.base.clone())),
    };
    let sources = read::sources(&document.source, report);
    let (state, (promise, unit)) = (state?, amount?);
    Some(Recovery {
        id,
        what: document.what.value.trim().to_owned(),
        promise,
        unit,
        state,
        native: read::plain(document.native.as_ref()),
        condition: read::plain(document.condition.as_ref()),
        holder: read::plain(document.holder.as_ref()),
        note: read::plain(document.note.as_ref()),
        sources,
        inferred: read::flag(document.inferred, false),
    })
}

/// Completes each snapshot's bases with those stated before: a basis not restated carries forward.
pub(super) fn carry_forward(snapshots: &mut [super::model::Snapshot], order: &[Slug]) {
    let mut known: Vec<Basis> = Vec::new();
    for snapshot in snapshots {
        let stated = std::mem::take(&mut snapshot.bases);
        known.retain(|basis| !stated.iter().any(|new| new.id == basis.id));
        known.extend(stated);
        known.sort_by_key(|basis| order.iter().position(|id| *id == basis.id));
        snapshot.bases =
            known.iter().map(|basis| Basis { carried: basis.stated_in != snapshot.slug, ..basis.clone() }).collect();
    }
}

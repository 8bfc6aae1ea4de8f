//! Bases, recoveries, claims, rates, metrics and events, printed.

use serde::Serialize;

use super::SourceView;
use super::words::{bounded, is_later, last_stated, open};
use crate::language::{self, say};
use crate::measures::{Band, BasisMeasures, ClaimMeasures, NoFigure, Verdict};
use crate::quantities::{Moment, Promise, Quantity, print};
use crate::rescue::{Basis, Claim, Compare, Event, Metric, Rate, Recovery, Rescue};

/// One way of stating the shortfall.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BasisView {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) meaning: Option<String>,
    pub(crate) headline: bool,
    pub(crate) figure: Option<String>,
    /// In base units, where the basis is in another.
    pub(crate) converted: Option<String>,
    pub(crate) gross: Option<String>,
    pub(crate) deductions: Vec<RecoveryView>,
    pub(crate) by: Option<String>,
    pub(crate) stated_on: Option<String>,
    pub(crate) carried: bool,
    /// The source stated it after the report's date.
    pub(crate) later: bool,
    pub(crate) missing: Option<String>,
    pub(crate) all: Option<AgainstView>,
    pub(crate) firm: Option<AgainstView>,
    pub(crate) reason: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) inferred: bool,
    pub(crate) sources: Vec<SourceView>,
}

/// A band against a basis.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AgainstView {
    /// "at most 63.1%"; nothing where it is undefined.
    pub(crate) coverage: Option<String>,
    /// "at least 25,400", or "surplus 470".
    pub(crate) open: String,
}

impl BasisView {
    /// `at` is the moment of the report.
    pub(crate) fn of(rescue: &Rescue, basis: &Basis, measures: &BasisMeasures, at: Moment) -> Self {
        let name = rescue.site.bases.iter().find(|name| name.id == basis.id);
        let base = &rescue.site.base_unit;
        // A converted figure is no more exact than its rate: its decimals are in the data files.
        let printed = if basis.unit == *base { print::exact } else { print::short };
        let against = |band| {
            measures.against(band).map(|against| AgainstView {
                coverage: against.coverage.as_ref().map(|c| bounded(against.coverage_bound, &print::percent(c))),
                open: open(against, printed),
            })
        };
        Self {
            id: basis.id.to_string(),
            title: rescue.basis_title(&basis.id).to_owned(),
            meaning: name.and_then(|name| name.note.clone()),
            headline: basis.id == rescue.site.headline,
            figure: figure(basis),
            converted: (basis.unit != *base)
                .then(|| measures.shortfall.as_ref().ok().map(|figure| format!("≈ {} {base}", print::short(*figure))))
                .flatten(),
            gross: basis.gross.map(|gross| print::promise(gross, &basis.unit)),
            deductions: basis.deductions.iter().map(RecoveryView::of).collect(),
            by: basis.by.clone(),
            stated_on: Some(last_stated(basis)),
            carried: basis.carried,
            later: is_later(basis.on, at),
            missing: match &measures.shortfall {
                Err(NoFigure::NoRate(unit)) => Some(say!("no {unit} rate stated", unit)),
                Err(NoFigure::NotStated) => Some(say!("no figure stated")),
                Ok(_) => None,
            },
            all: against(Band::All),
            firm: against(Band::Firm),
            reason: basis.reason.clone(),
            note: basis.note.clone(),
            inferred: basis.inferred,
            sources: SourceView::all(&basis.sources),
        }
    }
}

fn figure(basis: &Basis) -> Option<String> {
    basis.shortfall.map(|shortfall| print::promise(shortfall, &basis.unit))
}

/// Part of the loss that came back or was stopped.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RecoveryView {
    what: String,
    amount: String,
    state: String,
    native: Option<String>,
    condition: Option<String>,
    holder: Option<String>,
    note: Option<String>,
    inferred: bool,
    sources: Vec<SourceView>,
}

impl RecoveryView {
    pub(crate) fn of(recovery: &Recovery) -> Self {
        Self {
            what: recovery.what.clone(),
            amount: print::promise(recovery.promise, &recovery.unit),
            state: language::word(recovery.state.word()),
            native: recovery.native.clone(),
            condition: recovery.condition.clone(),
            holder: recovery.holder.clone(),
            note: recovery.note.clone(),
            inferred: recovery.inferred,
            sources: SourceView::all(&recovery.sources),
        }
    }
}

/// A claim beside the sum it is compared with.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ClaimView {
    pub(crate) what: String,
    pub(crate) amount: String,
    pub(crate) compared_with: Option<String>,
    pub(crate) sum: Option<String>,
    pub(crate) verdict: String,
    /// The verdict's class.
    pub(crate) mark: &'static str,
    pub(crate) difference: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) by: Option<String>,
    pub(crate) on: Option<String>,
    /// The source printed it after the report's date.
    pub(crate) later: bool,
    pub(crate) note: Option<String>,
    pub(crate) inferred: bool,
    pub(crate) sources: Vec<SourceView>,
}

impl ClaimView {
    /// `at` is the moment of the report.
    pub(crate) fn of(claim: &Claim, measures: &ClaimMeasures, at: Moment) -> Self {
        let in_unit = |amount| format!("{} {}", print::exact(amount), claim.unit);
        let (mark, difference) = match measures.verdict {
            Verdict::Matches if claim.at_least => ("holds", None),
            Verdict::Matches => ("matches", None),
            Verdict::NotCompared => ("not compared", None),
            Verdict::Differs(difference) if difference.is_negative() => {
                ("differs", Some(say!("{amount} below the sum", amount = in_unit(difference.magnitude()))))
            }
            Verdict::Differs(difference) => {
                ("differs", Some(say!("{amount} above the sum", amount = in_unit(difference))))
            }
        };
        Self {
            what: claim.what.clone(),
            amount: if claim.at_least {
                say!("over {amount}", amount = in_unit(claim.amount))
            } else {
                in_unit(claim.amount)
            },
            compared_with: match claim.compare {
                Compare::All => Some(say!("all pledges")),
                Compare::Firm => Some(say!("firm pledges")),
                Compare::Delivered => Some(say!("delivered")),
                Compare::AllAndRecoveries(_) => Some(say!("all pledges and recoveries")),
                Compare::Nothing => None,
            },
            sum: measures.sum.map(in_unit),
            verdict: language::word(mark),
            mark,
            difference,
            reason: claim.reason.clone(),
            by: claim.by.clone(),
            on: claim.on.map(print::day),
            later: is_later(claim.on, at),
            note: claim.note.clone(),
            inferred: claim.inferred,
            sources: SourceView::all(&claim.sources),
        }
    }
}

/// A rate as it was stated.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RateView {
    equation: String,
    note: Option<String>,
    inferred: bool,
    sources: Vec<SourceView>,
}

impl RateView {
    pub(crate) fn of(rate: &Rate) -> Self {
        Self {
            equation: format!("1 {} = {} {}", rate.of, print::exact(rate.number), rate.unit),
            note: rate.note.clone(),
            inferred: rate.inferred,
            sources: SourceView::all(&rate.sources),
        }
    }
}

/// A context figure.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MetricView {
    title: String,
    value: String,
    on: Option<String>,
    by: Option<String>,
    note: Option<String>,
    inferred: bool,
    sources: Vec<SourceView>,
}

impl MetricView {
    pub(crate) fn of(rescue: &Rescue, metric: &Metric) -> Self {
        let name = rescue.site.metrics.iter().find(|name| name.id == metric.id);
        Self {
            title: name.map_or_else(|| metric.id.to_string(), |name| name.title.clone()),
            value: value(&metric.value),
            on: metric.on.map(print::day),
            by: metric.by.clone(),
            note: metric.note.clone(),
            inferred: metric.inferred,
            sources: SourceView::all(&metric.sources),
        }
    }
}

/// A context figure in its own unit, which may be none.
fn value(quantity: &Quantity) -> String {
    let unit = match (&quantity.unit, quantity.percent) {
        (_, true) => String::new(),
        (Some(unit), false) => format!(" {unit}"),
        (None, false) => String::new(),
    };
    let percent = |digits: String| if quantity.percent { say!("{digits}%", digits) } else { digits };
    match quantity.promise {
        Promise::Between(floor, cap) => {
            format!("{}{unit}", percent(format!("{}–{}", print::exact(floor), print::exact(cap))))
        }
        Promise::Undisclosed => say!("undisclosed"),
        other => {
            let words = other.qualifier().map(|word| format!("{} ", language::word(word))).unwrap_or_default();
            format!("{words}{}{unit}", percent(print::exact(other.counted())))
        }
    }
}

/// A dated fact.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct EventView {
    on: String,
    until: Option<String>,
    what: String,
    note: Option<String>,
    inferred: bool,
    sources: Vec<SourceView>,
}

impl EventView {
    pub(crate) fn of(event: &Event) -> Self {
        Self {
            on: print::day(event.on),
            until: event.until.map(print::day),
            what: event.what.clone(),
            note: event.note.clone(),
            inferred: event.inferred,
            sources: SourceView::all(&event.sources),
        }
    }
}

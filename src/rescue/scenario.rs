//! What-if scenarios, with every name resolved. What they make of a snapshot is a matter of measures.

use super::convert::Rate;
use super::gather::Givers;
use super::model::{Scenario, Snapshot};
use super::read::{self, keep};
use super::snapshot;
use super::words::ContributorKind;
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::documents::{ScenarioDoc, Text};
use crate::quantities::{Ratio, Slug, Unit};

/// What a scenario may refer to.
pub(super) struct Known<'a> {
    pub(super) base: &'a Unit,
    pub(super) givers: &'a Givers,
    pub(super) snapshots: &'a [Snapshot],
    /// Whether there are snapshots and none had a problem: else a rate that seems unknown may be stated there.
    pub(super) snapshots_complete: bool,
}

/// Validates one scenario.
pub(super) fn scenario(id: &Text, document: &ScenarioDoc, known: &Known<'_>, report: &mut Report) -> Option<Scenario> {
    let slug = report.keep(read::slug(id));
    if supposes_nothing(document) {
        report.push(
            Diagnostic::new(Code::SenselessScenario, format!("the scenario `{}` supposes nothing", id.value))
                .at(&id.span)
                .hint("give it `without`, `votes_pass`, `votes_fail`, `shortfall` or `rates`"),
        );
    }
    let leaving = document.without.iter().flat_map(|text| leaving(text, known.givers, report));
    let mut without: Vec<Slug> = leaving.collect();
    without.sort();
    without.dedup();
    let votes_pass = kinds(&document.votes_pass, report);
    let votes_fail = kinds(&document.votes_fail, report);
    pass_or_fail(&document.votes_fail, &votes_pass, report);
    let shortfall = keep(&document.shortfall, factor, report);
    let rates = rates(document, known, report);
    Some(Scenario {
        id: slug?,
        title: document.title.value.trim().to_owned(),
        note: read::plain(document.note.as_ref()),
        without,
        votes_pass,
        votes_fail,
        shortfall,
        rates,
        span: id.span.clone(),
    })
}

fn supposes_nothing(document: &ScenarioDoc) -> bool {
    let lists = [&document.without, &document.votes_pass, &document.votes_fail];
    lists.iter().all(|list| list.is_empty()) && document.shortfall.is_none() && document.rates.0.is_empty()
}

/// A contributor, by its id or a former one, or everyone who shares a group.
fn leaving(text: &Text, givers: &Givers, report: &mut Report) -> Vec<Slug> {
    if let Some(real) = givers.aliases.get(text.value.trim()) {
        return vec![real.clone()];
    }
    let groups = givers.all.values().filter_map(|contributor| contributor.group.as_ref());
    let names: Vec<&Slug> = givers.all.keys().chain(groups).collect();
    let found = read::declared(text, Code::UnknownContributor, "contributor or group", names);
    // One that `contributors.yaml` lost to a problem of its own is not a second problem.
    let found = if givers.complete { report.keep(found) } else { found.ok() };
    let Some(name) = found else { return Vec::new() };
    let members = givers.all.values().filter(|giver| giver.id == name || giver.group.as_ref() == Some(&name));
    members.map(|giver| giver.id.clone()).collect()
}

fn kinds(texts: &[Text], report: &mut Report) -> Vec<ContributorKind> {
    let words = ContributorKind::WORDS;
    let read = |text| read::word(text, "a kind of contributor", ContributorKind::from_word, words);
    texts.iter().filter_map(|text| report.keep(read(text))).collect()
}

/// The votes of one kind cannot do both.
fn pass_or_fail(fails: &[Text], passes: &[ContributorKind], report: &mut Report) {
    for text in fails {
        if ContributorKind::from_word(text.value.trim()).is_some_and(|kind| passes.contains(&kind)) {
            report.push(
                Diagnostic::new(
                    Code::SenselessScenario,
                    format!("the votes of the kind `{}` both pass and fail", text.value.trim()),
                )
                .at(&text.span)
                .hint("make it two scenarios"),
            );
        }
    }
}

/// What the shortfall is multiplied by.
fn factor(text: &Text) -> Result<Ratio, Diagnostic> {
    let hint = "write how much of today's shortfall there would be, as in `shortfall: 150%`";
    let factor = read::percentage(text, "a part or a multiple of the shortfall", hint)?;
    if factor.is_positive() {
        return Ok(factor);
    }
    Err(Diagnostic::new(Code::InvalidAmount, "a shortfall is multiplied by more than zero").at(&text.span).hint(hint))
}

/// A rate can move only if some snapshot states it.
fn rates(document: &ScenarioDoc, known: &Known<'_>, report: &mut Report) -> Vec<Rate> {
    let rates = snapshot::rates(&document.rates.0, known.base, report);
    if !known.snapshots_complete || rates.len() != document.rates.0.len() {
        return rates;
    }
    let stated: Vec<&Rate> = known.snapshots.iter().flat_map(|snapshot| snapshot.rates.stated()).collect();
    for (rate, (asset, _)) in rates.iter().zip(&document.rates.0) {
        if !stated.iter().any(|stated| stated.is_between(rate)) {
            let message = format!("no snapshot states a rate between `{}` and `{}`", rate.of, rate.unit);
            let assets = stated.iter().map(|rate| rate.of.as_str());
            report.push(
                Diagnostic::new(Code::UnknownReference, message)
                    .at(&asset.span)
                    .suggest(rate.of.as_str(), assets)
                    .hint("only a rate that a snapshot states can move"),
            );
        }
    }
    rates
}

//! The rules of the brief: each is one sentence with a condition.

use super::facts::Facts;
use crate::measures::change::{Cause, Effect};
use crate::measures::{Band, Group};
use crate::quantities::print::{capital, list};
use crate::quantities::{Amount, print};
use crate::rescue::{STAGES, Stage};

/// What is promised, and what it covers.
pub(super) fn promised(facts: &Facts<'_>) -> Option<String> {
    let on = print::date(facts.snapshot.at);
    if facts.measures.pledges.is_empty() {
        return Some(match facts.say("shortfall") {
            Some(shortfall) => format!("As of {on}, nobody has pledged toward the shortfall of {shortfall}."),
            None => format!("As of {on}, no shortfall is stated and nobody has pledged."),
        });
    }
    let all = facts.say("all.sum")?;
    let firm = match (facts.amount("firm.sum")?, facts.amount("all.sum")?) {
        (firm, all) if firm == all => "all of it firm".to_owned(),
        (firm, _) if firm.is_zero() => "none of it firm".to_owned(),
        _ => format!("{} of it firm", facts.figure("firm.sum")?),
    };
    let delivered = match (facts.amount("delivered.sum")?, facts.amount("all.sum")?) {
        (delivered, all) if delivered == all => "all delivered".to_owned(),
        (delivered, _) if delivered.is_zero() => "nothing delivered".to_owned(),
        _ => format!("{} delivered", facts.figure("delivered.sum")?),
    };
    Some(match (facts.say("all.coverage"), facts.say("shortfall")) {
        (Some(coverage), Some(shortfall)) => {
            format!("As of {on}, {all} are pledged, {coverage} of a shortfall of {shortfall}; {firm}, {delivered}.")
        }
        _ => format!("As of {on}, {all} are pledged; {firm}, {delivered}. No shortfall is stated."),
    })
}

/// What is left of the shortfall; on firm pledges alone too.
pub(super) fn open(facts: &Facts<'_>) -> Option<String> {
    let left = |band: &str| -> Option<(bool, String)> {
        let surplus = facts.amount(&format!("{band}.surplus"))?.is_positive();
        let word = if surplus { "surplus" } else { "remaining" };
        Some((surplus, facts.say(&format!("{band}.{word}"))?))
    };
    if facts.measures.pledges.is_empty() {
        return None;
    }
    let ((over, all), (firm_over, firm)) = (left("all")?, left("firm")?);
    let firm = if firm_over { format!("{firm} more than needed") } else { format!("{firm} open") };
    Some(match over {
        true => capital(&format!("pledges exceed the shortfall by {all}; firm pledges alone leave {firm}.")),
        false => capital(&format!("{all} remain open; firm pledges alone leave {firm}.")),
    })
}

/// Another shortfall than in the report before.
pub(super) fn shortfall_moved(facts: &Facts<'_>) -> Option<String> {
    let moved = facts.amount("change.shortfall").filter(|moved| !moved.is_zero())?;
    let verb = if moved.is_positive() { "raised" } else { "lowered" };
    Some(format!("The shortfall was {verb} by {} since {}.", facts.size("change.shortfall")?, facts.since()?))
}

/// Another sum, with its largest cause and that cause's largest pledge.
pub(super) fn sum_moved(facts: &Facts<'_>) -> Option<String> {
    let (change, since) = (facts.change.as_ref()?, facts.since()?);
    let Some(band) = facts.changed_band() else {
        return Some(format!("Since {since} no sum has changed."));
    };
    let id = format!("change.{}", band.word());
    let (what, verb) = match (band, facts.amount(&id)?.is_positive()) {
        (Band::All, true) => ("what is pledged", "grew"),
        (Band::All, false) => ("what is pledged", "shrank"),
        (Band::Probable, true) => ("what is at least approved", "grew"),
        (Band::Probable, false) => ("what is at least approved", "shrank"),
        (Band::Firm, true) => ("what is firm", "grew"),
        (Band::Firm, false) => ("what is firm", "shrank"),
        (Band::Delivered, true) => ("what is delivered", "grew"),
        (Band::Delivered, false) => ("what is delivered", "shrank"),
    };
    let causes = Cause::ALL.into_iter().filter_map(|cause| Some((cause, change.of(cause, band)?)));
    let (cause, _) = causes.max_by_key(|(cause, amount)| (amount.magnitude(), std::cmp::Reverse(*cause)))?;
    let name = cause.word().replace(' ', "-");
    let amount = facts.say(&format!("{id}.{name}"))?;
    let effects = change.effects.iter().filter(|effect| effect.cause == cause);
    let largest = effects.max_by_key(|effect| effect.amounts[band.from_stage().index()].magnitude())?;
    let giver = facts.giver(&largest.contributor);
    let of_it = facts.say(&format!("change.{name}.{}", largest.pledge));
    let who = match of_it {
        Some(own) if own != amount => format!(", of it {giver} {own}"),
        _ => format!(", {giver}"),
    };
    Some(format!(
        "Since {since} {what} {verb} by {}; the largest cause is “{}” ({amount}{who}).",
        facts.size(&id)?,
        cause.word()
    ))
}

/// The largest step of one pledge on the ladder.
pub(super) fn stage_moved(facts: &Facts<'_>) -> Option<String> {
    let effects = facts.change.as_ref()?.effects.iter();
    let steps = effects.filter(|effect| matches!(effect.cause, Cause::Forward | Cause::Back));
    let largest = steps.max_by_key(|effect| size(effect))?;
    let (from, to) = step(largest)?;
    let name = largest.cause.word().replace(' ', "-");
    let amount = facts.size(&format!("change.{name}.{}", largest.pledge))?;
    let giver = facts.giver(&largest.contributor);
    Some(match to {
        Stage::Delivered => format!("{giver} delivered {amount} that were {}.", from.word()),
        _ => format!("The largest step is that of {giver}: {amount} went from {} to {}.", from.word(), to.word()),
    })
}

fn size(effect: &Effect) -> Option<Amount> {
    effect.amounts.iter().map(|amount| amount.magnitude()).max()
}

/// From which stage to which the bulk of an effect went: it shows at every threshold that it passed.
fn step(effect: &Effect) -> Option<(Stage, Stage)> {
    let size = size(effect)?;
    let passed = |k: &usize| effect.amounts[*k].magnitude() == size;
    let (lowest, highest) = ((0..5).find(passed)?, (0..5).rev().find(passed)?);
    let (below, top) = (STAGES.get(lowest.checked_sub(1)?)?, STAGES.get(highest)?);
    Some(if effect.cause == Cause::Forward { (*below, *top) } else { (*top, *below) })
}

/// What hangs on a coverage that is not reached.
pub(super) fn locked(facts: &Facts<'_>) -> Option<String> {
    facts.amount("locked").filter(|locked| locked.is_positive())?;
    Some(format!(
        "{} stay locked behind a coverage that their givers require; {} more would unlock the next.",
        facts.figure("locked")?,
        facts.figure("key-amount")?
    ))
}

/// What has gone quiet.
pub(super) fn stale(facts: &Facts<'_>) -> Option<String> {
    let count = facts.count("stale.pledges");
    if count == 0 {
        return None;
    }
    let have = if count == 1 { "has" } else { "have" };
    let what = print::count(count, "promise", "promises");
    Some(match facts.amount("stale")?.is_positive() {
        true => format!("{what} ({}) {have} gone quiet for longer than their stage allows.", facts.figure("stale")?),
        false => format!("{what} without an amount {have} gone quiet for longer than their stage allows."),
    })
}

/// Whose loss would open the hole again.
pub(super) fn pivotal(facts: &Facts<'_>) -> Option<String> {
    let groups: Vec<&Group> = facts.measures.dependence.groups.iter().filter(|group| group.pivotal).collect();
    let only = groups.first().filter(|_| groups.len() == 1)?;
    let name = facts.giver(only.members.first()?);
    Some(format!("Without {name} the shortfall would not be covered."))
}

/// What has to happen for promises to become money.
pub(super) fn next(facts: &Facts<'_>) -> Option<String> {
    let waiting = |stage: Stage| {
        let id = format!("stage.{}", stage.word());
        facts.amount(&id).filter(|amount| amount.is_positive()).and_then(|_| facts.figure(&id))
    };
    let open = [
        (Stage::Proposed, "their givers’ decision"),
        (Stage::Approved, "a binding step"),
        (Stage::Committed, "delivery"),
    ];
    let parts: Vec<String> =
        open.into_iter().filter_map(|(stage, what)| Some(format!("{what} ({})", waiting(stage)?))).collect();
    (!parts.is_empty()).then(|| format!("Still to come: {}.", list(&parts)))
}

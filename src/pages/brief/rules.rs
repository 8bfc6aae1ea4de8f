//! The rules of the brief: each is one sentence with a condition.

use super::facts::Facts;
use crate::language::{self, say};
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
            Some(shortfall) => {
                say!("As of {on}, nobody has pledged toward the shortfall of {shortfall}.", on, shortfall)
            }
            None => say!("As of {on}, no shortfall is stated and nobody has pledged.", on),
        });
    }
    let all = facts.say("all.sum")?;
    let firm = match (facts.amount("firm.sum")?, facts.amount("all.sum")?) {
        (firm, all) if firm == all => say!("all of it firm"),
        (firm, _) if firm.is_zero() => say!("none of it firm"),
        _ => say!("{amount} of it firm", amount = facts.figure("firm.sum")?),
    };
    let delivered = match (facts.amount("delivered.sum")?, facts.amount("all.sum")?) {
        (delivered, all) if delivered == all => say!("all delivered"),
        (delivered, _) if delivered.is_zero() => say!("nothing delivered"),
        _ => say!("{amount} delivered", amount = facts.figure("delivered.sum")?),
    };
    Some(match (facts.say("all.coverage"), facts.say("shortfall")) {
        (Some(coverage), Some(shortfall)) => {
            say!(
                "As of {on}, {all} are pledged, {coverage} of a shortfall of {shortfall}; {firm}, {delivered}.",
                on,
                all,
                coverage,
                shortfall,
                firm,
                delivered
            )
        }
        _ => say!(
            "As of {on}, {all} are pledged; {firm}, {delivered}. No shortfall is stated.",
            on,
            all,
            firm,
            delivered
        ),
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
    let firm =
        if firm_over { say!("{amount} more than needed", amount = firm) } else { say!("{amount} open", amount = firm) };
    Some(match over {
        true => capital(&say!("pledges exceed the shortfall by {all}; firm pledges alone leave {firm}.", all, firm)),
        false => capital(&say!("{all} remain open; firm pledges alone leave {firm}.", all, firm)),
    })
}

/// Another shortfall than in the report before.
pub(super) fn shortfall_moved(facts: &Facts<'_>) -> Option<String> {
    let moved = facts.amount("change.shortfall").filter(|moved| !moved.is_zero())?;
    let (amount, since) = (facts.size("change.shortfall")?, facts.since()?);
    Some(match moved.is_positive() {
        true => say!("The shortfall was raised by {amount} since {since}.", amount, since),
        false => say!("The shortfall was lowered by {amount} since {since}.", amount, since),
    })
}

/// Another sum, with its largest cause and that cause's largest pledge.
pub(super) fn sum_moved(facts: &Facts<'_>) -> Option<String> {
    let (change, since) = (facts.change.as_ref()?, facts.since()?);
    let Some(band) = facts.changed_band() else {
        return Some(say!("Since {since} no sum has changed.", since));
    };
    let id = format!("change.{}", band.word());
    let size = facts.size(&id)?;
    let moved = match (band, facts.amount(&id)?.is_positive()) {
        (Band::All, true) => say!("Since {since} what is pledged grew by {size}", since, size),
        (Band::All, false) => say!("Since {since} what is pledged shrank by {size}", since, size),
        (Band::Probable, true) => say!("Since {since} what is at least approved grew by {size}", since, size),
        (Band::Probable, false) => say!("Since {since} what is at least approved shrank by {size}", since, size),
        (Band::Firm, true) => say!("Since {since} what is firm grew by {size}", since, size),
        (Band::Firm, false) => say!("Since {since} what is firm shrank by {size}", since, size),
        (Band::Delivered, true) => say!("Since {since} what is delivered grew by {size}", since, size),
        (Band::Delivered, false) => say!("Since {since} what is delivered shrank by {size}", since, size),
    };
    let causes = Cause::ALL.into_iter().filter_map(|cause| Some((cause, change.of(cause, band)?)));
    let (cause, _) = causes.max_by_key(|(cause, amount)| (amount.magnitude(), std::cmp::Reverse(*cause)))?;
    let name = cause.word().replace(' ', "-");
    let amount = facts.say(&format!("{id}.{name}"))?;
    let effects = change.effects.iter().filter(|effect| effect.cause == cause);
    let largest = effects.max_by_key(|effect| effect.amounts[band.from_stage().index()].magnitude())?;
    let giver = facts.giver(&largest.contributor);
    let of_it = facts.say(&format!("change.{name}.{}", largest.pledge));
    let cause = language::word(cause.word());
    Some(match of_it {
        Some(own) if own != amount => say!(
            "{moved}; the largest cause is “{cause}” ({amount}, of it {giver} {own}).",
            moved,
            cause,
            amount,
            giver,
            own
        ),
        _ => say!("{moved}; the largest cause is “{cause}” ({amount}, {giver}).", moved, cause, amount, giver),
    })
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
        Stage::Delivered => {
            say!("{giver} delivered {amount} that were {stage}.", giver, amount, stage = language::word(from.word()))
        }
        _ => say!(
            "The largest step is that of {giver}: {amount} went from {from} to {to}.",
            giver,
            amount,
            from = language::word(from.word()),
            to = language::word(to.word())
        ),
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
    Some(say!(
        "{locked} stay locked behind a coverage that their givers require; {key} more would unlock the next.",
        locked = facts.figure("locked")?,
        key = facts.figure("key-amount")?
    ))
}

/// What has gone quiet.
pub(super) fn stale(facts: &Facts<'_>) -> Option<String> {
    let count = facts.count("stale.pledges");
    if count == 0 {
        return None;
    }
    let amount = if facts.amount("stale")?.is_positive() { Some(facts.figure("stale")?) } else { None };
    Some(match (count, amount) {
        (1, Some(amount)) => {
            say!("1 promise ({amount}) has gone quiet for longer than their stage allows.", amount)
        }
        (1, None) => say!("1 promise without an amount has gone quiet for longer than their stage allows."),
        (_, Some(amount)) => {
            say!("{count} promises ({amount}) have gone quiet for longer than their stage allows.", count, amount)
        }
        (_, None) => {
            say!("{count} promises without an amount have gone quiet for longer than their stage allows.", count)
        }
    })
}

/// Whose loss would open the hole again.
pub(super) fn pivotal(facts: &Facts<'_>) -> Option<String> {
    let groups: Vec<&Group> = facts.measures.dependence.groups.iter().filter(|group| group.pivotal).collect();
    let only = groups.first().filter(|_| groups.len() == 1)?;
    let name = facts.giver(only.members.first()?);
    Some(say!("Without {name} the shortfall would not be covered.", name))
}

/// What has to happen for promises to become money.
pub(super) fn next(facts: &Facts<'_>) -> Option<String> {
    let waiting = |stage: Stage| {
        let id = format!("stage.{}", stage.word());
        facts.amount(&id).filter(|amount| amount.is_positive()).and_then(|_| facts.figure(&id))
    };
    let open = [
        (Stage::Proposed, say!("their givers’ decision")),
        (Stage::Approved, say!("a binding step")),
        (Stage::Committed, say!("delivery")),
    ];
    let parts: Vec<String> =
        open.into_iter().filter_map(|(stage, what)| Some(format!("{what} ({})", waiting(stage)?))).collect();
    (!parts.is_empty()).then(|| say!("Still to come: {parts}.", parts = list(&parts)))
}

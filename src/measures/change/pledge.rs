//! One pledge between two snapshots.

use std::collections::BTreeSet;

use super::{Cause, Effect, Moves, PerStage, Side, cumulative, difference};
use crate::measures::PledgeMeasures;
use crate::quantities::{Amount, Ratio, Slug};
use crate::rescue::{Pledge, Stage, Status};

/// The two snapshots and what lies around them.
pub(super) struct Pair<'a> {
    pub(super) before: Side<'a>,
    pub(super) after: Side<'a>,
    /// Pledges that were corrected between them.
    pub(super) restated: BTreeSet<&'a Slug>,
    /// Whether a pledge stood in a snapshot before both.
    pub(super) stood_before: &'a dyn Fn(&Slug) -> bool,
}

/// Every pledge that counts on one of the two dates, by id.
pub(super) fn ids<'a>(pair: &Pair<'a>) -> BTreeSet<&'a Slug> {
    pair.before.measured.keys().chain(pair.after.measured.keys()).copied().collect()
}

/// A pledge on one date: as it stands, and as it is measured if it counts.
struct At<'a> {
    pledge: Option<&'a Pledge>,
    measured: Option<&'a PledgeMeasures>,
    rate: Option<&'a Ratio>,
}

impl<'a> At<'a> {
    fn find(id: &Slug, side: &Side<'a>) -> Self {
        let pledge = side.pledges.get(id).copied();
        Self {
            pledge,
            measured: side.measured.get(id).copied(),
            // An undisclosed amount has no asset yet.
            rate: pledge
                .filter(|pledge| pledge.promise.is_disclosed() || pledge.delivered.is_positive())
                .and_then(|pledge| side.snapshot.rates.of(&pledge.unit)),
        }
    }

    fn is_live(&self) -> bool {
        self.pledge.is_some_and(Pledge::is_live)
    }

    /// By stage in its own asset.
    fn split(&self) -> PerStage {
        self.pledge.map_or([Amount::ZERO; 5], Pledge::split)
    }

    /// S₁ … S₅ of this pledge alone, in base units.
    fn sums(&self) -> Option<PerStage> {
        self.measured.map_or(Some([Amount::ZERO; 5]), |measured| cumulative(&measured.stages))
    }
}

/// Splits one pledge's difference into effects. `None` past the largest amount.
pub(super) fn explain(id: &Slug, pair: &Pair<'_>, effects: &mut Vec<Effect>, moves: &mut Moves) -> Option<()> {
    let (then, now) = (At::find(id, &pair.before), At::find(id, &pair.after));
    let contributor = now.pledge.or(then.pledge)?.contributor.clone();
    let whole = difference(&now.sums()?, &then.sums()?)?;
    let mut push = |cause, amounts: PerStage| {
        if amounts.iter().any(|amount| !amount.is_zero()) {
            let returned = cause == Cause::New && (pair.stood_before)(id);
            effects.push(Effect { cause, pledge: id.clone(), contributor: contributor.clone(), returned, amounts });
        }
    };
    if let Some(cause) = whole_cause(&then, &now, pair.restated.contains(id)) {
        push(cause, whole);
        return Some(());
    }
    let stays = Stays::of(&then, &now)?;
    let gone = sized(&stays.then, &then, true)?;
    let come = sized(&stays.now, &now, false)?;
    push(end_of(&now), gone);
    push(Cause::New, come);
    let rate = mean_rate(then.rate, now.rate);
    let own = Moves::of(&stays.then, &stays.now, &rate)?;
    let (mut amount, mut forward, mut back) = ([Amount::ZERO; 5], [Amount::ZERO; 5], [Amount::ZERO; 5]);
    let mut rest = [Amount::ZERO; 5];
    for k in 0..5 {
        amount[k] = own.amount_effect(k)?;
        forward[k] = own.forward(k)?;
        back[k] = Amount::ZERO.minus(own.back(k)?)?;
        let explained = Amount::total([gone[k], come[k], amount[k], forward[k], back[k]])?;
        rest[k] = whole[k].minus(explained)?;
    }
    push(if amount[0].is_negative() { Cause::Lowered } else { Cause::Raised }, amount);
    push(Cause::Forward, forward);
    push(Cause::Back, back);
    push(Cause::Rate, rest);
    moves.add(&own.with_ends(&come, &gone)?)
}

/// Causes that take a pledge's whole difference.
fn whole_cause(then: &At<'_>, now: &At<'_>, is_restated: bool) -> Option<Cause> {
    if is_restated {
        return Some(Cause::Restated);
    }
    let (before, after) = (then.pledge?, now.pledge?);
    if before.counts != after.counts {
        return Some(Cause::Reclassified);
    }
    let disclosed = before.promise.is_disclosed() && after.promise.is_disclosed();
    (before.unit != after.unit && disclosed).then_some(Cause::Redenominated)
}

/// Why money that stood then does not stand now.
fn end_of(now: &At<'_>) -> Cause {
    match now.pledge.map(|pledge| pledge.status) {
        Some(Status::Ended(end)) => end.into(),
        Some(Status::Live(_)) | None => Cause::Vanished,
    }
}

/// The money that stands on both dates, in the pledge's own asset.
struct Stays {
    then: PerStage,
    now: PerStage,
}

impl Stays {
    /// Of a pledge that stands on one date only, what was delivered stays: its most advanced money.
    fn of(then: &At<'_>, now: &At<'_>) -> Option<Self> {
        let (before, after) = (then.split(), now.split());
        let delivered = |at: &At<'_>| at.split()[Stage::Delivered.index()];
        let (then_stays, now_stays) = match (then.is_live(), now.is_live()) {
            (true, false) => (most_advanced(&before, delivered(now))?, after),
            (false, true) => (before, most_advanced(&after, delivered(then))?),
            // Neither stands: delivered money that appears or disappears came or went with its pledge.
            (false, false) if then.pledge.is_none() || now.pledge.is_none() => ([Amount::ZERO; 5], [Amount::ZERO; 5]),
            _ => (before, after),
        };
        Some(Self { then: then_stays, now: now_stays })
    }
}

/// The most advanced `amount` of the money.
fn most_advanced(split: &PerStage, mut amount: Amount) -> Option<PerStage> {
    let mut part = [Amount::ZERO; 5];
    for k in (0..5).rev() {
        part[k] = split[k].min(amount);
        amount = amount.minus(part[k])?;
    }
    Some(part)
}

/// What S₁ … S₅ lose (then) or gain (now) by the money that does not stay, at its own date's rate.
fn sized(stays: &PerStage, at: &At<'_>, gone: bool) -> Option<PerStage> {
    let Some(rate) = at.rate.filter(|_| at.measured.is_some()) else { return Some([Amount::ZERO; 5]) };
    let mut parts = [Amount::ZERO; 5];
    for ((part, all), stays) in parts.iter_mut().zip(at.split()).zip(stays) {
        let amount = rate.times(all.minus(*stays)?)?;
        *part = if gone { Amount::ZERO.minus(amount)? } else { amount };
    }
    cumulative(&parts)
}

/// ρ̄ = ½(ρ⁰ + ρ¹), or the only rate there is.
fn mean_rate(then: Option<&Ratio>, now: Option<&Ratio>) -> Ratio {
    match (then, now) {
        (Some(then), Some(now)) => then.mean(now),
        (Some(rate), None) | (None, Some(rate)) => rate.clone(),
        (None, None) => Ratio::from_amount(Amount::ZERO),
    }
}

//! Losses, dependence, prices and metrics.

use super::base::{LONG, amount};
use crate::figures::story::loss::{Loss, Other, Recovery};
use crate::figures::story::{Dependence, Giver, Group, Known, Metric, Priced, Reading, State, Worth};
use crate::quantities::{Amount, Ratio, Unit};

pub(in crate::figures::tests) fn recovery(
    what: &str,
    state: &'static str,
    size: Option<&str>,
    qualifier: Option<&'static str>,
) -> Recovery {
    Recovery { what: what.to_owned(), state, amount: size.map(amount), qualifier }
}

pub(in crate::figures::tests) fn others(list: &[(&str, Known, &str)]) -> Vec<Other> {
    let other = |(title, known, size): &(&str, Known, &str)| Other {
        title: (*title).to_owned(),
        known: *known,
        shortfall: amount(size),
    };
    list.iter().map(other).collect()
}

/// From a gross loss, as the first article has it.
pub(in crate::figures::tests) fn loss() -> Loss {
    Loss {
        gross: Some((Known::Exactly, amount("99600"))),
        recoveries: vec![recovery("ETH frozen on Arbitrum", "frozen", Some("30700"), None)],
        difference: Amount::ZERO,
        others: others(&[("Missing backing", Known::Exactly, "89500"), ("Lido's statement", Known::AtLeast, "100000")]),
    }
}

/// Many recoveries, a sum that does not come out, and many other bases.
pub(in crate::figures::tests) fn long_loss() -> Loss {
    Loss {
        gross: Some((Known::About, amount("163183"))),
        recoveries: vec![
            recovery(LONG, "secured", Some("43168"), None),
            recovery("ETH frozen on Arbitrum", "frozen", Some("30766"), Some("up to")),
            recovery("Attacker collateral in Aave V3", "expected", Some("12323"), None),
            recovery("A wallet that nobody has opened", "restrained", None, None),
            recovery("Dust", "liquidated", Some("0.004"), None),
        ],
        difference: amount("-8025.996"),
        others: others(&[
            ("Missing backing", Known::Exactly, "89500"),
            (LONG, Known::AtLeast, "100000"),
            ("Gross backing", Known::Exactly, "163200"),
            ("Released rsETH", Known::Exactly, "124608.4"),
            ("Unbacked rsETH", Known::UpTo, "120013.3984"),
            ("Aave bad debt, loss shared", Known::About, "26885"),
            ("Aave bad debt, loss on the L2s", Known::About, "99"),
        ]),
    }
}

/// Every giver a group of its own; what is conditional is locked, and is the last giver's.
pub(in crate::figures::tests) fn dependence(now: &State, givers: &[Giver]) -> Dependence {
    let mut givers: Vec<&Giver> = givers.iter().filter(|giver| giver.total.is_positive()).collect();
    givers.sort_by_key(|giver| std::cmp::Reverse(giver.total));
    let all = Amount::total(givers.iter().map(|giver| giver.total)).unwrap();
    let standing = now.shortfall.map(|_| all.minus(now.conditional).unwrap());
    let reaches = |sum: Option<Amount>| now.shortfall.is_some_and(|shortfall| sum.is_some_and(|s| s >= shortfall));
    let groups = givers.iter().enumerate().map(|(i, giver)| {
        let last = i + 1 == givers.len();
        let locked = if last { now.conditional.min(giver.total) } else { Amount::ZERO };
        let standing_without = standing.map(|standing| standing.minus(giver.total).unwrap().plus(locked).unwrap());
        Group {
            name: giver.name.clone(),
            members: 1,
            total: giver.total,
            share: Ratio::of(giver.total, all),
            standing_without,
            pivotal: reaches(standing) && !reaches(standing_without),
        }
    });
    let groups: Vec<Group> = groups.collect();
    let squares = groups.iter().map(|group| group.share.as_ref().map(|share| share.by(share)));
    let hhi = squares.reduce(|sum, square| Some(sum?.plus(&square?))).flatten();
    let mut held = Amount::ZERO;
    let half = groups.iter().position(|group| {
        held = held.plus(group.total).unwrap();
        held.plus(held).unwrap() >= all
    });
    Dependence {
        effective_givers: hhi.and_then(|hhi| hhi.inverse()),
        half_count: half.map(|place| place + 1),
        groups,
        all,
        standing,
        locked: now.conditional,
    }
}

/// A rate of the base unit on some of the states.
pub(in crate::figures::tests) fn priced(states: &[State], rates: &[(usize, &str)]) -> Option<Worth> {
    let priced = rates.iter().map(|(i, rate)| Priced::new(states[*i].at, states[*i].all(), amount(rate)).unwrap());
    Some(Worth { unit: Unit::new("USD").unwrap(), priced: priced.collect() })
}

/// Values on dates; a range has two.
pub(in crate::figures::tests) fn metric(title: &str, unit: &str, readings: &[(&str, &str, &str)]) -> Metric {
    let readings = readings.iter().map(|(on, low, high)| Reading {
        on: on.parse().unwrap(),
        low: amount(low),
        high: amount(high),
        qualifier: low.starts_with('9').then_some("about"),
    });
    Metric { title: title.to_owned(), unit: unit.to_owned(), readings: readings.collect() }
}

//! The bricks: amounts, states, givers, and a story of them.

use super::besides::dependence;
use super::changes::changed;
use super::outlooks::refused;
use crate::figures::colours::Colours;
use crate::figures::story::loss::Loss;
use crate::figures::story::{Basis, Giver, Known, State, Story, Waiting};
use crate::quantities::{Amount, Unit};

pub(in crate::figures::tests) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

pub(in crate::figures::tests) fn state(at: &str, stages: [&str; 5], shortfall: Option<&str>) -> State {
    let stages = stages.map(amount);
    let sums = [0, 1, 2, 3, 4].map(|k| Amount::total(stages[k..].iter().copied()).unwrap());
    let at = at.parse().unwrap();
    let known = Known::Exactly;
    State { at, stages, sums, shortfall: shortfall.map(amount), known, undisclosed: 0, conditional: Amount::ZERO }
}

pub(in crate::figures::tests) fn giver(name: &str, stages: [&str; 5], words: &[&str]) -> Giver {
    let stages = stages.map(amount);
    let total = Amount::total(stages).unwrap();
    let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let qualifier = words.first().is_some_and(|word| word == "up to").then(|| words.remove(0));
    Giver { name: name.to_owned(), stages, total, disclosed: true, qualifier, words, besides: None }
}

pub(in crate::figures::tests) fn silent(name: &str) -> Giver {
    Giver { disclosed: false, ..giver(name, ["0"; 5], &[]) }
}

pub(in crate::figures::tests) fn story(states: Vec<State>, givers: Vec<Giver>) -> Story {
    let basis = states.last().unwrap().shortfall.map(|_| Basis {
        title: "bad debt".to_owned(),
        by: Some("CryptoPulse Labs".to_owned()),
        carried_from: None,
    });
    let outlook = refused(&states[states.len() - 1]);
    Story {
        worth: None,
        metrics: Vec::new(),
        dependence: dependence(&states[states.len() - 1], &givers),
        title: "DeFi United".to_owned(),
        slug: states.last().unwrap().at.date().to_string(),
        unit: Unit::new("ETH").unwrap(),
        change: match states.as_slice() {
            [.., then, now] => Some(changed(then, now, &givers)),
            _ => None,
        },
        loss: Loss::default(),
        states,
        givers,
        events: Vec::new(),
        basis,
        outlook,
        lanes: Vec::new(),
        waiting: Waiting::default(),
        address: Some("defi-united.example/reports/2026-04-24".to_owned()),
        colours: Colours::default(),
    }
}

pub(in crate::figures::tests) const LONG: &str =
    "Decentralised Emergency Response and Mutual Reinsurance Collective of Upper Silesia & Sons <GmbH>";

//! Rescues from empty to overflowing, for the tests of every figure.

use crate::figures::story::{
    Basis, Dependence, Event, Giver, Group, Known, Metric, Priced, Reading, State, Story, Worth,
};
use crate::quantities::{Amount, Ratio, Unit};

pub(super) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

pub(super) fn state(at: &str, stages: [&str; 5], shortfall: Option<&str>) -> State {
    let stages = stages.map(amount);
    let sums = [0, 1, 2, 3, 4].map(|k| Amount::total(stages[k..].iter().copied()).unwrap());
    let at = at.parse().unwrap();
    let known = Known::Exactly;
    State { at, stages, sums, shortfall: shortfall.map(amount), known, undisclosed: 0, conditional: Amount::ZERO }
}

pub(super) fn giver(name: &str, stages: [&str; 5], words: &[&str]) -> Giver {
    let stages = stages.map(amount);
    let total = Amount::total(stages).unwrap();
    let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let qualifier = words.first().is_some_and(|word| word == "up to").then(|| words.remove(0));
    Giver { name: name.to_owned(), stages, total, disclosed: true, qualifier, words }
}

pub(super) fn silent(name: &str) -> Giver {
    Giver { disclosed: false, ..giver(name, ["0"; 5], &[]) }
}

pub(super) fn story(states: Vec<State>, givers: Vec<Giver>) -> Story {
    let basis = states.last().unwrap().shortfall.map(|_| Basis {
        title: "bad debt".to_owned(),
        by: Some("CryptoPulse Labs".to_owned()),
        carried_from: None,
    });
    Story {
        worth: None,
        metrics: Vec::new(),
        dependence: dependence(&states[states.len() - 1], &givers),
        title: "DeFi United".to_owned(),
        slug: states.last().unwrap().at.date().to_string(),
        unit: Unit::new("ETH").unwrap(),
        states,
        givers,
        events: Vec::new(),
        basis,
        address: Some("defi-united.example/reports/2026-04-24".to_owned()),
    }
}

/// Every giver a group of its own; what is conditional is locked, and is the last giver's.
pub(super) fn dependence(now: &State, givers: &[Giver]) -> Dependence {
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
pub(super) fn priced(states: &[State], rates: &[(usize, &str)]) -> Option<Worth> {
    let priced = rates.iter().map(|(i, rate)| Priced::new(states[*i].at, states[*i].all(), amount(rate)).unwrap());
    Some(Worth { unit: Unit::new("USD").unwrap(), priced: priced.collect() })
}

/// Values on dates; a range has two.
pub(super) fn metric(title: &str, unit: &str, readings: &[(&str, &str, &str)]) -> Metric {
    let readings = readings.iter().map(|(on, low, high)| Reading {
        on: on.parse().unwrap(),
        low: amount(low),
        high: amount(high),
        qualifier: low.starts_with('9').then_some("about"),
    });
    Metric { title: title.to_owned(), unit: unit.to_owned(), readings: readings.collect() }
}

pub(super) fn first_article() -> Story {
    let mut story = story(
        vec![state("2026-04-24T09:00Z", ["0", "37500", "0", "4000", "2000"], Some("68900"))],
        vec![
            giver("Mantle", ["0", "30000", "0", "0", "0"], &["up to", "loan"]),
            giver("Stani Kulechov", ["0", "0", "0", "3000", "2000"], &["of which 2,000 delivered"]),
            giver("EtherFi Foundation", ["0", "5000", "0", "0", "0"], &[]),
            giver("Lido DAO", ["0", "2500", "0", "0", "0"], &["up to", "conditional on full coverage"]),
            giver("Golem Foundation", ["0", "0", "0", "1000", "0"], &[]),
            silent("Ethena"),
            silent("Ink Foundation"),
            silent("LayerZero"),
        ],
    );
    story.states[0].undisclosed = 3;
    story.worth = priced(&story.states, &[(0, "2322")]);
    story.metrics = vec![metric("ETH price", "USD", &[("2026-04-24", "2322", "2322")])];
    story.states[0].conditional = amount("2500");
    story
}

pub(super) fn through_weeks() -> Story {
    let mut weeks = first_article();
    weeks.states = vec![
        state("2026-04-20", ["0", "0", "0", "0", "0"], None),
        state("2026-04-22", ["1000", "5000", "0", "0", "0"], None),
        state("2026-04-23", ["3000", "12500", "0", "1000", "0"], Some("75081")),
        state("2026-04-24T09:00Z", ["3000", "37500", "0", "6000", "0"], Some("75081")),
        state("2026-04-28", ["3000", "47500", "5000", "6000", "2000"], Some("68900")),
        state("2026-05-02", ["0", "30000", "22000", "9000", "5000.25"], Some("68900")),
        state("2026-05-11", ["0", "5000", "42000", "11000", "12000"], Some("68900")),
        state("2026-05-25", ["0", "2000", "8000", "30370", "29000"], Some("68900")),
    ];
    let at = |text: &str| text.parse::<crate::quantities::Moment>().unwrap().minutes();
    weeks.events = [
        ("2026-04-20T20:00Z", "Arbitrum freeze"),
        ("2026-04-24T12:00Z", "Mantle proposes a loan"),
        ("2026-05-11T12:00Z", "Aave vote passes"),
    ]
    .map(|(on, label)| Event { at: at(on), label: label.to_owned() })
    .to_vec();
    weeks.slug = "2026-05-25".to_owned();
    weeks.metrics = vec![
        metric("ETH price", "USD", &[("2026-04-20", "2309.26", "2309.26"), ("2026-04-24", "2322", "2322")]),
        metric(
            "Aave total value locked",
            "USD",
            &[
                ("2026-04-18", "26400000000", "26400000000"),
                ("2026-04-21", "17000000000", "17000000000"),
                ("2026-05-24", "14490000000", "14490000000"),
            ],
        ),
        metric(
            "ETH price, range of the week",
            "USD",
            &[("2026-05-01", "2232", "2395"), ("2026-05-22", "2081", "2253")],
        ),
        metric("WETH utilisation on Aave", "%", &[("2026-05", "100", "100")]),
        metric("rsETH backing ratio", "%", &[("2026-05-25", "100.01", "100.01")]),
        metric("DeFi total value locked", "USD", &[("2026-04-27", "92000000000", "92000000000")]),
        metric("Share of the backing missing", "%", &[("2026-05-08", "10", "10"), ("2026-05-08T12:00Z", "10", "10")]),
        metric("Unclaimed", "ETH", &[("2026-05-08", "0.0004", "0.0004")]),
    ];
    weeks.worth = priced(&weeks.states, &[(1, "2309.26"), (3, "2322"), (4, "2280.78"), (5, "2410"), (7, "2100.5")]);
    weeks.givers[0].stages = ["0", "2000", "8000", "20000", "0"].map(amount);
    weeks
}

pub(super) fn sixty() -> Story {
    let mut givers: Vec<Giver> = (1..=60_i64)
        .map(|i| {
            let size = Amount::whole(40_000 / (i * i) + 7);
            let mut stages = [Amount::ZERO; 5];
            stages[usize::try_from(i % 5).unwrap()] = size;
            let qualifier = (i % 7 == 0).then(|| "up to".to_owned());
            let words = if i % 7 == 0 { vec!["loan".to_owned()] } else { Vec::new() };
            Giver { name: format!("Contributor number {i}"), stages, total: size, disclosed: true, qualifier, words }
        })
        .collect();
    givers.extend((1..=14).map(|i| silent(&format!("Silent supporter {i}"))));
    let mut stages = [Amount::ZERO; 5];
    for giver in &givers {
        for (sum, part) in stages.iter_mut().zip(giver.stages) {
            *sum = sum.plus(part).unwrap();
        }
    }
    let mut many = story(
        (0..60_i64)
            .map(|i| {
                let day = 1 + i % 28;
                let month = 1 + i / 28;
                let part =
                    |sum: Amount| Amount::from_atoms(sum.atoms() / 60 * i128::from(i + 1)).rounded(0).to_string();
                let held = stages.map(part);
                let held = [&*held[0], &*held[1], &*held[2], &*held[3], &*held[4]];
                state(&format!("2026-{month:02}-{day:02}"), held, Some(if i > 30 { "81000" } else { "70000" }))
            })
            .collect(),
        givers,
    );
    let last = many.states.len() - 1;
    many.states[last].stages = stages;
    many.states[last].sums = [0, 1, 2, 3, 4].map(|k| Amount::total(stages[k..].iter().copied()).unwrap());
    many.states[last].undisclosed = 14;
    let rates: Vec<(usize, String)> = (0..60).map(|i| (i, format!("{}", 2000 + i * 31 % 211))).collect();
    let rates: Vec<(usize, &str)> = rates.iter().map(|(i, rate)| (*i, rate.as_str())).collect();
    let days: Vec<String> = (1..=28).map(|day| format!("2026-02-{day:02}")).collect();
    let daily: Vec<(String, String)> =
        days.iter().enumerate().map(|(i, day)| (day.clone(), format!("{}", 1000 + (i * i * 37) % 611))).collect();
    let daily: Vec<(&str, &str, &str)> = daily.iter().map(|(day, v)| (day.as_str(), v.as_str(), v.as_str())).collect();
    many.metrics = vec![metric("Gas", "gwei", &daily), metric("Price, ETH", "USD", &daily[3..9])];
    many.worth = priced(&many.states, &rates);
    many.events =
        (0..12).map(|i| Event { at: many.states[i * 5].at.minutes(), label: format!("Event number {i}") }).collect();
    many
}

pub(super) const LONG: &str =
    "Decentralised Emergency Response and Mutual Reinsurance Collective of Upper Silesia & Sons <GmbH>";

/// Everything that a site's author names, at length.
pub(super) fn long() -> Story {
    let mut long = through_weeks();
    long.title = format!("{LONG}, with the friends and supporters of {LONG}");
    long.basis = Some(Basis {
        title: "bad debt of every market after all liquidations and before the recovery of frozen property, \
                as the risk managers of the protocol and of its largest lender count it"
            .to_owned(),
        by: Some(format!("{LONG} together with CryptoPulse Laboratories International")),
        carried_from: Some("2026-05-11".parse().unwrap()),
    });
    let last = long.states.len() - 1;
    long.states[last].known = Known::AtLeast;
    long.states[last].undisclosed = 14;
    long.states[last].conditional = amount("2500");
    for (i, giver) in long.givers.iter_mut().enumerate() {
        giver.name = format!("{LONG}, {i}th chapter");
    }
    long.givers[0].words =
        ["of which 12,000 delivered", "conditional", "loan", "more undisclosed"].map(String::from).to_vec();
    for metric in &mut long.metrics {
        metric.title = format!("{} of the {LONG}", metric.title);
    }
    for event in &mut long.events {
        event.label = format!("{}, as {LONG} had announced", event.label);
    }
    long.address = Some(format!("{}.example/reports/2026-05-25", "very-long-address".repeat(6)));
    long
}

/// The same with a shortfall that cuts the rows of the ladder in two, and every stage.
pub(super) fn crowded() -> Story {
    let mut crowded = long();
    for state in &mut crowded.states {
        state.shortfall = Some(amount("30000"));
        state.known = Known::About;
    }
    let last = crowded.states.len() - 1;
    crowded.states[last].stages = ["1000", "2000", "8000", "30370", "29000"].map(amount);
    crowded.states[last].sums = ["70370", "69370", "67370", "59370", "29000"].map(amount);
    crowded.worth = priced(&crowded.states, &[(4, "2280.78"), (last, "2100.5")]);
    crowded
}

/// A shortfall in a source's own words, over-covered but not firmly.
pub(super) fn bounded(known: Known, shortfall: &str) -> Story {
    let mut story = through_weeks();
    for state in &mut story.states {
        state.shortfall = state.shortfall.map(|_| amount(shortfall));
        state.known = known;
    }
    story
}

/// Rescues that have broken charts before, or would.
pub(super) fn stories() -> Vec<(&'static str, Story)> {
    let over = story(
        vec![
            state("2026-05-01", ["0", "20000", "10000", "5000", "0"], Some("50000")),
            state("2026-05-12", ["2000", "20000", "18000", "20000", "10000"], Some("50000")),
        ],
        vec![
            giver("Aave DAO", ["0", "20000", "0", "20000", "0"], &["conditional"]),
            giver("Mantle", ["2000", "0", "18000", "0", "10000"], &["loan"]),
        ],
    );
    let tiny = story(
        vec![state("2026-05-01", ["0.0004", "3", "0", "99990", "1.5"], Some("100000"))],
        vec![
            giver(
                LONG,
                ["0", "0", "0", "99990", "0"],
                &["up to", "loan over 36 months", "conditional on full coverage"],
            ),
            giver("Tiny", ["0.0004", "3", "0", "0", "1.5"], &["of which 1.5 delivered"]),
            silent(LONG),
        ],
    );
    let equal = (1..=9).map(|i| giver(&format!("Giver {i}"), ["0", "0", "0", "1000", "0"], &[])).collect();
    let equal = story(vec![state("2026-05-01", ["0", "0", "0", "9000", "0"], Some("8500"))], equal);
    let pair = story(
        vec![state("2026-05-01", ["0", "0", "0", "100", "0"], Some("60"))],
        vec![giver("Aave DAO", ["0", "0", "0", "50", "0"], &[]), giver(LONG, ["0", "0", "0", "50", "0"], &[])],
    );
    let alone = story(
        vec![state("2026-05-01", ["0", "0", "0", "100", "0"], Some("100"))],
        vec![giver("Aave DAO", ["0", "0", "0", "100", "0"], &[])],
    );
    let mut robust = through_weeks();
    let last = robust.states.len() - 1;
    robust.states[last].shortfall = Some(amount("100"));
    let mut market = over.clone();
    market.states[0] = State { at: market.states[0].at, ..market.states[1].clone() };
    market.worth = priced(&market.states, &[(0, "2000"), (1, "1600.5")]);
    let mut stories = vec![
        ("market", market),
        ("article", first_article()),
        ("equal", equal),
        ("pair", pair),
        ("alone", alone),
        ("robust", robust),
        ("weeks", through_weeks()),
        ("sixty", sixty()),
        ("over", over),
        ("tiny", tiny),
        ("long", long()),
        ("crowded", crowded()),
        ("bound", bounded(Known::AtLeast, "68900")),
        ("upto", bounded(Known::UpTo, "80000")),
        ("about", bounded(Known::About, "30000")),
        ("none", story(vec![state("2026-04-21", ["0"; 5], Some("68900"))], Vec::new())),
        ("nothing", story(vec![state("2026-04-20", ["0"; 5], None)], vec![silent("Ethena")])),
        (
            "homeless",
            story(
                vec![
                    state("2026-04-20", ["0", "500", "0", "0", "0"], None),
                    state("2026-04-22", ["0", "2500", "0", "10", "0"], None),
                ],
                vec![giver("Lido", ["0", "2500", "0", "0", "0"], &[]), giver("Frax", ["0", "0", "0", "10", "0"], &[])],
            ),
        ),
    ];
    // Their builders change givers and states after the fact.
    for (_, story) in &mut stories {
        story.dependence = dependence(story.now(), &story.givers);
    }
    stories
}

//! Whole rescues: the first article, weeks of it, sixty givers, long names.

use super::base::{LONG, amount, giver, silent, state, story};
use super::besides::{long_loss, loss, metric, priced};
use super::changes::changed;
use crate::figures::story::{Basis, Event, Giver, Known, Story};
use crate::quantities::Amount;

pub(in crate::figures::tests) fn first_article() -> Story {
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
    story.loss = loss();
    story.states[0].undisclosed = 3;
    story.worth = priced(&story.states, &[(0, "2322")]);
    story.metrics = vec![metric("ETH price", "USD", &[("2026-04-24", "2322", "2322")])];
    story.states[0].conditional = amount("2500");
    story
}

pub(in crate::figures::tests) fn through_weeks() -> Story {
    let mut weeks = first_article();
    let states = vec![
        state("2026-04-20", ["0", "0", "0", "0", "0"], None),
        state("2026-04-22", ["1000", "5000", "0", "0", "0"], None),
        state("2026-04-23", ["3000", "12500", "0", "1000", "0"], Some("75081")),
        state("2026-04-24T09:00Z", ["3000", "37500", "0", "6000", "0"], Some("75081")),
        state("2026-04-28", ["3000", "47500", "5000", "6000", "2000"], Some("68900")),
        state("2026-05-02", ["0", "30000", "22000", "9000", "5000.25"], Some("68900")),
        state("2026-05-11", ["0", "5000", "42000", "11000", "12000"], Some("68900")),
        state("2026-05-25", ["0", "2000", "8000", "30370", "29000"], Some("68900")),
    ];
    weeks.change = Some(changed(&states[6], &states[7], &weeks.givers));
    weeks.states = states;
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

pub(in crate::figures::tests) fn sixty() -> Story {
    let mut givers: Vec<Giver> = (1..=60_i64)
        .map(|i| {
            let size = Amount::whole(40_000 / (i * i) + 7);
            let mut stages = [Amount::ZERO; 5];
            stages[usize::try_from(i % 5).unwrap()] = size;
            let qualifier = (i % 7 == 0).then(|| "up to".to_owned());
            let words = if i % 7 == 0 { vec!["loan".to_owned()] } else { Vec::new() };
            let name = format!("Contributor number {i}");
            Giver { name, stages, total: size, disclosed: true, qualifier, words, besides: None }
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

/// All that stands was delivered, not all of it as promised.
pub(in crate::figures::tests) fn paid() -> Story {
    let mut paid = story(
        vec![
            state("2024-01-01", ["0", "0", "0", "700", "0"], Some("500")),
            state("2026-05-12", ["0", "0", "0", "0", "640"], Some("500")),
        ],
        vec![
            giver("Golem Foundation", ["0", "0", "0", "0", "400"], &[]),
            giver("Frax", ["0", "0", "0", "0", "200"], &[]),
            giver(LONG, ["0", "0", "0", "0", "40"], &["up to"]),
        ],
    );
    paid.givers[1].besides = Some("rest withdrawn".to_owned());
    paid
}

/// Everything that a site's author names, at length.
pub(in crate::figures::tests) fn long() -> Story {
    let mut long = through_weeks();
    long.loss = long_loss();
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
    for (i, cause) in long.change.iter_mut().flat_map(|change| &mut change.causes).enumerate() {
        for (name, _) in &mut cause.pledges {
            *name = format!("{LONG}, {i}th chapter");
        }
    }
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
pub(in crate::figures::tests) fn crowded() -> Story {
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
pub(in crate::figures::tests) fn bounded(known: Known, shortfall: &str) -> Story {
    let mut story = through_weeks();
    for state in &mut story.states {
        state.shortfall = state.shortfall.map(|_| amount(shortfall));
        state.known = known;
    }
    story
}

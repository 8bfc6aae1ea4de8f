//! Rescues from empty to overflowing, for the tests of every figure.

use crate::figures::story::change::{self, Cause, Change};
use crate::figures::story::loss::{Loss, Other, Recovery};
use crate::figures::story::{
    Basis, Closing, Day, Dependence, Event, Giver, Group, Held, Known, Lane, Metric, Outlook, Priced, Projection,
    Reading, Refusal, Stale, State, Step, Story, Wait, Waiting, Worth,
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
    Giver { name: name.to_owned(), stages, total, disclosed: true, qualifier, words, besides: None }
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
    }
}

/// Why nothing is projected of a rescue whose past is too short.
fn refused(now: &State) -> Outlook {
    let short = vec![
        ("too few snapshots", "only 1 of 6 snapshots"),
        ("too short a past", "none of 21 days since the first snapshot"),
        ("too few changes", "none of 5 changes of the sum"),
    ];
    let reasons = match now.shortfall {
        None => vec![("no shortfall is stated", "no shortfall is stated")],
        Some(shortfall) if now.all() >= shortfall => vec![("nothing remains", "nothing remains")],
        Some(_) => short,
    };
    Err(reasons.into_iter().map(|(brief, words)| Refusal { brief, words: words.to_owned() }).collect())
}

/// Thirty-five days to come after 25 May, the edges of both bands growing by so much a day.
pub(super) fn outlook(half: (i64, i64), most: (i64, i64), shortfall: &str) -> Story {
    let mut story = through_weeks();
    for state in &mut story.states {
        state.shortfall = state.shortfall.map(|_| amount(shortfall));
    }
    let now = story.now().clone();
    let sum = |day: i64, step: i64| now.all().plus(Amount::whole(day * step)).unwrap().max(Amount::ZERO);
    let days: Vec<Day> = (1..=35)
        .map(|day| Day {
            on: now.at.days_later(day).unwrap(),
            half: (sum(day, half.0), sum(day, half.1)),
            most: (sum(day, most.0), sum(day, most.1)),
        })
        .collect();
    let target = amount(shortfall);
    let closing = |edges: fn(&Day) -> (Amount, Amount)| Closing {
        after: days.iter().find(|day| edges(day).1 >= target).map(|day| day.on.days_later(-1).unwrap()),
        by: days.iter().find(|day| edges(day).0 >= target).map(|day| day.on),
    };
    let (half, most) = (closing(|day| day.half), closing(|day| day.most));
    story.outlook = Ok(Projection { half, most, days, held: Some(Held { held: 6, of: 8 }) });
    story
}

/// What changed, as if all that came were new and all that went withdrawn, by the first givers.
fn changed(then: &State, now: &State, givers: &[Giver]) -> Change {
    let less = |a: Amount, b: Amount| a.minus(b).unwrap();
    let by = |k: usize| less(now.sums[k], then.sums[k]);
    let cause = |word: &'static str, sums: [Amount; 5]| {
        let names: Vec<String> = givers.iter().take(3).map(|giver| giver.name.clone()).collect();
        let parts = i128::try_from(names.len().max(1)).unwrap();
        let share = sums.map(|sum| Amount::from_atoms(sum.atoms() / parts));
        Cause { word, sums, pledges: names.into_iter().map(|name| (name, share)).collect() }
    };
    let come = cause("new", [0, 1, 2, 3, 4].map(|k| by(k).above_zero()));
    let gone = cause("withdrawn", [0, 1, 2, 3, 4].map(|k| less(by(k), by(k).above_zero())));
    let causes = [come, gone].into_iter().filter(|cause| cause.sums.iter().any(|sum| !sum.is_zero()));
    let revised = match (then.shortfall, now.shortfall) {
        (Some(then), Some(now)) if then != now => vec![("re-estimated", less(now, then))],
        _ => Vec::new(),
    };
    let mut moves = change::Moves::default();
    let cell = |amount: Amount| change::Cell { amount, pledges: usize::from(!amount.is_zero()) };
    for k in 0..5 {
        let stays = then.stages[k].min(now.stages[k]);
        moves.stood[k][k] = cell(stays);
        moves.came[k] = cell(less(now.stages[k], stays));
        moves.went[k] = cell(less(then.stages[k], stays));
    }
    Change { causes: causes.collect(), shortfall: revised, moves }
}

/// One cause in one pledge of each name.
fn cause(word: &'static str, pledges: &[(&str, [&str; 5])]) -> Cause {
    let pledges: Vec<(String, [Amount; 5])> =
        pledges.iter().map(|(name, sums)| ((*name).to_owned(), sums.map(amount))).collect();
    let sums = [0, 1, 2, 3, 4].map(|k| Amount::total(pledges.iter().map(|(_, sums)| sums[k])).unwrap());
    Cause { word, sums, pledges }
}

/// Two dates between which every cause has an effect.
pub(super) fn every_cause() -> Story {
    let mut story = story(
        vec![
            state("2026-05-01", ["1000", "30000", "2000", "9000", "0"], Some("68900")),
            state("2026-05-09", ["900", "21220.5", "5000", "14000", "3000"], Some("61234.5")),
        ],
        vec![
            giver("Mantle", ["0", "21220.5", "0", "0", "0"], &["up to"]),
            giver(LONG, ["0", "0", "0", "14000", "0"], &[]),
        ],
    );
    let same = |size: &'static str| [size, size, "0", "0", "0"];
    story.change.as_mut().unwrap().causes = vec![
        cause(
            "new",
            &[("Aave DAO treasury", ["3000"; 5]), (LONG, ["2500", "2500", "2500", "2500", "0"]), ("Golem", same("20"))],
        ),
        cause("raised", &[("Mantle", same("500.5"))]),
        cause("lowered", &[(LONG, same("-400"))]),
        cause("moved forward", &[("EtherFi", ["0", "0", "4000", "4000", "0"])]),
        cause("moved back", &[("Frax", ["0", "0", "-1000", "-1000", "0"])]),
        cause("withdrawn", &[("Ink", same("-2000")), (LONG, same("-1200"))]),
        cause("rejected", &[("Lido DAO", same("-300"))]),
        cause("expired", &[("Ethena", same("-0.0004")), ("LayerZero", same("-99.9996"))]),
        cause("vanished", &[("Renzo", same("-1"))]),
        cause("restated", &[("Kelp", same("-50"))]),
        cause("reclassified", &[("Compound", same("77"))]),
        cause("re-denominated", &[("Puffer", same("75"))]),
        cause("rate", &[("Mantle", same("-1"))]),
    ];
    let moves = &mut story.change.as_mut().unwrap().moves;
    for (i, row) in moves.stood.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = change::Cell {
                amount: Amount::whole(i64::try_from(1 + i * 700 + j * 13000).unwrap()),
                pledges: 12 + j,
            };
        }
        moves.came[i].pledges = 10 + i;
    }
    moves.came[0].amount = amount("0.0004");
    moves.went[1] = change::Cell { amount: amount("8779.5"), pledges: 2 };
    moves.outside = vec![("restated", amount("-50")), ("rate", amount("-1"))];
    story.change.as_mut().unwrap().shortfall = vec![
        ("recovery", amount("-5000")),
        ("rate", amount("-165.5")),
        ("changed basis", amount("-1500")),
        ("re-estimated", amount("-1000")),
    ];
    story
}

/// A move forward alone, beside a giant: no sum of all changes.
fn forward() -> Story {
    let mut story = story(
        vec![
            state("2026-05-01", ["0", "40000", "0", "90000", "0"], Some("140000")),
            state("2026-05-09T09:00Z", ["0", "39000", "0", "91000", "0"], Some("140000")),
        ],
        vec![giver("Mantle", ["0", "39000", "0", "91000", "0"], &[])],
    );
    let change = story.change.as_mut().unwrap();
    change.causes = vec![cause("moved forward", &[("Mantle", ["0", "0", "1000", "1000", "0"])])];
    change.moves.came = Default::default();
    change.moves.went = Default::default();
    change.moves.stood[1][3] = change::Cell { amount: amount("1000"), pledges: 1 };
    story
}

/// Numbers too wide for the cells of a small matrix, and a basis that states no gross loss.
fn millions() -> Story {
    let stages = |times: &str| ["1", "2", "3", "4", "5"].map(|digit| format!("{digit}{times}"));
    let (then, now) = (stages("23456789"), stages("34567890"));
    let texts = |stages: &'static [String; 5]| [0, 1, 2, 3, 4].map(|k| stages[k].as_str());
    let (then, now) = (Box::leak(Box::new(then)), Box::leak(Box::new(now)));
    let mut story = story(
        vec![state("2026-05-01", texts(then), Some("9000000000")), state("2026-05-09", texts(now), Some("9100000000"))],
        vec![giver("Mantle", texts(now), &[])],
    );
    story.loss.others = others(&[("Missing backing", Known::About, "8950000000")]);
    let moves = &mut story.change.as_mut().unwrap().moves;
    moves.stood[4][0] = change::Cell { amount: amount("1234567890"), pledges: 3 };
    moves.went[2] = change::Cell { amount: amount("1234567890"), pledges: 3 };
    story
}

/// The same pledges on two dates; the shortfall alone moved, or pledges within a band.
fn still(shortfall: &str, within: bool) -> Story {
    let mut story = story(
        vec![
            state("2026-05-01", ["1000", "40000", "0", "9000", "0"], Some("68900")),
            state("2026-05-09", ["1000", "40000", "0", "9000", "0"], Some(shortfall)),
        ],
        vec![giver("Mantle", ["1000", "40000", "0", "9000", "0"], &[])],
    );
    if within {
        let change = story.change.as_mut().unwrap();
        change.causes = vec![cause("moved forward", &[("Mantle", ["0", "700", "0", "0", "0"])])];
        change.moves.stood[0][1] = change::Cell { amount: amount("700"), pledges: 1 };
    }
    story
}

fn recovery(what: &str, state: &'static str, size: Option<&str>, qualifier: Option<&'static str>) -> Recovery {
    Recovery { what: what.to_owned(), state, amount: size.map(amount), qualifier }
}

fn others(list: &[(&str, Known, &str)]) -> Vec<Other> {
    let other = |(title, known, size): &(&str, Known, &str)| Other {
        title: (*title).to_owned(),
        known: *known,
        shortfall: amount(size),
    };
    list.iter().map(other).collect()
}

/// From a gross loss, as the first article has it.
fn loss() -> Loss {
    Loss {
        gross: Some((Known::Exactly, amount("99600"))),
        recoveries: vec![recovery("ETH frozen on Arbitrum", "frozen", Some("30700"), None)],
        difference: Amount::ZERO,
        others: others(&[("Missing backing", Known::Exactly, "89500"), ("Lido's statement", Known::AtLeast, "100000")]),
    }
}

/// Many recoveries, a sum that does not come out, and many other bases.
fn long_loss() -> Loss {
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
    story.loss = loss();
    story.states[0].undisclosed = 3;
    story.worth = priced(&story.states, &[(0, "2322")]);
    story.metrics = vec![metric("ETH price", "USD", &[("2026-04-24", "2322", "2322")])];
    story.states[0].conditional = amount("2500");
    story
}

pub(super) fn through_weeks() -> Story {
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

pub(super) fn sixty() -> Story {
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

/// A shortfall in a source's own words.
fn bound_outlook() -> Story {
    let mut story = outlook((500, 700), (333, 850), "79370");
    for state in &mut story.states {
        state.known = Known::AtLeast;
    }
    story
}

/// Many names and a long past before the days to come.
fn outlook_of_sixty() -> Story {
    let mut many = sixty();
    many.outlook = outlook((700, 900), (500, 1200), "81000").outlook;
    let Ok(projection) = &mut many.outlook else { return many };
    let last = many.states[many.states.len() - 1].at;
    for (day, n) in projection.days.iter_mut().zip(1..) {
        day.on = last.days_later(n).unwrap();
    }
    projection.half.by = None;
    projection.most.by = None;
    many
}

pub(super) const LONG: &str =
    "Decentralised Emergency Response and Mutual Reinsurance Collective of Upper Silesia & Sons <GmbH>";

/// All that stands was delivered, not all of it as promised.
fn paid() -> Story {
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
pub(super) fn long() -> Story {
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
    bare().into_iter().map(|(name, story)| (name, with_pledges(story))).collect()
}

/// One pledge a giver, with a past: first seen early or late, moved forward, away for a while, ended, stale.
pub(super) fn with_pledges(mut story: Story) -> Story {
    let count = story.states.len();
    let givers: Vec<(usize, Giver)> = story.givers.iter().cloned().enumerate().collect();
    story.lanes = givers.iter().map(|(i, giver)| lane(*i, giver, count)).collect();
    // What ended comes to nothing now, wherever its giver stands.
    story.lanes.extend((0..(count - 1).min(3)).map(|i| ended(i, count)));
    let open = givers.iter().filter(|(_, giver)| giver.stages[4] < giver.total || !giver.disclosed);
    let pledges: Vec<Wait> = open.map(|(i, giver)| wait(*i, giver)).collect();
    let total = |holds: &dyn Fn(&Wait) -> bool| {
        Amount::total(pledges.iter().filter(|wait| holds(wait)).map(|wait| wait.open)).unwrap()
    };
    let (stale, open) = (total(&|wait| wait.is_stale()), total(&|_| true));
    story.waiting = Waiting { pledges, stale, open };
    story
}

fn stage(giver: &Giver) -> usize {
    (0..4).find(|k| giver.stages[*k].is_positive()).unwrap_or(if giver.disclosed { 4 } else { 0 })
}

fn lane(i: usize, giver: &Giver, count: usize) -> Lane {
    let first = i * 2 % count;
    let step = |at: usize| {
        let away = i % 4 == 2 && at + 2 == count;
        let early = usize::from(at < count - 1) + usize::from(at < count / 2);
        let share = if at < count / 2 { None } else { Ratio::of(giver.stages[4], giver.total) };
        (at >= first && !away).then(|| Step { stage: Some(stage(giver).saturating_sub(early)), delivered: share })
    };
    let days = 31 + 4 * i64::try_from(i).unwrap();
    Lane {
        name: giver.name.clone(),
        steps: (0..count).map(step).collect(),
        end: None,
        now: giver.total,
        disclosed: giver.disclosed,
        qualifier: giver.qualifier.clone(),
        stale: (i % 3 == 1).then_some(Stale { days, limit: 30 }),
    }
}

fn ended(i: usize, count: usize) -> Lane {
    let word = ["withdrawn", "no longer counts", "vanished"][i].to_owned();
    let at = (i * 3 + 1).min(count - 1);
    let delivered = Ratio::of(Amount::whole(if i == 1 { 1 } else { 0 }), Amount::whole(3));
    let step = |now: usize| (now <= at).then(|| Step { stage: (now < at).then_some(3), delivered: delivered.clone() });
    Lane {
        name: format!("{} former giver", i + 1),
        steps: (0..count).map(step).collect(),
        end: Some((at, word)),
        now: Amount::ZERO,
        disclosed: true,
        qualifier: None,
        stale: None,
    }
}

fn wait(i: usize, giver: &Giver) -> Wait {
    let at_least = i64::try_from(i * 13 % 47).unwrap();
    let at_most = [Some(at_least), Some(at_least + 6), None][i % 3];
    let limit = if i % 5 == 4 { 14 } else { 30 };
    let open = giver.total.minus(giver.stages[4]).unwrap();
    Wait { name: giver.name.clone(), stage: stage(giver).min(3), open, at_least, at_most, limit }
}

fn bare() -> Vec<(&'static str, Story)> {
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
        ("soon", outlook((500, 700), (333, 850), "79370")),
        ("late", outlook((150, 500), (-300, 850), "79370")),
        ("never", outlook((100, 200), (-2000, 230), "79370")),
        ("least", bound_outlook()),
        ("dense", outlook_of_sixty()),
        ("paid", paid()),
        (
            "gone",
            story(
                vec![
                    state("2026-04-20", ["0", "500", "0", "0", "0"], None),
                    state("2026-04-22", ["0"; 5], Some("500")),
                ],
                Vec::new(),
            ),
        ),
        ("causes", every_cause()),
        ("forward", forward()),
        ("millions", millions()),
        ("revised", still("61234.5", false)),
        ("within", still("68900", true)),
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

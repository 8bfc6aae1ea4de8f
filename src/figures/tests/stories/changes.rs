//! Why one state differs from the one before.

use super::base::{LONG, amount, giver, state, story};
use super::besides::others;
use crate::figures::story::change::{self, Cause, Change};
use crate::figures::story::{Giver, Known, State, Story};
use crate::quantities::Amount;

/// What changed, as if all that came were new and all that went withdrawn, by the first givers.
pub(in crate::figures::tests) fn changed(then: &State, now: &State, givers: &[Giver]) -> Change {
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
pub(in crate::figures::tests) fn cause(word: &'static str, pledges: &[(&str, [&str; 5])]) -> Cause {
    let pledges: Vec<(String, [Amount; 5])> =
        pledges.iter().map(|(name, sums)| ((*name).to_owned(), sums.map(amount))).collect();
    let sums = [0, 1, 2, 3, 4].map(|k| Amount::total(pledges.iter().map(|(_, sums)| sums[k])).unwrap());
    Cause { word, sums, pledges }
}

/// Two dates between which every cause has an effect.
pub(in crate::figures::tests) fn every_cause() -> Story {
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
pub(in crate::figures::tests) fn forward() -> Story {
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
pub(in crate::figures::tests) fn millions() -> Story {
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
pub(in crate::figures::tests) fn still(shortfall: &str, within: bool) -> Story {
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

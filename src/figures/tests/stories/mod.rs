//! Rescues from empty to overflowing, for the tests of every figure.

mod base;
mod besides;
mod changes;
mod generated;
mod histories;
mod lanes;
mod outlooks;

use crate::figures::story::{Known, State, Story};
use base::{LONG, amount, giver, silent, state, story};
use besides::{dependence, priced};
use changes::{every_cause, forward, millions, still};
pub(super) use generated::generated;
pub(super) use histories::{bounded, crowded, first_article, long, paid, sixty, through_weeks};
use lanes::with_pledges;
use outlooks::{bound_outlook, outlook, outlook_of_sixty};

/// Rescues that have broken charts before, or would.
pub(super) fn stories() -> Vec<(&'static str, Story)> {
    bare().into_iter().map(|(name, story)| (name, with_pledges(story))).collect()
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

//! Pledges through time, made up from the givers of a story.

use crate::figures::story::{Giver, Lane, Stale, Step, Story, Wait, Waiting};
use crate::quantities::{Amount, Ratio};

/// One pledge a giver, with a past: first seen early or late, moved forward, away for a while, ended, stale.
pub(in crate::figures::tests) fn with_pledges(mut story: Story) -> Story {
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

pub(in crate::figures::tests) fn stage(giver: &Giver) -> usize {
    (0..4).find(|k| giver.stages[*k].is_positive()).unwrap_or(if giver.disclosed { 4 } else { 0 })
}

pub(in crate::figures::tests) fn lane(i: usize, giver: &Giver, count: usize) -> Lane {
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

pub(in crate::figures::tests) fn ended(i: usize, count: usize) -> Lane {
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

pub(in crate::figures::tests) fn wait(i: usize, giver: &Giver) -> Wait {
    let at_least = i64::try_from(i * 13 % 47).unwrap();
    let at_most = [Some(at_least), Some(at_least + 6), None][i % 3];
    let limit = if i % 5 == 4 { 14 } else { 30 };
    let open = giver.total.minus(giver.stages[4]).unwrap();
    Wait { name: giver.name.clone(), stage: stage(giver).min(3), open, at_least, at_most, limit }
}

//! `journey`: how has each pledge moved, which went quiet? One lane a pledge over time, filled as its stage.
//!
//! A lane stands for a pledge and not for a giver: two pledges of one giver can be at two stages on one day,
//! and a lane can show one. The giver's name leads; the pledge's id follows where there are several.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Lane, Step, Story, stage_word};
use super::table::{Cell, Column, Table};
use super::words;
use crate::language::say;
use crate::quantities::{Amount, print};
use draw::Journey;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: say!("Stage of each pledge over time, dotted once stale; at right its {unit} now", unit = story.unit),
        kind: say!("Lanes of pledges over time by stage"),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: None,
        chart: Arc::new(Journey::new(story)),
    }
}

/// A stretch of time over which a pledge stands the same.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    /// The snapshot it begins with.
    from: usize,
    /// The snapshot it ends with, the next run's first or the first without the pledge; none while it lasts.
    until: Option<usize>,
    step: Step,
}

/// The runs of a lane, oldest first.
fn runs(lane: &Lane) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, step) in lane.steps.iter().enumerate() {
        let open = runs.last_mut().filter(|run| run.until.is_none());
        match (step, open) {
            (Some(step), Some(run)) if run.step == *step => {}
            (step, open) => {
                if let Some(run) = open {
                    run.until = Some(at);
                }
                runs.extend(step.clone().map(|step| Run { from: at, until: None, step }));
            }
        }
    }
    runs
}

/// How many pledges there are, moved forward, ended, stand still.
struct Counts {
    pledges: usize,
    forward: usize,
    ended: usize,
    stale: usize,
}

impl Counts {
    fn of(story: &Story) -> Self {
        let count = |holds: &dyn Fn(&Lane) -> bool| story.lanes.iter().filter(|lane| holds(lane)).count();
        Self {
            pledges: story.lanes.len(),
            forward: count(&|lane| lane.end.is_none() && lane.has_moved_forward()),
            ended: count(&|lane| lane.end.is_some()),
            stale: count(&|lane| lane.stale.is_some()),
        }
    }

    /// `6 moved to a surer stage, 2 ended, 5 are stale`, what is not nothing of it.
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.forward > 0 {
            words.push(print::count(self.forward, "moved forward", "moved forward"));
        }
        if self.ended > 0 {
            words.push(print::count(self.ended, "ended", "ended"));
        }
        if self.stale > 0 {
            words.push(print::count(self.stale, "is stale", "are stale"));
        }
        words
    }
}

fn title(story: &Story) -> String {
    let counts = Counts::of(story);
    let pledges = print::count(counts.pledges, "pledge", "pledges");
    let (still, moves) = (counts.words().is_empty(), words::list(&counts.words()));
    match (counts.pledges, story.states.len()) {
        (0, _) => say!("No one has pledged yet"),
        (_, 1) if still => say!("{pledges} so far, all seen for the first time", pledges),
        (1, _) if still => say!("The only pledge has not moved so far"),
        _ if still => say!("None of {pledges} has moved forward so far", pledges),
        (1, _) => match (counts.forward, counts.stale) {
            (0, 0) => say!("The only pledge ended"),
            (0, _) => say!("The only pledge is stale"),
            (_, 0) => say!("The only pledge moved forward"),
            _ => say!("The only pledge moved forward and is stale"),
        },
        _ if counts.forward == 0 => say!("None of {pledges} moved forward, {moves}", pledges, moves),
        _ => say!("Of {pledges}, {moves}", pledges, moves),
    }
}

/// `expressed`, or the word for its end.
fn standing(lane: &Lane) -> String {
    match (&lane.end, lane.steps.last()) {
        (Some((_, word)), _) => word.clone(),
        (None, Some(Some(Step { stage: Some(stage), .. }))) => stage_word(*stage),
        _ => String::new(),
    }
}

/// What a lane comes to now, as it is printed.
fn number(lane: &Lane) -> String {
    if !lane.disclosed {
        return say!("undisclosed");
    }
    let qualifier = lane.qualifier.as_ref().filter(|_| lane.end.is_none()).map(|word| format!("{word} "));
    format!("{}{}", qualifier.unwrap_or_default(), print::short(lane.now))
}

fn values(story: &Story) -> Vec<String> {
    let value = |lane: &Lane| format!("{} {}, {}", lane.name, standing(lane), number(lane));
    story.lanes.iter().take(4).map(value).collect()
}

fn long(story: &Story) -> String {
    let counts = Counts::of(story);
    let mut out = say!(
        "As of {as_of}, {pledges} in {snapshots}.",
        as_of = story.as_of(),
        pledges = print::count(counts.pledges, "pledge", "pledges"),
        snapshots = print::count(story.states.len(), "snapshot", "snapshots"),
    );
    let words = counts.words();
    if !words.is_empty() {
        out.push_str(&format!(" {}.", words::capital(&words::list(&words))));
    }
    for lane in story.lanes.iter().take(8) {
        let mut stages: Vec<String> = Vec::new();
        for run in runs(lane) {
            let on = story.states.get(run.from).map(|state| print::short_date(state.at.date()));
            stages.extend(on.map(|on| say!("{stage} from {on}", stage = word(&run.step), on)));
        }
        let (name, stages, number) = (&lane.name, stages.join(", "), number(lane));
        out.push_str(&format!(" {}", say!("{name}: {stages}; now {number}.", name, stages, number)));
    }
    words::at_most(&out, 150)
}

/// `committed`, `committed, partly delivered`, `ended`.
fn word(step: &Step) -> String {
    let Some(stage) = step.stage else { return say!("ended") };
    let part = step.delivered.as_ref().is_some_and(crate::quantities::Ratio::is_positive);
    let stage_word = stage_word(stage);
    if part && stage < 4 { say!("{stage}, partly delivered", stage = stage_word) } else { stage_word }
}

fn table(story: &Story) -> Table {
    let columns = vec![
        Column::words(&say!("contributor")),
        Column::words(&say!("from")),
        Column::words(&say!("until")),
        Column::words(&say!("stage")),
        Column::percent(&say!("delivered share")),
        Column::amounts(&say!("now"), &story.unit),
        Column::words(&say!("words")),
    ];
    let date =
        |at: Option<usize>| at.and_then(|at| story.states.get(at)).map_or(Cell::Missing, |state| Cell::Date(state.at));
    let mut rows = Vec::new();
    for lane in &story.lanes {
        let runs = runs(lane);
        for (i, run) in runs.iter().enumerate() {
            let last = i + 1 == runs.len();
            let words = if last { said(lane) } else { String::new() };
            rows.push(vec![
                Cell::Text(lane.name.clone()),
                date(Some(run.from)),
                date(run.until),
                Cell::Text(word(&run.step)),
                run.step.delivered.clone().into(),
                Some(lane.now).filter(|_| last && lane.disclosed).into(),
                if words.is_empty() { Cell::Missing } else { Cell::Text(words) },
            ]);
        }
    }
    let counts = Counts::of(story);
    let mut words = vec![print::count(counts.pledges, "pledge", "pledges")];
    words.extend(counts.words());
    let mut all = vec![Cell::Text(say!("all"))];
    all.extend([Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing]);
    all.push(Cell::Amount(Amount::total(story.lanes.iter().map(|lane| lane.now)).unwrap_or_default()));
    all.push(Cell::Text(words.join(", ")));
    rows.push(all);
    Table { columns, rows }
}

/// What stands beside the number: `up to, stale, 34 days`.
fn said(lane: &Lane) -> String {
    let mut words: Vec<String> = lane.qualifier.iter().filter(|_| lane.end.is_none()).cloned().collect();
    words.extend(lane.end.as_ref().map(|(_, word)| word.clone()));
    words.extend(lane.stale.map(|stale| say!("stale, {days}", days = words::days(stale.days))));
    words.join(", ")
}

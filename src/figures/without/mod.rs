//! `without`: is the fund robust? What is covered without each giver, the conditions of the others solved again.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Dependence, Group, Story};
use super::table::{Cell, Column, Table};
use super::text::{Type, fit};
use super::words::{self, capital};
use crate::quantities::Amount;
use draw::Without;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let losses = losses(story);
    Told {
        title: title(story, &losses),
        subtitle: subtitle(story),
        kind: "Ranked ranges down to what is left without each giver".to_owned(),
        values: values(story, &losses),
        long: long(story, &losses),
        table: table(story, &losses),
        remark: None,
        chart: Arc::new(Without::new(story, &losses)),
    }
}

/// A group and what is left without it: of what stands against a shortfall, else of what is pledged.
struct Loss<'a> {
    group: &'a Group,
    left: Amount,
    lost: Amount,
}

/// The largest loss first; equal ones as they rank by what they pledge.
fn losses(story: &Story) -> Vec<Loss<'_>> {
    let dependence = &story.dependence;
    let whole = whole(dependence);
    let mut losses: Vec<Loss<'_>> = dependence
        .groups
        .iter()
        .filter_map(|group| {
            let left = match dependence.standing {
                Some(_) => group.standing_without?,
                None => dependence.all.minus(group.total)?,
            };
            Some(Loss { group, left, lost: whole.minus(left)? })
        })
        .collect();
    losses.sort_by_key(|loss| loss.left);
    losses
}

/// What there is with everyone.
fn whole(dependence: &Dependence) -> Amount {
    dependence.standing.unwrap_or(dependence.all)
}

impl Loss<'_> {
    /// What hangs on this giver besides what it pledges itself.
    fn beside(&self) -> Amount {
        self.lost.minus(self.group.total).unwrap_or_default().above_zero()
    }

    /// What must be said beside the number, the weightiest first.
    fn words(&self, story: &Story) -> Vec<String> {
        let mut words = Vec::new();
        if self.group.pivotal {
            words.push(story.now().known.missed().to_owned());
        }
        if self.lost.is_zero() {
            words.push("locked, so nothing is lost".to_owned());
        }
        if self.beside().is_positive() {
            words.push(format!("{} of others hangs on it", story.amount(self.beside())));
        }
        words
    }
}

/// `63.1%`, bounded as the shortfall is; without a shortfall `43,500 ETH`.
fn printed(story: &Story, sum: Amount) -> String {
    let coverage = story.covered_by(sum).filter(|_| story.dependence.standing.is_some());
    coverage.map_or_else(|| story.amount(sum), |coverage| story.now().known.percent(&coverage))
}

fn title(story: &Story, losses: &[Loss<'_>]) -> String {
    let dependence = &story.dependence;
    let name = |loss: &Loss<'_>| fit(&loss.group.name, Type::bold(20.0), 260.0);
    let Some(first) = losses.first() else { return "No amount pledged yet".to_owned() };
    let left = printed(story, first.left);
    let tied = losses.iter().take_while(|loss| loss.left == first.left).count();
    let who = match tied {
        1 => name(first),
        many => format!("any one of {many} {}", dependence.nouns().1),
    };
    if losses.len() == 1 {
        return format!("Everything hangs on {}", name(first));
    }
    let Some(standing) = dependence.standing else {
        return format!("Without {who}, {left} of what is pledged is left");
    };
    let pivotal: Vec<&Loss<'_>> = losses.iter().filter(|loss| loss.group.pivotal).collect();
    let missed = story.now().known.missed();
    match pivotal.as_slice() {
        [one] => format!("Without {} the shortfall is {missed}", name(one)),
        [one, other] if name(one).chars().count() + name(other).chars().count() < 40 => {
            format!("Without {} or {} the shortfall is {missed}", name(one), name(other))
        }
        [] if story.now().shortfall.is_some_and(|shortfall| standing >= shortfall) => {
            format!("No single loss leaves the shortfall open; the worst leaves {left} covered")
        }
        [] if first.lost.is_zero() => "No single loss changes what stands".to_owned(),
        [] => format!("Without {who} coverage falls to {left}, from {}", printed(story, standing)),
        many => format!("Without any one of {} {} the shortfall is {missed}", many.len(), dependence.nouns().1),
    }
}

fn subtitle(story: &Story) -> String {
    let dependence = &story.dependence;
    let (one, _) = dependence.nouns();
    let Some(basis) = story.basis.as_ref().filter(|_| dependence.standing.is_some()) else {
        let conditions = story.now().conditional.is_positive();
        let conditions = if conditions { "; conditions are undetermined without a shortfall" } else { "" };
        return format!("Pledged by the others without each {one}, {}{conditions}", story.unit);
    };
    let locked = match dependence.locked.is_positive() {
        true => format!("; {} locked pledges are left out", story.amount(dependence.locked)),
        false => String::new(),
    };
    format!("Shortfall ({}) covered by what stands without each {one}, %{locked}", basis.title)
}

fn values(story: &Story, losses: &[Loss<'_>]) -> Vec<String> {
    let mut values = vec![format!("with everyone {}", printed(story, whole(&story.dependence)))];
    values.extend(losses.iter().take(3).map(|l| format!("without {} {}", l.group.name, printed(story, l.left))));
    if losses.is_empty() { Vec::new() } else { values }
}

fn long(story: &Story, losses: &[Loss<'_>]) -> String {
    let dependence = &story.dependence;
    if losses.is_empty() {
        return format!("As of {}, no amount is pledged.", story.as_of());
    }
    let with = printed(story, whole(dependence));
    let mut out = match (dependence.standing, story.shortfall()) {
        (Some(standing), Some(shortfall)) => format!(
            "As of {}, {} stands, {with} of the shortfall. The shortfall is {shortfall}.",
            story.as_of(),
            story.amount(standing)
        ),
        _ => format!("As of {}, {with} is pledged; no shortfall is stated.", story.as_of()),
    };
    if dependence.locked.is_positive() {
        out.push_str(&format!(" {} is locked and left out.", story.amount(dependence.locked)));
    }
    let short = |name: &str| name.split(' ').take(6).collect::<Vec<_>>().join(" ");
    for loss in losses.iter().take(4) {
        let said = loss.words(story);
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
        out.push_str(&format!(" Without {}: {}{said}.", short(&loss.group.name), printed(story, loss.left)));
    }
    let pivotal: Vec<String> = losses.iter().filter(|l| l.group.pivotal).map(|l| short(&l.group.name)).collect();
    if !pivotal.is_empty() {
        let shown = words::list(&pivotal.iter().take(5).cloned().collect::<Vec<_>>());
        let missed = story.now().known.missed();
        out.push_str(&format!(" {} pivotal: without one of them the shortfall is {missed} ({shown}).", pivotal.len()));
    }
    out
}

fn table(story: &Story, losses: &[Loss<'_>]) -> Table {
    let (dependence, unit) = (&story.dependence, &story.unit);
    let (one, _) = dependence.nouns();
    let stands = if dependence.standing.is_some() { "stands without it" } else { "pledged without it" };
    let covered = |sum: Amount| Cell::from(story.covered_by(sum).filter(|_| dependence.standing.is_some()));
    let columns = vec![
        Column::words(one),
        Column::amounts("pledged", unit),
        Column::amounts(stands, unit),
        Column::percent("coverage without it"),
        Column::amounts("lost", unit),
        Column::words("words"),
    ];
    let mut rows: Vec<Vec<Cell>> = losses
        .iter()
        .map(|loss| {
            let words = loss.words(story);
            vec![
                Cell::Text(loss.group.name.clone()),
                Cell::Amount(loss.group.total),
                Cell::Amount(loss.left),
                covered(loss.left),
                Cell::Amount(loss.lost),
                if words.is_empty() { Cell::Missing } else { Cell::Text(words.join(", ")) },
            ]
        })
        .collect();
    let whole = whole(dependence);
    rows.push(vec![
        Cell::Text(format!("with everyone ({})", dependence.count(losses.len()))),
        Cell::Amount(dependence.all),
        Cell::Amount(whole),
        covered(whole),
        Cell::Missing,
        match dependence.locked.is_positive() {
            true => Cell::Text(capital(&format!("{} locked", story.amount(dependence.locked)))),
            false => Cell::Missing,
        },
    ]);
    Table { columns, rows }
}

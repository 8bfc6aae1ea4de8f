//! `without`: is the fund robust? What is covered without each giver, the conditions of the others solved again.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Dependence, Group, Story};
use super::table::{Cell, Column, Table};
use super::text::{Type, fit};
use super::words::{self, capital};
use crate::language::say;
use crate::quantities::Amount;
use draw::Without;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let losses = losses(story);
    Told {
        title: title(story, &losses),
        subtitle: subtitle(story),
        kind: say!("Ranked ranges down to what is left without each giver"),
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
            words.push(story.now().known.missed());
        }
        if self.lost.is_zero() {
            words.push(say!("locked, so nothing is lost"));
        }
        if self.beside().is_positive() {
            words.push(say!("{amount} of others hangs on it", amount = story.amount(self.beside())));
        }
        words
    }
}

/// `63.1%`, bounded as the shortfall is; without a shortfall `43,500 ETH`.
fn printed(story: &Story, sum: Amount) -> String {
    let coverage = story.covered_by(sum).filter(|_| story.dependence.standing.is_some());
    coverage.map_or_else(|| story.amount(sum), |coverage| story.now().known.percent(&coverage))
}

/// `any one of 3 givers`
fn any_one(dependence: &Dependence, many: usize) -> String {
    match dependence.is_grouped() {
        true => say!("any one of {many} groups", many),
        false => say!("any one of {many} givers", many),
    }
}

fn title(story: &Story, losses: &[Loss<'_>]) -> String {
    let dependence = &story.dependence;
    let name = |loss: &Loss<'_>| fit(&loss.group.name, Type::bold(20.0), 260.0);
    let Some(first) = losses.first() else { return say!("No amount pledged yet") };
    let left = printed(story, first.left);
    let tied = losses.iter().take_while(|loss| loss.left == first.left).count();
    let who = match tied {
        1 => name(first),
        many => any_one(dependence, many),
    };
    if losses.len() == 1 {
        return say!("Everything hangs on {name}", name = name(first));
    }
    let Some(standing) = dependence.standing else {
        return say!("Without {who}, {left} of what is pledged is left", who, left);
    };
    let pivotal: Vec<&Loss<'_>> = losses.iter().filter(|loss| loss.group.pivotal).collect();
    let missed = story.now().known.missed();
    match pivotal.as_slice() {
        [one] => say!("Without {who} the shortfall is {missed}", who = name(one), missed),
        [one, other] if name(one).chars().count() + name(other).chars().count() < 40 => {
            let (one, other) = (name(one), name(other));
            say!("Without {one} or {other} the shortfall is {missed}", one, other, missed)
        }
        [] if story.now().shortfall.is_some_and(|shortfall| standing >= shortfall) => {
            say!("No single loss leaves the shortfall open; the worst leaves {left} covered", left)
        }
        [] if first.lost.is_zero() => say!("No single loss changes what stands"),
        [] => {
            let from = printed(story, standing);
            say!("Without {who} coverage falls to {left}, from {from}", who, left, from)
        }
        many => {
            let who = any_one(dependence, many.len());
            say!("Without {who} the shortfall is {missed}", who, missed)
        }
    }
}

fn subtitle(story: &Story) -> String {
    let (dependence, unit) = (&story.dependence, &story.unit);
    let each = if dependence.is_grouped() { say!("each group") } else { say!("each giver") };
    let Some(basis) = story.basis.as_ref().filter(|_| dependence.standing.is_some()) else {
        let said = say!("Pledged by the others without {each}, {unit}", each, unit);
        return match story.now().conditional.is_positive() {
            true => say!("{said}; conditions are undetermined without a shortfall", said),
            false => said,
        };
    };
    let said = say!("Shortfall ({basis}) covered by what stands without {each}, %", basis = basis.title, each);
    match dependence.locked.is_positive() {
        true => say!("{said}; {amount} locked pledges are left out", said, amount = story.amount(dependence.locked)),
        false => said,
    }
}

fn values(story: &Story, losses: &[Loss<'_>]) -> Vec<String> {
    let mut values = vec![say!("with everyone {left}", left = printed(story, whole(&story.dependence)))];
    let without =
        |loss: &Loss<'_>| say!("without {name} {left}", name = loss.group.name, left = printed(story, loss.left));
    values.extend(losses.iter().take(3).map(without));
    if losses.is_empty() { Vec::new() } else { values }
}

fn long(story: &Story, losses: &[Loss<'_>]) -> String {
    let dependence = &story.dependence;
    if losses.is_empty() {
        return say!("As of {as_of}, no amount is pledged.", as_of = story.as_of());
    }
    let (as_of, with) = (story.as_of(), printed(story, whole(dependence)));
    let mut out = match (dependence.standing, story.shortfall()) {
        (Some(standing), Some(shortfall)) => say!(
            "As of {as_of}, {amount} stands, {with} of the shortfall. The shortfall is {shortfall}.",
            as_of,
            amount = story.amount(standing),
            with,
            shortfall,
        ),
        _ => say!("As of {as_of}, {with} is pledged; no shortfall is stated.", as_of, with),
    };
    if dependence.locked.is_positive() {
        let locked = say!("{amount} is locked and left out.", amount = story.amount(dependence.locked));
        out.push_str(&format!(" {locked}"));
    }
    let short = |name: &str| name.split(' ').take(6).collect::<Vec<_>>().join(" ");
    for loss in losses.iter().take(4) {
        let said = loss.words(story);
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
        let left = format!("{}{said}", printed(story, loss.left));
        out.push_str(&format!(" {}", say!("Without {name}: {left}.", name = short(&loss.group.name), left)));
    }
    let pivotal: Vec<String> = losses.iter().filter(|l| l.group.pivotal).map(|l| short(&l.group.name)).collect();
    if !pivotal.is_empty() {
        let shown = words::list(&pivotal.iter().take(5).cloned().collect::<Vec<_>>());
        let said = say!(
            "{count} pivotal: without one of them the shortfall is {missed} ({shown}).",
            count = pivotal.len(),
            missed = story.now().known.missed(),
            shown,
        );
        out.push_str(&format!(" {said}"));
    }
    out
}

fn table(story: &Story, losses: &[Loss<'_>]) -> Table {
    let (dependence, unit) = (&story.dependence, &story.unit);
    let stands = if dependence.standing.is_some() { say!("stands without it") } else { say!("pledged without it") };
    let covered = |sum: Amount| Cell::from(story.covered_by(sum).filter(|_| dependence.standing.is_some()));
    let columns = vec![
        Column::words(&dependence.noun()),
        Column::amounts(&say!("pledged"), unit),
        Column::amounts(&stands, unit),
        Column::percent(&say!("coverage without it")),
        Column::amounts(&say!("lost"), unit),
        Column::words(&say!("words")),
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
        Cell::Text(say!("with everyone ({givers})", givers = dependence.count(losses.len()))),
        Cell::Amount(dependence.all),
        Cell::Amount(whole),
        covered(whole),
        Cell::Missing,
        match dependence.locked.is_positive() {
            true => Cell::Text(capital(&say!("{amount} locked", amount = story.amount(dependence.locked)))),
            false => Cell::Missing,
        },
    ]);
    Table { columns, rows }
}

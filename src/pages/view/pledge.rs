//! One pledge, printed.

use serde::Serialize;

use super::SourceView;
use super::words::bounded;
use crate::language::{self, say};
use crate::measures::{Bound, PledgeMeasures};
use crate::quantities::{Ratio, print};
use crate::rescue::{Kind, Pledge, Rescue, Stage, Status};

/// One pledge of one snapshot.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PledgeView {
    id: String,
    pub(crate) name: String,
    contributor: String,
    /// The amount in the giver's words and asset.
    pub(crate) promise: String,
    /// What counts, in base units; nothing for a pledge that does not count.
    pub(crate) counted: Option<String>,
    /// The stage or the end.
    pub(crate) status: String,
    /// A class name for the status's mark.
    mark: &'static str,
    /// The delivered part, while the rest is not.
    delivered: Option<String>,
    kind: Option<String>,
    purpose: Option<String>,
    /// What must be read beside the number, in sentences.
    conditions: Vec<String>,
    terms: Option<String>,
    tx: Option<String>,
    since: Option<String>,
    confirmed: Option<String>,
    note: Option<String>,
    inferred: bool,
    sources: Vec<SourceView>,
}

impl PledgeView {
    pub(crate) fn of(rescue: &Rescue, pledge: &Pledge, measures: Option<&PledgeMeasures>) -> Self {
        let status = match pledge.status {
            Status::Live(stage) => stage.word(),
            Status::Ended(end) => end.word(),
        };
        Self {
            id: pledge.id.to_string(),
            name: rescue.contributor_name(&pledge.contributor).to_owned(),
            contributor: pledge.contributor.to_string(),
            promise: print::promise(pledge.promise, &pledge.unit),
            counted: measures.and_then(|m| counted(pledge, m)),
            status: language::word(status),
            mark: if pledge.is_live() { status } else { "ended" },
            delivered: part_delivered(pledge),
            kind: (pledge.kind != Kind::Unstated).then(|| language::word(pledge.kind.word())),
            purpose: pledge.purpose.clone(),
            conditions: conditions(pledge),
            terms: pledge.terms.clone(),
            tx: pledge.tx.clone(),
            since: pledge.since.map(print::day),
            confirmed: pledge.confirmed.last().copied().map(print::day),
            note: pledge.note.clone(),
            inferred: pledge.inferred,
            sources: SourceView::all(&pledge.sources),
        }
    }
}

/// As it was typed: a threshold is never rounded.
fn threshold(ratio: &Ratio) -> String {
    ratio.percent(16).map_or_else(|| print::percent(ratio), |percent| say!("{digits}%", digits = print::exact(percent)))
}

/// Of an undisclosed pledge at least what was delivered counts.
fn counted(pledge: &Pledge, measures: &PledgeMeasures) -> Option<String> {
    if pledge.promise.is_disclosed() || !pledge.is_live() {
        return Some(print::exact(measures.total));
    }
    measures.total.is_positive().then(|| bounded(Bound::AtLeast, &print::exact(measures.total)))
}

fn part_delivered(pledge: &Pledge) -> Option<String> {
    let whole = pledge.status == Status::Live(Stage::Delivered) && pledge.delivered == pledge.amount();
    (pledge.delivered.is_positive() && !whole).then(|| format!("{} {}", print::exact(pledge.delivered), pledge.unit))
}

pub(super) fn conditions(pledge: &Pledge) -> Vec<String> {
    let coverage = pledge
        .unlocks_at
        .as_ref()
        .map(|ratio: &Ratio| say!("Unlocks at {coverage} coverage.", coverage = threshold(ratio)));
    let words = pledge
        .condition
        .as_ref()
        .map(|condition| say!("Condition: {condition}.", condition = condition.trim_end_matches('.')));
    coverage.into_iter().chain(words).collect()
}

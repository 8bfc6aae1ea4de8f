//! One pledge: stage or end, amount, what was delivered, what it needs.

use super::model::{Pledge, Status};
use super::read::{self, keep};
use super::scope::Scope;
use super::source::Source;
use super::words::{End, Kind, Stage};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::documents::{PledgeDoc, Text};
use crate::quantities::{Amount, Day, Promise, Ratio, Slug, Unit};

/// Validates one pledge.
pub(super) fn pledge(id: &Text, document: &PledgeDoc, scope: &Scope<'_>, report: &mut Report) -> Option<Pledge> {
    let slug = report.keep(read::slug(id)).map(|slug| scope.aliases.get(&slug).cloned().unwrap_or(slug));
    let contributor = contributor(document.contributor.as_ref().unwrap_or(id), scope, report);
    let status = report.keep(status(id, document));
    let amount = match &document.amount {
        Some(text) => report.keep(read::amount(text, scope.base)),
        None => {
            report.push(
                Diagnostic::new(Code::MissingKey, format!("the pledge `{}` has no `amount`", id.value))
                    .at(&id.span)
                    .hint("write `amount: undisclosed` where no number is known"),
            );
            None
        }
    };
    let rest = Rest::read(document, report);
    let (slug, contributor, status, (promise, unit)) = (slug?, contributor?, status?, amount?);
    let delivered = delivered(document, status, promise, &unit, report)?;
    Some(Pledge {
        id: slug,
        contributor,
        promise,
        unit,
        status,
        delivered,
        kind: rest.kind,
        counts: read::flag(document.counts, true),
        purpose: read::plain(document.purpose.as_ref()),
        unlocks_at: rest.unlocks_at,
        condition: read::plain(document.condition.as_ref()),
        terms: read::plain(document.terms.as_ref()),
        tx: read::plain(document.tx.as_ref()),
        since: rest.since,
        confirmed: rest.confirmed,
        sources: rest.sources,
        note: read::plain(document.note.as_ref()),
        inferred: read::flag(document.inferred, false),
    })
}

/// Who gives. One that `contributors.yaml` lost to a problem of its own is not a second problem.
fn contributor(id: &Text, scope: &Scope<'_>, report: &mut Report) -> Option<Slug> {
    if let Some(real) = scope.aliases.get(id.value.trim()) {
        return Some(real.clone());
    }
    let found = read::declared(id, Code::UnknownContributor, "contributor", scope.contributors.keys());
    if scope.contributors_complete { report.keep(found) } else { found.ok() }
}

/// In time, whatever the order of the file.
fn confirmed(document: &PledgeDoc, report: &mut Report) -> Vec<Day> {
    let mut days: Vec<Day> = document.confirmed.iter().filter_map(|text| report.keep(read::day(text))).collect();
    days.sort_by_key(|day| day.last_minute());
    days
}

/// What does not depend on anything else.
struct Rest {
    kind: Kind,
    unlocks_at: Option<Ratio>,
    since: Option<Day>,
    confirmed: Vec<Day>,
    sources: Vec<Source>,
}

impl Rest {
    fn read(document: &PledgeDoc, report: &mut Report) -> Self {
        let kind = keep(&document.kind, |text| read::word(text, "a kind", Kind::from_word, Kind::WORDS), report);
        Self {
            kind: kind.unwrap_or(Kind::Unstated),
            unlocks_at: keep(&document.unlocks_at, |text| read::coverage(text, "unlocks_at: 100%"), report),
            since: keep(&document.since, read::day, report),
            confirmed: confirmed(document, report),
            sources: read::sources(&document.source, report),
        }
    }
}

/// Exactly one of stage and end.
fn status(id: &Text, document: &PledgeDoc) -> Result<Status, Diagnostic> {
    match (&document.stage, &document.end) {
        (Some(_), Some(end)) => {
            Err(Diagnostic::new(Code::StageWithEnd, format!("the pledge `{}` has a stage and an end", id.value))
                .at(&end.span)
                .hint("a pledge that ended has no stage; what was delivered stays in `delivered`"))
        }
        (None, None) => Err(Diagnostic::new(
            Code::MissingStage,
            format!("the pledge `{}` has neither a stage nor an end", id.value),
        )
        .at(&id.span)
        .hint(format!("stages: {}; ends: {}", Stage::WORDS.join(", "), End::WORDS.join(", ")))),
        (Some(stage), None) => {
            read::word(stage, "a stage", Stage::from_word, Stage::WORDS).map(Status::Live).map_err(|problem| {
                match End::from_word(stage.value.trim()) {
                    Some(end) => problem.hint(format!("`{end}` is an end, not a stage: write `end: {end}`")),
                    None => problem,
                }
            })
        }
        (None, Some(end)) => read::word(end, "an end", End::from_word, End::WORDS).map(Status::Ended),
    }
}

/// What was transferred: everything at the last stage, else the part that is named.
fn delivered(
    document: &PledgeDoc,
    status: Status,
    promise: Promise,
    unit: &Unit,
    report: &mut Report,
) -> Option<Amount> {
    let Some(text) = &document.delivered else {
        let all = status == Status::Live(Stage::Delivered);
        return Some(if all { promise.counted() } else { Amount::ZERO });
    };
    let (part, part_unit) = report.keep(read::exact(text, "a transfer"))?;
    // Without a unit of its own the part is in the pledge's asset.
    if part_unit.as_ref().is_some_and(|part_unit| part_unit != unit) {
        report.push(
            Diagnostic::new(
                Code::InvalidUnit,
                format!("`{}` was delivered of a pledge in `{unit}`", text.value.trim()),
            )
            .at(&text.span)
            .hint("split it into two pledges, or state the delivered part in the pledge's asset"),
        );
        return None;
    }
    if status == Status::Live(Stage::Delivered) && part < promise.counted() {
        report.push(
            Diagnostic::new(
                Code::DeliveredInPart,
                format!("the stage is `delivered`, but only {part} of {} {unit} was", promise.counted()),
            )
            .at(&text.span)
            .hint("give the stage of the rest, such as `committed`"),
        );
    }
    if promise.is_disclosed() && part > promise.counted() {
        report.push(
            Diagnostic::new(
                Code::OverDelivered,
                format!("more was delivered ({part}) than promised ({})", promise.counted()),
            )
            .at(&text.span)
            .hint("it counts in full; raise the amount if the giver did"),
        );
    }
    Some(part)
}

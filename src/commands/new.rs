//! `shortfall new`: the next file an author writes, begun. Nothing is written unless the site is valid with it.

use std::sync::Arc;

use super::edits::{self, Cells, Edited};
use super::options::{New, NewPage, NewReport, NewSnapshot, NewWhat};
use super::status::find;
use super::{Exit, Format, Options, clock, machine, say, talk};
use crate::diagnostics::{Code, Diagnostic, Report, Source, Span, to_text};
use crate::documents::{carry_forward, edit, left_behind};
use crate::output::{Authored, refuse_existing, write_authored};
use crate::quantities::{Moment, Slug, print};
use crate::rescue::Snapshot;
use crate::{Study, files};

/// The key that holds until it is stated again.
const SHORTFALL: &str = "shortfall";

/// A file that is not on the disk yet, and what to say of it.
struct Draft {
    source: Arc<Source>,
    advice: String,
    cells: Cells,
}

pub(super) fn run(options: &Options, new: &New) -> Exit {
    let mut report = Report::default();
    let written = attempt(options, new, &mut report);
    match options.format {
        Format::Json => {
            let mut value = machine::head("new", &report);
            value["written"] = written.map_or(serde_json::Value::Null, |draft| draft.source.path.clone().into());
            say(&format!("{value:#}\n"));
        }
        Format::Text => match written {
            Some(draft) => {
                let is_new = |place: &Span| {
                    let cells = draft.cells.iter().map(|(.., cell)| cell.path());
                    cells.chain([draft.source.path.as_str()]).any(|path| path == place.path())
                };
                let warnings = to_text(&report.about(is_new));
                talk(&format!("{warnings}wrote `{}`\n{}\n", draft.source.path, draft.advice));
            }
            None => talk(&format!("{}{}\n", to_text(&report), nothing_written(options, &report))),
        },
    }
    Exit::of(&report)
}

/// A place in a file that is not there, since it was not written, would be looked for.
fn nothing_written(options: &Options, report: &Report) -> String {
    let places = report.sorted().into_iter().filter_map(|problem| problem.span.as_ref());
    let drafted = places
        .map(Span::path)
        .find(|path| path.starts_with("content/") && refuse_existing(&options.root, path).is_ok());
    let explained = drafted.map(|path| format!(": `{path}` is shown as it would have been")).unwrap_or_default();
    format!("nothing was written{explained}")
}

/// Draws the file up, tries it in the site, and writes it.
fn attempt(options: &Options, new: &New, report: &mut Report) -> Option<Draft> {
    let mut before = Report::default();
    let study = crate::study(&options.root, &files::read_limited, &mut before);
    let Some(study) = study else {
        report.extend(before);
        return None;
    };
    let draft = match &new.what {
        NewWhat::Snapshot(snapshot) => new_snapshot(options, snapshot, &study, report),
        NewWhat::Report(narrative) => report.keep(new_report(options, narrative, &study)),
        NewWhat::Page(page) => report.keep(new_page(options, page)),
    }?;
    let mut files = study.files;
    files.add(Arc::clone(&draft.source));
    let tried = crate::study_files(files, report);
    edits::relocate(report, &draft.source, &draft.cells);
    tried?;
    let file = Authored { path: &draft.source.path, text: &draft.source.text };
    report.keep(write_authored(&options.root, &[file]))?;
    Some(draft)
}

fn new_snapshot(options: &Options, new: &NewSnapshot, study: &Study, report: &mut Report) -> Option<Draft> {
    let (former, at, path) = report.keep(carried_from(options, new, study))?;
    let former_text = report.keep(found(study, &former.file))?;
    let text = report.keep(carry_forward(&former_text, &at.to_string()))?;
    let left = left_behind(&former_text);
    let Edited { source, cells, done } = edits::apply(Arc::new(Source { text, path }), new, report)?;
    let mut advice = format!("carried forward from `{}`: look again at every pledge, recovery and rate", former.file);
    if !left.is_empty() {
        advice += &format!("\nleft behind, as said of the former date: {}", left.join(", "));
    }
    if left.iter().any(|key| key == SHORTFALL) {
        advice += "\nthe shortfall carries forward by itself; state it where it changed";
    }
    done.iter().for_each(|done| advice += &format!("\n{done}"));
    Some(Draft { source, advice, cells })
}

/// The snapshot to carry forward, and the date and file of the new one.
fn carried_from<'a>(
    options: &Options,
    new: &NewSnapshot,
    study: &'a Study,
) -> Result<(&'a Snapshot, Moment, String), Diagnostic> {
    let at = match &new.date {
        Some(typed) => typed.parse().map_err(|error| {
            Diagnostic::new(Code::InvalidDate, format!("`{typed}`: {error}"))
                .hint("write `2026-05-01` or `2026-05-01T09:00Z`")
                .argument("DATE")
        })?,
        None => clock::now(None)?.bare_day(),
    };
    let path = format!("content/snapshots/{}.yaml", address(at));
    refuse_existing(&options.root, &path)?;
    let former = study.rescue.snapshots.iter().rev().find(|snapshot| snapshot.at < at).ok_or_else(|| {
        Diagnostic::new(Code::WrongArgument, format!("there is no snapshot before {}", print::long_date(at)))
            .hint("the newest one before the date is carried forward: write the first one by hand")
    })?;
    Ok((former, at, path))
}

/// `2026-04-24`, or `2026-04-24-0900` where a time is given.
fn address(at: Moment) -> String {
    let time = at.time().map(|time| format!("-{:02}{:02}", time.hour(), time.minute()));
    format!("{}{}", at.date(), time.unwrap_or_default())
}

fn found(study: &Study, path: &str) -> Result<Arc<Source>, Diagnostic> {
    let source = study.files.snapshots.iter().find(|source| source.path == path);
    source.cloned().ok_or_else(|| Diagnostic::new(Code::UnreadableFile, format!("`{path}` was not read")))
}

fn new_report(options: &Options, new: &NewReport, study: &Study) -> Result<Draft, Diagnostic> {
    let snapshot = &study.rescue.snapshots[find(study, Some(&new.address))?];
    let path = format!("content/reports/{}.md", snapshot.slug);
    refuse_existing(&options.root, &path)?;
    let title = snapshot.title.clone().unwrap_or_else(|| format!("Report of {}", print::long_date(snapshot.at)));
    let text = format!(
        "---\ntitle: {}\n---\n\nPledges come to {{{{ all.sum }}}}; {{{{ firm.sum }}}} of that is firm.\n",
        edit::quoted(&title)
    );
    let advice = format!("it stands above the figures of reports/{}/, and quotes them by name", snapshot.slug);
    Ok(Draft { source: Arc::new(Source { path, text }), advice, cells: Cells::new() })
}

fn new_page(options: &Options, new: &NewPage) -> Result<Draft, Diagnostic> {
    let slug = Slug::new(&new.name).map_err(|error| {
        let problem = Diagnostic::new(Code::InvalidAddress, format!("`{}` cannot be part of an address", new.name));
        let nearest = error.nearest.map(|nearest| format!(": `{nearest}`")).unwrap_or_default();
        problem.hint(format!("lower-case letters, digits, `-` and `_`{nearest}")).argument("NAME")
    })?;
    let path = format!("content/pages/{slug}.md");
    refuse_existing(&options.root, &path)?;
    let words = slug.as_str().replace(['-', '_'], " ");
    let mut letters = words.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let title = edit::quoted(&title);
    let text = format!(
        "---\ntitle: {title}\nmenu: {title}\n---\n\nPledges come to {{{{ all.sum }}}}: a page quotes the newest snapshot by name.\n"
    );
    let advice = format!("it will be at {slug}/, and in the navigation by its `menu`");
    Ok(Draft { source: Arc::new(Source { path, text }), advice, cells: Cells::new() })
}

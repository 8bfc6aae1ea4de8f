//! The edits that `new snapshot` is asked for: by argument, and by the rows of a spreadsheet.

use std::path::Path;
use std::sync::Arc;

use super::options::NewSnapshot;
use crate::diagnostics::{Code, Diagnostic, Report, Source, Span};
use crate::documents::{edit, spreadsheet};
use crate::files;
use crate::quantities::print;

/// Where each edited key was typed: pledge, key (none for its id), cell.
pub(super) type Cells = Vec<(String, Option<&'static str>, Span)>;

/// A snapshot's text while it is edited.
pub(super) struct Edited {
    pub(super) source: Arc<Source>,
    /// What came from a spreadsheet.
    pub(super) cells: Cells,
    /// What was done, in words.
    pub(super) done: Vec<String>,
}

/// Everything that was asked for: first the spreadsheet, then new pledges, then single keys, then ends.
pub(super) fn apply(source: Arc<Source>, new: &NewSnapshot, report: &mut Report) -> Option<Edited> {
    let mut edited = Edited { source, cells: Vec::new(), done: Vec::new() };
    if let Some(path) = &new.from {
        edited.take_rows(path, report)?;
    }
    report.keep(edited.take_arguments(new))?;
    Some(edited)
}

impl Edited {
    fn replace(&mut self, text: String) {
        self.source = Arc::new(Source { path: self.source.path.clone(), text });
    }

    /// A row of a pledge that is there changes the keys whose cells are filled; another one is added.
    fn take_rows(&mut self, path: &Path, report: &mut Report) -> Option<()> {
        let spreadsheet = report.keep(files::text(path))?;
        let mut found = Report::default();
        let rows = spreadsheet::rows(&spreadsheet, &mut found);
        let good = !found.has_errors();
        report.extend(found);
        let there = report.keep(edit::ids(&self.source))?;
        let (mut added, mut changed) = (0, 0);
        for row in rows.iter().filter(|_| good) {
            let id = row.id.value.as_str();
            self.cells.push((id.to_owned(), None, row.id.span.clone()));
            self.cells.extend(row.keys.iter().map(|(key, cell)| (id.to_owned(), Some(*key), cell.span.clone())));
            if there.iter().any(|known| known == id) {
                changed += usize::from(self.change(row, report)?);
            } else {
                let keys: Vec<(&str, &str)> = row.keys.iter().map(|(key, cell)| (*key, cell.value.as_str())).collect();
                let text = edit::add(&self.source, id, &keys).map_err(|problem| problem.at(&row.id.span));
                self.replace(report.keep(text)?);
                added += 1;
            }
        }
        let (changed, added) = (print::count(changed, "pledge", "pledges"), print::count(added, "pledge", "pledges"));
        self.done.push(format!("from `{}`: {changed} changed, {added} added", path.display()));
        good.then_some(())
    }

    /// Sets what a row says otherwise; whether there was any.
    fn change(&mut self, row: &spreadsheet::Row, report: &mut Report) -> Option<bool> {
        let id = row.id.value.as_str();
        let mut is_changed = false;
        for (key, cell) in &row.keys {
            if edit::says(&self.source, id, key, &cell.value) {
                continue;
            }
            let set = match *key {
                "stage" => edit::stage(&self.source, id, &cell.value),
                "end" => edit::end(&self.source, id, &cell.value),
                key => edit::set(&self.source, id, key, &cell.value),
            };
            self.replace(report.keep(set.map_err(|problem| problem.at(&cell.span)))?);
            is_changed = true;
        }
        Some(is_changed)
    }

    fn take_arguments(&mut self, new: &NewSnapshot) -> Result<(), Diagnostic> {
        let sets = new.set.iter().map(|typed| assignment(typed)).collect::<Result<Vec<_>, _>>()?;
        let is_new = |pledge: &str| new.add.iter().any(|added| added.trim() == pledge);
        for typed in &new.add {
            let id = typed.trim();
            let own = sets.iter().filter(|(pledge, ..)| *pledge == id);
            let keys: Vec<(&str, &str)> = own.map(|(_, key, value)| (*key, *value)).collect();
            if keys.is_empty() {
                return Err(Diagnostic::new(Code::WrongArgument, format!("the new pledge `{id}` is given no keys"))
                    .hint(format!("add `--set {id}.amount=\"100 ETH\" --set {id}.stage=proposed`"))
                    .argument("--add"));
            }
            let text = edit::add(&self.source, id, &keys).map_err(|problem| problem.argument("--add"))?;
            self.replace(text);
        }
        for (pledge, key, value) in sets.into_iter().filter(|(pledge, ..)| !is_new(pledge)) {
            let text = edit::set(&self.source, pledge, key, value).map_err(|problem| match problem.code {
                Code::UnknownReference => problem.hint(format!("`--add {pledge}` begins a new one")).argument("--set"),
                _ => problem.argument("--set"),
            })?;
            self.replace(text);
        }
        for typed in &new.end {
            let Some((pledge, how)) = typed.split_once('=') else {
                return Err(shape("--end", typed, "--end lido=withdrawn"));
            };
            let text =
                edit::end(&self.source, pledge.trim(), how.trim()).map_err(|problem| problem.argument("--end"))?;
            self.replace(text);
        }
        Ok(())
    }
}

/// The cell that a problem of the edited text came from.
pub(super) fn cell_of(source: &Arc<Source>, cells: &Cells, place: &Span) -> Option<Span> {
    if place.path() != source.path {
        return None;
    }
    let (pledge, key) = edit::find(source, place)?;
    let cell = |wanted: Option<&str>| cells.iter().find(|(id, key, _)| *id == pledge && *key == wanted);
    cell(key.as_deref()).map(|(.., span)| span.clone())
}

/// `mantle.stage=approved`
fn assignment(typed: &str) -> Result<(&str, &str, &str), Diagnostic> {
    let split = typed.split_once('=').and_then(|(place, value)| Some((place.split_once('.')?, value)));
    let ((pledge, key), value) = split.ok_or_else(|| shape("--set", typed, "--set mantle.stage=approved"))?;
    Ok((pledge.trim(), key.trim(), value.trim()))
}

fn shape(argument: &str, typed: &str, example: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongArgument, format!("`{typed}` is not an edit"))
        .hint(format!("write `{example}`"))
        .argument(argument)
}

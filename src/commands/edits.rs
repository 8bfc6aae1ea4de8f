//! The edits that `new snapshot` is asked for: by argument, and by the rows of a spreadsheet.

use std::collections::BTreeMap;
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
        let mut parts = report.keep(edit::Parts::of(&self.source))?;
        let (mut changed, mut new) = (0, Vec::new());
        for row in rows.iter().filter(|_| good) {
            let id = row.id.value.as_str();
            self.cells.push((id.to_owned(), None, row.id.span.clone()));
            self.cells.extend(row.keys.iter().map(|(key, cell)| (id.to_owned(), Some(*key), cell.span.clone())));
            if let Some(alone) = parts.alone(id) {
                let edited = report.keep(changed_by(row, Arc::clone(&alone)))?;
                changed += usize::from(edited.text != alone.text);
                parts.put(id, &edited);
            } else {
                let keys = row.keys.iter().map(|(key, cell)| (*key, cell.value.as_str()));
                new.push((id, keys.collect::<Vec<_>>()));
            }
        }
        self.replace(parts.text());
        if !new.is_empty() {
            let first = rows.iter().find(|row| row.id.value == new[0].0).map(|row| &row.id.span);
            let text = edit::add_all(&self.source, &new);
            self.replace(report.keep(text.map_err(|problem| match first {
                Some(place) => problem.at(place),
                None => problem,
            }))?);
        }
        let count = |pledges: usize| print::count(pledges, "pledge", "pledges");
        let (changed, added) = (count(changed), count(new.len()));
        self.done.push(format!("from `{}`: {changed} changed, {added} added", path.display()));
        good.then_some(())
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

/// A pledge with what its row says otherwise.
fn changed_by(row: &spreadsheet::Row, mut alone: Arc<Source>) -> Result<Arc<Source>, Diagnostic> {
    let id = row.id.value.as_str();
    for (key, cell) in &row.keys {
        if edit::says(&alone, id, key, &cell.value) {
            continue;
        }
        let set = match *key {
            "stage" => edit::stage(&alone, id, &cell.value),
            "end" => edit::end(&alone, id, &cell.value),
            key => edit::set(&alone, id, key, &cell.value),
        };
        let text = set.map_err(|problem| problem.at(&cell.span))?;
        alone = Arc::new(Source { path: alone.path.clone(), text });
    }
    Ok(alone)
}

/// Points problems of the edited text at the cells that they came from.
pub(super) fn relocate(report: &mut Report, source: &Arc<Source>, cells: &Cells) {
    if cells.is_empty() {
        return;
    }
    let places = edit::places(source);
    let cells: BTreeMap<(&str, Option<&str>), &Span> =
        cells.iter().map(|(id, key, cell)| ((id.as_str(), *key), cell)).collect();
    report.relocate(|place| {
        let (pledge, key) = places.get(&place.start()).filter(|_| place.path() == source.path)?;
        cells.get(&(pledge.as_str(), key.as_deref())).map(|cell| (*cell).clone())
    });
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

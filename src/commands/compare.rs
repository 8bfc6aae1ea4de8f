//! `shortfall compare`: what differs between two built sites, numbers first.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::options::Compare;
use super::{Exit, Format, Options, against, machine, say, talk};
use crate::artifacts::SitePath;
use crate::diagnostics::{Code, Diagnostic, Report, to_text};
use crate::files::read_plain;
use crate::output::{Manifest, ReportChanges, compare_all};

/// A report has a few hundred numbers.
const LARGEST: u64 = 16 * 1024 * 1024;
/// Lines of a kind that a text shows.
const SHOWN: usize = 20;

/// A built site.
struct Site {
    manifest: Manifest,
    folder: PathBuf,
}

/// One number that differs; what is not there or undefined is `None`.
struct Moved {
    id: String,
    from: Option<String>,
    to: Option<String>,
}

/// All differences.
struct Differences {
    /// The newest reports of both, by address.
    newest: Option<(String, String, Vec<Moved>)>,
    /// Reports that both have, with what differs in them.
    reports: BTreeMap<String, Vec<Moved>>,
    files: ReportChanges,
}

pub(super) fn run(options: &Options, compare: &Compare) -> Exit {
    let mut report = Report::default();
    let old = report.keep(Site::read(&compare.old, "OLD"));
    let present = compare.new.clone().unwrap_or_else(|| options.root.join("output"));
    let new = report.keep(Site::read(&present, "NEW"));
    let differences = old.zip(new).and_then(|(old, new)| report.keep(Differences::between(&old, &new)));
    match options.format {
        Format::Json => {
            let mut value = machine::head("compare", &report);
            if let Some(differences) = &differences {
                differences.add_to(&mut value);
            }
            say(&format!("{value:#}\n"));
        }
        Format::Text => {
            talk(&to_text(&report));
            say(&differences.map(|differences| differences.text()).unwrap_or_default());
        }
    }
    Exit::of(&report)
}

impl Site {
    /// The site of a folder, or of the manifest in it.
    fn read(path: &Path, argument: &str) -> Result<Self, Diagnostic> {
        let manifest = against::manifest_of(path);
        let folder = manifest.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { manifest: against::read(path, argument)?, folder })
    }

    /// The addresses of its reports, in time.
    fn reports(&self) -> impl DoubleEndedIterator<Item = &str> {
        let snapshots = self.manifest.snapshots().iter();
        snapshots.filter_map(|path| Some(path.rsplit('/').next()?.rsplit_once('.')?.0))
    }

    fn digest(&self, path: &SitePath) -> Option<&str> {
        self.manifest.files().get(path).map(|record| record.sha256.as_str())
    }

    /// Name → how it is printed, in the order of the file; nothing if the site has no such report.
    fn numbers(&self, report: &str) -> Result<Vec<(String, Option<String>)>, Diagnostic> {
        let Some(path) = numbers_of(report).filter(|path| self.digest(path).is_some()) else { return Ok(Vec::new()) };
        let file = self.folder.join(path.as_str());
        let shown = file.display();
        let bytes = read_plain(&file, LARGEST).map_err(|error| {
            Diagnostic::new(Code::UnreadableFile, format!("cannot read `{shown}`: {error}"))
                .hint("numbers are read from beside the manifest: name the folder of a whole site")
        })?;
        let value: Value = serde_json::from_slice(&bytes)
            .map_err(|error| Diagnostic::new(Code::UnreadableFile, format!("`{shown}` is not JSON: {error}")))?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let numbers = value["numbers"].as_array().into_iter().flatten();
        Ok(numbers.filter_map(|number| Some((text(&number["id"])?, text(&number["text"])))).collect())
    }
}

fn numbers_of(report: &str) -> Option<SitePath> {
    SitePath::new(&format!("reports/{report}/numbers.json"))
}

impl Differences {
    fn between(old: &Site, new: &Site) -> Result<Self, Diagnostic> {
        let newest = match (old.reports().next_back(), new.reports().next_back()) {
            (Some(from), Some(to)) => {
                Some((from.to_owned(), to.to_owned(), moved(&old.numbers(from)?, new.numbers(to)?)))
            }
            _ => None,
        };
        let mut reports = BTreeMap::new();
        for report in new.reports() {
            let Some(path) = numbers_of(report) else { continue };
            let (before, after) = (old.digest(&path), new.digest(&path));
            if before.is_some() && before != after {
                reports.insert(report.to_owned(), moved(&old.numbers(report)?, new.numbers(report)?));
            }
        }
        Ok(Self { newest, reports, files: compare_all(&old.manifest, &new.manifest) })
    }

    fn text(&self) -> String {
        let mut text = String::new();
        if let Some((from, to, numbers)) = &self.newest {
            let arrow = if from == to { from.clone() } else { format!("{from} → {to}") };
            write_numbers(&mut text, &format!("newest report, {arrow}"), numbers);
        }
        let again = |report: &String| self.newest.as_ref().is_some_and(|(from, to, _)| from == report && to == report);
        for (report, numbers) in self.reports.iter().filter(|(report, _)| !again(report)) {
            write_numbers(&mut text, &format!("reports/{report}/"), numbers);
        }
        let is_page = |path: &&SitePath| path.as_str().ends_with(".html");
        for (name, wanted) in [("pages", true), ("other files", false)] {
            let of = |paths: &[SitePath]| -> Vec<SitePath> {
                paths.iter().filter(|path| is_page(path) == wanted).cloned().collect()
            };
            let kinds = [
                ("added", of(&self.files.added)),
                ("removed", of(&self.files.dropped)),
                ("changed", of(&self.files.changed)),
            ];
            let counts = kinds.iter().map(|(kind, paths)| format!("{} {kind}", paths.len()));
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name}: {}", counts.collect::<Vec<_>>().join(", "));
            for (kind, paths) in kinds.iter().filter(|_| wanted) {
                write_lines(&mut text, paths.iter().map(|path| format!("{kind} {path}")).collect(), "more");
            }
        }
        text
    }

    fn add_to(&self, value: &mut Value) {
        let numbers = |moved: &[Moved]| -> Vec<Value> {
            moved.iter().map(|number| json!({ "id": number.id, "from": number.from, "to": number.to })).collect()
        };
        value["newest"] = self
            .newest
            .as_ref()
            .map_or(Value::Null, |(from, to, changed)| json!({ "from": from, "to": to, "numbers": numbers(changed) }));
        let reports = self.reports.iter().map(|(report, changed)| (report.clone(), numbers(changed).into()));
        value["reports"] = Value::Object(reports.collect());
        let paths = |paths: &[SitePath]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
        let files = &self.files;
        value["files"] =
            json!({ "added": paths(&files.added), "removed": paths(&files.dropped), "changed": paths(&files.changed) });
    }
}

/// The numbers that differ: those of the new site in its order, then those that it no longer has.
fn moved(old: &[(String, Option<String>)], new: Vec<(String, Option<String>)>) -> Vec<Moved> {
    let before: BTreeMap<&str, &Option<String>> = old.iter().map(|(id, text)| (id.as_str(), text)).collect();
    let after: BTreeSet<String> = new.iter().map(|(id, _)| id.clone()).collect();
    let gone = old.iter().filter(|(id, text)| !after.contains(id) && text.is_some());
    let gone = gone.map(|(id, from)| Moved { id: id.clone(), from: from.clone(), to: None });
    let changed = new.into_iter().filter_map(|(id, to)| {
        let from = before.get(id.as_str()).copied().cloned().flatten();
        (from != to).then_some(Moved { id, from, to })
    });
    changed.chain(gone).collect()
}

fn write_numbers(text: &mut String, head: &str, numbers: &[Moved]) {
    let count = match numbers.len() {
        0 => "no number differs".to_owned(),
        1 => "1 number differs".to_owned(),
        count => format!("{count} numbers differ"),
    };
    let _ = writeln!(text, "{head}: {count}");
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    let lines = numbers.iter().map(|number| format!("{}: {} → {}", number.id, said(&number.from), said(&number.to)));
    write_lines(text, lines.collect(), "more numbers");
}

fn write_lines(text: &mut String, lines: Vec<String>, more: &str) {
    for line in lines.iter().take(SHOWN) {
        let _ = writeln!(text, "  {line}");
    }
    if lines.len() > SHOWN {
        let _ = writeln!(text, "  … and {} {more}", lines.len() - SHOWN);
    }
}

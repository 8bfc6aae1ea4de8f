//! The files of phrases are held against what the sources say. `SNAPSHOTS=overwrite` writes the English one anew and
//! puts the others in its order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::Languages;
use crate::diagnostics::{Report, Source, to_text};
use crate::figures::ChartId;
use crate::language::placeholders;
use crate::measures::change::Cause;
use crate::measures::projection::Refusal;
use crate::measures::{Band, Bound, Formula, Topic};
use crate::rescue::{ContributorKind, End, Grade, Kind, RecoveryState, Stage};

/// Phrases in order, below the room that says each first.
type Catalogue = Vec<(String, Vec<String>)>;

fn root(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// Every file below a folder with its text, by name.
fn texts(folder: &str, suffixes: &[&str]) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(root(folder)).into_iter().map(Result::unwrap);
    files
        .filter(|file| file.file_type().is_file())
        .map(|file| file.into_path())
        .filter(|path| suffixes.iter().any(|suffix| path.to_string_lossy().ends_with(suffix)))
        .map(|path| {
            let name = path.strip_prefix(root("")).unwrap().to_string_lossy().replace('\\', "/");
            (name, read(&path))
        })
        .collect()
}

#[allow(clippy::disallowed_methods, reason = "a test reads the sources")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The string literal that a text begins with, and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let inner = text.trim_start().strip_prefix('"')?;
    let mut value = String::new();
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, &inner[at + 1..])),
            '\\' => match chars.next()?.1 {
                'n' => value.push('\n'),
                'u' => {
                    let code: String = chars.by_ref().map(|(_, c)| c).skip(1).take_while(|c| *c != '}').collect();
                    value.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    None
}

/// What Rust code says.
fn said(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or(code);
    let mut phrases = Vec::new();
    for (at, _) in code.char_indices().filter(|(at, _)| code[*at..].starts_with(['s', 'p', 'w', 'c'])) {
        let rest = &code[at..];
        let marked = ["say!(", "phrase!(", "word("].iter().find_map(|mark| literal(rest.strip_prefix(mark)?));
        phrases.extend(marked.map(|(phrase, _)| phrase));
        if let Some(arguments) = rest.strip_prefix("count(").and_then(|rest| rest.split_once(", ")) {
            let forms = literal(arguments.1).and_then(|(one, rest)| Some((one, literal(rest.strip_prefix(',')?)?.0)));
            phrases.extend(forms.map(|(one, many)| format!("1 {one} | {{count}} {many}")));
        }
    }
    phrases
}

/// Words that are said through a variable.
fn words() -> Vec<String> {
    let formulas = Formula::ALL.iter().flat_map(|formula| [formula.title(), formula.definition(), formula.words()]);
    let bounds = [Bound::AtLeast, Bound::AtMost, Bound::About].into_iter().filter_map(Bound::words);
    let refusals = [
        Refusal::NoShortfall,
        Refusal::NothingRemains,
        Refusal::Snapshots(0),
        Refusal::Days(0),
        Refusal::Changes(0),
        Refusal::Quiet(0),
    ];
    let grades = [Grade::Primary, Grade::Compilation, Grade::Press, Grade::Weak].map(Grade::meaning);
    let kinds = [Stage::WORDS, End::WORDS, Kind::WORDS, ContributorKind::WORDS, RecoveryState::WORDS].concat();
    let bands = Band::ALL.into_iter().flat_map(|band| [band.word(), band.stages()]);
    let words = ChartId::ALL.iter().map(|id| id.question()).chain(kinds).chain(bands).chain(bounds);
    let words = words.chain(["up to", "at least", "about", "holds", "matches", "differs", "not compared"]);
    let words = words.chain(grades).chain(refusals.map(Refusal::brief)).chain(Cause::ALL.into_iter().map(Cause::word));
    words.chain(Topic::ALL.into_iter().map(Topic::title)).chain(formulas).map(str::to_owned).collect()
}

fn catalogue() -> Catalogue {
    let mut rooms: Catalogue = Vec::new();
    for (name, text) in texts("templates", &[".html", ".md", ".xml"]) {
        let phrases =
            text.split("\" | say").filter_map(|before| before.rsplit_once('"')).map(|(_, phrase)| phrase.to_owned());
        // What follows the last phrase of a file is none.
        let count = text.matches("\" | say").count();
        rooms.push((name, phrases.take(count).collect()));
    }
    for (name, text) in texts("src", &[".rs"]) {
        let is_told =
            !name.contains("/tests") && !name.starts_with("src/commands") && !name.starts_with("src/language");
        if is_told {
            rooms.push((name, said(&text)));
        }
    }
    rooms.push(("words of the format".to_owned(), words()));
    let mut known = BTreeSet::new();
    for (_, phrases) in &mut rooms {
        phrases.retain(|phrase| phrase.chars().any(char::is_alphabetic) && known.insert(phrase.clone()));
    }
    rooms.retain(|(_, phrases)| !phrases.is_empty());
    rooms
}

/// The lines of a file before its phrases, and its phrases.
fn file(tag: &str) -> (String, BTreeMap<String, String>) {
    let text = read(&root(&format!("templates/strings/{tag}.yaml")));
    let (head, phrases) = text.split_once("phrases:\n").unwrap_or((text.as_str(), ""));
    // A long key takes two lines: `? "…"` and `: "…"`.
    let joined = phrases.replace("\n  : ", ": ");
    let pairs = joined.lines().filter_map(|line| {
        let (key, rest) = literal(line.trim_start().trim_start_matches("? "))?;
        Some((key, literal(rest.strip_prefix(':')?)?.0))
    });
    (head.to_owned(), pairs.collect())
}

/// YAML takes a key of up to 1,024 characters without saying that it is one.
fn pair(key: &str, said: &str) -> String {
    if key.chars().count() < 1_000 { format!("  {key}: {said}\n") } else { format!("  ? {key}\n  : {said}\n") }
}

fn printed(head: &str, rooms: &Catalogue, said: &dyn Fn(&str) -> Option<String>) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let mut out = format!("{head}phrases:\n");
    for (room, phrases) in rooms {
        let lines: Vec<String> =
            phrases.iter().filter_map(|phrase| Some(pair(&quoted(phrase), &quoted(&said(phrase)?)))).collect();
        if !lines.is_empty() {
            out += &format!("\n  # {room}\n{}", lines.concat());
        }
    }
    out
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test reads its environment and writes on demand")]
fn every_language_says_everything() {
    let rooms = catalogue();
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    for tag in ["en", "de"] {
        let (head, said) = file(tag);
        let is_english = tag == "en";
        let wanted = printed(&head, &rooms, &|phrase| match is_english {
            true => Some(phrase.to_owned()),
            false => said.get(phrase).cloned(),
        });
        let path = root(&format!("templates/strings/{tag}.yaml"));
        if overwrite {
            std::fs::write(&path, &wanted).unwrap();
        }
        assert!(read(&path) == wanted, "`{}` is not in order: SNAPSHOTS=overwrite renews it", path.display());
        let all = rooms.iter().flat_map(|(_, phrases)| phrases);
        let missing: Vec<&String> = all.filter(|phrase| !is_english && !said.contains_key(*phrase)).collect();
        let source = Source { path: format!("templates/strings/{tag}.yaml"), text: read(&path) };
        let mut found = Report::default();
        Languages::of(&[Arc::new(source)], &mut found);
        assert!(found.sorted().is_empty(), "{}", to_text(&found));
        assert!(missing.is_empty(), "`{tag}` does not say {} phrases: {missing:#?}", missing.len());
    }
}

#[test]
fn the_sources_are_read_as_the_compiler_reads_them() {
    let code =
        "say!(\n  \"a \\\"b\\\"\", x); phrase!(\"c\\u{a0}d\") print::count(n, \"day\", \"days\") word(\"e\") word(x)";
    assert_eq!(said(code), ["a \"b\"", "c\u{a0}d", "1 day | {count} days", "e"]);
    assert_eq!(placeholders("1 day | {count} days"), ["count"]);
}

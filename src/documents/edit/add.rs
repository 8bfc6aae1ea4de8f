//! A new pledge at the end of a snapshot's others, laid out as they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{by_hand, by_line, entries, known, pledges_of, quoted};
use crate::diagnostics::{Code, Diagnostic, Source, Span};
use crate::documents::node::{self, Node, Value};
use crate::documents::{PledgeDoc, Text};

/// Adds a pledge with these keys; they stand in the order of the format.
///
/// # Errors
/// If there is such a pledge already, a key is unknown, or the pledges do not stand on lines of their own.
pub fn add(source: &Arc<Source>, pledge: &str, keys: &[(&str, &str)]) -> Result<String, Diagnostic> {
    add_all(source, &[(pledge, keys.to_vec())])
}

/// Adds several: each an id and its keys.
///
/// # Errors
/// As [`add`].
pub fn add_all(source: &Arc<Source>, new: &[(&str, Vec<(&str, &str)>)]) -> Result<String, Diagnostic> {
    new.iter().flat_map(|(_, keys)| keys).try_for_each(|(key, _)| known(key))?;
    let pledges = pledges_of(source)?;
    if let Some((id, _)) = pledges.iter().find(|(id, _)| new.iter().any(|(pledge, _)| *pledge == id.value)) {
        let problem = format!("there is a pledge `{}` already", id.value);
        return Err(Diagnostic::new(Code::DuplicateKey, problem).at(&id.span));
    }
    let mut new = new.to_vec();
    for (_, keys) in &mut new {
        keys.sort_by_key(|(key, _)| PledgeDoc::KEYS.iter().position(|known| known == key));
    }
    let lines =
        |layout: &Layout, end: &str| new.iter().map(|(id, keys)| layout.lines(id, keys, end)).collect::<String>();
    let end = if source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let edited = match (pledges.last(), key_of_all(source)?) {
        (Some((last, node)), Some(all)) => {
            if last.span.line() == all.span.line() {
                return Err(by_line(&all.span));
            }
            let lines = lines(&Layout::of(last, node), end);
            insert(source, part_end(source, &all)?, &lines, end)
        }
        (_, Some(all)) => {
            // `pledges: {}`
            let from = all.span.start();
            let typed = source.text[from..].lines().next().unwrap_or_default();
            let Some(empty) = typed.find("{}") else { return Err(by_line(&all.span)) };
            let lines = lines(&Layout::default(), end);
            let (before, after) = (&source.text[..from + empty], &source.text[from + empty + 2..]);
            insert_after_line(&format!("{}{after}", before.trim_end()), from, &lines, end)
        }
        (_, None) => {
            let lines = lines(&Layout::default(), end);
            format!("{}{end}{end}pledges:{end}{lines}", source.text.trim_end())
        }
    };
    prove_all(source, edited, &new)
}

/// The edited text, if each new pledge begins as it was meant to.
fn prove_all(source: &Source, text: String, new: &[(&str, Vec<(&str, &str)>)]) -> Result<String, Diagnostic> {
    let edited = Arc::new(Source { path: source.path.clone(), text });
    let read = pledges_of(&edited)?.into_iter().map(|(id, node)| (id.value.clone(), entries(node)));
    let read: BTreeMap<String, Vec<(Text, Node)>> = read.collect();
    for (id, keys) in new {
        let Some((key, value)) = keys.first() else { continue };
        let said = read.get(*id).and_then(|keys| keys.iter().find(|(name, _)| name.value == *key));
        if !said.is_some_and(|(_, node)| matches!(&node.value, Value::Scalar(said) if said == value)) {
            return Err(by_hand(key, &Span::start_of(&edited)));
        }
    }
    Ok(edited.text.clone())
}

/// How a pledge stands in its file.
struct Layout {
    /// Spaces before its id.
    indent: usize,
    /// Spaces before its keys; `None` is on the same line, in braces.
    keys: Option<usize>,
}

impl Default for Layout {
    fn default() -> Self {
        Self { indent: 2, keys: None }
    }
}

impl Layout {
    fn of(id: &Text, pledge: &Node) -> Self {
        let first = match &pledge.value {
            Value::Map(keys) => keys.first().map(|(key, _)| &key.span),
            _ => None,
        };
        let own_line = first.filter(|first| first.line() != id.span.line());
        Self { indent: id.span.column() - 1, keys: own_line.map(|first| first.column() - 1) }
    }

    fn lines(&self, id: &str, keys: &[(&str, &str)], end: &str) -> String {
        let typed = keys.iter().map(|(key, value)| format!("{key}: {}", quoted(value)));
        let (indent, id) = (" ".repeat(self.indent), quoted(id));
        match self.keys {
            Some(deeper) if !keys.is_empty() => {
                let deeper = " ".repeat(deeper);
                format!("{indent}{id}:{end}{}", typed.map(|key| format!("{deeper}{key}{end}")).collect::<String>())
            }
            _ => format!("{indent}{id}: {{ {} }}{end}", typed.collect::<Vec<_>>().join(", ")),
        }
    }
}

/// The key `pledges`.
pub(super) fn key_of_all(source: &Arc<Source>) -> Result<Option<Text>, Diagnostic> {
    Ok(entries(node::parse(source)?).into_iter().map(|(key, _)| key).find(|key| key.value == "pledges"))
}

/// Where the pledges end: behind their last line that is neither blank nor a comment of what follows.
pub(super) fn part_end(source: &Arc<Source>, all: &Text) -> Result<usize, Diagnostic> {
    let keys = entries(node::parse(source)?).into_iter().map(|(key, _)| key.span.start());
    let next = keys.filter(|start| *start > all.span.start()).min().unwrap_or(source.text.len());
    let mut end = all.span.start();
    let mut at = end;
    for line in source.text[all.span.start()..next].split_inclusive('\n') {
        at += line.len();
        if !line.trim().is_empty() && !line.starts_with('#') {
            end = at;
        }
    }
    Ok(end)
}

fn insert(source: &Source, at: usize, lines: &str, end: &str) -> String {
    let (before, after) = source.text.split_at(at);
    let gap = if before.ends_with('\n') { "" } else { end };
    format!("{before}{gap}{lines}{after}")
}

fn insert_after_line(text: &str, from: usize, lines: &str, end: &str) -> String {
    match text[from..].find('\n') {
        Some(newline) => format!("{}{lines}{}", &text[..=from + newline], &text[from + newline + 1..]),
        None => format!("{text}{end}{lines}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str) -> Result<String, Diagnostic> {
        let source = Arc::new(Source { path: "a.yaml".into(), text: text.into() });
        add(&source, "c", &[("source", "https://x.y/z"), ("amount", "5 ETH"), ("stage", "proposed")])
    }

    const IN_BRACES: &str = "  c: { amount: 5 ETH, stage: proposed, source: \"https://x.y/z\" }\n";

    #[test]
    fn a_pledge_is_laid_out_as_the_last_one_is() {
        let block = "    c:\n       amount: 5 ETH\n       stage: proposed\n       source: \"https://x.y/z\"\n";
        for (text, expected) in [
            (
                "date: 1\npledges:\n  a: { amount: 1 }  # sure\n\n# Said.\nclaims: []\n",
                format!("date: 1\npledges:\n  a: {{ amount: 1 }}  # sure\n{IN_BRACES}\n# Said.\nclaims: []\n"),
            ),
            ("pledges:\n    a:\n       amount: 1\n", format!("pledges:\n    a:\n       amount: 1\n{block}")),
            ("pledges:\n  a: { amount: 1 }", format!("pledges:\n  a: {{ amount: 1 }}\n{IN_BRACES}")),
            ("pledges: {} # none yet\nclaims: []\n", format!("pledges: # none yet\n{IN_BRACES}claims: []\n")),
            ("pledges: {}\n", format!("pledges:\n{IN_BRACES}")),
            ("date: 1\n", format!("date: 1\n\npledges:\n{IN_BRACES}")),
        ] {
            assert_eq!(added(text).unwrap(), expected);
            if text.ends_with('\n') {
                assert_eq!(added(&text.replace('\n', "\r\n")).unwrap(), expected.replace('\n', "\r\n"));
            }
        }
    }

    #[test]
    fn what_cannot_be_added_is_said() {
        assert_eq!(added("pledges: { a: { amount: 1 } }\n").unwrap_err().code, Code::WrongShape);
        assert_eq!(added("pledges:\n  c: { amount: 1 }\n").unwrap_err().code, Code::DuplicateKey);
    }
}

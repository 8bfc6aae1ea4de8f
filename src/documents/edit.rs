//! Scripted edits of one pledge in a snapshot's text. Everything that is not named stays as it was typed.

mod add;
mod parts;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use add::{add, add_all};
pub use parts::Parts;

use super::node::{self, Node, Value};
use super::{PledgeDoc, Text};
use crate::diagnostics::{Code, Diagnostic, Source, Span};

/// Gives a key of a pledge a value: in place of the one it has, or as a key of its own.
///
/// # Errors
/// If there is no such pledge or key, or its value cannot be edited this way.
pub fn set(source: &Arc<Source>, pledge: &str, key: &str, value: &str) -> Result<String, Diagnostic> {
    known(key)?;
    let keys = keys_of(source, pledge)?;
    let edited = match keys.iter().find(|(name, _)| name.value == key) {
        Some((name, node)) => replaced(source, node.span.start(), &one_line(name, node)?, &quoted(value)),
        None => inserted(source, &keys, key, value)?,
    };
    prove(source, edited, pledge, key, value)
}

/// Ends a pledge: its stage, if it has one, makes room.
///
/// # Errors
/// As [`set`].
pub fn end(source: &Arc<Source>, pledge: &str, how: &str) -> Result<String, Diagnostic> {
    set_in_place_of(source, pledge, "stage", "end", how)
}

/// Gives a pledge a stage; if it had ended, it is live again.
///
/// # Errors
/// As [`set`].
pub fn stage(source: &Arc<Source>, pledge: &str, stage: &str) -> Result<String, Diagnostic> {
    set_in_place_of(source, pledge, "end", "stage", stage)
}

fn set_in_place_of(
    source: &Arc<Source>,
    pledge: &str,
    former: &str,
    key: &str,
    value: &str,
) -> Result<String, Diagnostic> {
    let keys = keys_of(source, pledge)?;
    let Some((name, node)) = keys.iter().find(|(name, _)| name.value == former) else {
        return set(source, pledge, key, value);
    };
    let start = name.span.start();
    let replaced_text = &source.text[start..node.span.start() + one_line(name, node)?.len()];
    let edited = replaced(source, start, replaced_text, &format!("{key}: {}", quoted(value)));
    prove(source, edited, pledge, key, value)
}

/// Whether a pledge has this key with this text already.
#[must_use]
pub fn says(source: &Arc<Source>, pledge: &str, key: &str, value: &str) -> bool {
    let keys = keys_of(source, pledge).unwrap_or_default();
    keys.iter().any(|(name, node)| name.value == key && matches!(&node.value, Value::Scalar(said) if said == value))
}

/// Where problems of pledges are found: the place's start → the pledge and, but for its id, the key.
#[must_use]
pub fn places(source: &Arc<Source>) -> BTreeMap<usize, (String, Option<String>)> {
    let mut places = BTreeMap::new();
    for (id, node) in pledges_of(source).unwrap_or_default() {
        for span in [&id.span, &node.span] {
            places.entry(span.start()).or_insert_with(|| (id.value.clone(), None));
        }
        for (key, node) in entries(node) {
            for span in [&key.span, &node.span] {
                places.entry(span.start()).or_insert_with(|| (id.value.clone(), Some(key.value.clone())));
            }
        }
    }
    places
}

fn known(key: &str) -> Result<(), Diagnostic> {
    if PledgeDoc::KEYS.contains(&key) {
        return Ok(());
    }
    let problem = Diagnostic::new(Code::UnknownKey, format!("a pledge has no key `{key}`"));
    Err(problem.suggest(key, PledgeDoc::KEYS.iter().copied()))
}

/// A text as a YAML scalar that is read back as it is.
#[must_use]
pub fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '+' | '%' | '/' | '-');
    let is_plain = text.starts_with(|c: char| c.is_alphanumeric())
        && text.trim() == text
        && text.chars().all(plain)
        && !matches!(text.to_lowercase().as_str(), "null" | "yes" | "no" | "on" | "off");
    // A JSON text is a YAML text.
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

fn entries(node: Node) -> Vec<(Text, Node)> {
    if let Value::Map(entries) = node.value { entries } else { Vec::new() }
}

/// Every pledge with its id.
fn pledges_of(source: &Arc<Source>) -> Result<Vec<(Text, Node)>, Diagnostic> {
    let pledges = entries(node::parse(source)?).into_iter().find(|(name, _)| name.value == "pledges");
    Ok(pledges.map_or_else(Vec::new, |(_, node)| entries(node)))
}

/// The keys of one pledge, in the order of the file.
fn keys_of(source: &Arc<Source>, pledge: &str) -> Result<Vec<(Text, Node)>, Diagnostic> {
    let pledges = pledges_of(source)?;
    let known: Vec<String> = pledges.iter().map(|(id, _)| id.value.clone()).collect();
    match pledges.into_iter().find(|(id, _)| id.value == pledge) {
        Some((_, node)) => Ok(entries(node)),
        None => Err(Diagnostic::new(Code::UnknownReference, format!("there is no pledge `{pledge}`"))
            .suggest(pledge, known.iter().map(String::as_str))),
    }
}

/// The text of a value that is a scalar on one line.
fn one_line(key: &Text, node: &Node) -> Result<String, Diagnostic> {
    let text = node.span.text();
    let is_block = text.starts_with(['|', '>']) || text.contains('\n');
    if matches!(node.value, Value::Scalar(_)) && !text.is_empty() && !is_block {
        return Ok(text.trim_end().to_owned());
    }
    Err(by_hand(&key.value, &key.span))
}

fn by_hand(key: &str, span: &Span) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, format!("`{key}` is not a value on one line"))
        .at(span)
        .hint("edit the file by hand once it is there")
}

/// Of pledges that share a line.
fn by_line(span: &Span) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, "the pledges do not stand on lines of their own")
        .at(span)
        .hint("write one pledge a line, or edit the file by hand")
}

fn replaced(source: &Source, start: usize, old: &str, new: &str) -> String {
    let text = &source.text;
    format!("{}{new}{}", &text[..start], &text[start + old.len()..])
}

/// Adds a key before the first one that comes later in the format, or before the last one.
fn inserted(source: &Source, keys: &[(Text, Node)], key: &str, value: &str) -> Result<String, Diagnostic> {
    let place = |name: &str| PledgeDoc::KEYS.iter().position(|known| *known == name);
    let later = keys.iter().find(|(name, _)| place(&name.value) > place(key)).or(keys.last());
    let Some((next, _)) = later else {
        return Err(Diagnostic::new(Code::WrongShape, "the pledge has no key to stand beside"));
    };
    let start = next.span.start();
    let line = source.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &source.text[line..start];
    let between = if before.trim().is_empty() { format!("\n{before}") } else { ", ".to_owned() };
    Ok(replaced(source, start, "", &format!("{key}: {}{between}", quoted(value))))
}

/// The edited text, if it says what it was meant to say.
fn prove(source: &Source, text: String, pledge: &str, key: &str, value: &str) -> Result<String, Diagnostic> {
    let edited = Arc::new(Source { path: source.path.clone(), text });
    let keys = keys_of(&edited, pledge)?;
    let said = keys.iter().find(|(name, _)| name.value == key).map(|(_, node)| &node.value);
    match said {
        Some(Value::Scalar(said)) if said == value => Ok(edited.text.clone()),
        _ => Err(by_hand(key, &Span::start_of(&edited))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "pledges:\n  a:\n    amount: 5 ETH   # or so\n    stage: \"proposed\"\n    source: [x, y]\n  b: { amount: 6, stage: expressed, note: n }\n";

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { path: "a.yaml".into(), text: text.into() })
    }

    #[test]
    fn only_what_is_named_changes() {
        let edited = |from: &str, to: &str| TEXT.replacen(from, to, 1);
        let cases = [
            (set(&source(TEXT), "a", "amount", "7 ETH"), edited("5 ETH ", "7 ETH ")),
            (set(&source(TEXT), "a", "stage", "approved"), edited("\"proposed\"", "approved")),
            (set(&source(TEXT), "a", "delivered", "2 ETH"), edited("    source", "    delivered: 2 ETH\n    source")),
            (set(&source(TEXT), "b", "delivered", "2 ETH"), edited("note: n", "delivered: 2 ETH, note: n")),
            (set(&source(TEXT), "b", "note", "a, b: \"c\""), edited("note: n", "note: \"a, b: \\\"c\\\"\"")),
            (end(&source(TEXT), "a", "withdrawn"), edited("stage: \"proposed\"", "end: withdrawn")),
            (end(&source(TEXT), "b", "expired"), edited("stage: expressed", "end: expired")),
        ];
        for (result, expected) in cases {
            assert_eq!(result.unwrap(), expected);
        }
    }

    #[test]
    fn what_cannot_be_edited_is_said() {
        for (pledge, key, code) in
            [("c", "stage", Code::UnknownReference), ("a", "stag", Code::UnknownKey), ("a", "source", Code::WrongShape)]
        {
            assert_eq!(set(&source(TEXT), pledge, key, "x").unwrap_err().code, code);
        }
    }

    #[test]
    fn a_scalar_is_read_back_as_it_is() {
        for text in [
            "5 ETH",
            "up to 2_500 stETH",
            "true",
            "null",
            "",
            " a",
            "a: b",
            "a #b",
            "- a",
            "ö\n\"",
            "2026-01-02T09:00Z",
        ] {
            let yaml = format!("pledges: {{ a: {{ note: {} }} }}", quoted(text));
            assert_eq!(
                keys_of(&source(&yaml), "a")
                    .map(|keys| match &keys[0].1.value {
                        Value::Scalar(said) => said.clone(),
                        other => other.kind().to_owned(),
                    })
                    .unwrap(),
                text
            );
        }
    }
}

//! YAML as a tree that keeps every scalar's text and place.
//!
//! Typed decoding would stop at a file's first problem and would turn `1e3` into 1000; this tree keeps
//! what was typed, so that the later stages can report everything and read amounts exactly.

use std::fmt;
use std::panic::catch_unwind;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Options, Spanned};

use super::Text;
use crate::diagnostics::{Code, Diagnostic, Source, Span};

/// How deep a document may be nested. The deepest of the format's own is eight.
pub const DEEPEST: usize = 16;
/// How many values a document may have, aliases expanded.
pub const MOST_NODES: usize = 200_000;
/// How many aliases a document may use.
pub const MOST_ALIASES: usize = 100;

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it was typed.
    pub span: Span,
}

/// What a value is; scalars are not interpreted.
#[derive(Debug, Clone)]
pub enum Value {
    /// `~`, `null` or nothing at all.
    Nothing,
    /// A scalar's text; whether it was quoted does not matter.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file.
    Map(Vec<(Text, Node)>),
}

impl Value {
    /// For messages: "a text", "a list".
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Scalar(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

impl Node {
    /// How many values it is, itself and all in it.
    #[must_use]
    pub fn size(&self) -> usize {
        1 + match &self.value {
            Value::Nothing | Value::Scalar(_) => 0,
            Value::List(items) => items.iter().map(Self::size).sum(),
            Value::Map(entries) => entries.iter().map(|(_, value)| value.size()).sum(),
        }
    }
}

/// Reads one YAML document.
///
/// # Errors
/// The first problem of a text that is not YAML of the accepted subset.
pub fn parse(source: &Arc<Source>) -> Result<Node, Diagnostic> {
    let read = contained(source, || serde_yaml::from_str_with_options::<Spanned<Raw>>(&source.text, options()))?;
    Ok(resolve(source, read.map_err(|error| explain(source, &error))?))
}

/// A reader that panics costs its file, not the run.
fn contained<T>(source: &Arc<Source>, read: impl FnOnce() -> T + std::panic::UnwindSafe) -> Result<T, Diagnostic> {
    catch_unwind(read).map_err(|_| {
        Diagnostic::new(Code::NotYaml, format!("the YAML reader gave up on `{}`", source.path))
            .at(&Span::start_of(source))
            .hint("please report it, with the file")
    })
}

/// Every option of the YAML reader, in one place.
fn options() -> Options {
    let budget = serde_yaml::budget! {
        max_depth: DEEPEST,
        max_nodes: MOST_NODES,
        max_aliases: MOST_ALIASES,
        max_anchors: MOST_ALIASES,
    };
    serde_yaml::options! {
        budget: budget,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        reject_unsupported_tags: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: MOST_NODES },
    }
}

/// The tree as the reader hands it over: plain scalars have lost their text, but not their place.
enum Raw {
    Nothing,
    Plain,
    Quoted(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

struct RawVisitor;

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

macro_rules! plain {
    ($($visit:ident($type:ty))*) => {
        $(fn $visit<E>(self, _: $type) -> Result<Raw, E> { Ok(Raw::Plain) })*
    };
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or a mapping")
    }

    plain! { visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_i128(i128) visit_u128(u128) visit_f64(f64) }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Quoted(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

fn resolve(source: &Arc<Source>, raw: Spanned<Raw>) -> Node {
    let span = span_of(source, raw.referenced);
    let value = match raw.value {
        Raw::Nothing => Value::Nothing,
        // A plain scalar is its text in the file: at its definition, if this is an alias.
        Raw::Plain => scalar(span_of(source, raw.defined).text()),
        // `.inf` and `1e999` arrive as text, rewritten; the file has what was typed.
        Raw::Quoted(text) if matches!(text.as_str(), ".inf" | "-.inf" | ".nan") => {
            scalar(span_of(source, raw.defined).text())
        }
        Raw::Quoted(text) => Value::Scalar(text),
        Raw::List(items) => Value::List(items.into_iter().map(|item| resolve(source, item)).collect()),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let key = Text::new(key.value, span_of(source, key.referenced));
                    (key, resolve(source, value))
                })
                .collect(),
        ),
    };
    Node { value, span }
}

fn scalar(text: &str) -> Value {
    Value::Scalar(text.to_owned())
}

fn span_of(source: &Arc<Source>, location: serde_yaml::Location) -> Span {
    let (line, column) = (number(location.line()), number(location.column()));
    match (location.span().byte_offset(), location.span().byte_len()) {
        (Some(offset), Some(length)) => Span::new(source, number(offset), number(length)),
        _ => Span::at_line(source, line.max(1), column.max(1), 1),
    }
}

fn number(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// The reader's error in this program's words.
fn explain(source: &Arc<Source>, error: &serde_yaml::Error) -> Diagnostic {
    let error = error.without_snippet();
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(head, _)| head);
    let diagnostic = if let Some(rest) = message.strip_prefix("duplicate mapping key: ") {
        let key = rest.split(", set ").next().unwrap_or(rest);
        Diagnostic::new(Code::DuplicateKey, format!("the key `{key}` is there twice"))
            .hint("keep one of the two; to change a figure, change its line")
    } else if message.contains("budget") || message.contains("limit") {
        Diagnostic::new(Code::LimitExceeded, "the file is nested too deeply or expands to too much")
            .hint(format!("at most {DEEPEST} levels, {MOST_NODES} values and {MOST_ALIASES} aliases"))
    } else if message.contains("multiple YAML documents") {
        Diagnostic::new(Code::NotYaml, "the file holds more than one YAML document")
            .hint("one file, one document: drop the `---`")
    } else if message.contains("tabs") {
        Diagnostic::new(Code::NotYaml, "a tab stands where YAML wants spaces").hint("indent with two spaces")
    } else if message.contains("merge keys") {
        Diagnostic::new(Code::NotYaml, "merge keys (`<<`) are not part of the format").hint("write the keys out")
    } else if message.contains("null into string") {
        Diagnostic::new(Code::NotYaml, "a key is missing or `null`").hint("a key is a text, as in `title: …`")
    } else if message.contains("tag") {
        Diagnostic::new(Code::NotYaml, format!("tags are not part of the format: {message}"))
    } else {
        Diagnostic::new(Code::NotYaml, format!("not YAML: {message}"))
    };
    match error.location() {
        Some(location) => diagnostic.at(&span_of(source, location)),
        None => diagnostic.at(&Span::start_of(source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { path: "a.yaml".into(), text: text.into() })
    }

    fn scalars(text: &str) -> Vec<String> {
        let Value::Map(entries) = parse(&source(text)).unwrap().value else { panic!("not a mapping") };
        entries
            .into_iter()
            .map(|(_, node)| match node.value {
                Value::Scalar(text) => text,
                other => other.kind().to_owned(),
            })
            .collect()
    }

    #[test]
    fn keeps_what_was_typed() {
        let text =
            "a: 1e3\nb: 0x1F\nc: 30_000\nd: 1.50\ne: .inf\nf: 1e999\ng: true\nh: ~\ni: 'null'\nj: &x 1.0\nk: *x\n";
        let typed = ["1e3", "0x1F", "30_000", "1.50", ".inf", "1e999", "true", "nothing", "null", "1.0", "1.0"];
        assert_eq!(scalars(text), typed);
    }

    #[test]
    fn places_are_exact_with_carriage_returns_and_wide_letters() {
        let Value::Map(entries) = parse(&source("a: 1\r\nö: ü x\r\n")).unwrap().value else { panic!() };
        let span = &entries[1].1.span;
        assert_eq!((span.line(), span.column(), span.text()), (2, 4, "ü x"));
    }

    #[test]
    fn a_reader_that_gives_up_costs_its_file() {
        let problem = contained(&source("a: 1"), || panic!("a fault of the reader, on purpose")).unwrap_err();
        assert_eq!((problem.code, problem.message.as_str()), (Code::NotYaml, "the YAML reader gave up on `a.yaml`"));
    }

    #[test]
    fn bombs_are_refused_quickly() {
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned()
            + &(b'b'..=b'j')
                .map(|c| {
                    let (name, former) = (char::from(c), char::from(c - 1));
                    format!("{name}: &{name} [{}]\n", vec![format!("*{former}"); 9].join(","))
                })
                .collect::<String>();
        assert_eq!(parse(&source(&bomb)).unwrap_err().code, Code::LimitExceeded);
        assert_eq!(parse(&source(&"[".repeat(100_000))).unwrap_err().code, Code::LimitExceeded);
        assert_eq!(parse(&source(&"- ".repeat(100_000))).unwrap_err().code, Code::LimitExceeded);
    }
}

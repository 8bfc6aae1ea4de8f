//! From the YAML tree to documents as typed: known keys, the right shapes, nothing interpreted.

use std::ops::Deref;

use serde_json::json;

use super::node::{Node, Value};
use super::schema::{self, Definitions};
use crate::diagnostics::{Code, Diagnostic, Report, Span};

/// A scalar as it was typed. It is one pointer wide: most keys of a document are not there, and a history of years holds
/// very many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(Box<Typed>);

/// What a [`Text`] leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Its text.
    pub value: String,
    /// Its place.
    pub span: Span,
}

impl Text {
    /// A text from a place.
    #[must_use]
    pub fn new(value: String, span: Span) -> Self {
        Self(Box::new(Typed { value, span }))
    }
}

impl Deref for Text {
    type Target = Typed;

    fn deref(&self) -> &Typed {
        &self.0
    }
}

/// The longest text of a YAML file, in characters: ten pages.
pub const LONGEST_TEXT: usize = 32_768;
/// The longest name or title: it is measured and broken into lines for every chart that shows it.
pub const LONGEST_LABEL: usize = 500;
/// The most entries of a list or a mapping, such as the pledges of a snapshot: fifty times a large rescue.
pub const MOST_ENTRIES: usize = 2_000;

/// Keys whose text is a label.
const LABELS: [&str; 8] = ["title", "name", "what", "menu", "group", "by", "label", "holder"];

/// What can be read from a node. Problems go to the report; `None` means that there was one.
pub trait Decode: Sized {
    /// Reads the value.
    fn decode(node: Node, report: &mut Report) -> Option<Self>;

    /// The value of a key that is not there, if it may be left out.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// The same as JSON Schema; what it refers to goes to the definitions.
    fn shape(definitions: &mut Definitions) -> serde_json::Value;
}

/// A mapping whose keys are an author's own ids, in the order of the file.
pub type Entries<T> = Vec<(Text, T)>;

impl Decode for Text {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        match node.value {
            Value::Scalar(value) => {
                if too_long(&value, LONGEST_TEXT, &node.span, report) {
                    return None;
                }
                if let Some(character) = value.chars().find(|c| is_deceptive(*c)) {
                    report.push(deceptive(character).at(&node.span));
                    return None;
                }
                Some(Self::new(value, node.span))
            }
            other => wrong_shape(&other, "a text", &node.span, report),
        }
    }

    fn shape(_: &mut Definitions) -> serde_json::Value {
        schema::text()
    }
}

/// Whether a text has more characters than it may; if so, that is said.
fn too_long(text: &str, most: usize, span: &Span, report: &mut Report) -> bool {
    let is_long = text.len() > most && text.chars().nth(most).is_some();
    if is_long {
        report
            .push(Diagnostic::new(Code::LimitExceeded, format!("the text is longer than {most} characters")).at(span));
    }
    is_long
}

/// Whether a list or a mapping has more entries than it may; if so, that is said.
fn too_many(entries: usize, span: &Span, report: &mut Report) -> bool {
    if entries > MOST_ENTRIES {
        report.push(
            Diagnostic::new(Code::LimitExceeded, format!("{entries} entries are more than {MOST_ENTRIES}")).at(span),
        );
    }
    entries > MOST_ENTRIES
}

/// A list with no room to spare for more than there may be: a history of years holds very many.
fn kept<T>(most: usize, found: impl Iterator<Item = T>) -> Vec<T> {
    let mut list = Vec::with_capacity(most);
    list.extend(found);
    list
}

/// What is wrong with such a character.
pub(super) fn deceptive(character: char) -> Diagnostic {
    let code = format!("U+{:04X}", u32::from(character));
    Diagnostic::new(Code::ControlCharacter, format!("the text has the invisible character {code}"))
        .hint("type the text again; such characters change how the rest of the line is shown")
}

/// Control characters, and those that reorder the text around them.
pub(super) fn is_deceptive(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `true` or `false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag(pub bool);

impl Decode for Flag {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        let text = Text::decode(node, report)?;
        match text.value.as_str() {
            "true" => Some(Self(true)),
            "false" => Some(Self(false)),
            other => {
                report.push(
                    Diagnostic::new(Code::UnknownWord, format!("`{other}` is neither `true` nor `false`"))
                        .at(&text.span),
                );
                None
            }
        }
    }

    fn shape(_: &mut Definitions) -> serde_json::Value {
        json!({ "enum": [true, false, "true", "false"] })
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        T::decode(node, report).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn shape(definitions: &mut Definitions) -> serde_json::Value {
        T::shape(definitions)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        match node.value {
            Value::List(items) if too_many(items.len(), &node.span, report) => None,
            Value::List(items) => Some(kept(items.len(), items.into_iter().filter_map(|item| T::decode(item, report)))),
            other => wrong_shape(&other, "a list", &node.span, report),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn shape(definitions: &mut Definitions) -> serde_json::Value {
        json!({ "type": "array", "items": T::shape(definitions) })
    }
}

/// A mapping from ids to documents.
#[derive(Debug, Clone)]
pub struct Map<T>(pub Entries<T>);

impl<T: Decode> Decode for Map<T> {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        match node.value {
            Value::Map(entries) if too_many(entries.len(), &node.span, report) => None,
            Value::Map(entries) => {
                let (length, entries) = (entries.len(), entries.into_iter());
                let decoded = entries.filter_map(|(key, value)| T::decode(value, report).map(|value| (key, value)));
                Some(Self(kept(length, decoded)))
            }
            other => wrong_shape(&other, "a mapping", &node.span, report),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }

    fn shape(definitions: &mut Definitions) -> serde_json::Value {
        json!({ "type": "object", "additionalProperties": T::shape(definitions) })
    }
}

/// Says what was found where something else was expected.
pub(super) fn wrong_shape<T>(found: &Value, expected: &str, span: &Span, report: &mut Report) -> Option<T> {
    let mut diagnostic =
        Diagnostic::new(Code::WrongShape, format!("expected {expected}, found {}", found.kind())).at(span);
    diagnostic = match found {
        Value::Nothing if expected == "a list" => diagnostic.hint("write `[]` for an empty list, or drop the key"),
        Value::Nothing if expected == "a mapping" => {
            diagnostic.hint("write `{}` for an empty mapping, or drop the key")
        }
        Value::Nothing => diagnostic.hint("give the key a value, or drop it"),
        _ => diagnostic,
    };
    report.push(diagnostic);
    None
}

/// The keys of one mapping, taken out one by one; what is left over is unknown.
pub(super) struct Fields {
    entries: Vec<(Text, Node)>,
    span: Span,
}

impl Fields {
    pub(super) fn of(node: Node, report: &mut Report) -> Option<Self> {
        match node.value {
            Value::Map(entries) => Some(Self { entries, span: node.span }),
            other => wrong_shape(&other, "a mapping", &node.span, report),
        }
    }

    pub(super) const fn span(&self) -> &Span {
        &self.span
    }

    pub(super) fn take<T: Decode>(&mut self, key: &str, report: &mut Report) -> Option<T> {
        match self.entries.iter().position(|(name, _)| name.value == key) {
            Some(index) => {
                let node = self.entries.remove(index).1;
                match &node.value {
                    Value::Scalar(text)
                        if LABELS.contains(&key) && too_long(text, LONGEST_LABEL, &node.span, report) =>
                    {
                        None
                    }
                    _ => T::decode(node, report),
                }
            }
            None => T::absent().or_else(|| {
                report.push(Diagnostic::new(Code::MissingKey, format!("the key `{key}` is missing")).at(&self.span));
                None
            }),
        }
    }

    /// Reports every key that was not taken.
    pub(super) fn finish(self, known: &[&str], report: &mut Report) {
        for (key, _) in self.entries {
            let mut diagnostic =
                Diagnostic::new(Code::UnknownKey, format!("unknown key `{}`", key.value)).at(&key.span);
            diagnostic = if key.value.starts_with(|c: char| c.is_ascii_digit()) {
                diagnostic.hint("a comma inside `{}` ends the value: quote the amount, as in `\"30,765.6675\"`")
            } else {
                diagnostic.suggest(&key.value, known.iter().copied())
            };
            report.push(diagnostic);
        }
    }
}

/// Declares a document: its fields are its keys, and nothing else is accepted. Its comments are the schema's words.
macro_rules! document {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $field_about:literal])+ $field:ident: $type:ty,)* }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        pub struct $name {
            /// Where the mapping begins.
            pub span: $crate::diagnostics::Span,
            $($(#[doc = $field_about])+ pub $field: $type,)*
        }

        impl $name {
            /// Every key of this document.
            pub const KEYS: &[&str] = &[$(stringify!($field)),*];
        }

        impl $crate::documents::Decode for $name {
            fn decode(node: $crate::documents::node::Node, report: &mut $crate::diagnostics::Report) -> Option<Self> {
                let mut fields = $crate::documents::decode::Fields::of(node, report)?;
                let span = fields.span().clone();
                // All keys are read before any is missed, so that one run reports everything.
                $(let $field = fields.take::<$type>(stringify!($field), report);)*
                fields.finish(Self::KEYS, report);
                Some(Self { span, $($field: $field?,)* })
            }

            fn shape(definitions: &mut $crate::documents::schema::Definitions) -> serde_json::Value {
                use $crate::documents::schema::{Key, define};
                define(definitions, stringify!($name), concat!($($about),+), |definitions| vec![$(Key {
                    name: stringify!($field),
                    about: concat!($($field_about),+),
                    required: <$type as $crate::documents::Decode>::absent().is_none(),
                    shape: <$type as $crate::documents::Decode>::shape(definitions),
                }),*])
            }
        }
    };
}

pub(super) use document;

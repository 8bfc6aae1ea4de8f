//! `source:` in its three spellings.

use serde_json::json;

use super::decode::{Decode, Text, document, wrong_shape};
use super::node::{Node, Value};
use super::schema::Definitions;
use crate::diagnostics::Report;

document! {
    /// One source written out.
    SourceDoc {
        /// Its address.
        url: Option<Text>,
        /// What it is called, or all that is known of it.
        title: Option<Text>,
        /// A copy that will not change.
        archive: Option<Text>,
        /// When it was published.
        on: Option<Text>,
        /// How it was read: `P`, `C`, `N` or `W`.
        grade: Option<Text>,
        /// A remark.
        note: Option<Text>,
    }
}

/// All sources of a figure: one address, one text, one written out, or a list of those.
#[derive(Debug, Clone, Default)]
pub struct Sources(pub Vec<SourceDoc>);

impl Decode for Sources {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        match node.value {
            Value::List(items) => Some(Self(items.into_iter().filter_map(|item| one(item, report)).collect())),
            _ => one(node, report).map(|source| Self(vec![source])),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn shape(definitions: &mut Definitions) -> serde_json::Value {
        let (text, written_out) = (Text::shape(definitions), SourceDoc::shape(definitions));
        let list = json!({ "type": "array", "items": { "anyOf": [text, written_out] } });
        json!({ "anyOf": [text, written_out, list] })
    }
}

fn one(node: Node, report: &mut Report) -> Option<SourceDoc> {
    match node.value {
        Value::Map(_) => SourceDoc::decode(node, report),
        Value::Scalar(_) => {
            let text = Text::decode(node, report)?;
            let span = text.span.clone();
            let is_address = text.value.contains("://");
            let (url, title) = if is_address { (Some(text), None) } else { (None, Some(text)) };
            Some(SourceDoc { span, url, title, archive: None, on: None, grade: None, note: None })
        }
        other => wrong_shape(&other, "an address, a text or a mapping", &node.span, report),
    }
}

//! Documents as JSON Schema, from the same declarations that read them: parser and schema cannot part.
//! What a text must say is the next stage's business here, too.

use serde_json::{Map, Value, json};

use super::Decode;

/// The documents that a schema refers to, by name.
pub type Definitions = Map<String, Value>;

/// One key of a document.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) required: bool,
    pub(super) shape: Value,
}

/// The whole schema of a file that holds a `T`; each document it is made of is in its `$defs`.
#[must_use]
pub fn schema<T: Decode>(name: &str, about: &str) -> Value {
    let mut definitions = Definitions::new();
    let shape = T::shape(&mut definitions);
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:shortfall:content:{name}:1"),
        "title": name,
        "description": about,
    });
    if let (Value::Object(whole), Value::Object(shape)) = (&mut whole, shape) {
        whole.extend(shape);
        whole.insert("$defs".to_owned(), Value::Object(definitions));
    }
    whole
}

/// Adds a document to the definitions, unless it is there, and refers to it.
pub(super) fn define(
    definitions: &mut Definitions,
    document: &'static str,
    about: &str,
    keys: impl FnOnce(&mut Definitions) -> Vec<Key>,
) -> Value {
    let name = document.strip_suffix("Doc").unwrap_or(document);
    let reference = json!({ "$ref": format!("#/$defs/{name}") });
    if definitions.contains_key(name) {
        return reference;
    }
    // What it refers to is defined after it.
    definitions.insert(name.to_owned(), Value::Null);
    let keys = keys(definitions);
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let properties: Map<String, Value> = keys.into_iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let mut definition =
        json!({ "title": name, "description": about.trim(), "type": "object", "properties": properties });
    if !required.is_empty() {
        definition["required"] = required.into();
    }
    definition["additionalProperties"] = false.into();
    definitions.insert(name.to_owned(), definition);
    reference
}

fn property(key: Key) -> Value {
    let words = key.name.replace('_', " ");
    let mut letters = words.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let mut property = json!({ "title": title, "description": key.about.trim() });
    if let (Value::Object(property), Value::Object(shape)) = (&mut property, key.shape) {
        property.extend(shape);
    }
    property
}

/// Whatever YAML takes a text without quotation marks for, it is a text here.
pub(super) fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

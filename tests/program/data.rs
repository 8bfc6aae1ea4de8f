//! The data files against what explains them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::Site;
use shortfall::pages::data;

/// Holds a value against a schema of ours: types, keys in both directions, items, references.
fn hold(value: &Value, schema: &Value, whole: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = whole.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name} leads nowhere"));
        return hold(value, target, whole, place);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let choice = choices.iter().find(|choice| (choice["type"] == "null") == value.is_null());
        return hold(value, choice.unwrap_or_else(|| panic!("{place}: no choice")), whole, place);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = match &schema["type"] {
        Value::Null => true,
        Value::Array(kinds) => kinds.iter().any(|allowed| allowed == kind),
        one => one == kind,
    };
    assert!(allowed, "{place} is {kind}");
    if let Some(items) = value.as_array() {
        for (i, item) in items.iter().enumerate() {
            hold(item, &schema["items"], whole, &format!("{place}/{i}"));
        }
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for (key, value) in object {
            let schema = properties.get(key).unwrap_or_else(|| panic!("the schema has no {place}/{key}"));
            hold(value, schema, whole, &format!("{place}/{key}"));
        }
        for required in schema["required"].as_array().into_iter().flatten() {
            assert!(object.contains_key(required.as_str().unwrap()), "{place} has no {required}");
        }
    }
}

#[test]
fn the_schema_knows_every_key_and_no_other() {
    let schema: Value = serde_json::from_str(data::REPORT_SCHEMA).unwrap();
    for site in [Site::sample(), Site::fixture("small")] {
        let study = site.study();
        for index in 0..study.rescue.snapshots.len() {
            let report = data::report(&study.rescue, &study.measures, index);
            let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
            assert_eq!(keys(&report), keys(&schema["properties"]));
            assert_eq!(report["format"], schema["properties"]["format"]["const"]);
            hold(&report, &schema, &schema, "");
        }
    }
}

#[test]
fn every_column_is_explained() {
    let study = Site::sample().study();
    let (rescue, measures) = (&study.rescue, &study.measures);
    let package = data::package(rescue, measures);
    let tables = [
        data::timeline(rescue, measures),
        data::pledges(rescue, measures, 0..rescue.snapshots.len()),
        data::revisions(rescue, measures),
    ];
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), tables.len());
    for (resource, table) in resources.iter().zip(tables) {
        let head: Vec<&str> =
            resource["schema"]["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
        let headings: Vec<String> = table.columns.iter().map(|column| column.heading()).collect();
        assert_eq!(head, headings);
        for field in resource["schema"]["fields"].as_array().unwrap() {
            assert!(field["description"].is_string(), "{} of {} is not explained", field["name"], resource["path"]);
        }
    }
    assert_eq!(package["licenses"][0]["name"], rescue.site.licence.as_deref().unwrap());
}

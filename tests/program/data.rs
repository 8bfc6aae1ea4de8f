//! The data files against what explains them.

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use crate::common::Site;
use shortfall::pages::data;

fn schemas() -> Vec<(&'static str, Value)> {
    data::SCHEMAS.iter().map(|(name, text)| (*name, serde_json::from_str(text).unwrap())).collect()
}

/// A validator of one kind of file; the schemas know each other by name, nothing is fetched.
fn validator(kind: &str) -> Validator {
    let named = schemas().into_iter().map(|(_, schema)| (schema["$id"].as_str().unwrap().to_owned(), schema));
    let registry = Registry::new().extend(named).unwrap().prepare().unwrap();
    let own = json!({ "$ref": format!("urn:shortfall:{kind}:1") });
    jsonschema::options().with_registry(&registry).build(&own).unwrap()
}

fn hold(validator: &Validator, value: &Value, what: &str) {
    let found: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(found.is_empty(), "{what}: {found:#?}");
}

/// What a path of the site is; feeds and schemas have schemas of others.
fn kind(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "feed.json" => None,
        name if name.ends_with(".schema.json") => None,
        _ if path.starts_with("oembed/") => None,
        _ if path.starts_with("badge/") => Some("badge"),
        _ if path.contains("/charts/") => Some("chart"),
        name => name.strip_suffix(".json"),
    }
}

#[test]
fn every_json_file_has_the_shape_that_its_schema_says() {
    let site = Site::fixture("small");
    let output = site.run(&["build", "--base-url", "https://r.example"]);
    assert!(output.status.success());
    let validators: Vec<(&str, Validator)> = schemas().iter().map(|(name, _)| (*name, validator(name))).collect();
    let mut held = std::collections::BTreeSet::new();
    for (path, bytes) in site.tree("output") {
        let Some(kind) = kind(&path).filter(|_| path.ends_with(".json")) else { continue };
        let (name, validator) =
            validators.iter().find(|(name, _)| *name == kind).unwrap_or_else(|| panic!("no schema of {path}"));
        hold(validator, &serde_json::from_slice(&bytes).unwrap(), &path);
        held.insert(*name);
    }
    assert_eq!(held.len(), validators.len(), "{held:?}");
    let status = site.run(&["status", "--format", "json"]);
    hold(&validator("report"), &serde_json::from_slice(&status.stdout).unwrap(), "status");
}

#[test]
fn the_schema_knows_every_key_and_no_other() {
    let sample = Site::built_sample().built("data/rescue.json");
    hold(&validator("rescue"), &serde_json::from_str(&sample).unwrap(), "the sample");
    for (name, schema) in schemas() {
        closed(&schema, name);
    }
}

/// Every object of a schema says which keys there are.
fn closed(schema: &Value, place: &str) {
    if let Some(object) = schema.as_object() {
        if object.contains_key("properties") && object["properties"].is_object() && object.get("type").is_some() {
            assert_eq!(object.get("additionalProperties"), Some(&Value::Bool(false)), "{place}");
            assert!(object.contains_key("required"), "{place}");
        }
        object.iter().for_each(|(key, value)| closed(value, &format!("{place}/{key}")));
    }
    for item in schema.as_array().into_iter().flatten() {
        closed(item, place);
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

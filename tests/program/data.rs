//! The data files against what explains them.

use std::collections::BTreeMap;

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

/// What a path of the site is.
fn kind(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        name if name.ends_with(".schema.json") => "schema",
        _ if path.starts_with("oembed/") => "oembed",
        _ if path.starts_with("badge/") => "badge",
        _ if path.contains("/charts/") => "chart",
        name => name.strip_suffix(".json").unwrap_or(name),
    }
}

/// What others define: JSON Feed 1.1, oEmbed 1.0 of the type `rich`, JSON Schema itself.
fn of_others() -> [(&'static str, Validator); 3] {
    let url = json!({ "type": "string", "pattern": "^https://[^ ]+$" });
    let said = json!({ "type": "string", "minLength": 1 });
    let date = json!({ "type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$" });
    let author = json!({ "type": "object", "properties": { "name": said, "url": url }, "required": ["name"] });
    let item = json!({
        "type": "object", "additionalProperties": false, "required": ["id", "content_html"],
        "properties": { "id": said, "url": url, "title": said, "content_html": said, "summary": said, "image": url,
            "date_published": date, "date_modified": date, "language": said, "authors": { "items": author } },
    });
    let feed = json!({
        "type": "object", "additionalProperties": false, "required": ["version", "title", "items"],
        "properties": { "version": { "const": "https://jsonfeed.org/version/1.1" }, "title": said, "description": said,
            "home_page_url": url, "feed_url": url, "icon": url, "favicon": url, "language": said,
            "authors": { "type": "array", "items": author }, "items": { "type": "array", "items": item } },
    });
    let pixels = json!({ "type": "integer", "minimum": 1 });
    let oembed = json!({
        "type": "object", "additionalProperties": false, "required": ["type", "version", "html", "width", "height"],
        "properties": { "type": { "const": "rich" }, "version": { "const": "1.0" }, "title": said, "author_name": said,
            "author_url": url, "provider_name": said, "provider_url": url, "cache_age": pixels, "html": said,
            "width": pixels, "height": pixels, "thumbnail_url": url, "thumbnail_width": pixels, "thumbnail_height": pixels },
        "dependentRequired": { "thumbnail_url": ["thumbnail_width", "thumbnail_height"] },
    });
    let draft = json!({ "$ref": "https://json-schema.org/draft/2020-12/schema" });
    [("feed", feed), ("oembed", oembed), ("schema", draft)]
        .map(|(name, schema)| (name, jsonschema::draft202012::new(&schema).unwrap()))
}

#[test]
fn every_json_file_has_the_shape_that_its_schema_says() {
    let violet = Site::fixture("violet");
    violet.build();
    let own = schemas().iter().map(|(name, _)| (*name, validator(name))).collect::<Vec<_>>();
    let validators: BTreeMap<&str, Validator> = own.into_iter().chain(of_others()).collect();
    let mut held = BTreeMap::new();
    for (path, bytes) in Site::addressed_sample().tree("output").into_iter().chain(violet.tree("output")) {
        if !path.ends_with(".json") {
            continue;
        }
        let (name, validator) = validators.get_key_value(kind(&path)).unwrap_or_else(|| panic!("no schema of {path}"));
        hold(validator, &serde_json::from_slice(&bytes).unwrap(), &path);
        *held.entry(*name).or_insert(0) += 1;
    }
    println!("{held:?}");
    assert_eq!(held.len(), validators.len(), "{held:?}");
    let site = Site::fixture("small");
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

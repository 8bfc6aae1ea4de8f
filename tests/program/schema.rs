//! The schemas of an author's files agree with what reads them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::common::{Site, repository, transcript};
use serde_json::Value;

/// What a schema cannot know: the meaning of a text, what other files say, and what is not YAML at all.
const BEYOND: &[&str] = &[
    "not-yaml",
    "duplicate-key",
    "front-matter",
    "control-character",
    "invalid-amount",
    "negative-amount",
    "invalid-unit",
    "invalid-date",
    "invalid-address",
    "duplicate-address",
    "invalid-link",
    "invalid-colour",
    "invalid-font",
    "invalid-number",
    "wrong-file-kind",
    "unknown-contributor",
    "unknown-basis",
    "unknown-reference",
    "missing-rate",
    "same-moment",
    "delivered-in-part",
    "conflicting-rates",
    "senseless-scenario",
    "unknown-number",
    "low-contrast",
    "alike-colours",
];

/// What it must refuse.
const SHAPE: &[&str] =
    &["unknown-key", "missing-key", "wrong-shape", "unknown-word", "stage-with-end", "missing-stage", "unknown-format"];

/// Keys that only a report may have; reports and pages share one schema.
const OF_REPORTS_ONLY: &[&str] = &["chart-of-a-page", "opening-of-a-page"];

fn validators() -> BTreeMap<String, jsonschema::Validator> {
    let output = Site::of("", "", &[]).run(&["schema", "--format", "json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = answer["schemas"].as_object().unwrap().iter();
    all.map(|(name, schema)| (name.clone(), jsonschema::draft202012::new(schema).unwrap())).collect()
}

/// The schema that a file has to follow, and its content as an editor would read it.
fn read(path: &str, bytes: &[u8]) -> Option<(&'static str, Result<Value, String>)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let name = match path {
        _ if path.ends_with("site.yaml") => "site",
        _ if path.ends_with("contributors.yaml") => "contributors",
        _ if path.ends_with("events.yaml") => "events",
        _ if path.ends_with(".snapshot.yaml") || path.contains("snapshots/") => "snapshot",
        _ if path.ends_with(".md") && !path.ends_with("README.md") => "front-matter",
        _ => return None,
    };
    let yaml = if name == "front-matter" { text.split("---").nth(1)? } else { text };
    // As YAML 1.2: `N` is no boolean.
    let options = serde_yaml::options! { strict_booleans: true };
    Some((name, serde_yaml::from_str_with_options(yaml, options).map_err(|error| error.to_string())))
}

#[test]
fn what_is_valid_is_valid_by_the_schema() {
    let validators = validators();
    let mut files = 0;
    for folder in ["content", "tests/fixtures", "assets/init"] {
        for (path, bytes) in crate::common::tree(&repository(folder)) {
            let Some((name, value)) = read(&path, &bytes) else { continue };
            files += 1;
            let value = value.unwrap();
            let errors: Vec<String> =
                validators[name].iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{folder}/{path}: {errors:?}");
        }
    }
    assert!(files >= 25, "only {files} files were found");
}

#[test]
fn what_has_a_wrong_shape_is_refused_by_the_schema() {
    let validators = validators();
    let mut refused = 0;
    for (path, bytes) in crate::common::tree(&repository("tests/errors")) {
        let Some((name, value)) = read(&path, &bytes) else { continue };
        let stem = path.split('.').next().unwrap();
        let said = std::fs::read_to_string(repository(&format!("tests/errors/{stem}.txt"))).unwrap();
        let codes: Vec<&str> =
            said.split("[").skip(1).filter_map(|rest| rest.split_once("]: ")).map(|(code, _)| code).collect();
        let is_shape = codes.iter().any(|code| SHAPE.contains(code));
        assert!(is_shape || codes.iter().any(|code| BEYOND.contains(code)), "{stem}: {codes:?} are in neither list");
        if !is_shape || OF_REPORTS_ONLY.contains(&stem) {
            continue;
        }
        // A text that no YAML reader takes is not a matter of schemas.
        let Ok(value) = value else { continue };
        assert!(!validators[name].is_valid(&value), "{stem} has {codes:?}, and passes");
        refused += 1;
    }
    assert!(refused >= 15, "only {refused} cases were refused");
}

#[test]
fn the_first_site_names_its_schemas_for_editors() {
    let site = Site::of("", "", &[]);
    site.run(&["init", "fund"]);
    let output = site.run(&["--root", "fund", "new", "snapshot", "2026-01-26"]);
    assert!(output.status.success(), "{}", transcript(&output));
    let mut named = 0;
    for (path, bytes) in site.tree("fund/content").iter().filter(|(path, _)| path.ends_with(".yaml")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let line = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=");
        let folder: PathBuf = site.path("fund/content").join(Path::new(path).parent().unwrap());
        let schema = std::fs::read(folder.join(line.unwrap_or_else(|| panic!("{path} names none")))).unwrap();
        let printed = site.run(&["schema", line.unwrap().rsplit('/').next().unwrap().split('.').next().unwrap()]);
        assert_eq!(schema, printed.stdout, "{path}");
        named += 1;
    }
    assert_eq!(named, 6);
}

//! What commands print with `--format json`, against the one schema of all of it.

use jsonschema::Registry;
use serde_json::{Value, json};

use crate::common::{Site, transcript};
use shortfall::pages::data::SCHEMAS;

fn site() -> Site {
    let pledges = |amount: &str| {
        format!("shortfall: {{ debt: {{ stated: 100 }} }}\npledges: {{ a: {{ amount: {amount}, stage: committed }} }}")
    };
    Site::of(
        "report_charts: [ladder]\n",
        "a: { name: A, kind: dao }",
        &[("2026-01-01", &pledges("10")), ("2026-01-08", &pledges("20"))],
    )
}

#[test]
fn every_answer_has_the_shape_that_its_schema_says() {
    let site = site();
    let output: Value = serde_json::from_slice(&site.run(&["schema", "output"]).stdout).unwrap();
    let published = SCHEMAS.iter().map(|(_, text)| serde_json::from_str::<Value>(text).unwrap()).chain([output]);
    let named = published.map(|schema| (schema["$id"].as_str().unwrap().to_owned(), schema));
    let registry = Registry::new().extend(named).unwrap().prepare().unwrap();
    let of_all =
        jsonschema::options().with_registry(&registry).build(&json!({ "$ref": "urn:shortfall:output:1" })).unwrap();
    let answer = |arguments: &[&str], code: i32| {
        let output = site.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", transcript(&output));
        let value: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}"));
        assert!(of_all.is_valid(&value), "{arguments:?}: {value:#}");
        value
    };
    let build = answer(&["build"], 0);
    assert_eq!(build["artifacts"].as_array().unwrap().len(), build["published"]["written"].as_u64().unwrap() as usize);
    assert!(build["timings"]["publish"].is_u64());
    let again = answer(&["build"], 0);
    assert!(again["artifacts"].as_array().unwrap().iter().all(|artifact| artifact["made"].is_null()), "{again:#}");
    answer(&["build", "--fail-if-remaining-above", "1"], 4);
    answer(&["check"], 0);
    answer(&["check", "--against", "output/manifest.json"], 0);
    answer(&["status"], 0);
    answer(&["status", "--snapshot", "x"], 2);
    answer(&["diff", "2026-01-01"], 0);
    answer(&["diff", "x"], 2);
    answer(&["chart", "ladder"], 0);
    answer(&["chart", "x"], 2);
    answer(&["compare", "output"], 0);
    answer(&["compare", "content"], 3);
    answer(&["init", "fund"], 0);
    answer(&["init", "fund"], 6);
    answer(&["new", "page", "about"], 0);
    answer(&["new", "snapshot", "2026-01-01"], 6);
    answer(&["templates", "list"], 0);
    answer(&["templates", "eject", "page.html"], 0);
    answer(&["templates", "eject", "x"], 2);
    answer(&["schema"], 0);
    answer(&["man"], 0);
    answer(&["completions", "zsh"], 0);
    answer(&["serve", "--root", "nowhere"], 2);
    // What `serve` says while it goes on.
    let problems = json!({ "format": 1, "command": "serve", "errors": 0, "warnings": 0, "problems": [] });
    for (key, value) in [("address", json!("http://127.0.0.1:4180/")), ("renewed", json!({ "files": 2, "made": 1 }))] {
        let mut line = problems.clone();
        assert!(!of_all.is_valid(&line));
        line[key] = value;
        assert!(of_all.is_valid(&line), "{line}");
    }
    site.write("content/site.yaml", "title: T\nbanana: 1\n");
    assert_eq!(answer(&["build"], 1)["published"], Value::Null);
    assert_eq!(answer(&["status"], 1)["command"], "status");
}

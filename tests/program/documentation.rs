//! What the documentation says and the program could contradict.

use crate::common::repository;
use shortfall::diagnostics::Code;

#[test]
fn every_code_is_documented() {
    let path = repository("docs/diagnostics.md");
    let rows =
        Code::ALL.iter().map(|c| format!("| `{}` | {} | {} |\n", c.as_str(), c.severity().as_str(), c.meaning()));
    let text = format!(
        "# Diagnostics\n\nEvery problem has a code. Names are stable: scripts may rely on them.\n\n| code | severity | meaning |\n| --- | --- | --- |\n{}",
        rows.collect::<String>()
    );
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text, "run the tests with SNAPSHOTS=overwrite");
}

#[test]
fn every_test_that_the_architecture_names_exists() {
    let texts = ["ARCHITECTURE.md", "SECURITY.md"].map(|name| std::fs::read_to_string(repository(name)).unwrap());
    let promised = texts.concat();
    let mut sources = String::new();
    for folder in ["src", "tests"] {
        for (path, bytes) in crate::common::tree(&repository(folder)) {
            if path.ends_with(".rs") {
                sources += std::str::from_utf8(&bytes).unwrap();
            }
        }
    }
    let named = promised.split("`test: ").skip(1).filter_map(|rest| rest.split('`').next());
    let mut count = 0;
    for name in named {
        count += 1;
        assert!(sources.contains(&format!("fn {name}(")), "no test `{name}`");
    }
    assert!(count >= 15, "only {count} tests are named");
}

#[test]
fn the_site_of_the_readme_builds() {
    let readme = std::fs::read_to_string(repository("README.md")).unwrap();
    let site = crate::common::Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    let mut files = 0;
    for part in readme.split("```yaml\n").collect::<Vec<_>>().windows(2) {
        let name = part[0].rsplit('`').nth(1).unwrap();
        site.write(name, part[1].split("```").next().unwrap());
        files += 1;
    }
    assert_eq!(files, 3);
    let output = site.run(&["check", "--strict"]);
    assert!(output.status.success(), "{}", crate::common::transcript(&output));
}

#[test]
fn every_key_of_the_schemas_is_documented() {
    let output = crate::common::Site::of("", "", &[]).run(&["schema", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let format = std::fs::read_to_string(repository("docs/format.md")).unwrap();
    let code: Vec<&str> = format.split('`').skip(1).step_by(2).collect();
    let words: Vec<&str> =
        code.iter().flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
    for (name, schema) in all["schemas"].as_object().unwrap() {
        for (document, definition) in schema["$defs"].as_object().unwrap() {
            for key in definition["properties"].as_object().unwrap().keys() {
                assert!(words.contains(&key.as_str()), "docs/format.md lacks `{key}` ({name}: {document})");
            }
        }
    }
}

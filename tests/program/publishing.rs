//! What a build promises about the output folder, seen from outside the program.

use std::time::{Duration, SystemTime};

use crate::common::{Site, transcript};

#[test]
fn two_builds_in_two_folders_are_the_same_bytes() {
    let (here, there) = (Site::sample(), Site::built_sample());
    let elsewhere = [("TZ", "Pacific/Kiritimati"), ("LC_ALL", "de_DE.UTF-8"), ("RAYON_NUM_THREADS", "1")];
    let output = here.run_with(&["build"], &elsewhere);
    assert!(output.status.success(), "{}", transcript(&output));
    let (here, there) = (here.tree("output"), there.tree("output"));
    let differing: Vec<&String> =
        here.iter().filter(|(path, bytes)| there.get(*path) != Some(bytes)).map(|(p, _)| p).collect();
    assert_eq!(differing, Vec::<&String>::new());
    assert_eq!(here.len(), there.len());
}

#[test]
fn a_second_build_writes_no_file() {
    let site = Site::fixture("small");
    site.build();
    let before = times(&site);
    let output = site.run(&["build"]);
    assert!(transcript(&output).contains("nothing changed"), "{}", transcript(&output));
    assert_eq!(times(&site), before);
}

#[test]
fn what_keeps_its_length_and_time_is_found_by_verify() {
    let site = Site::fixture("small");
    site.build();
    let file = site.path("output/data/timeline.csv");
    let (bytes, written) = (std::fs::read(&file).unwrap(), std::fs::metadata(&file).unwrap().modified().unwrap());
    std::fs::write(&file, vec![b'x'; bytes.len()]).unwrap();
    let told = transcript(&site.run(&["build", "--verify"]));
    assert!(told.contains("wrote 1 file "), "{told}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    // A later time is enough to look at the bytes without being asked.
    std::fs::write(&file, vec![b'x'; bytes.len()]).unwrap();
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(written + Duration::from_secs(9)).unwrap();
    let told = transcript(&site.run(&["build"]));
    assert!(told.contains("wrote 1 file "), "{told}");
    std::fs::remove_file(&file).unwrap();
    site.build();
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

fn times(site: &Site) -> Vec<(String, SystemTime, SystemTime)> {
    let entries = walkdir::WalkDir::new(site.path(".")).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries
        .map(|entry| {
            let metadata = entry.metadata().unwrap();
            (
                entry.path().display().to_string(),
                metadata.modified().unwrap(),
                metadata.created().unwrap_or(SystemTime::UNIX_EPOCH),
            )
        })
        .collect()
}

#[test]
fn a_build_that_fails_half_way_leaves_the_former_site() {
    let site = Site::fixture("small");
    site.build();
    let before = site.tree("output");
    // The page that is rendered last is the one that fails.
    site.write("templates/page.html", "{{ nonsense }}");
    site.replace("content/site.yaml", "A small rescue", "Another title");
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(5), "{}", transcript(&output));
    assert!(transcript(&output).contains("templates/page.html:1:"), "{}", transcript(&output));
    assert_eq!(site.tree("output"), before);
}

#[test]
fn a_fresh_clone_builds_over_its_placeholder() {
    let site = Site::fixture("small");
    site.write("output/.gitkeep", "");
    site.build();
    assert!(site.tree("output").contains_key(".gitkeep"), "the placeholder is not ours to remove");
}

#[test]
fn folders_that_are_not_ours_are_refused() {
    let site = Site::fixture("small");
    site.write("mine/thesis.txt", "years of work");
    for (folder, why) in
        [("mine", "a folder with other files"), (".", "the site itself"), ("content", "the sources"), ("..", "above")]
    {
        let output = site.run(&["build", "--output", folder]);
        assert_eq!(output.status.code(), Some(6), "{why}: {}", transcript(&output));
        assert!(transcript(&output).contains("output-refused"), "{why}: {}", transcript(&output));
    }
    assert_eq!(site.tree("mine").len(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_is_refused() {
    let site = Site::fixture("small");
    site.write("elsewhere/keep.txt", "x");
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path("output")).unwrap();
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(6), "{}", transcript(&output));
    assert_eq!(site.tree("elsewhere").len(), 1);
}

#[test]
fn a_removed_snapshot_takes_its_report_along_and_nothing_else() {
    let site = Site::fixture("small");
    site.build();
    site.write("output/CNAME", "rescue.example");
    std::fs::remove_file(site.path("content/snapshots/2026-01-02.yaml")).unwrap();
    site.build();
    let tree = site.tree("output");
    assert!(!tree.keys().any(|path| path.starts_with("reports/2026-01-02/")));
    assert!(tree.contains_key("CNAME") && tree.contains_key("reports/2026-01-09/index.html"));
}

#[test]
fn the_manifest_lists_every_file_with_its_digest_and_inputs() {
    use sha2::Digest as _;
    let site = Site::fixture("small");
    site.build();
    let mut tree = site.tree("output");
    let manifest: serde_json::Value = serde_json::from_slice(&tree.remove("manifest.json").unwrap()).unwrap();
    let files = manifest["files"].as_object().unwrap();
    assert_eq!(files.keys().collect::<Vec<_>>(), tree.keys().collect::<Vec<_>>());
    for (path, bytes) in &tree {
        let digest: String = sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(files[path]["sha256"], digest, "{path}");
    }
    let (first, next) = ("content/snapshots/2026-01-02.yaml", "content/snapshots/2026-01-09.yaml");
    assert_eq!(manifest["snapshots"], serde_json::json!([first, next]));
    let common = manifest["common"].as_array().unwrap();
    assert!(common.iter().any(|input| input == "content/pages/about.md"), "the navigation names it: {common:?}");
    let inputs = |path: &str| files[path]["inputs"].clone();
    // A report never looks ahead; its page links to the next one.
    assert_eq!(inputs("reports/2026-01-02/report.json"), serde_json::json!({ "common": true, "until": first }));
    let page = serde_json::json!({ "common": true, "until": first, "files": [next] });
    assert_eq!(inputs("reports/2026-01-02/index.html"), page);
}

#[test]
fn a_dated_report_stays_as_it_was_when_a_snapshot_is_added() {
    let site = Site::fixture("small");
    site.build();
    let before = site.tree("output/reports/2026-01-09");
    let text = std::fs::read_to_string(site.path("content/snapshots/2026-01-09.yaml")).unwrap();
    site.write("content/snapshots/2026-01-16.yaml", text.replace("2026-01-09T12:00Z", "2026-01-16"));
    site.build();
    let after = site.tree("output/reports/2026-01-09");
    let changed: Vec<&String> =
        before.iter().filter(|(path, bytes)| after.get(*path) != Some(bytes)).map(|(p, _)| p).collect();
    // The page now links to the report after it and says that it is older; no figure and no chart moves.
    assert_eq!(changed, ["index.html"]);
}

#[test]
fn a_base_address_makes_pages_canonical() {
    let site = Site::fixture("small");
    let output = site.run(&["build", "--base-url", "https://rescue.example/r/"]);
    assert!(output.status.success(), "{}", transcript(&output));
    assert!(site.built("index.html").contains("<link rel=\"canonical\" href=\"https://rescue.example/r/\">"));
    let page = site.built("reports/2026-01-02/index.html");
    assert!(page.contains("href=\"https://rescue.example/r/reports/2026-01-02/\""));
    for bad in ["rescue.example", "https://rescue.example/?x", "javascript:alert(1)"] {
        let output = site.run(&["build", "--base-url", bad]);
        assert_eq!(output.status.code(), Some(2), "{bad}: {}", transcript(&output));
    }
}

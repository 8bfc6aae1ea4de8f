//! The former output as a cache: what is taken from it is what would have been made.

use std::collections::BTreeMap;

use crate::common::{Site, transcript};
use shortfall::artifacts::{Inputs, Rendered};
use shortfall::diagnostics::Report;

/// An alteration of each kind of input: the file, a text in it, and what takes its place.
const ALTERED: [(&str, &str, &str); 9] = [
    ("content/site.yaml", "What was borrowed out.", "What was lent."),
    ("content/contributors.yaml", "Beta Foundation", "Beta Trust"),
    ("content/events.yaml", "Hole found", "Hole seen"),
    ("content/snapshots/2026-01-02.yaml", "amount: 120.5", "amount: 121.5"),
    ("content/snapshots/2026-01-09.yaml", "delivered: 20.25", "delivered: 30.25"),
    ("content/snapshots/2026-01-09.yaml", "title: Over the line", "title: Past the line"),
    ("content/reports/2026-01-09.md", "on paper", "on parchment"),
    ("content/pages/about.md", "title: About", "title: About us"),
    ("content/static/hello.txt", "", "Hello again. "),
];

/// A new file of each kind.
const ADDED: [(&str, &str); 5] = [
    ("content/pages/new.md", "---\ntitle: New\naliases: [was/]\n---\nNew.\n"),
    ("content/pages/named.md", "---\ntitle: Named\nmenu: Named\n---\nNew.\n"),
    (
        "content/reports/2026-01-02.md",
        "---\ntitle: First words\nsummary: S\ncharts: { who: { title: T } }\n---\nNew.\n",
    ),
    ("content/snapshots/2026-01-16.yaml", "date: 2026-01-16\npledges: {}\n"),
    ("content/static/favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"),
];

fn made(site: &Site) -> BTreeMap<String, Rendered> {
    let mut study = site.study();
    // What needs an address is made too.
    study.rescue.site.base_url = Some("https://rescue.example".to_owned());
    let rehearsal = shortfall::rehearse(&study, &|file| file.whole(), &mut Report::default()).unwrap();
    rehearsal.kept.into_iter().map(|file| (file.path.to_string(), file)).collect()
}

fn names(inputs: &Inputs, path: &str) -> bool {
    let listed = |files: &[String]| files.iter().any(|file| file == path);
    inputs.own().contains(path)
        || listed(inputs.snapshots())
        || (inputs.has_common() && listed(&inputs.sources().common))
        || (inputs.has_articles() && listed(&inputs.sources().articles))
}

#[test]
fn a_file_changes_only_with_an_input_that_it_names() {
    let before = made(&Site::fixture("small"));
    for (path, from, to) in ALTERED {
        let site = Site::fixture("small");
        site.replace(path, from, to);
        let after = made(&site);
        assert!(differing(&before, &after, path) > 0, "{path}: nothing shows `{to}`");
    }
    for (path, text) in ADDED {
        let site = Site::fixture("small");
        site.write(path, text);
        assert!(differing(&before, &made(&site), path) > 0, "{path}");
    }
}

/// How many files differ, each of which must name the input.
fn differing(before: &BTreeMap<String, Rendered>, after: &BTreeMap<String, Rendered>, input: &str) -> usize {
    let is_other = |file: &&Rendered| before.get(file.path.as_str()).is_none_or(|before| before.bytes != file.bytes);
    let differing: Vec<&Rendered> = after.values().filter(is_other).collect();
    let blind: Vec<String> = (differing.iter().filter(|file| !names(&file.inputs, input)))
        .map(|file| format!("`{}` names {}", file.path, file.inputs))
        .collect();
    assert!(blind.is_empty(), "changed with `{input}`:\n{}", blind.join("\n"));
    differing.len()
}

#[test]
fn a_rebuild_is_what_a_new_build_would_be() {
    let (used, fresh) = (Site::fixture("small"), Site::fixture("small"));
    used.build();
    for site in [&used, &fresh] {
        site.replace("content/snapshots/2026-01-09.yaml", "delivered: 20.25", "delivered: 30.25");
        site.write("content/static/new.txt", "New.");
    }
    // Somebody's edit is no work of ours, whatever its inputs say.
    used.write("output/reports/2026-01-02/report.json", "{}");
    let told = transcript(&used.run(&["build", "--explain"]));
    fresh.build();
    assert!(told.contains("content/snapshots/2026-01-09.yaml changed\n"), "{told}");
    assert!(told.contains("  1 file: edited since it was built\n") && told.contains("  1 file: new\n"), "{told}");
    let (used, fresh) = (used.tree("output"), fresh.tree("output"));
    assert_eq!(used.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
    let differing: Vec<&String> = used.iter().filter(|(path, bytes)| fresh[*path] != **bytes).map(|(p, _)| p).collect();
    assert_eq!(differing, Vec::<&String>::new());
}

#[test]
fn nothing_is_made_again_without_a_reason() {
    let site = Site::fixture("small");
    site.build();
    let told = transcript(&site.run(&["build", "--explain"]));
    assert!(told.contains("made 0 files of ") && told.contains("nothing changed"), "{told}");
    let told = transcript(&site.run(&["build", "--explain", "--base-url", "https://rescue.example"]));
    assert!(told.contains("or with other options\n") && !told.contains("made 0 files"), "{told}");
}

#[test]
fn digests_tell_where_times_do_not() {
    let site = Site::fixture("small");
    site.build();
    let path = site.path("output/reports/2026-01-02/pledges.csv");
    let good = std::fs::read(&path).unwrap();
    let built = std::fs::metadata(&path).unwrap().modified().unwrap();
    let dated = |time| std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    // A copy of the output has other times, and is taken as it is.
    dated(built + std::time::Duration::from_secs(3600));
    let told = transcript(&site.run(&["build", "--explain"]));
    assert!(told.contains("made 0 files of "), "{told}");
    // Length and time can be forged: `--verify` trusts neither.
    std::fs::write(&path, vec![b'x'; good.len()]).unwrap();
    dated(built);
    site.run(&["build", "--verify"]);
    assert_eq!(std::fs::read(&path).unwrap(), good);
}

/// Pages that stand are not read again for their links. What is said of them is what a new build would say.
#[test]
fn links_of_pages_that_stand_are_followed_as_if_they_were_new() {
    const LEADING: &str = "<a href=\"target.html#there\">it</a>";
    const TARGET: &str = "<p id=\"there\">it</p><p id=\"too\">that</p>";
    let (leading, target) = ("content/static/leading.html", "content/static/target.html");
    let changes: [(&str, Option<&str>, Option<&str>); 6] = [
        (target, Some("<p id=\"moved\">it</p>"), Some("`target.html#there` on `leading.html` leads to a part")),
        (target, Some("<p id=\"there\">it</p>"), None),
        (target, None, Some("`target.html#there` on `leading.html` leads nowhere")),
        (
            leading,
            Some("<a href=\"target.html#far\">it</a>"),
            Some("`target.html#far` on `leading.html` leads to a part"),
        ),
        (leading, Some("<a href=\"target.html#too\">it</a>"), None),
        ("content/static/other.html", Some(LEADING), None),
    ];
    for (path, text, expected) in changes {
        let (used, fresh) = (Site::fixture("small"), Site::fixture("small"));
        for site in [&used, &fresh] {
            site.write(leading, LEADING);
            site.write(target, TARGET);
        }
        used.build();
        let manifest: serde_json::Value = serde_json::from_str(&used.built("manifest.json")).unwrap();
        assert_eq!(manifest["warnings"]["broken_links"], 0, "else all is read again");
        assert_eq!(manifest["files"]["leading.html"]["fragments"], serde_json::json!(["target.html#there"]));
        for site in [&used, &fresh] {
            match text {
                Some(text) => site.write(path, text),
                None => std::fs::remove_file(site.path(path)).unwrap(),
            }
        }
        // Twice: a build that left such an address is not trusted by the next one.
        let warned = |site: &Site, command: &str| -> Vec<String> {
            let told = transcript(&site.run(&[command]));
            told.lines().filter(|line| line.contains("broken-link")).map(str::to_owned).collect()
        };
        let runs = [(&fresh, "check"), (&fresh, "build"), (&used, "check"), (&used, "build"), (&used, "build")];
        let told: Vec<Vec<String>> = runs.iter().map(|(site, command)| warned(site, command)).collect();
        assert!(told.iter().all(|told| *told == told_once(expected, told)), "{path}: {told:?}");
        let same = used.tree("output") == fresh.tree("output");
        assert!(same, "{path}: the sites differ");
    }
}

/// Exactly the line that has the words, or none.
fn told_once(expected: Option<&str>, told: &[String]) -> Vec<String> {
    let line = expected.map(|words| told.iter().find(|line| line.contains(words)).cloned().unwrap_or_default());
    line.into_iter().collect()
}

/// What a check says does not depend on whether there is a former site, and it writes nothing.
#[test]
fn a_check_after_a_build_says_what_a_first_one_would() {
    let (used, fresh) = (Site::fixture("small"), Site::fixture("small"));
    used.build();
    let before = used.tree("output");
    for site in [&used, &fresh] {
        site.replace("content/snapshots/2026-01-09.yaml", "delivered: 20.25", "delivered: 30.25");
        site.write("templates/partials/pace.html", "{{ no_such_value }}");
    }
    let said = |site: &Site, options: &[&str]| transcript(&site.run(&[&["check"], options].concat()));
    assert_eq!(said(&used, &[]), said(&fresh, &[]));
    assert!(said(&used, &[]).contains("no_such_value"), "{}", said(&used, &[]));
    for site in [&used, &fresh] {
        std::fs::remove_file(site.path("templates/partials/pace.html")).unwrap();
    }
    let expected = said(&fresh, &["--kit"]);
    assert_eq!(said(&used, &["--kit"]), expected);
    // No site of ours, or a damaged one: it is as if there were none.
    used.write("output/manifest.json", "{");
    assert_eq!(said(&used, &["--kit"]), expected);
    assert_eq!(said(&used, &["--kit", "--output", "content"]), expected);
    std::fs::write(used.path("output/manifest.json"), &before["manifest.json"]).unwrap();
    assert!(used.tree("output") == before, "a check wrote something");
}

/// What is an address of the site itself changes with the site's address.
#[test]
fn links_are_followed_anew_at_another_address() {
    let (used, fresh) = (Site::fixture("small"), Site::fixture("small"));
    let leading = "<a href=\"https://new.example/none.html\">it</a>";
    let moved =
        |site: &Site| site.replace("content/site.yaml", "format: 1\n", "format: 1\nbase_url: https://new.example\n");
    for site in [&used, &fresh] {
        site.write("content/static/leading.html", leading);
    }
    used.build();
    moved(&used);
    moved(&fresh);
    for site in [&fresh, &used] {
        let told = transcript(&site.run(&["build"]));
        assert!(told.contains("`https://new.example/none.html` on `leading.html` leads nowhere"), "{told}");
    }
    assert!(used.tree("output") == fresh.tree("output"));
}

/// A page that stands is not opened: what is written there by stealth is not seen, but by those who ask for certainty.
#[test]
fn pages_that_stand_are_not_read_unless_certainty_is_asked_for() {
    let site = Site::fixture("small");
    site.write("content/static/leading.html", "<a href=\"index.html\">it</a>");
    site.build();
    let path = site.path("output/leading.html");
    let built = std::fs::metadata(&path).unwrap().modified().unwrap();
    std::fs::write(&path, "<a href=\"indax.html\">it</a>").unwrap();
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(built).unwrap();
    site.write("content/static/new.txt", "New.");
    for command in ["check", "build"] {
        let told = transcript(&site.run(&[command]));
        assert!(!told.contains("broken-link"), "{command}: {told}");
    }
    assert!(site.built("leading.html").contains("indax"));
    // What a manifest says of links is not believed then either.
    let manifest = site.built("manifest.json").replace("\"fragments\": [", "\"fragments\": [\"nowhere.html#a\", ");
    site.write("output/manifest.json", manifest);
    let told = transcript(&site.run(&["build", "--verify"]));
    assert!(!told.contains("broken-link") && !site.built("manifest.json").contains("nowhere"), "{told}");
    assert!(site.built("leading.html").contains("index"));
}

//! Work is bounded: each limit has a constant, and what is past it is refused with a code. `SECURITY.md` lists them.

use std::fmt::Write as _;
use std::sync::Arc;

use shortfall::diagnostics::{Code, Report, Source};
use shortfall::documents::{LONGEST_LABEL, LONGEST_TEXT, MOST_ENTRIES, MOST_PAGES, MOST_SNAPSHOTS, node};
use shortfall::files::{Files, LARGEST_MARKDOWN, MOST_FILES};

use crate::common::{Site, transcript};

const SITE: &str = "format: 1\ntitle: T\nheadline: debt\nbases: { debt: { title: Bad debt } }\n";
const PEOPLE: &str = "a: { name: Ada, kind: dao }\n";
const SNAPSHOT: &str = "date: 2026-01-01\npledges: { a: { amount: 5, stage: proposed } }\n";

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source { path: path.to_owned(), text: text.to_owned() })
}

fn files() -> Files {
    let mut files = Files {
        site: Some(source("content/site.yaml", SITE)),
        contributors: Some(source("content/contributors.yaml", PEOPLE)),
        ..Files::default()
    };
    files.add(source("content/snapshots/2026-01-01.yaml", SNAPSHOT));
    files
}

#[track_caller]
fn exceeds(files: Files, words: &str) {
    let mut report = Report::default();
    assert!(shortfall::study_files(files, &mut report).is_none(), "{words}");
    let problems = report.sorted();
    let said = problems.iter().find(|problem| problem.code == Code::LimitExceeded);
    assert!(said.is_some_and(|said| said.message.contains(words)), "{words}: {problems:?}");
}

#[track_caller]
fn is_fine(files: Files) {
    let mut report = Report::default();
    assert!(shortfall::study_files(files, &mut report).is_some(), "{:?}", report.sorted());
}

#[test]
fn a_label_and_a_text_have_an_end() {
    let with =
        |title: &str| Files { site: Some(source("content/site.yaml", &SITE.replace("Bad debt", title))), ..files() };
    is_fine(with(&"ä".repeat(LONGEST_LABEL)));
    exceeds(with(&"ä".repeat(LONGEST_LABEL + 1)), "longer than 500 characters");
    let noted = |notes: &str| {
        let mut files = files();
        files.add(source(
            "content/snapshots/2026-01-02.yaml",
            &format!("date: 2026-01-02\npledges: {{ a: {{ amount: 5, stage: proposed }} }}\nnotes: {notes}\n"),
        ));
        files
    };
    is_fine(noted(&"ä".repeat(LONGEST_TEXT)));
    exceeds(noted(&"ä".repeat(LONGEST_TEXT + 1)), "longer than 32768 characters");
}

#[test]
fn lists_and_mappings_have_an_end() {
    let pledged = |count: usize| {
        let (mut people, mut pledges) = (String::new(), "date: 2026-01-01\npledges:\n".to_owned());
        for index in 0..count {
            let _ = writeln!(pledges, "  p{index}: {{ contributor: a, amount: 1, stage: proposed }}");
        }
        people.push_str(PEOPLE);
        Files {
            contributors: Some(source("content/contributors.yaml", &people)),
            snapshots: vec![source("content/snapshots/2026-01-01.yaml", &pledges)],
            ..files()
        }
    };
    is_fine(pledged(MOST_ENTRIES));
    exceeds(pledged(MOST_ENTRIES + 1), "2001 entries are more than 2000");
    exceeds(pledged(100_000), "expands to too much");
    let events = "- { on: 2026-01-01, what: W }\n".repeat(MOST_ENTRIES + 1);
    exceeds(Files { events: Some(source("content/events.yaml", &events)), ..files() }, "2001 entries");
}

#[test]
fn a_history_has_an_end() {
    let one = source("content/snapshots/2026-01-01.yaml", SNAPSHOT);
    exceeds(Files { snapshots: vec![one; MOST_SNAPSHOTS + 1], ..files() }, "10001 snapshots are more than 10000");
    let page = source("content/pages/x.md", "---\ntitle: T\n---\n");
    exceeds(Files { pages: vec![page; MOST_PAGES + 1], ..files() }, "1001 pages are more than 1000");
}

#[test]
fn yaml_has_a_depth_a_number_of_values_and_of_aliases() {
    let code = |text: String| node::parse(&source("a.yaml", &text)).err().map(|problem| problem.code);
    let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(code(deep(node::DEEPEST)), None);
    assert_eq!(code(deep(node::DEEPEST + 1)), Some(Code::LimitExceeded));
    let aliases = |count: usize| format!("a: &a 1\nb: [{}]\n", "*a, ".repeat(count));
    // Of one anchor that many are a bomb's beginning.
    assert_eq!(code(aliases(node::MOST_ALIASES - 1)), None);
    assert_eq!(code(aliases(node::MOST_ALIASES + 1)), Some(Code::LimitExceeded));
    let nodes = |count: usize| format!("[{}]", "1,".repeat(count));
    assert_eq!(code(nodes(node::MOST_NODES - 2)), None);
    assert_eq!(code(nodes(node::MOST_NODES + 1)), Some(Code::LimitExceeded));
}

#[test]
fn a_folder_has_a_number_of_files() {
    let site = Site::of("", PEOPLE, &[("2026-01-01", "pledges: { a: { amount: 5, stage: proposed } }")]);
    for index in 0..=MOST_FILES {
        let path = site.path(&format!("content/static/{index}"));
        if index == 0 {
            site.write("content/static/0", "");
        }
        std::fs::File::create(path).unwrap();
    }
    let mut report = Report::default();
    assert!(shortfall::study(&site.path("."), &shortfall::files::read_limited, &mut report).is_none());
    assert!(report.sorted()[0].message.contains("has more than 50000 files"), "{:?}", report.sorted());
}

#[test]
fn templates_and_quotes_do_not_go_round_in_circles() {
    for (template, words) in [
        ("{% include \"page.html\" %}", "includes itself"),
        ("{% extends \"page.html\" %}", "extends itself"),
        ("{% component r(a) %}{{ <r a={a}/> }}{% endcomponent %}{{ <r a={1}/> }}", "recursion depth"),
        ("{% for a in range(end=100000000) %}x{% endfor %}", "exceeds the limit"),
    ] {
        let site = Site::fixture("small");
        site.write("templates/page.html", template);
        let output = site.run(&["check"]);
        assert_eq!(output.status.code(), Some(5), "{template}: {}", transcript(&output));
        assert!(transcript(&output).contains(words), "{template}: {}", transcript(&output));
    }
    // What is filled in is not read again.
    let site = Site::of(
        "",
        "a: { name: \"{{ all.sum }}\", kind: dao }",
        &[("2026-01-01", "pledges: { a: { amount: 5, stage: proposed } }")],
    );
    site.write("content/reports/2026-01-01.md", "---\ntitle: T\n---\n{{ table who }}\n");
    let study = site.study();
    let written = study.texts.report(&study.rescue.snapshots[0].slug).unwrap();
    assert!(written.html.html.contains("{{ all.sum }}"), "{}", written.html.html);
}

#[test]
fn all_files_together_have_an_end() {
    let site = Site::fixture("small");
    for index in 0..11 {
        site.write(&format!("content/static/{index}.bin"), "");
    }
    // As large as it may be; memory that nobody writes to is not taken.
    let read = |path: &std::path::Path, limit: u64| {
        let is_large = path.extension().is_some_and(|suffix| suffix == "bin");
        if is_large {
            Ok(vec![0; usize::try_from(limit).unwrap()])
        } else {
            shortfall::files::read_limited(path, limit)
        }
    };
    let mut report = Report::default();
    assert!(shortfall::study(&site.path("."), &read, &mut report).is_none());
    let problem = report.sorted()[0].clone();
    assert_eq!(problem.code, Code::LimitExceeded);
    assert!(problem.message.contains("together are larger than 1024 MiB"), "{}", problem.message);
}

#[test]
fn a_page_of_an_author_has_an_end() {
    let site = Site::fixture("small");
    let page = |letters: u64| {
        site.write(
            "content/pages/long.md",
            format!("---\ntitle: T\n---\n{}", "<?".repeat(usize::try_from(letters / 2).unwrap())),
        );
    };
    page(LARGEST_MARKDOWN - 20);
    assert_eq!(site.run(&["check"]).status.code(), Some(0));
    page(LARGEST_MARKDOWN);
    let output = transcript(&site.run(&["check"]));
    assert!(output.contains("error[file-too-large]: `content/pages/long.md` is larger than 512 KiB"), "{output}");
}

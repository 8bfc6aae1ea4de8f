//! Input that is too large, too deep, unreadable or not what it says: a message and an exit code, no panic.

use std::io;
use std::path::Path;

use crate::common::{Site, transcript};
use shortfall::diagnostics::{Code, Report};

#[track_caller]
fn refused(site: &Site, code: Code, exit: i32) {
    site.write("output/.gitkeep", "");
    let output = site.run(&["build"]);
    let text = transcript(&output);
    assert!(text.contains(&format!("error[{}]", code.as_str())), "{text}");
    assert_eq!(output.status.code(), Some(exit), "{text}");
    assert_eq!(site.tree("output").len(), 1, "the output was touched");
    assert!(!text.contains("panicked"), "{text}");
}

const SNAPSHOT: &str = "content/snapshots/2026-01-09.yaml";

#[test]
fn an_empty_content_folder() {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    std::fs::create_dir(site.path("content")).unwrap();
    refused(&site, Code::NoSite, 1);
}

#[test]
fn only_drafts() {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content/reports")).unwrap();
    for name in ["2026-01-02", "2026-01-09"] {
        site.write(&format!("content/snapshots/{name}.yaml"), format!("date: {name}\ndraft: true\n"));
    }
    refused(&site, Code::NoSnapshots, 1);
}

#[test]
fn a_snapshot_of_a_hundred_megabytes() {
    let site = Site::fixture("small");
    let file = std::fs::File::create(site.path(SNAPSHOT)).unwrap();
    file.set_len(100 * 1024 * 1024).unwrap();
    refused(&site, Code::FileTooLarge, 1);
}

#[test]
fn an_alias_bomb() {
    let site = Site::fixture("small");
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, former) in ('b'..='k').zip('a'..='j') {
        bomb += &format!("{name}: &{name} [{}]\n", vec![format!("*{former}"); 9].join(", "));
    }
    site.write(SNAPSHOT, bomb);
    refused(&site, Code::LimitExceeded, 1);
}

#[test]
fn nesting_a_hundred_thousand_deep() {
    for opening in ["[", "{a: ", "- "] {
        let site = Site::fixture("small");
        site.write(SNAPSHOT, format!("date: {}", opening.repeat(100_000)));
        let output = site.run(&["build"]);
        assert_eq!(output.status.code(), Some(1), "{opening}: {}", transcript(&output));
        assert!(transcript(&output).contains(SNAPSHOT), "{opening}: {}", transcript(&output));
    }
}

#[test]
fn bytes_that_are_not_utf8() {
    let site = Site::fixture("small");
    site.write(SNAPSHOT, b"date: 2026-01-09\ntitle: \xff\xfe\n");
    refused(&site, Code::NotUtf8, 1);
}

#[test]
fn two_files_with_one_address() {
    let site = Site::fixture("small");
    let text = std::fs::read(site.path(SNAPSHOT)).unwrap();
    site.write("content/snapshots/2026-01-09.yml", text);
    refused(&site, Code::DuplicateAddress, 1);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_elsewhere() {
    let site = Site::fixture("small");
    std::os::unix::fs::symlink("/etc/passwd", site.path("content/static/passwd")).unwrap();
    refused(&site, Code::LinkedFile, 1);
}

#[cfg(unix)]
#[test]
fn folders_that_are_links_are_not_looked_into() {
    for folder in ["templates", "content/snapshots", "content/static/way"] {
        let site = Site::fixture("small");
        let _ = std::fs::remove_dir_all(site.path(folder));
        site.write("elsewhere/secret.html", "{{ secret }}");
        std::os::unix::fs::symlink(site.path("elsewhere"), site.path(folder)).unwrap();
        let output = site.run(&["check"]);
        let text = transcript(&output);
        assert!(text.contains(&format!("error[linked-file]: `{folder}` is a link")), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_where_a_link_leads() {
    for (folder, command) in
        [("templates", ["templates", "eject", "page.html"]), ("content/pages", ["new", "page", "more"])]
    {
        let site = Site::fixture("small");
        let _ = std::fs::remove_dir_all(site.path(folder));
        site.write("elsewhere/kept.txt", "kept");
        std::os::unix::fs::symlink(site.path("elsewhere"), site.path(folder)).unwrap();
        let output = site.run(&command);
        let text = transcript(&output);
        assert!(text.contains(&format!("error[linked-file]: `{folder}` is a link")), "{text}");
        assert_eq!(site.tree("elsewhere").len(), 1, "{text}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_socket_is_no_file() {
    let site = Site::fixture("small");
    let _listener = std::os::unix::net::UnixListener::bind(site.path("content/snapshots/2026-01-10.yaml")).unwrap();
    let output = site.run(&["check"]);
    assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
    assert!(
        transcript(&output).contains("2026-01-10.yaml` is a pipe, a socket or a device"),
        "{}",
        transcript(&output)
    );
}

#[cfg(unix)]
#[test]
fn names_that_some_system_cannot_hold() {
    for name in ["con.txt", "NUL", "trail.", "a b ", "a?b", "a<b>.txt"] {
        let site = Site::fixture("small");
        site.write(&format!("content/static/{name}"), "x");
        let output = site.run(&["check"]);
        assert!(transcript(&output).contains("error[invalid-address]"), "{name}: {}", transcript(&output));
    }
}

/// Tests may run as root, who may read everything: the failure is injected.
#[test]
fn a_file_that_cannot_be_read() {
    let site = Site::fixture("small");
    let read = |path: &Path, limit: u64| {
        if path.ends_with("2026-01-09.yaml") {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        shortfall::files::read_limited(path, limit)
    };
    let mut report = Report::default();
    assert!(shortfall::study(&site.path("."), &read, &mut report).is_none());
    let problems = report.sorted();
    let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::UnreadableFile]);
    assert_eq!(shortfall::commands::Exit::of(&report), shortfall::commands::Exit::Io);
    assert!(problems[0].message.contains("2026-01-09.yaml"), "{}", problems[0].message);
}

#[test]
fn json_says_the_same_as_text() {
    let site = Site::fixture("small");
    site.replace(SNAPSHOT, "stage: approved", "stage: aproved");
    let output = site.run(&["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", transcript(&output));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &value["problems"][0];
    assert_eq!(problem["code"], "unknown-word");
    assert_eq!(problem["file"], SNAPSHOT);
    assert_eq!(problem["hints"][0], "did you mean `approved`?");
    let text = transcript(&site.run(&["check"]));
    let place = format!("{SNAPSHOT}:{}:{}", problem["line"], problem["column"]);
    let excerpt: String = problem["excerpt"].as_str().unwrap().chars().take(40).collect();
    assert!(text.contains(&place) && text.contains(&excerpt), "{text}");
}

#[test]
fn strict_refuses_what_is_not_explained() {
    let site = Site::fixture("small");
    assert_eq!(site.run(&["check", "--strict"]).status.code(), Some(0), "{}", transcript(&site.run(&["check"])));
    site.replace(SNAPSHOT, ", reason: It counts the withdrawn pledge.", "");
    assert_eq!(site.run(&["check"]).status.code(), Some(0));
    assert_eq!(site.run(&["check", "--strict"]).status.code(), Some(4));
}

#[test]
fn wrong_arguments_have_their_own_code() {
    assert_eq!(Site::fixture("small").run(&["biuld"]).status.code(), Some(2));
}

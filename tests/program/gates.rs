//! What a scheduler asks for: gates, denied and allowed warnings, dated addresses against a former build.

use crate::common::{Site, transcript};

/// Exit code and transcript.
fn run(site: &Site, arguments: &[&str]) -> (i32, String) {
    let output = site.run(arguments);
    (output.status.code().unwrap(), transcript(&output))
}

#[test]
fn each_gate_has_its_code_and_nothing_is_written_behind_a_shut_one() {
    let site = Site::fixture("small");
    for (arguments, code, says) in [
        (&["--fail-if-older-than", "7d", "--clock", "2026-01-16T00:00Z"][..], 0, ""),
        (&["--fail-if-older-than", "7d", "--clock", "2026-01-17"], 4, "snapshot-too-old"),
        (&["--fail-if-older-than", "36h", "--clock", "2026-01-11T02:00Z"], 4, "is 1 day old"),
        (&["--fail-if-older-than", "7"], 2, "write `7d`"),
        (&["--fail-if-older-than", "7d", "--clock", "today"], 2, "--clock"),
        (&["--clock", "2026-06-03"], 2, "--fail-if-older-than"),
        (&["--fail-if-remaining-above", "1000000"], 0, ""),
        (&["--fail-if-remaining-above", "1e3"], 2, "--fail-if-remaining-above"),
    ] {
        let (exit, said) = run(&site, &[&["check"], arguments].concat());
        assert!(exit == code && said.contains(says), "{arguments:?}: {said}");
    }
    let output = site.run_with(&["check", "--fail-if-older-than", "2w"], &[("SOURCE_DATE_EPOCH", "1790000000")]);
    assert_eq!(output.status.code(), Some(4), "{}", transcript(&output));

    let pledges = "shortfall: { debt: { stated: 10 } }\npledges: { a: { amount: 4, stage: expressed } }\nclaims: [ { what: x, amount: 5, compare: all } ]";
    let site = Site::of("", "a: { name: A, kind: dao }\n", &[("2026-01-01", pledges)]);
    for (arguments, says) in [
        (&["--fail-if-remaining-above", "5.5"][..], "too-much-remaining"),
        (&["--require-claims-match"], "claims-do-not-match"),
        (&["--require-claims-match", "--allow", "claim-differs"], "claims-do-not-match"),
    ] {
        let (exit, said) = run(&site, &[&["build"], arguments].concat());
        assert!(exit == 4 && said.contains(says), "{arguments:?}: {said}");
    }
    assert!(!site.path("output").exists());
    site.replace("content/snapshots/2026-01-01.yaml", "compare: all", "compare: all, reason: r");
    let (exit, said) = run(&site, &["check", "--fail-if-remaining-above", "6", "--require-claims-match"]);
    assert_eq!(exit, 0, "{said}");
}

#[test]
fn warnings_are_denied_and_allowed_by_code() {
    let site = Site::fixture("small");
    site.write("content/rubbish.txt", "");
    for (arguments, code, says) in [
        (&["check", "--strict"][..], 4, "warning[stray-file]"),
        (&["check", "--deny", "stray-file"], 1, "error[stray-file]"),
        (&["build", "--deny", "stray-file"], 1, "nothing was written"),
        (&["check", "--allow", "stray-fill"], 2, "did you mean `stray-file`?"),
        (&["check", "--deny", "nothing-known"], 2, "`claim-differs`"),
        (&["check", "--allow", "overflow"], 2, "is an error"),
    ] {
        let (exit, said) = run(&site, arguments);
        assert!(exit == code && said.contains(says), "{arguments:?}: {said}");
    }
    let (_, said) = run(&site, &["check", "--allow", "stray-file"]);
    assert!(!said.contains("stray-file"), "{said}");
    assert!(!site.path("output").exists());
}

/// The line of the guide, run on the day when a snapshot was added: what was the newest report says that it is no more,
/// which is no reason to stop.
#[test]
fn the_line_for_cron_publishes_a_new_snapshot() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schedule.md")).unwrap();
    let line = guide.lines().find(|line| line.contains("&& git pull")).unwrap();
    let commands: Vec<&str> = line.split(" && ").filter_map(|command| command.strip_prefix("shortfall ")).collect();
    let site = Site::fixture("small");
    let folder = site.path("www/site");
    let folder = folder.to_str().unwrap();
    let run_all = |commands: &[&str]| {
        for command in commands {
            let arguments: Vec<&str> =
                command.split(' ').map(|word| if word == "/srv/www/site" { folder } else { word }).collect();
            let (exit, said) = run(&site, &arguments);
            assert_eq!(exit, 0, "{command}: {said}");
        }
    };
    assert_eq!(commands.len(), 2);
    std::fs::create_dir(site.path("www")).unwrap();
    run_all(&commands[1..]);
    run_all(&["new snapshot 2026-01-16"]);
    run_all(&commands);
    assert!(site.path("www/site/reports/2026-01-16/index.html").exists());
    let (_, said) = run(&site, &["check", "--output", folder, "--against", folder]);
    assert!(!said.contains("changed-report"), "{said}");
    // Another page is another page, even beside a new report.
    run_all(&["new snapshot 2026-01-23"]);
    site.write("templates/report.html", "{% extends \"base.html\" %}{% block main %}Raised: 999{% endblock %}");
    let strict = ["check", "--strict", "--output", folder, "--against", folder];
    let (exit, said) = run(&site, &strict);
    assert!(
        exit == 4 && said.contains("reports/2026-01-16/` would change") && !said.contains("its data stay"),
        "{said}"
    );
    std::fs::remove_file(site.path("templates/report.html")).unwrap();
    assert_eq!(run(&site, &strict).0, 0);
    std::fs::remove_file(site.path("content/snapshots/2026-01-23.yaml")).unwrap();
    let (exit, said) = run(&site, &["check", "--against", folder]);
    assert!(exit == 0 && said.contains("0 added, 0 changed, 0 dropped"), "{said}");
}

#[test]
fn a_dated_address_is_missed_when_it_is_dropped_and_named_when_it_changes() {
    let site = Site::fixture("small");
    site.build();
    std::fs::rename(site.path("output"), site.path("published")).unwrap();
    let against = &["check", "--against", "published/manifest.json"];
    let (exit, said) = run(&site, against);
    assert!(exit == 0 && said.contains("0 added, 0 changed, 0 dropped"), "{said}");
    let newest = std::fs::read_dir(site.path("content/snapshots")).unwrap().map(|e| e.unwrap().path()).max().unwrap();
    let name = newest.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = std::fs::read_to_string(&newest).unwrap();
    let changed = text.replacen("title: ", "title: Corrected ", 1);
    assert_ne!(changed, text);
    std::fs::write(&newest, changed).unwrap();
    let (exit, said) = run(&site, against);
    let report = format!("warning[changed-report]: the published report `reports/{name}/` would change");
    let own_first = !said.contains("would change: `embed/") && !said.contains("would change: `newsletter/");
    assert!(exit == 0 && said.contains(&report) && own_first, "{said}");
    std::fs::rename(&newest, newest.with_file_name("2031-01-01.yaml")).unwrap();
    std::fs::remove_dir_all(site.path("content/reports")).unwrap_or_default();
    let (exit, said) = run(&site, against);
    let report = format!("error[dropped-address]: the published report `reports/{name}/` would be gone");
    assert!(exit == 1 && said.contains(&report) && !said.contains("0 added"), "{said}");
    assert_eq!(run(&site, &["check", "--against", "published"]).0, 1, "the folder stands for its manifest");
    let (exit, said) = run(&site, &["check", "--against", "content/site.yaml"]);
    assert!(exit == 2 && said.contains("not a manifest"), "{said}");
    assert_eq!(run(&site, &["check", "--against", "nowhere.json"]).0, 3);
}

//! From nothing to a site: `init`, and what the shell is told of the commands.

use crate::common::{Site, repository, transcript};

#[test]
fn the_first_site_passes_the_strict_check_and_builds() {
    let site = Site::of("", "", &[]);
    let output = site.run(&["init", "new", "--ci", "github"]);
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    let check = site.run(&["--root", "new", "check", "--strict"]);
    assert_eq!(check.status.code(), Some(0), "{}", transcript(&check));
    let status = transcript(&site.run(&["--root", "new", "status"]));
    assert!(status.contains("4,5") && status.contains("shortfall 8,500 ETH"), "{status}");
    // Every file of the folder is one that `init` writes.
    let mut assets: Vec<usize> = crate::common::tree(&repository("assets/init")).values().map(Vec::len).collect();
    site.run(&["init", "other", "--ci", "gitlab"]);
    let mut written = site.tree("new");
    written.retain(|path, _| !path.starts_with(".schemas/"));
    written.insert("gitlab".to_owned(), site.tree("other")[".gitlab-ci.yml"].clone());
    let mut written: Vec<usize> = written.values().map(Vec::len).collect();
    assets.sort_unstable();
    written.sort_unstable();
    assert_eq!(written, assets);
}

#[test]
fn a_filled_folder_is_refused() {
    let site = Site::of("", "", &[]);
    site.write("mine/.git/HEAD", "");
    site.write("full/notes.txt", "");
    assert_eq!(site.run(&["init", "mine"]).status.code(), Some(0), "a repository that was just made is empty");
    for folder in ["full", "mine", "full/notes.txt"] {
        let output = site.run(&["init", folder]);
        assert_eq!(output.status.code(), Some(6), "{}", transcript(&output));
        assert!(transcript(&output).contains("folder-not-empty"), "{}", transcript(&output));
    }
    assert_eq!(site.tree("full").len(), 1);
}

#[test]
fn what_comes_next_is_said_as_it_is_typed() {
    let site = Site::of("", "", &[]);
    let said = transcript(&site.run(&["init", "my fund", "--ci", "github"]));
    for line in ["  cd \"my fund\"\n", "  shortfall serve --open", "choose \"GitHub Actions\""] {
        assert!(said.contains(line), "{line}: {said}");
    }
    std::fs::remove_dir_all(site.path("content")).unwrap();
    let said = transcript(&site.run(&["check"]));
    assert!(said.contains("error[no-site]") && said.contains("`shortfall init DIR`"), "{said}");
    assert!(said.ends_with("\n1 error\n"), "what a site would have is missed where there is none: {said}");
}

#[test]
fn the_services_files_install_this_version() {
    for name in ["github.yml", "gitlab.yml"] {
        let text = std::fs::read_to_string(repository("assets/init/ci").join(name)).unwrap();
        assert!(text.contains(&format!("SHORTFALL: {}\n", env!("CARGO_PKG_VERSION"))), "{name}");
    }
}

#[test]
fn completions_and_manual_name_every_command() {
    let site = Site::of("", "", &[]);
    for arguments in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]] {
        let output = site.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        for command in ["init", "build", "check", "status", "diff"] {
            assert!(text.contains(command), "{arguments:?} lacks {command}");
        }
    }
}

/// The generator knows the words of named arguments alone for this shell.
#[test]
fn fish_completes_words_without_a_name() {
    let text = String::from_utf8(Site::of("", "", &[]).run(&["completions", "fish"]).stdout).unwrap();
    for (command, word) in [("schema", "front-matter"), ("completions", "elvish")] {
        let line = format!("-n \"__fish_shortfall_using_subcommand {command}\" -f -a \"{word}\" ");
        assert!(text.contains(&line), "{line}");
    }
}

#[test]
fn the_manual_keeps_the_lines_of_its_examples() {
    let text = transcript(&Site::of("", "", &[]).run(&["man"]));
    for part in [
        "\n.TH SHORTFALL-NEW-SNAPSHOT 1 ",
        "\n.SH EXAMPLES\n.nf\n\\&  shortfall new snapshot 2026\\-05\\-01\n",
        "\n.SH EXIT CODES\n.nf\n\\&  0  done;",
        "\n.SH NOTES\n.nf\n\\&Only this machine",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains(".SH EXTRA") && !text.contains("\n\n"), "{text}");
}

#[test]
fn a_new_snapshot_says_what_is_odd_about_it_and_what_it_left() {
    let site = Site::of("", "", &[]);
    assert_eq!(site.run(&["init", "fund"]).status.code(), Some(0));
    let new = |arguments: &[&str]| {
        transcript(&site.run(&[&["--root", "fund", "new", "snapshot", "2026-01-26"], arguments].concat()))
    };
    let said = new(&["--set", "harbour-dao.stage=aproved"]);
    assert!(said.contains("nothing was written: `content/snapshots/2026-01-26.yaml` is shown as it would"), "{said}");
    let said = new(&["--set", "harbour-dao.delivered=99999"]);
    assert!(said.contains("--- stderr\nwarning[over-delivered]") && said.contains("wrote `content/"), "{said}");
    assert!(said.contains("left behind, as said of the former date: title, claims, metrics\n"), "{said}");
    assert!(!said.contains("claim-differs"), "what is not new was said: {said}");
}

#[test]
fn a_new_snapshot_carries_the_newest_forward() {
    let site = Site::sample();
    let output = site.run_with(&["new", "snapshot"], &[("SOURCE_DATE_EPOCH", "1780000000")]);
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    let text = std::fs::read_to_string(site.path("content/snapshots/2026-05-28.yaml")).unwrap();
    assert!(
        text.contains("\ndate: 2026-05-28\n") && !text.contains("\nclaims:") && !text.contains("\ntitle:"),
        "{text}"
    );
    let former = std::fs::read_to_string(site.path("content/snapshots/2026-05-25.yaml")).unwrap();
    let pledges = |text: &str| text.split("\npledges:\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    assert_eq!(pledges(&text).trim_end(), pledges(&former).trim_end());
    let again = site.run(&["new", "snapshot", "2026-05-28"]);
    assert_eq!(again.status.code(), Some(6), "{}", transcript(&again));
    assert!(transcript(&again).contains("file-exists"));
    // One before the newest continues what was known by then.
    let between = site.run(&["new", "snapshot", "2026-04-29T08:30Z"]);
    assert_eq!(between.status.code(), Some(0), "{}", transcript(&between));
    assert!(
        transcript(&between).contains("2026-04-28.yaml")
            && site.path("content/snapshots/2026-04-29-0830.yaml").exists()
    );
    assert_eq!(site.run(&["new", "snapshot", "2026-01-01"]).status.code(), Some(2));
}

#[test]
fn scripted_edits_are_proved_before_anything_is_written() {
    let site = Site::of("", "", &[]);
    assert_eq!(site.run(&["init", "fund"]).status.code(), Some(0));
    let edit = |arguments: &[&str]| {
        let all: Vec<&str> =
            ["--root", "fund", "new", "snapshot", "2026-01-26"].iter().chain(arguments).copied().collect();
        let output = site.run(&all);
        (output.status.code().unwrap(), transcript(&output))
    };
    for (arguments, says) in [
        (&["--set", "harbour-dao.stage=aproved"][..], "did you mean `approved`?"),
        (&["--set", "harbor-dao.stage=approved"], "did you mean `harbour-dao`?"),
        (&["--set", "harbour-dao.stag=approved"], "did you mean `stage`?"),
        (&["--set", "stage=approved"], "write `--set mantle.stage=approved`"),
        (&["--set", "harbour-dao.delivered=1e3"], "no exponent"),
        (&["--end", "harbour-dao=gone"], "unknown"),
        (&["--end", "harbour-dao"], "write `--end lido=withdrawn`"),
    ] {
        let (code, said) = edit(arguments);
        assert!(code != 0 && said.contains(says), "{arguments:?}: {said}");
    }
    assert_eq!(site.tree("fund/content/snapshots").len(), 2, "nothing was written");
    let (code, said) = edit(&[
        "--set",
        "harbour-dao.stage=committed",
        "--set",
        "harbour-dao.delivered=2000 ETH",
        "--end",
        "lantern-foundation=withdrawn",
    ]);
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(site.path("fund/content/snapshots/2026-01-26.yaml")).unwrap();
    for line in [
        "    stage: committed            # proposed on 12 January: the charts show the move\n    delivered: 2000 ETH\n    kind: loan\n",
        "lantern-foundation: { amount: 500 ETH, end: withdrawn, kind: grant,",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let check = site.run(&["--root", "fund", "check", "--strict"]);
    assert_eq!(check.status.code(), Some(0), "{}", transcript(&check));
}

#[test]
fn new_reports_and_pages_fit_the_site() {
    let site = Site::sample();
    for (arguments, code) in [
        (&["new", "report", "2026-04-18"][..], 0),
        (&["new", "report", "2026-04-18"], 6),
        (&["new", "report", "2026-04-19"], 2),
        (&["new", "page", "how-to-help"], 0),
        (&["new", "page", "how-to-help"], 6),
        (&["new", "page", "How?"], 2),
    ] {
        let output = site.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", transcript(&output));
    }
    let text = std::fs::read_to_string(site.path("content/pages/how-to-help.md")).unwrap();
    assert!(text.starts_with("---\ntitle: How to help\nmenu: How to help\n---\n"), "{text}");
}

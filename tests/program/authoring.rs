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
fn the_services_files_install_this_version_and_pin_what_they_use() {
    for name in ["github.yml", "gitlab.yml"] {
        let text = std::fs::read_to_string(repository("assets/init/ci").join(name)).unwrap();
        assert!(text.contains(&format!("SHORTFALL: {}\n", env!("CARGO_PKG_VERSION"))), "{name}");
        for action in text.split("uses: ").skip(1) {
            let commit = action.split('@').nth(1).unwrap().split(' ').next().unwrap();
            assert!(commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()), "{name}: {commit}");
        }
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

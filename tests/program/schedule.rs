//! What runs without anybody watching.

use crate::common::{Site, repository, transcript};
use serde_json::Value;

/// Every file that a service reads.
const FILES: [&str; 5] = [
    "assets/init/ci/github.yml",
    "assets/init/ci/gitlab.yml",
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    "action.yml",
];

#[test]
fn services_are_given_pinned_actions_few_rights_and_an_end() {
    for name in FILES {
        let text = std::fs::read_to_string(repository(name)).unwrap();
        for action in text.split("uses: ").skip(1) {
            let commit = action.split('@').nth(1).unwrap().split(' ').next().unwrap();
            assert!(commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()), "{name}: {commit}");
        }
        let value: Value = serde_yaml::from_str(&text).unwrap();
        let Some(jobs) = value["jobs"].as_object() else { continue };
        assert!(value["permissions"].is_object() && value["concurrency"].is_object(), "{name}");
        for (job, value) in jobs {
            assert!(value["timeout-minutes"].is_u64(), "{name}: {job} may run for ever");
            for step in value["steps"].as_array().unwrap().iter().filter_map(|step| step["run"].as_str()) {
                assert!(!step.contains("${{"), "{name}: {job}: what is filled into a script becomes part of it");
            }
        }
    }
}

#[test]
fn a_summary_has_the_brief_and_the_ladder() {
    let site = Site::of("", "", &[]);
    site.run(&["init", "fund"]);
    site.replace("fund/content/site.yaml", "title: The rescue of Example Finance", "title: \"A | <b>\"");
    let output = site.run(&["--root", "fund", "status", "--markdown"]);
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "## A \\| \\<b\\>\n\nAs of 19 January 2026: The vote passes",
        "As of 19 Jan 2026, 4,524 ETH are pledged",
        "\nShortfall: 8,500 ETH (Bad debt).\n",
        "\n| all | 4,524 | 53.2% | `█████████████░░░░░░░░░░░` | 3,976 |\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

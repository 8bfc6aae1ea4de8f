//! `shortfall chart`: one chart on stdout or in a file.

use crate::common::{Site, transcript};

fn said(site: &Site, arguments: &[&str]) -> String {
    transcript(&site.run(arguments))
}

#[test]
fn a_chart_is_the_one_of_the_site() {
    let site = Site::fixture("small");
    site.build();
    let folder = site.path("output/reports/2026-01-09/charts");
    for id in ["ladder", "card", "who"] {
        for ending in ["svg", "png", "csv", "json", "txt"] {
            let Ok(built) = std::fs::read(folder.join(format!("{id}.{ending}"))) else {
                assert_eq!(id, "card");
                continue;
            };
            let name = format!("here.{ending}");
            let output = site.run(&["chart", id, "-o", &name]);
            assert!(output.status.success() && output.stdout.is_empty(), "{}", transcript(&output));
            assert!(std::fs::read(site.path(&name)).unwrap() == built, "{id}.{ending} differs");
            let piped = site.run(&["chart", id, "-o", "-", "--as", ending]);
            assert!(piped.stdout == built && piped.stderr.is_empty(), "{id}.{ending} differs on stdout");
        }
    }
}

#[test]
fn layout_theme_scale_and_snapshot_are_chosen() {
    let site = Site::fixture("small");
    let svg = said(&site, &["chart", "who", "--layout", "phone", "--theme", "dark", "--snapshot", "2026-01-02"]);
    assert!(svg.starts_with("exit code 0\n--- stdout\n<svg") && svg.contains("width=\"360\""), "{svg}");
    assert!(svg.contains("who-2026-01-02-narrow") && !svg.contains("@media") && svg.contains("#121212"), "{svg}");
    let pixels = |arguments: &[&str]| {
        let bytes = site.run(arguments).stdout;
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    };
    assert_eq!(pixels(&["chart", "who", "--as", "png"]), (1200, 800));
    assert_eq!(pixels(&["chart", "who", "--as", "png", "--scale", "1"]), (600, 400));
    assert_eq!(pixels(&["chart", "card", "--as", "png", "--scale", "3"]), (1800, 945));
    assert_eq!(pixels(&["chart", "who", "--as", "png", "--layout", "page"]).0, 1920);
    let json = site.run(&["chart", "who", "--format", "json"]).stdout;
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&json).unwrap()["id"], "who");
}

#[test]
fn a_file_is_said_with_its_text_alternative() {
    let site = Site::fixture("small");
    let text = said(&site, &["chart", "ladder", "-o", "ladder.svg"]);
    let alt = "its text alternative: Stacked bar of pledges by stage, A small rescue, as of 9 Jan 2026";
    assert!(text.starts_with("exit code 0\n--- stderr\nwrote `ladder.svg`\n") && text.contains(alt), "{text}");
}

#[test]
fn what_is_not_known_lists_what_is() {
    let site = Site::fixture("small");
    let text = said(&site, &["chart", "lader"]);
    for expected in [
        "exit code 2\n--- stderr\nerror[wrong-argument]: ",
        "there is no chart `lader`",
        "did you mean `ladder`?",
        "charts: ladder, remaining, pipeline,",
        "besides, `card` is the picture for links",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let text = said(&site, &["chart", "ladder", "--snapshot", "2026-01-03"]);
    assert!(text.starts_with("exit code 2") && text.contains("there is no snapshot `2026-01-03`"), "{text}");
    assert!(text.contains("did you mean `2026-01-0"), "{text}");
    for (arguments, expected) in [
        (&["chart", "ladder", "-o", "ladder.pdf"][..], "the ending of `ladder.pdf` does not say what to write"),
        (&["chart", "card", "--layout", "page"][..], "the card has one size"),
        (&["chart", "card", "-o", "card.csv"][..], "the card has no values of its own"),
        (&["chart", "ladder", "-o", "no/ladder.svg"][..], "is in a folder that does not exist"),
        (&["chart", "ladder", "-o", "content", "--as", "svg"][..], "`content` is a folder"),
        (&["chart", "ladder", "--scale", "9"][..], "9 is not in 1..=4"),
    ] {
        let text = said(&site, arguments);
        assert!(text.starts_with("exit code 2\n--- stderr\n") && text.contains(expected), "{expected}: {text}");
    }
    assert!(!site.path("ladder.pdf").exists());
}

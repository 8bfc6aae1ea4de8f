//! The newsletter kit: what it holds, what it must not hold, and what it says of itself.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::{ADDRESS, Site, transcript};

/// The addresses of the sample's kits.
fn kits(site: &Site) -> BTreeSet<String> {
    let folders = site.tree("output/newsletter").into_keys();
    folders.map(|path| format!("newsletter/{}", path.split('/').next().unwrap())).collect()
}

#[test]
fn every_kit_keeps_the_limits_of_where_it_is_pasted() {
    let site = Site::addressed_sample();
    let kits = kits(site);
    assert_eq!(kits.len(), 12);
    for kit in kits {
        let mail = site.built(&format!("{kit}/email.html"));
        assert!(mail.len() <= 60_000, "{kit}: {} bytes", mail.len());
        for bad in ["<svg", "<style", "<script", "<link", "position:", "flex", "grid", "var(", "class="] {
            assert!(!mail.contains(bad), "{kit}: {bad}");
        }
        let pictures: Vec<&str> = mail.split("<img ").skip(1).filter_map(|rest| rest.split('>').next()).collect();
        assert!((2..=3).contains(&pictures.len()), "{kit}");
        for picture in pictures {
            let path = picture.split(&format!("src=\"{ADDRESS}/")).nth(1).unwrap().split('"').next().unwrap();
            assert!(site.path("output").join(path).is_file(), "{kit}: {path}");
            assert!(picture.contains("alt=\"") && picture.contains("width=\"600\" height=\"400\""), "{picture}");
        }
        for post in site.built(&format!("{kit}/x-thread.txt")).split("\n\n---\n\n") {
            assert!(post.trim_end().chars().count() <= 280, "{kit}: {post}");
        }
        assert!(site.built(&format!("{kit}/discourse.md")).chars().count() <= 32_000);
        assert_eq!(
            site.built(&format!("{kit}/numbers.json")),
            site.built(&format!("{}/numbers.json", kit.replace("newsletter", "reports")))
        );
        let checks: Value = serde_json::from_str(&site.built(&format!("{kit}/checks.json"))).unwrap();
        assert_eq!(checks["failed"], 0, "{kit}: {checks:#}");
        assert!(checks["passed"].as_u64().unwrap() > 30, "{kit}");
    }
}

#[test]
fn the_draft_holds_what_the_mail_says() {
    use base64::Engine as _;
    let site = Site::addressed_sample();
    let draft = site.built("newsletter/2026-04-24/email.eml");
    assert!(draft.starts_with("X-Unsent: 1\r\nSubject: =?utf-8?B?"));
    assert!(draft.contains("\r\nDate: Fri, 24 Apr 2026 09:00:00 +0000\r\n"));
    let html = draft.split("text/html").nth(1).unwrap().split("\r\n\r\n").nth(1).unwrap();
    let html: String = html.lines().take_while(|line| !line.starts_with("--")).collect();
    let html = base64::engine::general_purpose::STANDARD.decode(html).unwrap();
    let html = String::from_utf8(html).unwrap().replace("\r\n", "\n");
    let mail = site.built("newsletter/2026-04-24/email.html");
    // Sent by hand, it has no list to unsubscribe from.
    assert!(!html.contains("unsubscribe") && mail.contains("{{unsubscribe_url}}"));
    assert_eq!(html.split("On the web").next(), mail.split("On the web").next());
}

#[test]
fn a_site_chooses_what_its_newsletter_shows() {
    let site = Site::fixture("small");
    let chosen = "newsletter:\n  charts: [bridge]\n  table: false\n  action: { text: Join the call, url: \"https://call.example\" }\n  unsubscribe: \"*|UNSUB|*\"\n";
    let own = std::fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.write("content/site.yaml", format!("{own}{chosen}"));
    site.build();
    let mail = site.built("newsletter/2026-01-09/email.html");
    assert!(mail.contains("charts/bridge.png") && !mail.contains("charts/ladder.png"));
    assert!(!mail.contains("The largest pledges") && mail.contains("href=\"*|UNSUB|*\""));
    assert!(mail.contains("<a href=\"https://call.example\"") && mail.contains(">Join the call</a>"));
    site.write("content/site.yaml", format!("{own}newsletter: {{ charts: [lader], unsubscribe: nowhere }}\n"));
    let text = transcript(&site.run(&["check"]));
    assert!(text.contains("there is no chart `lader`") && text.contains("did you mean `ladder`?"), "{text}");
    assert!(text.contains("`nowhere` is neither a placeholder nor an address"), "{text}");
}

#[test]
fn without_an_address_the_kit_says_what_to_set() {
    let site = Site::fixture("small");
    let text = transcript(&site.run(&["check", "--kit"]));
    assert!(text.contains("warning[kit-address]") && text.contains("newsletter/2026-01-09/email.html"), "{text}");
    assert!(text.contains("set `base_url: https://…`") && !text.contains("kit-check"), "{text}");
    let text = transcript(&site.run(&["check"]));
    assert!(!text.contains("kit-"), "{text}");
}

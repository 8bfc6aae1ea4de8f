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
        let github = site.built(&format!("{kit}/github.md"));
        for dark in github.split("srcset=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let path = dark.strip_prefix(ADDRESS).unwrap().trim_start_matches('/');
            assert!(path.ends_with("-dark.png") && site.path("output").join(path).is_file(), "{kit}: {dark}");
        }
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
fn an_author_opens_and_closes_in_every_form() {
    let site = Site::fixture("small");
    let text = "---\ntitle: A longer title\nopening: |\n  Dear *readers*, @all: {{ all.sum }}, see [about](../../about/index.html) <b>.\n\
                closing: \"Bye, until 7 June.\"\n---\nNarrative.\n";
    site.write("content/reports/2026-01-09.md", text);
    let output = site.run(&["check", "--kit", "--base-url", ADDRESS]);
    assert!(!transcript(&output).contains("kit-"), "{}", transcript(&output));
    assert!(site.run(&["build", "--base-url", ADDRESS]).status.success());
    let kit = |file: &str| site.built(&format!("newsletter/2026-01-09/{file}"));
    for file in ["email.html", "substack.html", "ghost.html", "mailchimp.html", "beehiiv.html"] {
        let html = kit(file);
        assert!(
            html.contains("Dear <em>readers</em>") && html.contains("&lt;b&gt;") && html.contains("Bye, until"),
            "{html}"
        );
        assert!(
            html.contains(&format!("href=\"{ADDRESS}/about/index.html\"")) && !html.contains("Narrative."),
            "{html}"
        );
    }
    for file in ["buttondown.md", "discourse.md", "github.md"] {
        let text = kit(file);
        assert!(text.contains("Dear *readers*, @<!-- -->all: ") && text.contains("\\<b>"), "{text}");
        assert!(
            text.contains(&format!("[about]({ADDRESS}/about/index.html)")) && text.contains("Bye, until"),
            "{text}"
        );
    }
    assert!(kit("email.txt").contains("see about [1] <b>.") && kit("email.txt").contains("Bye, until 7 June."));
    let page = site.built("reports/2026-01-09/index.html");
    assert!(page.contains("Narrative.") && !page.contains("Bye, until"));
    site.write(
        "content/reports/2026-01-09.md",
        text.replace("all.sum", "al.sum").replace("../../about/", "javascript:"),
    );
    let text = transcript(&site.run(&["check"]));
    assert!(
        text.contains("there is no number `al.sum`") && text.contains("content/reports/2026-01-09.md:4:"),
        "{text}"
    );
    assert!(text.contains("the address `javascript:index.html`"), "{text}");
}

#[test]
fn each_platform_has_its_own_placeholders() {
    let site = Site::fixture("small");
    let own = std::fs::read_to_string(site.path("content/site.yaml")).unwrap();
    let chosen = "newsletter:\n  brief: false\n  unsubscribe: { beehiiv: \"{{leave}}\", mailchimp: \"https://a.example/leave\" }\n  web_version: { email: \"%web%\" }\n";
    site.write("content/site.yaml", format!("{own}{chosen}"));
    assert!(site.run(&["build", "--base-url", ADDRESS]).status.success());
    let kit = |file: &str| site.built(&format!("newsletter/2026-01-09/{file}"));
    assert!(kit("email.html").contains("href=\"{{unsubscribe_url}}\"") && kit("email.html").contains("href=\"%web%\""));
    assert!(kit("beehiiv.html").contains("href=\"{{leave}}\"") && !kit("ghost.html").contains("Unsubscribe"));
    assert!(kit("mailchimp.html").contains("https://a.example/leave") && kit("mailchimp.html").contains("*|ARCHIVE|*"));
    assert!(kit("buttondown.md").contains("[Unsubscribe]({{ unsubscribe_url }})"));
    // The sentence that an inbox shows behind the subject stays.
    assert!(kit("email.html").matches("are pledged").count() == 1 && !kit("email.txt").contains("are pledged"));
    site.write(
        "content/site.yaml",
        format!("{own}newsletter: {{ unsubscribe: {{ mailchip: \"*|X|*\", ghost: x }} }}\n"),
    );
    let text = transcript(&site.run(&["check"]));
    assert!(text.contains("unknown key `mailchip`") && text.contains("did you mean `mailchimp`?"), "{text}");
    assert!(text.contains("`x` is neither a placeholder nor an address"), "{text}");
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

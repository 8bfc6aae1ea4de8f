//! Which charts a report has, and an author's own words for them.

use crate::common::{Site, transcript};

const PEOPLE: &str = "a: { name: Ada, kind: person }\n";

/// No shortfall at first, then one.
fn site(further: &str) -> Site {
    let snapshots = [
        ("2026-01-01", "pledges: { a: { amount: 400, stage: committed } }"),
        ("2026-01-08", "shortfall: { debt: { stated: 1000 } }\npledges: { a: { amount: 500, stage: committed } }"),
    ];
    Site::of(further, PEOPLE, &snapshots)
}

fn chart(site: &Site, date: &str, id: &str) -> serde_json::Value {
    serde_json::from_str(&site.built(&format!("reports/{date}/charts/{id}.json"))).unwrap()
}

#[test]
fn a_report_has_the_charts_that_are_named_in_their_order() {
    let site = site("report_charts: [who, ladder]\n");
    site.write_texts();
    for date in ["2026-01-01", "2026-01-08"] {
        let mut charts = site.tree(&format!("output/reports/{date}/charts"));
        charts.retain(|name, _| name.ends_with(".svg"));
        assert_eq!(charts.into_keys().collect::<Vec<_>>(), ["ladder.svg", "who.svg"]);
        let page = site.built(&format!("reports/{date}/index.html"));
        // A page puts each chart where its numbers stand.
        assert!(page.contains("id=\"chart-who\"") && page.contains("id=\"chart-ladder\""));
        assert!(!page.contains("id=\"chart-remaining\""));
        let markdown = site.built(&format!("reports/{date}/index.md"));
        let (who, ladder) = (markdown.find("charts/who.png"), markdown.find("charts/ladder.png"));
        assert!(who.is_some() && who < ladder && !markdown.contains("charts/remaining.png"), "{markdown}");
    }
    let index = site.built("index.html");
    assert!(index.contains("id=\"chart-who\"") && !index.contains("id=\"chart-remaining\""));
    // The command draws any chart.
    assert!(site.run(&["chart", "remaining"]).status.success());
}

#[test]
fn a_report_may_have_no_chart() {
    let site = site("report_charts: []\n");
    site.build();
    assert!(!site.built("reports/2026-01-08/index.html").contains("class=\"chart\""));
    assert!(!site.path("output/reports/2026-01-08/charts").exists());
}

#[test]
fn own_words_stand_in_place_of_the_computed_ones() {
    let site = site(
        "charts:\n  ladder: { title: \"Only {{ firm.coverage }} is sure. Enough?\" }\n  who: { subtitle: By size }\n",
    );
    let front = "charts:\n  who: { title: \"Ada alone: {{ pledge.a }}, once {{ pledge.a @ 2026-01-01 | bare }}\" }";
    site.write("content/reports/2026-01-08.md", format!("---\ntitle: R\n{front}\n---\nText.\n"));
    site.build();
    let ladder = chart(&site, "2026-01-08", "ladder");
    assert_eq!(ladder["title"], "Only 50% is sure. Enough?");
    let alt = ladder["alt"].as_str().unwrap();
    assert!(alt.contains(" 2026. Only 50% is sure. Enough? ") && !alt.contains("?."), "{alt}");
    let who = chart(&site, "2026-01-08", "who");
    assert_eq!((&who["title"], &who["subtitle"]), (&"Ada alone: 500 ETH, once 400".into(), &"By size".into()));
    assert!(site.built("reports/2026-01-08/charts/who.svg").contains(">Ada alone: 500 ETH, once 400</title>"));
    assert!(site.built("reports/2026-01-08/index.html").contains(">Ada alone: 500 ETH, once 400<"));
    let drawn = site.run(&["chart", "who", "--as", "txt"]).stdout;
    assert!(String::from_utf8(drawn).unwrap().contains("Ada alone: 500 ETH, once 400."));
    // Without a shortfall the number is undefined: that report keeps its computed title, and its own numbers.
    let first = chart(&site, "2026-01-01", "ladder");
    assert!(!first["title"].as_str().unwrap().contains("sure"), "{first}");
    assert_eq!(chart(&site, "2026-01-01", "who")["subtitle"], "By size");
    let manifest: serde_json::Value = serde_json::from_str(&site.built("manifest.json")).unwrap();
    let text = manifest.to_string();
    let at = text.find("\"reports/2026-01-08/charts/who.svg\"").unwrap();
    assert!(text[at..at + 400].contains("content/reports/2026-01-08.md"), "{}", &text[at..at + 400]);
}

#[test]
fn own_words_are_cut_like_any_title() {
    let long = site(&format!("charts: {{ who: {{ title: {}end }} }}\n", "Words without ".repeat(30)));
    let output = long.run(&["chart", "who", "--layout", "mail"]);
    let svg = String::from_utf8(output.stdout).unwrap();
    assert!(svg.contains("Words without…</text>") || svg.contains("Words…</text>"), "{svg}");
}

#[test]
fn own_words_are_checked_like_any_text() {
    let site = site("charts: { who: { title: \"救援 {{ firm.sum = 499 ETH }}\" } }\n");
    let said = transcript(&site.run(&["check"]));
    assert!(said.starts_with("exit code 0"), "{said}");
    for expected in [
        "warning[outdated-number]: the text says `499 ETH`, but `firm.sum` is `500 ETH`",
        "warning[undrawable-text]: the charts' font has no `救` (U+6551), in the words for the chart `who`",
    ] {
        assert!(said.contains(expected) && said.matches("content/site.yaml:5:").count() >= 2, "{expected}: {said}");
    }
}

//! Charts and tables that an author puts into a text by name.

use crate::common::{Site, transcript};

fn site(further: &str, narrative: &str) -> Site {
    let snapshots = [
        ("2026-01-01", "shortfall: { debt: { stated: 1000 } }\npledges: { a: { amount: 400, stage: committed } }"),
        (
            "2026-01-08",
            "pledges: { a: { amount: 500, stage: committed } }\nnotes: |\n  # N\n\n  {{ chart who }}\n\n  x[^1]\n\n  [^1]: y\n",
        ),
    ];
    let site = Site::of(further, "a: { name: \"A | b\", kind: person }\n", &snapshots);
    site.write("content/reports/2026-01-08.md", format!("---\ntitle: R\n---\n{narrative}\n"));
    site
}

#[test]
fn every_form_of_a_text_has_its_charts_and_tables() {
    let text = "# N\n\n{{ chart who }}\n\n{{ chart ladder @ 2026-01-01 }}\n\n{{ table who }}\n\nx[^1]\n\n[^1]: y\n";
    let site = site("base_url: https://r.example\n", text);
    site.write("content/pages/p.md", "---\ntitle: P\n---\n{{ chart who @ 2026-01-01 }}\n");
    site.build();
    let page = site.built("reports/2026-01-08/index.html");
    for part in [
        "<figure class=\"chart\" id=\"narrative-chart-1\">",
        "id=\"narrative-chart-1-narrow-title\"",
        "href=\"charts/who.csv\"",
        "href=\"../2026-01-01/charts/ladder.png\"",
        "<td>A | b</td><td class=\"n\">500</td>",
        "<figure class=\"chart\" id=\"notes-chart-1\">",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(all, ids.len(), "an id is there twice");
    let markdown = site.built("reports/2026-01-08/index.md");
    for part in ["](charts/who.png)", "](../2026-01-01/charts/ladder.png)", "| A \\| b | "] {
        assert!(markdown.contains(part), "{part}: {markdown}");
    }
    let overview = site.built("index.html");
    for folder in ["reports/2026-01-08/", "reports/2026-01-08/../2026-01-01/"] {
        assert!(overview.contains(&format!("href=\"{folder}charts/")), "{folder}: {overview}");
    }
    assert!(site.built("p/index.html").contains("href=\"../reports/2026-01-01/charts/who.png\""));
    let feed: serde_json::Value = serde_json::from_str(&site.built("feed.json")).unwrap();
    let content = feed["items"][0]["content_html"].as_str().unwrap();
    assert!(content.contains("src=\"https://r.example/reports/2026-01-08/charts/who.png\""), "{content}");
    assert!(!content.contains("<svg") && content.contains("<table>"), "{content}");
    let said = transcript(&site.run(&["check"]));
    assert!(!said.contains("broken-link"), "{said}");
}

#[test]
fn what_cannot_be_shown_is_a_located_error() {
    let text = "{{ chart whom }}\n\nNot {{ chart who }} here.\n\n{{ table who @ 2026-01-02 }}\n\n{{ chart price }}\n\n{{ chart who | bare }}\n";
    let site = site("report_charts: [ladder, who]\ncharts: { who: { title: \"{{ chart ladder }}\" } }\n", text);
    let said = transcript(&site.run(&["build"]));
    for expected in [
        "error[unknown-reference]: there is no chart `whom`",
        "did you mean `who`?",
        "content/reports/2026-01-08.md:4:1",
        "error[misplaced-chart]: `who` does not stand in a line of its own",
        "content/reports/2026-01-08.md:6:5",
        "error[unknown-number]: there is no snapshot `2026-01-02`",
        "error[unknown-reference]: the reports of this site do not have the chart `price`",
        "error[unknown-reference]: there is no chart `who | bare`",
        "error[misplaced-chart]: the words for a chart hold numbers, not a chart or a table",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(!site.path("output/index.html").exists());
}

#[test]
fn a_long_page_begins_with_its_contents() {
    let site = site("", "x");
    site.write("content/pages/p.md", "---\ntitle: P\n---\n## A\n\n## B\n\n### C\n\n## D {#own}\n\n## A\n");
    site.build();
    let page = site.built("p/index.html");
    let contents = "<li><a href=\"#a\">A</a></li><li><a href=\"#b\">B</a></li><li><a href=\"#own\">D</a></li><li><a href=\"#a-1\">A</a></li>";
    assert!(page.contains(contents) && page.contains("<h2 id=\"a-1\">A</h2>"), "{page}");
}

#[test]
fn a_page_runs_the_way_of_its_language() {
    let site = site("language: ar\n", "x");
    site.build();
    assert!(site.built("index.html").contains("<html lang=\"ar\" dir=\"rtl\">"));
    let style = site.built("style.css");
    let physical = ["left:", "right:", "-left", "-right", ": left", ": right"];
    assert!(physical.iter().all(|word| !style.contains(word)), "a side that does not turn with the language");
}

//! The same numbers in HTML, Markdown, JSON, CSV and `status`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at the first surprise and looks at the disk"
)]

mod common;

use common::{Site, transcript};
use serde_json::Value;
use shortfall::quantities::{Amount, print};

fn amount(value: &Value) -> Option<Amount> {
    value.as_str().map(|text| text.parse().unwrap())
}

#[test]
fn every_form_of_a_report_says_the_same() {
    let site = Site::sample();
    site.build();
    let timeline = site.built("data/timeline.csv");
    let mut rows = timeline.lines();
    let columns: Vec<&str> = rows.next().unwrap().split(',').collect();
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        let cell =
            |name: &str| cells[columns.iter().position(|column| *column == name).unwrap_or_else(|| panic!("{name}"))];
        let slug = cells[0];
        let json: Value = serde_json::from_str(&site.built(&format!("reports/{slug}/report.json"))).unwrap();
        let status = site.run(&["status", "--snapshot", slug]);
        let forms = [
            ("HTML", site.built(&format!("reports/{slug}/index.html"))),
            ("Markdown", site.built(&format!("reports/{slug}/index.md"))),
            ("status", transcript(&status)),
        ];
        let headline = &json["headline"];
        assert_eq!(
            amount(&headline["shortfall"]).map(|a| a.to_string()).unwrap_or_default(),
            cell("shortfall (ETH)"),
            "{slug}"
        );
        for band in ["all", "probable", "firm", "delivered"] {
            let value = &headline["bands"][band];
            let sum = amount(&value["sum"]).unwrap();
            assert_eq!(sum.to_string(), cell(&format!("{band} (ETH)")), "{slug} {band}");
            let mut printed = vec![print::exact(sum)];
            for name in ["remaining", "surplus"] {
                let figure = amount(&value[name]);
                assert_eq!(
                    figure.map(|a| a.to_string()).unwrap_or_default(),
                    cell(&format!("{name} {band} (ETH)")),
                    "{slug} {band}"
                );
                printed.extend(figure.filter(|figure| figure.is_positive()).map(print::exact));
            }
            for number in printed {
                for (form, text) in &forms {
                    assert!(text.contains(&number), "{slug} {band}: {number} is not in {form}");
                }
            }
        }
    }
}

#[test]
fn status_as_json_is_the_report() {
    let site = Site::fixture("small");
    site.build();
    let status = site.run(&["status", "--snapshot", "2026-01-09", "--format", "json"]);
    assert_eq!(String::from_utf8(status.stdout).unwrap(), site.built("reports/2026-01-09/report.json"));
}

#[test]
fn no_shortfall_means_no_percentage() {
    let site = Site::sample();
    site.build();
    let html = site.built("reports/2026-04-18/index.html");
    let headline = html.split("class=\"headline\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(headline.contains("not stated") && !headline.contains('%'), "{headline}");
    let json: Value = serde_json::from_str(&site.built("reports/2026-04-18/report.json")).unwrap();
    assert!(json["headline"]["shortfall"].is_null() && json["headline"]["bands"]["all"]["coverage"].is_null());
}

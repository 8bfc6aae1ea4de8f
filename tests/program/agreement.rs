//! The same numbers in HTML, Markdown, JSON, CSV and `status`.

use crate::common::{Site, transcript};
use serde_json::Value;
use shortfall::quantities::{Amount, print};

fn amount(value: &Value) -> Option<Amount> {
    value.as_str().map(|text| text.parse().unwrap())
}

/// Whether a printed number stands there on its own, and not within a longer one.
fn has_number(text: &str, number: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(number).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + number.len()..]);
        let mut next = after.chars();
        let grown = match next.next() {
            Some('.' | ',') => digit(next.next()),
            first => digit(first),
        };
        !grown && !before.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
    })
}

#[test]
fn a_number_within_a_number_is_not_that_number() {
    assert!(has_number("at least 120.", "120") && has_number("<td>120</td>", "120"));
    assert!(!has_number("1,120", "120") && !has_number("120,000", "120") && !has_number("120.5", "120"));
}

#[test]
fn every_row_says_the_same() {
    let site = Site::built_sample();
    for slug in ["2026-04-24", "2026-04-25", "2026-05-25"] {
        let json: Value = serde_json::from_str(&site.built(&format!("reports/{slug}/report.json"))).unwrap();
        let html = site.built(&format!("reports/{slug}/index.html"));
        let markdown = site.built(&format!("reports/{slug}/index.md"));
        let csv = site.built(&format!("reports/{slug}/pledges.csv"));
        let mut sum = Amount::ZERO;
        for pledge in json["pledges"].as_array().unwrap().iter().filter(|pledge| pledge["counts"] == true) {
            let (id, total) = (pledge["id"].as_str().unwrap(), amount(&pledge["total"]).unwrap());
            sum = sum.plus(total).unwrap();
            let row =
                csv.lines().find(|row| row.starts_with(&format!("{slug},{id},"))).unwrap_or_else(|| panic!("{id}"));
            if pledge["promise"]["form"] != "undisclosed" {
                assert!(row.contains(&format!(",{total},")), "{slug} {id}: {row}");
                for (form, text) in [("HTML", &html), ("Markdown", &markdown)] {
                    assert!(has_number(text, &print::exact(total)), "{slug} {id}: {total} is not in {form}");
                }
            }
        }
        assert_eq!(
            Some(sum),
            amount(&json["headline"]["bands"]["all"]["sum"]),
            "{slug}: the rows do not add up to the total"
        );
        for basis in json["bases"].as_array().unwrap().iter().filter(|basis| basis["unit"] == "ETH") {
            for band in ["all", "firm"] {
                let value = &basis["bands"][band];
                let open =
                    [&value["remaining"], &value["surplus"]].into_iter().filter_map(amount).find(|a| a.is_positive());
                for text in [&html, &markdown] {
                    let printed = print::exact(open.unwrap_or_default());
                    assert!(has_number(text, &printed), "{slug} {}: {printed}", basis["id"]);
                }
            }
        }
    }
}

#[test]
fn every_form_of_a_report_says_the_same() {
    let site = Site::built_sample();
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
                    assert!(has_number(text, &number), "{slug} {band}: {number} is not in {form}");
                }
            }
        }
    }
}

#[test]
fn status_as_json_is_the_report() {
    let site = Site::fixture("small");
    site.write_texts();
    let status = |slug| site.run(&["status", "--snapshot", slug, "--format", "json"]).stdout;
    assert_eq!(String::from_utf8(status("2026-01-02")).unwrap(), site.built("reports/2026-01-02/report.json"));
    // Of the newest it also says what the scenarios make of it, which a dated report does not.
    let json = |text: &[u8]| serde_json::from_slice::<Value>(text).unwrap();
    let mut newest = json(site.built("reports/2026-01-09/report.json").as_bytes());
    newest["scenarios"] = json(site.built("data/rescue.json").as_bytes())["scenarios"].clone();
    assert_eq!(json(&status("2026-01-09")), newest);
}

#[test]
fn no_shortfall_means_no_percentage() {
    let site = Site::built_sample();
    let html = site.built("reports/2026-04-18/index.html");
    let headline = html.split("class=\"headline\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(headline.contains("not stated") && !headline.contains('%'), "{headline}");
    let json: Value = serde_json::from_str(&site.built("reports/2026-04-18/report.json")).unwrap();
    assert!(json["headline"]["shortfall"].is_null() && json["headline"]["bands"]["all"]["coverage"].is_null());
}

//! Numbers that an author quotes by name.

use crate::common::{Site, transcript};

const PEOPLE: &str = "a: { name: Ada, kind: person }\n";

fn site(narrative: &str) -> Site {
    let snapshots = [
        ("2026-01-01", "shortfall: { debt: { stated: 1000 } }\npledges: { a: { amount: 400, stage: committed } }"),
        ("2026-01-08", "pledges: { a: { amount: 1500, stage: committed } }"),
    ];
    let site = Site::of("", PEOPLE, &snapshots);
    site.write("content/reports/2026-01-08.md", format!("---\ntitle: R\n---\n{narrative}\n"));
    site
}

#[test]
fn a_number_is_quoted_by_name_snapshot_and_format() {
    let site = site(
        "Now {{ all.coverage }}, then {{ all.coverage @ 2026-01-01 }}, up {{ change.all | bare }}; \
         `{{ not.me }}`, pledge {{ pledge.a | bare }}, open {{ all.remaining | figure }}.",
    );
    site.write_texts();
    let page = site.built("reports/2026-01-08/index.html");
    let told = "Now 150%, then 40%, up +1,100; <code>{{ not.me }}</code>, pledge 1,500, open 0 ETH.";
    assert!(page.contains(told), "{page}");
    let markdown = site.built("reports/2026-01-08/index.md");
    assert!(markdown.contains("Now 150%, then 40%, up +1,100; `{{ not.me }}`"), "{markdown}");
}

#[test]
fn a_figure_that_went_out_of_date_is_said() {
    let site = site("Covered: {{ all.coverage = 140% }}, firm {{ firm.coverage = 150% }}.");
    let output = site.run(&["build"]);
    let said = transcript(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("warning[outdated-number]: the text says `140%`, but `all.coverage` is `150%`"), "{said}");
    assert!(
        said.contains("content/reports/2026-01-08.md:4:10") && said.matches("outdated-number").count() == 1,
        "{said}"
    );
    assert!(site.built("reports/2026-01-08/index.html").contains("Covered: 150%, firm 150%."));
    assert_eq!(site.run(&["check", "--strict"]).status.code(), Some(4));
}

#[test]
fn what_does_not_exist_is_a_located_error() {
    let site = site("a {{ all.covrage }}\nb {{ all.sum @ 2026-01-02 }}\nc {{ all.sum | long }}");
    site.write("content/pages/p.md", "---\ntitle: P\n---\n{{ change.firm.expired }} {{ basis.debt }}\n");
    let said = transcript(&site.run(&["build"]));
    for expected in [
        "error[unknown-number]: there is no number `all.covrage` in the snapshot `2026-01-08`",
        "did you mean `all.coverage`?",
        "content/reports/2026-01-08.md:4:3",
        "error[unknown-number]: there is no snapshot `2026-01-02`",
        "error[unknown-number]: there is no format `long` for a number",
        "error[unknown-number]: there is no number `change.firm.expired`",
        "content/pages/p.md:4:1",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(site.tree("output").is_empty());
}

#[test]
fn what_is_undefined_cannot_be_quoted() {
    let site = Site::of("", PEOPLE, &[("2026-01-01", "pledges: { a: { amount: 400, stage: committed } }")]);
    site.write("content/reports/2026-01-01.md", "---\ntitle: R\n---\n{{ all.coverage }}\n");
    let said = transcript(&site.run(&["build"]));
    assert!(
        said.contains("error[undefined-number]: `all.coverage` is undefined in the snapshot `2026-01-01`"),
        "{said}"
    );
}

#[test]
fn a_quoted_snapshot_is_an_input_of_the_page() {
    let site = site("Then {{ all.sum @ 2026-01-01 }}.");
    site.write("content/pages/p.md", "---\ntitle: P\n---\n{{ all.sum }}\n");
    site.build();
    let manifest: serde_json::Value = serde_json::from_str(&site.built("manifest.json")).unwrap();
    let text = manifest.to_string();
    let page = text.find("\"p/index.html\"").unwrap();
    assert!(text[page..page + 400].contains("content/snapshots/2026-01-08.yaml"), "{}", &text[page..page + 400]);
}

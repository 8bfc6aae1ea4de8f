//! A hostile site renders inert everywhere: each attack in every field, in file names, in addresses, against every kind
//! of file that a build writes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark::{Options, Parser, html};
use resvg::usvg::roxmltree::Document;
use serde_json::Value;
use shortfall::diagnostics::Report;

use crate::common::{ADDRESS, Site, transcript};
use crate::markup::{assert_inert, elements};
use crate::requests::{asked, is_own};

/// What would run, open, load, close or begin something where it is not understood as text.
const ATTACKS: [&str; 32] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "</title></style></textarea></script><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "<!-- x",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<iframe src=https://evil.example></iframe>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<link rel=stylesheet href=https://evil.example>",
    "<form action=https://evil.example><input name=x></form>",
    "<object data=https://evil.example></object>",
    "<math><mtext><style><img title=\"</style><img src=x onerror=alert(1)>\">",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\\"};alert(1);//",
    "\\u003cscript\\u003ealert(1)",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/x.png)",
    "![x](x \"onerror=alert(1)\")",
    "<https://evil.example/\"onload=alert(1)>",
    "[x]: javascript:alert(1)",
    "| a | b |\n| - | - |\n| <b>",
    "{% include \"/etc/passwd\" %}{# x",
    "url(https://evil.example/x);x:expression(alert(1))",
    "@import \"https://evil.example\";",
    "%3Cscript%3Ealert(1)%3C/script%3E",
];

/// What a spreadsheet would compute.
const FORMULAS: [&str; 6] = [
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "=1+1",
    "\"=1\"",
];

const FILE: &str = "a' onload=alert(1) &amp; (1).svg";

/// A site that says the same in every field.
fn hostile(text: &str) -> Site {
    let label = Value::String(text.to_owned()).to_string();
    let address = "https://evil.example/'onload=alert(1)&amp;|x)";
    let further = format!(
        "description: {label}\nlicence: {label}\nbase_url: {ADDRESS}\nreport_charts: [ladder, who, metrics, journey]\n\
         charts: {{ who: {{ title: {label}, subtitle: {label} }} }}\n\
         metrics: {{ m: {{ title: {label}, note: {label} }} }}\n\
         scenarios: {{ s: {{ title: {label}, note: {label}, without: [a] }} }}\n\
         newsletter: {{ action: {{ text: {label} }} }}\n\
         theme: {{ logo: {{ file: \"{FILE}\", alt: {label} }}, favicon: \"{FILE}\" }}\n"
    );
    let source = format!("{{ url: \"{address}\", title: {label}, note: {label}, archive: \"{address}\" }}");
    let pledge =
        format!("note: {label}, terms: {label}, condition: {label}, purpose: {label}, tx: {label}, source: {source}");
    let mut people = format!("a: {{ name: {label}, kind: person, note: {label}, url: \"{address}\" }}\n");
    let mut pledges = format!(
        "  a: {{ amount: 5, stage: proposed, {pledge} }}\n  b: {{ contributor: a, amount: 7, stage: delivered, counts: false, {pledge} }}\n"
    );
    for (index, formula) in FORMULAS.iter().enumerate() {
        let formula = Value::String((*formula).to_owned());
        let _ = writeln!(people, "f{index}: {{ name: {formula}, kind: dao }}");
        let _ = writeln!(pledges, "  f{index}: {{ amount: 1, stage: committed, note: {formula}, terms: {formula} }}");
    }
    let figures = format!("by: {label}, note: {label}, source: {source}");
    let snapshot = |day: u8| {
        format!(
            "title: {label}\nshortfall: {{ debt: {{ stated: 9{day}, reason: {label}, {figures} }} }}\n\
             recoveries: {{ r: {{ what: {label}, amount: 1, state: frozen, condition: {label}, holder: {label}, source: {source} }} }}\n\
             pledges:\n{pledges}claims: [ {{ what: {label}, amount: 5, reason: {label}, {figures} }} ]\n\
             metrics: {{ m: {{ value: 1 USD, {figures} }} }}\n\
             corrections: [ {{ on: 2026-01-0{day}, pledges: [a], note: {label}, source: {source} }} ]\nnotes: {label}"
        )
    };
    let site = Site::of(&further, &people, &[("2026-01-01", &snapshot(1)), ("2026-01-02", &snapshot(2))]);
    site.replace("content/site.yaml", "title: T\n", &format!("title: {label}\n"));
    site.replace("content/site.yaml", "title: Bad debt", &format!("title: {label}, note: {label}"));
    site.write(
        "content/events.yaml",
        format!("- {{ on: 2026-01-01, what: {label}, label: {label}, note: {label}, source: {source} }}\n"),
    );
    let front = format!("title: {label}\nsummary: {label}");
    let body =
        format!("{text}\n\n# {text}\n\n> {text}\n\n- {text}\n\nx[^1] `{text}`\n\n[^1]: {text}\n\n![x](<{FILE}>)\n");
    let letter = format!("opening: {label}\nclosing: {label}");
    site.write("content/reports/2026-01-02.md", format!("---\n{front}\n{letter}\n---\n{body}"));
    site.write("content/pages/x.md", format!("---\n{front}\nmenu: {label}\naliases: [y/]\n---\n{body}"));
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9H0z\"/></svg>";
    site.write(&format!("content/static/{FILE}"), svg);
    site
}

/// What GitHub's Markdown knows.
fn of_github() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// That nothing in a file runs, leads into a trap or asks for anything elsewhere.
fn hold(path: &str, text: &str) {
    match path.rsplit_once('.').map_or("", |(_, kind)| kind) {
        "html" => {
            assert_inert(path, text);
            for element in elements(text).unwrap() {
                asked(&element).into_iter().for_each(|address| assert!(is_own(address), "{path} asks for {address}"));
                if element.attributes.contains(&("type", "application/ld+json")) {
                    assert!(serde_json::from_str::<Value>(element.raw).is_ok(), "{path}: {}", element.raw);
                }
            }
        }
        "svg" => {
            let parsed = Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            for node in parsed.descendants().filter(|node| node.is_element()) {
                assert!(
                    !["script", "foreignObject", "image", "a", "iframe"].contains(&node.tag_name().name()),
                    "{path}"
                );
                let is_handler = |name: &str| name.starts_with("on") || name == "href";
                assert!(node.attributes().all(|a| !is_handler(a.name()) || a.value().starts_with('#')), "{path}");
            }
        }
        "xml" => {
            let parsed = Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            for content in parsed.descendants().filter(|node| node.tag_name().name() == "content") {
                hold(&format!("{path}.html"), content.text().unwrap_or_default());
            }
        }
        "json" => {
            let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            for item in value["items"].as_array().into_iter().flatten() {
                hold(&format!("{path}.html"), item["content_html"].as_str().unwrap_or_default());
            }
        }
        // As a reader of Markdown would show it.
        "md" => {
            let mut shown = String::new();
            html::push_html(&mut shown, Parser::new_ext(text, of_github()));
            for element in elements(&shown).unwrap_or_else(|problem| panic!("{path}: {problem}: {shown}")) {
                assert!(
                    !["script", "iframe", "form", "object", "base", "meta", "link", "style", "svg"]
                        .contains(&element.name),
                    "{path}: <{}>",
                    element.name
                );
            }
            assert_inert(path, &shown);
        }
        "csv" => {
            let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            for cell in rows.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
                let is_number = cell.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '.');
                assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{path}: {cell}");
            }
        }
        _ => {}
    }
}

#[test]
fn each_attack_is_inert_in_every_file() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    // A label has 500 characters.
    for some in ATTACKS.chunks(8) {
        let site = hostile(&some.join(" "));
        let study = site.study();
        let rehearsal = shortfall::rehearse(&study, &|file| file.whole(), &mut Report::default()).unwrap();
        for made in &rehearsal.kept {
            let path = made.path.as_str();
            let Ok(text) = std::str::from_utf8(&made.bytes) else { continue };
            hold(path, text);
            *kinds.entry(path.rsplit_once('.').map_or("", |(_, kind)| kind).to_owned()).or_default() += 1;
        }
    }
    println!("{kinds:?}");
    assert!(["html", "svg", "xml", "json", "md", "csv"].iter().all(|kind| kinds.contains_key(*kind)), "{kinds:?}");
}

#[test]
fn an_address_that_could_do_more_than_lead_is_refused_wherever_it_stands() {
    for address in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "vbscript:x",
        "https://a.example/\"><script>",
        "https://a b.example",
    ] {
        let label = Value::String(address.to_owned());
        let people = format!("a: {{ name: Ada, kind: person, url: {label} }}\n");
        let source = format!("source: {{ title: t, url: {label}, archive: {label} }}");
        let snapshot = format!(
            "shortfall: {{ debt: {{ stated: 9, {source} }} }}\npledges: {{ a: {{ amount: 5, stage: proposed, {source} }} }}\n\
             claims: [ {{ what: x, amount: 5, {source} }} ]\n"
        );
        let site = Site::of(
            &format!("newsletter: {{ action: {{ text: x, url: {label} }} }}\n"),
            &people,
            &[("2026-01-01", &snapshot)],
        );
        let said = transcript(&site.run(&["check"]));
        assert_eq!(said.matches("error[invalid-link]").count(), 8, "{address}: {said}");
    }
}

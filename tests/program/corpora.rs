//! What others collected, through our own readers: the examples of CommonMark, the YAML test suite, naughty strings.
//! `tests/corpora/README.md` names where they come from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use resvg::usvg::roxmltree::Document;
use serde_json::Value;
use shortfall::diagnostics::{Code, Report, Source};
use shortfall::documents::node::{self, Node};
use shortfall::quantities::Slug;

use crate::common::{Site, repository};
use crate::markup::{assert_inert, elements};

fn corpus(name: &str) -> Value {
    let text = fs::read_to_string(repository("tests/corpora").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn texts(name: &str) -> Vec<String> {
    corpus(name).as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// What a text may not have, because it hides or reorders what is read.
fn is_deceptive(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

const PEOPLE: &str = "a: { name: Ada, kind: person }\n";
const SNAPSHOT: (&str, &str) = ("2026-01-01", "pledges: { a: { amount: 5, stage: proposed } }");

#[test]
fn every_example_of_commonmark_is_a_harmless_page() {
    let name = "commonmark.json";
    let site = Site::of("", PEOPLE, &[SNAPSHOT]);
    let mut tried = Vec::new();
    for (index, text) in texts(name).into_iter().enumerate() {
        // A number by name is quoted in braces, and none of these exists.
        if !text.contains("{{") && !text.contains(is_deceptive) {
            site.write(&format!("content/pages/x{index}.md"), format!("---\ntitle: T\n---\n{text}"));
            tried.push(index);
        }
    }
    let study = site.study();
    for index in &tried {
        let page = study.texts.page(&Slug::new(&format!("x{index}")).unwrap()).unwrap();
        assert_inert(&format!("{name} {index}"), &page.html.html);
        assert_inert(&format!("{name} {index}, pictured"), page.pictured());
    }
    println!("{name}: {} texts", tried.len());
    assert!(tried.len() > 400, "{}", tried.len());
}

#[test]
fn the_yaml_test_suite_is_read_or_refused_with_a_code() {
    let (mut count, mut lenient): (BTreeMap<&str, usize>, Vec<String>) = Default::default();
    for case in corpus("yaml.json").as_array().unwrap() {
        let (id, text) = (case["id"].as_str().unwrap(), case["yaml"].as_str().unwrap());
        let source = Arc::new(Source { path: format!("{id}.yaml"), text: text.to_owned() });
        let began = Instant::now();
        let read = node::parse(&source);
        assert!(began.elapsed() < Duration::from_secs(5), "{id} takes too long");
        let is_valid = case["fail"] != true;
        let outcome = match &read {
            Ok(tree) if is_valid => {
                if let Some(wanted) = case.get("json") {
                    assert!(says(tree, wanted), "{id}: {tree:?} is not {wanted}");
                }
                "valid and read"
            }
            Ok(_) => {
                lenient.push(id.to_owned());
                "invalid and read"
            }
            Err(problem) => {
                let known = [Code::NotYaml, Code::DuplicateKey, Code::LimitExceeded];
                assert!(known.contains(&problem.code) && problem.span.is_some(), "{id}: {}", problem.message);
                assert!(!problem.message.contains("gave up"), "{id}: the reader panicked");
                if is_valid { "valid and not of the subset" } else { "invalid and refused" }
            }
        };
        *count.entry(outcome).or_default() += 1;
    }
    println!("{count:?}");
    let wanted = [
        ("invalid and read", 3),
        ("invalid and refused", 91),
        // Tags, several documents, keys that are no texts.
        ("valid and not of the subset", 58),
        ("valid and read", 250),
    ];
    assert_eq!(count, BTreeMap::from(wanted));
    // A list in brackets or a text in quotes goes on at the margin or behind a tab. Each is read as the one thing it can mean.
    assert_eq!(lenient, ["9C9N", "DK95/1", "QB6E"]);
}

/// Whether a tree has the shape and the texts of a JSON value; plain scalars keep what was typed.
fn says(tree: &Node, wanted: &Value) -> bool {
    match (&tree.value, wanted) {
        (node::Value::Nothing, Value::Null) => true,
        (node::Value::Scalar(_), Value::Number(_) | Value::Bool(_)) => true,
        (node::Value::Scalar(text), Value::String(wanted)) => text == wanted,
        (node::Value::List(items), Value::Array(wanted)) => {
            items.len() == wanted.len() && items.iter().zip(wanted).all(|(item, wanted)| says(item, wanted))
        }
        (node::Value::Map(entries), Value::Object(wanted)) => {
            entries.len() == wanted.len()
                && entries.iter().all(|(key, value)| wanted.get(&key.value).is_some_and(|wanted| says(value, wanted)))
        }
        _ => false,
    }
}

/// A site with a string in every text field: it is the name of a giver, of an event, of a claim, of a source, …
fn naughty_site() -> Site {
    let strings: Vec<String> = texts("naughty.json")
        .into_iter()
        .filter(|text| !text.contains(is_deceptive) && !text.contains("{{") && !text.trim().is_empty())
        .map(|text| text.chars().take(200).collect())
        .collect();
    // Those that mean something to somebody's parser.
    let meant: Vec<String> = strings
        .iter()
        .filter(|text| text.contains(['<', '"', '\'', '&', '=', '@', '`', '\\', '|', '%', '$']) || !text.is_ascii())
        .map(|text| Value::String(text.clone()).to_string())
        .collect();
    let text = |index: usize| meant[index % meant.len()].as_str();
    let further = format!(
        "description: {}\nbase_url: https://rescue.example\nlicence: {}\nmetrics: {{ m: {{ title: {}, note: {} }} }}\n\
         scenarios: {{ s: {{ title: {}, note: {}, without: [p0] }} }}\n",
        text(1),
        text(2),
        text(3),
        text(4),
        text(5),
        text(6)
    );
    let (mut people, mut pledges, mut claims, mut events) =
        (String::new(), String::new(), String::new(), String::new());
    // A giver for every twentieth.
    for index in (0..meant.len()).step_by(40) {
        let [a, b, c, d] = [0, 3, 5, 8].map(|shift| text(index + shift));
        let _ = writeln!(people, "p{index}: {{ name: {a}, kind: person, note: {b} }}");
        let _ = writeln!(
            pledges,
            "  p{index}: {{ amount: {index}, stage: proposed, note: {b}, terms: {c}, condition: {d}, purpose: {a}, \
             source: {{ title: {a}, note: {b} }} }}"
        );
        let _ = writeln!(events, "- {{ on: 2026-01-01, what: {a}, label: {b}, note: {c}, source: {{ title: {d} }} }}");
        if index < 100 {
            let _ = writeln!(claims, "  - {{ what: {a}, amount: 5, by: {b}, reason: {c}, note: {d} }}");
        }
    }
    let snapshot = format!(
        "title: {}\nshortfall: {{ debt: {{ stated: 90000, by: {}, reason: {}, note: {} }} }}\n\
         recoveries: {{ r: {{ what: {}, amount: 1, state: frozen, condition: {}, holder: {} }} }}\n\
         pledges:\n{pledges}claims:\n{claims}metrics: {{ m: {{ value: 1 USD, source: {{ title: {} }} }} }}\nnotes: {}",
        text(8),
        text(9),
        text(10),
        text(11),
        text(12),
        text(13),
        text(14),
        text(15),
        text(16)
    );
    let site = Site::of(&further, &people, &[("2026-01-01", &snapshot)]);
    site.write("content/events.yaml", events);
    let all = strings.iter().map(|text| format!("{text}\n\n")).collect::<String>();
    let front = format!("title: {}\nsummary: {}\nopening: {}\nclosing: {}", text(17), text(18), text(20), text(21));
    site.write("content/reports/2026-01-01.md", format!("---\n{front}\n---\n{all}"));
    site.write("content/pages/x.md", format!("---\ntitle: {}\nmenu: {}\n---\n{all}", text(22), text(23)));
    site
}

#[test]
fn a_naughty_string_in_every_field_harms_no_output() {
    let study = naughty_site().study();
    let rehearsal = shortfall::rehearse(&study, &|file| file.whole(), &mut Report::default()).unwrap();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for made in &rehearsal.kept {
        let path = made.path.as_str();
        let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind);
        *kinds.entry(kind).or_default() += 1;
        let Ok(text) = std::str::from_utf8(&made.bytes) else { continue };
        match kind {
            "html" => {
                assert_inert(path, text);
                let all = elements(text).unwrap();
                for data in all.iter().filter(|e| e.attributes.contains(&("type", "application/ld+json"))) {
                    assert!(serde_json::from_str::<Value>(data.raw).is_ok(), "{path}: {}", data.raw);
                }
            }
            "svg" | "xml" => {
                let parsed = Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
                assert!(!parsed.descendants().any(|node| node.tag_name().name() == "script"), "{path}");
            }
            "json" => assert!(serde_json::from_str::<Value>(text).is_ok(), "{path}"),
            "csv" => text.lines().for_each(|line| {
                assert!(
                    !line.starts_with(['=', '+', '@', '\t']) && !line.contains(",=") && !line.contains(",@"),
                    "{path}: {line}"
                );
            }),
            _ => {}
        }
    }
    println!("{kinds:?}");
    assert!(["html", "svg", "xml", "json", "csv"].iter().all(|kind| kinds.contains_key(kind)), "{kinds:?}");
}

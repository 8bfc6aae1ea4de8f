//! The theme in an author's hands: what can be replaced, what a template is given, what is said of a bad one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;
use shortfall::pages::{BUILT_IN, GUIDES, Guide};

use crate::common::{Site, repository, transcript};

const BASE: &str = "https://r.example";

#[test]
fn every_file_of_the_theme_has_a_guide() {
    let guided: Vec<&str> = GUIDES.iter().map(|guide| guide.path).collect();
    let built_in: Vec<&str> =
        BUILT_IN.iter().map(|file| file.path).filter(|path| !path.starts_with("fonts/")).collect();
    assert_eq!(guided, built_in);
}

#[test]
fn a_built_in_file_is_copied_and_takes_its_place() {
    let site = Site::fixture("small");
    let run = |arguments: &[&str]| {
        let output = site.run(arguments);
        (output.status.code().unwrap(), transcript(&output))
    };
    for (arguments, code, says) in [
        (&["templates", "eject", "reports.html"][..], 0, "wrote `templates/reports.html`"),
        (&["templates", "eject", "reports.html"], 6, "`--force` writes the built-in one over it"),
        (&["templates", "eject", "report.htm"], 2, "did you mean `report.html`?"),
        (&["templates", "eject", "fonts/OFL.txt"], 2, "the theme has no `fonts/OFL.txt` that can be replaced"),
        (&["templates", "eject", "../x"], 2, "the theme has no `../x`"),
        (&["templates", "list"], 0, "the list of reports (replaced by this site)\n"),
        (&["templates", "list", "--format", "json"], 0, "\"replaced\": true"),
    ] {
        let (exit, said) = run(arguments);
        assert!(exit == code && said.contains(says), "{arguments:?}: {said}");
    }
    let file = "templates/reports.html";
    assert_eq!(std::fs::read(site.path(file)).unwrap(), std::fs::read(repository(file)).unwrap());
    site.write(file, "mine");
    site.build();
    assert_eq!(site.built("reports/index.html"), "mine\n");
    assert_eq!(run(&["templates", "eject", "reports.html", "--force"]).0, 0);
    site.build();
    assert!(site.built("reports/index.html").contains("<table"));
}

#[test]
fn a_misspelt_template_is_said() {
    let site = Site::fixture("small");
    site.write("templates/pages.html", "x");
    site.write("templates/styles.css", "x");
    site.write("templates/mine.html", "{{ site.title }}");
    site.write("templates/more.html", "{% component more() %}x{% endcomponent more %}");
    site.write("templates/404.html", "{% include \"mine.html\" %}{{ <more/> }}");
    let said = transcript(&site.run(&["check"]));
    for expected in [
        "warning[stray-file]: `templates/pages.html` replaces nothing",
        "did you mean `page.html`?",
        "templates/pages.html:1:1",
        "did you mean `style.css`?",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(said.matches("stray-file").count(), 2, "{said}");
}

/// The dump of a context leaves nothing where nothing was given.
fn whole(dump: &str) -> String {
    dump.replace("\": ,", "\": null,").replace("\": }", "\": null}")
}

/// Where each template's context ends up when every template prints nothing else.
fn contexts() -> BTreeMap<&'static str, Vec<Value>> {
    let site = Site::fixture("small");
    // Of some pledges it says what the report before says.
    let second = std::fs::read_to_string(site.path("content/snapshots/2026-01-09.yaml")).unwrap();
    site.write("content/snapshots/2026-01-10.yaml", second.replace("date: 2026-01-09T12:00Z", "date: 2026-01-10"));
    site.write("content/pages/long.md", "---\ntitle: Long\nsummary: S\naliases: [was]\n---\n## H\n");
    site.write("content/pages/shown.md", "---\ntitle: Shown\n---\n{{ chart who }}\n");
    for guide in GUIDES.iter().filter(|guide| !guide.names.is_empty()) {
        site.write(&format!("templates/{}", guide.path), "{{ __tera_context | safe }}");
    }
    let output = site.run(&["build", "--base-url", BASE]);
    assert!(output.status.success(), "{}", transcript(&output));
    let read = |path: &str| -> Value {
        let text = whole(&site.built(path));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}: {}", &text[..text.len().min(300)]))
    };
    let inner = |value: &Value| -> Value { serde_json::from_str(value.as_str().unwrap().trim()).unwrap() };
    let dated = |folder: &str, file: &str| -> Vec<Value> {
        ["2026-01-02", "2026-01-09"].map(|slug| read(&format!("{folder}/{slug}/{file}"))).to_vec()
    };
    let change = site.run(&["diff", "2026-01-02", "--markdown"]);
    let feed = read("feed.xml");
    let entries = feed["feed"]["entries"].as_array().unwrap().iter().map(|entry| inner(&entry["content"])).collect();
    BTreeMap::from([
        ("404.html", vec![read("404.html")]),
        ("change.md", vec![serde_json::from_str(&whole(std::str::from_utf8(&change.stdout).unwrap())).unwrap()]),
        ("chart.html", vec![read("charts/who/index.html")]),
        ("charts.html", vec![read("charts/index.html")]),
        ("contributor.html", vec![read("contributors/alpha/index.html")]),
        ("contributors.html", vec![read("contributors/index.html")]),
        ("data.html", vec![read("data/index.html")]),
        ("embed/index.html", vec![read("embed/who/index.html"), read("embed/who/2026-01-02/index.html")]),
        ("events.html", vec![read("events/index.html")]),
        ("feed-entry.html", entries),
        ("feed.xml", vec![feed]),
        ("index.html", vec![read("index.html")]),
        ("kit/discourse-minimal.md", dated("newsletter", "discourse-minimal.md")),
        ("kit/email.html", dated("newsletter", "email.html")),
        ("kit/forum.md", dated("newsletter", "discourse.md")),
        ("kit/fragment.html", dated("newsletter", "ghost.html")),
        ("kit/index.html", dated("newsletter", "index.html")),
        ("methodology.html", vec![read("methodology/index.html")]),
        ("page.html", vec![read("about/index.html"), read("long/index.html")]),
        ("quoted-chart.html", vec![inner(&read("shown/index.html")["body"])]),
        ("redirect.html", vec![read("was/index.html")]),
        ("report.html", dated("reports", "index.html")),
        ("report.md", dated("reports", "index.md")),
        ("reports.html", vec![read("reports/index.html")]),
        ("revisions.html", vec![read("revisions/index.html")]),
        ("sitemap.xml", vec![read("sitemap.xml")]),
        ("sources.html", vec![read("sources/index.html")]),
    ])
}

#[test]
fn the_guide_names_what_templates_are_given() {
    let contexts = contexts();
    let mut fields: BTreeMap<(&str, &str), BTreeMap<String, String>> = BTreeMap::new();
    for guide in GUIDES.iter().filter(|guide| !guide.names.is_empty()) {
        for context in &contexts[guide.path] {
            let given: BTreeSet<&str> = context.as_object().unwrap().keys().map(String::as_str).collect();
            let named: BTreeSet<&str> = guide.names.iter().map(|(name, _)| *name).collect();
            assert_eq!(given, named, "{}", guide.path);
            for (name, meaning) in guide.names {
                collect(&context[*name], name, fields.entry((name, meaning)).or_default());
            }
        }
    }
    let expected = snapbox::Data::read_from(&repository("docs/templates.md"), None);
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(reference(&fields), expected);
}

/// Every path below a value with an example of what stands there. What is keyed by an id is one path.
fn collect(value: &Value, path: &str, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) if path == "charts" => {
            fields.values().for_each(|value| collect(value, "charts.<id>", found));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, value)| collect(value, &format!("{path}.{key}"), found)),
        Value::Array(items) if !items.is_empty() => {
            items.iter().for_each(|item| collect(item, &format!("{path}[]"), found));
        }
        other => {
            let example = example(other);
            let known = found.entry(path.to_owned()).or_default();
            if known.is_empty() {
                *known = example;
            }
        }
    }
}

fn example(value: &Value) -> String {
    let text = match value {
        Value::Null | Value::Array(_) => return String::new(),
        Value::String(text) => text.replace(['\n', '`'], " ").replace('|', "\\|"),
        other => other.to_string(),
    };
    let text = text.trim();
    let short: String = text.chars().take(60).collect();
    let short = if short.len() < text.len() { format!("{short}…") } else { short };
    if short.is_empty() { short } else { format!("`{short}`") }
}

fn reference(fields: &BTreeMap<(&str, &str), BTreeMap<String, String>>) -> String {
    let mut text = "# Templates\n\nA file in a site's `templates/` takes the place of the built-in one of the same name; \
        `shortfall templates list` names them, `shortfall templates eject NAME` copies one to begin with. They are \
        [Tera](https://keats.github.io/tera/) 2 templates. Beside Tera's own filters there are `md`, which makes a text \
        stand in Markdown as itself, `md_url` for an address there, and `forum`, which also keeps names and numbers from \
        becoming mentions, and `say`, which says a phrase in the language of the site: `{{ \"{sum} open\" | say(sum=x) }}` \
         (a phrase that `strings/en.yaml` does not have is said as it stands). An unknown name that is printed is a located error. This page is generated from what templates are given.\n"
        .to_owned();
    for Guide { path, purpose, names } in GUIDES {
        let _ = write!(text, "\n## {path}\n\n{}{}.\n", purpose[..1].to_uppercase(), &purpose[1..]);
        if !names.is_empty() {
            text += "\n| name | |\n| --- | --- |\n";
            names.iter().for_each(|(name, meaning)| text += &format!("| `{name}` | {meaning} |\n"));
        }
        if *path == "parts.html" {
            text += &components();
        }
    }
    text += "\n# Fields\n\nWhat stands below each name, with an example from a small site; `[]` is each of a list. A field \
        without an example was not there.\n";
    for ((name, meaning), paths) in fields {
        if paths.len() > 1 || !paths.contains_key(*name) {
            let _ = write!(text, "\n## `{name}`: {meaning}\n\n| field | |\n| --- | --- |\n");
            let is_told = |path: &str| paths.keys().any(|other| is_below(other, path));
            // The kit's report is the report.
            let own = paths.iter().filter(|(path, _)| !is_told(path.as_str()) && !is_below(path, "kit.report"));
            own.for_each(|(path, example)| text += &format!("| `{path}` | {example} |\n"));
        }
    }
    text
}

fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.starts_with(['.', '[']))
}

/// The components that parts.html defines, with what each takes.
fn components() -> String {
    let parts = std::fs::read_to_string(repository("templates/parts.html")).unwrap();
    let mut names: Vec<&str> =
        parts.split("{% component ").skip(1).filter_map(|rest| rest.split(" %}").next()).collect();
    names.sort_unstable();
    let mut text = "\n| component |\n| --- |\n".to_owned();
    names.iter().for_each(|name| text += &format!("| `{name}` |\n"));
    text
}

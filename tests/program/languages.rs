//! The interface in other languages: nothing of it stays English, and nothing breaks.

use std::collections::{BTreeMap, BTreeSet};

use shortfall::figures::ChartId;

use crate::common::{Site, repository, transcript};

/// Every phrase of the catalogue.
fn phrases() -> Vec<String> {
    let text = std::fs::read_to_string(repository("templates/strings/en.yaml")).unwrap();
    let keys = text.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| line.starts_with(['"', '?'])));
    keys.map(|line| {
        serde_json::Deserializer::from_str(line.trim_start_matches("? ")).into_iter().next().unwrap().unwrap()
    })
    .collect()
}

/// A language that has no Latin letters: whatever is still Latin is said by no phrase.
fn foreign() -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let pair = |phrase: &String| format!("  ? {}\n  : {}\n", quoted(phrase), quoted(&veiled(phrase)));
    let months = ["\u{3c9}"; 12].join(", ");
    let pairs: String = phrases().iter().map(pair).collect();
    format!("months: [{months}]\nshort_months: [{months}]\nphrases:\n{pairs}")
}

/// The phrase with every letter but those of its values as another one.
fn veiled(phrase: &str) -> String {
    let mut depth = 0;
    let veil = |c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 && c.is_ascii_alphabetic() { '\u{3c9}' } else { c }
    };
    phrase.chars().map(veil).collect()
}

/// What a reader sees of a page or a drawing.
fn seen(html: &str) -> String {
    let mut text = html.to_owned();
    for (from, to) in
        [("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>"), ("<code", "</code>")]
    {
        while let Some(start) = text.find(from) {
            let end = text[start..].find(to).map_or(text.len(), |end| start + end + to.len());
            text.replace_range(start..end, " ");
        }
    }
    let (mut seen, mut in_tag) = (String::new(), false);
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => (in_tag, seen) = (false, seen + " "),
            c if !in_tag => seen.push(c),
            _ => {}
        }
    }
    seen
}

fn words(text: &str) -> BTreeSet<String> {
    // What was shortened for want of room is half a word.
    let whole = text.split_whitespace().filter(|word| !word.contains('…'));
    let words = whole.flat_map(|word| word.split(|c: char| !c.is_ascii_alphabetic())).filter(|word| word.len() > 1);
    words.map(str::to_lowercase).collect()
}

/// Words that no phrase says: those of an author, of formats, files and other people's things.
fn known(site: &Site) -> BTreeSet<String> {
    let content: String =
        site.tree("content").values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    let mut known = words(&content);
    known.extend(words("PNG SVG CSV JSON UTC amp quot gt lt nbsp html md csv json txt index ref https http www"));
    known.extend(words(
        "manifest datapackage report rescue numbers chart checks badge schema timeline pledges revisions",
    ));
    known.extend(words("beehiiv Buttondown Discourse Ghost GitHub Mailchimp Substack lines minimal subject thread"));
    known.extend(words("Markdown NAME charts reports data light dark svg png email eml twitter com org example"));
    known.extend(ChartId::ALL.iter().map(|id| id.as_str().to_owned()));
    known
}

/// The first place of each word that no phrase says.
fn strays(texts: impl IntoIterator<Item = (String, Vec<u8>)>, known: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut strays = BTreeMap::new();
    for (path, bytes) in texts.into_iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".svg")) {
        let text = String::from_utf8(bytes).unwrap();
        for word in words(&seen(&text)).difference(known) {
            strays.entry(word.clone()).or_insert_with(|| path.clone());
        }
    }
    strays
}

#[test]
fn no_word_of_a_page_or_a_drawing_is_outside_the_catalogue() {
    let site = Site::fixture("small");
    site.write("templates/strings/xx.yaml", foreign());
    site.replace("content/site.yaml", "format: 1\n", "format: 1\nlanguage: xx\n");
    site.write_texts();
    let mut known = known(&site);
    // The columns of the data files are their own names.
    for (_, bytes) in site.tree("output/data").into_iter().filter(|(path, _)| path.ends_with(".csv")) {
        known.extend(words(String::from_utf8(bytes).unwrap().lines().next().unwrap()));
    }
    assert_eq!(strays(site.tree("output"), &known), BTreeMap::new());
}

/// Each layout says some things that the others have no room for, or no need of.
#[test]
fn no_word_of_any_layout_is_outside_the_catalogue() {
    let site = Site::sample();
    site.write("templates/strings/xx.yaml", foreign());
    site.replace("content/site.yaml", "language: en\n", "language: xx\n");
    let known = known(&site);
    for snapshot in ["2026-04-27", "2026-05-25"] {
        for chart in ChartId::ALL {
            for layout in ["phone", "mail"] {
                let file = format!("{}-{snapshot}-{layout}.svg", chart.as_str());
                let drawn =
                    site.run(&["chart", chart.as_str(), "--snapshot", snapshot, "--layout", layout, "-o", &file]);
                assert!(drawn.status.success(), "{}", transcript(&drawn));
            }
        }
    }
    let drawings: BTreeMap<String, Vec<u8>> =
        site.tree(".").into_iter().filter(|(path, _)| !path.contains('/')).collect();
    assert_eq!(drawings.len(), 60);
    assert_eq!(strays(drawings, &known), BTreeMap::new());
}

/// Another logo and palette, a template and phrases of its own, HTML that it trusts, more than is needed, names of any
/// length: `.ci/pages` looks at the same site in a browser.
#[test]
fn a_site_of_ones_own_in_german() {
    let site = Site::fixture("violet");
    let checked = site.run(&["check", "--strict", "--kit"]);
    assert!(checked.status.success(), "{}", transcript(&checked));
    site.write_texts();
    let (index, events) = (site.built("index.html"), site.built("events/index.html"));
    assert!(
        index.contains("<html lang=\"de\" dir=\"ltr\">") && index.contains("alt=\"Der violette Fonds\""),
        "{index}"
    );
    assert!(index.contains("src=\"logo.svg\"") && index.contains("class=\"logo night\" src=\"logo-nacht.svg\""));
    assert!(events.contains("<p class=\"kicker\">Eigene Vorlage</p><h1>Was geschah</h1>"), "{events}");
    for said in ["Lücke", "Noch offen", ">Lageberichte</a>", "Übersicht", "zugesagt", "Zugesagt seit "] {
        assert!(index.contains(said), "{said}: {index}");
    }
    assert!(site.built("style.css").starts_with(":root{--ground:#fffaf0;"));
    let chart = site.built("charts/ladder/index.html");
    assert!(chart.contains("data-words=\"Kopieren|Kopiert|Markieren und kopieren\""));
    // What it trusts stands in pages, and as text in a newsletter.
    assert!(
        site.built("ueber-uns/index.html").contains("<kbd>Strg</kbd>")
            && index.contains("<mark>hervorgehobenem</mark>")
    );
    // Data stay what machines read.
    assert!(site.built("data/pledges.csv").starts_with("snapshot,"));
}

#[test]
fn a_language_without_words_is_said() {
    let site = Site::fixture("small");
    site.replace("content/site.yaml", "format: 1\n", "format: 1\nlanguage: fr\n");
    let check = site.run(&["check"]);
    assert!(transcript(&check).contains("no-strings"), "{}", transcript(&check));
    assert_eq!(check.status.code(), Some(0));
    site.write("templates/strings/fr.yaml", "phrases:\n  \"{digits}%\": \"{digit} %\"\n");
    let check = site.run(&["check"]);
    assert!(transcript(&check).contains("phrase-values"), "{}", transcript(&check));
    assert_eq!(check.status.code(), Some(1));
}

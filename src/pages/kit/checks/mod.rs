//! Offline checks of a kit: what would break in an inbox or a forum, found before anything is sent.

mod contrast;
mod markup;
mod numbers;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::plain::COLUMNS;
use super::subject::{LONGEST_PREHEADER, LONGEST_SUBJECT};
use super::thread::{BETWEEN, LONGEST_POST};
use super::view::KitView;
use crate::diagnostics::{Code, Diagnostic, Report, Source, Span};
pub(super) use numbers::known as known_numbers;

/// Most bytes of the HTML mail: Gmail cuts a mail off at about 102 kB.
const MAIL_BYTES: usize = 60_000;
/// Most characters of a post on Discourse.
const POST_CHARACTERS: usize = 32_000;
/// Fewest characters of a preheader: below that an inbox shows what follows in the mail.
const SHORTEST_PREHEADER: usize = 40;

/// What the build knows besides the texts.
pub(super) struct Ground<'a> {
    pub(super) base_url: Option<&'a str>,
    /// Paths of the report's pictures in the same build.
    pub(super) pictures: &'a BTreeSet<String>,
    pub(super) known: numbers::Known,
}

/// One check of one file.
pub(super) struct Check {
    /// What is checked.
    id: &'static str,
    file: &'static str,
    /// What is wrong, each with the byte it is at; nothing where it passed.
    found: Vec<(usize, String)>,
}

/// Every check of every text.
pub(super) fn all(view: &KitView, files: &[(&'static str, String)], ground: &Ground<'_>) -> Vec<Check> {
    let mut checks = vec![absolute(ground)];
    let mut add = |id, file, found| checks.push(Check { id, file, found });
    for (file, text) in files {
        let file: &'static str = file;
        add("size", file, size(file, text));
        if file.ends_with(".html") {
            add("forbidden", file, markup::forbidden(text, file == "email.html"));
            add("pictures", file, markup::pictures(text, ground));
            add("links", file, markup::generic_links(text));
            add("numbers", file, ground.known.strangers(&markup::visible(text)));
        }
        if file.ends_with(".md") {
            let found = markup::markdown_pictures(text, ground).into_iter().chain(markup::pictures(text, ground));
            add("pictures", file, found.collect());
        }
        if file == "email.txt" {
            add("numbers", file, ground.known.strangers(&numbers::without_links(text)));
            add("columns", file, columns(text));
            let html = files.iter().find(|(name, _)| *name == "email.html");
            add("same-content", file, html.map_or_else(Vec::new, |(_, html)| numbers::same(html, text)));
        }
        if file == "email.html" {
            add("contrast", file, contrast::too_low(text));
            add("preheader", file, length(&view.preheader, SHORTEST_PREHEADER, LONGEST_PREHEADER, "the preheader"));
        }
        if file == "subject-lines.txt" {
            let found = text.lines().flat_map(|line| length(line, 5, LONGEST_SUBJECT, "a subject"));
            add("subjects", file, found.collect());
        }
    }
    checks
}

/// Without an address of the site pictures have none either: said once, not for each.
fn absolute(ground: &Ground<'_>) -> Check {
    let found = match ground.base_url {
        None => vec![(0, "pictures and links are relative, because the site has no `base_url`".to_owned())],
        Some(url) if !url.starts_with("https://") => vec![(0, format!("`{url}` is not an `https` address"))],
        Some(_) => Vec::new(),
    };
    Check { id: "addresses", file: "email.html", found }
}

fn size(file: &str, text: &str) -> Vec<(usize, String)> {
    let characters = text.chars().count();
    match file {
        "email.html" if text.len() > MAIL_BYTES => vec![(0, format!("{} bytes, more than {MAIL_BYTES}", text.len()))],
        "discourse.md" | "discourse-minimal.md" if characters > POST_CHARACTERS => {
            vec![(0, format!("{characters} characters, more than {POST_CHARACTERS}"))]
        }
        "x-thread.txt" => {
            text.split(BETWEEN).flat_map(|post| length(post.trim_end(), 1, LONGEST_POST, "a post")).collect()
        }
        _ => Vec::new(),
    }
}

fn length(text: &str, least: usize, most: usize, what: &str) -> Vec<(usize, String)> {
    let characters = text.chars().count();
    if (least..=most).contains(&characters) {
        return Vec::new();
    }
    vec![(0, format!("{what} has {characters} characters, not {least} to {most}"))]
}

/// A single long word, such as an address, cannot be broken.
fn columns(text: &str) -> Vec<(usize, String)> {
    let long = text.lines().filter(|line| line.chars().count() > COLUMNS && line.trim().split(' ').count() > 3);
    long.map(|line| (0, format!("a line of {} columns, more than {COLUMNS}", line.chars().count()))).collect()
}

/// How many checks passed, and how many there are.
pub(super) fn passed(checks: &[Check]) -> (usize, usize) {
    (checks.iter().filter(|check| check.found.is_empty()).count(), checks.len())
}

/// `checks.json`
pub(super) fn json(checks: &[Check], slug: &str) -> Value {
    let (passed, all) = passed(checks);
    let list = checks.iter().map(|check| {
        let found: Vec<&str> = check.found.iter().map(|(_, message)| message.as_str()).collect();
        json!({ "check": check.id, "file": check.file, "passed": found.is_empty(), "found": found })
    });
    json!({
        "format": crate::pages::data::FORMAT,
        "snapshot": slug,
        "passed": passed,
        "failed": all - passed,
        "checks": list.collect::<Vec<_>>(),
    })
}

/// Every failed check as a warning at its place in the file.
pub(super) fn warn(checks: &[Check], slug: &str, files: &[(&'static str, String)], report: &mut Report) {
    for check in checks {
        let text = files.iter().find(|(name, _)| *name == check.file).map_or("", |(_, text)| text.as_str());
        let source = Arc::new(Source { path: format!("newsletter/{slug}/{}", check.file), text: text.to_owned() });
        for (at, message) in &check.found {
            let message = format!("{}: {message}", check.id);
            let warning = if check.id == "addresses" {
                Diagnostic::new(Code::KitAddress, message)
                    .hint("set `base_url: https://…` in `content/site.yaml`: mails need absolute addresses")
            } else {
                Diagnostic::new(Code::KitCheck, message)
            };
            report.push(warning.at(&Span::new(&source, *at, 1)));
        }
    }
}

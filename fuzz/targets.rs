//! What is tried with bytes that nobody chose: by libFuzzer through `bins/`, and for some seconds by
//! `tests/program/fuzzing.rs`. A target panics if the program breaks a promise.
#![allow(dead_code, reason = "each fuzzer uses one of them")]

use std::sync::{Arc, LazyLock};

use shortfall::diagnostics::{Report, Source, to_text};
use shortfall::files::{Files, StaticFile};
use shortfall::quantities::{Amount, Day, Moment, Quantity, SitePath, Slug, Unit};
use shortfall::{Study, documents, figures, measures, pages, rescue};

use crate::markup;

const SITE: &str = "format: 1\ntitle: T\nheadline: debt\nbases: { debt: { title: Bad debt } }\n\
    metrics: { price: { title: ETH price } }\nbase_url: https://rescue.example\n";
const PEOPLE: &str = "a: { name: Ada, kind: dao, aliases: [old] }\nb: { name: Bea, kind: person, group: g }\n";
const BEFORE: &str = "date: 2026-01-01\nshortfall: { debt: { gross: 100, recoveries: [{ what: Frozen, amount: 20, state: frozen }] } }\n\
    rates: { stETH: 1.1 }\npledges:\n  a: { amount: up to 40 stETH, stage: proposed }\n  b: { amount: 5, stage: committed, delivered: 2 }\n";

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source { path: path.to_owned(), text: text.to_owned() })
}

/// A small site with something of the fuzzer's in it.
fn files() -> Files {
    Files {
        site: Some(source("content/site.yaml", SITE)),
        contributors: Some(source("content/contributors.yaml", PEOPLE)),
        snapshots: vec![source("content/snapshots/2026-01-01.yaml", BEFORE)],
        snapshot_paths: vec!["content/snapshots/2026-01-01.yaml".to_owned()],
        ..Files::default()
    }
}

/// Reads and measures; every problem must be printable. `None` if it has errors.
fn measured(files: &Files) -> Option<(rescue::Rescue, measures::Measures)> {
    let mut report = Report::default();
    let documents = documents::read(files, &mut report);
    let rescue = rescue::gather(&documents, &mut report);
    let measured = rescue.filter(|_| !report.has_errors()).and_then(|rescue| {
        figures::check(&rescue, &mut report);
        let measures = measures::measure(&rescue, &mut report)?;
        Some((rescue, measures))
    });
    let said = to_text(&report);
    assert!(!said.contains("gave up"), "a reader panicked: {said}");
    measured
}

fn with_snapshot(text: &str) -> Files {
    let mut files = files();
    files.add(source("content/snapshots/2026-01-09.yaml", text));
    files
}

/// A snapshot's YAML: read, validated, measured, compared with the one before.
pub(crate) fn snapshot(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some((rescue, measures)) = measured(&with_snapshot(text)) {
        for index in 0..rescue.snapshots.len() {
            let _ = measures::Numbers::of(&rescue, &measures, index);
        }
    }
}

/// `site.yaml`, then front matter behind the first NUL.
pub(crate) fn site_and_front(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (site, front) = text.split_once('\0').unwrap_or((text, "---\ntitle: T\n---\n"));
    let mut files = files();
    if !site.is_empty() {
        files.site = Some(source("content/site.yaml", site));
    }
    files.add(source("content/reports/2026-01-01.md", front));
    files.add(source("content/pages/x.md", front));
    let _ = measured(&files);
}

/// What is read as an amount or a date is printed as something that reads back as itself.
pub(crate) fn amounts_and_dates(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = text.parse::<Quantity>();
    let _ = Unit::new(text);
    if let Ok(amount) = text.parse::<Amount>() {
        assert_eq!(amount.to_string().parse(), Ok(amount), "{text}");
    }
    let _ = text.parse::<Day>();
    if let Ok(moment) = text.parse::<Moment>() {
        assert_eq!(moment.to_string().parse(), Ok(moment), "{text}");
    }
}

/// An author's Markdown, as a page, as notes and as a report: well formed, and nothing in it runs.
pub(crate) fn markdown(data: &[u8]) {
    static BASE: LazyLock<Option<(rescue::Rescue, measures::Measures)>> = LazyLock::new(|| measured(&files()));
    let Ok(text) = std::str::from_utf8(data) else { return };
    if BASE.is_none() {
        return;
    }
    let mut files = files();
    files.add(source("content/pages/x.md", &format!("---\ntitle: T\n---\n{text}")));
    files.add(source("content/reports/2026-01-01.md", &format!("---\ntitle: T\n---\n{text}")));
    let Some((rescue, measures)) = measured(&files) else { return };
    let mut report = Report::default();
    let texts = pages::Texts::of(&rescue, Some(&measures), None, &mut report);
    assert!(!to_text(&report).contains("gave up"), "the Markdown reader panicked");
    let Ok(slug) = Slug::new("x") else { return };
    for written in texts.page(&slug).into_iter().chain(rescue.snapshots.first().and_then(|s| texts.report(&s.slug))) {
        markup::assert_inert("page", &written.html.html);
        markup::assert_inert("picture", written.pictured());
    }
}

/// Names that stand in drawings: every chart is well formed, and its words are text.
pub(crate) fn svg_text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let quoted = documents::edit::quoted(text);
    let mut files = files();
    files.contributors = Some(source(
        "content/contributors.yaml",
        &format!("a: {{ name: {quoted}, kind: dao, aliases: [old] }}\nb: {{ name: Bea, kind: person, group: g }}\n"),
    ));
    files.site = Some(source(
        "content/site.yaml",
        &SITE.replace("Bad debt", "x").replace("{ title: x }", &format!("{{ title: {quoted} }}")),
    ));
    let Some((rescue, measures)) = measured(&files) else { return };
    for figure in figures::draw_all(&rescue, &measures, 0) {
        let Ok(svg) = figure.svg(figures::Layout::Page, figures::Look::Auto) else { continue };
        if let Err(error) = resvg::usvg::roxmltree::Document::parse(&svg) {
            panic!("{:?}: {error}", figure.id);
        }
        assert!(!svg.contains("<script"), "{svg}");
    }
}

/// Addresses: what is accepted stays within the output and is one name on every system.
pub(crate) fn slugs(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Slug::new(text) {
        Ok(slug) => assert!(SitePath::new(slug.as_str()).is_some(), "{text}"),
        Err(error) => assert!(error.nearest.is_none_or(|nearest| Slug::new(&nearest).is_ok()), "{text}"),
    }
    if let Some(path) = SitePath::new(text) {
        let below = std::path::Path::new(path.as_str());
        assert!(below.components().all(|part| matches!(part, std::path::Component::Normal(_))), "{text}");
        assert_eq!(path.depth() + 1, below.components().count(), "{text}");
    }
}

/// A whole site whose snapshot, narrative, page, event and copied file come from the bytes, cut at NULs: it is refused
/// with problems, or every file of it but pictures is made.
pub(crate) fn pipeline(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = text.splitn(5, '\0');
    let mut files = with_snapshot(parts.next().unwrap_or(""));
    let narrative = format!("---\ntitle: T\n---\n{}", parts.next().unwrap_or(""));
    files.add(source("content/reports/2026-01-09.md", &narrative));
    if let Some(page) = parts.next() {
        files.add(source("content/pages/x.md", page));
    }
    files.events = parts.next().map(|text| source("content/events.yaml", text));
    if let Some(path) = parts.next() {
        files.statics.push(StaticFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    }
    let mut report = Report::default();
    let study: Option<Study> = shortfall::study_files(files, &mut report);
    let Some(study) = study else {
        assert!(report.has_errors(), "nothing is made and nothing is said");
        return;
    };
    let Ok(rehearsal) = shortfall::rehearse(&study, &|file| file.whole(), &mut report) else { return };
    for made in rehearsal.kept.iter().filter(|made| made.path.as_str().ends_with(".html")) {
        if let (Ok(html), false) =
            (std::str::from_utf8(&made.bytes), study.files.statics.iter().any(|s| s.path == made.path.as_str()))
        {
            markup::assert_inert(made.path.as_str(), html);
        }
    }
}

//! All documents together: the validated rescue, or every reason why there is none.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::{Article, ChartWords, Contributor, Event, Named, Rescue, Scenario, Site};
use super::read::{self, keep};
use super::words::{ContributorKind, Stage};
use super::{check, history, newsletter, scenario, shortfall, theme};
use crate::diagnostics::{Code, Diagnostic, Report, Severity, Source, Span};
use crate::documents::{ArticleDoc, ChartDoc, ContributorDoc, Documents, Entries, EventDoc, NameDoc, SiteDoc, Text};
use crate::quantities::{Ratio, Slug, Unit};

/// Who gives, as far as it could be read.
pub(super) struct Givers {
    /// By id.
    pub(super) all: BTreeMap<Slug, Contributor>,
    /// Whether none was lost to a problem.
    pub(super) complete: bool,
    /// Former id → id.
    pub(super) aliases: BTreeMap<Slug, Slug>,
}

/// Validates everything. `None` if there is no site or no snapshot to speak of; the report says why.
pub fn gather(documents: &Documents, report: &mut Report) -> Option<Rescue> {
    let givers = givers(documents, report);
    let events = events(&documents.events, report);
    let site = documents.site.as_ref().and_then(|document| site(document, report));
    let pages = pages(&documents.pages, report);
    // Snapshots are read even if the site cannot be: their problems are worth knowing.
    let base = site.as_ref().map(|site| site.base_unit.clone()).or_else(|| Unit::new("ETH"))?;
    let errors = report.count(Severity::Error);
    let were_all_read = documents.snapshots.files.len() == documents.snapshot_paths.len();
    let mut snapshots = history::snapshots(&documents.snapshots, site.as_ref(), &base, &givers, report)?;
    let known = scenario::Known {
        base: &base,
        givers: &givers,
        snapshots: &snapshots,
        snapshots_complete: !snapshots.is_empty() && report.count(Severity::Error) == errors && were_all_read,
    };
    let scenarios = scenarios(documents, &known, report);
    let reports = reports(documents, report);
    let site = site?;
    if snapshots.is_empty() {
        if !report.has_errors() {
            report.push(Diagnostic::new(Code::NoSnapshots, "every snapshot is a draft"));
        }
        return None;
    }
    let order: Vec<Slug> = site.bases.iter().map(|basis| basis.id.clone()).collect();
    shortfall::carry_forward(&mut snapshots, &order);
    // A pledge with a problem of its own has not vanished.
    if !report.has_errors() {
        check::vanished(&snapshots, report);
    }
    Some(Rescue { site, contributors: givers.all, events, snapshots, reports, pages, scenarios })
}

fn scenarios(documents: &Documents, known: &scenario::Known<'_>, report: &mut Report) -> Vec<Scenario> {
    let documents = documents.site.iter().flat_map(|site| &site.scenarios.0);
    documents.filter_map(|(id, document)| scenario::scenario(id, document, known, report)).collect()
}

/// The version of the file format that this program reads.
pub(super) const FORMAT: &str = "1";

fn site(document: &SiteDoc, report: &mut Report) -> Option<Site> {
    if document.format.value.trim() != FORMAT {
        report.push(
            Diagnostic::new(Code::UnknownFormat, format!("format `{}` is not known", document.format.value))
                .at(&document.format.span)
                .hint(format!("this program reads `format: {FORMAT}`")),
        );
    }
    let bases = names(&document.bases.0, report);
    let stale_after = stale_after(document, report);
    let thresholds = thresholds(document, report);
    let metrics = names(&document.metrics.0, report);
    let newsletter = newsletter::newsletter(document.newsletter.as_ref(), report);
    let appearance = theme::appearance(document.theme.as_ref(), report);
    let headline = read::declared(&document.headline, Code::UnknownBasis, "basis", bases.iter().map(|basis| &basis.id));
    let headline = report.keep(headline);
    let base_unit = match &document.base_unit {
        Some(text) => report.keep(read::unit(text)),
        None => Unit::new("ETH"),
    };
    let base_url =
        keep(&document.base_url, |text| base_url(&text.value).map_err(|problem| problem.at(&text.span)), report);
    Some(Site {
        title: document.title.value.trim().to_owned(),
        description: read::plain(document.description.as_ref()).unwrap_or_default(),
        base_unit: base_unit?,
        headline: headline?,
        language: read::plain(document.language.as_ref()).unwrap_or_else(|| "en".to_owned()),
        base_url,
        raw_html: read::flag(document.raw_html, false),
        licence: read::plain(document.licence.as_ref()),
        stale_after,
        thresholds,
        report_charts: document.report_charts.clone(),
        charts: chart_words(&document.charts.0, report),
        bases,
        metrics,
        newsletter,
        appearance,
    })
}

/// Days after which a stage is stale where the site does not say.
const STALE_AFTER: i64 = 30;

/// What is delivered stands still for good: it has no limit.
fn stale_after(document: &SiteDoc, report: &mut Report) -> [i64; 5] {
    let mut days = [STALE_AFTER; 5];
    days[Stage::Delivered.index()] = i64::MAX;
    for (word, text) in &document.stale_after.0 {
        let stage = report.keep(read::word(word, "a stage", Stage::from_word, Stage::WORDS));
        let limit = report.keep(whole_number(text));
        if let (Some(stage), Some(limit)) = (stage, limit) {
            days[stage.index()] = limit;
        }
    }
    days
}

/// Coverages above zero, each once, the lowest first.
fn thresholds(document: &SiteDoc, report: &mut Report) -> Vec<Ratio> {
    let mut thresholds: Vec<Ratio> = Vec::new();
    for text in &document.thresholds {
        let Some(threshold) = report.keep(read::coverage(text, "thresholds: [50%, 100%]")) else { continue };
        let typed = text.value.trim();
        if !threshold.is_positive() {
            let problem = format!("`{typed}` is no threshold: it is reached before anything is pledged");
            report.push(Diagnostic::new(Code::InvalidAmount, problem).at(&text.span));
        } else if thresholds.contains(&threshold) {
            report.push(
                Diagnostic::new(Code::InvalidAmount, format!("the threshold `{typed}` is there twice")).at(&text.span),
            );
        } else {
            thresholds.push(threshold);
        }
    }
    thresholds.sort();
    thresholds
}

/// Where a site will be published: an address without query or fragment, given without its final `/`.
///
/// # Errors
/// What is wrong with the address.
pub fn base_url(typed: &str) -> Result<String, Diagnostic> {
    let url = read::address_of_page(typed).ok_or_else(|| {
        Diagnostic::new(Code::InvalidLink, format!("`{typed}` is not an address of a site"))
            .hint("addresses begin with `https://` or `http://` and have no spaces")
    })?;
    if url.contains(['?', '#']) {
        return Err(Diagnostic::new(Code::InvalidLink, format!("`{url}` has a query or a fragment"))
            .hint("pages are added to it: write the address of the folder, as in `https://rescue.example/reports`"));
    }
    Ok(url.trim_end_matches('/').to_owned())
}

/// The folder of a site on its host, from an address as [`base_url`] gives it: empty, or `/` and names, without a final
/// `/`.
#[must_use]
pub fn base_path(base_url: &str) -> &str {
    let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
    host.find('/').map_or("", |at| &host[at..])
}

/// An author's own words for charts, each on one line; a text that is empty is none.
fn chart_words(documents: &Entries<ChartDoc>, report: &mut Report) -> Vec<ChartWords> {
    let said = |text: &Option<Text>| {
        let value = text.as_ref()?.value.split_whitespace().collect::<Vec<_>>().join(" ");
        let span = text.as_ref()?.span.clone();
        (!value.is_empty()).then(|| Text::new(value, span))
    };
    let words = documents.iter().map(|(chart, document)| {
        let (title, subtitle) = (said(&document.title), said(&document.subtitle));
        if title.is_none() && subtitle.is_none() {
            report.push(
                Diagnostic::new(Code::MissingKey, format!("the chart `{}` is given no words", chart.value))
                    .at(&chart.span)
                    .hint("give it a `title`, a `subtitle` or both"),
            );
        }
        ChartWords { chart: chart.clone(), title, subtitle }
    });
    words.collect()
}

fn names(documents: &Entries<NameDoc>, report: &mut Report) -> Vec<Named> {
    let named = documents.iter().filter_map(|(id, document)| {
        let id = report.keep(read::slug(id))?;
        Some(Named { id, title: document.title.value.trim().to_owned(), note: read::plain(document.note.as_ref()) })
    });
    named.collect()
}

fn givers(documents: &Documents, report: &mut Report) -> Givers {
    let read = documents.contributors.iter().filter_map(|(id, document)| {
        let id = report.keep(read::slug(id))?;
        Some((id.clone(), contributor(id, document, report)?))
    });
    let all: BTreeMap<Slug, Contributor> = read.collect();
    let complete = documents.contributors_complete && all.len() == documents.contributors.len();
    let aliases = aliases(documents, &all, report);
    Givers { all, complete, aliases }
}

/// Former ids, none of them somebody's id or alias already.
fn aliases(
    documents: &Documents,
    contributors: &BTreeMap<Slug, Contributor>,
    report: &mut Report,
) -> BTreeMap<Slug, Slug> {
    let mut aliases = BTreeMap::new();
    for (id, document) in &documents.contributors {
        let Ok(owner) = Slug::new(&id.value) else { continue };
        for text in &document.aliases {
            let Some(alias) = report.keep(read::slug(text)) else { continue };
            let taken = contributors.contains_key(&alias) || aliases.insert(alias.clone(), owner.clone()).is_some();
            if taken {
                report.push(
                    Diagnostic::new(Code::DuplicateAddress, format!("the alias `{alias}` is somebody's already"))
                        .at(&text.span),
                );
            }
        }
    }
    aliases
}

fn contributor(id: Slug, document: &ContributorDoc, report: &mut Report) -> Option<Contributor> {
    let words = ContributorKind::WORDS;
    let kind = report.keep(read::word(&document.kind, "a kind of contributor", ContributorKind::from_word, words));
    let url = keep(&document.url, read::url, report);
    let group = keep(&document.group, read::slug, report);
    Some(Contributor {
        id,
        name: document.name.value.trim().to_owned(),
        kind: kind?,
        url,
        group,
        note: read::plain(document.note.as_ref()),
        span: document.name.span.clone(),
    })
}

fn events(documents: &[EventDoc], report: &mut Report) -> Vec<Event> {
    let mut events: Vec<Event> = documents
        .iter()
        .filter_map(|document| {
            let on = report.keep(read::day(&document.on));
            let until = keep(&document.until, read::day, report);
            let sources = read::sources(&document.source, report);
            if let (Some(on), Some(until), Some(text)) = (on, until, &document.until)
                && until.last_minute() < on.minutes()
            {
                report.push(
                    Diagnostic::new(Code::InvalidDate, format!("the event ends on {until}, before it begins on {on}"))
                        .at(&text.span),
                );
            }
            Some(Event {
                on: on?,
                until,
                what: document.what.value.trim().to_owned(),
                label: read::plain(document.label.as_ref()),
                sources,
                note: read::plain(document.note.as_ref()),
                inferred: read::flag(document.inferred, false),
            })
        })
        .collect();
    events.sort_by_key(|event| event.on.minutes());
    events
}

/// A narrative belongs to the snapshot of its name, be it one that could not be read.
fn reports(documents: &Documents, report: &mut Report) -> BTreeMap<Slug, Article> {
    let known: Vec<&str> = documents.snapshot_paths.iter().map(|path| read::stem(path)).collect();
    let mut reports = BTreeMap::new();
    for article in articles(&documents.reports, report) {
        if known.contains(&article.slug.as_str()) {
            reports.insert(article.slug.clone(), article);
        } else {
            report.push(
                Diagnostic::new(
                    Code::OrphanReport,
                    format!("`{}` has no snapshot of the same name", article.source.path),
                )
                .at(&Span::start_of(&article.source))
                .suggest(article.slug.as_str(), known.iter().copied()),
            );
        }
    }
    reports
}

/// A page has no charts whose words could be others, and no newsletter.
fn pages(documents: &[ArticleDoc], report: &mut Report) -> Vec<Article> {
    for text in documents.iter().flat_map(|document| [&document.front.opening, &document.front.closing]).flatten() {
        report.push(
            Diagnostic::new(Code::UnknownKey, "a page has no newsletter to open or close")
                .at(&text.span)
                .hint("`opening` and `closing` stand in the front matter of a report"),
        );
    }
    for (chart, _) in documents.iter().flat_map(|document| &document.front.charts.0) {
        report.push(
            Diagnostic::new(Code::UnknownKey, format!("a page has no chart `{}`", chart.value))
                .at(&chart.span)
                .hint("words for charts stand in `site.yaml`, or in the front matter of a report"),
        );
    }
    articles(documents, report)
}

fn articles(documents: &[ArticleDoc], report: &mut Report) -> Vec<Article> {
    let mut articles: Vec<Article> = documents.iter().filter_map(|document| article(document, report)).collect();
    articles.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
    articles
}

fn article(document: &ArticleDoc, report: &mut Report) -> Option<Article> {
    let source: &Arc<Source> = &document.source;
    let slug = report.keep(read::address(&source.path, &document.front.title.span))?;
    let order = keep(&document.front.order, whole_number, report).unwrap_or(i64::MAX);
    Some(Article {
        slug,
        source: Arc::clone(source),
        body: document.body,
        title: document.front.title.value.trim().to_owned(),
        summary: read::plain(document.front.summary.as_ref()),
        opening: document.front.opening.clone(),
        closing: document.front.closing.clone(),
        menu: read::plain(document.front.menu.as_ref()),
        order,
        charts: chart_words(&document.front.charts.0, report),
        aliases: document.front.aliases.iter().filter_map(|text| report.keep(read::alias(text))).collect(),
    })
}

fn whole_number(text: &Text) -> Result<i64, Diagnostic> {
    text.value.trim().parse().map_err(|_| {
        Diagnostic::new(Code::InvalidNumber, format!("`{}` is not a whole number", text.value.trim())).at(&text.span)
    })
}

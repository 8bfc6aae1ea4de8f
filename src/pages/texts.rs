//! Every Markdown text of a site as HTML, and the words for its charts: made once and checked before any page is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::markdown::{self, Html, Text};
use super::quotes::{Filled, Quotable};
use super::wording::{self, Worded};
use crate::diagnostics::{Diagnostic, Report, Span};
use crate::documents::Text as Typed;
use crate::measures::Measures;
use crate::quantities::Slug;
use crate::rescue::{Article, Rescue, Snapshot};

/// A text in the two forms that pages carry.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// As HTML.
    pub html: Html,
    /// As Markdown that another program will render.
    pub markdown: String,
    /// Snapshots whose numbers it quotes, by their place in time.
    pub quoted: BTreeSet<usize>,
}

/// What an author says around the figures in a report's newsletter: Markdown with its quotes filled in.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Before the figures.
    pub opening: Option<String>,
    /// After them.
    pub closing: Option<String>,
}

/// The rendered texts, by the address of what they belong to.
#[derive(Debug, Default)]
pub struct Texts {
    reports: BTreeMap<Slug, Written>,
    /// The newest report's narrative as the dashboard shows it, from another folder.
    newest: Option<Html>,
    letters: BTreeMap<Slug, Letter>,
    notes: BTreeMap<Slug, Written>,
    pages: BTreeMap<Slug, Written>,
    /// By the report's place in time.
    charts: Vec<Worded>,
}

impl Texts {
    /// Renders all Markdown of a rescue; problems go to the report. A report quotes its own snapshot's numbers,
    /// a page those of the newest; without measures quotes stay as they are typed.
    pub fn of(rescue: &Rescue, measures: Option<&Measures>, report: &mut Report) -> Self {
        let mut texts = Self::default();
        let quotable = Quotable::new(rescue, measures);
        let newest = rescue.snapshots.len() - 1;
        for (index, snapshot) in rescue.snapshots.iter().enumerate() {
            if let Some(article) = rescue.reports.get(&snapshot.slug) {
                let filled = fill(&quotable, article, index, report);
                if index == newest {
                    // Its problems are reported with the report's own.
                    let base = format!("reports/{}/", article.slug);
                    texts.newest = Some(html(article, &filled, &base, &mut Report::default()));
                }
                let (letter, quoted) = letter(&quotable, article, &filled.text, index, report);
                let mut written = written(article, filled, report);
                written.quoted.extend(quoted);
                texts.letters.insert(snapshot.slug.clone(), letter);
                texts.reports.insert(snapshot.slug.clone(), written);
            }
            texts.charts.push(wording::of(&quotable, index, report));
            if let Some(notes) = &snapshot.notes {
                texts.notes.insert(snapshot.slug.clone(), self::notes(&quotable, snapshot, notes, index, report));
            }
        }
        for article in &rescue.pages {
            let filled = fill(&quotable, article, newest, report);
            texts.pages.insert(article.slug.clone(), written(article, filled, report));
        }
        texts
    }

    /// The narrative of a dated report.
    #[must_use]
    pub fn report(&self, slug: &Slug) -> Option<&Written> {
        self.reports.get(slug)
    }

    /// The narrative of the newest report, for a page in the site's root.
    #[must_use]
    pub const fn newest(&self) -> Option<&Html> {
        self.newest.as_ref()
    }

    /// What opens and closes the newsletter of a dated report.
    #[must_use]
    pub fn letter(&self, slug: &Slug) -> Option<&Letter> {
        self.letters.get(slug)
    }

    /// The notes of a snapshot.
    #[must_use]
    pub fn notes(&self, slug: &Slug) -> Option<&Written> {
        self.notes.get(slug)
    }

    /// An author's own words for the charts of a dated report, by its place in time.
    #[must_use]
    pub fn charts(&self, index: usize) -> &Worded {
        static NONE: Worded = Worded::none();
        self.charts.get(index).unwrap_or(&NONE)
    }

    /// An author's own page.
    #[must_use]
    pub fn page(&self, slug: &Slug) -> Option<&Written> {
        self.pages.get(slug)
    }
}

fn fill(quotable: &Quotable<'_>, article: &Article, index: usize, report: &mut Report) -> Filled {
    let (source, body) = (&article.source, article.body);
    quotable.fill(&source.text[body..], index, |problem: Diagnostic, range: Range<usize>| {
        report.push(problem.at(&Span::new(source, body + range.start, range.len())));
    })
}

/// The narrative opens a newsletter unless the front matter has another opening; an empty one leaves it out.
fn letter(
    quotable: &Quotable<'_>,
    article: &Article,
    narrative: &str,
    index: usize,
    report: &mut Report,
) -> (Letter, BTreeSet<usize>) {
    let mut quoted = BTreeSet::new();
    let mut read = |typed: &Typed| {
        let filled = quotable.fill(&typed.value, index, |problem, _| report.push(problem.at(&typed.span)));
        // What is wrong with its Markdown is said now; its HTML is made when it is known where it is pasted.
        let mut found = Report::default();
        markdown::render(&Text { text: &filled, file: &article.source.path, place: None, base: "" }, &mut found);
        for problem in found.sorted() {
            report.push(problem.clone().at(&typed.span));
        }
        quoted.extend(&filled.quoted);
        filled.text
    };
    let opening = article.opening.as_ref().map_or_else(|| narrative.to_owned(), &mut read);
    let closing = article.closing.as_ref().map(read);
    let said = |text: &String| !text.trim().is_empty();
    (Letter { opening: Some(opening).filter(said), closing: closing.filter(said) }, quoted)
}

fn written(article: &Article, filled: Filled, report: &mut Report) -> Written {
    let html = html(article, &filled, "", report);
    Written { html, markdown: markdown::neutral(filled.text.trim()), quoted: filled.quoted }
}

fn html(article: &Article, filled: &Filled, base: &str, report: &mut Report) -> Html {
    let source = &article.source;
    markdown::render(&Text { text: filled, file: &source.path, place: Some((source, article.body)), base }, report)
}

/// A block of YAML has lost its places: problems point at its snapshot.
fn notes(quotable: &Quotable<'_>, snapshot: &Snapshot, notes: &str, index: usize, report: &mut Report) -> Written {
    let filled = quotable.fill(notes, index, |problem, _| report.push(problem.at(&snapshot.span)));
    let html = markdown::render(&Text { text: &filled, file: &snapshot.file, place: None, base: "" }, report);
    Written { html, markdown: markdown::neutral(&filled.text), quoted: filled.quoted }
}

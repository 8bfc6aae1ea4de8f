//! Every Markdown text of a site as HTML, and the words for its charts: made once and checked before any page is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::markdown::{self, Html, Text};
use super::quotes::{Filled, Quotable};
use super::wording::{self, Worded};
use crate::diagnostics::{Diagnostic, Report, Span};
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

/// The rendered texts, by the address of what they belong to.
#[derive(Debug, Default)]
pub struct Texts {
    reports: BTreeMap<Slug, Written>,
    /// The newest report's narrative as the dashboard shows it, from another folder.
    newest: Option<Html>,
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
                texts.reports.insert(snapshot.slug.clone(), written(article, filled, report));
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

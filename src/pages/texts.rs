//! Every Markdown text of a site as HTML, and the words for its charts: made once and checked before any page is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use tera::Context;

use super::Theme;
use super::headings::NOTES;
use super::markdown::{self, Html, Text};
use super::passed;
use super::quotes::{Filled, Quotable};
use super::shown::{Setting, Shown};
use super::view::FigureView;
use super::wording::{self, Worded};
use crate::diagnostics::{Diagnostic, Report, Source, Span};
use crate::documents::Text as Typed;
use crate::measures::Measures;
use crate::quantities::Slug;
use crate::rescue::{Article, Rescue};

/// A text in the forms that pages, feeds and files carry.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// As HTML.
    pub html: Html,
    /// As HTML whose charts are pictures, where that is another.
    pictured: Option<String>,
    /// As Markdown that another program will render.
    pub markdown: String,
    /// Snapshots whose numbers it quotes, by their place in time.
    pub quoted: BTreeSet<usize>,
    /// Reports whose charts or tables it shows, by their place in time.
    pub charted: BTreeSet<usize>,
}

impl Written {
    /// As HTML for those who have no style of ours: every chart is a picture.
    #[must_use]
    pub fn pictured(&self) -> &str {
        self.pictured.as_deref().unwrap_or(&self.html.html)
    }
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
    /// The newest report's texts as the dashboard shows them, from another folder.
    newest: Newest,
    letters: BTreeMap<Slug, Letter>,
    notes: BTreeMap<Slug, Written>,
    pages: BTreeMap<Slug, Written>,
    /// By the report's place in time.
    charts: Vec<Worded>,
}

#[derive(Debug, Default)]
struct Newest {
    narrative: Option<Html>,
    notes: Option<Html>,
}

impl Texts {
    /// Renders all Markdown of a rescue; problems go to the report. A report quotes its own snapshot's numbers,
    /// a page those of the newest; without measures quotes stay as they are typed, without a theme charts pictures.
    pub fn of(rescue: &Rescue, measures: Option<&Measures>, theme: Option<&Theme>, report: &mut Report) -> Self {
        let mut texts = Self::default();
        let mut quotable = Quotable::new(rescue, measures);
        quotable.worded = (0..rescue.snapshots.len()).map(|index| wording::of(&quotable, index, report)).collect();
        let newest = rescue.snapshots.len() - 1;
        for (index, snapshot) in rescue.snapshots.iter().enumerate() {
            let setting = Setting::Report(&snapshot.slug);
            // From the dashboard. Its problems are reported with the report's own.
            let base = (index == newest).then(|| format!("reports/{}/", snapshot.slug));
            let elsewhere = |writing: &Writing<'_>, filled: &Filled| {
                base.as_deref().map(|base| writing.html(filled, base, &mut Report::default()))
            };
            if let Some(article) = rescue.reports.get(&snapshot.slug) {
                let filled = fill(&quotable, article, index, setting, report);
                let writing = Writing { name: "narrative", ..Writing::of(article, rescue, theme) };
                texts.newest.narrative = elsewhere(&writing, &filled);
                let (letter, quoted) = writing.letter(&quotable, article, &filled.text, index, report);
                let mut written = writing.written(filled, report);
                written.quoted.extend(quoted);
                texts.letters.insert(snapshot.slug.clone(), letter);
                texts.reports.insert(snapshot.slug.clone(), written);
            }
            if let Some(notes) = &snapshot.notes {
                // A block of YAML has lost its places: problems point at its snapshot.
                let filled = quotable.fill(notes, index, setting, |problem, _| report.push(problem.at(&snapshot.span)));
                let writing =
                    Writing { file: &snapshot.file, place: None, name: NOTES, theme, is_trusted: rescue.site.raw_html };
                texts.newest.notes = elsewhere(&writing, &filled);
                texts.notes.insert(snapshot.slug.clone(), writing.written(filled, report));
            }
        }
        for article in &rescue.pages {
            let filled = fill(&quotable, article, newest, Setting::Page, report);
            texts.pages.insert(article.slug.clone(), Writing::of(article, rescue, theme).written(filled, report));
        }
        texts.charts = quotable.worded;
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
        self.newest.narrative.as_ref()
    }

    /// The notes of the newest snapshot, for a page in the site's root.
    #[must_use]
    pub const fn newest_notes(&self) -> Option<&Html> {
        self.newest.notes.as_ref()
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

fn fill(quotable: &Quotable<'_>, article: &Article, index: usize, setting: Setting<'_>, report: &mut Report) -> Filled {
    let (source, body) = (&article.source, article.body);
    quotable.fill(&source.text[body..], index, setting, |problem: Diagnostic, range: Range<usize>| {
        report.push(problem.at(&Span::new(source, body + range.start, range.len())));
    })
}

/// Where a text comes from, and what its drawings are called and made with.
struct Writing<'a> {
    file: &'a str,
    place: Option<(&'a Arc<Source>, usize)>,
    name: &'static str,
    theme: Option<&'a Theme>,
    is_trusted: bool,
}

impl<'a> Writing<'a> {
    fn of(article: &'a Article, rescue: &Rescue, theme: Option<&'a Theme>) -> Self {
        let (source, is_trusted) = (&article.source, rescue.site.raw_html);
        Self { file: &source.path, place: Some((source, article.body)), name: "text", theme, is_trusted }
    }

    /// The narrative opens a newsletter unless the front matter has another opening; an empty one leaves it out.
    fn letter(
        &self,
        quotable: &Quotable<'_>,
        article: &Article,
        narrative: &str,
        index: usize,
        report: &mut Report,
    ) -> (Letter, BTreeSet<usize>) {
        let mut quoted = BTreeSet::new();
        let mut read = |typed: &Typed| {
            let setting = Setting::Report(&article.slug);
            let filled = quotable.fill(&typed.value, index, setting, |problem, _| report.push(problem.at(&typed.span)));
            // What is wrong with its Markdown is said now; its HTML is made when it is known where it is pasted.
            let mut found = Report::default();
            Writing { place: None, ..*self }.rendered(&filled, "", &BTreeMap::new(), &mut found);
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

    fn written(&self, filled: Filled, report: &mut Report) -> Written {
        let html = self.html(&filled, "", report);
        let none = BTreeMap::new();
        let pictured =
            (!filled.shown.is_empty()).then(|| self.rendered(&filled, "", &none, &mut Report::default()).html);
        let markdown = passed::neutral(filled.text.trim(), self.name, self.is_trusted);
        Written { html, pictured, markdown, quoted: filled.quoted, charted: filled.charted }
    }

    /// `base` leads from the page to the one that the author's relative addresses start from.
    fn html(&self, filled: &Filled, base: &str, report: &mut Report) -> Html {
        let drawings = filled.shown.iter().enumerate().filter_map(|(i, shown)| {
            let name = format!("{}-chart-{}", self.name, i + 1);
            Some((shown.at, report.keep(self.drawing(shown, base, &name)?)?))
        });
        let drawings = drawings.collect();
        self.rendered(filled, base, &drawings, report)
    }

    fn rendered(&self, text: &Filled, base: &str, drawings: &BTreeMap<usize, String>, report: &mut Report) -> Html {
        let (file, place, name, is_trusted) = (self.file, self.place, self.name, self.is_trusted);
        markdown::render(&Text { text, file, place, base, name, drawings, is_trusted }, report)
    }

    fn drawing(&self, shown: &Shown, base: &str, name: &str) -> Option<Result<String, Diagnostic>> {
        let theme = self.theme?;
        let view = FigureView::within(&shown.figure, &format!("{base}{}", shown.folder), name);
        let drawn = view.and_then(|view| {
            let mut context = Context::new();
            context.insert("f", &view);
            theme.render("quoted-chart.html", &format!("`{}`", self.file), &context)
        });
        Some(drawn.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

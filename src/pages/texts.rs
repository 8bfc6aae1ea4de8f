//! Every Markdown text of a site as HTML, rendered once and checked before any page is.

use std::collections::BTreeMap;

use super::markdown::{self, Html, Text};
use crate::diagnostics::Report;
use crate::quantities::Slug;
use crate::rescue::{Article, Rescue};

/// The rendered texts, by the address of what they belong to.
#[derive(Debug, Default)]
pub struct Texts {
    reports: BTreeMap<Slug, Html>,
    /// The newest report's narrative as the dashboard shows it, from another folder.
    newest: Option<Html>,
    notes: BTreeMap<Slug, Html>,
    pages: BTreeMap<Slug, Html>,
}

impl Texts {
    /// Renders all Markdown of a rescue; problems go to the report.
    pub fn of(rescue: &Rescue, report: &mut Report) -> Self {
        let mut texts = Self::default();
        for (slug, article) in &rescue.reports {
            texts.reports.insert(slug.clone(), article_html(article, "", report));
        }
        if let Some(article) = rescue.snapshots.last().and_then(|newest| rescue.reports.get(&newest.slug)) {
            // Its problems have been reported already.
            let base = format!("reports/{}/", article.slug);
            texts.newest = Some(article_html(article, &base, &mut Report::default()));
        }
        for article in &rescue.pages {
            texts.pages.insert(article.slug.clone(), article_html(article, "", report));
        }
        for snapshot in &rescue.snapshots {
            if let Some(notes) = &snapshot.notes {
                let text = Text { text: notes, file: &snapshot.file, place: None, base: "" };
                let html = markdown::render(&text, report);
                texts.notes.insert(snapshot.slug.clone(), html);
            }
        }
        texts
    }

    /// The narrative of a dated report.
    #[must_use]
    pub fn report(&self, slug: &Slug) -> Option<&Html> {
        self.reports.get(slug)
    }

    /// The narrative of the newest report, for a page in the site's root.
    #[must_use]
    pub const fn newest(&self) -> Option<&Html> {
        self.newest.as_ref()
    }

    /// The notes of a snapshot.
    #[must_use]
    pub fn notes(&self, slug: &Slug) -> Option<&Html> {
        self.notes.get(slug)
    }

    /// An author's own page.
    #[must_use]
    pub fn page(&self, slug: &Slug) -> Option<&Html> {
        self.pages.get(slug)
    }
}

fn article_html(article: &Article, base: &str, report: &mut Report) -> Html {
    let source = &article.source;
    let text = &source.text[article.body..];
    markdown::render(&Text { text, file: &source.path, place: Some((source, article.body)), base }, report)
}

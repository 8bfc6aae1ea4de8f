//! Every Markdown text of a site as HTML, rendered once and checked before any page is.

use std::collections::BTreeMap;

use super::markdown::{self, Body, Html};
use crate::diagnostics::Report;
use crate::quantities::Slug;
use crate::rescue::{Article, Rescue};

/// The rendered texts, by the address of what they belong to.
#[derive(Debug, Default)]
pub struct Texts {
    reports: BTreeMap<Slug, Html>,
    notes: BTreeMap<Slug, Html>,
    pages: BTreeMap<Slug, Html>,
}

impl Texts {
    /// Renders all Markdown of a rescue; problems go to the report.
    pub fn of(rescue: &Rescue, report: &mut Report) -> Self {
        let mut texts = Self::default();
        for (slug, article) in &rescue.reports {
            texts.reports.insert(slug.clone(), article_html(article, report));
        }
        for article in &rescue.pages {
            texts.pages.insert(article.slug.clone(), article_html(article, report));
        }
        for snapshot in &rescue.snapshots {
            if let Some(notes) = &snapshot.notes {
                let html = markdown::render_inline(notes, &snapshot.file, report);
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

fn article_html(article: &Article, report: &mut Report) -> Html {
    markdown::render(&Body { source: &article.source, start: article.body }, report)
}

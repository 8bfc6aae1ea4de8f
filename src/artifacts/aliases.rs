//! Small pages at former addresses, which lead to where a page or a report is now.

use super::Artifact;
use super::site::{Planner, origin};
use crate::rescue::Article;

impl Planner<'_> {
    /// Comes after the list of pages for search engines is drawn up: it names addresses of today.
    pub(super) fn aliases(&mut self) {
        let rescue = self.material.rescue;
        let pages = rescue.pages.iter().map(|article| (article, format!("{}/index.html", article.slug)));
        let reports = rescue.reports.values().map(|article| (article, format!("reports/{}/index.html", article.slug)));
        for (article, now) in pages.chain(reports) {
            self.aliases_of(article, &now);
        }
    }

    fn aliases_of(&mut self, article: &Article, now: &str) {
        let material = self.material;
        for alias in &article.aliases {
            let inputs = self.inputs.common().with([article.source.path.clone()]);
            let (own, now, title) = (alias.path.clone(), now.to_owned(), article.title.clone());
            let page = Artifact::new(alias.path.clone(), inputs, move || material.redirect(&own, &now, &title));
            self.plan.add(page.asked_by(origin(article, alias.span.clone())));
        }
    }
}

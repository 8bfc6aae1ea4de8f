//! Stage 6: pages. Measures and figures in the words and shapes that readers and machines get.
//!
//! A page is a template, a view (what the template sees) and nothing else; it knows its own address and
//! those of the pages it links to, and does not know how or when it is made.

mod addresses;
mod brand;
mod brief;
mod charts;
pub mod data;
mod embed;
mod explained;
pub mod faces;
mod feed;
mod filters;
mod guide;
mod headings;
pub mod kit;
mod languages;
mod licence;
mod lost;
mod markdown;
mod numbers;
mod passed;
mod pasted;
mod quotes;
mod share;
mod shown;
mod snippets;
mod template_error;
mod texts;
mod theme;
pub(crate) mod view;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use serde::Serialize;
use sha2::Digest as _;
use tera::Context;

pub use brand::{Brand, Icon};
pub use brief::brief;
pub use charts::Dated;
pub use embed::Shown;
pub use feed::NEWEST;
pub(crate) use filters::markdown_text;
pub use guide::{GUIDES, Guide};
pub use languages::Languages;
pub use lost::NOT_FOUND;
pub use texts::{Letter, Texts, Written};
pub use theme::{BUILT_IN, BuiltIn, Theme};
pub use view::Lives;
pub(crate) use view::ReportView;
pub use wording::Worded;

use crate::diagnostics::{Code, Diagnostic};
use crate::figures::{Cards, ChartId, Colours, Figure};
use crate::language::{Language, say};
use crate::measures::Measures;
use crate::quantities::SitePath;
use crate::rescue::{Article, Contributor, Rescue};
use headings::Heading;
use view::methodology::{self, TopicView};
use view::{
    ChangeView, ContributorRow, ContributorView, EventView, FigureView, LedgerView, ReportRow, ScenarioRow, SiteView,
};

/// The charts of the dashboard; the report has all.
const DASHBOARD: [ChartId; 4] = [ChartId::Ladder, ChartId::Remaining, ChartId::Change, ChartId::Who];

/// The page that every formula stands on.
pub const METHODOLOGY: &str = "methodology";

/// Everything that pages are made of.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The rescue.
    pub rescue: &'a Rescue,
    /// Its measures.
    pub measures: &'a Measures,
    /// Its texts as HTML.
    pub texts: &'a Texts,
    /// The templates.
    pub theme: &'a Theme,
    /// The author's own logo, icon and letters.
    pub brand: &'a Brand,
    /// The cards of its reports.
    pub cards: &'a Cards,
    /// What its interface speaks.
    pub language: &'a Arc<Language>,
    /// Where the pledges of each contributor stand.
    pub lives: &'a Lives,
    /// What the Content-Security-Policy of every page says.
    pub security: &'a str,
}

/// The Content-Security-Policy: no script, nothing from elsewhere, no inline style.
#[must_use]
pub fn security() -> String {
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
        .to_owned()
}

/// The same for a page with one script of its own, by its hash.
fn security_with(script: &str, everywhere: &str) -> String {
    format!("{everywhere}; script-src {}", policy_hash(script))
}

/// What a policy says to allow one text inside the page.
fn policy_hash(text: &str) -> String {
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text)))
}

impl Material<'_> {
    /// What a dated report says, but for its charts.
    pub(crate) fn said(&self, index: usize) -> ReportView {
        ReportView::of(self.rescue, self.measures, self.texts, index)
    }

    /// The dashboard: the newest report, with the list of all below it.
    ///
    /// # Errors
    /// A template that cannot be rendered, or a chart that cannot be drawn.
    pub fn index(&self, path: &SitePath, figures: &[Figure]) -> Result<Vec<u8>, Diagnostic> {
        let newest = self.rescue.snapshots.len() - 1;
        let mut context = self.context(path);
        let mut report = self.said(newest);
        report.notes = self.texts.newest_notes().map(|notes| notes.html.clone());
        let folder = format!("reports/{}/charts/", self.rescue.snapshots[newest].slug);
        context.insert("share", &self.share_dataset(&self.rescue.site.title));
        let first: Vec<Figure> = figures.iter().filter(|figure| DASHBOARD.contains(&figure.id)).cloned().collect();
        context.insert("charts", &figure_views(&first, &folder)?);
        context.insert("report", &report);
        context.insert("narrative", &self.texts.newest().map(|text| &text.html));
        context.insert("reports", &ReportRow::all(self.rescue, self.measures));
        context.insert("scenarios", &ScenarioRow::all(self.rescue, self.measures));
        self.render("index.html", path, &context)
    }

    /// A dated report.
    ///
    /// # Errors
    /// A template that cannot be rendered, or a chart that cannot be drawn.
    pub(crate) fn report(
        &self,
        path: &SitePath,
        index: usize,
        report: &ReportView,
        figures: &[Figure],
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        let sentence = report.summary.as_deref().or_else(|| report.brief.first().map(String::as_str));
        context.insert("share", &self.share_report(index, &report.title, sentence));
        context.insert("report", report);
        context.insert("charts", &figure_views(figures, "charts/")?);
        self.render("report.html", path, &context)
    }

    /// A dated report as Markdown for forums and repositories.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub(crate) fn report_markdown(
        &self,
        path: &SitePath,
        report: &ReportView,
        figures: &[Figure],
    ) -> Result<Vec<u8>, Diagnostic> {
        #[derive(Serialize)]
        struct Picture<'a> {
            id: &'a str,
            title: &'a str,
            alt: &'a str,
        }
        let pictures: Vec<Picture<'_>> =
            figures.iter().map(|f| Picture { id: f.id.as_str(), title: &f.title, alt: &f.alt }).collect();
        let mut context = self.context(path);
        context.insert("report", report);
        context.insert("figures", &pictures);
        self.render("report.md", path, &context)
    }

    /// The list of all reports.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn reports(&self, path: &SitePath) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        context.insert("reports", &ReportRow::all(self.rescue, self.measures));
        context.insert("share", &self.share_page(&say!("Reports"), None));
        self.render("reports.html", path, &context)
    }

    /// The list of all contributors.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn contributors(&self, path: &SitePath) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        context.insert("contributors", &ContributorRow::all(self.rescue, self.measures));
        context.insert("share", &self.share_page(&say!("Contributors"), None));
        self.render("contributors.html", path, &context)
    }

    /// One contributor with the life of each pledge.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn contributor(&self, path: &SitePath, contributor: &Contributor) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        context.insert("contributor", &ContributorView::of(self.rescue, self.measures, self.lives, contributor));
        context.insert("share", &self.share_page(&contributor.name, contributor.note.as_deref()));
        self.render("contributor.html", path, &context)
    }

    /// What happened, in time.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn events(&self, path: &SitePath) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        let events: Vec<EventView> = self.rescue.events.iter().map(EventView::of).collect();
        context.insert("events", &events);
        context.insert("share", &self.share_page(&say!("Events"), None));
        self.render("events.html", path, &context)
    }

    /// What was revised, the newest first.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn revisions(&self, path: &SitePath) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        context.insert("ledger", &LedgerView::of(self.rescue, self.measures));
        context.insert("share", &self.share_page(&say!("Revisions"), None));
        self.render("revisions.html", path, &context)
    }

    /// An author's own page.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn page(&self, path: &SitePath, article: &Article) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        self.insert_article(&mut context, article, Vec::new());
        self.render("page.html", path, &context)
    }

    /// How each number is made: an author's own words, then every formula of the measures.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn methodology(&self, path: &SitePath, own: Option<&Article>) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(path);
        let topics = TopicView::all();
        match own {
            Some(article) => self.insert_article(&mut context, article, methodology::headings()),
            None => {
                context.insert("title", &say!("Methodology"));
                context.insert("share", &self.share_page(&say!("Methodology"), None));
                context.insert("sections", &methodology::headings());
                context.insert("summary", &None::<&str>);
                context.insert("body", &None::<&str>);
            }
        }
        context.insert("topics", &topics);
        self.render("methodology.html", path, &context)
    }

    fn insert_article(&self, context: &mut Context, article: &Article, further: Vec<Heading>) {
        let text = self.texts.page(&article.slug).map(|text| text.html.clone()).unwrap_or_default();
        context.insert("title", &article.title);
        context.insert("share", &self.share_page(&article.title, article.summary.as_deref()));
        context.insert("summary", &article.summary);
        context.insert("body", &text.html);
        let own = text.headings.into_iter().filter(|heading| heading.level == 2);
        context.insert("sections", &own.chain(further).collect::<Vec<_>>());
    }

    /// The style sheet: colours and letters first, so that a site's own style may change them, then the theme's rules
    /// and those of the drawings in pages, which carry none of their own.
    #[must_use]
    pub fn style(&self) -> Vec<u8> {
        let colours = Colours::of(&self.rescue.site.appearance);
        let (properties, letters) = (colours.properties(), self.brand.letters());
        let drawings = colours.style() + colours.on_paper();
        format!("{properties}{letters}{}\n{drawings}\n", self.theme.style().trim_end()).into_bytes()
    }

    /// A small page at a former address of an article.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn redirect(&self, path: &SitePath, to: &str, title: &str) -> Result<Vec<u8>, Diagnostic> {
        let site = &self.rescue.site;
        let mut context = Context::new();
        context.insert("language", &site.language);
        context.insert("direction", view::direction(&site.language));
        context.insert("title", title);
        context.insert("target", &format!("{}{to}", path.to_root()));
        let folder = to.strip_suffix("index.html").unwrap_or(to);
        context.insert("canonical", &site.base_url.as_ref().map(|base| format!("{base}/{folder}")));
        self.render("redirect.html", path, &context)
    }

    /// The change between two snapshots as Markdown.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub(crate) fn change_markdown(theme: &Theme, change: &ChangeView) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::new();
        context.insert("change", change);
        theme.render("change.md", "the change", &context)
    }

    fn context(&self, path: &SitePath) -> Context {
        let mut context = Context::new();
        context.insert("site", &SiteView::of(self.rescue, self.brand, path, self.security));
        context.insert("share", &self.share_page(&self.rescue.site.title, None));
        context
    }

    fn render(&self, template: &str, path: &SitePath, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        self.theme.render(template, &format!("`{path}`"), context)
    }
}

/// Charts by their names, so that a template can put each where it belongs.
fn figure_views(figures: &[Figure], folder: &str) -> Result<BTreeMap<&'static str, FigureView>, Diagnostic> {
    figures.iter().map(|figure| Ok((figure.id.as_str(), FigureView::of(figure, folder)?))).collect()
}

/// A value as pretty-printed JSON with a final newline.
///
/// # Errors
/// Never for the values of this program; the writer's signature has one.
pub fn to_json(value: &serde_json::Value) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = serde_json::to_vec_pretty(value)
        .map_err(|error| Diagnostic::new(Code::Template, format!("cannot write JSON: {error}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}

//! The newsletter kit of one dated report: the same numbers, sentences and pictures, in the form each platform takes.
//!
//! All its texts are made at once ([`Kit::of`]), because [`checks`] hold one against the other.

mod bar;
mod checks;
mod eml;
mod letter;
mod page;
mod plain;
mod subject;
mod thread;
mod view;

use std::collections::BTreeSet;

use tera::Context;

use super::{Material, ReportView, data, to_json};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::figures::Figure;
use view::KitView;
pub(crate) use view::charts;

/// Every file of a kit but its page.
pub const FILES: [&str; 15] = [
    "email.html",
    "email.txt",
    "email.eml",
    "subject-lines.txt",
    "substack.html",
    "ghost.html",
    "mailchimp.html",
    "beehiiv.html",
    "buttondown.md",
    "discourse.md",
    "discourse-minimal.md",
    "github.md",
    "x-thread.txt",
    "numbers.json",
    "checks.json",
];

/// The kit of one report.
pub struct Kit {
    index: usize,
    slug: String,
    view: KitView,
    files: Vec<(&'static str, String)>,
    checks: Vec<checks::Check>,
}

impl Kit {
    /// All texts of a kit. `pictures` are the paths of the report's pictures in the same build.
    ///
    /// # Errors
    /// A template that cannot be rendered, a sum past the largest amount.
    pub(crate) fn of(
        material: &Material<'_>,
        index: usize,
        said: &ReportView,
        figures: &[Figure],
        pictures: &BTreeSet<String>,
    ) -> Result<Self, Diagnostic> {
        let view = KitView::of(material, index, said.clone(), figures);
        let slug = view.report.slug.clone();
        let at = material.rescue.snapshots[index].at;
        let numbers = data::numbers(material.rescue, material.measures, index)?;
        let render = Renderer { material, view: &view };
        let by_hand = render.file("kit/email.html", "email.eml", "draft")?;
        let mut files = vec![
            ("email.html", render.file("kit/email.html", "email.html", "email")?),
            ("email.txt", plain::mail(&view, "email")),
            ("email.eml", eml::draft(&view.subject, at, &slug, &plain::mail(&view, "draft"), &by_hand)),
            ("subject-lines.txt", view.subjects.join("\n") + "\n"),
            ("x-thread.txt", thread::posts(&view)),
            ("discourse-minimal.md", render.file("kit/discourse-minimal.md", "discourse-minimal.md", "discourse")?),
        ];
        let fragments =
            ["substack.html", "ghost.html", "mailchimp.html", "beehiiv.html"].map(|f| (f, "kit/fragment.html"));
        let posts = ["buttondown.md", "discourse.md", "github.md"].map(|f| (f, "kit/forum.md"));
        for (file, template) in fragments.into_iter().chain(posts) {
            let (platform, _) = file.split_once('.').unwrap_or((file, ""));
            files.push((file, render.file(template, file, platform)?));
        }
        let ground = checks::Ground {
            base_url: material.rescue.site.base_url.as_deref(),
            pictures,
            known: checks::known_numbers(material, index, &view, figures, &numbers),
        };
        let checks = checks::all(&view, &files, &ground);
        files.push(("checks.json", String::from_utf8_lossy(&to_json(&checks::json(&checks, &slug))?).into_owned()));
        files.push(("numbers.json", String::from_utf8_lossy(&to_json(&numbers)?).into_owned()));
        Ok(Self { index, slug, view, files, checks })
    }

    /// One of [`FILES`].
    ///
    /// # Errors
    /// `template`, for a name that is not one of them.
    pub fn file(&self, name: &str) -> Result<Vec<u8>, Diagnostic> {
        let found = self.files.iter().find(|(file, _)| *file == name);
        found
            .map(|(_, text)| text.clone().into_bytes())
            .ok_or_else(|| Diagnostic::new(Code::Template, format!("the kit has no `{name}`")))
    }

    /// Every check that failed, as a warning that points into the file.
    pub fn warn(&self, report: &mut Report) {
        checks::warn(&self.checks, &self.slug, &self.files, report);
    }
}

/// Renders a file of the kit.
struct Renderer<'a> {
    material: &'a Material<'a>,
    view: &'a KitView,
}

impl Renderer<'_> {
    fn file(&self, template: &str, file: &str, platform: &str) -> Result<String, Diagnostic> {
        let mut context = context(self.view);
        let (unsubscribe, web_version) = self.view.ways(platform);
        context.insert("target", platform);
        context.insert("unsubscribe", &unsubscribe);
        context.insert("web_version", &web_version);
        let page = format!("`newsletter/{}/{file}`", self.view.report.slug);
        let bytes = self.material.theme.render(template, &page, &context)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn context(view: &KitView) -> Context {
    let mut context = Context::new();
    context.insert("kit", view);
    context.insert("report", &view.report);
    context
}

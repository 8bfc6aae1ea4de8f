//! The page of a kit: everything in it, to look at and to copy.

use serde::Serialize;

use super::{Kit, checks, context};
use crate::diagnostics::Diagnostic;
use crate::language::{self, phrase};
use crate::pages::view::SiteView;
use crate::pages::{Material, security_with};
use crate::quantities::SitePath;

/// What can be copied: file, title, how, and whether it is pasted as formatted text.
const TARGETS: [(&str, &str, &str, bool); 12] = [
    ("email.html", phrase!("Mail"), phrase!("Paste it into the HTML view of your mailing service."), false),
    ("email.txt", phrase!("Mail as text"), phrase!("The text part that goes with the mail."), false),
    (
        "substack.html",
        phrase!("Substack"),
        phrase!("Copy and paste into the editor: headings, pictures and links stay."),
        true,
    ),
    ("ghost.html", phrase!("Ghost"), phrase!("Paste into the editor, or into an HTML card."), true),
    ("mailchimp.html", phrase!("Mailchimp"), phrase!("Paste into a code block; its merge tags are in place."), false),
    ("beehiiv.html", phrase!("beehiiv"), phrase!("Copy and paste into the editor."), true),
    ("buttondown.md", phrase!("Buttondown"), phrase!("Paste into the Markdown editor."), false),
    ("discourse.md", phrase!("Discourse"), phrase!("A post for a governance forum."), false),
    (
        "discourse-minimal.md",
        phrase!("Discourse, short"),
        phrase!("One picture and two links, where more is not welcome."),
        false,
    ),
    ("github.md", phrase!("GitHub"), phrase!("For an issue, a discussion or a README."), false),
    ("x-thread.txt", phrase!("Thread"), phrase!("Numbered posts of at most 280 characters."), false),
    ("subject-lines.txt", phrase!("Subjects"), phrase!("One a line."), false),
];

#[derive(Serialize)]
struct Target<'a> {
    id: &'a str,
    file: &'a str,
    title: String,
    how: String,
    rich: bool,
    text: &'a str,
}

impl Kit {
    /// The page of the kit.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn page(&self, material: &Material<'_>, path: &SitePath) -> Result<Vec<u8>, Diagnostic> {
        let script = material.theme.text("kit/copy.js");
        let targets = TARGETS.iter().filter_map(|(file, title, how, rich)| {
            let (_, text) = self.files.iter().find(|(name, _)| name == file)?;
            let id = file.split('.').next().unwrap_or(file);
            let id = if *file == "email.txt" { "email-text" } else { id };
            Some(Target { id, file, title: language::word(title), how: language::word(how), rich: *rich, text })
        });
        let (passed, all) = checks::passed(&self.checks);
        let mut context = context(&self.view);
        let own = security_with(script, material.security);
        context.insert("site", &SiteView::of(material.rescue, material.brand, path, &own));
        context.insert("share", &material.share_dated(self.index, &material.rescue.site.title));
        context.insert("targets", &targets.collect::<Vec<_>>());
        context.insert("script", script);
        context.insert("absolute", &material.rescue.site.base_url.is_some());
        context.insert("passed", &passed);
        context.insert("checks", &all);
        material.theme.render("kit/index.html", &format!("`{path}`"), &context)
    }
}

//! A chart as a page for a frame on other sites, newest or frozen at a date, and what tells those sites of it.

use serde_json::json;
use tera::Context;

use super::{Material, faces, policy_hash, to_json};
use crate::diagnostics::Diagnostic;
use crate::figures::{self, Colours, Figure, Layout, Look};
use crate::language::{self, say};
use crate::quantities::{SitePath, print};

/// What of the frame's height is not the drawing: one line of words.
const WORDS: f64 = 40.0;

/// The width that a frame has where there is room: that of the wide drawing.
const WIDTH: u32 = 960;

/// Which drawing a frame shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The newest: another one after the next report. It carries its fonts.
    Newest,
    /// That of one report for as long as there is that report. There are many of these: their fonts are the site's.
    Frozen,
}

impl Material<'_> {
    /// The page in a frame, for phones, columns and wide pages.
    ///
    /// # Errors
    /// A template that cannot be rendered, or a chart that cannot be drawn.
    pub fn embed(&self, path: &SitePath, figure: &Figure, shown: Shown) -> Result<Vec<u8>, Diagnostic> {
        let (id, site, root) = (figure.id.as_str(), &self.rescue.site, path.to_root());
        let (page, faces, fonts) = match shown {
            Shown::Newest => (format!("charts/{id}/"), faces::carried().to_owned(), "data:"),
            Shown::Frozen => (format!("reports/{}/", figure.slug), faces::linked(&root), "'self'"),
        };
        let anchor = if shown == Shown::Frozen { format!("#chart-{id}") } else { String::new() };
        let colours = Colours::of(&site.appearance);
        let (properties, drawing) = (colours.properties(), colours.style());
        let style = format!("{properties}{faces}{}{drawing}", self.theme.text("embed/frame.css"));
        let script = self.theme.text("embed/height.js");
        let mut context = Context::new();
        context.insert("language", &site.language);
        context.insert("site", &site.title);
        context.insert("question", &language::word(figure.id.question()));
        context.insert("title", &figure.title);
        context.insert("canonical", &site.base_url.as_ref().map(|base| format!("{base}/{page}")));
        context.insert("page", &format!("{root}{page}index.html{anchor}"));
        context.insert("words", &say!("The values and sources as of {date}", date = print::date(figure.as_of)));
        context.insert("security", &security(&style, script, fonts));
        context.insert("style", &style);
        context.insert("script", script);
        for (name, layout) in [("wide", Layout::Page), ("middle", Layout::Mail), ("narrow", Layout::Narrow)] {
            context.insert(name, &figure.svg(layout, Look::Page)?);
        }
        self.theme.render("embed/index.html", &format!("`{path}`"), &context)
    }

    /// What sites that know oEmbed are told of a chart, where the site has an address.
    ///
    /// # Errors
    /// As [`to_json`].
    pub fn oembed(&self, base: &str, figure: &Figure) -> Result<Vec<u8>, Diagnostic> {
        let id = figure.id.as_str();
        let title = format!("{} ({})", figure.title, print::date(figure.as_of));
        to_json(&json!({
            "version": "1.0",
            "type": "rich",
            "title": title,
            "author_name": self.rescue.site.title,
            "provider_name": self.rescue.site.title,
            "provider_url": format!("{base}/"),
            "cache_age": 3600,
            "html": frame(&format!("{base}/embed/{id}/"), figure),
            "width": WIDTH,
            "height": height(figure, Layout::Page),
            "thumbnail_url": format!("{base}/reports/{}/charts/{id}.png", figure.slug),
            "thumbnail_width": 1200,
            "thumbnail_height": 800,
        }))
    }
}

/// The element that shows a chart elsewhere. Without the script that takes its height from the page in it, it is as high
/// as the wide drawing needs and never lower than the phone's.
pub(super) fn frame(address: &str, figure: &Figure) -> String {
    let style = format!(
        "width:100%;max-width:{WIDTH}px;aspect-ratio:{WIDTH}/{};min-height:{}px;border:0",
        height(figure, Layout::Page),
        height(figure, Layout::Narrow)
    );
    format!(
        "<iframe src=\"{}\" title=\"{}\" loading=\"lazy\" style=\"{style}\"></iframe>",
        figures::escape(address),
        figures::escape(&figure.title)
    )
}

fn height(figure: &Figure, layout: Layout) -> u32 {
    (figure.height(layout) + WORDS).ceil() as u32
}

/// The policy of a frame's page: nothing but what stands in it.
fn security(style: &str, script: &str, fonts: &str) -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {}; font-src {fonts}; base-uri 'none'; form-action 'none'",
        policy_hash(style),
        policy_hash(script)
    )
}

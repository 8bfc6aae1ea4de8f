//! What others paste to show a chart, or the newest figures in a badge: every address is absolute, so there is none of
//! it where the site has no address.

use serde::Serialize;

use super::embed;
use super::filters::{markdown_address, markdown_text};
use crate::figures::{BadgeId, Figure, escape};
use crate::language::say;

/// One text to copy.
#[derive(Serialize)]
pub(super) struct Snippet {
    id: String,
    title: String,
    how: String,
    text: String,
    /// Lines to show it in.
    rows: usize,
}

/// A badge: its picture from the site's root, and what shows it elsewhere.
#[derive(Serialize)]
pub(super) struct BadgeSnippet {
    id: &'static str,
    text: String,
    /// Its address for shields.io.
    endpoint: Option<String>,
}

/// Gives each frame of ours the height that the page in it tells.
const GROW: &str = "<script>\naddEventListener(\"message\", function (event) {\n  \
    if (!event.data || event.data.type !== \"shortfall:height\" || !(event.data.height > 0)) return;\n  \
    document.querySelectorAll(\"iframe\").forEach(function (frame) {\n    \
    if (frame.contentWindow !== event.source) return;\n    \
    frame.style.aspectRatio = \"auto\";\n    frame.style.minHeight = \"0\";\n    \
    frame.style.height = Math.min(event.data.height, 4000) + \"px\";\n  });\n});\n</script>";

/// Every way of showing a chart.
pub(super) fn of_chart(base: &str, site: &str, figure: &Figure) -> Vec<Snippet> {
    let id = figure.id.as_str();
    let chart = format!("{base}/charts/{id}/");
    let report = format!("{base}/reports/{}/#chart-{id}", figure.slug);
    let picture = format!("{base}/reports/{}/charts/{id}.png", figure.slug);
    let newest = format!("{}\n{GROW}", embed::frame(&format!("{base}/embed/{id}/"), figure));
    let frozen = format!("{}\n{GROW}", embed::frame(&format!("{base}/embed/{id}/{}/", figure.slug), figure));
    let (alt, title) = (&figure.alt, &figure.title);
    let both = format!(
        "<a href=\"{}\"><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{}dark.png\">\
         <img src=\"{}light.png\" alt=\"{}\" width=\"600\" height=\"400\"></picture></a>",
        escape(&chart),
        escape(&chart),
        escape(&chart),
        escape(alt)
    );
    let markdown =
        format!("[![{}]({})]({})", markdown_text(alt), markdown_address(&picture), markdown_address(&report));
    let asciidoc = format!("image::{picture}[{},600,400,link={report}]", quoted(alt));
    let text = format!("{title}\n{alt}\n{site}: {report}");
    [
        (
            "frame",
            say!("Frame, always the newest"),
            say!("The script makes the frame as high as the chart; without it a fixed shape does."),
            newest,
        ),
        ("frozen", say!("Frame, as of this date"), say!("It stays as it is when the next report comes."), frozen),
        (
            "picture",
            say!("Picture, always the newest"),
            say!("Light and dark, for a README or a page of your own."),
            both,
        ),
        ("markdown", say!("Markdown, as of this date"), say!("A picture that leads to the report."), markdown),
        ("asciidoc", say!("AsciiDoc, as of this date"), say!("The same for documentation."), asciidoc),
        ("text", say!("Plain text, as of this date"), say!("Where no picture can be."), text),
    ]
    .into_iter()
    .map(|(name, title, how, text)| Snippet {
        id: format!("{name}-{id}"),
        title,
        how,
        rows: if text.contains(GROW) { 6 } else { 3 },
        text,
    })
    .collect()
}

/// Every badge, and the strip.
pub(super) fn of_badges(base: &str) -> Vec<BadgeSnippet> {
    let badges = BadgeId::ALL.map(|id| (id.as_str(), Some(format!("{base}/badge/{}.json", id.as_str()))));
    let snippet = |(id, endpoint)| BadgeSnippet {
        id,
        text: format!("[![{id}]({0}/badge/{id}.svg)]({0}/)", markdown_address(base)),
        endpoint,
    };
    badges.into_iter().chain([("sparkline", None)]).map(snippet).collect()
}

/// A text within the brackets of an AsciiDoc macro, where commas part.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "'").replace(']', "\\]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_within_its_brackets() {
        assert_eq!(quoted("a, \"b\" [c]"), "\"a, 'b' [c\\]\"");
    }
}

//! An author's Markdown to HTML. Content is untrusted: raw HTML becomes text, and only `http`, `https`,
//! `mailto` and relative addresses become links.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::diagnostics::{Code, Diagnostic, Report, Source, Span};

/// A heading of a text, for a table of contents.
#[derive(Debug, Clone, serde::Serialize, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A text as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html {
    /// The markup.
    pub html: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
}

/// The part of a file that is Markdown.
pub(super) struct Body<'a> {
    /// The file.
    pub(super) source: &'a Arc<Source>,
    /// The byte at which the Markdown begins.
    pub(super) start: usize,
}

/// Renders Markdown of which the place in its file is known.
pub(super) fn render(body: &Body<'_>, report: &mut Report) -> Html {
    let text = &body.source.text[body.start..];
    contained(
        text,
        report,
        &|offset, length| Some(Span::new(body.source, body.start + offset, length)),
        &body.source.path,
    )
}

/// Renders Markdown that stands inside another file, of which only the name is known.
pub(super) fn render_inline(text: &str, file: &str, report: &mut Report) -> Html {
    contained(text, report, &|_, _| None, file)
}

/// The parser has known aborts on hostile input: a panic costs its file, not the run.
fn contained(text: &str, report: &mut Report, place: &dyn Fn(usize, usize) -> Option<Span>, file: &str) -> Html {
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let mut found = Report::default();
        let html = to_html(text, &mut found, place, file);
        (html, found)
    }));
    match attempt {
        Ok((html, found)) => {
            report.extend(found);
            html
        }
        Err(_) => {
            report.push(Diagnostic::new(Code::Markdown, format!("the Markdown reader gave up on `{file}`")));
            Html::default()
        }
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

fn to_html(text: &str, report: &mut Report, place: &dyn Fn(usize, usize) -> Option<Span>, file: &str) -> Html {
    let mut events = Vec::new();
    // A refused link keeps its words: its end must be dropped with its beginning.
    let mut refused = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => events.push(Event::Text(raw)),
            // Tags of an HTML block would wrap what is now text; a paragraph does.
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. }) => {
                let allowed = is_allowed(dest_url);
                if allowed {
                    events.push(event);
                } else {
                    report.push(refuse(dest_url, place(range.start, range.len()), file));
                }
                refused.push(!allowed);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if refused.pop() != Some(true) {
                    events.push(event);
                }
            }
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                events.push(event);
                events.push(Event::Html(alert_title(kind)));
            }
            other => events.push(other),
        }
    }
    let headings = anchor_headings(&mut events);
    let mut markup = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut markup, in_scrolling_tables(events).into_iter());
    Html { html: markup, headings }
}

fn refuse(address: &str, span: Option<Span>, file: &str) -> Diagnostic {
    let shown: String = address.chars().take(60).collect();
    let mut diagnostic =
        Diagnostic::new(Code::RefusedLink, format!("the address `{shown}` in `{file}` is not allowed"))
            .hint("links lead to `https`, `http`, `mailto` or a relative address");
    diagnostic.span = span;
    diagnostic
}

/// On the decoded address, with what browsers ignore in a scheme taken out.
fn is_allowed(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if plain.starts_with("//") || plain.contains('\\') {
        return false;
    }
    let before_path = plain.split(['/', '?', '#']).next().unwrap_or("");
    match before_path.split_once(':') {
        None => !before_path.to_ascii_lowercase().contains("&colon"),
        Some((scheme, _)) => ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()),
    }
}

fn alert_title(kind: BlockQuoteKind) -> CowStr<'static> {
    let title = match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    };
    format!("<p class=\"alert-title\">{title}</p>\n").into()
}

/// Gives every heading an anchor: its own, or one made from its text; repeats get `-1`, `-2`.
fn anchor_headings(events: &mut [Event<'_>]) -> Vec<Heading> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut headings = Vec::new();
    for i in 0..events.len() {
        let Event::Start(Tag::Heading { level, id, .. }) = &events[i] else { continue };
        let (level, own) = (*level, id.as_ref().map(ToString::to_string));
        let text = heading_text(&events[i + 1..]);
        let wanted = own.unwrap_or_else(|| anchor_of(&text));
        let repeats = taken.entry(wanted.clone()).or_insert(0);
        let anchor = if *repeats == 0 { wanted } else { format!("{wanted}-{repeats}") };
        *repeats += 1;
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[i] {
            *id = Some(anchor.clone().into());
        }
        headings.push(Heading { level: level_number(level), id: anchor, text });
    }
    headings
}

fn heading_text(after: &[Event<'_>]) -> String {
    let inside = after.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    inside
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        })
        .collect()
}

fn anchor_of(text: &str) -> String {
    let mut anchor = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_alphanumeric() {
            anchor.push(c);
        } else if !anchor.is_empty() && !anchor.ends_with('-') {
            anchor.push('-');
        }
    }
    let anchor = anchor.trim_end_matches('-');
    if anchor.is_empty() { "section".to_owned() } else { anchor.to_owned() }
}

const fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

/// Tables in a box of their own that scrolls, so that a page never scrolls sideways; cells aligned by class,
/// because the Content-Security-Policy allows no `style`.
fn in_scrolling_tables(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut written = Vec::with_capacity(events.len());
    let mut columns: Vec<Alignment> = Vec::new();
    let (mut column, mut cell) = (0, "td");
    for event in events {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                written.push(Event::Html("<div class=\"scroll\" tabindex=\"0\">".into()));
                columns.clone_from(&alignments);
                written.push(Event::Start(Tag::Table(alignments)));
            }
            Event::End(TagEnd::Table) => {
                written.push(event);
                written.push(Event::Html("</div>\n".into()));
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                cell = if matches!(event, Event::Start(Tag::TableHead)) { "th" } else { "td" };
                column = 0;
                written.push(event);
            }
            Event::Start(Tag::TableCell) => {
                let class = if columns.get(column) == Some(&Alignment::Right) { " class=\"n\"" } else { "" };
                written.push(Event::Html(format!("<{cell}{class}>").into()));
                column += 1;
            }
            Event::End(TagEnd::TableCell) => written.push(Event::Html(format!("</{cell}>").into())),
            other => written.push(other),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> (String, usize) {
        let mut report = Report::default();
        let html = render_inline(text, "a.md", &mut report);
        (html.html, report.sorted().len())
    }

    #[test]
    fn raw_html_is_text() {
        let (html, _) = html("<script>alert(1)</script>\n\nx <img src=x onerror=y> z");
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    }

    #[test]
    fn addresses_are_allowed_by_name() {
        for bad in [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#x0A;script:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](data:text/html,x)",
            "[x](//evil.example)",
            "![x](vbscript:x)",
            "<javascript:alert(1)>",
            "[x]: javascript:alert(1)\n\n[x]",
        ] {
            let (html, found) = html(bad);
            assert!(!html.contains("href") && !html.contains("src"), "{bad}: {html}");
            assert_eq!(found, 1, "{bad}");
        }
        for good in
            ["[x](https://a.example/b:c)", "[x](../reports/)", "[x](#a)", "[x](mailto:a@b.example)", "[x](a/b:c)"]
        {
            let (html, found) = html(good);
            assert!(html.contains("href") && found == 0, "{good}: {html}");
        }
    }

    #[test]
    fn headings_get_unique_anchors() {
        let mut report = Report::default();
        let html = render_inline("# A b\n# A b\n# Own {#own}\n", "a.md", &mut report);
        let ids: Vec<&str> = html.headings.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(ids, ["a-b", "a-b-1", "own"]);
    }

    #[test]
    fn tables_scroll_and_align_without_styles() {
        let (html, _) = html("| a | b |\n| --- | ---: |\n| 1 | 2 |\n");
        assert!(html.contains("<th>a</th><th class=\"n\">b</th>"), "{html}");
        assert!(html.contains("<td>1</td><td class=\"n\">2</td>") && !html.contains("style="), "{html}");
    }

    #[test]
    fn alerts_say_what_they_are() {
        let (html, _) = html("> [!NOTE]\n> x\n");
        assert!(html.contains("markdown-alert-note") && html.contains("<p class=\"alert-title\">Note</p>"), "{html}");
    }
}

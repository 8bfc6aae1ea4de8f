//! An author's Markdown to HTML. Content is untrusted: raw HTML becomes text unless `site.yaml` trusts it, and only `http`,
//! `https`, `mailto` and relative addresses become links.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::addresses::{self, Way};
use super::headings::{Heading, anchor_headings};
use super::quotes::Filled;
use crate::diagnostics::{Code, Diagnostic, Report, Source};
use crate::figures::escape;
use crate::language::say;

/// A text as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html {
    /// The markup.
    pub html: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
}

/// Markdown, where it stands, and where it will be shown.
pub(super) struct Text<'a> {
    /// The Markdown, its quotes filled in.
    pub(super) text: &'a Filled,
    /// The file it stands in.
    pub(super) file: &'a str,
    /// Its file and the byte at which it begins, if its places can be pointed at.
    pub(super) place: Option<(&'a Arc<Source>, usize)>,
    /// What leads from the page to the one that the author's relative addresses start from.
    pub(super) base: &'a str,
    /// What its ids begin with where another text of the page may have the same.
    pub(super) name: &'a str,
    /// The drawings that take the place of the pictures that begin there; the other pictures stay.
    pub(super) drawings: &'a BTreeMap<usize, String>,
    /// Whether the site trusts the HTML that stands in it.
    pub(super) is_trusted: bool,
}

/// Renders Markdown. The parser has known aborts on hostile input: a panic costs its text, not the run.
pub(super) fn render(text: &Text<'_>, report: &mut Report) -> Html {
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let mut found = Report::default();
        let html = to_html(text, &mut found);
        (html, found)
    }));
    match attempt {
        Ok((html, found)) => {
            report.extend(found);
            html
        }
        Err(_) => {
            report.push(Diagnostic::new(Code::Markdown, format!("the Markdown reader gave up on `{}`", text.file)));
            Html::default()
        }
    }
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

fn to_html(text: &Text<'_>, report: &mut Report) -> Html {
    let mut events = Vec::new();
    // What open links and pictures have become: each ends as it began.
    let mut open = Vec::new();
    let mut is_drawn = false;
    // Footnotes that the text has come to, and the one whose words are being read.
    let (mut cited, mut defined) = (BTreeSet::new(), None);
    for (event, range) in Parser::new_ext(&text.text.text, options()).into_offset_iter() {
        // A drawing is a block: it stands for the whole paragraph that holds its picture.
        if is_drawn {
            is_drawn = event != Event::End(TagEnd::Paragraph);
            continue;
        }
        if let (Event::Start(Tag::Paragraph), Some(drawing)) = (&event, text.drawings.get(&range.start)) {
            events.push(Event::Html(drawing.as_str().into()));
            is_drawn = true;
            continue;
        }
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)
                if text.is_trusted =>
            {
                events.push(event);
            }
            Event::Html(raw) | Event::InlineHtml(raw) => events.push(Event::Text(raw)),
            // Tags of an HTML block would wrap what is now text; a paragraph does.
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                let (way, begins, problem) = addresses::follow(event, text, range, open.contains(&Way::Link));
                open.push(way);
                events.extend(begins);
                problem.into_iter().for_each(|problem| report.push(problem));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => match open.pop() {
                Some(Way::Link) => events.push(Event::End(TagEnd::Link)),
                Some(Way::Picture) => events.push(Event::End(TagEnd::Image)),
                Some(Way::Words) | None => {}
            },
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                events.push(event);
                events.push(Event::Html(alert_title(kind)));
            }
            Event::FootnoteReference(label) => {
                let name = footnote(text.name, &label);
                if cited.insert(name.to_string()) {
                    events.push(Event::Html(format!("<span id=\"{}\"></span>", escape(&cited_at(&name))).into()));
                }
                events.push(Event::FootnoteReference(name));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let name = footnote(text.name, &label);
                defined = Some(name.to_string()).filter(|name| cited.contains(name));
                events.push(Event::Start(Tag::FootnoteDefinition(name)));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                let back = defined.take().map(|name| Event::Html(way_back(&name)));
                let is_paragraph = events.last() == Some(&Event::End(TagEnd::Paragraph));
                let place = if is_paragraph { events.len() - 1 } else { events.len() };
                back.into_iter().for_each(|back| events.insert(place, back));
                events.push(event);
            }
            Event::TaskListMarker(done) => events.push(Event::Html(task(done))),
            other => events.push(other),
        }
    }
    let headings = anchor_headings(&mut events, text.name);
    let mut markup = String::with_capacity(text.text.text.len() * 3 / 2);
    html::push_html(&mut markup, in_scrolling_tables(events).into_iter());
    Html { html: markup, headings }
}

fn alert_title(kind: BlockQuoteKind) -> CowStr<'static> {
    let title = match kind {
        BlockQuoteKind::Note => say!("Note"),
        BlockQuoteKind::Tip => say!("Tip"),
        BlockQuoteKind::Important => say!("Important"),
        BlockQuoteKind::Warning => say!("Warning"),
        BlockQuoteKind::Caution => say!("Caution"),
    };
    format!("<p class=\"alert-title\">{title}</p>\n").into()
}

/// A page can show two texts, each with a first footnote.
fn footnote(name: &str, label: &str) -> CowStr<'static> {
    format!("{name}-footnote-{label}").into()
}

/// Where a footnote is first cited.
fn cited_at(name: &str) -> String {
    format!("{name}-cited")
}

fn way_back(name: &str) -> CowStr<'static> {
    let (place, words) = (escape(&cited_at(name)), say!("Back to the text"));
    format!(" <a href=\"#{place}\" aria-label=\"{words}\">↩</a>").into()
}

/// A box that a reader cannot tick has a name all the same.
fn task(done: bool) -> CowStr<'static> {
    let (checked, word) = if done { (" checked", say!("done")) } else { ("", say!("open")) };
    format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{word}\"> ").into()
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
    use crate::pages::headings::NOTES;

    fn in_test(text: &Filled) -> Text<'_> {
        static NONE: BTreeMap<usize, String> = BTreeMap::new();
        Text { text, file: "a.md", place: None, base: "", name: "text", drawings: &NONE, is_trusted: false }
    }

    #[test]
    fn relative_addresses_start_where_the_author_stood() {
        let filled = Filled::plain("[a](../y/index.html) [b](#c) [d](https://e.example)");
        let text = Text { base: "reports/x/", ..in_test(&filled) };
        let html = render(&text, &mut Report::default()).html;
        assert!(
            html.contains("\"reports/x/../y/index.html\"")
                && html.contains("\"#c\"")
                && html.contains("\"https://e.example\""),
            "{html}"
        );
    }

    fn html(text: &str) -> (String, usize) {
        let mut report = Report::default();
        let html = render(&in_test(&Filled::plain(text)), &mut report);
        (html.html, report.sorted().len())
    }

    #[test]
    fn raw_html_is_text() {
        let (html, _) = html("<script>alert(1)</script>\n\nx <img src=x onerror=y> z");
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    }

    #[test]
    fn raw_html_that_is_trusted_stays() {
        let filled = Filled::plain("<div class=\"x\">\n\n**a** <kbd>b</kbd> [c](javascript:d)\n\n</div>\n");
        let html = render(&Text { is_trusted: true, ..in_test(&filled) }, &mut Report::default()).html;
        assert_eq!(html, "<div class=\"x\">\n<p><strong>a</strong> <kbd>b</kbd> c</p>\n</div>\n");
    }

    #[test]
    fn a_heading_has_no_attribute_but_its_anchor() {
        let (html, _) = html("## Evil {onclick=\"alert(1)\" style=\"color:red\" .stage #good}");
        assert_eq!(html, "<h2 id=\"good\">Evil</h2>\n");
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
    fn a_picture_of_another_site_is_a_link_to_it() {
        let (html, found) =
            html("![a](https://e.example/p.png) [![b](HTTP://e.example/q.png)](https://f.example) ![c](own.png)\n");
        assert_eq!(found, 2);
        assert_eq!(
            html,
            "<p><a href=\"https://e.example/p.png\">a</a> <a href=\"https://f.example\">b</a> <img src=\"own.png\" alt=\"c\" /></p>\n"
        );
    }

    #[test]
    fn headings_get_unique_anchors() {
        let mut report = Report::default();
        let html = render(&in_test(&Filled::plain("# A b\n# A b\n# Own {#own}\n# A b 1\n")), &mut report);
        let ids: Vec<&str> = html.headings.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(ids, ["a-b", "a-b-1", "own", "a-b-1-1"]);
        // Counting each repeat from the first again would take minutes.
        let many = render(&in_test(&Filled::plain(&"# a\n".repeat(50_000))), &mut report);
        assert_eq!(many.headings.last().map(|heading| heading.id.as_str()), Some("a-49999"));
    }

    #[test]
    fn tables_scroll_and_align_without_styles() {
        let (html, _) = html("| a | b |\n| --- | ---: |\n| 1 | 2 |\n");
        assert!(html.contains("<th>a</th><th class=\"n\">b</th>"), "{html}");
        assert!(html.contains("<td>1</td><td class=\"n\">2</td>") && !html.contains("style="), "{html}");
    }

    #[test]
    fn an_anchor_is_neither_ours_nor_that_of_another_text() {
        let filled = Filled::plain("# Main\n# Chart who\n# A\n");
        let ids = |text: &Text<'_>| -> Vec<String> {
            render(text, &mut Report::default()).headings.into_iter().map(|heading| heading.id).collect()
        };
        assert_eq!(ids(&in_test(&filled)), ["text-main", "text-chart-who", "a"]);
        assert_eq!(ids(&Text { name: NOTES, ..in_test(&filled) }), ["notes-main", "notes-chart-who", "notes-a"]);
    }

    #[test]
    fn footnotes_and_tasks_are_whole() {
        let (html, found) = html("Said.[^a]\n\n- [x] paid\n- [ ] voted\n\n[^a]: *Where*.\n");
        assert_eq!(found, 0);
        for part in [
            "<a href=\"#text-footnote-a\">1</a>",
            "id=\"text-footnote-a\"",
            "<em>Where</em>. <a href=\"#text-footnote-a-cited\" aria-label=\"Back to the text\">↩</a></p>",
            "<span id=\"text-footnote-a-cited\"></span><sup",
            "disabled checked aria-label=\"done\"> paid",
            "disabled aria-label=\"open\"> voted",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn alerts_say_what_they_are() {
        let (html, _) = html("> [!NOTE]\n> x\n");
        assert!(html.contains("markdown-alert-note") && html.contains("<p class=\"alert-title\">Note</p>"), "{html}");
    }
}

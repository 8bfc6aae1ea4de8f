//! An author's Markdown as it is pasted into mails, editors and forums: no classes, no anchors, no raw HTML, and
//! addresses that lead on from anywhere.

use std::ops::Range;
use std::panic::catch_unwind;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html};

use super::addresses::{has_scheme, is_allowed};
use super::markdown::options;

/// A text, read.
#[derive(Debug, Default)]
pub(super) struct Pasted {
    /// What it consists of, for those who write it in a form of their own.
    pub(super) events: Vec<Event<'static>>,
    /// As Markdown that another program will render.
    pub(super) markdown: String,
}

impl Pasted {
    /// `page` is the address that relative ones start from. A text that makes the parser give up has been reported
    /// when it was rendered for its own page.
    pub(super) fn of(text: &str, page: &str) -> Self {
        let read = || Self {
            events: events(text, page).into_iter().map(Event::into_static).collect(),
            markdown: markdown(text.trim(), page),
        };
        catch_unwind(read).unwrap_or_default()
    }

    /// As HTML without any attribute but addresses.
    pub(super) fn html(&self) -> String {
        let mut markup = String::new();
        html::push_html(&mut markup, self.events.iter().cloned());
        markup
    }
}

/// The text's events with everything plain. A picture becomes a link in its words: its size is not known, and a mail
/// must not be wider than its column.
fn events<'t>(text: &'t str, page: &str) -> Vec<Event<'t>> {
    let mut events = Vec::new();
    // Whether the ends of open links and pictures are kept.
    let mut kept = Vec::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => events.push(Event::Text(raw)),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let is_kept = is_allowed(&dest_url) && !kept.contains(&true);
                kept.push(is_kept);
                let dest_url = absolute(page, &dest_url).into();
                let (link_type, title, id) = (LinkType::Inline, CowStr::Borrowed(""), CowStr::Borrowed(""));
                events.extend(is_kept.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id })));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                events.extend((kept.pop() == Some(true)).then_some(Event::End(TagEnd::Link)));
            }
            // The title of the whole is above it.
            Event::Start(Tag::Heading { level, .. }) => {
                let (level, classes, attrs) = (below_title(level), Vec::new(), Vec::new());
                events.push(Event::Start(Tag::Heading { level, id: None, classes, attrs }));
            }
            Event::End(TagEnd::Heading(level)) => events.push(Event::End(TagEnd::Heading(below_title(level)))),
            Event::Start(Tag::BlockQuote(_)) => events.push(Event::Start(Tag::BlockQuote(None))),
            Event::Start(Tag::CodeBlock(_)) => events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))),
            Event::Start(Tag::Table(columns)) => {
                events.push(Event::Start(Tag::Table(vec![Alignment::None; columns.len()])));
            }
            Event::TaskListMarker(done) => events.push(Event::Text(if done { "☑ " } else { "☐ " }.into())),
            Event::FootnoteReference(name) => events.push(Event::Text(format!(" ({name})").into())),
            Event::Start(Tag::FootnoteDefinition(name)) => {
                events.extend([Event::Start(Tag::List(None)), Event::Start(Tag::Item)]);
                events.push(Event::Text(format!("({name}) ").into()));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                events.extend([Event::End(TagEnd::Item), Event::End(TagEnd::List(false))]);
            }
            other => events.push(other),
        }
    }
    events
}

const fn below_title(level: HeadingLevel) -> HeadingLevel {
    if matches!(level, HeadingLevel::H1) { HeadingLevel::H2 } else { level }
}

/// The text as it was typed but for raw HTML, refused and relative addresses, pictures, and what a forum takes for a
/// mention.
fn markdown(text: &str, page: &str) -> String {
    let parser = Parser::new_ext(text, options());
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        edits.extend(readdressed(text, &definition.span, &definition.dest, page));
    }
    // Whether the text is within code or a bare address, and whether within a link.
    let (mut literal, mut linked) = (0, false);
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => edits.extend(before(text, &range, &['<'])),
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                literal += usize::from(matches!(link_type, LinkType::Autolink | LinkType::Email));
                let is_picture = text[range.clone()].starts_with('!');
                if !is_allowed(&dest_url) {
                    edits.extend(before(text, &range, &['[', '<']).into_iter().take(1));
                } else if link_type == LinkType::Inline && !(is_picture && linked) {
                    edits.extend(readdressed(text, &range, &dest_url, page));
                }
                if is_picture && linked {
                    // Its words alone: a link holds no other.
                    let words = text[range.clone()].trim_start_matches("![").split(']').next().unwrap_or("");
                    edits.push((range, words.to_owned()));
                } else if is_picture {
                    edits.push((range.start..range.start + 1, String::new()));
                } else {
                    linked = true;
                }
            }
            Event::End(TagEnd::Link) => {
                linked = false;
                literal = 0;
            }
            Event::Start(Tag::CodeBlock(_)) => literal += 1,
            Event::End(TagEnd::CodeBlock) => literal = literal.saturating_sub(1),
            Event::Text(_) if literal == 0 => {
                for (at, sign) in text[range.clone()].match_indices(['@', '#']) {
                    let end = range.start + at + sign.len();
                    edits.push((end..end, "<!-- -->".to_owned()));
                }
            }
            _ => {}
        }
    }
    // A link within a picture's words is seen twice.
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits.dedup();
    let mut passed = text.to_owned();
    for (range, words) in edits.into_iter().rev() {
        passed.replace_range(range, &words);
    }
    passed
}

/// A backslash before each of the signs.
fn before(text: &str, range: &Range<usize>, signs: &[char]) -> Vec<(Range<usize>, String)> {
    let found = text[range.clone()].match_indices(signs).map(|(at, _)| range.start + at);
    found.map(|at| (at..at, "\\".to_owned())).collect()
}

/// The change of a relative address within a link: it is the last thing there but for a title.
fn readdressed(text: &str, range: &Range<usize>, address: &str, page: &str) -> Option<(Range<usize>, String)> {
    let whole = absolute(page, address);
    let at = range.start + text[range.clone()].rfind(address)?;
    (!address.is_empty() && whole != address).then(|| (at..at + address.len(), whole))
}

/// Where an address leads that was written on a page.
fn absolute(page: &str, address: &str) -> String {
    if has_scheme(address) || address.is_empty() {
        return address.to_owned();
    }
    if address.starts_with('#') {
        return format!("{page}{address}");
    }
    let host = page.find("://").map(|at| at + 3).and_then(|at| page[at..].find('/').map(|end| at + end));
    if address.starts_with('/') {
        return format!("{}{address}", &page[..host.unwrap_or(0)]);
    }
    let mut folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut rest = address;
    while let Some(further) = rest.strip_prefix("../") {
        let Some((above, name)) = folder.rsplit_once('/') else { break };
        if name == ".." || host.is_some_and(|host| above.len() < host) {
            break;
        }
        (folder, rest) = (above, further);
    }
    format!("{folder}/{}", rest.strip_prefix("./").unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://a.example/x/reports/d/";

    #[test]
    fn addresses_lead_on_from_anywhere() {
        for (address, leads) in [
            ("../../about/", "https://a.example/x/about/"),
            ("./y", "https://a.example/x/reports/d/y"),
            ("#top", "https://a.example/x/reports/d/#top"),
            ("/z", "https://a.example/z"),
            ("https://b.example/?a", "https://b.example/?a"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("../../../../y", "https://a.example/../y"),
        ] {
            assert_eq!(absolute(PAGE, address), leads, "{address}");
        }
        assert_eq!(absolute("../../reports/d/index.html", "../../../about/"), "../../../about/");
        assert_eq!(absolute("../../reports/d/index.html", "y.html"), "../../reports/d/y.html");
    }

    #[test]
    fn what_is_pasted_is_plain() {
        let text = "# Title {.big onclick=x}\n\n![plan](plan.png) <b>x</b> [y](javascript:z) note[^1]\n\n\
            | a |\n| --: |\n| 1 |\n\n- [x] done\n\n> [!NOTE]\n> n\n\n```sh\ncode\n```\n\n[^1]: said\n";
        let html = Pasted::of(text, PAGE).html();
        for bad in ["class", "style", " id=", "<img", "<b>", "javascript", "<input", "onclick", "<h1"] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
        assert!(html.contains("<a href=\"https://a.example/x/reports/d/plan.png\">plan</a>"), "{html}");
        assert!(
            html.contains("<h2>Title</h2>") && html.contains("☑ done") && html.contains("<pre><code>code"),
            "{html}"
        );
    }

    #[test]
    fn markdown_stays_as_it_was_typed_but_for_what_does_not_travel() {
        let text = "Hi @all, see #12, [here](../../about/ \"About\"), [there][r] and <a@b.example>: `@x`.\n\n<b>raw</b> [no](javascript:x) ![p](p.png) [![q](q.png)](z/)\n\n[r]: ../y/";
        let expected = "Hi @<!-- -->all, see #<!-- -->12, [here](https://a.example/x/about/ \"About\"), [there][r] and <a@b.example>: `@x`.\n\n\\<b>raw\\</b> \\[no](javascript:x) [p](https://a.example/x/reports/d/p.png) [q](https://a.example/x/reports/d/z/)\n\n[r]: https://a.example/x/reports/y/";
        assert_eq!(Pasted::of(text, PAGE).markdown, expected);
    }
}

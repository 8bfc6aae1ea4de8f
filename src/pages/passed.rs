//! An author's Markdown as another program will render it, in the Markdown report.

use std::ops::Range;
use std::panic::catch_unwind;

use pulldown_cmark::{Event, Parser, Tag};

use super::addresses::{has_scheme, is_allowed};
use super::headings::NOTES;
use super::markdown::options;

/// Markdown that another program will render: refused links and raw HTML that is not trusted are text, parts are looked for
/// on the page, which has them, and there is nothing that only our own reader knows. `name` is that of the text on its page.
pub(super) fn neutral(text: &str, name: &str, is_trusted: bool) -> String {
    // A text that makes the parser give up has been reported when it was rendered.
    catch_unwind(|| passed_on(text, name, is_trusted)).unwrap_or_default()
}

fn passed_on(text: &str, name: &str, is_trusted: bool) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let within = &text[range.clone()];
        let is_picture = matches!(event, Event::Start(Tag::Image { .. }));
        // What is put before the sign that is found, or takes its place.
        let mut put = |found: Option<usize>, length: usize, words: &str| {
            let at = found.map(|at| range.start + at);
            edits.extend(at.map(|at| (at..at + length, words.to_owned())));
        };
        match event {
            Event::Html(_) | Event::InlineHtml(_) if !is_trusted => {
                within.match_indices('<').for_each(|(at, _)| put(Some(at), 0, "\\"));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                if !is_allowed(&dest_url) {
                    put(within.find(['[', '<']), 0, "\\");
                } else if is_picture && has_scheme(&dest_url) {
                    put(within.find('!'), 1, "");
                } else if dest_url.starts_with('#') {
                    put(within.rfind(&*dest_url), 0, "index.html");
                }
            }
            Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                let has_attributes = id.is_some() || !classes.is_empty() || !attrs.is_empty();
                let at = within.rfind('{').filter(|_| has_attributes);
                let length = at.and_then(|at| within[at..].find('}')).map_or(0, |end| end + 1);
                put(at, length, "");
            }
            // The notes stand below a narrative that may have footnotes of the same name.
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) if name == NOTES => {
                put(within.find("[^").map(|at| at + 2), 0, "notes-");
            }
            _ => {}
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits.dedup();
    let mut passed = String::with_capacity(text.len() + edits.len());
    let mut from = 0;
    for (range, words) in edits.into_iter() {
        // Two that reach into one another are of one place: the first is enough.
        if range.start >= from {
            passed += &text[from..range.start];
            passed += &words;
            from = range.end;
        }
    }
    passed + &text[from..]
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::html;

    use super::*;

    #[test]
    fn markdown_that_is_passed_on_is_as_harmless() {
        let text =
            "a <b>b</b> [x](javascript:alert(1)) <javascript:y> [good](https://a.example)\n\n<script>z</script>\n";
        let mut html = String::new();
        html::push_html(&mut html, Parser::new_ext(&neutral(text, "text", false), options()));
        assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("\"javascript"), "{html}");
        assert!(html.contains("href=\"https://a.example\"") && html.matches("href").count() == 1, "{html}");
    }

    #[test]
    fn markdown_that_is_passed_on_knows_what_others_know() {
        let text = "## Who {#who .x}\n\n[a](#who) [b](../y/#z) ![c](https://d) said[^1] `[^1]`\n\nTitle {#t}\n=====\n\n[^1]: x\n";
        let said = "## Who \n\n[a](index.html#who) [b](../y/#z) [c](https://d) said[^notes-1] `[^1]`\n\nTitle \n=====\n\n[^notes-1]: x\n";
        assert_eq!(neutral(text, NOTES, false), said);
        assert_eq!(neutral(text, "text", false), said.replace("notes-", ""));
    }

    #[test]
    fn html_that_is_trusted_is_passed_on() {
        assert_eq!(neutral("<kbd>b</kbd>", "text", true), "<kbd>b</kbd>");
    }
}

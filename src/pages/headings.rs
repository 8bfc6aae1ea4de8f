//! The headings of a text: each has an anchor that is its own on the page.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

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

/// Gives every heading an anchor: its own, or one made from its text; repeats get `-1`, `-2`.
pub(super) fn anchor_headings(events: &mut [Event<'_>], name: &str) -> Vec<Heading> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // The last number of each, so that the next repeat does not count from the first again.
    let mut repeats: BTreeMap<String, usize> = BTreeMap::new();
    let mut headings = Vec::new();
    for i in 0..events.len() {
        let Event::Start(Tag::Heading { level, id, .. }) = &events[i] else { continue };
        let (level, own) = (*level, id.as_ref().map(ToString::to_string));
        let text = heading_text(&events[i + 1..]);
        let mut wanted = own.unwrap_or_else(|| anchor_of(&text));
        if name == NOTES || is_ours(&wanted) {
            wanted = format!("{name}-{wanted}");
        }
        let mut anchor = wanted.clone();
        while !taken.insert(anchor.clone()) {
            let repeat = repeats.entry(wanted.clone()).or_default();
            *repeat += 1;
            anchor = format!("{wanted}-{repeat}");
        }
        // Of a heading's attributes only the anchor is an author's to choose: others could be handlers or styles.
        if let Event::Start(Tag::Heading { id, classes, attrs, .. }) = &mut events[i] {
            *id = Some(anchor.clone().into());
            classes.clear();
            attrs.clear();
        }
        headings.push(Heading { level: level_number(level), id: anchor, text });
    }
    headings
}

/// Notes share their page with a narrative, whose anchors are as they are typed.
pub(super) const NOTES: &str = "notes";

/// Whether our own parts of a page have such anchors.
fn is_ours(anchor: &str) -> bool {
    ["main", "formulas", "elsewhere"].contains(&anchor)
        || ["section-", "chart-", "formula-"].iter().any(|opening| anchor.starts_with(opening))
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

//! The mail as text: 72 columns, a bar of characters, links as footnotes. It says what the HTML says.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::subject::against;
use super::view::KitView;
use crate::language::say;
use crate::pages::pasted::Pasted;

/// Columns of a line.
pub(super) const COLUMNS: usize = 72;
/// Columns of a full bar.
const BAR: usize = 24;

/// Lines, and the addresses they refer to.
#[derive(Default)]
struct Page {
    text: String,
    links: Vec<String>,
}

/// The mail as text, for a platform that replaces placeholders or a draft that is sent by hand.
pub(super) fn mail(kit: &KitView, platform: &str) -> String {
    let (report, headline) = (&kit.report, &kit.report.headline);
    let mut page = Page::default();
    page.paragraph(&report.title);
    page.paragraph(&say!("{site}, as of {long_date}", site = kit.site, long_date = report.long_date));
    page.gap();
    if let Some(summary) = &report.summary {
        page.paragraph(summary);
        page.gap();
    }
    if let Some(opening) = &kit.opening {
        page.authored(&opening.text);
        page.gap();
    }
    page.bar(kit);
    page.gap();
    page.paragraph(&kit.shortfall);
    for band in &headline.bands {
        let against = match (&band.coverage, &band.open) {
            (Some(coverage), Some(_)) => format!(": {}", against(coverage, band, &headline.unit)),
            _ => String::new(),
        };
        let line = format!("{} ({}) {}{} {}{against}", band.word, band.stages, band.at_least, band.sum, headline.unit);
        page.item(&line);
    }
    page.gap();
    for sentence in &kit.brief {
        page.paragraph(sentence);
    }
    page.gap();
    for chart in &kit.charts {
        page.heading(&chart.question);
        page.paragraph(&chart.alt);
        let note = page.note(&chart.src);
        page.paragraph(&say!("Picture: {note}", note));
        page.gap();
    }
    page.pledges(kit);
    if let Some(closing) = &kit.closing {
        page.authored(&closing.text);
        page.gap();
    }
    let note = page.note(&kit.action.url);
    page.paragraph(&format!("{} {note}", kit.action.text));
    let (unsubscribe, web_version) = kit.ways(platform);
    for (words, way) in [(say!("On the web"), web_version), (say!("Unsubscribe"), unsubscribe)] {
        if let Some(way) = way {
            let note = page.note(way);
            page.paragraph(&format!("{words} {note}"));
        }
    }
    page.gap();
    for (at, link) in page.links.iter().enumerate() {
        page.text += &format!("[{}] {link}\n", at + 1);
    }
    page.text
}

impl Page {
    fn gap(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.wrapped(text, "", "");
    }

    fn item(&mut self, text: &str) {
        self.wrapped(text, "- ", "  ");
    }

    fn heading(&mut self, text: &str) {
        self.wrapped(text, "## ", "   ");
    }

    /// Words in lines of at most [`COLUMNS`]; a longer word has a line of its own.
    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        let mut line = first.to_owned();
        let mut empty = true;
        for word in text.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > COLUMNS {
                self.text += line.trim_end();
                self.text.push('\n');
                rest.clone_into(&mut line);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line += word;
            empty = false;
        }
        self.text += line.trim_end();
        self.text.push('\n');
    }

    /// An author's own text: its links as notes, its lists indented.
    fn authored(&mut self, text: &Pasted) {
        let mut words = String::new();
        let mut lists: Vec<Option<u64>> = Vec::new();
        // What begins the next line of an item.
        let mut first = String::new();
        let mut links = Vec::new();
        for event in &text.events {
            match event {
                Event::Text(text) | Event::Code(text) => words += text,
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
                Event::End(TagEnd::Link) => {
                    if let Some(url) = links.pop() {
                        words += &format!(" {}", self.note(&url));
                    }
                }
                Event::Start(Tag::List(number)) => {
                    self.block(&mut words, &mut first, lists.len());
                    lists.push(*number);
                }
                Event::Start(Tag::Item) => {
                    first = match lists.last_mut() {
                        Some(Some(number)) => {
                            *number += 1;
                            format!("{}. ", *number - 1)
                        }
                        _ => "- ".to_owned(),
                    };
                }
                Event::End(TagEnd::List(_)) => {
                    lists.pop();
                    if lists.is_empty() {
                        self.gap();
                    }
                }
                Event::End(TagEnd::TableCell) => words += "; ",
                Event::End(TagEnd::Heading(_)) => self.heading(&std::mem::take(&mut words)),
                Event::End(TagEnd::Paragraph) if lists.is_empty() => {
                    self.block(&mut words, &mut first, 0);
                    self.gap();
                }
                Event::End(
                    TagEnd::Item
                    | TagEnd::Paragraph
                    | TagEnd::CodeBlock
                    | TagEnd::TableHead
                    | TagEnd::TableRow
                    | TagEnd::DefinitionListTitle
                    | TagEnd::DefinitionListDefinition
                    | TagEnd::Table,
                ) => self.block(&mut words, &mut first, lists.len()),
                _ => {}
            }
        }
    }

    /// Writes the words gathered, if there are any: an item begins with `first`, further lines are indented.
    fn block(&mut self, words: &mut String, first: &mut String, depth: usize) {
        let words = std::mem::take(words);
        let words = words.trim().trim_end_matches(';');
        if words.is_empty() {
            return;
        }
        let indent = "  ".repeat(depth.saturating_sub(1));
        let rest = format!("{indent}{}", if depth > 0 { "  " } else { "" });
        let begin = if first.is_empty() { rest.clone() } else { format!("{indent}{first}") };
        first.clear();
        self.wrapped(words, &begin, &rest);
    }

    /// `[3]`, for an address that the end of the page lists.
    fn note(&mut self, url: &str) -> String {
        let at = self.links.iter().position(|link| link == url).unwrap_or_else(|| {
            self.links.push(url.to_owned());
            self.links.len() - 1
        });
        format!("[{}]", at + 1)
    }

    fn bar(&mut self, kit: &KitView) {
        for segment in &kit.bar {
            let filled = (segment.width as usize * BAR).div_ceil(100);
            let mark = if segment.open { "░" } else { "█" };
            let bar = mark.repeat(filled) + &" ".repeat(BAR.saturating_sub(filled));
            self.text += &format!("{:<10} {bar} {} {}\n", segment.word, segment.amount, kit.unit);
        }
    }

    fn pledges(&mut self, kit: &KitView) {
        if kit.rows.is_empty() {
            return;
        }
        self.heading(&say!("The largest pledges"));
        for row in &kit.rows {
            let counted = row.counted.clone().unwrap_or_else(|| say!("not known"));
            let (promise, status) = (&row.promise, &row.status);
            let counts = say!("{promise}, {status}; counts {counted}", promise, status, counted);
            self.item(&format!("{}: {counts} {}", row.name, kit.unit));
        }
        if kit.more > 0 {
            self.paragraph(&say!("And {more} more in the report.", more = kit.more));
        }
        self.gap();
    }
}

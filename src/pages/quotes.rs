//! Numbers quoted by name in an author's text: `{{ all.coverage }}`, `{{ all.sum @ 2026-04-24 | bare }}`,
//! `{{ firm.coverage = 8.7% }}`. They are filled in before the Markdown is read, and a figure that an author
//! wrote down beside the name is compared with the present one: a text never goes out of date silently. Charts and
//! tables by name are filled in on the same way, see [`shown`](super::shown).

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::markdown;
use super::numbers::{Format, text};
use super::shown::{Asked, Setting, Shown};
use super::wording::Worded;
use crate::diagnostics::{Code, Diagnostic};
use crate::figures;
use crate::measures::{Measures, Numbers};
use crate::rescue::Rescue;

/// The numbers of all snapshots, each computed when a text first asks for one.
pub(super) struct Quotable<'a> {
    pub(super) rescue: &'a Rescue,
    measures: Option<&'a Measures>,
    /// The words for the charts of each report, once they are known.
    pub(super) worded: Vec<Worded>,
    numbers: Vec<OnceLock<Option<Numbers>>>,
}

/// A text with its quotes filled in.
#[derive(Debug)]
pub(super) struct Filled {
    /// The Markdown.
    pub(super) text: String,
    /// Snapshots that were quoted, by their place in time.
    pub(super) quoted: BTreeSet<usize>,
    /// Reports whose charts or tables are shown, by their place in time.
    pub(super) charted: BTreeSet<usize>,
    /// The drawings, in order.
    pub(super) shown: Vec<Shown>,
    /// Where the text differs in length from what was typed: (place in the text, place as typed).
    shifts: Vec<(usize, usize)>,
}

impl Filled {
    /// A text that quotes nothing.
    pub(super) fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            quoted: BTreeSet::new(),
            charted: BTreeSet::new(),
            shown: Vec::new(),
            shifts: Vec::new(),
        }
    }

    /// Where a place of the text was typed.
    pub(super) fn typed(&self, at: usize) -> usize {
        let before = self.shifts.iter().rev().find(|(here, _)| *here <= at);
        before.map_or(at, |(here, typed)| typed + (at - here))
    }
}

/// What one quote asks for.
struct Quote<'a> {
    id: &'a str,
    snapshot: Option<&'a str>,
    format: Option<&'a str>,
    expected: Option<&'a str>,
}

impl<'a> Quote<'a> {
    /// `ID [@ SNAPSHOT] [| FORMAT] [= EXPECTED]`
    fn parse(inside: &'a str) -> Self {
        let (rest, expected) = split(inside, '=');
        // Within a table the bar is written `\|`.
        let (rest, format) = split(rest, '|');
        let (id, snapshot) = split(rest.trim_end_matches('\\'), '@');
        Self { id, snapshot, format, expected }
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((head, tail)) => (head.trim(), Some(tail.trim())),
        None => (text.trim(), None),
    }
}

impl<'a> Quotable<'a> {
    pub(super) fn new(rescue: &'a Rescue, measures: Option<&'a Measures>) -> Self {
        Self {
            rescue,
            measures,
            worded: Vec::new(),
            numbers: rescue.snapshots.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    fn of(&self, index: usize) -> Option<&Numbers> {
        self.numbers.get(index)?.get_or_init(|| Numbers::of(self.rescue, self.measures?, index)).as_ref()
    }

    /// Fills in a text that belongs to a snapshot. `problem` is told of each quote that cannot be, with its place.
    pub(super) fn fill(
        &self,
        typed: &str,
        index: usize,
        setting: Setting<'_>,
        mut problem: impl FnMut(Diagnostic, Range<usize>),
    ) -> Filled {
        if self.measures.is_none() {
            return Filled::plain(typed);
        }
        let mut filled = Filled::plain("");
        let mut done = 0;
        for range in places(typed) {
            filled.text.push_str(&typed[done..range.start]);
            done = range.end;
            let inside = &typed[range.start + 2..range.end - 2];
            if let Some(asked) = Asked::parse(inside) {
                if let Err(unknown) = self.show(&asked, index, setting, (typed, &range), &mut filled) {
                    problem(unknown, range);
                }
                continue;
            }
            let quote = Quote::parse(inside);
            match self.answer(&quote, index, &mut filled.quoted) {
                Ok((words, outdated)) => {
                    filled.text.push_str(&words);
                    filled.shifts.push((filled.text.len(), range.end));
                    if let Some(outdated) = outdated {
                        problem(outdated, range);
                    }
                }
                Err(unanswered) => problem(unanswered, range),
            }
        }
        filled.text.push_str(&typed[done..]);
        filled
    }

    /// Puts a chart or its table into the text.
    fn show(
        &self,
        asked: &Asked<'_>,
        index: usize,
        setting: Setting<'_>,
        (typed, place): (&str, &Range<usize>),
        filled: &mut Filled,
    ) -> Result<(), Diagnostic> {
        let id = asked.chart(self.rescue, setting, typed, place)?;
        let index = asked.snapshot.map_or(Ok(index), |slug| self.find(slug))?;
        let worded = self.worded.get(index).cloned().unwrap_or_default();
        let drawn = self.measures.map(|measures| figures::draw(self.rescue, measures, index, &[id], &worded.words));
        let Some(figure) = drawn.and_then(|mut figures| figures.pop()) else { return Ok(()) };
        let (markdown, shown) = asked.markdown(figure, setting, filled.text.len());
        filled.text.push_str(&markdown);
        filled.shifts.push((filled.text.len(), place.end));
        filled.shown.extend(shown);
        filled.charted.insert(index);
        // A chart looks back over everything before it.
        filled.quoted.extend(0..=index);
        filled.quoted.extend(worded.quoted);
        Ok(())
    }

    /// The words for a quote, and what to say if the author wrote down others.
    fn answer(
        &self,
        quote: &Quote<'_>,
        index: usize,
        quoted: &mut BTreeSet<usize>,
    ) -> Result<(String, Option<Diagnostic>), Diagnostic> {
        let index = match quote.snapshot {
            None => index,
            Some(slug) => self.find(slug)?,
        };
        quoted.insert(index);
        let format = match quote.format {
            None => Format::Whole,
            Some(word) => format(word)?,
        };
        let numbers = self
            .of(index)
            .ok_or_else(|| Diagnostic::new(Code::Overflow, "the numbers of this snapshot cannot be computed"))?;
        let number = numbers.get(quote.id).ok_or_else(|| unknown(quote.id, numbers))?;
        let words = text(number, format).ok_or_else(|| {
            let message = format!("`{}` is undefined in the snapshot `{}`", quote.id, numbers.snapshot);
            Diagnostic::new(Code::UndefinedNumber, message)
                .hint("a coverage needs a shortfall, and an amount must have been named: say it in words instead")
        })?;
        // Nobody types the space that keeps a number and its sign together.
        let typed = |expected: &&str| expected.replace('\u{a0}', " ") != words.replace('\u{a0}', " ");
        let outdated = quote.expected.filter(typed).map(|expected| {
            let message = format!("the text says `{expected}`, but `{}` is `{words}`", quote.id);
            Diagnostic::new(Code::OutdatedNumber, message)
                .hint("the page prints the present figure: read the sentence again, then mend the figure after `=`")
        });
        Ok((words, outdated))
    }

    fn find(&self, slug: &str) -> Result<usize, Diagnostic> {
        let snapshots = &self.rescue.snapshots;
        snapshots.iter().position(|snapshot| snapshot.slug.as_str() == slug).ok_or_else(|| {
            Diagnostic::new(Code::UnknownNumber, format!("there is no snapshot `{slug}`"))
                .suggest(slug, snapshots.iter().map(|snapshot| snapshot.slug.as_str()))
        })
    }
}

fn format(word: &str) -> Result<Format, Diagnostic> {
    let found = Format::WORDS.into_iter().find(|(name, _)| *name == word);
    found.map(|(_, format)| format).ok_or_else(|| {
        Diagnostic::new(Code::UnknownNumber, format!("there is no format `{word}` for a number"))
            .suggest(word, Format::WORDS.into_iter().map(|(name, _)| name))
    })
}

fn unknown(id: &str, numbers: &Numbers) -> Diagnostic {
    let message = format!("there is no number `{id}` in the snapshot `{}`", numbers.snapshot);
    Diagnostic::new(Code::UnknownNumber, message).suggest(id, numbers.list.iter().map(|number| number.id.as_str()))
}

/// Where quotes stand: in text, not in code, and not behind a backslash.
fn places(typed: &str) -> Vec<Range<usize>> {
    if !typed.contains("{{") {
        return Vec::new();
    }
    let code = code(typed);
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(start) = typed[from..].find("{{").map(|at| from + at) {
        let Some(end) = typed[start..].find("}}").map(|at| start + at + 2) else { break };
        let is_quote = !typed[..start].ends_with('\\')
            && !typed[start..end].contains('\n')
            && !code.iter().any(|range| range.contains(&start));
        if is_quote {
            places.push(start..end);
        }
        from = if is_quote { end } else { start + 2 };
    }
    places
}

/// The ranges of code spans and code blocks.
fn code(typed: &str) -> Vec<Range<usize>> {
    // A text that makes the parser give up is reported when it is rendered.
    let read = std::panic::catch_unwind(|| {
        let mut ranges = Vec::new();
        let mut block = 0;
        for (event, range) in Parser::new_ext(typed, markdown::options()).into_offset_iter() {
            match event {
                Event::Code(_) => ranges.push(range),
                Event::Start(Tag::CodeBlock(_)) => block = range.start,
                Event::End(TagEnd::CodeBlock) => ranges.push(block..range.end),
                _ => {}
            }
        }
        ranges
    });
    read.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_in_text_and_not_in_code() {
        let text = "a {{ x }} `{{ y }}` \\{{ z }}\n\n    {{ code }}\n\n| {{ t = 1% }} |\n| --- |\n";
        let found: Vec<&str> = places(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["{{ x }}", "{{ t = 1% }}"]);
    }

    #[test]
    fn a_quote_has_four_parts() {
        let quote = Quote::parse(" all.sum @ 2026-04-24 | bare = 43,500 ");
        assert_eq!((quote.id, quote.snapshot), ("all.sum", Some("2026-04-24")));
        assert_eq!((quote.format, quote.expected), (Some("bare"), Some("43,500")));
        let quote = Quote::parse(r" all.sum \| bare ");
        assert_eq!((quote.id, quote.format), ("all.sum", Some("bare")));
    }

    #[test]
    fn a_place_leads_back_to_what_was_typed() {
        let filled = Filled { shifts: vec![(5, 15)], ..Filled::plain("ab 12 cd") };
        assert_eq!([filled.typed(1), filled.typed(5), filled.typed(7)], [1, 15, 17]);
    }
}

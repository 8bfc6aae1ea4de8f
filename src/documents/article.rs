//! Markdown files: YAML front matter between `---` lines, then Markdown.

use std::sync::Arc;

use super::decode::{Decode as _, Map, Text, deceptive, document, is_deceptive};
use super::node;
use super::site::ChartDoc;
use crate::diagnostics::{Code, Diagnostic, Report, Source, Span};

document! {
    /// What a Markdown file says of itself.
    FrontMatter {
        /// Its title.
        title: Text,
        /// One or two sentences.
        summary: Option<Text>,
        /// What a report's newsletter begins with, as Markdown, in place of the narrative.
        opening: Option<Text>,
        /// What it ends with, as Markdown.
        closing: Option<Text>,
        /// Its name in the navigation, if it is to be there.
        menu: Option<Text>,
        /// Former addresses, which lead to it.
        aliases: Vec<Text>,
        /// Its place in the navigation.
        order: Option<Text>,
        /// Chart → the author's own words for it, in a report.
        charts: Map<ChartDoc>,
    }
}

/// A Markdown file as typed.
#[derive(Debug, Clone)]
pub struct ArticleDoc {
    /// The file.
    pub source: Arc<Source>,
    /// What it says of itself.
    pub front: FrontMatter,
    /// The byte at which the Markdown begins.
    pub body: usize,
}

/// Reads a Markdown file's front matter.
pub(super) fn read(source: &Arc<Source>, report: &mut Report) -> Option<ArticleDoc> {
    let (start, end, body) = report.keep(bounds(source))?;
    lint(source, body, report);
    // The front matter is read in place, blanked out around, so that its places are the file's own.
    let blank: String = source.text[..start].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
    let padded = Arc::new(Source { path: source.path.clone(), text: blank + &source.text[start..end] });
    let parsed = node::parse(&padded).map_err(|mut problem| {
        problem.span = problem.span.map(|span| Span::new(source, span.start(), span.text().len()));
        problem
    });
    let front = FrontMatter::decode(relocated(report.keep(parsed)?, source), report)?;
    Some(ArticleDoc { source: Arc::clone(source), front, body })
}

/// Invisible characters that reorder what a reader sees are refused in Markdown as in YAML.
fn lint(source: &Arc<Source>, body: usize, report: &mut Report) {
    if let Some((at, character)) = source.text[body..].char_indices().find(|(_, c)| is_deceptive(*c)) {
        report.push(deceptive(character).at(&Span::new(source, body + at, character.len_utf8())));
    }
}

/// Points every place of a tree into the whole file instead of its front matter.
fn relocated(node: node::Node, source: &Arc<Source>) -> node::Node {
    let moved = |span: &Span| Span::new(source, span.start(), span.text().len());
    let value = match node.value {
        node::Value::List(items) => node::Value::List(items.into_iter().map(|item| relocated(item, source)).collect()),
        node::Value::Map(entries) => node::Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (Text::new(key.value.clone(), moved(&key.span)), relocated(value, source)))
                .collect(),
        ),
        plain => plain,
    };
    node::Node { value, span: moved(&node.span) }
}

/// Where the front matter begins and ends, and where the Markdown begins.
fn bounds(source: &Arc<Source>) -> Result<(usize, usize, usize), Diagnostic> {
    let mut lines = source.text.split_inclusive('\n');
    let opening = lines.next().unwrap_or("");
    if opening.trim_end() != "---" {
        return Err(Diagnostic::new(Code::FrontMatter, "the file does not begin with front matter")
            .at(&Span::at_line(source, 1, 1, 1))
            .hint("begin with three lines: `---`, `title: …`, `---`"));
    }
    let mut at = opening.len();
    for line in lines {
        if line.trim_end() == "---" {
            return Ok((opening.len(), at, at + line.len()));
        }
        at += line.len();
    }
    Err(Diagnostic::new(Code::FrontMatter, "the front matter is not closed")
        .at(&Span::at_line(source, 1, 1, 3))
        .hint("close it with a line `---`"))
}

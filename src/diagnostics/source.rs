//! A file's text and places in it.

use std::fmt;
use std::sync::Arc;

/// A text file as it was read: its path from the site's root, with `/`, and its text.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// From the site's root: `content/snapshots/2026-04-24.yaml`.
    pub path: String,
    /// All of it, without a byte order mark.
    pub text: String,
}

/// A stretch of a source.
#[derive(Clone, PartialEq, Eq)]
pub struct Span {
    source: Arc<Source>,
    /// In bytes. A history of years holds very many spans, and no file that is read is as long as these can say.
    start: u32,
    length: u32,
}

impl Span {
    /// Bytes `start .. start + length` of the source, cut to what there is.
    #[must_use]
    pub fn new(source: &Arc<Source>, start: usize, length: usize) -> Self {
        let start = floor_boundary(&source.text, start);
        let end = floor_boundary(&source.text, start.saturating_add(length)).max(start);
        let narrow = |length: usize| u32::try_from(length).unwrap_or(0);
        Self { source: Arc::clone(source), start: narrow(start), length: narrow(end - start) }
    }

    /// The beginning of a source: where what is missing would stand.
    #[must_use]
    pub fn start_of(source: &Arc<Source>) -> Self {
        Self::new(source, 0, 0)
    }

    /// A place given by line and column, both from 1, in characters.
    #[must_use]
    pub fn at_line(source: &Arc<Source>, line: usize, column: usize, characters: usize) -> Self {
        let start: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &source.text[start..];
        let skipped: usize =
            rest.chars().take(column.saturating_sub(1)).take_while(|c| *c != '\n').map(char::len_utf8).sum();
        let length = rest[skipped..].chars().take(characters).map(char::len_utf8).sum();
        Self::new(source, start + skipped, length)
    }

    /// The source's path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// The source itself.
    #[must_use]
    pub const fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Where it starts, in bytes.
    #[must_use]
    pub const fn start(&self) -> usize {
        self.start as usize
    }

    /// The text it covers.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source.text[self.start()..self.start() + self.length as usize]
    }

    /// Line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.source.text[..self.start()].matches('\n').count() + 1
    }

    /// Column, from 1, in characters.
    #[must_use]
    pub fn column(&self) -> usize {
        self.source.text[self.line_start()..self.start()].chars().count() + 1
    }

    /// The line it starts on, without its end.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        let rest = &self.source.text[self.line_start()..];
        rest.split('\n').next().unwrap_or("").trim_end_matches('\r')
    }

    /// Characters it covers on its first line; at least 1.
    #[must_use]
    pub fn width(&self) -> usize {
        self.text().split('\n').next().map_or(0, |line| line.trim_end().chars().count()).max(1)
    }

    fn line_start(&self) -> usize {
        self.source.text[..self.start()].rfind('\n').map_or(0, |newline| newline + 1)
    }
}

fn floor_boundary(text: &str, mut index: usize) -> usize {
    index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path(), self.line(), self.column())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_columns_in_characters() {
        let source = Arc::new(Source { path: "a".into(), text: "x\nöö: y\r\nz".into() });
        let span = Span::new(&source, 2 + 4 + 2, 1);
        assert_eq!((span.line(), span.column(), span.excerpt(), span.text()), (2, 5, "öö: y", "y"));
        assert_eq!(Span::at_line(&source, 2, 5, 1), span);
        assert_eq!(Span::new(&source, 3, 0).start(), 2, "never inside a character");
        assert_eq!(Span::new(&source, 999, 9).line(), 3);
    }
}

//! What is wrong with a template, and where: Tera's errors in the words and places of this program.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::ErrorKind;

use super::theme::is_template;
use crate::diagnostics::{Code, Diagnostic, Report, Source, Span};

/// The files of a theme by name, to point into.
pub(super) struct Explained<'a>(pub(super) &'a BTreeMap<String, Arc<Source>>);

impl Explained<'_> {
    pub(super) fn one(&self, page: &str, error: &tera::Error) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(found) | ErrorKind::RenderingError(found) => {
                let diagnostic = Self::problem(&format!("{} (for {page})", found.message()));
                let range = &found.span().range;
                self.place(diagnostic, found.filename(), |source| Span::new(source, range.start, range.len()))
            }
            ErrorKind::MissingParent { current, parent } => {
                let known = self.0.keys().filter(|name| is_template(name)).map(String::as_str);
                let problem = Self::problem(&format!("`{current}` extends `{parent}`, which is not there"));
                self.at_text(problem.suggest(parent, known), current, &[parent])
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                let problem = Self::problem(&format!("`{tpl}` extends itself, by way of {}", chain(inheritance_chain)));
                self.at_text(problem, tpl, &["extends"])
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                let problem = Self::problem(&format!("`{tpl}` includes itself, by way of {}", chain(include_chain)));
                self.at_text(problem, tpl, &["include "])
            }
            _ => self.by_name(&error.to_string(), page),
        }
    }

    /// Tera finds all unknown names of all templates at once, but hands them over as one text: each is
    /// `error: MESSAGE` and, in the next line, `--> FILE:LINE:COLUMN`.
    pub(super) fn all(&self, error: &tera::Error) -> Report {
        let mut report = Report::default();
        let text = error.to_string();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(message) = line.strip_prefix("error: ") else { continue };
            let place = lines.peek().and_then(|next| next.trim_start().strip_prefix("--> ")).map(str::to_owned);
            let mut place = place.as_deref().unwrap_or("").rsplitn(3, ':');
            let (column, row, file) = (number(place.next()), number(place.next()), place.next().unwrap_or(""));
            report.push(self.place(Self::problem(message), file, |source| Span::at_line(source, row, column, 1)));
        }
        if !report.has_errors() {
            report.push(self.one("the theme", error));
        }
        report
    }

    /// Some messages have no place but name files: the site's own one of them is where to look.
    fn by_name(&self, message: &str, page: &str) -> Diagnostic {
        let named: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let own = |name: &&&str| self.0.get(**name).is_some_and(|source| source.path.starts_with("templates/"));
        let file = named.iter().find(own).or_else(|| named.iter().find(|name| self.0.contains_key(**name)));
        match file {
            Some(file) => self.at_text(Self::problem(message), file, &named),
            None => Self::problem(&format!("{message} (for {page})")),
        }
    }

    /// Points at the first of the words within a tag of the template, or at its beginning.
    fn at_text(&self, problem: Diagnostic, template: &str, words: &[&str]) -> Diagnostic {
        self.place(problem, template, |source| {
            let tags = source.text.match_indices("{%").map(|(start, _)| {
                let rest = &source.text[start..];
                (start, &rest[..rest.find("%}").unwrap_or(rest.len())])
            });
            let found = tags.flat_map(|(start, tag)| {
                words.iter().filter_map(move |word| Some((start + tag.find(word)?, word.trim_end().len())))
            });
            let (at, length) = found.min().unwrap_or_default();
            Span::new(source, at, length)
        })
    }

    /// A message in this program's style: one line, lower case.
    fn problem(message: &str) -> Diagnostic {
        let line = message.lines().next().unwrap_or(message);
        let mut characters = line.chars();
        let lower = characters.next().map(|c| c.to_lowercase().collect::<String>() + characters.as_str());
        Diagnostic::new(Code::Template, lower.unwrap_or_default())
    }

    fn place(&self, diagnostic: Diagnostic, template: &str, span: impl FnOnce(&Arc<Source>) -> Span) -> Diagnostic {
        match self.0.get(template) {
            Some(source) => diagnostic.at(&span(source)),
            None => diagnostic,
        }
    }
}

fn number(text: Option<&str>) -> usize {
    text.and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn chain(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

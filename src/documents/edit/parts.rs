//! A snapshot's pledges one by one: editing all of them costs about as much as reading the file once.

use std::sync::Arc;

use super::add::{key_of_all, part_end};
use super::{by_line, pledges_of};
use crate::diagnostics::{Diagnostic, Source};

/// What makes a snapshot of the lines of one pledge.
const HEAD: &str = "pledges:\n";

/// A snapshot's text, cut at its pledges.
#[derive(Debug)]
pub struct Parts {
    path: String,
    before: String,
    /// Id → its lines, as they stand.
    pledges: Vec<(String, String)>,
    after: String,
}

impl Parts {
    /// Cuts a text; the same text comes out of [`text`](Self::text).
    ///
    /// # Errors
    /// If it is not YAML, or the pledges do not stand on lines of their own.
    pub fn of(source: &Arc<Source>) -> Result<Self, Diagnostic> {
        let text = source.text.as_str();
        let (pledges, all) = (pledges_of(source)?, key_of_all(source)?);
        let mut starts = Vec::new();
        for (id, _) in &pledges {
            let start = text[..id.span.start()].rfind('\n').map_or(0, |newline| newline + 1);
            if !text[start..id.span.start()].trim().is_empty() {
                return Err(by_line(&id.span));
            }
            starts.push(start);
        }
        let end = all.filter(|_| !starts.is_empty()).map(|all| part_end(source, &all)).transpose()?;
        let end = end.unwrap_or(text.len());
        let begin = starts.first().copied().unwrap_or(end);
        let ends = starts.iter().skip(1).copied().chain([end]);
        let lines = starts.iter().zip(ends).map(|(from, to)| text[*from..to].to_owned());
        let ids = pledges.into_iter().map(|(id, _)| id.value.clone());
        Ok(Self {
            path: source.path.clone(),
            before: text[..begin].to_owned(),
            pledges: ids.zip(lines).collect(),
            after: text[end..].to_owned(),
        })
    }

    /// One pledge as a snapshot of its own; `None` if there is no such pledge.
    #[must_use]
    pub fn alone(&self, id: &str) -> Option<Arc<Source>> {
        let (_, lines) = self.pledges.iter().find(|(known, _)| known == id)?;
        Some(Arc::new(Source { path: self.path.clone(), text: format!("{HEAD}{lines}") }))
    }

    /// Puts an edited pledge back.
    pub fn put(&mut self, id: &str, alone: &Source) {
        if let Some((_, lines)) = self.pledges.iter_mut().find(|(known, _)| known == id) {
            alone.text.strip_prefix(HEAD).unwrap_or(&alone.text).clone_into(lines);
        }
    }

    /// The whole text again.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = self.pledges.iter().map(|(_, lines)| lines.as_str());
        [self.before.as_str()].into_iter().chain(lines).chain([self.after.as_str()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::set;
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { path: "a.yaml".into(), text: text.into() })
    }

    #[test]
    fn a_text_is_cut_and_put_together_again() {
        for text in [
            "date: 1\npledges:\n  # Sure.\n  a: { amount: 1 } # x\n\n  # Not.\n  b:\n    amount: 2\n\n# Said.\nclaims: []\n",
            "pledges:\n  a: { amount: 1 }",
            "pledges:\r\n  a: { amount: 1 }\r\n  b: { amount: 2 }\r\n",
            "pledges: {}\n",
            "date: 1\n",
        ] {
            let mut parts = Parts::of(&source(text)).unwrap();
            assert_eq!(parts.text(), text);
            let Some(alone) = parts.alone("a") else { continue };
            let edited = set(&alone, "a", "amount", "30").unwrap();
            parts.put("a", &source(&edited));
            assert_eq!(parts.text(), text.replace("amount: 1", "amount: 30"));
        }
        assert!(Parts::of(&source("pledges: { a: { amount: 1 } }\n")).is_err());
    }
}

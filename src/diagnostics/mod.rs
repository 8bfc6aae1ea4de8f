//! What every stage may say: a coded message that points at the place it is about.
//!
//! Stages collect all their problems in a [`Report`] instead of stopping at the first; warnings travel
//! beside the value.

mod code;
mod html;
mod policy;
mod print;
mod source;

pub use code::{Code, Severity};
pub use html::{errors_to_html, escape_html};
pub use policy::Policy;
pub use print::{to_json, to_text, unsettled_to_text};
pub use source::{Source, Span};

/// Nobody mistypes a longer word, and what it is compared with takes time by the length of both.
const LONGEST_SLIP: usize = 200;

/// One problem, with its place and what to do about it.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The stable name of this kind of problem.
    pub code: Code,
    /// How bad it is: as its code says, unless a [`Policy`] says otherwise.
    pub severity: Severity,
    /// What is wrong, lower case, names in backticks.
    pub message: String,
    /// Where, if it is in a file.
    pub span: Option<Span>,
    /// What would help.
    pub hints: Vec<String>,
    /// A warning whose cause the author has explained: it is said, but `--strict` lets it pass.
    pub settled: bool,
}

impl Diagnostic {
    /// A problem without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), span: None, hints: Vec::new(), settled: false }
    }

    /// Points at a place.
    #[must_use]
    pub fn at(mut self, span: &Span) -> Self {
        self.span = Some(span.clone());
        self
    }

    /// Says that the problem is in the arguments, not in a file.
    #[must_use]
    pub fn argument(mut self, name: &str) -> Self {
        self.message = format!("{name}: {}", self.message);
        self.code = Code::WrongArgument;
        self.severity = self.code.severity();
        self
    }

    /// By file, place in it, code and message; what is in no file comes first.
    fn order(&self) -> (Option<(&str, usize)>, &str, &str) {
        (self.span.as_ref().map(|span| (span.path(), span.start())), self.code.as_str(), &self.message)
    }

    /// Marks as explained by the author.
    #[must_use]
    pub fn settled(mut self, settled: bool) -> Self {
        self.settled = settled;
        self
    }

    /// Adds what would help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds "did you mean …?" if one of the known words is near, and the list of them if there are few.
    #[must_use]
    pub fn suggest<'a>(mut self, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known: Vec<&str> = known.into_iter().collect();
        known.sort_unstable();
        known.dedup();
        if let Some(near) = nearest(typed, &known) {
            self.hints.push(format!("did you mean `{near}`?"));
        } else if (1..=12).contains(&known.len()) {
            self.hints.push(format!(
                "known: {}",
                known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
            ));
        }
        self
    }
}

/// The known word nearest to what was typed, if it is near enough to be a slip.
#[must_use]
pub fn nearest<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    if typed.len() > LONGEST_SLIP {
        return None;
    }
    let typed = typed.to_lowercase();
    known
        .iter()
        // Of two words as near, the one that begins alike was meant.
        .map(|word| (strsim::damerau_levenshtein(&typed, &word.to_lowercase()), !begins_alike(&typed, word), *word))
        .min()
        .filter(|(distance, _, word)| *distance <= (word.chars().count().max(typed.chars().count()) / 3).max(1))
        .map(|(_, _, word)| word)
}

fn begins_alike(typed: &str, word: &str) -> bool {
    typed.chars().next() == word.to_lowercase().chars().next()
}

/// Everything that a run found, in the order of files and lines when printed.
#[derive(Clone, Debug, Default)]
pub struct Report {
    found: Vec<Diagnostic>,
}

impl From<Diagnostic> for Report {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { found: vec![diagnostic] }
    }
}

impl Report {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds all problems of another report.
    pub fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// Keeps a value, or its problem.
    pub fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.push(diagnostic)).ok()
    }

    /// Points problems at where their cause was typed: `elsewhere` knows some places better.
    pub fn relocate(&mut self, elsewhere: impl Fn(&Span) -> Option<Span>) {
        for problem in &mut self.found {
            if let Some(place) = problem.span.as_ref().and_then(&elsewhere) {
                problem.span = Some(place);
            }
        }
    }

    /// The problems at some places alone.
    #[must_use]
    pub fn about(&self, is_there: impl Fn(&Span) -> bool) -> Self {
        let there = self.found.iter().filter(|problem| problem.span.as_ref().is_some_and(&is_there));
        Self { found: there.cloned().collect() }
    }

    /// Whether any problem forbids going on.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// Number of problems of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether any warning has no explanation: what `--strict` refuses.
    #[must_use]
    pub fn has_unsettled_warnings(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Warning && !d.settled)
    }

    /// All problems, by file, line, column and code.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.found.iter().collect();
        sorted.sort_by(|a, b| a.order().cmp(&b.order()));
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_that_was_meant() {
        let stages = ["expressed", "proposed", "approved", "committed", "delivered"];
        assert_eq!(nearest("commited", &stages), Some("committed"));
        assert_eq!(nearest("Delivered", &stages), Some("delivered"));
        assert_eq!(nearest("banana", &stages), None);
        assert_eq!(nearest(&"p".repeat(LONGEST_SLIP + 1), &["p".repeat(LONGEST_SLIP).as_str()]), None);
        assert_eq!(nearest("knd", &["end", "kind"]), Some("kind"));
    }
}

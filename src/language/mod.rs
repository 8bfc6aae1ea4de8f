//! The words of the interface, in the language of the site.
//!
//! Code and templates speak English: a phrase stands where it is used, with its values by name, and is its own key
//! (`say!("{amount} open", amount)`, in templates `{{ "{amount} open" | say(amount=x) }}`). A [`Language`] has the
//! same phrases in other words, and how numbers and dates are written. What the program tells its user on the
//! terminal, and every word of a data file, stays English.
//!
//! Which language is spoken is a matter of the text that is being made, not of each of the functions that have a part
//! in it: [`speak`] sets it around the making of one artifact, for its thread and that time.

mod catalogue;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

pub(crate) use catalogue::{fits, placeholders};

/// How one language says what the interface says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its tag, such as `de`.
    pub tag: String,
    /// What stands between whole and fraction.
    pub decimal: String,
    /// What stands between groups of three digits.
    pub group: String,
    /// The months' names.
    pub months: [String; 12],
    /// The same where there is little room.
    pub short_months: [String; 12],
    /// Phrases by what they are in English; one that is missing is said in English.
    pub phrases: BTreeMap<String, String>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Language {
    /// The language that code and templates are written in.
    #[must_use]
    pub fn english() -> Self {
        Self {
            tag: "en".to_owned(),
            decimal: ".".to_owned(),
            group: ",".to_owned(),
            months: MONTHS.map(str::to_owned),
            short_months: MONTHS.map(|name| name.chars().take(3).collect()),
            phrases: BTreeMap::new(),
        }
    }
}

thread_local! {
    static SPOKEN: RefCell<Arc<Language>> = RefCell::new(Arc::new(Language::english()));
}

/// Makes something in a language; afterwards the former one is spoken again.
pub fn speak<T>(language: &Arc<Language>, make: impl FnOnce() -> T) -> T {
    /// Gives the word back even if `make` panics: the thread lives on.
    struct Former(Arc<Language>);
    impl Drop for Former {
        fn drop(&mut self) {
            SPOKEN.with_borrow_mut(|spoken| std::mem::swap(spoken, &mut self.0));
        }
    }
    let _former = Former(SPOKEN.replace(Arc::clone(language)));
    make()
}

/// Asks the language that is spoken now.
pub(crate) fn with<T>(ask: impl FnOnce(&Language) -> T) -> T {
    SPOKEN.with_borrow(|spoken| ask(spoken))
}

/// A word or phrase without values.
pub(crate) fn word(english: &str) -> String {
    with(|language| language.phrases.get(english).map_or(english, String::as_str).to_owned())
}

/// A phrase with its values filled in by name.
pub(crate) fn spoken(english: &str, values: &[(&str, &dyn Display)]) -> String {
    with(|language| fill(language.phrases.get(english).map_or(english, String::as_str), values))
}

/// `1 amount`, `3 amounts`; in the catalogue `1 amount | {count} amounts`.
pub(crate) fn counted(number: usize, printed: &str, one: &str, many: &str) -> String {
    let key = format!("1 {one} | {{count}} {many}");
    with(|language| {
        let said = language.phrases.get(&key).unwrap_or(&key);
        let (one, many) = said.split_once(" | ").unwrap_or((said, said));
        fill(if number == 1 { one } else { many }, &[("count", &printed)])
    })
}

/// What is in braces and no value's name stays as it is.
fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16 * values.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match found {
            Some((value, after)) => {
                filled.push_str(&value.to_string());
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

/// A phrase in the language that is spoken, its values by name: `say!("{open} of {all} are open", open, all = sum)`.
/// The compiler holds the text and the names against each other.
macro_rules! say {
    ($text:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const _: () = assert!($crate::language::fits($text, &[$(stringify!($name)),*]), "a phrase has the values it names");
        $crate::language::spoken($text, &[$((stringify!($name), &$crate::language::value!($name $(, $value)?))),*])
    }};
}

/// Marks a phrase that is said elsewhere, by [`word`]: the catalogue of all phrases is taken from the sources.
macro_rules! phrase {
    ($text:literal) => {
        $text
    };
}

macro_rules! value {
    ($name:ident) => {
        $name
    };
    ($name:ident, $value:expr) => {
        $value
    };
}

pub(crate) use {phrase, say, value};

#[cfg(test)]
mod tests {
    use super::*;

    fn german() -> Arc<Language> {
        let phrases = [
            ("{open} of {all} are open", "Von {all} sind {open} offen"),
            ("1 day | {count} days", "1 Tag | {count} Tage"),
        ];
        let phrases = phrases.map(|(key, said)| (key.to_owned(), said.to_owned())).into();
        Arc::new(Language { tag: "de".to_owned(), phrases, ..Language::english() })
    }

    #[test]
    fn a_phrase_is_said_in_the_language_that_is_spoken_and_no_longer() {
        let told = |open: u8, all: u8| say!("{open} of {all} are open", open, all);
        assert_eq!(speak(&german(), || told(2, 3)), "Von 3 sind 2 offen");
        assert_eq!(told(2, 3), "2 of 3 are open");
    }

    #[test]
    fn a_panic_does_not_change_what_is_spoken() {
        let caught = std::panic::catch_unwind(|| speak(&german(), || panic!("in German")));
        assert!(caught.is_err());
        assert_eq!(with(|language| language.tag.clone()), "en");
    }

    #[test]
    fn one_and_many_have_words_of_their_own() {
        let told = |number: usize| counted(number, &number.to_string(), "day", "days");
        assert_eq!(speak(&german(), || [told(1), told(4)]), ["1 Tag", "4 Tage"]);
        assert_eq!([told(1), told(4)], ["1 day", "4 days"]);
    }

    #[test]
    fn a_brace_of_a_value_is_no_place_for_another() {
        assert_eq!(fill("{a} {b} {c", &[("a", &"{b}"), ("b", &1)]), "{b} 1 {c");
    }
}

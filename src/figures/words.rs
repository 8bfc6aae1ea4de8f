//! Sentences that more than one chart needs.

use crate::language::{self, say};
pub(crate) use crate::quantities::print::{capital, list};
use crate::quantities::{Amount, Ratio, print};

/// Most characters of a text alternative.
const LONGEST_ALT: usize = 250;

/// What the bands hold, said wherever a band is.
pub(crate) fn bands() -> String {
    say!("firm: committed + delivered; probable: firm + approved; all: every stage")
}

/// `type of measure, scope, as of date. Takeaway. Key values.`, as many of the values as fit.
pub(crate) fn alt(kind: &str, scope: &str, as_of: &str, takeaway: &str, values: &[String]) -> String {
    // An author's own takeaway may end as it likes.
    let stop = if takeaway.ends_with(['.', '?', '!', '…']) { "" } else { "." };
    let mut alt = say!("{kind}, {scope}, as of {as_of}. {takeaway}{stop}", kind, scope, as_of, takeaway, stop);
    if alt.chars().count() > LONGEST_ALT {
        alt = say!("{kind}, as of {as_of}. {takeaway}{stop}", kind, as_of, takeaway, stop);
    }
    if alt.chars().count() > LONGEST_ALT {
        // Only a name of absurd length in the takeaway comes here.
        alt = alt.chars().take(LONGEST_ALT - 1).chain(['…']).collect();
    }
    let mut joined = String::new();
    for value in values {
        let longer = if joined.is_empty() { format!(" {}", capital(value)) } else { format!("{joined}; {value}") };
        if alt.chars().count() + longer.chars().count() + 1 > LONGEST_ALT {
            break;
        }
        joined = longer;
    }
    if !joined.is_empty() {
        joined.push('.');
    }
    alt + &joined
}

/// `1 day`, `34 days`.
pub(crate) fn days(days: i64) -> String {
    print::count(usize::try_from(days).unwrap_or_default(), "day", "days")
}

/// Whether it is printed as `<0.1%`.
pub(crate) fn is_trace(ratio: &Ratio) -> bool {
    ratio.is_positive() && ratio.percent(1).is_some_and(Amount::is_zero)
}

/// A word in the language that is spoken with a space behind it, or nothing: what stands before a number.
pub(crate) fn before(word: &str) -> String {
    if word.is_empty() { String::new() } else { format!("{} ", language::word(word)) }
}

/// `+25,870`, `−30`, `0`: digits as [`print::short`].
pub(crate) fn signed(amount: Amount) -> String {
    let plus = if amount.is_positive() { "+" } else { "" };
    format!("{plus}{}", print::short(amount))
}

/// The text in at most so many words: long names cost its end.
pub(crate) fn at_most(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() > most { format!("{} …", words[..most - 1].join(" ")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alternative_is_never_too_long() {
        let values: Vec<String> = (0..40).map(|i| format!("value {i}")).collect();
        for scope in ["DeFi United", &"x".repeat(400)] {
            for takeaway in ["Nothing", &"y".repeat(400)] {
                let alt = alt("Bar chart", scope, "24 Apr 2026", takeaway, &values);
                assert!(alt.chars().count() <= LONGEST_ALT, "{alt}");
            }
        }
        assert_eq!(
            alt("Bar", "S", "1 May", "Take", &["one".into(), "two".into()]),
            "Bar, S, as of 1 May. Take. One; two."
        );
    }
}

//! Numbers of a text, held against the numbers by name and the tables.

use std::collections::BTreeSet;

use serde_json::Value;

use super::markup;
use crate::figures::{Cell, Figure};
use crate::language;
use crate::pages::Material;
use crate::pages::kit::view::KitView;
use crate::quantities::{Amount, print};

/// Every number that a kit may print.
#[derive(Default)]
pub(in crate::pages::kit) struct Known(BTreeSet<Amount>);

/// Numbers by name, the tables of the charts and of the pledges, dates, and what the author wrote.
pub(in crate::pages::kit) fn known(
    material: &Material<'_>,
    index: usize,
    view: &KitView,
    figures: &[Figure],
    numbers: &Value,
) -> Known {
    let mut known = Known::default();
    for number in numbers["numbers"].as_array().into_iter().flatten() {
        known.add(number["text"].as_str().unwrap_or(""));
    }
    for figure in figures {
        for cell in figure.table.rows.iter().flatten() {
            known.add(&Cell::printed(cell));
        }
        known.add(&figure.subtitle);
    }
    for snapshot in &material.rescue.snapshots[..=index] {
        known.add(&print::date(snapshot.at));
    }
    let report = &view.report;
    for pledge in &report.pledges {
        known.add(&format!("{} {}", pledge.promise, pledge.name));
    }
    for band in &report.headline.bands {
        known.add(&band.stages);
    }
    for text in [&view.site, &report.title, &view.shortfall, &view.action.text] {
        known.add(text);
    }
    known.add(report.summary.as_deref().unwrap_or(""));
    for said in [&view.opening, &view.closing].into_iter().flatten() {
        known.add(&markup::visible(&said.html));
    }
    known.add(&format!("{} {}", figures.len(), view.more));
    known
}

impl Known {
    fn add(&mut self, text: &str) {
        self.0.extend(tokens(text).iter().filter_map(|(_, token)| plain(token).parse::<Amount>().ok()));
    }

    /// Numbers that are none of the known ones, nor one of them rounded to the places printed.
    pub(super) fn strangers(&self, text: &str) -> Vec<(usize, String)> {
        let found = tokens(text).into_iter().filter(|(_, token)| {
            let token = plain(token);
            let places = token.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
            token
                .parse::<Amount>()
                .is_ok_and(|amount| !self.0.contains(&amount) && !self.0.iter().any(|k| k.rounded(places) == amount))
        });
        found.map(|(_, token)| (0, format!("`{token}` is in no table and has no name in `numbers.json`"))).collect()
    }
}

/// A number without what its language groups and parts it with.
fn plain(token: &str) -> String {
    language::with(|language| token.replace(&language.group, "").replace(&language.decimal, "."))
}

/// Numbers that one form of the mail has and the other has not.
pub(super) fn same(html: &str, text: &str) -> Vec<(usize, String)> {
    let set = |text: &str| tokens(text).into_iter().map(|(_, token)| token).collect::<BTreeSet<String>>();
    let (html, text) = (set(&markup::visible(html)), set(&without_links(text)));
    html.symmetric_difference(&text).map(|number| (0, format!("`{number}` is not in both forms of the mail"))).collect()
}

/// A plain text without its list of addresses, which ends it, the marks that lead there, and the numbers of a list.
pub(super) fn without_links(text: &str) -> String {
    let body = text.trim_end().rsplit_once("\n\n").map_or(text, |(body, _)| body);
    let lines = body.lines().map(|line| match line.trim_start().split_once(". ") {
        Some((number, item)) if number.len() < 3 && number.bytes().all(|b| b.is_ascii_digit()) => item,
        _ => line,
    });
    let words = lines.flat_map(|line| line.split(' ').filter(|word| !word.starts_with('[')).chain(["\n"]));
    words.collect::<Vec<_>>().join(" ")
}

/// Every number of a text as it is printed, with its place. Digits within a word are part of a name.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = characters.next() {
        if !c.is_ascii_digit() || before.is_alphabetic() {
            before = if c.is_ascii_digit() && before.is_alphabetic() { before } else { c };
            continue;
        }
        let mut token = String::from(c);
        while let Some((next, c)) = characters.peek().copied() {
            let goes_on = text[next + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
            if !(c.is_ascii_digit() || (matches!(c, ',' | '.') && goes_on)) {
                break;
            }
            token.push(c);
            characters.next();
        }
        before = '0';
        tokens.push((at, token));
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        let found: Vec<String> =
            tokens("43,500 ETH (63.1%), stages 4–5. x2 v1.2, −30.").into_iter().map(|t| t.1).collect();
        assert_eq!(found, ["43,500", "63.1", "4", "5", "2", "30"]);
    }

    #[test]
    fn what_leads_elsewhere_is_no_number() {
        let text = "12 ETH [1] here\n[2] 13 ETH\n  2. second\n\n[1] https://a.example/2026\n";
        let found: Vec<String> = tokens(&without_links(text)).into_iter().map(|token| token.1).collect();
        assert_eq!(found, ["12", "13"]);
    }

    #[test]
    fn a_stranger_is_found() {
        let mut known = Known::default();
        known.add("30,765.6675");
        assert!(known.strangers("30,765.67 and 30,766").is_empty());
        assert_eq!(known.strangers("30,767").len(), 1);
    }
}

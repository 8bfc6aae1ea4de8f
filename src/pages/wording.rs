//! An author's own words for charts, the numbers that they quote filled in.

use std::collections::BTreeSet;

use super::quotes::Quotable;
use super::shown::Setting;
use crate::diagnostics::Report;
use crate::documents::Text;
use crate::figures::{ChartId, Wording};
use crate::rescue::ChartWords;

/// The words for the charts of one report.
#[derive(Clone, Debug, Default)]
pub struct Worded {
    /// As they are printed.
    pub words: Wording,
    /// Snapshots whose numbers they quote, by their place in time.
    pub quoted: BTreeSet<usize>,
}

impl Worded {
    /// Computed words for every chart.
    pub(super) const fn none() -> Self {
        Self { words: Wording::new(), quoted: BTreeSet::new() }
    }
}

/// The words for a report's charts: its own before those of the site.
///
/// The site's words hold for every report. A number that they quote may be undefined in an older one, which then
/// keeps its computed words: only the newest report is held to them.
pub(super) fn of(quotable: &Quotable<'_>, index: usize, report: &mut Report) -> Worded {
    let rescue = quotable.rescue;
    let mut worded = Worded::default();
    let is_newest = index + 1 == rescue.snapshots.len();
    let of_site = if is_newest { &mut *report } else { &mut Report::default() };
    put(&mut worded, &rescue.site.charts, quotable, index, of_site);
    let own = rescue.snapshots.get(index).and_then(|snapshot| rescue.reports.get(&snapshot.slug));
    if let Some(article) = own {
        put(&mut worded, &article.charts, quotable, index, report);
    }
    worded
}

fn put(worded: &mut Worded, all: &[ChartWords], quotable: &Quotable<'_>, index: usize, report: &mut Report) {
    for ChartWords { chart, title, subtitle } in all {
        // One that is unknown is reported with the charts.
        let Ok(id) = ChartId::named(chart.value.trim()) else { continue };
        let mut said = |text: &Option<Text>| filled(text.as_ref()?, quotable, index, &mut worded.quoted, report);
        let (title, subtitle) = (said(title), said(subtitle));
        let words = worded.words.entry(id).or_default();
        words.title = title.or(words.title.take());
        words.subtitle = subtitle.or(words.subtitle.take());
    }
}

/// The text, or nothing where a number cannot be printed.
fn filled(
    typed: &Text,
    quotable: &Quotable<'_>,
    index: usize,
    quoted: &mut BTreeSet<usize>,
    report: &mut Report,
) -> Option<String> {
    let mut found = Report::default();
    let filled = quotable.fill(&typed.value, index, Setting::Words, |problem, _| found.push(problem.at(&typed.span)));
    let whole = !found.has_errors();
    report.extend(found);
    quoted.extend(filled.quoted);
    whole.then_some(filled.text)
}

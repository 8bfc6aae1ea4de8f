//! Charts and tables shown by name in an author's text: `{{ chart who }}`, `{{ table who @ 2026-04-24 }}`.
//!
//! Each becomes Markdown, a picture or a table, so that every form of the text has it. Where the form is a page of
//! ours, the drawing itself takes the picture's place.

use std::ops::Range;

use super::filters::markdown_text;
use crate::diagnostics::{Code, Diagnostic};
use crate::figures::{Cell, ChartId, Figure, chosen};
use crate::quantities::{Slug, print};
use crate::rescue::Rescue;

/// Where a text stands, which decides what it may show and where the files of a chart are from there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Setting<'a> {
    /// A line of words, which holds numbers alone.
    Words,
    /// The page of this report.
    Report(&'a Slug),
    /// A page of an author's own, one folder below the site's root.
    Page,
}

impl Setting<'_> {
    /// What leads from the text's page to the charts of a report.
    fn folder(self, of: &str) -> String {
        match self {
            Self::Report(own) if own.as_str() == of => "charts/".to_owned(),
            Self::Report(_) | Self::Words => format!("../{of}/charts/"),
            Self::Page => format!("../reports/{of}/charts/"),
        }
    }
}

/// A chart or its values, as asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked<'a> {
    form: Form,
    chart: &'a str,
    pub(super) snapshot: Option<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Chart,
    Table,
}

/// A drawing that stands in a text.
#[derive(Debug)]
pub(super) struct Shown {
    /// Where its picture begins in the Markdown.
    pub(super) at: usize,
    /// What is drawn.
    pub(super) figure: Figure,
    /// What leads from the text's page to its files.
    pub(super) folder: String,
}

impl<'a> Asked<'a> {
    /// `chart ID [@ SNAPSHOT]` or `table ID [@ SNAPSHOT]`; nothing if it is a number that is quoted.
    pub(super) fn parse(inside: &'a str) -> Option<Self> {
        let (form, rest) = inside.trim().split_once(char::is_whitespace)?;
        let form = match form {
            "chart" => Form::Chart,
            "table" => Form::Table,
            _ => return None,
        };
        let (chart, snapshot) = match rest.split_once('@') {
            Some((chart, snapshot)) => (chart, Some(snapshot.trim())),
            None => (rest, None),
        };
        Some(Self { form, chart: chart.trim(), snapshot })
    }

    /// The chart that is meant, if a text may show it here.
    ///
    /// # Errors
    /// `unknown-reference` for a chart that the reports do not have, `misplaced-chart` for a place that holds none.
    pub(super) fn chart(
        &self,
        rescue: &Rescue,
        setting: Setting<'_>,
        typed: &str,
        place: &Range<usize>,
    ) -> Result<ChartId, Diagnostic> {
        let id = ChartId::named(self.chart)?;
        if matches!(setting, Setting::Words) {
            let message = "the words for a chart hold numbers, not a chart or a table";
            return Err(Diagnostic::new(Code::MisplacedChart, message));
        }
        if !stands_alone(typed, place) {
            let message = format!("`{}` does not stand in a line of its own", self.chart);
            return Err(Diagnostic::new(Code::MisplacedChart, message)
                .hint("a chart or a table begins its line, with an empty line before and after"));
        }
        if !chosen(rescue).contains(&id) {
            let message = format!("the reports of this site do not have the chart `{}`", self.chart);
            return Err(Diagnostic::new(Code::UnknownReference, message)
                .hint("`report_charts` in `site.yaml` says which charts they have"));
        }
        Ok(id)
    }

    /// The Markdown for it; a drawing is remembered by its place, which begins at `at`.
    pub(super) fn markdown(&self, figure: Figure, setting: Setting<'_>, at: usize) -> (String, Option<Shown>) {
        match self.form {
            Form::Table => (table(&figure), None),
            Form::Chart => {
                let folder = setting.folder(&figure.slug);
                let text = format!("![{}]({folder}{}.png)", markdown_text(&figure.alt), figure.id.as_str());
                (text, Some(Shown { at, figure, folder }))
            }
        }
    }
}

/// Whether nothing else is in the line, and nothing in the lines around it.
fn stands_alone(typed: &str, place: &Range<usize>) -> bool {
    let (before, after) = (&typed[..place.start], &typed[place.end..]);
    let is_empty = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let (mut above, mut below) = (before.rsplit('\n'), after.split('\n'));
    // It begins its line: in a list or a quotation its table would fall out.
    above.next().is_none_or(str::is_empty) && is_empty(above.next()) && is_empty(below.next()) && is_empty(below.next())
}

/// The values under what they say and when, as a table that every reader of Markdown knows.
fn table(figure: &Figure) -> String {
    let row = |cells: &mut dyn Iterator<Item = String>| format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    let columns = &figure.table.columns;
    let mut text = format!("**{}** ({})\n\n", markdown_text(&figure.title), print::date(figure.as_of));
    text += &row(&mut columns.iter().map(|column| markdown_text(&column.heading())));
    text += &row(&mut columns.iter().map(|column| if column.numeric { "---:" } else { "---" }.to_owned()));
    for cells in &figure.table.rows {
        text += &row(&mut cells.iter().map(Cell::printed).map(|cell| markdown_text(&cell)));
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_asked_for_by_name_and_snapshot() {
        let asked = Asked::parse(" table who @ 2026-04-24 ").unwrap();
        assert_eq!((asked.form, asked.chart, asked.snapshot), (Form::Table, "who", Some("2026-04-24")));
        assert_eq!(Asked::parse("chart who").unwrap().snapshot, None);
        assert_eq!((Asked::parse("all.sum"), Asked::parse("charts who")), (None, None));
    }

    #[test]
    fn only_a_line_of_its_own_holds_a_chart() {
        for (text, alone) in [
            ("X", true),
            ("X\n", true),
            ("a\n\nX  \n\nb", true),
            ("a\r\n\r\nX\r\n\r\nb", true),
            ("a X", false),
            ("X b", false),
            (" X", false),
            ("- X", false),
            ("a\nX", false),
            ("X\nb", false),
        ] {
            let at = text.find('X').unwrap();
            assert_eq!(stands_alone(text, &(at..at + 1)), alone, "{text:?}");
        }
    }

    #[test]
    fn a_page_finds_the_files_of_a_report() {
        let own = Slug::new("b").unwrap();
        assert_eq!(Setting::Report(&own).folder("b"), "charts/");
        assert_eq!(Setting::Report(&own).folder("a"), "../a/charts/");
        assert_eq!(Setting::Page.folder("a"), "../reports/a/charts/");
    }
}

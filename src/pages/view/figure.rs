//! One chart in a page: its drawings, its table and its downloads.

use serde::Serialize;

use crate::diagnostics::Diagnostic;
use crate::figures::{Figure, Layout, Look};
use crate::language;

/// A chart as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FigureView {
    id: &'static str,
    /// What a link on the page leads to.
    anchor: String,
    question: String,
    title: String,
    alt: String,
    long: String,
    /// The drawing for wide screens, inline.
    wide: String,
    /// The drawing for phones, inline.
    narrow: String,
    columns: Vec<ColumnView>,
    rows: Vec<Vec<String>>,
    /// The folder of its files, from the page.
    folder: String,
}

#[derive(Debug, Clone, Serialize)]
struct ColumnView {
    heading: String,
    numeric: bool,
}

impl FigureView {
    /// `folder` leads from the page to the chart's files.
    pub(crate) fn of(figure: &Figure, folder: &str) -> Result<Self, Diagnostic> {
        let id = figure.id.as_str();
        Self::named(figure, folder, format!("chart-{id}"), &format!("{id}-{}", figure.slug))
    }

    /// One that stands in a text, beside the same in its place on the page.
    pub(crate) fn within(figure: &Figure, folder: &str, name: &str) -> Result<Self, Diagnostic> {
        Self::named(figure, folder, name.to_owned(), name)
    }

    fn named(figure: &Figure, folder: &str, anchor: String, name: &str) -> Result<Self, Diagnostic> {
        Ok(Self {
            id: figure.id.as_str(),
            anchor,
            question: language::word(figure.id.question()),
            title: figure.title.clone(),
            alt: figure.alt.clone(),
            long: figure.long.clone(),
            wide: figure.svg_named(name, Layout::Page, Look::Page)?,
            narrow: figure.svg_named(name, Layout::Narrow, Look::Page)?,
            columns: figure
                .table
                .columns
                .iter()
                .map(|column| ColumnView { heading: column.heading(), numeric: column.numeric })
                .collect(),
            rows: figure.table.rows.iter().map(|row| row.iter().map(crate::figures::Cell::printed).collect()).collect(),
            folder: folder.to_owned(),
        })
    }
}

//! The drawn values as a table, and its data files.

use serde_json::{Value, json};

use crate::quantities::{Amount, Moment, Ratio, Unit, print};

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What its cells say, lower case.
    pub name: String,
    /// The unit of its amounts, or `%`; `None` for words, dates and counts.
    pub unit: Option<String>,
    /// Whether its cells are numbers, to be set flush right.
    pub numeric: bool,
}

impl Column {
    /// Words or dates.
    pub(crate) fn words(name: &str) -> Self {
        Self { name: name.to_owned(), unit: None, numeric: false }
    }

    /// Amounts in a unit.
    pub(crate) fn amounts(name: &str, unit: &Unit) -> Self {
        Self { name: name.to_owned(), unit: Some(unit.to_string()), numeric: true }
    }

    /// Percentages.
    pub(crate) fn percent(name: &str) -> Self {
        Self { name: name.to_owned(), unit: Some("%".to_owned()), numeric: true }
    }

    /// `remaining, all (ETH)`.
    #[must_use]
    pub fn heading(&self) -> String {
        self.unit.as_ref().map_or_else(|| self.name.clone(), |unit| format!("{} ({unit})", self.name))
    }
}

/// One value of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// An exact amount in the column's unit.
    Amount(Amount),
    /// A share.
    Percent(Ratio),
    /// How many.
    Count(usize),
    /// When.
    Date(Moment),
    /// Undefined or not stated: neither zero nor nothing.
    Missing,
}

impl Cell {
    /// As a page prints it.
    #[must_use]
    pub fn printed(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Amount(amount) => print::exact(*amount),
            Self::Percent(ratio) => print::percent(ratio),
            Self::Count(count) => count.to_string(),
            Self::Date(moment) => print::date(*moment),
            Self::Missing => "–".to_owned(),
        }
    }

    /// As a data file carries it: plain decimals, ISO dates, nothing for what is missing. Percentages
    /// have nine decimals, halves to even.
    #[must_use]
    pub fn plain(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Amount(amount) => Some(amount.to_string()),
            Self::Percent(ratio) => ratio.percent(9).map(|percent| percent.to_string()),
            Self::Count(count) => Some(count.to_string()),
            Self::Date(moment) => Some(moment.to_string()),
            Self::Missing => None,
        }
    }
}

impl From<Option<Amount>> for Cell {
    fn from(amount: Option<Amount>) -> Self {
        amount.map_or(Self::Missing, Self::Amount)
    }
}

impl From<Option<Ratio>> for Cell {
    fn from(ratio: Option<Ratio>) -> Self {
        ratio.map_or(Self::Missing, Self::Percent)
    }
}

/// Exactly the values that a chart draws. Every row has a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, in the order of the chart.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Comma-separated, lines end with LF, first line the headings.
    #[must_use]
    pub fn csv(&self) -> String {
        let headings = self.columns.iter().map(|column| field(&defused(&column.heading())));
        line(headings) + &self.csv_rows()
    }

    /// The same without the line of headings: what goes on with another table's.
    #[must_use]
    pub fn csv_rows(&self) -> String {
        let fields = |row: &Vec<Cell>| {
            line(row.iter().map(|cell| match cell {
                Cell::Text(text) => field(&defused(text)),
                other => other.plain().unwrap_or_default(),
            }))
        };
        self.rows.iter().map(fields).collect()
    }

    /// Columns and rows; numbers as text, because a JSON number would be read back as a binary float.
    #[must_use]
    pub fn json(&self) -> (Value, Value) {
        let columns = self
            .columns
            .iter()
            .map(|column| json!({ "name": column.name, "unit": column.unit, "numeric": column.numeric }))
            .collect();
        let rows = self
            .rows
            .iter()
            .map(|row| Value::Array(row.iter().map(|cell| cell.plain().map_or(Value::Null, Value::String)).collect()))
            .collect();
        (Value::Array(columns), Value::Array(rows))
    }
}

fn line(fields: impl Iterator<Item = String>) -> String {
    let mut line = fields.collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

/// A text that a spreadsheet would take for a formula gets an apostrophe.
fn defused(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str, amount: &str) -> Table {
        Table {
            columns: vec![
                Column::words("who"),
                Column::amounts("pledged", &Unit::new("ETH").unwrap()),
                Column::percent("share"),
            ],
            rows: vec![vec![
                Cell::Text(text.to_owned()),
                Cell::Amount(amount.parse().unwrap()),
                Ratio::of(Amount::whole(1), Amount::whole(3)).into(),
            ]],
        }
    }

    #[test]
    fn csv_is_plain_and_harmless() {
        assert_eq!(
            table("=cmd()|A1, \"x\"", "-30765.6675").csv(),
            "who,pledged (ETH),share (%)\n\"'=cmd()|A1, \"\"x\"\"\",-30765.6675,33.333333333\n"
        );
        let heading = Table { columns: vec![Column::words("@SUM(1)")], rows: vec![] };
        assert_eq!(heading.csv(), "'@SUM(1)\n");
    }

    #[test]
    fn json_keeps_every_digit() {
        let (columns, rows) = table("Mantle", "0.000000000000000001").json();
        assert_eq!(columns[1]["unit"], "ETH");
        assert_eq!(rows[0][1], "0.000000000000000001");
        let missing = Table { columns: vec![Column::words("n")], rows: vec![vec![Cell::Missing]] };
        assert_eq!(missing.csv(), "n\n\n");
        assert!(missing.json().1[0][0].is_null());
    }
}

//! A spreadsheet's rows as pledges: CSV with a heading, every cell with its place. What a cell means is read
//! where a snapshot's own texts are, so that a cell and a key say the same.

use std::sync::Arc;

use super::{MOST_ENTRIES, PledgeDoc, Text};
use crate::diagnostics::{Code, Diagnostic, Report, Source, Span};

/// One pledge.
#[derive(Debug)]
pub struct Row {
    /// The pledge's id.
    pub id: Text,
    /// Key → value of every cell that is filled, in the order of the columns.
    pub keys: Vec<(&'static str, Text)>,
}

/// The column that names the pledge.
const ID: &str = "id";
/// The column that goes behind each amount of its row.
const UNIT: &str = "unit";
/// Keys that are true or false.
const FLAGS: [&str; 2] = ["counts", "inferred"];
/// Keys that are more than one text.
const NOT_CELLS: [&str; 1] = ["confirmed"];

/// The columns that there are, in the order of the format.
pub fn columns() -> impl Iterator<Item = &'static str> {
    let keys = PledgeDoc::KEYS.iter().copied().filter(|key| !NOT_CELLS.contains(key));
    [ID].into_iter().chain(keys).chain([UNIT])
}

/// Reads all rows; every problem goes to the report.
pub fn rows(source: &Arc<Source>, report: &mut Report) -> Vec<Row> {
    if let Some(place) = unclosed(source) {
        report.push(Diagnostic::new(Code::WrongShape, "a quotation mark is not closed").at(&place));
        return Vec::new();
    }
    let separator = separator(&source.text);
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).delimiter(separator).from_reader(source.text.as_bytes());
    let mut heading: Option<Vec<Option<&'static str>>> = None;
    let mut rows: Vec<Row> = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                report.push(Diagnostic::new(Code::WrongShape, format!("not CSV: {error}")).at(&Span::start_of(source)));
                break;
            }
        };
        let cells = cells(source, &record, separator);
        if rows.len() == MOST_ENTRIES {
            let place = cells.first().map_or_else(|| Span::start_of(source), |cell| cell.span.clone());
            let problem = Diagnostic::new(Code::LimitExceeded, format!("there are more than {MOST_ENTRIES} rows"));
            report.push(problem.at(&place));
            break;
        }
        let Some(columns) = &heading else {
            heading = Some(headings(source, &cells, report));
            continue;
        };
        let Some(row) = row(columns, cells, separator, report) else { continue };
        if rows.iter().any(|other| other.id.value == row.id.value) {
            let problem = format!("the pledge `{}` has two rows", row.id.value);
            report.push(Diagnostic::new(Code::DuplicateKey, problem).at(&row.id.span));
        }
        rows.push(row);
    }
    match heading {
        None => _ = headings(source, &[], report),
        Some(_) if rows.is_empty() && !report.has_errors() => {
            let problem = Diagnostic::new(Code::WrongShape, "there is no row below the heading");
            report.push(problem.at(&Span::start_of(source)).hint("one row is one pledge"));
        }
        Some(_) => {}
    }
    rows
}

/// The quotation mark that all that follows it would be taken for.
fn unclosed(source: &Arc<Source>) -> Option<Span> {
    let mut marks = source.text.match_indices('"');
    let last = marks.next_back()?.0;
    marks.count().is_multiple_of(2).then(|| Span::new(source, last, 1))
}

/// What stands between cells: spreadsheets of many languages write `;`.
fn separator(text: &str) -> u8 {
    let heading = text.lines().next().unwrap_or_default();
    let count = |separator: &u8| heading.bytes().filter(|byte| byte == separator).count();
    // Of two that are as frequent, the last: where there is none, a comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The cells of a record with their places: the reader has taken the quotation marks off.
fn cells(source: &Arc<Source>, record: &csv::StringRecord, separator: u8) -> Vec<Text> {
    let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
    let start = start.min(source.text.len());
    // Blank lines before a record belong to it.
    let start = start + source.text[start..].bytes().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    let (mut at, mut is_quoted) = (start, false);
    let mut ends = Vec::new();
    for byte in source.text[start..].bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if byte == separator && !is_quoted => ends.push(at),
            _ => {}
        }
        at += 1;
    }
    ends.push(at);
    let starts = std::iter::once(start).chain(ends.iter().map(|end| end + 1));
    let places = starts.zip(&ends).map(|(from, to)| Span::new(source, from, to - from));
    record.iter().zip(places).map(|(cell, span)| Text::new(cell.trim().to_owned(), span)).collect()
}

/// The key of each column.
fn headings(source: &Arc<Source>, cells: &[Text], report: &mut Report) -> Vec<Option<&'static str>> {
    let mut found: Vec<Option<&'static str>> = Vec::new();
    for cell in cells {
        let typed = cell.value.to_lowercase().replace([' ', '-'], "_");
        let column = columns().find(|column| *column == typed);
        if column.is_some() && found.contains(&column) {
            let problem = format!("the column `{typed}` is there twice");
            report.push(Diagnostic::new(Code::DuplicateKey, problem).at(&cell.span));
        } else if column.is_none() && NOT_CELLS.contains(&typed.as_str()) {
            let problem = format!("`{typed}` is a list, which no cell can hold");
            report.push(Diagnostic::new(Code::UnknownKey, problem).at(&cell.span).hint("edit it in the snapshot"));
        } else if column.is_none() {
            let problem = Diagnostic::new(Code::UnknownKey, format!("unknown column `{}`", cell.value));
            let problem = problem.at(&cell.span).suggest(&typed, columns());
            let known = || columns().collect::<Vec<_>>().join(", ");
            report.push(if problem.hints.is_empty() { problem.hint(format!("columns: {}", known())) } else { problem });
        }
        found.push(column);
    }
    if !found.contains(&Some(ID)) {
        report.push(
            Diagnostic::new(Code::MissingKey, format!("the column `{ID}` is missing"))
                .at(&cells.first().map_or_else(|| Span::start_of(source), |cell| cell.span.clone()))
                .hint("the first row names the columns; `id` is the pledge's id in the snapshots"),
        );
    }
    found
}

fn row(columns: &[Option<&'static str>], cells: Vec<Text>, separator: u8, report: &mut Report) -> Option<Row> {
    let (mut id, mut unit, mut keys) = (None, None, Vec::new());
    let first = cells.first().map(|cell| cell.span.clone())?;
    let is_blank = cells.iter().all(|cell| cell.value.is_empty());
    for (index, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.value.is_empty()) {
        match columns.get(index) {
            None => {
                let problem = Diagnostic::new(Code::WrongShape, "the row has more cells than the heading has columns");
                report.push(problem.at(&cell.span).hint("quote a text that has the separator in it"));
            }
            // Said of the heading.
            Some(None) => {}
            Some(Some(ID)) => id = Some(cell),
            Some(Some(UNIT)) => unit = Some(cell),
            Some(Some(key)) => keys.push((*key, cell)),
        }
    }
    let named = |wanted: &str| keys.iter().find(|(key, _)| *key == wanted).map(|(_, cell)| cell);
    if let (Some(stage), Some(end)) = (named("stage"), named("end")) {
        let problem = format!("a row has a stage, `{}`, and an end, `{}`", stage.value, end.value);
        report.push(
            Diagnostic::new(Code::StageWithEnd, problem)
                .at(&end.span)
                .hint("a pledge that ended has no stage: leave that cell empty"),
        );
    }
    // Spreadsheets write them in capitals.
    for (_, cell) in keys.iter_mut().filter(|(key, _)| FLAGS.contains(key)) {
        *cell = Text::new(cell.value.to_ascii_lowercase(), cell.span.clone());
    }
    for (_, cell) in keys.iter_mut().filter(|(key, _)| matches!(*key, "amount" | "delivered")) {
        if separator == b';' && cell.value.contains(',') {
            report.push(
                Diagnostic::new(Code::InvalidAmount, format!("the comma in `{}` may mean two things", cell.value))
                    .at(&cell.span)
                    .hint("write `30765.6675`: a point before decimals, nothing between thousands"),
            );
        }
        if let Some(unit) = unit.as_ref().filter(|_| cell.value.ends_with(|c: char| c.is_ascii_digit())) {
            *cell = Text::new(format!("{} {}", cell.value, unit.value), cell.span.clone());
        }
    }
    if id.is_none() && !is_blank && columns.contains(&Some(ID)) {
        report.push(Diagnostic::new(Code::MissingKey, "the row has no `id`").at(&first));
    }
    Some(Row { id: id?, keys })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Row>, Report) {
        let mut report = Report::default();
        let source = Arc::new(Source { path: "p.csv".into(), text: text.into() });
        (rows(&source, &mut report), report)
    }

    fn plain(rows: &[Row]) -> Vec<String> {
        let keys = |row: &Row| row.keys.iter().map(|(key, cell)| format!(" {key}={}", cell.value)).collect::<String>();
        rows.iter().map(|row| row.id.value.clone() + &keys(row)).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        let (rows, _) = read("id,counts\na,FALSE\n");
        assert_eq!(plain(&rows), ["a counts=false"]);
        let expected = ["a amount=5000 ETH stage=approved note=a; b, \"c\"", "b amount=undisclosed"];
        for text in [
            "id,amount,unit,Stage,Note\na,5000,ETH,approved,\"a; b, \"\"c\"\"\"\nb,undisclosed,ETH,,\n",
            "id;amount;unit;stage;note\r\na;5000;ETH;approved;\"a; b, \"\"c\"\"\"\r\nb;undisclosed;ETH;;\r\n;;;;\r\n",
            "id\tamount\tunit\tstage\tnote\na\t5000\tETH\tapproved\t\"a; b, \"\"c\"\"\"\n\nb\tundisclosed",
        ] {
            let (rows, report) = read(text);
            assert!(!report.has_errors(), "{}", crate::diagnostics::to_text(&report));
            assert_eq!(plain(&rows), expected);
        }
    }

    #[test]
    fn a_cell_is_found_again() {
        let (rows, _) = read("id,note,amount\n\na,\"x\ny, z\",5\nb,ö,6\n");
        let places: Vec<_> = rows.iter().map(|row| (row.keys[1].1.span.line(), row.keys[1].1.span.column())).collect();
        assert_eq!(places, [(4, 7), (5, 5)]);
        assert_eq!(rows[1].keys[1].1.span.text(), "6");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_cell() {
        for (text, code, place) in [
            ("id,amuont\na,5\n", Code::UnknownKey, (1, 4)),
            ("id,confirmed\na,5\n", Code::UnknownKey, (1, 4)),
            ("id,amount,amount\n", Code::DuplicateKey, (1, 11)),
            ("amount\n5\n", Code::MissingKey, (1, 1)),
            ("id,amount\n,5\n", Code::MissingKey, (2, 1)),
            ("id,amount\na,5\na,6\n", Code::DuplicateKey, (3, 1)),
            ("id,amount\na,5,000\n", Code::WrongShape, (2, 5)),
            ("id;amount\na;30,765\n", Code::InvalidAmount, (2, 3)),
            ("", Code::MissingKey, (1, 1)),
            ("id,note\na,\"b\"\nc,\"d\n", Code::WrongShape, (3, 3)),
            ("id,stage,end\na,approved,withdrawn\n", Code::StageWithEnd, (2, 12)),
            ("id,amount\n", Code::WrongShape, (1, 1)),
            ("id,amount\n,\n", Code::WrongShape, (1, 1)),
        ] {
            let (_, report) = read(text);
            let found = report.sorted();
            assert_eq!(found.len(), 1, "{text:?}");
            let span = found[0].span.as_ref().unwrap();
            assert_eq!((found[0].code, (span.line(), span.column())), (code, place), "{text:?}");
        }
    }
}

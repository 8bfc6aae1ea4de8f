//! `shortfall diff`: what changed between two snapshots, and why.

use std::fmt::Write as _;

use anstyle::Style;

use super::options::Diff;
use super::status::find;
use super::{Exit, Format, Options, machine, say};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::language::speak;
use crate::measures::change::Change;
use crate::pages::view::ChangeView;
use crate::pages::{Material, data};
use crate::{Study, files};

pub(super) fn run(options: &Options, diff: &Diff) -> Exit {
    let mut report = Report::default();
    let study = crate::study(&options.root, &files::read_limited, &mut report);
    let printed = study.as_ref().and_then(|study| {
        let from = report.keep(find(study, Some(&diff.from)));
        let to = report.keep(find(study, diff.to.as_deref()));
        let printed = printed(study, options.format, diff.markdown, from?, to?);
        printed.map_err(|found| report.extend(found)).ok()
    });
    match printed {
        Some(text) => {
            say(&text);
            Exit::Success
        }
        None => machine::fail(options.format, "diff", &report),
    }
}

fn printed(study: &Study, format: Format, markdown: bool, from: usize, to: usize) -> Result<String, Report> {
    let Study { rescue, measures, theme, .. } = study;
    let overflow = || single(Diagnostic::new(Code::Overflow, "the change is larger than an amount can be"));
    let change = Change::between(rescue, measures, from, to).ok_or_else(overflow)?;
    if format == Format::Json {
        return Ok(format!("{:#}\n", data::change(rescue, measures, &change)));
    }
    let view = || ChangeView::of(rescue, measures, &change).ok_or_else(overflow);
    if markdown {
        // For readers of the site, unlike what the terminal says.
        let written = speak(&study.language, || Material::change_markdown(theme, &view()?).map_err(single));
        return written.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    }
    Ok(text(&view()?))
}

fn single(problem: Diagnostic) -> Report {
    let mut report = Report::default();
    report.push(problem);
    report
}

fn text(change: &ChangeView) -> String {
    let mut text = String::new();
    let bold = Style::new().bold();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{bold}{} → {}, in {}{bold:#}\n", change.from_date, change.to_date, change.unit);
    if change.rows.is_empty() {
        text.push_str("no pledge changed\n");
    } else {
        write_row(&mut text, "", &change.bands.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        for row in &change.rows {
            write_row(&mut text, &row.cause, &row.amounts);
            for pledge in &row.pledges {
                let returned = if pledge.returned { " (returned)" } else { "" };
                let _ = writeln!(text, "    {} {}{returned}", pledge.name, pledge.amount);
            }
        }
        write_row(&mut text, "pledges together", &change.total);
    }
    if let Some(balance) = &change.balance {
        write_row(&mut text, "still open", balance);
    }
    if change.first_stated {
        let _ = writeln!(text, "\nthe shortfall had not been stated by {}", change.from_date);
    }
    if let Some(shortfall) = &change.shortfall {
        let parts: Vec<String> = shortfall.parts.iter().map(|(word, amount)| format!("{word} {amount}")).collect();
        let _ = writeln!(text, "\nthe shortfall changed by {}: {}", shortfall.total, parts.join(", "));
    }
    for (i, coverage) in change.coverage.iter().enumerate() {
        let gap = if i == 0 { "\n" } else { "" };
        let (band, total, giving, revision) = (&coverage.band, &coverage.total, &coverage.giving, &coverage.revision);
        let _ = writeln!(text, "{gap}coverage, {band}: {total} points (giving {giving}, revision {revision})");
    }
    text
}

fn write_row(text: &mut String, name: &str, amounts: &[String]) {
    let cells: String = amounts.iter().map(|amount| format!("{amount:>12}")).collect();
    let _ = writeln!(text, "{name:<18}{cells}");
}

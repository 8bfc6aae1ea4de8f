//! `shortfall chart`: one chart of one snapshot, for a newsletter author in a hurry.

use std::io::IsTerminal as _;
use std::path::Path;

use clap::ValueEnum as _;

use super::options::{Chart, ChartFile, ChartLayout, ChartTheme};
use super::status::find;
use super::{Exit, Format, Options, hand_over, machine, talk};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::figures::{self, Card, ChartId, Figure, Layout, Look, Theme};
use crate::language::speak;
use crate::{Study, files, output};

/// The name of the picture that is no chart of the report.
const CARD: &str = "card";

pub(super) fn run(options: &Options, chart: &Chart) -> Exit {
    let mut report = Report::default();
    // What is wrong with the arguments is known before anything is read.
    let asked = report.keep(asked(options, chart));
    let study = asked.and_then(|_| crate::study(&options.root, &files::read_limited, &mut report));
    if let (Some((subject, file)), Some(study)) = (asked, study)
        && let Some(index) = report.keep(find(&study, chart.snapshot.as_deref()))
        && let Some(made) = report.keep(speak(&study.language, || make(&study, index, subject, file, chart)))
        && report.keep(deliver(&made, file, &chart.output)).is_some()
    {
        return Exit::Success;
    }
    machine::fail(options.format, "chart", &report)
}

/// What is to be drawn: a chart, or the card.
type Subject = Option<ChartId>;

fn asked(options: &Options, chart: &Chart) -> Result<(Subject, ChartFile), Diagnostic> {
    let subject = match chart.id.as_str() {
        CARD => None,
        id => Some(ChartId::named(id).map_err(|unknown| also_card(unknown.argument("ID")))?),
    };
    let file = match chart.file {
        Some(file) => file,
        None if is_stdout(&chart.output) && options.format == Format::Json => ChartFile::Json,
        None if is_stdout(&chart.output) => ChartFile::Svg,
        None => by_ending(&chart.output)?,
    };
    let wrong = |message: &str, hint: &str| Err(Diagnostic::new(Code::WrongArgument, message).hint(hint));
    if subject.is_none() && chart.layout.is_some() {
        return wrong("the card has one size, 600×315", "leave out `--layout`");
    }
    if subject.is_none() && matches!(file, ChartFile::Csv | ChartFile::Json) {
        return wrong("the card has no values of its own", "they are those of the chart `ladder`");
    }
    if file == ChartFile::Png && is_stdout(&chart.output) && std::io::stdout().is_terminal() {
        return wrong("a terminal cannot show a PNG", "name a file, as in `-o chart.png`");
    }
    Ok((subject, file))
}

fn also_card(unknown: Diagnostic) -> Diagnostic {
    unknown.hint(format!("besides, `{CARD}` is the picture for links"))
}

fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn by_ending(path: &Path) -> Result<ChartFile, Diagnostic> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ChartFile::from_str(ending, true).map_err(|_| {
        let message = format!("the ending of `{}` does not say what to write", path.display());
        Diagnostic::new(Code::WrongArgument, message)
            .hint("end it in `.svg`, `.png`, `.csv`, `.json` or `.txt`, or say it with `--as`")
    })
}

/// The bytes, and the words to put beside them.
struct Made {
    bytes: Vec<u8>,
    alt: String,
}

fn make(study: &Study, index: usize, subject: Subject, file: ChartFile, chart: &Chart) -> Result<Made, Diagnostic> {
    let Study { rescue, measures, texts, .. } = study;
    let missing = || Diagnostic::new(Code::Drawing, format!("`{}` was not drawn", chart.id));
    match subject {
        Some(id) => {
            let figure =
                figures::draw(rescue, measures, index, &[id], &texts.charts(index).words).pop().ok_or_else(missing)?;
            Ok(Made { bytes: of_figure(&figure, file, chart)?, alt: figure.alt })
        }
        None => {
            let card = figures::draw_card(rescue, measures, index).ok_or_else(missing)?;
            Ok(Made { bytes: of_card(&card, file, chart)?, alt: card.alt })
        }
    }
}

fn of_figure(figure: &Figure, file: ChartFile, chart: &Chart) -> Result<Vec<u8>, Diagnostic> {
    let layout = |otherwise| match chart.layout {
        None => otherwise,
        Some(ChartLayout::Page) => Layout::Page,
        Some(ChartLayout::Phone) => Layout::Narrow,
        Some(ChartLayout::Mail) => Layout::Mail,
    };
    Ok(match file {
        ChartFile::Svg => figure.svg(layout(Layout::Page), look(chart.theme))?.into_bytes(),
        ChartFile::Png => figure.picture(layout(Layout::Mail), colours(chart.theme), chart.scale)?,
        ChartFile::Csv => figure.csv().into_bytes(),
        ChartFile::Json => figure.json().into_bytes(),
        ChartFile::Txt => figure.text().into_bytes(),
    })
}

fn of_card(card: &Card, file: ChartFile, chart: &Chart) -> Result<Vec<u8>, Diagnostic> {
    Ok(match file {
        ChartFile::Png => card.picture(colours(chart.theme), chart.scale)?,
        ChartFile::Txt => format!("{}\n", card.alt).into_bytes(),
        // The others were refused.
        ChartFile::Svg | ChartFile::Csv | ChartFile::Json => card.svg(look(chart.theme)).into_bytes(),
    })
}

const fn look(theme: ChartTheme) -> Look {
    match theme {
        ChartTheme::Auto => Look::Auto,
        ChartTheme::Light | ChartTheme::Dark => Look::Only(colours(theme)),
    }
}

const fn colours(theme: ChartTheme) -> Theme {
    match theme {
        ChartTheme::Auto | ChartTheme::Light => Theme::Light,
        ChartTheme::Dark => Theme::Dark,
    }
}

/// Data to stdout or into a file; of a picture in a file, the words that belong beside it are said.
fn deliver(made: &Made, file: ChartFile, path: &Path) -> Result<(), Diagnostic> {
    if is_stdout(path) {
        return hand_over(&made.bytes);
    }
    output::write_file(path, &made.bytes)?;
    talk(&format!("wrote `{}`\n", path.display()));
    if matches!(file, ChartFile::Svg | ChartFile::Png) {
        talk(&format!("its text alternative: {}\n", made.alt));
    }
    Ok(())
}

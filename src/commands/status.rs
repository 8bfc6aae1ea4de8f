//! `shortfall status`: a snapshot's figures in a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::options::Status;
use super::{Exit, Format, Options, machine, say};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::measures::{Against, Band, SnapshotMeasures};
use crate::pages::view::{BandView, BasisView, ClaimView, Headline, PaceView, ScenarioRow};
use crate::pages::{brief, data};
use crate::quantities::print;
use crate::rescue::{Rescue, Snapshot};
use crate::{Study, files};

/// Characters of a bar that stand for the whole shortfall.
const BAR: usize = 24;

pub(super) fn run(options: &Options, status: &Status) -> Exit {
    let mut report = Report::default();
    let study = crate::study(&options.root, &files::read_limited, &mut report);
    let index = study.as_ref().and_then(|study| report.keep(find(study, status.snapshot.as_deref())));
    if let (Some(study), Some(index)) = (&study, index) {
        match options.format {
            Format::Text if status.markdown => say(&super::summary::markdown(study, index)),
            Format::Text => say(&summary(study, index)),
            Format::Json => say(&format!("{:#}\n", figures(study, index))),
        }
        return Exit::Success;
    }
    machine::fail(options.format, "status", &report)
}

/// The place of a snapshot in time, by its address; the newest if none is named.
pub(super) fn find(study: &Study, wanted: Option<&str>) -> Result<usize, Diagnostic> {
    let snapshots = &study.rescue.snapshots;
    let Some(wanted) = wanted else { return Ok(snapshots.len() - 1) };
    snapshots.iter().position(|snapshot| snapshot.slug.as_str() == wanted).ok_or_else(|| {
        Diagnostic::new(Code::WrongArgument, format!("there is no snapshot `{wanted}`"))
            .suggest(wanted, snapshots.iter().map(|snapshot| snapshot.slug.as_str()))
    })
}

/// Scenarios suppose something of the newest snapshot, and of no other.
fn is_newest(study: &Study, index: usize) -> bool {
    index + 1 == study.rescue.snapshots.len()
}

/// The report as data; of the newest, with the scenarios.
fn figures(study: &Study, index: usize) -> serde_json::Value {
    let Study { rescue, measures, .. } = study;
    let mut value = data::report(rescue, measures, index, &brief(rescue, measures, index));
    if is_newest(study, index) && !rescue.scenarios.is_empty() {
        value["scenarios"] = data::scenarios(rescue, measures).into();
    }
    value
}

/// The words and numbers of the pages, set for a terminal.
fn summary(study: &Study, index: usize) -> String {
    let rescue = &study.rescue;
    let (snapshot, measures) = (&rescue.snapshots[index], &study.measures.snapshots[index]);
    let mut text = String::new();
    let bold = Style::new().bold();
    let headline = Headline::of(rescue, snapshot, measures);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{bold}{}{bold:#}", rescue.site.title);
    let title = snapshot.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    let _ = writeln!(text, "as of {}{title}\n", print::long_date(snapshot.at));
    write_shortfall(&mut text, &headline);
    for (band, view) in Band::ALL.into_iter().rev().zip(&headline.bands) {
        write_band(&mut text, view, measures.against(band));
    }
    write_notes(&mut text, &headline);
    if let Some(pace) = PaceView::short(rescue, &study.measures, index) {
        let _ = writeln!(text, "\npace: {pace}");
    }
    write_bases(&mut text, rescue, snapshot, measures);
    write_claims(&mut text, snapshot, measures);
    if is_newest(study, index) {
        write_scenarios(&mut text, study);
    }
    for (i, sentence) in brief(rescue, &study.measures, index).into_iter().enumerate() {
        let _ = writeln!(text, "{}{sentence}", if i == 0 { "\n" } else { "" });
    }
    text
}

fn write_scenarios(text: &mut String, study: &Study) {
    let rows = ScenarioRow::all(&study.rescue, &study.measures);
    // The first row is the snapshot as it is, which stands above.
    for (i, row) in rows.iter().skip(1).enumerate() {
        if i == 0 {
            let _ = writeln!(text, "\nwhat if, open in {}:", study.rescue.site.base_unit);
        }
        let bands = row.bands.iter().map(|band| match (&band.open, &band.coverage) {
            (Some(open), Some(coverage)) => format!("{} {open} ({coverage})", band.word),
            (Some(open), None) => format!("{} {open}", band.word),
            (None, _) => format!("{} pledged {}{}", band.word, band.at_least, band.sum),
        });
        let figures = match row.idle {
            true => "changes no figure".to_owned(),
            false => bands.collect::<Vec<_>>().join(", "),
        };
        let locked = row.locked.as_ref().map(|locked| format!("; {locked}")).unwrap_or_default();
        let _ = writeln!(text, "  {}: {figures}{locked}", row.title);
    }
}

fn write_shortfall(text: &mut String, headline: &Headline) {
    let _ = match (&headline.shortfall, &headline.missing) {
        (Some(figure), _) => {
            let bound = headline.shortfall_bound.as_ref().map(|words| format!("{words} ")).unwrap_or_default();
            let by = headline.by.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
            let carried = headline.carried.as_ref().map(|on| format!(", last stated on {on}")).unwrap_or_default();
            writeln!(text, "shortfall {bound}{figure} {} ({}{by}{carried})\n", headline.unit, headline.basis)
        }
        (None, missing) => writeln!(text, "{}\n", missing.as_deref().unwrap_or("no shortfall is stated")),
    };
}

fn write_band(text: &mut String, view: &BandView, against: Option<&Against>) {
    let bar = bar(against).unwrap_or_default();
    let tone = AnsiColor::Blue.on_default();
    let sum = format!("{}{}", view.at_least, view.sum);
    let open = match &view.open {
        Some(open) if open.starts_with("surplus") => open.clone(),
        Some(open) => format!("remaining {open}"),
        None => String::new(),
    };
    let coverage = view.coverage.as_deref().unwrap_or_default();
    let line = format!("  {:<9} {sum:>18} {coverage:>15}  {tone}{bar}{tone:#}  {open}", view.word);
    let _ = writeln!(text, "{}", line.trim_end());
}

/// How much of the shortfall is covered, drawn with letters; more than all of it is the whole bar.
pub(super) fn bar(against: Option<&Against>) -> Option<String> {
    let coverage = against?.coverage.as_ref()?;
    let filled = (coverage.to_coordinate() * BAR as f64).round().clamp(0.0, BAR as f64) as usize;
    Some(format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled)))
}

fn write_notes(text: &mut String, headline: &Headline) {
    if headline.undisclosed > 0 {
        let amounts = print::count(headline.undisclosed, "amount is", "amounts are");
        let _ = writeln!(text, "\nat least: {amounts} undisclosed");
    }
    if let Some(range) = &headline.range {
        let _ =
            writeln!(text, "\"up to\" pledges count at their cap: at floor and cap, what is known comes to {range}");
    }
    if let Some(conditional) = &headline.conditional {
        let _ = writeln!(text, "{conditional} hang on a coverage that the giver requires");
    }
}

fn write_bases(text: &mut String, rescue: &Rescue, snapshot: &Snapshot, measures: &SnapshotMeasures) {
    let others = snapshot.bases.iter().zip(&measures.bases).filter(|(basis, _)| basis.id != rescue.site.headline);
    let views: Vec<BasisView> =
        others.map(|(basis, measured)| BasisView::of(rescue, basis, measured, snapshot.at)).collect();
    if !views.is_empty() {
        let _ = writeln!(text, "\non other bases, open in {}:", rescue.site.base_unit);
    }
    for view in views {
        let figure = view.figure.as_deref().unwrap_or("not stated");
        let converted = view.converted.map(|converted| format!(" {converted}")).unwrap_or_default();
        let open = match (&view.all, &view.firm) {
            (Some(all), Some(firm)) => format!("all {}, firm {}", all.open, firm.open),
            _ => view.missing.unwrap_or_default(),
        };
        let carried = if view.carried { " (carried forward)" } else { "" };
        let _ = writeln!(text, "  {}: {figure}{converted}{carried}; {open}", view.title);
    }
}

fn write_claims(text: &mut String, snapshot: &Snapshot, measures: &SnapshotMeasures) {
    let views = snapshot
        .claims
        .iter()
        .zip(&measures.claims)
        .map(|(claim, measured)| ClaimView::of(claim, measured, snapshot.at));
    for (i, view) in views.filter(|view| view.difference.is_some()).enumerate() {
        let gap = if i == 0 { "\n" } else { "" };
        let reason = view.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(text, "{gap}claim {} is {}{reason}", view.amount, view.difference.unwrap_or_default());
    }
}

//! `shortfall status`: a snapshot's figures in a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::options::Status;
use super::{Exit, Format, Options, say, talk};
use crate::diagnostics::{Code, Diagnostic, Report, to_text};
use crate::measures::{Band, SnapshotMeasures, Verdict};
use crate::pages::data;
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
            Format::Text => {
                say(&summary(&study.rescue, &study.rescue.snapshots[index], &study.measures.snapshots[index]));
            }
            Format::Json => say(&format!("{:#}\n", data::report(&study.rescue, &study.measures, index))),
        }
        return Exit::Success;
    }
    talk(&to_text(&report));
    Exit::of(&report)
}

/// The place of a snapshot in time, by its address; the newest if none is named.
pub(super) fn find(study: &Study, wanted: Option<&str>) -> Result<usize, Diagnostic> {
    let snapshots = &study.rescue.snapshots;
    let Some(wanted) = wanted else { return Ok(snapshots.len() - 1) };
    snapshots.iter().position(|snapshot| snapshot.slug.as_str() == wanted).ok_or_else(|| {
        Diagnostic::new(Code::UnknownReference, format!("there is no snapshot `{wanted}`"))
            .suggest(wanted, snapshots.iter().map(|snapshot| snapshot.slug.as_str()))
    })
}

fn summary(rescue: &Rescue, snapshot: &Snapshot, measures: &SnapshotMeasures) -> String {
    let mut text = String::new();
    let bold = Style::new().bold();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{bold}{}{bold:#}", rescue.site.title);
    let title = snapshot.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    let _ = writeln!(text, "as of {}{title}\n", print::long_date(snapshot.at));
    write_shortfall(&mut text, rescue, snapshot, measures);
    for band in Band::ALL.into_iter().rev() {
        write_band(&mut text, band, measures);
    }
    write_notes(&mut text, rescue, measures);
    write_bases(&mut text, rescue, snapshot, measures);
    write_claims(&mut text, snapshot, measures);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn write_shortfall(text: &mut String, rescue: &Rescue, snapshot: &Snapshot, measures: &SnapshotMeasures) {
    let title = rescue.basis_title(&rescue.site.headline);
    let basis = measures.headline.map(|index| &snapshot.bases[index]);
    let _ = match (measures.shortfall(), basis) {
        (Some(figure), Some(basis)) => {
            let by = basis.by.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
            let carried = basis.on.filter(|_| basis.carried).map(|on| format!(", last stated on {}", print::day(on)));
            writeln!(
                text,
                "shortfall {} {} ({title}{by}{})\n",
                print::exact(figure),
                rescue.site.base_unit,
                carried.unwrap_or_default()
            )
        }
        _ => writeln!(text, "no shortfall in {} stated on the headline basis ({title})\n", rescue.site.base_unit),
    };
}

fn write_band(text: &mut String, band: Band, measures: &SnapshotMeasures) {
    let sum = print::exact(measures.sums.band(band));
    let against = measures.against(band);
    let coverage = against.and_then(|a| a.coverage.as_ref());
    let percent = coverage.map(print::percent).unwrap_or_default();
    let filled = coverage.map(|c| (c.to_coordinate() * BAR as f64).round().clamp(0.0, BAR as f64) as usize);
    let bar = filled.map(|n| format!("{}{}", "█".repeat(n), "░".repeat(BAR - n))).unwrap_or_default();
    let open = against.map(|a| match a.surplus.is_positive() {
        true => format!("surplus {}", print::exact(a.surplus)),
        false => format!("remaining {}", print::exact(a.remaining)),
    });
    let tone = if band == Band::All { Style::new() } else { AnsiColor::Blue.on_default() };
    let line =
        format!("  {:<9} {sum:>12} {percent:>7}  {tone}{bar}{tone:#}  {}", band.word(), open.unwrap_or_default());
    let _ = writeln!(text, "{}", line.trim_end());
}

fn write_notes(text: &mut String, rescue: &Rescue, measures: &SnapshotMeasures) {
    let sums = &measures.sums;
    if sums.is_at_least(Band::All) {
        let amounts = print::count(sums.undisclosed(Band::All), "amount is", "amounts are");
        let _ = writeln!(text, "\nat least: {amounts} undisclosed");
    }
    let (floor, cap) = (sums.floor(Band::All), sums.band(Band::All));
    if floor != cap {
        let _ = writeln!(
            text,
            "\"up to\" pledges count at their cap: all is {} to {}",
            print::exact(floor),
            print::exact(cap)
        );
    }
    if sums.conditional.is_positive() {
        let (amount, unit) = (print::exact(sums.conditional), &rescue.site.base_unit);
        let _ = writeln!(text, "{amount} {unit} hang on a coverage that the giver requires");
    }
}

fn write_bases(text: &mut String, rescue: &Rescue, snapshot: &Snapshot, measures: &SnapshotMeasures) {
    let others = snapshot.bases.iter().zip(&measures.bases).filter(|(basis, _)| basis.id != rescue.site.headline);
    let rows: Vec<String> = others
        .filter_map(|(basis, measured)| {
            let (all, firm) = (measured.against(Band::All)?, measured.against(Band::Firm)?);
            let shortfall = print::short(*measured.shortfall.as_ref().ok()?);
            let open = |a: &crate::measures::Against| match a.surplus.is_positive() {
                true => format!("surplus {}", print::short(a.surplus)),
                false => format!("remaining {}", print::short(a.remaining)),
            };
            let title = rescue.basis_title(&basis.id);
            Some(format!("  {title}: {shortfall}, {} (all), {} (firm)", open(all), open(firm)))
        })
        .collect();
    if !rows.is_empty() {
        let _ = writeln!(text, "\non other bases, in {}:\n{}", rescue.site.base_unit, rows.join("\n"));
    }
}

fn write_claims(text: &mut String, snapshot: &Snapshot, measures: &SnapshotMeasures) {
    for (claim, measured) in snapshot.claims.iter().zip(&measures.claims) {
        let Verdict::Differs(difference) = measured.verdict else { continue };
        let relation = if difference.is_negative() { "below" } else { "above" };
        let _ = writeln!(
            text,
            "\nclaim {} {} is {} {relation} the sum{}",
            print::exact(claim.amount),
            claim.unit,
            print::exact(difference.magnitude()),
            claim.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default()
        );
    }
}

//! `status --markdown`: the brief and the ladder as text, for the summary of a CI job or a forum.

use std::fmt::Write as _;

use super::status::bar;
use crate::Study;
use crate::measures::Band;
use crate::pages::view::Headline;
use crate::pages::{brief, markdown_text};
use crate::quantities::print;

pub(super) fn markdown(study: &Study, index: usize) -> String {
    let rescue = &study.rescue;
    let (snapshot, measures) = (&rescue.snapshots[index], &study.measures.snapshots[index]);
    let headline = Headline::of(rescue, snapshot, measures);
    let unit = &headline.unit;
    let mut text = format!("## {}\n\nAs of {}", markdown_text(&rescue.site.title), print::long_date(snapshot.at));
    // Writing to a string cannot fail.
    let _ = match &snapshot.title {
        Some(title) => writeln!(text, ": {}\n", markdown_text(title)),
        None => writeln!(text, ".\n"),
    };
    let sentences: Vec<String> = brief(rescue, &study.measures, index).iter().map(|s| markdown_text(s)).collect();
    let _ = writeln!(text, "{}\n", sentences.join(" "));
    let _ = match (&headline.shortfall, &headline.missing) {
        (Some(figure), _) => {
            let bound = headline.shortfall_bound.map(|words| format!("{words} ")).unwrap_or_default();
            writeln!(text, "Shortfall: {bound}{figure} {unit} ({}).\n", markdown_text(&headline.basis))
        }
        (None, missing) => {
            writeln!(text, "{}\n", markdown_text(missing.as_deref().unwrap_or("No shortfall is stated.")))
        }
    };
    let _ = writeln!(text, "| How sure | Pledged, {unit} | Coverage | | Still open, {unit} |");
    let _ = writeln!(text, "| --- | ---: | ---: | --- | ---: |");
    for (band, view) in Band::ALL.into_iter().rev().zip(&headline.bands) {
        let (coverage, open) =
            (view.coverage.as_deref().unwrap_or("undefined"), view.open.as_deref().unwrap_or("undefined"));
        let bar = bar(measures.against(band)).map(|bar| format!("`{bar}`")).unwrap_or_default();
        let _ = writeln!(text, "| {} | {}{} | {coverage} | {bar} | {open} |", view.word, view.at_least, view.sum);
    }
    text
}

//! Subject lines and the preheader: what an inbox shows before the mail is opened.

use crate::language::say;
use crate::pages::view::{BandView, ReportView};
use crate::quantities::print::capital;

/// Longest subject that most inboxes show whole, in characters.
pub(super) const LONGEST_SUBJECT: usize = 78;
/// Longest preheader that is of use, in characters.
pub(super) const LONGEST_PREHEADER: usize = 140;

/// Subjects to choose from, the best first; at least one, none too long.
pub(super) fn lines(site: &str, report: &ReportView) -> Vec<String> {
    let (date, headline) = (&report.long_date, &report.headline);
    let all = headline.bands.last();
    let unit = &headline.unit;
    let mut lines = vec![report.title.clone(), format!("{site}: {}", report.title)];
    if let Some(all) = all {
        lines.push(capital(&say!(
            "{amount} {unit} pledged as of {date}",
            amount = format!("{}{}", all.at_least, all.sum),
            unit,
            date
        )));
        if let Some(coverage) = &all.coverage {
            lines.push(capital(&against(coverage, all, unit)));
        }
    }
    lines.push(say!("The rescue as of {date}", date));
    lines.retain(|line| line.chars().count() <= LONGEST_SUBJECT);
    lines
}

/// What a band covers, and what it leaves.
pub(super) fn against(coverage: &str, band: &BandView, unit: &str) -> String {
    let open = band.open.as_deref().unwrap_or_default();
    match band.over {
        true => say!("{coverage} covered, {open} {unit} past the shortfall", coverage, open, unit),
        false => say!("{coverage} covered, {open} {unit} open", coverage, open, unit),
    }
}

/// The beginning of the brief, cut between words.
pub(super) fn preheader(report: &ReportView) -> String {
    let text = if report.brief.is_empty() { report.title.clone() } else { report.brief.join(" ") };
    let mut cut = cut(&text, LONGEST_PREHEADER);
    // An inbox that finds too little here goes on with whatever the mail begins with.
    if cut.chars().count() < 40 {
        cut += " ";
        cut += &say!("What was pledged, how surely, and what is still open.");
    }
    cut
}

/// At most so many characters, between words, with an ellipsis where something is left out.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_whitespace() {
        if kept.chars().count() + word.chars().count() + 2 > most {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept += word;
    }
    format!("{}…", kept.trim_end_matches([',', ':', ';', '.']))
}

//! What content asks of the charts that they cannot do: names in letters that the fonts lack, charts that do not exist.

use std::collections::BTreeSet;

use super::ChartId;
use super::text::{stand_in, undrawable};
use crate::diagnostics::{Code, Diagnostic, Report, Span};
use crate::rescue::{Rescue, Snapshot};

/// Warns about every text of a chart with a character that the fonts do not have, each text once.
pub(super) fn check(rescue: &Rescue, report: &mut Report) {
    let mut told = Told { seen: BTreeSet::new(), report };
    for contributor in rescue.contributors.values() {
        told.look(&contributor.name, &format!("the name of `{}`", contributor.id), Some(&contributor.span));
    }
    for label in rescue.events.iter().filter_map(|event| event.label.as_deref()) {
        told.look(label, &format!("the label `{label}` of `events.yaml`"), None);
    }
    let own = rescue.reports.values().flat_map(|article| &article.charts);
    for words in rescue.site.charts.iter().chain(own) {
        for text in words.title.iter().chain(&words.subtitle) {
            told.look(&text.value, &format!("the words for the chart `{}`", words.chart.value), Some(&text.span));
        }
    }
    told.look(&rescue.site.title, "the title of `site.yaml`", None);
    let headline = &rescue.site.headline;
    told.look(rescue.basis_title(headline), &format!("the title of the basis `{headline}` of `site.yaml`"), None);
    for snapshot in &rescue.snapshots {
        if let Some(by) = by(rescue, snapshot) {
            told.look(by, &format!("`by` of the basis `{headline}` of `{}`", snapshot.file), None);
        }
    }
    chosen(rescue, report);
}

/// The charts that `site.yaml` chooses must be charts, each once.
fn chosen(rescue: &Rescue, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for (typed, span) in rescue.site.newsletter.charts.iter().flatten() {
        if ChartId::from_word(typed).is_none() {
            let known = ChartId::ALL.iter().map(|id| id.as_str());
            let problem = Diagnostic::new(Code::UnknownReference, format!("there is no chart `{typed}`"));
            report.push(problem.at(span).suggest(typed, known));
        } else if !seen.insert(typed) {
            let problem = format!("the chart `{typed}` is there twice");
            report.push(Diagnostic::new(Code::DuplicateAddress, problem).at(span));
        }
    }
}

/// Who states the headline's shortfall.
fn by<'a>(rescue: &Rescue, snapshot: &'a Snapshot) -> Option<&'a str> {
    snapshot.bases.iter().find(|basis| basis.id == rescue.site.headline)?.by.as_deref()
}

struct Told<'a> {
    seen: BTreeSet<String>,
    report: &'a mut Report,
}

impl Told<'_> {
    fn look(&mut self, text: &str, place: &str, span: Option<&Span>) {
        // Snapshots say the same names day after day.
        if !self.seen.insert(text.to_owned()) {
            return;
        }
        let Some(missing) = undrawable(text) else { return };
        let point = u32::from(missing);
        let message = format!("the charts' font has no `{missing}` (U+{point:04X}), in {place}");
        let hint = format!("the charts draw `{}` for it; pages and tables keep the text as it is", stand_in());
        let warning = Diagnostic::new(Code::UndrawableText, message).hint(hint);
        self.report.push(match span {
            Some(span) => warning.at(span),
            None => warning,
        });
    }
}

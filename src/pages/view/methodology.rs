//! The formulas of the measures, for the methodology page.

use serde::Serialize;

use crate::measures::{Formula, Topic};
use crate::pages::headings::Heading;

/// Formulas that belong together.
#[derive(Debug, Clone, Serialize)]
pub(in crate::pages) struct TopicView {
    title: &'static str,
    formulas: Vec<FormulaView>,
}

#[derive(Debug, Clone, Serialize)]
struct FormulaView {
    id: &'static str,
    title: &'static str,
    definition: &'static str,
    words: &'static str,
}

impl TopicView {
    pub(in crate::pages) fn all() -> Vec<Self> {
        let of = |topic| Formula::ALL.iter().filter(move |formula| formula.topic() == topic);
        Topic::ALL
            .into_iter()
            .map(|topic| Self { title: topic.title(), formulas: of(topic).map(FormulaView::of).collect() })
            .collect()
    }
}

impl FormulaView {
    fn of(formula: &Formula) -> Self {
        Self { id: formula.id(), title: formula.title(), definition: formula.definition(), words: formula.words() }
    }
}

/// What the template writes after an author's own words, for the table of contents.
pub(in crate::pages) fn headings() -> Vec<Heading> {
    let heading = |id: &str, text: &str| Heading { level: 2, id: id.to_owned(), text: text.to_owned() };
    vec![heading("formulas", "Formulas"), heading("elsewhere", "The same words elsewhere")]
}

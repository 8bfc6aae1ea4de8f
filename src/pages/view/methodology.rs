//! The formulas of the measures, for the methodology page.

use serde::Serialize;

use crate::language::{self, say};
use crate::measures::{Formula, Topic};
use crate::pages::headings::Heading;

/// Formulas that belong together.
#[derive(Debug, Clone, Serialize)]
pub(in crate::pages) struct TopicView {
    title: String,
    formulas: Vec<FormulaView>,
}

#[derive(Debug, Clone, Serialize)]
struct FormulaView {
    id: &'static str,
    title: String,
    definition: String,
    words: String,
}

impl TopicView {
    pub(in crate::pages) fn all() -> Vec<Self> {
        let of = |topic| Formula::ALL.iter().filter(move |formula| formula.topic() == topic);
        Topic::ALL
            .into_iter()
            .map(|topic| Self {
                title: language::word(topic.title()),
                formulas: of(topic).map(FormulaView::of).collect(),
            })
            .collect()
    }
}

impl FormulaView {
    fn of(formula: &Formula) -> Self {
        Self {
            id: formula.id(),
            title: language::word(formula.title()),
            definition: language::word(formula.definition()),
            words: language::word(formula.words()),
        }
    }
}

/// What the template writes after an author's own words, for the table of contents.
pub(in crate::pages) fn headings() -> Vec<Heading> {
    let heading = |id: &str, text: String| Heading { level: 2, id: id.to_owned(), text };
    vec![heading("formulas", say!("Formulas")), heading("elsewhere", say!("The same words elsewhere"))]
}

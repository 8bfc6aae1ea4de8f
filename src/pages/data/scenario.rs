//! Scenarios as data: what each supposes, and what the newest snapshot would come to.

use serde_json::{Map, Value, json};

use super::explained::conditional;
use super::headline;
use crate::measures::{Measures, ScenarioMeasures};
use crate::rescue::{Rescue, Scenario};

/// Every scenario, in the order of `site.yaml`.
#[must_use]
pub fn scenarios(rescue: &Rescue, measures: &Measures) -> Vec<Value> {
    let pairs = rescue.scenarios.iter().zip(&measures.scenarios);
    pairs.map(|(scenario, measured)| self::scenario(rescue, scenario, measured)).collect()
}

fn scenario(rescue: &Rescue, scenario: &Scenario, measured: &ScenarioMeasures) -> Value {
    let rates =
        scenario.rates.iter().map(|rate| (rate.of.to_string(), json!({ "rate": rate.number, "unit": rate.unit })));
    json!({
        "id": scenario.id,
        "title": scenario.title,
        "note": scenario.note,
        "snapshot": measured.measures.slug,
        "without": scenario.without,
        "votes_pass": scenario.votes_pass,
        "votes_fail": scenario.votes_fail,
        "shortfall_times": scenario.shortfall,
        "rates": rates.collect::<Map<_, _>>(),
        "differs": measured.differs,
        "headline": headline(rescue, &measured.measures),
        "conditional_solved": measured.measures.conditional.as_ref().map(conditional),
    })
}

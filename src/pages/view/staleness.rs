//! Which promises have gone quiet, printed.

use serde::Serialize;

use crate::language::{self, say};
use crate::measures::{Age, Measures};
use crate::quantities::{Amount, print};
use crate::rescue::Rescue;

/// Promises that have stood still past their limit.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StalenessView {
    sentence: String,
    rows: Vec<StaleRow>,
}

/// One stale pledge.
#[derive(Debug, Clone, Serialize)]
struct StaleRow {
    name: String,
    contributor: String,
    stage: String,
    /// The stage's class.
    mark: &'static str,
    /// What is not delivered; nothing where no amount is known.
    open: Option<String>,
    /// "32 days", or "31 to 34 days".
    age: String,
    limit: i64,
}

impl StalenessView {
    /// `None` where nothing is stale.
    pub(crate) fn of(rescue: &Rescue, measures: &Measures, index: usize) -> Option<Self> {
        let staleness = &measures.staleness[index];
        let stale: Vec<&Age> = staleness.ages.iter().filter(|age| age.is_stale()).collect();
        if stale.is_empty() {
            return None;
        }
        let unit = &rescue.site.base_unit;
        let (count, amount) = (stale.len(), print::exact(staleness.stale));
        let quiet = if count == 1 {
            say!(
                "1 promise did not change and was not confirmed for longer than its stage allows: {amount} {unit}",
                amount,
                unit
            )
        } else {
            say!(
                "{count} promises did not change and were not confirmed for longer than their stage allows: {amount} {unit}",
                count,
                amount,
                unit
            )
        };
        let share = staleness.share().map(|share| print::percent(&share));
        let sentence = match share {
            Some(share) => say!("{quiet}, {share} of all that is not delivered.", quiet, share),
            None => quiet + ".",
        };
        Some(Self { sentence, rows: stale.into_iter().map(|age| StaleRow::of(rescue, age)).collect() })
    }
}

impl StaleRow {
    fn of(rescue: &Rescue, age: &Age) -> Self {
        let days = |days: i64| print::exact(Amount::whole(days));
        Self {
            name: rescue.contributor_name(&age.contributor).to_owned(),
            contributor: age.contributor.to_string(),
            stage: language::word(age.stage.word()),
            mark: age.stage.word(),
            open: age.open.is_positive().then(|| print::exact(age.open)),
            age: match age.at_most {
                Some(most) if most == age.at_least => say!("{days} days", days = days(most)),
                Some(most) => say!("{least} to {most} days", least = days(age.at_least), most = days(most)),
                None => format!("at least {} days", days(age.at_least)),
            },
            limit: age.limit,
        }
    }
}

//! Metrics from every snapshot so far, by their own dates.

use crate::figures::story::{Metric, Reading};
use crate::quantities::{Amount, Day, Promise, Quantity, Slug};
use crate::rescue::{Rescue, Snapshot};

/// One for each metric and unit that has a value, in the order of `site.yaml`.
pub(super) fn metrics(rescue: &Rescue, snapshots: &[&Snapshot]) -> Vec<Metric> {
    let mut metrics = Vec::new();
    for named in &rescue.site.metrics {
        metrics.extend(one(rescue, &named.id, &named.title, snapshots));
    }
    metrics
}

/// Values in different units cannot share a scale.
fn one(rescue: &Rescue, id: &Slug, title: &str, snapshots: &[&Snapshot]) -> Vec<Metric> {
    let mut by_unit: Vec<Metric> = Vec::new();
    for snapshot in snapshots {
        for stated in snapshot.metrics.iter().filter(|metric| metric.id == *id) {
            let Some((low, high)) = ends(stated.value.promise) else { continue };
            let on = stated.on.unwrap_or(Day::Exact(snapshot.at));
            let qualifier = stated.value.promise.qualifier().filter(|_| low == high);
            let reading = Reading { on, low, high, qualifier };
            let unit = unit(rescue, &stated.value);
            match by_unit.iter_mut().find(|metric| metric.unit == unit) {
                Some(metric) => {
                    // A later snapshot knows better what held on a date.
                    metric.readings.retain(|earlier| earlier.on != on);
                    metric.readings.push(reading);
                }
                None => by_unit.push(Metric { title: title.to_owned(), unit, readings: vec![reading] }),
            }
        }
    }
    for metric in &mut by_unit {
        metric.readings.sort_by_key(Reading::at);
    }
    by_unit
}

/// The ends of a range, twice the same of one value, nothing of what is undisclosed.
fn ends(promise: Promise) -> Option<(Amount, Amount)> {
    match promise {
        Promise::Between(low, high) => Some((low, high)),
        Promise::Undisclosed => None,
        one => Some((one.counted(), one.counted())),
    }
}

fn unit(rescue: &Rescue, value: &Quantity) -> String {
    match &value.unit {
        _ if value.percent => "%".to_owned(),
        Some(unit) => unit.to_string(),
        None => rescue.site.base_unit.to_string(),
    }
}

//! `metrics`: what happened around it? Context figures by their own dates, with events: one row each, each on a scale
//! of its own.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::{Metric, Reading, Story};
use super::table::{Cell, Column, Table};
use super::text::{Type, fit};
use crate::language::{self, say};
use crate::quantities::{Day, print};
use draw::Metrics;

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let metrics = ranked(story);
    Told {
        title: title(&metrics),
        subtitle: say!("Context figures on their own dates; each row has a scale of its own, not from zero"),
        kind: say!("Small rows of dots over time, one a metric"),
        // The title says the first.
        values: metrics.iter().skip(1).map(|metric| in_words(metric, &metric.title)).collect(),
        long: long(story, &metrics),
        table: table(&metrics),
        remark: None,
        chart: Arc::new(Metrics::new(story, &metrics)),
    }
}

/// Those with the most values first; of as many, as the site names them.
fn ranked(story: &Story) -> Vec<&Metric> {
    let mut metrics: Vec<&Metric> = story.metrics.iter().collect();
    metrics.sort_by_key(|metric| std::cmp::Reverse(metric.readings.len()));
    metrics
}

fn ends(metric: &Metric) -> Option<(&Reading, &Reading)> {
    metric.readings.first().zip(metric.readings.last())
}

/// The number with its unit, unless that is a sign behind it already.
fn with_unit(reading: &Reading, unit: &str) -> String {
    let number = reading.printed(unit);
    if unit == "%" { number } else { format!("{number} {unit}") }
}

/// `Aave TVL fell from 26.4 billion to 14.5 billion USD`
fn in_words(metric: &Metric, name: &str) -> String {
    let Some((first, last)) = ends(metric) else { return name.to_owned() };
    let now = with_unit(last, &metric.unit);
    if metric.readings.len() == 1 {
        return say!("{name} is {now}", name, now);
    }
    let then = first.printed(&metric.unit);
    // A range fell if both its ends did.
    match (last.low.cmp(&first.low), last.high.cmp(&first.high)) {
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Equal) => say!("{name} stands at {now} again", name, now),
        (low, high) if low.is_le() && high.is_le() => say!("{name} fell from {then} to {now}", name, then, now),
        (low, high) if low.is_ge() && high.is_ge() => say!("{name} rose from {then} to {now}", name, then, now),
        _ => say!("{name} moved from {then} to {now}", name, then, now),
    }
}

fn title(metrics: &[&Metric]) -> String {
    let Some(metric) = metrics.first() else { return say!("No metric is stated yet") };
    let said = in_words(metric, &fit(&metric.title, Type::bold(20.0), 300.0));
    if metric.readings.len() > 1 { said } else { say!("{said}; no metric is stated twice yet", said) }
}

fn long(story: &Story, metrics: &[&Metric]) -> String {
    if metrics.is_empty() {
        return say!("No metric has a value up to {as_of}.", as_of = story.as_of());
    }
    let metrics_have = print::count(metrics.len(), "metric has a value", "metrics have a value");
    let mut out = say!("Up to {as_of}, {metrics_have}.", as_of = story.as_of(), metrics_have);
    for metric in metrics.iter().take(6) {
        let title: String = metric.title.split(' ').take(8).collect::<Vec<_>>().join(" ");
        let stated = print::count(metric.readings.len(), "value", "values");
        out.push_str(&format!(" {} ({stated}).", in_words(metric, &title)));
    }
    out
}

/// A whole date as one, a month in words: a data file carries it as it was typed.
fn date(day: Day) -> Cell {
    match day {
        Day::Exact(moment) => Cell::Date(moment),
        Day::Month { .. } => Cell::Text(day.to_string()),
    }
}

fn table(metrics: &[&Metric]) -> Table {
    let number = |name: String| Column { name, unit: None, numeric: true };
    let columns = vec![
        Column::words(&say!("metric")),
        Column::words(&say!("on")),
        number(say!("value")),
        number(say!("up to")),
        Column::words(&say!("unit")),
        Column::words(&say!("words")),
    ];
    let readings = metrics.iter().flat_map(|metric| metric.readings.iter().map(move |reading| (metric, reading)));
    let rows = readings.map(|(metric, reading)| {
        vec![
            Cell::Text(metric.title.clone()),
            date(reading.on),
            Cell::Amount(reading.low),
            if reading.is_range() { Cell::Amount(reading.high) } else { Cell::Missing },
            Cell::Text(metric.unit.clone()),
            reading.qualifier.map_or(Cell::Missing, |word| Cell::Text(language::word(word))),
        ]
    });
    Table { columns, rows: rows.collect() }
}

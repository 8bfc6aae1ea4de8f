//! `pipeline`: are promises maturing? Stacked stepped areas by stage, the surest at the bottom.

use std::sync::Arc;

use super::Told;
use super::canvas::Canvas;
use super::frame::Chart;
use super::layout::Layout;
use super::plot::Drawn;
use super::scene::{Area, Stroke};
use super::story::{Known, STAGE_INKS, STAGES, State, Story, stage_word};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use super::timeline::{self, EndLabel, Remark, Scale, Timeline, nothing};
use super::words;
use crate::language::{self, say};
use crate::quantities::{Amount, Moment, print};

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    Told {
        title: title(story),
        subtitle: subtitle(story),
        kind: say!("Stacked stepped areas of pledges by stage"),
        values: values(story),
        long: long(story),
        table: table(story),
        remark: None,
        chart: Arc::new(Pipeline::new(story)),
    }
}

fn subtitle(story: &Story) -> String {
    let basis = story.basis.as_ref().filter(|_| story.now().shortfall.is_some());
    let unit = &story.unit;
    match basis.map(|basis| &basis.title) {
        Some(basis) => {
            say!("Pledges by stage and the shortfall ({basis}), {unit}; the surest stage at the bottom", basis, unit)
        }
        None => say!("Pledges by stage, {unit}; the surest stage at the bottom", unit),
    }
}

fn title(story: &Story) -> String {
    let now = story.now();
    let (all, firm, delivered) = (now.all(), now.firm(), now.delivered());
    if all.is_zero() {
        return say!("No amount pledged yet");
    }
    let sum = story.amount(all);
    if delivered == all {
        return say!("All {sum} pledged is delivered", sum);
    }
    let (all_firm, paid_only) = (firm == all, firm == delivered);
    let (none_firm, none_paid) = (firm.is_zero(), delivered.is_zero());
    let (firm, paid) = (print::short(firm), print::short(delivered));
    match (none_firm, none_paid) {
        (true, _) => say!("Of {sum} pledged, none is firm yet", sum),
        (false, true) if all_firm => say!("All {sum} pledged is firm, none delivered yet", sum),
        (false, true) => say!("Of {sum} pledged, {firm} is firm and none delivered", sum, firm),
        (false, false) if paid_only => say!("Of {sum} pledged, {paid} is delivered", sum, paid),
        (false, false) => say!("Of {sum} pledged, {firm} is firm, {paid} delivered", sum, firm, paid),
    }
}

fn parts(state: &State) -> Vec<String> {
    let held = (0..5).rev().filter(|k| !state.stages[*k].is_zero());
    held.map(|k| format!("{} {}", print::short(state.stages[k]), stage_word(k))).collect()
}

fn values(story: &Story) -> Vec<String> {
    let mut values = parts(story.now());
    values.extend(story.shortfall().map(|shortfall| say!("shortfall {shortfall}", shortfall)));
    values
}

fn long(story: &Story) -> String {
    let now = story.now();
    let mut out = match parts(now).as_slice() {
        [] => say!("As of {as_of}, no amount is pledged.", as_of = story.as_of()),
        held => {
            let (as_of, all, parts) = (story.as_of(), story.amount(now.all()), words::list(held));
            say!("As of {as_of}, {all} is pledged: {parts}.", as_of, all, parts)
        }
    };
    if let Some(first) = story.states.first().filter(|_| story.states.len() > 1) {
        let on = print::date(first.at);
        let then = match parts(first).as_slice() {
            [] => say!("On {on} no amount was pledged.", on),
            held => {
                let (all, parts) = (story.amount(first.all()), words::list(held));
                say!("On {on} it was {all}: {parts}.", on, all, parts)
            }
        };
        out.push_str(&format!(" {then}"));
    }
    let stated = match story.shortfall() {
        Some(shortfall) => say!("The shortfall is {shortfall}.", shortfall),
        None => say!("No shortfall is stated in {unit}.", unit = story.unit),
    };
    format!("{out} {stated}")
}

fn table(story: &Story) -> Table {
    let unit = &story.unit;
    let mut columns = vec![Column::words(&say!("date"))];
    columns.extend(STAGES.iter().rev().map(|stage| Column::amounts(&language::word(stage), unit)));
    columns.extend([say!("firm"), say!("all"), say!("shortfall")].map(|name| Column::amounts(&name, unit)));
    // Only where a source's own words bound it.
    let bounded = story.states.iter().any(|state| state.known != Known::Exactly);
    if bounded {
        columns.push(Column::words(&say!("shortfall is")));
    }
    let rows = story.states.iter().map(|state| {
        let mut row = vec![Cell::Date(state.at)];
        row.extend(state.stages.iter().rev().map(|amount| Cell::Amount(*amount)));
        row.extend([Cell::Amount(state.firm()), Cell::Amount(state.all()), state.shortfall.into()]);
        if bounded {
            row.push(state.known.cell());
        }
        row
    });
    Table { columns, rows: rows.collect() }
}

/// The drawing's values and words.
#[derive(Debug)]
struct Pipeline {
    states: Vec<State>,
    remarks: Vec<Remark>,
    ends: Vec<EndLabel>,
    notes: Vec<String>,
}

impl Pipeline {
    fn new(story: &Story) -> Self {
        let first = story.states.iter().position(|state| state.shortfall.is_some());
        let notes = match first.and_then(|first| story.states.get(first)) {
            None => {
                let (unit, as_of) = (&story.unit, story.as_of());
                vec![say!("No shortfall stated in {unit} up to {as_of}", unit, as_of)]
            }
            Some(state) if first > Some(0) => {
                vec![say!("No shortfall stated before {date}", date = print::date(state.at))]
            }
            Some(_) => Vec::new(),
        };
        Self { states: story.states.clone(), remarks: super::remarks(story), ends: ends(story.now()), notes }
    }

    fn most(&self) -> Amount {
        let held = self.states.iter().map(State::all);
        held.chain(self.states.iter().filter_map(|state| state.shortfall)).max().unwrap_or_default()
    }
}

fn ends(state: &State) -> Vec<EndLabel> {
    let mut ends = Vec::new();
    for k in (0..5).filter(|k| !state.stages[*k].is_zero()) {
        let under = state.sums.get(k + 1).copied().unwrap_or_default();
        let at = (under.to_coordinate() + state.sums[k].to_coordinate()) / 2.0;
        ends.push(EndLabel { at, name: stage_word(k), number: print::short(state.stages[k]), ink: Ink::Text });
    }
    if let Some(shortfall) = state.shortfall {
        let number = print::short(shortfall);
        ends.push(EndLabel { at: shortfall.to_coordinate(), name: state.known.name(), number, ink: Ink::Gap });
    }
    ends
}

impl Chart for Pipeline {
    fn height(&self, layout: Layout, _width: f64) -> f64 {
        if self.most().is_zero() { 120.0 } else { layout.pick(400.0, 380.0, 0.0) }
    }

    fn least(&self, layout: Layout, _width: f64) -> f64 {
        timeline::least(&self.ends, &self.remarks, &self.notes, layout)
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.most().is_zero() {
            nothing(canvas, area, layout, &say!("no amount pledged and no shortfall stated so far"));
            return Ok(());
        }
        let moments: Vec<Moment> = self.states.iter().map(|state| state.at).collect();
        let scale = Scale {
            moments: &moments,
            low: Amount::ZERO,
            high: self.most(),
            ends: &self.ends,
            remarks: &self.remarks,
            notes: &self.notes,
            areas: true,
        };
        let mut timeline = Timeline::new(canvas, area, layout, &scale)?;
        let end = timeline.end;
        for k in (0..5).rev() {
            for run in self.runs(k) {
                timeline.plot.band(&run.values, run.until.unwrap_or(end), STAGE_INKS[k])?;
            }
        }
        self.part(&mut timeline)?;
        let shortfall: Vec<(f64, f64)> = self
            .states
            .iter()
            .filter_map(|state| Some((state.at.minutes() as f64, state.shortfall?.to_coordinate())))
            .collect();
        timeline.reference(canvas, &shortfall, Stroke::dashed(Ink::Gap, 2.0, 6.0, 4.0));
        timeline.ends(canvas, &self.ends);
        Ok(())
    }
}

/// A stretch of time in which a stage holds something.
struct Run {
    /// Minute, lower and upper value.
    values: Vec<(f64, f64, f64)>,
    /// The minute of the snapshot that ends it, if one does.
    until: Option<f64>,
}

impl Pipeline {
    /// A seam of ground colour where one stage lies on another: neighbouring inks alone differ too little.
    fn part(&self, timeline: &mut Timeline) -> Drawn {
        for k in 0..4 {
            for run in self.runs(k) {
                let seam: Vec<(f64, f64)> = run.values.iter().map(|(minute, under, _)| (*minute, *under)).collect();
                if seam.iter().any(|(_, under)| *under > 0.0) {
                    timeline.plot.steps(&seam, run.until.unwrap_or(timeline.end), Ink::Ground, 2.0)?;
                }
            }
        }
        Ok(())
    }

    fn runs(&self, k: usize) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut open = false;
        for state in &self.states {
            let minute = state.at.minutes() as f64;
            if state.stages[k].is_zero() {
                if let Some(run) = runs.last_mut().filter(|_| open) {
                    run.until = Some(minute);
                }
                open = false;
                continue;
            }
            if !open {
                runs.push(Run { values: Vec::new(), until: None });
                open = true;
            }
            let under = state.sums.get(k + 1).copied().unwrap_or_default().to_coordinate();
            if let Some(run) = runs.last_mut() {
                run.values.push((minute, under, state.sums[k].to_coordinate()));
            }
        }
        runs
    }
}

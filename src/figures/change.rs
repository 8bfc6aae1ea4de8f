//! `change`: why does the number differ from last time? A waterfall of the exact causes.
//!
//! Drawn is the loosest band in which something changed: a move forward leaves *all* as it was and is seen in
//! a stricter band. The firm band is always told in words.

use std::sync::Arc;

use super::Told;
use super::story::change::{Cause, Change};
use super::story::{State, Story};
use super::table::{Cell, Column, Table};
use super::theme::Ink;
use super::waterfall::{Extent, Row, Waterfall};
use super::words::{list, signed};
use crate::language::{self, phrase, say};
use crate::quantities::{Amount, print};

/// The bands from the loosest: name, the stage from which they count, ink.
const BANDS: [(&str, usize, Ink); 4] = [
    ("all", 0, Ink::Approved),
    ("probable", 2, Ink::Committed),
    ("firm", 3, Ink::Delivered),
    ("delivered", 4, Ink::Delivered),
];

const FIRM: usize = 3;

/// What is to tell.
struct Telling<'a> {
    story: &'a Story,
    then: &'a State,
    change: &'a Change,
    /// The loosest band in which something changed.
    band: Option<(&'static str, usize, Ink)>,
}

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    match (&story.change, story.states.as_slice()) {
        (Some(change), [.., then, _]) => {
            let changed = |k: usize| change.causes.iter().any(|cause| !cause.sums[k].is_zero());
            let band = BANDS.into_iter().find(|(_, k, _)| changed(*k));
            Telling { story, then, change, band }.told()
        }
        _ => first(),
    }
}

/// The first report.
fn first() -> Told {
    Told {
        title: say!("No earlier report to compare with"),
        subtitle: say!("Change of the pledges since the report before, by cause"),
        kind: say!("Waterfall of changes by cause"),
        values: Vec::new(),
        long: say!("No earlier report to compare with: this is the first."),
        table: Table { columns: vec![Column::words(&say!("cause"))], rows: Vec::new() },
        remark: None,
        chart: Arc::new(Waterfall {
            rows: Vec::new(),
            notes: Vec::new(),
            instead: Some(say!("no earlier report to compare with")),
            zooms: false,
        }),
    }
}

impl Telling<'_> {
    fn told(&self) -> Told {
        let mut notes: Vec<String> = self.other_band().into_iter().collect();
        notes.extend(self.shortfall());
        let chart = Waterfall { rows: self.rows(), notes, instead: self.instead(), zooms: true };
        Told {
            title: self.title(),
            subtitle: self.subtitle(),
            kind: say!("Waterfall of changes by cause"),
            values: self.values(),
            long: self.long(),
            table: self.table(),
            remark: Some(super::words::bands()),
            chart: Arc::new(chart),
        }
    }

    fn now(&self) -> &State {
        self.story.now()
    }

    /// What of the causes changed the sum from stage `k` up, in the order they are told.
    fn causes(&self, k: usize) -> impl Iterator<Item = (&Cause, Amount)> {
        self.change.causes.iter().map(move |cause| (cause, cause.sums[k])).filter(|(_, amount)| !amount.is_zero())
    }

    /// The difference of the sum from stage `k` up; both were checked.
    fn total(&self, k: usize) -> Amount {
        self.now().sums[k].minus(self.then.sums[k]).unwrap_or_default()
    }

    fn since(&self) -> String {
        print::date(self.then.at)
    }

    fn title(&self) -> String {
        let Some((band, k, _)) = self.band else { return self.still() };
        let (pledges, total) = (pledges_of(band), self.total(k));
        let amount = self.story.amount(if total.is_zero() { self.now().sums[k] } else { total.magnitude() });
        let said = match (total.is_zero(), total.is_negative()) {
            (true, _) => say!("{pledges} still come to {amount}", pledges, amount),
            (_, true) => say!("{pledges} fell by {amount}", pledges, amount),
            (_, false) => say!("{pledges} rose by {amount}", pledges, amount),
        };
        let causes: Vec<(&Cause, Amount)> = self.causes(k).collect();
        let largest = |down: bool| {
            causes
                .iter()
                .filter(|(_, amount)| amount.is_negative() == down)
                .max_by(|a, b| a.1.magnitude().cmp(&b.1.magnitude()))
        };
        match (largest(false), largest(true)) {
            (Some((up, gain)), Some((down, loss))) => {
                format!("{said}: {}, {}", named(up, *gain), named(down, *loss))
            }
            (Some((cause, amount)), None) | (None, Some((cause, amount))) => {
                let mostly = amount.plus(*amount).is_some_and(|double| double.magnitude() > total.magnitude());
                let word = language::word(cause.word);
                let bare = match (causes.len(), mostly) {
                    (1, _) => say!("{said}, all {cause}", said, cause = word),
                    (_, true) => say!("{said}, mostly {cause}", said, cause = word),
                    (_, false) => say!("{said}, first of all {cause}", said, cause = word),
                };
                let whole = format!("{bare}{}", self.aside(cause, k));
                // A name of absurd length stands beside its bar.
                if whole.chars().count() > 90 { bare } else { whole }
            }
            (None, None) => said,
        }
    }

    /// What the title adds: that firm money moved otherwise, else the one pledge that is larger than the others.
    fn aside(&self, cause: &Cause, k: usize) -> String {
        let (total, firm) = (self.total(k), self.total(FIRM));
        let otherwise = total.is_negative() != firm.is_negative() || firm.magnitude() > total.magnitude();
        if k < FIRM && !firm.is_zero() && otherwise {
            let amount = print::short(firm.magnitude());
            let said = match firm.is_negative() {
                true => say!("firm fell by {amount}", amount),
                false => say!("firm rose by {amount}", amount),
            };
            return format!("; {said}");
        }
        match sized(cause, k).as_slice() {
            [(_, first), (_, second), ..] if first.magnitude() == second.magnitude() => String::new(),
            [(name, amount), ..] => format!(": {name} {}", signed(*amount)),
            [] => String::new(),
        }
    }

    /// The title where no band changed.
    fn still(&self) -> String {
        let moved = !self.change.causes.is_empty();
        let pledges = if moved { say!("Pledges moved within their bands") } else { say!("No pledge changed") };
        match (self.then.shortfall, self.now().shortfall) {
            (Some(then), Some(now)) if then != now => {
                let by = now.minus(then).unwrap_or_default();
                let amount = self.story.amount(by.magnitude());
                match by.is_negative() {
                    true => say!("{pledges}; the shortfall fell by {amount}", pledges, amount),
                    false => say!("{pledges}; the shortfall rose by {amount}", pledges, amount),
                }
            }
            _ => say!("{pledges} since {date}", pledges, date = self.since()),
        }
    }

    fn subtitle(&self) -> String {
        let (unit, date) = (&self.story.unit, self.since());
        match self.band {
            None => say!("Pledges by cause of change since {date}, {unit}", date, unit),
            Some((_, 0, _)) => say!("All pledges on {date} and now, and what changed them, {unit}", date, unit),
            Some((band, ..)) => say!(
                "{pledges} on {date} and now, and what changed them, {unit}; the sum of all is unchanged",
                pledges = pledges_of(band),
                date,
                unit,
            ),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let Some((band, k, ink)) = self.band else { return Vec::new() };
        let level = |state: &State| {
            let name = format!("{}, {}", language::word(band), day(state));
            Row::new(&name, Extent::Level(state.sums[k]), ink)
        };
        let mut rows = vec![level(self.then)];
        rows.extend(self.causes(k).map(|(cause, amount)| Row {
            words: pledges(cause, k),
            folds: Some((phrase!("{count} smaller causes"), phrase!("{count} causes"))),
            ..Row::new(
                &language::word(cause.word),
                Extent::Step(amount),
                if amount.is_negative() { Ink::Gap } else { ink },
            )
        }));
        rows.push(level(self.now()));
        rows
    }

    /// The sentence where no band changed.
    fn instead(&self) -> Option<String> {
        if self.band.is_some() {
            return None;
        }
        if self.change.causes.is_empty() {
            return Some(say!("no pledge changed since {date}", date = self.since()));
        }
        let part = |cause: &Cause| format!("{}: {}", language::word(cause.word), names(cause));
        let parts: Vec<String> = self.change.causes.iter().map(part).collect();
        Some(say!("no sum of a band changed; {causes}", causes = parts.join("; ")))
    }

    /// `Firm: 6,000 → 6,870 (+870): new +870`, or of a drawn band that firm is.
    fn other_band(&self) -> Option<String> {
        let (_, drawn, _) = self.band?;
        if drawn >= FIRM {
            return None;
        }
        let (then, now) = (self.then.firm(), self.now().firm());
        let causes: Vec<String> = self.causes(FIRM).map(|(cause, amount)| named(cause, amount)).collect();
        if causes.is_empty() {
            return Some(say!("Firm: unchanged at {amount}", amount = print::short(now)));
        }
        let (then, now, by) = (print::short(then), print::short(now), signed(self.total(FIRM)));
        Some(say!("Firm: {then} → {now} ({by}): {causes}", then, now, by, causes = causes.join(", ")))
    }

    /// What happened to the shortfall, if anything did.
    fn shortfall(&self) -> Option<String> {
        let now = self.now();
        let Some(stated) = now.shortfall else {
            return self.then.shortfall.map(|_| say!("No shortfall is stated any more"));
        };
        let number = format!("{}{}", now.known.shortfall(), print::short(stated));
        let Some(then) = self.then.shortfall else {
            return Some(say!("Shortfall: first stated, {number}", number));
        };
        let by = stated.minus(then).filter(|by| !by.is_zero())?;
        let parts = &self.change.shortfall;
        let why: Vec<String> =
            parts.iter().map(|(word, part)| format!("{} {}", language::word(word), signed(*part))).collect();
        let why = if why.is_empty() { String::new() } else { format!(": {}", why.join(", ")) };
        let (then, by) = (print::short(then), signed(by));
        Some(say!("Shortfall: {then} → {number} ({by}){why}", then, number, by, why))
    }

    fn values(&self) -> Vec<String> {
        let Some((band, k, _)) = self.band else { return Vec::new() };
        let (then, now) = (print::short(self.then.sums[k]), print::short(self.now().sums[k]));
        let mut values = vec![say!("{band} {then} to {now}", band = language::word(band), then, now)];
        let mut causes: Vec<(&Cause, Amount)> = self.causes(k).collect();
        causes.sort_by_key(|(_, amount)| std::cmp::Reverse(amount.magnitude()));
        values.extend(causes.iter().take(4).map(|(cause, amount)| named(cause, *amount)));
        values
    }

    fn long(&self) -> String {
        let (from, to) = (self.since(), self.story.as_of());
        let mut out = match self.band {
            None => say!("From {from} to {to}, no sum of a band changed.", from, to),
            Some((band, k, _)) => {
                let causes: Vec<String> = self
                    .causes(k)
                    .map(|(cause, amount)| {
                        let largest = largest_pledge(cause, k).map(|(name, _)| {
                            let short: String = name.split(' ').take(5).collect::<Vec<_>>().join(" ");
                            let several = cause.pledges.len() > 1;
                            let short = if several { say!("largest {name}", name = short) } else { short };
                            format!(" ({short})")
                        });
                        format!("{}{}", named(cause, amount), largest.unwrap_or_default())
                    })
                    .collect();
                let (then, now) = (print::short(self.then.sums[k]), print::short(self.now().sums[k]));
                say!(
                    "From {from} to {to}, {band} went from {then} to {now} {unit}: {causes}.",
                    from,
                    to,
                    band = language::word(band),
                    then,
                    now,
                    unit = self.story.unit,
                    causes = list(&causes),
                )
            }
        };
        for note in self.other_band().into_iter().chain(self.shortfall()) {
            out.push_str(&format!(" {note}."));
        }
        super::words::at_most(&out, 150)
    }

    fn table(&self) -> Table {
        let unit = &self.story.unit;
        let mut columns = vec![Column::words(&say!("cause"))];
        columns.extend(BANDS.iter().map(|(band, ..)| Column::amounts(&language::word(band), unit)));
        columns.extend([Column::amounts(&say!("shortfall"), unit), Column::words(&say!("pledges"))]);
        let state = |name: String, state: &State| {
            let mut row = vec![Cell::Text(format!("{name}, {}", print::date(state.at)))];
            row.extend(BANDS.iter().map(|(_, k, _)| Cell::Amount(state.sums[*k])));
            row.extend([state.shortfall.into(), Cell::Missing]);
            row
        };
        let mut rows = vec![state(say!("before"), self.then)];
        for cause in &self.change.causes {
            let mut row = vec![Cell::Text(language::word(cause.word))];
            row.extend(BANDS.iter().map(|(_, k, _)| Cell::Amount(cause.sums[*k])));
            // The loosest sum in which the cause shows.
            let k = (0..5).find(|k| !cause.sums[*k].is_zero()).unwrap_or(0);
            row.extend([Cell::Missing, Cell::Text(pledges(cause, k).join("; "))]);
            rows.push(row);
        }
        for (word, part) in &self.change.shortfall {
            let mut row = vec![Cell::Text(format!("{}, {}", say!("shortfall"), language::word(word)))];
            row.extend([Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing]);
            row.extend([Cell::Amount(*part), Cell::Missing]);
            rows.push(row);
        }
        rows.push(state(say!("now"), self.now()));
        let mut by = vec![Cell::Text(say!("change"))];
        by.extend(BANDS.iter().map(|(_, k, _)| Cell::Amount(self.total(*k))));
        let moved = |then: Amount| self.now().shortfall.and_then(|now| now.minus(then));
        by.extend([self.then.shortfall.and_then(moved).into(), Cell::Missing]);
        rows.push(by);
        Table { columns, rows }
    }
}

/// `Firm pledges`
fn pledges_of(band: &str) -> String {
    match band {
        "delivered" => say!("Delivered pledges"),
        "firm" => say!("Firm pledges"),
        "probable" => say!("Probable pledges"),
        _ => say!("Pledges"),
    }
}

/// `new +25,000`
fn named(cause: &Cause, amount: Amount) -> String {
    format!("{} {}", language::word(cause.word), signed(amount))
}

/// `24 Apr`, with the time of day where it is known.
fn day(state: &State) -> String {
    let day = print::short_date(state.at.date());
    state.at.time().map_or(day.clone(), |time| format!("{day}, {:02}:{:02}", time.hour(), time.minute()))
}

/// The pledges of a cause that change the sum from stage `k` up, largest first.
fn sized(cause: &Cause, k: usize) -> Vec<(&str, Amount)> {
    let held = cause.pledges.iter().map(|(name, amounts)| (name.as_str(), amounts[k]));
    let mut held: Vec<(&str, Amount)> = held.filter(|(_, amount)| !amount.is_zero()).collect();
    held.sort_by(|a, b| b.1.magnitude().cmp(&a.1.magnitude()).then(a.0.cmp(b.0)));
    held
}

fn largest_pledge(cause: &Cause, k: usize) -> Option<(&str, Amount)> {
    sized(cause, k).into_iter().next()
}

/// `Aave DAO +25,000`; of a single one the name alone, since its amount is the cause's.
fn pledges(cause: &Cause, k: usize) -> Vec<String> {
    match sized(cause, k).as_slice() {
        [(name, _)] => vec![(*name).to_owned()],
        several => several.iter().map(|(name, amount)| format!("{name} {}", signed(*amount))).collect(),
    }
}

/// Three names and how many more.
fn names(cause: &Cause) -> String {
    let names: Vec<&str> = cause.pledges.iter().map(|(name, _)| name.as_str()).take(3).collect();
    let more = cause.pledges.len() - names.len();
    let names = names.join(", ");
    if more > 0 { say!("{names} and {count} more", names, count = more) } else { names }
}

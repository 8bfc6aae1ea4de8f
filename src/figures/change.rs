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
use super::words::{capital, list, signed};
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
    let sentence = "No earlier report to compare with";
    Told {
        title: sentence.to_owned(),
        subtitle: "Change of the pledges since the report before, by cause".to_owned(),
        kind: "Waterfall of changes by cause".to_owned(),
        values: Vec::new(),
        long: format!("{sentence}: this is the first."),
        table: Table { columns: vec![Column::words("cause")], rows: Vec::new() },
        remark: None,
        chart: Arc::new(Waterfall {
            rows: Vec::new(),
            notes: Vec::new(),
            instead: Some(sentence.to_lowercase()),
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
            kind: "Waterfall of changes by cause".to_owned(),
            values: self.values(),
            long: self.long(),
            table: self.table(),
            remark: Some(super::words::BANDS),
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
        let name = if k == 0 { "Pledges".to_owned() } else { format!("{} pledges", capital(band)) };
        let total = self.total(k);
        let verb = if total.is_negative() { "fell" } else { "rose" };
        let said = match total.is_zero() {
            true => format!("{name} still come to {}", self.story.amount(self.now().sums[k])),
            false => format!("{name} {verb} by {}", self.story.amount(total.magnitude())),
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
                format!("{said}: {} {}, {} {}", up.word, signed(*gain), down.word, signed(*loss))
            }
            (Some((cause, amount)), None) | (None, Some((cause, amount))) => {
                let part = if causes.len() == 1 { "all" } else { "mostly" };
                let mostly = causes.len() == 1
                    || amount.plus(*amount).is_some_and(|double| double.magnitude() > total.magnitude());
                let part = if mostly { part } else { "first of all" };
                let bare = format!("{said}, {part} {}", cause.word);
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
            let verb = if firm.is_negative() { "fell" } else { "rose" };
            return format!("; firm {verb} by {}", print::short(firm.magnitude()));
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
        let pledges = if moved { "Pledges moved within their bands" } else { "No pledge changed" };
        match (self.then.shortfall, self.now().shortfall) {
            (Some(then), Some(now)) if then != now => {
                let by = now.minus(then).unwrap_or_default();
                let verb = if by.is_negative() { "fell" } else { "rose" };
                format!("{pledges}; the shortfall {verb} by {}", self.story.amount(by.magnitude()))
            }
            _ => format!("{pledges} since {}", self.since()),
        }
    }

    fn subtitle(&self) -> String {
        let unit = &self.story.unit;
        match self.band {
            None => format!("Pledges by cause of change since {}, {unit}", self.since()),
            Some((_, 0, _)) => format!("All pledges on {} and now, and what changed them, {unit}", self.since()),
            Some((band, ..)) => format!(
                "{} pledges on {} and now, and what changed them, {unit}; the sum of all is unchanged",
                capital(band),
                self.since()
            ),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let Some((band, k, ink)) = self.band else { return Vec::new() };
        let mut rows = vec![Row::new(&format!("{band}, {}", day(self.then)), Extent::Level(self.then.sums[k]), ink)];
        rows.extend(self.causes(k).map(|(cause, amount)| Row {
            words: pledges(cause, k),
            folds: Some(("smaller causes", "causes")),
            ..Row::new(cause.word, Extent::Step(amount), if amount.is_negative() { Ink::Gap } else { ink })
        }));
        rows.push(Row::new(&format!("{band}, {}", day(self.now())), Extent::Level(self.now().sums[k]), ink));
        rows
    }

    /// The sentence where no band changed.
    fn instead(&self) -> Option<String> {
        if self.band.is_some() {
            return None;
        }
        if self.change.causes.is_empty() {
            return Some(format!("no pledge changed since {}", self.since()));
        }
        let parts: Vec<String> =
            self.change.causes.iter().map(|cause| format!("{}: {}", cause.word, names(cause))).collect();
        Some(format!("no sum of a band changed; {}", parts.join("; ")))
    }

    /// `Firm: 6,000 → 6,870 (+870): new +870`, or of a drawn band that firm is.
    fn other_band(&self) -> Option<String> {
        let (_, drawn, _) = self.band?;
        if drawn >= FIRM {
            return None;
        }
        let (then, now) = (self.then.firm(), self.now().firm());
        let causes: Vec<String> =
            self.causes(FIRM).map(|(cause, amount)| format!("{} {}", cause.word, signed(amount))).collect();
        if causes.is_empty() {
            return Some(format!("Firm: unchanged at {}", print::short(now)));
        }
        let causes = causes.join(", ");
        Some(format!("Firm: {} → {} ({}): {causes}", print::short(then), print::short(now), signed(self.total(FIRM))))
    }

    /// What happened to the shortfall, if anything did.
    fn shortfall(&self) -> Option<String> {
        let now = self.now();
        let Some(stated) = now.shortfall else {
            return self.then.shortfall.map(|_| "No shortfall is stated any more".to_owned());
        };
        let (bound, number) = (now.known.shortfall(), print::short(stated));
        let Some(then) = self.then.shortfall else {
            return Some(format!("Shortfall: first stated, {bound}{number}"));
        };
        let by = stated.minus(then).filter(|by| !by.is_zero())?;
        let parts = &self.change.shortfall;
        let why: Vec<String> = parts.iter().map(|(word, part)| format!("{word} {}", signed(*part))).collect();
        let why = if why.is_empty() { String::new() } else { format!(": {}", why.join(", ")) };
        Some(format!("Shortfall: {} → {bound}{number} ({}){why}", print::short(then), signed(by)))
    }

    fn values(&self) -> Vec<String> {
        let Some((band, k, _)) = self.band else { return Vec::new() };
        let mut values =
            vec![format!("{band} {} to {}", print::short(self.then.sums[k]), print::short(self.now().sums[k]))];
        let mut causes: Vec<(&Cause, Amount)> = self.causes(k).collect();
        causes.sort_by_key(|(_, amount)| std::cmp::Reverse(amount.magnitude()));
        values.extend(causes.iter().take(4).map(|(cause, amount)| format!("{} {}", cause.word, signed(*amount))));
        values
    }

    fn long(&self) -> String {
        let unit = &self.story.unit;
        let mut out = format!("From {} to {}", self.since(), self.story.as_of());
        match self.band {
            None => out.push_str(", no sum of a band changed."),
            Some((band, k, _)) => {
                let causes: Vec<String> = self
                    .causes(k)
                    .map(|(cause, amount)| {
                        let largest = largest_pledge(cause, k).map(|(name, _)| {
                            let short: String = name.split(' ').take(5).collect::<Vec<_>>().join(" ");
                            let several = cause.pledges.len() > 1;
                            if several { format!(" (largest {short})") } else { format!(" ({short})") }
                        });
                        format!("{} {}{}", cause.word, signed(amount), largest.unwrap_or_default())
                    })
                    .collect();
                let (then, now) = (print::short(self.then.sums[k]), print::short(self.now().sums[k]));
                out.push_str(&format!(", {band} went from {then} to {now} {unit}: {}.", list(&causes)));
            }
        }
        for note in self.other_band().into_iter().chain(self.shortfall()) {
            out.push_str(&format!(" {note}."));
        }
        super::words::at_most(&out, 150)
    }

    fn table(&self) -> Table {
        let unit = &self.story.unit;
        let mut columns = vec![Column::words("cause")];
        columns.extend(BANDS.iter().map(|(band, ..)| Column::amounts(band, unit)));
        columns.extend([Column::amounts("shortfall", unit), Column::words("pledges")]);
        let state = |name: &str, state: &State| {
            let mut row = vec![Cell::Text(format!("{name}, {}", print::date(state.at)))];
            row.extend(BANDS.iter().map(|(_, k, _)| Cell::Amount(state.sums[*k])));
            row.extend([state.shortfall.into(), Cell::Missing]);
            row
        };
        let mut rows = vec![state("before", self.then)];
        for cause in &self.change.causes {
            let mut row = vec![Cell::Text(cause.word.to_owned())];
            row.extend(BANDS.iter().map(|(_, k, _)| Cell::Amount(cause.sums[*k])));
            // The loosest sum in which the cause shows.
            let k = (0..5).find(|k| !cause.sums[*k].is_zero()).unwrap_or(0);
            row.extend([Cell::Missing, Cell::Text(pledges(cause, k).join("; "))]);
            rows.push(row);
        }
        for (word, part) in &self.change.shortfall {
            let mut row = vec![Cell::Text(format!("shortfall, {word}"))];
            row.extend([Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing]);
            row.extend([Cell::Amount(*part), Cell::Missing]);
            rows.push(row);
        }
        rows.push(state("now", self.now()));
        let mut by = vec![Cell::Text("change".to_owned())];
        by.extend(BANDS.iter().map(|(_, k, _)| Cell::Amount(self.total(*k))));
        let moved = |then: Amount| self.now().shortfall.and_then(|now| now.minus(then));
        by.extend([self.then.shortfall.and_then(moved).into(), Cell::Missing]);
        rows.push(by);
        Table { columns, rows }
    }
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
    if more > 0 { format!("{} and {more} more", names.join(", ")) } else { names.join(", ") }
}

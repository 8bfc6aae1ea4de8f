//! The bars: certain days solid, possible days a thin line to an open ring, the limit an upright line.

use super::{age, age_in, named};
use crate::figures::canvas::Canvas;
use crate::figures::frame::Chart;
use crate::figures::key::{Key, Mark};
use crate::figures::layout::Layout;
use crate::figures::marks::ring;
use crate::figures::plot::{Drawn, Plot};
use crate::figures::ranked::{names, shown};
use crate::figures::rows::{Entry, Sheet, Tone, Tracks, fitted, notes_height, sentence_over};
use crate::figures::scene::{Anchor, Area, Stroke};
use crate::figures::story::{STAGE_INKS, Story, Wait, stage_word};
use crate::figures::text::{width, wrap};
use crate::figures::theme::Ink;
use crate::figures::{ticks, words};
use crate::language::say;
use crate::quantities::{Amount, print};

/// The drawing's values and words.
#[derive(Debug)]
pub(super) struct Bars {
    waits: Vec<Wait>,
    silent: Vec<String>,
    open: Amount,
    unit: String,
    sentence: String,
}

impl Bars {
    pub(super) fn new(story: &Story) -> Self {
        let silent = story.waiting.pledges.iter().filter(|wait| wait.open.is_zero());
        let name = |wait: &Wait| match wait.is_stale() {
            true => say!("{name} (stale)", name = wait.name),
            false => wait.name.clone(),
        };
        let silent: Vec<String> = silent.map(name).collect();
        let sentence = match (story.lanes.is_empty(), silent.is_empty()) {
            (true, _) => say!("no one has pledged so far"),
            _ if story.givers.is_empty() => say!("no pledge stands any more"),
            (false, true) => say!("nothing is open: all that is pledged is delivered"),
            (false, false) => say!("no open pledge names an amount"),
        };
        Self {
            waits: named(story).cloned().collect(),
            silent,
            open: story.waiting.open,
            unit: story.unit.to_string(),
            sentence,
        }
    }

    /// The pledges of `most` rows, how many others there are in words, and everything around the marks.
    fn sheet(&self, most: usize, layout: Layout, room: f64) -> (Vec<Wait>, Sheet) {
        let amounts: Vec<Amount> = self.waits.iter().map(|wait| wait.open).collect();
        let (shown, rest) = self.waits.split_at(shown(&amounts, self.open, most).clamp(1, self.waits.len().max(1)));
        let mut notes = others(rest, &self.unit).map(|line| wrap(&line, layout.note(), room)).unwrap_or_default();
        notes.extend(self.undisclosed(layout, room));
        let entries = shown.iter().map(|wait| self.entry(wait, layout)).collect();
        (shown.to_vec(), Sheet { key: self.key(shown), entries, axis: true, notes, layout, room })
    }

    fn entry(&self, wait: &Wait, layout: Layout) -> Entry {
        let mut label = vec![(Tone::Number, format!("{} {}", print::short(wait.open), self.unit))];
        // The bar ends at its days; on a phone the words would cost the name its room.
        let age = if layout == Layout::Narrow { age_in(wait, few_letters) } else { age(wait) };
        label.push((Tone::Note, age));
        label.extend(wait.is_stale().then(|| (Tone::Alarm, say!("stale"))));
        Entry { name: wait.name.clone(), label }
    }

    fn undisclosed(&self, layout: Layout, room: f64) -> Vec<String> {
        names(&say!("Undisclosed"), &self.silent, layout, room)
    }

    fn key(&self, shown: &[Wait]) -> Key {
        let occurs = |k: &usize| self.waits.iter().any(|wait| wait.stage == *k);
        let mut marks: Vec<(Mark, String)> =
            (0..5).rev().filter(occurs).map(|k| (Mark::Stage(k), stage_word(k))).collect();
        if self.waits.iter().any(|wait| wait.at_most != Some(wait.at_least)) {
            marks.push((Mark::Range, say!("at most")));
        }
        let highest = highest(shown);
        let mut limits = shown.iter().map(|wait| wait.limit).filter(|limit| *limit <= highest);
        if let Some(first) = limits.next() {
            let words = if limits.all(|limit| limit == first) {
                say!("limit {days}", days = words::days(first))
            } else {
                say!("limits")
            };
            marks.push((Mark::Limit, words));
        }
        Key(marks)
    }
}

/// The most days on the axis: every age, and the limits unless they are far away.
fn highest(waits: &[Wait]) -> i64 {
    let oldest = waits.iter().map(|wait| wait.at_most.unwrap_or(wait.at_least).max(wait.at_least)).max().unwrap_or(0);
    let near = oldest.saturating_mul(4).max(40);
    let limits = waits.iter().map(|wait| wait.limit).filter(|limit| *limit <= near);
    limits.chain([oldest, 1]).max().unwrap_or(1)
}

/// `and 9 more with 1,200 ETH, 3 of them stale`
fn others(rest: &[Wait], unit: &str) -> Option<String> {
    let open = Amount::total(rest.iter().map(|wait| wait.open))?;
    let stale = rest.iter().filter(|wait| wait.is_stale()).count();
    let pledges = print::count(rest.len(), "more pledge", "more pledges");
    let amount = print::short(open);
    (!rest.is_empty()).then(|| match stale {
        0 => say!("and {pledges} with {amount} {unit}", pledges, amount, unit),
        _ => say!("and {pledges} with {amount} {unit}, {stale} of them stale", pledges, amount, unit, stale),
    })
}

/// `31 d`
fn few_letters(days: i64) -> String {
    say!("{days} d", days = print::exact(Amount::whole(days)))
}

impl Chart for Bars {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        if self.waits.is_empty() {
            return 60.0 + notes_height(&self.undisclosed(layout, room), layout);
        }
        self.sheet(layout.pick(24, 12, 8), layout, room).1.height()
    }

    fn least(&self, layout: Layout, room: f64) -> f64 {
        if self.waits.is_empty() { 80.0 } else { self.sheet(5, layout, room).1.height() }
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.waits.is_empty() {
            sentence_over(canvas, area, layout, &self.sentence, &self.undisclosed(layout, area.w));
            return Ok(());
        }
        let height = layout.height().map(|_| area.h);
        let (waits, sheet) = fitted(layout.pick(24, 12, 12), height, &|most| self.sheet(most, layout, area.w));
        let tracks = sheet.places(area);
        let highest = highest(&waits);
        let inner = tracks.all.inset(0.0, 0.0, 10.0, 0.0);
        let plot = Plot::new(canvas, inner, 0.0..highest as f64, 0.0..1.0)?;
        axis(canvas, &tracks, area, layout, highest, &plot);
        sheet.draw(canvas, area);
        for (wait, track) in waits.iter().zip(tracks.rows) {
            bar(canvas, wait, track, &plot, wait.limit <= highest);
        }
        Ok(())
    }
}

/// Round numbers of days under the bars.
fn axis(canvas: &Canvas, tracks: &Tracks, area: Area, layout: Layout, highest: i64, plot: &Plot) {
    let all = tracks.all;
    let kind = layout.note();
    // A number needs about 45 pixels.
    let most = (all.w / 45.0).floor().clamp(2.0, 6.0) as i128;
    for tick in ticks::amounts(Amount::ZERO, Amount::whole(highest), most) {
        if tick.rounded(0) != tick {
            continue;
        }
        let x = plot.at(tick.to_coordinate(), 0.0).0;
        let ink = if tick.is_zero() { Ink::Axis } else { Ink::Grid };
        tracks.upright(canvas, layout, x, ink);
        let label = if tick.is_zero() { words::days(0) } else { print::short(tick) };
        let half = width(&label, kind) / 2.0;
        let at = (x.min(area.right() - half).max(area.x + half), all.bottom() + kind.leading());
        canvas.text(at, Anchor::Middle, kind, Ink::Muted, &label);
    }
}

fn bar(canvas: &Canvas, wait: &Wait, track: Area, plot: &Plot, limited: bool) {
    let x = |days: i64| plot.at(days as f64, 0.0).0;
    let y = (track.y + track.h / 2.0).floor() + 0.5;
    let certain = x(wait.at_least).max(track.x + 2.0);
    canvas.rect(Area::new(track.x + 1.0, track.y, certain - track.x - 1.0, track.h), STAGE_INKS[wait.stage]);
    let thin = Stroke::solid(Ink::Committed, 1.5);
    match wait.at_most {
        Some(most) if most > wait.at_least => {
            canvas.line((certain, y), (x(most), y), thin);
            ring(canvas, (x(most), y), 3.5);
        }
        Some(_) => {}
        // It may be any age: an arrow.
        None => {
            let tip = (certain + 14.0).min(track.right());
            canvas.line((certain, y), (tip, y), thin);
            canvas.path(&[(tip - 4.0, y - 3.5), (tip, y), (tip - 4.0, y + 3.5)], thin);
        }
    }
    if limited {
        let (at, reach) = (x(wait.limit), 4.0);
        for (ink, width) in [(Ink::Ground, 5.0), (Ink::Gap, 2.0)] {
            let ends = ((at, track.y - reach), (at, track.bottom() + reach));
            canvas.line(ends.0, ends.1, Stroke::solid(ink, width));
        }
    }
}

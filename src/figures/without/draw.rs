//! One range a giver: from what there is with everyone, a line for all rows, to what is left without it.

use super::{Loss, printed, whole};
use crate::figures::canvas::{Canvas, Run};
use crate::figures::frame::Chart;
use crate::figures::layout::Layout;
use crate::figures::plot::{Drawn, Plot};
use crate::figures::scene::{Anchor, Area, Stroke};
use crate::figures::story::Story;
use crate::figures::text::{Type, width, wrap, wrap_within};
use crate::figures::theme::Ink;
use crate::figures::ticks;
use crate::figures::timeline::nothing;
use crate::language::say;
use crate::quantities::{Amount, Ratio, print};

/// The drawing's values and words; values in per cent of the shortfall, without one in the base unit.
#[derive(Debug)]
pub(super) struct Without {
    rows: Vec<Row>,
    /// With everyone: value and number.
    whole: (Amount, String),
    /// The shortfall, where there is one.
    goal: Option<Amount>,
    /// Whether the givers are called groups.
    grouped: bool,
}

#[derive(Debug)]
struct Row {
    name: String,
    left: Amount,
    number: String,
    words: Vec<String>,
    pivotal: bool,
    lost: Amount,
}

impl Without {
    pub(super) fn new(story: &Story, losses: &[Loss<'_>]) -> Self {
        let dependence = &story.dependence;
        let covered = dependence.standing.is_some();
        let value = |sum: Amount| match story.covered_by(sum).filter(|_| covered) {
            Some(coverage) => coverage.percent(9).unwrap_or_default(),
            None => sum,
        };
        let rows = losses.iter().map(|loss| Row {
            name: loss.group.name.clone(),
            left: value(loss.left),
            number: printed(story, loss.left),
            words: loss.words(story),
            pivotal: loss.group.pivotal,
            lost: loss.lost,
        });
        let all = whole(dependence);
        Self {
            rows: rows.collect(),
            whole: (value(all), printed(story, all)),
            goal: covered.then(|| Amount::whole(100)),
            grouped: dependence.is_grouped(),
        }
    }

    /// The values at the left and right of the plot. Dots need no zero, but small losses need room.
    fn span(&self) -> (Amount, Amount) {
        let high = self.goal.map_or(self.whole.0, |goal| goal.max(self.whole.0));
        let low = self.rows.iter().map(|row| row.left).chain(self.goal).min().unwrap_or_default();
        let high = if high.is_positive() { high } else { Amount::whole(1) };
        let half = Amount::from_atoms(high.atoms() / 2);
        if low < half {
            return (Amount::ZERO, high);
        }
        let tick = ticks::amounts(half, high, 6).into_iter().take_while(|tick| *tick <= low).last();
        (tick.unwrap_or(half), high)
    }

    /// How many get a row: those whose losses make nine tenths of all, at least 6, at most `most`.
    fn shown(&self, most: usize) -> usize {
        let count = self.rows.len();
        if count <= most.min(14) {
            return count;
        }
        let all = Amount::total(self.rows.iter().map(|row| row.lost)).unwrap_or_default();
        let nine_tenths = Ratio::from_amount(Amount::from_atoms(900_000_000_000_000_000));
        let mut sum = Amount::ZERO;
        let needed = self.rows.iter().position(|row| {
            sum = sum.plus(row.lost).unwrap_or(sum);
            Ratio::of(sum, all).is_none_or(|part| part >= nine_tenths)
        });
        needed.map_or(count, |last| last + 1).max(6).min(most).min(count)
    }

    /// What is said of those without a row: the largest of their losses comes first.
    fn rest(&self, shown: usize) -> Option<String> {
        let next = self.rows.get(shown)?;
        let count = self.rows.len() - shown;
        let others = match self.grouped {
            true => print::count(count, "other group", "other groups"),
            false => print::count(count, "other giver", "other givers"),
        };
        Some(match count {
            1 => say!("{others}: {number} without it", others, number = next.number),
            _ => say!("{others}: {number} or more without any one of them", others, number = next.number),
        })
    }

    fn head_height(&self, layout: Layout) -> f64 {
        let tiers = 1 + usize::from(self.goal.is_some());
        tiers as f64 * (layout.label().leading() + 2.0) + 8.0
    }

    fn foot_height(layout: Layout) -> f64 {
        layout.note().leading() + 8.0
    }

    fn most(&self, layout: Layout, height: f64) -> usize {
        let free = height - self.head_height(layout) - Self::foot_height(layout) - layout.note().leading() - 6.0;
        layout.pick(18, 12, (free / least_row(layout)).floor().max(1.0) as usize)
    }

    /// Name lines and words of a row, broken for its column; on a phone words that fit stand behind the name.
    fn texts(row: &Row, layout: Layout, room: f64) -> Texts {
        let (kind, note) = (layout.label(), layout.note());
        let (name, lost) = wrap_within(&row.name, kind, room, if layout == Layout::Page { 2 } else { 1 });
        let words = row.words.join("; ");
        let behind = layout == Layout::Narrow
            && !words.is_empty()
            && width(&row.name, kind) + 10.0 + width(&words, note) <= room;
        let words = match layout {
            Layout::Mail => Vec::new(),
            _ => wrap_within(&words, note, room, 2).0,
        };
        let lines = if behind { 0 } else { words.len() };
        let height = name.len() as f64 * kind.leading() + lines as f64 * note.leading();
        Texts { name, lost, words, behind, height }
    }

    fn name_room(&self, layout: Layout, room: f64) -> f64 {
        let names = self.rows.iter().map(|row| {
            let words = row.words.iter().map(|word| width(word, layout.note())).fold(0.0, f64::max);
            width(&row.name, layout.label()).max(if layout == Layout::Page { words } else { 0.0 })
        });
        layout.pick(names.clone().fold(0.0, f64::max).min(260.0), room, names.fold(0.0, f64::max).min(190.0))
    }

    fn row_height(&self, row: &Row, layout: Layout, room: f64) -> f64 {
        let texts = Self::texts(row, layout, self.name_room(layout, room)).height;
        match layout {
            Layout::Page => (texts + 10.0).max(32.0),
            Layout::Narrow => texts + 26.0,
            Layout::Mail => least_row(layout),
        }
    }
}

/// A row's words, broken into lines.
struct Texts {
    name: Vec<String>,
    /// Whether the name lost a part.
    lost: bool,
    words: Vec<String>,
    /// The words stand behind the name.
    behind: bool,
    height: f64,
}

fn least_row(layout: Layout) -> f64 {
    layout.pick(32.0, 46.0, 22.0)
}

impl Chart for Without {
    fn height(&self, layout: Layout, room: f64) -> f64 {
        if self.rows.is_empty() {
            return 120.0;
        }
        let shown = self.shown(self.most(layout, 0.0));
        let rows: f64 = self.rows.iter().take(shown).map(|row| self.row_height(row, layout, room)).sum();
        let rest = self.rest(shown).map_or(0.0, |rest| rest_lines(&rest, layout, room).len() as f64);
        self.head_height(layout) + rows + Self::foot_height(layout) + rest * layout.note().leading() + 6.0
    }

    fn least(&self, layout: Layout, _width: f64) -> f64 {
        let rows = self.rows.len().clamp(1, 6) as f64 * least_row(layout);
        self.head_height(layout) + rows + Self::foot_height(layout) + layout.note().leading() + 6.0
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.rows.is_empty() {
            nothing(canvas, area, layout, &say!("no amount is pledged so far"));
            return Ok(());
        }
        let shown = self.shown(self.most(layout, area.h));
        let rest = self.rest(shown).map(|rest| rest_lines(&rest, layout, area.w)).unwrap_or_default();
        let rest_height = rest.len() as f64 * layout.note().leading();
        let head = self.head_height(layout);
        let free = area.h - head - Self::foot_height(layout) - rest_height - 6.0;
        let room = self.name_room(layout, area.w);
        let numbers = self.rows.iter().take(shown).map(|row| width(&row.number, layout.number())).fold(0.0, f64::max);
        let names = if layout == Layout::Narrow { 0.0 } else { room + 14.0 };
        let heights: Vec<f64> = self.rows.iter().take(shown).map(|row| self.row_height(row, layout, area.w)).collect();
        let rows_height = if layout == Layout::Mail {
            // In mail few rows spread over the height there is.
            free.min(48.0 * shown as f64)
        } else {
            heights.iter().sum()
        };
        let inner = Area::new(area.x + names + numbers + 14.0, area.y + head, 1.0, rows_height);
        let inner = Area { w: (area.right() - 8.0 - inner.x).max(1.0), ..inner };
        let (low, high) = self.span();
        let plot = Plot::new(canvas, inner, low.to_coordinate()..high.to_coordinate(), 0.0..1.0)?;
        self.axis(canvas, &plot, area, inner, layout);
        let mut y = inner.y;
        for (row, height) in self.rows.iter().take(shown).zip(heights) {
            let height = if layout == Layout::Mail { rows_height / shown as f64 } else { height };
            self.row(canvas, &plot, row, Area::new(area.x, y, room, height), layout);
            y += height;
        }
        let kind = layout.note();
        for (i, line) in rest.iter().enumerate() {
            let base =
                inner.bottom() + Self::foot_height(layout) + (i as f64 + 0.5) * kind.leading() + kind.half() + 4.0;
            canvas.text((area.x, base), Anchor::Start, kind, Ink::Muted, line);
        }
        Ok(())
    }
}

fn rest_lines(rest: &str, layout: Layout, room: f64) -> Vec<String> {
    wrap(rest, layout.note(), room)
}

impl Without {
    /// Ticks under the rows, and the two lines that all rows are held against, named above.
    fn axis(&self, canvas: &Canvas, plot: &Plot, area: Area, inner: Area, layout: Layout) {
        let kind = layout.note();
        let (low, high) = self.span();
        let place = |value: Amount| plot.at(value.to_coordinate(), 0.0).0;
        let mut end = f64::MIN;
        for tick in ticks::amounts(low, high, layout.pick(6, 4, 4)) {
            let (x, digits) = (place(tick), print::short(tick));
            let label = if self.goal.is_some() { say!("{digits}%", digits) } else { digits };
            canvas.line((x, inner.y), (x, inner.bottom()), Stroke::solid(Ink::Grid, 1.0));
            let half = width(&label, kind) / 2.0;
            let middle = x.min(area.right() - half);
            if middle - half > end + 8.0 {
                let base = inner.bottom() + 4.0 + kind.leading() - 3.0;
                canvas.text((middle, base), Anchor::Middle, kind, Ink::Muted, &label);
                end = middle + half;
            }
        }
        let stroke = Stroke::solid(Ink::Text, 1.5);
        let whole = (place(self.whole.0), say!("with everyone"), self.whole.1.clone(), Ink::Text, stroke);
        let goal = self.goal.map(|goal| {
            let stroke = Stroke::dashed(Ink::Gap, 1.75, 5.0, 4.0);
            (place(goal), say!("shortfall"), say!("{digits}%", digits = 100), Ink::Gap, stroke)
        });
        let mut lines: Vec<_> = goal.into_iter().chain([whole]).collect();
        // The rightmost is named highest: words left of a line cross no other.
        lines.sort_by(|a, b| b.0.total_cmp(&a.0));
        let tier = layout.label().leading() + 2.0;
        for (i, (x, name, number, ink, stroke)) in lines.into_iter().enumerate() {
            let top = area.y + i as f64 * tier;
            canvas.line((x, top + 2.0), (x, inner.bottom()), stroke);
            let runs = [Run::new(&name, layout.label(), ink), Run::new(&number, layout.number(), ink)];
            let base = top + tier / 2.0 + layout.label().half();
            let fits = x - 6.0 - Run::width(&runs) >= area.x;
            let (at, anchor) = if fits { (x - 6.0, Anchor::End) } else { (x + 6.0, Anchor::Start) };
            canvas.haloed((at, base), anchor, &runs);
        }
    }

    fn row(&self, canvas: &Canvas, plot: &Plot, row: &Row, area: Area, layout: Layout) {
        let (kind, note) = (layout.label(), layout.note());
        let Texts { name, lost, words, behind, height } = Self::texts(row, layout, area.w);
        let mut y = if layout == Layout::Narrow { area.y } else { area.y + (area.h - height) / 2.0 };
        // On a phone the lines of the axis pass behind the words, and nobody points at a name.
        let write = |y: f64, kind: Type, ink: Ink, line: &str, whole: Option<&str>| {
            let at = (area.x, y + kind.leading() / 2.0 + kind.half());
            match layout {
                Layout::Narrow => canvas.haloed(at, Anchor::Start, &[Run::new(line, kind, ink)]),
                _ => canvas.text_of(at, Anchor::Start, kind, ink, line, whole),
            }
        };
        for line in &name {
            write(y, kind, Ink::Text, line, lost.then_some(row.name.as_str()));
            y += kind.leading();
        }
        let said = if row.pivotal { Ink::Gap } else { Ink::Muted };
        if behind {
            let at = (area.x + width(&row.name, kind) + 10.0, area.y + kind.leading() / 2.0 + kind.half());
            canvas.haloed(at, Anchor::Start, &[Run::new(&words.join(" "), note, said)]);
        } else {
            for line in &words {
                write(y, note, said, line, None);
                y += note.leading();
            }
        }
        let middle = if layout == Layout::Narrow { y + 9.0 } else { area.y + area.h / 2.0 };
        let ink = if row.pivotal { Ink::Gap } else { Ink::Committed };
        let (from, to) = (plot.at(row.left.to_coordinate(), 0.0).0, plot.at(self.whole.0.to_coordinate(), 0.0).0);
        canvas.line((from, middle), (to, middle), Stroke::solid(ink, 3.0));
        canvas.dot((from, middle), 5.0, ink);
        let number = [Run::new(&row.number, layout.number(), if row.pivotal { Ink::Gap } else { Ink::Text })];
        canvas.haloed((from - 9.0, middle + kind.half()), Anchor::End, &number);
    }
}

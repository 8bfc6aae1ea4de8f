//! The steps, the names beside the first of them, and the line of one half.

use super::{cumulated, half};
use crate::figures::canvas::{Canvas, Run};
use crate::figures::frame::Chart;
use crate::figures::layout::Layout;
use crate::figures::plot::{Drawn, Plot};
use crate::figures::scene::{Anchor, Area, Stroke};
use crate::figures::story::Dependence;
use crate::figures::text::{fit, width};
use crate::figures::theme::Ink;
use crate::figures::timeline::nothing;
use crate::language::say;
use crate::quantities::print;

/// The drawing's values and words.
#[derive(Debug)]
pub(super) struct Concentration {
    /// Name, own share as printed, and the share up to it, in rank.
    steps: Vec<(String, String, f64)>,
    /// Said beside the line of one half: above it and below it.
    remarks: [String; 2],
    caption: String,
}

/// Most ranks that get a dot each; of more only those with a name.
const DOTTED: usize = 30;

/// The least room in which a name is worth writing.
const LEAST_NAME: f64 = 36.0;

/// Where the line begins, left of the first rank.
const START: f64 = 0.3;

impl Concentration {
    pub(super) fn new(dependence: &Dependence) -> Self {
        let sums = cumulated(dependence).unwrap_or_default();
        let steps = dependence.groups.iter().zip(sums).enumerate().map(|(i, (group, (_, upto)))| {
            let share = group.share.as_ref().map(print::percent).unwrap_or_default();
            // A sum begins with its first part; what follows is added to it.
            let share = if i == 0 { share } else { format!("+{share}") };
            (group.name.clone(), share, upto.to_coordinate())
        });
        let equal = dependence.equal_givers().map(|equal| say!("as if by {equal} equal givers", equal));
        Self {
            steps: steps.collect(),
            remarks: [half(dependence).unwrap_or_default(), equal.unwrap_or_default()],
            caption: match dependence.is_grouped() {
                true => say!("groups by rank, the largest first"),
                false => say!("givers by rank, the largest first"),
            },
        }
    }

    /// The box of the two remarks at the right end of the line of one half, if the steps pass above it.
    fn remarks_place(&self, plot: &Plot, area: Area, layout: Layout) -> Option<Area> {
        let kind = layout.label();
        let wide = width(&self.remarks[0], layout.number()).max(width(&self.remarks[1], kind));
        let middle = plot.at(0.0, 0.5).1;
        let place = Area::new(area.right() - wide, middle - kind.leading() - 4.0, wide, 2.0 * kind.leading() + 8.0);
        let ranks = (1..=self.steps.len()).take_while(|rank| plot.at(*rank as f64, 0.0).0 <= place.x - 6.0);
        let before = self.steps.get(ranks.count().checked_sub(1)?)?;
        (plot.at(0.0, before.2).1 < place.y - 4.0).then_some(place)
    }

    /// Names in the height of their own step, right of it or else left of it: so none meets another.
    fn names(&self, canvas: &Canvas, plot: &Plot, area: Area, taken: Option<Area>, layout: Layout) {
        let (kind, number) = (layout.label(), layout.number());
        let mut below = 0.0;
        for (i, (name, share, upto)) in self.steps.iter().enumerate() {
            let (x, top) = plot.at(i as f64 + 1.0, *upto);
            let bottom = plot.at(0.0, below).1;
            below = *upto;
            if !is_tall(bottom - top, layout) {
                return;
            }
            // Near its dot, but in a tall step no further than its middle.
            let base = top + 3.0 + kind.leading() / 2.0 + kind.half();
            let base = base.min(f64::midpoint(top, bottom) + kind.half());
            // Just under the line of one half rather than on it.
            let (half, under) = (plot.at(0.0, 0.5).1, plot.at(0.0, 0.5).1 + kind.leading());
            let on_it = base - kind.size < half + 2.0 && base > half - 3.0;
            let base = if on_it && under < bottom - 3.0 { under } else { base };
            let number_width = width(share, number) + 5.0;
            let needs = width(name, kind) + number_width;
            let meets = |taken: &Area| base > taken.y - 2.0 && base - kind.leading() < taken.bottom() + 2.0;
            let mut end = taken.filter(meets).map_or(area.right(), |taken| taken.x - 14.0);
            let mut base = base;
            if let Some(taken) = taken.filter(meets).filter(|taken| bottom - taken.bottom() > 2.0 * kind.leading())
                && end - x - 9.0 < needs
            {
                // A tall step has room below them.
                (base, end) = (taken.bottom() + kind.leading(), area.right());
            }
            let beside = [(x + 9.0, end - x - 9.0, Anchor::Start), (x - 10.0, x - 16.0 - area.x, Anchor::End)];
            let fits = beside.iter().find(|(_, room, _)| *room >= needs);
            let widest = beside.iter().max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((at, room, anchor)) = fits.or(widest) else { return };
            let shown = fit(name, kind, (room - number_width).max(0.0));
            let runs = [Run::new(&shown, kind, Ink::Text), Run::new(share, number, Ink::Text)];
            if *room >= number_width + LEAST_NAME {
                canvas.haloed((*at, base), *anchor, &runs);
            }
        }
    }

    fn axes(&self, canvas: &Canvas, plot: &Plot, area: Area, layout: Layout) {
        let kind = layout.note();
        for (share, digits) in [(0.0, "0"), (0.25, "25"), (0.5, "50"), (0.75, "75"), (1.0, "100")] {
            let label = if share > 0.0 { say!("{digits}%", digits) } else { digits.to_owned() };
            let y = plot.at(0.0, share).1;
            let ink = if share > 0.0 { Ink::Grid } else { Ink::Axis };
            canvas.line((area.x, y), (area.right(), y), Stroke::solid(ink, 1.0));
            canvas.text((area.x - 8.0, y + kind.half()), Anchor::End, kind, Ink::Muted, &label);
        }
        let y = area.bottom() + 6.0 + kind.leading() - 3.0;
        for rank in ranks(self.steps.len(), plot.at(2.0, 0.0).0 - plot.at(1.0, 0.0).0) {
            let x = plot.at(rank as f64, 0.0).0;
            canvas.line((x, area.bottom()), (x, area.bottom() + 4.0), Stroke::solid(Ink::Axis, 1.0));
            canvas.text((x, y), Anchor::Middle, kind, Ink::Muted, &rank.to_string());
        }
        canvas.text((area.x, y + kind.leading()), Anchor::Start, kind, Ink::Muted, &self.caption);
    }
}

/// Whether a step has room for a name.
fn is_tall(height: f64, layout: Layout) -> bool {
    height >= layout.label().leading() + 4.0
}

/// The ranks that are named on the axis: the first, and multiples of a round number, 30 pixels apart at least.
fn ranks(count: usize, step: f64) -> Vec<usize> {
    let every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
    let every = every.into_iter().find(|every| *every as f64 * step >= 30.0).unwrap_or(count.max(1));
    let first = (every > 1 && (every - 1) as f64 * step >= 24.0) || every == 1;
    let multiples = (every..=count).step_by(every).filter(|rank| *rank > 1);
    first.then_some(1).into_iter().chain(multiples).collect()
}

impl Chart for Concentration {
    fn height(&self, layout: Layout, _width: f64) -> f64 {
        if self.steps.is_empty() { 120.0 } else { layout.pick(400.0, 340.0, 0.0) }
    }

    fn least(&self, layout: Layout, _width: f64) -> f64 {
        layout.pick(300.0, 240.0, 170.0)
    }

    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn {
        if self.steps.is_empty() {
            nothing(canvas, area, layout, &say!("no amount is pledged so far"));
            return Ok(());
        }
        let note = layout.note();
        let inner =
            area.inset(width(&say!("{digits}%", digits = 100), note) + 10.0, 8.0, 4.0, 2.0 * note.leading() + 8.0);
        let count = self.steps.len() as f64;
        let end = count + (count * 0.03).max(0.6);
        let mut plot = Plot::new(canvas, inner, START..end, 0.0..1.0)?;
        self.axes(canvas, &plot, inner, layout);
        let middle = plot.at(0.0, 0.5).1;
        canvas.line((inner.x, middle), (inner.right(), middle), Stroke::dashed(Ink::Muted, 1.5, 5.0, 4.0));
        let mut line = vec![(START, 0.0)];
        line.extend(self.steps.iter().enumerate().map(|(i, (_, _, upto))| (i as f64 + 1.0, *upto)));
        plot.steps(&line, end, Ink::Approved, 2.75)?;
        for (i, (x, y)) in line.iter().enumerate().skip(1) {
            let named = is_tall(plot.at(0.0, line[i - 1].1).1 - plot.at(0.0, *y).1, layout);
            if self.steps.len() <= DOTTED || named || i == self.steps.len() {
                canvas.dot(plot.at(*x, *y), 4.5, Ink::Approved);
            }
        }
        let place = self.remarks_place(&plot, inner, layout).filter(|_| self.steps.len() > 1);
        self.names(canvas, &plot, inner, place, layout);
        if let Some(place) = place {
            let kind = layout.label();
            let above = place.y + kind.leading() / 2.0 + kind.half();
            let below = place.bottom() - kind.leading() / 2.0 + kind.half();
            let bold = Run::new(&self.remarks[0], layout.number(), Ink::Text);
            canvas.haloed((place.right(), above), Anchor::End, &[bold]);
            canvas.haloed((place.right(), below), Anchor::End, &[Run::new(&self.remarks[1], kind, Ink::Muted)]);
        }
        Ok(())
    }
}

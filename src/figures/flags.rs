//! Dated remarks above a plot: a pole at the date with the words beside it, in as few tiers as it takes;
//! where they do not fit, numbers, explained in lines under the plot.

use super::canvas::Canvas;
use super::layout::Layout;
use super::scene::{Anchor, Area, Stroke};
use super::text::{Type, width, wrap_items};
use super::theme::Ink;

/// Most tiers of words above a plot.
const MOST_TIERS: usize = 3;
const INDENT: f64 = 5.0;

/// A remark at a pixel.
#[derive(Clone, Debug)]
pub(crate) struct Flag {
    /// Where its pole stands.
    pub(crate) x: f64,
    /// What it says.
    pub(crate) label: String,
    /// Text or gap.
    pub(crate) ink: Ink,
}

/// Remarks with their places.
#[derive(Debug)]
pub(crate) enum Flags {
    /// Words: each with its tier, 0 nearest to the plot.
    Named(Vec<(Flag, usize)>),
    /// Numbers above the plot, words below it.
    Numbered(Vec<Flag>),
}

impl Flags {
    /// Places remarks between the left edge of the plot and `right`. Where their numbers would need too many
    /// lines of explanation, `room` wide, the oldest are left out, those about the shortfall last.
    pub(crate) fn place(mut flags: Vec<Flag>, right: f64, room: f64, layout: Layout) -> Self {
        flags.sort_by(|a, b| a.x.total_cmp(&b.x));
        let kind = layout.note();
        let end = |flag: &Flag| flag.x + INDENT + width(&flag.label, kind);
        // From right to left: words stand higher than every pole that they would cross.
        let mut tiers = vec![0; flags.len()];
        for i in (0..flags.len()).rev() {
            let crossed = (i + 1..flags.len()).filter(|j| flags[*j].x < end(&flags[i]) + 8.0);
            tiers[i] = crossed.map(|j| tiers[j] + 1).max().unwrap_or(0);
        }
        let fits = flags.iter().all(|flag| end(flag) <= right) && tiers.iter().all(|tier| *tier < MOST_TIERS);
        let together = flags.windows(2).any(|pair| pair[1].x - pair[0].x < 3.0);
        if fits && !together {
            return Self::Named(flags.into_iter().zip(tiers).collect());
        }
        let mut numbered = Self::Numbered(flags);
        while numbered.below(layout, room).len() > layout.pick(3, 3, 1) {
            let Self::Numbered(flags) = &mut numbered else { break };
            let least = flags.iter().position(|flag| flag.ink != Ink::Gap).unwrap_or(0);
            flags.remove(least);
        }
        numbered
    }

    /// The right end of the words.
    pub(crate) fn reach(&self, layout: Layout) -> f64 {
        let Self::Named(flags) = self else { return 0.0 };
        let ends = flags.iter().map(|(flag, _)| flag.x + INDENT + width(&flag.label, layout.note()));
        ends.fold(0.0, f64::max)
    }

    /// Height of the lane above the plot.
    pub(crate) fn above(&self, layout: Layout) -> f64 {
        match self {
            Self::Named(flags) => {
                let tiers = flags.iter().map(|(_, tier)| tier + 1).max().unwrap_or(0);
                tiers as f64 * tier_height(layout)
            }
            Self::Numbered(flags) if flags.is_empty() => 0.0,
            Self::Numbered(_) => 22.0,
        }
    }

    /// Lines under the plot, no wider than `room`.
    pub(crate) fn below(&self, layout: Layout, room: f64) -> Vec<String> {
        match self {
            Self::Named(_) => Vec::new(),
            Self::Numbered(flags) => {
                let items: Vec<String> =
                    flags.iter().enumerate().map(|(i, flag)| format!("{} {}", i + 1, flag.label)).collect();
                wrap_items(&items, layout.note(), room)
            }
        }
    }

    /// Draws poles through the plot and the words or numbers `lift` above it.
    pub(crate) fn draw(&self, canvas: &Canvas, plot: Area, lift: f64, layout: Layout) {
        match self {
            Self::Named(flags) => named(canvas, flags, plot, lift, layout),
            Self::Numbered(flags) => numbered(canvas, flags, plot, layout),
        }
    }
}

fn tier_height(layout: Layout) -> f64 {
    layout.note().leading() + 2.0
}

fn named(canvas: &Canvas, flags: &[(Flag, usize)], plot: Area, lift: f64, layout: Layout) {
    let kind = layout.note();
    for (flag, tier) in flags {
        let top = plot.y - lift - (*tier as f64 + 1.0) * tier_height(layout);
        canvas.line((flag.x, top + 2.0), (flag.x, plot.y), Stroke::solid(pole_ink(flag), 1.0));
        canvas.line((flag.x, plot.y), (flag.x, plot.bottom()), Stroke::solid(Ink::Grid, 1.0));
        let base = top + tier_height(layout) / 2.0 + kind.half();
        canvas.text((flag.x + INDENT, base), Anchor::Start, kind, flag.ink, &flag.label);
    }
}

fn numbered(canvas: &Canvas, flags: &[Flag], plot: Area, layout: Layout) {
    let kind = Type::bold(layout.note().size);
    let wishes: Vec<(f64, f64)> = flags.iter().map(|flag| (flag.x, 17.0)).collect();
    let Some(middles) = super::labels::spread(&wishes, plot.x - 10.0, plot.right() + 20.0, 2.0) else { return };
    for (i, (flag, x)) in flags.iter().zip(middles).enumerate() {
        let y = plot.y - 12.0;
        let ink = if flag.ink == Ink::Gap { Ink::Gap } else { Ink::Muted };
        canvas.path(&[(x, y + 8.0), (flag.x, plot.y - 1.0)], Stroke::solid(pole_ink(flag), 1.0));
        canvas.line((flag.x, plot.y - 1.0), (flag.x, plot.bottom()), Stroke::solid(Ink::Grid, 1.0));
        canvas.dot((x, y), 8.5, ink);
        let number = (i + 1).to_string();
        canvas.text((x, y + kind.half()), Anchor::Middle, kind, Ink::Ground, &number);
    }
}

/// Above the plot; within it every pole is as quiet as the grid.
fn pole_ink(flag: &Flag) -> Ink {
    if flag.ink == Ink::Gap { Ink::Gap } else { Ink::Axis }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(places: &[f64]) -> Vec<Flag> {
        places.iter().map(|x| Flag { x: *x, label: "vote passes".to_owned(), ink: Ink::Text }).collect()
    }

    #[test]
    fn words_stand_above_the_poles_they_would_cross() {
        let Flags::Named(placed) = Flags::place(flags(&[10.0, 40.0, 300.0]), 600.0, 600.0, Layout::Page) else {
            panic!()
        };
        let tiers: Vec<usize> = placed.iter().map(|(_, tier)| *tier).collect();
        assert_eq!(tiers, [1, 0, 0]);
    }

    #[test]
    fn crowds_become_numbers() {
        let crowd: Vec<f64> = (0..9).map(|i| f64::from(i) * 12.0).collect();
        let placed = Flags::place(flags(&crowd), 600.0, 330.0, Layout::Narrow);
        assert!(matches!(placed, Flags::Numbered(_)));
        assert!(placed.below(Layout::Narrow, 330.0).join(" ").contains("9 vote passes"));
        assert!(matches!(Flags::place(flags(&[590.0]), 600.0, 600.0, Layout::Page), Flags::Numbered(_)));
    }
}

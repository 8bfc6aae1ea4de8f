//! The colours of a theme's pictures: its inks, and what lies between two of them where an edge is soft.
//!
//! The inks are known before anything is drawn, so no picture is searched for its colours.

use super::colours::{Colours, blend};
use super::sheet::FULL;
use super::theme::{Ink, Theme};
use crate::quantities::Rgb;

/// The edges of letters are kept as they are.
const GROUND_STEPS: u32 = FULL as u32;

/// Two inks on one edge are rare; as coarse as this they fit into one byte a pixel together with all else. Where a
/// site has a colour of its own for every ink they are coarser still.
const STEPS: u32 = 4;

/// What one byte can tell apart.
const MOST: usize = 256;

/// At most 256 colours.
#[derive(Debug)]
pub(crate) struct Palette {
    colours: Vec<Rgb>,
}

impl Palette {
    /// Every ink of a theme, then the blends of any two, as fine as there is room.
    pub(crate) fn of(colours: &Colours, theme: Theme) -> Self {
        let with = |steps: u32| Self::new(Ink::drawn().map(|ink| colours.rgb(ink, theme)), steps);
        (2..=STEPS).rev().map(with).find(|made| made.colours.len() <= MOST).unwrap_or_else(|| with(1))
    }

    fn new(inks: impl Iterator<Item = Rgb>, between: u32) -> Self {
        let mut colours: Vec<Rgb> = Vec::new();
        let mut add = |colour: Rgb| {
            if !colours.contains(&colour) {
                colours.push(colour);
            }
        };
        let inks: Vec<Rgb> = inks.inspect(|ink| add(*ink)).collect();
        for (i, one) in inks.iter().enumerate() {
            // The first ink is the ground.
            let steps = if i == 0 { GROUND_STEPS } else { between };
            for other in &inks[i + 1..] {
                (1..steps).for_each(|step| add(blend(*one, *other, step, steps)));
            }
        }
        Self { colours }
    }

    /// One colour after the other.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.colours.concat()
    }

    /// The place of the nearest colour; of equally near ones the first.
    fn nearest(&self, colour: Rgb) -> u8 {
        let places = (0..=u8::MAX).zip(&self.colours);
        places.map(|(place, other)| (distance(colour, *other), place)).min().map_or(0, |(_, place)| place)
    }
}

/// The square of how far two colours are apart.
pub(crate) fn distance(a: Rgb, b: Rgb) -> u32 {
    let square = |i: usize| u32::from(a[i].abs_diff(b[i])).pow(2);
    square(0) + square(1) + square(2)
}

/// Lays inks over what was painted before: what comes of an ink that covers a part of a pixel is worked out once.
#[derive(Debug)]
pub(crate) struct Mixer {
    colours: Colours,
    theme: Theme,
    /// What the places are places of.
    pub(crate) palette: Palette,
    /// The place of each ink.
    solid: [u8; Ink::ALL.len()],
    /// By ink and by the place below: the place of each step of covering, once it was asked for.
    mixed: Vec<Option<[u8; MIXES]>>,
}

/// Steps of covering, none among them.
const MIXES: usize = FULL as usize + 1;

impl Mixer {
    /// Of a theme's inks.
    pub(crate) fn new(colours: &Colours, theme: Theme) -> Self {
        let palette = Palette::of(colours, theme);
        let mut solid = [0; Ink::ALL.len()];
        for (place, ink) in solid.iter_mut().zip(Ink::ALL) {
            *place = palette.nearest(colours.rgb(*ink, theme));
        }
        Self { colours: *colours, theme, palette, solid, mixed: vec![None; Ink::ALL.len() * MOST] }
    }

    /// Whether it mixes these.
    pub(crate) fn is_of(&self, colours: &Colours, theme: Theme) -> bool {
        self.theme == theme && self.colours == *colours
    }

    /// The place of an ink.
    pub(crate) fn solid(&self, ink: Ink) -> u8 {
        self.solid[usize::from(ink.token())]
    }

    /// Covers so much of a pixel with an ink.
    pub(crate) fn lay(&mut self, place: &mut u8, ink: Ink, level: u8) {
        *place = match level {
            0 => return,
            FULL => self.solid(ink),
            _ => self.mixed(ink, *place)[usize::from(level)],
        };
    }

    fn mixed(&mut self, ink: Ink, below: u8) -> &[u8; MIXES] {
        let Self { colours, theme, palette, mixed, .. } = self;
        mixed[usize::from(ink.token()) * MOST + usize::from(below)].get_or_insert_with(|| {
            let (under, over) = (palette.colours[usize::from(below)], colours.rgb(ink, *theme));
            let mut places = [0; MIXES];
            for (place, step) in places.iter_mut().zip(0..) {
                *place = palette.nearest(blend(under, over, step, u32::from(FULL)));
            }
            places
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

    #[test]
    fn every_ink_is_exact_and_one_byte_is_enough() {
        // Every ink a colour of its own, as an author may have it.
        let motley = Ink::drawn().fold(Colours::default(), |colours, ink| {
            THEMES.iter().fold(colours, |colours, theme| colours.with(ink, *theme, [ink.token() * 20, 90, 40]))
        });
        for (colours, theme) in [Colours::default(), motley].iter().flat_map(|one| THEMES.map(|theme| (one, theme))) {
            let palette = Palette::of(colours, theme);
            assert!(palette.colours.len() <= MOST, "{theme:?}: {}", palette.colours.len());
            for ink in Ink::drawn() {
                let place = palette.nearest(colours.rgb(ink, theme));
                assert_eq!(palette.colours[usize::from(place)], colours.rgb(ink, theme), "{ink:?} {theme:?}");
            }
        }
        assert_eq!(Ink::ALL[0], Ink::Ground);
    }
}

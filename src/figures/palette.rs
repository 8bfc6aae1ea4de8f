//! The colours of a theme's pictures: its inks, and what lies between two of them where an edge is soft.
//!
//! The inks are known before anything is drawn, so no picture is searched for its colours.

use super::colours::{Colours, blend};
use super::theme::{Ink, Theme};
use crate::quantities::Rgb;

/// The rasteriser tells sixteen degrees of covering apart: these are the edges of letters, kept as they are.
const GROUND_STEPS: u32 = 16;

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

/// Remembers where colours met before lie in a palette; what is forgotten is found again at the same place.
#[derive(Debug)]
pub(crate) struct Places {
    colours: Colours,
    /// What the places are places of.
    pub(crate) palette: Palette,
    met: Vec<Option<(Rgb, u8)>>,
}

/// As a power of two; a theme's pictures have some seven hundred colours.
const SLOTS_LOG2: u32 = 12;

impl Places {
    /// Nothing met yet.
    pub(crate) fn new(colours: &Colours, theme: Theme) -> Self {
        Self { colours: *colours, palette: Palette::of(colours, theme), met: vec![None; 1 << SLOTS_LOG2] }
    }

    /// Whether they are those of these colours.
    pub(crate) fn are_of(&self, colours: &Colours) -> bool {
        self.colours == *colours
    }

    /// Puts one byte a pixel into `places`. Flat drawings are runs of one colour: one look-up a run.
    pub(crate) fn of(&mut self, pixels: &[[u8; 4]], places: &mut Vec<u8>) {
        places.clear();
        for run in pixels.chunk_by(|a, b| a == b) {
            if let Some([r, g, b, _]) = run.first() {
                places.resize(places.len() + run.len(), self.place([*r, *g, *b]));
            }
        }
    }

    fn place(&mut self, colour: Rgb) -> u8 {
        let [r, g, b] = colour;
        let slot = u32::from_be_bytes([0, r, g, b]).wrapping_mul(0x9E37_79B1) >> (u32::BITS - SLOTS_LOG2);
        let slot = &mut self.met[slot as usize];
        match slot {
            Some((met, place)) if *met == colour => *place,
            _ => {
                let place = self.palette.nearest(colour);
                *slot = Some((colour, place));
                place
            }
        }
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

    #[test]
    fn a_forgotten_colour_is_found_at_the_same_place() {
        // More colours than slots, twice: each one is pushed out by another.
        let pixels: Vec<[u8; 4]> =
            (0..20_000_u32).map(|i| (i % 10_000).wrapping_mul(0x0123_4567).to_be_bytes()).collect();
        for theme in THEMES {
            let (mut met, mut places) = (Places::new(&Colours::default(), theme), Vec::new());
            met.of(&pixels, &mut places);
            assert_eq!(places.len(), pixels.len());
            for ([r, g, b, _], place) in pixels.iter().zip(&places) {
                assert_eq!(*place, met.palette.nearest([*r, *g, *b]));
            }
        }
    }
}

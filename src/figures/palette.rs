//! At most 256 colours that stand for those of a picture.

use std::collections::BTreeMap;

use super::theme::Rgb;

/// Colours taken because they are common; the others are taken because they are far from these.
const COMMON: usize = 64;
const MOST: usize = 256;

/// The colours, and for each pixel the place of its colour.
pub(crate) struct Indexed {
    /// At most 256.
    pub(crate) colours: Vec<Rgb>,
    /// One byte a pixel.
    pub(crate) pixels: Vec<u8>,
}

/// Finds a palette: every colour if there are few, else the commonest and then the farthest, ties by value.
pub(crate) fn index(pixels: &[Rgb]) -> Indexed {
    let counted = count(pixels);
    let mut by_use: Vec<(Rgb, usize)> = counted.iter().map(|(colour, count)| (*colour, *count)).collect();
    by_use.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let colours: Vec<Rgb> = if by_use.len() <= MOST {
        by_use.iter().map(|(colour, _)| *colour).collect()
    } else {
        farthest(&by_use.iter().map(|(colour, _)| *colour).collect::<Vec<_>>())
    };
    let nearest: BTreeMap<Rgb, u8> = counted.keys().map(|colour| (*colour, nearest(*colour, &colours))).collect();
    Indexed { pixels: replace(pixels, &nearest), colours }
}

/// Flat charts are runs of one colour: one look-up a run.
fn count(pixels: &[Rgb]) -> BTreeMap<Rgb, usize> {
    let mut counted = BTreeMap::new();
    for run in pixels.chunk_by(|a, b| a == b) {
        if let Some(colour) = run.first() {
            *counted.entry(*colour).or_insert(0) += run.len();
        }
    }
    counted
}

fn replace(pixels: &[Rgb], nearest: &BTreeMap<Rgb, u8>) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(pixels.len());
    for run in pixels.chunk_by(|a, b| a == b) {
        let place = run.first().and_then(|colour| nearest.get(colour)).copied().unwrap_or(0);
        replaced.resize(replaced.len() + run.len(), place);
    }
    replaced
}

fn distance(a: Rgb, b: Rgb) -> u32 {
    let square = |i: usize| u32::from(a[i].abs_diff(b[i])).pow(2);
    square(0) + square(1) + square(2)
}

fn nearest(colour: Rgb, colours: &[Rgb]) -> u8 {
    let place = colours.iter().enumerate().min_by_key(|(place, other)| (distance(colour, **other), *place));
    place.and_then(|(place, _)| u8::try_from(place).ok()).unwrap_or(0)
}

fn farthest(by_use: &[Rgb]) -> Vec<Rgb> {
    let mut taken: Vec<Rgb> = by_use.iter().take(COMMON).copied().collect();
    let mut left: Vec<(u32, Rgb)> = by_use
        .iter()
        .skip(COMMON)
        .map(|colour| (taken.iter().map(|other| distance(*colour, *other)).min().unwrap_or(0), *colour))
        .collect();
    while taken.len() < MOST {
        let Some((_, next)) = left.iter().copied().max() else { break };
        taken.push(next);
        for (far, colour) in &mut left {
            *far = (*far).min(distance(*colour, next));
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_stay_exact() {
        let pixels = [[0, 0, 0], [255, 255, 255], [255, 255, 255], [9, 8, 7]];
        let indexed = index(&pixels);
        assert_eq!(indexed.colours[0], [255, 255, 255]);
        let back: Vec<Rgb> = indexed.pixels.iter().map(|place| indexed.colours[usize::from(*place)]).collect();
        assert_eq!(back, pixels);
    }

    #[test]
    fn many_colours_keep_the_common_and_lose_little() {
        let mut pixels: Vec<Rgb> =
            (0..4096_u32).map(|i| [(i % 16 * 17) as u8, (i / 16 % 16 * 17) as u8, (i / 256 * 17) as u8]).collect();
        pixels.extend([[1, 2, 3]; 50]);
        let indexed = index(&pixels);
        assert_eq!(indexed.colours.len(), 256);
        assert_eq!(indexed.colours[0], [1, 2, 3]);
        let worst =
            pixels.iter().zip(&indexed.pixels).map(|(p, i)| distance(*p, indexed.colours[usize::from(*i)])).max();
        assert!(worst < Some(60 * 60), "{worst:?}");
    }
}

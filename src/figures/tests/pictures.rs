//! What holds for every picture of a chart or card.

use std::collections::BTreeSet;

use super::*;
use crate::quantities::Rgb;

#[test]
fn pictures_are_small_opaque_and_of_the_promised_size() {
    for (name, figure) in all().filter(|(name, _)| matches!(*name, "weeks" | "sixty")) {
        let bytes = figure.png(Theme::Light).unwrap();
        assert!(bytes.len() <= 200_000, "{name} {}: {}", figure.id.as_str(), bytes.len());
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&bytes));
        decoder.set_transformations(png::Transformations::IDENTITY);
        let reader = decoder.read_info().unwrap();
        let info = reader.info();
        assert_eq!((info.width, info.height), (1200, 800));
        assert_eq!(info.color_type, png::ColorType::Indexed);
        assert!(info.trns.is_none());
    }
}

/// The palette is made without looking at a picture, and serves every one of them.
#[test]
fn a_picture_has_its_colours_but_for_what_no_eye_sees() {
    for theme in [Theme::Light, Theme::Dark] {
        let inks: BTreeSet<Rgb> = Ink::drawn().map(|ink| ink.built_in(theme)).collect();
        let themed = |name: &str| theme == Theme::Light || matches!(name, "weeks" | "crowded" | "over");
        // The charts are odd in number: every second one is each chart in every second story.
        let shown: Vec<(&str, &Figure)> = all().filter(|(name, _)| themed(name)).step_by(2).collect();
        let buffers = || (palette::Places::new(&Colours::default(), theme), Vec::new(), Vec::new());
        shown.par_iter().for_each_init(buffers, |(met, pixels, places), (name, figure)| {
            let what = format!("{name} {} {theme:?}", figure.id.as_str());
            let svg = figure.svg(Layout::Mail, Look::Only(theme)).unwrap();
            raster::paint(&svg, Ink::Ground.built_in(theme), SCALE, pixels).unwrap();
            met.of(pixels.as_chunks().0, places);
            let colours = met.palette.bytes();
            let (mut soft, mut off) = (0_usize, 0_usize);
            for ([r, g, b, opaque], place) in pixels.as_chunks().0.iter().zip(places) {
                let drawn = colours.as_chunks().0[usize::from(*place)];
                let error = palette::distance([*r, *g, *b], drawn);
                // Of 441, from black to white.
                assert!(error <= 33 * 33 && *opaque == 255, "{what}: {:?} becomes {drawn:?}", [r, g, b]);
                if inks.contains(&[*r, *g, *b]) {
                    assert_eq!(error, 0, "{what}");
                } else {
                    soft += 1;
                    off += usize::from(error > 8 * 8);
                }
            }
            assert!(off * 50 < soft, "{what}: {off} of {soft} edge pixels");
        });
    }
}

#[test]
fn a_card_is_a_picture_of_the_size_that_links_show() {
    let bytes = Card::new(&stories::crowded()).png(Theme::Light).unwrap();
    assert!(bytes.len() <= 100_000, "{}", bytes.len());
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (1200, 630));
}

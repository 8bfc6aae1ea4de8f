//! What holds for every picture of a chart or card.

use resvg::tiny_skia::{Color, Pixmap, Transform};

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

/// The painter knows no SVG and the SVG no painter: what they draw is the same but for what no eye sees.
#[test]
fn a_picture_shows_what_its_svg_shows() {
    for theme in [Theme::Light, Theme::Dark] {
        let themed = |name: &str| theme == Theme::Light || matches!(name, "weeks" | "crowded" | "over");
        // The charts are odd in number: every second one is each chart in every second story.
        let shown: Vec<(&str, &Figure)> = all().filter(|(name, _)| themed(name)).step_by(2).collect();
        let painters = || (paint::Painter::default(), palette::Mixer::new(&Colours::default(), theme));
        shown.par_iter().for_each_init(painters, |(painter, mixer), (name, figure)| {
            let scene = figure.scene(Layout::Mail).unwrap();
            let painted = painter.paint(&scene, SCALE, mixer).unwrap();
            let colours = painted.palette.bytes();
            let drawn = rasterised(&scene.svg(Look::Only(theme)), theme);
            let painted: Vec<Rgb> =
                painted.places.iter().map(|place| colours.as_chunks().0[usize::from(*place)]).collect();
            let what = format!("{name} {} {theme:?}", figure.id.as_str());
            let apart = Apart::of(&painted, &drawn, (scene.width.round() as usize) * SCALE as usize);
            // Edges lie up to an eighth of a pixel elsewhere.
            assert!(apart.even <= 110 && apart.block <= 64 && apart.off <= 200, "{what}: {apart:?}");
        });
    }
}

/// What the rasteriser of SVG makes of a drawing.
fn rasterised(svg: &str, theme: Theme) -> Vec<Rgb> {
    let tree = foreign::parse(svg).unwrap();
    let size = tree.size().to_int_size();
    let mut pixmap = Pixmap::new(size.width() * SCALE, size.height() * SCALE).unwrap();
    let [r, g, b] = Ink::Ground.built_in(theme);
    pixmap.fill(Color::from_rgba8(r, g, b, u8::MAX));
    resvg::render(&tree, Transform::from_scale(SCALE as f32, SCALE as f32), &mut pixmap.as_mut());
    pixmap.data().as_chunks::<4>().0.iter().map(|[r, g, b, _]| [*r, *g, *b]).collect()
}

/// How far two pictures are apart, of 441 from black to white.
#[derive(Debug)]
struct Apart {
    /// Where one of them has an even colour all around.
    even: u32,
    /// At any pixel.
    pixel: u32,
    /// Of the mean colours of any 4×4 pixels.
    block: u32,
    /// Pixels in a thousand at an edge that are more than 24 apart.
    off: usize,
}

impl Apart {
    fn of(one: &[Rgb], other: &[Rgb], width: usize) -> Self {
        let height = one.len() / width;
        let far = |a: Rgb, b: Rgb| palette::distance(a, b).isqrt();
        let mut apart = Self { even: 0, pixel: 0, block: 0, off: 0 };
        let (mut edges, mut off) = (0_usize, 0_usize);
        for (y, x) in (1..height - 1).flat_map(|y| (1..width - 1).map(move |x| (y, x))) {
            let at = y * width + x;
            let error = far(one[at], other[at]);
            let around = (y - 1..=y + 1).flat_map(|y| (x - 1..=x + 1).map(move |x| y * width + x));
            if around.into_iter().all(|near| other[near] == other[at]) {
                apart.even = apart.even.max(error);
            } else {
                edges += 1;
                off += usize::from(error > 24);
            }
            apart.pixel = apart.pixel.max(error);
            if x % 4 == 1 && y % 4 == 1 && x + 4 <= width && y + 4 <= height {
                let mean = |picture: &[Rgb]| {
                    let mut sums = [0_u32; 3];
                    for pixel in (y..y + 4).flat_map(|y| &picture[y * width + x..][..4]) {
                        sums.iter_mut().zip(pixel).for_each(|(sum, channel)| *sum += u32::from(*channel));
                    }
                    sums.map(|sum| (sum / 16) as u8)
                };
                apart.block = apart.block.max(far(mean(one), mean(other)));
            }
        }
        apart.off = off * 1000 / edges.max(1);
        apart
    }
}

#[test]
fn a_card_is_a_picture_of_the_size_that_links_show() {
    let bytes = Card::new(&stories::crowded()).png(Theme::Light).unwrap();
    assert!(bytes.len() <= 100_000, "{}", bytes.len());
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (1200, 630));
}

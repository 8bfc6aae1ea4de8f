//! Turns a drawing into a small opaque picture, by default twice as fine as its CSS size.

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, PixmapMut, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

use super::colours::Colours;
use super::palette::Places;
use super::text::FACES;
use super::theme::{Ink, Theme};
use crate::diagnostics::{Code, Diagnostic};
use crate::quantities::Rgb;

/// Device pixels a CSS pixel, where nobody asks for others.
pub(crate) const SCALE: u32 = 2;

/// CSS pixels a metre, in hundredths.
const PER_METRE: u32 = 377_953;

thread_local! {
    /// A picture is four megabytes of pixels and one of places: made once a thread.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What a thread keeps from one picture to the next. None of it decides a byte.
#[derive(Default)]
struct Scratch {
    /// Red, green, blue, covering.
    pixels: Vec<u8>,
    places: Vec<u8>,
    light: Option<Places>,
    dark: Option<Places>,
}

/// An indexed PNG of an SVG in a theme's inks, the same bytes on every machine: no font and no file but the bundled ones.
pub(crate) fn png(svg: &str, colours: &Colours, theme: Theme, scale: u32) -> Result<Vec<u8>, Diagnostic> {
    SCRATCH.with_borrow_mut(|Scratch { pixels, places, light, dark }| {
        let size = paint(svg, colours.rgb(Ink::Ground, theme), scale, pixels)?;
        let met = match theme {
            Theme::Light => light,
            Theme::Dark => dark,
        };
        // Another site's: never within one build.
        met.take_if(|met| !met.are_of(colours));
        let met = met.get_or_insert_with(|| Places::new(colours, theme));
        met.of(pixels.as_chunks().0, places);
        encode(places, met.palette.bytes(), scale, size).map_err(|error| failed(&error.to_string()))
    })
}

/// Draws over whatever the pixels were; says how many in a row and how many rows.
pub(crate) fn paint(svg: &str, ground: Rgb, scale: u32, pixels: &mut Vec<u8>) -> Result<(u32, u32), Diagnostic> {
    let tree = parse(svg)?;
    let (width, height) = (tree.size().width().round() as u32 * scale, tree.size().height().round() as u32 * scale);
    pixels.resize(width as usize * height as usize * 4, 0);
    let mut pixmap = PixmapMut::from_bytes(pixels, width, height).ok_or_else(|| failed("it has no size"))?;
    let [r, g, b] = ground;
    pixmap.fill(Color::from_rgba8(r, g, b, u8::MAX));
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap);
    Ok((width, height))
}

/// Reads an SVG with the bundled faces only, and no other file: pictures that it names stay out.
pub(crate) fn parse(svg: &str) -> Result<Tree, Diagnostic> {
    let image_href_resolver = ImageHrefResolver {
        resolve_string: Box::new(|_, _| None),
        resolve_data: ImageHrefResolver::default_data_resolver(),
    };
    let font_family = "Inter".to_owned();
    let options = Options { fontdb: fonts()?, font_family, image_href_resolver, ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| failed(&error.to_string()))
}

/// A face that does not load would make text vanish without a word, so both are asked for by name.
fn fonts() -> Result<Arc<fontdb::Database>, Diagnostic> {
    static LOADED: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = LOADED.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for face in FACES {
            fonts.load_font_data(face.to_vec());
        }
        Arc::new(fonts)
    });
    let has = |weight: u16| {
        let is_inter = |face: &fontdb::FaceInfo| face.families.iter().any(|(family, _)| family == "Inter");
        fonts.faces().any(|face| face.weight.0 == weight && is_inter(face))
    };
    if has(400) && has(600) { Ok(Arc::clone(fonts)) } else { Err(failed("the bundled fonts cannot be read")) }
}

/// Without a filter and at level 4: measured, more time makes the files no more than a twentieth smaller.
fn encode(places: &[u8], palette: Vec<u8>, scale: u32, size: (u32, u32)) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(4));
    // Mail programs print at the size this asks for.
    let density = PER_METRE * scale / 100;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: density, yppu: density, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(places)?;
    writer.finish()?;
    Ok(bytes)
}

/// A picture of so many pixels a side in full colour: a drawing in the middle of its ground.
pub(crate) fn square(svg: &str, ground: Rgb, side: u32) -> Result<Vec<u8>, Diagnostic> {
    let tree = parse(svg)?;
    let mut pixmap = Pixmap::new(side, side).ok_or_else(|| failed("it has no size"))?;
    let [r, g, b] = ground;
    pixmap.fill(Color::from_rgba8(r, g, b, u8::MAX));
    let (width, height, side) = (tree.size().width(), tree.size().height(), side as f32);
    let scale = side / width.max(height);
    let middle = Transform::from_translate((side - width * scale) / 2.0, (side - height * scale) / 2.0);
    resvg::render(&tree, middle.pre_scale(scale, scale), &mut pixmap.as_mut());
    let opaque: Vec<u8> = pixmap.data().as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    let encode = || {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_deflate_compression(png::DeflateCompression::Level(4));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&opaque)?;
        writer.finish()?;
        Ok(bytes)
    };
    encode().map_err(|error: png::EncodingError| failed(&error.to_string()))
}

pub(crate) fn failed(why: &str) -> Diagnostic {
    Diagnostic::new(Code::Drawing, format!("a chart cannot become a picture: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A decoded picture: its size, its palette, one byte a pixel.
    fn decoded(bytes: &[u8]) -> (u32, u32, Vec<u8>, Vec<u8>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::IDENTITY);
        let mut reader = decoder.read_info().unwrap();
        assert_eq!(reader.info().color_type, png::ColorType::Indexed);
        let (width, height) = (reader.info().width, reader.info().height);
        let palette = reader.info().palette.as_deref().unwrap().to_vec();
        let mut places = vec![0; width as usize * height as usize];
        reader.next_frame(&mut places).unwrap();
        (width, height, palette, places)
    }

    #[test]
    fn a_picture_is_indexed_and_twice_as_fine() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\"><rect width=\"20\" \
                   height=\"20\" fill=\"#9A3B00\"/></svg>";
        let bytes = png(svg, &Colours::default(), Theme::Light, SCALE).unwrap();
        let (width, height, palette, places) = decoded(&bytes);
        assert_eq!((width, height), (60, 40));
        for (i, place) in places.iter().enumerate() {
            let filled = i % 60 < 40;
            let wanted = if filled { [0x9A, 0x3B, 0x00] } else { [0xFF; 3] };
            assert_eq!(palette[usize::from(*place) * 3..][..3], wanted, "{i}");
        }
    }

    #[test]
    fn a_picture_does_not_show_the_one_before_it() {
        let svg = |size: u32, mark: &str| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"20\">{mark}</svg>")
        };
        let mark = "<rect width=\"9\" height=\"9\" fill=\"#06283D\"/>";
        let draw = |size: u32, mark: &str| png(&svg(size, mark), &Colours::default(), Theme::Dark, SCALE).unwrap();
        let (small, large) = (draw(20, ""), draw(40, ""));
        let _ = (draw(40, mark), draw(20, mark));
        assert!(draw(20, "") == small && draw(40, "") == large);
    }
}

//! Turns a drawing into a small opaque picture, twice as fine as its CSS size.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::palette::{self, Indexed};
use super::text::FACES;
use super::theme::Rgb;
use crate::diagnostics::{Code, Diagnostic};

/// Device pixels a CSS pixel.
const SCALE: u32 = 2;

/// An indexed PNG of an SVG, the same bytes on every machine: no font and no file but the bundled ones.
pub(crate) fn png(svg: &str) -> Result<Vec<u8>, Diagnostic> {
    let tree = parse(svg)?;
    let (width, height) = (tree.size().width().round() as u32 * SCALE, tree.size().height().round() as u32 * SCALE);
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| failed("it has no size"))?;
    resvg::render(&tree, Transform::from_scale(SCALE as f32, SCALE as f32), &mut pixmap.as_mut());
    let (quads, _) = pixmap.data().as_chunks::<4>();
    let pixels: Vec<Rgb> = quads.iter().map(|[r, g, b, _]| [*r, *g, *b]).collect();
    encode(&palette::index(&pixels), width, height).map_err(|error| failed(&error.to_string()))
}

/// Reads an SVG with the bundled faces only.
pub(crate) fn parse(svg: &str) -> Result<Tree, Diagnostic> {
    let options = Options { fontdb: fonts()?, font_family: "Inter".to_owned(), ..Options::default() };
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

fn encode(indexed: &Indexed, width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(indexed.colours.concat());
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_compression(png::Compression::Balanced);
    // Mail programs print at the size this asks for.
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 7559, yppu: 7559, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indexed.pixels)?;
    writer.finish()?;
    Ok(bytes)
}

fn failed(why: &str) -> Diagnostic {
    Diagnostic::new(Code::Drawing, format!("a chart cannot become a picture: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_indexed_and_twice_as_fine() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\"><rect width=\"30\" \
                   height=\"20\" fill=\"#9A3B00\"/></svg>";
        let bytes = png(svg).unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&bytes));
        decoder.set_transformations(png::Transformations::IDENTITY);
        let mut reader = decoder.read_info().unwrap();
        assert_eq!(reader.info().color_type, png::ColorType::Indexed);
        assert_eq!((reader.info().width, reader.info().height), (60, 40));
        assert_eq!(reader.info().palette.as_deref(), Some(&[0x9A, 0x3B, 0x00][..]));
        let mut pixels = vec![9; 60 * 40];
        reader.next_frame(&mut pixels).unwrap();
        assert!(pixels.iter().all(|place| *place == 0));
        assert_eq!(bytes, png(svg).unwrap());
    }
}

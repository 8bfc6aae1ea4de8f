//! Draws an SVG that is not one of our drawings: an author's own mark, or the program's.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

use super::raster::failed;
use super::text::FACES;
use crate::diagnostics::Diagnostic;
use crate::quantities::Rgb;

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

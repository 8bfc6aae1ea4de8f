//! The site's mark in tabs and on home screens: the ladder's bar, below the line of the shortfall.

use super::colours::Colours;
use super::theme::{Ink, Look, Theme};
use super::{foreign, raster};
use crate::diagnostics::Diagnostic;

/// Delivered, committed, approved, and what is open, from the bottom up.
const BAR: &str = "<rect class=\"f-ground\" width=\"32\" height=\"32\" rx=\"6\"/>\
    <rect class=\"f-delivered\" x=\"9\" y=\"21\" width=\"14\" height=\"7\"/>\
    <rect class=\"f-committed\" x=\"9\" y=\"14\" width=\"14\" height=\"6\"/>\
    <rect class=\"f-approved\" x=\"9\" y=\"8\" width=\"14\" height=\"5\"/>\
    <rect class=\"f-gap\" x=\"5\" y=\"4\" width=\"22\" height=\"2.5\"/>";

/// The mark as SVG, light and dark in one.
#[must_use]
pub fn icon_svg(colours: &Colours) -> String {
    svg(colours, Look::Auto, 32)
}

/// The mark as a picture of 180×180 pixels, opaque, for those who do not read SVG.
///
/// # Errors
/// `drawing`, if the SVG cannot be drawn or encoded.
pub fn icon_png(colours: &Colours) -> Result<Vec<u8>, Diagnostic> {
    own_icon_png(svg(colours, Look::Only(Theme::Light), OWN).as_bytes(), colours)
}

/// Pixels of the picture, as home screens want it.
const OWN: u32 = 180;

/// The same of an author's own mark, whatever its colours, on the light ground.
///
/// # Errors
/// `drawing`, if the SVG cannot be drawn or encoded.
pub fn own_icon_png(svg: &[u8], colours: &Colours) -> Result<Vec<u8>, Diagnostic> {
    let text = std::str::from_utf8(svg).map_err(|_| raster::failed("it is not UTF-8"))?;
    foreign::square(text, colours.rgb(Ink::Ground, Theme::Light), OWN)
}

/// Whether these are the bytes of an SVG that can be drawn.
#[must_use]
pub fn drawable(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| foreign::parse(text).is_ok())
}

fn svg(colours: &Colours, look: Look, size: u32) -> String {
    let style = colours.style_of(look);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 32 32\">\
         {style}{BAR}</svg>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_drawn() {
        let tree = foreign::parse(&icon_svg(&Colours::default())).unwrap();
        assert!((tree.size().width() - 32.0).abs() < 0.01);
        assert_eq!(&icon_png(&Colours::default()).unwrap()[16..24], &[0, 0, 0, 180, 0, 0, 0, 180]);
    }

    #[test]
    fn an_authors_mark_keeps_its_colours_and_its_shape() {
        let wide = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><image href=\"/etc/passwd\"/>\
                    <rect width=\"20\" height=\"10\" fill=\"#0a0\"/></svg>";
        let bytes = own_icon_png(wide.as_bytes(), &Colours::default()).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
        let mut pixels = vec![0; 180 * 180 * 3];
        reader.next_frame(&mut pixels).unwrap();
        let at = |x: usize, y: usize| &pixels[(y * 180 + x) * 3..][..3];
        assert_eq!((at(90, 20), at(90, 90), at(90, 160)), (&[255; 3][..], &[0, 170, 0][..], &[255; 3][..]));
        assert!(!drawable(b"GIF89a") && !drawable(b"<svg") && drawable(wide.as_bytes()));
    }
}

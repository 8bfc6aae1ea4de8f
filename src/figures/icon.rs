//! The site's mark in tabs and on home screens: the ladder's bar, below the line of the shortfall.

use super::raster;
use super::theme::{Look, Theme, style_of};
use crate::diagnostics::Diagnostic;

/// Delivered, committed, approved, and what is open, from the bottom up.
const BAR: &str = "<rect class=\"f-ground\" width=\"32\" height=\"32\" rx=\"6\"/>\
    <rect class=\"f-delivered\" x=\"9\" y=\"21\" width=\"14\" height=\"7\"/>\
    <rect class=\"f-committed\" x=\"9\" y=\"14\" width=\"14\" height=\"6\"/>\
    <rect class=\"f-approved\" x=\"9\" y=\"8\" width=\"14\" height=\"5\"/>\
    <rect class=\"f-gap\" x=\"5\" y=\"4\" width=\"22\" height=\"2.5\"/>";

/// The mark as SVG, light and dark in one.
#[must_use]
pub fn icon_svg() -> String {
    svg(Look::Auto, 32)
}

/// The mark as a picture of 180×180 pixels, opaque, for those who do not read SVG.
///
/// # Errors
/// `drawing`, if the SVG cannot be drawn or encoded.
pub fn icon_png() -> Result<Vec<u8>, Diagnostic> {
    raster::png(&svg(Look::Only(Theme::Light), 90), Theme::Light, raster::SCALE)
}

fn svg(look: Look, size: u32) -> String {
    let style = style_of(look);
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
        let tree = raster::parse(&icon_svg()).unwrap();
        assert!((tree.size().width() - 32.0).abs() < 0.01);
        assert_eq!(&icon_png().unwrap()[16..24], &[0, 0, 0, 180, 0, 0, 0, 180]);
    }
}

//! Text on its ground, as sent and as clients turn it round at night.

use super::markup::attributes;
use crate::figures::contrast;
use crate::quantities::{Rgb, read_colour};

/// Least contrast of text, WCAG 2 level AA.
const LEAST: f64 = 4.5;

/// A way of showing a mail: its name, and what becomes of a colour.
type Mode = (&'static str, fn(Rgb) -> Rgb);

/// How clients show a mail: as sent, every colour inverted, or only its lightness.
const MODES: [Mode; 3] =
    [("as sent", |c| c), ("inverted", |c| c.map(|v| 255 - v)), ("with lightness inverted", lightness_inverted)];

/// Every element whose text colour is hard to read on its ground. An element without a ground stands on white.
pub(super) fn too_low(html: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, style) in attributes(html, "style") {
        let Some(text) = colour(style, "color") else { continue };
        // The words of a link stand on the ground of the cell around it.
        let cell = html[..at].rfind("<td ").map_or("", |start| &html[start..at]);
        let around = attributes(cell, "bgcolor").next().and_then(|(_, value)| read_colour(value));
        let ground = colour(style, "background-color").or(around).unwrap_or([255; 3]);
        for (mode, turned) in MODES {
            let ratio = contrast(turned(text), turned(ground));
            if ratio < LEAST {
                found.push((at, format!("text has a contrast of {ratio:.1} {mode}, less than {LEAST}")));
            }
        }
    }
    found
}

/// A colour of an inline style.
fn colour(style: &str, property: &str) -> Option<Rgb> {
    let declared = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declared.filter(|(name, _)| name.trim() == property).find_map(|(_, value)| read_colour(value))
}

/// Light becomes dark in the same hue: lightness in HSL is (max + min) / 2, and shifting all channels by the same
/// amount moves it alone.
fn lightness_inverted(c: Rgb) -> Rgb {
    let sum = i32::from(*c.iter().max().unwrap_or(&0)) + i32::from(*c.iter().min().unwrap_or(&0));
    c.map(|v| u8::try_from((i32::from(v) + 255 - sum).clamp(0, 255)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_on_white_is_too_low_in_every_mode() {
        assert_eq!(too_low("<p style=\"color:#CCCCCC;\">").len(), 3);
        assert_eq!(too_low("<p style=\"color:#16202A;\">").len(), 0);
        assert_eq!(lightness_inverted([255, 255, 255]), [0, 0, 0]);
        assert_eq!(lightness_inverted([0x1A, 0x5F, 0x95]), [0x6A, 0xAF, 0xE5]);
    }
}

//! Turns a drawing into a small opaque picture, by default twice as fine as its CSS size.

use std::cell::RefCell;

use super::paint::{Painted, Painter};
use super::palette::Mixer;
use super::scene::Scene;
use super::theme::Theme;
use crate::diagnostics::{Code, Diagnostic};

/// Device pixels a CSS pixel, where nobody asks for others.
pub(crate) const SCALE: u32 = 2;

/// CSS pixels a metre, in hundredths.
const PER_METRE: u32 = 377_953;

thread_local! {
    /// A picture is two megabytes of places and covering, and letters come again in the next one: kept by thread.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What a thread keeps from one picture to the next. None of it decides a byte.
#[derive(Default)]
struct Scratch {
    painter: Painter,
    light: Option<Mixer>,
    dark: Option<Mixer>,
}

impl Scene {
    /// An indexed PNG in a theme's inks and in so many pixels for each CSS pixel, the same bytes on every machine.
    ///
    /// # Errors
    /// `drawing`, if it has no size or cannot be encoded.
    pub fn png(&self, theme: Theme, scale: u32) -> Result<Vec<u8>, Diagnostic> {
        self.painted(theme, scale, |painted| painted.png())?
    }

    /// The picture before it is compressed.
    ///
    /// # Errors
    /// `drawing`, if it has no size.
    pub fn painted<T>(
        &self,
        theme: Theme,
        scale: u32,
        use_it: impl FnOnce(&Painted<'_>) -> T,
    ) -> Result<T, Diagnostic> {
        SCRATCH.with_borrow_mut(|Scratch { painter, light, dark }| {
            let mixer = match theme {
                Theme::Light => light,
                Theme::Dark => dark,
            };
            // Another site's: never within one build.
            mixer.take_if(|mixer| !mixer.is_of(&self.colours, theme));
            let mixer = mixer.get_or_insert_with(|| Mixer::new(&self.colours, theme));
            painter.paint(self, scale, mixer).map(|painted| use_it(&painted)).ok_or_else(|| failed("it has no size"))
        })
    }
}

impl Painted<'_> {
    /// As an indexed PNG.
    ///
    /// # Errors
    /// `drawing`, if it cannot be encoded.
    pub fn png(&self) -> Result<Vec<u8>, Diagnostic> {
        self.encode().map_err(|error| failed(&error.to_string()))
    }

    /// Without a filter and at level 4: measured, more time makes the files no more than a twentieth smaller.
    fn encode(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.size.0, self.size.1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(self.palette.bytes());
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_deflate_compression(png::DeflateCompression::Level(4));
        // Mail programs print at the size this asks for.
        let density = PER_METRE * self.scale / 100;
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: density, yppu: density, unit: png::Unit::Meter }));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(self.places)?;
        writer.finish()?;
        Ok(bytes)
    }
}

pub(crate) fn failed(why: &str) -> Diagnostic {
    Diagnostic::new(Code::Drawing, format!("a chart cannot become a picture: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::colours::Colours;
    use crate::figures::scene::{Area, Filling, Mark};
    use crate::figures::theme::Ink;

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

    fn square(size: f64, mark: Option<(f64, Ink)>) -> Scene {
        let marks = mark.map(|(side, ink)| Mark::Rectangle(Area::new(0.0, 0.0, side, side), Filling::of(ink)));
        let (id, title, described) = Default::default();
        let (marks, colours) = (marks.into_iter().collect(), Colours::default());
        Scene { id, name: "", width: size, height: 20.0, title, described, marks, colours }
    }

    #[test]
    fn a_picture_is_indexed_and_twice_as_fine() {
        let bytes = square(30.0, Some((20.0, Ink::Committed))).png(Theme::Light, SCALE).unwrap();
        let (width, height, palette, places) = decoded(&bytes);
        assert_eq!((width, height), (60, 40));
        for (i, place) in places.iter().enumerate() {
            let wanted = if i % 60 < 40 { [0x1A, 0x5F, 0x95] } else { [0xFF; 3] };
            assert_eq!(palette[usize::from(*place) * 3..][..3], wanted, "{i}");
        }
    }

    #[test]
    fn a_picture_does_not_show_the_one_before_it() {
        let draw = |size: f64, mark| square(size, mark).png(Theme::Dark, SCALE).unwrap();
        let (small, large) = (draw(20.0, None), draw(40.0, None));
        let mark = Some((9.0, Ink::Delivered));
        let _ = (draw(40.0, mark), draw(20.0, mark));
        assert!(draw(20.0, None) == small && draw(40.0, None) == large);
    }
}

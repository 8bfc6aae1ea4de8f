//! Colours: ink stands for certainty. Roles are named here and nowhere else are colours written.
//!
//! The look of both themes is one constant `<style>` text ([`style`]), identical in every drawing, so that
//! a page can name its hash. Only plain class rules: the rasteriser knows no custom properties.

use std::fmt::Write as _;
use std::sync::OnceLock;

/// A colour of a theme, 8 bits a channel, sRGB.
pub(crate) type Rgb = [u8; 3];

/// Ground and inks for a bright or a dark room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white.
    Light,
    /// Light ink on near black.
    Dark,
}

/// Which rules a drawing carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Light, and dark where the reader's system asks for it: what pages and files carry.
    Auto,
    /// None: it stands in a page whose style sheet has them ([`style`]).
    Page,
    /// One theme, whatever the reader's system says: what pictures are made from.
    Only(Theme),
}

macro_rules! inks {
    ($($(#[$doc:meta])* $ink:ident $name:literal $light:literal $dark:literal)*) => {
        /// What a mark or a text stands for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Ink { $($(#[$doc])* $ink),* }

        impl Ink {
            /// Every ink; the place in this list is the token that travels through plotters.
            pub(crate) const ALL: &[Self] = &[$(Self::$ink),*];

            /// The end of its class names: `f-delivered` fills, `s-delivered` strokes.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$ink => $name),* }
            }

            const fn hex(self, theme: Theme) -> u32 {
                match (self, theme) { $((Self::$ink, Theme::Light) => $light, (Self::$ink, Theme::Dark) => $dark),* }
            }
        }
    };
}

inks! {
    /// What everything is drawn on.
    Ground "ground" 0xFFFFFF 0x121212
    /// Titles, labels, numbers.
    Text "text" 0x16202A 0xECEFF1
    /// Subtitles, footers, axis labels.
    Muted "muted" 0x55616B 0xA9B3BB
    /// Lines that carry a number across the plot.
    Grid "grid" 0xE2E6E9 0x2B2F33
    /// Zero lines, leader lines: the neutral ink.
    Axis "axis" 0x8A8D91 0x777777
    /// What came back or was stopped: neutral, dotted.
    Recovered "recovered" 0x8A8D91 0x777777
    /// Stage 5, and the stricter line of a pair.
    Delivered "delivered" 0x06283D 0xF2F8FD
    /// Stage 4.
    Committed "committed" 0x1A5F95 0x86BDE8
    /// Stage 3; also the ink of the hatch and of the dashes.
    Approved "approved" 0x4A93C9 0x2F78B3
    /// Stage 2: hatched.
    Proposed "proposed" 0x4A93C9 0x2F78B3
    /// Stage 1: a dashed outline.
    Expressed "expressed" 0x4A93C9 0x2F78B3
    /// The shortfall, and what of it is open.
    Gap "gap" 0x9A3B00 0xFF7B33
}

impl Ink {
    /// The colour in a theme.
    pub(crate) const fn rgb(self, theme: Theme) -> Rgb {
        let [_, r, g, b] = self.hex(theme).to_be_bytes();
        [r, g, b]
    }

    /// The place in [`Ink::ALL`].
    pub(crate) const fn token(self) -> u8 {
        self as u8
    }

    /// Ground or text, whichever is easier to read on this ink. The answer holds for both themes: each
    /// theme swaps ground and text together with its fills.
    pub(crate) fn legible(self) -> Self {
        let against = |ink: Self| contrast(ink.rgb(Theme::Light), self.rgb(Theme::Light));
        if against(Self::Ground) >= against(Self::Text) { Self::Ground } else { Self::Text }
    }
}

/// Contrast of two colours after WCAG 2: 1 to 21.
pub(crate) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([r, g, b]: Rgb) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// The `<style>` text of every drawing that follows the reader's system: the same bytes for all charts.
#[must_use]
pub fn style() -> &'static str {
    static AUTO: OnceLock<String> = OnceLock::new();
    AUTO.get_or_init(|| {
        format!("{FONT}{}@media (prefers-color-scheme:dark){{{}}}", rules(Theme::Light), rules(Theme::Dark))
    })
}

/// The `<style>` element of a look, if it has one.
pub(crate) fn style_of(look: Look) -> String {
    match look {
        Look::Auto => format!("<style>{}</style>", style()),
        Look::Page => String::new(),
        Look::Only(theme) => format!("<style>{FONT}{}</style>", rules(theme)),
    }
}

const FONT: &str = ".f-fig text{font-family:Inter,system-ui,sans-serif;font-weight:400}.f-fig .f-b{font-weight:600}";

/// The class rules of a theme, for pages that let the reader choose one.
#[must_use]
pub fn rules(theme: Theme) -> String {
    let mut css = String::new();
    for ink in Ink::ALL {
        let ([r, g, b], name) = (ink.rgb(theme), ink.name());
        // Writing to a String cannot fail.
        let _ = write!(css, ".f-{name}{{fill:#{r:02x}{g:02x}{b:02x}}}.s-{name}{{stroke:#{r:02x}{g:02x}{b:02x}}}");
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_texts_stand_out_from_the_ground() {
        for theme in [Theme::Light, Theme::Dark] {
            let against_ground = |ink: Ink| contrast(ink.rgb(theme), Ink::Ground.rgb(theme));
            for ink in Ink::ALL {
                let least = match ink {
                    Ink::Ground => 1.0,
                    Ink::Grid => 1.2,
                    Ink::Text | Ink::Muted | Ink::Gap => 4.5,
                    _ => 3.0,
                };
                assert!(against_ground(*ink) >= least, "{ink:?} {theme:?} {}", against_ground(*ink));
            }
        }
    }

    #[test]
    fn neighbouring_solid_stages_differ() {
        for theme in [Theme::Light, Theme::Dark] {
            for pair in [Ink::Delivered, Ink::Committed, Ink::Approved].windows(2) {
                assert!(contrast(pair[0].rgb(theme), pair[1].rgb(theme)) >= 1.8, "{pair:?} {theme:?}");
            }
        }
    }

    #[test]
    fn a_label_on_a_fill_is_legible_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            for ink in [Ink::Delivered, Ink::Committed, Ink::Muted, Ink::Gap] {
                assert!(contrast(ink.legible().rgb(theme), ink.rgb(theme)) >= 4.5, "{ink:?} {theme:?}");
            }
        }
    }

    #[test]
    fn the_style_is_plain_rules() {
        assert!(style().starts_with(FONT));
        assert!(!style().contains("var(") && !style().contains('<'));
        assert_eq!(format!("<style>{}</style>", style()), style_of(Look::Auto));
    }
}

//! The colours of a site: its author's over the built-in ones, as drawings and style sheets have them.
//!
//! Drawings carry plain class rules: the rasteriser knows no custom properties. They are the same text in every
//! drawing of a site.

use std::fmt::Write as _;

use super::contrast::contrast;
use super::theme::{Ink, Look, Theme};
use crate::quantities::{Rgb, print_colour};
use crate::rescue::Appearance;

/// What an author chose for each ink.
type Chosen = [Option<Rgb>; Ink::ALL.len()];

/// The colours of every ink where the room is bright and where it is dark. By default the built-in ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    light: Chosen,
    dark: Chosen,
}

/// Paper and screens in a bright room show the light theme, whatever the system says of a screen.
const DARK: &str = "@media screen and (prefers-color-scheme:dark)";

const WHITE: Rgb = [255; 3];

/// Most contrast with white of a ground on which every ink that it carries is dark.
const PALE: f64 = 2.0;

const FONT: &str = ".f-fig text{font-family:Inter,system-ui,sans-serif;font-weight:400}.f-fig .f-b{font-weight:600}";

impl Colours {
    /// The colours that `site.yaml` gives; a name that is no ink's colours nothing.
    #[must_use]
    pub fn of(appearance: &Appearance) -> Self {
        let mut colours = Self::default();
        for (theme, typed) in [(Theme::Light, &appearance.light), (Theme::Dark, &appearance.dark)] {
            for given in typed {
                if let Some(ink) = Ink::named(given.name.value.trim()) {
                    colours = colours.with(ink, theme, given.colour);
                }
            }
        }
        colours
    }

    /// The same but for one.
    pub(crate) fn with(mut self, ink: Ink, theme: Theme, colour: Rgb) -> Self {
        let chosen = match theme {
            Theme::Light => &mut self.light,
            Theme::Dark => &mut self.dark,
        };
        if let Some(place) = chosen.get_mut(usize::from(ink.token())) {
            *place = Some(colour);
        }
        self
    }

    /// The colour of an ink.
    #[must_use]
    pub fn rgb(&self, ink: Ink, theme: Theme) -> Rgb {
        let own = |ink: Ink| self.own(ink, theme);
        let follows = || match ink {
            // Between a ground and a text of the author's, the built-in lines could vanish.
            Ink::Grid => own(Ink::Ground).or(own(Ink::Text)).map(|_| self.mixed(Ink::Text, 3, theme)),
            _ => own(ink.follows()?),
        };
        own(ink).or_else(follows).unwrap_or(ink.built_in(theme))
    }

    /// The author's own colour of an ink.
    pub(crate) fn own(&self, ink: Ink, theme: Theme) -> Option<Rgb> {
        let chosen = match theme {
            Theme::Light => &self.light,
            Theme::Dark => &self.dark,
        };
        chosen.get(usize::from(ink.token())).copied().flatten()
    }

    /// The ground of boxes and of code.
    pub(crate) fn raised(&self, theme: Theme) -> Rgb {
        self.mixed(Ink::Text, 1, theme)
    }

    /// The ground of the row that a table singles out.
    pub(crate) fn chosen(&self, theme: Theme) -> Rgb {
        self.mixed(Ink::Committed, 2, theme)
    }

    /// The ground with so many 25ths of an ink in it.
    fn mixed(&self, ink: Ink, parts: u32, theme: Theme) -> Rgb {
        blend(self.rgb(Ink::Ground, theme), self.rgb(ink, theme), parts, 25)
    }

    /// The `<style>` text of every drawing that follows the reader's system.
    #[must_use]
    pub fn style(&self) -> String {
        format!("{FONT}{}{DARK}{{{}}}", self.rules(Theme::Light), self.rules(Theme::Dark))
    }

    /// The `<style>` element of a look, if it has one.
    pub(crate) fn style_of(&self, look: Look) -> String {
        match look {
            Look::Auto => format!("<style>{}</style>", self.style()),
            Look::Page => String::new(),
            Look::Only(theme) => format!("<style>{FONT}{}</style>", self.rules(theme)),
        }
    }

    /// The custom properties of a page's style sheet: `--` and the name of each ink, `--raised` and `--chosen`.
    #[must_use]
    pub fn properties(&self) -> String {
        let properties = |theme: Theme| {
            let inks = Ink::ALL.iter().map(|ink| (ink.name(), self.rgb(*ink, theme)));
            let grounds = [("raised", self.raised(theme)), ("chosen", self.chosen(theme))];
            inks.chain(grounds).map(|(name, colour)| format!("--{name}:{};", print_colour(colour))).collect::<String>()
        };
        format!(":root{{{}}}\n{DARK}{{:root{{{}}}}}\n", properties(Theme::Light), properties(Theme::Dark))
    }

    /// What drawings in pages do on paper: a pale ground becomes the paper's own white. A dark one stays, since what is
    /// drawn on it is light.
    #[must_use]
    pub fn on_paper(&self) -> &'static str {
        let ground = self.rgb(Ink::Ground, Theme::Light);
        if ground != WHITE && contrast(ground, WHITE) < PALE {
            "@media print{.f-fig .f-ground{fill:#fff}.f-fig .s-ground{stroke:#fff}}"
        } else {
            ""
        }
    }

    /// The class rules of a theme.
    fn rules(&self, theme: Theme) -> String {
        let mut css = String::new();
        for ink in Ink::drawn() {
            let (colour, name) = (print_colour(self.rgb(ink, theme)), ink.name());
            // Writing to a String cannot fail.
            let _ = write!(css, ".f-{name}{{fill:{colour}}}.s-{name}{{stroke:{colour}}}");
        }
        css
    }
}

/// So many steps of the way from one colour to another.
pub(crate) fn blend(one: Rgb, other: Rgb, step: u32, steps: u32) -> Rgb {
    [0, 1, 2].map(|channel| {
        let sum = u32::from(one[channel]) * (steps - step) + u32::from(other[channel]) * step;
        // A mean of two bytes is a byte.
        ((sum + steps / 2) / steps) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_is_plain_rules() {
        let style = Colours::default().style();
        assert!(style.starts_with(FONT));
        assert!(!style.contains("var(") && !style.contains('<'));
        assert_eq!(format!("<style>{style}</style>"), Colours::default().style_of(Look::Auto));
    }

    #[test]
    fn what_is_not_chosen_follows_or_stays() {
        let green = [0, 90, 30];
        let colours = Colours::default().with(Ink::Approved, Theme::Light, green);
        for ink in [Ink::Approved, Ink::Proposed, Ink::Expressed] {
            assert_eq!(colours.rgb(ink, Theme::Light), green);
            assert_eq!(colours.rgb(ink, Theme::Dark), ink.built_in(Theme::Dark));
        }
        assert_eq!(colours.rgb(Ink::Grid, Theme::Light), Ink::Grid.built_in(Theme::Light));
        let cream = colours.with(Ink::Ground, Theme::Light, [255, 250, 240]);
        assert_eq!(cream.rgb(Ink::Grid, Theme::Light), [227, 224, 216]);
        assert!(cream.properties().starts_with(":root{--ground:#fffaf0;"));
        let night = colours.with(Ink::Ground, Theme::Light, [20, 16, 30]);
        assert_eq!([colours, cream, night].map(|colours| colours.on_paper().is_empty()), [true, false, true]);
    }
}

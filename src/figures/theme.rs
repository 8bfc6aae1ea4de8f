//! Inks stand for certainty. They are named and given the built-in colours here and nowhere else: a site's own
//! colours, drawings, pages and mails all go by these names.

use crate::quantities::Rgb;

/// Ground and inks for a bright or a dark room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white.
    Light,
    /// Light ink on near black.
    Dark,
}

impl Theme {
    /// Its name in `site.yaml`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Which rules a drawing carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Light, and dark where the reader's system asks for it: what pages and files carry.
    Auto,
    /// None: it stands in a page whose style sheet has them.
    Page,
    /// One theme, whatever the reader's system says: what pictures are made from.
    Only(Theme),
}

macro_rules! inks {
    ($($(#[$doc:meta])* $ink:ident $name:literal $light:literal $dark:literal)*) => {
        /// What a mark or a text stands for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Ink { $($(#[$doc])* $ink),* }

        impl Ink {
            /// Every ink; the place in this list is the token that travels through plotters.
            pub const ALL: &[Self] = &[$(Self::$ink),*];

            /// Its name in `site.yaml`, and the end of its class names: `f-delivered` fills, `s-delivered` strokes.
            #[must_use]
            pub const fn name(self) -> &'static str {
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
    /// Lines that carry a number across a plot or a table.
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
    /// Links of pages and mails; no drawing has any.
    Link "link" 0x1A5F95 0x86BDE8
}

impl Ink {
    /// The built-in colour in a theme.
    pub(crate) const fn built_in(self, theme: Theme) -> Rgb {
        let [_, r, g, b] = self.hex(theme).to_be_bytes();
        [r, g, b]
    }

    /// The place in [`Ink::ALL`].
    pub(crate) const fn token(self) -> u8 {
        self as u8
    }

    /// The ink of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|ink| ink.name() == name)
    }

    /// Every ink that drawings have, the ground first.
    pub(crate) fn drawn() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|ink| *ink != Self::Link)
    }

    /// The ink whose colour this one has where a site gives it none: a pattern, an outline or a place tells them apart.
    pub(crate) const fn follows(self) -> Option<Self> {
        match self {
            Self::Proposed | Self::Expressed => Some(Self::Approved),
            Self::Recovered => Some(Self::Axis),
            Self::Link => Some(Self::Committed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_follows_begins_alike() {
        for ink in Ink::ALL {
            let leader = ink.follows().unwrap_or(*ink);
            for theme in [Theme::Light, Theme::Dark] {
                assert_eq!(ink.built_in(theme), leader.built_in(theme), "{ink:?}");
            }
            assert_eq!(leader.follows(), None, "{ink:?}");
            assert_eq!(Ink::named(ink.name()), Some(*ink));
        }
    }
}

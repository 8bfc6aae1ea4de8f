//! The sizes a chart is drawn for. A layout is a drawing of its own, not a scaled one.

use super::text::Type;

/// What a drawing is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// Wide pages: 960 px, as high as it needs.
    Page,
    /// Phones: 360 px, as high as it needs.
    Narrow,
    /// Mail and forums: 600×400 px, a fixed size.
    Mail,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 3] = [Self::Page, Self::Narrow, Self::Mail];

    /// A word for ids and classes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Narrow => "narrow",
            Self::Mail => "mail",
        }
    }

    /// Width in CSS pixels.
    #[must_use]
    pub const fn width(self) -> f64 {
        match self {
            Self::Page => 960.0,
            Self::Narrow => 360.0,
            Self::Mail => 600.0,
        }
    }

    /// Height in CSS pixels, where it is given.
    #[must_use]
    pub const fn height(self) -> Option<f64> {
        match self {
            Self::Mail => Some(400.0),
            _ => None,
        }
    }

    /// The most lines that the title and the subtitle may take where the height is given.
    pub(crate) const fn head_lines(self) -> (usize, usize) {
        match self {
            Self::Mail => (3, 2),
            _ => (usize::MAX, usize::MAX),
        }
    }

    /// One of three, in the order of [`Layout::ALL`].
    pub(crate) fn pick<T>(self, page: T, narrow: T, mail: T) -> T {
        match self {
            Self::Page => page,
            Self::Narrow => narrow,
            Self::Mail => mail,
        }
    }

    /// Ground on the left and right.
    pub(crate) fn margin(self) -> f64 {
        self.pick(20.0, 14.0, 24.0)
    }

    /// The takeaway.
    pub(crate) fn title(self) -> Type {
        Type::bold(self.pick(22.0, 17.0, 18.0))
    }

    /// Measure, unit, basis.
    pub(crate) fn subtitle(self) -> Type {
        Type::plain(self.pick(14.0, 13.0, 13.0))
    }

    /// Labels of marks.
    pub(crate) fn label(self) -> Type {
        Type::plain(self.pick(14.0, 13.0, 13.0))
    }

    /// Numbers of marks.
    pub(crate) fn number(self) -> Type {
        Type::bold(self.label().size)
    }

    /// Axes, notes, the footer.
    pub(crate) fn note(self) -> Type {
        Type::plain(self.pick(12.5, 12.0, 12.0))
    }
}

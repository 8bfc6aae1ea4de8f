//! How far a figure can be trusted: a sum with an unknown part is "at least", what is left of it "at most".

use crate::quantities::Promise;

/// On which side of the printed figure the true one lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is the figure.
    Exact,
    /// It may be more.
    AtLeast,
    /// It may be less.
    AtMost,
    /// It may be either.
    About,
}

impl Bound {
    /// What the words of a promise say of its counted amount.
    #[must_use]
    pub const fn of(promise: Promise) -> Self {
        match promise {
            Promise::Exact(_) => Self::Exact,
            Promise::AtLeast(_) => Self::AtLeast,
            Promise::UpTo(_) | Promise::Between(..) => Self::AtMost,
            Promise::About(_) | Promise::Undisclosed => Self::About,
        }
    }

    /// Of a figure that grows where this one shrinks.
    #[must_use]
    pub const fn flipped(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
            same => same,
        }
    }

    /// Of a figure that grows with both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exact, bound) | (bound, Self::Exact) => bound,
            (Self::AtLeast, Self::AtLeast) => Self::AtLeast,
            (Self::AtMost, Self::AtMost) => Self::AtMost,
            _ => Self::About,
        }
    }

    /// The words before the figure, if any.
    #[must_use]
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Exact => None,
            Self::AtLeast => Some("at least"),
            Self::AtMost => Some("at most"),
            Self::About => Some("about"),
        }
    }
}

impl serde::Serialize for Bound {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.words().unwrap_or("exact").serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposite_doubts_leave_no_bound() {
        assert_eq!(Bound::AtLeast.and(Bound::Exact), Bound::AtLeast);
        assert_eq!(Bound::AtLeast.and(Bound::AtMost), Bound::About);
        assert_eq!(Bound::AtMost.flipped(), Bound::AtLeast);
    }
}

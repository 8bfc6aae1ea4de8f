//! Bands: how many steps of the ladder are summed.

use crate::rescue::Stage;

/// Stages summed from the most certain down. Delivered ⊆ firm ⊆ probable ⊆ all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Stages 1 to 5.
    All,
    /// Stages 3 to 5.
    Probable,
    /// Stages 4 and 5.
    Firm,
    /// Stage 5.
    Delivered,
}

impl Band {
    /// Every band, from the loosest to the strictest.
    pub const ALL: [Self; 4] = [Self::All, Self::Probable, Self::Firm, Self::Delivered];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Probable => "probable",
            Self::Firm => "firm",
            Self::Delivered => "delivered",
        }
    }

    /// The mapping, printed wherever a band is.
    #[must_use]
    pub const fn stages(self) -> &'static str {
        match self {
            Self::All => "expressed to delivered",
            Self::Probable => "approved, committed or delivered",
            Self::Firm => "committed or delivered",
            Self::Delivered => "transferred",
        }
    }

    /// The least certain stage it includes.
    #[must_use]
    pub const fn from_stage(self) -> Stage {
        match self {
            Self::All => Stage::Expressed,
            Self::Probable => Stage::Approved,
            Self::Firm => Stage::Committed,
            Self::Delivered => Stage::Delivered,
        }
    }
}

impl serde::Serialize for Band {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

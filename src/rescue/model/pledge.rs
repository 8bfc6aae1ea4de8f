//! One pledge on one date.

use crate::diagnostics;
use crate::quantities::{Amount, Day, Promise, Ratio, Slug, Unit};
use crate::rescue::source::Source;
use crate::rescue::words::{End, Kind, Stage};

/// Where a pledge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It stands, at a stage; a part may be delivered already.
    Live(Stage),
    /// It stopped; what was delivered stays delivered.
    Ended(End),
}

/// One promise of one contributor.
#[derive(Debug, Clone)]
pub struct Pledge {
    /// The id that lives through all snapshots.
    pub id: Slug,
    /// Who gives.
    pub contributor: Slug,
    /// The amount in the giver's words, in the pledge's own asset.
    pub promise: Promise,
    /// The asset.
    pub unit: Unit,
    /// Where it stands.
    pub status: Status,
    /// The part that was transferred, in the pledge's own asset.
    pub delivered: Amount,
    /// What it is.
    pub kind: Kind,
    /// Whether it closes the shortfall.
    pub counts: bool,
    /// What it is for, if not for the shortfall.
    pub purpose: Option<String>,
    /// The coverage it requires.
    pub unlocks_at: Option<Ratio>,
    /// What it depends on, in words.
    pub condition: Option<String>,
    /// Terms of a loan.
    pub terms: Option<String>,
    /// The transfer.
    pub tx: Option<String>,
    /// When it was promised.
    pub since: Option<Day>,
    /// When somebody looked again.
    pub confirmed: Vec<Day>,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// A remark.
    pub note: Option<String>,
    /// Computed or dated by the author, not read.
    pub inferred: bool,
    /// Where it was typed.
    pub span: diagnostics::Span,
}

impl Pledge {
    /// The amount as it stands: over-delivery counts, an end cancels what was not delivered.
    #[must_use]
    pub fn amount(&self) -> Amount {
        match self.status {
            Status::Live(_) => self.promise.counted().max(self.delivered),
            Status::Ended(_) => self.delivered,
        }
    }

    /// The amount split over the stages, in the pledge's own asset; it adds up to [`Pledge::amount`].
    #[must_use]
    pub fn split(&self) -> [Amount; 5] {
        let mut split = [Amount::ZERO; 5];
        split[Stage::Delivered.index()] = self.delivered;
        if let Status::Live(stage) = self.status {
            // Both are at least zero and the second is not above the first.
            let rest = self.amount().minus(self.delivered).unwrap_or_default();
            let slot = &mut split[stage.index()];
            *slot = slot.plus(rest).unwrap_or(*slot);
        }
        split
    }

    /// Whether it stands.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        matches!(self.status, Status::Live(_))
    }
}

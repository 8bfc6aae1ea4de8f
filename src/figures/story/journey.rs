//! Each pledge through time.

use crate::quantities::{Amount, Ratio};

/// One pledge through time; only one that counts.
#[derive(Clone, Debug)]
pub(crate) struct Lane {
    /// Who gives, with the pledge's id where somebody gives several.
    pub(crate) name: String,
    /// How it stood in each snapshot of the story; `None` where it was not there.
    pub(crate) steps: Vec<Option<Step>>,
    /// The snapshot in which it was over, and the word: `withdrawn`, `vanished`.
    pub(crate) end: Option<(usize, String)>,
    /// What it comes to now.
    pub(crate) now: Amount,
    /// Whether it names an amount.
    pub(crate) disclosed: bool,
    /// What must stand before the number.
    pub(crate) qualifier: Option<String>,
    /// How long it has stood still, if that is past its limit.
    pub(crate) stale: Option<Stale>,
}

/// How a pledge stood in one snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Its stage; `None` once it has ended.
    pub(crate) stage: Option<usize>,
    /// The share of the promise that was delivered; undefined where no amount is named.
    pub(crate) delivered: Option<Ratio>,
}

/// A pledge that stands still.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stale {
    /// For how many days, for certain.
    pub(crate) days: i64,
    /// After how many days its stage is stale.
    pub(crate) limit: i64,
}

impl Lane {
    /// How it stood first and last while it was live.
    fn live(&self) -> Option<(&Step, &Step)> {
        let mut live = self.steps.iter().flatten().filter(|step| step.stage.is_some());
        let first = live.next()?;
        Some((first, live.next_back().unwrap_or(first)))
    }

    /// Whether it is surer than it was when it was first seen: a later stage, or more of it delivered.
    pub(crate) fn has_moved_forward(&self) -> bool {
        self.live().is_some_and(|(first, last)| {
            last.stage > first.stage || (last.stage == first.stage && last.delivered > first.delivered)
        })
    }
}

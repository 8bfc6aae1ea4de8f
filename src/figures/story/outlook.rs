//! What would come if the past pace repeated: all pledges on each day to come.

use crate::quantities::{Amount, Moment};

/// A projection of all pledges, or each condition that failed.
pub(crate) type Outlook = Result<Projection, Vec<Refusal>>;

/// Why nothing is projected.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// "too few snapshots"
    pub(crate) brief: &'static str,
    /// "only 4 of 6 snapshots"
    pub(crate) words: String,
}

/// The days to come and what they lead to.
#[derive(Clone, Debug)]
pub(crate) struct Projection {
    /// Each day up to the horizon, at least one.
    pub(crate) days: Vec<Day>,
    /// When the 50% band reaches the shortfall.
    pub(crate) half: Closing,
    /// When the 80% band does.
    pub(crate) most: Closing,
    /// How the earlier 80% bands held, where there were enough.
    pub(crate) held: Option<Held>,
}

/// Lower and upper edges of both bands on a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day {
    /// The day; it stands for its end.
    pub(crate) on: Moment,
    /// The 50% band.
    pub(crate) half: (Amount, Amount),
    /// The 80% band.
    pub(crate) most: (Amount, Amount),
}

/// The dates between which a band reaches the shortfall.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closing {
    /// The last day before its upper edge does; none if that does not.
    pub(crate) after: Option<Moment>,
    /// The first day on which its lower edge does; none if that does not.
    pub(crate) by: Option<Moment>,
}

/// So many of the earlier bands held what came next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    /// How many held it.
    pub(crate) held: usize,
    /// Of how many.
    pub(crate) of: usize,
}

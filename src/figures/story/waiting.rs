//! How long open promises have stood still.

use crate::quantities::Amount;

/// The open pledges, those that name an amount first, the most money first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waiting {
    /// Each of them.
    pub(crate) pledges: Vec<Wait>,
    /// What is not delivered of the stale ones.
    pub(crate) stale: Amount,
    /// What is not delivered of all.
    pub(crate) open: Amount,
}

/// One pledge that is not delivered in full.
#[derive(Clone, Debug)]
pub(crate) struct Wait {
    /// Who gives, with the pledge's id where somebody gives several.
    pub(crate) name: String,
    /// Its stage.
    pub(crate) stage: usize,
    /// What is not delivered; zero where no amount is named.
    pub(crate) open: Amount,
    /// Whole days it has stood still for certain.
    pub(crate) at_least: i64,
    /// Whole days it may have stood still, if that is known.
    pub(crate) at_most: Option<i64>,
    /// Days after which its stage is stale.
    pub(crate) limit: i64,
}

impl Wait {
    /// Past its limit, even at its shortest.
    pub(crate) const fn is_stale(&self) -> bool {
        self.at_least > self.limit
    }
}

//! How the headline shortfall comes about, and what else is stated.

use super::Known;
use crate::quantities::Amount;

/// From the gross loss to the shortfall, and the other bases.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loss {
    /// What went missing before anything came back, where the headline basis says so.
    pub(crate) gross: Option<(Known, Amount)>,
    /// What the basis deducts from it, in its order.
    pub(crate) recoveries: Vec<Recovery>,
    /// What the stated shortfall is more than gross loss less recoveries.
    pub(crate) difference: Amount,
    /// The other bases that have a figure in the base unit: title, who states it, figure.
    pub(crate) others: Vec<Other>,
}

/// Part of the loss that came back or was stopped.
#[derive(Clone, Debug)]
pub(crate) struct Recovery {
    /// What it is.
    pub(crate) what: String,
    /// How far it has come.
    pub(crate) state: &'static str,
    /// How much; `None` is undisclosed.
    pub(crate) amount: Option<Amount>,
    /// What stands before the number: `up to`.
    pub(crate) qualifier: Option<&'static str>,
}

/// Another way of stating the shortfall.
#[derive(Clone, Debug)]
pub(crate) struct Other {
    /// Its title.
    pub(crate) title: String,
    /// How exactly it is stated.
    pub(crate) known: Known,
    /// The figure.
    pub(crate) shortfall: Amount,
}

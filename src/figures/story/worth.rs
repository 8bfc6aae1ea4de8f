//! What is pledged in a second unit, at the rates of the dates.

use crate::quantities::{Amount, Moment, Ratio, Unit};

/// Everything pledged in another unit, where snapshots state a rate from the base unit to it.
#[derive(Clone, Debug)]
pub(crate) struct Worth {
    /// The unit that the base unit's rate is most often stated in.
    pub(crate) unit: Unit,
    /// The snapshots with a rate, oldest first; a rate is never carried to another date.
    pub(crate) priced: Vec<Priced>,
}

/// One snapshot with a rate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Priced {
    /// When.
    pub(crate) at: Moment,
    /// All that is pledged, in the base unit.
    pub(crate) all: Amount,
    /// What one base unit is, in the other unit.
    pub(crate) rate: Amount,
    /// What all that is pledged is, in the other unit.
    pub(crate) value: Amount,
}

/// A change of value and its two causes, which add up to it to the last digit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effects {
    /// The whole change.
    pub(crate) change: Amount,
    /// The mean rate × the change of what is pledged.
    pub(crate) giving: Amount,
    /// The mean of what is pledged × the change of the rate; it takes the rounding of the last place.
    pub(crate) price: Amount,
}

impl Priced {
    /// A snapshot and its rate; `None` past the largest amount.
    pub(crate) fn new(at: Moment, all: Amount, rate: Amount) -> Option<Self> {
        Some(Self { at, all, rate, value: Ratio::from_amount(rate).times(all)? })
    }

    /// Why the value differs from an earlier one; `None` past the largest amount.
    pub(crate) fn since(&self, earlier: &Self) -> Option<Effects> {
        let change = self.value.minus(earlier.value)?;
        let mean_rate = Ratio::from_amount(earlier.rate).mean(&Ratio::from_amount(self.rate));
        let giving = mean_rate.times(self.all.minus(earlier.all)?)?;
        Some(Effects { change, giving, price: change.minus(giving)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn giving_and_price_are_the_change() {
        let priced = |at: &str, all: &str, rate: &str| {
            Priced::new(at.parse().unwrap(), all.parse().unwrap(), rate.parse().unwrap()).unwrap()
        };
        let (then, now) = (priced("2026-04-24", "100", "2000"), priced("2026-04-27", "150", "1800"));
        let effects = now.since(&then).unwrap();
        // Mean rate 1,900 × 50; mean amount 125 × −200.
        assert_eq!(
            [effects.change, effects.giving, effects.price].map(|amount| amount.to_string()),
            ["70000", "95000", "-25000"]
        );
        let odd = priced("2026-05-01", "33.333333333333333333", "1777.777777777777777777").since(&then).unwrap();
        assert_eq!(odd.giving.plus(odd.price), Some(odd.change));
    }
}

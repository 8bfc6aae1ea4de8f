//! Rates of one snapshot, and amounts in the base unit.

use std::collections::BTreeMap;

use super::source::Source;
use crate::quantities::{Amount, Ratio, Unit};

/// A rate as it was stated.
#[derive(Debug, Clone)]
pub struct Rate {
    /// One of this …
    pub of: Unit,
    /// … is this many …
    pub number: Amount,
    /// … of that.
    pub unit: Unit,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// Computed by the author, not read.
    pub inferred: bool,
    /// A remark.
    pub note: Option<String>,
}

impl Rate {
    /// Whether it is about the same two assets as another one.
    #[must_use]
    pub fn is_between(&self, other: &Self) -> bool {
        (&self.of, &self.unit) == (&other.of, &other.unit) || (&self.of, &self.unit) == (&other.unit, &other.of)
    }
}

/// The rates one snapshot states, and what they make of other assets.
#[derive(Debug, Clone)]
pub struct Rates {
    base: Unit,
    stated: Vec<Rate>,
    into_base: BTreeMap<Unit, Ratio>,
}

impl Rates {
    /// Rates into the base unit: stated directly (`stETH: 1 ETH`), or the other way round (`ETH: 2322 USD`).
    #[must_use]
    pub fn new(base: Unit, stated: Vec<Rate>) -> Self {
        let mut into_base = BTreeMap::new();
        for rate in &stated {
            let number = Ratio::from_amount(rate.number);
            if rate.unit == base {
                into_base.insert(rate.of.clone(), number);
            } else if rate.of == base
                && let Some(inverse) = number.inverse()
            {
                into_base.entry(rate.unit.clone()).or_insert(inverse);
            }
        }
        into_base.insert(base.clone(), Ratio::from_amount(Amount::whole(1)));
        Self { base, stated, into_base }
    }

    /// The same rates with some of them moved, whichever way round; what is not stated here does not move.
    #[must_use]
    pub fn moved(&self, to: &[Rate]) -> Self {
        let moved = self.stated.iter().map(|rate| to.iter().find(|to| to.is_between(rate)).unwrap_or(rate).clone());
        Self::new(self.base.clone(), moved.collect())
    }

    /// As they were stated, in the order of the file.
    #[must_use]
    pub fn stated(&self) -> &[Rate] {
        &self.stated
    }

    /// The unit everything is converted into.
    #[must_use]
    pub const fn base(&self) -> &Unit {
        &self.base
    }

    /// How many base units one of `unit` is, if this snapshot says so.
    #[must_use]
    pub fn of(&self, unit: &Unit) -> Option<&Ratio> {
        self.into_base.get(unit)
    }

    /// The amount in base units, rounded once to 18 places; `None` without a rate or past the largest amount.
    #[must_use]
    pub fn convert(&self, amount: Amount, unit: &Unit) -> Option<Amount> {
        if *unit == self.base {
            return Some(amount);
        }
        self.of(unit)?.times(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_works_both_ways() {
        let unit = |name| Unit::new(name).unwrap();
        let rate = |of, number: &str, into| Rate {
            of: unit(of),
            number: number.parse().unwrap(),
            unit: unit(into),
            sources: vec![],
            inferred: false,
            note: None,
        };
        let rates = Rates::new(unit("ETH"), vec![rate("rsETH", "1.0696", "ETH"), rate("ETH", "2000", "USD")]);
        let converted = |amount, name| rates.convert(Amount::whole(amount), &unit(name)).map(|a| a.to_string());
        assert_eq!(converted(10, "rsETH").as_deref(), Some("10.696"));
        assert_eq!(converted(1000, "USD").as_deref(), Some("0.5"));
        assert_eq!(converted(7, "ETH").as_deref(), Some("7"));
        assert_eq!(converted(7, "stETH"), None);
    }
}

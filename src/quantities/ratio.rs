//! An exact fraction of two amounts: coverage, shares, rates.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Euclid as _, Signed as _, ToPrimitive as _, Zero as _};

use super::Amount;

/// An exact rational number. Rounded only when it is printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio(BigRational);

impl Ratio {
    /// `part / whole`, or `None` where `whole` is zero: such a ratio is undefined, not 0 or 1.
    #[must_use]
    pub fn of(part: Amount, whole: Amount) -> Option<Self> {
        (!whole.is_zero()).then(|| Self(BigRational::new(part.atoms().into(), whole.atoms().into())))
    }

    /// Σ (part / whole)², or `None` where `whole` is zero. Reduced once, not at every part.
    #[must_use]
    pub fn of_squares(parts: impl Iterator<Item = Amount>, whole: Amount) -> Option<Self> {
        let square = |amount: Amount| BigInt::from(amount.atoms()).pow(2);
        (!whole.is_zero()).then(|| Self(BigRational::new(parts.map(square).sum(), square(whole))))
    }

    /// An amount as a plain number: a rate of `1.0696`, a threshold of `0.9`.
    #[must_use]
    pub fn from_amount(amount: Amount) -> Self {
        Self(BigRational::new(amount.atoms().into(), Amount::whole(1).atoms().into()))
    }

    /// `1 / self`, or `None` for zero.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        (!self.0.is_zero()).then(|| Self(self.0.recip()))
    }

    /// `amount × self`, rounded once to 18 places, halves to even; `None` past the largest amount.
    #[must_use]
    pub fn times(&self, amount: Amount) -> Option<Amount> {
        if amount.is_zero() || self.is_one() {
            return Some(amount);
        }
        if let Some(product) = self.times_narrow(amount) {
            return Some(product);
        }
        half_even(&(self.0.numer() * amount.atoms()), self.0.denom()).to_i128().map(Amount::from_atoms)
    }

    /// The same in whole numbers of a machine's width, where they hold it: rates have few digits.
    fn times_narrow(&self, amount: Amount) -> Option<Amount> {
        let (numer, denom) = (self.0.numer().to_i128()?, self.0.denom().to_i128()?);
        let product = numer.checked_mul(amount.atoms())?;
        let (floor, rest) = (product.div_euclid(denom), product.rem_euclid(denom));
        let is_up = match rest.cmp(&(denom - rest)) {
            Ordering::Less => false,
            Ordering::Equal => floor % 2 != 0,
            Ordering::Greater => true,
        };
        Some(Amount::from_atoms(floor + i128::from(is_up)))
    }

    /// ½(self + other)
    #[must_use]
    pub fn mean(&self, other: &Self) -> Self {
        Self((&self.0 + &other.0) / BigInt::from(2))
    }

    /// self − other
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// self + other
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// self × other
    #[must_use]
    pub fn by(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// As a percentage rounded to `places` decimals, halves to even.
    #[must_use]
    pub fn percent(&self, places: u32) -> Option<Amount> {
        let scale = BigInt::from(10).pow(places) * 100;
        let tenths = half_even(&(self.0.numer() * scale), self.0.denom()).to_i128()?;
        tenths.checked_mul(10_i128.checked_pow(super::PLACES - places)?).map(Amount::from_atoms)
    }

    /// Rounded to 18 places, the form a data file carries.
    #[must_use]
    pub fn to_amount(&self) -> Option<Amount> {
        self.times(Amount::whole(1))
    }

    /// For coordinates only: the nearest binary float.
    #[must_use]
    pub fn to_coordinate(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::MAX)
    }

    /// Exactly one.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.0.numer() == self.0.denom()
    }

    /// Above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }
}

/// `numer / denom` as a whole number, halves to even. The denominator of a reduced fraction is positive, so
/// the quotient is the floor.
fn half_even(numer: &BigInt, denom: &BigInt) -> BigInt {
    let (floor, rest) = numer.div_rem_euclid(denom);
    let odd = floor.bit(0);
    match (rest * 2_i32).cmp(denom) {
        Ordering::Less => floor,
        Ordering::Equal if !odd => floor,
        Ordering::Equal | Ordering::Greater => floor + 1_i32,
    }
}

impl serde::Serialize for Ratio {
    /// As decimal text with 18 places.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_amount().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_machine_s_width_gives_the_same_product(numer in -9_999_i128..9_999, denom in 1_i128..9_999, atoms in -1_000_000_i128..1_000_000) {
            let ratio = Ratio::of(Amount::from_atoms(numer), Amount::from_atoms(denom)).unwrap();
            let wide = half_even(&(ratio.0.numer() * atoms), ratio.0.denom()).to_i128().map(Amount::from_atoms);
            prop_assert_eq!(ratio.times_narrow(Amount::from_atoms(atoms)), wide);
            prop_assert_eq!(ratio.times(Amount::from_atoms(atoms)), wide);
        }
    }

    #[test]
    fn what_is_too_wide_for_the_machine_is_multiplied_all_the_same() {
        let rate = Ratio::of(Amount::from_atoms(i128::MAX - 1), Amount::from_atoms(i128::MAX)).unwrap();
        let amount = Amount::whole(1_000_000);
        assert_eq!(rate.times_narrow(amount), None);
        assert_eq!(rate.times(amount), Some(amount));
        assert_eq!(rate.inverse().unwrap().times(Amount::from_atoms(i128::MAX)), None);
    }

    #[test]
    fn coverage_of_the_first_article_is_exact() {
        let all = Ratio::of(Amount::whole(43_500), Amount::whole(68_900)).unwrap();
        assert_eq!(all.percent(1).unwrap().to_string(), "63.1");
        let firm = Ratio::of(Amount::whole(6_000), Amount::whole(68_900)).unwrap();
        assert_eq!(firm.percent(1).unwrap().to_string(), "8.7");
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert!(Ratio::of(Amount::whole(1), Amount::ZERO).is_none());
        assert!(Ratio::from_amount(Amount::ZERO).inverse().is_none());
    }

    #[test]
    fn a_conversion_rounds_once_and_to_even() {
        let rate = Ratio::from_amount("1.0696".parse().unwrap());
        assert_eq!(rate.times(Amount::whole(112_204)).unwrap().to_string(), "120013.3984");
        let half = Ratio::of(Amount::whole(1), Amount::whole(2)).unwrap();
        assert_eq!(half.times(Amount::from_atoms(3)).unwrap().atoms(), 2);
        assert_eq!(half.times(Amount::from_atoms(1)).unwrap().atoms(), 0);
    }
}

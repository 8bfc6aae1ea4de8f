//! An exact fraction of two amounts: coverage, shares, rates.

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::{BigRational, Rational64};
use num_traits::{Euclid as _, Signed as _, ToPrimitive as _};

use super::Amount;

/// An exact rational number. Rounded only when it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio(Form);

/// Reduced, and narrow wherever that holds it, so that one number has one form. Nearly all are narrow: they are worked with in
/// the machine's own numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Narrow(Rational64),
    Wide(Box<BigRational>),
}

impl Ratio {
    /// `part / whole`, or `None` where `whole` is zero: such a ratio is undefined, not 0 or 1.
    #[must_use]
    pub fn of(part: Amount, whole: Amount) -> Option<Self> {
        (!whole.is_zero()).then(|| Self::reduced(part.atoms(), whole.atoms()))
    }

    /// Σ (part / whole)², or `None` where `whole` is zero. Reduced once, not at every part.
    #[must_use]
    pub fn of_squares(parts: impl Iterator<Item = Amount>, whole: Amount) -> Option<Self> {
        let square = |amount: Amount| BigInt::from(amount.atoms()).pow(2);
        (!whole.is_zero()).then(|| Self::from_wide(BigRational::new(parts.map(square).sum(), square(whole))))
    }

    /// An amount as a plain number: a rate of `1.0696`, a threshold of `0.9`.
    #[must_use]
    pub fn from_amount(amount: Amount) -> Self {
        Self::reduced(amount.atoms(), Amount::whole(1).atoms())
    }

    /// `1 / self`, or `None` for zero.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        match &self.0 {
            Form::Narrow(narrow) if *narrow.numer() == 0 => None,
            Form::Narrow(narrow) => Some(Self::reduced((*narrow.denom()).into(), (*narrow.numer()).into())),
            Form::Wide(wide) => Some(Self::from_wide(wide.recip())),
        }
    }

    /// `amount × self`, rounded once to 18 places, halves to even; `None` past the largest amount.
    #[must_use]
    pub fn times(&self, amount: Amount) -> Option<Amount> {
        self.scaled(amount.atoms()).map(Amount::from_atoms)
    }

    /// ½(self + other)
    #[must_use]
    pub fn mean(&self, other: &Self) -> Self {
        let half = |a: &Sides, b: &Sides| (a.numer * b.denom + b.numer * a.denom, 2 * a.denom * b.denom);
        self.with(other, half, |a, b| (a + b) / BigInt::from(2))
    }

    /// self − other
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let minus = |a: &Sides, b: &Sides| (a.numer * b.denom - b.numer * a.denom, a.denom * b.denom);
        self.with(other, minus, |a, b| a - b)
    }

    /// self + other
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let plus = |a: &Sides, b: &Sides| (a.numer * b.denom + b.numer * a.denom, a.denom * b.denom);
        self.with(other, plus, |a, b| a + b)
    }

    /// self × other
    #[must_use]
    pub fn by(&self, other: &Self) -> Self {
        self.with(other, |a, b| (a.numer * b.numer, a.denom * b.denom), |a, b| a * b)
    }

    /// As a percentage rounded to `places` decimals, halves to even.
    #[must_use]
    pub fn percent(&self, places: u32) -> Option<Amount> {
        let scale = 10_i128.checked_pow(places)?.checked_mul(100)?;
        self.scaled(scale)?.checked_mul(10_i128.checked_pow(super::PLACES - places)?).map(Amount::from_atoms)
    }

    /// Rounded to 18 places, the form a data file carries.
    #[must_use]
    pub fn to_amount(&self) -> Option<Amount> {
        self.times(Amount::whole(1))
    }

    /// For coordinates only: the nearest binary float.
    #[must_use]
    pub fn to_coordinate(&self) -> f64 {
        self.wide().to_f64().unwrap_or(f64::MAX)
    }

    /// Exactly one.
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(&self.0, Form::Narrow(narrow) if narrow.numer() == narrow.denom())
    }

    /// Above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        match &self.0 {
            Form::Narrow(narrow) => *narrow.numer() > 0,
            Form::Wide(wide) => wide.is_positive(),
        }
    }

    /// Of two whole numbers, the second not zero.
    fn reduced(numer: i128, denom: i128) -> Self {
        // What has no opposite cannot be reduced in its own width.
        if numer == i128::MIN || denom == i128::MIN {
            return Self::from_wide(BigRational::new(numer.into(), denom.into()));
        }
        let reduced = num_rational::Ratio::new(numer, denom);
        let (numer, denom) = (*reduced.numer(), *reduced.denom());
        Self(match (i64::try_from(numer), i64::try_from(denom)) {
            (Ok(numer), Ok(denom)) => Form::Narrow(Rational64::new_raw(numer, denom)),
            _ => Form::Wide(Box::new(BigRational::new_raw(numer.into(), denom.into()))),
        })
    }

    fn from_wide(wide: BigRational) -> Self {
        Self(match (wide.numer().to_i64(), wide.denom().to_i64()) {
            (Some(numer), Some(denom)) => Form::Narrow(Rational64::new_raw(numer, denom)),
            _ => Form::Wide(Box::new(wide)),
        })
    }

    fn wide(&self) -> Cow<'_, BigRational> {
        match &self.0 {
            Form::Narrow(narrow) => {
                Cow::Owned(BigRational::new_raw((*narrow.numer()).into(), (*narrow.denom()).into()))
            }
            Form::Wide(wide) => Cow::Borrowed(wide),
        }
    }

    /// The same operation in both widths. Of 64 bits each side, neither a product nor the sum of two leaves 128.
    fn with(
        &self,
        other: &Self,
        narrow: impl FnOnce(&Sides, &Sides) -> (i128, i128),
        wide: impl FnOnce(&BigRational, &BigRational) -> BigRational,
    ) -> Self {
        if let (Form::Narrow(a), Form::Narrow(b)) = (&self.0, &other.0) {
            let (numer, denom) = narrow(&Sides::of(*a), &Sides::of(*b));
            return Self::reduced(numer, denom);
        }
        Self::from_wide(wide(&self.wide(), &other.wide()))
    }

    /// `factor × self` as a whole number, halves to even; `None` past the largest.
    fn scaled(&self, factor: i128) -> Option<i128> {
        if factor == 0 || self.is_one() {
            return Some(factor);
        }
        if let Form::Narrow(narrow) = &self.0
            && let Some(product) = i128::from(*narrow.numer()).checked_mul(factor)
        {
            return half_even(product, (*narrow.denom()).into());
        }
        let wide = self.wide();
        half_even_wide(&(wide.numer() * factor), wide.denom()).to_i128()
    }
}

/// Both sides of a narrow fraction, in twice its width.
struct Sides {
    numer: i128,
    denom: i128,
}

impl Sides {
    fn of(narrow: Rational64) -> Self {
        Self { numer: (*narrow.numer()).into(), denom: (*narrow.denom()).into() }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Narrow(a), Form::Narrow(b)) => a.cmp(b),
            _ => self.wide().cmp(&other.wide()),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `numer / denom` as a whole number, halves to even. The denominator is positive, so the quotient is the floor.
fn half_even(numer: i128, denom: i128) -> Option<i128> {
    let (floor, rest) = (numer.div_euclid(denom), numer.rem_euclid(denom));
    let is_up = match rest.cmp(&(denom - rest)) {
        Ordering::Less => false,
        Ordering::Equal => floor % 2 != 0,
        Ordering::Greater => true,
    };
    floor.checked_add(is_up.into())
}

/// The same without bounds.
fn half_even_wide(numer: &BigInt, denom: &BigInt) -> BigInt {
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

    /// Whole numbers around the edges of both widths.
    fn wholes() -> impl Strategy<Value = i128> {
        let near = |edge: i128| (-2_i128..=2).prop_map(move |step| edge.saturating_add(step));
        let edges = [0, i64::MAX.into(), i64::MIN.into(), i128::MAX, i128::MIN, 10_i128.pow(18)].map(near);
        let [a, b, c, d, e, f] = edges;
        prop_oneof![a, b, c, d, e, f, -9_999_i128..9_999, any::<i64>().prop_map(i128::from), any::<i128>()]
    }

    fn ratios() -> impl Strategy<Value = (Ratio, BigRational)> {
        (wholes(), wholes().prop_filter("a denominator", |denom| *denom != 0)).prop_map(|(numer, denom)| {
            let ratio = Ratio::of(Amount::from_atoms(numer), Amount::from_atoms(denom)).unwrap();
            (ratio, BigRational::new(numer.into(), denom.into()))
        })
    }

    proptest! {
        #[test]
        fn the_machine_s_width_gives_what_unbounded_numbers_give(
            (a, wide_a) in ratios(),
            (b, wide_b) in ratios(),
            atoms in wholes(),
        ) {
            let same = |ratio: Ratio, wide: BigRational| ratio == Ratio::from_wide(wide);
            prop_assert!(same(a.clone(), wide_a.clone()));
            prop_assert!(same(a.plus(&b), &wide_a + &wide_b));
            prop_assert!(same(a.minus(&b), &wide_a - &wide_b));
            prop_assert!(same(a.by(&b), &wide_a * &wide_b));
            prop_assert!(same(a.mean(&b), (&wide_a + &wide_b) / BigInt::from(2)));
            prop_assert_eq!(a.cmp(&b), wide_a.cmp(&wide_b));
            prop_assert_eq!(a.is_positive(), wide_a.is_positive());
            if let Some(inverse) = a.inverse() {
                prop_assert!(same(inverse, wide_a.recip()));
            }
            let product = half_even_wide(&(wide_a.numer() * atoms), wide_a.denom()).to_i128();
            prop_assert_eq!(a.times(Amount::from_atoms(atoms)), product.map(Amount::from_atoms));
        }
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

//! An exact amount: a whole number of 10⁻¹⁸ units.

use std::fmt;
use std::str::FromStr;

/// Decimal places an amount keeps.
pub const PLACES: u32 = 18;

const ONE: i128 = 10_i128.pow(PLACES);

/// An exact decimal with 18 places; at most about 170 million million million units.
///
/// Fixed point in 128 bits rather than a general decimal: a sum either is exact or is an error, and
/// no operation can lose a digit in between.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i128);

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Nothing to read.
    Empty,
    /// `1e3`: the exponent is refused because readers differ on what it means.
    Exponent,
    /// `0x1F`, `.inf`, `.nan` and the like.
    NotDecimal,
    /// A character that is not a digit, with the digit it may have been meant to be.
    Letter {
        /// The character found.
        found: char,
        /// The digit it looks like.
        meant: Option<char>,
    },
    /// Separators that do not group thousands.
    Grouping,
    /// More than 18 decimal places.
    Places,
    /// Larger than an amount can be.
    Overflow,
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A whole number of units. Only as large as `i64`, so it cannot overflow.
    #[must_use]
    pub const fn whole(units: i64) -> Self {
        Self(units as i128 * ONE)
    }

    /// From the number of 10⁻¹⁸ units.
    #[must_use]
    pub const fn from_atoms(atoms: i128) -> Self {
        Self(atoms)
    }

    /// The number of 10⁻¹⁸ units.
    #[must_use]
    pub const fn atoms(self) -> i128 {
        self.0
    }

    /// Exact sum, or `None` past the largest amount.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Exact difference, or `None` past the largest amount.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Exact sum of many, or `None` past the largest amount.
    #[must_use]
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// Below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Exactly zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Above zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The part above zero: `max(0, self)`.
    #[must_use]
    pub fn above_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// The distance from zero.
    #[must_use]
    pub const fn magnitude(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Rounded to `places` decimals, halves to even.
    #[must_use]
    pub fn rounded(self, places: u32) -> Self {
        if places >= PLACES {
            return self;
        }
        let step = 10_i128.pow(PLACES - places);
        let (quotient, rest) = (self.0.div_euclid(step), self.0.rem_euclid(step));
        let up = rest * 2 > step || (rest * 2 == step && quotient % 2 != 0);
        // Rounding the largest amounts up could pass the end of the range; they stay as they are.
        (quotient + i128::from(up)).checked_mul(step).map_or(self, Self)
    }

    /// For coordinates only: the nearest binary float.
    #[must_use]
    pub fn to_coordinate(self) -> f64 {
        self.0 as f64 / ONE as f64
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    /// Reads `30765.6675`, `30_765.6675`, `30,765.6675` and `-5`.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if digits.is_empty() {
            return Err(AmountError::Empty);
        }
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        refuse_foreign_notation(digits)?;
        let whole = ungroup(whole)?;
        if whole.is_empty() || (digits.contains('.') && fraction.is_empty()) {
            return Err(AmountError::NotDecimal);
        }
        if fraction.contains(['_', ',']) {
            return Err(AmountError::Grouping);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > PLACES as usize {
            return Err(AmountError::Places);
        }
        let padded = format!("{whole}{fraction:0<width$}", width = PLACES as usize);
        let atoms: i128 = padded.parse().map_err(|_| AmountError::Overflow)?;
        Ok(Self(if negative { -atoms } else { atoms }))
    }
}

/// Names the first character that no amount has, before anything is guessed from the rest.
fn refuse_foreign_notation(digits: &str) -> Result<(), AmountError> {
    let lower = digits.to_ascii_lowercase();
    if lower.starts_with("0x") || lower.starts_with("0o") || lower.starts_with("0b") {
        return Err(AmountError::NotDecimal);
    }
    if matches!(lower.as_str(), ".inf" | ".nan" | "inf" | "nan") {
        return Err(AmountError::NotDecimal);
    }
    let Some(found) = digits.chars().find(|c| !c.is_ascii_digit() && !matches!(c, '.' | '_' | ',')) else {
        return if digits.matches('.').count() > 1 { Err(AmountError::Grouping) } else { Ok(()) };
    };
    let exponent = lower.split_once('e').is_some_and(|(mantissa, power)| {
        let power = power.trim_start_matches(['+', '-']);
        mantissa.starts_with(|c: char| c.is_ascii_digit())
            && !power.is_empty()
            && power.bytes().all(|b| b.is_ascii_digit())
    });
    if exponent {
        return Err(AmountError::Exponent);
    }
    let meant = match found {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        'S' => Some('5'),
        'B' => Some('8'),
        _ => None,
    };
    Err(AmountError::Letter { found, meant })
}

/// Drops separators, if they group thousands: `30_765`, `1,234,567`.
fn ungroup(whole: &str) -> Result<String, AmountError> {
    let mut groups = whole.split(['_', ',']);
    let first = groups.next().unwrap_or("");
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 {
            return Err(AmountError::Grouping);
        }
        digits.push_str(group);
    }
    if grouped && !(1..=3).contains(&first.len()) {
        return Err(AmountError::Grouping);
    }
    Ok(digits)
}

/// The plain form a data file carries: no grouping, no trailing zeros, `-` as minus.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / ONE.unsigned_abs(), self.0.unsigned_abs() % ONE.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let fraction = format!("{rest:018}");
        write!(f, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Amount {
    /// As text: a JSON number would be read back as a binary float.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an amount is missing"),
            Self::Exponent => f.write_str("an amount has no exponent"),
            Self::NotDecimal => f.write_str("not a decimal number"),
            Self::Letter { found, .. } => write!(f, "`{found}` is not a digit"),
            Self::Grouping => f.write_str("separators do not group thousands"),
            Self::Places => write!(f, "more than {PLACES} decimal places"),
            Self::Overflow => f.write_str("larger than an amount can be"),
        }
    }
}

impl std::error::Error for AmountError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, AmountError> {
        text.parse::<Amount>().map(|amount| amount.to_string())
    }

    #[test]
    fn reads_the_documented_forms() {
        for (text, plain) in [
            ("30765.6675", "30765.6675"),
            ("30_765.6675", "30765.6675"),
            ("30,765.6675", "30765.6675"),
            ("1,234,567", "1234567"),
            ("00012.50", "12.5"),
            ("-5", "-5"),
            ("0.000000000000000001", "0.000000000000000001"),
        ] {
            assert_eq!(read(text), Ok(plain.to_owned()), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_an_amount() {
        assert_eq!(read("1e3"), Err(AmountError::Exponent));
        assert_eq!(read("0x1F"), Err(AmountError::NotDecimal));
        assert_eq!(read(".inf"), Err(AmountError::NotDecimal));
        assert_eq!(read("30O00"), Err(AmountError::Letter { found: 'O', meant: Some('0') }));
        assert_eq!(read("30,76"), Err(AmountError::Grouping));
        assert_eq!(read("1.2.3"), Err(AmountError::Grouping));
        assert_eq!(read("0.0000000000000000001"), Err(AmountError::Places));
        assert_eq!(read("999999999999999999999999"), Err(AmountError::Overflow));
        assert_eq!(read("."), Err(AmountError::NotDecimal));
        assert_eq!(read("5."), Err(AmountError::NotDecimal));
    }

    #[test]
    fn halves_round_to_even() {
        for (text, rounded) in [("0.5", "0"), ("1.5", "2"), ("2.5", "2"), ("-0.5", "0"), ("-1.5", "-2"), ("2.51", "3")]
        {
            let amount: Amount = text.parse().unwrap();
            assert_eq!(amount.rounded(0).to_string(), rounded, "{text}");
        }
    }
}

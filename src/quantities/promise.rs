//! What a giver said about an amount: exact, at most, at least, about, a range, or nothing.

use super::{Amount, AmountError, Unit};

/// An amount as it was promised, in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// `5000 ETH`
    Exact(Amount),
    /// `up to 2500 stETH`: counts at its cap; its floor is 0.
    UpTo(Amount),
    /// `1900..3000 ETH`: counts at its cap; its floor is named.
    Between(Amount, Amount),
    /// `at least 100 ETH`: counts at what is certain.
    AtLeast(Amount),
    /// `about 3000 ETH`
    About(Amount),
    /// `undisclosed`: counts as nothing and makes every total "at least".
    Undisclosed,
}

/// A promise with the unit it was typed in, or none if the unit was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// How much.
    pub promise: Promise,
    /// In what; `None` means the base unit. `%` is not a unit: see [`Quantity::percent`].
    pub unit: Option<Unit>,
    /// The figure is a percentage.
    pub percent: bool,
}

/// What a word before a number makes of it.
type Form = fn(Amount) -> Promise;

/// Why a text is not a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromiseError {
    /// The number cannot be read.
    Amount(AmountError),
    /// What follows the number is not a unit.
    Unit(String),
    /// A range whose floor is above its cap.
    Backwards,
    /// Below zero.
    Negative,
}

impl Promise {
    /// What counts: the cap of a range, nothing where nothing was said.
    #[must_use]
    pub fn counted(self) -> Amount {
        match self {
            Self::Exact(a) | Self::UpTo(a) | Self::Between(_, a) | Self::AtLeast(a) | Self::About(a) => a,
            Self::Undisclosed => Amount::ZERO,
        }
    }

    /// The same words about another amount; a range becomes its cap.
    #[must_use]
    pub fn with(self, amount: Amount) -> Self {
        match self {
            Self::Exact(_) => Self::Exact(amount),
            Self::UpTo(_) | Self::Between(..) => Self::UpTo(amount),
            Self::AtLeast(_) => Self::AtLeast(amount),
            Self::About(_) => Self::About(amount),
            Self::Undisclosed => Self::Undisclosed,
        }
    }

    /// The least that the words promise.
    #[must_use]
    pub fn floor(self) -> Amount {
        match self {
            Self::Between(floor, _) => floor,
            Self::UpTo(_) | Self::Undisclosed => Amount::ZERO,
            Self::Exact(a) | Self::AtLeast(a) | Self::About(a) => a,
        }
    }

    /// Whether a number was said at all.
    #[must_use]
    pub fn is_disclosed(self) -> bool {
        self != Self::Undisclosed
    }

    /// The words that must stand beside the counted number, if any.
    #[must_use]
    pub fn qualifier(self) -> Option<&'static str> {
        match self {
            Self::Exact(_) => None,
            Self::UpTo(_) | Self::Between(..) => Some("up to"),
            Self::AtLeast(_) => Some("at least"),
            Self::About(_) => Some("about"),
            Self::Undisclosed => Some("undisclosed"),
        }
    }
}

impl std::str::FromStr for Quantity {
    type Err = PromiseError;

    fn from_str(text: &str) -> Result<Self, PromiseError> {
        let text = text.trim();
        if text == "undisclosed" {
            return Ok(Self { promise: Promise::Undisclosed, unit: None, percent: false });
        }
        let worded: [(&str, Form); 4] = [
            ("up to ", Promise::UpTo),
            ("at least ", Promise::AtLeast),
            ("about ", Promise::About),
            ("", Promise::Exact),
        ];
        let Some((rest, form)) =
            worded.into_iter().find_map(|(word, form)| text.strip_prefix(word).map(|rest| (rest, form)))
        else {
            return Err(PromiseError::Amount(AmountError::Empty));
        };
        let (number, unit, percent) = split_unit(rest.trim_start())?;
        let promise = match number.split_once("..") {
            Some((floor, cap)) if text == rest => {
                let (floor, cap) = (read(floor)?, read(cap)?);
                if floor > cap {
                    return Err(PromiseError::Backwards);
                }
                Promise::Between(floor, cap)
            }
            _ => form(read(number)?),
        };
        Ok(Self { promise, unit, percent })
    }
}

fn read(number: &str) -> Result<Amount, PromiseError> {
    let amount: Amount = number.trim().parse().map_err(PromiseError::Amount)?;
    if amount.is_negative() { Err(PromiseError::Negative) } else { Ok(amount) }
}

/// Splits `30_000 ETH` or `100%` into its number and its unit.
fn split_unit(text: &str) -> Result<(&str, Option<Unit>, bool), PromiseError> {
    if let Some(number) = text.strip_suffix('%') {
        return Ok((number.trim_end(), None, true));
    }
    let Some((number, word)) = text.split_once(char::is_whitespace) else { return Ok((text, None, false)) };
    let unit = Unit::new(word.trim()).ok_or_else(|| PromiseError::Unit(word.trim().to_owned()))?;
    Ok((number, Some(unit), false))
}

impl std::fmt::Display for PromiseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Amount(error) => error.fmt(f),
            Self::Unit(word) => write!(f, "`{word}` is not a unit"),
            Self::Backwards => f.write_str("the range runs backwards"),
            Self::Negative => f.write_str("the amount is negative"),
        }
    }
}

impl std::error::Error for PromiseError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Quantity, PromiseError> {
        text.parse()
    }

    #[test]
    fn reads_the_documented_forms() {
        let eth = Unit::new("ETH");
        let ranged = Promise::Between(Amount::whole(1900), Amount::whole(3000));
        for (text, promise, unit) in [
            ("5000", Promise::Exact(Amount::whole(5000)), None),
            ("up to 30000 ETH", Promise::UpTo(Amount::whole(30_000)), eth.clone()),
            ("1900..3000 ETH", ranged, eth.clone()),
            ("at least 100 ETH", Promise::AtLeast(Amount::whole(100)), eth.clone()),
            ("about 3000 ETH", Promise::About(Amount::whole(3000)), eth),
            ("undisclosed", Promise::Undisclosed, None),
        ] {
            assert_eq!(read(text), Ok(Quantity { promise, unit, percent: false }), "{text}");
        }
        assert!(read("100 %").unwrap().percent);
    }

    #[test]
    fn refuses_what_is_not_a_quantity() {
        assert_eq!(read("-5 ETH"), Err(PromiseError::Negative));
        assert_eq!(read("3000..1900 ETH"), Err(PromiseError::Backwards));
        assert_eq!(read("5 E-TH"), Err(PromiseError::Unit("E-TH".into())));
        assert_eq!(read("30O00"), Err(PromiseError::Amount(AmountError::Letter { found: 'O', meant: Some('0') })));
    }

    #[test]
    fn counts_caps_and_certain_amounts() {
        assert_eq!(read("1900..3000").unwrap().promise.counted(), Amount::whole(3000));
        assert_eq!(read("1900..3000").unwrap().promise.floor(), Amount::whole(1900));
        assert_eq!(read("up to 7").unwrap().promise.floor(), Amount::ZERO);
        assert_eq!(read("undisclosed").unwrap().promise.counted(), Amount::ZERO);
    }
}

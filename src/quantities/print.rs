//! How quantities are printed for people, in the language that is spoken: grouped digits, a real minus, one way of
//! writing dates.

use jiff::civil;

use super::{Amount, Day, Moment, Promise, Ratio, Unit};
use crate::language::{self, say};

/// `30,765.6675`: every digit there is, grouped, with a real minus sign.
#[must_use]
pub fn exact(amount: Amount) -> String {
    let plain = amount.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut grouped = String::from(sign);
    language::with(|language| {
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                grouped.push_str(&language.group);
            }
            grouped.push(digit);
        }
        if let Some(fraction) = fraction {
            grouped.push_str(&language.decimal);
            grouped.push_str(fraction);
        }
    });
    grouped
}

/// [`exact`] with its sign: `+25,870`, `−30`; `0` has none.
#[must_use]
pub fn signed(amount: Amount) -> String {
    let plus = if amount.is_positive() { "+" } else { "" };
    format!("{plus}{}", exact(amount))
}

/// The number as a chart or headline carries it: whole units from 100 up, two decimals below, and as
/// many as it takes to show that something tiny is not nothing.
#[must_use]
pub fn short(amount: Amount) -> String {
    let magnitude = amount.magnitude();
    let mut places = if magnitude >= Amount::whole(100) { 0 } else { 2 };
    while !amount.is_zero() && amount.rounded(places).is_zero() {
        places += 1;
    }
    exact(amount.rounded(places))
}

/// `43,500 ETH`, digits as [`short`].
#[must_use]
pub fn short_with(amount: Amount, unit: &Unit) -> String {
    format!("{} {unit}", short(amount))
}

/// `26.4 billion`: three digits from a million up, for large figures that are compared; below as [`short`].
#[must_use]
pub fn compact(amount: Amount) -> String {
    const SCALES: [i128; 3] = [1_000_000_000_000, 1_000_000_000, 1_000_000];
    let magnitude = amount.magnitude().atoms();
    for scale in SCALES {
        // What would round up to one of them is one of them.
        let scaled = Amount::from_atoms(amount.atoms() / scale);
        if magnitude / scale < Amount::whole(1).atoms() / 10_000 * 9_995 {
            continue;
        }
        let places = match scaled.magnitude() {
            large if large.rounded(1) >= Amount::whole(100) => 0,
            middling if middling.rounded(2) >= Amount::whole(10) => 1,
            _ => 2,
        };
        let digits = exact(scaled.rounded(places));
        return match scale {
            1_000_000 => say!("{digits} million", digits),
            1_000_000_000 => say!("{digits} billion", digits),
            _ => say!("{digits} trillion", digits),
        };
    }
    short(amount)
}

/// `63.1%`: one decimal, and "more than 0%" or "less than 100%" where rounding would lie.
#[must_use]
pub fn percent(ratio: &Ratio) -> String {
    let Some(rounded) = ratio.percent(1) else { return say!("over a million million %") };
    let full = Amount::whole(100);
    if rounded.is_zero() && ratio.is_positive() {
        return say!("<{least}%", least = exact(Amount::from_atoms(Amount::whole(1).atoms() / 10)));
    }
    if rounded == full && !ratio.is_one() {
        let below = *ratio < Ratio::from_amount(Amount::whole(1));
        return if below { say!("just under 100%") } else { say!("just over 100%") };
    }
    let mut digits = exact(rounded);
    // A rounded figure keeps its decimal: 9.97% is 10.0%, and only a true tenth is 10%.
    if rounded == rounded.rounded(0) && *ratio != Ratio::of(rounded, full).unwrap_or_else(|| ratio.clone()) {
        digits += &language::with(|language| format!("{}0", language.decimal));
    }
    say!("{digits}%", digits)
}

/// The amount in the giver's words: `up to 2,500 stETH`, `1,900–3,000 ETH`, `undisclosed`.
#[must_use]
pub fn promise(promise: Promise, unit: &Unit) -> String {
    match promise {
        Promise::Between(floor, cap) => format!("{}–{} {unit}", exact(floor), exact(cap)),
        Promise::Undisclosed => say!("undisclosed"),
        other => {
            let words = other.qualifier().map(|word| format!("{} ", language::word(word))).unwrap_or_default();
            format!("{words}{} {unit}", exact(other.counted()))
        }
    }
}

/// `24 April 2026`, with `09:00 UTC` where a time is known.
#[must_use]
pub fn long_date(moment: Moment) -> String {
    let date = moment.date();
    let month = language::with(|language| month(&language.months, date.month()));
    with_time(say!("{day} {month} {year}", day = date.day(), month, year = date.year()), moment)
}

/// `24 Apr 2026`, with `09:00 UTC` where a time is known.
#[must_use]
pub fn date(moment: Moment) -> String {
    with_time(day_of(moment), moment)
}

/// `24 Apr 2026`, without the time of day.
#[must_use]
pub fn day_of(moment: Moment) -> String {
    let date = moment.date();
    say!("{day} {month} {year}", day = date.day(), month = short_month(date.month()), year = date.year())
}

/// `24 Apr`: for axes, where the year is said elsewhere.
#[must_use]
pub fn short_date(date: civil::Date) -> String {
    say!("{day} {month}", day = date.day(), month = short_month(date.month()))
}

/// `Apr 2026`.
#[must_use]
pub fn month_of(date: civil::Date) -> String {
    say!("{month} {year}", month = short_month(date.month()), year = date.year())
}

/// A day as exactly as it is known: `May 2026`, `11 May 2026`.
#[must_use]
pub fn day(day: Day) -> String {
    match day {
        Day::Month { year, month } => say!("{month} {year}", month = short_month(month), year),
        Day::Exact(moment) => date(moment),
    }
}

fn short_month(number: i8) -> String {
    language::with(|language| month(&language.short_months, number))
}

fn month(names: &[String; 12], number: i8) -> String {
    names[usize::from(number.unsigned_abs()).clamp(1, 12) - 1].clone()
}

fn with_time(day: String, moment: Moment) -> String {
    let Some(time) = moment.time() else { return day };
    let clock = format!("{:02}:{:02}", time.hour(), time.minute());
    say!("{day}, {clock} UTC", day, clock)
}

/// `1 amount`, `3 amounts`.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    let printed = exact(Amount::whole(i64::try_from(number).unwrap_or(i64::MAX)));
    language::counted(number, &printed, one, many)
}

/// The text with its first letter in upper case.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => say!("{words} and {last}", words = head.join(", "), last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn groups_digits_and_writes_a_real_minus() {
        assert_eq!(exact(amount("-1234567.89")), "−1,234,567.89");
        assert_eq!(exact(amount("100")), "100");
    }

    #[test]
    fn shortens_without_making_something_nothing() {
        assert_eq!(short(amount("30765.6675")), "30,766");
        assert_eq!(short(amount("12.345")), "12.34");
        assert_eq!(short(amount("0.0004")), "0.0004");
        assert_eq!(short(Amount::ZERO), "0");
    }

    #[test]
    fn large_figures_have_three_digits() {
        for (typed, printed) in [
            ("26400000000", "26.4 billion"),
            ("14490000000", "14.5 billion"),
            ("-1489321", "−1.49 million"),
            ("999600", "1 million"),
            ("999400", "999,400"),
            ("99960000", "100 million"),
            ("1234567890123456", "1,235 trillion"),
            ("2309.26", "2,309"),
        ] {
            assert_eq!(compact(amount(typed)), printed);
        }
    }

    #[test]
    fn a_percentage_never_rounds_onto_the_line() {
        let of = |part: &str, whole: &str| percent(&Ratio::of(amount(part), amount(whole)).unwrap());
        assert_eq!(of("43500", "68900"), "63.1%");
        assert_eq!(of("99999", "100000"), "just under 100%");
        assert_eq!(of("100001", "100000"), "just over 100%");
        assert_eq!(of("1", "100000"), "<0.1%");
        assert_eq!(of("7", "5"), "140%");
        assert_eq!(of("6870", "68900"), "10.0%");
    }

    #[test]
    fn lists_read_as_sentences() {
        let words = ["a", "b", "c"].map(String::from);
        assert_eq!([list(&words[..1]), list(&words[..2]), list(&words)], ["a", "a and b", "a, b and c"]);
        assert_eq!(capital("élan"), "Élan");
    }
}

//! Numbers as they are printed in sentences, and as data.

use serde_json::{Value as Json, json};

use super::view::bounded;
use crate::diagnostics::{Code, Diagnostic};
use crate::language::say;
use crate::measures::{Measures, Number, Numbers, Value};
use crate::quantities::{Amount, Ratio, print};
use crate::rescue::Rescue;

/// How a quoted number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// With its bound and its unit: `at least 43,500 ETH`.
    Whole,
    /// Without its bound: `43,500 ETH`.
    Figure,
    /// The digits alone: `43,500`.
    Bare,
}

impl Format {
    /// Every word for a format.
    pub(super) const WORDS: [(&'static str, Self); 3] =
        [("whole", Self::Whole), ("figure", Self::Figure), ("bare", Self::Bare)];
}

/// A number in words; `None` where it is undefined.
pub(super) fn text(number: &Number, format: Format) -> Option<String> {
    let value = number.value.as_ref()?;
    let is_change = number.id.starts_with("change.");
    let printed = |amount: Amount| if is_change { print::signed(amount) } else { print::exact(amount) };
    let figure = match (value, format) {
        (Value::Amount(amount, _), Format::Bare) => printed(*amount),
        (Value::Amount(amount, unit), _) => format!("{} {unit}", printed(*amount)),
        (Value::Share(share), _) if is_change => points(share, format)?,
        (Value::Share(share), Format::Bare) => print::percent(share).trim_end_matches('%').trim_end().to_owned(),
        (Value::Share(share), _) => print::percent(share),
        (Value::Plain(ratio), _) => print::exact(ratio.to_amount()?.rounded(2)),
        (Value::Count(count), _) => print::exact(Amount::whole(i64::try_from(*count).ok()?)),
    };
    Some(if format == Format::Whole { bounded(number.bound, &figure) } else { figure })
}

/// A difference of two shares, in percentage points.
fn points(difference: &Ratio, format: Format) -> Option<String> {
    let points = print::signed(difference.percent(1)?);
    Some(if format == Format::Bare { points } else { say!("{points} points", points) })
}

/// Every number of a report: name, value, unit, bound, formula, snapshot, and how it is printed.
///
/// # Errors
/// `overflow`, past the largest amount.
pub fn json(rescue: &Rescue, measures: &Measures, index: usize) -> Result<Json, Diagnostic> {
    let numbers = Numbers::of(rescue, measures, index)
        .ok_or_else(|| Diagnostic::new(Code::Overflow, "the numbers of a snapshot are larger than an amount can be"))?;
    let list = numbers.list.iter().map(|number| {
        let (value, unit) = match &number.value {
            None => (Json::Null, Json::Null),
            Some(Value::Amount(amount, unit)) => (json!(amount), json!(unit)),
            Some(Value::Share(share)) => (json!(share), json!("1")),
            Some(Value::Plain(ratio)) => (json!(ratio), json!("1")),
            Some(Value::Count(count)) => (json!(count), json!("count")),
        };
        json!({
            "id": number.id,
            "value": value,
            "unit": unit,
            "bound": number.bound,
            "text": text(number, Format::Whole),
            "formula": number.formula,
            "snapshot": numbers.snapshot,
        })
    });
    Ok(json!({
        "format": super::data::FORMAT,
        "snapshot": numbers.snapshot,
        "unit": rescue.site.base_unit,
        "formulas": format!("../../{}/index.html", super::METHODOLOGY),
        "numbers": list.collect::<Vec<_>>(),
    }))
}

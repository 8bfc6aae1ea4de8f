//! From a typed text to a value, or to a located problem with a hint.

use super::model::Alias;
use super::source::Source;
use super::words::Grade;
use crate::diagnostics::{Code, Diagnostic, Report, Span};
use crate::documents::{Flag, SourceDoc, Sources, Text};
use crate::quantities::{
    Amount, AmountError, Day, Moment, MomentError, Promise, PromiseError, Quantity, Ratio, SitePath, Slug, SlugError,
    Unit,
};

pub(super) fn quantity(text: &Text) -> Result<Quantity, Diagnostic> {
    text.value.parse().map_err(|error| explain_quantity(text, &error))
}

/// A quantity with a unit: the base unit where none is typed, never a percentage.
pub(super) fn amount(text: &Text, base: &Unit) -> Result<(Promise, Unit), Diagnostic> {
    let quantity = quantity(text)?;
    if quantity.percent {
        return Err(
            Diagnostic::new(Code::InvalidAmount, "a percentage stands where an amount is expected").at(&text.span)
        );
    }
    Ok((quantity.promise, quantity.unit.unwrap_or_else(|| base.clone())))
}

/// One certain number with the unit it was typed in.
pub(super) fn exact(text: &Text, what: &str) -> Result<(Amount, Option<Unit>), Diagnostic> {
    let quantity = quantity(text)?;
    match quantity.promise {
        Promise::Exact(amount) if !quantity.percent => Ok((amount, quantity.unit)),
        _ => Err(Diagnostic::new(
            Code::InvalidAmount,
            format!("{what} is one certain amount, not `{}`", text.value.trim()),
        )
        .at(&text.span)),
    }
}

/// One certain percentage, as a ratio.
pub(super) fn percentage(text: &Text, what: &str, hint: &str) -> Result<Ratio, Diagnostic> {
    let quantity = quantity(text)?;
    let bad = || {
        Diagnostic::new(Code::InvalidAmount, format!("`{}` is not {what}", text.value.trim())).at(&text.span).hint(hint)
    };
    let (Promise::Exact(number), true) = (quantity.promise, quantity.percent) else { return Err(bad()) };
    Ratio::of(number, Amount::whole(100)).ok_or_else(bad)
}

/// A former address as the file that stands there: a folder's is its `index.html`.
pub(super) fn alias(text: &Text) -> Result<Alias, Diagnostic> {
    let typed = text.value.trim();
    let plain = typed.trim_start_matches('/').trim_end_matches('/');
    let path = if plain.ends_with(".html") { plain.to_owned() } else { format!("{plain}/index.html") };
    let is_plain = !plain.is_empty() && !plain.contains(['?', '#', '%', '"', '<', '>', '&', ' ']);
    let path = SitePath::new(&path).filter(|_| is_plain);
    path.map(|path| Alias { path, span: text.span.clone() }).ok_or_else(|| {
        Diagnostic::new(Code::InvalidAddress, format!("`{typed}` cannot be a former address of this site"))
            .at(&text.span)
            .hint("write it from the site's root, as in `old/page/` or `old-page.html`")
    })
}

/// A coverage: a percentage of the shortfall; `example` is what the hint shows.
pub(super) fn coverage(text: &Text, example: &str) -> Result<Ratio, Diagnostic> {
    percentage(text, "a coverage", &format!("write a percentage of the shortfall, as in `{example}`"))
}

fn explain_quantity(text: &Text, error: &PromiseError) -> Diagnostic {
    let code = match error {
        PromiseError::Negative => Code::NegativeAmount,
        PromiseError::Unit(_) => Code::InvalidUnit,
        _ => Code::InvalidAmount,
    };
    let diagnostic = Diagnostic::new(code, format!("`{}` is not an amount: {error}", text.value.trim())).at(&text.span);
    match error {
        PromiseError::Negative => {
            diagnostic.hint("a pledge that stopped has an `end`; a smaller one has a smaller amount")
        }
        PromiseError::Unit(_) => diagnostic.hint("a unit is a ticker of letters and digits, such as `ETH`"),
        PromiseError::Backwards => diagnostic.hint("write the smaller number first, as in `1900..3000 ETH`"),
        PromiseError::Amount(error) => diagnostic.hint(amount_hint(&text.value, error)),
    }
}

fn amount_hint(typed: &str, error: &AmountError) -> String {
    match error {
        AmountError::Exponent => "no exponent: write `1000`, not `1e3`".to_owned(),
        AmountError::Letter { found, meant: Some(digit) } => {
            format!("is the letter `{found}` meant to be the digit `{digit}`?")
        }
        AmountError::Letter { .. } | AmountError::Empty if typed.trim().eq_ignore_ascii_case("unknown") => {
            "write `undisclosed` where no number is known".to_owned()
        }
        AmountError::Grouping => "separators group thousands: `30_765.6675` or `\"30,765.6675\"`".to_owned(),
        AmountError::Places => "an amount has at most 18 decimal places".to_owned(),
        AmountError::Overflow => "is there a digit too many?".to_owned(),
        _ => "amounts look like `30765.6675 ETH`, `up to 2500 stETH`, `1900..3000 ETH`, `at least 100 ETH`, `about 3000 ETH` or `undisclosed`"
            .to_owned(),
    }
}

pub(super) fn moment(text: &Text) -> Result<Moment, Diagnostic> {
    text.value.trim().parse().map_err(|error| explain_date(text, &error))
}

pub(super) fn day(text: &Text) -> Result<Day, Diagnostic> {
    text.value.trim().parse().map_err(|error| explain_date(text, &error))
}

fn explain_date(text: &Text, error: &MomentError) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::InvalidDate, format!("`{}`: {error}", text.value.trim())).at(&text.span);
    match error {
        MomentError::NoSuchDay { last: Some(last) } => diagnostic.hint(format!("that month ends on day {last}")),
        MomentError::NoSuchDay { last: None } => diagnostic.hint("months run from 01 to 12"),
        MomentError::NoZone => diagnostic.hint("times are UTC: add a `Z`, as in `2026-04-24T09:00Z`"),
        MomentError::Shape | MomentError::NoSuchTime => {
            diagnostic.hint("dates look like `2026-04-24`, with a time `2026-04-24T09:00Z`")
        }
    }
}

pub(super) fn slug(text: &Text) -> Result<Slug, Diagnostic> {
    Slug::new(&text.value).map_err(|error| explain_slug(&text.value, &error).at(&text.span))
}

pub(super) fn explain_slug(typed: &str, error: &SlugError) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::InvalidAddress, format!("`{typed}` cannot be part of an address"));
    match &error.nearest {
        Some(nearest) => diagnostic.hint(format!("lower-case letters, digits, `-` and `_`: `{nearest}`")),
        None => diagnostic.hint("use lower-case letters, digits, `-` and `_`"),
    }
}

pub(super) fn unit(text: &Text) -> Result<Unit, Diagnostic> {
    Unit::new(text.value.trim()).ok_or_else(|| {
        Diagnostic::new(Code::InvalidUnit, format!("`{}` is not a unit", text.value))
            .at(&text.span)
            .hint("a unit is a ticker of letters and digits, such as `ETH`")
    })
}

/// A word of a closed vocabulary. `what` it should be, with its article.
pub(super) fn word<T>(text: &Text, what: &str, read: fn(&str) -> Option<T>, words: &[&str]) -> Result<T, Diagnostic> {
    read(text.value.trim()).ok_or_else(|| {
        Diagnostic::new(Code::UnknownWord, format!("`{}` is not {what}", text.value.trim()))
            .at(&text.span)
            .suggest(text.value.trim(), words.iter().copied())
    })
}

pub(super) fn flag(flag: Option<Flag>, otherwise: bool) -> bool {
    flag.map_or(otherwise, |flag| flag.0)
}

pub(super) fn plain(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.trim().to_owned()).filter(|text| !text.is_empty())
}

/// An `http` or `https` address: nothing else becomes a link.
pub(super) fn url(text: &Text) -> Result<String, Diagnostic> {
    address_of_page(&text.value).map(str::to_owned).ok_or_else(|| {
        Diagnostic::new(Code::InvalidLink, format!("`{}` is not an address of a page", text.value.trim()))
            .at(&text.span)
            .hint("addresses begin with `https://` or `http://` and have no spaces")
    })
}

/// The address, if it is one.
pub(super) fn address_of_page(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let good = rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            && !typed
                .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '`'))
    });
    good.then_some(typed)
}

pub(super) fn sources(documents: &Sources, report: &mut Report) -> Vec<Source> {
    kept(documents.0.iter().filter_map(|document| source(document, report)))
}

fn source(document: &SourceDoc, report: &mut Report) -> Option<Source> {
    if document.url.is_none() && document.title.is_none() {
        report.push(Diagnostic::new(Code::MissingKey, "a source needs a `url` or a `title`").at(&document.span));
        return None;
    }
    Some(Source {
        url: keep(&document.url, url, report),
        title: plain(document.title.as_ref()),
        archive: keep(&document.archive, url, report),
        on: keep(&document.on, day, report),
        grade: keep(&document.grade, |text| word(text, "a grade", Grade::from_word, Grade::WORDS), report),
        note: plain(document.note.as_ref()),
    })
}

/// Reads an optional text; a problem goes to the report.
pub(super) fn keep<T>(
    text: &Option<Text>,
    read: impl FnOnce(&Text) -> Result<T, Diagnostic>,
    report: &mut Report,
) -> Option<T> {
    text.as_ref().and_then(|text| report.keep(read(text)))
}

/// A name that must be declared elsewhere.
pub(super) fn declared<'a>(
    text: &Text,
    code: Code,
    what: &str,
    known: impl IntoIterator<Item = &'a Slug> + Clone,
) -> Result<Slug, Diagnostic> {
    let typed = text.value.trim();
    let found = known.clone().into_iter().find(|slug| slug.as_str() == typed);
    found.cloned().ok_or_else(|| {
        Diagnostic::new(code, format!("unknown {what} `{typed}`"))
            .at(&text.span)
            .suggest(typed, known.into_iter().map(Slug::as_str))
    })
}

/// The stem of a file's name.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A file's name as its address.
pub(super) fn address(path: &str, span: &Span) -> Result<Slug, Diagnostic> {
    Slug::new(stem(path)).map_err(|error| explain_slug(stem(path), &error).at(span))
}

/// A list with no room to spare: a history of years holds very many.
pub(super) fn kept<T>(found: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = found.collect();
    list.shrink_to_fit();
    list
}

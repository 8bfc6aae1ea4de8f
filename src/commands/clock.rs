//! What time it is: the one place that asks. It decides what a gate says, which date a new file is given and how long
//! a client is waited for, and never a byte of a site.

use std::time::Instant;

use crate::diagnostics::{Code, Diagnostic};
use crate::quantities::Moment;

/// The moment that is named; else that of `SOURCE_DATE_EPOCH`, in seconds since 1970; else now.
pub(super) fn now(named: Option<&str>) -> Result<Moment, Diagnostic> {
    if let Some(typed) = named {
        return typed.parse().map_err(|error| {
            Diagnostic::new(Code::InvalidDate, format!("`{typed}`: {error}"))
                .hint("write `2026-05-01` or `2026-05-01T00:00Z`")
                .argument("--clock")
        });
    }
    let seconds = match epoch_variable() {
        Some(typed) => typed.trim().parse::<i64>().map_err(|_| {
            let problem = format!("`{typed}` is not a number of seconds");
            Diagnostic::new(Code::WrongArgument, problem).argument("SOURCE_DATE_EPOCH")
        })?,
        None => system_seconds(),
    };
    Moment::at_minute(seconds.div_euclid(60))
        .ok_or_else(|| Diagnostic::new(Code::WrongArgument, "the clock is past the end of the calendar"))
}

#[allow(clippy::disallowed_methods, reason = "the variable that stands for the clock")]
fn epoch_variable() -> Option<String> {
    std::env::var("SOURCE_DATE_EPOCH").ok()
}

#[allow(clippy::disallowed_methods, reason = "the one look at the clock")]
fn system_seconds() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// A moment to measure from: how long something took, how long somebody is waited for.
#[allow(clippy::disallowed_methods, reason = "a stopwatch, not a date")]
pub(super) fn instant() -> Instant {
    Instant::now()
}

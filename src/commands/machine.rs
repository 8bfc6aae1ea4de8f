//! What every command prints with `--format json`: one shape, one version, described by `output.schema.json`.

use serde_json::{Value, json};

use super::{Exit, Format, say, talk};
use crate::diagnostics::{Report, to_json, to_text};

/// The version of the shape. It goes up when a key is renamed or leaves; new keys may come without.
const FORMAT: u64 = 1;

/// The schema of all of it.
pub(super) const SCHEMA: &str = include_str!("output.schema.json");

/// What every answer begins with: which command it is of, and all problems.
pub(super) fn head(command: &str, report: &Report) -> Value {
    let mut value = json!({ "format": FORMAT, "command": command });
    if let (Some(value), Value::Object(problems)) = (value.as_object_mut(), to_json(report)) {
        value.extend(problems);
    }
    value
}

/// The end of a command that had data to print and cannot.
pub(super) fn fail(format: Format, command: &str, report: &Report) -> Exit {
    match format {
        Format::Text => talk(&to_text(report)),
        Format::Json => say(&format!("{:#}\n", head(command, report))),
    }
    Exit::of(report)
}

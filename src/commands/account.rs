//! What a build did, for machines: how long each part took, and what became of every file.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::{Map, Value, json};

use super::clock;
use crate::artifacts::{Made, SitePath};
use crate::output::Reason;

/// One build's.
pub(super) struct Account {
    since: Instant,
    timings: Map<String, Value>,
    artifacts: Vec<Value>,
}

impl Account {
    pub(super) fn new() -> Self {
        Self { since: clock::instant(), timings: Map::new(), artifacts: Vec::new() }
    }

    /// Closes a part: it took the time since the one before.
    pub(super) fn close(&mut self, part: &str) {
        let now = clock::instant();
        let took = u64::try_from(now.duration_since(self.since).as_millis()).unwrap_or(u64::MAX);
        self.timings.insert(part.to_owned(), took.into());
        self.since = now;
    }

    /// Lists every file, with why it was made again.
    pub(super) fn list(&mut self, files: &[Made], reasons: &BTreeMap<SitePath, Reason>) {
        let artifacts = files.iter().map(|file| {
            let made = reasons.get(&file.path).map(ToString::to_string);
            json!({ "path": file.path.as_str(), "bytes": file.length, "made": made })
        });
        self.artifacts = artifacts.collect();
    }

    pub(super) fn add_to(self, value: &mut Value) {
        value["artifacts"] = self.artifacts.into();
        value["timings"] = Value::Object(self.timings);
    }
}

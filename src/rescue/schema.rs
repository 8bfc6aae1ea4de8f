//! The schemas of an author's files: the shapes of the documents, with the words that a text may be, what only
//! this stage requires, and an example of each key.

use serde_json::{Value, json};

use super::claim::COMPARE;
use super::gather::FORMAT;
use super::words::{ContributorKind, End, Grade, Kind, RecoveryState, Stage};
use crate::documents::{ContributorDoc, Decode, EventDoc, FrontMatter, Map, SiteDoc, SnapshotDoc, schema};

/// The schema of one kind of file.
#[derive(Debug)]
pub struct ContentSchema {
    /// Its name, as in `snapshot.schema.json`.
    pub name: &'static str,
    /// What it is the schema of.
    pub about: &'static str,
    /// The schema.
    pub schema: Value,
}

impl ContentSchema {
    fn of<T: Decode>(name: &'static str, about: &'static str, charts: &[&str]) -> Self {
        let mut schema = schema::<T>(name, about);
        if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
            definitions.iter_mut().for_each(|(document, definition)| complete(document, definition, charts));
        }
        Self { name, about, schema }
    }
}

/// Every one, given the names of the charts that there are.
#[must_use]
pub fn schemas(charts: &[&str]) -> Vec<ContentSchema> {
    vec![
        ContentSchema::of::<SnapshotDoc>("snapshot", "content/snapshots/*.yaml: everything known on one date", charts),
        ContentSchema::of::<SiteDoc>("site", "content/site.yaml: what holds for the whole site", charts),
        ContentSchema::of::<Map<ContributorDoc>>("contributors", "content/contributors.yaml: who gives, by id", charts),
        ContentSchema::of::<Vec<EventDoc>>("events", "content/events.yaml: dated facts", charts),
        ContentSchema::of::<FrontMatter>(
            "front-matter",
            "what content/reports/*.md and content/pages/*.md begin with",
            charts,
        ),
    ]
}

/// Adds to a document's shape what the documents do not know of themselves.
fn complete(document: &str, definition: &mut Value, charts: &[&str]) {
    if let Some(properties) = definition.get_mut("properties").and_then(Value::as_object_mut) {
        for (key, property) in properties.iter_mut() {
            if let Some(words) = words(document, key, charts) {
                limit(property, &words);
            }
            property["examples"] = examples(document, key);
        }
    }
    if let (Some(definition), Value::Object(conditions)) = (definition.as_object_mut(), conditions(document)) {
        definition.extend(conditions);
    }
}

/// What must be there besides the keys that are always required.
fn conditions(document: &str) -> Value {
    let one_of = |keys: &[&str]| keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>();
    match document {
        "Pledge" => json!({ "required": ["amount"], "oneOf": one_of(&["stage", "end"]) }),
        "Basis" => json!({ "anyOf": one_of(&["gross", "stated"]) }),
        "Source" => json!({ "anyOf": one_of(&["url", "title"]) }),
        "Chart" => json!({ "anyOf": one_of(&["title", "subtitle"]) }),
        "Scenario" => json!({ "anyOf": one_of(&["without", "votes_pass", "votes_fail", "shortfall", "rates"]) }),
        _ => json!({}),
    }
}

/// The words that a text, each text of a list, or each key of a mapping is one of.
fn words<'a>(document: &str, key: &str, charts: &[&'a str]) -> Option<Vec<&'a str>> {
    Some(match (document, key) {
        ("Site", "format") => vec![FORMAT],
        ("Site", "stale_after") | ("Pledge", "stage") => Stage::WORDS.to_vec(),
        ("Pledge", "end") => End::WORDS.to_vec(),
        ("Pledge", "kind") => Kind::WORDS.to_vec(),
        ("Contributor", "kind") | ("Scenario", "votes_pass" | "votes_fail") => ContributorKind::WORDS.to_vec(),
        ("Recovery", "state") => RecoveryState::WORDS.to_vec(),
        ("Source", "grade") => Grade::WORDS.to_vec(),
        ("Claim", "compare") => COMPARE.to_vec(),
        ("Site", "report_charts") | ("Newsletter", "charts") | (_, "charts") => charts.to_vec(),
        _ => return None,
    })
}

fn limit(property: &mut Value, words: &[&str]) {
    // Without quotation marks YAML takes `1` for a number.
    let numbers = words.iter().filter_map(|word| word.parse::<i64>().ok()).map(Value::from);
    let choice: Vec<Value> = words.iter().map(|word| Value::from(*word)).chain(numbers).collect();
    let Some(property) = property.as_object_mut() else { return };
    if property.contains_key("items") {
        property.insert("items".to_owned(), json!({ "enum": choice }));
    } else if property.contains_key("additionalProperties") {
        property.insert("propertyNames".to_owned(), json!({ "enum": choice }));
    } else {
        property.remove("type");
        property.insert("enum".to_owned(), choice.into());
    }
}

/// What an author could type.
fn examples(document: &str, key: &str) -> Value {
    let address = "https://example.org/vote";
    match document {
        "Snapshot" => of_snapshot(key),
        "Site" => of_site(key),
        "Newsletter" | "Platforms" | "Action" => of_newsletter(key),
        "Theme" if key == "dark" => json!([{ "ground": "#17101f", "committed": "#c9a3ea" }]),
        "Logo" if key == "dark" => json!(["logo-night.svg"]),
        "Theme" | "Logo" | "Font" => of_theme(key),
        "Pledge" => of_pledge(key),
        "Scenario" => match key {
            "title" => json!(["If the votes of DAOs fail"]),
            "without" => json!([["mantle"]]),
            "votes_pass" | "votes_fail" => json!([["dao"]]),
            "shortfall" => json!(["150%"]),
            "rates" => json!([{ "stETH": "0.95 ETH" }]),
            _ => of_any(key),
        },
        "Recovery" if key == "what" => json!(["Frozen on Arbitrum"]),
        "Claim" if key == "recoveries" => json!([["arbitrum-freeze"]]),
        "Claim" if key == "what" => json!(["pledged"]),
        "Correction" if key == "pledges" => json!([["mantle"]]),
        "Contributor" if key == "aliases" => json!([["mantle-treasury"]]),
        "Contributor" if key == "kind" => json!(["dao"]),
        "Source" if key == "title" => json!(["Forum post of the treasury"]),
        "Source" if key == "archive" => json!([format!("https://web.archive.org/{address}")]),
        _ => of_any(key),
    }
}

fn of_snapshot(key: &str) -> Value {
    match key {
        "date" => json!(["2026-04-24", "2026-04-24T09:00Z"]),
        "title" => json!(["43,500 ETH pledged"]),
        "shortfall" => json!([{ "bad-debt": { "stated": "68900 ETH", "by": "CryptoPulse Labs" } }]),
        "recoveries" => {
            json!([{ "freeze": { "what": "Frozen on Arbitrum", "amount": "30700 ETH", "state": "frozen" } }])
        }
        "rates" => json!([{ "stETH": 1, "rsETH": "1.0696 ETH", "ETH": "2322 USD" }]),
        "pledges" => json!([{ "mantle": { "amount": "up to 30000 ETH", "stage": "proposed", "kind": "loan" } }]),
        "claims" => json!([[{ "what": "pledged", "amount": "43500 ETH", "compare": "all", "by": "Kelp DAO" }]]),
        "metrics" => json!([{ "eth_usd": { "value": "2322 USD", "on": "2026-04-24" } }]),
        "corrections" => json!([[{ "on": "2026-05-02", "pledges": ["frax"], "note": "It was counted twice." }]]),
        "notes" => json!(["The vote is open until **30 April**."]),
        _ => of_any(key),
    }
}

fn of_pledge(key: &str) -> Value {
    match key {
        "contributor" => json!(["lido-dao"]),
        "amount" => {
            json!(["5000", "up to 2500 stETH", "1900..3000 ETH", "at least 100 ETH", "about 3000 ETH", "undisclosed"])
        }
        "stage" => json!(["proposed"]),
        "end" => json!(["withdrawn"]),
        "delivered" => json!(["2000 ETH"]),
        "kind" => json!(["loan"]),
        "counts" => json!([false]),
        "purpose" => json!(["liquidity on lending markets"]),
        "unlocks_at" => json!(["100%"]),
        "terms" => json!(["36 months, Lido yield + 1 %"]),
        "tx" => json!(["0x5f3c"]),
        "confirmed" => json!([["2026-05-01"]]),
        _ => of_any(key),
    }
}

fn of_site(key: &str) -> Value {
    match key {
        "format" => json!([1]),
        "title" => json!(["The rescue of Example Finance"]),
        "description" => json!(["Who promised how much, how firm it is, and what remains."]),
        "base_unit" => json!(["ETH"]),
        "headline" => json!(["bad-debt"]),
        "language" => json!(["en"]),
        "base_url" => json!(["https://rescue.example"]),
        "raw_html" => json!([true]),
        "licence" => json!(["CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"]),
        "stale_after" => json!([{ "expressed": 14, "proposed": 21 }]),
        "thresholds" => json!([["50%", "100%"]]),
        "bases" => {
            json!([{ "bad-debt": { "title": "Bad debt", "note": "What was borrowed and will not come back." } }])
        }
        "metrics" => json!([{ "eth_usd": { "title": "ETH price" } }]),
        "report_charts" => json!([["ladder", "remaining", "who"]]),
        "scenarios" => json!([{ "no-dao": { "title": "If the votes of DAOs fail", "votes_fail": ["dao"] } }]),
        "newsletter" => json!([{ "charts": ["ladder", "who"], "table": true }]),
        "theme" => json!([{ "light": { "committed": "#6b2f9c" }, "logo": { "file": "logo.svg" } }]),
        _ => of_any(key),
    }
}

fn of_newsletter(key: &str) -> Value {
    match key {
        "charts" => json!([["ladder", "who", "change"]]),
        "kits" | "table" | "brief" => json!([false]),
        "action" => json!([{ "text": "Read the report", "url": "https://rescue.example" }]),
        "text" => json!(["Read the report"]),
        "url" => json!(["https://rescue.example"]),
        _ => json!(["{{unsubscribe_url}}"]),
    }
}

fn of_theme(key: &str) -> Value {
    match key {
        "light" => json!([{ "ground": "#fffaf0", "committed": "#6b2f9c" }]),
        "logo" => json!([{ "file": "logo.svg", "alt": "Violet Rescue" }]),
        "file" => json!(["logo.svg"]),
        "alt" => json!(["Violet Rescue"]),
        "favicon" => json!(["mark.svg"]),
        "font" => json!([{ "regular": "letters.woff2", "fallback": "Georgia, serif" }]),
        "regular" => json!(["letters.woff2"]),
        "bold" => json!(["letters-bold.woff2"]),
        "fallback" => json!(["Georgia, serif"]),
        _ => of_any(key),
    }
}

/// Keys that are alike wherever they stand.
fn of_any(key: &str) -> Value {
    match key {
        "amount" | "gross" | "stated" => json!(["68900 ETH"]),
        "by" | "holder" => json!(["Kelp DAO"]),
        "on" | "since" | "until" => json!(["2026-04-24"]),
        "source" => json!(["https://example.org/vote", { "url": "https://example.org/vote", "grade": "P" }]),
        "url" => json!(["https://example.org"]),
        "recoveries" => json!([[{ "what": "Frozen on Arbitrum", "amount": "30700 ETH", "state": "frozen" }]]),
        "state" => json!(["frozen"]),
        "native" => json!(["30,766 ETH in a multisig"]),
        "condition" => json!(["only inside a package that covers the whole deficit"]),
        "reason" => json!(["The source rounds."]),
        "note" => json!(["Read on the day of the vote."]),
        "inferred" | "at_least" | "draft" => json!([true]),
        "rate" => json!(["1.0696 ETH"]),
        "compare" => json!(["all"]),
        "value" => json!(["2322 USD", "87%", "1.2..1.4"]),
        "title" => json!(["The vote passes"]),
        "subtitle" => json!(["Pledged ETH by stage"]),
        "summary" => json!(["What the second week changed."]),
        "opening" | "closing" => json!(["Dear readers, the vote has passed."]),
        "menu" => json!(["About"]),
        "aliases" => json!([["old/page/", "news.html"]]),
        "order" => json!([2]),
        "charts" => json!([{ "ladder": { "title": "Only {{ firm.coverage }} is firm" } }]),
        "name" => json!(["Mantle treasury"]),
        "group" => json!(["mantle"]),
        "what" => json!(["The vote of Mantle passes."]),
        "label" => json!(["vote passes"]),
        "grade" => json!(["P"]),
        _ => json!([]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_title_a_description_and_a_valid_example() {
        for ContentSchema { name, schema, .. } in schemas(&["ladder", "remaining", "who", "change"]) {
            let definitions = schema["$defs"].as_object().unwrap().clone();
            for (document, definition) in &definitions {
                for (key, property) in definition["properties"].as_object().unwrap() {
                    let place = format!("{name}: {document}.{key}");
                    assert!(!property["title"].as_str().unwrap().is_empty(), "{place}");
                    assert!(property["description"].as_str().unwrap().ends_with('.'), "{place}");
                    let examples = property["examples"].as_array().unwrap();
                    assert!(!examples.is_empty(), "{place} has no example");
                    let mut alone = property.clone();
                    alone["$defs"] = Value::Object(definitions.clone());
                    let validator = jsonschema::validator_for(&alone).unwrap();
                    for example in examples {
                        assert!(validator.is_valid(example), "{place}: {example}");
                    }
                }
            }
        }
    }
}

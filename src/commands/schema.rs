//! `shortfall schema`: what editors are told of the files that an author writes, and programs of what they are answered.

use serde_json::Value;

use super::options::{Content, Schema};
use super::{Exit, Format, Options, machine, say};
use crate::diagnostics::Report;
use crate::figures::ChartId;
use crate::output::Authored;
use crate::rescue::{ContentSchema, schemas};

/// What the schema of all answers is listed as.
const OUTPUT: (&str, &str) = ("output", "what commands print with --format json");

pub(super) fn run(options: &Options, schema: &Schema) -> Exit {
    let all = of_content();
    match (schema.kind, options.format) {
        (Some(Content::Output), _) => say(machine::SCHEMA),
        (Some(kind), _) => {
            let found = all.iter().find(|schema| schema.name == name(kind));
            say(&found.map(text).unwrap_or_default());
        }
        (None, Format::Text) => {
            for (name, about) in all.iter().map(|schema| (schema.name, schema.about)).chain([OUTPUT]) {
                say(&format!("{name:14}{about}\n"));
            }
        }
        (None, Format::Json) => {
            let mut value = machine::head("schema", &Report::default());
            let by_name = all.into_iter().map(|schema| (schema.name.to_owned(), schema.schema));
            value["schemas"] = Value::Object(by_name.collect());
            say(&format!("{value:#}\n"));
        }
    }
    Exit::Success
}

const fn name(kind: Content) -> &'static str {
    match kind {
        Content::Snapshot => "snapshot",
        Content::Site => "site",
        Content::Contributors => "contributors",
        Content::Events => "events",
        Content::FrontMatter => "front-matter",
        Content::Output => OUTPUT.0,
    }
}

fn of_content() -> Vec<ContentSchema> {
    schemas(&ChartId::ALL.iter().map(|chart| chart.as_str()).collect::<Vec<_>>())
}

fn text(schema: &ContentSchema) -> String {
    format!("{:#}\n", schema.schema)
}

/// Those of YAML files, as files of a site: the first line of such a file names its own, so that an editor needs no
/// network and no settings, and checks by the rules of the version that the site was made with.
pub(super) fn files() -> Vec<(String, String)> {
    let of_yaml = of_content().into_iter().filter(|schema| schema.name != name(Content::FrontMatter));
    of_yaml.map(|schema| (format!(".schemas/{}.schema.json", schema.name), text(&schema))).collect()
}

/// Files that can be written.
pub(super) fn authored(files: &[(String, String)]) -> Vec<Authored<'_>> {
    files.iter().map(|(path, text)| Authored { path, text }).collect()
}

//! `shortfall schema`: what editors are told of the files that an author writes.

use super::options::{Content, Schema};
use super::{Exit, Format, Options, say};
use crate::figures::ChartId;
use crate::output::Authored;
use crate::rescue::{ContentSchema, schemas};

pub(super) fn run(options: &Options, schema: &Schema) -> Exit {
    let all = of_content();
    match (schema.kind, options.format) {
        (Some(kind), _) => {
            let found = all.iter().find(|schema| schema.name == name(kind));
            say(&found.map(text).unwrap_or_default());
        }
        (None, Format::Text) => {
            for schema in &all {
                say(&format!("{:14}{}\n", schema.name, schema.about));
            }
        }
        (None, Format::Json) => {
            let by_name = all.into_iter().map(|schema| (schema.name.to_owned(), schema.schema));
            say(&format!("{:#}\n", serde_json::Value::Object(by_name.collect())));
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

//! The data as a package that other programs can load: Frictionless `datapackage.json`.

use serde_json::{Value, json};

use super::columns::{files, meaning};
use crate::figures::Column;
use crate::measures::Measures;
use crate::pages::licence::Licence;
use crate::rescue::Rescue;

/// The tables below `data/`, with every column.
#[must_use]
pub fn package(rescue: &Rescue, measures: &Measures) -> Value {
    let site = &rescue.site;
    let resources = files(rescue, measures).map(|file| {
        json!({
            "name": file.path.trim_end_matches(".csv"),
            "path": file.path,
            "description": file.rows,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "profile": "tabular-data-resource",
            "schema": { "fields": file.columns.iter().map(field).collect::<Vec<_>>(), "missingValues": [""] },
        })
    });
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "shortfall",
        "title": site.title,
        "description": site.description,
        "version": super::FORMAT.to_string(),
        "resources": resources,
    });
    if let Some(url) = &site.base_url {
        package["homepage"] = json!(format!("{url}/"));
    }
    if let Some(licence) = Licence::of(site) {
        package["licenses"] = match licence.href {
            Some(href) => json!([{ "title": licence.label, "path": href }]),
            None => json!([{ "name": licence.label }]),
        };
    }
    package
}

fn field(column: &Column) -> Value {
    json!({
        "name": column.heading(),
        "type": if column.numeric { "number" } else { "string" },
        "description": meaning(&column.name),
    })
}

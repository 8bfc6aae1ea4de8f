//! The pages and files that explain the data, and the page of the sources.

use super::Inputs;
use super::site::Planner;
use crate::diagnostics::Diagnostic;
use crate::pages::{data, to_json};

impl Planner<'_> {
    pub(super) fn explained(&mut self) -> Result<(), Diagnostic> {
        let (material, all) = (self.material, self.inputs.all());
        self.add_page("data/index.html", all.clone(), move |path| material.data_page(path))?;
        self.add_page("sources/index.html", all.clone(), move |path| material.sources_page(path))?;
        self.add("data/datapackage.json", all, move || to_json(&data::package(material.rescue, material.measures)))?;
        for (name, text) in data::SCHEMAS {
            self.add(&format!("data/{name}.schema.json"), Inputs::default(), || Ok(text.as_bytes().to_vec()))?;
        }
        Ok(())
    }
}

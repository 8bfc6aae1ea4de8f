//! The newsletter kit of each report: made once, and written file by file.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::Inputs;
use super::drawn::Charts;
use super::said::Said;
use super::site::Planner;
use crate::diagnostics::{Diagnostic, Report};
use crate::figures::{self, ChartId};
use crate::pages::Material;
use crate::pages::kit::{FILES, Kit, charts};
use crate::rescue::Rescue;

/// A kit, made when the first of its files is asked for.
struct Made<'a> {
    material: Material<'a>,
    charts: Arc<Charts<'a>>,
    said: Arc<Said<'a>>,
    pictures: BTreeSet<String>,
    kit: OnceLock<Result<Kit, Diagnostic>>,
}

impl Made<'_> {
    fn get(&self) -> Result<&Kit, Diagnostic> {
        let make = || Kit::of(&self.material, self.charts.index, self.said.get(), self.charts.get(), &self.pictures);
        self.kit.get_or_init(make).as_ref().map_err(Clone::clone)
    }
}

impl<'a> Planner<'a> {
    /// The files of one report's kit, and the page to copy them from.
    pub(super) fn kit(
        &mut self,
        charts: &Arc<Charts<'a>>,
        said: &Arc<Said<'a>>,
        inputs: &Inputs,
    ) -> Result<(), Diagnostic> {
        let material = self.material;
        if !material.rescue.site.newsletter.kits {
            return Ok(());
        }
        let slug = &material.rescue.snapshots[charts.index].slug;
        let pictures = pictures(material.rescue, slug.as_str());
        let (charts, said) = (Arc::clone(charts), Arc::clone(said));
        let made = Arc::new(Made { material, charts, said, pictures, kit: OnceLock::new() });
        for name in FILES {
            let made = Arc::clone(&made);
            self.add(&format!("newsletter/{slug}/{name}"), inputs.clone(), move || made.get()?.file(name))?;
        }
        self.add_page(&format!("newsletter/{slug}/index.html"), inputs.clone(), move |path| {
            made.get()?.page(&material, path)
        })
    }
}

/// What the planner writes of a report's charts: all of them light, those that kits show dark too.
fn pictures(rescue: &Rescue, slug: &str) -> BTreeSet<String> {
    let path = |id: ChartId, ending: &str| format!("reports/{slug}/charts/{}{ending}.png", id.as_str());
    let light = figures::chosen(rescue).into_iter().map(|id| path(id, ""));
    light.chain(charts(rescue).into_iter().map(|id| path(id, "-dark"))).collect()
}

/// Checks every kit; what fails is a warning.
///
/// # Errors
/// A template that cannot be rendered, a sum past the largest amount: of the first kit that has it.
pub fn check_kits(material: &Material<'_>, warnings: &mut Report) -> Result<(), Diagnostic> {
    let reports = material.rescue.snapshots.iter().enumerate();
    for (index, snapshot) in reports.filter(|_| material.rescue.site.newsletter.kits) {
        let rescue = material.rescue;
        let wording = &material.texts.charts(index).words;
        let figures = figures::draw(rescue, material.measures, index, &figures::chosen(rescue), wording);
        let pictures = pictures(rescue, snapshot.slug.as_str());
        Kit::of(material, index, &material.said(index), &figures, &pictures)?.warn(warnings);
    }
    Ok(())
}

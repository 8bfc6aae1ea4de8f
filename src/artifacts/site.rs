//! Every file of a site, with its inputs and how it is made.

use std::sync::Arc;

use super::drawn::{Charts, Told};
use super::said::Said;
use super::{Artifact, Inputs, Origin, Plan, SitePath, Sources};
use crate::diagnostics::{Code, Diagnostic, Report, Span};
use crate::figures::{self, Figure, Layout, Look, Theme as Colours};
use crate::files::StaticFile;
use crate::pages::{BUILT_IN, METHODOLOGY, Material, NOT_FOUND, Written, brief, data, kit, to_json};
use crate::quantities::Slug;
use crate::rescue::Article;

/// What pages of the whole history depend on.
pub(super) struct Dependencies(Arc<Sources>);

impl Dependencies {
    fn of(material: &Material<'_>) -> Self {
        let rescue = material.rescue;
        let mut common = vec!["content/site.yaml".to_owned()];
        common.extend((!rescue.contributors.is_empty()).then(|| "content/contributors.yaml".to_owned()));
        common.extend((!rescue.events.is_empty()).then(|| "content/events.yaml".to_owned()));
        common.extend(material.theme.inputs().map(str::to_owned));
        // Every head says of which kind it is.
        common.extend(material.brand.favicon.as_ref().map(|icon| format!("content/static/{}", icon.path)));
        // The navigation names them on every page.
        common.extend(rescue.pages.iter().filter(|page| page.menu.is_some()).map(|page| page.source.path.clone()));
        common.sort_unstable();
        let snapshots = rescue.snapshots.iter().map(|snapshot| snapshot.file.clone()).collect();
        let articles = rescue.reports.values().chain(&rescue.pages).map(|article| article.source.path.clone());
        let mut articles: Vec<String> = articles.collect();
        articles.sort_unstable();
        Self(Arc::new(Sources { common, snapshots, articles }))
    }

    /// `site.yaml`, `contributors.yaml`, `events.yaml`, the site's own templates and pages in the navigation.
    pub(super) fn common(&self) -> Inputs {
        Inputs::common(&self.0)
    }

    pub(super) fn all(&self) -> Inputs {
        Inputs::all(&self.0)
    }

    /// A report looks back over all snapshots before it, never ahead.
    fn until(&self, index: usize) -> Inputs {
        Inputs::of_first(&self.0, index + 1)
    }

    /// The files of some snapshots, given by their places in time.
    fn snapshots(&self, places: impl IntoIterator<Item = usize>) -> Vec<String> {
        places.into_iter().filter_map(|place| self.0.snapshots.get(place).cloned()).collect()
    }
}

/// Draws up the plan of a whole site. Paths that cannot be are problems for the report.
pub fn plan<'a>(material: Material<'a>, statics: &'a [StaticFile], report: &mut Report) -> Plan<'a> {
    let mut planner = Planner { material, inputs: Dependencies::of(&material), plan: Plan::new(material.language) };
    let result = planner.whole_site(statics, report);
    report.keep(result);
    planner.plan
}

pub(super) struct Planner<'a> {
    pub(super) material: Material<'a>,
    pub(super) inputs: Dependencies,
    pub(super) plan: Plan<'a>,
}

impl<'a> Planner<'a> {
    fn whole_site(&mut self, statics: &'a [StaticFile], report: &mut Report) -> Result<(), Diagnostic> {
        self.theme_files()?;
        let mut reports = Vec::new();
        for index in 0..self.material.rescue.snapshots.len() {
            let charts = self.report(index)?;
            self.frozen(&charts)?;
            reports.push(charts);
        }
        if let Some(newest) = reports.last() {
            let told: Vec<Arc<Told<'a>>> = reports.iter().map(|charts| charts.told()).collect();
            self.badges(newest.index)?;
            self.overview(Arc::clone(newest))?;
            self.chart_pages(newest, &told)?;
            self.newest(newest)?;
        }
        self.contributors()?;
        self.pages()?;
        self.data()?;
        self.explained()?;
        self.machines(&reports, statics)?;
        self.aliases();
        for file in statics {
            let added = self.static_file(file);
            report.keep(added);
        }
        Ok(())
    }

    fn static_file(&mut self, file: &'a StaticFile) -> Result<(), Diagnostic> {
        let input = format!("content/static/{}", file.path);
        let origin = Origin { file: input.clone(), span: None };
        let artifact =
            Artifact::new(site_path(&file.path)?, Inputs::default().with([input]), move || Ok(file.bytes.clone()));
        self.plan.add(artifact.asked_by(origin));
        Ok(())
    }

    pub(super) fn add(
        &mut self,
        path: &str,
        inputs: Inputs,
        make: impl Fn() -> Result<Vec<u8>, Diagnostic> + Send + Sync + 'a,
    ) -> Result<(), Diagnostic> {
        self.plan.add(Artifact::new(site_path(path)?, inputs, make));
        Ok(())
    }

    /// A page that needs its own path.
    pub(super) fn add_page(
        &mut self,
        path: &str,
        inputs: Inputs,
        make: impl Fn(&SitePath) -> Result<Vec<u8>, Diagnostic> + Send + Sync + 'a,
    ) -> Result<(), Diagnostic> {
        let own = site_path(path)?;
        self.add(path, inputs, move || make(&own))
    }

    fn theme_files(&mut self) -> Result<(), Diagnostic> {
        let material = self.material;
        self.add("style.css", self.inputs.common(), move || Ok(material.style()))?;
        for file in BUILT_IN.iter().filter(|file| file.path.starts_with("fonts/")) {
            self.add(file.path, Inputs::default(), move || Ok(file.bytes.to_vec()))?;
        }
        Ok(())
    }

    /// The dashboard shows the newest report's own charts.
    fn overview(&mut self, charts: Arc<Charts<'a>>) -> Result<(), Diagnostic> {
        let material = self.material;
        let all = self.inputs.all();
        let slug = &material.rescue.snapshots[charts.index].slug;
        let index_inputs = all.clone().with(self.narrative(charts.index)).with(self.quoted(slug));
        self.add_page("index.html", index_inputs, move |path| material.index(path, charts.get()))?;
        self.add_page("reports/index.html", all.clone(), move |path| material.reports(path))?;
        self.add_page(NOT_FOUND, all.clone(), move |path| material.not_found(path))?;
        if !material.rescue.events.is_empty() {
            self.add_page("events/index.html", all.clone(), move |path| material.events(path))?;
        }
        self.add_page("revisions/index.html", all, move |path| material.revisions(path))
    }

    pub(super) fn narrative(&self, index: usize) -> Option<String> {
        let rescue = self.material.rescue;
        rescue.reports.get(&rescue.snapshots[index].slug).map(|article| article.source.path.clone())
    }

    /// What a report's own texts name.
    pub(super) fn quoted(&self, slug: &Slug) -> Vec<String> {
        let texts = self.material.texts;
        [texts.report(slug), texts.notes(slug)].into_iter().flatten().flat_map(|text| self.named(text)).collect()
    }

    /// Snapshots that a text names, and what the words of its charts come from.
    fn named(&self, text: &Written) -> Vec<String> {
        let quoted = self.inputs.snapshots(text.quoted.iter().copied());
        quoted.into_iter().chain(text.charted.iter().flat_map(|index| self.worded(*index))).collect()
    }

    /// What the words of a report's charts come from besides.
    fn worded(&self, index: usize) -> Vec<String> {
        let rescue = self.material.rescue;
        let own = rescue.reports.get(&rescue.snapshots[index].slug).filter(|article| !article.charts.is_empty());
        let own = own.map(|article| article.source.path.clone());
        let quoted = self.material.texts.charts(index).quoted.iter().copied();
        own.into_iter().chain(self.inputs.snapshots(quoted)).collect()
    }

    /// What a report's charts come from.
    pub(super) fn drawn_from(&self, index: usize) -> Inputs {
        self.inputs.until(index).with(self.worded(index))
    }

    fn report(&mut self, index: usize) -> Result<Arc<Charts<'a>>, Diagnostic> {
        let material = self.material;
        let folder = format!("reports/{}", material.rescue.snapshots[index].slug);
        let inputs = self.inputs.until(index);
        let charts = Arc::new(Charts::new(material, index, self.drawn_from(index)));
        self.charts(&folder, &charts, &self.drawn_from(index))?;
        self.card(&folder, &charts, &self.drawn_from(index))?;
        let said = Arc::new(Said::new(material, index));
        let own = Arc::clone(&said);
        self.plan.add(Artifact::new(report_file(&material.rescue.snapshots[index].slug)?, inputs.clone(), move || {
            to_json(&data::report(material.rescue, material.measures, index, &own.get().brief))
        }));
        self.add(&format!("{folder}/numbers.json"), inputs.clone(), move || {
            to_json(&data::numbers(material.rescue, material.measures, index)?)
        })?;
        self.add(&format!("{folder}/pledges.csv"), inputs.clone(), move || {
            Ok(data::pledges(material.rescue, material.measures, index..index + 1).csv().into_bytes())
        })?;
        let inputs = inputs
            .with(self.narrative(index))
            .with(self.quoted(&material.rescue.snapshots[index].slug))
            .with(self.worded(index));
        self.kit(&charts, &said, &inputs)?;
        // The report after this one is linked from here.
        let inputs = inputs.with(self.inputs.snapshots([index + 1]));
        let (drawn, own) = (Arc::clone(&charts), Arc::clone(&said));
        self.add_page(&format!("{folder}/index.html"), inputs.clone(), move |path| {
            material.report(path, index, own.get(), drawn.get())
        })?;
        let drawn = Arc::clone(&charts);
        self.add_page(&format!("{folder}/index.md"), inputs, move |path| {
            material.report_markdown(path, said.get(), drawn.get())
        })?;
        Ok(charts)
    }

    fn charts(&mut self, folder: &str, charts: &Arc<Charts<'a>>, inputs: &Inputs) -> Result<(), Diagnostic> {
        for id in figures::chosen(self.material.rescue) {
            for (suffix, make) in CHART_FILES {
                let charts = Arc::clone(charts);
                let path = format!("{folder}/charts/{}.{suffix}", id.as_str());
                self.add(&path, inputs.clone(), move || make(charts.one(id)?))?;
            }
        }
        for id in kit::charts(self.material.rescue) {
            let charts = Arc::clone(charts);
            let path = format!("{folder}/charts/{}-dark.png", id.as_str());
            self.add(&path, inputs.clone(), move || charts.one(id)?.png(Colours::Dark))?;
        }
        Ok(())
    }

    /// For links from other sites, which need a whole address.
    fn card(&mut self, folder: &str, charts: &Arc<Charts<'a>>, inputs: &Inputs) -> Result<(), Diagnostic> {
        if self.material.rescue.site.base_url.is_none() {
            return Ok(());
        }
        let (drawn, painted) = (Arc::clone(charts), Arc::clone(charts));
        self.add(&format!("{folder}/charts/card.svg"), inputs.clone(), move || {
            Ok(drawn.card()?.svg(Look::Auto).into_bytes())
        })?;
        self.add(&format!("{folder}/charts/card.png"), inputs.clone(), move || painted.card()?.png(Colours::Light))
    }

    fn contributors(&mut self) -> Result<(), Diagnostic> {
        let material = self.material;
        let all = self.inputs.all();
        self.add_page("contributors/index.html", all.clone(), move |path| material.contributors(path))?;
        for contributor in material.rescue.contributors.values() {
            let path = format!("contributors/{}/index.html", contributor.id);
            self.add_page(&path, all.clone(), move |path| material.contributor(path, contributor))?;
        }
        Ok(())
    }

    /// The methodology is there in every site: an author's own page of that name stands before its formulas.
    fn pages(&mut self) -> Result<(), Diagnostic> {
        let material = self.material;
        let (methodology, others): (Vec<&Article>, Vec<&Article>) =
            material.rescue.pages.iter().partition(|article| article.slug.as_str() == METHODOLOGY);
        for article in others {
            let path = site_path(&format!("{}/index.html", article.slug))?;
            let own = path.clone();
            let page = Artifact::new(path, self.page_inputs(article), move || material.page(&own, article));
            self.plan.add(page.asked_by(origin(article, Span::start_of(&article.source))));
        }
        let own = methodology.first().copied();
        let inputs = own.map_or_else(|| self.inputs.all(), |article| self.page_inputs(article));
        self.add_page(&format!("{METHODOLOGY}/index.html"), inputs, move |path| material.methodology(path, own))
    }

    fn page_inputs(&self, article: &Article) -> Inputs {
        let named = self.material.texts.page(&article.slug).into_iter().flat_map(|text| self.named(text));
        // Its head has the newest card.
        self.inputs.all().with(named)
    }

    fn data(&mut self) -> Result<(), Diagnostic> {
        let material = self.material;
        let (rescue, measures) = (material.rescue, material.measures);
        let all = self.inputs.all();
        let mut reports: Vec<(SitePath, Inputs)> = Vec::new();
        for (index, snapshot) in rescue.snapshots.iter().enumerate() {
            reports.push((report_file(&snapshot.slug)?, self.inputs.until(index)));
        }
        // The one file that has everything: as it would be in memory again, a report at a time.
        self.plan.add(Artifact::in_pieces(site_path("data/rescue.json")?, all.clone(), move |number, former| {
            data::rescue(rescue, measures, number, |index| {
                let found = reports.get(index).and_then(|(path, inputs)| former(path, inputs));
                found.map_or_else(
                    || to_json(&data::report(rescue, measures, index, &brief(rescue, measures, index))),
                    |found| (found.read)(),
                )
            })
        }));
        self.add("data/timeline.csv", all.clone(), move || Ok(data::timeline(rescue, measures).csv().into_bytes()))?;
        self.add("data/revisions.csv", all.clone(), move || Ok(data::revisions(rescue, measures).csv().into_bytes()))?;
        self.plan.add(Artifact::in_pieces(site_path("data/pledges.csv")?, all, move |number, _| {
            let rows = || data::pledges(rescue, measures, number..number + 1);
            let piece = || if number == 0 { rows().csv() } else { rows().csv_rows() };
            (number < rescue.snapshots.len()).then(|| Ok(piece().into_bytes()))
        }));
        Ok(())
    }
}

/// How one file of a chart is made.
type ChartFile = fn(&Figure) -> Result<Vec<u8>, Diagnostic>;

const CHART_FILES: [(&str, ChartFile); 5] = [
    ("svg", |figure| figure.svg(Layout::Page, Look::Auto).map(String::into_bytes)),
    ("png", |figure| figure.png(Colours::Light)),
    ("csv", |figure| Ok(figure.csv().into_bytes())),
    ("json", |figure| Ok(figure.json().into_bytes())),
    ("txt", |figure| Ok(figure.text().into_bytes())),
];

pub(super) fn origin(article: &Article, span: Span) -> Origin {
    Origin { file: article.source.path.clone(), span: Some(span) }
}

/// One report as data.
fn report_file(slug: &Slug) -> Result<SitePath, Diagnostic> {
    site_path(&format!("reports/{slug}/report.json"))
}

pub(super) fn site_path(path: &str) -> Result<SitePath, Diagnostic> {
    SitePath::new(path).ok_or_else(|| {
        Diagnostic::new(Code::InvalidAddress, format!("`{path}` cannot be a file of the site"))
            .hint("every system must be able to hold it: no `\\:<>\"|?*`, no control character, no dot or space at the end, not a device's name such as `con`, at most 255 bytes a name and 400 in all")
    })
}

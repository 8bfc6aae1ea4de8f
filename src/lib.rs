//! shortfall turns dated YAML snapshots of a rescue fund into a static report site: what was promised, how
//! surely, what was paid, what is still open and why it differs from last week.
//!
//! Data flows one way, one folder a stage:
//!
//! | stage | takes | gives |
//! | --- | --- | --- |
//! | 1 [`files`] | a folder | texts |
//! | 2 [`documents`] | texts | documents as typed, each scalar with its place |
//! | 3 [`rescue`] | documents | the validated rescue |
//! | 4 [`measures`] | the rescue | sums, coverage, claims against sums, exactly |
//! | 5 [`figures`] | rescue and measures | charts with words and tables |
//! | 6 [`pages`] | all of these | HTML, Markdown, JSON, CSV |
//! | 7 [`artifacts`] | pages | the plan: path, inputs, how to make it; rendered in parallel |
//! | 8 [`output`] | rendered artifacts | the published folder, exchanged in one step |
//!
//! No stage reaches back. Only [`files`] reads the disk and only [`output`] writes to it; everything between
//! is a function of values. All stages speak in [`quantities`] and [`diagnostics`], and to readers in a
//! [`language`]; [`commands`] is the program's outside.

pub mod artifacts;
pub mod commands;
pub mod diagnostics;
pub mod documents;
pub mod figures;
pub mod files;
pub mod language;
pub mod measures;
pub mod output;
pub mod pages;
pub mod quantities;
pub mod rescue;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use artifacts::{Artifact, Former, Keep, Links, Plan, Rendered, SitePath};
use diagnostics::{Diagnostic, Report};
use figures::Cards;
use files::{Files, Read};
use language::{Language, speak};
use measures::Measures;
use pages::{Brand, Languages, Lives, Material, Texts, Theme};
use rescue::Rescue;

/// A site's content, validated and measured: the first four stages.
#[derive(Debug)]
pub struct Study {
    /// What was read.
    pub files: Files,
    /// What it says.
    pub rescue: Rescue,
    /// What it comes to.
    pub measures: Measures,
    /// Its Markdown as HTML.
    pub texts: Texts,
    /// The templates it is shown with.
    pub theme: Theme,
    /// The author's own logo, icon and letters.
    pub brand: Brand,
    /// The cards of its reports.
    pub cards: Cards,
    /// What its interface speaks.
    pub language: Arc<Language>,
    /// Where the pledges of each contributor stand.
    pub lives: Lives,
}

/// Reads, validates and measures a site. `None` if the report has an error.
pub fn study(root: &Path, read: &Read<'_>, report: &mut Report) -> Option<Study> {
    study_files(files::load(root, read, report), report)
}

/// The same for files that were read already, or are not on the disk yet.
pub fn study_files(files: Files, report: &mut Report) -> Option<Study> {
    let theme = Theme::new(&files.templates).map_err(|found| report.extend(found)).ok();
    theme.iter().for_each(|theme| theme.find_strays(&files.templates, report));
    let languages = Languages::of(&files.templates, report);
    let documents = documents::read(&files, report);
    let language = languages.speak(documents.site.as_ref().and_then(|site| site.language.as_ref()), report);
    let rescue = rescue::gather(&documents, report)?;
    figures::check(&rescue, report);
    let brand = Brand::of(&rescue.site.appearance, &files.statics, report);
    // Of content with errors no number is true: it is not measured, and nothing is said of its sums.
    let measures = if report.has_errors() { None } else { measures::measure(&rescue, report) };
    let texts = speak(&language, || Texts::of(&rescue, measures.as_ref(), theme.as_ref(), report));
    if report.has_errors() {
        return None;
    }
    let measures = measures?;
    let (cards, lives) = (Cards::new(&rescue), Lives::of(&rescue, &measures));
    Some(Study { files, rescue, measures, texts, theme: theme?, brand, cards, language, lives })
}

/// Draws up and renders every file of the site, but for those of which a `former` site has the bytes. `planned` is told
/// every path; `keep` is handed each, on any thread, and what it leaves of it is returned in the order of the
/// paths. What does not forbid publishing goes to `warnings`.
///
/// # Errors
/// Every problem of every template and chart; nothing is returned then.
pub fn render<T: Send>(
    study: &Study,
    former: &Former<'_>,
    planned: impl FnOnce(&BTreeSet<SitePath>),
    keep: &Keep<'_, T>,
    warnings: &mut Report,
) -> Result<Vec<T>, Report> {
    let security = pages::security();
    let plan = sound_plan(study, &security)?;
    let paths = plan.paths().cloned().collect();
    planned(&paths);
    render_and_follow(plan, &paths, base(study), former, keep, warnings)
}

/// What a build would write, but for its pictures.
#[derive(Debug)]
pub struct Rehearsal<T> {
    /// Every path of the plan.
    pub paths: BTreeSet<SitePath>,
    /// What was kept of every file but pictures.
    pub kept: Vec<T>,
}

/// Renders everything but pictures: what a build would find, for the cost of its texts. `keep` is as in [`render`].
///
/// # Errors
/// As [`render`].
pub fn rehearse<T: Send>(study: &Study, keep: &Keep<'_, T>, warnings: &mut Report) -> Result<Rehearsal<T>, Report> {
    rehearse_after(study, &|_, _| None, |_| (), keep, warnings)
}

/// The same after a `former` site: what it has the bytes of is taken from it, pictures too. `planned` is as in [`render`].
///
/// # Errors
/// As [`render`].
pub fn rehearse_after<T: Send>(
    study: &Study,
    former: &Former<'_>,
    planned: impl FnOnce(&BTreeSet<SitePath>),
    keep: &Keep<'_, T>,
    warnings: &mut Report,
) -> Result<Rehearsal<T>, Report> {
    let security = pages::security();
    let plan = sound_plan(study, &security)?;
    let paths = plan.paths().cloned().collect();
    planned(&paths);
    let is_cheap = |artifact: &Artifact<'_>| {
        !artifact.path.as_str().ends_with(".png") || former(&artifact.path, &artifact.inputs).is_some()
    };
    let kept = render_and_follow(plan.retain(is_cheap), &paths, base(study), former, keep, warnings)?;
    Ok(Rehearsal { paths, kept })
}

/// Renders a plan and follows every address of what it gives. `paths` are those that addresses may lead to.
fn render_and_follow<T: Send>(
    plan: Plan<'_>,
    paths: &BTreeSet<SitePath>,
    base: Option<&str>,
    former: &Former<'_>,
    keep: &Keep<'_, T>,
    warnings: &mut Report,
) -> Result<Vec<T>, Report> {
    let links = Links::new(paths, base);
    let kept = plan.render(former, &|mut file| {
        links.look(&mut file)?;
        keep(file)
    })?;
    links.report(former, warnings)?;
    Ok(kept)
}

/// Makes one file of the site, if there is such a one and a `former` site does not have its bytes.
///
/// # Errors
/// Why it cannot be made.
pub fn make(study: &Study, path: &SitePath, former: &Former<'_>) -> Result<Option<Rendered>, Diagnostic> {
    let security = pages::security();
    // What is wrong with the plan as a whole is said by those who make all of it.
    plan(study, &security, &mut Report::default()).make(path, former)
}

/// Holds every newsletter kit against what inboxes and forums accept; what fails is a warning.
///
/// # Errors
/// As [`render`].
pub fn check_kits(study: &Study, warnings: &mut Report) -> Result<(), Report> {
    let security = pages::security();
    speak(&study.language, || artifacts::check_kits(&material(study, &security), warnings))?;
    Ok(())
}

/// Where the site will be published.
fn base(study: &Study) -> Option<&str> {
    study.rescue.site.base_url.as_deref()
}

fn material<'a>(study: &'a Study, security: &'a str) -> Material<'a> {
    let Study { rescue, measures, texts, theme, brand, cards, language, lives, .. } = study;
    Material { rescue, measures, texts, theme, brand, cards, language, lives, security }
}

fn sound_plan<'a>(study: &'a Study, security: &'a str) -> Result<Plan<'a>, Report> {
    let mut report = Report::default();
    let plan = plan(study, security, &mut report);
    if report.has_errors() { Err(report) } else { Ok(plan) }
}

/// The plan of every file of the site; nothing is made yet.
pub fn plan<'a>(study: &'a Study, security: &'a str, report: &mut Report) -> Plan<'a> {
    artifacts::plan(material(study, security), &study.files.statics, report)
}

//! Stage 7: the plan of everything a build writes, and its rendering in parallel.
//!
//! An [`Artifact`] is a path, the inputs it depends on, and how to make it. Nothing is made while the
//! plan is drawn up and nothing is written here: dry runs, caching, link checking and publishing all
//! work on the same list.

mod addresses;
mod aliases;
mod badges;
mod charts;
mod drawn;
mod embeds;
mod explained;
mod inputs;
mod kit;
mod links;
mod machines;
mod names;
mod ready;
mod recipe;
mod said;
mod site;
mod tags;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use crate::quantities::SitePath;
pub use inputs::{Inputs, Sources};
pub use kit::check_kits;
pub use links::Links;
pub use names::{MANIFEST, find_clashes};
pub use ready::{Content, Found, Pieces, Ready, Stamp, each};
pub use recipe::{Digested, Recipe, sha256};
pub use site::plan;

use crate::diagnostics::{Code, Diagnostic, Report, Span};
use crate::language::{Language, speak};

/// What makes an artifact's bytes: a pure function of what it captured. What holds other files may take them from where
/// they stand as they would be made.
enum Make<'a> {
    Whole(Box<MakeWhole<'a>>),
    Pieces(Box<MakePiece<'a>>),
}

type MakeWhole<'a> = dyn Fn(&Former<'_>) -> Result<Vec<u8>, Diagnostic> + Send + Sync + 'a;
type MakePiece<'a> = dyn Fn(usize, &Former<'_>) -> Option<Result<Vec<u8>, Diagnostic>> + Send + Sync + 'a;

/// A file that would be made as it stands: in the former site, or because it was made a moment ago.
pub type Former<'a> = dyn Fn(&SitePath, &Inputs) -> Option<Found<'a>> + Sync + 'a;

/// How many artifacts one core takes at most while another may have nothing left to do: the last ones planned show all
/// dates and take the longest. Those of one report stay together.
const MOST_AT_ONCE: usize = 8;

/// Takes each file, on any thread, and leaves of it what is returned.
pub type Keep<'a, T> = dyn Fn(Ready<'_>) -> Result<T, Diagnostic> + Sync + 'a;

/// One file of the site before it is made.
pub struct Artifact<'a> {
    /// Where it goes.
    pub path: SitePath,
    /// The files it comes from.
    pub inputs: Inputs,
    make: Make<'a>,
    origin: Option<Origin>,
    /// Its place among all that were added.
    place: usize,
}

/// The file that asks for an artifact's address, where it is not the program itself.
#[derive(Clone, Debug)]
pub struct Origin {
    /// From the site's root.
    pub file: String,
    /// Where in it, if it is a text.
    pub span: Option<Span>,
}

impl<'a> Artifact<'a> {
    /// An artifact that is made when the plan is rendered.
    pub fn new(
        path: SitePath,
        inputs: Inputs,
        make: impl Fn() -> Result<Vec<u8>, Diagnostic> + Send + Sync + 'a,
    ) -> Self {
        Self::holding(path, inputs, move |_| make())
    }

    /// The same of one that holds what other files have.
    pub(super) fn holding(
        path: SitePath,
        inputs: Inputs,
        make: impl Fn(&Former<'_>) -> Result<Vec<u8>, Diagnostic> + Send + Sync + 'a,
    ) -> Self {
        Self { path, inputs, make: Make::Whole(Box::new(make)), origin: None, place: 0 }
    }

    /// The same of a long one, which is made piece by piece.
    pub(super) fn in_pieces(
        path: SitePath,
        inputs: Inputs,
        make: impl Fn(usize, &Former<'_>) -> Option<Result<Vec<u8>, Diagnostic>> + Send + Sync + 'a,
    ) -> Self {
        Self { path, inputs, make: Make::Pieces(Box::new(make)), origin: None, place: 0 }
    }

    fn render<T>(
        self,
        former: &Former<'_>,
        keep: impl FnOnce(Ready<'_>) -> Result<T, Diagnostic>,
    ) -> Result<T, Diagnostic> {
        let Self { path, inputs, make, .. } = self;
        if let Some(found) = former(&path, &inputs) {
            return keep(Ready::new(path, inputs, Content::Found(found)));
        }
        match make {
            Make::Whole(make) => keep(Ready::new(path, inputs, Content::Whole(make(former)?))),
            Make::Pieces(make) => keep(Ready::new(path, inputs, Content::Pieces(&|number| make(number, former)))),
        }
    }

    /// The same, at an address that an author chose.
    #[must_use]
    pub fn asked_by(mut self, origin: Origin) -> Self {
        self.origin = Some(origin);
        self
    }
}

/// One file of the site, made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Where it goes.
    pub path: SitePath,
    /// The files it came from.
    pub inputs: Inputs,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file of the site without its bytes, once they have been handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where it goes.
    pub path: SitePath,
    /// The files it came from.
    pub inputs: Inputs,
    /// The digest of its bytes.
    pub sha256: String,
    /// How many there are.
    pub length: u64,
    /// The addresses in it that lead to a part of another page.
    pub fragments: Vec<String>,
}

impl Made {
    /// What is known of a file.
    #[must_use]
    pub fn of(file: &Rendered) -> Self {
        Self {
            path: file.path.clone(),
            inputs: file.inputs.clone(),
            sha256: sha256(&file.bytes),
            length: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
            fragments: Vec::new(),
        }
    }
}

/// Every artifact of a build, one for each path.
pub struct Plan<'a> {
    artifacts: BTreeMap<SitePath, Artifact<'a>>,
    clashes: Report,
    language: Arc<Language>,
}

impl<'a> Plan<'a> {
    /// A plan of nothing yet, for a site whose interface speaks a language.
    #[must_use]
    pub fn new(language: &Arc<Language>) -> Self {
        Self { artifacts: BTreeMap::new(), clashes: Report::default(), language: Arc::clone(language) }
    }

    /// Adds an artifact; a second one for the same path is a problem that rendering reports.
    pub fn add(&mut self, mut artifact: Artifact<'a>) {
        artifact.place = self.artifacts.len();
        let path = artifact.path.clone();
        let now = artifact.origin.clone();
        if let Some(former) = self.artifacts.insert(path.clone(), artifact) {
            let (one, other) = (names::told(former.origin.as_ref()), names::told(now.as_ref()));
            let problem = format!("`{path}` would be written twice: {one} and {other}");
            let problem = Diagnostic::new(Code::ArtifactClash, problem).hint("give one of them another name");
            self.clashes.push(names::placed(problem, &[now.as_ref(), former.origin.as_ref()]));
        }
    }

    /// Number of artifacts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.artifacts.len()
    }

    /// Whether there is nothing to make.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.artifacts.is_empty()
    }

    /// Keeps the artifacts that are wanted.
    #[must_use]
    pub fn retain(mut self, wanted: impl Fn(&Artifact<'a>) -> bool) -> Self {
        self.artifacts.retain(|_, artifact| wanted(artifact));
        self
    }

    /// Makes one file, if the plan has it and a former site does not have its bytes.
    ///
    /// # Errors
    /// Why it cannot be made.
    pub fn make(mut self, path: &SitePath, former: &Former<'_>) -> Result<Option<Rendered>, Diagnostic> {
        let artifact = self.artifacts.remove(path);
        speak(&self.language, || artifact.map(|artifact| artifact.render(former, |file| file.whole())).transpose())
    }

    /// Every path, in order.
    pub fn paths(&self) -> impl Iterator<Item = &SitePath> {
        self.artifacts.keys()
    }

    /// Makes every artifact on all cores, but for those of which a former site still has the bytes. `keep` is handed
    /// each, on any thread, and what it leaves of it is returned in the order of the paths: no more is held.
    ///
    /// # Errors
    /// All problems of all artifacts; then nothing is returned.
    pub fn render<T: Send>(self, former: &Former<'_>, keep: &Keep<'_, T>) -> Result<Vec<T>, Report> {
        let mut report = self.clashes;
        for (one, other) in names::clashes(self.artifacts.keys()) {
            let origin = |path: &str| self.artifacts.iter().find(|(key, _)| key.as_str() == path)?.1.origin.as_ref();
            let (former, now) = (origin(one), origin(other));
            let hint = format!("`{one}` is written {}, `{other}` {}", names::told(former), names::told(now));
            report.push(names::placed(names::clash(one, other).hint(hint), &[now, former]));
        }
        let language = self.language;
        // As they were planned: what shares a report's charts or kit stands together, and lets go of them together.
        let mut artifacts: Vec<(usize, Artifact<'a>)> = self.artifacts.into_values().enumerate().collect();
        artifacts.sort_by_key(|(_, artifact)| artifact.place);
        let make = |(at, artifact): (usize, Artifact<'a>)| (at, speak(&language, || artifact.render(former, keep)));
        let artifacts = artifacts.into_par_iter().with_max_len(MOST_AT_ONCE);
        let mut results: Vec<(usize, Result<T, Diagnostic>)> = artifacts.map(make).collect();
        results.sort_by_key(|(at, _)| *at);
        let kept = results.into_iter().filter_map(|(_, result)| report.keep(result)).collect();
        if report.has_errors() { Err(report) } else { Ok(kept) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn artifact(path: &str, result: Result<Vec<u8>, Diagnostic>) -> Artifact<'static> {
        Artifact::new(SitePath::new(path).unwrap(), Inputs::default().with(["b", "a"]), move || result.clone())
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let mut plan = Plan::new(&Arc::new(Language::english()));
        plan.add(artifact("a", Ok(vec![1])));
        plan.add(artifact("b", Err(Diagnostic::new(Code::Template, "one"))));
        plan.add(artifact("c", Err(Diagnostic::new(Code::Template, "two"))));
        assert_eq!(plan.render(&|_, _| None, &|file| file.whole()).unwrap_err().sorted().len(), 2);
    }

    #[test]
    fn two_artifacts_cannot_share_a_path() {
        let mut plan = Plan::new(&Arc::new(Language::english()));
        plan.add(artifact("a", Ok(vec![1])));
        plan.add(artifact("a", Ok(vec![2])));
        assert_eq!(plan.render(&|_, _| None, &|file| file.whole()).unwrap_err().sorted()[0].code, Code::ArtifactClash);
    }
}

//! One state of the site in memory. A file is made when a browser asks for it, or taken from the former edition if
//! its inputs are as they were; meanwhile all texts are, because that is how problems are found. Pictures wait.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::artifacts::{Found, Inputs, Made, Recipe, Rendered, SitePath, sha256};
use crate::diagnostics::{Diagnostic, Report};
use crate::output::{Manifest, Reuse};
use crate::rescue::base_path;
use crate::{Study, pages};

pub(super) struct Edition {
    /// Names it: the same content has the same.
    pub(super) id: String,
    study: Study,
    recipe: Recipe,
    /// Every path of the plan.
    paths: BTreeSet<SitePath>,
    /// What was made so far.
    files: Mutex<Files>,
    /// What can be taken from the edition before; `None` once it was.
    former: Mutex<Option<Arc<Former>>>,
}

type Files = BTreeMap<SitePath, Arc<Rendered>>;

struct Former {
    reuse: Reuse,
    files: Files,
}

impl Edition {
    /// The edition of what was read; nothing of it is made yet.
    pub(super) fn after(former: Option<&Self>, study: Study) -> Self {
        let recipe = Recipe::of(&study.files, &[]);
        let former = former.map(|former| {
            let files = lock(&former.files).clone();
            let made: Vec<Made> = files.values().map(|file| Made::of(file)).collect();
            let manifest = Manifest::new(&made, env!("CARGO_PKG_VERSION"), &former.recipe);
            Arc::new(Former { reuse: Reuse::after(Arc::new(manifest), &recipe), files })
        });
        // What is wrong with the plan is said when it is rehearsed.
        let paths = crate::plan(&study, &pages::security(), &mut Report::default()).paths().cloned().collect();
        let id = sha256(format!("{recipe:?}").as_bytes())[..16].to_owned();
        Self { id, study, recipe, paths, files: Mutex::default(), former: Mutex::new(former) }
    }

    /// Makes what was not asked for yet, but for pictures: how many files were not as in the former edition. Problems
    /// go to the report.
    pub(super) fn rehearse(&self, report: &mut Report) -> Option<usize> {
        let known = |path: &SitePath, inputs: &Inputs| self.known(path, inputs);
        let rehearsal = crate::rehearse_after(&self.study, &known, |_| (), &|file| file.whole(), report);
        let rendered = rehearsal.map_err(|found| report.extend(found)).ok()?.kept;
        let former = lock(&self.former).take();
        let is_same = |file: &&Rendered| {
            former.as_ref().is_some_and(|former| former.reuse.record(&file.path, &file.inputs).is_ok())
        };
        let made = rendered.len() - rendered.iter().filter(is_same).count();
        let mut files = lock(&self.files);
        for file in rendered {
            files.entry(file.path.clone()).or_insert_with(|| Arc::new(file));
        }
        Some(made)
    }

    /// Number of files.
    pub(super) fn len(&self) -> usize {
        self.paths.len()
    }

    /// The path within the folder where the site will be published.
    pub(super) fn below_base(&self, path: &SitePath) -> Option<SitePath> {
        let folder = base_path(self.study.rescue.site.base_url.as_ref()?).strip_prefix('/')?;
        SitePath::new(path.as_str().strip_prefix(folder)?.strip_prefix('/')?)
    }

    pub(super) fn has(&self, path: &SitePath) -> bool {
        self.paths.contains(path)
    }

    /// A file; one that nobody asked for yet is made now.
    pub(super) fn get(&self, path: &SitePath) -> Result<Option<Arc<Rendered>>, Diagnostic> {
        if let Some(file) = lock(&self.files).get(path) {
            return Ok(Some(Arc::clone(file)));
        }
        if !self.has(path) {
            return Ok(None);
        }
        let made = crate::make(&self.study, path, &|path, inputs| self.known(path, inputs))?.map(Arc::new);
        if let Some(file) = &made {
            lock(&self.files).insert(path.clone(), Arc::clone(file));
        }
        Ok(made)
    }

    /// What need not be made: of this edition, or of the former one if it is the same.
    fn known(&self, path: &SitePath, inputs: &Inputs) -> Option<Found<'static>> {
        if let Some(file) = lock(&self.files).get(path) {
            return Some(Found::in_memory(file));
        }
        let former = lock(&self.former).clone()?;
        let file = former.files.get(path)?;
        former.reuse.record(path, inputs).is_ok().then(|| Found::in_memory(file))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a thread that panicked left half done is at most a file that was not added.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

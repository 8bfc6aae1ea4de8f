//! One publication, from the first look at the output folder to the exchange.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::changes::{At, Changes, Taken};
use super::current::{self, Standing};
use super::disk;
use super::exchange;
use super::lock::Lock;
use super::manifest::{Manifest, Warnings};
use super::ownership::Former;
use super::pieces;
use super::place::Place;
use super::reuse::{Reuse, Trust};
use super::staging::Staging;
use super::{Published, Request};
use crate::artifacts::{Content, Found, Made, Ready, SitePath, find_clashes, sha256};
use crate::diagnostics::{Diagnostic, Report};

/// Makes the output folder hold exactly what it takes, the manifest, and what was never ours. Dropped before it is
/// finished, it leaves everything as it was.
#[derive(Debug)]
pub struct Publication<'a> {
    request: Request<'a>,
    place: Place,
    former: Former,
    /// What was taken so far.
    taken: Mutex<BTreeMap<SitePath, Taken>>,
    /// From the first file that differs on.
    begun: OnceLock<Result<Begun, Diagnostic>>,
    /// The first operation that failed; after it nothing is written.
    failure: OnceLock<Diagnostic>,
}

/// A new site is put together, and nobody else does so. What is dropped first stands first.
#[derive(Debug)]
struct Begun {
    staging: Staging,
    /// Read again: somebody may have published before the lock was ours.
    former: Former,
    _lock: Lock,
}

impl Begun {
    /// `known` is what was read of the output before.
    fn new(place: &Place, known: Option<&Former>) -> Result<Self, Diagnostic> {
        let lock = Lock::take(place)?;
        exchange::recover(place)?;
        let former = Former::read(place, known)?;
        Ok(Self { staging: Staging::begin(place)?, former, _lock: lock })
    }
}

impl<'a> Publication<'a> {
    /// Looks at the output folder. Nothing is written, unless an interrupted build is to be completed.
    ///
    /// # Errors
    /// [`OutputRefused`](crate::diagnostics::Code::OutputRefused) if the folder is not one that may be written;
    /// [`OutputFailed`](crate::diagnostics::Code::OutputFailed) if the disk fails or another build is publishing.
    pub fn open(request: Request<'a>) -> Result<Self, Diagnostic> {
        let place = Place::resolve(&request)?;
        let begun = OnceLock::new();
        if !place.is_quiet()? {
            begun.get_or_init(|| Begun::new(&place, None)).as_ref().map_err(Clone::clone)?;
        }
        let former = Former::read(&place, None)?;
        Ok(Self { request, place, former, taken: Mutex::default(), begun, failure: OnceLock::new() })
    }

    /// The site that stands there, if a build would write it again.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        let is_quiet = self.begun.get().is_none();
        is_quiet.then(|| current::standing(&self.place, &self.former, self.request.recipe)).flatten()
    }

    /// What of the former site is still true.
    #[must_use]
    pub fn reuse(&self, trust: Trust) -> Reuse {
        Reuse::of(&self.place, &self.former, self.request.recipe, trust)
    }

    /// Takes a file, on any thread: one that differs from what the output has is written into the staged copy. What
    /// the disk refuses is said when the publication is finished.
    ///
    /// # Errors
    /// What a file in pieces could not be made of.
    pub fn take(&self, file: &Ready<'_>) -> Result<Made, Diagnostic> {
        if self.failure.get().is_some() {
            return file.made();
        }
        match self.place_file(file) {
            Ok(taken) => {
                let made = Made {
                    path: file.path.clone(),
                    inputs: file.inputs.clone(),
                    sha256: taken.sha256.clone(),
                    length: taken.length,
                    fragments: file.fragments.clone(),
                };
                self.all_taken().insert(file.path.clone(), taken);
                Ok(made)
            }
            Err(problem) => {
                // Others may have failed at the same moment: one is enough.
                let _ = self.failure.set(problem);
                file.made()
            }
        }
    }

    /// A file that was taken already.
    #[must_use]
    pub fn taken(&self, path: &SitePath) -> Option<Found<'_>> {
        let Taken { at, sha256, length } = self.all_taken().get(path)?.clone();
        let path = path.clone();
        let read = Box::new(move || match (at, self.begun.get()) {
            (At::Staged, Some(Ok(begun))) => disk::read(&begun.staging.place_for(&path)?, length),
            _ => disk::read(&self.present(&path), length),
        });
        Some(Found { sha256, length, fragments: None, stamp: None, read })
    }

    fn all_taken(&self) -> MutexGuard<'_, BTreeMap<SitePath, Taken>> {
        // Of a thread that panicked, at most a file is missing.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn present(&self, path: &SitePath) -> PathBuf {
        self.place.output.join(path.as_str())
    }

    fn staging(&self) -> Result<&Staging, Diagnostic> {
        let begun = self.begun.get_or_init(|| Begun::new(&self.place, Some(&self.former))).as_ref();
        begun.map(|begun| &begun.staging).map_err(Clone::clone)
    }

    fn place_file(&self, file: &Ready<'_>) -> Result<Taken, Diagnostic> {
        let present = self.present(&file.path);
        if let Content::Found(Found { sha256, length, stamp: Some(stamp), .. }) = &file.content {
            return Ok(Taken { at: At::Standing(*stamp), sha256: sha256.clone(), length: *length });
        }
        // The stamp first: what is changed while it is compared has another one afterwards.
        let stamp = disk::stamp(&present);
        let at = |is_same: bool| stamp.filter(|_| is_same).map_or(At::Staged, At::Standing);
        match &file.content {
            Content::Pieces(pieces) => {
                let stage = || self.staging()?.place_for(&file.path);
                let written = pieces::write(*pieces, &present, stage)?;
                Ok(Taken { at: at(written.is_same), sha256: written.sha256, length: written.length })
            }
            _ => {
                let bytes = file.bytes()?;
                let is_same = stamp.is_some() && disk::holds(&present, &bytes)?;
                if !is_same {
                    disk::write_new(&self.staging()?.place_for(&file.path)?, &bytes)?;
                }
                Ok(Taken { at: at(is_same), sha256: sha256(&bytes), length: bytes.len() as u64 })
            }
        }
    }

    /// Puts the new site in place, if it is another one. `made` is all that was taken, and `warnings` what the build had
    /// to say, for the manifest.
    ///
    /// # Errors
    /// [`OutputRefused`](crate::diagnostics::Code::OutputRefused) if a file of other origin is in the way;
    /// [`ArtifactClash`](crate::diagnostics::Code::ArtifactClash) if two paths are one on some systems;
    /// [`OutputFailed`](crate::diagnostics::Code::OutputFailed) if the disk failed, another build is publishing or the
    /// output was changed meanwhile. The former site is then as it was.
    pub fn finish(self, made: &[Made], warnings: Warnings) -> Result<Published, Diagnostic> {
        refuse_clashes(made)?;
        let Self { request, place, former, taken, begun, failure } = self;
        if let Some(problem) = failure.into_inner() {
            return Err(problem);
        }
        let manifest = Manifest::new(made, request.version, request.recipe).saying(warnings).to_json();
        let taken = taken.into_inner().unwrap_or_else(PoisonError::into_inner);
        let begun = match begun.into_inner() {
            Some(begun) => begun?,
            // The manifest has every file's digest: only if it is the same can the rest be.
            None if former.has_manifest(&manifest) => {
                return Ok(Changes::between(&place, &former, &taken, &manifest)?.published(None));
            }
            None => Begun::new(&place, Some(&former))?,
        };
        let changes = Changes::between(&place, &begun.former, &taken, &manifest)?;
        if changes.is_none() {
            return Ok(changes.published(None));
        }
        begun.staging.complete(&begun.former, &changes, &manifest)?;
        exchange::put_in_place(&place, &begun.former)?;
        Ok(changes.published(begun.staging.finish()))
    }
}

/// A plan has refused these already; other callers of this stage have not.
fn refuse_clashes(made: &[Made]) -> Result<(), Diagnostic> {
    let mut report = Report::default();
    find_clashes(made.iter().map(|file| &file.path), &mut report);
    report.sorted().first().map_or(Ok(()), |problem| Err((*problem).clone()))
}

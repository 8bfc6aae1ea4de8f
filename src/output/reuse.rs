//! What of the former site is still true. The former output is the cache: a file whose program, options and inputs
//! are the same as then would be made the same, and is taken as it is if it is still what was written: told by its
//! length and the time of its last change, or else by its digest.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::disk;
use super::manifest::{self, FileRecord, InputsRecord, Manifest};
use super::ownership::Former;
use super::place::Place;
use crate::artifacts::{Found, Inputs, Recipe, SitePath, Sources, Stamp, sha256};

/// Where the site's own address is said.
const SITE: &str = "content/site.yaml";

/// The former site against the present inputs.
#[derive(Debug, Default)]
pub struct Reuse {
    output: PathBuf,
    /// When the manifest was written, after all else; nothing where only digests are to be trusted.
    written: Option<i128>,
    former: Option<Arc<Manifest>>,
    is_same_program: bool,
    /// Files that are new or have another digest.
    changed: BTreeSet<String>,
    /// What the first artifact that shares files finds out for all others.
    shared: OnceLock<Shared>,
    /// Whether addresses in pages that stand lead to files that are there; known once the plan is.
    links_hold: OnceLock<bool>,
}

/// What tells that a file is as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Its length and the time of its last change, where they are those of its build. A change that keeps both is not seen.
    Times,
    /// Its digest alone.
    Digests,
}

/// How far what many files come from is as it was.
#[derive(Debug)]
struct Shared {
    is_same_common: bool,
    are_same_articles: bool,
    /// How many snapshots, from the first, are as they were.
    same_snapshots: usize,
}

/// Why a file is made again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The former site has no such file.
    New,
    /// Another version of the program made it, or another option was given.
    Program,
    /// What nearly every page comes from is not what it was.
    Common,
    /// An author's report or page is new or not what it was.
    Articles,
    /// This snapshot is new or not what it was, or one before it.
    Snapshot(String),
    /// It comes from other files, or from this one that is not what it was.
    Input(String),
    /// Somebody changed it since.
    Edited,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("new"),
            Self::Program => f.write_str("made by another version of the program, or with other options"),
            Self::Common => f.write_str("what every page comes from changed"),
            Self::Articles => f.write_str("a report or page of an author changed"),
            Self::Snapshot(path) | Self::Input(path) => write!(f, "{path} changed"),
            Self::Edited => f.write_str("edited since it was built"),
        }
    }
}

impl Reuse {
    /// Against what was published to a place.
    pub(super) fn of(place: &Place, former: &Former, recipe: &Recipe, trust: Trust) -> Self {
        let reuse = former.manifest.clone().map(|manifest| Self::after(manifest, recipe));
        let written = (trust == Trust::Times).then(|| disk::stamp(&place.output.join(manifest::NAME))).flatten();
        let written = written.map(|stamp| stamp.changed);
        Self { output: place.output.clone(), written, ..reuse.unwrap_or_default() }
    }

    /// Against what stands in a folder, for one who does not publish. Where no site of ours is, nothing can be taken.
    #[must_use]
    pub fn standing_in(folder: &Path, recipe: &Recipe) -> Self {
        let path = folder.join(manifest::NAME);
        let written = disk::stamp(&path).map(|stamp| stamp.changed);
        let json = written.and_then(|_| disk::read(&path, manifest::LARGEST).ok());
        let former = json.and_then(|json| Manifest::parse(&json).ok());
        let reuse = former.map(|former| Self::after(Arc::new(former), recipe)).unwrap_or_default();
        Self { output: folder.to_owned(), written, ..reuse }
    }

    /// Against a former site of which somebody else has the bytes.
    #[must_use]
    pub fn after(former: Arc<Manifest>, recipe: &Recipe) -> Self {
        let is_same = |path: &String| former.inputs().get(path) == recipe.files.get(path);
        let changed: BTreeSet<String> = recipe.files.keys().filter(|path| !is_same(path)).cloned().collect();
        Self {
            output: PathBuf::new(),
            written: None,
            is_same_program: former.recipe() == recipe.program,
            changed,
            former: Some(former),
            shared: OnceLock::new(),
            links_hold: OnceLock::new(),
        }
    }

    fn shared(&self, former: &Manifest, sources: &Sources) -> &Shared {
        let same = |then: &[String], now: &[String]| then == now && !now.iter().any(|path| self.changed.contains(path));
        self.shared.get_or_init(|| Shared {
            is_same_common: same(former.common(), &sources.common),
            are_same_articles: same(former.articles(), &sources.articles),
            same_snapshots: (sources.snapshots.iter().zip(former.snapshots()))
                .take_while(|(now, then)| now == then && !self.changed.contains(*now))
                .count(),
        })
    }

    /// Told every path of the new site. If the former one had no address that leads nowhere, none of its files is gone and
    /// the site's own address is what it was, then an address in a page that stands can come to lead nowhere only in
    /// another page, and the page need not be read.
    pub fn announce(&self, paths: &BTreeSet<SitePath>) {
        let links_hold = |former: &Manifest| {
            former.warnings().broken_links == 0
                && !self.changed.contains(SITE)
                && former.files().keys().all(|path| paths.contains(path))
        };
        // There is one plan for a build. Who trusts digests alone does not trust what a manifest says of links either.
        let _ = self.links_hold.set(self.written.is_some() && self.former.as_deref().is_some_and(links_hold));
    }

    /// A file that would be made the same, in the output folder.
    ///
    /// # Errors
    /// Why it has to be made.
    pub fn find(&self, path: &SitePath, inputs: &Inputs) -> Result<Found<'_>, Reason> {
        let record = self.record(path, inputs)?;
        let on_disk = self.output.join(path.as_str());
        let stamp = Some(self.as_written(&on_disk, record).ok_or(Reason::Edited)?);
        let length = record.bytes;
        let read = Box::new(move || disk::read(&on_disk, length));
        let fragments = self.links_hold.get().is_some_and(|hold| *hold).then(|| record.fragments.clone());
        Ok(Found { sha256: record.sha256.clone(), length, fragments, stamp, read })
    }

    /// The state of a file, if it is still what was written.
    fn as_written(&self, on_disk: &Path, record: &FileRecord) -> Option<Stamp> {
        let stamp = disk::stamp(on_disk)?;
        // A copy of the folder may have other times than were written.
        let is_as_written = stamp.length == record.bytes
            && (self.written.is_some_and(|written| stamp.changed <= written)
                || disk::read(on_disk, record.bytes).is_ok_and(|bytes| sha256(&bytes) == record.sha256));
        is_as_written.then_some(stamp)
    }

    /// What is known of a file that would be made the same.
    ///
    /// # Errors
    /// Why it has to be made.
    pub fn record(&self, path: &SitePath, inputs: &Inputs) -> Result<&FileRecord, Reason> {
        let former = self.former.as_ref().ok_or(Reason::New)?;
        let record = former.files().get(path).ok_or(Reason::New)?;
        if !self.is_same_program {
            return Err(Reason::Program);
        }
        if inputs.has_common() {
            let shared = self.shared(former, inputs.sources());
            if !shared.is_same_common {
                return Err(Reason::Common);
            }
            if let Some(changed) = inputs.snapshots().get(shared.same_snapshots) {
                return Err(Reason::Snapshot(changed.clone()));
            }
            if inputs.has_articles() && !shared.are_same_articles {
                return Err(Reason::Articles);
            }
        }
        if let Some(changed) = inputs.own().iter().find(|path| self.changed.contains(*path)) {
            return Err(Reason::Input(changed.clone()));
        }
        if record.inputs != InputsRecord::of(inputs) {
            return Err(Reason::Input("the list of its inputs".to_owned()));
        }
        Ok(record)
    }
}

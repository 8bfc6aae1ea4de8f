//! What has to happen to the output folder, file by file. Nothing is written here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use rayon::prelude::*;

use super::Published;
use super::disk::{self, Kind, Seen};
use super::manifest::{self, FileRecord};
use super::ownership::Former;
use super::place::Place;
use crate::artifacts::{SitePath, Stamp, sha256};
use crate::diagnostics::{Code, Diagnostic};

/// How many files in the way are named at once.
const NAMED: usize = 10;

/// A file of the new site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) at: At,
    pub(super) sha256: String,
    pub(super) length: u64,
}

/// Where a file of the new site is, since it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// The output has it with the same bytes; its length and the time of its last change then.
    Standing(Stamp),
    /// It was written into the staged copy.
    Staged,
}

/// What has to happen to make the output folder the new site, besides the files that are staged.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Files that are as they should be.
    pub(super) unchanged: Vec<PathBuf>,
    /// What is not ours and moves along, in order. Folders only where they are empty.
    pub(super) carry: Vec<(PathBuf, Kind)>,
    /// Every folder that is there now.
    pub(super) folders: Vec<PathBuf>,
    staged: usize,
    removed: usize,
    kept: Vec<SitePath>,
    other_manifest: bool,
}

/// What becomes of something in the output folder.
enum Fate {
    Unchanged,
    Replaced,
    Removed,
    /// Of a former site, edited since, and not part of the new one.
    Kept,
    /// Never ours.
    Foreign,
    InTheWay,
    /// It was as it should be, and is no more.
    Lost,
}

/// What was made and what a former build wrote.
struct Known<'a> {
    taken: &'a BTreeMap<SitePath, Taken>,
    former: Option<&'a BTreeMap<SitePath, FileRecord>>,
}

impl Changes {
    /// Looks at everything that is there. Refuses to overwrite what no build wrote.
    pub(super) fn between(
        place: &Place,
        former: &Former,
        taken: &BTreeMap<SitePath, Taken>,
        manifest: &[u8],
    ) -> Result<Self, Diagnostic> {
        let entries = if former.exists { disk::walk(&place.output, usize::MAX)? } else { Vec::new() };
        Self::among(entries, place, former, taken, manifest)
    }

    /// The same of what is listed there.
    pub(super) fn among(
        entries: Vec<(PathBuf, Kind)>,
        place: &Place,
        former: &Former,
        taken: &BTreeMap<SitePath, Taken>,
        manifest: &[u8],
    ) -> Result<Self, Diagnostic> {
        let known = Known { taken, former: former.manifest.as_ref().map(|manifest| manifest.files()) };
        let (folders, entries) = apart(entries);
        // One look tells all: most of a publication's time goes to what did not change.
        let judge = |(path, kind): &(PathBuf, Kind)| -> Result<_, Diagnostic> {
            let on_disk = place.output.join(path);
            let seen = disk::see(&on_disk)?;
            Ok((seen.is_mounted, known.fate(&on_disk, path, *kind, seen)?))
        };
        let judged: Vec<(bool, Fate)> = entries.par_iter().map(judge).collect::<Result<_, _>>()?;

        let staged = taken.values().filter(|taken| taken.at == At::Staged).count();
        let other_manifest = !former.has_manifest(manifest);
        if staged > 0 || other_manifest {
            let mounted = entries.iter().zip(&judged).find(|(_, (is_mounted, _))| *is_mounted);
            refuse_mounted(place, &folders, mounted.map(|((path, _), _)| path.as_path()))?;
        }
        let mut changes = Self { folders, staged, other_manifest, ..Self::default() };
        let mut in_the_way = Vec::new();
        for ((path, kind), (_, fate)) in entries.into_iter().zip(judged) {
            match fate {
                Fate::Unchanged => changes.unchanged.push(path),
                Fate::Replaced | Fate::Lost => {}
                Fate::Removed => changes.removed += 1,
                Fate::InTheWay => in_the_way.push(path),
                Fate::Kept => {
                    changes.kept.extend(known.former(&path).map(|(path, _)| path.clone()));
                    changes.carry.push((path, kind));
                }
                Fate::Foreign => changes.carry.push((path, kind)),
            }
        }
        in_the_way.extend(known.crossed(&changes.carry));
        refuse_in_the_way(place, &in_the_way)?;
        if changes.unchanged.len() + staged < taken.len() {
            changes.add_otherwise_spelt(place, taken);
        }
        if changes.unchanged.len() + staged < taken.len() {
            return Err(changed_meanwhile(place));
        }
        Ok(changes)
    }

    /// Where case is ignored, a file is found by its new name and listed by its former one. It is as it should be, and the
    /// new site calls it as the author now does.
    fn add_otherwise_spelt(&mut self, place: &Place, taken: &BTreeMap<SitePath, Taken>) {
        let listed: BTreeSet<PathBuf> = self.unchanged.iter().cloned().collect();
        let others = taken.iter().map(|(path, taken)| (PathBuf::from(path.as_str()), taken));
        let others = others.filter(|(path, _)| !listed.contains(path));
        let standing = others.filter_map(|(path, taken)| match taken.at {
            At::Standing(then) => (disk::stamp(&place.output.join(&path)) == Some(then)).then_some(path),
            At::Staged => None,
        });
        self.unchanged.extend(standing);
    }

    /// Whether the output folder is already as it should be.
    pub(super) const fn is_none(&self) -> bool {
        // With the same manifest, former and new files have the same paths.
        self.staged == 0 && !self.other_manifest
    }

    /// The account of it, once it has been done.
    pub(super) fn published(self, leftover: Option<PathBuf>) -> Published {
        Published {
            changed: !self.is_none(),
            written: self.staged,
            unchanged: self.unchanged.len(),
            removed: self.removed,
            kept: self.kept,
            leftover,
        }
    }
}

impl<'a> Known<'a> {
    fn taken(&self, path: &Path) -> Option<&'a Taken> {
        self.taken.get(in_site(path)?.as_ref())
    }

    fn former(&self, path: &Path) -> Option<(&'a SitePath, &'a FileRecord)> {
        self.former?.get_key_value(in_site(path)?.as_ref())
    }

    fn fate(&self, on_disk: &Path, path: &Path, kind: Kind, seen: Seen) -> Result<Fate, Diagnostic> {
        let is_file = kind == Kind::File;
        Ok(match (self.taken(path).map(|taken| taken.at), self.former(path)) {
            (Some(_), _) if !is_file => Fate::InTheWay,
            (Some(At::Standing(then)), _) if seen.stamp == Some(then) => Fate::Unchanged,
            (Some(At::Standing(_)), _) => Fate::Lost,
            (Some(At::Staged), Some(_)) => Fate::Replaced,
            (Some(At::Staged), None) => Fate::InTheWay,
            (None, Some((_, record)))
                if is_file && disk::has(on_disk, record.bytes, |bytes| sha256(bytes) == record.sha256)? =>
            {
                Fate::Removed
            }
            (None, Some(_)) => Fate::Kept,
            (None, None) => Fate::Foreign,
        })
    }

    /// What is carried over although a folder is needed in its place, or a file in place of its folder.
    fn crossed(&self, carried: &[(PathBuf, Kind)]) -> Vec<PathBuf> {
        let crosses = |path: &Path, kind: Kind| {
            let under_a_file = path.ancestors().skip(1).any(|folder| self.taken(folder).is_some());
            under_a_file || (kind != Kind::Folder && self.needs_folder(path))
        };
        carried.iter().filter(|(path, kind)| crosses(path, *kind)).map(|(path, _)| path.clone()).collect()
    }

    /// Whether a file of the new site lies below.
    fn needs_folder(&self, path: &Path) -> bool {
        let Some(folder) = in_site(path).map(|path| format!("{path}/")) else { return false };
        let below = (Bound::Included(folder.as_str()), Bound::Unbounded);
        self.taken.range::<str, _>(below).next().is_some_and(|(path, _)| path.as_str().starts_with(&folder))
    }
}

/// What is found on disk as an address of the site; none of ours has a name that is no text.
fn in_site(path: &Path) -> Option<Cow<'_, str>> {
    let text = path.to_str()?;
    Some(if MAIN_SEPARATOR == '/' { text.into() } else { text.replace(MAIN_SEPARATOR, "/").into() })
}

/// Folders, and what has a fate: everything else but the manifest, with folders only where they are empty. What a folder
/// holds follows it.
fn apart(entries: Vec<(PathBuf, Kind)>) -> (Vec<PathBuf>, Vec<(PathBuf, Kind)>) {
    let (mut folders, mut others) = (Vec::new(), Vec::with_capacity(entries.len()));
    let mut entries = entries.into_iter().peekable();
    while let Some((path, kind)) = entries.next() {
        if kind == Kind::Folder {
            let is_filled = entries.peek().is_some_and(|(next, _)| next.parent() == Some(path.as_path()));
            folders.push(path.clone());
            if is_filled {
                continue;
            }
        }
        if path != Path::new(manifest::NAME) {
            others.push((path, kind));
        }
    }
    (folders, others)
}

/// What is mounted in the output would move away with the former site and be emptied with it. Of what is in the folders
/// it is known already.
fn refuse_mounted(place: &Place, folders: &[PathBuf], within: Option<&Path>) -> Result<(), Diagnostic> {
    let mounted: Result<Vec<bool>, _> =
        folders.par_iter().map(|folder| Ok(disk::see(&place.output.join(folder))?.is_mounted)).collect();
    let folder = folders.iter().zip(mounted?).find(|(_, is_mounted)| *is_mounted).map(|(folder, _)| folder.as_path());
    let Some(path) = folder.or(within) else { return Ok(()) };
    let message = format!("something is mounted on `{}`, within the output folder", place.shown(path));
    Err(Diagnostic::new(Code::OutputRefused, message)
        .hint("the output is exchanged as a whole: mount it elsewhere, or undo the mount while a build runs"))
}

fn changed_meanwhile(place: &Place) -> Diagnostic {
    let message = format!("`{}` was changed while the new site was made", place.shown.display());
    Diagnostic::new(Code::OutputFailed, message).hint("build again")
}

fn refuse_in_the_way(place: &Place, paths: &[PathBuf]) -> Result<(), Diagnostic> {
    let Some((first, others)) = paths.split_first() else { return Ok(()) };
    let mut diagnostic = Diagnostic::new(
        Code::OutputRefused,
        format!("`{}` is in the way of a file of the site, and no build wrote it", place.shown(first)),
    );
    for path in others.iter().take(NAMED) {
        diagnostic = diagnostic.hint(format!("so is `{}`", place.shown(path)));
    }
    if others.len() > NAMED {
        diagnostic = diagnostic.hint(format!("and {} more", others.len() - NAMED));
    }
    Err(diagnostic.hint("move it away, or into `content/static/` if it belongs to the site"))
}

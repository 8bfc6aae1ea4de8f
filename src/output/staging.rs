//! The folder beside the output where a new site is put together.
//!
//! It is a wrapper: `site/` is what will be exchanged, `former/` holds the old site while two renames are
//! under way, and a marker says that all of it is ours to delete. The marker is beside the site and not in
//! it, so there is no moment at which a published folder has it or a folder of ours lacks it.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::changes::Changes;
use super::disk::{self, Kind};
use super::manifest;
use super::ownership::Former;
use super::place::Place;
use crate::artifacts::SitePath;
use crate::diagnostics::{Code, Diagnostic};

const MARKER: &str = "made-by-shortfall";
const MARKER_TEXT: &[u8] = b"A site is put together here before it is published.\n\
    The next build completes or deletes this folder. Do not delete it while `former` is in it and the\n\
    output folder is missing: that is the site.\n";

/// The site that will be exchanged with the output.
pub(super) fn site(place: &Place) -> PathBuf {
    place.staging().join("site")
}

/// Where the former site waits while two renames are under way.
pub(super) fn former(place: &Place) -> PathBuf {
    place.staging().join("former")
}

/// A new site that is put together. Dropped, it is deleted.
#[derive(Debug)]
pub(super) struct Staging {
    place: Place,
}

impl Staging {
    /// Makes the folder for it.
    pub(super) fn begin(place: &Place) -> Result<Self, Diagnostic> {
        disk::create_folder(&place.staging())?;
        let staging = Self { place: place.clone() };
        disk::write_new(&place.staging().join(MARKER), MARKER_TEXT)?;
        disk::create_folder(&site(place))?;
        Ok(staging)
    }

    /// Where a file is written that the output does not have, or has with other bytes; from any thread.
    pub(super) fn place_for(&self, path: &SitePath) -> Result<PathBuf, Diagnostic> {
        self.sides(Path::new(path.as_str())).map(|(_, to)| to)
    }

    /// Adds all else and waits until the new site is on the disk.
    pub(super) fn complete(&self, former: &Former, changes: &Changes, manifest: &[u8]) -> Result<(), Diagnostic> {
        self.carry(changes)?;
        disk::write_new(&site(&self.place).join(manifest::NAME), manifest)?;
        if former.exists {
            self.copy_permissions(changes)?;
        }
        disk::flush(&site(&self.place))
    }

    /// Deletes what is left once the new site is in place. What could not be deleted is returned.
    pub(super) fn finish(self) -> Option<PathBuf> {
        discard(&self.place).err().map(|_| self.place.staging())
    }

    fn carry(&self, changes: &Changes) -> Result<(), Diagnostic> {
        self.link(&changes.unchanged)?;
        for (path, kind) in &changes.carry {
            let (from, to) = self.sides(path)?;
            match kind {
                Kind::File => disk::link(&from, &to)?,
                Kind::Folder => disk::create_folders(&to)?,
                Kind::Link => disk::copy_symlink(&from, &to)?,
                Kind::Other => disk::link_special(&from, &to)?,
            }
        }
        Ok(())
    }

    /// The folders first, each once: what a site has most of is files that did not change.
    fn link(&self, paths: &[PathBuf]) -> Result<(), Diagnostic> {
        let site = site(&self.place);
        let mut folders: Vec<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
        folders.dedup();
        folders.into_par_iter().try_for_each(|folder| disk::create_folders(&site.join(folder)))?;
        paths.par_iter().try_for_each(|path| disk::link(&self.place.output.join(path), &site.join(path)))
    }

    /// Somebody may have opened the folders to a group or closed them to all others.
    fn copy_permissions(&self, changes: &Changes) -> Result<(), Diagnostic> {
        let site = site(&self.place);
        let copy = |folder: &Path| {
            let (from, to) = (self.place.output.join(folder), site.join(folder));
            if disk::kind(&to)? == Some(Kind::Folder) { disk::copy_permissions(&from, &to) } else { Ok(()) }
        };
        changes.folders.par_iter().try_for_each(|folder| copy(folder))?;
        copy(Path::new(""))
    }

    /// A path in the output and in the new site, where the folder for it is made.
    fn sides(&self, path: &Path) -> Result<(PathBuf, PathBuf), Diagnostic> {
        let to = site(&self.place).join(path);
        if let Some(folder) = to.parent() {
            disk::create_folders(folder)?;
        }
        Ok((self.place.output.join(path), to))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // As well as possible: the next run tries again and says so if it cannot.
        let _ = discard(&self.place);
    }
}

/// Deletes the folder if it is ours and not the only place where the former site is.
pub(super) fn discard(place: &Place) -> Result<(), Diagnostic> {
    let folder = place.staging();
    refuse_foreign(place)?;
    if disk::kind(&former(place))? == Some(Kind::Folder) && disk::kind(&place.output)?.is_none() {
        return Ok(());
    }
    disk::remove_tree(&site(place))?;
    disk::remove_tree(&former(place))?;
    // The marker goes last, so that what is left of an interrupted deletion is still known as ours.
    disk::remove_file(&folder.join(MARKER))?;
    disk::remove_empty(&folder)
}

/// Refuses a folder of that name that has no marker of ours and is not empty either.
pub(super) fn refuse_foreign(place: &Place) -> Result<(), Diagnostic> {
    let folder = place.staging();
    let ours = match disk::kind(&folder)? {
        None => true,
        Some(Kind::Folder) => {
            let marker = folder.join(MARKER);
            disk::kind(&marker)? == Some(Kind::File) || disk::walk(&folder, 1)?.is_empty()
        }
        Some(_) => false,
    };
    if ours {
        return Ok(());
    }
    let message = format!("`{}` is in the way and was not made by a build", folder.display());
    Err(Diagnostic::new(Code::OutputRefused, message).hint("move it away: a new site is put together there"))
}

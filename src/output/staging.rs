//! The folder beside the output where a new site is put together.
//!
//! It is a wrapper: `site/` is what will be exchanged, `former/` holds the old site while two renames are
//! under way, and a marker says that all of it is ours to delete. The marker is beside the site and not in
//! it, so there is no moment at which a published folder has it or a folder of ours lacks it.

use std::path::{Path, PathBuf};

use super::changes::Changes;
use super::disk::{self, Kind};
use super::manifest;
use super::ownership::Former;
use super::place::Place;
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

/// A complete new site, not yet published. Dropped, it is deleted.
#[derive(Debug)]
pub(super) struct Staging<'a> {
    place: &'a Place,
}

impl<'a> Staging<'a> {
    /// Puts the new site together and waits until it is on the disk.
    pub(super) fn fill(
        place: &'a Place,
        former: &Former,
        changes: &Changes<'_>,
        manifest: &[u8],
    ) -> Result<Self, Diagnostic> {
        disk::create_folder(&place.staging())?;
        let staging = Self { place };
        disk::write_new(&place.staging().join(MARKER), MARKER_TEXT)?;
        disk::create_folder(&site(place))?;
        staging.carry(changes)?;
        staging.write(changes)?;
        disk::write_new(&site(place).join(manifest::NAME), manifest)?;
        if former.exists {
            staging.copy_permissions(changes)?;
        }
        disk::flush(&site(place))?;
        Ok(staging)
    }

    /// Deletes what is left once the new site is in place. What could not be deleted is returned.
    pub(super) fn finish(self) -> Option<PathBuf> {
        discard(self.place).err().map(|_| self.place.staging())
    }

    fn carry(&self, changes: &Changes<'_>) -> Result<(), Diagnostic> {
        for path in &changes.unchanged {
            let (from, to) = self.sides(path)?;
            disk::link(&from, &to)?;
        }
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

    fn write(&self, changes: &Changes<'_>) -> Result<(), Diagnostic> {
        for file in &changes.write {
            let (_, to) = self.sides(Path::new(file.path.as_str()))?;
            disk::write_new(&to, &file.bytes)?;
        }
        Ok(())
    }

    /// Somebody may have opened the folders to a group or closed them to all others.
    fn copy_permissions(&self, changes: &Changes<'_>) -> Result<(), Diagnostic> {
        let site = site(self.place);
        for folder in changes.folders.iter().map(PathBuf::as_path).chain([Path::new("")]) {
            let (from, to) = (self.place.output.join(folder), site.join(folder));
            if disk::kind(&to)? == Some(Kind::Folder) {
                disk::copy_permissions(&from, &to)?;
            }
        }
        Ok(())
    }

    /// A path in the output and in the new site, where the folder for it is made.
    fn sides(&self, path: &Path) -> Result<(PathBuf, PathBuf), Diagnostic> {
        let to = site(self.place).join(path);
        if let Some(folder) = to.parent() {
            disk::create_folders(folder)?;
        }
        Ok((self.place.output.join(path), to))
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // As well as possible: the next run tries again and says so if it cannot.
        let _ = discard(self.place);
    }
}

/// Deletes the folder if it is ours and not the only place where the former site is.
pub(super) fn discard(place: &Place) -> Result<(), Diagnostic> {
    let folder = place.staging();
    refuse_foreign(place)?;
    if disk::kind(&former(place))?.is_some() && disk::kind(&place.output)?.is_none() {
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

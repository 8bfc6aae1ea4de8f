//! Stage 8: publishing. Readers find the old site or the new one, never a mixture.
//!
//! Each file is compared with the output folder as soon as it is made, and let go. If nothing differs, nothing
//! is written, not even a staged copy. Otherwise the new site is put together in a folder beside the output:
//! files that differ are written there at once, unchanged files and files of other origin follow as hard links
//! to the present ones, and the two folders are exchanged in one step. An error before that step leaves the
//! former site as it was.
//!
//! The exchange is one system call on Linux and macOS. Other systems, and file systems that cannot do it,
//! get two renames: between them the output is absent for a moment, and if the program is stopped there,
//! the next run completes it. That is the difference in guarantee.
//!
//! The exchange gives the output folder a new identity under the same name: a shell that stands in it or
//! a container that mounts it keeps looking at the former one. Mount the folder above instead.
//!
//! What a command writes for an author (a new snapshot, a first site) is new files only, in `authored.rs`.
//!
//! This is the only module that writes to the disk, and within it only `disk.rs` and what is below it do.

mod authored;
mod changes;
mod current;
mod dated;
mod disk;
mod exchange;
#[cfg(test)]
mod fault;
mod lock;
mod manifest;
mod ownership;
mod pieces;
mod place;
mod publication;
mod reuse;
mod single;
mod staging;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use authored::{Authored, refuse_existing, refuse_filled, replace_authored, write_authored};
pub use current::Standing;
pub use dated::{ReportChanges, compare_all, compare_dated, leads_on};
pub use manifest::{FileRecord, InputsRecord, LARGEST as LARGEST_MANIFEST, Manifest, NotOurs, Warnings};
pub use publication::Publication;
pub use reuse::{Reason, Reuse, Trust};
pub use single::write_file;

use crate::artifacts::{Recipe, SitePath};

/// Where to publish, and for which site.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The output folder; it may be absent.
    pub folder: &'a Path,
    /// The site's root, where `content/` is.
    pub root: &'a Path,
    /// The program's version, for the manifest.
    pub version: &'a str,
    /// What decided the bytes, for the manifest.
    pub recipe: &'a Recipe,
}

/// What publishing did. The counts are of rendered files; the manifest is in none of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that are as they were, the very same on disk.
    pub unchanged: usize,
    /// Files of the former site that this build does not have.
    pub removed: usize,
    /// Files of the former site that this build does not have either but that somebody has edited since:
    /// they stay, and are no longer ours.
    pub kept: Vec<SitePath>,
    /// Whether anything was written or removed, be it the manifest alone.
    pub changed: bool,
    /// What could not be deleted after the new site was in place; the next run tries again.
    pub leftover: Option<PathBuf>,
}

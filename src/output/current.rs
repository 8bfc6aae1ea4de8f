//! Whether the output is what a build would write again, told without making anything: by the digests of what would be
//! read, and by the length and the time of what was written.

use rayon::prelude::*;

use super::disk;
use super::manifest::{self, Warnings};
use super::ownership::Former;
use super::place::Place;
use crate::artifacts::Recipe;

/// A site that stands as it would be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many files it has.
    pub files: usize,
    /// What its build had to say.
    pub warnings: Warnings,
}

/// The site in the output folder, if program, options and every file that was read are as they were, and none of its own
/// files has another length or was changed after the manifest was. A change that keeps both is not seen: who wants
/// certainty compares the bytes.
pub(super) fn standing(place: &Place, former: &Former, recipe: &Recipe) -> Option<Standing> {
    let former = former.manifest.as_ref()?;
    if former.recipe() != recipe.program || *former.inputs() != recipe.files {
        return None;
    }
    let written = disk::stamp(&place.output.join(manifest::NAME))?.changed;
    let is_as_written = former.files().par_iter().all(|(path, record)| {
        disk::stamp(&place.output.join(path.as_str()))
            .is_some_and(|stamp| stamp.length == record.bytes && stamp.changed <= written)
    });
    is_as_written.then(|| Standing { files: former.files().len(), warnings: former.warnings() })
}

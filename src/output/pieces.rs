//! A file that comes piece by piece, since all of it at once would be long in memory. As far as it is the same as the
//! one that stands nothing is written; from the first difference on, a new one is.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::disk;
use crate::artifacts::{Digested, Pieces, each};
use crate::diagnostics::Diagnostic;

/// What became of the pieces.
pub(super) struct Written {
    /// Whether the present file holds just them; then nothing was written.
    pub(super) is_same: bool,
    pub(super) sha256: String,
    pub(super) length: u64,
}

/// Holds pieces against the `present` file. `stage` says where a file that differs is written.
pub(super) fn write(
    pieces: &Pieces<'_>,
    present: &Path,
    stage: impl Fn() -> Result<PathBuf, Diagnostic>,
) -> Result<Written, Diagnostic> {
    let mut standing = disk::stamp(present).map(|_| disk::open(present)).transpose()?;
    let mut staged: Option<(PathBuf, File)> = None;
    let mut digest = Digested::default();
    for piece in each(pieces) {
        let piece = piece?;
        if let Some(file) = &mut standing {
            if disk::goes_on(file, present, &piece)? {
                digest.add(&piece);
                continue;
            }
            standing = None;
        }
        let (path, file) = match &mut staged {
            Some(staged) => staged,
            none => none.insert(begin(stage()?, present, digest.length())?),
        };
        disk::write_on(file, path, &piece)?;
        digest.add(&piece);
    }
    let is_same = match &mut standing {
        Some(file) => disk::ends(file, present)?,
        None => false,
    };
    if !is_same {
        let (path, file) = match staged {
            Some(staged) => staged,
            None => begin(stage()?, present, digest.length())?,
        };
        disk::close(&file, &path)?;
    }
    let (sha256, length) = digest.close();
    Ok(Written { is_same, sha256, length })
}

/// A new file that begins as the present one does.
fn begin(path: PathBuf, present: &Path, length: u64) -> Result<(PathBuf, File), Diagnostic> {
    let mut file = disk::create_new(&path)?;
    if length > 0 {
        disk::copy_start(present, length, &mut file, &path)?;
    }
    Ok((path, file))
}

//! The one place where files are opened for reading.

#![allow(clippy::disallowed_methods, reason = "the one file that reads the disk")]

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Reads a whole file, or fails with [`io::ErrorKind::FileTooLarge`] without reading past the limit.
///
/// # Errors
/// What the system says.
pub fn read_limited(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The same of a file that somebody else put there: nobody waits for what a pipe or a device might say, and no link is followed.
///
/// # Errors
/// What the system says.
pub fn read_plain(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    if !path.symlink_metadata()?.is_file() {
        return Err(io::Error::other("it is not a plain file"));
    }
    read_limited(path, limit)
}

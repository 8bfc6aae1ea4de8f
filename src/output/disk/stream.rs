//! A file that is read or written piece by piece.

#![allow(clippy::disallowed_methods, reason = "part of the one file that writes to the disk")]

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use super::{failed, flush_early, open_plain, step};
use crate::diagnostics::Diagnostic;

/// Opens a file to be read.
pub(in crate::output) fn open(path: &Path) -> Result<File, Diagnostic> {
    step().and_then(|()| open_plain(path)).map_err(|error| failed("read", path, &error))
}

/// Whether an open file goes on with these bytes.
pub(in crate::output) fn goes_on(file: &mut File, path: &Path, bytes: &[u8]) -> Result<bool, Diagnostic> {
    let mut next = Vec::with_capacity(bytes.len());
    let read = step().and_then(|()| file.take(bytes.len() as u64).read_to_end(&mut next));
    read.map_err(|error| failed("read", path, &error))?;
    Ok(next == bytes)
}

/// Whether an open file was read to its end.
pub(in crate::output) fn ends(file: &mut File, path: &Path) -> Result<bool, Diagnostic> {
    let more = step().and_then(|()| file.read(&mut [0]));
    Ok(more.map_err(|error| failed("read", path, &error))? == 0)
}

/// Makes a file that must not be there yet, to be written piece by piece.
pub(in crate::output) fn create_new(path: &Path) -> Result<File, Diagnostic> {
    step().and_then(|()| File::create_new(path)).map_err(|error| failed("write", path, &error))
}

/// Writes the next piece of a file.
pub(in crate::output) fn write_on(file: &mut File, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    step().and_then(|()| file.write_all(bytes)).map_err(|error| failed("write", path, &error))
}

/// Writes what another file begins with.
pub(in crate::output) fn copy_start(from: &Path, length: u64, file: &mut File, to: &Path) -> Result<(), Diagnostic> {
    let copied = io::copy(&mut open(from)?.take(length), file);
    step().and(copied).map(|_| ()).map_err(|error| failed("write", to, &error))
}

/// Ends a file that was written piece by piece.
pub(in crate::output) fn close(file: &File, path: &Path) -> Result<(), Diagnostic> {
    step().and_then(|()| flush_early(file)).map_err(|error| failed("write", path, &error))
}

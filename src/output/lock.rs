//! One build at a time publishes to a folder.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::PathBuf;

use super::disk;
use super::place::Place;
use crate::diagnostics::{Code, Diagnostic};

/// How often another build may finish between our opening and locking the file before we give up.
const ATTEMPTS: usize = 16;

/// The lock of a build: an advisory lock on a file beside the output. The system releases it however the
/// program ends, so a file that is left behind locks nobody out.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock without waiting. The folder that holds the output is made if it is absent.
    pub(super) fn take(place: &Place) -> Result<Self, Diagnostic> {
        disk::create_folders(&place.parent)?;
        let path = place.lock();
        for _ in 0..ATTEMPTS {
            let file = disk::open_to_lock(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => break,
                // A file system without locks: better to publish unguarded than never.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(disk::failed("lock", &path, &error)),
            }
            if is_current(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
        Err(Diagnostic::new(
            Code::OutputFailed,
            format!("another build is publishing to `{}` at this moment", place.shown.display()),
        )
        .hint("wait until it has ended and build again"))
    }
}

/// Whoever had the lock before may have deleted the file while we waited to lock it: then it is a lock
/// that nobody else would see.
#[cfg(unix)]
fn is_current(file: &File, path: &std::path::Path) -> bool {
    disk::is_still(file, path)
}

/// The file is never deleted here.
#[cfg(not(unix))]
fn is_current(_file: &File, _path: &std::path::Path) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Deleted while the lock is held. Elsewhere the empty file stays, because a new owner could not
        // tell whether it was deleted.
        if cfg!(unix) {
            let _ = disk::remove_file(&self.path);
        }
    }
}

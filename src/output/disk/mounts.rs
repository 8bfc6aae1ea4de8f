//! What is mounted in a folder: it is somebody else's, and cannot be exchanged.

#![allow(clippy::disallowed_methods, reason = "part of the one file that writes to the disk")]

use std::path::Path;

#[cfg(target_os = "linux")]
use std::io::ErrorKind;
#[cfg(all(unix, not(target_os = "linux")))]
use std::{fs, io};

#[cfg(unix)]
use super::{failed, step};
use crate::diagnostics::Diagnostic;

/// Whether something else is mounted here, be it a single file.
#[cfg(target_os = "linux")]
pub(in crate::output) fn is_mounted(path: &Path) -> Result<bool, Diagnostic> {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
    match step().and_then(|()| Ok(statx(CWD, path, flags, StatxFlags::empty())?)) {
        Ok(found) => Ok(found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT)),
        // A kernel or a sandbox without this call: it is not known. Whether the path can be seen was found out before.
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => Ok(false),
        Err(error) => Err(failed("look at", path, &error)),
    }
}

/// Whether another file system begins here.
#[cfg(all(unix, not(target_os = "linux")))]
pub(in crate::output) fn is_mounted(path: &Path) -> Result<bool, Diagnostic> {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| step().and_then(|()| fs::symlink_metadata(path)).map(|metadata| metadata.dev());
    let is_other = path.parent().map_or(Ok(false), |parent| Ok(device(path)? != device(parent)?));
    is_other.map_err(|error: io::Error| failed("look at", path, &error))
}

/// A mounted folder is a link there, and links are not followed.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the signature of the systems that look")]
pub(in crate::output) fn is_mounted(_path: &Path) -> Result<bool, Diagnostic> {
    Ok(false)
}

//! What one look at a path tells: whether a file is as it was, and whether something is mounted there. That is somebody
//! else's, and cannot be exchanged.

#![allow(clippy::disallowed_methods, reason = "part of the one file that writes to the disk")]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use super::{failed, step};
use crate::artifacts::Stamp;
use crate::diagnostics::Diagnostic;

/// What a look told.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::output) struct Seen {
    /// Nothing where there is no plain file.
    pub(in crate::output) stamp: Option<Stamp>,
    /// Whether something else is mounted here, be it a single file.
    pub(in crate::output) is_mounted: bool,
}

/// Looks at a path.
pub(in crate::output) fn see(path: &Path) -> Result<Seen, Diagnostic> {
    match step().and_then(|()| look(path)) {
        Ok(seen) => Ok(seen),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Seen::default()),
        Err(error) => Err(failed("look at", path, &error)),
    }
}

/// A file's stamp; `None` if there is no file, or none that can be seen.
pub(in crate::output) fn stamp(path: &Path) -> Option<Stamp> {
    stamp_of(&fs::symlink_metadata(path).ok()?)
}

fn stamp_of(metadata: &fs::Metadata) -> Option<Stamp> {
    let time = metadata.modified().ok().filter(|_| metadata.is_file())?;
    let nanoseconds = |since: Duration| i128::try_from(since.as_nanos()).ok();
    let changed = match time.duration_since(UNIX_EPOCH) {
        Ok(since) => nanoseconds(since)?,
        Err(before) => -nanoseconds(before.duration())?,
    };
    Some(Stamp { length: metadata.len(), changed })
}

#[cfg(target_os = "linux")]
fn look(path: &Path) -> io::Result<Seen> {
    use rustix::fs::{AtFlags, CWD, FileType, StatxAttributes, StatxFlags, statx};
    let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
    let found = match statx(CWD, path, flags, StatxFlags::TYPE | StatxFlags::SIZE | StatxFlags::MTIME) {
        Ok(found) => found,
        Err(error) => {
            return match io::Error::from(error) {
                // A kernel or a sandbox without this call, or a folder that lets nobody look: it is not known.
                error if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => {
                    Ok(Seen { stamp: stamp(path), is_mounted: false })
                }
                error => Err(error),
            };
        }
    };
    let is_file = FileType::from_raw_mode(u32::from(found.stx_mode)).is_file();
    let changed = i128::from(found.stx_mtime.tv_sec) * 1_000_000_000 + i128::from(found.stx_mtime.tv_nsec);
    Ok(Seen {
        stamp: is_file.then_some(Stamp { length: found.stx_size, changed }),
        is_mounted: found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT),
    })
}

/// Another file system begins where another device does.
#[cfg(all(unix, not(target_os = "linux")))]
fn look(path: &Path) -> io::Result<Seen> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::symlink_metadata(path)?;
    let above = path.parent().map(fs::symlink_metadata).transpose()?;
    let is_mounted = above.is_some_and(|above| above.dev() != metadata.dev());
    Ok(Seen { stamp: stamp_of(&metadata), is_mounted })
}

/// A mounted folder is a link there, and links are not followed.
#[cfg(not(unix))]
fn look(path: &Path) -> io::Result<Seen> {
    Ok(Seen { stamp: stamp_of(&fs::symlink_metadata(path)?), is_mounted: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_look_see_the_same() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "abc").unwrap();
        let times = [Some(std::time::SystemTime::now()), UNIX_EPOCH.checked_sub(Duration::new(5, 250))];
        for time in times.into_iter().flatten() {
            fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
            assert_eq!(see(&path).unwrap().stamp, stamp(&path));
            assert!(stamp(&path).is_some());
        }
        assert!(see(folder.path()).unwrap().stamp.is_none(), "a folder has none");
        assert!(
            see(&path.join("below")).unwrap().stamp.is_none()
                && see(&folder.path().join("no")).unwrap().stamp.is_none()
        );
    }
}

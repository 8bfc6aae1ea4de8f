//! Every operation on the disk that publishing needs, with the path in each error. Nothing here follows
//! a link at the end of a path, and nothing here decides anything.

#![allow(clippy::disallowed_methods, reason = "the one file that writes to the disk")]

mod seen;
mod stream;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

#[cfg(test)]
use super::fault::{may_exchange, step};
use crate::diagnostics::{Code, Diagnostic};
pub(super) use seen::{Seen, see, stamp};
pub(super) use stream::{close, copy_start, create_new, ends, goes_on, open, write_on};

/// Stands before every operation, for tests to make one fail.
#[cfg(not(test))]
#[allow(clippy::unnecessary_wraps, reason = "in tests it fails")]
const fn step() -> io::Result<()> {
    Ok(())
}

#[cfg(not(test))]
const fn may_exchange() -> bool {
    true
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a socket, a device.
    Other,
}

impl Kind {
    fn of(file_type: fs::FileType) -> Self {
        match file_type {
            t if t.is_symlink() => Self::Link,
            t if t.is_dir() => Self::Folder,
            t if t.is_file() => Self::File,
            _ => Self::Other,
        }
    }
}

/// The diagnostic of a failed operation.
pub(super) fn failed(action: &str, path: &Path, error: &io::Error) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::OutputFailed, format!("cannot {action} `{}`: {error}", path.display()));
    match error.kind() {
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => diagnostic.hint(
            "a folder that is mounted, or part of an image's lower layer, cannot be exchanged: \
             publish into a folder inside it",
        ),
        ErrorKind::PermissionDenied if ["read", "look at", "find"].contains(&action) => {
            diagnostic.hint("what was published is compared with what is built: who builds must be able to read it")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => diagnostic.hint(
            "a new site is put together beside the output and exchanged with it: \
             the folder that holds the output must be writable, too",
        ),
        _ => diagnostic,
    }
}

/// What stands at a path, or `None` if nothing does.
pub(super) fn kind(path: &Path) -> Result<Option<Kind>, Diagnostic> {
    match step().and_then(|()| fs::symlink_metadata(path)) {
        Ok(metadata) => Ok(Some(Kind::of(metadata.file_type()))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(failed("look at", path, &error)),
    }
}

/// The path without links and dots, or `None` if nothing is there.
pub(super) fn resolve(path: &Path) -> Result<Option<PathBuf>, Diagnostic> {
    match step().and_then(|()| fs::canonicalize(path)) {
        Ok(resolved) => Ok(Some(resolved)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("find", path, &error)),
    }
}

/// Everything in a folder down to a depth, by path from that folder, in order.
pub(super) fn walk(folder: &Path, depth: usize) -> Result<Vec<(PathBuf, Kind)>, Diagnostic> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).max_depth(depth).sort_by_file_name() {
        step().map_err(|error| failed("read", folder, &error))?;
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            failed("read", &path, &error.into())
        })?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        found.push((path.to_owned(), Kind::of(entry.file_type())));
    }
    Ok(found)
}

/// A file's bytes, of at most so many. Whatever else somebody put there is an error at once: a link is not followed, and
/// nobody waits for what a pipe or a device might say.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let read = || -> io::Result<Vec<u8>> {
        step()?;
        let file = open_plain(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::other("it is not a plain file"));
        }
        if metadata.len() > limit {
            return Err(ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| failed("read", path, &error))
}

/// Opens a file to read from it; not through a link, and without waiting for the other end of a pipe.
#[cfg(unix)]
fn open_plain(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

/// Opens a file to read from it. Links are seen before, and pipes are not in folders there.
#[cfg(not(unix))]
fn open_plain(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whether a file has this many bytes and they are right. A file of another length is not read.
pub(super) fn has(path: &Path, length: u64, are_right: impl Fn(&[u8]) -> bool) -> Result<bool, Diagnostic> {
    let metadata = step().and_then(|()| fs::symlink_metadata(path)).map_err(|error| failed("read", path, &error))?;
    Ok(metadata.is_file() && metadata.len() == length && are_right(&read(path, length)?))
}

/// Whether a file holds exactly these bytes.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> Result<bool, Diagnostic> {
    let Ok(length) = u64::try_from(bytes.len()) else { return Ok(false) };
    has(path, length, |present| present == bytes)
}

/// Writes a file that must not be there yet: a hard link that is would lead to the live site.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let write = || -> io::Result<()> {
        step()?;
        let mut file = File::create_new(path)?;
        // A disk that is full or a program that is killed may leave a half.
        let (half, rest) = bytes.split_at(bytes.len() / 2);
        file.write_all(half)?;
        step()?;
        file.write_all(rest)?;
        step()?;
        flush_early(&file)
    };
    write().map_err(|error| failed("write", path, &error))
}

/// Makes a folder that must not be there yet.
pub(super) fn create_folder(path: &Path) -> Result<(), Diagnostic> {
    step().and_then(|()| fs::create_dir(path)).map_err(|error| failed("create", path, &error))
}

/// Makes a folder and those above it.
pub(super) fn create_folders(path: &Path) -> Result<(), Diagnostic> {
    step().and_then(|()| fs::create_dir_all(path)).map_err(|error| failed("create", path, &error))
}

/// Gives a file a second name; a copy where the file system has no hard links.
pub(super) fn link(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    if step().and_then(|()| fs::hard_link(from, to)).is_ok() {
        return Ok(());
    }
    copy(from, to).map_err(|error| failed("copy", from, &error))
}

/// Where something of that name is it is not touched: it may be another name of the file itself.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    let mut source = open_plain(from)?;
    let metadata = source.metadata()?;
    let mut file = File::create_new(to)?;
    step()?;
    io::copy(&mut source, &mut file)?;
    step()?;
    // Permissions and time are a courtesy to web servers and copying tools: a refusal does no harm.
    let _ = file.set_permissions(metadata.permissions());
    let _ = metadata.modified().and_then(|time| file.set_modified(time));
    flush_early(&file)
}

/// Gives a pipe, a socket or a device a second name. There is no copy of those.
pub(super) fn link_special(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    step().and_then(|()| fs::hard_link(from, to)).map_err(|error| failed("carry over", from, &error))
}

/// Makes a symbolic link that leads where another one leads.
pub(super) fn copy_symlink(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    #[cfg(unix)]
    let make = |target: PathBuf| std::os::unix::fs::symlink(target, to);
    #[cfg(windows)]
    let make = |target: PathBuf| {
        use std::os::windows::fs::{FileTypeExt, symlink_dir, symlink_file};
        let is_folder = fs::symlink_metadata(from)?.file_type().is_symlink_dir();
        if is_folder { symlink_dir(target, to) } else { symlink_file(target, to) }
    };
    #[cfg(not(any(unix, windows)))]
    let make = |_: PathBuf| Err(io::Error::from(ErrorKind::Unsupported));
    step().and_then(|()| fs::read_link(from)).and_then(make).map_err(|error| failed("carry over", from, &error))
}

/// Gives a folder the permissions of another one, but never less than its owner needs.
pub(super) fn copy_permissions(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let copy = || -> io::Result<()> {
            step()?;
            let wanted = fs::symlink_metadata(from)?.permissions().mode() | 0o700;
            let mut permissions = fs::symlink_metadata(to)?.permissions();
            if permissions.mode() == wanted {
                return Ok(());
            }
            permissions.set_mode(wanted);
            fs::set_permissions(to, permissions)
        };
        copy().map_err(|error| failed("set the permissions of", to, &error))
    }
    #[cfg(not(unix))]
    {
        let _ = (from, to); // folders inherit their access lists there
        Ok(())
    }
}

/// Deletes a folder and all in it, following no links; it may be absent.
pub(super) fn remove_tree(path: &Path) -> Result<(), Diagnostic> {
    absent_is_fine(step().and_then(|()| fs::remove_dir_all(path))).map_err(|error| failed("delete", path, &error))
}

/// Deletes a file; it may be absent.
pub(super) fn remove_file(path: &Path) -> Result<(), Diagnostic> {
    absent_is_fine(step().and_then(|()| fs::remove_file(path))).map_err(|error| failed("delete", path, &error))
}

/// Deletes a folder if it is empty; it may be absent.
pub(super) fn remove_empty(path: &Path) -> Result<(), Diagnostic> {
    absent_is_fine(step().and_then(|()| fs::remove_dir(path))).map_err(|error| failed("delete", path, &error))
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Moves a folder to a name that is free.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    step().and_then(|()| fs::rename(from, to)).map_err(|error| failed("move a folder to", to, &error))
}

/// Gives a file a name, whatever file had it.
pub(super) fn replace(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    step().and_then(|()| fs::rename(from, to)).map_err(|error| failed("write", to, &error))
}

/// Lets two folders change places in one step. `false` if system or file system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> Result<bool, Diagnostic> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    step().map_err(|error| failed("exchange", other, &error))?;
    if !may_exchange() {
        return Ok(false);
    }
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(errno) => Err(failed("exchange", other, &errno.into())),
    }
}

/// Lets two folders change places in one step. `false` if system or file system cannot.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
#[allow(clippy::unnecessary_wraps, reason = "the signature of the systems that can")]
pub(super) fn exchange(_one: &Path, _other: &Path) -> Result<bool, Diagnostic> {
    Ok(false)
}

/// Waits until all that was written below a folder is on the disk.
///
/// One call for the whole file system: a tenth of the time that a site takes file by file.
#[cfg(target_os = "linux")]
pub(super) fn flush(folder: &Path) -> Result<(), Diagnostic> {
    let flush = || rustix::fs::syncfs(File::open(folder)?).map_err(io::Error::from);
    step().and_then(|()| flush()).map_err(|error| failed("flush", folder, &error))
}

/// The files were flushed one by one; here only the folder's own entries are.
#[cfg(not(target_os = "linux"))]
pub(super) fn flush(folder: &Path) -> Result<(), Diagnostic> {
    flush_entries(folder);
    Ok(())
}

/// Flushes a file where there is no call for a whole file system.
fn flush_early(file: &File) -> io::Result<()> {
    if cfg!(target_os = "linux") {
        return Ok(());
    }
    // Not `sync_all` on a Mac, where it empties the drive's own cache, file by file.
    #[cfg(target_vendor = "apple")]
    return Ok(rustix::fs::fsync(file)?);
    #[cfg(not(target_vendor = "apple"))]
    file.sync_all()
}

/// Flushes which names a folder has. It comes after the fact, so a refusal changes nothing.
pub(super) fn flush_entries(folder: &Path) {
    #[cfg(unix)]
    let _ = step().and_then(|()| File::open(folder)).and_then(|file| Ok(rustix::fs::fsync(file)?));
    #[cfg(not(unix))]
    let _ = folder; // such a handle cannot be flushed there
}

/// Opens a file to be locked, made if it is absent and never emptied.
pub(super) fn open_to_lock(path: &Path) -> Result<File, Diagnostic> {
    step().and_then(|()| open_or_make(path)).map_err(|error| failed("create", path, &error))
}

/// Not through a link, which would make a file elsewhere, and without waiting for who reads from a pipe.
#[cfg(unix)]
fn open_or_make(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(path, flags, Mode::from_raw_mode(0o666))?))
}

#[cfg(not(unix))]
fn open_or_make(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

/// Whether an open file is still the one that its path names.
#[cfg(unix)]
pub(super) fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let (Ok(open), Ok(named)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    identity(open) == identity(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_read_is_told_so() {
        let denied = |action| failed(action, Path::new("x"), &ErrorKind::PermissionDenied.into()).hints.concat();
        assert!(denied("read").contains("read it") && denied("write").contains("writable"));
    }

    #[test]
    fn a_copy_has_bytes_and_time() {
        let folder = tempfile::TempDir::new().unwrap();
        let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
        fs::write(&from, "text").unwrap();
        let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        File::options().write(true).open(&from).unwrap().set_modified(old).unwrap();
        copy(&from, &to).unwrap();
        assert!(holds(&to, b"text").unwrap());
        assert_eq!(fs::metadata(&to).unwrap().modified().unwrap(), old);
    }

    #[test]
    fn a_name_that_is_taken_is_not_written_to() {
        let folder = tempfile::TempDir::new().unwrap();
        let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
        fs::write(&from, "text").unwrap();
        // Another name of the same file, as where case is ignored: to empty one is to empty the other.
        fs::hard_link(&from, &to).unwrap();
        assert!(link(&from, &to).is_err());
        assert!(holds(&from, b"text").unwrap());
    }

    #[test]
    fn errors_name_the_path_and_what_helps() {
        let mounted = failed("exchange", Path::new("output"), &ErrorKind::ResourceBusy.into());
        assert!(mounted.message.starts_with("cannot exchange `output`: "), "{}", mounted.message);
        assert!(mounted.hints[0].ends_with("publish into a folder inside it"));
    }
}

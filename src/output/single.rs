//! One file by itself, for a command that makes a single thing.

use std::ffi::OsString;
use std::path::Path;

use super::disk::{self, Kind};
use crate::diagnostics::{Code, Diagnostic};

/// Writes a file whole or not at all: beside its place first, then into it in one step. A file that is there is
/// replaced.
///
/// # Errors
/// [`WrongArgument`](Code::WrongArgument) if the path is not one of a file, [`OutputFailed`](Code::OutputFailed) if
/// the disk fails. What was there is then as it was.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let Some(name) = path.file_name() else { return Err(refused(path, "does not name a file")) };
    match disk::kind(path)? {
        None | Some(Kind::File) => {}
        Some(Kind::Folder) => return Err(refused(path, "is a folder")),
        Some(Kind::Link | Kind::Other) => return Err(refused(path, "is not a plain file")),
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
        && disk::resolve(folder)?.is_none()
    {
        return Err(refused(path, "is in a folder that does not exist"));
    }
    // Two runs at once write beside each other, and the last one stays.
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.shortfall-new", std::process::id()));
    let beside = path.with_file_name(beside);
    disk::write_new(&beside, bytes).and_then(|()| disk::replace(&beside, path)).inspect_err(|_| {
        // The first problem is the one to tell.
        let _ = disk::remove_file(&beside);
    })
}

fn refused(path: &Path, why: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongArgument, format!("`{}` {why}", path.display())).hint("name a file, such as `chart.png`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a.svg");
        for bytes in [b"one".as_slice(), b"another"] {
            write_file(&path, bytes).unwrap();
            assert!(disk::holds(&path, bytes).unwrap());
        }
        for bad in [folder.path().to_owned(), folder.path().join("no/a.svg"), folder.path().join("..")] {
            assert_eq!(write_file(&bad, b"x").unwrap_err().code, Code::WrongArgument, "{}", bad.display());
        }
        assert_eq!(disk::walk(folder.path(), 9).unwrap().len(), 1);
    }
}

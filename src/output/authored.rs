//! Files that a command writes for an author to go on with. Only new ones: nothing of an author's is ever
//! written over.

use std::path::Path;

use super::disk::{self, Kind};
use super::single::write_file;
use crate::diagnostics::{Code, Diagnostic};

/// A file below a site's root.
#[derive(Clone, Copy, Debug)]
pub struct Authored<'a> {
    /// From the site's root, with `/`.
    pub path: &'a str,
    /// What it holds.
    pub text: &'a str,
}

/// Writes files, each into a place where nothing is.
///
/// # Errors
/// [`FileExists`](Code::FileExists) if something is at one of the places, [`LinkedFile`](Code::LinkedFile) if a link leads
/// there; then none is written.
/// [`OutputFailed`](Code::OutputFailed) if the disk fails.
pub fn write_authored(root: &Path, files: &[Authored<'_>]) -> Result<(), Diagnostic> {
    for file in files {
        refuse_linked(root, file.path)?;
        refuse_existing(root, file.path)?;
    }
    for file in files {
        let path = root.join(file.path);
        if let Some(folder) = path.parent() {
            disk::create_folders(folder)?;
        }
        disk::write_new(&path, file.text.as_bytes())?;
    }
    Ok(())
}

/// Writes one file, over the one that may be there.
///
/// # Errors
/// As [`write_file`], and [`LinkedFile`](Code::LinkedFile) if a link leads there.
pub fn replace_authored(root: &Path, file: Authored<'_>) -> Result<(), Diagnostic> {
    refuse_linked(root, file.path)?;
    let path = root.join(file.path);
    if let Some(folder) = path.parent() {
        disk::create_folders(folder)?;
    }
    write_file(&path, file.text.as_bytes())
}

/// Refuses a place where something is.
///
/// # Errors
/// [`FileExists`](Code::FileExists), or what the disk says.
pub fn refuse_existing(root: &Path, path: &str) -> Result<(), Diagnostic> {
    match disk::kind(&root.join(path))? {
        None => Ok(()),
        Some(_) => Err(Diagnostic::new(Code::FileExists, format!("`{path}` is there already"))
            .hint("nothing of yours is written over: move it away, or edit it")),
    }
}

/// Refuses a place to which a link below the root leads: it is not in the site.
fn refuse_linked(root: &Path, path: &str) -> Result<(), Diagnostic> {
    for (end, _) in path.match_indices('/') {
        let folder = &path[..end];
        if disk::kind(&root.join(folder))? == Some(Kind::Link) {
            return Err(Diagnostic::new(Code::LinkedFile, format!("`{folder}` is a link"))
                .hint("links are not followed: put the folder itself here"));
        }
    }
    Ok(())
}

/// Refuses a folder that has anything in it but the `.git` of a repository that was just made.
///
/// # Errors
/// [`FolderNotEmpty`](Code::FolderNotEmpty), or what the disk says.
pub fn refuse_filled(folder: &Path) -> Result<(), Diagnostic> {
    let shown = folder.display();
    match disk::kind(folder)? {
        None => Ok(()),
        Some(Kind::Folder) => match disk::walk(folder, 1)?.into_iter().find(|(path, _)| path != Path::new(".git")) {
            None => Ok(()),
            Some((path, _)) => {
                let problem = format!("the folder `{shown}` is not empty: it has `{}`", path.display());
                Err(Diagnostic::new(Code::FolderNotEmpty, problem).hint("name a folder that is empty or not there yet"))
            }
        },
        Some(kind) => Err(Diagnostic::new(
            Code::FolderNotEmpty,
            format!(
                "`{shown}` is {}",
                if kind == Kind::Link { "a link, and not a folder itself" } else { "not a folder" }
            ),
        )
        .hint("name a folder that is empty or not there yet")),
    }
}

//! Publishing as a whole, on a real disk. Here is what the tests share.

#![allow(clippy::disallowed_methods, reason = "the tests look at the disk themselves")]

mod faults;
mod keeping;
mod pieces;
mod refusing;
#[cfg(unix)]
mod unix;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;

use super::lock::Lock;
use super::place::Place;
use super::*;
use crate::artifacts::{Inputs, Made, Recipe, Rendered};
use crate::diagnostics::{Code, Diagnostic};

/// A site's root with an output folder that is absent at first.
pub(super) struct Site {
    base: PathBuf,
    output: PathBuf,
    _temporary: Option<TempDir>,
}

impl Site {
    pub(super) fn new() -> Self {
        Self::new_in(&std::env::temp_dir())
    }

    fn new_in(folder: &Path) -> Self {
        let temporary = TempDir::new_in(folder).unwrap();
        let base = temporary.path().join("site");
        fs::create_dir_all(base.join("content/static")).unwrap();
        fs::create_dir(base.join("templates")).unwrap();
        Self { output: base.join("output"), base, _temporary: Some(temporary) }
    }

    /// Another output folder of the same root.
    pub(super) fn at(base: &Path, name: &str) -> Self {
        Self { base: base.to_owned(), output: base.join(name), _temporary: None }
    }

    pub(super) fn base(&self) -> &Path {
        &self.base
    }

    pub(super) fn output(&self) -> PathBuf {
        self.output.clone()
    }

    pub(super) fn request(&self) -> Request<'_> {
        static RECIPE: LazyLock<Recipe> = LazyLock::new(Recipe::default);
        Request { folder: &self.output, root: &self.base, version: "0.1.0", recipe: &RECIPE }
    }

    pub(super) fn publish(&self, files: &[(&str, &str)]) -> Published {
        self.try_publish(files).unwrap()
    }

    fn try_publish(&self, files: &[(&str, &str)]) -> Result<Published, Diagnostic> {
        publish(&rendered(files), &self.request())
    }

    /// Writes a file into the output by hand.
    pub(super) fn put(&self, path: &str, text: &str) {
        let path = self.output.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.output.join(path)).unwrap()
    }

    /// Publishing is refused with these words, and everything in the root is as it was to the last timestamp.
    fn refuses(&self, files: &[(&str, &str)], words: &str) {
        let before = self.identities().split_off(1);
        let diagnostic = self.try_publish(files).unwrap_err();
        assert_eq!(diagnostic.code, Code::OutputRefused, "{}", diagnostic.message);
        assert!(diagnostic.message.contains(words), "{}", diagnostic.message);
        assert!(!diagnostic.hints.is_empty(), "{}", diagnostic.message);
        assert_eq!(self.identities().split_off(1), before);
    }

    /// The root itself, whose time changes with a lock beside the output, and everything in it.
    fn identities(&self) -> Vec<Identity> {
        let mut found: Vec<Identity> =
            walkdir::WalkDir::new(&self.base).into_iter().map(|entry| identity(entry.unwrap().path())).collect();
        found.sort();
        found
    }

    /// That no staged copy and no lock is left.
    fn is_tidy(&self) {
        let hidden: Vec<String> = tree(&self.base).into_iter().filter(|path| path.starts_with(".output")).collect();
        assert_eq!(hidden, [""; 0]);
    }
}

/// Path, inode and time of the last change of bytes or names.
type Identity = (PathBuf, u64, std::time::SystemTime);

#[cfg(unix)]
fn identity(path: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::symlink_metadata(path).unwrap();
    (path.to_owned(), metadata.ino(), metadata.modified().unwrap())
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Identity {
    (path.to_owned(), 0, fs::symlink_metadata(path).unwrap().modified().unwrap())
}

/// Every file and link in a folder, sorted.
pub(super) fn tree(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| entry.path().strip_prefix(folder).unwrap().display().to_string())
        .collect();
    found.sort();
    found
}

fn take_all(publication: &Publication<'_>, files: &[Rendered]) -> Vec<Made> {
    files.iter().map(|file| publication.take(&file.clone().into()).unwrap()).collect()
}

fn publish(files: &[Rendered], request: &Request<'_>) -> Result<Published, Diagnostic> {
    let publication = Publication::open(*request)?;
    let made: Vec<Made> = take_all(&publication, files);
    publication.finish(&made, Warnings::default())
}

fn rendered(files: &[(&str, &str)]) -> Vec<Rendered> {
    files
        .iter()
        .map(|(path, text)| Rendered {
            path: SitePath::new(path).unwrap(),
            inputs: Inputs::default().with(["content/site.yaml"]),
            bytes: text.as_bytes().to_vec(),
        })
        .collect()
}

const PAGES: &[(&str, &str)] = &[("index.html", "home"), ("reports/a/index.html", "a"), ("reports/index.html", "all")];

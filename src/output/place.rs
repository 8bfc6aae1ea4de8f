//! Where the output folder really is, which names beside it are ours, and which addresses are never
//! written to, whatever they hold.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Request;
use super::disk::{self, Kind};
use crate::diagnostics::{Code, Diagnostic};

/// Folders of a site's root that hold an author's work.
const SOURCES: [&str; 4] = ["content", "templates", "src", ".git"];

/// What to do about most refused addresses.
const OWN: &str = "name a folder of its own, such as `output`";

/// An output folder that may be written to as far as its address goes.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// As it was named, for messages.
    pub(super) shown: PathBuf,
    /// Without links, dots and dependence on the current folder. It need not exist.
    pub(super) output: PathBuf,
    /// The folder that holds it.
    pub(super) parent: PathBuf,
    name: OsString,
}

impl Place {
    /// Finds the output folder and refuses addresses where a mistake would cost an author's work.
    pub(super) fn resolve(request: &Request<'_>) -> Result<Self, Diagnostic> {
        let shown = request.folder;
        let output = resolve_last_kept(shown)?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(refused(shown, "is the root of the file system", OWN));
        };
        match disk::kind(&output)? {
            None | Some(Kind::Folder) => {}
            Some(Kind::Link) => return Err(refused(shown, "is a link", "name the folder that it leads to")),
            Some(Kind::File | Kind::Other) => return Err(refused(shown, "is not a folder", OWN)),
        }
        refuse_sources(shown, &output, request.root)?;
        // The home folder differs between machines, but only what is refused depends on it.
        if std::env::home_dir().is_some_and(|home| home.starts_with(&output)) {
            return Err(refused(shown, "is or holds the home folder", OWN));
        }
        Ok(Self { shown: shown.to_owned(), parent: parent.to_owned(), name: name.to_owned(), output })
    }

    /// Where a new site is put together; the former one ends here, too.
    pub(super) fn staging(&self) -> PathBuf {
        self.beside("shortfall-staging")
    }

    /// The file that one build at a time has locked.
    pub(super) fn lock(&self) -> PathBuf {
        self.beside("shortfall-lock")
    }

    /// Whether no build is under way or was interrupted.
    pub(super) fn is_quiet(&self) -> Result<bool, Diagnostic> {
        // Elsewhere the file of the lock always stays.
        let is_locked = cfg!(unix) && disk::kind(&self.lock())?.is_some();
        Ok(!is_locked && disk::kind(&self.staging())?.is_none())
    }

    /// Something in the output folder as a message names it.
    pub(super) fn shown(&self, path: &Path) -> String {
        self.shown.join(path).display().to_string()
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".");
        name.push(suffix);
        self.parent.join(name)
    }
}

/// The diagnostic for an output folder that may not be written.
pub(super) fn refused(shown: &Path, why: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(Code::OutputRefused, format!("the output folder `{}` {why}", shown.display())).hint(hint)
}

/// Resolves all but the last component, so that a link there can be seen.
fn resolve_last_kept(path: &Path) -> Result<PathBuf, Diagnostic> {
    let whole = std::path::absolute(path)
        .map_err(|_| Diagnostic::new(Code::OutputRefused, "no output folder is named").hint(OWN))?;
    let resolved = match (whole.parent(), whole.file_name()) {
        (Some(parent), Some(name)) => resolve_existing(parent)?.map(|parent| parent.join(name)),
        // It ends in `..` or is the root of the file system.
        _ => disk::resolve(&whole)?,
    };
    resolved.ok_or_else(|| refused(path, "leads through a folder that does not exist and back", OWN))
}

/// Resolves as much of a path as exists; the rest stays as it is. `None` if the rest has a `..`, which
/// means nothing there.
fn resolve_existing(path: &Path) -> Result<Option<PathBuf>, Diagnostic> {
    if let Some(resolved) = disk::resolve(path)? {
        return Ok(Some(resolved));
    }
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Ok(None) };
    Ok(resolve_existing(parent)?.map(|parent| parent.join(name)))
}

fn refuse_sources(shown: &Path, output: &Path, root: &Path) -> Result<(), Diagnostic> {
    let root = disk::resolve(root)?.ok_or_else(|| {
        Diagnostic::new(Code::OutputRefused, format!("the site's root `{}` does not exist", root.display()))
    })?;
    if root == output {
        return Err(refused(shown, "is the site's own root", OWN));
    }
    if root.starts_with(output) {
        return Err(refused(shown, "holds the site's root", OWN));
    }
    for name in SOURCES {
        let plain = root.join(name);
        let resolved = disk::resolve(&plain)?;
        // Where case is ignored, `Content/site` is in `content`; nobody wants the two beside each other elsewhere.
        let other_case = output.strip_prefix(&root).ok().and_then(|below| below.iter().next());
        let is_other_case = other_case.is_some_and(|first| first.eq_ignore_ascii_case(name));
        for source in [Some(plain), resolved].into_iter().flatten() {
            if is_other_case || output.starts_with(&source) || source.starts_with(output) {
                return Err(refused(shown, &format!("would mix with the site's `{name}`"), OWN));
            }
        }
    }
    Ok(())
}

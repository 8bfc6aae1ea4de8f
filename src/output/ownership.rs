//! Whether an output folder is ours: absent, empty but for a placeholder, or with our manifest.

use std::path::Path;
use std::sync::Arc;

use super::disk::{self, Kind};
use super::manifest::{self, Manifest, NotOurs};
use super::place::{Place, refused};
use crate::diagnostics::Diagnostic;

/// Files that keep an empty folder in a repository.
const PLACEHOLDERS: [&str; 3] = [".gitkeep", ".gitignore", ".keep"];

const OTHER_OR_EMPTY: &str = "name another folder, or empty this one if nothing in it is needed";

/// What was published last.
#[derive(Clone, Debug)]
pub(super) struct Former {
    /// Whether the output folder is there at all.
    pub(super) exists: bool,
    /// What it says it holds; `None` in a folder that was never published to.
    pub(super) manifest: Option<Arc<Manifest>>,
    json: Arc<Vec<u8>>,
}

impl Former {
    /// Reads the manifest of the output folder, or refuses a folder that is not ours. What is `known` already is not
    /// understood a second time.
    pub(super) fn read(place: &Place, known: Option<&Self>) -> Result<Self, Diagnostic> {
        let path = place.output.join(manifest::NAME);
        if disk::kind(&path)? == Some(Kind::File) {
            let json = disk::read(&path, manifest::LARGEST)?;
            if let Some(known) = known.filter(|known| known.has_manifest(&json)) {
                return Ok(known.clone());
            }
            let manifest = Manifest::parse(&json).map_err(|why| not_our_manifest(place, why))?;
            return Ok(Self { exists: true, manifest: Some(Arc::new(manifest)), json: Arc::new(json) });
        }
        let exists = disk::kind(&place.output)?.is_some();
        if exists {
            refuse_contents(place)?;
        }
        Ok(Self { exists, manifest: None, json: Arc::default() })
    }

    /// Whether its manifest is this one, to the byte.
    pub(super) fn has_manifest(&self, json: &[u8]) -> bool {
        self.manifest.is_some() && *self.json == json
    }
}

/// Without a manifest, only placeholders may be there.
fn refuse_contents(place: &Place) -> Result<(), Diagnostic> {
    let is_placeholder =
        |path: &Path, kind| kind == Kind::File && PLACEHOLDERS.iter().any(|name| path == Path::new(name));
    let Some((path, _)) = disk::walk(&place.output, 1)?.into_iter().find(|(path, kind)| !is_placeholder(path, *kind))
    else {
        return Ok(());
    };
    let why = format!("holds `{}` and no manifest of this program: no build wrote it", path.display());
    Err(refused(&place.shown, &why, OTHER_OR_EMPTY))
}

fn not_our_manifest(place: &Place, why: NotOurs) -> Diagnostic {
    let hint = match why {
        NotOurs::Foreign => OTHER_OR_EMPTY,
        NotOurs::Format(_) => "build with the version that wrote it or a newer one, or empty the folder",
    };
    let why = format!("has a `{}` that does not show it to be ours: {why}", manifest::NAME);
    refused(&place.shown, &why, hint)
}

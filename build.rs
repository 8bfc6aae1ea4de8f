//! Gives the program a digest of its own sources: what another program made is never taken for its own work.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a build script reads the disk")]

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hasher = DefaultHasher::new();
    for part in ["src", "templates", "assets", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        for file in files(&root.join(part))? {
            file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/").hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    println!("cargo::rustc-env=SHORTFALL_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// The file, or every file below the folder, in order; none where there is nothing.
fn files(path: &Path) -> io::Result<BTreeSet<PathBuf>> {
    if !path.is_dir() {
        return Ok(path.is_file().then(|| path.to_owned()).into_iter().collect());
    }
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(path)? {
        found.extend(files(&entry?.path())?);
    }
    Ok(found)
}

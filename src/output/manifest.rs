//! `manifest.json`: every file of a site with its digest and the inputs it came from. It is written last,
//! and by it the program knows its own output again. What many files come from is listed once.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::artifacts::{Inputs, Made, Recipe, SitePath, Sources};

/// Its address in the site.
pub(super) const NAME: &str = "manifest.json";

/// The largest that is read: ten times what the longest history has.
pub const LARGEST: u64 = 1024 * 1024 * 1024;

const FORMAT: u64 = 1;
const PROGRAM: &str = "shortfall";

/// What a build wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manifest {
    format: u64,
    program: String,
    version: String,
    /// The digest of the program's sources and options: another one would make other files.
    recipe: String,
    /// What the build had to say of the content.
    warnings: Warnings,
    /// The digest of every file that was read, by path from the site's root.
    inputs: BTreeMap<String, String>,
    /// What nearly every page comes from, by path from the site's root, sorted.
    common: Vec<String>,
    /// Every snapshot, in time.
    snapshots: Vec<String>,
    /// Every narrative and page of an author, sorted.
    articles: Vec<String>,
    files: BTreeMap<SitePath, FileRecord>,
}

/// How many warnings a build had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warnings {
    /// That ask for something to be done.
    pub open: usize,
    /// That the content explains.
    pub explained: usize,
    /// How many of the open ones are addresses that lead nowhere.
    #[serde(default)]
    pub broken_links: usize,
}

/// What is known of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// The files it came from.
    pub inputs: InputsRecord,
    /// Its addresses that lead to a part of another page: as long as it stands, only these may come to lead nowhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<String>,
}

/// What one file came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputsRecord {
    /// The manifest's `common` files.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub common: bool,
    /// The manifest's `snapshots`, up to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The manifest's `articles`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub articles: bool,
    /// Further files, by path from the site's root, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

impl InputsRecord {
    pub(super) fn of(inputs: &Inputs) -> Self {
        Self {
            common: inputs.has_common(),
            until: inputs.until().map(str::to_owned),
            articles: inputs.has_articles(),
            files: inputs.own().iter().cloned().collect(),
        }
    }
}

/// Why a text is not a manifest that can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOurs {
    /// It is something else.
    Foreign,
    /// It is of a format that this version does not know.
    Format(u64),
}

impl fmt::Display for NotOurs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("it is not a manifest of this program"),
            Self::Format(format) => write!(f, "it is of format {format}, and this version knows {FORMAT}"),
        }
    }
}

/// As it lies on disk, before paths are checked.
#[derive(Deserialize)]
struct Typed {
    format: u64,
    program: String,
    version: String,
    recipe: String,
    #[serde(default)]
    warnings: Warnings,
    inputs: BTreeMap<String, String>,
    common: Vec<String>,
    snapshots: Vec<String>,
    articles: Vec<String>,
    files: BTreeMap<String, FileRecord>,
}

/// The part that every format has.
#[derive(Deserialize)]
struct Head {
    format: u64,
    program: String,
}

impl Manifest {
    /// The manifest of a build by this version of the program. It does not list itself.
    #[must_use]
    pub fn new(made: &[Made], version: &str, recipe: &Recipe) -> Self {
        let files = made.iter().map(|file| (file.path.clone(), FileRecord::of(file))).collect();
        // Every artifact of one plan shares them, but for those that come from the program alone.
        let shared = made.iter().map(|file| file.inputs.sources()).max_by_key(|sources| sources.common.len());
        let Sources { common, snapshots, articles } = shared.map(|shared| (**shared).clone()).unwrap_or_default();
        Self {
            format: FORMAT,
            program: PROGRAM.to_owned(),
            version: version.to_owned(),
            recipe: recipe.program.clone(),
            warnings: Warnings::default(),
            inputs: recipe.files.clone(),
            common,
            snapshots,
            articles,
            files,
        }
    }

    /// The same of a build that had something to say.
    #[must_use]
    pub const fn saying(mut self, warnings: Warnings) -> Self {
        self.warnings = warnings;
        self
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// If it is not one, or not of this format.
    pub fn parse(json: &[u8]) -> Result<Self, NotOurs> {
        let typed: Typed = serde_json::from_slice(json).map_err(|_| foreign(json))?;
        if typed.program != PROGRAM || typed.format != FORMAT {
            return Err(foreign(json));
        }
        let files: Option<_> =
            typed.files.into_iter().map(|(path, record)| Some((SitePath::new(&path)?, record))).collect();
        Ok(Self {
            format: typed.format,
            program: typed.program,
            version: typed.version,
            recipe: typed.recipe,
            warnings: typed.warnings,
            inputs: typed.inputs,
            common: typed.common,
            snapshots: typed.snapshots,
            articles: typed.articles,
            files: files.ok_or(NotOurs::Foreign)?,
        })
    }

    /// The file's bytes: sorted, indented, with a newline at the end.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        // Only a map with other keys than text could fail to be written; there is none.
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// The version of the program that wrote it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What the build had to say.
    #[must_use]
    pub const fn warnings(&self) -> Warnings {
        self.warnings
    }

    /// The digest of the program's sources and options.
    #[must_use]
    pub fn recipe(&self) -> &str {
        &self.recipe
    }

    /// The digest of every file that was read.
    #[must_use]
    pub const fn inputs(&self) -> &BTreeMap<String, String> {
        &self.inputs
    }

    /// What nearly every page comes from.
    #[must_use]
    pub fn common(&self) -> &[String] {
        &self.common
    }

    /// Every snapshot, in time.
    #[must_use]
    pub fn snapshots(&self) -> &[String] {
        &self.snapshots
    }

    /// Every narrative and page of an author.
    #[must_use]
    pub fn articles(&self) -> &[String] {
        &self.articles
    }

    /// Every file that one came from.
    pub fn inputs_of<'m>(&'m self, record: &'m FileRecord) -> impl Iterator<Item = &'m str> {
        let InputsRecord { common, until, articles, files } = &record.inputs;
        let snapshots = until.as_ref().and_then(|until| self.snapshots.iter().position(|path| path == until));
        let common = if *common { self.common.as_slice() } else { &[] };
        let articles = if *articles { self.articles.as_slice() } else { &[] };
        let snapshots = &self.snapshots[..snapshots.map_or(0, |at| at + 1)];
        [common, snapshots, articles, files].into_iter().flatten().map(String::as_str)
    }

    /// Every file by its path.
    #[must_use]
    pub const fn files(&self) -> &BTreeMap<SitePath, FileRecord> {
        &self.files
    }
}

/// What is wrong with a text that is no manifest of this format.
fn foreign(json: &[u8]) -> NotOurs {
    match serde_json::from_slice::<Head>(json) {
        Ok(head) if head.program == PROGRAM && head.format != FORMAT => NotOurs::Format(head.format),
        _ => NotOurs::Foreign,
    }
}

impl FileRecord {
    fn of(file: &Made) -> Self {
        let inputs = InputsRecord::of(&file.inputs);
        Self { sha256: file.sha256.clone(), bytes: file.length, inputs, fragments: file.fragments.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifacts::Rendered;

    fn sample() -> Manifest {
        let file = |path: &str, bytes: &[u8]| {
            let (path, inputs) = (SitePath::new(path).unwrap(), Inputs::default().with(["content/site.yaml"]));
            Made::of(&Rendered { path, inputs, bytes: bytes.to_vec() })
        };
        Manifest::new(&[file("reports/index.html", b"abc"), file("index.html", b"")], "0.1.0", &Recipe::default())
    }

    #[test]
    fn is_sorted_and_readable() {
        let expected = r#"{
  "format": 1,
  "program": "shortfall",
  "version": "0.1.0",
  "recipe": "",
  "warnings": {
    "open": 0,
    "explained": 0,
    "broken_links": 0
  },
  "inputs": {},
  "common": [],
  "snapshots": [],
  "articles": [],
  "files": {
    "index.html": {
      "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "bytes": 0,
      "inputs": {
        "files": [
          "content/site.yaml"
        ]
      }
    },
    "reports/index.html": {
      "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "bytes": 3,
      "inputs": {
        "files": [
          "content/site.yaml"
        ]
      }
    }
  }
}
"#;
        assert_eq!(String::from_utf8(sample().to_json()).unwrap(), expected);
    }

    #[test]
    fn is_read_back_as_it_was_written() {
        assert_eq!(Manifest::parse(&sample().to_json()), Ok(sample()));
        assert_eq!(sample().version(), "0.1.0");
        assert_eq!(sample().files().len(), 2);
    }

    #[test]
    fn other_manifests_are_not_taken_for_ours() {
        let changed = |from: &str, to: &str| {
            let json = String::from_utf8(sample().to_json()).unwrap();
            assert!(json.contains(from), "{from}");
            Manifest::parse(json.replacen(from, to, 1).as_bytes())
        };
        assert_eq!(Manifest::parse(b"{ \"name\": \"a web app\" }"), Err(NotOurs::Foreign));
        assert_eq!(Manifest::parse(b""), Err(NotOurs::Foreign));
        assert_eq!(changed("\"shortfall\"", "\"other\""), Err(NotOurs::Foreign));
        assert_eq!(changed("\"index.html\"", "\"../index.html\""), Err(NotOurs::Foreign));
        assert_eq!(changed("\"format\": 1", "\"format\": 2"), Err(NotOurs::Format(2)));
    }
}

//! What the tests of the whole program share.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use shortfall::diagnostics::{Report, to_text};
use tempfile::TempDir;

/// Where the sample stands that is built for an address.
pub(crate) const ADDRESS: &str = "https://rescue.example";

/// A folder of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A site in a folder of its own, which goes away with it.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// A copy of `tests/fixtures/NAME`.
    pub(crate) fn fixture(name: &str) -> Self {
        Self::copy(&repository("tests/fixtures").join(name))
    }

    /// A copy of the sample site's content.
    pub(crate) fn sample() -> Self {
        let site = Self { folder: TempDir::new().unwrap() };
        copy_tree(&repository("content"), &site.path("content"));
        site
    }

    /// The sample site as built: one for all tests that only look at it.
    pub(crate) fn built_sample() -> &'static Self {
        static BUILT: LazyLock<Site> = LazyLock::new(|| Site::shared("sample", &["build"]));
        &BUILT
    }

    /// The same, built for [`ADDRESS`].
    pub(crate) fn addressed_sample() -> &'static Self {
        static BUILT: LazyLock<Site> = LazyLock::new(|| Site::shared("addressed", &["build", "--base-url", ADDRESS]));
        &BUILT
    }

    /// What is static is never dropped: it stands where `cargo clean` finds it.
    fn shared(name: &str, arguments: &[&str]) -> Self {
        let parent = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&parent);
        fs::create_dir_all(&parent).unwrap();
        let site = Self { folder: TempDir::new_in(&parent).unwrap() };
        copy_tree(&repository("content"), &site.path("content"));
        let output = site.run(arguments);
        assert!(output.status.success(), "{}", transcript(&output));
        site
    }

    /// A site of its own: the head of `site.yaml` is given, snapshots are by date.
    pub(crate) fn of(further: &str, contributors: &str, snapshots: &[(&str, &str)]) -> Self {
        let site = Self { folder: TempDir::new().unwrap() };
        let head = "format: 1\ntitle: T\nheadline: debt\nbases: { debt: { title: Bad debt } }\n";
        site.write("content/site.yaml", format!("{head}{further}"));
        site.write("content/contributors.yaml", contributors);
        for (name, text) in snapshots {
            let day = &name[..10];
            site.write(&format!("content/snapshots/{name}.yaml"), format!("date: {day}\n{text}\n"));
        }
        site
    }

    /// Reads, validates and measures it, which must succeed.
    pub(crate) fn study(&self) -> shortfall::Study {
        let mut report = Report::default();
        let study = shortfall::study(&self.path("."), &shortfall::files::read_limited, &mut report);
        study.unwrap_or_else(|| panic!("{}", to_text(&report)))
    }

    fn copy(from: &Path) -> Self {
        let site = Self { folder: TempDir::new().unwrap() };
        copy_tree(from, site.folder.path());
        site
    }

    /// A path below the site's root.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Writes a file below the site's root.
    pub(crate) fn write(&self, below: &str, text: impl AsRef<[u8]>) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a text in a file, which must have it.
    pub(crate) fn replace(&self, below: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(below)).unwrap();
        assert!(text.contains(from), "`{below}` has no `{from}`");
        self.write(below, text.replacen(from, to, 1));
    }

    /// Runs the program in the site's folder, without colours.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, &[])
    }

    /// The same with environment variables.
    pub(crate) fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shortfall"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .envs(environment.iter().copied())
            .output()
            .unwrap()
    }

    /// Builds, which must succeed.
    pub(crate) fn build(&self) {
        let output = self.run(&["build"]);
        assert!(output.status.success(), "{}", transcript(&output));
    }

    /// Writes all that a build would but pictures, for a fraction of its time.
    pub(crate) fn write_texts(&self) {
        let study = self.study();
        let rehearsal = shortfall::rehearse(&study, &|file| file.whole(), &mut Report::default());
        for made in rehearsal.unwrap_or_else(|report| panic!("{}", to_text(&report))).kept {
            self.write(&format!("output/{}", made.path), made.bytes);
        }
    }

    /// Every file below a folder of the site, with its bytes.
    pub(crate) fn tree(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path(below))
    }

    /// A built file as text.
    pub(crate) fn built(&self, below: &str) -> String {
        fs::read_to_string(self.path("output").join(below)).unwrap_or_else(|error| panic!("{below}: {error}"))
    }
}

/// Every file below a folder, with its bytes; nothing if there is none.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn copy_tree(from: &Path, to: &Path) {
    for (name, bytes) in tree(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Exit code, stdout and stderr as one readable text.
pub(crate) fn transcript(output: &Output) -> String {
    let code = output.status.code().map_or_else(|| "killed".to_owned(), |code| code.to_string());
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let mut text = format!("exit code {code}\n");
    for (name, stream) in [("stdout", out), ("stderr", err)] {
        if !stream.is_empty() {
            text += &format!("--- {name}\n{stream}");
        }
    }
    text
}

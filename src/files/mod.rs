//! Stage 1: files. Walks a site's folder and reads it; the only part of the program that reads the disk.
//!
//! It knows which file is what by its place, and nothing of what is inside.

mod disk;
mod watch;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostics::{Code, Diagnostic, Report, Source};
pub use disk::{read_limited, read_plain};
pub use watch::Watch;

/// The largest text file: a thousand times a hand-written snapshot.
pub const LARGEST_TEXT: u64 = 4 * 1024 * 1024;
/// The largest page or narrative: a long novel. Some of what looks like HTML makes a reader of Markdown look for its end
/// again and again, which grows with the square of the text.
pub const LARGEST_MARKDOWN: u64 = 512 * 1024;
/// The largest file that is copied as it is.
pub const LARGEST_STATIC: u64 = 100 * 1024 * 1024;
/// All that is read together: it is held until the site is made.
pub const LARGEST_SITE: u64 = 1024 * 1024 * 1024;
/// The most files of a folder that is walked: a snapshot and a report a day for sixty years.
pub const MOST_FILES: usize = 50_000;

/// Reads a file of at most the given size. Tests hand in one that fails.
pub type Read<'a> = dyn Fn(&Path, u64) -> io::Result<Vec<u8>> + Sync + 'a;

/// Everything that was read, each list in the order of paths.
#[derive(Debug, Default)]
pub struct Files {
    /// `content/site.yaml`
    pub site: Option<Arc<Source>>,
    /// `content/contributors.yaml`
    pub contributors: Option<Arc<Source>>,
    /// `content/events.yaml`
    pub events: Option<Arc<Source>>,
    /// `content/snapshots/*.yaml`
    pub snapshots: Vec<Arc<Source>>,
    /// The paths of all of them, also of those that could not be read.
    pub snapshot_paths: Vec<String>,
    /// `content/reports/*.md`
    pub reports: Vec<Arc<Source>>,
    /// `content/pages/*.md`
    pub pages: Vec<Arc<Source>>,
    /// `content/static/**`, by path below `static/`.
    pub statics: Vec<StaticFile>,
    /// `templates/**`, by path below `templates/`: a site's own theme files.
    pub templates: Vec<Arc<Source>>,
}

/// A file that is copied as it is.
#[derive(Debug)]
pub struct StaticFile {
    /// Below `content/static/`, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Files {
    /// Adds a snapshot, a report or a page that is not on the disk yet, at its place.
    pub fn add(&mut self, source: Arc<Source>) {
        let list = match source.path.split('/').nth(1) {
            Some("reports") => &mut self.reports,
            Some("pages") => &mut self.pages,
            _ => {
                self.snapshot_paths.push(source.path.clone());
                self.snapshot_paths.sort_unstable();
                &mut self.snapshots
            }
        };
        list.push(source);
        list.sort_by(|a, b| a.path.cmp(&b.path));
    }

    /// Every text that was read.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<Source>> {
        let single = [&self.site, &self.contributors, &self.events].into_iter().flatten();
        single.chain([&self.snapshots, &self.reports, &self.pages, &self.templates].into_iter().flatten())
    }
}

/// Reads `content/` and `templates/` below `root`.
pub fn load(root: &Path, read: &Read<'_>, report: &mut Report) -> Files {
    let mut files = Files::default();
    if !root.is_dir() {
        report.push(Diagnostic::new(Code::WrongArgument, format!("there is no folder `{}`", root.display())));
        return files;
    }
    let held = AtomicU64::new(0);
    let read = |path: &Path, limit: u64| {
        let bytes = read(path, limit)?;
        held.fetch_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX), Ordering::Relaxed);
        Ok(bytes)
    };
    let content = walk(root, "content", report);
    for path in content.into_iter().chain(walk(root, "templates", report)) {
        if !path.starts_with("templates/") {
            place_content(root, &path, &read, &mut files, report);
        } else if is_text_template(&path) {
            files.templates.extend(report.keep(read_text(root, &path, &read)));
        }
        if held.load(Ordering::Relaxed) > LARGEST_SITE {
            let problem = format!("all files of the site together are larger than {}", size(LARGEST_SITE));
            report.push(
                Diagnostic::new(Code::LimitExceeded, problem).hint("publish large files elsewhere, and link them"),
            );
            return Files::default();
        }
    }
    files
}

fn place_content(root: &Path, path: &str, read: &Read<'_>, files: &mut Files, report: &mut Report) {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let mut text = || report.keep(read_text(root, path, read));
    match below.split_once('/') {
        None if below == "site.yaml" => files.site = text(),
        None if below == "contributors.yaml" => files.contributors = text(),
        None if below == "events.yaml" => files.events = text(),
        Some(("snapshots", name)) if !name.contains('/') && has_suffix(name, &[".yaml", ".yml"]) => {
            files.snapshots.extend(text());
            files.snapshot_paths.push(path.to_owned());
        }
        Some(("reports", name)) if !name.contains('/') && has_suffix(name, &[".md"]) => files.reports.extend(text()),
        Some(("pages", name)) if !name.contains('/') && has_suffix(name, &[".md"]) => files.pages.extend(text()),
        Some(("static", rest)) => {
            let bytes = report.keep(read_bytes(root, path, LARGEST_STATIC, read));
            files.statics.extend(bytes.map(|bytes| StaticFile { path: rest.to_owned(), bytes }));
        }
        _ => report.push(stray(path)),
    }
}

fn stray(path: &str) -> Diagnostic {
    let known = ["site.yaml", "contributors.yaml", "events.yaml", "snapshots", "reports", "pages", "static"];
    let first = path.strip_prefix("content/").unwrap_or(path).split('/').next().unwrap_or("");
    let mut diagnostic = Diagnostic::new(Code::StrayFile, format!("nothing reads `{path}`"));
    if !known.contains(&first) {
        diagnostic = diagnostic.suggest(first, known);
    }
    diagnostic.hint("files to be copied as they are belong into `content/static/`")
}

fn has_suffix(name: &str, suffixes: &[&str]) -> bool {
    suffixes.iter().any(|suffix| name.ends_with(suffix))
}

/// Fonts and pictures of a theme are binary; only what is rendered or inlined is read as text.
fn is_text_template(path: &str) -> bool {
    has_suffix(path, &[".html", ".md", ".xml", ".txt", ".css", ".js", ".svg", ".yaml"])
}

/// Paths of all files below a folder of the site, sorted, with `/`; a folder that is not there has none.
fn walk(root: &Path, folder: &str, report: &mut Report) -> Vec<String> {
    let start = root.join(folder);
    // A link here would lead to files that are none of the site's: nothing behind it is looked at.
    if start.is_symlink() {
        report.push(linked(folder));
        return Vec::new();
    }
    if !start.exists() {
        return Vec::new();
    }
    let mut paths = Vec::new();
    let entries = WalkDir::new(&start).follow_links(false).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(&start, entry.path())) {
        if paths.len() == MOST_FILES {
            let problem = format!("`{folder}/` has more than {MOST_FILES} files");
            report.push(Diagnostic::new(Code::LimitExceeded, problem).hint("split the history into several sites"));
            return Vec::new();
        }
        match entry {
            Ok(entry) => paths.extend(report.keep(path_of(root, &entry)).flatten()),
            Err(error) => report.push(unreadable(
                &error.path().map_or_else(|| folder.to_owned(), |path| relative(root, path)),
                &error.into_io_error().unwrap_or_else(|| io::Error::other("the folders form a loop")),
            )),
        }
    }
    paths
}

/// Editors' swap files and version control's folders are nobody's content. What is copied as it is may well
/// begin with a dot (`.nojekyll`, `.well-known/`). `start`: the walked folder, wherever it lies.
fn is_hidden(start: &Path, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_rubbish = name.ends_with('~') || name == ".git" || name == ".DS_Store";
    let is_copied = path.strip_prefix(start).is_ok_and(|below| below.starts_with("static"));
    is_rubbish || (!is_copied && (name.starts_with('.') || name.starts_with('#')))
}

fn path_of(root: &Path, entry: &DirEntry) -> Result<Option<String>, Diagnostic> {
    let path = relative(root, entry.path());
    if entry.path_is_symlink() {
        return Err(linked(&path));
    }
    if entry.path().to_str().is_none() {
        return Err(Diagnostic::new(Code::InvalidAddress, format!("the name of `{path}` is not UTF-8")));
    }
    if entry.file_type().is_dir() {
        return Ok(None);
    }
    if !entry.file_type().is_file() {
        return Err(Diagnostic::new(Code::UnreadableFile, format!("`{path}` is a pipe, a socket or a device"))
            .hint("put a plain file here"));
    }
    Ok(Some(path))
}

fn linked(path: &str) -> Diagnostic {
    Diagnostic::new(Code::LinkedFile, format!("`{path}` is a link"))
        .hint("links are not followed: put the file itself here")
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Reads a text that is named by an argument, from wherever it lies.
///
/// # Errors
/// What is wrong with the file.
pub fn text(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    read_text(Path::new(""), &path.to_string_lossy(), &read_limited)
}

fn read_text(root: &Path, path: &str, read: &Read<'_>) -> Result<Arc<Source>, Diagnostic> {
    let is_article = path.starts_with("content/") && has_suffix(path, &[".md"]);
    let bytes = read_bytes(root, path, if is_article { LARGEST_MARKDOWN } else { LARGEST_TEXT }, read)?;
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(path, &error))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Arc::new(Source { path: path.to_owned(), text }))
}

fn read_bytes(root: &Path, path: &str, limit: u64, read: &Read<'_>) -> Result<Vec<u8>, Diagnostic> {
    read(&root.join(path), limit).map_err(|error| {
        if error.kind() == io::ErrorKind::FileTooLarge {
            Diagnostic::new(Code::FileTooLarge, format!("`{path}` is larger than {}", size(limit)))
        } else {
            unreadable(path, &error)
        }
    })
}

/// 512 KiB, 4 MiB
fn size(bytes: u64) -> String {
    let kib = bytes / 1024;
    if kib < 1024 { format!("{kib} KiB") } else { format!("{} MiB", kib / 1024) }
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, format!("cannot read `{path}`: {error}"))
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let good = error.utf8_error().valid_up_to();
    let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
    let byte = error.as_bytes().get(good).copied().unwrap_or_default();
    Diagnostic::new(Code::NotUtf8, format!("`{path}` is not UTF-8: byte {byte:#04x} in line {line}"))
        .hint("save the file as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_a_dot_is_hidden_wherever_the_site_lies() {
        let start = Path::new("/srv/static/fund/content");
        let is = |path: &str| is_hidden(start, &start.join(path));
        assert!(is("snapshots/.a.yaml.swp") && is("snapshots/.a.yaml") && is("static/.git") && is("static/a~"));
        assert!(!is("snapshots/a.yaml") && !is("static/.nojekyll") && !is("static/.well-known/x"));
    }
}

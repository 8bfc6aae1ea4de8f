//! Refuses paths that are different here and the same on another system.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::{Origin, Report, SitePath};
use crate::diagnostics::{Code, Diagnostic};

/// How a path or one of the folders above it is spelled, and by which file.
struct Spelling<'a> {
    text: &'a str,
    is_file: bool,
    path: &'a str,
}

/// The file that publishing adds to every site.
pub const MANIFEST: &str = "manifest.json";

/// Reports every path that clashes.
pub fn find_clashes<'a>(paths: impl IntoIterator<Item = &'a SitePath>, report: &mut Report) {
    for (one, other) in clashes(paths) {
        report.push(clash(one, other));
    }
}

/// Every path that clashes, with the one before it: every file and every folder must have one spelling, and nothing
/// can be both.
pub(super) fn clashes<'a>(paths: impl IntoIterator<Item = &'a SitePath>) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<String, Spelling<'_>> = BTreeMap::new();
    for path in std::iter::once(MANIFEST).chain(paths.into_iter().map(SitePath::as_str)) {
        for now in spellings(path) {
            let key = folded(now.text);
            match seen.get(&key) {
                Some(former) if now.is_file || former.is_file || former.text != now.text => {
                    found.push((former.path, path));
                    break;
                }
                Some(_) => {}
                None => {
                    seen.insert(key, now);
                }
            }
        }
    }
    found
}

/// Who writes a file, for a sentence.
pub(super) fn told(origin: Option<&Origin>) -> String {
    origin.map_or_else(|| "by the program itself".to_owned(), |origin| format!("for `{}`", origin.file))
}

/// At the first place that is known.
pub(super) fn placed(problem: Diagnostic, origins: &[Option<&Origin>]) -> Diagnostic {
    let span = origins.iter().flatten().find_map(|origin| origin.span.as_ref());
    span.map_or(problem.clone(), |span| problem.at(span))
}

/// The path, and each folder above it.
fn spellings(path: &str) -> impl Iterator<Item = Spelling<'_>> {
    path.match_indices('/').map(|(end, _)| end).chain([path.len()]).map(move |end| Spelling {
        text: &path[..end],
        is_file: end == path.len(),
        path,
    })
}

/// What a file system may take for the same name: it may ignore case and how accents are composed. To upper case first:
/// `ß` is `SS` to some, and `ſ` is `S`.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

pub(super) fn clash(one: &str, other: &str) -> Diagnostic {
    if other == MANIFEST {
        return Diagnostic::new(Code::ArtifactClash, format!("`{MANIFEST}` is written by every build"))
            .hint("rename your file");
    }
    Diagnostic::new(Code::ArtifactClash, format!("`{one}` and `{other}` cannot both be in one site"))
        .hint("some systems do not tell upper from lower case, and a name is either a file or a folder: rename one")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[&str]) -> Result<(), String> {
        let paths: Vec<SitePath> = paths.iter().map(|path| SitePath::new(path).unwrap()).collect();
        let mut report = Report::default();
        find_clashes(&paths, &mut report);
        report.sorted().first().map_or(Ok(()), |problem| Err(problem.message.clone()))
    }

    #[test]
    fn ordinary_paths_pass() {
        check(&["index.html", "a/index.html", "a/b/index.html", "a.html", "b/a.html"]).unwrap();
    }

    #[test]
    fn names_that_are_one_elsewhere_are_refused() {
        for clash in [
            ["A.html", "a.html"],
            ["a/x", "A/y"],
            ["a", "a/b"],
            ["a/b", "a"],
            ["a/b", "A"],
            ["a", "a"],
            ["caf\u{e9}", "CAFE\u{301}"],
            ["stra\u{df}e", "STRASSE"],
            ["\u{17f}et", "set"],
            ["\u{fb01}n", "fin"],
            ["\u{212a}ey", "key"],
            ["x", "manifest.json"],
            ["x", "Manifest.JSON"],
            ["x", "manifest.json/y"],
        ] {
            assert!(check(&clash).is_err(), "{clash:?}");
        }
        assert_eq!(check(&["A.html", "a.html"]).unwrap_err(), "`A.html` and `a.html` cannot both be in one site");
    }
}

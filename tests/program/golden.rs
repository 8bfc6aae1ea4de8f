//! The whole output of the small site, file by file: a stray, missing or different file fails.
//!
//! Texts are compared as they are in `tests/golden/small`, four pictures as they are in `tests/golden/pictures`.
//! The other pictures and the fonts are compared by digest: the manifest is one of the texts. Charts that differ
//! are shown before and after on a page. Run with `SNAPSHOTS=overwrite` to accept a change, and look at it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::common::{Site, repository, transcript, tree};

/// Where rasterising gives the same bytes as in the golden files.
const IS_HERE: bool = cfg!(all(target_os = "linux", target_arch = "x86_64"));

/// Kept by digest alone.
fn is_kept(path: &str) -> bool {
    ![".png", ".woff2", "style.css", "OFL.txt"].iter().any(|end| path.ends_with(end))
}

#[test]
fn the_small_site_is_as_it_was() {
    let site = Site::fixture("small");
    site.build();
    let built = site.tree("output");
    let mut texts = built.clone();
    texts.retain(|path, _| is_kept(path) && (IS_HERE || path != "manifest.json"));
    if let Some(manifest) = texts.get_mut("manifest.json") {
        *manifest = without_recipe(manifest);
    }
    let mut pictures = built;
    pictures.retain(|path, _| path.ends_with(".png") && path.starts_with("reports/2026-01-09/charts/"));
    pictures.retain(|path, _| ["ladder", "remaining", "who", "change"].iter().any(|id| path.contains(id)));
    let kept = [(texts, repository("tests/golden/small")), (pictures, repository("tests/golden/pictures"))];
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        for (built, golden) in kept {
            let _ = fs::remove_dir_all(&golden);
            built.iter().for_each(|(path, bytes)| write(&golden.join(path), bytes));
        }
        return;
    }
    let mut differing = Vec::new();
    for (built, golden) in &kept {
        let mut expected = tree(golden);
        expected.retain(|path, _| IS_HERE || path != "manifest.json");
        assert_eq!(built.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "the files differ");
        let pairs = built.iter().map(|(path, new)| (path.clone(), expected[path].clone(), new.clone()));
        differing.extend(pairs.filter(|(path, old, new)| !is_same(path, old, new)));
    }
    let page = before_and_after(&differing);
    let told: Vec<String> = differing.iter().map(|(path, old, new)| first_difference(path, old, new)).collect();
    assert!(told.is_empty(), "{}\ncharts before and after: {}", told.join("\n"), page.display());
}

/// Every change of the program's sources is another recipe.
fn without_recipe(manifest: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(manifest).unwrap();
    let kept = text.lines().filter(|line| !line.starts_with("  \"recipe\": "));
    kept.map(|line| format!("{line}\n")).collect::<String>().into_bytes()
}

/// Texts byte for byte; pictures too where they were made, elsewhere but for what no eye sees.
fn is_same(path: &str, old: &[u8], new: &[u8]) -> bool {
    if old == new || !path.ends_with(".png") || IS_HERE {
        return old == new;
    }
    let pixels = |bytes: &[u8]| resvg::tiny_skia::Pixmap::decode_png(bytes).unwrap();
    let (old, new) = (pixels(old), pixels(new));
    let off = old.data().iter().zip(new.data()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
    (old.width(), old.height()) == (new.width(), new.height()) && off <= old.data().len() as u64 / 100
}

fn first_difference(path: &str, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let first = new.lines().zip(old.lines()).enumerate().find(|(_, (new, old))| new != old);
    match first {
        _ if path.ends_with(".png") => format!("`{path}` is another picture"),
        Some((line, (new, old))) => format!("`{path}` differs in line {}:\n- {old}\n+ {new}", line + 1),
        None => format!("`{path}` differs in its last lines"),
    }
}

/// A page that shows what differs, for looking at.
fn before_and_after(differing: &[(String, Vec<u8>, Vec<u8>)]) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    let _ = fs::remove_dir_all(&folder);
    let mut page = "<!doctype html><meta charset=utf-8><title>Charts before and after</title>\n".to_owned();
    for (path, old, new) in differing.iter().filter(|(path, ..)| path.ends_with(".svg") || path.ends_with(".png")) {
        write(&folder.join("before").join(path), old);
        write(&folder.join("after").join(path), new);
        let picture = |side: &str| format!("<td><img src=\"{side}/{path}\" width=640 alt={side}>");
        let _ = writeln!(page, "<h2>{path}</h2><table><tr>{}{}</table>", picture("before"), picture("after"));
    }
    write(&folder.join("index.html"), page.as_bytes());
    folder.join("index.html")
}

/// One digest for every file of the sample site but the manifest, which has a digest of the program's sources in it.
#[test]
fn the_sample_site_has_the_digest_on_record() {
    if !IS_HERE {
        return;
    }
    let mut built = Site::built_sample().tree("output");
    built.remove("manifest.json");
    let lines: String =
        built.iter().map(|(path, bytes)| format!("{}  {path}\n", shortfall::artifacts::sha256(bytes))).collect();
    let now = format!("{}  {} files\n", shortfall::artifacts::sha256(lines.as_bytes()), built.len());
    let record = repository("tests/golden/sample.sha256");
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        return write(&record, now.as_bytes());
    }
    assert_eq!(fs::read_to_string(record).unwrap_or_default(), now, "accept it with SNAPSHOTS=overwrite, after a look");
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn status_reads_as_it_did() {
    for (name, site, arguments) in [
        ("status-small", Site::fixture("small"), &["status"][..]),
        ("status-first-article", Site::sample(), &["status", "--snapshot", "2026-04-24"][..]),
        ("status-no-shortfall", Site::sample(), &["status", "--snapshot", "2026-04-18"][..]),
        ("status-unknown-snapshot", Site::fixture("small"), &["status", "--snapshot", "2026-01-08"][..]),
        ("help", Site::fixture("small"), &["--help"][..]),
        ("diff-small", Site::fixture("small"), &["diff", "2026-01-02"][..]),
        ("diff-sample", Site::sample(), &["diff", "2026-04-24", "2026-04-25"][..]),
        ("diff-sample-markdown", Site::sample(), &["diff", "2026-04-24", "2026-04-25", "--markdown"][..]),
        ("check-small", Site::fixture("small"), &["check"][..]),
    ] {
        let expected = snapbox::Data::read_from(&repository(&format!("tests/golden/{name}.txt")), None);
        let output = site.run_with(arguments, &[("COLUMNS", "100")]);
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(transcript(&output), expected);
    }
}

//! The whole output of the small site, file by file: a stray, missing or different file fails.
//!
//! Texts are compared as they are in `tests/golden/small`. Pictures and fonts are compared by digest: the
//! manifest is one of the texts. Run with `SNAPSHOTS=overwrite` to accept a change, and look at it.

use crate::common::{Site, repository, transcript};

/// Kept by digest alone.
fn is_kept(path: &str) -> bool {
    ![".png", ".woff2", "style.css", "OFL.txt"].iter().any(|end| path.ends_with(end))
}

#[test]
fn the_small_site_is_as_it_was() {
    let site = Site::fixture("small");
    site.build();
    let mut built = site.tree("output");
    built.retain(|path, _| is_kept(path));
    let golden = repository("tests/golden/small");
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        let _ = std::fs::remove_dir_all(&golden);
        for (path, bytes) in &built {
            let path = golden.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        return;
    }
    let expected = crate::common::tree(&golden);
    assert_eq!(built.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "the files differ");
    for (path, bytes) in &built {
        let (new, old) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&expected[path]));
        let first = new.lines().zip(old.lines()).enumerate().find(|(_, (new, old))| new != old);
        if let Some((line, (new, old))) = first {
            panic!("`{path}` differs in line {}:\n- {old}\n+ {new}", line + 1);
        }
        assert_eq!(new.len(), old.len(), "`{path}` differs in its last lines");
    }
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

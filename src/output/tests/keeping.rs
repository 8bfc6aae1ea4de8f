//! What is written, what stays, and what is removed.

use super::*;

#[test]
fn an_absent_folder_is_made() {
    let site = Site::new();
    let published = site.publish(PAGES);
    assert_eq!(published, Published { written: 3, changed: true, ..Published::default() });
    assert_eq!(tree(&site.output()), ["index.html", "manifest.json", "reports/a/index.html", "reports/index.html"]);
    assert_eq!(Manifest::parse(site.read("manifest.json").as_bytes()).unwrap().files().len(), 3);
    site.is_tidy();
}

#[test]
fn folders_above_the_output_are_made() {
    let site = Site::new();
    let deep = Site::at(site.base(), "build/public/site");
    deep.publish(PAGES);
    assert_eq!(deep.read("index.html"), "home");
}

#[test]
fn an_empty_folder_and_a_placeholder_are_ours() {
    for placeholder in [None, Some(".gitkeep"), Some(".gitignore"), Some(".keep")] {
        let site = Site::new();
        fs::create_dir(site.output()).unwrap();
        placeholder.inspect(|name| site.put(name, "*"));
        site.publish(PAGES);
        assert_eq!(site.read("index.html"), "home");
        placeholder.inspect(|name| assert_eq!(site.read(name), "*"));
        site.is_tidy();
    }
}

#[test]
fn the_same_build_writes_nothing() {
    let site = Site::new();
    site.publish(PAGES);
    site.put("CNAME", "example.org");
    let before = site.identities();
    let published = site.publish(PAGES);
    assert_eq!(published, Published { unchanged: 3, ..Published::default() });
    assert_eq!(site.identities(), before);
}

#[test]
fn a_change_replaces_one_file_and_leaves_the_others() {
    let site = Site::new();
    site.publish(PAGES);
    let page = |path: &str| identity(&site.output().join(path));
    let before = ["index.html", "reports/a/index.html", "reports/index.html"].map(page);
    let published = site.publish(&[("index.html", "new"), PAGES[1], PAGES[2]]);
    let after = ["index.html", "reports/a/index.html", "reports/index.html"].map(page);
    assert_eq!(published, Published { written: 1, unchanged: 2, changed: true, ..Published::default() });
    assert_eq!(site.read("index.html"), "new");
    assert_ne!(before[0], after[0]);
    assert_eq!(before[1..], after[1..]);
    site.is_tidy();
}

#[test]
fn a_changed_file_is_not_written_through_a_link() {
    let site = Site::new();
    site.publish(PAGES);
    let second_name = site.base().join("second-name");
    fs::hard_link(site.output().join("index.html"), &second_name).unwrap();
    site.publish(&[("index.html", "new")]);
    assert_eq!(fs::read_to_string(second_name).unwrap(), "home");
}

#[test]
fn another_version_changes_the_manifest_alone() {
    let site = Site::new();
    site.publish(PAGES);
    let published = publish(&rendered(PAGES), &Request { version: "0.2.0", ..site.request() }).unwrap();
    assert_eq!(published, Published { unchanged: 3, changed: true, ..Published::default() });
    assert!(site.read("manifest.json").contains("\"version\": \"0.2.0\""));
}

#[test]
fn a_page_that_is_gone_is_removed_with_its_folder() {
    let site = Site::new();
    site.publish(PAGES);
    let published = site.publish(&PAGES[..1]);
    assert_eq!(published, Published { unchanged: 1, removed: 2, changed: true, ..Published::default() });
    assert_eq!(tree(&site.output()), ["index.html", "manifest.json"]);
    assert!(!site.output().join("reports").exists());
}

#[test]
fn a_page_that_somebody_deleted_comes_back() {
    let site = Site::new();
    site.publish(PAGES);
    fs::remove_file(site.output().join("index.html")).unwrap();
    assert_eq!(site.publish(PAGES).written, 1);
    assert_eq!(site.read("index.html"), "home");
}

#[test]
fn files_that_were_never_ours_survive() {
    let site = Site::new();
    site.publish(PAGES);
    site.put("CNAME", "example.org");
    site.put("reports/a/notes/mine.txt", "mine");
    fs::create_dir(site.output().join("empty")).unwrap();
    let cname = identity(&site.output().join("CNAME"));
    site.publish(&[("index.html", "new")]);
    assert_eq!(tree(&site.output()), ["CNAME", "index.html", "manifest.json", "reports/a/notes/mine.txt"]);
    assert_eq!(identity(&site.output().join("CNAME")), cname);
    assert!(site.output().join("empty").is_dir());
    site.publish(&[("index.html", "newer")]);
    assert_eq!(site.read("reports/a/notes/mine.txt"), "mine");
}

#[test]
fn an_edited_page_that_is_gone_is_kept_and_named() {
    let site = Site::new();
    site.publish(PAGES);
    site.put("reports/index.html", "edited");
    let published = site.publish(&PAGES[..1]);
    assert_eq!(published.kept, [SitePath::new("reports/index.html").unwrap()]);
    assert_eq!((published.removed, published.unchanged), (1, 1));
    assert_eq!(site.read("reports/index.html"), "edited");
    assert_eq!(site.publish(&[("index.html", "new")]).kept, []);
    assert_eq!(site.read("reports/index.html"), "edited");
}

#[test]
fn an_edited_page_that_is_still_written_is_overwritten() {
    let site = Site::new();
    site.publish(PAGES);
    site.put("index.html", "edited");
    assert_eq!(site.publish(PAGES), Published { written: 1, unchanged: 2, changed: true, ..Published::default() });
    assert_eq!(site.read("index.html"), "home");
}

#[test]
fn a_foreign_file_with_the_same_bytes_becomes_ours() {
    let site = Site::new();
    site.publish(PAGES);
    site.put("robots.txt", "ours");
    let wanted = [PAGES, &[("robots.txt", "ours")]].concat();
    assert_eq!(site.publish(&wanted).unchanged, 4);
    assert_eq!(site.publish(PAGES).removed, 1);
    assert!(!site.output().join("robots.txt").exists());
}

#[test]
fn a_page_may_become_a_folder_and_a_folder_a_page() {
    let site = Site::new();
    site.publish(&[("a", "page"), ("b/index.html", "b")]);
    site.publish(&[("a/index.html", "a"), ("b", "page")]);
    assert_eq!(tree(&site.output()), ["a/index.html", "b", "manifest.json"]);
}

/// As on a disk that ignores case: the file is there under its new name, and listed under its former one.
#[test]
fn a_file_that_is_only_spelt_otherwise_is_as_it_should_be() {
    use crate::output::changes::{At, Changes, Taken};
    use crate::output::ownership::Former;
    let site = Site::new();
    site.publish(&[("Index.html", "home"), ("gone.html", "gone")]);
    let place = Place::resolve(&site.request()).unwrap();
    let former = Former::read(&place, None).unwrap();
    let listed = disk::walk(&place.output, usize::MAX).unwrap();
    fs::hard_link(site.output().join("Index.html"), site.output().join("index.html")).unwrap();
    let at = At::Standing(disk::stamp(&site.output().join("index.html")).unwrap());
    let taken = [(SitePath::new("index.html").unwrap(), Taken { at, sha256: String::new(), length: 4 })].into();
    let changes = Changes::among(listed, &place, &former, &taken, b"another manifest").unwrap();
    assert_eq!(changes.unchanged, [PathBuf::from("index.html")]);
    assert_eq!(changes.published(None).removed, 2);
}

/// A file that the new site has as it stood, and that is gone when the site is put together.
#[test]
fn a_file_that_vanishes_meanwhile_stops_the_build() {
    use crate::output::changes::{At, Changes, Taken};
    use crate::output::ownership::Former;
    let site = Site::new();
    site.publish(PAGES);
    let place = Place::resolve(&site.request()).unwrap();
    let former = Former::read(&place, None).unwrap();
    let mut stamp = disk::stamp(&site.output().join("index.html")).unwrap();
    stamp.length += 1;
    let taken = Taken { at: At::Standing(stamp), sha256: String::new(), length: 4 };
    let taken = [(SitePath::new("index.html").unwrap(), taken)].into();
    let problem = Changes::between(&place, &former, &taken, b"another manifest").unwrap_err();
    assert!(problem.message.contains("was changed while"), "{}", problem.message);
}

#[test]
fn a_page_that_grew_beyond_all_bounds_is_kept_and_not_read() {
    let site = Site::new();
    site.publish(PAGES);
    let grown = fs::File::options().write(true).open(site.output().join("reports/a/index.html")).unwrap();
    grown.set_len(1 << 40).unwrap();
    let published = site.publish(&PAGES[..1]);
    assert_eq!(published.kept, [SitePath::new("reports/a/index.html").unwrap()]);
    let manifest = fs::File::options().write(true).open(site.output().join("manifest.json")).unwrap();
    manifest.set_len(1 << 40).unwrap();
    let problem = site.try_publish(PAGES).unwrap_err();
    assert!(problem.message.contains("file too large"), "{}", problem.message);
}

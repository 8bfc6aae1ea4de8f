//! Links, permissions, pipes, and the exchange in one step.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

#[test]
fn a_link_is_not_an_output_folder() {
    let site = Site::new();
    for target in ["elsewhere", "absent"] {
        fs::create_dir_all(site.base().join("elsewhere")).unwrap();
        symlink(target, site.output()).unwrap();
        site.refuses(PAGES, "is a link");
        let mut slash = site.output().into_os_string();
        slash.push("/");
        let slash = Request { folder: Path::new(&slash), ..site.request() };
        assert_eq!(publish(&rendered(PAGES), &slash).unwrap_err().code, Code::OutputRefused);
        fs::remove_file(site.output()).unwrap();
    }
    assert_eq!(tree(&site.base().join("elsewhere")), [""; 0]);
}

#[test]
fn a_linked_way_to_a_source_is_seen_through() {
    let site = Site::new();
    symlink("content", site.base().join("way")).unwrap();
    Site::at(site.base(), "way/site").refuses(PAGES, "`content`");
    let elsewhere = TempDir::new().unwrap();
    fs::remove_dir(site.base().join("templates")).unwrap();
    symlink(elsewhere.path(), site.base().join("templates")).unwrap();
    let inside = Request { folder: &elsewhere.path().join("site"), ..site.request() };
    assert_eq!(publish(&rendered(PAGES), &inside).unwrap_err().code, Code::OutputRefused);
}

#[test]
fn links_inside_are_carried_over_and_not_followed() {
    let site = Site::new();
    let elsewhere = site.base().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("index.html"), "theirs").unwrap();
    site.publish(PAGES);
    symlink("../elsewhere", site.output().join("linked")).unwrap();
    symlink("nowhere", site.output().join("dangling")).unwrap();
    site.publish(&[("index.html", "new")]);
    assert_eq!(tree(&site.output()), ["dangling", "index.html", "linked", "manifest.json"]);
    assert_eq!(fs::read_link(site.output().join("linked")).unwrap(), Path::new("../elsewhere"));
    assert_eq!(fs::read_link(site.output().join("dangling")).unwrap(), Path::new("nowhere"));
    site.refuses(&[("linked/index.html", "ours")], "output/linked` is in the way");
    site.refuses(&[("dangling", "ours")], "output/dangling` is in the way");
    assert_eq!(fs::read_to_string(elsewhere.join("index.html")).unwrap(), "theirs");
}

#[test]
fn a_folder_of_ours_that_became_a_link_is_not_followed() {
    let site = Site::new();
    site.publish(PAGES);
    let elsewhere = site.base().join("elsewhere");
    fs::rename(site.output().join("reports"), &elsewhere).unwrap();
    symlink("../elsewhere", site.output().join("reports")).unwrap();
    site.refuses(PAGES, "output/reports` is in the way");
    site.publish(&PAGES[..1]);
    assert_eq!(tree(&elsewhere), ["a/index.html", "index.html"]);
    assert!(site.output().join("reports").is_symlink());
}

#[test]
fn a_page_of_ours_that_became_a_link_is_kept() {
    let site = Site::new();
    site.publish(PAGES);
    fs::remove_file(site.output().join("reports/index.html")).unwrap();
    symlink("a/index.html", site.output().join("reports/index.html")).unwrap();
    site.refuses(PAGES, "output/reports/index.html` is in the way");
    let published = site.publish(&PAGES[..2]);
    assert_eq!(published.kept, [SitePath::new("reports/index.html").unwrap()]);
    assert!(site.output().join("reports/index.html").is_symlink());
}

#[cfg(target_os = "linux")]
fn make_pipe(path: &Path) {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
}

/// Who opens a pipe waits for its other end, and whoever reads a device may read for ever.
#[cfg(target_os = "linux")]
#[test]
fn nothing_but_plain_files_is_read_from_an_output() {
    let site = Site::new();
    fs::create_dir(site.output()).unwrap();
    let [pipe, link] = ["pipe", "link"].map(|name| site.output().join(name));
    make_pipe(&pipe);
    symlink("/dev/zero", &link).unwrap();
    for odd in [pipe.as_path(), &link, &site.output(), Path::new("/dev/zero")] {
        assert_eq!(disk::read(odd, 9).unwrap_err().code, Code::OutputFailed, "{}", odd.display());
    }
    fs::remove_dir_all(site.output()).unwrap();
    site.publish(PAGES);
    fs::remove_file(site.output().join("index.html")).unwrap();
    make_pipe(&site.output().join("index.html"));
    let publication = Publication::open(site.request()).unwrap();
    let reuse = publication.reuse(Trust::Digests);
    let found = reuse.find(&SitePath::new("index.html").unwrap(), &rendered(PAGES)[0].inputs);
    assert_eq!(found.err(), Some(Reason::Edited));
    site.refuses(PAGES, "output/index.html` is in the way");
}

#[cfg(target_os = "linux")]
#[test]
fn a_lock_that_leads_elsewhere_is_not_followed() {
    let site = Site::new();
    let lock = Place::resolve(&site.request()).unwrap().lock();
    symlink("elsewhere", &lock).unwrap();
    assert_eq!(site.try_publish(PAGES).unwrap_err().code, Code::OutputFailed);
    assert!(!site.base().join("elsewhere").exists());
    fs::remove_file(&lock).unwrap();
    make_pipe(&lock);
    assert_eq!(site.try_publish(PAGES).unwrap_err().code, Code::OutputFailed);
}

/// Somebody else's repository may bring such a folder along.
#[test]
fn a_staging_folder_that_leads_elsewhere_is_not_followed() {
    for name in ["former", "site"] {
        let site = Site::new();
        let elsewhere = Site::at(site.base(), "elsewhere");
        elsewhere.publish(PAGES);
        elsewhere.put("secret", "theirs");
        let staging = Place::resolve(&site.request()).unwrap().staging();
        fs::create_dir(&staging).unwrap();
        fs::write(staging.join("made-by-shortfall"), "").unwrap();
        if name == "site" {
            fs::create_dir(staging.join("former")).unwrap();
        }
        symlink("../elsewhere", staging.join(name)).unwrap();
        site.publish(&PAGES[..1]);
        assert_eq!(tree(&site.output()), ["index.html", "manifest.json"], "{name}");
        assert_eq!(tree(&elsewhere.output()).len(), 5, "{name}");
        site.is_tidy();
    }
}

#[test]
fn permissions_of_folders_stay() {
    let site = Site::new();
    site.publish(PAGES);
    let mode = |path: &str| fs::metadata(site.output().join(path)).unwrap().permissions().mode() & 0o7777;
    for (path, mode) in [("", 0o2775), ("reports", 0o700)] {
        fs::set_permissions(site.output().join(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    site.publish(&[("index.html", "new"), PAGES[2]]);
    assert_eq!((mode(""), mode("reports")), (0o2775, 0o700));
}

#[test]
fn a_pipe_is_carried_over() {
    let site = Site::new();
    site.publish(PAGES);
    let socket = site.output().join("s");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    site.publish(&[("index.html", "new")]);
    assert_eq!(disk::kind(&socket).unwrap(), Some(disk::Kind::Other));
}

/// Where two folders can change places in one step.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn the_output_is_there_at_every_moment() {
    let site = Site::new();
    site.publish(PAGES);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut always = true;
            while !done.load(Ordering::Relaxed) {
                always &= fs::symlink_metadata(site.output()).is_ok();
            }
            always
        });
        for round in 0..30 {
            site.publish(&[("index.html", &round.to_string())]);
        }
        done.store(true, Ordering::Relaxed);
        assert!(watch.join().unwrap());
    });
}

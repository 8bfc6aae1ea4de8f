//! Every operation of publishing fails once, and the program is killed before each: afterwards there is the old site or
//! the new one, and the next build leaves nothing behind.

use std::collections::BTreeMap;
use std::io::ErrorKind;

use super::*;
use crate::output::fault::{self, Fault};

const OLD: &[(&str, &str)] = &[("index.html", "old"), ("gone/index.html", "gone"), ("same/index.html", "same")];
const NEW: &[(&str, &str)] = &[("index.html", "new"), ("more/index.html", "more"), ("same/index.html", "same")];

/// What a disk says, by turns.
const SAID: [ErrorKind; 4] =
    [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Interrupted, ErrorKind::Other];

/// What the output was before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Before {
    Absent,
    Placeholder,
    /// An old site, with a file of somebody else's.
    Old,
    /// The same, and a build was killed in the middle of the next one.
    Killed,
    /// The new site is there already.
    New,
}

/// In memory where there is such a folder: a disk would be flushed thousands of times.
fn prepared(before: Before) -> Site {
    let memory = Path::new("/dev/shm");
    let site = if memory.is_dir() { Site::new_in(memory) } else { Site::new() };
    match before {
        Before::Absent => {}
        Before::Placeholder => site.put(".gitkeep", ""),
        Before::Old | Before::Killed => {
            site.publish(OLD);
            site.put("CNAME", "example.org");
        }
        Before::New => {
            site.publish(NEW);
        }
    }
    if before == Before::Killed {
        let killed = Fault { at: 40, kind: ErrorKind::Other, killed: true, no_exchange: false };
        assert!(fault::with(killed, || site.try_publish(NEW)).1);
    }
    site
}

/// Every file of the output but the manifest, with its text; `None` if there is no output.
fn texts(site: &Site) -> Option<BTreeMap<String, String>> {
    site.output().exists().then(|| {
        let paths = tree(&site.output()).into_iter().filter(|path| path != "manifest.json");
        paths.map(|path| (path.clone(), site.read(&path))).collect()
    })
}

fn wanted(pages: &[(&str, &str)], site: &Site) -> BTreeMap<String, String> {
    let foreign = ["CNAME", ".gitkeep"].into_iter().filter(|name| site.output().join(name).exists());
    let foreign = foreign.map(|name| (name.to_owned(), site.read(name)));
    pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).chain(foreign).collect()
}

/// Fails operation after operation until a build needs no more of them; returns how many it failed.
fn fail_each(before: Before, killed: bool, no_exchange: bool) -> usize {
    for at in 0.. {
        let site = prepared(before);
        let old = texts(&site);
        let fault = Fault { at, kind: SAID[at % SAID.len()], killed, no_exchange };
        let (result, struck) = fault::with(fault, || site.try_publish(NEW));
        let context = format!("{before:?}, {fault:?}: {result:?}");
        let now = texts(&site);
        match &result {
            Ok(_) => assert_eq!(now, Some(wanted(NEW, &site)), "{context}"),
            // Killed between two renames, the next build completes it: that is the difference in guarantee.
            Err(_) if now.is_none() && killed && no_exchange => {}
            Err(_) => assert_eq!(now, old, "{context}"),
        }
        if let Err(diagnostic) = &result {
            assert!([Code::OutputFailed, Code::OutputRefused].contains(&diagnostic.code), "{context}");
        }
        site.publish(NEW);
        assert_eq!(texts(&site), Some(wanted(NEW, &site)), "{context}");
        assert_eq!(old.is_some_and(|old| old.contains_key("CNAME")), site.output().join("CNAME").exists(), "{context}");
        site.is_tidy();
        if !struck {
            return at;
        }
    }
    0
}

#[test]
fn every_operation_may_fail_and_every_moment_may_be_the_last() {
    let mut injected = 0;
    for before in [Before::Absent, Before::Placeholder, Before::Old, Before::Killed, Before::New] {
        for (killed, no_exchange) in [(false, false), (false, true), (true, false), (true, true)] {
            let faults = fail_each(before, killed, no_exchange);
            println!("{before:?}, killed {killed}, two renames {no_exchange}: {faults} faults");
            injected += faults;
        }
    }
    println!("{injected} faults injected, each survived");
    assert!(injected > 1000, "{injected}");
}

#[test]
fn a_fault_names_its_place() {
    let site = Site::new();
    let fault = |at| Fault { at, kind: ErrorKind::StorageFull, killed: false, no_exchange: false };
    let said: Vec<String> = (0..60)
        .filter_map(|at| fault::with(fault(at), || site.try_publish(&[("a.html", "a")])).0.err())
        .map(|diagnostic| diagnostic.message)
        .collect();
    assert!(said.iter().any(|said| said.starts_with("cannot write `") && said.contains("a.html`")), "{said:?}");
    assert!(said.iter().all(|said| said.starts_with("cannot ") || said.starts_with("another build")), "{said:?}");
}

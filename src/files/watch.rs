//! Waiting for an author to save. What changed is not said, only that something did: the next build finds out.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::diagnostics::{Code, Diagnostic};

/// How long nothing may happen until a burst of changes is over.
const QUIET: Duration = Duration::from_millis(150);

/// What is read, and so what is watched: not `output/`, and not what else lies beside it.
const FOLDERS: [&str; 2] = ["content", "templates"];

/// Files below a site's `content/` and `templates/`, watched.
pub struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Begins to watch: what changes from now on is noticed.
    ///
    /// # Errors
    /// [`CannotWatch`](Code::CannotWatch) where the system does not tell.
    pub fn new(root: &Path) -> Result<Self, Diagnostic> {
        let failed = |error: &dyn std::fmt::Display| {
            Diagnostic::new(Code::CannotWatch, format!("cannot watch `{}`: {error}", root.display()))
        };
        // Some systems tell of changes under a folder's true name only.
        let root = root.canonicalize().map_err(|error| {
            let problem = format!("there is no folder `{}`: {error}", root.display());
            Diagnostic::new(Code::WrongArgument, problem)
        })?;
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| failed(&error))?;
        let mut watch = Self { root, watcher, events };
        watch.watcher.watch(&watch.root, RecursiveMode::NonRecursive).map_err(|error| failed(&error))?;
        watch.follow()?;
        Ok(watch)
    }

    /// Watches the folders that are there; of one that appears, the root tells.
    fn follow(&mut self) -> Result<(), Diagnostic> {
        for folder in FOLDERS.map(|name| self.root.join(name)).into_iter().filter(|folder| folder.is_dir()) {
            self.watcher.watch(&folder, RecursiveMode::Recursive).map_err(|error| {
                let problem = format!("cannot watch `{}`: {error}", folder.display());
                Diagnostic::new(Code::CannotWatch, problem)
                    .hint("systems limit how many folders are watched: on Linux by `fs.inotify.max_user_watches`")
            })?;
        }
        Ok(())
    }

    /// Waits until something changed, and then nothing for a moment: a burst of changes is one.
    ///
    /// # Errors
    /// [`CannotWatch`](Code::CannotWatch) if the system no longer tells.
    pub fn wait(&mut self) -> Result<(), Diagnostic> {
        let mut is_moved = false;
        let root = &self.root;
        settle(&self.events, |event| {
            is_moved |= event.as_ref().is_ok_and(|event| event.paths.iter().any(|path| is_folder(root, path)));
            is_change(root, event)
        })
        .map_err(|_| Diagnostic::new(Code::CannotWatch, "the system no longer says when a file changes"))?;
        if is_moved { self.follow() } else { Ok(()) }
    }
}

#[allow(clippy::disallowed_methods, reason = "how long it has been quiet decides when to read, not what")]
fn settle<T>(events: &Receiver<T>, mut is_change: impl FnMut(&T) -> bool) -> Result<(), RecvError> {
    while !is_change(&events.recv()?) {}
    let mut until = Instant::now() + QUIET;
    loop {
        match events.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(event) if is_change(&event) => until = Instant::now() + QUIET,
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return Ok(()),
            Err(RecvTimeoutError::Disconnected) => return Err(RecvError),
        }
    }
}

/// Whether one of the watched folders itself came or went.
fn is_folder(root: &Path, path: &Path) -> bool {
    FOLDERS.iter().any(|name| path == root.join(name))
}

fn is_change(root: &Path, event: &notify::Result<Event>) -> bool {
    match event {
        // Every read of ours is told, too.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
        Ok(event) => event.need_rescan() || event.paths.iter().any(|path| is_content(root, path)),
        // Something got lost.
        Err(_) => true,
    }
}

/// Whether a site is made from what lies at a path.
fn is_content(root: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else { return false };
    let mut names = below.components().map(|part| part.as_os_str().to_string_lossy());
    let is_below = names.next().is_some_and(|first| FOLDERS.contains(&first.as_ref()));
    let names: Vec<_> = names.collect();
    // What is copied as it is may begin with a dot; nothing else that does is read.
    let is_copied = names.first().is_some_and(|first| first == "static");
    is_below && !names.iter().any(|name| is_passing(name) || (!is_copied && name.starts_with('.')))
}

/// What editors and version control put beside a file while they work on it.
fn is_passing(name: &str) -> bool {
    let is_swap =
        [".swp", ".swo", ".swx", ".tmp", "~", "___jb_tmp___", "___jb_old___"].iter().any(|end| name.ends_with(end));
    let is_lock = name.starts_with(".#") || (name.starts_with('#') && name.ends_with('#'));
    // Vim tries with a file of this name whether it may write.
    is_swap || is_lock || ["4913", ".git", ".DS_Store"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_one_change() {
        let (sender, events) = channel();
        for _ in 0..20 {
            sender.send(true).unwrap();
        }
        assert!(settle(&events, |is_change| *is_change).is_ok());
        assert!(events.try_recv().is_err(), "a change is left for a second build");
        sender.send(false).unwrap();
        drop(sender);
        assert!(settle(&events, |is_change| *is_change).is_err(), "what is no change was taken for one");
    }

    #[test]
    fn what_editors_leave_is_no_change() {
        let root = Path::new("/site");
        let is = |path: &str| is_content(root, &root.join(path));
        for path in ["content/site.yaml", "content/static/.well-known/x", "templates/page.html", "content"] {
            assert!(is(path), "{path}");
        }
        let names = [".a.yaml.swp", ".a.yaml.swx", "a.yaml~", "#a.yaml#", ".#a.yaml", "4913", "a.tmp", ".git/HEAD"];
        let names = names.into_iter().chain([".goutputstream-X1", ".a.yaml.kate-swp", "a.yaml___jb_tmp___"]);
        for path in names.map(|name| format!("content/snapshots/{name}")) {
            assert!(!is(&path), "{path}");
        }
        for path in ["output/index.html", "target/x", "", "contents/x"] {
            assert!(!is(path), "{path}");
        }
        assert!(!is_content(root, Path::new("/elsewhere/content/site.yaml")));
    }
}

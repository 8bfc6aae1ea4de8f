//! The snapshots of a site, each typed when it is asked for: all of them as typed would be four times what is understood of
//! them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Decode as _, SnapshotDoc, node};
use crate::diagnostics::{Code, Diagnostic, Report, Source};

/// The most values of all snapshots together, aliases expanded: somewhat more than 10,000 snapshots of 200 pledges have. A
/// few kilobytes of text can stand for 200,000 of them.
pub const MOST_VALUES: usize = 30_000_000;

/// The files of `snapshots/`.
#[derive(Debug, Default)]
pub struct Snapshots {
    /// Each with its text.
    pub files: Vec<Arc<Source>>,
}

impl Snapshots {
    /// What types them.
    #[must_use]
    pub const fn reader(&self) -> Reader {
        Reader { most: MOST_VALUES, held: AtomicUsize::new(0) }
    }
}

/// Types snapshots one by one and counts their values.
#[derive(Debug)]
pub struct Reader {
    most: usize,
    /// How many values were read so far.
    held: AtomicUsize,
}

impl Reader {
    /// One of the files as typed, on any thread; nothing once all together have too many values.
    pub fn read(&self, file: &Arc<Source>, report: &mut Report) -> Option<SnapshotDoc> {
        let node = report.keep(node::parse(file)).filter(|_| !self.is_full())?;
        self.held.fetch_add(node.size(), Ordering::Relaxed);
        SnapshotDoc::decode(node, report)
    }

    fn is_full(&self) -> bool {
        self.held.load(Ordering::Relaxed) > self.most
    }

    /// Says so if all snapshots together have more values than a site may have. What is wrong with single ones is not to be said
    /// then: which were looked at depends on the threads.
    ///
    /// # Errors
    /// [`LimitExceeded`](Code::LimitExceeded)
    pub fn within_limits(&self) -> Result<(), Diagnostic> {
        if !self.is_full() {
            return Ok(());
        }
        let problem = format!("all snapshots together have more than {} values", self.most);
        Err(Diagnostic::new(Code::LimitExceeded, problem).hint("split the history into several sites"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_snapshots_together_have_an_end() {
        // Three lists, two of them by an alias: 14 values with the date and what holds them.
        let text = "date: 2026-01-01\nx: &a [1, 2, 3]\ny: *a\nz: *a\n";
        let one = Arc::new(Source { path: "content/snapshots/a.yaml".to_owned(), text: text.to_owned() });
        let read = |most: usize| {
            let reader = Reader { most, held: AtomicUsize::new(0) };
            (0..10).for_each(|_| _ = reader.read(&one, &mut Report::default()));
            reader.within_limits()
        };
        assert!(read(140).is_ok());
        let problem = read(139).unwrap_err();
        assert_eq!(problem.code, Code::LimitExceeded);
        assert!(problem.message.contains("together have more than 139 values"), "{}", problem.message);
    }
}

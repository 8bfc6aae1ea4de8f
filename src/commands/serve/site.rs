//! What is shown: the last edition that could be made, and what is wrong with a newer one.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::edition::Edition;
use super::problems::Problems;

/// What all threads look at.
#[derive(Default)]
pub(super) struct Site {
    state: Mutex<State>,
    changed: Condvar,
}

/// What is shown at one moment.
#[derive(Clone, Default)]
pub(super) struct State {
    /// `None` until the content could be read for the first time.
    pub(super) edition: Option<Arc<Edition>>,
    /// Why what was saved since is not shown.
    pub(super) problems: Option<Arc<Problems>>,
}

impl State {
    /// Two words that name it, for a page to know whether it is out of date: of the edition, and of its problems.
    pub(super) fn name(&self) -> String {
        let edition = self.edition.as_ref().map_or("-", |edition| &edition.id);
        let problems = self.problems.as_ref().map_or("-", |problems| &problems.id);
        format!("{edition} {problems}")
    }
}

impl Site {
    pub(super) fn edition(&self) -> Option<Arc<Edition>> {
        self.state().edition.clone()
    }

    pub(super) fn show(&self, edition: Option<Arc<Edition>>, problems: Option<Problems>) {
        *self.state() = State { edition, problems: problems.map(Arc::new) };
        self.changed.notify_all();
    }

    /// What is shown now, or as soon as there is anything.
    pub(super) fn now(&self) -> State {
        let is_nothing = |state: &mut State| state.edition.is_none() && state.problems.is_none();
        let state = self.changed.wait_while(self.state(), is_nothing);
        state.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The state's name once it is another one than this, or after a while.
    pub(super) fn wait(&self, known: &str, longest: Duration) -> String {
        let waited = self.changed.wait_timeout_while(self.state(), longest, |state| state.name() == known);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.name()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

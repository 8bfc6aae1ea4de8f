//! Faults that tests put into operations on the disk: the one with a given number fails, alone or with all after it.
//! Counted within one thread, so that tests side by side do not meet.

use std::cell::Cell;
use std::io;

/// What goes wrong, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    /// Which operation fails, from 0.
    pub(super) at: usize,
    /// What the system says.
    pub(super) kind: io::ErrorKind,
    /// The program is killed there: nothing after it is done either.
    pub(super) killed: bool,
    /// Two folders cannot change places in one step.
    pub(super) no_exchange: bool,
}

thread_local! {
    static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
    static DONE: Cell<usize> = const { Cell::new(0) };
}

/// Runs work on a thread of its own with a fault; says whether it struck, too.
pub(super) fn with<T: Send>(fault: Fault, work: impl FnOnce() -> T + Send) -> (T, bool) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        FAULT.set(Some(fault));
        let result = work();
        (result, DONE.get() > fault.at)
    })
}

/// Called before every operation.
pub(super) fn step() -> io::Result<()> {
    let Some(fault) = FAULT.get() else { return Ok(()) };
    let now = DONE.replace(DONE.get() + 1);
    if now == fault.at || (fault.killed && now > fault.at) { Err(fault.kind.into()) } else { Ok(()) }
}

/// Whether two folders may change places in one step.
pub(super) fn may_exchange() -> bool {
    FAULT.get().is_none_or(|fault| !fault.no_exchange)
}

//! The only other program that this one ever starts, and only on `serve --open`.

use std::io;
use std::process::{Command, Stdio};

/// Asks the system to show an address.
pub(super) fn open(address: &str) -> io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("explorer", &[])
    } else {
        ("xdg-open", &[])
    };
    start(program).args(arguments).arg(address).spawn().map(|_| ())
}

#[allow(clippy::disallowed_methods, reason = "the author asked for a browser")]
fn start(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

//! The `shortfall` program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    shortfall::commands::main()
}

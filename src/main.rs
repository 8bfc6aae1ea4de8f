//! The `shortfall` program: everything is in the library.

use std::process::ExitCode;

/// A quarter of a build went into the system's allocator, and more into the one of the static Linux program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    shortfall::commands::main()
}

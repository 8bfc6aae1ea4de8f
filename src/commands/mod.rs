//! The program's outside: arguments, streams and exit codes. Data goes to stdout, talk to stderr.

mod account;
mod against;
mod build;
mod chart;
mod check;
mod clock;
mod compare;
mod diff;
mod edits;
mod examples;
mod exit;
mod gates;
mod init;
mod machine;
mod new;
mod options;
mod progress;
mod reference;
mod schema;
mod serve;
mod status;
mod summary;
mod templates;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

pub use exit::Exit;
pub use options::{ChartFile, ChartLayout, ChartTheme, Ci, Command, Content, Format, Options};

use crate::diagnostics::{Code, Diagnostic, Report};

/// Runs the program on the arguments it was started with.
#[must_use]
pub fn main() -> ExitCode {
    // Clap prints usage problems itself and exits with code 2.
    run(&Options::parse()).into()
}

/// Runs one command.
#[must_use]
pub fn run(options: &Options) -> Exit {
    match &options.command {
        Command::Build(build) => build::run(options, build),
        Command::Serve(serve) => serve::run(options, serve),
        Command::Check(check) => check::run(options, check),
        Command::Status(status) => status::run(options, status),
        Command::Diff(diff) => diff::run(options, diff),
        Command::Compare(compare) => compare::run(options, compare),
        Command::Chart(chart) => chart::run(options, chart),
        Command::Init(init) => init::run(options, init),
        Command::New(new) => new::run(options, new),
        Command::Templates(templates) => templates::run(options, templates),
        Command::Schema(schema) => schema::run(options, schema),
        Command::Completions(completions) => reference::completions(options, completions),
        Command::Man => reference::man(options),
    }
}

/// Says the one problem that ends a command.
fn end_with(options: &Options, command: &str, problem: Diagnostic) -> Exit {
    let mut report = Report::default();
    report.push(problem);
    machine::fail(options.format, command, &report)
}

/// Prints data.
#[allow(clippy::print_stdout, reason = "this is where data leaves the program")]
fn say(data: &str) {
    anstream::print!("{data}");
}

/// Prints data that need not be text.
fn hand_over(bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    written.map_err(|error| Diagnostic::new(Code::OutputFailed, format!("cannot write to stdout: {error}")))
}

/// Prints talk.
#[allow(clippy::print_stderr, reason = "this is where talk leaves the program")]
fn talk(text: &str) {
    anstream::eprint!("{text}");
}

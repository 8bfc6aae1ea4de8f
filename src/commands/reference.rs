//! `shortfall completions` and `shortfall man`: both written from the definition of the command line.

use clap::CommandFactory as _;

use super::options::Completions;
use super::{Exit, Options, say, talk};
use crate::diagnostics::{Code, Diagnostic, Report, to_text};

pub(super) fn completions(completions: &Completions) -> Exit {
    let mut bytes = Vec::new();
    clap_complete::generate(completions.shell, &mut Options::command(), "shortfall", &mut bytes);
    say(&String::from_utf8_lossy(&bytes));
    Exit::Success
}

/// The page of the program, then one of each command.
pub(super) fn man() -> Exit {
    let mut root = Options::command();
    // Names the commands in full: `shortfall-new-snapshot`.
    root.build();
    let mut bytes = Vec::new();
    match render(&root, &mut bytes) {
        Ok(()) => {
            say(&String::from_utf8_lossy(&bytes));
            Exit::Success
        }
        Err(error) => {
            let mut report = Report::default();
            report.push(Diagnostic::new(Code::OutputFailed, format!("cannot print the manual: {error}")));
            talk(&to_text(&report));
            Exit::of(&report)
        }
    }
}

fn render(command: &clap::Command, bytes: &mut Vec<u8>) -> std::io::Result<()> {
    clap_mangen::Man::new(command.clone()).render(bytes)?;
    command.get_subcommands().filter(|sub| sub.get_name() != "help").try_for_each(|sub| render(sub, bytes))
}

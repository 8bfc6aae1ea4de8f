//! `shortfall completions` and `shortfall man`: both written from the definition of the command line.

use std::fmt::Write as _;
use std::io;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::options::Completions;
use super::{Exit, Format, Options, end_with, machine, say};
use crate::diagnostics::{Code, Diagnostic, Report};

pub(super) fn completions(options: &Options, completions: &Completions) -> Exit {
    let mut bytes = Vec::new();
    clap_complete::generate(completions.shell, &mut Options::command(), "shortfall", &mut bytes);
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if completions.shell == Shell::Fish {
        text += &fish_words(&Options::command());
    }
    print(options, "completions", &text)
}

/// The words that an argument without a name takes, such as `snapshot` of `schema snapshot`: `clap_complete` leaves them
/// out for this shell.
fn fish_words(program: &clap::Command) -> String {
    let mut lines = String::new();
    for command in program.get_subcommands() {
        for value in command.get_positionals().flat_map(clap::Arg::get_possible_values) {
            let (command, word) = (command.get_name(), value.get_name());
            let help = value.get_help().map(|help| help.to_string().replace('\'', "\\'")).unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = writeln!(
                lines,
                "complete -c shortfall -n \"__fish_shortfall_using_subcommand {command}\" -f -a \"{word}\" -d '{help}'"
            );
        }
    }
    lines
}

/// The page of the program, then one of each command.
pub(super) fn man(options: &Options) -> Exit {
    let mut root = Options::command();
    // Names the commands in full: `shortfall-new-snapshot`.
    root.build();
    match pages(&root) {
        Ok(text) => print(options, "man", &text),
        Err(error) => {
            let problem = Diagnostic::new(Code::OutputFailed, format!("cannot print the manual: {error}"));
            end_with(options, "man", problem)
        }
    }
}

fn print(options: &Options, command: &str, text: &str) -> Exit {
    match options.format {
        Format::Text => say(text),
        Format::Json => {
            let mut value = machine::head(command, &Report::default());
            value["text"] = text.into();
            say(&format!("{value:#}\n"));
        }
    }
    Exit::Success
}

fn pages(command: &clap::Command) -> io::Result<String> {
    let below = command.get_subcommands().filter(|sub| sub.get_name() != "help");
    below.map(pages).try_fold(page(command)?, |all, pages| Ok(all + &pages?))
}

/// One page. What stands after the help becomes sections of its own, its lines as they are: `clap_mangen` would fill
/// them like prose.
fn page(command: &clap::Command) -> io::Result<String> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut bytes)?;
    let rendered = String::from_utf8_lossy(&bytes).replace("\n.br\n\n.br\n", "\n.sp\n");
    let own = rendered.lines().take_while(|line| ![".SH EXTRA", ".SH VERSION"].contains(line));
    let mut page = String::new();
    for line in own {
        match line.strip_prefix(".TH ").and_then(|title| title.split(' ').next()) {
            // Without a date: a page says the same whenever it is made.
            Some(title) => {
                let version = env!("CARGO_PKG_VERSION");
                // Writing to a string cannot fail.
                let _ = writeln!(page, ".TH {} 1 \"\" \"shortfall {version}\" \"shortfall\"", title.to_uppercase());
            }
            None => page += &format!("{}\n", line.trim_end()),
        }
    }
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    Ok(page + &sections(&after))
}

/// `Examples:` and what follows as a section of that name.
fn sections(text: &str) -> String {
    let mut sections = String::new();
    let mut is_open = false;
    for line in text.lines() {
        let heading = line.strip_suffix(':').filter(|_| !line.starts_with(' '));
        if heading.is_some() || !is_open {
            let end = if is_open { ".fi\n" } else { "" };
            let _ = writeln!(sections, "{end}.SH {}\n.nf", heading.unwrap_or("Notes").to_uppercase());
            is_open = true;
        }
        if heading.is_none() {
            let _ = writeln!(sections, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq"));
        }
    }
    if is_open { sections + ".fi\n" } else { sections }
}

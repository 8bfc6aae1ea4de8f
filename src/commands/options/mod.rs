//! The command line, defined once: help, manual pages and completions come from here.

mod authoring;
mod building;
mod printing;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::{Exit, examples};

pub use authoring::{Ci, Content};
pub(super) use authoring::{
    Completions, Eject, Init, New, NewPage, NewReport, NewSnapshot, NewWhat, Schema, Templates, TemplatesWhat,
};
pub(super) use building::{Build, Check, Gates, Serve};
pub(super) use printing::{Chart, Compare, Diff, Status};
pub use printing::{ChartFile, ChartLayout, ChartTheme};

/// Turns dated YAML snapshots of a rescue fund into a static report site.
#[derive(Debug, Parser)]
#[command(name = "shortfall", version, after_help = Exit::HELP, arg_required_else_help = true)]
pub struct Options {
    /// The site's folder: the one that holds `content/`
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// How to print what a machine may read
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a small site that works into an empty folder, to be edited into your own
    #[command(after_help = examples::INIT)]
    Init(Init),
    /// Begin the next file: nothing is written unless the site is valid with it
    #[command(after_help = examples::NEW)]
    New(New),
    /// Write the site: every page, chart and data file, exchanged in one step
    #[command(after_help = examples::BUILD)]
    Build(Build),
    /// Show the site in a browser while you write: renewed when a file is saved, and nothing is written
    Serve(Serve),
    /// Find everything that a build would find, and write nothing
    #[command(after_help = examples::CHECK)]
    Check(Check),
    /// Print a snapshot's figures
    #[command(after_help = examples::STATUS)]
    Status(Status),
    /// Print what changed between two snapshots, and why
    #[command(after_help = examples::DIFF)]
    Diff(Diff),
    /// Print what differs between two built sites, numbers first
    #[command(after_help = examples::COMPARE)]
    Compare(Compare),
    /// Draw one chart of a snapshot
    #[command(after_help = examples::CHART)]
    Chart(Chart),
    /// Change how pages look: see which files of the theme can be replaced, and copy one to begin with
    #[command(after_help = examples::TEMPLATES)]
    Templates(Templates),
    /// Print the JSON Schema of a kind of file, for editors that complete and check YAML
    #[command(after_help = examples::SCHEMA)]
    Schema(Schema),
    /// Print a shell's completions
    #[command(after_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual pages, in roff: the program's, then each command's
    #[command(after_help = examples::MAN)]
    Man,
}

/// How to print what a machine may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON value
    Json,
}

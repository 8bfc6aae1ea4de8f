//! The command line, defined once: help, and later the manual page and completions, come from here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::Exit;

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
    /// Write the site: every page, chart and data file, exchanged in one step
    Build(Build),
    /// Find everything that a build would find, and write nothing
    Check(Check),
    /// Print a snapshot's figures
    Status(Status),
    /// Print what changed between two snapshots, and why
    Diff(Diff),
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Where to write, from the site's folder; only a folder of this program's own is written
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub output: PathBuf,

    /// Where the site will be published; overrides `base_url` of site.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Fail on warnings too, but for those that the content explains with a `reason`
    #[arg(long)]
    pub strict: bool,

    /// Check the newsletter kits too: sizes, pictures, numbers, contrast, and what mail clients refuse
    #[arg(long)]
    pub kit: bool,
}

/// Arguments of `status`.
#[derive(Debug, Args)]
pub struct Status {
    /// The snapshot's address, such as 2026-04-24; the newest by default
    #[arg(long, value_name = "ADDRESS")]
    pub snapshot: Option<String>,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The snapshot to start from, such as 2026-04-24
    #[arg(value_name = "FROM")]
    pub from: String,

    /// The snapshot to arrive at; the newest by default
    #[arg(value_name = "TO")]
    pub to: Option<String>,

    /// Print Markdown instead of text
    #[arg(long)]
    pub markdown: bool,
}

/// How to print what a machine may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON value
    Json,
}

//! What an author begins with: a site, a snapshot, a page, a template, an editor, a shell.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::commands::examples;

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// Where to write; the folder must be empty or absent
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Also write what builds and publishes the site on every push and on a schedule
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub ci: Option<Ci>,
}

/// A service that builds and publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// GitHub Actions and GitHub Pages
    Github,
    /// GitLab CI and GitLab Pages
    Gitlab,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// What to begin.
    #[command(subcommand)]
    pub what: NewWhat,
}

/// What to begin.
#[derive(Debug, Subcommand)]
pub enum NewWhat {
    /// Carry the newest snapshot forward, with what has to be looked at again marked
    #[command(after_help = examples::SNAPSHOT)]
    Snapshot(NewSnapshot),
    /// Begin the narrative of a snapshot
    Report(NewReport),
    /// Begin a page
    Page(NewPage),
}

/// Arguments of `new snapshot`.
#[derive(Debug, Args)]
pub struct NewSnapshot {
    /// Its date, such as 2026-05-01 or 2026-05-01T09:00Z; today (UTC, or SOURCE_DATE_EPOCH) by default
    #[arg(value_name = "DATE")]
    pub date: Option<String>,

    /// Give a pledge's key a value, such as mantle.stage=approved or mantle.delivered="2000 ETH"
    #[arg(long, value_name = "PLEDGE.KEY=VALUE")]
    pub set: Vec<String>,

    /// Begin a new pledge, whose keys are given with --set
    #[arg(long, value_name = "PLEDGE")]
    pub add: Vec<String>,

    /// Take pledges from a spreadsheet saved as CSV: a row for one that is there changes it, another one is added
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// End a pledge, such as lido=withdrawn
    #[arg(long, value_name = "PLEDGE=HOW")]
    pub end: Vec<String>,
}

/// Arguments of `new report`.
#[derive(Debug, Args)]
pub struct NewReport {
    /// The snapshot's address, such as 2026-04-24
    #[arg(value_name = "DATE")]
    pub address: String,
}

/// Arguments of `new page`.
#[derive(Debug, Args)]
pub struct NewPage {
    /// Its address, such as how-to-help
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Arguments of `templates`.
#[derive(Debug, Args)]
pub struct Templates {
    /// What to do.
    #[command(subcommand)]
    pub what: TemplatesWhat,
}

/// What to do with the theme.
#[derive(Debug, Subcommand)]
pub enum TemplatesWhat {
    /// Print every file of the theme that a site can replace
    List,
    /// Copy a built-in file into the site's `templates/`, to be edited
    Eject(Eject),
}

/// Arguments of `templates eject`.
#[derive(Debug, Args)]
pub struct Eject {
    /// The file, such as page.html or style.css
    #[arg(value_name = "NAME")]
    pub name: String,

    /// Write it over a file that is there already
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// The kind of file; without one, all are listed
    #[arg(value_enum, value_name = "KIND")]
    pub kind: Option<Content>,
}

/// A kind of file that an author writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Content {
    /// content/snapshots/*.yaml
    Snapshot,
    /// content/site.yaml
    Site,
    /// content/contributors.yaml
    Contributors,
    /// content/events.yaml
    Events,
    /// What reports and pages begin with
    FrontMatter,
    /// What commands print with --format json
    Output,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

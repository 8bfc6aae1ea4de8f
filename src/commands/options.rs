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
    /// Draw one chart of a snapshot
    Chart(Chart),
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

/// Arguments of `chart`.
#[derive(Debug, Args)]
pub struct Chart {
    /// The chart, such as ladder, or card; one that is not known lists all of them
    #[arg(value_name = "ID")]
    pub id: String,

    /// The snapshot's address, such as 2026-04-24; the newest by default
    #[arg(long, value_name = "ADDRESS")]
    pub snapshot: Option<String>,

    /// What to draw it for; as the site does by default: the page, and mail where it is a PNG
    #[arg(long, value_enum)]
    pub layout: Option<ChartLayout>,

    /// Which colours; auto follows the reader's system, and is light in a PNG
    #[arg(long, value_enum, default_value_t = ChartTheme::Auto)]
    pub theme: ChartTheme,

    /// Pixels of a PNG for each CSS pixel
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=4))]
    pub scale: u32,

    /// The file to write, from the present folder; its ending says what it becomes; `-` is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,

    /// What to write, whatever the file's ending; on stdout an SVG by default
    #[arg(long = "as", value_name = "FORMAT", value_enum)]
    pub file: Option<ChartFile>,
}

/// What a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChartLayout {
    /// Wide pages, 960 CSS pixels
    Page,
    /// Phones, 360 CSS pixels
    Phone,
    /// Mail and forums, 600×400 CSS pixels
    Mail,
}

/// The colours of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChartTheme {
    /// Light, and dark where the reader's system asks for it
    Auto,
    /// Dark ink on white
    Light,
    /// Light ink on near black
    Dark,
}

/// What a chart is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChartFile {
    /// The drawing
    Svg,
    /// The picture
    Png,
    /// The values drawn, as a table
    Csv,
    /// Words and values
    Json,
    /// The text alternative and the long text
    Txt,
}

/// How to print what a machine may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON value
    Json,
}

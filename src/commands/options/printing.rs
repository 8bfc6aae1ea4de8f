//! What prints figures and draws a chart.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `status`.
#[derive(Debug, Args)]
pub struct Status {
    /// The snapshot's address, such as 2026-04-24; the newest by default
    #[arg(long, value_name = "ADDRESS")]
    pub snapshot: Option<String>,

    /// Print the brief and the ladder as Markdown, for the summary of a CI job or a forum
    #[arg(long)]
    pub markdown: bool,
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

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// The former site: its folder, or its manifest.json
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// The present one; `output` in the site's folder by default
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,
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

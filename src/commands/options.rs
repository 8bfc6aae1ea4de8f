//! The command line, defined once: help, manual pages and completions come from here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{Exit, examples};

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
    Templates(Templates),
    /// Print the JSON Schema of a kind of file, for editors that complete and check YAML
    #[command(after_help = examples::SCHEMA)]
    Schema(Schema),
    /// Print a shell's completions
    #[command(after_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual pages, in roff: the program's, then each command's
    Man,
}

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

/// Arguments of `build`.
#[derive(Debug, Args)]
#[command(after_help = BUILD_HELP)]
pub struct Build {
    /// Where to write, from the site's folder; only a folder of this program's own is written
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub output: PathBuf,

    /// Where the site will be published; overrides `base_url` of site.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// Compare the bytes of every file, even if nothing that is read has changed; lengths and times are enough by default
    #[arg(long)]
    pub verify: bool,

    /// Say why files were made again; the others are taken from the former output
    #[arg(long)]
    pub explain: bool,

    /// Build again whenever a file is saved, until Ctrl-C
    #[arg(long)]
    pub watch: bool,

    /// What must hold.
    #[command(flatten)]
    pub gates: Gates,

    /// What to make of warnings.
    #[command(flatten)]
    pub judgement: Judgement,
}

const BUILD_HELP: &str = "\
Example: keep a folder that a web server shows up to date; a build that fails leaves it as it is
  shortfall build --watch --output public --base-url https://rescue.example";

/// Arguments of `serve`.
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub struct Serve {
    /// The port to answer at; a free one by default
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,

    /// Open the site in your browser
    #[arg(long)]
    pub open: bool,
}

const SERVE_HELP: &str = "\
Only this machine can reach the address. What a build would find is said here and in the browser:
until it is mended, the site is shown as it was before.

Example: write with the site beside you, then build it
  shortfall serve --open
  shortfall build";

/// What must hold for a run to go on; where it does not, the exit code is 4.
#[derive(Debug, Args)]
pub struct Gates {
    /// Fail if the newest snapshot is older, such as 7d, 36h or 2w
    #[arg(long, value_name = "TIME")]
    pub fail_if_older_than: Option<String>,

    /// Fail if more remains against the headline basis, all stages counted, in the base unit
    #[arg(long, value_name = "AMOUNT")]
    pub fail_if_remaining_above: Option<String>,

    /// Fail if a claim differs from its sum without a reason
    #[arg(long)]
    pub require_claims_match: bool,

    /// The moment that ages are measured at, such as 2026-05-01T00:00Z; SOURCE_DATE_EPOCH or now by default
    #[arg(long, value_name = "DATE", requires = "fail_if_older_than")]
    pub clock: Option<String>,
}

/// What to make of warnings.
#[derive(Debug, Args)]
pub struct Judgement {
    /// Treat a warning as an error, by its code, unless the content explains it with a `reason`
    #[arg(long, value_name = "CODE")]
    pub deny: Vec<String>,

    /// Do not say a warning, by its code
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Fail on warnings too, but for those that the content explains with a `reason`
    #[arg(long)]
    pub strict: bool,

    /// Say which dated addresses of a published site a build would change or drop; dropping one is an error
    #[arg(long, value_name = "MANIFEST")]
    pub against: Option<PathBuf>,

    /// Where the site will be published, if the build is told so, too
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// What must hold.
    #[command(flatten)]
    pub gates: Gates,

    /// What to make of warnings.
    #[command(flatten)]
    pub judgement: Judgement,

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

    /// The present one
    #[arg(value_name = "NEW", default_value = "output")]
    pub new: PathBuf,
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

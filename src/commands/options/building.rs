//! What makes a site, or says whether one can be made.

use std::path::PathBuf;

use clap::Args;

/// Arguments of `build`.
#[derive(Debug, Args)]
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
Only this machine can reach the address. What a build would find is said here and in the browser;
until it is mended, the site is shown as it was before.

Example: write with the site beside you, then build it
  shortfall serve --open
  shortfall build";

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Fail on warnings too, but for those that the content explains, such as with a `reason`
    #[arg(long)]
    pub strict: bool,

    /// Where the site is built; what has not changed since then is not made again to be looked at
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub output: PathBuf,

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

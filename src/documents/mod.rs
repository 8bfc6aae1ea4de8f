//! Stage 2: typed documents. Every file as its author typed it: known keys, right shapes, each text with
//! its place. What the texts mean is the next stage's business.

mod article;
mod carry;
mod decode;
pub mod edit;
mod history;
pub mod node;
mod schema;
mod site;
mod snapshot;
mod source;
pub mod spreadsheet;
mod strings;
mod theme;

use std::sync::Arc;

pub use article::{ArticleDoc, FrontMatter};
pub use carry::{carry_forward, left_behind};
pub use decode::{Decode, Entries, Flag, LONGEST_LABEL, LONGEST_TEXT, MOST_ENTRIES, Map, Text};
pub use history::{MOST_VALUES, Reader, Snapshots};
pub use schema::{Definitions, schema};
pub use site::{
    ActionDoc, ChartDoc, ContributorDoc, EventDoc, NameDoc, NewsletterDoc, PlaceholderDoc, ScenarioDoc, SiteDoc,
};
pub use snapshot::{
    BasisDoc, ClaimDoc, CorrectionDoc, MetricDoc, PledgeDoc, RateDoc, RateEntry, RecoveryDoc, SnapshotDoc,
};
pub use source::{SourceDoc, Sources};
pub use strings::{StringsDoc, strings};
pub use theme::{FontDoc, LogoDoc, Shade, ThemeDoc};

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Report, Source};
use crate::files::Files;

/// The most snapshots of a site: one a day for twenty-seven years.
pub const MOST_SNAPSHOTS: usize = 10_000;
/// The most pages of an author's own: every page of the site can lead to each.
pub const MOST_PAGES: usize = 1_000;

/// Every document of a site. What could not be read is missing here and in the report.
#[derive(Debug, Default)]
pub struct Documents {
    /// `site.yaml`
    pub site: Option<SiteDoc>,
    /// `contributors.yaml`
    pub contributors: Entries<ContributorDoc>,
    /// Whether `contributors.yaml` had no problem: else a contributor that seems unknown may be there.
    pub contributors_complete: bool,
    /// `events.yaml`
    pub events: Vec<EventDoc>,
    /// `snapshots/*.yaml`, typed one by one.
    pub snapshots: Snapshots,
    /// The paths of all of them, also of those that could not be read from the disk.
    pub snapshot_paths: Vec<String>,
    /// `reports/*.md`
    pub reports: Vec<ArticleDoc>,
    /// `pages/*.md`
    pub pages: Vec<ArticleDoc>,
}

/// Reads all documents, files in parallel; snapshots are left to who asks for them.
pub fn read(files: &Files, report: &mut Report) -> Documents {
    require(files, report);
    limit("snapshots", files.snapshots.len(), MOST_SNAPSHOTS, report);
    limit("pages", files.pages.len(), MOST_PAGES, report);
    if report.has_errors() && files.snapshots.len() > MOST_SNAPSHOTS {
        return Documents::default();
    }
    let (contributors, contributors_complete) = contributors(files, report);
    Documents {
        site: files.site.as_ref().and_then(|source| yaml(source, report)),
        contributors,
        contributors_complete,
        events: files.events.as_ref().and_then(|source| yaml(source, report)).unwrap_or_default(),
        snapshots: Snapshots { files: files.snapshots.clone() },
        snapshot_paths: files.snapshot_paths.clone(),
        reports: each(&files.reports, report, article::read),
        pages: each(&files.pages, report, article::read),
    }
}

fn limit(what: &str, files: usize, most: usize, report: &mut Report) {
    if files > most {
        report.push(Diagnostic::new(Code::LimitExceeded, format!("{files} {what} are more than {most}")));
    }
}

fn contributors(files: &Files, report: &mut Report) -> (Entries<ContributorDoc>, bool) {
    let mut found = Report::default();
    let read = files.contributors.as_ref().and_then(|source| yaml(source, &mut found));
    let complete = !found.has_errors();
    report.extend(found);
    (read.map_or_else(Vec::new, |Map(all)| all), complete)
}

fn require(files: &Files, report: &mut Report) {
    // A file that could not be read is not a file that is missing.
    let all_read = !report.has_errors();
    if files.site.is_none() && all_read {
        report.push(
            Diagnostic::new(Code::NoSite, "there is no `content/site.yaml`")
                .hint("run this in a site's folder, or name it with `--root`")
                .hint("`shortfall init DIR` begins a site in an empty folder"),
        );
    }
    // Where there is no site, nobody misses its snapshots.
    if files.snapshots.is_empty() && files.site.is_some() && all_read {
        report.push(
            Diagnostic::new(Code::NoSnapshots, "there is no snapshot in `content/snapshots/`")
                .hint("a snapshot is one YAML file, named by its date: `content/snapshots/2026-04-24.yaml`"),
        );
    }
}

fn yaml<T: Decode>(source: &Arc<Source>, report: &mut Report) -> Option<T> {
    let node = report.keep(node::parse(source))?;
    T::decode(node, report)
}

/// Reads files in parallel; values and problems stay in the order of the files.
fn each<T: Send>(
    sources: &[Arc<Source>],
    report: &mut Report,
    read: impl Fn(&Arc<Source>, &mut Report) -> Option<T> + Sync,
) -> Vec<T> {
    let results: Vec<(Option<T>, Report)> = sources
        .par_iter()
        .map(|source| {
            let mut found = Report::default();
            (read(source, &mut found), found)
        })
        .collect();
    results
        .into_iter()
        .filter_map(|(value, found)| {
            report.extend(found);
            value
        })
        .collect()
}

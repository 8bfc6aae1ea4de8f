//! All snapshots, understood one by one and put in time.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::gather::Givers;
use super::model::{Named, Site, Snapshot};
use super::scope::Scope;
use super::{check, read, snapshot};
use crate::diagnostics::{Code, Report, Source};
use crate::documents::{self, Text};
use crate::quantities::{Slug, Unit};

/// How many files in a row one core understands at most: as many share what they say alike from the first.
const ROW: usize = 16;

/// How many unknown names are told with the one that was meant.
const MOST_HINTS: usize = 100;

/// What is understood of one file.
#[derive(Default)]
struct Understood {
    /// Nothing of a draft, or of one that could not be read.
    snapshot: Option<Snapshot>,
    /// Every pledge that it names.
    pledges: Vec<Slug>,
    /// The pledges that its corrections name.
    corrected: Vec<Text>,
    found: Report,
}

/// Every snapshot in time. As typed each is let go of once it is understood: a history of years is not in memory twice. `None`
/// if there is more than may be; the report says so.
pub(super) fn snapshots(
    documents: &documents::Snapshots,
    site: Option<&Site>,
    base: &Unit,
    givers: &Givers,
    report: &mut Report,
) -> Option<Vec<Snapshot>> {
    let ids = |names: &[Named]| names.iter().map(|name| name.id.clone()).collect::<Vec<Slug>>();
    let bases = site.map_or_else(Vec::new, |site| ids(&site.bases));
    let metrics = site.map_or_else(Vec::new, |site| ids(&site.metrics));
    let scope = Scope {
        aliases: &givers.aliases,
        base,
        site_complete: site.is_some(),
        contributors: &givers.all,
        contributors_complete: givers.complete,
        bases: &bases,
        metrics: &metrics,
    };
    let reader = documents.reader();
    let row = ROW.min(documents.files.len().div_ceil(rayon::current_num_threads())).max(1);
    let rows = documents.files.par_chunks(row).map(|files| {
        let mut row: Vec<Understood> = files.iter().map(|file| understood(file, &reader, &scope)).collect();
        share(row.iter_mut().filter_map(|one| one.snapshot.as_mut()));
        row
    });
    let understood: Vec<Understood> = rows.flatten_iter().collect();
    report.keep(reader.within_limits())?;
    let (mut snapshots, mut pledges, mut corrected) = (Vec::new(), BTreeSet::new(), Vec::new());
    for one in understood {
        report.extend(one.found);
        snapshots.extend(one.snapshot);
        pledges.extend(one.pledges);
        corrected.extend(one.corrected);
    }
    unknown(&corrected, &pledges, report);
    check::same_address(&snapshots, report);
    snapshots.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.slug.cmp(&b.slug)));
    check::same_moment(&snapshots, report);
    share(snapshots.iter_mut());
    Some(snapshots)
}

/// A correction may strike a pledge out of every snapshot but its own.
fn unknown(corrected: &[Text], pledges: &BTreeSet<Slug>, report: &mut Report) {
    let unknown = corrected.iter().filter(|text| !pledges.contains(text.value.trim()));
    for (number, text) in unknown.enumerate() {
        // To look for what was meant takes a while: thousands of slips are not slips.
        let known = if number < MOST_HINTS { Some(pledges) } else { None };
        report.keep(read::declared(text, Code::UnknownReference, "pledge", known.into_iter().flatten()));
    }
}

fn understood(file: &Arc<Source>, reader: &documents::Reader, scope: &Scope<'_>) -> Understood {
    let mut found = Report::default();
    let Some(document) = reader.read(file, &mut found) else { return Understood { found, ..Understood::default() } };
    let pledges = snapshot::ids(&document.pledges.0);
    if read::flag(document.draft, false) {
        return Understood { pledges, found, ..Understood::default() };
    }
    let snapshot = snapshot::snapshot(file, &document, scope, &mut found);
    let corrected = document.corrections.into_iter().flat_map(|correction| correction.pledges).collect();
    Understood { snapshot, pledges, corrected, found }
}

/// Holds what snapshots in a row say alike in memory once.
fn share<'a>(snapshots: impl Iterator<Item = &'a mut Snapshot>) {
    let mut before: Option<&'a mut Snapshot> = None;
    for snapshot in snapshots {
        if let Some(before) = &before {
            snapshot.pledges.share(&before.pledges);
        }
        before = Some(snapshot);
    }
}

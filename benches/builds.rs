//! What pages, data, publishing and whole builds cost, without charts and kits, which are measured by `charts`; and how all of it
//! grows with the pledges.
//!
//! Run by `cargo bench --bench builds`. It writes into the folder for temporary files: let that be in memory.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark stops at the first surprise, and writes what it reads"
)]

mod generate;

use std::fmt;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use divan::Bencher;
use shortfall::artifacts::{Keep, Made, Recipe, Rendered, SitePath};
use shortfall::diagnostics::Report;
use shortfall::output::{Publication, Published, Request, Warnings};
use shortfall::{Study, files, make, rehearse, render, study};
use tempfile::TempDir;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Snapshots × pledges.
#[derive(Clone, Copy)]
struct Size(usize, usize);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {}", self.0, self.1)
    }
}

const SIZES: [Size; 7] =
    [Size(10, 20), Size(100, 20), Size(1000, 20), Size(10_000, 20), Size(10, 200), Size(100, 200), Size(1000, 200)];

fn written(Size(snapshots, pledges): Size) -> TempDir {
    let folder = TempDir::new().unwrap();
    generate::write(snapshots, pledges, folder.path());
    let settings = folder.path().join("content/site.yaml");
    let mut settings = OpenOptions::new().append(true).open(settings).unwrap();
    settings.write_all(b"report_charts: []\nnewsletter: { kits: false }\n").unwrap();
    folder
}

fn studied(root: &Path) -> Study {
    study(root, &files::read_limited, &mut Report::default()).unwrap()
}

fn rendered<T: Send>(study: &Study, keep: &Keep<'_, T>) -> Vec<T> {
    render(study, &|_, _| None, |_| (), keep, &mut Report::default()).unwrap()
}

fn published(root: &Path, output: &Path, fill: impl FnOnce(&Publication<'_>) -> Vec<Made>) -> Published {
    let recipe = Recipe::default();
    let publication = Publication::open(Request { folder: output, root, version: "0", recipe: &recipe }).unwrap();
    let made = fill(&publication);
    publication.finish(&made, Warnings::default()).unwrap()
}

/// One file of the newest of a thousand reports, with the plan of all files.
#[divan::bench(args = ["index.html", "index.md", "report.json", "numbers.json", "pledges.csv"], sample_count = 20)]
fn a_file_of_a_report(bencher: Bencher<'_, '_>, name: &str) {
    let folder = written(Size(1000, 20));
    let study = studied(folder.path());
    let newest = &study.rescue.snapshots.last().unwrap().slug;
    let path = SitePath::new(&format!("reports/{newest}/{name}")).unwrap();
    bencher.bench(|| make(&study, &path, &|_, _| None).unwrap().unwrap().bytes.len());
}

/// Into an empty folder, and over the same site.
#[divan::bench(args = [false, true], sample_count = 5)]
fn b_publish_a_hundred_reports(bencher: Bencher<'_, '_>, is_there: bool) {
    let folder = written(Size(100, 20));
    let files = rendered(&studied(folder.path()), &|file| file.whole());
    let take = |publication: &Publication<'_>, file: &Rendered| publication.take(&file.clone().into()).unwrap();
    let take_all = |publication: &Publication<'_>| files.iter().map(|file| take(publication, file)).collect();
    let outputs = TempDir::new().unwrap();
    let same = outputs.path().join("same");
    published(folder.path(), &same, take_all);
    bencher
        .with_inputs(|| TempDir::new_in(outputs.path()).unwrap())
        .bench_refs(|fresh| published(folder.path(), if is_there { &same } else { fresh.path() }, take_all));
}

/// From reading to the exchange.
#[divan::bench(args = SIZES, sample_count = 1, sample_size = 1)]
fn c_whole_build(bencher: Bencher<'_, '_>, size: Size) {
    let folder = written(size);
    bencher.bench(|| {
        let study = studied(folder.path());
        let fill = |publication: &Publication<'_>| rendered(&study, &|file| publication.take(&file));
        published(folder.path(), &folder.path().join("output"), fill)
    });
}

/// All texts and drawings of two snapshots, charts and kits, too, by the number of pledges.
#[divan::bench(args = [20, 200, 2000], sample_count = 1, sample_size = 1)]
fn d_charts_by_pledges(bencher: Bencher<'_, '_>, pledges: usize) {
    let folder = TempDir::new().unwrap();
    generate::write(2, pledges, folder.path());
    let study = studied(folder.path());
    bencher.bench(|| rehearse(&study, &|file| Ok(file.bytes()?.len()), &mut Report::default()).unwrap().kept.len());
}

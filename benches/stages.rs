//! What each stage costs over a long history: reading, understanding, validating, measuring, telling.
//!
//! Run by `cargo bench --bench stages`. Each stage takes the finished work of the one before.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark stops at the first surprise, and writes what it reads"
)]

mod generate;

use std::fmt;

use divan::Bencher;
use rayon::prelude::*;
use shortfall::diagnostics::{Report, to_text};
use shortfall::documents::{self, Documents};
use shortfall::files::{self, Files};
use shortfall::measures::{self, Measures, Numbers};
use shortfall::pages::brief;
use shortfall::rescue::{self, Rescue};
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

const SIZES: [Size; 3] = [Size(100, 20), Size(1000, 20), Size(1000, 200)];

fn written(Size(snapshots, pledges): Size) -> TempDir {
    let folder = TempDir::new().unwrap();
    generate::write(snapshots, pledges, folder.path());
    folder
}

fn loaded(folder: &TempDir) -> Files {
    files::load(folder.path(), &files::read_limited, &mut Report::default())
}

fn read(files: &Files) -> Documents {
    documents::read(files, &mut Report::default())
}

/// Every snapshot as typed, and let go of again.
fn typed(files: &Files) -> usize {
    let documents = read(files);
    let (snapshots, reader) = (&documents.snapshots, documents.snapshots.reader());
    let count = |file| reader.read(file, &mut Report::default()).map_or(0, |document| document.pledges.0.len());
    snapshots.files.par_iter().map(count).sum()
}

fn gathered(documents: &Documents) -> Rescue {
    let mut report = Report::default();
    let rescue = rescue::gather(documents, &mut report);
    assert!(!report.has_errors(), "{}", to_text(&report));
    rescue.unwrap()
}

fn measured(rescue: &Rescue) -> Measures {
    measures::measure(rescue, &mut Report::default()).unwrap()
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn a_load_files(bencher: Bencher<'_, '_>, size: Size) {
    let folder = written(size);
    bencher.bench(|| loaded(&folder));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn b_read_documents(bencher: Bencher<'_, '_>, size: Size) {
    let files = loaded(&written(size));
    bencher.bench(|| typed(&files));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn c_gather_the_rescue(bencher: Bencher<'_, '_>, size: Size) {
    let files = loaded(&written(size));
    bencher.with_inputs(|| read(&files)).bench_refs(|documents| gathered(documents));
}

/// Everything of stage 4 that is worked out for every snapshot.
#[divan::bench(args = SIZES, sample_count = 10)]
fn d_measure(bencher: Bencher<'_, '_>, size: Size) {
    let rescue = gathered(&read(&loaded(&written(size))));
    bencher.bench(|| measured(&rescue));
}

/// Besides: every number by name, with the change since the snapshot before, for every snapshot.
#[divan::bench(args = SIZES, sample_count = 5)]
fn e_name_every_number(bencher: Bencher<'_, '_>, size: Size) {
    let rescue = gathered(&read(&loaded(&written(size))));
    let measures = measured(&rescue);
    bencher.bench(|| (0..rescue.snapshots.len()).filter_map(|index| Numbers::of(&rescue, &measures, index)).count());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn f_write_every_brief(bencher: Bencher<'_, '_>, size: Size) {
    let rescue = gathered(&read(&loaded(&written(size))));
    let measures = measured(&rescue);
    bencher.bench(|| (0..rescue.snapshots.len()).map(|index| brief(&rescue, &measures, index).len()).sum::<usize>());
}

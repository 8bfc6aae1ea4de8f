//! Writes a site of so many snapshots with so many pledges, the same every time: for measuring.
//!
//! `cargo run --release --example generate -- SNAPSHOTS PLEDGES DIR`
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a tool for measuring stops at the first surprise"
)]

#[path = "../benches/generate/mod.rs"]
mod generate;

use std::env;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [snapshots, pledges, folder] = arguments.as_slice() else { panic!("usage: generate SNAPSHOTS PLEDGES DIR") };
    generate::write(snapshots.parse().unwrap(), pledges.parse().unwrap(), Path::new(folder));
}

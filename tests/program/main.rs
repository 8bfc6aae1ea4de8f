//! Tests of the whole program, in one crate: one link, and all of them side by side.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at the first surprise and looks at the disk"
)]

mod agreement;
mod aliases;
mod authoring;
mod badges;
mod brief;
mod change;
mod chart;
mod common;
mod compare;
mod corpora;
mod data;
mod dependence;
mod documentation;
mod edges;
mod edits;
mod embeds;
mod errors;
mod figures;
mod fuzzing;
mod gates;
mod golden;
mod guide;
mod hostile;
mod inert;
mod kit;
mod languages;
mod ledger;
mod limits;
mod links;
mod machine;
mod machines;
mod markup;
mod pace;
mod properties;
mod publishing;
mod quotes;
mod requests;
mod reuse;
mod sample;
mod scenario;
mod schedule;
mod schema;
mod serve;
mod shown;
mod staleness;
mod structure;
mod templates;
mod theme;
mod wording;

//! shortfall
pub mod artifacts;
pub mod diagnostics;
pub mod documents;
pub mod figures;
pub mod files;
pub mod measures;
pub mod output;
pub mod quantities;
pub mod rescue;

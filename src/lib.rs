//! shortfall
pub mod artifacts;
pub mod diagnostics;
pub mod documents;
pub mod files;
pub mod quantities;
pub mod rescue;

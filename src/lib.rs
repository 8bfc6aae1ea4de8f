//! shortfall
pub mod artifacts;
pub mod diagnostics;
pub mod output;
pub mod quantities;

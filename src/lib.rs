//! shortfall
pub mod artifacts;
pub mod diagnostics;
pub mod quantities;

//! Exact values every stage speaks in: amounts, ratios, dates, units, addresses, colours, and how they are printed.
//!
//! Nothing here knows what a rescue is, and nothing here is a binary float.

mod amount;
mod colour;
mod moment;
pub mod print;
mod promise;
mod ratio;
mod site_path;
mod slug;
mod unit;

pub use amount::{Amount, AmountError, PLACES};
pub use colour::{Rgb, print_colour, read_colour};
pub use moment::{Day, Moment, MomentError};
pub use promise::{Promise, PromiseError, Quantity};
pub use ratio::Ratio;
pub use site_path::SitePath;
pub use slug::{Slug, SlugError};
pub use unit::Unit;

//! Stage 3: the validated rescue. Nothing invalid gets past here: later stages cannot meet a stage that is
//! not on the ladder, a contributor nobody declared or an amount that is not one.

mod check;
mod claim;
mod convert;
mod gather;
mod history;
mod model;
mod newsletter;
mod pledge;
mod read;
mod scenario;
mod schema;
mod scope;
mod shortfall;
mod snapshot;
mod source;
mod theme;
mod words;

pub use convert::{Rate, Rates};
pub use gather::{base_path, base_url, gather};
pub use model::{
    Alias, Article, Basis, BasisName, ChartWords, Claim, Compare, Contributor, Correction, Event, Metric, Named,
    Newsletter, Pledge, Pledges, Recovery, Rescue, Scenario, Site, Snapshot, Status,
};
pub use schema::{ContentSchema, schemas};
pub use source::Source;
pub use theme::{Appearance, Font, Logo, TypedColour};
pub use words::{ContributorKind, End, Grade, Kind, RecoveryState, STAGES, Stage};

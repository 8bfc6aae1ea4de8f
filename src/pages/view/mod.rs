//! What templates see: plain words and printed numbers, made from the measures and nothing else.
//!
//! Every number is printed here once, so that HTML and Markdown show the same digits.

mod change;
mod contributor;
mod dependence;
mod facts;
mod figure;
mod headline;
mod ledger;
pub(in crate::pages) mod methodology;
mod pace;
mod pledge;
mod report;
mod scenario;
mod site;
mod source;
mod sources;
mod staleness;
mod words;

pub(crate) use change::ChangeView;
pub use contributor::Lives;
pub(super) use contributor::{ContributorRow, ContributorView};
pub(super) use dependence::DependenceView;
pub(crate) use facts::{BasisView, ClaimView};
pub(super) use facts::{EventView, MetricView, RateView, RecoveryView};
pub(super) use figure::FigureView;
pub(crate) use headline::{BandView, Headline};
pub(super) use ledger::LedgerView;
pub(crate) use pace::PaceView;
pub(crate) use pledge::PledgeView;
pub(super) use report::ReportRow;
pub(crate) use report::ReportView;
pub(crate) use scenario::ScenarioRow;
pub(super) use site::SiteView;
pub(crate) use site::direction;
pub(super) use source::SourceView;
pub(super) use sources::HostView;
pub(super) use staleness::StalenessView;
pub(super) use words::bounded;

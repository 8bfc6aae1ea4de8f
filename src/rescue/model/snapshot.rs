//! What one snapshot says: bases of the shortfall, recoveries, claims, metrics, corrections.

use super::Pledges;
use crate::diagnostics;
use crate::quantities::{Amount, Day, Moment, Promise, Quantity, Slug, Unit};
use crate::rescue::convert::Rates;
use crate::rescue::source::Source;
use crate::rescue::words::RecoveryState;

/// Everything known on one date.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Its address: the file's name.
    pub slug: Slug,
    /// The file it comes from.
    pub file: String,
    /// The moment it describes.
    pub at: Moment,
    /// What it shows.
    pub title: Option<String>,
    /// Every basis stated so far, in the order of `site.yaml`.
    pub bases: Vec<Basis>,
    /// Recovered property, in the order of the file.
    pub recoveries: Vec<Recovery>,
    /// Rates stated on this date.
    pub rates: Rates,
    /// Pledges in the order of the file.
    pub pledges: Pledges,
    /// Claimed totals.
    pub claims: Vec<Claim>,
    /// Context figures.
    pub metrics: Vec<Metric>,
    /// Corrections of earlier snapshots.
    pub corrections: Vec<Correction>,
    /// Markdown with the place where it begins.
    pub notes: Option<String>,
    /// Where the date was typed.
    pub span: diagnostics::Span,
}

/// One way of stating the shortfall.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Its id.
    pub id: Slug,
    /// What went missing, in the source's words.
    pub gross: Option<Promise>,
    /// What this basis itself deducts.
    pub deductions: Vec<Recovery>,
    /// The shortfall: what the source states, else gross less deductions. In the basis's own unit and, where
    /// it is stated, in the source's words.
    pub shortfall: Option<Promise>,
    /// The unit it is stated in.
    pub unit: Unit,
    /// Who states it.
    pub by: Option<String>,
    /// When it was stated.
    pub on: Option<Day>,
    /// The snapshot that stated it last.
    pub stated_in: Slug,
    /// As of when.
    pub stated_at: Moment,
    /// Whether that was an earlier one.
    pub carried: bool,
    /// Where.
    pub sources: Vec<Source>,
    /// Why it does not add up.
    pub reason: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Computed or dated by the author, not read.
    pub inferred: bool,
}

/// Part of the loss that came back or was stopped.
#[derive(Debug, Clone)]
pub struct Recovery {
    /// Its id; a deduction of a basis has none.
    pub id: Option<Slug>,
    /// What it is.
    pub what: String,
    /// How much, in its own unit.
    pub promise: Promise,
    /// The unit.
    pub unit: Unit,
    /// How far it has come.
    pub state: RecoveryState,
    /// The amount in the source's own words.
    pub native: Option<String>,
    /// What it depends on.
    pub condition: Option<String>,
    /// Who holds it.
    pub holder: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// Computed or dated by the author, not read.
    pub inferred: bool,
}

/// Which sum a claim is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compare {
    /// Everything pledged.
    All,
    /// Stages 4 and 5.
    Firm,
    /// Stage 5.
    Delivered,
    /// Everything pledged and these recoveries.
    AllAndRecoveries(Vec<Slug>),
    /// None: it is only quoted.
    Nothing,
}

/// A total that a source prints.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What the source calls it.
    pub what: String,
    /// How much, as printed.
    pub amount: Amount,
    /// Decimals the source prints: the sum is compared after rounding to these.
    pub places: u32,
    /// The unit it is printed in.
    pub unit: Unit,
    /// Which sum it is compared with.
    pub compare: Compare,
    /// The source says "over".
    pub at_least: bool,
    /// Who says so.
    pub by: Option<String>,
    /// When.
    pub on: Option<Day>,
    /// Where.
    pub sources: Vec<Source>,
    /// Why it differs from the sum.
    pub reason: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Computed by the author, not read.
    pub inferred: bool,
    /// Where it was typed.
    pub span: diagnostics::Span,
}

/// A context figure.
#[derive(Debug, Clone)]
pub struct Metric {
    /// Its id.
    pub id: Slug,
    /// The figure.
    pub value: Quantity,
    /// When it held.
    pub on: Option<Day>,
    /// Who says so.
    pub by: Option<String>,
    /// Where.
    pub sources: Vec<Source>,
    /// A remark.
    pub note: Option<String>,
    /// Computed by the author, not read.
    pub inferred: bool,
}

/// A correction of an earlier snapshot.
#[derive(Debug, Clone)]
pub struct Correction {
    /// When it was corrected.
    pub on: Day,
    /// The pledges it concerns.
    pub pledges: Vec<Slug>,
    /// What was wrong.
    pub note: String,
    /// Where it was read.
    pub sources: Vec<Source>,
}

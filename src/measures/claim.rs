//! Totals that sources print, against the sums that are computed.

use super::{Band, Sums};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::quantities::{Amount, print};
use crate::rescue::{Claim, Compare, Snapshot};

/// One claim, compared.
#[derive(Debug, Clone)]
pub struct ClaimMeasures {
    /// The sum it is compared with, in the claim's unit.
    pub sum: Option<Amount>,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of comparing a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The sum, rounded to the places the source prints, is the claim; or it is at least what was claimed.
    Matches,
    /// Claim less sum, in the claim's unit.
    Differs(Amount),
    /// The claim is only quoted.
    NotCompared,
}

impl ClaimMeasures {
    pub(super) fn of(claim: &Claim, snapshot: &Snapshot, sums: &Sums) -> Option<Self> {
        let sum = match &claim.compare {
            Compare::Nothing => return Some(Self { sum: None, verdict: Verdict::NotCompared }),
            Compare::All => sums.band(Band::All),
            Compare::Firm => sums.band(Band::Firm),
            Compare::Delivered => sums.band(Band::Delivered),
            Compare::AllAndRecoveries(ids) => {
                let named = snapshot.recoveries.iter().filter(|r| r.id.as_ref().is_some_and(|id| ids.contains(id)));
                let amounts: Option<Vec<Amount>> =
                    named.map(|r| snapshot.rates.convert(r.promise.counted(), &r.unit)).collect();
                sums.band(Band::All).plus(Amount::total(amounts?)?)?
            }
        };
        let sum = snapshot.rates.of(&claim.unit)?.inverse()?.times(sum)?;
        let matches = if claim.at_least { sum >= claim.amount } else { sum.rounded(claim.places) == claim.amount };
        let verdict = if matches { Verdict::Matches } else { Verdict::Differs(claim.amount.minus(sum)?) };
        Some(Self { sum: Some(sum), verdict })
    }
}

/// A difference is a warning; one that the author explains is settled.
pub(super) fn report_difference(claim: &Claim, measures: &ClaimMeasures, report: &mut Report) {
    let (Verdict::Differs(difference), Some(sum)) = (measures.verdict, measures.sum) else { return };
    let unit = &claim.unit;
    let relation = if difference.is_negative() { "below" } else { "above" };
    let diagnostic = Diagnostic::new(
        Code::ClaimDiffers,
        format!(
            "the claim of {} {unit} is {} {unit} {relation} the sum of {} {unit}",
            print::exact(claim.amount),
            print::exact(difference.magnitude()),
            print::exact(sum)
        ),
    )
    .at(&claim.span)
    .settled(claim.reason.is_some());
    report.push(match &claim.reason {
        Some(reason) => diagnostic.hint(format!("explained: {reason}")),
        None => diagnostic.hint("give a `reason` if the difference is known; it is printed beside the claim"),
    });
}

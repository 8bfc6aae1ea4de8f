//! `content/snapshots/*.yaml` as typed.

use serde_json::json;

use super::decode::{Decode, Flag, Map, Text, document};
use super::node::{Node, Value};
use super::schema::Definitions;
use super::source::Sources;
use crate::diagnostics::Report;

document! {
    /// Everything known on one date.
    SnapshotDoc {
        /// A day or a minute, UTC.
        date: Text,
        /// What this snapshot shows, in a few words.
        title: Option<Text>,
        /// Keeps it out of the site.
        draft: Option<Flag>,
        /// Basis → figures; what is not restated carries forward.
        shortfall: Map<BasisDoc>,
        /// Recovered property, where no basis deducts it.
        recoveries: Map<RecoveryDoc>,
        /// Asset → rate of this snapshot: `A: r B` means that 1 A is r B.
        rates: Map<RateDoc>,
        /// Pledge → what was promised. An id lives through all snapshots.
        pledges: Map<PledgeDoc>,
        /// Totals that sources print.
        claims: Vec<ClaimDoc>,
        /// Context figures.
        metrics: Map<MetricDoc>,
        /// Corrections of earlier snapshots.
        corrections: Vec<CorrectionDoc>,
        /// Markdown.
        notes: Option<Text>,
    }
}

document! {
    /// One way of stating the shortfall.
    BasisDoc {
        /// What went missing.
        gross: Option<Text>,
        /// What this basis itself deducts.
        recoveries: Vec<RecoveryDoc>,
        /// The shortfall as the source prints it.
        stated: Option<Text>,
        /// Who states it.
        by: Option<Text>,
        /// When it was stated.
        on: Option<Text>,
        /// Where.
        source: Sources,
        /// Why it does not add up.
        reason: Option<Text>,
        /// A remark.
        note: Option<Text>,
        /// Computed or dated by the author, not read.
        inferred: Option<Flag>,
    }
}

document! {
    /// Part of the loss that came back or was stopped.
    RecoveryDoc {
        /// What it is.
        what: Text,
        /// How much.
        amount: Option<Text>,
        /// How far it has come.
        state: Text,
        /// The amount as the source has it, in its own words.
        native: Option<Text>,
        /// What it depends on.
        condition: Option<Text>,
        /// Who holds it.
        holder: Option<Text>,
        /// A remark.
        note: Option<Text>,
        /// Where it was read.
        source: Sources,
        /// Computed or dated by the author, not read.
        inferred: Option<Flag>,
    }
}

document! {
    /// A rate written out.
    RateEntry {
        /// What one of the asset is worth: `1.0696 ETH`.
        rate: Text,
        /// Where it was read.
        source: Sources,
        /// Computed by the author, not read.
        inferred: Option<Flag>,
        /// A remark.
        note: Option<Text>,
    }
}

/// `stETH: 1`, or written out with its source.
#[derive(Debug, Clone)]
pub struct RateDoc(pub RateEntry);

impl Decode for RateDoc {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        if matches!(node.value, Value::Map(_)) {
            return RateEntry::decode(node, report).map(Self);
        }
        let rate = Text::decode(node, report)?;
        Some(Self(RateEntry { span: rate.span.clone(), rate, source: Sources::default(), inferred: None, note: None }))
    }

    fn shape(definitions: &mut Definitions) -> serde_json::Value {
        json!({ "anyOf": [Text::shape(definitions), RateEntry::shape(definitions)] })
    }
}

document! {
    /// One promise of one contributor.
    PledgeDoc {
        /// Who gives; the pledge's id unless named.
        contributor: Option<Text>,
        /// How much; in the base unit where no unit is named.
        amount: Option<Text>,
        /// How certain, from `expressed` to `delivered`; one that stopped has an `end` instead.
        stage: Option<Text>,
        /// How it stopped; in place of the stage.
        end: Option<Text>,
        /// The part that was already transferred.
        delivered: Option<Text>,
        /// What it is: a gift, a loan.
        kind: Option<Text>,
        /// Whether it closes the shortfall; `true` if left out.
        counts: Option<Flag>,
        /// What it is for, if not for the shortfall.
        purpose: Option<Text>,
        /// The coverage it requires.
        unlocks_at: Option<Text>,
        /// What it depends on, in words.
        condition: Option<Text>,
        /// Terms of a loan.
        terms: Option<Text>,
        /// The transfer.
        tx: Option<Text>,
        /// When it was promised.
        since: Option<Text>,
        /// When somebody looked again.
        confirmed: Vec<Text>,
        /// Where it was read.
        source: Sources,
        /// A remark.
        note: Option<Text>,
        /// Computed or dated by the author, not read.
        inferred: Option<Flag>,
    }
}

document! {
    /// A total that a source prints.
    ClaimDoc {
        /// What the source calls it.
        what: Text,
        /// How much.
        amount: Text,
        /// Which sum it is compared with.
        compare: Option<Text>,
        /// The recoveries it includes.
        recoveries: Vec<Text>,
        /// The source says "over".
        at_least: Option<Flag>,
        /// Who says so.
        by: Option<Text>,
        /// When.
        on: Option<Text>,
        /// Where.
        source: Sources,
        /// Why it differs from the sum.
        reason: Option<Text>,
        /// A remark.
        note: Option<Text>,
        /// Computed by the author, not read.
        inferred: Option<Flag>,
    }
}

document! {
    /// A context figure.
    MetricDoc {
        /// The figure with its unit.
        value: Text,
        /// When it held.
        on: Option<Text>,
        /// Who says so.
        by: Option<Text>,
        /// Where.
        source: Sources,
        /// A remark.
        note: Option<Text>,
        /// Computed by the author, not read.
        inferred: Option<Flag>,
    }
}

document! {
    /// A correction of an earlier snapshot.
    CorrectionDoc {
        /// When it was corrected.
        on: Text,
        /// The pledges it concerns.
        pledges: Vec<Text>,
        /// What was wrong.
        note: Text,
        /// Where it was read.
        source: Sources,
    }
}

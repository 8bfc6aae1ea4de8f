//! How much hangs on how few.

use crate::figures::story::Story;
use crate::quantities::{Amount, Ratio, print};

/// Everything pledged by group of givers, and what stands without each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dependence {
    /// Every group that pledges an amount, the largest first.
    pub(crate) groups: Vec<Group>,
    /// What they pledge together.
    pub(crate) all: Amount,
    /// 1 / Σ s²
    pub(crate) effective_givers: Option<Ratio>,
    /// The fewest groups that hold at least half.
    pub(crate) half_count: Option<usize>,
    /// What stands with everyone, locked pledges left out; `None` without a shortfall.
    pub(crate) standing: Option<Amount>,
    /// What is locked behind a coverage that is not reached.
    pub(crate) locked: Amount,
}

/// Affiliates that give together, or one giver alone.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The names of its members.
    pub(crate) name: String,
    /// How many they are.
    pub(crate) members: usize,
    /// What it pledges.
    pub(crate) total: Amount,
    /// Its share of everything pledged.
    pub(crate) share: Option<Ratio>,
    /// What stands without it, conditions solved again; `None` without a shortfall.
    pub(crate) standing_without: Option<Amount>,
    /// Its loss takes what stands below the shortfall.
    pub(crate) pivotal: bool,
}

impl Dependence {
    /// `17 givers`, or `15 groups` where some give together.
    pub(crate) fn count(&self, number: usize) -> String {
        let (one, many) = self.nouns();
        print::count(number, one, many)
    }

    /// What the groups are called, one and many.
    pub(crate) fn nouns(&self) -> (&'static str, &'static str) {
        let affiliated = self.groups.iter().any(|group| group.members > 1);
        if affiliated { ("group", "groups") } else { ("giver", "givers") }
    }

    /// `2.5`, `2.0`: as many equal givers would be as concentrated.
    pub(crate) fn equal_givers(&self) -> Option<String> {
        let mut digits = print::exact(self.effective_givers.as_ref()?.to_amount()?.rounded(1));
        if !digits.contains('.') {
            digits.push_str(".0");
        }
        Some(digits)
    }
}

impl Story {
    /// A sum as a share of the shortfall.
    pub(crate) fn covered_by(&self, sum: Amount) -> Option<Ratio> {
        Ratio::of(sum, self.now().shortfall?)
    }
}

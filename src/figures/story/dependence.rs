//! How much hangs on how few.

use crate::figures::story::Story;
use crate::language::{self, say};
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
        match self.is_grouped() {
            true => print::count(number, "group", "groups"),
            false => print::count(number, "giver", "givers"),
        }
    }

    /// Whether some give together: then they are called groups, else givers.
    pub(crate) fn is_grouped(&self) -> bool {
        self.groups.iter().any(|group| group.members > 1)
    }

    /// `group` or `giver`
    pub(crate) fn noun(&self) -> String {
        if self.is_grouped() { say!("group") } else { say!("giver") }
    }

    /// `2.5`, `2.0`: as many equal givers would be as concentrated.
    pub(crate) fn equal_givers(&self) -> Option<String> {
        let rounded = self.effective_givers.as_ref()?.to_amount()?.rounded(1);
        let whole = rounded == rounded.rounded(0);
        let zero = if whole { language::with(|language| format!("{}0", language.decimal)) } else { String::new() };
        Some(format!("{}{zero}", print::exact(rounded)))
    }
}

impl Story {
    /// A sum as a share of the shortfall.
    pub(crate) fn covered_by(&self, sum: Amount) -> Option<Ratio> {
        Ratio::of(sum, self.now().shortfall?)
    }
}

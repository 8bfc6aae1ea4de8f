//! What the charts tell, free of pixels: exact values of the rescue up to one snapshot.
//!
//! The charts know this and nothing of how the values were read or computed.

use crate::quantities::{Amount, Moment, Ratio, Unit, print};

use super::theme::Ink;

/// The stages, least certain first, as everywhere in sums of stages.
pub(crate) const STAGES: [&str; 5] = ["expressed", "proposed", "approved", "committed", "delivered"];

/// The inks of the stages, in the same order.
pub(crate) const STAGE_INKS: [Ink; 5] = [Ink::Expressed, Ink::Proposed, Ink::Approved, Ink::Committed, Ink::Delivered];

/// The bands: name, the stage from which they count, and their ink as a line.
pub(crate) const BANDS: [(&str, usize, Ink); 3] =
    [("firm", 3, Ink::Delivered), ("probable", 2, Ink::Committed), ("all", 0, Ink::Approved)];

/// A rescue as its charts see it, up to and including one snapshot.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// The site's title.
    pub(crate) title: String,
    /// The address of the snapshot in the site.
    pub(crate) slug: String,
    /// The base unit of every amount.
    pub(crate) unit: Unit,
    /// Every snapshot so far, oldest first; never empty.
    pub(crate) states: Vec<State>,
    /// Who gives, as of the last state; largest first, those without an amount last.
    pub(crate) givers: Vec<Giver>,
    /// What happened so far, oldest first.
    pub(crate) events: Vec<Event>,
    /// How the headline shortfall is defined.
    pub(crate) basis: Option<Basis>,
    /// The address of this report, if the site has one.
    pub(crate) address: Option<String>,
}

/// The sums of one snapshot.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// When.
    pub(crate) at: Moment,
    /// What stands at each stage, least certain first.
    pub(crate) stages: [Amount; 5],
    /// What stands at each stage or a more certain one.
    pub(crate) sums: [Amount; 5],
    /// The headline shortfall, if stated so far and above zero.
    pub(crate) shortfall: Option<Amount>,
    /// Pledges that count and name no amount.
    pub(crate) undisclosed: usize,
    /// What of `all` hangs on a coverage that its giver requires, and is not delivered.
    pub(crate) conditional: Amount,
}

/// How the shortfall is defined.
#[derive(Clone, Debug)]
pub(crate) struct Basis {
    /// Its title, such as "bad debt".
    pub(crate) title: String,
    /// Who states it.
    pub(crate) by: Option<String>,
    /// The date of the snapshot that last stated it, if that is not this one.
    pub(crate) carried_from: Option<Moment>,
}

/// One contributor and what it gives; only money that counts.
#[derive(Clone, Debug)]
pub(crate) struct Giver {
    /// Its display name.
    pub(crate) name: String,
    /// What stands at each stage, least certain first.
    pub(crate) stages: [Amount; 5],
    /// The sum of the stages.
    pub(crate) total: Amount,
    /// Whether some amount was named.
    pub(crate) disclosed: bool,
    /// What must stand before the number: "up to", "at least", "about".
    pub(crate) qualifier: Option<String>,
    /// What must be said beside it: "loan", "conditional".
    pub(crate) words: Vec<String>,
}

impl Giver {
    /// All that must be said: `up to, loan`.
    pub(crate) fn said(&self) -> String {
        let words: Vec<&str> = self.qualifier.iter().chain(&self.words).map(String::as_str).collect();
        words.join(", ")
    }
}

/// A dated fact with a label short enough for a chart.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Minutes since 1970.
    pub(crate) at: i64,
    /// The label.
    pub(crate) label: String,
}

impl State {
    /// What is left of the shortfall: below zero is a surplus. From stage `k` up.
    pub(crate) fn balance(&self, k: usize) -> Option<Amount> {
        self.shortfall?.minus(self.sums[k])
    }

    /// The share of the shortfall covered from stage `k` up.
    pub(crate) fn coverage(&self, k: usize) -> Option<Ratio> {
        Ratio::of(self.sums[k], self.shortfall?)
    }

    /// All that is pledged.
    pub(crate) const fn all(&self) -> Amount {
        self.sums[0]
    }

    /// What is pledged firmly.
    pub(crate) const fn firm(&self) -> Amount {
        self.sums[3]
    }

    /// What was transferred.
    pub(crate) const fn delivered(&self) -> Amount {
        self.sums[4]
    }
}

impl Story {
    /// The snapshot this is about.
    pub(crate) fn now(&self) -> &State {
        // The adapter never makes a story without a state; an index keeps that visible.
        &self.states[self.states.len() - 1]
    }

    /// `43,500 ETH`.
    pub(crate) fn amount(&self, amount: Amount) -> String {
        print::short_with(amount, &self.unit)
    }

    /// `24 Apr 2026`.
    pub(crate) fn as_of(&self) -> String {
        print::date(self.now().at)
    }

    /// `shortfall: bad debt (Kelp DAO, last stated 24 Apr 2026)`.
    pub(crate) fn basis_words(&self) -> String {
        let Some(basis) = self.basis.as_ref().filter(|_| self.now().shortfall.is_some()) else {
            return format!("no shortfall stated in {}", self.unit);
        };
        let last = basis.carried_from.map(|on| format!("last stated {}", print::day_of(on)));
        let said: Vec<String> = basis.by.iter().cloned().chain(last).collect();
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
        format!("shortfall: {}{said}", basis.title)
    }

    /// What the footer of every chart says, one item each.
    pub(crate) fn footer(&self, remark: Option<&str>) -> Vec<String> {
        let mut parts = vec![format!("Source: {}", self.title), format!("as of {}", self.as_of()), self.basis_words()];
        if let Some(caution) = self.at_least() {
            parts.push(caution);
        }
        parts.extend(remark.map(str::to_owned));
        parts.extend(self.address.clone());
        parts
    }

    /// `at least: 3 amounts undisclosed`, where that is so.
    pub(crate) fn at_least(&self) -> Option<String> {
        let hidden = self.now().undisclosed;
        (hidden > 0).then(|| format!("at least: {} undisclosed", print::count(hidden, "amount", "amounts")))
    }
}

//! What the charts tell, free of pixels: exact values of the rescue up to one snapshot.
//!
//! The charts know this and nothing of how the values were read or computed.

mod outlook;

pub(crate) use outlook::{Closing, Day, Held, Outlook, Projection, Refusal};
mod journey;
mod waiting;

pub(crate) use journey::{Lane, Stale, Step};
pub(crate) use waiting::{Wait, Waiting};
pub(crate) mod change;
mod dependence;
pub(crate) mod loss;
mod metric;
mod worth;

pub(crate) use dependence::{Dependence, Group};
pub(crate) use metric::{Metric, Reading};
pub(crate) use worth::{Effects, Priced, Worth};

use crate::language::{self, say};
use crate::measures::Bound;
use crate::quantities::{Amount, Moment, Ratio, Unit, print};

use crate::figures::colours::Colours;
use crate::figures::frame::Footer;
use crate::figures::table::Cell;
use crate::figures::theme::Ink;
use crate::figures::words::{before, is_trace};

/// The stages, least certain first, as everywhere in sums of stages; readers see their [`stage_word`].
pub(crate) const STAGES: [&str; 5] = ["expressed", "proposed", "approved", "committed", "delivered"];

/// A stage as readers see it.
pub(crate) fn stage_word(stage: usize) -> String {
    language::word(STAGES[stage])
}

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
    /// What would come if the past pace repeated, or why that is not said.
    pub(crate) outlook: Outlook,
    /// Every pledge through time, the largest now first.
    pub(crate) lanes: Vec<Lane>,
    /// How long the open ones have stood still.
    pub(crate) waiting: Waiting,
    /// Why the last state differs from the one before it; none of the first.
    pub(crate) change: Option<change::Change>,
    /// How the headline shortfall comes about, and what else is stated.
    pub(crate) loss: loss::Loss,
    /// How much hangs on how few, as of the last state.
    pub(crate) dependence: Dependence,
    /// What the site follows besides, as of the last state.
    pub(crate) metrics: Vec<Metric>,
    /// What is pledged in a second unit, where a rate is stated.
    pub(crate) worth: Option<Worth>,
    /// The address of this report, if the site has one.
    pub(crate) address: Option<String>,
    /// What it is told in.
    pub(crate) colours: Colours,
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
    /// How exactly it is stated.
    pub(crate) known: Known,
    /// Pledges that count and name no amount.
    pub(crate) undisclosed: usize,
    /// What of `all` hangs on a coverage that its giver requires, and is not delivered.
    pub(crate) conditional: Amount,
}

/// How exactly the shortfall is stated, and with it all that is computed from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Known {
    /// As one figure.
    #[default]
    Exactly,
    /// `at least`: more may be missing.
    AtLeast,
    /// `up to`: less may be missing.
    UpTo,
    /// `about`
    About,
}

impl Known {
    /// As the measures have it.
    pub(crate) const fn of(bound: Bound) -> Self {
        match bound {
            Bound::Exact => Self::Exactly,
            Bound::AtLeast => Self::AtLeast,
            Bound::AtMost => Self::UpTo,
            Bound::About => Self::About,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Exactly => "",
            Self::AtLeast => "at least",
            Self::UpTo => "up to",
            Self::About => "about",
        }
    }

    /// Before the shortfall: `at least `, with its space, or nothing.
    pub(crate) fn shortfall(self) -> String {
        before(self.word())
    }

    /// Before what remains of it: it grows with the shortfall.
    pub(crate) fn remaining(self) -> String {
        before(if self == Self::UpTo { "at most" } else { self.word() })
    }

    /// Before a coverage or a surplus: they shrink as the shortfall grows.
    pub(crate) fn covered(self) -> String {
        before(match self {
            Self::AtLeast => "at most",
            Self::UpTo => "at least",
            other => other.word(),
        })
    }

    /// What a shortfall is that the sum stays below: of one that is bounded from above it is not certain.
    pub(crate) fn missed(self) -> String {
        match self {
            Self::Exactly | Self::AtLeast => say!("not covered"),
            Self::UpTo | Self::About => say!("perhaps not covered"),
        }
    }

    /// `remaining at least`, `surplus at most`: what stands before the number of a balance.
    pub(crate) fn balance(self, balance: Amount) -> String {
        let (word, bound) = if balance.is_negative() {
            (say!("surplus"), self.covered())
        } else {
            (say!("remaining"), self.remaining())
        };
        format!("{word} {bound}").trim_end().to_owned()
    }

    /// `shortfall at least`
    pub(crate) fn name(self) -> String {
        format!("{} {}", say!("shortfall"), self.shortfall()).trim_end().to_owned()
    }

    /// The word for a table.
    pub(crate) fn cell(self) -> Cell {
        if self == Self::Exactly { Cell::Missing } else { Cell::Text(language::word(self.word())) }
    }

    /// `at most 63.1%`
    pub(crate) fn percent(self, coverage: &Ratio) -> String {
        let printed = print::percent(coverage);
        match self {
            Self::Exactly => printed,
            // What is about or at most a little is a little.
            Self::AtLeast | Self::About if is_trace(coverage) => printed,
            Self::UpTo if is_trace(coverage) => say!("more than 0%"),
            // What is just under 100% is about 100%.
            Self::About if coverage.percent(1) == Some(Amount::whole(100)) => {
                format!("{}{}", self.covered(), print::percent(&Ratio::from_amount(Amount::whole(1))))
            }
            Self::About | Self::AtLeast | Self::UpTo => format!("{}{printed}", self.covered()),
        }
    }
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
    /// What must stand before the number, in English: "up to", "at least", "about".
    pub(crate) qualifier: Option<String>,
    /// What must be said beside it: "loan", "conditional".
    pub(crate) words: Vec<String>,
    /// What the amounts leave out: `rest withdrawn`, `more undisclosed`, `more than promised`.
    pub(crate) besides: Option<String>,
}

impl Giver {
    /// All that must be said: `up to, loan`.
    pub(crate) fn said(&self) -> String {
        let qualifier = self.qualifier.as_deref().map(language::word);
        qualifier.into_iter().chain(self.words.iter().cloned()).collect::<Vec<_>>().join(", ")
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

    /// What is left from stage `k` up, with its number: `surplus at most 470`.
    pub(crate) fn left(&self, k: usize) -> Option<String> {
        let balance = self.balance(k)?;
        Some(format!("{} {}", self.known.balance(balance), print::short(balance.magnitude())))
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

    /// The headline shortfall as it is stated: `at least 68,900 ETH`.
    pub(crate) fn shortfall(&self) -> Option<String> {
        let now = self.now();
        Some(format!("{}{}", now.known.shortfall(), self.amount(now.shortfall?)))
    }

    /// `24 Apr 2026`.
    pub(crate) fn as_of(&self) -> String {
        print::date(self.now().at)
    }

    /// `shortfall: bad debt (Kelp DAO, last stated 24 Apr 2026)`.
    pub(crate) fn basis_words(&self) -> String {
        let Some(basis) = self.basis.as_ref().filter(|_| self.now().shortfall.is_some()) else {
            return say!("no shortfall stated in {unit}", unit = self.unit);
        };
        let last = basis.carried_from.map(|on| say!("last stated {date}", date = print::day_of(on)));
        let said: Vec<String> = basis.by.iter().cloned().chain(last).collect();
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
        say!("shortfall: {basis}", basis = format!("{}{said}", basis.title))
    }

    /// What the footer of every chart says.
    pub(crate) fn footer(&self, remark: Option<String>) -> Footer {
        Footer {
            source: say!("Source: {title}", title = self.title),
            as_of: say!("as of {as_of}", as_of = self.as_of()),
            basis: self.basis_words(),
            caution: self.at_least(),
            remark,
            address: self.address.clone(),
        }
    }

    /// `at least: 3 amounts undisclosed`, where that is so.
    pub(crate) fn at_least(&self) -> Option<String> {
        let hidden = self.now().undisclosed;
        (hidden > 0)
            .then(|| say!("at least: {amounts} undisclosed", amounts = print::count(hidden, "amount", "amounts")))
    }
}

//! Every formula once: the documentation of the measures, the methodology page and the ids in the data files
//! are all made of this table.

/// Where a formula stands on the methodology page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What is promised.
    Sums,
    /// What it covers.
    Shortfall,
    /// How few carry how much.
    Dependence,
    /// What hangs on a coverage.
    Conditions,
    /// What stands still, and how fast it goes.
    Time,
    /// Why a number differs.
    Change,
}

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Sums, Self::Shortfall, Self::Dependence, Self::Conditions, Self::Time, Self::Change];

    /// Its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sums => "What is promised",
            Self::Shortfall => "What it covers",
            Self::Dependence => "On whom it depends",
            Self::Conditions => "What hangs on a condition",
            Self::Time => "What time does",
            Self::Change => "Why a number differs from the last one",
        }
    }
}

macro_rules! formulas {
    ($($topic:ident $name:ident $id:literal $title:literal $definition:literal $words:literal)*) => {
        /// What a number is computed by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Formula {
            $(#[doc = concat!($title, ": `", $definition, "`. ", $words)] $name,)*
        }

        impl Formula {
            /// Every formula, in the order of the methodology page.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable name: its anchor on the methodology page.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            /// The measure's name.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }

            /// The formula.
            #[must_use]
            pub const fn definition(self) -> &'static str {
                match self { $(Self::$name => $definition),* }
            }

            /// What it means, in sentences.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words),* }
            }

            /// Where it stands.
            #[must_use]
            pub const fn topic(self) -> Topic {
                match self { $(Self::$name => Topic::$topic),* }
            }
        }
    };
}

formulas! {
    Sums Pledge "pledge" "Amount of a pledge"
        "a = max(amount, delivered) · rate"
        "“Up to N” and a range count at their cap, “at least N” and “about N” at N, an undisclosed amount at 0; each is marked in words. Another asset is converted once, at the rate of the report, to 18 places, half to even. An ended pledge counts what was delivered."
    Sums Sum "sum" "Sum of a band"
        "S(k) = sum, over the pledges that count, of all that stands at stage k or above"
        "Firm is S(4), committed or delivered; probable is S(3), also approved; all is S(1), everything promised; delivered is S(5). Each band is part of the looser one. Where a pledge of the band names no amount, the sum is “at least”."
    Sums Stage "stage-sum" "Sum at a stage"
        "sum, over the pledges that count, of what stands at the stage itself"
        "A pledge that is delivered in part stands with that part at “delivered” and with the rest at its own stage. Only the delivered part of an ended pledge counts."
    Sums Floor "up-to-range" "Up-to range"
        "S(k) with each “up to” pledge at its floor, to S(k) with each at its cap"
        "The floor is the lower end that the giver names, and 0 if none is named. It is never below what was delivered."
    Sums Count "count" "Count"
        "number of live pledges that count, or of their givers"
        "A pledge is live until it is withdrawn, rejected or expired. A giver is a contributor."
    Sums Disclosed "disclosed-share" "Disclosed share"
        "live pledges that name an amount / live pledges"
        "Below 1 every total says “at least”."
    Sums DeliveredRatio "delivered-ratio" "Delivered ratio"
        "S(5) / S(1), and on firm money S(5) / S(4)"
        "How much of what was promised has been transferred."
    Sums Repayable "repayable-share" "Repayable share"
        "loans in S(1) / S(1)"
        "What has to be paid back one day."
    Sums Stated "stated" "Stated figure"
        "as the source states it"
        "A rate or a metric is quoted, not computed. A rate holds for its own report and is not carried forward."

    Shortfall Shortfall "shortfall" "Shortfall"
        "G = what the basis states, else its gross loss − the deductions that it lists itself"
        "What pledges have to cover, on one basis. A basis that is not restated is carried forward and says when it was last stated; it is never carried backward. Two bases are never added or mixed in one figure."
    Shortfall Coverage "coverage" "Coverage"
        "C(k) = S(k) / G"
        "Never cut off at 100%. Undefined, and neither 0% nor 100%, where the shortfall is missing, zero or below zero."
    Shortfall Remaining "remaining" "Remaining"
        "U(k) = max(0, G − S(k))"
        "“Remaining” without a further word is G less all pledges, and never stands without the remaining of the firm band beside it."
    Shortfall Surplus "surplus" "Surplus"
        "O(k) = max(0, S(k) − G)"
        "Where nothing remains the surplus is named instead."

    Dependence TopShare "top-share" "Share of the largest"
        "(sum of the n largest groups) / S(1)"
        "Givers that share a group count as one; who names no group is a group alone."
    Dependence Hhi "hhi" "Herfindahl–Hirschman index"
        "sum of the squared shares of all groups in S(1)"
        "1 is one giver alone, and close to 0 is very many equal ones."
    Dependence Effective "effective-givers" "Effective givers"
        "1 / Herfindahl–Hirschman index"
        "So many equal givers would be as concentrated."
    Dependence HalfCount "half-count" "Half-count"
        "fewest groups that together hold at least half of S(1)"
        "The smaller, the more hangs on a few."
    Dependence Without "without" "Coverage without a giver"
        "(what stands when the conditions are solved again without the group) / G"
        "The lowest of these is what the loss of one giver can do. A group is pivotal if its loss takes what stands from G or above to below it."
    Dependence Undelivered "largest-undelivered" "Largest undelivered dependency"
        "largest, over the groups, of (its part of S(1) − its part of S(5))"
        "The promise that would hurt most if it were not kept."

    Conditions Standing "standing" "What stands"
        "least fixpoint of: everything unconditional and delivered + each conditional pledge whose required coverage is reached without itself"
        "Start from what is unconditional and what was delivered, admit each conditional pledge whose coverage of the headline shortfall is reached without it, and repeat. Two that wait for each other stay locked. Undetermined without a shortfall."
    Conditions Unlocked "unlocked" "Unlocked"
        "what stands − everything unconditional and delivered"
        "Conditional money whose condition holds."
    Conditions Locked "locked" "Locked"
        "S(1) − what stands"
        "Conditional money whose condition does not hold. It counts in all, and is marked."
    Conditions Key "key-amount" "Key amount"
        "least extra unconditional giving that unlocks the next conditional pledge"
        "The coverage it would give includes everything that follows from it."

    Time Age "age" "Age of a promise"
        "days from its last change or confirmation to the date of the report"
        "Reports see a change only afterwards, so an age may be an interval between two reports. “Today” plays no part."
    Time Stale "stale" "Stale"
        "shortest possible age > limit of its stage"
        "The limit is 30 days for each stage unless the site says otherwise; what is delivered never goes stale. The stale share is stale money over all money that is not delivered. A giver is silent if all its open pledges are stale."

    Shortfall Scenario "scenario" "What if"
        "every measure of the newest snapshot, computed again from an altered one"
        "Who leaves takes along what is not delivered. A vote that passes makes a proposed pledge an approved one; a vote that fails ends it, but for what was delivered. A shortfall that grows is multiplied on every basis. A rate that moves replaces the stated one. Conditions are solved again. No scenario is a forecast, and none is part of a dated report."

    Time Pace "pace" "Pace"
        "(S(k) now − S(k) w days ago) / w, for w = 7, 14, 28"
        "“Ago” is what the last report at or before that moment says; nothing is drawn between two reports. A pace that would begin before the first report is undefined."
    Time Trigger "trigger-distance" "Distance to a threshold"
        "max(0, θ · G − S(k))"
        "For each coverage θ that the site names under `thresholds`."
    Time Projection "projection" "Projection"
        "block bootstrap of daily net changes of S(k): 1,000 ways, blocks of 7 days"
        "Not a forecast: it says what happens if the past pace repeats. Refused unless something remains, there are at least 6 reports over at least 21 days with at least 5 changes of the sum, and the last change is at most 14 days old. Each day since the first report has a net change, withdrawals included, booked on the day of the report that shows it. Each way copies blocks of seven days in a row, each from a day drawn at random; past the newest day a block goes on with the oldest, so that all days count alike. The draw is seeded with the dates and exact sums and is done in whole numbers, so that the same data give the same projection on every machine. It looks no further ahead than the reports look back, and never more than 60 days. On each day to come the middle half of the ways is the 50% band, the middle 80% the 80% band; a band never narrows. A band reaches the shortfall between two dates: the last day whose end finds even its upper edge below the shortfall, and the first whose end finds its lower edge there. From five past bands on, the report says how many of them, of the last 60 reports, held the sum of the report that followed."
    Time Tempo "tempo" "How long pledges stood at a stage"
        "median range of the days between the first and the last report that show a pledge at a stage it has left"
        "At least from the first report that shows it there to the last, at most from the one before to the one after. Given from ten pledges on, below that only their number. What a correction moved has not left."

    Change Restated "restated" "Revisions"
        "basis restated: another figure, or another unit, than in the snapshot before; claim differs: printed total ≠ sum"
        "A claim never matched, or it matches no more: then a total of the same name by the same source matched in an earlier snapshot. A difference that a source repeats is listed where it was first seen."
    Change Change "change" "Change of a band"
        "ΔS(k) = the sum of its causes, without residual"
        "Each pledge is matched by its id and its difference split into causes that add up to the last digit: new, raised, lowered, moved forward, moved back, withdrawn, rejected, expired, vanished, restated, reclassified, re-denominated, rate. In its own asset, with amounts A and sums c(k) before (0) and after (1) and the mean rate ρ: raised or lowered is ρ · [max(0, c¹ − A⁰) − max(0, c⁰ − A¹)], added money being taken to be the least advanced part and removed money likewise; moved is ρ · (c¹ − c⁰) less that; rate is ½(c⁰ + c¹) · Δrate and what rounding leaves."
    Change Revision "shortfall-change" "Change of the shortfall"
        "ΔG = recovery + rate + changed basis + re-estimated"
        "What a basis deducts more than before is a recovery; what cannot be split further is re-estimated. The balance moves by ΔG − ΔS(k)."
    Change CoverageChange "coverage-change" "Change of coverage"
        "ΔC(k) = ½(1/G⁰ + 1/G¹) · ΔS(k) + ½(S⁰(k) + S¹(k)) · (1/G¹ − 1/G⁰)"
        "The first part is giving, the second is revision of the shortfall. Both are kept as exact fractions; the last one printed is the difference, so that a row adds up."
}

impl serde::Serialize for Formula {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_formula_has_an_anchor_of_its_own_and_a_topic() {
        let ids: BTreeSet<&str> = Formula::ALL.iter().map(|formula| formula.id()).collect();
        assert_eq!(ids.len(), Formula::ALL.len());
        for topic in Topic::ALL {
            assert!(Formula::ALL.iter().any(|formula| formula.topic() == topic), "{topic:?}");
        }
    }

    #[test]
    fn sentences_are_whole() {
        for formula in Formula::ALL {
            assert!(formula.words().ends_with('.') && !formula.definition().ends_with('.'), "{formula:?}");
        }
    }
}

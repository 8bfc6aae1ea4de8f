//! The closed vocabularies of the format, each word as it is typed and printed.

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$word_meta])* $variant,)* }

        impl $name {
            /// Every word, in order.
            pub const WORDS: &[&str] = &[$($word),*];

            /// The word.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Reads the word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}

words! {
    /// How certain a pledge is, from least to most.
    Stage {
        /// Support declared; amount open or not firm.
        Expressed = "expressed",
        /// Amount named; the giver's own decision is still open.
        Proposed = "proposed",
        /// The giver's deciding body said yes; a binding step is still open.
        Approved = "approved",
        /// The giver bound itself in public; no decision of its own is open.
        Committed = "committed",
        /// Transferred.
        Delivered = "delivered",
    }
}

/// The ladder, from least to most certain.
pub const STAGES: [Stage; 5] = [Stage::Expressed, Stage::Proposed, Stage::Approved, Stage::Committed, Stage::Delivered];

impl Stage {
    /// Its place on the ladder, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

words! {
    /// How a pledge stopped.
    End {
        /// By the giver.
        Withdrawn = "withdrawn",
        /// By a vote.
        Rejected = "rejected",
        /// By time.
        Expired = "expired",
    }
}

words! {
    /// What a pledge is.
    Kind {
        /// A gift.
        Grant = "grant",
        /// To be paid back.
        Loan = "loan",
        /// Placed, and can be taken back.
        Deposit = "deposit",
        /// Something else than money.
        InKind = "in-kind",
        /// The sources do not say.
        Unstated = "unstated",
    }
}

words! {
    /// What kind of giver it is.
    ContributorKind {
        /// A protocol.
        Protocol = "protocol",
        /// A decentralised organisation that decides by vote.
        Dao = "dao",
        /// A foundation.
        Foundation = "foundation",
        /// A company.
        Company = "company",
        /// A person.
        Person = "person",
    }
}

words! {
    /// How far recovered property has come.
    RecoveryState {
        /// Hoped for.
        Expected = "expected",
        /// Stopped where it is.
        Frozen = "frozen",
        /// Under a court's order.
        Restrained = "restrained",
        /// Sold.
        Liquidated = "liquidated",
        /// Back in safe hands.
        Secured = "secured",
    }
}

words! {
    /// How a source was read.
    Grade {
        /// The primary text was read.
        Primary = "P",
        /// A compilation that links or quotes the primary.
        Compilation = "C",
        /// A press page.
        Press = "N",
        /// A weak source.
        Weak = "W",
    }
}

impl Grade {
    /// What the letter means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Primary => "primary text read",
            Self::Compilation => "compilation that links or quotes the primary",
            Self::Press => "press page",
            Self::Weak => "weak source",
        }
    }
}

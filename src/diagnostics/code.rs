//! The stable names of everything that can be wrong.

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is built until it is mended.
    Error,
    /// The site is built and the problem is said; `--strict` makes it fail.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($severity:ident $variant:ident $name:literal $meaning:literal)*) => {
        /// A kind of problem. Its name is stable: scripts may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// How bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// One sentence for the documentation.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),* }
            }
        }
    };
}

codes! {
    // Files
    Error UnreadableFile "unreadable-file" "A file or folder cannot be read."
    Error FileTooLarge "file-too-large" "A file is larger than any hand-written one would be."
    Error NotUtf8 "not-utf8" "A text file is not UTF-8."
    Error LinkedFile "linked-file" "A link stands where a file is expected; links are not followed."
    Error NoSite "no-site" "There is no `content/site.yaml`."
    Error NoSnapshots "no-snapshots" "There is no snapshot to report on."
    Warning StrayFile "stray-file" "A file in `content/` or `templates/` that nothing reads."
    Error WrongArgument "wrong-argument" "An argument of the command makes no sense."
    // Documents
    Error NotYaml "not-yaml" "The file is not YAML of the accepted subset."
    Error DuplicateKey "duplicate-key" "A mapping has the same key twice."
    Error LimitExceeded "limit-exceeded" "A file, a text, a list or a page is longer, deeper or more than any that is made by hand."
    Error FrontMatter "front-matter" "The front matter of a Markdown file is missing or not closed."
    Error UnknownKey "unknown-key" "A key that the format does not have."
    Error MissingKey "missing-key" "A key that must be there is not."
    Error WrongShape "wrong-shape" "A list, a mapping or a text stands where another is expected."
    Error ControlCharacter "control-character" "A text has an invisible character that changes how it is read."
    Error UnknownFormat "unknown-format" "`format` names a version that this program does not know."
    // Values
    Error InvalidAmount "invalid-amount" "A text is not an amount."
    Error NegativeAmount "negative-amount" "An amount is below zero."
    Error InvalidUnit "invalid-unit" "A text is not a unit."
    Error InvalidDate "invalid-date" "A text is not a date, or the calendar has no such day."
    Error InvalidAddress "invalid-address" "A name cannot be part of an address."
    Error DuplicateAddress "duplicate-address" "Two files would have the same address."
    Error InvalidLink "invalid-link" "An address of a page is not `http` or `https`."
    Error UnknownWord "unknown-word" "A word that is not one of the format's own."
    Error InvalidColour "invalid-colour" "A text is not a colour."
    Error InvalidFont "invalid-font" "A text is not a list of fonts."
    Error WrongFileKind "wrong-file-kind" "A logo, an icon or a font is a file of another kind."
    // Meaning
    Error StageWithEnd "stage-with-end" "A pledge has both a stage and an end."
    Error MissingStage "missing-stage" "A pledge has neither a stage nor an end."
    Error UnknownContributor "unknown-contributor" "A pledge names a contributor that `contributors.yaml` does not have."
    Error UnknownBasis "unknown-basis" "A basis that `site.yaml` does not declare."
    Error UnknownMetric "unknown-metric" "A metric that `site.yaml` does not declare."
    Error UnknownReference "unknown-reference" "A name that refers to nothing that is known."
    Error MissingRate "missing-rate" "An amount counts in an asset for which its snapshot states no rate."
    Error Overflow "overflow" "A sum is larger than an amount can be."
    Error OrphanReport "orphan-report" "A report's narrative has no snapshot of the same name."
    Error SameMoment "same-moment" "Two snapshots describe the same moment, so that none is the newer."
    Error DeliveredInPart "delivered-in-part" "A pledge at stage `delivered` says that only a part was."
    Error ConflictingRates "conflicting-rates" "Two rates say different things about the same two assets, or a rate is of an asset into itself."
    Error SenselessScenario "senseless-scenario" "A scenario supposes nothing, or two things that cannot both be."
    Error InvalidNumber "invalid-number" "A text is not a whole number."
    Warning NegativeShortfall "negative-shortfall" "A basis deducts more than went missing."
    Warning ClaimDiffers "claim-differs" "A claimed total differs from the sum that is computed."
    Warning BasisDiffers "basis-differs" "A basis does not add up to what its source states."
    Warning VanishedPledge "vanished-pledge" "A pledge is missing from a later snapshot without an end."
    Warning OverDelivered "over-delivered" "More was delivered than was promised."
    Warning UndrawableText "undrawable-text" "A name has a character that the charts' font does not have."
    Warning RefusedLink "refused-link" "The address of a link or picture in Markdown is not allowed: its words stay, or a link in place of a picture."
    Warning BrokenLink "broken-link" "A relative link or picture leads to no file of the site."
    Warning LowContrast "low-contrast" "A colour of the site's theme does not stand out from what it stands on."
    Warning AlikeColours "alike-colours" "Two solid colours of the site's theme look alike, to all eyes or to some."
    Error UnknownNumber "unknown-number" "A text quotes a number, a snapshot or a format that does not exist."
    Error UndefinedNumber "undefined-number" "A text quotes a number that is undefined in its snapshot."
    Error MisplacedChart "misplaced-chart" "A text asks for a chart or a table where it cannot stand."
    Warning OutdatedNumber "outdated-number" "A text says another figure than the number it quotes."
    Warning KitAddress "kit-address" "Pictures of the newsletter kit have no absolute `https` address."
    Warning KitCheck "kit-check" "A text of the newsletter kit breaks a limit of where it is pasted."
    // Pages and artifacts
    Warning NoStrings "no-strings" "The interface has no words for the language of the site."
    Warning UnknownPhrase "unknown-phrase" "A phrase of `templates/strings/` that nothing says."
    Error PhraseValues "phrase-values" "A phrase in another language has other values than in English."
    Error Template "template" "A template cannot be read or rendered."
    Error Markdown "markdown" "A Markdown text cannot be rendered."
    Error Drawing "drawing" "A chart cannot be drawn."
    Error ArtifactClash "artifact-clash" "Two artifacts have the same path."
    // Gates
    Error SnapshotTooOld "snapshot-too-old" "The newest snapshot is older than `--fail-if-older-than` lets pass."
    Error TooMuchRemaining "too-much-remaining" "More remains than `--fail-if-remaining-above` lets pass, or no shortfall is stated."
    Error ClaimsDoNotMatch "claims-do-not-match" "A claim differs without a reason, and `--require-claims-match` was asked for."
    // Against a published site
    Error DroppedAddress "dropped-address" "A published dated address would be dropped."
    Warning ChangedReport "changed-report" "A published dated report would change."
    // Output
    Error OutputRefused "output-refused" "The output folder is not one that may be written."
    Error FolderNotEmpty "folder-not-empty" "A folder that a new site would go into has something in it."
    Error FileExists "file-exists" "A file that would be written is there already."
    Error OutputFailed "output-failed" "Publishing failed; the former site is as it was."
    // Looking on
    Error CannotListen "cannot-listen" "There is no port on this machine that `serve` could answer at."
    Error CannotWatch "cannot-watch" "The system does not say when a file changes."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(
            names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
        );
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}

//! Exit codes: one enum, documented in `--help`.

use std::process::ExitCode;

use crate::diagnostics::{Code, Report, Severity};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; warnings may have been said.
    Success = 0,
    /// The content has errors; nothing was written.
    Content = 1,
    /// The arguments make no sense. Clap's own code.
    Usage = 2,
    /// A file could not be read or written; the former site is as it was.
    Io = 3,
    /// A gate did not open, such as `--strict` or `--fail-if-older-than`; nothing was written.
    Gate = 4,
    /// A template has an error; nothing was written.
    Theme = 5,
    /// The folder or file is not one that may be written; nothing was.
    Refused = 6,
}

impl Exit {
    /// For `--help`.
    pub const HELP: &str = "\
Exit codes:
  0  done; warnings may have been said
  1  the content has errors; nothing was written
  2  the arguments make no sense
  3  a file could not be read or written; the former site is as it was
  4  a gate did not open, such as --strict or --fail-if-older-than; nothing was written
  5  a template has an error; nothing was written
  6  the folder or file is not one that may be written; nothing was";

    /// What a report's errors mean for the run: content first, because that is what an author can mend.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let errors = report.sorted();
        let errors = errors.iter().filter(|d| d.severity == Severity::Error);
        errors.map(|d| Self::of_code(d.code)).min_by_key(|exit| *exit as u8).unwrap_or(Self::Success)
    }

    const fn of_code(code: Code) -> Self {
        match code {
            Code::UnreadableFile | Code::OutputFailed | Code::CannotListen | Code::CannotWatch => Self::Io,
            Code::WrongArgument => Self::Usage,
            Code::Template => Self::Theme,
            Code::SnapshotTooOld | Code::TooMuchRemaining | Code::ClaimsDoNotMatch => Self::Gate,
            Code::OutputRefused | Code::FolderNotEmpty | Code::FileExists => Self::Refused,
            _ => Self::Content,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

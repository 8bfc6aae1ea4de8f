//! A progress bar, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts files as they are made.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Draws to stderr; indicatif itself draws nothing where that is not a terminal.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Self(bar.with_message("rendering"))
    }

    pub(super) fn expect(&self, files: usize) {
        self.0.set_length(u64::try_from(files).unwrap_or(u64::MAX));
    }

    pub(super) fn one_more(&self) {
        self.0.inc(1);
    }

    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

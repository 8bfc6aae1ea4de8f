//! The newest figures as small pictures that others show: badges and a strip.

use super::site::Planner;
use crate::diagnostics::{Code, Diagnostic};
use crate::figures::{Badge, BadgeId, Look, Sparkline, Theme};

/// How one file of a badge is made.
type BadgeFile = fn(&Badge) -> Result<Vec<u8>, Diagnostic>;

const BADGE_FILES: [(&str, BadgeFile); 3] = [
    ("svg", |badge| Ok(badge.svg(Look::Auto).into_bytes())),
    ("png", |badge| badge.png(Theme::Light)),
    ("json", |badge| Ok(badge.json().into_bytes())),
];

impl Planner<'_> {
    /// `newest` is the place of the newest snapshot in time.
    pub(super) fn badges(&mut self, newest: usize) -> Result<(), Diagnostic> {
        let (rescue, measures) = (self.material.rescue, self.material.measures);
        let all = self.inputs.all();
        for id in BadgeId::ALL {
            for (ending, make) in BADGE_FILES {
                self.add(&format!("badge/{}.{ending}", id.as_str()), all.clone(), move || {
                    make(&Badge::new(rescue, measures, newest, id).ok_or_else(missing)?)
                })?;
            }
        }
        let strip = move || Sparkline::new(rescue, measures, newest).ok_or_else(missing);
        self.add("badge/sparkline.svg", all.clone(), move || Ok(strip()?.svg(Look::Auto)?.into_bytes()))?;
        self.add("badge/sparkline.png", all, move || strip()?.png(Theme::Light))
    }
}

fn missing() -> Diagnostic {
    Diagnostic::new(Code::Drawing, "a badge was not drawn")
}

//! What the colours of a theme must keep, the built-in ones as well as a site's own: text and marks stand out from
//! what they stand on, and the solid inks differ to every eye.

use std::cmp::Ordering;

use super::colours::Colours;
use super::contrast::{contrast, least_difference, lightness, with_lightness};
use super::theme::{Ink, Theme};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::quantities::{Rgb, print_colour};
use crate::rescue::{Appearance, TypedColour};

/// Least contrast of text, and of what letters stand on: WCAG 2, level AA.
const TEXT: f64 = 4.5;

/// Least contrast of marks: the same, for what is not text.
const MARK: f64 = 3.0;

/// Least contrast of lines that only help.
const HELP: f64 = 1.2;

/// Least difference of two solid inks, in CIEDE2000.
const DIFFERENCE: f64 = 15.0;

/// The inks that fill without a pattern or stand for a line of their own. What follows another ink or is hatched,
/// dashed or dotted has a second carrier.
const SOLID: [Ink; 6] = [Ink::Delivered, Ink::Committed, Ink::Approved, Ink::Gap, Ink::Axis, Ink::Recovered];

/// A standard that a theme does not keep.
#[derive(Debug, PartialEq)]
enum Problem {
    /// A colour on a ground: the ground's name and colour, the contrast and the least one.
    Low { ink: Ink, on: &'static str, ground: Rgb, contrast: f64, least: f64 },
    /// Two solid inks: how little they differ, and in which kind of vision.
    Alike { inks: [Ink; 2], difference: f64, vision: &'static str },
}

impl Problem {
    /// Whether it is the same standard, however far it is missed.
    fn is_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Low { ink, .. }, Self::Low { ink: of, .. }) => ink == of,
            (Self::Alike { inks, .. }, Self::Alike { inks: of, .. }) => inks == of,
            _ => false,
        }
    }

    /// The author's own colour to change first; none where all that make it are built in.
    fn subject(&self, colours: &Colours, theme: Theme) -> Option<Ink> {
        let with_leader = |ink: Ink| [Some(ink), ink.follows()].into_iter().flatten();
        let own = |ink: &Ink| colours.own(*ink, theme).is_some();
        match *self {
            // The grounds of boxes and rows have something of these in them.
            Self::Low { ink, .. } => with_leader(ink).chain([Ink::Ground, Ink::Committed, Ink::Text]).find(own),
            Self::Alike { inks, .. } => inks.into_iter().flat_map(with_leader).find(own),
        }
    }

    /// How much of the contrast that is wanted is there.
    fn lowness(&self) -> Option<f64> {
        match self {
            Self::Low { contrast, least, .. } => Some(contrast / least),
            Self::Alike { .. } => None,
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Low { .. } => Code::LowContrast,
            Self::Alike { .. } => Code::AlikeColours,
        }
    }

    fn message(&self, colours: &Colours, theme: Theme) -> String {
        let of = |ink: Ink| format!("`{}` (`{}`)", ink.name(), print_colour(colours.rgb(ink, theme)));
        let where_ = theme.word();
        match self {
            Self::Low { ink, on, ground, contrast, least } => {
                let (one, other) = (of(*ink), print_colour(*ground));
                // Rounded down, so that what is too low never looks high enough.
                let contrast = (contrast * 100.0).floor() / 100.0;
                format!("{one} has a contrast of {contrast:.2} with {on} (`{other}`) in `{where_}`, less than {least}")
            }
            Self::Alike { inks: [one, other], difference, vision } => {
                let (one, other, difference) = (of(*one), of(*other), (difference * 10.0).floor() / 10.0);
                format!(
                    "{one} and {other} of `{where_}` look alike: they differ by {difference:.1} in {vision} vision, \
                     less than {DIFFERENCE}"
                )
            }
        }
    }
}

/// Every standard that a theme does not keep.
fn problems(colours: &Colours, theme: Theme) -> Vec<Problem> {
    let low = Ink::ALL.iter().filter_map(|ink| low(colours, theme, *ink));
    let pairs = SOLID.iter().enumerate().flat_map(|(i, one)| SOLID[i + 1..].iter().map(|other| [*one, *other]));
    // What has its colour from another ink differs as that one does.
    let alike =
        pairs.filter(|pair| pair.iter().all(|ink| ink.follows().is_none() || colours.own(*ink, theme).is_some()));
    let alike = alike.filter(|[one, other]| other.follows() != Some(*one)).filter_map(|inks| {
        let (difference, vision) = least_difference(colours.rgb(inks[0], theme), colours.rgb(inks[1], theme));
        (difference < DIFFERENCE).then_some(Problem::Alike { inks, difference, vision })
    });
    low.chain(alike).collect()
}

/// The ground on which an ink stands out least, if that is too little.
fn low(colours: &Colours, theme: Theme, ink: Ink) -> Option<Problem> {
    let paper = ("`ground`", colours.rgb(Ink::Ground, theme));
    let boxes = [("the ground of boxes", colours.raised(theme)), ("the ground of chosen rows", colours.chosen(theme))];
    let (least, on_boxes) = match ink {
        Ink::Ground => return None,
        Ink::Grid => (HELP, false),
        Ink::Text | Ink::Muted | Ink::Gap | Ink::Link => (TEXT, true),
        // Letters stand on them, in the colour of the ground.
        Ink::Delivered | Ink::Committed => (TEXT, false),
        Ink::Axis | Ink::Recovered | Ink::Approved | Ink::Proposed | Ink::Expressed => (MARK, false),
    };
    let colour = colours.rgb(ink, theme);
    let grounds = [paper].into_iter().chain(boxes.into_iter().filter(|_| on_boxes));
    let measured = grounds.map(|(on, ground)| (contrast(colour, ground), on, ground));
    let (contrast, on, ground) = measured.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (contrast < least).then_some(Problem::Low { ink, on, ground, contrast, least })
}

/// Holds an author's colours against the names and the standards.
pub(super) fn check(appearance: &Appearance, report: &mut Report) {
    let colours = Colours::of(appearance);
    for (theme, typed) in [(Theme::Light, &appearance.light), (Theme::Dark, &appearance.dark)] {
        for TypedColour { name, .. } in typed.iter().filter(|given| Ink::named(given.name.value.trim()).is_none()) {
            let unknown = Diagnostic::new(Code::UnknownReference, format!("nothing is coloured by `{}`", name.value));
            let known: Vec<&str> = Ink::ALL.iter().map(|ink| ink.name()).collect();
            let hinted = unknown.at(&name.span).suggest(&name.value, known.iter().copied());
            report.push(hinted.hint(format!("colours: {}", known.join(", "))));
        }
        let found = problems(&colours, theme);
        for TypedColour { name, span, .. } in typed {
            let Some(ink) = Ink::named(name.value.trim()) else { continue };
            // What is wrong with the built-in colours is no author's business, and held by a test.
            let its_own = |problem: &&Problem| problem.subject(&colours, theme) == Some(ink);
            let (low, alike): (Vec<&Problem>, Vec<&Problem>) =
                found.iter().filter(its_own).partition(|problem| problem.lowness().is_some());
            for problem in worst(&low).into_iter().chain(alike) {
                let warning = Diagnostic::new(problem.code(), problem.message(&colours, theme)).at(span);
                let besides = besides(problem, &low).map(|besides| format!("too low as well: {besides}"));
                let warning = besides.into_iter().fold(warning, Diagnostic::hint);
                report.push(warning.hint(advice(&colours, theme, ink, &found)));
            }
        }
    }
}

/// One for all that stands out too little on account of one colour.
fn worst<'a>(low: &[&'a Problem]) -> Option<&'a Problem> {
    let by_lowness = |a: &&&Problem, b: &&&Problem| a.lowness().partial_cmp(&b.lowness()).unwrap_or(Ordering::Equal);
    low.iter().min_by(by_lowness).copied()
}

/// The other inks that stand out too little.
fn besides(told: &Problem, low: &[&Problem]) -> Option<String> {
    let names =
        low.iter().filter(|problem| **problem != told && told.lowness().is_some()).filter_map(
            |problem| match problem {
                Problem::Low { ink, .. } => Some(format!("`{}`", ink.name())),
                Problem::Alike { .. } => None,
            },
        );
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The nearest lightness of an ink with which every problem that is told of it is gone and no new one there.
fn advice(colours: &Colours, theme: Theme, ink: Ink, found: &[Problem]) -> String {
    let colour = colours.rgb(ink, theme);
    let now = lightness(colour);
    let others: Vec<&Problem> = found.iter().filter(|problem| problem.subject(colours, theme) != Some(ink)).collect();
    let passes = |candidate: &Rgb| {
        let left = problems(&colours.with(ink, theme, *candidate), theme);
        left.iter().all(|problem| others.iter().any(|other| problem.is_of(other)))
    };
    let away = (1..=100_u32).flat_map(|step| [now - f64::from(step), now + f64::from(step)]);
    let mut candidates =
        away.filter(|wanted| (0.0..=100.0).contains(wanted)).map(|wanted| with_lightness(colour, wanted));
    match candidates.find(passes) {
        Some(found) => {
            let (name, found, lightness) = (ink.name(), print_colour(found), lightness(found));
            format!("`{name}: \"{found}\"` passes: the nearest lightness is {lightness:.0}, now it is {now:.0}")
        }
        None => {
            format!("no lightness of `{}` passes beside the other colours: change its hue, or change them", ink.name())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

    #[test]
    fn the_built_in_colours_keep_every_standard() {
        for theme in THEMES {
            assert_eq!(problems(&Colours::default(), theme), [], "{theme:?}");
        }
    }

    #[test]
    fn neighbouring_solid_stages_differ() {
        let colours = Colours::default();
        for theme in THEMES {
            for pair in [Ink::Delivered, Ink::Committed, Ink::Approved].windows(2) {
                assert!(
                    contrast(colours.rgb(pair[0], theme), colours.rgb(pair[1], theme)) >= 1.8,
                    "{pair:?} {theme:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_advised_passes() {
        let cases =
            [(Ink::Muted, [170, 170, 170]), (Ink::Committed, [120, 180, 220]), (Ink::Recovered, [235, 235, 235])];
        for (ink, colour) in cases {
            let colours = Colours::default().with(ink, Theme::Light, colour);
            let found = problems(&colours, Theme::Light);
            let its_own = |problem: &Problem| problem.subject(&colours, Theme::Light) == Some(ink);
            assert!(found.iter().all(its_own) && !found.is_empty(), "{ink:?} {found:?}");
            let advice = advice(&colours, Theme::Light, ink, &found);
            let advised = crate::quantities::read_colour(advice.split('"').nth(1).unwrap_or_default());
            let mended = colours.with(ink, Theme::Light, advised.unwrap_or_else(|| panic!("{ink:?}: {advice}")));
            assert_eq!(problems(&mended, Theme::Light), [], "{ink:?} {advice}");
        }
        // Every mark is the ground's colour: nothing stands out, and no single ink is to blame but the ground.
        let hidden = Colours::default().with(Ink::Ground, Theme::Light, [0x4A, 0x93, 0xC9]);
        assert!(problems(&hidden, Theme::Light).len() >= 10);
    }
}

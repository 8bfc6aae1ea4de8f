//! What `site.yaml` says about the site's look.

use super::read;
use crate::diagnostics::{Code, Diagnostic, Report, Span};
use crate::documents::{Entries, FontDoc, LogoDoc, Shade, Text, ThemeDoc};
use crate::quantities::{Rgb, read_colour};

/// A site's own look: what `theme` of `site.yaml` says, each part with its place.
#[derive(Debug, Default)]
pub struct Appearance {
    /// Colours where the room is bright.
    pub light: Vec<TypedColour>,
    /// Colours where it is dark.
    pub dark: Vec<TypedColour>,
    /// The picture in place of the site's name.
    pub logo: Option<Logo>,
    /// The picture in tabs and on home screens: a file below `content/static/`.
    pub favicon: Option<Text>,
    /// The letters of the pages.
    pub font: Option<Font>,
}

/// A colour that an author chose. Whether there is something of that name to colour is known where the inks are.
#[derive(Debug)]
pub struct TypedColour {
    /// What it is for.
    pub name: Text,
    /// Which it is.
    pub colour: Rgb,
    /// Where it stands.
    pub span: Span,
}

/// The picture in place of the site's name: files below `content/static/`.
#[derive(Debug)]
pub struct Logo {
    /// The picture.
    pub file: Text,
    /// The one for dark rooms.
    pub dark: Option<Text>,
    /// What it says.
    pub alt: Option<String>,
}

/// The letters of the pages: files below `content/static/`.
#[derive(Debug)]
pub struct Font {
    /// The plain face.
    pub regular: Text,
    /// The bold one.
    pub bold: Option<Text>,
    /// What stands in until it is there, as a style sheet has it.
    pub fallback: String,
}

/// Families that every browser has one of.
const GENERIC: [&str; 8] =
    ["serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "ui-monospace"];

/// Reads it; what is wrong goes to the report.
pub(super) fn appearance(document: Option<&ThemeDoc>, report: &mut Report) -> Appearance {
    let Some(document) = document else { return Appearance::default() };
    Appearance {
        light: colours(&document.light.0, report),
        dark: colours(&document.dark.0, report),
        logo: document.logo.as_ref().map(logo),
        favicon: document.favicon.as_ref().map(file),
        font: document.font.as_ref().map(|document| font(document, report)),
    }
}

/// Which names there are is known where the inks are: they are held against them there.
fn colours(typed: &Entries<Shade>, report: &mut Report) -> Vec<TypedColour> {
    let colours = typed.iter().filter_map(|(name, shade)| {
        Some(TypedColour { name: name.clone(), colour: report.keep(colour(&shade.0))?, span: shade.0.span.clone() })
    });
    colours.collect()
}

fn colour(text: &Text) -> Result<Rgb, Diagnostic> {
    read_colour(&text.value).ok_or_else(|| {
        Diagnostic::new(Code::InvalidColour, format!("`{}` is not a colour", text.value.trim()))
            .at(&text.span)
            .hint("colours are opaque and have six digits from 0 to f, or three: `\"#1a5f95\"`, `\"#fff\"`")
    })
}

fn logo(document: &LogoDoc) -> Logo {
    Logo { file: file(&document.file), dark: document.dark.as_ref().map(file), alt: read::plain(document.alt.as_ref()) }
}

fn font(document: &FontDoc, report: &mut Report) -> Font {
    let fallback = document.fallback.as_ref().and_then(|text| report.keep(families(text)));
    Font {
        regular: file(&document.regular),
        bold: document.bold.as_ref().map(file),
        fallback: fallback.unwrap_or_else(|| "system-ui, sans-serif".to_owned()),
    }
}

/// The name of a file below `content/static/`. Whether it is there is known where the files are.
fn file(text: &Text) -> Text {
    let name = text.value.trim();
    Text::new(name.strip_prefix("content/static/").unwrap_or(name).to_owned(), text.span.clone())
}

/// A list of families as a style sheet has it: names quoted, the generic ones bare.
fn families(text: &Text) -> Result<String, Diagnostic> {
    let families = text.value.split(',').map(|family| {
        let family = family.trim().trim_matches(['"', '\'']);
        let named = !family.is_empty() && family.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let bare = GENERIC.contains(&family);
        named.then(|| if bare { family.to_owned() } else { format!("\"{family}\"") })
    });
    families.collect::<Option<Vec<_>>>().map(|families| families.join(", ")).ok_or_else(|| {
        Diagnostic::new(Code::InvalidFont, format!("`{}` is not a list of fonts", text.value.trim()))
            .at(&text.span)
            .hint("write names of letters and digits with commas between, as in `Georgia, serif`")
    })
}

//! `theme` of `site.yaml` as typed.

use super::decode::{Decode, Map, Text, document, wrong_shape};
use super::node::{Node, Value};
use super::schema::Definitions;
use crate::diagnostics::{Code, Diagnostic, Report};

document! {
    /// A site's own look.
    ThemeDoc {
        /// Name → colour where the room is bright.
        light: Map<Shade>,
        /// The same where it is dark.
        dark: Map<Shade>,
        /// The picture in place of the site's name.
        logo: Option<LogoDoc>,
        /// The picture in tabs and on home screens.
        favicon: Option<Text>,
        /// The letters of the pages.
        font: Option<FontDoc>,
    }
}

document! {
    /// The picture in place of the site's name.
    LogoDoc {
        /// Below `content/static/`.
        file: Text,
        /// The one for dark rooms.
        dark: Option<Text>,
        /// What it says; the site's title where it is left out.
        alt: Option<Text>,
    }
}

document! {
    /// The letters of the pages.
    FontDoc {
        /// Below `content/static/`.
        regular: Text,
        /// Its bold companion.
        bold: Option<Text>,
        /// What stands in until it is there: `Georgia, serif`.
        fallback: Option<Text>,
    }
}

/// A colour as typed. Without quotation marks `#` begins a comment, and nothing is left.
#[derive(Debug, Clone)]
pub struct Shade(pub Text);

impl Decode for Shade {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        match node.value {
            Value::Nothing => {
                report.push(
                    Diagnostic::new(Code::InvalidColour, "there is no colour").at(&node.span).hint(
                        "`#` begins a comment: quote the colour, as in `\"#1a5f95\"`, or write it without the `#`",
                    ),
                );
                None
            }
            Value::Scalar(_) => Text::decode(node, report).map(Self),
            other => wrong_shape(&other, "a colour", &node.span, report),
        }
    }

    fn shape(definitions: &mut Definitions) -> serde_json::Value {
        Text::shape(definitions)
    }
}

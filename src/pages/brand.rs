//! An author's own logo, icon and letters: files of `content/static/`, held against what pages can show.

use crate::diagnostics::{Code, Diagnostic, Report};
use crate::documents::Text;
use crate::figures::drawable;
use crate::files::StaticFile;
use crate::rescue::{Appearance, Font, Logo};

/// What an author chose, each file there and of the right kind.
#[derive(Debug, Default)]
pub struct Brand {
    /// The picture in place of the site's name.
    pub(crate) logo: Option<Emblem>,
    /// The picture in tabs and on home screens.
    pub favicon: Option<Icon>,
    /// The letters of the pages.
    font: Option<Letters>,
}

/// The picture in place of the site's name: addresses from the site's root.
#[derive(Debug)]
pub(crate) struct Emblem {
    pub(crate) src: String,
    pub(crate) dark: Option<String>,
    pub(crate) alt: Option<String>,
}

/// The picture in tabs and on home screens.
#[derive(Debug)]
pub struct Icon {
    /// Its path below `content/static/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether it is an SVG, else a PNG.
    pub is_svg: bool,
}

/// The letters of the pages: addresses from the site's root.
#[derive(Debug)]
struct Letters {
    regular: String,
    bold: Option<String>,
    fallback: String,
}

/// A kind of file: what it is called, and how one is known.
type Kind = (&'static str, fn(&[u8]) -> bool);

const PICTURE: Kind = ("an SVG or a PNG", |bytes| is_png(bytes) || drawable(bytes));
const FONT: Kind = ("a WOFF2 font", |bytes| bytes.starts_with(b"wOF2"));

fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}

impl Brand {
    /// Finds the files that `site.yaml` names; what is missing or of another kind goes to the report.
    pub fn of(appearance: &Appearance, statics: &[StaticFile], report: &mut Report) -> Self {
        let mut find = |text: &Text, kind: Kind| report.keep(find(text, statics, kind));
        let logo = appearance.logo.as_ref().and_then(|Logo { file, dark, alt }| {
            let (src, dark) = (find(file, PICTURE), dark.as_ref().map(|dark| find(dark, PICTURE)));
            Some(Emblem { src: address(src?), dark: dark.flatten().map(address), alt: alt.clone() })
        });
        let favicon = appearance.favicon.as_ref().and_then(|text| find(text, PICTURE));
        let font = appearance.font.as_ref().and_then(|Font { regular, bold, fallback }| {
            let (regular, bold) = (find(regular, FONT), bold.as_ref().map(|bold| find(bold, FONT)));
            Some(Letters { regular: address(regular?), bold: bold.flatten().map(address), fallback: fallback.clone() })
        });
        let favicon = favicon.map(|StaticFile { path, bytes }| Icon {
            path: path.clone(),
            bytes: bytes.clone(),
            is_svg: !is_png(bytes),
        });
        Self { logo, favicon, font }
    }

    /// The rules of the pages' letters: `--font`, and the faces of an author's own.
    #[must_use]
    pub fn letters(&self) -> String {
        let Some(Letters { regular, bold, fallback }) = &self.font else {
            return ":root{--font:Inter,system-ui,sans-serif}\n".to_owned();
        };
        let face = |file: &str, weight: u32| {
            format!(
                "@font-face{{font-family:\"Site letters\";font-weight:{weight};font-display:swap;\
                 src:url(\"{file}\") format(\"woff2\")}}\n"
            )
        };
        // Without a bold face the browser makes its letters of the plain one.
        let faces = face(regular, 400) + &bold.as_ref().map(|bold| face(bold, 600)).unwrap_or_default();
        format!("{faces}:root{{--font:\"Site letters\",{fallback}}}\n")
    }
}

fn find<'a>(text: &Text, statics: &'a [StaticFile], (kind, is_of_kind): Kind) -> Result<&'a StaticFile, Diagnostic> {
    let file = statics.iter().find(|file| file.path == text.value).ok_or_else(|| {
        Diagnostic::new(Code::UnknownReference, format!("there is no file `content/static/{}`", text.value))
            .at(&text.span)
            .suggest(&text.value, statics.iter().map(|file| file.path.as_str()))
    })?;
    if is_of_kind(&file.bytes) {
        return Ok(file);
    }
    let problem = format!("`content/static/{}` is not {kind}", file.path);
    Err(Diagnostic::new(Code::WrongFileKind, problem)
        .at(&text.span)
        .hint("it goes by what the file holds, not by its name"))
}

/// A file of `content/static/` as an address from the site's root.
fn address(file: &StaticFile) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    file.path.bytes().fold(String::new(), |address, byte| match plain(byte) {
        true => address + &char::from(byte).to_string(),
        false => format!("{address}%{byte:02X}"),
    })
}

//! What a request is answered with.

use std::sync::Arc;

use super::live;
use super::problems::page_of;
use super::request::{Request, decode, path_of};
use super::site::{Site, State};
use crate::artifacts::{MANIFEST, Rendered, SitePath};
use crate::pages::NOT_FOUND;

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    /// Where else to look.
    pub(super) location: Option<String>,
    pub(super) body: Body,
}

pub(super) enum Body {
    Bytes(Vec<u8>),
    File(Arc<Rendered>),
    /// What changes, as long as somebody listens.
    Stream,
}

impl Body {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::File(file) => &file.bytes,
            Self::Stream => &[],
        }
    }
}

const HTML: &str = "text/html; charset=utf-8";

impl Answer {
    fn new(status: u16, kind: &'static str, body: Body) -> Self {
        Self { status, kind, location: None, body }
    }

    /// A sentence.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", Body::Bytes(format!("{text}\n").into_bytes()))
    }

    fn html(status: u16, bytes: Vec<u8>) -> Self {
        Self::new(status, HTML, Body::Bytes(bytes))
    }
}

pub(super) fn answer(site: &Site, request: &Request) -> Answer {
    let state = site.now();
    match request.path.as_str() {
        live::STREAM => Answer::new(200, "text/event-stream", Body::Stream),
        live::STYLE_SHEET => Answer::new(200, "text/css; charset=utf-8", Body::Bytes(live::STYLE.into())),
        live::PROBLEMS => problems(&state, request),
        MANIFEST => Answer::text(404, "manifest.json lists what a build has written: run `shortfall build`"),
        _ => file(&state, request),
    }
}

/// The page of errors; once they are mended, it leads back.
fn problems(state: &State, request: &Request) -> Answer {
    let from = request.query.strip_prefix("from=").and_then(decode_query).unwrap_or_else(|| "/".to_owned());
    match &state.problems {
        Some(problems) => Answer::html(200, problems.page(state, Some(&from))),
        None => Answer { location: Some(from), ..Answer::text(302, "there are no errors") },
    }
}

/// An address of this site as a script encodes it into a query.
fn decode_query(typed: &str) -> Option<String> {
    let address = decode(&typed.replace("%2F", "/").replace("%2f", "/"))?;
    path_of(&address).map(|_| address)
}

fn file(state: &State, request: &Request) -> Answer {
    let Some(edition) = &state.edition else {
        // Nothing could be built yet: whatever was asked for, this is why it is not there.
        let page = state.problems.as_ref().map(|problems| problems.page(state, Some(&request.typed)));
        return Answer::html(503, page.unwrap_or_default());
    };
    match edition.get(&request.path) {
        Ok(Some(file)) => found(state, request, file),
        Ok(None) => {
            let folder = SitePath::new(&format!("{}/index.html", request.path));
            if folder.is_some_and(|path| edition.has(&path)) {
                return Answer {
                    location: Some(format!("{}/", request.typed)),
                    ..Answer::text(302, "this is a folder")
                };
            }
            // Some addresses start from the root of the host where the site will be.
            match edition.below_base(&request.path).map(|path| edition.get(&path)) {
                Some(Ok(Some(file))) => found(state, request, file),
                _ => lost(state, request),
            }
        }
        Err(problem) => Answer::html(500, page_of(problem, state)),
    }
}

fn found(state: &State, request: &Request, file: Arc<Rendered>) -> Answer {
    let kind = kind_of(file.path.as_str());
    match str::from_utf8(&file.bytes) {
        Ok(html) if kind == HTML && !is_pasted(file.path.as_str()) => {
            Answer::html(200, live::dress(html, state, &request.typed, false).into_bytes())
        }
        _ => Answer::new(200, kind, Body::File(file)),
    }
}

/// Pieces of a newsletter kit are copied from where they are shown: they stay as they are.
fn is_pasted(path: &str) -> bool {
    path.starts_with("newsletter/") && !path.ends_with("/index.html")
}

/// The site's own page for what is not there.
fn lost(state: &State, request: &Request) -> Answer {
    let page = || {
        let file = state.edition.as_ref()?.get(&SitePath::new(NOT_FOUND)?).ok()??;
        Some(live::dress(str::from_utf8(&file.bytes).ok()?, state, &request.typed, true).into_bytes())
    };
    page().map_or_else(|| Answer::text(404, "there is no such page"), |page| Answer::html(404, page))
}

fn kind_of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map_or("", |(_, suffix)| suffix).to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "pdf" => "application/pdf",
        "eml" => "message/rfc822",
        _ => "application/octet-stream",
    }
}

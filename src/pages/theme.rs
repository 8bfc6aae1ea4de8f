//! The theme: built-in templates and styles, any of them replaced by a site's own of the same name.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use super::filters;
use super::languages::tag_of;
use super::template_error::Explained;
use crate::diagnostics::{Code, Diagnostic, Report, Source, Span};

/// A built-in file of the theme.
pub struct BuiltIn {
    /// Its path below `templates/`.
    pub path: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

macro_rules! built_in {
    ($($path:literal)*) => {
        /// Every file of the built-in theme, compiled into the program.
        pub const BUILT_IN: &[BuiltIn] = &[$(BuiltIn {
            path: $path,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $path)),
        }),*];
    };
}

built_in! {
    "404.html"
    "base.html"
    "change.md"
    "chart.html"
    "charts.html"
    "contributor.html"
    "contributors.html"
    "data.html"
    "embed/frame.css"
    "embed/height.js"
    "embed/index.html"
    "events.html"
    "feed-entry.html"
    "feed.xml"
    "fonts/Inter-Regular.woff2"
    "fonts/Inter-SemiBold.woff2"
    "fonts/OFL.txt"
    "index.html"
    "kit/copy.js"
    "kit/discourse-minimal.md"
    "kit/email.html"
    "kit/forum.md"
    "kit/fragment.html"
    "kit/index.html"
    "methodology.html"
    "page.html"
    "parts.html"
    "quoted-chart.html"
    "redirect.html"
    "report.html"
    "report.md"
    "reports.html"
    "revisions.html"
    "sitemap.xml"
    "sources.html"
    "strings/de.yaml"
    "strings/en.yaml"
    "style.css"
}

/// The most bytes that a template may make: a loop without an end is noticed there.
const LARGEST_PAGE: usize = 32 * 1024 * 1024;

/// What a template has made, refused past the limit.
struct Page(Vec<u8>);

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST_PAGE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The templates of a build, parsed and checked.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    sources: BTreeMap<String, Arc<Source>>,
}

impl Theme {
    /// The built-in theme with a site's own files over it.
    ///
    /// # Errors
    /// Every template that cannot be read, with its place.
    pub fn new(overrides: &[Arc<Source>]) -> Result<Self, Report> {
        let mut sources = built_in_sources();
        for source in overrides {
            sources.insert(name_of(source).to_owned(), Arc::clone(source));
        }
        let mut tera = Tera::new();
        tera.autoescape_on([".html", ".xml", ".svg", ".atom"]);
        filters::register(&mut tera);
        let templates = sources.iter().filter(|(name, _)| is_template(name));
        let added = tera.add_raw_templates(templates.map(|(name, source)| (name.clone(), source.text.clone())));
        let theme = Self { tera, sources };
        match added {
            Ok(()) => Ok(theme),
            Err(error) => Err(Explained(&theme.sources).all(&error)),
        }
    }

    /// Renders a template.
    ///
    /// # Errors
    /// A located problem of the template, naming the page it was rendered for.
    pub fn render(&self, template: &str, page: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        let mut made = Page(Vec::new());
        self.tera.render_to(template, context, &mut made).map_err(|error| match error.kind() {
            ErrorKind::Io(kind) if *kind == io::ErrorKind::FileTooLarge => too_large(template, page),
            _ => Explained(&self.sources).one(page, &error),
        })?;
        let Page(mut bytes) = made;
        if !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    /// The style sheet, the site's own or the built-in one.
    #[must_use]
    pub fn style(&self) -> &str {
        self.sources.get("style.css").map_or("", |source| source.text.as_str())
    }

    /// A style or script that stands within a page, the site's own or the built-in one.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.sources.get(name).map_or("", |source| source.text.trim())
    }

    /// The paths of files that pages depend on, for the manifest.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.sources.values().map(|source| source.path.as_str()).filter(|path| path.starts_with("templates/"))
    }

    /// Says which of a site's own files replace nothing and are named by no other template.
    pub(crate) fn find_strays(&self, own: &[Arc<Source>], report: &mut Report) {
        for source in own {
            let name = name_of(source);
            let is_built_in = BUILT_IN.iter().any(|file| file.path == name) || tag_of(name).is_some();
            let defines = source.text.contains("{% component ") || source.text.contains("{%- component ");
            if is_built_in || (is_template(name) && (defines || self.is_named(name))) {
                continue;
            }
            report.push(
                Diagnostic::new(Code::StrayFile, format!("`{}` replaces nothing", source.path))
                    .at(&Span::start_of(source))
                    .suggest(name, BUILT_IN.iter().map(|file| file.path))
                    .hint("`shortfall templates list` names every file that can be replaced"),
            );
        }
    }

    fn is_named(&self, name: &str) -> bool {
        let quoted = [format!("\"{name}\""), format!("'{name}'"), format!("`{name}`")];
        self.sources.values().any(|source| quoted.iter().any(|name| source.text.contains(name.as_str())))
    }
}

fn too_large(template: &str, page: &str) -> Diagnostic {
    let problem = format!("`{template}` makes more than {} MiB (for {page})", LARGEST_PAGE / 1024 / 1024);
    Diagnostic::new(Code::LimitExceeded, problem).hint("is there a loop within a loop?")
}

/// A file's path below `templates/`.
fn name_of(source: &Source) -> &str {
    source.path.strip_prefix("templates/").unwrap_or(&source.path)
}

pub(super) fn is_template(name: &str) -> bool {
    [".html", ".md", ".xml", ".txt"].iter().any(|suffix| name.ends_with(suffix)) && !name.starts_with("fonts/")
}

fn built_in_sources() -> BTreeMap<String, Arc<Source>> {
    let texts = BUILT_IN.iter().filter_map(|file| Some((file.path, std::str::from_utf8(file.bytes).ok()?)));
    texts
        .map(|(path, text)| {
            (path.to_owned(), Arc::new(Source { path: format!("built-in templates/{path}"), text: text.to_owned() }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_compiled_in() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let mut found: Vec<String> = walkdir::WalkDir::new(root)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        found.sort();
        assert_eq!(found, BUILT_IN.iter().map(|file| file.path.to_owned()).collect::<Vec<_>>());
    }

    #[test]
    fn an_unknown_variable_is_a_located_error() {
        let source = Source { path: "templates/page.html".into(), text: "<p>\n{{ nonsense.title }}</p>".into() };
        let theme = Theme::new(&[Arc::new(source)]).unwrap();
        let problem = theme.render("page.html", "page `x`", &Context::new()).unwrap_err();
        let span = problem.span.unwrap();
        assert_eq!((span.path(), span.line()), ("templates/page.html", 2));
    }

    #[test]
    fn a_page_without_an_end_is_refused() {
        let text = "{% for a in range(end=90000) %}{% for b in range(end=90000) %}0123456789{% endfor %}{% endfor %}";
        let source = Source { path: "templates/page.html".into(), text: text.into() };
        let theme = Theme::new(&[Arc::new(source)]).unwrap();
        let problem = theme.render("page.html", "page `x`", &Context::new()).unwrap_err();
        assert_eq!(problem.code, Code::LimitExceeded, "{}", problem.message);
        assert!(problem.message.starts_with("`page.html` makes more than 32 MiB"), "{}", problem.message);
    }

    #[test]
    fn a_template_that_does_not_parse_is_a_located_error() {
        let source = Source { path: "templates/page.html".into(), text: "{% if %}".into() };
        let problems = Theme::new(&[Arc::new(source)]).err().unwrap();
        assert_eq!(problems.sorted()[0].span.as_ref().unwrap().path(), "templates/page.html");
    }
}

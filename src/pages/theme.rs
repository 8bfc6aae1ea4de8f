//! The theme: built-in templates and styles, any of them replaced by a site's own of the same name.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use super::filters;
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
    "report.html"
    "report.md"
    "reports.html"
    "revisions.html"
    "sitemap.xml"
    "sources.html"
    "style.css"
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
            let name = source.path.strip_prefix("templates/").unwrap_or(&source.path);
            sources.insert(name.to_owned(), Arc::clone(source));
        }
        let mut tera = Tera::new();
        tera.autoescape_on([".html", ".xml", ".svg", ".atom"]);
        filters::register(&mut tera);
        let templates = sources.iter().filter(|(name, _)| is_template(name));
        let added = tera.add_raw_templates(templates.map(|(name, source)| (name.clone(), source.text.clone())));
        let theme = Self { tera, sources };
        match added {
            Ok(()) => Ok(theme),
            Err(error) => Err(theme.explain_all(&error)),
        }
    }

    /// Renders a template.
    ///
    /// # Errors
    /// A located problem of the template, naming the page it was rendered for.
    pub fn render(&self, template: &str, page: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        let mut rendered = self.tera.render(template, context).map_err(|error| self.explain(page, &error))?;
        if !rendered.ends_with('\n') {
            rendered.push('\n');
        }
        Ok(rendered.into_bytes())
    }

    /// The style sheet, the site's own or the built-in one.
    #[must_use]
    pub fn style(&self) -> &str {
        self.sources.get("style.css").map_or("", |source| source.text.as_str())
    }

    /// The script of the kit's page, the site's own or the built-in one.
    #[must_use]
    pub fn copy_script(&self) -> &str {
        self.sources.get("kit/copy.js").map_or("", |source| source.text.trim())
    }

    /// The paths of files that pages depend on, for the manifest.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.sources.values().map(|source| source.path.as_str()).filter(|path| path.starts_with("templates/"))
    }

    fn explain(&self, page: &str, error: &tera::Error) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(found) | ErrorKind::RenderingError(found) => {
                let diagnostic = Self::problem(&format!("{} (for {page})", found.message()));
                let range = &found.span().range;
                self.place(diagnostic, found.filename(), |source| Span::new(source, range.start, range.len()))
            }
            _ => Self::problem(&format!("{error} (for {page})")),
        }
    }

    /// Tera finds all unknown names of all templates at once, but hands them over as one text: each is
    /// `error: MESSAGE` and, in the next line, `--> FILE:LINE:COLUMN`.
    fn explain_all(&self, error: &tera::Error) -> Report {
        let mut report = Report::default();
        let text = error.to_string();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(message) = line.strip_prefix("error: ") else { continue };
            let place = lines.peek().and_then(|next| next.trim_start().strip_prefix("--> ")).map(str::to_owned);
            let mut place = place.as_deref().unwrap_or("").rsplitn(3, ':');
            let (column, row, file) = (number(place.next()), number(place.next()), place.next().unwrap_or(""));
            report.push(self.place(Self::problem(message), file, |source| Span::at_line(source, row, column, 1)));
        }
        if !report.has_errors() {
            report.push(self.explain("the theme", error));
        }
        report
    }

    /// A message in this program's style: one line, lower case.
    fn problem(message: &str) -> Diagnostic {
        let line = message.lines().next().unwrap_or(message);
        let mut characters = line.chars();
        let lower = characters.next().map(|c| c.to_lowercase().collect::<String>() + characters.as_str());
        Diagnostic::new(Code::Template, lower.unwrap_or_default())
    }

    fn place(&self, diagnostic: Diagnostic, template: &str, span: impl FnOnce(&Arc<Source>) -> Span) -> Diagnostic {
        match self.sources.get(template) {
            Some(source) => diagnostic.at(&span(source)),
            None => diagnostic,
        }
    }
}

fn number(text: Option<&str>) -> usize {
    text.and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn is_template(name: &str) -> bool {
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
    fn a_template_that_does_not_parse_is_a_located_error() {
        let source = Source { path: "templates/page.html".into(), text: "{% if %}".into() };
        let problems = Theme::new(&[Arc::new(source)]).err().unwrap();
        assert_eq!(problems.sorted()[0].span.as_ref().unwrap().path(), "templates/page.html");
    }
}

//! The reports for those who subscribe: one Atom and one JSON feed with the same entries, and the list of pages for
//! search engines. All of it needs the site's address.

use serde::Serialize;
use serde_json::json;
use tera::Context;

use super::view::ReportView;
use super::{Material, to_json};
use crate::diagnostics::Diagnostic;
use crate::figures::{ChartId, Figure};
use crate::quantities::{Moment, SitePath};

/// Feeds are asked for often: older reports are in the list of reports.
pub const NEWEST: usize = 20;

/// What an entry shows of its report's charts.
const PICTURES: [ChartId; 3] = [ChartId::Ladder, ChartId::Remaining, ChartId::Change];

#[derive(Serialize)]
struct Feed<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    home: String,
    atom: String,
    icon: String,
    /// The newest entry's: no clock.
    updated: String,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    /// Where the report stands, for good: also its id.
    url: String,
    title: String,
    summary: Option<String>,
    updated: String,
    card: String,
    content: String,
}

#[derive(Serialize)]
struct Picture<'a> {
    link: String,
    src: String,
    alt: &'a str,
}

#[derive(Serialize)]
struct Listed {
    url: String,
    changed: Option<String>,
}

impl Material<'_> {
    /// The Atom feed of these reports, each a snapshot with its charts, the newest first.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn atom(&self, base: &str, reports: &[(usize, &[Figure])]) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::new();
        context.insert("feed", &self.feed(base, reports)?);
        let xml = self.theme.render("feed.xml", "`feed.xml`", &context)?;
        Ok(fit_for_xml(&String::from_utf8_lossy(&xml)).into_bytes())
    }

    /// The same as JSON Feed 1.1.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn json_feed(&self, base: &str, reports: &[(usize, &[Figure])]) -> Result<Vec<u8>, Diagnostic> {
        let feed = self.feed(base, reports)?;
        let items = feed.entries.iter().map(|entry| {
            let mut item = json!({
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.content,
                "image": entry.card,
                "date_published": entry.updated,
            });
            if let Some(summary) = &entry.summary {
                item["summary"] = json!(summary);
            }
            item
        });
        to_json(&json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.description,
            "home_page_url": feed.home,
            "feed_url": format!("{base}/feed.json"),
            "icon": feed.icon,
            "language": feed.language,
            "authors": [{ "name": feed.title, "url": feed.home }],
            "items": items.collect::<Vec<_>>(),
        }))
    }

    /// Every page, with the day of the newest snapshot that it shows.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn sitemap(&self, base: &str, pages: &[SitePath]) -> Result<Vec<u8>, Diagnostic> {
        let newest = self.rescue.snapshots.last().map(|snapshot| snapshot.at);
        let pages: Vec<Listed> = pages
            .iter()
            .map(|page| {
                let folder = page.as_str().strip_suffix("index.html").unwrap_or(page.as_str());
                let dated = self.rescue.snapshots.iter().find(|s| folder == format!("reports/{}/", s.slug));
                let changed = dated.map(|snapshot| snapshot.at).or(newest);
                Listed { url: format!("{base}/{folder}"), changed: changed.map(|at| at.date().to_string()) }
            })
            .collect();
        let mut context = Context::new();
        context.insert("pages", &pages);
        self.theme.render("sitemap.xml", "`sitemap.xml`", &context)
    }

    fn feed(&self, base: &str, reports: &[(usize, &[Figure])]) -> Result<Feed<'_>, Diagnostic> {
        let entries: Result<Vec<Entry>, Diagnostic> =
            reports.iter().map(|(index, figures)| self.entry(base, *index, figures)).collect();
        let entries = entries?;
        let site = &self.rescue.site;
        Ok(Feed {
            title: &site.title,
            description: &site.description,
            language: &site.language,
            home: format!("{base}/"),
            atom: format!("{base}/feed.xml"),
            icon: format!("{base}/favicon.png"),
            updated: entries.first().map(|entry| entry.updated.clone()).unwrap_or_default(),
            entries,
        })
    }

    fn entry(&self, base: &str, index: usize, figures: &[Figure]) -> Result<Entry, Diagnostic> {
        let snapshot = &self.rescue.snapshots[index];
        let report = ReportView::of(self.rescue, self.measures, self.texts, index);
        let url = format!("{base}/reports/{}/", snapshot.slug);
        let shown = figures.iter().filter(|figure| PICTURES.contains(&figure.id));
        let pictures: Vec<Picture<'_>> = shown
            .map(|figure| Picture {
                link: format!("{url}#chart-{}", figure.id.as_str()),
                src: format!("{url}charts/{}.png", figure.id.as_str()),
                alt: &figure.alt,
            })
            .collect();
        let mut context = Context::new();
        context.insert("report", &report);
        context.insert("pictures", &pictures);
        context.insert("narrative", &self.texts.report(&snapshot.slug).map(|text| absolute(text.pictured(), &url)));
        context.insert("url", &url);
        let content = self.theme.render("feed-entry.html", "`feed.xml`", &context)?;
        Ok(Entry {
            title: report.title,
            summary: report.summary,
            updated: instant(snapshot.at),
            card: format!("{url}charts/card.png"),
            content: String::from_utf8_lossy(&content).into_owned(),
            url,
        })
    }
}

/// To the second, as feeds want it. A bare day is its end.
pub(super) fn instant(at: Moment) -> String {
    match at.time() {
        Some(time) => format!("{}T{:02}:{:02}:00Z", at.date(), time.hour(), time.minute()),
        None => format!("{}T23:59:59Z", at.date()),
    }
}

/// Markup of ours with its relative addresses made absolute. In it `<` and `>` are nothing but the ends of tags, and
/// attributes are quoted with `"`.
fn absolute(html: &str, folder: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (i, part) in html.split('<').enumerate() {
        if i == 0 {
            out.push_str(part);
            continue;
        }
        out.push('<');
        let (tag, text) = part.split_at(part.find('>').unwrap_or(part.len()));
        out.push_str(&absolute_in_tag(tag, folder));
        out.push_str(text);
    }
    out
}

fn absolute_in_tag(tag: &str, folder: &str) -> String {
    let mut tag = tag.to_owned();
    for name in [" href=\"", " src=\""] {
        if let Some(at) = tag.find(name).map(|at| at + name.len()) {
            let address = tag[at..].split('"').next().unwrap_or_default();
            // A scheme ends in `:` before any slash.
            let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
            if !has_scheme {
                tag.insert_str(at, folder);
            }
        }
    }
    tag
}

/// Without the characters that XML has no way to write: an entity in Markdown can name them.
fn fit_for_xml(text: &str) -> String {
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r') || (!c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.chars().filter(allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_relative_addresses_of_tags_become_absolute() {
        let html = "<p>href=\"x\" <a href=\"../a/index.html#b\">a</a> <a href=\"#c\">c</a> <img src=\"p.png\" alt=\"\">\
            <a rel=\"x\" href=\"https://e.example/?a:b\">e</a> <a href=\"mailto:a@e.example\">m</a></p>";
        let folder = "https://r.example/reports/x/";
        let expected = html
            .replace("\"../a/", &format!("\"{folder}../a/"))
            .replace("\"#c", &format!("\"{folder}#c"))
            .replace("\"p.png", &format!("\"{folder}p.png"));
        assert_eq!(absolute(html, folder), expected);
    }

    #[test]
    fn what_xml_cannot_say_is_left_out() {
        assert_eq!(fit_for_xml("a\u{1}b\n\u{ffff}€\u{85}"), "ab\n€");
    }

    #[test]
    fn a_bare_day_is_its_end() {
        assert_eq!(instant("2026-04-24".parse().unwrap()), "2026-04-24T23:59:59Z");
        assert_eq!(instant("2026-04-24T09:05Z".parse().unwrap()), "2026-04-24T09:05:00Z");
    }
}

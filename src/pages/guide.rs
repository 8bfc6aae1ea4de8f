//! What a template is for and which names it is given: `shortfall templates list` and docs/templates.md say this.

/// A file of the theme that a site can replace.
#[derive(Debug)]
pub struct Guide {
    /// Its path below `templates/`.
    pub path: &'static str,
    /// What it makes.
    pub purpose: &'static str,
    /// The names it is given, each with its meaning.
    pub names: &'static [(&'static str, &'static str)],
}

const SITE: (&str, &str) = ("site", "the site as this page sees it: its words, its navigation, the way to its root");
const SHARE: (&str, &str) = ("share", "what the head of the page says to other sites and search engines");
const REPORT: (&str, &str) = ("report", "everything that a dated report says, but for its charts");
const TITLE: (&str, &str) = ("title", "the page's title");
const SUMMARY: (&str, &str) = ("summary", "the page's summary, if its author wrote one");
const BODY: (&str, &str) = ("body", "the author's words as HTML");
const SECTIONS: (&str, &str) = ("sections", "the headings, for a table of contents");
const KIT: (&str, &str) = ("kit", "what a newsletter shows of the report; `kit.report` is the report");
const TARGET: (&str, &str) = ("target", "which file of the kit is made: its name without the ending");
const UNSUBSCRIBE: (&str, &str) =
    ("unsubscribe", "what the mailing service puts the way out in place of, if there is one");
const WEB: (&str, &str) = ("web_version", "where the mailing service shows it on the web, if it is to be said");
const SCRIPT: (&str, &str) = ("script", "the script of the copy buttons");
const F: (&str, &str) = ("f", "the chart: its drawings, its values, its files");
const DATE: (&str, &str) = ("date", "the date of the newest report");

macro_rules! guides {
    ($($path:literal $purpose:literal [$($name:expr),*])*) => {
        /// Every file that a site can replace, in order.
        pub const GUIDES: &[Guide] = &[$(Guide { path: $path, purpose: $purpose, names: &[$($name),*] }),*];
    };
}

guides! {
    "404.html" "the page for an address that is not there" [SHARE, SITE, ("style", "the style, which must stand in the page: it is shown in any folder")]
    "base.html" "what surrounds every page; the others extend it, and what it prints they are given" []
    "change.md" "what changed between two snapshots, in the Markdown report and `diff --markdown`" [("change", "the change, its causes and who they come from")]
    "chart.html" "the page of one chart" [
        ("badges", "the badges with addresses to copy, if the site has an address"), ("chart", "the chart's words"), DATE, F,
        ("history", "what the chart said on each date, the newest first"),
        ("oembed", "the address of the chart's oEmbed file, if the site has an address"), SCRIPT, SHARE, SITE,
        ("snippets", "what to paste to show the chart elsewhere, if the site has an address")]
    "charts.html" "all charts side by side" [("charts", "the charts of the newest report, in order"), DATE, SHARE, SITE]
    "contributor.html" "the page of one contributor" [("contributor", "who it is, with the life of each pledge"), SHARE, SITE]
    "contributors.html" "the list of contributors" [("contributors", "every contributor, the largest first"), SHARE, SITE]
    "data.html" "the page that explains the data files" [
        DATE, ("files", "the tables below `data/`, with their columns"), ("home", "the site's address, if it has one"),
        ("licence", "the licence, if one is named"), ("newest", "the address of the newest report"), SHARE, SITE]
    "embed/frame.css" "the style of a chart in a frame; its hash is in the page's policy" []
    "embed/height.js" "the script by which a frame tells its height; its hash is in the page's policy" []
    "embed/index.html" "a chart in a frame on another site" [
        ("canonical", "the absolute address of the page it comes from, if the site has one"), ("language", "the language of the texts"),
        ("middle", "the drawing for a column"), ("narrow", "the drawing for a phone"), ("page", "the relative address of that page"),
        ("question", "the question that the chart answers"), ("script", "`embed/height.js`"), ("security", "the page's policy"),
        ("site", "the site's title"), ("style", "fonts, `embed/frame.css` and the rules of the drawing"),
        ("title", "the chart's takeaway"), ("wide", "the drawing for a page"), ("words", "the link to that page")]
    "events.html" "what happened, in time" [("events", "every event"), SHARE, SITE]
    "feed-entry.html" "a report in the feeds" [
        ("narrative", "the author's words as HTML, charts as pictures, addresses absolute"),
        ("pictures", "charts of the report with absolute addresses"), REPORT, ("url", "the report's absolute address")]
    "feed.xml" "the Atom feed" [("feed", "the feed and its entries")]
    "index.html" "the dashboard" [
        ("charts", "the charts of the dashboard by id"), ("narrative", "the newest report's narrative as HTML"), REPORT,
        ("reports", "every report, the newest first"), ("scenarios", "what the scenarios of `site.yaml` come to"), SHARE, SITE]
    "kit/copy.js" "the script of the copy buttons on a kit's page; its hash is in the page's policy" []
    "kit/discourse-minimal.md" "the short post for a forum" [KIT, REPORT, TARGET, UNSUBSCRIBE, WEB]
    "kit/email.html" "the mail" [KIT, REPORT, TARGET, UNSUBSCRIBE, WEB]
    "kit/forum.md" "what forums, GitHub and Markdown newsletters are given" [KIT, REPORT, TARGET, UNSUBSCRIBE, WEB]
    "kit/fragment.html" "what the editors of newsletter services are given" [KIT, REPORT, TARGET, UNSUBSCRIBE, WEB]
    "kit/index.html" "the page of a kit" [
        ("absolute", "whether the site has an address, which pictures in mails need"), ("checks", "every check of the kit"),
        KIT, ("passed", "how many checks passed"), REPORT, SCRIPT, SHARE, SITE,
        ("targets", "what can be copied, with its text")]
    "methodology.html" "how each number is made" [
        BODY, SECTIONS, SHARE, SITE, SUMMARY, TITLE, ("topics", "the formulas by topic")]
    "page.html" "an author's own page" [BODY, SECTIONS, SHARE, SITE, SUMMARY, TITLE]
    "parts.html" "the components that the other templates are put together from" []
    "quoted-chart.html" "a chart that an author put into a text" [F]
    "redirect.html" "a small page at a former address" [
        ("canonical", "the absolute address it leads to, if the site has one"), ("direction", "the way its lines run"),
        ("language", "the language of the texts"), ("target", "the relative address it leads to"), TITLE]
    "report.html" "a dated report" [("charts", "the report's charts by id"), REPORT, SHARE, SITE]
    "report.md" "a dated report as Markdown" [("figures", "the report's charts, in order"), REPORT, SHARE, SITE]
    "reports.html" "the list of reports" [("reports", "every report, the newest first"), SHARE, SITE]
    "revisions.html" "what was revised" [("ledger", "shortfalls restated, corrections, claims that do not match"), SHARE, SITE]
    "sitemap.xml" "the list of pages for search engines" [("pages", "every page with its absolute address and the day it changed")]
    "sources.html" "every source" [
        ("hosts", "the sources by the site they stand on"), SHARE, SITE, ("sources", "how many there are, in words")]
    "strings/de.yaml" "the words of the interface in German; a site's own file changes some of them" []
    "strings/en.yaml" "the words of the interface, in English and as the catalogue for other languages" []
    "style.css" "the style of every page; the rules of the charts are added to it" []
}

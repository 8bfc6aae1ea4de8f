//! What machines read: feeds, sitemap, the head of a page.

use resvg::usvg::roxmltree::{Document, Node};
use serde_json::Value;

use crate::common::{Site, transcript};

const BASE: &str = "https://rescue.example/eth";

/// The sample site, built for an address, with a narrative that tries to break out of everything.
fn built() -> Site {
    let site = Site::sample();
    let narrative = "---\ntitle: \"</title><script>alert(1)</script> & ]]>\"\nsummary: \"\\\"><script>alert(1)</script>\"\n---\n\
        See the [methodology](../../methodology/index.html) and [below](#x). &#1; ]]> <script>alert(1)</script>\n";
    site.write("content/reports/2026-05-25.md", narrative);
    let output = site.run(&["build", "--base-url", BASE]);
    assert!(output.status.success(), "{}", transcript(&output));
    site
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    let found = node.children().find(|child| child.has_tag_name((node.tag_name().namespace().unwrap(), name)));
    found.and_then(|child| child.text()).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn machines_read_what_is_made_for_them() {
    let site = built();
    feeds_say_the_same(&site);
    the_sitemap_lists_what_is_there(&site);
    heads_are_inert(&site);
    assert!(site.built("robots.txt").contains(&format!("Sitemap: {BASE}/sitemap.xml")));
}

fn feeds_say_the_same(site: &Site) {
    let (atom, json) = (site.built("feed.xml"), site.built("feed.json"));
    let (atom, json) = (Document::parse(&atom).unwrap(), serde_json::from_str::<Value>(&json).unwrap());
    let feed = atom.root_element();
    assert_eq!(child(feed, "id"), format!("{BASE}/"));
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    let entries: Vec<Node<'_, '_>> = feed.children().filter(|node| node.tag_name().name() == "entry").collect();
    let items = json["items"].as_array().unwrap();
    assert_eq!(entries.len(), items.len());
    assert_eq!(entries.len(), site.study().rescue.snapshots.len());
    for (entry, item) in entries.iter().zip(items) {
        for (atom, json) in
            [("id", "id"), ("title", "title"), ("updated", "date_published"), ("content", "content_html")]
        {
            // JSON can carry what XML cannot.
            assert_eq!(child(*entry, atom).trim(), item[json].as_str().unwrap().replace('\u{1}', "").trim(), "{atom}");
        }
        let content = child(*entry, "content");
        let addresses = ["href=\"", "src=\""].into_iter().flat_map(|name| content.split(name).skip(1));
        for address in addresses {
            assert!(address.starts_with("https://") || address.starts_with("http://"), "{}", &address[..80]);
        }
        assert!(content.contains("/charts/ladder.png\" width=") && !content.contains("<script"));
    }
    assert_eq!(child(entries[0], "id"), format!("{BASE}/reports/2026-05-25/"));
    assert_eq!(child(entries[0], "updated"), child(feed, "updated"));
    assert!(child(entries[0], "content").contains(&format!("{BASE}/reports/2026-05-25/../../methodology/index.html")));
}

fn the_sitemap_lists_what_is_there(site: &Site) {
    let text = site.built("sitemap.xml");
    let sitemap = Document::parse(&text).unwrap();
    let tree = site.tree("output");
    let pages: Vec<Node<'_, '_>> = sitemap.root_element().children().filter(Node::is_element).collect();
    for page in &pages {
        let path = child(*page, "loc").strip_prefix(BASE).unwrap().trim_start_matches('/').to_owned() + "index.html";
        assert!(tree.contains_key(&path), "{path}");
        if let Some(date) = path.strip_prefix("reports/").and_then(|path| path.strip_suffix("/index.html")) {
            assert_eq!(child(*page, "lastmod"), &date[..10]);
        }
    }
    // A kit repeats its report, and a frame its chart.
    let own = |path: &&String| {
        path.ends_with("index.html") && !path.starts_with("newsletter/") && !path.starts_with("embed/")
    };
    assert_eq!(pages.len(), tree.keys().filter(own).count());
}

fn heads_are_inert(site: &Site) {
    // What stands in a kit goes into mails and editors, what is embedded into frames; a chart's page has copy buttons.
    let folders = ["newsletter/", "embed/", "charts/"];
    let is_page = |path: &String| path.ends_with(".html") && !folders.iter().any(|folder| path.starts_with(folder));
    for (page, bytes) in site.tree("output").iter().filter(|(path, _)| is_page(path)) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert!(!html.contains("<script>") && !html.contains("alert(1)</script"), "{page}");
        let image = html.split("og:image\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(site.path(&format!("output/{}", image.strip_prefix(BASE).unwrap())).is_file(), "{image}");
        assert!(html.contains("og:image:alt\" content=\"Card of three numbers"), "{page}");
        for data in html.split("<script type=\"application/ld+json\">").skip(1) {
            let value: Value = serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
            assert!(["Dataset", "Article"].contains(&value["@type"].as_str().unwrap()), "{page}");
        }
    }
    // A chart is shown by its own picture.
    let chart = site.built("charts/who/index.html");
    let picture = format!(
        "og:image\" content=\"{BASE}/reports/2026-05-25/charts/who.png\">\n<meta property=\"og:image:width\" content=\"1200\">"
    );
    assert!(chart.contains(&picture) && chart.contains("og:image:height\" content=\"800\""), "{chart}");
    assert!(site.built("reports/2026-05-25/index.html").contains("\"@type\":\"Article\""));
    assert!(site.built("index.html").contains("\"@type\":\"Dataset\""));
}

#[test]
fn without_an_address_what_needs_one_is_left_out_and_said() {
    let site = Site::fixture("small");
    site.write("content/static/favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let output = site.run(&["build"]);
    let text = transcript(&output);
    assert_eq!(text.matches("set `base_url`").count(), 1, "{text}");
    for path in ["feed.xml", "feed.json", "sitemap.xml", "robots.txt"] {
        assert!(!site.path("output").join(path).exists(), "{path}");
    }
    assert_eq!(site.built("favicon.svg").len(), 41, "a site's own mark is kept");
}

//! Every address inside the site leads to a file of the same build, with no server and no script.

use std::collections::BTreeSet;

use crate::common::Site;

/// The values of `href` and `src` in a page of ours: attributes are always quoted with `"`.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    ["href=\"", "src=\""]
        .into_iter()
        .flat_map(|name| html.split(name).skip(1).filter_map(|rest| rest.split('"').next()))
}

fn resolve(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "`{address}` on `{page}` leaves the site"),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_internal_link_leads_to_a_file() {
    let small = Site::fixture("small");
    small.build();
    for site in [Site::built_sample(), &small] {
        let tree = site.tree("output");
        let files: BTreeSet<&str> = tree.keys().map(String::as_str).collect();
        let mut checked = 0;
        for (page, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
            let html = std::str::from_utf8(bytes).unwrap();
            for address in addresses(html) {
                // Other hosts, and the placeholders of mailing services.
                if address.starts_with("http") || address.starts_with("mailto:") || address.contains(['{', '|']) {
                    continue;
                }
                let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
                // The page for lost readers starts from the host's root.
                let target = match path.strip_prefix('/').filter(|_| page == "404.html") {
                    Some(rooted) => rooted.to_owned(),
                    None if path.is_empty() => page.clone(),
                    None => resolve(page, path),
                };
                assert!(files.contains(target.as_str()), "`{address}` on `{page}` leads nowhere");
                if !anchor.is_empty() {
                    let text = std::str::from_utf8(&tree[&target]).unwrap();
                    assert!(text.contains(&format!("id=\"{anchor}\"")), "`{address}` on `{page}` has no such anchor");
                }
                checked += 1;
            }
        }
        assert!(checked > 100, "only {checked} links were found");
    }
}

#[test]
fn markdown_reports_show_pictures_that_exist() {
    let site = Site::built_sample();
    let tree = site.tree("output");
    let text = site.built("reports/2026-04-24/index.md");
    let pictures: Vec<&str> =
        text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|a| a.ends_with(".png")).collect();
    assert_eq!(pictures.len(), shortfall::figures::ChartId::ALL.len(), "{pictures:?}");
    for picture in pictures {
        assert!(tree.contains_key(&format!("reports/2026-04-24/{picture}")), "{picture}");
    }
}

#[test]
fn pages_ask_nothing_of_a_third_party_and_need_no_script() {
    let site = Site::built_sample();
    // What stands in a kit is no page of the site: it goes into mails and editors, which know no policy.
    let is_page =
        |path: &str| path.ends_with(".html") && (!path.starts_with("newsletter/") || path.ends_with("/index.html"));
    for (page, bytes) in site.tree("output").iter().filter(|(path, _)| is_page(path)) {
        let html = std::str::from_utf8(bytes).unwrap();
        // The page of a kit has one script, for comfort: its copy buttons. Linked data is a block of data, which no
        // browser runs.
        let scripts = html.matches("<script").count() - html.matches("<script type=\"application/ld+json\">").count();
        // What stands in a frame has another, which tells its height.
        let expected = usize::from(page.starts_with("newsletter/") || page.starts_with("embed/"));
        assert!(scripts == expected && !html.contains(" style=\""), "{page}");
        for asked in ["src=\"http", "@import", "url(http", "<link rel=\"stylesheet\" href=\"http"] {
            assert!(!html.contains(asked), "{page} has {asked}");
        }
        assert!(html.contains("Content-Security-Policy"), "{page}");
    }
}

#[test]
fn a_link_that_leads_nowhere_is_a_warning() {
    let site = Site::fixture("small");
    site.replace("content/pages/about.md", "A small site.", "A [small](nowhere.html) site.");
    let output = site.run(&["check", "--strict"]);
    let text = crate::common::transcript(&output);
    assert_eq!(output.status.code(), Some(4), "{text}");
    assert!(text.contains("warning[broken-link]: `nowhere.html` on `about/index.html` leads nowhere"), "{text}");
}

/// A server shows it for `/reports/no/such/page`, and a browser reads its addresses from there. Its style stands in it.
#[test]
fn a_page_for_lost_readers_works_in_any_folder() {
    let site = Site::fixture("small");
    site.write_texts();
    let rooted = |lost: &str, root: &str| {
        let own = |address: &&str| !address.starts_with('#') && !address.contains(':');
        addresses(lost).filter(own).for_each(|address| assert!(address.starts_with(root), "{address}"));
        assert!(lost.contains(&format!("url(\"{root}fonts/Inter-Regular.woff2\")")), "{root}");
        assert!(lost.contains("<style>:root{--ground:") && !lost.contains("rel=\"stylesheet\""), "{lost}");
    };
    rooted(&site.built("404.html"), "/");
    site.replace("content/site.yaml", "format: 1\n", "format: 1\nbase_url: https://rescue.example/fund\n");
    site.write_texts();
    rooted(&site.built("404.html"), "/fund/");
    assert!(site.built("index.html").contains("<link rel=\"stylesheet\" href=\"style.css\">"));
}

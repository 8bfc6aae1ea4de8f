//! Former addresses, and addresses that two things want.

use crate::common::{Site, transcript};

fn site() -> Site {
    let site = Site::of(
        "",
        "a: { name: Ada, kind: person }\n",
        &[("2026-01-08", "pledges: { a: { amount: 500, stage: committed } }")],
    );
    site.write("content/reports/2026-01-08.md", "---\ntitle: \"R & <b>\"\naliases: [/news/1/]\n---\nx\n");
    site
}

#[test]
fn a_former_address_leads_on() {
    let site = site();
    site.write("content/pages/help.md", "---\ntitle: Help\naliases: [old-help.html, about/help]\n---\nx\n");
    let output = site.run(&["build", "--base-url", "https://r.example/x"]);
    assert!(output.status.success() && !transcript(&output).contains("broken-link"), "{}", transcript(&output));
    for (path, target, canonical) in [
        ("old-help.html", "help/index.html", "help/"),
        ("about/help/index.html", "../../help/index.html", "help/"),
        ("news/1/index.html", "../../reports/2026-01-08/index.html", "reports/2026-01-08/"),
    ] {
        let page = site.built(path);
        assert!(page.contains(&format!("content=\"0; url={target}\"")), "{page}");
        assert!(page.contains(&format!("<a href=\"{target}\">")), "{page}");
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"https://r.example/x/{canonical}\">")), "{page}");
        assert!(!page.contains("<b>"), "{page}");
    }
    assert!(!site.built("sitemap.xml").contains("news/1"));
}

#[test]
fn every_collision_is_said_at_once_with_both_sides() {
    let site = site();
    site.write("content/pages/data.md", "---\ntitle: Data\naliases: [index.html, news/1]\n---\nx\n");
    site.write("content/pages/help.md", "---\ntitle: Help\naliases: [Charts, \"a?b\", \"\", ../x]\n---\nx\n");
    site.write("content/static/data/rescue.json", "{}");
    let said = transcript(&site.run(&["check"]));
    for expected in ["`a?b` cannot be a former address", "`` cannot be a former", "`../x` cannot be a former"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    site.replace("content/pages/help.md", "[Charts, \"a?b\", \"\", ../x]", "[Charts]");
    let output = site.run(&["check"]);
    let said = transcript(&output);
    for expected in [
        "`data/index.html` would be written twice: for `content/pages/data.md` and by the program itself",
        "`index.html` would be written twice: by the program itself and for `content/pages/data.md`",
        "content/pages/data.md:3:11",
        "`news/1/index.html` would be written twice: for `content/pages/data.md` and for `content/reports/2026-01-08.md`",
        "`data/rescue.json` would be written twice: by the program itself and for `content/static/data/rescue.json`",
        "cannot both be in one site",
        "content/pages/help.md:3:11",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(output.status.code(), Some(1));
}

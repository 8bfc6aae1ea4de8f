//! Charts for frames on other sites, and what is pasted to show them.

use serde_json::Value;

use crate::common::{Site, transcript};

const ADDRESS: &str = "https://rescue.example/eth";

fn built(address: &[&str]) -> Site {
    let site = Site::fixture("small");
    let output = site.run(&[&["build"], address].concat());
    assert!(output.status.success(), "{}", transcript(&output));
    site
}

/// A built text with its entities resolved, as a reader copies it.
fn copied(html: &str, id: &str) -> String {
    let area = html.split(&format!("id=\"{id}\"")).nth(1).unwrap();
    let text = area.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

#[test]
fn a_frame_is_whole_in_itself() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let site = built(&[]);
    for (page, font) in
        [("embed/ladder", "url(data:font/woff2"), ("embed/ladder/2026-01-09", "url(../../../fonts/Inter-")]
    {
        let html = site.built(&format!("{page}/index.html"));
        assert_eq!(html.matches("<svg").count(), 3, "{page}");
        assert!(html.contains(font) && !html.contains("<link rel=\"stylesheet\""), "{page}");
        for element in ["style", "script"] {
            let text = html.split(&format!("<{element}>")).nth(1).unwrap().split("</").next().unwrap();
            let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text));
            assert!(html.contains(&format!("{element}-src 'sha256-{hash}'")), "{page}: {element}");
        }
    }
    // What is frozen shows its own date, whatever came after it.
    assert!(site.built("embed/ladder/2026-01-02/index.html").contains("as of 2 Jan 2026"));
    assert!(site.built("embed/ladder/2026-01-02/index.html").contains("reports/2026-01-02/index.html#chart-ladder"));
    assert!(site.built("embed/ladder/index.html").contains("as of 9 Jan 2026"));
}

#[test]
fn snippets_lead_to_what_is_there() {
    let site = built(&["--base-url", ADDRESS]);
    let page = site.built("charts/ladder/index.html");
    for snippet in ["frame", "frozen", "picture", "markdown", "asciidoc", "text"] {
        let text = copied(&page, &format!("{snippet}-ladder"));
        let addresses: Vec<&str> = text
            .split(ADDRESS)
            .skip(1)
            .map(|rest| rest.split(['"', ')', ']', '[', ',', '#', '\n', ' ']).next().unwrap())
            .collect();
        assert!(!addresses.is_empty(), "{snippet}: {text}");
        for address in addresses {
            let file = if address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() };
            assert!(site.path(&format!("output{file}")).is_file(), "{snippet}: {address}");
        }
    }
    assert!(copied(&page, "badge-coverage").contains(&format!("({ADDRESS}/badge/coverage.svg)")));
    assert!(
        page.contains("type=\"application/json+oembed\" title=")
            && page.contains(&format!("href=\"{ADDRESS}/oembed/ladder.json\""))
    );
    let answer: Value = serde_json::from_str(&site.built("oembed/ladder.json")).unwrap();
    assert_eq!((&answer["version"], &answer["type"], &answer["width"]), (&"1.0".into(), &"rich".into(), &960.into()));
    assert!(copied(&page, "frame-ladder").starts_with(answer["html"].as_str().unwrap()));
}

#[test]
fn without_an_address_nothing_can_be_pasted_and_the_page_says_why() {
    let site = built(&[]);
    let page = site.built("charts/ladder/index.html");
    assert!(page.contains("base_url") && !page.contains("<textarea") && !page.contains("<script"));
    assert!(!site.path("output/oembed").exists());
}

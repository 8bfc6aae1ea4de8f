//! A site with a look of its own: colours, logo, icon, letters.

use crate::common::{Site, transcript};

const PEOPLE: &str = "a: { name: Ada, kind: person }\nb: { name: Bob, kind: person }\n";
const SNAPSHOT: &str = "shortfall: { debt: { stated: 1000 } }\npledges: { a: { amount: 400, stage: proposed }, \
                        b: { amount: 200, stage: committed, delivered: 50 } }";
const MARK: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><circle cx=\"12\" cy=\"12\" r=\"10\" \
                    fill=\"#5b2a86\"/></svg>";

/// Two dated reports in violet on cream, at night in lilac on aubergine.
fn dressed(further: &str) -> Site {
    let theme = format!(
        "base_url: https://rescue.example\ntheme:\n  light: {{ ground: \"#fffaf0\", text: 221b2e, muted: \"#5d5468\", delivered: \
         \"#2b0f45\", committed: \"#6b2f9c\", approved: \"#a571c9\", gap: \"#8a4b00\", axis: \"#7d8a80\" }}\n  dark: \
         {{ ground: \"#17101f\", committed: \"#c9a3ea\", approved: \"#8d55b5\" }}\n{further}"
    );
    let site = Site::of(&theme, PEOPLE, &[("2026-01-01", SNAPSHOT), ("2026-01-08", SNAPSHOT)]);
    site.write("content/static/mark.svg", MARK);
    site.write("content/static/at night.svg", MARK);
    site.write("content/static/own.woff2", include_bytes!("../../templates/fonts/Inter-Regular.woff2"));
    site
}

#[test]
fn a_sites_own_colours_are_everywhere() {
    let site = dressed("");
    let checked = site.run(&["check", "--strict"]);
    assert!(checked.status.success(), "{}", transcript(&checked));
    site.build();
    let style = site.built("style.css");
    assert!(style.starts_with(":root{--ground:#fffaf0;--text:#221b2e;--muted:#5d5468;"), "{}", &style[..200]);
    // What is not chosen follows: links the committed ink, the hatch the approved one, lines the ground and the text.
    for rule in ["--link:#6b2f9c", "--expressed:#a571c9", "--ground:#17101f", ".f-proposed{fill:#8d55b5}"] {
        assert!(style.contains(rule), "{rule}");
    }
    for svg in ["reports/2026-01-01/charts/ladder.svg", "charts/who/who.svg", "badge/coverage.svg", "favicon.svg"] {
        let svg = site.built(svg);
        assert!(svg.contains(".f-committed{fill:#6b2f9c}") && svg.contains(".f-committed{fill:#c9a3ea}"), "{svg}");
        assert!(!svg.contains("#1a5f95") && !svg.contains("#86bde8"), "{svg}");
    }
    for (png, ground, ink) in [
        ("reports/2026-01-08/charts/ladder.png", "\u{ff}\u{fa}\u{f0}", "\u{6b}\u{2f}\u{9c}"),
        ("charts/ladder/dark.png", "\u{17}\u{10}\u{1f}", "\u{c9}\u{a3}\u{ea}"),
    ] {
        let bytes = std::fs::read(site.path(&format!("output/{png}"))).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let palette: String = reader.info().palette.as_deref().unwrap().iter().map(|byte| char::from(*byte)).collect();
        assert!(palette.starts_with(ground) && palette.contains(ink), "{png}");
    }
    let mail = site.built("newsletter/2026-01-08/email.html");
    assert!(mail.contains("background-color:#fffaf0") && mail.contains("color:#221b2e") && !mail.contains("1a5f95"));
    let badge: serde_json::Value = serde_json::from_str(&site.built("badge/coverage.json")).unwrap();
    assert_eq!(badge["color"], "6b2f9c");
}

#[test]
fn a_logo_an_icon_and_letters_are_the_authors() {
    let further = "  logo: { file: mark.svg, dark: at night.svg, alt: 'The \"T\" <i>' }\n  favicon: mark.svg\n  font: { regular: own.woff2, fallback: \"Georgia, Noto Serif, serif\" }\n";
    let site = dressed(further);
    let checked = site.run(&["check", "--strict"]);
    assert!(checked.status.success(), "{}", transcript(&checked));
    site.build();
    let page = site.built("reports/2026-01-01/index.html");
    assert!(page.contains("<img class=\"logo\" src=\"../../mark.svg\" alt=\"The &quot;T&quot; &lt;i&gt;\">"), "{page}");
    assert!(page.contains("<img class=\"logo night\" src=\"../../at%20night.svg\""));
    assert_eq!(site.built("favicon.svg"), MARK);
    let icon = std::fs::read(site.path("output/favicon.png")).unwrap();
    assert_eq!(&icon[16..24], &[0, 0, 0, 180, 0, 0, 0, 180]);
    let style = site.built("style.css");
    assert!(style.contains("--font:\"Site letters\",\"Georgia\", \"Noto Serif\", serif}"), "{style}");
    assert!(style.contains("src:url(\"own.woff2\")") && style.contains("var(--font)"));
    // A picture that is no SVG stands alone.
    site.replace("content/site.yaml", "favicon: mark.svg", "favicon: mark.png");
    site.write("content/static/mark.png", &icon);
    site.build();
    let page = site.built("index.html");
    assert!(
        page.contains("<link rel=\"icon\" type=\"image/png\" href=\"favicon.png\">") && !page.contains("favicon.svg")
    );
    assert!(!site.path("output/favicon.svg").exists());
    assert_eq!(std::fs::read(site.path("output/favicon.png")).unwrap(), icon);
}

#[test]
fn what_is_hard_to_see_is_a_warning_that_can_be_denied() {
    let site = Site::of("theme: { light: { muted: \"#999\" } }\n", PEOPLE, &[("2026-01-01", SNAPSHOT)]);
    let built = site.run(&["build"]);
    assert!(built.status.success(), "{}", transcript(&built));
    let said = transcript(&built);
    assert!(said.contains("warning[low-contrast]: `muted` (`#999999`) has a contrast of 2."), "{said}");
    let advised = said.split("`muted: \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    assert_eq!(site.run(&["check", "--deny", "low-contrast"]).status.code(), Some(1));
    site.replace("content/site.yaml", "#999", &advised);
    let checked = site.run(&["check", "--strict"]);
    assert!(checked.status.success(), "{}", transcript(&checked));
}

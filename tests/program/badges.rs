//! Badges and the strip: the newest figures, with their bounds.

use crate::common::Site;

const PEOPLE: &str = "a: { name: Ada, kind: person }\nb: { name: Bob, kind: person }\n";

/// The message of each badge of a site with one snapshot.
fn messages(snapshot: &str) -> [String; 3] {
    let site = Site::of("", PEOPLE, &[("2026-01-01", snapshot)]);
    site.write_texts();
    ["coverage", "remaining", "delivered"].map(|id| {
        let value: serde_json::Value = serde_json::from_str(&site.built(&format!("badge/{id}.json"))).unwrap();
        assert_eq!((&value["schemaVersion"], &value["label"]), (&1.into(), &id.into()));
        let colour = value["color"].as_str().unwrap();
        assert!(colour.len() == 6 && colour.bytes().all(|b| b.is_ascii_hexdigit()), "{colour}");
        let (message, svg) = (value["message"].as_str().unwrap(), site.built(&format!("badge/{id}.svg")));
        assert!(svg.contains("role=\"img\"") && svg.contains(&format!(">{id}: {message}</title>")), "{svg}");
        assert!(svg.contains("as of 1 Jan 2026; shortfall: Bad debt. Firm: committed + delivered;"), "{svg}");
        message.to_owned()
    })
}

#[test]
fn a_badge_says_all_firm_and_every_bound() {
    let known = "shortfall: { debt: { stated: 1000 } }\npledges: { a: { amount: 400, stage: proposed }, \
                 b: { amount: 200, stage: committed, delivered: 50 } }";
    assert_eq!(messages(known), ["all 60% · firm 20%", "all 400 ETH · firm 800 ETH", "50 of 600 ETH pledged"]);
    let hidden = "shortfall: { debt: { stated: at least 1000 } }\npledges: { a: { amount: undisclosed, stage: proposed }, \
                  b: { amount: 1200, stage: committed } }";
    let said = ["all about 120% · firm at most 120%", "all surplus about 200 ETH · firm surplus at most 200 ETH"];
    assert_eq!(messages(hidden)[..2], said);
    assert_eq!(messages(hidden)[2], "0 of at least 1,200 ETH pledged");
    let unknown = "pledges: { a: { amount: undisclosed, stage: expressed } }";
    assert_eq!(messages(unknown), ["shortfall not stated", "shortfall not stated", "no amount disclosed"]);
}

#[test]
fn the_strip_names_the_newest_values() {
    let pledge = |amount: &str| format!("pledges: {{ a: {{ amount: {amount}, stage: committed }} }}");
    let first = format!("shortfall: {{ debt: {{ stated: about 1000 }} }}\n{}", pledge("400"));
    let snapshots = [("2026-01-01", first.as_str()), ("2026-01-08", &pledge("at least 1500"))];
    for count in [1, 2] {
        let site = Site::of("", PEOPLE, &snapshots[..count]);
        site.write_texts();
        let svg = site.built("badge/sparkline.svg");
        let newest = if count == 1 { "400" } else { "1,500" };
        let title = format!("Pledged against the shortfall about 1,000 ETH, all {newest} ETH and firm {newest} ETH");
        for expected in [format!(">{title}</title>"), ">shortfall ≈ 1,000<".into(), format!(">all {newest}<")] {
            assert!(svg.contains(&expected), "{expected}: {svg}");
        }
        assert!(svg.contains("role=\"img\"") && svg.contains("width=\"240\" height=\"48\""), "{svg}");
    }
}

#[test]
fn badges_are_there_whatever_is_known() {
    let zero = "shortfall: { debt: { stated: 0 } }\npledges: {}";
    for (snapshot, said) in [("pledges: {}", "shortfall not stated"), (zero, "undefined")] {
        let site = Site::of("", PEOPLE, &[("2026-01-01", snapshot)]);
        site.build();
        assert_eq!(&std::fs::read(site.path("output/badge/coverage.png")).unwrap()[1..4], b"PNG");
        assert!(site.built("badge/coverage.svg").contains(&format!("coverage: {said}<")));
        assert!(site.built("badge/sparkline.svg").contains("; no shortfall above zero is stated<"));
        assert!(site.built("badge/delivered.json").contains("nothing pledged"));
    }
}

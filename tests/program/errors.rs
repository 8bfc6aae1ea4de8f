//! The error corpus: one bad file a case, its whole report beside it.
//!
//! A case is `tests/errors/NAME.PLACE`, where the place says what it replaces in the small site; what the
//! program says is `NAME.txt`. To add a case, add the file and run with `SNAPSHOTS=overwrite`.

use crate::common::{Site, repository, transcript};

const PLACES: [(&str, &str); 7] = [
    (".snapshot.yaml", "content/snapshots/2026-01-09.yaml"),
    (".site.yaml", "content/site.yaml"),
    (".contributors.yaml", "content/contributors.yaml"),
    (".events.yaml", "content/events.yaml"),
    (".report.md", "content/reports/2026-01-09.md"),
    (".page.md", "content/pages/about.md"),
    (".template.html", "templates/page.html"),
];

#[test]
fn every_bad_file_is_explained() {
    let mut cases = 0;
    for entry in std::fs::read_dir(repository("tests/errors")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some((stem, place)) = PLACES.iter().find_map(|(end, place)| Some((name.strip_suffix(end)?, place))) else {
            assert!(name.ends_with(".txt"), "`{name}` has no known place");
            continue;
        };
        cases += 1;
        let site = Site::fixture("small");
        site.write(place, std::fs::read(&path).unwrap());
        site.write("output/.gitkeep", "");
        let output = site.run(&["build"]);
        assert_ne!(output.status.code(), Some(0), "{stem} was accepted");
        assert_eq!(site.tree("output").len(), 1, "{stem}: the output was touched");
        let expected = snapbox::Data::read_from(&repository(&format!("tests/errors/{stem}.txt")), None);
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(transcript(&output), expected);
    }
    assert!(cases >= 30, "only {cases} cases were found");
}

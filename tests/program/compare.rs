//! Two built sites against each other.

use crate::common::{Site, transcript};

fn snapshot(amount: &str) -> String {
    format!("shortfall: {{ debt: {{ stated: 100 }} }}\npledges: {{ a: {{ amount: {amount}, stage: committed }} }}")
}

#[test]
fn numbers_come_first_and_then_files() {
    let site = Site::of(
        "report_charts: [ladder]\n",
        "a: { name: A, kind: dao }",
        &[("2026-01-01", &snapshot("10")), ("2026-01-08", &snapshot("20"))],
    );
    site.build();
    let compare = |arguments: &[&str]| {
        let output = site.run(&[&["compare"], arguments].concat());
        (output.status.code().unwrap(), transcript(&output))
    };
    let (code, said) = compare(&["output", "output"]);
    assert_eq!(code, 0);
    assert!(
        said.contains("newest report, 2026-01-08: no number differs\npages: 0 added, 0 removed, 0 changed\n"),
        "{said}"
    );
    // A corrected report, and one more.
    site.replace("content/snapshots/2026-01-01.yaml", "amount: 10", "amount: 11");
    site.write("content/snapshots/2026-01-15.yaml", format!("date: 2026-01-15\n{}\n", snapshot("30")));
    let build = site.run(&["build", "--output", "new"]);
    assert!(build.status.success(), "{}", transcript(&build));
    let (code, said) = compare(&["output", "new"]);
    assert_eq!(code, 0, "{said}");
    for line in [
        "newest report, 2026-01-08 → 2026-01-15: ",
        "  all.sum: 20 ETH → 30 ETH\n",
        "reports/2026-01-01/: ",
        "  all.coverage: 10% → 11%\n",
        "  added reports/2026-01-15/index.html\n",
        "  changed index.html\n",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let elsewhere = site.run(&["--root", "content/..", "compare", "new"]);
    assert_eq!(elsewhere.status.code(), Some(0), "{}", transcript(&elsewhere));
    let (_, back) = compare(&["new/manifest.json", "output/manifest.json"]);
    assert!(back.contains("  removed reports/2026-01-15/index.html\n"), "{back}");
    std::fs::remove_dir_all(site.path("output/reports/2026-01-08")).unwrap();
    let (code, said) = compare(&["output", "new"]);
    assert!(code == 3 && said.contains("name the folder of a whole site"), "{said}");
}

#[cfg(unix)]
#[test]
fn nobody_waits_for_a_pipe_in_a_site_of_others() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let site = Site::of("report_charts: []\n", "a: { name: A, kind: dao }", &[("2026-01-01", &snapshot("10"))]);
    site.build();
    let numbers = site.path("output/reports/2026-01-01/numbers.json");
    std::fs::remove_file(&numbers).unwrap();
    mknodat(CWD, &numbers, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    let output = site.run(&["compare", "output", "output"]);
    let said = transcript(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("numbers.json`: it is not a plain file"), "{said}");
    let manifest = site.path("output/manifest.json");
    std::fs::remove_file(&manifest).unwrap();
    mknodat(CWD, &manifest, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    let said = transcript(&site.run(&["compare", "output", "output"]));
    assert!(said.contains("manifest.json`: it is not a plain file"), "{said}");
}

//! Edits of a new snapshot that are more than one key: new pledges, and a spreadsheet's rows.

use crate::common::{Site, transcript};

fn fund() -> Site {
    let site = Site::of("", "", &[]);
    assert_eq!(site.run(&["init", "fund"]).status.code(), Some(0));
    site.replace(
        "fund/content/contributors.yaml",
        "ada-example:",
        "quay: { name: Quay, kind: protocol }\nada-example:",
    );
    site
}

fn new(site: &Site, arguments: &[&str]) -> (i32, String) {
    let all: Vec<&str> = ["--root", "fund", "new", "snapshot", "2026-01-26"].iter().chain(arguments).copied().collect();
    let output = site.run(&all);
    (output.status.code().unwrap(), transcript(&output))
}

fn written(site: &Site) -> String {
    std::fs::read_to_string(site.path("fund/content/snapshots/2026-01-26.yaml")).unwrap()
}

#[test]
fn a_pledge_is_added_as_it_would_be_typed() {
    let site = fund();
    for (arguments, says) in [
        (&["--add", "quay"][..], "add `--set quay.amount="),
        (&["--add", "quay", "--set", "quay.amount=5"], "neither a stage nor an end"),
        (&["--set", "quay.amount=5"], "`--add quay` begins a new one"),
        (&["--add", "ada-example", "--set", "ada-example.amount=5"], "there is a pledge `ada-example` already"),
        (&["--add", "nobody", "--set", "nobody.amount=5", "--set", "nobody.stage=proposed"], "unknown contributor"),
    ] {
        let (code, said) = new(&site, arguments);
        assert!(code != 0 && said.contains(says), "{arguments:?}: {said}");
    }
    assert_eq!(site.tree("fund/content/snapshots").len(), 2, "nothing was written");
    let (code, said) =
        new(&site, &["--add", "quay", "--set", "quay.stage=proposed", "--set", "quay.amount=up to 70 ETH"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        written(&site).contains("ada\" }\n  quay: { amount: up to 70 ETH, stage: proposed }\n"),
        "{}",
        written(&site)
    );
}

#[test]
fn a_spreadsheets_rows_become_pledges() {
    let site = fund();
    let rows = "\u{feff}id;contributor;amount;unit;stage;end;delivered;note\r\n\
        harbour-dao;;up to 3000;ETH;committed;;;\r\n\
        lantern-foundation;;;;;withdrawn;;\"it said; \"\"no\"\"\"\r\n\
        quay-2;quay;120.5;ETH;delivered;;;\r\n";
    site.write("pledges.csv", rows);
    let (code, said) = new(&site, &["--from", "pledges.csv"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("from `pledges.csv`: 2 pledges changed, 1 pledge added"), "{said}");
    let text = written(&site);
    for line in [
        "    amount: up to 3000 ETH\n    stage: committed            # proposed on",
        "lantern-foundation: { amount: 500 ETH, end: withdrawn, kind: grant,",
        "note: \"it said; \\\"no\\\"\"",
        "  quay-2: { contributor: quay, amount: 120.5 ETH, stage: delivered }\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let check = site.run(&["--root", "fund", "check", "--strict"]);
    assert_eq!(check.status.code(), Some(0), "{}", transcript(&check));
}

#[test]
fn a_spreadsheet_may_have_as_many_rows_as_a_snapshot_has_pledges() {
    let site = fund();
    let mut rows = "id,contributor,amount,stage,note\nharbour-dao,,2900,committed,\"a, b\"\n".to_owned();
    (1..2000).for_each(|number| rows += &format!("p-{number},quay,{number},proposed,\n"));
    site.write("pledges.csv", &rows);
    let (code, said) = new(&site, &["--from", "pledges.csv"]);
    assert_eq!(code, 1, "4 pledges and 1,999 more are too many: {said}");
    site.write("pledges.csv", rows.split_inclusive('\n').take(1990).collect::<String>());
    let (code, said) = new(&site, &["--from", "pledges.csv"]);
    assert!(code == 0 && said.contains("1 pledge changed, 1,988 pledges added"), "{said}");
    assert!(written(&site).contains("  p-1988: { contributor: quay, amount: 1988, stage: proposed }\n"));
    // The same again: a row each that changes a pledge, and says nothing new.
    let again = site.run(&["--root", "fund", "new", "snapshot", "2026-01-27", "--from", "pledges.csv"]);
    assert!(transcript(&again).contains("0 pledges changed, 0 pledges added"), "{}", transcript(&again));
}

#[test]
fn what_is_wrong_with_a_cell_is_said_at_the_cell() {
    let site = fund();
    site.write(
        "pledges.csv",
        "id,amount,stage,since\nharbour-dao,1e3,aproved,\nnobody,5,proposed,24.1.2026\nquay,7,,\n",
    );
    let (code, said) = new(&site, &["--from", "pledges.csv"]);
    assert_eq!(code, 1, "{said}");
    for problem in [
        "invalid-amount]: `1e3` is not an amount",
        "--> pledges.csv:2:13",
        "did you mean `approved`?",
        "--> pledges.csv:2:17",
        "unknown contributor `nobody`",
        "--> pledges.csv:3:1",
        "invalid-date]",
        "--> pledges.csv:3:19",
        "missing-stage]",
        "--> pledges.csv:4:1",
    ] {
        assert!(said.contains(problem), "{problem}: {said}");
    }
    site.write("pledges.csv", "id,amuont\nquay,7\n");
    let (code, said) = new(&site, &["--from", "pledges.csv"]);
    assert!(code == 1 && said.contains("did you mean `amount`?") && said.contains("--> pledges.csv:1:4"), "{said}");
    site.write("pledges.csv", b"id,note\nquay,\xe9\n");
    let (code, said) = new(&site, &["--from", "pledges.csv"]);
    assert!(code == 1 && said.contains("not-utf8"), "{said}");
    assert_eq!(site.tree("fund/content/snapshots").len(), 2, "nothing was written");
}

//! The guide is run: its commands, what they print, the content it shows, and the page of all commands.
//!
//! What is printed is renewed by a run with `SNAPSHOTS=overwrite`.

use clap::CommandFactory as _;
use serde_json::Value;
use shortfall::commands::Options;

use crate::common::{Site, repository};

/// Holds a document against what it should say, or renews it.
fn hold(name: &str, text: &str) {
    let path = repository(name);
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        std::fs::write(&path, text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    snapbox::Assert::new().eq(found, snapbox::Data::text(text.to_owned()).raw());
}

/// The words of a command; one in quotation marks is one word.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in command.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// A tutorial as it is worked through.
struct Tutorial {
    site: Site,
    folder: Option<String>,
}

impl Tutorial {
    /// What a command prints, talk first, as it does in a terminal.
    fn run(&mut self, command: &str) -> String {
        let words = words(command);
        if words[0] == "cd" {
            self.folder = Some(words[1].clone());
            return String::new();
        }
        assert_eq!(words[0], "shortfall", "{command}");
        let root = self.folder.iter().flat_map(|folder| ["--root", folder]);
        let arguments: Vec<&str> = root.chain(words[1..].iter().map(String::as_str)).collect();
        let output = self.site.run(&arguments);
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
    }

    /// `content/site.yaml: FROM => TO`
    fn edit(&self, typed: &str) {
        let (path, edit) = typed.split_once(": ").unwrap();
        let (from, to) = edit.split_once(" => ").unwrap();
        let path = format!("{}/{path}", self.folder.as_ref().unwrap());
        self.site.replace(&path, from, &to.replace("\\n", "\n"));
    }
}

#[test]
fn the_tutorial_prints_what_it_says() {
    let text = std::fs::read_to_string(repository("docs/tutorial.md")).unwrap();
    let mut tutorial = Tutorial { site: Site::of("", "", &[]), folder: None };
    let (mut made, mut is_console, mut commands) = (String::new(), false, 0);
    for line in text.lines() {
        if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            made += &format!("{line}\n{}", tutorial.run(command));
            commands += 1;
            continue;
        }
        if let Some(typed) = line.strip_prefix("<!-- edit ").and_then(|rest| rest.strip_suffix(" -->")) {
            tutorial.edit(typed);
        }
        if line.starts_with("```") {
            is_console = line == "```console";
        }
        // What was printed last time makes room.
        if !is_console || line.starts_with("```") {
            made += &format!("{line}\n");
        }
    }
    assert!(commands >= 10, "only {commands} commands were found");
    hold("docs/tutorial.md", &made);
}

#[test]
fn what_the_answers_show_is_valid() {
    let text = std::fs::read_to_string(repository("docs/howto.md")).unwrap();
    let mut files = 0;
    for section in text.split("\n## ").skip(1) {
        let parts: Vec<&str> = section.split("```yaml\n").collect();
        if parts.len() == 1 {
            continue;
        }
        let site = Site::of("", "", &[]);
        site.run(&["init", "fund"]);
        for part in parts.windows(2) {
            let name = part[0].rsplit('`').nth(1).unwrap();
            site.write(&format!("fund/{name}"), part[1].split("```").next().unwrap());
            files += 1;
        }
        // Another unit is another rescue: what the first site said in ETH goes.
        if section.starts_with("Count in another unit") {
            std::fs::remove_file(site.path("fund/content/reports/2026-01-19.md")).unwrap();
        }
        let output = site.run(&["--root", "fund", "check", "--strict"]);
        assert!(output.status.success(), "{section}: {}", crate::common::transcript(&output));
    }
    assert!(files >= 6, "only {files} files were found");
}

#[test]
fn every_command_is_on_its_page() {
    let mut root = Options::command().term_width(100);
    root.build();
    let mut page = "# Commands\n\nWhat `--help` says of each, as the program prints it.\n".to_owned();
    let mut left = vec![root];
    while let Some(mut command) = left.pop() {
        let name = command.get_bin_name().unwrap_or("shortfall").to_owned();
        let help = command.render_long_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        page += &format!("\n## {name}\n\n```text\n{}\n```\n", help.join("\n").trim_end());
        let mut below: Vec<_> = command.get_subcommands().filter(|sub| sub.get_name() != "help").cloned().collect();
        below.reverse();
        left.extend(below);
    }
    hold("docs/commands.md", &page);
}

/// What a key's value is, in words; `file` is the schema that its references lead into.
fn value_in_words(file: &str, value: &Value) -> String {
    let list = |key: &str| value[key].as_array().map(|all| all.iter().collect::<Vec<_>>());
    if let Some(name) = value["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("[{name}](#{file}-{})", name.to_lowercase());
    }
    if let Some(words) = list("enum") {
        let mut words: Vec<String> = words.iter().map(|word| word.to_string().trim_matches('"').to_owned()).collect();
        words.dedup();
        if words.iter().any(|word| word == "true") {
            words = vec!["true".to_owned(), "false".to_owned()];
        }
        words.sort();
        words.dedup();
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    if let Some(ways) = list("anyOf") {
        return ways.into_iter().map(|way| value_in_words(file, way)).collect::<Vec<_>>().join(" or ");
    }
    match value["type"].as_str() {
        Some("array") => format!("list of: {}", value_in_words(file, &value["items"])),
        Some("object") => format!("name → {}", value_in_words(file, &value["additionalProperties"])),
        _ => "text".to_owned(),
    }
}

#[test]
fn every_key_is_on_its_page() {
    let output = Site::of("", "", &[]).run(&["schema", "--format", "json"]);
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut page =
        "# Every key\n\nWritten from the schemas that `shortfall schema` prints. Keys in **bold** must be there. \
        [format.md](format.md) says what they mean together.\n"
            .to_owned();
    let mut keys = 0;
    for (file, schema) in all["schemas"].as_object().unwrap() {
        page += &format!("\n## {file}\n\n{}.\n", schema["description"].as_str().unwrap());
        for (name, document) in schema["$defs"].as_object().unwrap() {
            let required = document["required"].as_array().cloned().unwrap_or_default();
            page += &format!("\n### {file}: {name}\n\n{}\n", document["description"].as_str().unwrap());
            page += "\n| key | value | meaning | such as |\n| --- | --- | --- | --- |\n";
            for (key, value) in document["properties"].as_object().unwrap() {
                let is_required = required.iter().any(|required| required == key.as_str());
                let shown = if is_required { format!("**`{key}`**") } else { format!("`{key}`") };
                let example = match &value["examples"][0] {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                let row = [value_in_words(file, value), value["description"].as_str().unwrap().to_owned()];
                let row = row.map(|cell| cell.replace('|', "\\|"));
                page += &format!("| {shown} | {} | {} | `{}` |\n", row[0], row[1], example.replace('|', "\\|"));
                keys += 1;
            }
        }
    }
    assert!(keys > 100, "only {keys} keys were found");
    hold("docs/keys.md", &page);
}

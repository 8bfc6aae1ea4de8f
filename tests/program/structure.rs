//! The architecture's first two promises, read from the sources.

use crate::common::repository;

/// The stages in the order of the data's way, with the words that all of them speak before the first.
const ORDER: [&str; 11] = [
    "quantities",
    "diagnostics",
    "files",
    "documents",
    "rescue",
    "measures",
    "figures",
    "pages",
    "artifacts",
    "output",
    "commands",
];

/// Every source file below `src/`, by stage, without its tests.
fn sources() -> Vec<(String, String, String)> {
    let files = crate::common::tree(&repository("src"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs") && path.contains('/'));
    files
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
            (path.split('/').next().unwrap().to_owned(), path, code)
        })
        .collect()
}

#[test]
fn no_stage_reaches_back() {
    for (stage, path, code) in sources() {
        let place =
            ORDER.iter().position(|name| *name == stage).unwrap_or_else(|| panic!("`{path}` is in no known stage"));
        for later in &ORDER[place + 1..] {
            for used in used_modules(&code) {
                assert!(used != *later, "`{path}` reaches for `{later}`");
            }
        }
    }
}

/// Every module of the crate that a file names: `crate::x::…`, and each of `crate::{x, y::z}`.
fn used_modules(code: &str) -> Vec<String> {
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let word =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut modules = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(tree) = rest.strip_prefix('{') else {
            modules.push(word(rest));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (at, c) in tree.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    modules.push(word(&tree[start..at]));
                    start = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    modules
}

#[test]
fn a_tree_of_uses_is_seen_through() {
    let code = "use crate::{pages, files::{a, b}, rescue as r};\nuse crate::output::x;\n// crate::commands";
    assert_eq!(used_modules(code), ["pages", "files", "rescue", "output"]);
}

#[test]
fn only_two_stages_touch_the_disk() {
    for (stage, path, code) in sources() {
        if path.contains("/tests") {
            continue;
        }
        // What time it is, is asked in one place, for gates, names of new files and how long a client is waited for.
        let asks_the_time =
            |word: &str| path == "commands/clock.rs" && ["SystemTime", "Instant::now", "env::var"].contains(&word);
        let allowed = stage == "files" || stage == "output";
        for word in
            ["std::fs", "fs::read", "fs::write", "File::open", "File::create", "SystemTime", "Instant::now", "env::var"]
        {
            assert!(allowed || asks_the_time(word) || !code.contains(word), "`{path}` uses `{word}`");
        }
    }
}

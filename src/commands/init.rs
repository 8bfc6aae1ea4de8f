//! `shortfall init`: a small site that works, to be edited into one's own.

use std::path::Path;

use super::options::{Ci, Init};
use super::{Exit, Format, Options, machine, say, schema, talk};
use crate::diagnostics::{Report, to_text};
use crate::output::{Authored, refuse_filled, write_authored};
use crate::quantities::print;

macro_rules! starter {
    ($($path:literal from $asset:literal)*) => {
        &[$(Authored { path: $path, text: include_str!(concat!("../../assets/init/", $asset)) }),*]
    };
}

/// Every file of the site that `init` writes.
const STARTER: &[Authored<'_>] = starter! {
    ".gitignore" from "gitignore"
    "README.md" from "README.md"
    "content/site.yaml" from "content/site.yaml"
    "content/contributors.yaml" from "content/contributors.yaml"
    "content/events.yaml" from "content/events.yaml"
    "content/snapshots/2026-01-12.yaml" from "content/snapshots/2026-01-12.yaml"
    "content/snapshots/2026-01-19.yaml" from "content/snapshots/2026-01-19.yaml"
    "content/reports/2026-01-19.md" from "content/reports/2026-01-19.md"
};

const GITHUB: &[Authored<'_>] = starter! { ".github/workflows/site.yml" from "ci/github.yml" };
const GITLAB: &[Authored<'_>] = starter! { ".gitlab-ci.yml" from "ci/gitlab.yml" };

pub(super) fn run(options: &Options, init: &Init) -> Exit {
    let is_here = options.root == Path::new(".");
    let folder = if is_here { init.folder.clone() } else { options.root.join(&init.folder) };
    let ci = match init.ci {
        Some(Ci::Github) => GITHUB,
        Some(Ci::Gitlab) => GITLAB,
        None => &[],
    };
    let schemas = schema::files();
    let files = [STARTER, ci, &schema::authored(&schemas)].concat();
    let mut report = Report::default();
    let written = report.keep(refuse_filled(&folder).and_then(|()| write_authored(&folder, &files)));
    match options.format {
        Format::Json => {
            let mut value = machine::head("init", &report);
            let paths: Vec<&str> = files.iter().map(|file| file.path).collect();
            value["written"] = written.map_or(serde_json::Value::Null, |()| paths.into());
            say(&format!("{value:#}\n"));
        }
        Format::Text if written.is_some() => {
            talk(&next_steps(&folder.display().to_string(), files.len(), init.ci));
        }
        Format::Text => talk(&to_text(&report)),
    }
    Exit::of(&report)
}

fn next_steps(folder: &str, files: usize, ci: Option<Ci>) -> String {
    let wrote = print::count(files, "file", "files");
    let enter = if folder == "." { String::new() } else { format!("  cd {}\n", typed(folder)) };
    let publishing = match ci {
        Some(Ci::Github) => {
            "to publish: in the settings of the repository choose \"GitHub Actions\" as the source of its pages, then push\n"
        }
        Some(Ci::Gitlab) => {
            "to publish: push to the default branch; a schedule is added under Build > Pipeline schedules\n"
        }
        None => "",
    };
    format!(
        "wrote {wrote} to `{folder}`: a site that works; put your own figures into `content/`\n\
         next:\n{enter}  shortfall check           finds every problem at once\n  \
         shortfall serve --open    shows the site while you edit it\n  \
         shortfall build           then open output/index.html\n{publishing}"
    )
}

/// A path as a shell takes it for one word.
fn typed(path: &str) -> String {
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || "/\\:._-+~".contains(c));
    if is_plain { path.to_owned() } else { format!("\"{path}\"") }
}

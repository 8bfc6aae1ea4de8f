//! `shortfall templates`: which files of the theme a site can replace, and a copy of one to begin with.

use std::collections::BTreeSet;

use serde_json::json;

use super::options::{Eject, Templates, TemplatesWhat};
use super::{Exit, Format, Options, machine, say, talk};
use crate::diagnostics::{Code, Diagnostic, Report, to_text};
use crate::files;
use crate::output::{Authored, replace_authored, write_authored};
use crate::pages::{BUILT_IN, GUIDES};

pub(super) fn run(options: &Options, templates: &Templates) -> Exit {
    match &templates.what {
        TemplatesWhat::List => list(options),
        TemplatesWhat::Eject(eject) => self::eject(options, eject),
    }
}

/// Every file that can be replaced, and whether this site does; only what is in the folder is looked at.
fn list(options: &Options) -> Exit {
    let own = files::load(&options.root, &files::read_limited, &mut Report::default()).templates;
    let own: BTreeSet<&str> = own.iter().filter_map(|source| source.path.strip_prefix("templates/")).collect();
    match options.format {
        Format::Json => {
            let guides = GUIDES.iter().map(|guide| {
                let names: Vec<&str> = guide.names.iter().map(|(name, _)| *name).collect();
                json!({ "name": guide.path, "purpose": guide.purpose, "given": names, "replaced": own.contains(guide.path) })
            });
            let mut value = machine::head("templates list", &Report::default());
            value["templates"] = guides.collect::<Vec<_>>().into();
            say(&format!("{value:#}\n"));
        }
        Format::Text => {
            let widest = GUIDES.iter().map(|guide| guide.path.len()).max().unwrap_or_default();
            for guide in GUIDES {
                let replaced = if own.contains(guide.path) { " (replaced by this site)" } else { "" };
                say(&format!("{:widest$}  {}{replaced}\n", guide.path, guide.purpose));
            }
        }
    }
    Exit::Success
}

fn eject(options: &Options, eject: &Eject) -> Exit {
    let mut report = Report::default();
    let path = format!("templates/{}", eject.name);
    let written = report.keep(write(options, eject, &path));
    match options.format {
        Format::Json => {
            let mut value = machine::head("templates eject", &report);
            value["written"] = written.map_or(serde_json::Value::Null, |()| path.into());
            say(&format!("{value:#}\n"));
        }
        Format::Text if written.is_some() => talk(&format!(
            "wrote `{path}`: it takes the built-in one's place from now on, also where a new version changes that\n"
        )),
        Format::Text => talk(&to_text(&report)),
    }
    Exit::of(&report)
}

fn write(options: &Options, eject: &Eject, path: &str) -> Result<(), Diagnostic> {
    let known = || GUIDES.iter().map(|guide| guide.path);
    let built_in = BUILT_IN.iter().find(|file| file.path == eject.name && known().any(|path| path == file.path));
    let text = built_in.and_then(|file| std::str::from_utf8(file.bytes).ok()).ok_or_else(|| {
        Diagnostic::new(Code::WrongArgument, format!("the theme has no `{}` that can be replaced", eject.name))
            .suggest(&eject.name, known())
            .hint("`shortfall templates list` names them all")
            .argument("NAME")
    })?;
    if !options.root.is_dir() {
        return Err(Diagnostic::new(Code::WrongArgument, format!("there is no folder `{}`", options.root.display())));
    }
    let file = Authored { path, text };
    if eject.force {
        return replace_authored(&options.root, file);
    }
    let again = |problem: Diagnostic| match problem.code {
        Code::FileExists => problem.hint("`--force` writes the built-in one over it"),
        _ => problem,
    };
    write_authored(&options.root, &[file]).map_err(again)
}

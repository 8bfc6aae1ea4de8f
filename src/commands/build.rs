//! `shortfall build`

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Mutex;

use serde_json::json;

use super::account::Account;
use super::options::{Build, Gates};
use super::progress::Progress;
use super::{Exit, Format, Options, end_with, gates, machine, say, talk};
use crate::artifacts::{Inputs, Ready, Recipe, SitePath};
use crate::diagnostics::{Code, Diagnostic, Policy, Report, Severity, unsettled_to_text};
use crate::files::{self, Watch};
use crate::output::{Publication, Published, Reason, Request, Trust, Warnings};
use crate::{Study, quantities::print, rescue};

pub(super) fn run(options: &Options, build: &Build) -> Exit {
    if !build.watch {
        return once(options, build, true);
    }
    // It ends by Ctrl-C, or because it cannot go on.
    let Err(problem) = again_and_again(options, build);
    end_with(options, "build", problem)
}

fn again_and_again(options: &Options, build: &Build) -> Result<Infallible, Diagnostic> {
    // Before the first build: what is saved meanwhile is not missed.
    let mut watch = Watch::new(&options.root)?;
    once(options, build, true);
    if options.format == Format::Text {
        talk("built again when a file is saved; Ctrl-C ends it\n");
    }
    loop {
        watch.wait()?;
        once(options, build, false);
    }
}

/// One build. What does not change from one to the next is said with the first.
fn once(options: &Options, build: &Build, is_first: bool) -> Exit {
    let mut report = Report::default();
    let policy = report.keep(Policy::read(&build.judgement.deny, &build.judgement.allow));
    let mut account = Account::new();
    let (published, addressed) = policy
        .and_then(|policy| {
            let done = attempt(options, build, &policy, &mut report, &mut account);
            report.apply(&policy);
            done
        })
        .unzip();
    match options.format {
        Format::Text => {
            talk(&unsettled_to_text(&report));
            talk(&summary(published.as_ref(), build, &report));
            if is_first && addressed == Some(false) {
                talk(NO_ADDRESS);
            }
            if is_first && published.is_some() && report.sorted().iter().any(|diagnostic| diagnostic.settled) {
                talk("differences that the content explains are printed on the pages; `shortfall check` lists them\n");
            }
        }
        Format::Json => {
            let mut value = machine::head("build", &report);
            value["published"] = published.as_ref().map_or(serde_json::Value::Null, |p| {
                json!({ "written": p.written, "unchanged": p.unchanged, "removed": p.removed, "kept": p.kept, "changed": p.changed })
            });
            account.add_to(&mut value);
            say(&format!("{value:#}\n"));
        }
    }
    Exit::of(&report)
}

const NO_ADDRESS: &str = "the site has no address: feeds, sitemap, oEmbed, what to paste into other pages and pictures for links from other sites are left out; \
    set `base_url` in `content/site.yaml`, or give `--base-url`\n";

/// The whole way: study, render, publish; and whether the site has an address. Problems go to the report.
fn attempt(
    options: &Options,
    build: &Build,
    policy: &Policy,
    report: &mut Report,
    account: &mut Account,
) -> Option<(Published, bool)> {
    let files = files::load(&options.root, &files::read_limited, report);
    let recipe = Recipe::of(&files, &[build.base_url.as_deref().unwrap_or_default()]);
    let folder = options.root.join(&build.output);
    let request = Request { folder: &folder, root: &options.root, version: env!("CARGO_PKG_VERSION"), recipe: &recipe };
    // A folder that must not be written is said together with what is wrong with the content.
    let publication = report.keep(Publication::open(request));
    // Who asks for data is told of every file.
    if options.format == Format::Text
        && let Some(published) = publication.as_ref().and_then(|publication| untouched(build, publication, report))
    {
        return Some((published, true));
    }
    let mut study = crate::study_files(files, report)?;
    set_base_url(&mut study, build.base_url.as_deref(), report);
    gates::check(&build.gates, &study, report);
    report.apply(policy);
    let publication = publication.filter(|_| !report.has_errors())?;
    let reuse = publication.reuse(if build.verify { Trust::Digests } else { Trust::Times });
    let reasons = Mutex::new(BTreeMap::new());
    let former = |path: &SitePath, inputs: &Inputs| {
        // What a file holds that was made before it.
        if let Some(made) = publication.taken(path) {
            return Some(made);
        }
        let found = reuse.find(path, inputs);
        found.map_err(|reason| note(&reasons, path, reason)).ok()
    };
    account.close("study");
    let progress = Progress::new();
    let take = |file: Ready<'_>| {
        progress.one_more();
        publication.take(&file)
    };
    let expect = |paths: &BTreeSet<SitePath>| {
        progress.expect(paths.len());
        reuse.announce(paths);
    };
    let made = crate::render(&study, &former, expect, &take, report);
    progress.finish();
    let made = made.map_err(|found| report.extend(found)).ok()?;
    let count = |is_one: fn(&Diagnostic) -> bool| report.sorted().iter().filter(|found| is_one(found)).count();
    let (explained, broken_links) = (count(|found| found.settled), count(|found| found.code == Code::BrokenLink));
    let warnings = Warnings { open: report.count(Severity::Warning) - explained, explained, broken_links };
    report.apply(policy);
    if report.has_errors() {
        return None;
    }
    account.close("render");
    let reasons = reasons.into_inner().unwrap_or_default();
    account.list(&made, &reasons);
    let published = report.keep(publication.finish(&made, warnings))?;
    account.close("publish");
    if build.explain {
        talk(&explanation(&reasons, made.len()));
    }
    Some((published, study.rescue.site.base_url.is_some()))
}

/// What stands in the output, if nothing that a build reads has changed and nothing asks for more than that.
fn untouched(build: &Build, publication: &Publication<'_>, report: &Report) -> Option<Published> {
    let Gates { fail_if_older_than, fail_if_remaining_above, require_claims_match, .. } = &build.gates;
    let is_gated = fail_if_older_than.is_some() || fail_if_remaining_above.is_some() || *require_claims_match;
    if build.verify || build.explain || is_gated || !report.sorted().is_empty() {
        return None;
    }
    // A warning is said with every build, so what leads to it is looked at again.
    let standing = publication.standing().filter(|standing| standing.warnings.open == 0)?;
    Some(Published { unchanged: standing.files, ..Published::default() })
}

fn note(reasons: &Mutex<BTreeMap<SitePath, Reason>>, path: &SitePath, reason: Reason) {
    // A thread that panicked has ended the program.
    if let Ok(mut reasons) = reasons.lock() {
        reasons.insert(path.clone(), reason);
    }
}

/// Why files were made, the reason of most first.
fn explanation(reasons: &BTreeMap<SitePath, Reason>, all: usize) -> String {
    let mut text = format!("made {} of {all} again\n", files_of(reasons.len()));
    // Two reasons of one file are told in the same words.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    reasons.values().for_each(|reason| *counts.entry(reason.to_string()).or_default() += 1);
    let mut reasons: Vec<(String, usize)> = counts.into_iter().collect();
    reasons.sort_by_key(|(_, count)| Reverse(*count));
    for (reason, count) in reasons {
        text += &format!("  {}: {reason}\n", files_of(count));
    }
    text
}

/// Publishes to the address of the argument, not to the one of site.yaml.
pub(super) fn set_base_url(study: &mut Study, typed: Option<&str>, report: &mut Report) {
    if let Some(typed) = typed
        && let Some(url) = report.keep(rescue::base_url(typed).map_err(|problem| problem.argument("--base-url")))
    {
        study.rescue.site.base_url = Some(url);
    }
}

fn summary(published: Option<&Published>, build: &Build, report: &Report) -> String {
    let Some(published) = published else {
        return format!("nothing was written: {}\n", super::check::counts(report));
    };
    let folder = build.output.display();
    if !published.changed {
        return format!("nothing changed: {} in `{folder}` are as they were\n", files_of(published.unchanged));
    }
    let mut text = format!("wrote {} to `{folder}`", files_of(published.written));
    if published.unchanged > 0 {
        text += &format!(", {} unchanged", published.unchanged);
    }
    if published.removed > 0 {
        text += &format!(", {} removed", published.removed);
    }
    text.push('\n');
    for path in &published.kept {
        text += &format!("kept `{path}`: it was edited since it was built, and is no longer touched\n");
    }
    if let Some(leftover) = &published.leftover {
        text += &format!("could not delete `{}`; the next build tries again\n", leftover.display());
    }
    text
}

fn files_of(number: usize) -> String {
    print::count(number, "file", "files")
}

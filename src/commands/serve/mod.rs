//! `shortfall serve`: the site for one who writes it, made in memory and renewed when a file is saved.
//!
//! Data goes one way here, too: [`Watch`] says that something changed, an [`Edition`] is made after the former one,
//! the [`Site`] keeps what is shown, and the server's threads answer from it. Nothing is written to the disk.

mod answer;
mod browser;
mod edition;
mod live;
mod problems;
mod request;
mod server;
mod site;

use std::convert::Infallible;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::check::counts;
use super::options::Serve;
use super::{Exit, Format, Options, clock, end_with, machine, say, talk};
use crate::diagnostics::{Code, Diagnostic, Report, unsettled_to_text};
use crate::files::{self, Watch};
use edition::Edition;
use problems::Problems;
use site::Site;

pub(super) fn run(options: &Options, serve: &Serve) -> Exit {
    // It ends by Ctrl-C, or because it cannot go on.
    let Err(problem) = go_on(options, serve);
    end_with(options, "serve", problem)
}

fn go_on(options: &Options, serve: &Serve) -> Result<Infallible, Diagnostic> {
    let (listener, address) = server::listen(serve.port)?;
    // Before the first look: what is saved meanwhile is not missed.
    let mut watch = Watch::new(&options.root)?;
    let mut renewal = Renewal { options, site: Arc::new(Site::default()), said: String::new() };
    let site = Arc::clone(&renewal.site);
    thread::spawn(move || server::serve(&listener, &site));
    match options.format {
        Format::Text => {
            talk(&format!("the site is at {address} and is renewed when a file is saved; Ctrl-C ends it\n"));
        }
        Format::Json => {
            let mut value = machine::head("serve", &Report::default());
            value["address"] = address.as_str().into();
            say(&format!("{value}\n"));
        }
    }
    if serve.open
        && let Err(error) = browser::open(&address)
    {
        talk(&format!("no browser could be opened ({error}): open the address yourself\n"));
    }
    loop {
        renewal.renew();
        watch.wait()?;
    }
}

/// What makes one edition after another.
struct Renewal<'a> {
    options: &'a Options,
    site: Arc<Site>,
    /// The problems that were said last: they are not said again with every file that is saved.
    said: String,
}

impl Renewal<'_> {
    fn renew(&mut self) {
        let begun = clock::instant();
        let mut report = Report::default();
        let former = self.site.edition();
        let study = crate::study(&self.options.root, &files::read_limited, &mut report);
        let counted = study.and_then(|study| {
            let edition = Arc::new(Edition::after(former.as_deref(), study));
            // Shown at once: a page that is asked for is made before the others.
            self.site.show(Some(Arc::clone(&edition)), None);
            edition.rehearse(&mut report).map(|made| (edition.len(), made))
        });
        if counted.is_none() {
            self.site.show(former, Some(Problems::of(&report)));
        }
        self.tell(&report, counted, begun.elapsed());
    }

    /// One line a renewal, after problems that are new. `counted`: how many files there are, and how many were made.
    fn tell(&mut self, report: &Report, counted: Option<(usize, usize)>, took: Duration) {
        if self.options.format == Format::Json {
            let mut value = machine::head("serve", report);
            value["renewed"] = counted.map(|(all, made)| json!({ "files": all, "made": made })).into();
            return say(&format!("{value}\n"));
        }
        let problems = unsettled_to_text(report);
        if problems != self.said {
            talk(&problems);
            self.said = problems;
        }
        let counts = counts(report);
        talk(&match counted {
            Some((all, made)) => format!("made {made} of {all} files in {:.1} s: {counts}\n", took.as_secs_f32()),
            None if self.site.edition().is_none() => format!("{counts}: there is no site to show yet\n"),
            None => format!("{counts}: the site is shown as it was before\n"),
        });
    }
}

/// A problem with the port.
fn cannot_listen(problem: String) -> Diagnostic {
    Diagnostic::new(Code::CannotListen, problem)
}

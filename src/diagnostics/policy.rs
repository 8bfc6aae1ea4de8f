//! What a run makes of warnings: some refused, some not said.

use std::collections::BTreeSet;

use super::{Code, Diagnostic, Report, Severity};

/// Which warnings count as errors, and which are not said.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    deny: BTreeSet<Code>,
    allow: BTreeSet<Code>,
}

impl Policy {
    /// Reads the names of codes.
    ///
    /// # Errors
    /// A name that is no warning's, or one that is in both lists.
    pub fn read(deny: &[String], allow: &[String]) -> Result<Self, Diagnostic> {
        let read = |names: &[String], argument: &str| -> Result<BTreeSet<Code>, Diagnostic> {
            names.iter().map(|name| warning(name).map_err(|problem| problem.argument(argument))).collect()
        };
        let policy = Self { deny: read(deny, "--deny")?, allow: read(allow, "--allow")? };
        match policy.deny.intersection(&policy.allow).next() {
            None => Ok(policy),
            Some(code) => {
                let problem = format!("`{}` is both denied and allowed", code.as_str());
                Err(Diagnostic::new(Code::WrongArgument, problem).hint("name it once"))
            }
        }
    }
}

impl Report {
    /// Makes errors of what is denied, unless its author has explained it, and forgets what is allowed.
    pub fn apply(&mut self, policy: &Policy) {
        self.found.retain(|diagnostic| !policy.allow.contains(&diagnostic.code));
        for diagnostic in &mut self.found {
            if policy.deny.contains(&diagnostic.code) && !diagnostic.settled {
                diagnostic.severity = Severity::Error;
            }
        }
    }
}

fn warning(name: &str) -> Result<Code, Diagnostic> {
    let warnings = || Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
    match Code::ALL.iter().find(|code| code.as_str() == name) {
        Some(code) if code.severity() == Severity::Warning => Ok(*code),
        Some(_) => Err(Diagnostic::new(Code::WrongArgument, format!("`{name}` is an error, whatever is asked for"))
            .hint(known(warnings()))),
        None => {
            let problem = Diagnostic::new(Code::WrongArgument, format!("there is no code `{name}`"));
            let names: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
            let problem = match super::nearest(name, &names) {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem,
            };
            Err(problem.hint(known(warnings())))
        }
    }
}

fn known<'a>(codes: impl Iterator<Item = &'a Code>) -> String {
    let names: Vec<String> = codes.map(|code| format!("`{}`", code.as_str())).collect();
    format!("warnings that can be denied or allowed: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_is_explained_is_not_denied_and_what_is_allowed_is_gone() {
        let mut report = Report::default();
        report.push(Diagnostic::new(Code::ClaimDiffers, "a"));
        report.push(Diagnostic::new(Code::ClaimDiffers, "b").settled(true));
        report.push(Diagnostic::new(Code::StrayFile, "c"));
        report.apply(&Policy::read(&names(&["claim-differs"]), &names(&["stray-file"])).unwrap());
        assert_eq!((report.count(Severity::Error), report.count(Severity::Warning)), (1, 1));
        assert!(report.has_errors());
    }

    #[test]
    fn only_warnings_can_be_judged_and_only_once() {
        let refused = |deny: &[&str], allow: &[&str]| Policy::read(&names(deny), &names(allow)).unwrap_err();
        assert!(refused(&["stray-fil"], &[]).hints.iter().any(|hint| hint.contains("did you mean `stray-file`")));
        assert!(refused(&["nothing"], &[]).hints[0].contains("`claim-differs`"));
        assert!(refused(&[], &["overflow"]).message.contains("is an error"));
        assert!(refused(&["stray-file"], &["stray-file"]).message.contains("both"));
    }
}

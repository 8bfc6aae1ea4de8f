//! The languages that pages can be in: the built-in ones with a site's own words over them, and a site's own.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::theme::BUILT_IN;
use crate::diagnostics::{Code, Diagnostic, Report, Source};
use crate::documents::{StringsDoc, Text, strings};
use crate::language::{Language, placeholders};

/// The languages that a site says something of, by tag; the built-in ones are read when they are spoken.
#[derive(Debug)]
pub struct Languages(BTreeMap<String, Arc<Language>>);

impl Languages {
    /// Reads the site's own `templates/strings/*.yaml`, each over the built-in language of its tag; problems go to the
    /// report.
    pub fn of(own: &[Arc<Source>], report: &mut Report) -> Self {
        let files = own.iter().filter_map(|source| Some((tag_of(file_name(&source.path))?, source)));
        let mut languages = BTreeMap::new();
        let mut known = None;
        for (tag, source) in files {
            let known = known.get_or_insert_with(catalogue);
            let Some(document) = strings(source, report) else { continue };
            let mut language = shipped(tag).unwrap_or_else(Language::english);
            tag.clone_into(&mut language.tag);
            put(&mut language, &document, Some(known), report);
            languages.insert(tag.to_owned(), Arc::new(language));
        }
        Self(languages)
    }

    /// The language of a tag such as `de-AT`: the words for `de-AT`, else those for `de`, else English, which is said.
    pub fn speak(&self, tag: Option<&Text>, report: &mut Report) -> Arc<Language> {
        let wanted = tag.map_or("en", |tag| tag.value.trim());
        let primary = wanted.split('-').next().unwrap_or(wanted);
        let own = self.0.get(wanted).or_else(|| self.0.get(primary));
        if let Some(language) = own.cloned().or_else(|| shipped(primary).map(Arc::new)) {
            return language;
        }
        let built_in = BUILT_IN.iter().filter_map(|file| tag_of(file.path));
        let known = built_in.chain(self.0.keys().map(String::as_str)).map(|tag| format!("`{tag}`"));
        let known = known.collect::<Vec<_>>().join(", ");
        let message = format!("there are no words for the language `{wanted}`: the interface speaks English");
        let problem = Diagnostic::new(Code::NoStrings, message).hint(format!(
            "languages: {known}; `templates/strings/{primary}.yaml` in the site adds one, \
             `shortfall templates eject strings/en.yaml` shows what is in it"
        ));
        report.push(tag.iter().fold(problem, |problem, tag| problem.at(&tag.span)));
        Arc::new(Language::english())
    }
}

/// A built-in language; a test holds that its file has nothing to be said of.
fn shipped(tag: &str) -> Option<Language> {
    if tag == "en" {
        return Some(Language::english());
    }
    let document = strings(&built_in(&format!("strings/{tag}.yaml"))?, &mut Report::default())?;
    let mut language = Language { tag: tag.to_owned(), ..Language::english() };
    put(&mut language, &document, None, &mut Report::default());
    Some(language)
}

/// Every phrase.
fn catalogue() -> BTreeSet<String> {
    let document = built_in("strings/en.yaml").and_then(|source| strings(&source, &mut Report::default()));
    document.into_iter().flat_map(|en| en.phrases.0).map(|(key, _)| key.value.clone()).collect()
}

fn built_in(path: &str) -> Option<Arc<Source>> {
    let file = BUILT_IN.iter().find(|file| file.path == path)?;
    let text = std::str::from_utf8(file.bytes).ok()?.to_owned();
    Some(Arc::new(Source { path: format!("built-in templates/{path}"), text }))
}

fn file_name(path: &str) -> &str {
    path.split_once("templates/").map_or(path, |(_, name)| name)
}

/// `de` of `strings/de.yaml`.
pub(super) fn tag_of(name: &str) -> Option<&str> {
    name.strip_prefix("strings/")?.strip_suffix(".yaml").filter(|tag| !tag.is_empty() && !tag.contains('/'))
}

/// Lays what a file says over a language.
fn put(language: &mut Language, document: &StringsDoc, known: Option<&BTreeSet<String>>, report: &mut Report) {
    for (mark, typed) in [(&mut language.decimal, &document.decimal), (&mut language.group, &document.group)] {
        if let Some(typed) = typed {
            mark.clone_from(&typed.value);
        }
    }
    for (names, typed) in
        [(&mut language.months, &document.months), (&mut language.short_months, &document.short_months)]
    {
        match <&[Text; 12]>::try_from(typed.as_slice()) {
            Ok(typed) => *names = typed.each_ref().map(|name| name.value.clone()),
            Err(_) if typed.is_empty() => {}
            Err(_) => report.push(
                Diagnostic::new(Code::WrongShape, format!("expected twelve months, found {}", typed.len()))
                    .at(&typed[0].span),
            ),
        }
    }
    for (key, said) in &document.phrases.0 {
        if let Some(known) = known.filter(|known| !known.contains(&key.value)) {
            let problem = Diagnostic::new(Code::UnknownPhrase, format!("nothing says “{}”", key.value)).at(&key.span);
            report.push(
                problem
                    .suggest(&key.value, known.iter().map(String::as_str))
                    .hint("a phrase is named by its English words, as in `strings/en.yaml`"),
            );
            continue;
        }
        if let Some(problem) = misfit(key, said) {
            report.push(problem);
            continue;
        }
        language.phrases.insert(key.value.clone(), said.value.clone());
    }
}

/// A value that a translation leaves out would be missing from the page, and one that it makes up has no figure.
fn misfit(key: &Text, said: &Text) -> Option<Diagnostic> {
    let wanted = placeholders(&key.value);
    let found = placeholders(&said.value);
    let foreign = found.iter().find(|name| !wanted.contains(name));
    // "one | many": the number may be left out of either.
    let lost = wanted.iter().find(|name| !found.contains(name) && !key.value.contains(" | "));
    let problem = match (foreign, lost) {
        (Some(name), _) => format!("there is no value `{name}` for this phrase"),
        (None, Some(name)) => format!("the value `{name}` is left out"),
        (None, None) => return None,
    };
    let names = wanted.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ");
    Some(Diagnostic::new(Code::PhraseValues, problem).at(&said.span).hint(format!("the phrase has the values {names}")))
}

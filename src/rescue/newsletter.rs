//! What `site.yaml` chooses for the newsletter kit.

use super::model::Newsletter;
use super::read::{self, keep};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::documents::{ActionDoc, NewsletterDoc, Text};

/// What stands for the address to unsubscribe at where the site does not say.
const UNSUBSCRIBE: &str = "{{unsubscribe_url}}";

pub(super) fn newsletter(document: Option<&NewsletterDoc>, report: &mut Report) -> Newsletter {
    let mut chosen =
        Newsletter { charts: None, table: true, action: None, unsubscribe: UNSUBSCRIBE.to_owned(), web_version: None };
    let Some(document) = document else { return chosen };
    // Which charts there are is the charts' business: the ids are held against them there.
    chosen.charts = document
        .charts
        .as_ref()
        .map(|charts| charts.iter().map(|text| (text.value.trim().to_owned(), text.span.clone())).collect());
    chosen.table = read::flag(document.table, true);
    chosen.action = document.action.as_ref().map(|action| self::action(action, report));
    if let Some(typed) = keep(&document.unsubscribe, placeholder, report) {
        chosen.unsubscribe = typed;
    }
    chosen.web_version = keep(&document.web_version, placeholder, report);
    chosen
}

fn action(document: &ActionDoc, report: &mut Report) -> (String, Option<String>) {
    (document.text.value.trim().to_owned(), keep(&document.url, read::url, report))
}

/// A mailing service's own placeholder, such as `{{unsubscribe_url}}` or `*|UNSUB|*`, or an address.
fn placeholder(text: &Text) -> Result<String, Diagnostic> {
    let typed = text.value.trim();
    let marked = [("{{", "}}"), ("*|", "|*"), ("{", "}"), ("[", "]"), ("%", "%")];
    let is_placeholder =
        typed.len() > 2 && marked.iter().any(|(open, close)| typed.starts_with(open) && typed.ends_with(close));
    if is_placeholder || read::address_of_page(typed).is_some() {
        return Ok(typed.to_owned());
    }
    Err(Diagnostic::new(Code::InvalidLink, format!("`{typed}` is neither a placeholder nor an address"))
        .at(&text.span)
        .hint("write your mailing service's own placeholder, such as `\"{{unsubscribe_url}}\"` or `\"*|UNSUB|*\"`"))
}

//! What `site.yaml` chooses for the newsletter kit.

use super::model::Newsletter;
use super::read::{self, keep};
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::documents::{ActionDoc, NewsletterDoc, PlaceholderDoc, Text};

/// Where the site does not say: the placeholders of services that have fixed ones.
const UNSUBSCRIBE: [(&str, &str); 3] =
    [("email", "{{unsubscribe_url}}"), ("mailchimp", "*|UNSUB|*"), ("buttondown", "{{ unsubscribe_url }}")];
const WEB_VERSION: [(&str, &str); 1] = [("mailchimp", "*|ARCHIVE|*")];

pub(super) fn newsletter(document: Option<&NewsletterDoc>, report: &mut Report) -> Newsletter {
    let by_default =
        |fixed: &[(&'static str, &str)]| fixed.iter().map(|(at, text)| (*at, (*text).to_owned())).collect();
    let mut chosen = Newsletter {
        kits: true,
        charts: None,
        table: true,
        brief: true,
        action: None,
        unsubscribe: by_default(&UNSUBSCRIBE),
        web_version: by_default(&WEB_VERSION),
    };
    let Some(document) = document else { return chosen };
    // Which charts there are is the charts' business: the ids are held against them there.
    chosen.charts = document
        .charts
        .as_ref()
        .map(|charts| charts.iter().map(|text| (text.value.trim().to_owned(), text.span.clone())).collect());
    chosen.kits = read::flag(document.kits, true);
    chosen.table = read::flag(document.table, true);
    chosen.brief = read::flag(document.brief, true);
    chosen.action = document.action.as_ref().map(|action| self::action(action, report));
    chosen.unsubscribe.extend(placeholders(document.unsubscribe.as_ref(), report));
    chosen.web_version.extend(placeholders(document.web_version.as_ref(), report));
    chosen
}

fn placeholders(document: Option<&PlaceholderDoc>, report: &mut Report) -> Vec<(&'static str, String)> {
    let Some(PlaceholderDoc(by)) = document else { return Vec::new() };
    let typed = [
        ("email", &by.email),
        ("mailchimp", &by.mailchimp),
        ("buttondown", &by.buttondown),
        ("beehiiv", &by.beehiiv),
        ("ghost", &by.ghost),
        ("substack", &by.substack),
    ];
    typed.into_iter().filter_map(|(at, text)| Some((at, keep(text, placeholder, report)?))).collect()
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

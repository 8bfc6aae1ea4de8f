//! Where the links and pictures of an author's text may lead: nothing is asked of another site, and nothing runs.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::markdown::Text;
use crate::diagnostics::{Code, Diagnostic, Span};

/// What a link or picture becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A link, also in place of a picture that another site has.
    Link,
    /// A picture of this site.
    Picture,
    /// Its words alone.
    Words,
}

/// What the beginning of a link or picture becomes, what it is then, and what has to be said. `within`: it stands in a link.
pub(super) fn follow<'a>(
    mut event: Event<'a>,
    text: &Text<'_>,
    range: Range<usize>,
    within: bool,
) -> (Way, Option<Event<'a>>, Option<Diagnostic>) {
    let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = &mut event else {
        return (Way::Words, None, None);
    };
    let shown: String = dest_url.chars().take(60).collect();
    let said = |problem: &str, hint: &str| {
        let problem = Diagnostic::new(Code::RefusedLink, format!("the address `{shown}` in `{}` {problem}", text.file));
        Some(match text.place {
            Some((source, start)) => {
                problem.at(&Span::new(source, start + text.text.typed(range.start), range.len())).hint(hint)
            }
            None => problem.hint(hint),
        })
    };
    if !is_allowed(dest_url) {
        return (
            Way::Words,
            None,
            said("is not allowed", "links lead to `https`, `http`, `mailto` or a relative address"),
        );
    }
    let is_relative = !dest_url.starts_with(['#', '/']) && !dest_url.contains(':') && !dest_url.is_empty();
    if is_relative && !text.base.is_empty() {
        *dest_url = format!("{}{dest_url}", text.base).into();
    }
    if matches!(event, Event::Start(Tag::Link { .. })) {
        return (Way::Link, Some(event), None);
    }
    let Event::Start(Tag::Image { dest_url, title, id, .. }) = event else { return (Way::Words, None, None) };
    if !has_scheme(&dest_url) {
        let link_type = LinkType::Inline;
        return (Way::Picture, Some(Event::Start(Tag::Image { link_type, dest_url, title, id })), None);
    }
    let problem = said(
        "is a picture of another site, which pages ask nothing of",
        "put the file into `content/static/`; until then a link leads to it",
    );
    if within {
        return (Way::Words, None, problem);
    }
    (Way::Link, Some(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id })), problem)
}

/// Whether it begins with `https:` or another word of that kind.
pub(super) fn has_scheme(address: &str) -> bool {
    address.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'))
}

/// On the decoded address, with what browsers ignore in a scheme taken out.
pub(super) fn is_allowed(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if plain.starts_with("//") || plain.contains('\\') {
        return false;
    }
    let before_path = plain.split(['/', '?', '#']).next().unwrap_or("");
    match before_path.split_once(':') {
        None => !before_path.to_ascii_lowercase().contains("&colon"),
        Some((scheme, _)) => ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()),
    }
}

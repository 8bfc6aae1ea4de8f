//! Internal links of rendered pages, held against the plan: an address must lead to a file of the same build.

use std::collections::BTreeSet;

use super::{Rendered, SitePath};
use crate::diagnostics::{Code, Diagnostic, Report};

/// Reports every relative address that leads nowhere, once a page.
pub fn find_broken_links(rendered: &[Rendered], paths: &BTreeSet<SitePath>, report: &mut Report) {
    let known: BTreeSet<&str> = paths.iter().map(SitePath::as_str).collect();
    for page in rendered.iter().filter(|file| file.path.as_str().ends_with(".html")) {
        let html = String::from_utf8_lossy(&page.bytes);
        let broken: BTreeSet<&str> =
            addresses(&html).filter(|address| leads_nowhere(page.path.as_str(), address, &known)).collect();
        for address in broken {
            report.push(
                Diagnostic::new(Code::BrokenLink, format!("`{address}` on `{}` leads nowhere", page.path))
                    .hint("relative addresses start from the page's own folder, and pages end in `/index.html`"),
            );
        }
    }
}

/// The values of `href` and `src`: in rendered pages attributes are quoted with `"`.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    ["href=\"", "src=\""]
        .into_iter()
        .flat_map(|name| html.split(name).skip(1).filter_map(|rest| rest.split('"').next()))
}

fn leads_nowhere(page: &str, address: &str, known: &BTreeSet<&str>) -> bool {
    let path = address.split(['#', '?']).next().unwrap_or("");
    // Other schemes, other hosts and the page itself are not this build's business; what is encoded is not judged,
    // nor are the placeholders of mailing services.
    if path.is_empty() || path.contains([':', '%', '&', '{', '|', '[']) || path.starts_with('/') {
        return false;
    }
    resolve(page, path).is_none_or(|target| !known.contains(target.as_str()) && target != super::MANIFEST)
}

/// The address from the site's root; `None` if it leads out of the site.
fn resolve(page: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifacts::Inputs;

    #[test]
    fn only_addresses_of_this_build_are_followed() {
        let path = |text: &str| SitePath::new(text).unwrap();
        let html = "<a href=\"../b/index.html#x\"></a><a href=\"#y\"></a><a href=\"https://e.example\"></a>\
            <img src=\"nope.png\"><a href=\"../../out\"></a><a href=\"nope.png\"></a>";
        let page = Rendered { path: path("a/index.html"), inputs: Inputs::default(), bytes: html.into() };
        let mut report = Report::default();
        find_broken_links(&[page], &[path("a/index.html"), path("b/index.html")].into(), &mut report);
        let messages: Vec<String> = report.sorted().iter().map(|problem| problem.message.clone()).collect();
        assert_eq!(
            messages,
            ["`../../out` on `a/index.html` leads nowhere", "`nope.png` on `a/index.html` leads nowhere"]
        );
    }
}

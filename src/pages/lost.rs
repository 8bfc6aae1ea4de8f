//! The page for an address that is not there. A server shows it in whatever folder that was, so its links start from the
//! host's root and its style stands in the page: it can be read even where the site is in a folder that nobody named.

use super::view::SiteView;
use super::{Material, policy_hash};
use crate::diagnostics::Diagnostic;
use crate::quantities::SitePath;

/// What a server shows for an address that is not there.
pub const NOT_FOUND: &str = "404.html";

impl Material<'_> {
    /// The page for an address that is not there.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn not_found(&self, path: &SitePath) -> Result<Vec<u8>, Diagnostic> {
        let root = SiteView::of(self.rescue, self.brand, path, self.security).root;
        let style = within_page(&String::from_utf8_lossy(&self.style()), &root);
        let security = self.security.replace("style-src", &format!("style-src {}", policy_hash(&style)));
        let mut context = self.context(path);
        context.insert("site", &SiteView::of(self.rescue, self.brand, path, &security));
        context.insert("style", &style);
        self.render(NOT_FOUND, path, &context)
    }
}

/// A style sheet that stands in a page: its files are found from the root, and it cannot end its element.
fn within_page(style: &str, root: &str) -> String {
    let mut parts = style.trim_end().split("url(\"");
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_relative = !part.starts_with(['/', '#']) && !part.split('"').next().unwrap_or_default().contains(':');
        written += "url(\"";
        written += if is_relative { root } else { "" };
        written += part;
    }
    written.replace("</", "<\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_in_a_page_finds_its_files_and_cannot_end() {
        let style = "a{src:url(\"x.woff2\")}b{src:url(\"/y\"),url(\"data:z\")}c{content:\"</style>\"}\n";
        let within = "a{src:url(\"/f/x.woff2\")}b{src:url(\"/y\"),url(\"data:z\")}c{content:\"<\\/style>\"}";
        assert_eq!(within_page(style, "/f/"), within);
    }
}

//! What every page shows: the site's name and the way through it.

use serde::Serialize;

use crate::language::say;
use crate::pages::{Brand, NOT_FOUND};
use crate::quantities::SitePath;
use crate::rescue::{Rescue, base_path};

/// The site as one page sees it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SiteView {
    title: String,
    description: String,
    language: String,
    /// The way its lines run: `ltr` or `rtl`.
    direction: &'static str,
    base_unit: String,
    /// The prefix that leads to the site's root: empty, `../`, `../../`. A page that is shown at addresses of any depth
    /// needs the folder on the host, `/` or `/reports/`; where the site's address is not known, it is the host's own.
    pub(in crate::pages) root: String,
    nav: Vec<NavItem>,
    /// The page's absolute address, if the site has one.
    canonical: Option<String>,
    version: &'static str,
    security: String,
    /// The picture in place of the title.
    logo: Option<LogoView>,
    /// Whether the mark in tabs is also there as an SVG, and as a PNG of the size that home screens want.
    icon_svg: bool,
}

#[derive(Debug, Clone, Serialize)]
struct LogoView {
    src: String,
    /// For dark rooms.
    dark: Option<String>,
    alt: String,
}

#[derive(Debug, Clone, Serialize)]
struct NavItem {
    title: String,
    href: String,
    current: bool,
}

impl SiteView {
    pub(crate) fn of(rescue: &Rescue, brand: &Brand, page: &SitePath, security: &str) -> Self {
        let root = match &rescue.site.base_url {
            url if page.as_str() == NOT_FOUND => format!("{}/", url.as_deref().map_or("", base_path)),
            _ => page.to_root(),
        };
        let mut items = vec![
            (say!("Overview"), "index.html".to_owned()),
            (say!("Reports"), "reports/index.html".to_owned()),
            (say!("Charts"), "charts/index.html".to_owned()),
            (say!("Contributors"), "contributors/index.html".to_owned()),
        ];
        if !rescue.events.is_empty() {
            items.push((say!("Events"), "events/index.html".to_owned()));
        }
        items.push((say!("Revisions"), "revisions/index.html".to_owned()));
        for article in &rescue.pages {
            if let Some(menu) = &article.menu {
                items.push((menu.clone(), format!("{}/index.html", article.slug)));
            }
        }
        let methodology = format!("{}/index.html", crate::pages::METHODOLOGY);
        if !rescue.pages.iter().any(|article| article.slug.as_str() == crate::pages::METHODOLOGY) {
            items.push((say!("Methodology"), methodology));
        }
        let nav = items.into_iter().map(|(title, path)| NavItem {
            title,
            current: is_within(page.as_str(), &path),
            href: format!("{root}{path}"),
        });
        let canonical = rescue.site.base_url.as_ref().map(|url| {
            let address = page.as_str().strip_suffix("index.html").unwrap_or(page.as_str());
            format!("{url}/{address}")
        });
        let title = &rescue.site.title;
        let logo = brand.logo.as_ref().map(|logo| LogoView {
            src: format!("{root}{}", logo.src),
            dark: logo.dark.as_ref().map(|dark| format!("{root}{dark}")),
            alt: logo.alt.as_ref().unwrap_or(title).clone(),
        });
        Self {
            title: title.clone(),
            description: rescue.site.description.clone(),
            language: rescue.site.language.clone(),
            direction: direction(&rescue.site.language),
            base_unit: rescue.site.base_unit.to_string(),
            nav: nav.collect(),
            root,
            canonical,
            version: env!("CARGO_PKG_VERSION"),
            security: security.to_owned(),
            logo,
            icon_svg: brand.favicon.as_ref().is_none_or(|icon| icon.is_svg),
        }
    }
}

/// A page below a section's folder belongs to the section; only the overview is nothing but itself.
fn is_within(page: &str, section: &str) -> bool {
    match section.strip_suffix("index.html") {
        Some("") | None => page == section,
        Some(folder) => page.starts_with(folder),
    }
}

pub(crate) fn direction(language: &str) -> &'static str {
    let primary = language.split('-').next().unwrap_or("");
    if ["ar", "fa", "he", "ur"].contains(&primary) { "rtl" } else { "ltr" }
}

//! What other sites and search engines show of a page: title, sentence, card, and the same as linked data.

use serde::Serialize;
use serde_json::{Value, json};

use super::Material;
use super::feed::instant;
use super::licence::Licence;
use crate::figures::Figure;

/// What the head of a page says to machines.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Share {
    /// `article` for a dated report, else `website`.
    kind: &'static str,
    title: String,
    description: String,
    /// Its report's card; only where the site has an address, since it must be absolute.
    image: Option<Picture>,
    /// JSON-LD that can stand in a page.
    data: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Picture {
    href: String,
    alt: String,
    width: u32,
    height: u32,
}

impl Material<'_> {
    /// A page of the whole site, with the newest card.
    pub(in crate::pages) fn share_page(&self, title: &str, description: Option<&str>) -> Share {
        let site = &self.rescue.site;
        Share {
            kind: "website",
            title: title.to_owned(),
            description: description.unwrap_or(&site.description).to_owned(),
            image: self.card(self.rescue.snapshots.len() - 1),
            data: None,
        }
    }

    /// A page of one date: its card never changes.
    pub(in crate::pages) fn share_dated(&self, index: usize, title: &str) -> Share {
        Share { image: self.card(index), ..self.share_page(title, None) }
    }

    /// The page of a chart, with the newest picture of it.
    pub(super) fn share_chart(&self, question: &str, newest: &Figure) -> Share {
        let picture = |base: &String| Picture {
            href: format!("{base}/reports/{}/charts/{}.png", newest.slug, newest.id.as_str()),
            alt: newest.alt.clone(),
            width: 1200,
            height: 800,
        };
        let image = self.rescue.site.base_url.as_ref().map(picture);
        Share { image, ..self.share_page(question, Some(&newest.title)) }
    }

    /// A page about the data itself.
    pub(super) fn share_dataset(&self, title: &str) -> Share {
        Share { data: self.dataset().map(|value| inert(&value)), ..self.share_page(title, None) }
    }

    /// A dated report: a title and a sentence of its own.
    pub(super) fn share_report(&self, index: usize, title: &str, description: Option<&str>) -> Share {
        let page = self.share_page(title, description);
        let image = self.card(index);
        let data = self.article(index, &page, image.as_ref()).map(|value| inert(&value));
        Share { kind: "article", image, data, ..page }
    }

    fn card(&self, index: usize) -> Option<Picture> {
        let base = self.rescue.site.base_url.as_ref()?;
        let card = self.cards.get(self.rescue, self.measures, index).ok()?;
        let href = format!("{base}/reports/{}/charts/card.png", self.rescue.snapshots[index].slug);
        Some(Picture { href, alt: card.alt.clone(), width: 1200, height: 630 })
    }

    fn dataset(&self) -> Option<Value> {
        let site = &self.rescue.site;
        let base = site.base_url.as_ref()?;
        let (first, last) = (self.rescue.snapshots.first()?.at, self.rescue.snapshots.last()?.at);
        let file = |path: &str, kind: &str| json!({ "@type": "DataDownload", "contentUrl": format!("{base}/{path}"), "encodingFormat": kind });
        let licence = Licence::of(site).map(|licence| match licence.href {
            Some(href) => json!(href),
            None => json!({ "@type": "CreativeWork", "name": licence.label }),
        });
        Some(json!({
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": site.title,
            "description": if site.description.is_empty() { &site.title } else { &site.description },
            "url": format!("{base}/"),
            "inLanguage": site.language,
            "isAccessibleForFree": true,
            "license": licence,
            "dateModified": instant(last),
            "temporalCoverage": format!("{}/{}", first.date(), last.date()),
            "distribution": [
                file("data/rescue.json", "application/json"),
                file("data/timeline.csv", "text/csv"),
                file("data/pledges.csv", "text/csv"),
                file("data/revisions.csv", "text/csv"),
            ],
        }))
    }

    fn article(&self, index: usize, page: &Share, image: Option<&Picture>) -> Option<Value> {
        let site = &self.rescue.site;
        let base = site.base_url.as_ref()?;
        let snapshot = &self.rescue.snapshots[index];
        let author = json!({ "@type": "Organization", "name": site.title, "url": format!("{base}/") });
        Some(json!({
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": page.title,
            "description": page.description,
            "url": format!("{base}/reports/{}/", snapshot.slug),
            "inLanguage": site.language,
            "datePublished": instant(snapshot.at),
            "image": image.map(|image| &image.href),
            "author": author,
            "publisher": author,
        }))
    }
}

/// JSON that cannot end the element it stands in, nor open another one.
fn inert(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_data_cannot_end_its_element() {
        let value = json!({ "name": "</script><!-- & \"x\"" });
        let text = inert(&value);
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}

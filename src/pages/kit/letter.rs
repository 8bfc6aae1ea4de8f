//! The author's own words around the figures, in the form that each target takes.

use serde::Serialize;

use crate::pages::pasted::Pasted;

/// One text of an author.
#[derive(Serialize)]
pub(super) struct Said {
    #[serde(skip)]
    pub(super) text: Pasted,
    /// For editors.
    pub(super) html: String,
    /// For mails, which know no style sheets.
    pub(super) mail: String,
    pub(super) markdown: String,
}

impl Said {
    /// `page` is the address of the report it was written for.
    pub(super) fn of(typed: &str, page: &str, link: &str, line: &str) -> Self {
        let text = Pasted::of(typed, page);
        let html = text.html().trim().to_owned();
        Self { mail: styled(&html, link, line), html, markdown: text.markdown.clone(), text }
    }
}

/// Each element with the style it needs. In pasted HTML `<` begins nothing but a tag.
fn styled(html: &str, link: &str, line: &str) -> String {
    let heading = "margin:16px 0 8px 0;font-size:18px;line-height:24px;";
    let cell = format!("padding:6px 4px;border-bottom:1px solid {line};");
    let styles = [
        ("<p>", "margin:0 0 10px 0;".to_owned()),
        ("<h2>", heading.to_owned()),
        ("<h3>", heading.to_owned()),
        ("<h4>", heading.to_owned()),
        ("<h5>", heading.to_owned()),
        ("<h6>", heading.to_owned()),
        ("<ul>", "margin:0 0 10px 0;padding-left:24px;".to_owned()),
        ("<ol>", "margin:0 0 10px 0;padding-left:24px;".to_owned()),
        ("<blockquote>", format!("margin:0 0 10px 0;padding-left:12px;border-left:3px solid {line};")),
        ("<pre>", "margin:0 0 10px 0;font-size:14px;line-height:20px;".to_owned()),
        ("<table>", "width:100%;font-size:14px;line-height:20px;".to_owned()),
        ("<th>", cell.clone()),
        ("<td>", cell),
    ];
    let html = styles.iter().fold(html.to_owned(), |html, (tag, style)| {
        html.replace(tag, &format!("{} style=\"{style}\">", tag.trim_end_matches('>')))
    });
    html.replace("<th style", "<th align=\"left\" style")
        .replace("<a href", &format!("<a style=\"color:{link};\" href"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_carries_its_style() {
        let said = Said::of("A [link](x/) <p>.\n\n> quoted\n", "https://a.example/r/", "#1A5F95", "#E2E6E9");
        assert!(said.mail.contains(
            "<p style=\"margin:0 0 10px 0;\">A <a style=\"color:#1A5F95;\" href=\"https://a.example/r/x/\">"
        ));
        assert!(said.mail.contains("&lt;p&gt;") && !said.html.contains("style"), "{}", said.mail);
    }
}

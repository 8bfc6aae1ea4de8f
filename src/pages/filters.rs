//! Filters that templates may use beside Tera's own.

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::language;

/// Must run before templates are added: Tera refuses unknown filters when it reads a template.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("md_url", |url: &str, _: Kwargs, _: &State<'_>| markdown_address(url));
    tera.register_filter("md", |text: &str, _: Kwargs, _: &State<'_>| markdown_text(text));
    tera.register_filter("forum", |text: &str, _: Kwargs, _: &State<'_>| forum_text(text));
    tera.register_filter("say", |text: &str, values: Kwargs, _: &State<'_>| say(text, &values));
}

/// A phrase in the language of the site, with the values that it names.
fn say(english: &str, values: &Kwargs) -> TeraResult<String> {
    let names = language::placeholders(english);
    let values: Vec<Value> = names.iter().map(|name| values.must_get(name)).collect::<TeraResult<_>>()?;
    let named: Vec<(&str, &dyn std::fmt::Display)> =
        names.iter().zip(&values).map(|(name, value)| (*name, value as _)).collect();
    Ok(language::spoken(english, &named))
}

/// An address that can stand between the brackets of a Markdown link, also inside a table cell.
pub(super) fn markdown_address(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' | ')' | '[' | ']' | '|' | '<' | '>' | '\\' | ' ' => encoded += &format!("%{:02X}", u32::from(c)),
            _ => encoded.push(c),
        }
    }
    encoded
}

/// Text that stands in Markdown as itself, also inside a table cell.
pub(crate) fn markdown_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '@' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The same for forums, where a backslash does not keep `@name` and `#123` from becoming a mention or a link: an
/// empty comment between sign and name does, on Discourse and on GitHub.
fn forum_text(text: &str) -> String {
    markdown_text(text).replace("\\@", "@<!-- -->").replace("\\#", "#<!-- -->")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_end_its_link() {
        let url = "https://a.example/x)[click](javascript:alert(1)|z";
        assert_eq!(markdown_address(url), "https://a.example/x%29%5Bclick%5D%28javascript:alert%281%29%7Cz");
    }

    #[test]
    fn a_table_cell_cannot_be_broken_out_of() {
        assert_eq!(markdown_text("a | b\n<x> @all"), "a \\| b \\<x\\> \\@all");
    }

    #[test]
    fn a_forum_mentions_nobody() {
        assert_eq!(forum_text("@all #1 <x>"), "@<!-- -->all #<!-- -->1 \\<x\\>");
    }
}

//! Filters that templates may use beside Tera's own.

use tera::{Kwargs, State, Tera};

/// Must run before templates are added: Tera refuses unknown filters when it reads a template.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("md", |text: &str, _: Kwargs, _: &State<'_>| markdown_text(text));
}

/// Text that stands in Markdown as itself, also inside a table cell.
fn markdown_text(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_cell_cannot_be_broken_out_of() {
        assert_eq!(markdown_text("a | b\n<x> @all"), "a \\| b \\<x\\> \\@all");
    }
}

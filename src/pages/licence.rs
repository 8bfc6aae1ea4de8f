//! The licence of a site's data, as its author words it.

use serde::Serialize;

use crate::rescue::Site;

/// Its name, and where its text stands if the author gives an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Licence {
    pub(super) label: String,
    pub(super) href: Option<String>,
}

impl Licence {
    pub(super) fn of(site: &Site) -> Option<Self> {
        site.licence.as_deref().map(Self::read)
    }

    fn read(text: &str) -> Self {
        let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
        let end = [',', ';', '.', ')', '>'];
        let Some(address) = text.split_whitespace().map(|word| word.trim_start_matches(['(', '<'])).find(is_address)
        else {
            return Self { label: text.to_owned(), href: None };
        };
        let address = address.trim_end_matches(end);
        let label = text.replacen(address, "", 1).replace("()", "").replace("<>", "");
        let label = label.trim().trim_end_matches([',', ';', ':', '.']).trim();
        Self { label: if label.is_empty() { address } else { label }.to_owned(), href: Some(address.to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_the_text_becomes_its_link() {
        let read = |text: &str| {
            let licence = Licence::read(text);
            (licence.label, licence.href)
        };
        let address = "https://creativecommons.org/licenses/by/4.0/";
        let expected = ("CC BY 4.0".to_owned(), Some(address.to_owned()));
        assert_eq!(read(&format!("CC BY 4.0, {address}")), expected);
        assert_eq!(read(&format!("CC BY 4.0 ({address})")), expected);
        assert_eq!(read(address), (address.to_owned(), Some(address.to_owned())));
        assert_eq!(read("All rights reserved."), ("All rights reserved.".to_owned(), None));
    }
}

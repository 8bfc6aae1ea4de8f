//! What a phrase leaves open.

/// The names in braces, in order.
pub(crate) fn placeholders(phrase: &str) -> Vec<&str> {
    phrase.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// Whether a phrase names exactly these values.
pub(crate) const fn fits(phrase: &str, names: &[&str]) -> bool {
    let bytes = phrase.as_bytes();
    let mut named = 0;
    while named < names.len() {
        if !names_value(bytes, names[named].as_bytes()) {
            return false;
        }
        named += 1;
    }
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'{' {
            let mut known = false;
            let mut named = 0;
            while named < names.len() {
                known = known || is_at(bytes, at, names[named].as_bytes());
                named += 1;
            }
            if !known {
                return false;
            }
        }
        at += 1;
    }
    true
}

const fn names_value(phrase: &[u8], name: &[u8]) -> bool {
    let mut at = 0;
    while at < phrase.len() {
        if is_at(phrase, at, name) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether `{name}` stands at a place.
const fn is_at(phrase: &[u8], at: usize, name: &[u8]) -> bool {
    if phrase[at] != b'{' || at + name.len() + 2 > phrase.len() || phrase[at + name.len() + 1] != b'}' {
        return false;
    }
    let mut i = 0;
    while i < name.len() {
        if phrase[at + 1 + i] != name[i] {
            return false;
        }
        i += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_and_its_values_fit_both_ways() {
        assert!(fits("{open} of {all}", &["all", "open"]));
        assert!(!fits("{open} of {all}", &["open"]));
        assert!(!fits("{open} of all", &["open", "all"]));
        assert_eq!(placeholders("{open} of {all}"), ["open", "all"]);
    }
}

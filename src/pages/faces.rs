//! The pages' fonts for what stands alone, carried in it or led to.

use std::sync::OnceLock;

use base64::Engine as _;

use super::BUILT_IN;

const FACES: [(&str, u32); 2] = [("fonts/Inter-Regular.woff2", 400), ("fonts/Inter-SemiBold.woff2", 600)];

/// Rules that hold the fonts themselves: a drawing that stands alone finds no other.
#[must_use]
pub fn carried() -> &'static str {
    static CARRIED: OnceLock<String> = OnceLock::new();
    CARRIED.get_or_init(|| {
        let address = |name: &str| {
            let font = BUILT_IN.iter().find(|file| file.path == name).map(|file| file.bytes).unwrap_or_default();
            format!("data:font/woff2;base64,{}", base64::engine::general_purpose::STANDARD.encode(font))
        };
        FACES.map(|(name, weight)| face(&address(name), weight)).concat()
    })
}

/// Rules that lead to the site's own files.
pub(super) fn linked(root: &str) -> String {
    FACES.map(|(name, weight)| face(&format!("{root}{name}"), weight)).concat()
}

fn face(address: &str, weight: u32) -> String {
    format!("@font-face{{font-family:Inter;font-weight:{weight};src:url({address}) format('woff2')}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_are_carried() {
        assert_eq!(carried().matches("base64,d09GMg").count(), 2);
        assert!(linked("../").contains("url(../fonts/Inter-SemiBold.woff2)"));
    }
}

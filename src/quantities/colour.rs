//! Colours as they are typed and printed.

/// A colour of 8 bits a channel: red, green, blue in sRGB.
pub type Rgb = [u8; 3];

/// Reads `#1a5f95`, `#fff`, or either without its `#`.
#[must_use]
pub fn read_colour(typed: &str) -> Option<Rgb> {
    let typed = typed.trim();
    let digits = typed.strip_prefix('#').unwrap_or(typed);
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, r, g, b] = number.to_be_bytes();
    match digits.len() {
        6 => Some([r, g, b]),
        // Each digit stands for two.
        3 => Some([g & 0x0F, b >> 4, b & 0x0F].map(|digit| digit * 0x11)),
        _ => None,
    }
}

/// `#1a5f95`
#[must_use]
pub fn print_colour([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints_and_nothing_else() {
        for typed in ["#1a5f95", "1A5F95", " #1A5f95 "] {
            assert_eq!(read_colour(typed).map(print_colour).as_deref(), Some("#1a5f95"));
        }
        assert_eq!(read_colour("#0af"), Some([0x00, 0xAA, 0xFF]));
        for typed in ["", "#", "blue", "#12345", "#1a5f95ff", "+1a5f9", "#ärger", "rgb(1,2,3)"] {
            assert_eq!(read_colour(typed), None, "{typed}");
        }
    }
}

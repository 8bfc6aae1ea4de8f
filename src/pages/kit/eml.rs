//! The mail as a draft that mail programs open: one multipart message, without clock and without chance.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::quantities::Moment;

/// Longest line of an encoded body, after RFC 2045.
const LINE: usize = 76;
/// Bytes of text in one encoded word, so that with its frame it stays below 75 characters.
const WORD: usize = 42;

/// A draft with the same content as text and as HTML. Lines end in CRLF.
pub(super) fn draft(subject: &str, at: Moment, slug: &str, text: &str, html: &str) -> String {
    // Base64 has no `=` followed by `_`: the boundary cannot stand in a part.
    let boundary = format!("=_shortfall_{slug}");
    let mut mail = format!(
        "X-Unsent: 1\r\nSubject: {}\r\nDate: {}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n",
        encoded_words(subject),
        date(at)
    );
    for (kind, body) in [("plain", text), ("html", html)] {
        mail += &format!(
            "--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        );
        mail += &folded(body);
    }
    mail + &format!("--{boundary}--\r\n")
}

/// `Fri, 24 Apr 2026 09:00:00 +0000`: the snapshot's moment, noon where only the day is known.
fn date(at: Moment) -> String {
    let (hour, minute) = at.time().map_or((12, 0), |time| (time.hour(), time.minute()));
    at.date().at(hour, minute, 0, 0).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

fn folded(body: &str) -> String {
    let encoded = STANDARD.encode(body.replace('\n', "\r\n"));
    let mut lines = String::with_capacity(encoded.len() * 39 / 38);
    for (at, c) in encoded.chars().enumerate() {
        if at > 0 && at % LINE == 0 {
            lines += "\r\n";
        }
        lines.push(c);
    }
    lines + "\r\n"
}

/// A header's text after RFC 2047, cut between characters.
fn encoded_words(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + c.len_utf8() <= WORD => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect::<Vec<_>>().join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_a_mail_of_two_parts() {
        let mail = draft("43,500 ETH — “x”", "2026-04-24T09:00Z".parse().unwrap(), "2026-04-24", "a\n", "<p>ä</p>\n");
        assert!(mail.contains("\r\nDate: Fri, 24 Apr 2026 09:00:00 +0000\r\n"), "{mail}");
        assert!(mail.lines().all(|line| line.len() <= 998) && !mail.replace("\r\n", "").contains('\n'));
        assert_eq!(mail.matches("--=_shortfall_2026-04-24").count(), 3);
        assert!(mail.contains(&STANDARD.encode("<p>ä</p>\r\n")));
    }

    #[test]
    fn long_subjects_fold_between_characters() {
        let words = encoded_words(&"ä€".repeat(40));
        assert!(words.split("\r\n ").count() > 3);
        for word in words.split("\r\n ") {
            let inner = word.strip_prefix("=?utf-8?B?").unwrap().strip_suffix("?=").unwrap();
            assert!(word.len() <= 75 && String::from_utf8(STANDARD.decode(inner).unwrap()).is_ok());
        }
    }
}

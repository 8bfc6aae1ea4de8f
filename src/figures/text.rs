//! Text that knows its width: measured with the bundled fonts, by the shaper that also draws the pictures.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use unicode_normalization::UnicodeNormalization as _;

/// The bundled faces: bytes of `Inter` 400 and 600.
pub(crate) const FACES: [&[u8]; 2] =
    [include_bytes!("../../assets/fonts/Inter-Regular.ttf"), include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")];

/// Size in CSS pixels, and weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Type {
    /// CSS pixels.
    pub(crate) size: f64,
    /// 600 instead of 400.
    pub(crate) bold: bool,
}

impl Type {
    /// Weight 400.
    pub(crate) const fn plain(size: f64) -> Self {
        Self { size, bold: false }
    }

    /// Weight 600.
    pub(crate) const fn bold(size: f64) -> Self {
        Self { size, bold: true }
    }

    /// Distance between baselines.
    pub(crate) fn leading(self) -> f64 {
        (self.size * 1.3).round()
    }

    /// From the middle of the figures' height to the baseline.
    pub(crate) fn half(self) -> f64 {
        self.size * 0.36
    }
}

struct Face {
    font: FontRef<'static>,
    data: ShaperData,
    units: f64,
}

/// Loaded once for the process. A face that cannot be read measures as nothing; a test holds that both can.
fn faces() -> &'static [Option<Face>; 2] {
    static LOADED: OnceLock<[Option<Face>; 2]> = OnceLock::new();
    LOADED.get_or_init(|| {
        FACES.map(|bytes| {
            let font = FontRef::new(bytes).ok()?;
            let data = ShaperData::new(&font);
            let units = f64::from(data.shaper(&font).build().units_per_em());
            Some(Face { font, data, units })
        })
    })
}

/// The face of a weight.
pub(crate) fn font(bold: bool) -> Option<&'static FontRef<'static>> {
    faces()[usize::from(bold)].as_ref().map(|face| &face.font)
}

/// A text as the shaper sets it, in ems.
#[derive(Debug, Default)]
pub(crate) struct Shaped {
    pub(crate) width: f64,
    /// Each glyph with the distance of its origin from that of the text, all on one line.
    pub(crate) glyphs: Vec<(u32, f32)>,
}

fn shape(text: &str, bold: bool) -> Shaped {
    let Some(face) = &faces()[usize::from(bold)] else { return Shaped::default() };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let glyphs = face.data.shaper(&face.font).build().shape(buffer, ShapeOptions::new());
    let mut shaped = Shaped::default();
    for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
        let at = shaped.width + f64::from(position.x_offset) / face.units;
        shaped.glyphs.push((info.glyph_id, at as f32));
        shaped.width += f64::from(position.x_advance) / face.units;
    }
    shaped
}

/// Texts that are remembered before all of them are forgotten: some hundred charts have fewer.
const REMEMBERED: usize = 8_000;

thread_local! {
    /// Texts as they are shaped, by face. Shaping is half the work of a drawing, and breaking lines asks for the same
    /// words again and again, in one chart and in the next.
    static SHAPED: RefCell<[BTreeMap<Box<str>, Rc<Shaped>>; 2]> = const { RefCell::new([BTreeMap::new(), BTreeMap::new()]) };
}

/// The text as it is drawn.
pub(crate) fn shaped(text: &str, bold: bool) -> Rc<Shaped> {
    SHAPED.with_borrow_mut(|faces| {
        let known = &mut faces[usize::from(bold)];
        if let Some(shaped) = known.get(text) {
            return Rc::clone(shaped);
        }
        let shaped = Rc::new(shape(&drawable(text), bold));
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(text.into(), Rc::clone(&shaped));
        shaped
    })
}

/// Width in CSS pixels of the text as it is drawn.
pub(crate) fn width(text: &str, kind: Type) -> f64 {
    shaped(text, kind.bold).width * kind.size
}

/// Composed form: the fonts have letters with accents, but no accents of their own.
pub(crate) fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// The first character of the text, once composed, that a chart could not draw.
#[must_use]
pub fn undrawable(text: &str) -> Option<char> {
    composed(text).chars().find(|c| is_missing(*c))
}

/// Whether one of the faces has no glyph for it. What is never seen, such as a joiner, is not missed.
fn is_missing(c: char) -> bool {
    let has_gap = |bold| shape(c.encode_utf8(&mut [0; 4]), bold).glyphs.iter().any(|(glyph, _)| *glyph == 0);
    has_gap(false) || has_gap(true)
}

/// What is drawn for a character that the fonts do not have, so that no empty box ever is.
#[must_use]
pub(crate) fn stand_in() -> char {
    static SIGN: OnceLock<char> = OnceLock::new();
    let replacement = char::REPLACEMENT_CHARACTER;
    *SIGN.get_or_init(|| if is_missing(replacement) { '?' } else { replacement })
}

/// The text as it is drawn: composed, a space for what controls, [`stand_in`] for what the fonts do not have.
pub(crate) fn drawable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let drawn = |c: char| match c {
        ' '..='~' => c,
        c if c.is_control() => ' ',
        c if is_missing(c) => stand_in(),
        c => c,
    };
    Cow::Owned(text.nfc().map(drawn).collect())
}

/// A space where a language wants no line to end.
const NO_BREAK: char = '\u{a0}';

/// Breaks at spaces into lines no wider than `room`, but not within an amount or a date that fits a line; a
/// word wider than that is shortened.
pub(crate) fn wrap(text: &str, kind: Type, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let whole = |phrase: &&str| width(phrase, kind) <= room;
    let words = phrases(text)
        .into_iter()
        .flat_map(|phrase| if whole(&phrase) { vec![phrase] } else { phrase.split([' ', NO_BREAK]).collect() });
    for word in words {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if width(&longer, kind) <= room => *line = longer,
            _ => lines.push(fit(word, kind, room)),
        }
    }
    lines
}

/// Words, but amounts with their unit and dates in one piece: `25,400 ETH`, `28 million USD`, `21 Apr 2026`.
fn phrases(text: &str) -> Vec<&str> {
    let mut phrases: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for word in text.split(' ') {
        let end = start + word.len();
        match phrases.last_mut() {
            Some((first, last)) if *last + 1 == start && goes_on(&text[*first..*last], word) => *last = end,
            _ if word.is_empty() => {}
            _ => phrases.push((start, end)),
        }
        start = end + 1;
    }
    phrases.into_iter().map(|(first, last)| &text[first..last]).collect()
}

/// Whether a word belongs to the figure before it.
fn goes_on(phrase: &str, word: &str) -> bool {
    let is_number = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let is_unit = |word: &str| word.contains(|c: char| c.is_uppercase());
    match phrase.split_once(' ') {
        None if phrase.contains(NO_BREAK) => {
            let is_amount = phrase.starts_with(|c: char| c.is_ascii_digit()) && !is_number(phrase);
            is_amount && is_unit(word)
        }
        None => is_number(phrase) && (is_unit(word) || word.ends_with("illion")),
        Some((_, second)) if second.ends_with("illion") => is_unit(word),
        Some((day, _)) => {
            let year = word.trim_end_matches([',', ';', ':', '.', ')']);
            day.len() <= 2 && year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())
        }
    }
}

/// The same number of lines as [`wrap`], about equally long: for titles, so that no word is left alone.
pub(crate) fn balanced(text: &str, kind: Type, room: f64) -> Vec<String> {
    let lines = wrap(text, kind, room);
    let cuts = |lines: &[String]| lines.concat().matches('…').count();
    let (mut narrow, mut wide) = (room / lines.len().max(1) as f64, room);
    while wide - narrow > 1.0 {
        let middle = f64::midpoint(narrow, wide);
        let fewer_breaks = wrap(text, kind, middle);
        let whole = fewer_breaks.len() <= lines.len() && cuts(&fewer_breaks) <= cuts(&lines);
        if whole { wide = middle } else { narrow = middle }
    }
    wrap(text, kind, wide)
}

/// Sets items with ` · ` between them; a line ends between items, within one only if it is longer than a line.
pub(crate) fn wrap_items(items: &[String], kind: Type, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        let longer = lines.last().map(|line| format!("{line} · {item}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if width(&longer, kind) <= room => *line = longer,
            _ => lines.extend(wrap(item, kind, room)),
        }
    }
    lines
}

/// At most `most` lines; what is left over is shortened into the last one. Says whether anything was lost.
pub(crate) fn wrap_within(text: &str, kind: Type, room: f64, most: usize) -> (Vec<String>, bool) {
    let mut lines = wrap(text, kind, room);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, kind, room));
        return (lines, true);
    }
    let lost = lines.iter().any(|line| line.contains('…')) && !text.contains('…');
    (lines, lost)
}

/// At most `most` lines; what is left over is replaced by an ellipsis behind the last whole word that fits.
/// Says whether anything was.
pub(crate) fn wrap_head(text: &str, kind: Type, room: f64, most: usize) -> (Vec<String>, bool) {
    let mut lines = wrap(text, kind, room);
    if lines.len() <= most {
        return (lines, false);
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        let ended = |line: &str| format!("{}…", line.trim_end_matches([' ', ',', ';', ':', '(', '·', '…', '–', '+']));
        while width(&ended(last), kind) > room {
            // A word as wide as the line loses its end.
            let end = last.rfind(' ').or_else(|| last.char_indices().next_back().map(|(at, _)| at)).unwrap_or(0);
            last.truncate(end);
        }
        *last = ended(last);
    }
    (lines, true)
}

/// The text, or its two ends around an ellipsis, no wider than `room`.
pub(crate) fn fit(text: &str, kind: Type, room: f64) -> String {
    if width(text, kind) <= room {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let cut = |kept: usize| -> String {
        let (head, tail) = (kept.div_ceil(2), kept / 2);
        let head: String = chars[..head].iter().collect();
        let tail: String = chars[chars.len() - tail..].iter().collect();
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    // Widths grow with what is kept, so the longest that fits is found by halving.
    let (mut fits, mut too_wide) = (0, chars.len());
    while fits + 1 < too_wide {
        let middle = usize::midpoint(fits, too_wide);
        if width(&cut(middle), kind) <= room { fits = middle } else { too_wide = middle }
    }
    cut(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        assert!(faces().iter().all(Option::is_some));
        // Tabular figures: every digit is as wide as every other.
        let digits: Vec<f64> = "0123456789".chars().map(|c| width(&c.to_string(), Type::plain(100.0))).collect();
        assert!(digits.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-9), "{digits:?}");
        assert!(width("Shortfall", Type::bold(16.0)) > width("Shortfall", Type::plain(16.0)));
        assert!((width("AV", Type::plain(16.0)) - 2.0 * width("A", Type::plain(16.0))).abs() > 0.1);
        assert!((width("", Type::plain(16.0))).abs() < 1e-9);
    }

    #[test]
    fn lines_stay_inside_their_room() {
        let kind = Type::plain(13.0);
        let text = "Pledges cover 63.1% of the shortfall; 8.7% is firm and antidisestablishmentarianismically long";
        for room in [40.0, 90.0, 200.0] {
            assert!(wrap(text, kind, room).iter().all(|line| width(line, kind) <= room), "{room}");
            let (lines, lost) = wrap_within(text, kind, room, 2);
            assert!(lines.len() <= 2 && lost && lines.iter().all(|line| width(line, kind) <= room));
        }
        assert_eq!(wrap(text, kind, 2000.0).join(" "), text);
    }

    #[test]
    fn items_are_not_torn_apart_and_titles_are_even() {
        let kind = Type::plain(12.0);
        let items = ["Source: DeFi United", "as of 24 Apr 2026", "at least: 3 amounts undisclosed"].map(String::from);
        let lines = wrap_items(&items, kind, 260.0);
        assert_eq!(lines, ["Source: DeFi United · as of 24 Apr 2026", "at least: 3 amounts undisclosed"]);
        let title = "All pledges exceed the shortfall by 470 ETH; firm ones leave";
        let (even, ragged) = (balanced(title, kind, 330.0), wrap(title, kind, 330.0));
        assert_eq!((even.len(), ragged.len()), (2, 2));
        assert!(width(&even[1], kind) > width(&ragged[1], kind) && even.join(" ") == title);
    }

    #[test]
    fn amounts_and_dates_stay_in_one_piece() {
        assert_eq!(
            phrases("On 21 Apr 2026 28 million USD of 25,400 stETH  stand in 3 parts"),
            ["On", "21 Apr 2026", "28 million USD", "of", "25,400 stETH", "stand", "in", "3", "parts"]
        );
        assert_eq!(
            phrases("24.\u{a0}Apr.\u{a0}2026 Zusagen \u{fc}ber 28\u{a0}Mio. USD"),
            ["24.\u{a0}Apr.\u{a0}2026", "Zusagen", "\u{fc}ber", "28\u{a0}Mio. USD"]
        );
        let kind = Type::plain(12.0);
        assert_eq!(
            wrap("pledged on 21 Apr 2026", kind, width("pledged on 21 Apr", kind)),
            ["pledged on", "21 Apr 2026"]
        );
        let narrow = width("21 Apr", kind);
        assert_eq!(wrap("21 Apr 2026", kind, narrow), ["21 Apr", "2026"]);
        assert_eq!(wrap("21\u{a0}Apr\u{a0}2026", kind, narrow), ["21 Apr", "2026"]);
    }

    #[test]
    fn a_long_name_keeps_both_ends() {
        let kind = Type::plain(13.0);
        let short = fit("Decentralised Emergency Response Collective of Upper Silesia", kind, 180.0);
        assert!(short.starts_with("Decent") && short.ends_with("Silesia") && short.contains('…'), "{short}");
    }

    #[test]
    fn characters_without_a_glyph_are_found() {
        assert_eq!(undrawable("Łódź – café, 5 × ≥ 3 €"), None);
        assert_eq!(undrawable("cafe\u{301}"), None);
        assert_eq!(undrawable("Aave 救援"), Some('救'));
        let ascii: String = (' '..='~').collect();
        assert_eq!(undrawable(&ascii), None);
        // A joiner, a variation selector, a soft hyphen and a zero-width space are never seen.
        assert_eq!(undrawable("a\u{200d}b\u{fe0f}c\u{ad}d\u{200b}"), None);
    }

    #[test]
    fn what_is_drawn_has_a_glyph() {
        assert_eq!(undrawable(&stand_in().to_string()), None);
        let sign = stand_in();
        assert_eq!(drawable("Aave 救援, cafe\u{301}\u{7}"), format!("Aave {sign}{sign}, café "));
        assert_eq!(drawable("plain"), "plain");
        let kind = Type::plain(13.0);
        assert!((width("日本", kind) - width(&format!("{sign}{sign}"), kind)).abs() < 1e-9);
    }

    #[test]
    fn an_ellipsis_ends_what_is_cut() {
        let kind = Type::plain(13.0);
        let text = "Bad debt of the lending market, as of the day of the exploit (before any liquidation)";
        for room in [30.0, 90.0, 160.0, 240.0] {
            let (lines, lost) = wrap_head(text, kind, room, 2);
            assert!(lost && lines.len() == 2 && lines.iter().all(|line| width(line, kind) <= room), "{lines:?}");
            assert!(lines[1].ends_with('…') && !lines[1].contains(",…") && !lines[1].contains(" …"), "{lines:?}");
        }
        assert_eq!(wrap_head(text, kind, 300.0, 9), (wrap(text, kind, 300.0), false));
    }
}

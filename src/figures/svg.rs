//! Writes a drawing as SVG: no colours but those of its style, no numbers finer than a sixteenth of a pixel.

use std::fmt::{self, Write as _};

use super::scene::{
    Anchor, DOT, Fill, Filling, HALO, HATCHING, HATCHING_WIDTH, Mark, Pattern, STEPS, Scene, Setting, Stroke, Words,
};
use super::text::composed;
use super::theme::Look;

impl Scene {
    /// The whole SVG: accessible, without scripts and without `style` attributes.
    #[must_use]
    pub fn svg(&self, look: Look) -> String {
        let Self { id, name, .. } = self;
        let (width, height) = (Num(self.width), Num(self.height));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"f-fig f-{name}\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{described}</desc>{style}",
            title = escape(&self.title),
            described = escape(&self.described),
            style = self.colours.style_of(look),
        );
        let mut writer = Writer { out: &mut out, id };
        for pattern in Pattern::ALL.into_iter().filter(|pattern| self.has(*pattern)) {
            writer.pattern(pattern);
        }
        writer.put(format_args!("<rect class=\"f-ground f-paper\" width=\"{width}\" height=\"{height}\"/>"));
        writer.marks(&self.marks);
        writer.put(format_args!("</svg>\n"));
        out
    }

    fn has(&self, pattern: Pattern) -> bool {
        self.marks.iter().any(|mark| match mark {
            Mark::Rectangle(_, filling) | Mark::Polygon(_, filling) | Mark::Circle(.., filling) => {
                filling.fill == Fill::Pattern(pattern)
            }
            _ => false,
        })
    }
}

/// Marks as they stand in a drawing of that id.
#[cfg(test)]
pub(crate) fn written(marks: &[Mark], id: &str) -> String {
    let mut out = String::new();
    Writer { out: &mut out, id }.marks(marks);
    out
}

struct Writer<'a> {
    out: &'a mut String,
    /// Begins every id.
    id: &'a str,
}

impl Writer<'_> {
    fn put(&mut self, svg: fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(svg);
    }

    fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            self.mark(mark);
        }
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Open(class) => self.put(format_args!("<g class=\"{class}\">")),
            Mark::Close => self.put(format_args!("</g>")),
            Mark::Line(points, stroke) => {
                let (ink, points) = (stroke.ink.name(), Points(points));
                self.put(format_args!("<path class=\"s-{ink}\"{} fill=\"none\" d=\"{points}\"/>", Edge(stroke)));
            }
            Mark::Rectangle(area, filling) => {
                self.put(format_args!("<rect "));
                self.filling(filling);
                let (x, y, w, h) = (Num(area.x), Num(area.y), Num(area.w), Num(area.h));
                self.put(format_args!(" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/>"));
            }
            Mark::Polygon(points, filling) => {
                self.put(format_args!("<path "));
                self.filling(filling);
                self.put(format_args!(" d=\"{}Z\"/>", Points(points)));
            }
            Mark::Circle((x, y), radius, filling) => {
                self.put(format_args!("<circle "));
                self.filling(filling);
                self.put(format_args!(" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", Num(*x), Num(*y), Num(*radius)));
            }
            Mark::Text { at, anchor, words, setting } => self.text(*at, *anchor, words, setting),
        }
    }

    fn filling(&mut self, filling: &Filling) {
        let (fill, edge) = (filling.fill, filling.edge.as_ref());
        let filled = if let Fill::Solid(ink) = fill { Some(("f-", ink)) } else { None };
        let stroked = edge.map(|edge| ("s-", edge.ink));
        self.put(format_args!("class=\""));
        for (i, (kind, ink)) in filled.into_iter().chain(stroked).enumerate() {
            self.put(format_args!("{}{kind}{}", if i == 0 { "" } else { " " }, ink.name()));
        }
        self.put(format_args!("\""));
        match fill {
            Fill::Solid(_) => {}
            Fill::Nothing => self.put(format_args!(" fill=\"none\"")),
            Fill::Pattern(pattern) => {
                let id = self.id;
                self.put(format_args!(" fill=\"url(#{id}-{})\"", pattern.name()));
            }
        }
        if let Some(edge) = edge {
            self.put(format_args!("{}", Edge(edge)));
        }
    }

    fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, words: &[Words], setting: &Setting) {
        let Some(first) = words.first() else { return };
        let (x, y, size) = (Num(x), Num(y), Num(first.kind.size));
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        match setting {
            Setting::Plain(whole) => {
                self.put(format_args!("<text {} font-size=\"{size}\"{anchor} x=\"{x}\" y=\"{y}\">", Class(first)));
                if let Some(whole) = whole {
                    self.put(format_args!("<title>{}</title>", escape(whole)));
                }
                self.put(format_args!("{}</text>", escape(&first.text)));
            }
            Setting::Wide(wide) => self.put(format_args!(
                "<text {} font-size=\"{size}\" x=\"{x}\" y=\"{y}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">\
                 {}</text>",
                Class(first),
                Num(*wide),
                escape(&first.text)
            )),
            Setting::Mixed | Setting::Haloed => {
                self.put(format_args!("<text"));
                if *setting == Setting::Haloed {
                    let halo = Num(HALO);
                    self.put(format_args!(
                        " class=\"s-ground\" stroke-width=\"{halo}\" stroke-linejoin=\"round\" paint-order=\"stroke\""
                    ));
                }
                // The spaces take the size of the first words, as `Run::width` takes them.
                self.put(format_args!(" font-size=\"{size}\"{anchor} x=\"{x}\" y=\"{y}\">"));
                for (i, words) in words.iter().enumerate() {
                    let (space, size) = (if i == 0 { "" } else { " " }, Num(words.kind.size));
                    let text = escape(&words.text);
                    self.put(format_args!("{space}<tspan {} font-size=\"{size}\">{text}</tspan>", Class(words)));
                }
                self.put(format_args!("</text>"));
            }
        }
    }

    fn pattern(&mut self, pattern: Pattern) {
        let (id, name, side, ink) = (self.id, pattern.name(), pattern.side(), pattern.ink().name());
        self.put(format_args!(
            "<defs><pattern id=\"{id}-{name}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\">"
        ));
        match pattern {
            Pattern::Hatch => {
                let [one, two, three] = &HATCHING;
                let (one, two, three) = (Points(one), Points(two), Points(three));
                let width = Num(HATCHING_WIDTH);
                self.put(format_args!("<path class=\"s-{ink}\" stroke-width=\"{width}\" d=\"{one}{two}{three}\"/>"));
            }
            Pattern::Dots => {
                let (middle, radius) = (Num(f64::from(side) / 2.0), Num(DOT));
                self.put(format_args!("<circle class=\"f-{ink}\" cx=\"{middle}\" cy=\"{middle}\" r=\"{radius}\"/>"));
            }
        }
        self.put(format_args!("</pattern></defs>"));
    }
}

/// The width and dashes of a stroke, as attributes.
struct Edge<'a>(&'a Stroke);

impl fmt::Display for Edge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, " stroke-width=\"{}\"", Num(self.0.width))?;
        match self.0.dash {
            Some((on, off)) => write!(f, " stroke-dasharray=\"{} {}\"", Num(on), Num(off)),
            None => Ok(()),
        }
    }
}

/// Ink and weight of words, as an attribute.
struct Class<'a>(&'a Words);

impl fmt::Display for Class<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "class=\"f-{}{}\"", self.0.ink.name(), if self.0.kind.bold { " f-b" } else { "" })
    }
}

/// Path data through points.
struct Points<'a>(&'a [(f64, f64)]);

impl fmt::Display for Points<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (x, y)) in self.0.iter().enumerate() {
            write!(f, "{}{} {}", if i == 0 { 'M' } else { 'L' }, Num(*x), Num(*y))?;
        }
        Ok(())
    }
}

/// Text as XML content or attribute value, composed; characters that XML cannot carry are dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in composed(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// A coordinate: a multiple of 1/16, printed with at most two decimals.
struct Num(f64);

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sixteenths = (self.0 * STEPS).round() as i64;
        let hundredths = (sixteenths * 100 + 8).div_euclid(16);
        let (sign, whole, rest) =
            (if hundredths < 0 { "-" } else { "" }, hundredths.abs() / 100, hundredths.abs() % 100);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ if rest % 10 == 0 => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short() {
        for (value, printed) in [
            (0.0, "0"),
            (12.0, "12"),
            (0.5, "0.5"),
            (-0.5, "-0.5"),
            (1.0 / 16.0, "0.06"),
            (7.984, "8"),
            (-3.25, "-3.25"),
        ] {
            assert_eq!(Num(value).to_string(), printed);
        }
    }

    #[test]
    fn text_cannot_break_out() {
        assert_eq!(escape("a<b & \"c\"\u{7}>e\u{301}"), "a&lt;b &amp; &quot;c&quot; &gt;é");
    }
}

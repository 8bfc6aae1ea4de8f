//! Writes SVG: marks and texts with a meaning, no colours and no numbers finer than a sixteenth of a pixel.
//!
//! What plotters draws ends up in the same text, see [`super::plot`].

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;

use super::text::{Type, composed, drawable, width};
use super::theme::Ink;

/// Steps a CSS pixel has: plotters counts in whole ones.
pub(crate) const STEPS: f64 = 16.0;

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    /// Left edge.
    pub(crate) x: f64,
    /// Upper edge.
    pub(crate) y: f64,
    /// Width.
    pub(crate) w: f64,
    /// Height.
    pub(crate) h: f64,
}

impl Area {
    /// From its left, upper edge and size.
    pub(crate) const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// Right edge.
    pub(crate) fn right(self) -> f64 {
        self.x + self.w
    }

    /// Lower edge.
    pub(crate) fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// Without so much on each side: left, top, right, bottom.
    pub(crate) fn inset(self, left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self::new(self.x + left, self.y + top, (self.w - left - right).max(1.0), (self.h - top - bottom).max(1.0))
    }
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

impl Anchor {
    const fn attribute(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Middle => " text-anchor=\"middle\"",
            Self::End => " text-anchor=\"end\"",
        }
    }
}

/// Words of one setting within a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    /// The words.
    pub(crate) text: &'a str,
    /// Their size and weight.
    pub(crate) kind: Type,
    /// Their colour role.
    pub(crate) ink: Ink,
}

impl<'a> Run<'a> {
    /// Words of one setting.
    pub(crate) const fn new(text: &'a str, kind: Type, ink: Ink) -> Self {
        Self { text, kind, ink }
    }

    /// Width of a line of runs in CSS pixels.
    pub(crate) fn width(runs: &[Self]) -> f64 {
        let space = runs.first().map_or(0.0, |run| width(" ", Type::plain(run.kind.size)));
        runs.iter().map(|run| width(run.text, run.kind) + space).sum::<f64>() - space
    }
}

/// A stroke: ink, width in pixels, and whether it is dashed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stroke {
    /// Colour role.
    pub(crate) ink: Ink,
    /// CSS pixels.
    pub(crate) width: f64,
    /// Lengths of dash and gap.
    pub(crate) dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A continuous line.
    pub(crate) const fn solid(ink: Ink, width: f64) -> Self {
        Self { ink, width, dash: None }
    }

    /// A dashed line.
    pub(crate) const fn dashed(ink: Ink, width: f64, on: f64, off: f64) -> Self {
        Self { ink, width, dash: Some((on, off)) }
    }

    fn attributes(self) -> String {
        let mut out = format!("class=\"s-{}\" stroke-width=\"{}\"", self.ink.name(), Num(self.width));
        if let Some((on, off)) = self.dash {
            let _ = write!(out, " stroke-dasharray=\"{} {}\"", Num(on), Num(off));
        }
        out
    }
}

/// The SVG text under construction; clones write into the same text.
#[derive(Clone)]
pub(crate) struct Canvas {
    out: Rc<RefCell<String>>,
    id: Rc<str>,
}

impl Canvas {
    /// An empty canvas; `id` begins every id in it.
    pub(crate) fn new(id: &str) -> Self {
        Self { out: Rc::default(), id: id.into() }
    }

    /// What was drawn.
    pub(crate) fn finish(&self) -> String {
        self.out.take()
    }

    /// Writes a piece of SVG as it stands.
    pub(crate) fn put(&self, svg: &str) {
        self.out.borrow_mut().push_str(svg);
    }

    /// How an ink fills a shape: solid, hatched, or as an outline that is left empty.
    pub(crate) fn fill(&self, ink: Ink) -> String {
        let name = ink.name();
        match ink {
            Ink::Approved => format!("class=\"f-{name} s-committed\" stroke-width=\"1\""),
            Ink::Proposed => format!("class=\"s-{name}\" fill=\"url(#{}-hatch)\" stroke-width=\"1\"", self.id),
            Ink::Expressed => format!("class=\"s-{name}\" fill=\"none\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\""),
            Ink::Recovered => format!("class=\"s-{name}\" fill=\"url(#{}-dots)\" stroke-width=\"1\"", self.id),
            Ink::Gap => format!("class=\"s-{name}\" fill=\"none\" stroke-width=\"1.25\""),
            _ => format!("class=\"f-{name}\""),
        }
    }

    /// The hatch of proposed money, 45°, one for each drawing.
    pub(crate) fn hatch(&self) {
        self.put(&format!(
            "<defs><pattern id=\"{}-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <path class=\"s-proposed\" stroke-width=\"1.75\" d=\"M-1.5 1.5L1.5 -1.5M-1 7L7 -1M4.5 7.5L7.5 4.5\"/>\
             </pattern></defs>",
            self.id
        ));
    }

    /// The dots of what came back, one for each drawing.
    pub(crate) fn dots(&self) {
        self.put(&format!(
            "<defs><pattern id=\"{}-dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\
             <circle class=\"f-recovered\" cx=\"2.5\" cy=\"2.5\" r=\"1.25\"/></pattern></defs>",
            self.id
        ));
    }

    /// A filled rectangle. Shapes with an edge keep it inside.
    pub(crate) fn rect(&self, area: Area, ink: Ink) {
        let edge: f64 = match ink {
            Ink::Approved | Ink::Proposed | Ink::Recovered => 0.5,
            Ink::Expressed => 0.75,
            Ink::Gap => 0.625,
            _ => 0.0,
        };
        let edge = edge.min(area.w / 2.0).min(area.h / 2.0);
        let inner = area.inset(edge, edge, edge, edge);
        let (w, h) = ((area.w - 2.0 * edge).max(0.0), (area.h - 2.0 * edge).max(0.0));
        self.put(&format!(
            "<rect {} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            self.fill(ink),
            Num(inner.x),
            Num(inner.y),
            Num(w),
            Num(h)
        ));
    }

    /// Straight lines from point to point.
    pub(crate) fn path(&self, points: &[(f64, f64)], stroke: Stroke) {
        self.put(&format!("<path {} fill=\"none\" d=\"{}\"/>", stroke.attributes(), steps(points, false)));
    }

    /// One straight line; upright and level ones are snapped to half pixels.
    pub(crate) fn line(&self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let snap = |v: f64| v.floor() + 0.5;
        let level = (from.1 - to.1).abs() < 1e-6;
        let upright = (from.0 - to.0).abs() < 1e-6;
        let snapped = |(x, y): (f64, f64)| (if upright { snap(x) } else { x }, if level { snap(y) } else { y });
        self.path(&[snapped(from), snapped(to)], stroke);
    }

    /// A dot with a rim of ground colour.
    pub(crate) fn dot(&self, (x, y): (f64, f64), radius: f64, ink: Ink) {
        let (x, y, radius, name) = (Num(x), Num(y), Num(radius), ink.name());
        self.put(&format!(
            "<circle class=\"f-{name} s-ground\" stroke-width=\"1.5\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
        ));
    }

    /// A line of text; `at` is on its baseline.
    pub(crate) fn text(&self, at: (f64, f64), anchor: Anchor, kind: Type, ink: Ink, text: &str) {
        self.text_of(at, anchor, kind, ink, text, None);
    }

    /// A line of text as wide as the bundled font makes it, whatever the reader's program has instead: for a drawing
    /// that has no room to spare.
    pub(crate) fn text_as_wide(&self, (x, y): (f64, f64), kind: Type, ink: Ink, text: &str) {
        let (name, bold) = (ink.name(), if kind.bold { " f-b" } else { "" });
        let (size, x, y, wide, text) = (Num(kind.size), Num(x), Num(y), Num(width(text, kind)), drawable(text));
        self.put(&format!(
            "<text class=\"f-{name}{bold}\" font-size=\"{size}\" x=\"{x}\" y=\"{y}\" textLength=\"{wide}\" \
             lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            escape(&text)
        ));
    }

    /// A line of differently set words, a space between them.
    pub(crate) fn runs(&self, at: (f64, f64), anchor: Anchor, runs: &[Run<'_>]) {
        self.write_runs(at, anchor, runs, "");
    }

    /// The same where a line may pass behind: the words keep a rim of ground around them.
    pub(crate) fn haloed(&self, at: (f64, f64), anchor: Anchor, runs: &[Run<'_>]) {
        let halo = " class=\"s-ground\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
        self.write_runs(at, anchor, runs, halo);
    }

    fn write_runs(&self, (x, y): (f64, f64), anchor: Anchor, runs: &[Run<'_>], halo: &str) {
        let spans: Vec<String> = runs
            .iter()
            .map(|run| {
                let (name, bold) = (run.ink.name(), if run.kind.bold { " f-b" } else { "" });
                let size = Num(run.kind.size);
                format!("<tspan class=\"f-{name}{bold}\" font-size=\"{size}\">{}</tspan>", escape(&drawable(run.text)))
            })
            .collect();
        // The spaces take the size of the first run, as `Run::width` takes them.
        let size = Num(runs.first().map_or(12.0, |run| run.kind.size));
        let (anchor, x, y, spans) = (anchor.attribute(), Num(x), Num(y), spans.join(" "));
        self.put(&format!("<text{halo} font-size=\"{size}\"{anchor} x=\"{x}\" y=\"{y}\">{spans}</text>"));
    }

    /// A line of text that stands for a longer one, which a pointer shows.
    pub(crate) fn text_of(
        &self,
        (x, y): (f64, f64),
        anchor: Anchor,
        kind: Type,
        ink: Ink,
        text: &str,
        whole: Option<&str>,
    ) {
        let anchor = anchor.attribute();
        let (name, bold) = (ink.name(), if kind.bold { " f-b" } else { "" });
        let title = whole.map(|whole| format!("<title>{}</title>", escape(whole))).unwrap_or_default();
        self.put(&format!(
            "<text class=\"f-{name}{bold}\" font-size=\"{}\"{anchor} x=\"{}\" y=\"{}\">{title}{}</text>",
            Num(kind.size),
            Num(x),
            Num(y),
            escape(&drawable(text))
        ));
    }
}

/// Path data through points.
pub(crate) fn steps(points: &[(f64, f64)], closed: bool) -> String {
    let mut out = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{} {}", if i == 0 { 'M' } else { 'L' }, Num(*x), Num(*y));
    }
    if closed {
        out.push('Z');
    }
    out
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
pub(crate) struct Num(pub(crate) f64);

impl std::fmt::Display for Num {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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

    #[test]
    fn an_edge_stays_inside_its_shape() {
        let canvas = Canvas::new("x");
        canvas.rect(Area::new(10.0, 10.0, 20.0, 20.0), Ink::Approved);
        assert!(canvas.finish().ends_with("x=\"10.5\" y=\"10.5\" width=\"19\" height=\"19\"/>"));
    }
}

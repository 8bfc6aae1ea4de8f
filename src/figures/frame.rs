//! What surrounds every chart: title, subtitle, footer, and the text alternative.

use super::canvas::{Anchor, Area, Canvas, Num, escape};
use super::layout::Layout;
use super::plot::Drawn;
use super::text::{Type, balanced, wrap, wrap_items};
use super::theme::{Ink, Look, style_of};
use crate::diagnostics::Diagnostic;

/// The words around a drawing.
pub(crate) struct Frame<'a> {
    /// Begins every id in the drawing, so that many can stand on one page.
    pub(crate) id: &'a str,
    /// The takeaway sentence.
    pub(crate) title: &'a str,
    /// Measure, unit, basis.
    pub(crate) subtitle: &'a str,
    /// The text alternative.
    pub(crate) alt: &'a str,
    /// Source, date, basis, caution, address.
    pub(crate) footer: &'a [String],
}

/// A chart without its frame.
pub(crate) trait Chart: Send + Sync + std::fmt::Debug {
    /// The height it needs in a layout that leaves the height open, for a width in CSS pixels.
    fn height(&self, layout: Layout, width: f64) -> f64;

    /// Draws into an area.
    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn;
}

impl Frame<'_> {
    /// The whole SVG.
    pub(crate) fn svg(&self, chart: &dyn Chart, layout: Layout, look: Look) -> Result<String, Diagnostic> {
        let (width, margin) = (layout.width(), layout.margin());
        let room = width - 2.0 * margin;
        let canvas = Canvas::new(self.id);
        let top = margin * 0.9;
        let under_title =
            block(&canvas, &balanced(self.title, layout.title(), room), layout.title(), Ink::Text, (margin, top));
        let under_subtitle = block(
            &canvas,
            &wrap(self.subtitle, layout.subtitle(), room),
            layout.subtitle(),
            Ink::Muted,
            (margin, under_title + 4.0),
        );
        let plot_top = under_subtitle + layout.pick(20.0, 16.0, 14.0);
        let footer = wrap_items(self.footer, layout.note(), room);
        let footer_height = footer.len() as f64 * layout.note().leading();
        let plot_height = match layout.height() {
            Some(height) => height - plot_top - footer_height - margin * 0.8 - 10.0,
            None => chart.height(layout, room).ceil(),
        };
        let plot = Area::new(margin, plot_top, room, plot_height);
        canvas.put("<g class=\"f-plot\">");
        chart.draw(&canvas, plot, layout)?;
        canvas.put("</g>");
        let footer_top = plot.bottom() + layout.pick(18.0, 16.0, 10.0);
        let end = block(&canvas, &footer, layout.note(), Ink::Muted, (margin, footer_top));
        let height = layout.height().unwrap_or((end + margin * 0.7).ceil());
        Ok(self.document(&canvas.finish(), width, height, layout, look))
    }

    fn document(&self, body: &str, width: f64, height: f64, layout: Layout, look: Look) -> String {
        let (id, width, height) = (self.id, Num(width), Num(height));
        let canvas = Canvas::new(id);
        if body.contains("-hatch)") {
            canvas.hatch();
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"f-fig f-{layout}\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{alt}</desc><style>{style}</style>{defs}\
             <rect class=\"f-ground f-paper\" width=\"{width}\" height=\"{height}\"/>{body}</svg>\n",
            layout = layout.as_str(),
            title = escape(self.title),
            alt = escape(self.alt),
            style = style_of(look),
            defs = canvas.finish(),
        )
    }
}

/// Writes lines below a point; returns where they end.
fn block(canvas: &Canvas, lines: &[String], kind: Type, ink: Ink, (x, y): (f64, f64)) -> f64 {
    let mut bottom = y;
    for line in lines {
        // The first baseline lies so that capitals begin at the top.
        canvas.text((x, bottom + kind.leading() * 0.5 + kind.half()), Anchor::Start, kind, ink, line);
        bottom += kind.leading();
    }
    bottom
}

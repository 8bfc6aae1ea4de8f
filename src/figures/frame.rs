//! What surrounds every chart: title, subtitle, footer, and the text alternative.

use super::canvas::Canvas;
use super::colours::Colours;
use super::layout::Layout;
use super::plot::Drawn;
use super::scene::{Anchor, Area, Mark, Scene};
use super::text::{Type, balanced, wrap, wrap_head, wrap_items};
use super::theme::Ink;
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
    pub(crate) footer: &'a Footer,
    /// What the inks look like.
    pub(crate) colours: &'a Colours,
}

/// A chart without its frame.
pub(crate) trait Chart: Send + Sync + std::fmt::Debug {
    /// The height it needs in a layout that leaves the height open, for a width in CSS pixels.
    fn height(&self, layout: Layout, width: f64) -> f64;

    /// The height under which a layout of a given height shortens the words around the chart.
    fn least(&self, layout: Layout, width: f64) -> f64;

    /// Draws into an area.
    fn draw(&self, canvas: &Canvas, area: Area, layout: Layout) -> Drawn;
}

/// What stands under every drawing, item by item.
#[derive(Clone, Debug)]
pub(crate) struct Footer {
    /// Whose numbers these are.
    pub(crate) source: String,
    /// The snapshot's date.
    pub(crate) as_of: String,
    /// How the shortfall is defined.
    pub(crate) basis: String,
    /// What makes every sum a least one.
    pub(crate) caution: Option<String>,
    /// The mapping of the bands where there are bands.
    pub(crate) remark: Option<String>,
    /// Where the report is.
    pub(crate) address: Option<String>,
}

impl Footer {
    fn items(&self) -> Vec<String> {
        let mut items = vec![self.source.clone(), self.as_of.clone(), self.basis.clone()];
        items.extend(self.caution.clone());
        items.extend(self.remark.clone());
        items.extend(self.address.clone());
        items
    }

    /// All of it, each item whole where it can be.
    fn whole(&self, kind: Type, room: f64) -> Vec<String> {
        wrap_items(&self.items(), kind, room)
    }

    /// In at most `most` lines. The address is left out first, then the names of source and basis lose their ends.
    fn within(&self, most: usize, kind: Type, room: f64) -> Vec<String> {
        let whole = self.whole(kind, room);
        if whole.len() <= most {
            return whole;
        }
        let bare = Self { address: None, ..self.clone() };
        let clipped = |widest: f64| {
            let clip = |text: &str| wrap_head(text, kind, widest, 1).0.concat();
            Self { source: clip(&self.source), basis: clip(&self.basis), ..bare.clone() }.items()
        };
        let shorter = (8..=20).rev().map(|part| clipped(room * f64::from(part) / 40.0));
        let mut tries = std::iter::once(bare.items())
            .chain(shorter)
            .flat_map(|items| [wrap_items(&items, kind, room), wrap(&items.join(" · "), kind, room)]);
        tries
            .find(|lines| lines.len() <= most)
            .unwrap_or_else(|| wrap_head(&clipped(room / 5.0).join(" · "), kind, room, most).0)
    }
}

/// The words around a drawing, broken into lines, and the room they leave.
struct Placed {
    title: Vec<String>,
    subtitle: Vec<String>,
    footer: Vec<String>,
    /// Whether something was cut, and is said in the description only.
    cut: bool,
    /// Ground above the title, above the plot, below the plot, and below the footer.
    gaps: [f64; 4],
    plot: Area,
}

const UNDER_TITLE: f64 = 4.0;

/// The fewest lines a footer gives way to.
const LEAST_FOOTER: usize = 2;

impl Frame<'_> {
    /// The whole drawing.
    pub(crate) fn scene(&self, chart: &dyn Chart, layout: Layout) -> Result<Scene, Diagnostic> {
        let (width, margin) = (layout.width(), layout.margin());
        let placed = self.place(chart, layout);
        let canvas = Canvas::default();
        let [top, _, under_plot, under_footer] = placed.gaps;
        let under_title = block(&canvas, &placed.title, layout.title(), Ink::Text, (margin, top));
        let at = (margin, under_title + UNDER_TITLE);
        block(&canvas, &placed.subtitle, layout.subtitle(), Ink::Muted, at);
        canvas.put(Mark::Open("f-plot"));
        chart.draw(&canvas, placed.plot, layout)?;
        canvas.put(Mark::Close);
        let at = (margin, placed.plot.bottom() + under_plot);
        let end = block(&canvas, &placed.footer, layout.note(), Ink::Muted, at);
        let height = layout.height().unwrap_or((end + under_footer).ceil());
        let mut described = self.alt.to_owned();
        if placed.cut {
            described = format!("{described} {}. {}.", self.subtitle, self.footer.items().join("; "));
        }
        let (id, title) = (self.id.to_owned(), self.title.to_owned());
        Ok(Scene {
            id,
            name: layout.as_str(),
            width,
            height,
            title,
            described,
            marks: canvas.finish(),
            colours: *self.colours,
        })
    }

    /// The drawing's height, without drawing it.
    pub(crate) fn height(&self, chart: &dyn Chart, layout: Layout) -> f64 {
        let placed = self.place(chart, layout);
        let [_, _, under_plot, under_footer] = placed.gaps;
        let footer = placed.footer.len() as f64 * layout.note().leading();
        layout.height().unwrap_or((placed.plot.bottom() + under_plot + footer + under_footer).ceil())
    }

    /// Where the height is given, words give way until the chart has the height it needs.
    fn place(&self, chart: &dyn Chart, layout: Layout) -> Placed {
        let room = layout.width() - 2.0 * layout.margin();
        let note = layout.note();
        let whole = self.footer.whole(note, room);
        let gaps = [layout.margin() * 0.9, layout.pick(20.0, 16.0, 14.0), layout.pick(18.0, 16.0, 10.0)];
        let roomy = [gaps[0], gaps[1], gaps[2], layout.margin() * layout.pick(0.7, 0.7, 0.8)];
        let Some(height) = layout.height() else {
            return self.placed(layout, whole, roomy, |_| chart.height(layout, room).ceil());
        };
        let least = chart.least(layout, room);
        let within = |most: usize, gaps: [f64; 4]| {
            let footer = self.footer.within(most, note, room);
            let below = footer.len() as f64 * note.leading() + gaps[2] + gaps[3];
            self.placed(layout, footer, gaps, |top| height - top - below)
        };
        let tries = (LEAST_FOOTER..=whole.len().max(LEAST_FOOTER)).rev().map(|most| within(most, roomy));
        let mut tries = tries.filter(|placed| placed.plot.h >= least);
        tries.next().unwrap_or_else(|| within(LEAST_FOOTER, [15.0, 9.0, 7.0, 13.0]))
    }

    fn placed(&self, layout: Layout, footer: Vec<String>, gaps: [f64; 4], plot_height: impl Fn(f64) -> f64) -> Placed {
        let room = layout.width() - 2.0 * layout.margin();
        let (most_title, most_subtitle) = layout.head_lines();
        let (mut title, cut_title) = wrap_head(self.title, layout.title(), room, most_title);
        if !cut_title {
            title = balanced(self.title, layout.title(), room);
        }
        let (subtitle, cut_subtitle) = wrap_head(self.subtitle, layout.subtitle(), room, most_subtitle);
        let head = title.len() as f64 * layout.title().leading() + subtitle.len() as f64 * layout.subtitle().leading();
        let top = gaps[0] + head + UNDER_TITLE + gaps[1];
        let plot = Area::new(layout.margin(), top, room, plot_height(top));
        let whole = self.footer.whole(layout.note(), room);
        let cut = cut_title || cut_subtitle || footer != whole || footer.iter().any(|line| line.contains('…'));
        Placed { title, subtitle, footer, cut, gaps, plot }
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

//! Stage 5: figures. Each is a takeaway sentence, a drawing, a text alternative and the table of what is drawn.
//!
//! A figure passes through pure stages, so that the next chart is cheap:
//!
//! 1. [`story`]: the exact values, free of pixels; the only input of a chart;
//! 2. a chart's own module (such as [`ladder`]) picks its series, writes its sentences and its table;
//! 3. [`layout`] and [`frame`] give it a place on one of three layouts, each drawn for its own size;
//! 4. it draws with the vocabulary of [`plot`] (plotters' coordinates and series), [`canvas`] (marks and
//!    measured texts), [`labels`], [`ticks`], [`flags`] and [`timeline`]; one of ranked rows with [`rows`], [`key`],
//!    [`marks`] and [`ranked`];
//! 5. the drawing is a [`scene`], a list of marks: [`svg`] writes it, [`paint`] and [`raster`] make the picture for mail of it.
//!
//! A [`Badge`] and the [`Sparkline`] are no charts of a report: they say the newest figures elsewhere.
//!
//! Drawing is put off until [`Figure::svg`] or [`Figure::png`] is called, so that it can run in parallel.
//! Nothing here knows templates or paths.

mod adapt;
mod authored;
mod badge;
mod bridge;
mod canvas;
mod card;
mod change;
mod colours;
mod concentration;
mod contrast;
mod coverage;
mod delivery;
mod flags;
mod foreign;
mod frame;
mod glyphs;
mod icon;
mod journey;
mod key;
mod labels;
mod ladder;
mod layout;
mod marks;
mod metrics;
mod moves;
mod pace;
mod paint;
mod palette;
mod pipeline;
mod plot;
mod price;
mod ranked;
mod raster;
mod remaining;
mod rows;
mod scene;
mod sheet;
mod sparkline;
mod standards;
mod story;
mod svg;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod thin;
mod ticks;
mod timeline;
mod waiting;
mod waterfall;
mod who;
mod without;
mod words;

use std::sync::Arc;

use serde_json::json;

pub use authored::{Wording, Words, chosen};
pub use badge::{Badge, BadgeId};
pub use card::{Card, Cards};
pub use colours::Colours;
pub(crate) use contrast::contrast;
pub use icon::{drawable, icon_png, icon_svg, own_icon_png};
pub use layout::Layout;
pub use paint::Painted;
pub use scene::Scene;
pub use sparkline::Sparkline;
pub(crate) use svg::escape;
pub use table::{Cell, Column, Table};
pub use text::undrawable;
pub use theme::{Ink, Look, Theme};

use crate::diagnostics::{Code, Diagnostic, Report, nearest};
use crate::measures::Measures;
use crate::quantities::Moment;
use crate::rescue::Rescue;
use frame::{Chart, Footer, Frame};
use raster::SCALE;
use story::Story;

/// The charts in the order of a report: each is a module of its name with a `tell`, and a question it answers.
macro_rules! charts {
    ($($id:ident $module:ident $question:literal)*) => {
        /// A chart's name in addresses: stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ChartId {
            $(#[doc = $question] $id,)*
        }

        impl ChartId {
            /// Every chart, in the order of a report.
            pub const ALL: &[Self] = &[$(Self::$id),*];

            /// The name in addresses.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$id => stringify!($module)),* }
            }

            /// The chart of a name.
            ///
            /// # Errors
            /// `unknown-reference`, with every name.
            pub fn named(name: &str) -> Result<Self, Diagnostic> {
                let known = || Self::ALL.iter().map(|id| id.as_str());
                Self::from_word(name).ok_or_else(|| {
                    let unknown = Diagnostic::new(Code::UnknownReference, format!("there is no chart `{name}`"));
                    let near = nearest(name, &known().collect::<Vec<_>>()).map(|near| format!("did you mean `{near}`?"));
                    near.into_iter().fold(unknown, Diagnostic::hint).hint(format!("charts: {}", known().collect::<Vec<_>>().join(", ")))
                })
            }

            /// The question it answers.
            #[must_use]
            pub const fn question(self) -> &'static str {
                match self { $(Self::$id => $question),* }
            }

            /// The chart of that name.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|id| id.as_str() == word)
            }

            fn tell(self, story: &Story) -> Told {
                match self { $(Self::$id => $module::tell(story)),* }
            }
        }
    };
}

charts! {
    Ladder ladder "How much is covered, how surely?"
    Remaining remaining "Is the gap closing, against which shortfall?"
    Pipeline pipeline "Are promises maturing?"
    Bridge bridge "From the loss to what is open?"
    Who who "Who gives how much, how surely?"
    Change change "Why does the number differ from last time?"
    Moves moves "From which stage to which?"
    Journey journey "How has each pledge moved, which went quiet?"
    Delivery delivery "Who has paid?"
    Concentration concentration "How few carry how much?"
    Without without "Is the fund robust?"
    Waiting waiting "Which promised ETH stands still?"
    Pace pace "When, if the past repeats?"
    Price price "Generosity or market?"
    Metrics metrics "What happened around it?"
}

/// One chart of one snapshot.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Which chart.
    pub id: ChartId,
    /// The address of its snapshot.
    pub slug: String,
    /// The takeaway: a computed sentence without a full stop.
    pub title: String,
    /// Measure, unit, basis.
    pub subtitle: String,
    /// The text alternative, at most 250 characters.
    pub alt: String,
    /// The same at length, at most 150 words.
    pub long: String,
    /// Exactly the values drawn.
    pub table: Table,
    /// The base unit.
    pub unit: String,
    /// What the shortfall means here, or that none is stated.
    pub basis: String,
    /// The snapshot's date.
    pub as_of: Moment,
    footer: Footer,
    colours: Colours,
    chart: Arc<dyn Chart>,
}

/// What a chart's module says and draws, before its frame.
struct Told {
    title: String,
    subtitle: String,
    /// What kind of chart, for the text alternative.
    kind: String,
    /// Key values for the text alternative, most telling first.
    values: Vec<String>,
    long: String,
    table: Table,
    /// What the footer says besides: the mapping of the bands where there are bands.
    remark: Option<String>,
    chart: Arc<dyn Chart>,
}

impl Figure {
    /// An author's own words stand wherever the computed ones would.
    fn new(id: ChartId, story: &Story, mut told: Told, words: Option<&Words>) -> Self {
        if let Some(Words { title, subtitle }) = words.cloned() {
            told.title = title.unwrap_or(told.title);
            told.subtitle = subtitle.unwrap_or(told.subtitle);
        }
        Self {
            id,
            slug: story.slug.clone(),
            alt: words::alt(&told.kind, &story.title, &story.as_of(), &told.title, &told.values),
            title: told.title,
            subtitle: told.subtitle,
            long: told.long,
            table: told.table,
            unit: story.unit.to_string(),
            basis: story.basis_words(),
            as_of: story.now().at,
            footer: story.footer(told.remark),
            colours: story.colours,
            chart: told.chart,
        }
    }

    /// The drawing of a layout.
    ///
    /// # Errors
    /// `drawing`, if plotters refuses the coordinates.
    pub fn scene(&self, layout: Layout) -> Result<Scene, Diagnostic> {
        self.scene_named(&format!("{}-{}", self.id.as_str(), self.slug), layout)
    }

    /// The drawing as SVG: accessible, without scripts and without `style` attributes.
    ///
    /// # Errors
    /// As [`Figure::scene`].
    pub fn svg(&self, layout: Layout, look: Look) -> Result<String, Diagnostic> {
        Ok(self.scene(layout)?.svg(look))
    }

    /// The same under a name of its own, so that one page can carry it twice.
    ///
    /// # Errors
    /// As [`Figure::scene`].
    pub fn svg_named(&self, name: &str, layout: Layout, look: Look) -> Result<String, Diagnostic> {
        Ok(self.scene_named(name, layout)?.svg(look))
    }

    fn scene_named(&self, name: &str, layout: Layout) -> Result<Scene, Diagnostic> {
        self.framed(name, layout, |frame| frame.scene(self.chart.as_ref(), layout))
    }

    /// The height of the drawing in CSS pixels.
    #[must_use]
    pub fn height(&self, layout: Layout) -> f64 {
        self.framed("", layout, |frame| frame.height(self.chart.as_ref(), layout))
    }

    fn framed<T>(&self, name: &str, layout: Layout, use_it: impl FnOnce(&Frame<'_>) -> T) -> T {
        let id = format!("{name}-{}", layout.as_str());
        let Self { title, subtitle, alt, footer, colours, .. } = self;
        use_it(&Frame { id: &id, title, subtitle, alt, footer, colours })
    }

    /// The picture for mail: 600×400 CSS pixels at twice the resolution, indexed colours, opaque.
    ///
    /// # Errors
    /// `drawing`, if it cannot be drawn or encoded.
    pub fn png(&self, theme: Theme) -> Result<Vec<u8>, Diagnostic> {
        self.picture(Layout::Mail, theme, SCALE)
    }

    /// A picture of any layout, in so many pixels for each CSS pixel.
    ///
    /// # Errors
    /// As [`Figure::png`].
    pub fn picture(&self, layout: Layout, theme: Theme, scale: u32) -> Result<Vec<u8>, Diagnostic> {
        self.scene(layout)?.png(theme, scale)
    }

    /// The table as CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        self.table.csv()
    }

    /// The figure's words and values as JSON, amounts as decimal texts.
    #[must_use]
    pub fn json(&self) -> String {
        let (columns, rows) = self.table.json();
        let value = json!({
            "id": self.id.as_str(),
            "title": self.title,
            "subtitle": self.subtitle,
            "alt": self.alt,
            "long": self.long,
            "unit": self.unit,
            "basis": self.basis,
            "as_of": self.as_of.to_string(),
            "columns": columns,
            "rows": rows,
        });
        format!("{value:#}\n")
    }

    /// The text alternative and the long text, for readers without pictures.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n\n{}\n", self.alt, self.long)
    }
}

/// Says what of an author's texts the charts cannot draw, which of the charts and colours named there are none, and
/// which colours are hard to see.
pub fn check(rescue: &Rescue, report: &mut Report) {
    coverage::check(rescue, report);
    authored::check(rescue, report);
    standards::check(&rescue.site.appearance, report);
}

/// Charts as of a snapshot, with their history and nothing later; none where there is no such snapshot.
#[must_use]
pub fn draw(rescue: &Rescue, measures: &Measures, index: usize, ids: &[ChartId], wording: &Wording) -> Vec<Figure> {
    // A story looks back over the whole history: it is told only if somebody draws it.
    let Some(story) = (!ids.is_empty()).then(|| adapt::story(rescue, measures, index)).flatten() else {
        return Vec::new();
    };
    ids.iter().map(|id| Figure::new(*id, &story, id.tell(&story), wording.get(id))).collect()
}

/// Every chart in computed words.
#[must_use]
pub fn draw_all(rescue: &Rescue, measures: &Measures, index: usize) -> Vec<Figure> {
    draw(rescue, measures, index, ChartId::ALL, &Wording::new())
}

/// The card of a snapshot, for links to its report; none where there is no such snapshot.
#[must_use]
pub fn draw_card(rescue: &Rescue, measures: &Measures, index: usize) -> Option<Card> {
    adapt::story(rescue, measures, index).as_ref().map(Card::new)
}

/// The events of a story, as remarks on a chart over time.
fn remarks(story: &Story) -> Vec<timeline::Remark> {
    story.events.iter().map(|event| (event.at, event.label.clone(), theme::Ink::Muted)).collect()
}

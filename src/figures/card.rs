//! The card that other sites show beside a link to a report: three numbers, the bar of the ladder, the date.
//!
//! It is not a chart of the report: it has one size, 600×315 CSS pixels drawn twice as fine, and no table of its own,
//! since its numbers are the ladder's.

use std::sync::OnceLock;

use super::canvas::{Canvas, Run};
use super::colours::Colours;
use super::ladder::{self, Ladder};
use super::layout::Layout;
use super::raster;
use super::scene::{Anchor, Area, Scene};
use super::story::{State, Story};
use super::text::{Type, width, wrap, wrap_head, wrap_items};
use super::theme::{Ink, Look, Theme};
use super::words;
use crate::diagnostics::{Code, Diagnostic};
use crate::language::say;
use crate::measures::Measures;
use crate::quantities::{Amount, print};
use crate::rescue::Rescue;

const SIZE: (f64, f64) = (600.0, 315.0);
const MARGIN: f64 = 32.0;
const GAP: f64 = 18.0;

/// Letters as large as in mail.
const LIKE: Layout = Layout::Mail;

/// One snapshot's card.
#[derive(Debug)]
pub struct Card {
    /// The takeaway: a computed sentence without a full stop.
    pub title: String,
    /// The text alternative, at most 250 characters.
    pub alt: String,
    id: String,
    site: String,
    as_of: String,
    unit: String,
    numbers: [Number; 3],
    /// What must be said of all numbers.
    notes: Vec<String>,
    ladder: Ladder,
    colours: Colours,
}

/// The card of every snapshot, made when it is first asked for: pages name what it shows, files hold it.
#[derive(Debug)]
pub struct Cards(Vec<OnceLock<Option<Card>>>);

impl Cards {
    /// One for each snapshot.
    #[must_use]
    pub fn new(rescue: &Rescue) -> Self {
        Self(rescue.snapshots.iter().map(|_| OnceLock::new()).collect())
    }

    /// The card of a snapshot.
    ///
    /// # Errors
    /// `drawing`, where there is no such snapshot.
    pub fn get(&self, rescue: &Rescue, measures: &Measures, index: usize) -> Result<&Card, Diagnostic> {
        let place = self.0.get(index);
        let card = place.and_then(|card| card.get_or_init(|| super::draw_card(rescue, measures, index)).as_ref());
        card.ok_or_else(|| Diagnostic::new(Code::Drawing, "the card was not drawn"))
    }
}

/// A column: what it is, how much, and what that means.
#[derive(Debug)]
struct Number {
    name: String,
    /// Or what is said in its place.
    amount: Result<String, String>,
    means: Vec<String>,
}

impl Card {
    pub(super) fn new(story: &Story) -> Self {
        let now = story.now();
        let told = ladder::tell(story);
        Self {
            alt: words::alt(&say!("Card of three numbers"), &story.title, &story.as_of(), &told.title, &told.values),
            title: told.title,
            id: format!("card-{}", story.slug),
            site: story.title.clone(),
            as_of: print::day_of(now.at),
            unit: story.unit.to_string(),
            numbers: [shortfall(story), sum(now, say!("pledged"), 0), sum(now, say!("firm"), 3)],
            notes: story.at_least().into_iter().chain([mapping()]).collect(),
            ladder: Ladder::new(story),
            colours: story.colours,
        }
    }

    /// The drawing as SVG, as accessible as a chart.
    #[must_use]
    pub fn svg(&self, look: Look) -> String {
        self.scene().svg(look)
    }

    fn scene(&self) -> Scene {
        let canvas = Canvas::default();
        let room = SIZE.0 - 2.0 * MARGIN;
        self.head(&canvas, room);
        self.columns(&canvas, room);
        self.ladder.short(&canvas, Area::new(MARGIN, 224.0, room, 28.0), LIKE);
        let notes = wrap_items(&self.notes, LIKE.note(), room);
        if let Some(first) = notes.first() {
            canvas.text((MARGIN, 298.0), Anchor::Start, LIKE.note(), Ink::Muted, first);
        }
        Scene {
            id: self.id.clone(),
            name: "card",
            width: SIZE.0,
            height: SIZE.1,
            title: self.title.clone(),
            described: self.alt.clone(),
            marks: canvas.finish(),
            colours: self.colours,
        }
    }

    /// The picture, 1200×630 pixels, indexed colours, opaque.
    ///
    /// # Errors
    /// `drawing`, if the SVG cannot be drawn or encoded.
    pub fn png(&self, theme: Theme) -> Result<Vec<u8>, Diagnostic> {
        self.picture(theme, raster::SCALE)
    }

    /// The picture in so many pixels for each CSS pixel.
    ///
    /// # Errors
    /// As [`Card::png`].
    pub fn picture(&self, theme: Theme, scale: u32) -> Result<Vec<u8>, Diagnostic> {
        self.scene().png(theme, scale)
    }

    /// The site's title, on two smaller lines where it is long, and the date.
    fn head(&self, canvas: &Canvas, room: f64) {
        let date = Type::plain(15.0);
        canvas.text((MARGIN + room, 42.0), Anchor::End, date, Ink::Muted, &self.as_of);
        let room = room - width(&self.as_of, date) - GAP;
        let (large, small) = (Type::bold(20.0), Type::bold(14.0));
        if width(&self.site, large) <= room {
            canvas.text((MARGIN, 42.0), Anchor::Start, large, Ink::Text, &self.site);
            return;
        }
        for (line, y) in wrap_head(&self.site, small, room, 2).0.iter().zip([34.0, 34.0 + small.leading()]) {
            canvas.text((MARGIN, y), Anchor::Start, small, Ink::Text, line);
        }
    }

    /// The numbers are equally large: as large as the longest of them lets them be.
    fn columns(&self, canvas: &Canvas, room: f64) {
        let column = (room - 2.0 * GAP) / 3.0;
        let runs = |amount: &Result<String, String>, size: f64| -> Vec<(String, Type)> {
            match amount {
                Ok(amount) => {
                    vec![(amount.clone(), Type::bold(size)), (self.unit.clone(), Type::plain((size * 0.45).max(12.0)))]
                }
                Err(words) => vec![(words.clone(), Type::bold((size * 0.7).max(14.0)))],
            }
        };
        let fits =
            |size: &f64| self.numbers.iter().all(|number| Run::width(&inked(&runs(&number.amount, *size))) <= column);
        let size = [36.0, 32.0, 28.0, 24.0, 20.0, 17.0].into_iter().find(fits).unwrap_or(14.0);
        let (label, kind) = (Type::plain(14.0), LIKE.label());
        for (i, number) in self.numbers.iter().enumerate() {
            let x = MARGIN + i as f64 * (column + GAP);
            canvas.text((x, 80.0), Anchor::Start, label, Ink::Muted, &number.name);
            canvas.runs((x, 117.0), Anchor::Start, &inked(&runs(&number.amount, size)));
            let lines = number.means.iter().flat_map(|means| wrap(means, kind, column));
            for (line, y) in lines.take(3).zip([138.0, 155.0, 172.0]) {
                canvas.text((x, y), Anchor::Start, kind, Ink::Text, &line);
            }
        }
    }
}

/// What the two sums are sums of.
fn mapping() -> String {
    say!("pledged: every stage; firm: committed + delivered")
}

fn inked(runs: &[(String, Type)]) -> Vec<Run<'_>> {
    runs.iter().map(|(text, kind)| Run::new(text, *kind, Ink::Text)).collect()
}

fn shortfall(story: &Story) -> Number {
    let now = story.now();
    let basis = story.basis.as_ref().filter(|_| now.shortfall.is_some());
    let Some(shortfall) = now.shortfall else {
        let means = vec![say!("in {unit}", unit = story.unit)];
        return Number { name: say!("shortfall"), amount: Err(say!("not stated")), means };
    };
    let means = basis.map(|basis| {
        let column = (SIZE.0 - 2.0 * MARGIN - 2.0 * GAP) / 3.0;
        wrap_head(&basis.title, LIKE.label(), column, 2).0
    });
    Number { name: now.known.name(), amount: Ok(print::short(shortfall)), means: means.unwrap_or_default() }
}

/// What is pledged from stage `k` up, how much of the shortfall that is, and what it leaves.
fn sum(state: &State, name: String, k: usize) -> Number {
    let sum = state.sums[k];
    let covers = state.coverage(k).filter(|_| sum.is_positive());
    let covers = covers.map(|part| say!("covers {percent}", percent = state.known.percent(&part)));
    let amount = if sum == Amount::ZERO { Err(say!("no amount")) } else { Ok(print::short(sum)) };
    Number { name, amount, means: covers.into_iter().chain(state.left(k)).collect() }
}

//! A drawing as it will be rasterised: the boxes of its texts and of its marks.

use resvg::usvg;

use crate::figures::theme::Ink;
use crate::figures::{Theme, foreign};

pub(super) struct Boxes {
    /// Words, box, and whether they have a halo.
    pub(super) texts: Vec<(String, usvg::Rect, bool)>,
    /// Level and upright lines and filled shapes, other than in ground and grid colour.
    pub(super) marks: Vec<usvg::Rect>,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Boxes {
    pub(super) fn of(svg: &str) -> Self {
        let tree = foreign::parse(svg).unwrap();
        let (width, height) = (tree.size().width(), tree.size().height());
        let mut boxes = Self { texts: Vec::new(), marks: Vec::new(), width, height };
        boxes.collect(tree.root());
        boxes
    }

    fn collect(&mut self, group: &usvg::Group) {
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.collect(inner),
                usvg::Node::Text(text) => {
                    let words: Vec<&str> = text.chunks().iter().map(usvg::TextChunk::text).collect();
                    let mut spans = text.chunks().iter().flat_map(usvg::TextChunk::spans);
                    let halo = spans.any(|span| span.stroke().is_some());
                    self.texts.push((words.concat(), text.abs_bounding_box(), halo));
                }
                usvg::Node::Path(path) => {
                    let filled = path.fill().is_some_and(|fill| is_loud(fill.paint()));
                    let bounds = path.abs_bounding_box();
                    let straight = bounds.width() < 0.1 || bounds.height() < 0.1;
                    if filled || (straight && path.stroke().is_some_and(|stroke| is_loud(stroke.paint()))) {
                        self.marks.push(bounds);
                    }
                }
                usvg::Node::Image(_) => {}
            }
        }
    }
}

fn is_loud(paint: &usvg::Paint) -> bool {
    let quiet = [Ink::Ground, Ink::Grid].map(|ink| ink.built_in(Theme::Light));
    !matches!(paint, usvg::Paint::Color(c) if quiet.contains(&[c.red, c.green, c.blue]))
}

//! Coordinates and series come from plotters; it draws through a backend of ours into the [`Canvas`].
//!
//! plotters counts whole pixels, so it is given a canvas sixteen times as large. A style carries only a
//! colour and a width: the colour is the [`Ink`]'s token, the width counts sixteenths. Texts, axes and
//! legends are not plotters': it guesses the width of a text.

use std::convert::Infallible;
use std::ops::Range;

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::element::Polygon;
use plotters::series::LineSeries;
use plotters::style::{Color as _, RGBColor, ShapeStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::canvas::Canvas;
use super::scene::{Area, Filling, Mark, STEPS, Stroke};
use super::theme::Ink;
use super::thin;
use crate::diagnostics::{Code, Diagnostic};

/// What drawing returns.
pub(crate) type Drawn = Result<(), Diagnostic>;

/// A part of the canvas with a coordinate on each side.
pub(crate) struct Plot {
    chart: ChartContext<'static, Pen, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    canvas: Canvas,
}

impl Plot {
    /// Puts `x` and `y` over an area; `y` grows upwards.
    pub(crate) fn new(canvas: &Canvas, area: Area, x: Range<f64>, y: Range<f64>) -> Result<Self, Diagnostic> {
        let pen = Pen { canvas: canvas.clone() };
        let whole: DrawingArea<Pen, Shift> = pen.into_drawing_area();
        let part = whole.shrink((virtual_of(area.x), virtual_of(area.y)), (virtual_of(area.w), virtual_of(area.h)));
        let chart = ChartBuilder::on(&part).build_cartesian_2d(x, y).map_err(|error| failed(&error))?;
        Ok(Self { chart, canvas: canvas.clone() })
    }

    /// Where a value lies, in CSS pixels.
    pub(crate) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.chart.backend_coord(&(x, y));
        (f64::from(x) / STEPS, f64::from(y) / STEPS)
    }

    /// A line that keeps its value until the next one, and the last until `end`.
    pub(crate) fn steps(&mut self, values: &[(f64, f64)], end: f64, ink: Ink, width: f64) -> Drawn {
        let style = ShapeStyle { color: token(ink), filled: false, stroke_width: virtual_of(width).unsigned_abs() };
        let points = stepped(&self.visible(values), end);
        self.chart.draw_series(LineSeries::new(points, style)).map(|_| ()).map_err(|error| failed(&error))
    }

    /// The same as a dashed line, which plotters cannot say.
    pub(crate) fn dashed_steps(&self, values: &[(f64, f64)], end: f64, stroke: Stroke) {
        let points: Vec<(f64, f64)> =
            stepped(&self.visible(values), end).into_iter().map(|(x, y)| self.at(x, y)).collect();
        self.canvas.path(&points, stroke);
    }

    /// What lies between two stepped lines over the same places: `(place, lower, upper)`.
    pub(crate) fn band(&mut self, values: &[(f64, f64, f64)], end: f64, ink: Ink) -> Drawn {
        let upper: Vec<(f64, f64)> = values.iter().map(|(x, _, upper)| (*x, *upper)).collect();
        let lower: Vec<(f64, f64)> = values.iter().map(|(x, lower, _)| (*x, *lower)).collect();
        let mut outline = stepped(&self.visible(&upper), end);
        outline.extend(stepped(&self.visible(&lower), end).into_iter().rev());
        self.draw(&Polygon::new(outline, token(ink).filled()))
    }

    /// What of a line of steps the width of the drawing can show.
    fn visible(&self, values: &[(f64, f64)]) -> Vec<(f64, f64)> {
        thin::steps(values, |x| thin::column(self.at(x, 0.0).0))
    }

    fn draw<E>(&mut self, element: &E) -> Drawn
    where
        for<'b> &'b E: plotters::element::PointCollection<'b, (f64, f64)>,
        E: plotters::element::Drawable<Pen>,
    {
        self.chart.plotting_area().draw(element).map_err(|error| failed(&error))
    }
}

/// Corner points of a line of steps.
fn stepped(values: &[(f64, f64)], end: f64) -> Vec<(f64, f64)> {
    let mut points = Vec::with_capacity(values.len() * 2 + 1);
    for (i, (x, y)) in values.iter().enumerate() {
        points.push((*x, *y));
        points.push((values.get(i + 1).map_or(end, |next| next.0), *y));
    }
    points
}

fn token(ink: Ink) -> plotters::style::RGBAColor {
    RGBColor(0, 0, ink.token()).to_rgba()
}

fn virtual_of(pixels: f64) -> i32 {
    (pixels * STEPS).round() as i32
}

fn failed(error: &dyn std::error::Error) -> Diagnostic {
    Diagnostic::new(Code::Drawing, format!("a chart cannot be drawn: {error}"))
}

/// Our drawing backend: what plotters draws, as marks.
struct Pen {
    canvas: Canvas,
}

type Inked = Result<(), DrawingErrorKind<Infallible>>;

fn ink_of(color: BackendColor) -> Ink {
    Ink::ALL.get(usize::from(color.rgb.2)).copied().unwrap_or(Ink::Text)
}

fn pixels((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / STEPS, f64::from(y) / STEPS)
}

impl DrawingBackend for Pen {
    type ErrorType = Infallible;

    /// Larger than any chart: the areas that charts take are given by themselves.
    fn get_size(&self) -> (u32, u32) {
        (1 << 20, 1 << 20)
    }

    fn ensure_prepared(&mut self) -> Inked {
        Ok(())
    }

    fn present(&mut self) -> Inked {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Inked {
        let (x, y) = pixels(point);
        self.canvas.rect(Area::new(x, y, 1.0 / STEPS, 1.0 / STEPS), ink_of(color));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Inked {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, one: BackendCoord, other: BackendCoord, style: &S, fill: bool) -> Inked {
        let ((x0, y0), (x1, y1)) = (pixels(one), pixels(other));
        if fill {
            let area = Area::new(x0.min(x1), y0.min(y1), (x1 - x0).abs(), (y1 - y0).abs());
            self.canvas.rect(area, ink_of(style.color()));
            return Ok(());
        }
        let (a, b) = (one, other);
        self.draw_path([a, (b.0, a.1), b, (a.0, b.1), a], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Inked {
        let points: Vec<(f64, f64)> = path.into_iter().map(pixels).collect();
        let stroke = Stroke::solid(ink_of(style.color()), f64::from(style.stroke_width()) / STEPS);
        self.canvas.path(&points, stroke);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, _: bool) -> Inked {
        self.canvas.dot(pixels(center), f64::from(radius) / STEPS, ink_of(style.color()));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Inked {
        let points: Vec<(f64, f64)> = path.into_iter().map(pixels).collect();
        self.canvas.put(Mark::Polygon(points, Filling::of(ink_of(style.color()))));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::svg;

    #[test]
    fn values_land_on_sixteenths_of_a_pixel() {
        let canvas = Canvas::default();
        let plot = Plot::new(&canvas, Area::new(10.0, 20.0, 100.0, 50.0), 0.0..10.0, 0.0..5.0).unwrap();
        for ((x, y), (px, py)) in [((0.0, 0.0), (10.0, 70.0)), ((10.0, 5.0), (110.0, 20.0)), ((5.0, 2.5), (60.0, 45.0))]
        {
            let (at_x, at_y) = plot.at(x, y);
            assert!((at_x - px).abs() <= 0.13 && (at_y - py).abs() <= 0.13, "{at_x} {at_y}");
        }
    }

    #[test]
    fn a_step_keeps_its_value_until_the_next() {
        let canvas = Canvas::default();
        let mut plot = Plot::new(&canvas, Area::new(0.0, 0.0, 100.0, 100.0), 0.0..10.0, 0.0..10.0).unwrap();
        plot.steps(&[(0.0, 0.0), (5.0, 10.0)], 10.0, Ink::Committed, 2.0).unwrap();
        let svg = svg::written(&canvas.finish(), "x");
        assert!(svg.contains("class=\"s-committed\" stroke-width=\"2\" fill=\"none\""), "{svg}");
        assert_eq!(svg.matches('L').count(), 3, "{svg}");
    }

    #[test]
    fn inks_travel_through_plotters() {
        let canvas = Canvas::default();
        let mut plot = Plot::new(&canvas, Area::new(0.0, 0.0, 100.0, 100.0), 0.0..10.0, 0.0..10.0).unwrap();
        plot.band(&[(0.0, 0.0, 5.0)], 10.0, Ink::Proposed).unwrap();
        plot.band(&[(2.0, 0.0, 5.0)], 4.0, Ink::Delivered).unwrap();
        let svg = svg::written(&canvas.finish(), "x");
        assert!(svg.contains("url(#x-hatch)") && svg.contains("<path class=\"f-delivered\""), "{svg}");
    }
}

//! The few strokes that layers are made of, as plotters elements in device pixels.

use crate::axis::value::ValueScale;
use crate::coverage::Point;
use crate::decimate::{Column, Grid};
use crate::digest::Digest;
use crate::layout::{Layout, Rect};
use crate::outline::{Step, before, dashes};
use crate::palette::{Palette, Rgba};
use crate::panel::PanelModel;
use crate::pen::Pen;
use crate::raster::{HALO, Raster};
use crate::stretches::Stretches;
use core::convert::Infallible;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};

/// What a layer returns. Painting in memory can not fail; plotters' own faults are left.
pub(crate) type Painted = Result<(), DrawingAreaErrorKind<Infallible>>;

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Lettering {
    pub(crate) color: Rgba,
    pub(crate) bold: bool,
    pub(crate) halo: bool,
    pub(crate) align: HPos,
}

impl Lettering {
    pub(crate) const fn plain(color: Rgba, align: HPos) -> Self {
        Self {
            color,
            bold: false,
            halo: false,
            align,
        }
    }

    pub(crate) const fn over_data(color: Rgba, align: HPos) -> Self {
        Self {
            color,
            bold: false,
            halo: true,
            align,
        }
    }

    pub(crate) const fn label(color: Rgba, align: HPos) -> Self {
        Self {
            color,
            bold: true,
            halo: true,
            align,
        }
    }
}

/// One panel being drawn: the model, where things lie, the colours and the drawing area.
pub(crate) struct Sheet<'a> {
    pub(crate) area: &'a DrawingArea<Raster<'a>, Shift>,
    pub(crate) model: &'a PanelModel,
    pub(crate) layout: &'a Layout,
    pub(crate) scale: &'a ValueScale,
    pub(crate) palette: &'a Palette,
    /// What is known of all the model's values.
    pub(crate) digest: &'a Digest,
}

impl Sheet<'_> {
    /// The model's slots on the time axis.
    pub(crate) const fn grid(&self) -> Grid<'_> {
        Grid {
            time: &self.layout.time,
            first: self.model.first,
            grain: self.model.grain,
        }
    }

    /// CSS pixels to device pixels, at least one.
    pub(crate) fn px(&self, css: f64) -> i32 {
        self.layout.px(css)
    }

    /// A line of this many CSS pixels.
    pub(crate) fn pen(&self, css: f64) -> Pen {
        Pen::new(css * self.layout.frame.ratio)
    }

    /// Left and right pixel edge of a run of slots, cut at the plot.
    pub(crate) fn span(&self, slots: &core::ops::Range<usize>) -> (i32, i32) {
        let cut = |px: i32| px.clamp(self.layout.plot.x0, self.layout.plot.x1);
        (
            cut(self.grid().px(slots.start)),
            cut(self.grid().px(slots.end)),
        )
    }

    /// The plot between two pixel edges.
    pub(crate) const fn column(&self, x0: i32, x1: i32) -> Rect {
        Rect {
            x0,
            y0: self.layout.plot.y0,
            x1,
            y1: self.layout.plot.y1,
        }
    }

    /// Fills a rectangle.
    pub(crate) fn fill(&self, rect: Rect, color: Rgba) -> Painted {
        if rect.width() == 0 || rect.height() == 0 || color.a <= 0.0 {
            return Ok(());
        }
        self.area.draw(&Rectangle::new(
            [(rect.x0, rect.y0), (rect.x1, rect.y1)],
            filled(color),
        ))
    }

    /// Fills neighbouring upright stretches.
    pub(crate) fn fill_all(&self, parts: impl IntoIterator<Item = Rect>, color: Rgba) -> Painted {
        self.area.draw(&Stretches::new(parts, color))
    }

    /// Fills a polygon.
    pub(crate) fn polygon(&self, points: Vec<Point>, color: Rgba) -> Painted {
        if points.len() < 3 || color.a <= 0.0 {
            return Ok(());
        }
        self.area.draw(&Polygon::new(points, filled(color)))
    }

    /// Fills what a line covers: `parts` gives its stretches at a whole width.
    pub(crate) fn stroke(
        &self,
        pen: Pen,
        color: Rgba,
        parts: impl Fn(i32) -> Vec<Rect>,
    ) -> Painted {
        if pen.part > 0.0 {
            self.fill_all(parts(pen.full + 1), color.at(color.a * pen.part))?;
        }
        self.fill_all(parts(pen.full), color)
    }

    /// Fills what a dense line covers, column by column.
    pub(crate) fn stroke_columns(&self, pen: Pen, color: Rgba, columns: &[Column]) -> Painted {
        self.stroke(pen, color, |width| {
            let (low, high) = (before(width), width - before(width));
            let part = |column: &Column| Rect {
                x0: column.x,
                y0: self.scale.px_from_value(column.max) - low,
                x1: column.x + 1,
                y1: self.scale.px_from_value(column.min) + high,
            };
            columns.iter().map(part).collect()
        })
    }

    /// Dashes along steps; the pattern runs on around corners.
    pub(crate) fn dash(
        &self,
        steps: &[Step],
        pen: Pen,
        (on, off): (f64, f64),
        color: Rgba,
    ) -> Painted {
        let (on, off) = (self.px(on), self.px(off));
        self.stroke(pen, color, |width| dashes(steps, width, on, off))
    }

    /// Writes a text of 11 CSS pixels with its anchor on the baseline.
    pub(crate) fn text(&self, text: &str, x: i32, baseline: i32, lettering: Lettering) -> Painted {
        if text.is_empty() {
            return Ok(());
        }
        self.area
            .draw(&Text::new(text, (x, baseline), self.style(lettering)))
    }

    /// Width of a text of 11 CSS pixels, device pixels.
    pub(crate) fn text_width(&self, text: &str) -> i32 {
        let style = self.style(Lettering::plain(self.palette.ink, HPos::Left));
        self.area
            .estimate_text_size(text, &style)
            .map_or(0, |(width, _)| i32::try_from(width).unwrap_or(0))
    }

    fn style(&self, lettering: Lettering) -> TextStyle<'static> {
        let family = if lettering.halo {
            FontFamily::Name(HALO)
        } else {
            FontFamily::SansSerif
        };
        let weight = if lettering.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        };
        let font = FontDesc::new(family, 11.0 * self.layout.frame.ratio, weight);
        let color = lettering.color.to_plotters().to_backend_color();
        TextStyle {
            font,
            color,
            pos: Pos::new(lettering.align, VPos::Bottom),
        }
    }
}

fn filled(color: Rgba) -> ShapeStyle {
    ShapeStyle {
        color: color.to_plotters(),
        filled: true,
        stroke_width: 1,
    }
}

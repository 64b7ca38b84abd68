//! The few strokes that layers are made of, as plotters elements in device pixels.

use crate::axis::value::ValueScale;
use crate::decimate::{Column, Grid};
use crate::layout::{Layout, Rect};
use crate::outline::{Point, Step, before, dashes};
use crate::palette::{Palette, Rgba};
use crate::panel::PanelModel;
use crate::pen::Pen;
use crate::runs::Run;
use originscope_core::SlotState;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};
use plotters_backend::DrawingBackend;

/// The font family name under which a text asks its backend for a halo of the surface colour, 2 CSS pixels around it.
/// Backends choose the typeface themselves; the name carries only this wish. `FontStyle::Bold` means weight 600, and
/// `VPos::Bottom` means that the anchor is on the baseline.
pub const HALO: &str = "halo";

/// What a layer returns.
pub(crate) type Painted<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

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
pub(crate) struct Sheet<'a, DB: DrawingBackend> {
    pub(crate) area: &'a DrawingArea<DB, Shift>,
    pub(crate) model: &'a PanelModel,
    pub(crate) layout: &'a Layout,
    pub(crate) scale: &'a ValueScale,
    pub(crate) palette: &'a Palette,
    /// The runs of slots in one state, and of those without a request: several layers need them.
    pub(crate) states: Vec<Run<SlotState>>,
    pub(crate) quiet: Vec<Run<()>>,
}

impl<DB: DrawingBackend> Sheet<'_, DB> {
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
    pub(crate) fn fill(&self, rect: Rect, color: Rgba) -> Painted<DB> {
        if rect.width() == 0 || rect.height() == 0 || color.a <= 0.0 {
            return Ok(());
        }
        self.area.draw(&Rectangle::new(
            [(rect.x0, rect.y0), (rect.x1, rect.y1)],
            filled(color),
        ))
    }

    /// Fills what lies between two heights over neighbouring stretches, `(x0, x1, y0, y1)`; equal ones are joined. For what
    /// has a stretch a pixel column: rectangles on whole pixels are several times cheaper than a polygon of as many corners.
    pub(crate) fn fill_stretches(
        &self,
        stretches: impl IntoIterator<Item = (i32, i32, i32, i32)>,
        color: Rgba,
    ) -> Painted<DB> {
        let mut open: Option<Rect> = None;
        for (x0, x1, y0, y1) in stretches {
            match &mut open {
                Some(rect) if (rect.x1, rect.y0, rect.y1) == (x0, y0, y1) => rect.x1 = x1,
                _ => {
                    if let Some(rect) = open.replace(Rect { x0, y0, x1, y1 }) {
                        self.fill(rect, color)?;
                    }
                }
            }
        }
        open.map_or(Ok(()), |rect| self.fill(rect, color))
    }

    /// Fills a polygon.
    pub(crate) fn polygon(&self, points: Vec<Point>, color: Rgba) -> Painted<DB> {
        if points.len() < 3 || color.a <= 0.0 {
            return Ok(());
        }
        self.area.draw(&Polygon::new(points, filled(color)))
    }

    /// Fills what a line covers: `outline` gives its polygon at a whole width.
    pub(crate) fn stroke(
        &self,
        pen: Pen,
        color: Rgba,
        outline: impl Fn(i32) -> Vec<Point>,
    ) -> Painted<DB> {
        if pen.part > 0.0 {
            self.polygon(outline(pen.full + 1), color.at(color.a * pen.part))?;
        }
        self.polygon(outline(pen.full), color)
    }

    /// Fills what a dense line covers, column by column.
    pub(crate) fn stroke_columns(&self, pen: Pen, color: Rgba, columns: &[Column]) -> Painted<DB> {
        let fill = |width: i32, color: Rgba| {
            let (low, high) = (before(width), width - before(width));
            let stretch = |column: &Column| {
                let top = self.scale.px_from_value(column.max) - low;
                let bottom = self.scale.px_from_value(column.min) + high;
                (column.x, column.x + 1, top, bottom)
            };
            self.fill_stretches(columns.iter().map(stretch), color)
        };
        if pen.part > 0.0 {
            fill(pen.full + 1, color.at(color.a * pen.part))?;
        }
        fill(pen.full, color)
    }

    /// Dashes along steps; the pattern runs on around corners.
    pub(crate) fn dash(
        &self,
        steps: &[Step],
        pen: Pen,
        (on, off): (f64, f64),
        color: Rgba,
    ) -> Painted<DB> {
        let pieces = |width: i32, color: Rgba| -> Painted<DB> {
            for (x0, y0, x1, y1) in dashes(steps, width, self.px(on), self.px(off)) {
                self.fill(Rect { x0, y0, x1, y1 }, color)?;
            }
            Ok(())
        };
        if pen.part > 0.0 {
            pieces(pen.full + 1, color.at(color.a * pen.part))?;
        }
        pieces(pen.full, color)
    }

    /// Writes a text of 11 CSS pixels with its anchor on the baseline.
    pub(crate) fn text(
        &self,
        text: &str,
        x: i32,
        baseline: i32,
        lettering: Lettering,
    ) -> Painted<DB> {
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

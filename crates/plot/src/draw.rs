//! One panel, layer by layer.

use crate::axis::value::ValueScale;
use crate::digest::Digest;
use crate::layers::{
    area, failed, ghost, grid, labels, missing, quiet, stack, step_line, threshold,
};
use crate::layout::{Frame2d, Layout, Rect};
use crate::palette::Palette;
use crate::panel::PanelModel;
use crate::pixels::Pixels;
use crate::raster::{Raster, TextWidth, Writing};
use crate::sheet::{Painted, Sheet};
use core::convert::Infallible;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};

/// Where things are after drawing, for the overlay and for tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The plot and the time axis.
    pub layout: Layout,
    /// The vertical scale.
    pub scale: ValueScale,
    /// The blocks of failed windows, in the order of the model's failures; empty where out of sight.
    pub failures: Vec<Rect>,
}

impl Drawn {
    /// Where everything will be, without drawing.
    #[must_use]
    pub fn measure(model: &PanelModel, digest: &Digest, frame: Frame2d) -> Self {
        let layout = Layout::new(model.kind, &model.view, frame);
        let scale = ValueScale::new(model, digest, &layout);
        let failures = model
            .failures
            .iter()
            .map(|failure| failed::block(failure, &layout))
            .collect();
        Self {
            layout,
            scale,
            failures,
        }
    }
}

/// What a panel became.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Where things are.
    pub drawn: Drawn,
    /// What belongs over the pixels, in this order.
    pub texts: Vec<Writing>,
}

/// Draws a panel that fills the whole picture; `digest` is the model's, and `width` says how wide a text is.
///
/// # Errors
/// plotters' own; painting in memory has none.
pub fn draw(
    pixels: &mut Pixels,
    (model, digest): (&PanelModel, &Digest),
    frame: Frame2d,
    palette: &Palette,
    width: TextWidth<'_>,
) -> Result<Drawing, DrawingAreaErrorKind<Infallible>> {
    pixels.resize(frame.width_px, frame.height_px);
    let drawn = Drawn::measure(model, digest, frame);
    let mut texts = Vec::new();
    {
        let texts = &mut texts;
        let raster = Raster {
            pixels,
            texts,
            width,
        };
        let area = raster.into_drawing_area();
        let sheet = Sheet {
            area: &area,
            model,
            layout: &drawn.layout,
            scale: &drawn.scale,
            palette,
            digest,
        };
        layers(&sheet, &drawn)?;
    }
    Ok(Drawing { drawn, texts })
}

fn layers(sheet: &Sheet<'_>, drawn: &Drawn) -> Painted {
    let Frame2d {
        width_px,
        height_px,
        ..
    } = sheet.layout.frame;
    let whole = Rect {
        x0: 0,
        y0: 0,
        x1: i32::try_from(width_px).unwrap_or(i32::MAX),
        y1: i32::try_from(height_px).unwrap_or(i32::MAX),
    };
    // Opaque whatever the palette says: under it lies whatever was painted last.
    sheet.fill(whole, sheet.palette.surface.at(1.0))?;
    grid::draw(sheet)?;
    missing::draw(sheet)?;
    if sheet.model.stacked {
        stack::draw(sheet)?;
        grid::zero_line(sheet)?;
    } else {
        // Under the data: a line that lies on 0 is a value and must be seen.
        grid::zero_line(sheet)?;
        threshold::lines(sheet)?;
        ghost::draw(sheet)?;
        let lines = step_line::lines(sheet);
        area::draw(sheet, &lines)?;
        step_line::draw(sheet, &lines)?;
    }
    quiet::draw(sheet)?;
    missing::slivers(sheet)?;
    failed::draw(sheet, &drawn.failures)?;
    threshold::labels(sheet)?;
    labels::draw(sheet)
}

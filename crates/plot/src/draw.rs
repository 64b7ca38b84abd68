//! One panel, layer by layer.

use crate::axis::value::ValueScale;
use crate::layers::{
    area, failed, ghost, grid, labels, missing, quiet, stack, step_line, threshold,
};
use crate::layout::{Frame2d, Layout, Rect};
use crate::palette::Palette;
use crate::panel::PanelModel;
use crate::runs::state_runs;
use crate::sheet::Sheet;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters_backend::DrawingBackend;

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
    pub fn measure(model: &PanelModel, frame: Frame2d) -> Self {
        let layout = Layout::new(model.kind, &model.view, frame);
        let scale = ValueScale::new(model, &layout);
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

/// Draws a panel on a drawing area that is the whole canvas.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw<DB: DrawingBackend>(
    canvas: &DrawingArea<DB, Shift>,
    model: &PanelModel,
    frame: Frame2d,
    palette: &Palette,
) -> Result<Drawn, DrawingAreaErrorKind<DB::ErrorType>> {
    let drawn = Drawn::measure(model, frame);
    let sheet = Sheet {
        area: canvas,
        model,
        layout: &drawn.layout,
        scale: &drawn.scale,
        palette,
        states: state_runs(&model.states),
        quiet: quiet::runs_of(model),
    };
    let width = i32::try_from(frame.width_px).unwrap_or(i32::MAX);
    let height = i32::try_from(frame.height_px).unwrap_or(i32::MAX);
    sheet.fill(
        Rect {
            x0: 0,
            y0: 0,
            x1: width,
            y1: height,
        },
        palette.surface,
    )?;

    grid::draw(&sheet)?;
    missing::draw(&sheet)?;
    if model.stacked {
        stack::draw(&sheet)?;
        grid::zero_line(&sheet)?;
    } else {
        // Under the data: a line that lies on 0 is a value and must be seen.
        grid::zero_line(&sheet)?;
        threshold::lines(&sheet)?;
        ghost::draw(&sheet)?;
        let lines = step_line::lines(&sheet);
        area::draw(&sheet, &lines)?;
        step_line::draw(&sheet, &lines)?;
    }
    quiet::draw(&sheet)?;
    missing::slivers(&sheet)?;
    failed::draw(&sheet, &drawn.failures)?;
    threshold::labels(&sheet)?;
    labels::draw(&sheet)?;
    canvas.present()?;
    Ok(drawn)
}

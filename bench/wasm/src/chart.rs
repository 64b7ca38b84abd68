//! The page's own canvas backend, compiled from its own files: depending on the page's library would compile all of it.

#[path = "../../../src/chart/backend.rs"]
mod backend;
#[path = "../../../src/chart/text.rs"]
mod text;

use backend::Canvas;
use originscope_plot::{Frame2d, Palette, PanelModel, draw};
use plotters::drawing::IntoDrawingArea;
use text::{Faces, Widths};
use web_sys::HtmlCanvasElement;

/// A canvas with what the page keeps between two paintings.
pub(crate) struct Surface {
    canvas: HtmlCanvasElement,
    frame: Frame2d,
    widths: Widths,
}

impl Surface {
    /// A canvas whose backing store has its size already.
    pub(crate) fn new(canvas: HtmlCanvasElement, ratio: f64) -> Self {
        let frame = Frame2d {
            width_px: canvas.width(),
            height_px: canvas.height(),
            ratio,
            compact: false,
        };
        Self {
            canvas,
            frame,
            widths: Widths::default(),
        }
    }

    /// Paints a model as the page does; says whether it could.
    pub(crate) fn paint(&self, model: &PanelModel, palette: &Palette) -> bool {
        let faces = Faces::new("sans-serif".to_owned());
        let (canvas, ratio) = (&self.canvas, self.frame.ratio);
        let canvas = Canvas::new(canvas, &self.widths, &faces, palette.surface, ratio);
        canvas.is_some_and(|canvas| {
            draw(&canvas.into_drawing_area(), model, self.frame, palette).is_ok()
        })
    }
}

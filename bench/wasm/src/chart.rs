//! The page's own painting of a canvas, compiled from its own files: depending on the page's library would compile all of it.

#[path = "../../../src/chart/brush.rs"]
mod brush;
#[path = "../../../src/chart/text.rs"]
mod text;

use originscope_plot::{Digest, Frame2d, Palette, PanelModel};
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
    pub(crate) fn paint(&self, model: &PanelModel, digest: &Digest, palette: &Palette) -> bool {
        let faces = Faces::new("sans-serif".to_owned());
        let model = Some((model, digest));
        let kept = (&faces, &self.widths);
        brush::paint(&self.canvas, model, self.frame, palette, kept).is_some()
    }
}

//! A model on a canvas: painted in memory, handed over in one piece, and written over.

use crate::chart::text::{Faces, Widths};
use originscope_plot::{
    Align, Digest, Drawn, Frame2d, Palette, PanelModel, Pixels, Rgba, Writing, draw,
};
use std::cell::RefCell;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Width of a text's halo, CSS pixels, both sides together (DESIGN).
const HALO_WIDTH: f64 = 4.0;

thread_local! {
    /// One picture for all canvases, which are painted one after the other.
    static PIXELS: RefCell<Pixels> = RefCell::default();
}

/// Paints a model with its digest on a canvas of any size, in the page or not, and gives the backing store its size first.
/// Nothing of a model is its bare ground. `None` where the browser gives no canvas.
pub(super) fn paint(
    canvas: &HtmlCanvasElement,
    model: Option<(&PanelModel, &Digest)>,
    frame: Frame2d,
    palette: &Palette,
    (faces, widths): (&Faces, &Widths),
) -> Option<Drawn> {
    if (canvas.width(), canvas.height()) != (frame.width_px, frame.height_px) {
        canvas.set_width(frame.width_px);
        canvas.set_height(frame.height_px);
    }
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let Some(model) = model else {
        context.set_fill_style_str(&css(palette.surface));
        let (width, height) = (frame.width_px.into(), frame.height_px.into());
        context.fill_rect(0.0, 0.0, width, height);
        return None;
    };
    let drawing = PIXELS.with(|pixels| {
        let pixels = &mut *pixels.try_borrow_mut().ok()?;
        let width =
            |text: &str, bold: bool, px: f64| widths.of(&context, &faces.font(bold, px), text);
        let drawing = draw(pixels, model, frame, palette, &width).ok()?;
        show(&context, pixels, frame.width_px).ok()?;
        Some(drawing)
    })?;
    write(
        &context,
        &drawing.texts,
        faces,
        palette.surface,
        frame.ratio,
    );
    Some(drawing.drawn)
}

/// Copies a picture onto a canvas.
fn show(
    context: &CanvasRenderingContext2d,
    pixels: &Pixels,
    width: u32,
) -> Result<(), wasm_bindgen::JsValue> {
    // Looks at the program's memory; the canvas takes its copy before anything of ours runs again.
    let data = ImageData::new_with_u8_clamped_array(Clamped(pixels.bytes()), width)?;
    context.put_image_data(&data, 0.0, 0.0)
}

fn write(
    context: &CanvasRenderingContext2d,
    texts: &[Writing],
    faces: &Faces,
    surface: Rgba,
    ratio: f64,
) {
    context.set_text_baseline("alphabetic");
    let mut last = String::new();
    for writing in texts {
        // A font is read anew each time it is set, the same or not.
        let font = faces.font(writing.bold, writing.size);
        if font != last {
            context.set_font(&font);
            last = font;
        }
        context.set_text_align(match writing.align {
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        });
        let (x, y) = (f64::from(writing.at.0), f64::from(writing.at.1));
        // A text that can not be painted (it never throws for finite places) is left out, not worth losing the chart.
        if writing.halo {
            context.set_line_join("round");
            context.set_line_width(HALO_WIDTH * ratio);
            context.set_stroke_style_str(&css(surface));
            let _ = context.stroke_text(&writing.text, x, y);
        }
        context.set_fill_style_str(&css(writing.color));
        let _ = context.fill_text(&writing.text, x, y);
    }
}

/// A colour as CSS writes it.
pub(super) fn css(color: Rgba) -> String {
    let Rgba { r, g, b, a } = color;
    if a >= 1.0 {
        format!("#{r:02x}{g:02x}{b:02x}")
    } else {
        format!("rgb({r} {g} {b} / {a})")
    }
}

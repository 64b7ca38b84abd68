//! All figures of the page as one PNG with a caption, in the current theme.

use crate::chart::brush::{css, paint};
use crate::chart::text::{Faces, Widths};
use crate::chart::theme::{Look, families, palette};
use leptos::prelude::document;
use originscope_plot::{Digest, Drawn, Frame2d, Palette, PanelModel, Rgba, time_ticks};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, Element, HtmlCanvasElement};

/// Device pixels a CSS pixel in the picture, whatever the screen has.
const RATIO: f64 = 2.0;
/// Around everything, CSS pixels.
const MARGIN: f64 = 16.0;
const TITLE: f64 = 28.0;
const LINE: f64 = 18.0;
const CAPTION: f64 = 30.0;
const AXIS: f64 = 28.0;

/// One figure of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportPanel {
    /// Its title with its unit, as `Errors, share of responses`.
    pub title: String,
    /// What it shows.
    pub model: Arc<PanelModel>,
    /// Height of its plot with the padding around it, CSS pixels: 180, 136 and 124 on the design's desk.
    pub height: f64,
}

/// The whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportSheet {
    /// What is shown: domains and the verdict.
    pub title: String,
    /// The caption: range with its zone, sources, coverage; one line each.
    pub lines: Vec<String>,
    /// The figures from the top down, on one time axis.
    pub panels: Vec<ExportPanel>,
    /// Width of a figure, CSS pixels: 1028 on the design's desk.
    pub width: f64,
}

/// The picture as a PNG; `None` where the browser gives no canvas or can not encode it.
pub async fn export_png(sheet: &ExportSheet) -> Option<Blob> {
    let canvas = drawn_sheet(sheet)?;
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: wasm_bindgen::JsValue| {
            let _ = resolve.call1(&wasm_bindgen::JsValue::NULL, &blob);
        });
        // A canvas that can not be encoded calls back with null.
        if canvas.to_blob(done.unchecked_ref()).is_err() {
            let _ = done
                .unchecked_ref::<js_sys::Function>()
                .call1(&wasm_bindgen::JsValue::NULL, &wasm_bindgen::JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

fn new_canvas() -> Option<HtmlCanvasElement> {
    document().create_element("canvas").ok()?.dyn_into().ok()
}

/// Pen, place and colours of the picture while it grows downwards.
struct Page<'a> {
    context: CanvasRenderingContext2d,
    palette: Palette,
    faces: Faces,
    widths: Widths,
    sheet: &'a ExportSheet,
    /// The next free row, CSS pixels.
    y: f64,
}

fn height_of(sheet: &ExportSheet) -> f64 {
    #[allow(clippy::cast_precision_loss)] // a few lines and figures
    let (lines, panels) = (sheet.lines.len() as f64, sheet.panels.len() as f64);
    let plots: f64 = sheet.panels.iter().map(|panel| panel.height).sum();
    2.0 * MARGIN + TITLE + lines * LINE + panels * CAPTION + plots + AXIS
}

fn drawn_sheet(sheet: &ExportSheet) -> Option<HtmlCanvasElement> {
    let canvas = new_canvas()?;
    canvas.set_width(px(sheet.width + 2.0 * MARGIN));
    canvas.set_height(px(height_of(sheet)));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let root: Element = document().document_element()?;
    let body: Element = document().body()?.into();
    let mut page = Page {
        context,
        palette: palette(&root, Look::current())?,
        faces: Faces::new(families(&body)),
        widths: Widths::default(),
        sheet,
        y: MARGIN,
    };
    page.ground(f64::from(canvas.width()), f64::from(canvas.height()));
    page.caption();
    let mut last = None;
    for panel in &sheet.panels {
        last = Some(page.panel(panel)?);
    }
    if let (Some(drawn), Some(panel)) = (last, sheet.panels.last()) {
        page.axis(&drawn, &panel.model);
    }
    Some(canvas)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // sizes of a picture
fn px(css: f64) -> u32 {
    (css * RATIO).round().max(1.0) as u32
}

impl Page<'_> {
    fn ground(&self, width: f64, height: f64) {
        self.color(self.palette.surface);
        self.context.fill_rect(0.0, 0.0, width, height);
    }

    fn color(&self, color: Rgba) {
        self.context.set_fill_style_str(&css(color));
    }

    /// A text with its baseline at `y`, CSS pixels. One that can not be painted is left out.
    fn text(&self, text: &str, x: f64, y: f64, size: f64, bold: bool, color: Rgba) {
        self.context.set_font(&self.faces.font(bold, size * RATIO));
        self.color(color);
        let _ = self.context.fill_text(text, x * RATIO, y * RATIO);
    }

    fn caption(&mut self) {
        let title = self.sheet.title.as_str();
        self.text(title, MARGIN, self.y + 18.0, 15.0, true, self.palette.ink);
        self.y += TITLE;
        for line in &self.sheet.lines {
            self.text(line, MARGIN, self.y + 12.0, 12.0, false, self.palette.ink2);
            self.y += LINE;
        }
    }

    fn panel(&mut self, panel: &ExportPanel) -> Option<Drawn> {
        let ink = self.palette.ink;
        self.text(&panel.title, MARGIN, self.y + 20.0, 13.0, true, ink);
        self.y += CAPTION;
        let frame = Frame2d {
            width_px: px(self.sheet.width),
            height_px: px(panel.height),
            ratio: RATIO,
            compact: false,
        };
        let canvas = new_canvas()?;
        let model = Some((panel.model.as_ref(), &Digest::new(&panel.model)));
        let drawn = paint(
            &canvas,
            model,
            frame,
            &self.palette,
            (&self.faces, &self.widths),
        )?;
        self.context
            .draw_image_with_html_canvas_element(&canvas, MARGIN * RATIO, (self.y * RATIO).round())
            .ok()?;
        self.failures(&drawn, &panel.model);
        self.y += panel.height;
        Some(drawn)
    }

    /// The words that the page writes over failed windows as DOM.
    fn failures(&self, drawn: &Drawn, model: &PanelModel) {
        for (failure, rect) in model.failures.iter().zip(&drawn.failures) {
            let (width, ratio) = (f64::from(rect.width()) / RATIO, RATIO);
            let x = MARGIN + f64::from(rect.x0) / ratio + 12.0;
            let y = self.y + f64::from(i32::midpoint(rect.y0, rect.y1)) / ratio;
            let color = self.palette.class_text[4];
            if width >= 120.0 {
                self.text(&failure.code, x, y, 12.0, true, color);
                let ink = self.palette.ink2;
                self.text(&failure.note, x, y + 16.0, 12.0, false, ink);
            } else if width >= 48.0 {
                self.text(&model.words.failed, x - 6.0, y, 11.0, false, color);
            }
        }
    }

    fn axis(&self, drawn: &Drawn, model: &PanelModel) {
        let time = &drawn.layout.time;
        self.context.set_text_align("center");
        for tick in time_ticks(&model.view, time, RATIO) {
            let x = f64::from(time.px_from_time(tick.at));
            self.color(self.palette.mark);
            let at = MARGIN * RATIO + x;
            self.context
                .fill_rect(at, self.y * RATIO, RATIO, 4.0 * RATIO);
            let is_end = f64::from(time.right()) - x < 20.0 * RATIO;
            self.context
                .set_text_align(if is_end { "right" } else { "center" });
            let (y, ink) = (self.y + 17.0, self.palette.ink3);
            self.text(&tick.label, at / RATIO, y, 11.0, false, ink);
        }
        self.context.set_text_align("left");
    }
}

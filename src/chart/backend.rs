//! A canvas as a plotters backend, in device pixels.
//!
//! plotters' own `CanvasBackend` sits inside for what is rarely drawn. The rest is here, because it formats a style string a
//! stroke, leaves text measuring to code that adds elements to the page, and can not draw a halo.

use crate::chart::text::{Faces, Widths};
use originscope_plot::{HALO, Rgba};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Width of a text's halo, CSS pixels, both sides together (DESIGN).
const HALO_WIDTH: f64 = 4.0;

/// What plotters' backend reports.
type CanvasError = <CanvasBackend as DrawingBackend>::ErrorType;
type Done = Result<(), DrawingErrorKind<CanvasError>>;

/// One canvas for the length of one painting.
pub(super) struct Canvas<'a> {
    context: CanvasRenderingContext2d,
    rare: CanvasBackend,
    widths: &'a Widths,
    faces: &'a Faces,
    surface: String,
    ratio: f64,
    fill: Option<Ink>,
    font: String,
}

/// A colour as a comparable key.
#[derive(Clone, Copy, PartialEq)]
struct Ink((u8, u8, u8), f64);

impl Ink {
    const fn of(color: BackendColor) -> Self {
        Self(color.rgb, color.alpha)
    }

    fn css(self) -> String {
        let Self((r, g, b), alpha) = self;
        css(Rgba::opaque(r, g, b).at(alpha))
    }
}

fn css(color: Rgba) -> String {
    let Rgba { r, g, b, a } = color;
    if a >= 1.0 {
        format!("#{r:02x}{g:02x}{b:02x}")
    } else {
        format!("rgb({r} {g} {b} / {a})")
    }
}

impl<'a> Canvas<'a> {
    /// The backend for a canvas whose backing store already has its size; `None` where there is no 2d context.
    pub(super) fn new(
        canvas: &HtmlCanvasElement,
        widths: &'a Widths,
        faces: &'a Faces,
        surface: Rgba,
        ratio: f64,
    ) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let rare = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self {
            context,
            rare,
            widths,
            faces,
            surface: css(surface),
            ratio,
            fill: None,
            font: String::new(),
        })
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.context.set_fill_style_str(&ink.css());
            self.fill = Some(ink);
        }
    }

    /// Before anything that plotters' backend draws: it changes styles behind our back.
    fn yield_context(&mut self) {
        self.fill = None;
        self.font.clear();
    }

    fn set_text_style<S: BackendTextStyle>(&mut self, style: &S) {
        let font = self.faces.font(is_bold(style), style.size());
        if self.font != font {
            self.context.set_font(&font);
            self.font = font;
        }
        self.context.set_text_baseline("alphabetic");
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Right => "right",
            HPos::Center => "center",
        });
    }
}

fn is_bold<S: BackendTextStyle>(style: &S) -> bool {
    matches!(style.style(), FontStyle::Bold)
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.rare.get_size()
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        self.yield_context();
        self.rare.draw_line(from, to, style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.yield_context();
        self.rare.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.yield_context();
        self.rare.draw_circle(center, radius, style, fill)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        if !fill {
            self.yield_context();
            return self.rare.draw_rect(a, b, style, fill);
        }
        // Filled at once and not collected in a path: a browser fills a rectangle on whole pixels without its general
        // rasteriser, which a path of a thousand of them has to go through.
        self.set_fill(Ink::of(style.color()));
        self.context.fill_rect(
            f64::from(a.0),
            f64::from(a.1),
            f64::from(b.0 - a.0),
            f64::from(b.1 - a.1),
        );
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.set_fill(Ink::of(style.color()));
        self.context.begin_path();
        for (x, y) in path {
            self.context.line_to(f64::from(x), f64::from(y));
        }
        self.context.fill();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Done {
        self.set_text_style(style);
        let (x, y) = (f64::from(pos.0), f64::from(pos.1));
        // A text that can not be painted (it never throws for finite places) is left out, not worth losing the chart.
        if matches!(style.family(), FontFamily::Name(HALO)) {
            self.context.set_line_join("round");
            self.context.set_line_width(HALO_WIDTH * self.ratio);
            self.context.set_stroke_style_str(&self.surface);
            let _ = self.context.stroke_text(text, x, y);
        }
        self.set_fill(Ink::of(style.color()));
        let _ = self.context.fill_text(text, x, y);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<CanvasError>> {
        let width = self.widths.of(
            &self.context,
            &self.faces.font(is_bold(style), style.size()),
            text,
        );
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // widths of short texts
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

//! A picture in memory as a plotters backend. Texts are noted and not painted: only a browser has typefaces.

use crate::coverage::{Point, fill_polygon};
use crate::layout::Rect;
use crate::palette::Rgba;
use crate::pixels::{Ink, Pixels};
use core::convert::Infallible;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle,
};

/// The width of a text in device pixels: whether it is bold, and its size in device pixels.
pub type TextWidth<'a> = &'a dyn Fn(&str, bool, f64) -> f64;

/// A text that belongs over the picture, its anchor on the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Writing {
    /// What is written.
    pub text: String,
    /// Where, device pixels.
    pub at: (i32, i32),
    /// Which part of it is there.
    pub align: Align,
    /// In which colour.
    pub color: Rgba,
    /// How high, device pixels.
    pub size: f64,
    /// Whether it has weight 600 instead of 400.
    pub bold: bool,
    /// Whether a halo of the surface colour lies around it, 2 CSS pixels wide.
    pub halo: bool,
}

/// The part of a text that is at its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its beginning.
    Left,
    /// Its middle.
    Center,
    /// Its end.
    Right,
}

/// The family name by which a text asks for a halo; typefaces are the browser's choice.
pub(crate) const HALO: &str = "halo";

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// A picture and its texts for the length of one painting.
pub(crate) struct Raster<'a> {
    pub(crate) pixels: &'a mut Pixels,
    pub(crate) texts: &'a mut Vec<Writing>,
    pub(crate) width: TextWidth<'a>,
}

const fn rgba(color: BackendColor) -> Rgba {
    let (r, g, b) = color.rgb;
    Rgba::opaque(r, g, b).at(color.alpha)
}

fn is_bold<S: BackendTextStyle>(style: &S) -> bool {
    matches!(style.style(), FontStyle::Bold)
}

impl DrawingBackend for Raster<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        (size(self.pixels.width()), size(self.pixels.height()))
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.pixels.mix(x, y, rgba(color), 1.0);
        Ok(())
    }

    /// Fills, whatever `fill` says: nothing is stroked here.
    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        _: bool,
    ) -> Done {
        let rect = Rect { x0, y0, x1, y1 };
        self.pixels.fill(rect, &mut Ink::new(rgba(style.color())));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let points: Vec<Point> = path.into_iter().collect();
        fill_polygon(self.pixels, &points, rgba(style.color()));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.texts.push(Writing {
            text: text.to_owned(),
            at,
            align: match style.anchor().h_pos {
                HPos::Left => Align::Left,
                HPos::Center => Align::Center,
                HPos::Right => Align::Right,
            },
            color: rgba(style.color()),
            size: style.size(),
            bold: is_bold(style),
            halo: matches!(style.family(), FontFamily::Name(HALO)),
        });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = (self.width)(text, is_bold(style), style.size());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // widths of short texts
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

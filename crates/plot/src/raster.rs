//! A backend that paints into an array of pixels, exactly as the crate defines coordinates. Text is noted, not painted.

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// Never happens.
#[derive(Debug)]
pub(crate) struct Never;

impl core::fmt::Display for Never {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("never")
    }
}

impl std::error::Error for Never {}

type Done = Result<(), DrawingErrorKind<Never>>;

/// The picture.
pub(crate) struct Raster<'a> {
    pub(crate) picture: &'a mut Picture,
}

/// Pixels and texts.
#[derive(Clone)]
pub(crate) struct Picture {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pixels: Vec<[f64; 3]>,
    pub(crate) texts: Vec<(String, BackendCoord)>,
}

impl Picture {
    pub(crate) fn new(width: i32, height: i32) -> Self {
        let count = usize::try_from(width * height).unwrap();
        Self {
            width,
            height,
            pixels: vec![[0.0; 3]; count],
            texts: Vec::new(),
        }
    }

    /// The colour of a pixel.
    pub(crate) fn at(&self, x: i32, y: i32) -> (u8, u8, u8) {
        let index = usize::try_from(y * self.width + x).unwrap();
        let [r, g, b] = self.pixels[index].map(|v| v.round() as u8);
        (r, g, b)
    }

    fn blend(&mut self, x: i32, y: i32, color: BackendColor) {
        if x < 0 || y < 0 || x >= self.width || y >= self.height {
            return;
        }
        let index = usize::try_from(y * self.width + x).unwrap();
        let (r, g, b) = color.rgb;
        for (have, add) in self.pixels[index].iter_mut().zip([r, g, b]) {
            *have = f64::from(add) * color.alpha + *have * (1.0 - color.alpha);
        }
    }
}

impl DrawingBackend for Raster<'_> {
    type ErrorType = Never;

    fn get_size(&self) -> (u32, u32) {
        (
            self.picture.width.unsigned_abs(),
            self.picture.height.unsigned_abs(),
        )
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.picture.blend(x, y, color);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        assert!(fill, "nothing is stroked");
        for y in a.1..b.1 {
            for x in a.0..b.0 {
                self.picture.blend(x, y, style.color());
            }
        }
        Ok(())
    }

    /// Non-zero winding, sampled at pixel centres, as a canvas does without its smoothing.
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Done {
        let points: Vec<_> = vert
            .into_iter()
            .map(|(x, y)| (f64::from(x), f64::from(y)))
            .collect();
        for row in 0..self.picture.height {
            let y = f64::from(row) + 0.5;
            let mut crossings = Vec::new();
            for (index, a) in points.iter().enumerate() {
                let b = points[(index + 1) % points.len()];
                if (a.1 <= y) != (b.1 <= y) {
                    let x = a.0 + (y - a.1) * (b.0 - a.0) / (b.1 - a.1);
                    crossings.push((x, if b.1 > a.1 { 1 } else { -1 }));
                }
            }
            crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut winding = 0;
            for pair in crossings.windows(2) {
                winding += pair[0].1;
                if winding != 0 {
                    let from = (pair[0].0 - 0.5).ceil() as i32;
                    let to = (pair[1].0 - 0.5).ceil() as i32;
                    (from..to).for_each(|x| self.picture.blend(x, row, style.color()));
                }
            }
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, _: &S, pos: BackendCoord) -> Done {
        self.picture.texts.push((text.to_owned(), pos));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Never>> {
        Ok((
            (text.chars().count() as f64 * style.size() * 0.5) as u32,
            style.size() as u32,
        ))
    }
}

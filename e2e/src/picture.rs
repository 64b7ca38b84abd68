//! What a canvas holds, device pixel by device pixel.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The pixels of a canvas.
#[derive(PartialEq, Eq)]
pub struct Picture {
    /// Device pixels across.
    pub width: u32,
    /// Device pixels down.
    pub height: u32,
    rgba: Vec<u8>,
}

impl Picture {
    /// Reads a `data:image/png;base64,` address.
    pub(crate) fn read(address: &str) -> Result<Self> {
        let (_, text) = address.split_once("base64,").context("no picture")?;
        Self::decode(STANDARD.decode(text)?)
    }

    /// Reads a PNG file.
    ///
    /// # Errors
    /// It is none.
    pub fn open(path: &std::path::Path) -> Result<Self> {
        Self::decode(std::fs::read(path)?)
    }

    fn decode(bytes: Vec<u8>) -> Result<Self> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
        let mut rgba = vec![0; reader.output_buffer_size().context("a picture too large")?];
        let info = reader.next_frame(&mut rgba)?;
        ensure!(
            info.color_type == png::ColorType::Rgba,
            "a picture without transparency"
        );
        Ok(Self {
            width: info.width,
            height: info.height,
            rgba,
        })
    }

    /// Red, green, blue and opacity of a pixel; nothing outside.
    #[must_use]
    pub fn at(&self, x: u32, y: u32) -> Option<[u8; 4]> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let start = (y as usize * self.width as usize + x as usize) * 4;
        self.rgba.get(start..start + 4)?.try_into().ok()
    }

    /// How many pixels of a rectangle, right and lower edge outside, are like that colour.
    #[must_use]
    pub fn count_like(&self, x: (u32, u32), y: (u32, u32), colour: [u8; 3]) -> usize {
        let rows = y.0..y.1.min(self.height);
        rows.flat_map(|row| (x.0..x.1.min(self.width)).map(move |column| (column, row)))
            .filter(|(x, y)| self.at(*x, *y).is_some_and(|pixel| like(pixel, colour)))
            .count()
    }

    /// Which way stripes of a colour run in a rectangle: more than 0 falling to the right as a backslash, less than 0 rising
    /// as a slash, near 0 neither. From -1 to 1.
    #[must_use]
    pub fn slant(&self, x: (u32, u32), y: (u32, u32), colour: [u8; 3]) -> f64 {
        let is = |x: u32, y: u32| self.at(x, y).is_some_and(|pixel| like(pixel, colour));
        let (mut falling, mut rising) = (0.0_f64, 0.0_f64);
        for row in y.0..y.1.saturating_sub(1) {
            for column in x.0.max(1)..x.1.saturating_sub(1) {
                if is(column, row) {
                    falling += f64::from(u8::from(is(column + 1, row + 1)));
                    rising += f64::from(u8::from(is(column - 1, row + 1)));
                }
            }
        }
        (falling - rising) / (falling + rising).max(1.0)
    }

    /// How many different colours there are.
    #[must_use]
    pub fn colours(&self) -> usize {
        let mut all: Vec<&[u8]> = self.rgba.chunks_exact(4).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    }

    /// The columns of a row whose pixels are like that colour.
    #[must_use]
    pub fn columns_like(&self, y: u32, colour: [u8; 3]) -> Vec<u32> {
        (0..self.width)
            .filter(|x| self.at(*x, y).is_some_and(|pixel| like(pixel, colour)))
            .collect()
    }

    /// The rows of a column whose pixels are like that colour.
    #[must_use]
    pub fn rows_like(&self, x: u32, colour: [u8; 3]) -> Vec<u32> {
        (0..self.height)
            .filter(|y| self.at(x, *y).is_some_and(|pixel| like(pixel, colour)))
            .collect()
    }
}

/// Whether an opaque pixel has that colour, give or take the rounding of a blend.
fn like(pixel: [u8; 4], colour: [u8; 3]) -> bool {
    let [red, green, blue, opacity] = pixel;
    let near = [red, green, blue]
        .iter()
        .zip(colour)
        .all(|(have, want)| have.abs_diff(want) <= 6);
    opacity > 250 && near
}

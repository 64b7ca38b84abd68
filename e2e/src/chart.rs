//! A painted chart: its pixels, and where its plot lies among them.

use crate::Picture;

/// The design's hues in the light theme, as `style/tokens.css` has them.
pub mod hue {
    /// 1xx
    pub const GREY: [u8; 3] = [0x6F, 0x78, 0x8C];
    /// 5xx
    pub const RED: [u8; 3] = [0xB3, 0x15, 0x32];
    /// 4xx
    pub const AMBER: [u8; 3] = [0xB3, 0x6C, 0x03];
    /// The edge of 2xx.
    pub const GREEN: [u8; 3] = [0x32, 0x9B, 0x73];
    /// Origin traffic
    pub const SLATE: [u8; 3] = [0x4F, 0x5D, 0x75];
    /// The pattern of what is missing.
    pub const HATCH: [u8; 3] = [0xC3, 0xCA, 0xD4];
    /// What is out of reach; the lines of the grid have the same.
    pub const SUNKEN: [u8; 3] = [0xEC, 0xEE, 0xF2];
    /// Ticks, edges of what is not published, outlines of slots without requests.
    pub const MARK: [u8; 3] = [0x7B, 0x85, 0x94];
    /// Horizontal and vertical lines behind the data.
    pub const GRID: [u8; 3] = [0xEC, 0xEE, 0xF2];
    /// The ground of a chart.
    pub const SURFACE: [u8; 3] = [0xFF, 0xFF, 0xFF];
    /// Text.
    pub const INK: [u8; 3] = [0x12, 0x16, 0x1C];
    /// The stripes of the 5xx band: half red, half surface.
    pub const RED_STRIPE: [u8; 3] = [0xD9, 0x8A, 0x98];
}

/// A painted chart.
pub struct Chart {
    /// Its pixels.
    pub picture: Picture,
    /// Left, top, right and bottom of the plot on the canvas, CSS pixels.
    pub(crate) plot: [f64; 4],
    /// Device pixels a CSS pixel, as the chart was painted.
    pub ratio: f64,
    /// Left, top, width and height of the canvas in the window, CSS pixels.
    pub frame: (f64, f64, f64, f64),
}

impl Chart {
    /// A place of the plot in the window, CSS pixels: `across` from 0 (left) to 1, `up` from 0 (bottom) to 1.
    #[must_use]
    pub fn place(&self, across: f64, up: f64) -> (f64, f64) {
        let (left, top, ..) = self.frame;
        let (x, y) = self.inside(across, up);
        (left + x, top + y)
    }

    /// The pixels of the plot between two places across it (0 to 1), right edge outside.
    #[must_use]
    pub fn columns(&self, left: f64, right: f64) -> (u32, u32) {
        let at = |across| pixel(self.inside(across, 0.0).0, self.ratio);
        (at(left), at(right))
    }

    /// The pixel rows between two heights of the plot (0 bottom, 1 top), lower edge outside.
    #[must_use]
    pub fn rows(&self, low: f64, high: f64) -> (u32, u32) {
        (self.row(high), self.row(low))
    }

    fn inside(&self, across: f64, up: f64) -> (f64, f64) {
        let [x0, y0, x1, y1] = self.plot;
        (x0 + (x1 - x0) * across, y1 - (y1 - y0) * up)
    }

    /// The pixel row at a height of the plot, 0 bottom, 1 top.
    fn row(&self, up: f64) -> u32 {
        pixel(self.inside(0.0, up).1, self.ratio)
    }

    /// How much of the plot's width has that colour between two heights of the plot, in any of their rows: 0 to 1.
    #[must_use]
    pub fn width_of(&self, colour: [u8; 3], low: f64, high: f64) -> f64 {
        let columns = self.columns_of(colour, low, high);
        columns.len() as f64 / f64::from(self.plot_columns().1 - self.plot_columns().0)
    }

    /// Where across the plot (0 to 1) the first and the last pixel of that colour lie between two heights.
    #[must_use]
    pub fn extent_of(&self, colour: [u8; 3], low: f64, high: f64) -> Option<(f64, f64)> {
        let columns = self.columns_of(colour, low, high);
        let (from, to) = self.plot_columns();
        let across = |x: u32| f64::from(x - from) / f64::from(to - from);
        Some((across(*columns.first()?), across(*columns.last()?)))
    }

    /// The lowest and the highest place (0 bottom, 1 top) of that colour within the columns `left..right` (0 to 1).
    #[must_use]
    pub fn heights_of(&self, colour: [u8; 3], left: f64, right: f64) -> Option<(f64, f64)> {
        let columns = pixel(self.inside(left, 0.0).0, self.ratio)
            ..pixel(self.inside(right, 0.0).0, self.ratio);
        let (top, bottom) = (self.row(1.0), self.row(0.0));
        // Only of the plot: labels of the same hue stand beside it.
        let rows = columns
            .flat_map(|x| self.picture.rows_like(x, colour))
            .filter(|y| (top..=bottom).contains(y));
        let rows: Vec<u32> = rows.collect();
        let up = |y: u32| f64::from(bottom - y) / f64::from(bottom - top);
        Some((up(*rows.iter().max()?), up(*rows.iter().min()?)))
    }

    fn columns_of(&self, colour: [u8; 3], low: f64, high: f64) -> Vec<u32> {
        let (from, to) = self.plot_columns();
        let mut columns: Vec<u32> = (self.row(high)..=self.row(low))
            .flat_map(|y| self.picture.columns_like(y, colour))
            .collect();
        columns.retain(|x| (from..to).contains(x));
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    fn plot_columns(&self) -> (u32, u32) {
        let [x0, _, x1, _] = self.plot;
        (pixel(x0, self.ratio), pixel(x1, self.ratio))
    }
}

/// The device pixel at a CSS pixel.
fn pixel(css: f64, ratio: f64) -> u32 {
    // A place on a canvas: not negative, and far below what fits.
    (css * ratio).round().clamp(0.0, 100_000.0) as u32
}

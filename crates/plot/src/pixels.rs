//! A picture in memory: what a panel's shapes are painted into before a canvas shows them.
//!
//! A browser paints a thousand rectangles of one pixel column each in some 0.7 ms, on top of what the calls cost; written
//! here and handed over in one piece the same picture costs a tenth. Everything that a panel is made of lies on whole pixels,
//! so nothing is lost by it; only the stripes of a hatch cut pixels, and are weighed by what they cover of each.

use crate::layout::Rect;
use crate::palette::Rgba;
use core::ops::Range;

/// Rows of opaque pixels, from the top.
#[derive(Clone, Debug, Default)]
pub struct Pixels {
    width: usize,
    height: usize,
    cells: Vec<[u8; 4]>,
}

/// From this width on copying a row is quicker than filling it: one instruction for all of it.
const WIDE: usize = 32;

/// A colour as it is mixed in, and what it became on the last ground: grounds are nearly always of one colour for long.
pub(crate) struct Ink {
    color: [u8; 4],
    alpha: u32,
    ground: u32,
    mixed: [u8; 4],
}

impl Ink {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 0 to 255
    pub(crate) fn new(color: Rgba) -> Self {
        let Rgba { r, g, b, a } = color;
        let mut ink = Self {
            color: [r, g, b, 255],
            alpha: (a.clamp(0.0, 1.0) * 255.0 + 0.5) as u32,
            ground: 0,
            mixed: [0; 4],
        };
        ink.mixed = ink.over([0; 4]);
        ink
    }

    /// What is seen where it lies on an opaque ground.
    #[allow(clippy::cast_possible_truncation)] // a mix of two u8 is within u8
    fn over(&self, ground: [u8; 4]) -> [u8; 4] {
        let mut mixed = ground;
        for (under, top) in mixed.iter_mut().zip(self.color) {
            let sum = u32::from(top) * self.alpha + u32::from(*under) * (255 - self.alpha);
            *under = ((sum + 127) / 255) as u8;
        }
        mixed
    }

    fn lay_on(&mut self, cell: &mut [u8; 4]) {
        let ground = u32::from_ne_bytes(*cell);
        if ground != self.ground {
            self.ground = ground;
            self.mixed = self.over(*cell);
        }
        *cell = self.mixed;
    }
}

impl Pixels {
    /// Takes a size. What was painted before is lost where the size changes, and of no meaning where it stays.
    pub fn resize(&mut self, width: u32, height: u32) {
        let (width, height) = (width as usize, height as usize);
        if (self.width, self.height) != (width, height) {
            (self.width, self.height) = (width, height);
            self.cells.resize(width.saturating_mul(height), [0; 4]);
        }
    }

    /// Width in pixels.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Red, green, blue and opacity of every pixel, row by row.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.cells.as_flattened()
    }

    /// Fills a rectangle; what lies outside the picture is left out.
    pub(crate) fn fill(&mut self, rect: Rect, ink: &mut Ink) {
        let (xs, ys) = (
            cut(rect.x0, rect.x1, self.width),
            cut(rect.y0, rect.y1, self.height),
        );
        if xs.is_empty() || ys.is_empty() || ink.alpha == 0 {
            return;
        }
        if xs.len() == 1 {
            let cells = self.cells.iter_mut().skip(ys.start * self.width + xs.start);
            let column = cells.step_by(self.width).take(ys.len());
            if ink.alpha == 255 {
                column.for_each(|cell| *cell = ink.color);
            } else {
                column.for_each(|cell| ink.lay_on(cell));
            }
            return;
        }
        if ink.alpha == 255 {
            self.fill_opaque(xs, ys, ink.color);
            return;
        }
        let rows = self.cells.chunks_exact_mut(self.width.max(1));
        for row in rows.skip(ys.start).take(ys.len()) {
            let cells = row.get_mut(xs.clone()).unwrap_or_default();
            cells.iter_mut().for_each(|cell| ink.lay_on(cell));
        }
    }

    /// Both ranges lie within the picture, and neither is empty.
    fn fill_opaque(&mut self, xs: Range<usize>, ys: Range<usize>, color: [u8; 4]) {
        let width = self.width;
        let first = ys.start * width + xs.start..ys.start * width + xs.end;
        let Some(cells) = self.cells.get_mut(first.start..) else {
            return;
        };
        let filled = if xs.len() < WIDE { ys.len() } else { 1 };
        for row in cells.chunks_mut(width).take(filled) {
            row.get_mut(..xs.len()).unwrap_or_default().fill(color);
        }
        for y in filled..ys.len() {
            self.cells
                .copy_within(first.clone(), first.start + y * width);
        }
    }

    /// Mixes a colour into one pixel by the part of it that is covered, from 0 to 1.
    pub(crate) fn mix(&mut self, x: i32, y: i32, color: Rgba, covered: f64) {
        let x = usize::try_from(x).ok().filter(|x| *x < self.width);
        let (Some(x), Ok(y)) = (x, usize::try_from(y)) else {
            return;
        };
        let at = y.saturating_mul(self.width) + x;
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = Ink::new(color.at(color.a * covered)).over(*cell);
        }
    }

    /// Red, green and blue of a pixel; `None` outside.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> Option<[u8; 3]> {
        let row = self.cells.chunks_exact(self.width.max(1)).nth(y)?;
        let [r, g, b, _] = row.get(x)?;
        Some([*r, *g, *b])
    }
}

/// The part of a stretch that lies within `0..end`.
fn cut(from: i32, to: i32, end: usize) -> Range<usize> {
    let edge = |at: i32| usize::try_from(at).unwrap_or(0).min(end);
    edge(from)..edge(to).max(edge(from))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const RED: Rgba = Rgba::opaque(200, 0, 0);

    /// A white picture.
    pub(crate) fn white(width: u32, height: u32) -> Pixels {
        let mut pixels = Pixels::default();
        pixels.resize(width, height);
        let all = Rect {
            x0: -9,
            y0: -9,
            x1: i32::MAX,
            y1: i32::MAX,
        };
        pixels.fill(all, &mut Ink::new(Rgba::opaque(255, 255, 255)));
        pixels
    }

    #[test]
    fn a_rectangle_holds_its_upper_left_corner_and_not_its_lower_right_one() {
        let mut pixels = white(8, 6);
        pixels.fill(
            Rect {
                x0: 2,
                y0: 1,
                x1: 4,
                y1: 3,
            },
            &mut Ink::new(RED),
        );
        let red = |x, y| pixels.at(x, y) == Some([200, 0, 0]);
        let found: Vec<(usize, usize)> = (0..6)
            .flat_map(|y| (0..8).map(move |x| (x, y)))
            .filter(|(x, y)| red(*x, *y))
            .collect();
        assert_eq!(found, [(2, 1), (3, 1), (2, 2), (3, 2)]);
        assert_eq!(pixels.at(8, 0), None);
        assert_eq!(pixels.bytes().len(), 8 * 6 * 4);
    }

    #[test]
    fn half_a_colour_is_mixed_with_whatever_lies_under_it() {
        let mut pixels = white(8, 6);
        pixels.fill(
            Rect {
                x0: 0,
                y0: 0,
                x1: 1,
                y1: 6,
            },
            &mut Ink::new(RED),
        );
        pixels.fill(
            Rect {
                x0: 0,
                y0: 0,
                x1: 2,
                y1: 1,
            },
            &mut Ink::new(Rgba::opaque(0, 0, 0).at(0.5)),
        );
        assert_eq!(pixels.at(0, 0), Some([100, 0, 0]));
        assert_eq!(pixels.at(1, 0), Some([127, 127, 127]));
        assert_eq!(pixels.at(2, 0), Some([255, 255, 255]));
        pixels.mix(5, 5, RED, 0.0);
        pixels.mix(-1, 5, RED, 1.0);
        assert_eq!(pixels.at(5, 5), Some([255, 255, 255]));
        pixels.mix(5, 5, RED, 1.0);
        assert_eq!(pixels.at(5, 5), Some([200, 0, 0]));
    }

    #[test]
    fn what_is_outside_is_left_out() {
        let mut pixels = white(8, 6);
        for (x0, x1) in [(-5, 0), (8, 12), (5, 3)] {
            pixels.fill(
                Rect {
                    x0,
                    y0: -3,
                    x1,
                    y1: 60,
                },
                &mut Ink::new(RED),
            );
        }
        assert!(pixels.bytes().iter().all(|byte| *byte == 255));
    }
}

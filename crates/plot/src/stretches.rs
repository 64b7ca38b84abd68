//! Neighbouring upright stretches in one colour, as one plotters element.

use crate::layout::Rect;
use crate::palette::Rgba;
use crate::pixels::Ink;
use crate::raster::Raster;
use core::convert::Infallible;
use plotters::element::{BackendCoordOnly, Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};

/// What a line or an area over a thousand pixel columns consists of. One element, because a column is painted faster than
/// plotters hands over a rectangle.
pub(crate) struct Stretches {
    parts: Vec<Rect>,
    color: Rgba,
}

/// Neighbours that are looked at together: a row of a picture is written quicker than a column.
const GROUP: usize = 32;
/// A common part of fewer rows is left to the single stretches.
const LEAST: i32 = 4;

impl Stretches {
    /// Neighbours of equal height are joined, and empty ones left out.
    pub(crate) fn new(parts: impl IntoIterator<Item = Rect>, color: Rgba) -> Self {
        let mut joined: Vec<Rect> = Vec::new();
        for part in parts {
            if part.width() == 0 || part.height() == 0 {
                continue;
            }
            match joined.last_mut() {
                Some(last) if (last.x1, last.y0, last.y1) == (part.x0, part.y0, part.y1) => {
                    last.x1 = part.x1;
                }
                _ => joined.push(part),
            }
        }
        Self {
            parts: joined,
            color,
        }
    }
}

impl<'a> PointCollection<'a, BackendCoord, BackendCoordOnly> for &'a Stretches {
    type Point = BackendCoord;
    type IntoIter = core::iter::Empty<BackendCoord>;

    /// None: the stretches are in device pixels already.
    fn point_iter(self) -> Self::IntoIter {
        core::iter::empty()
    }
}

impl Drawable<Raster<'_>, BackendCoordOnly> for Stretches {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        raster: &mut Raster<'_>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let ink = &mut Ink::new(self.color);
        for group in self.parts.chunks(GROUP) {
            let common = common(group);
            if let Some(common) = common {
                raster.pixels.fill(common, ink);
            }
            for part in group {
                let [above, below] = common.map_or([*part, NOTHING], |common| rest(*part, common));
                raster.pixels.fill(above, ink);
                raster.pixels.fill(below, ink);
            }
        }
        Ok(())
    }
}

const NOTHING: Rect = Rect {
    x0: 0,
    y0: 0,
    x1: 0,
    y1: 0,
};

/// What all of some touching stretches have in common; `None` where it is not worth a rectangle of its own.
fn common(group: &[Rect]) -> Option<Rect> {
    let (first, others) = group.split_first()?;
    let mut common = *first;
    for part in others {
        if part.x0 != common.x1 {
            return None;
        }
        common.x1 = part.x1;
        common.y0 = common.y0.max(part.y0);
        common.y1 = common.y1.min(part.y1);
    }
    (common.height() > LEAST).then_some(common)
}

/// What a stretch has above and below the common part.
const fn rest(part: Rect, common: Rect) -> [Rect; 2] {
    [
        Rect {
            y1: common.y0,
            ..part
        },
        Rect {
            y0: common.y1,
            ..part
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::tests::white;
    use plotters::drawing::IntoDrawingArea;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_same_as_filling_one_after_the_other(columns in prop::collection::vec((1_i32..4, -3_i32..30, 0_i32..45), 1..60), gap in 0_usize..60) {
            let color = Rgba::opaque(10, 90, 200).at(0.4);
            let mut x = 0;
            let place = |(index, (width, y0, height)): (usize, &(i32, i32, i32))| {
                let x0 = x + i32::from(index == gap);
                x = x0 + width;
                Rect { x0, y0: *y0, x1: x, y1: y0 + height }
            };
            let parts: Vec<Rect> = columns.iter().enumerate().map(place).collect();
            let mut single = white(90, 40);
            parts.iter().for_each(|part| single.fill(*part, &mut Ink::new(color)));
            let (mut grouped, mut texts) = (white(90, 40), Vec::new());
            let raster = Raster { pixels: &mut grouped, texts: &mut texts, width: &|_, _, _| 0.0 };
            raster.into_drawing_area().draw(&Stretches::new(parts, color)).unwrap();
            prop_assert!(single.bytes() == grouped.bytes());
        }
    }
}

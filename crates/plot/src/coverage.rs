//! Polygons: each pixel by the part of it that they cover.

use crate::palette::Rgba;
use crate::pixels::Pixels;

/// A corner, device pixels.
pub(crate) type Point = (i32, i32);

/// Fills a polygon. Row by row every edge says how much of each pixel lies right of it; the sum of them is what is covered.
/// That is exact for any slope, and half a pixel for the 45 degrees of a hatch.
pub(crate) fn fill_polygon(pixels: &mut Pixels, points: &[Point], color: Rgba) {
    let (Some(top), Some(bottom), Some(left), Some(right)) = (
        points.iter().map(|point| point.1).min(),
        points.iter().map(|point| point.1).max(),
        points.iter().map(|point| point.0).min(),
        points.iter().map(|point| point.0).max(),
    ) else {
        return;
    };
    let next = points.iter().cycle().skip(1);
    let edges = points
        .iter()
        .zip(next)
        .filter_map(|(a, b)| Edge::new(*a, *b));
    let edges: Vec<Edge> = edges.collect();
    let width = usize::try_from(right.saturating_sub(left)).unwrap_or(0);
    let mut changes = vec![0.0; width.saturating_add(2)];
    let rows = i32::try_from(pixels.height()).unwrap_or(i32::MAX);
    for y in top.max(0)..bottom.min(rows) {
        for edge in edges.iter().filter(|edge| edge.top <= y && y < edge.bottom) {
            edge.cover(y, left, &mut changes);
        }
        let mut sum = 0.0;
        for (x, change) in (left..).zip(&mut changes) {
            sum += core::mem::take(change);
            if sum.abs() > 1e-6 {
                pixels.mix(x, y, color, sum.abs().min(1.0));
            }
        }
    }
}

/// An edge that is not horizontal.
struct Edge {
    top: i32,
    bottom: i32,
    /// Where it is at its top, and how far it goes to the right in a row.
    x: f64,
    slope: f64,
    /// 1 where the polygon runs down along it, else -1.
    way: f64,
}

impl Edge {
    fn new(a: Point, b: Point) -> Option<Self> {
        let (upper, lower, way) = if a.1 < b.1 { (a, b, 1.0) } else { (b, a, -1.0) };
        let height = f64::from(lower.1) - f64::from(upper.1);
        (height > 0.0).then(|| Self {
            top: upper.1,
            bottom: lower.1,
            x: f64::from(upper.0),
            slope: (f64::from(lower.0) - f64::from(upper.0)) / height,
            way,
        })
    }

    /// Adds by how much more of each pixel of a row than of the one before it lies right of the edge.
    #[allow(clippy::cast_possible_truncation)] // between the ends of an edge, which are i32
    fn cover(&self, y: i32, left: i32, changes: &mut [f64]) {
        let start = self.x + self.slope * (f64::from(y) - f64::from(self.top));
        let end = start + self.slope;
        let (low, high) = if start < end {
            (start, end)
        } else {
            (end, start)
        };
        let mut before = 0.0;
        for x in low.floor() as i32..=high.ceil() as i32 {
            let here = right_of(low, high, f64::from(x) + 1.0);
            let place = usize::try_from(x - left).ok();
            if let Some(change) = place.and_then(|place| changes.get_mut(place)) {
                *change += self.way * (here - before);
            }
            before = here;
        }
    }
}

/// The part of the pixel that ends at `end` that lies right of an edge from `low` to `high`.
fn right_of(low: f64, high: f64, end: f64) -> f64 {
    if high - low < 1e-9 {
        return (end - low).clamp(0.0, 1.0);
    }
    // The integral of what is right of a vertical edge, up to one that lies `by` before the pixel's end.
    let integral = |by: f64| match by {
        by if by <= 0.0 => 0.0,
        by if by < 1.0 => by * by / 2.0,
        by => by - 0.5,
    };
    (integral(end - low) - integral(end - high)) / (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Rect;
    use crate::pixels::Ink;
    use crate::pixels::tests::white;
    use proptest::prelude::*;

    const BLACK: Rgba = Rgba::opaque(0, 0, 0);

    /// How dark a pixel is, from 0 to 1.
    fn dark(pixels: &Pixels, x: usize, y: usize) -> f64 {
        1.0 - f64::from(pixels.at(x, y).unwrap()[0]) / 255.0
    }

    /// The part of a pixel within a triangle, by 256 looks at it.
    fn sampled(points: &[Point], x: usize, y: usize) -> f64 {
        let side = |a: Point, b: Point, (x, y): (f64, f64)| {
            f64::from(b.0 - a.0) * (y - f64::from(a.1))
                - f64::from(b.1 - a.1) * (x - f64::from(a.0))
        };
        let is_within = |at: (f64, f64)| {
            let [a, b, c] = [points[0], points[1], points[2]];
            let sides = [side(a, b, at), side(b, c, at), side(c, a, at)];
            sides.iter().all(|side| *side > 0.0) || sides.iter().all(|side| *side < 0.0)
        };
        let place = |at: usize, step: usize| at as f64 + (step as f64 + 0.5) / 16.0;
        let all = (0..16).flat_map(|down| (0..16).map(move |right| (right, down)));
        let within = all.filter(|(right, down)| is_within((place(x, *right), place(y, *down))));
        within.count() as f64 / 256.0
    }

    #[test]
    fn a_diagonal_covers_half_of_what_it_cuts() {
        let mut pixels = white(40, 30);
        fill_polygon(&mut pixels, &[(10, 10), (20, 10), (10, 20)], BLACK);
        assert_eq!(pixels.at(12, 12), Some([0; 3]));
        assert!((dark(&pixels, 14, 15) - 0.5).abs() < 0.01, "on the edge");
        assert_eq!(pixels.at(15, 15), Some([255; 3]), "beyond it");
        assert_eq!(pixels.at(9, 12), Some([255; 3]));
        assert_eq!(pixels.at(12, 9), Some([255; 3]));
    }

    #[test]
    fn beside_the_picture_nothing_is_painted_and_nothing_breaks() {
        let mut pixels = white(40, 30);
        fill_polygon(
            &mut pixels,
            &[(-50, -50), (90, -40), (70, 90), (-30, 60)],
            BLACK,
        );
        assert!(pixels.bytes().chunks(4).all(|cell| cell[0] == 0));
        fill_polygon(&mut pixels, &[], BLACK);
        fill_polygon(&mut pixels, &[(3, 3), (9, 3)], BLACK);
    }

    proptest! {
        #[test]
        fn a_polygon_of_right_angles_is_its_rectangle(x0 in 0..20_i32, width in 0..20_i32, y0 in 0..15_i32, height in 0..15_i32) {
            let (x1, y1) = (x0 + width, y0 + height);
            let (mut polygon, mut rectangle) = (white(40, 30), white(40, 30));
            fill_polygon(&mut polygon, &[(x0, y0), (x1, y0), (x1, y1), (x0, y1)], BLACK.at(0.4));
            rectangle.fill(Rect { x0, y0, x1, y1 }, &mut Ink::new(BLACK.at(0.4)));
            prop_assert_eq!(polygon.bytes(), rectangle.bytes());
        }

        #[test]
        fn each_pixel_by_the_part_of_it_that_lies_within(points in prop::collection::vec((1..39_i32, 1..29_i32), 3)) {
            let mut pixels = white(40, 30);
            fill_polygon(&mut pixels, &points, BLACK);
            for (x, y) in (0..30).flat_map(|y| (0..40).map(move |x| (x, y))) {
                let (have, sampled) = (dark(&pixels, x, y), sampled(&points, x, y));
                prop_assert!((have - sampled).abs() < 0.08, "pixel {} {}: {} of {}", x, y, have, sampled);
            }
        }

        #[test]
        fn as_dark_in_all_as_its_area(points in prop::collection::vec((1..39_i32, 1..29_i32), 3)) {
            let mut pixels = white(40, 30);
            fill_polygon(&mut pixels, &points, BLACK);
            let sum: f64 = (0..30).flat_map(|y| (0..40).map(move |x| (x, y))).map(|(x, y)| dark(&pixels, x, y)).sum();
            let [a, b, c] = [points[0], points[1], points[2]];
            let area = f64::from((b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)).abs() / 2.0;
            prop_assert!((sum - area).abs() < 1.5, "{} of {}", sum, area);
        }
    }
}

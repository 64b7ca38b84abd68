//! Diagonal hatches as polygons on whole pixels: at 45 degrees every cut with a rectangle is whole too.

use crate::coverage::Point;
use crate::layout::Rect;

/// Which way the lines of a hatch rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slope {
    /// Plus 45 degrees, `/`: the 5xx band.
    Rising,
    /// Minus 45 degrees, `\`: missing. Never mistaken for 5xx.
    Falling,
}

/// The stripes of a hatch inside a rectangle. `pitch` and `width` are measured along the horizontal; the pattern is fixed
/// to the canvas, so that neighbouring rectangles continue each other.
pub(crate) fn stripes(rect: Rect, slope: Slope, pitch: i32, width: i32) -> Vec<Vec<Point>> {
    if rect.width() == 0 || rect.height() == 0 || pitch <= 0 {
        return Vec::new();
    }
    // A stripe is all points with c <= x + s*y < c + width, s = 1 for rising and -1 for falling lines.
    let sign = if slope == Slope::Rising { 1 } else { -1 };
    let along = |x: i32, y: i32| x + sign * y;
    let corners = [
        along(rect.x0, rect.y0),
        along(rect.x1, rect.y0),
        along(rect.x0, rect.y1),
        along(rect.x1, rect.y1),
    ];
    let lowest = corners.into_iter().min().unwrap_or(0);
    let highest = corners.into_iter().max().unwrap_or(0);
    let mut found = Vec::new();
    let mut c = (lowest - width).div_euclid(pitch) * pitch;
    while c < highest {
        let stripe = cut(rect, sign, c, c + width);
        if stripe.len() >= 3 {
            found.push(stripe);
        }
        c += pitch;
    }
    found
}

/// The rectangle cut by the two half planes `from <= x + sign*y` and `x + sign*y <= to` (Sutherland and Hodgman).
fn cut(rect: Rect, sign: i32, from: i32, to: i32) -> Vec<Point> {
    let whole = vec![
        (rect.x0, rect.y0),
        (rect.x1, rect.y0),
        (rect.x1, rect.y1),
        (rect.x0, rect.y1),
    ];
    let inside = half_plane(&whole, |(x, y)| x + sign * y - from);
    half_plane(&inside, |(x, y)| to - x - sign * y)
}

fn half_plane(polygon: &[Point], distance: impl Fn(Point) -> i32) -> Vec<Point> {
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (index, &here) in polygon.iter().enumerate() {
        let next = polygon
            .get(index + 1)
            .or_else(|| polygon.first())
            .copied()
            .unwrap_or(here);
        let (a, b) = (distance(here), distance(next));
        if a >= 0 {
            kept.push(here);
        }
        if (a > 0 && b < 0) || (a < 0 && b > 0) {
            // Edges are horizontal, vertical or along the stripe, and the distance changes by one a pixel.
            kept.push((
                here.0 + (next.0 - here.0).signum() * crossing(a),
                here.1 + (next.1 - here.1).signum() * crossing(a),
            ));
        }
    }
    kept
}

const fn crossing(distance: i32) -> i32 {
    distance.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stripes_stay_inside_and_lean_the_right_way() {
        let rect = Rect {
            x0: 10,
            y0: 10,
            x1: 40,
            y1: 30,
        };
        for slope in [Slope::Rising, Slope::Falling] {
            let found = stripes(rect, slope, 8, 2);
            assert!(found.len() >= 5, "{} stripes", found.len());
            for (x, y) in found.iter().flatten() {
                assert!((10..=40).contains(x) && (10..=30).contains(y));
            }
        }
        let square = Rect {
            x0: 0,
            y0: 0,
            x1: 10,
            y1: 10,
        };
        let sum = |slope| {
            let all = stripes(square, slope, 100, 2).concat();
            assert!(!all.is_empty());
            all.iter().map(|(x, y)| (x - y).abs()).max().unwrap()
        };
        assert!(
            sum(Slope::Falling) <= 2,
            "a falling stripe through the corner follows the diagonal"
        );
        assert!(
            sum(Slope::Rising) <= 2,
            "a rising stripe at 0 is a triangle in the corner"
        );
    }

    #[test]
    fn nothing_in_nothing() {
        assert!(
            stripes(
                Rect {
                    x0: 5,
                    y0: 5,
                    x1: 5,
                    y1: 9
                },
                Slope::Falling,
                8,
                2
            )
            .is_empty()
        );
    }
}

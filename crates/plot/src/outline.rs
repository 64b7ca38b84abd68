//! Lines and areas over slots as polygons on whole pixels.

/// A point, device pixels.
pub(crate) type Point = (i32, i32);

/// A stretch of a boundary: from `x0` to `x1` at height `y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) x0: i32,
    pub(crate) x1: i32,
    pub(crate) y: i32,
}

/// The part of a line's width above (or left of) its centre: a line of width 1 fills the pixel of its coordinate.
pub(crate) const fn before(width: i32) -> i32 {
    width / 2
}

/// The outline of a step-after line of this width with mitred corners. Steps must be at least two widths long.
pub(crate) fn thick(steps: &[Step], width: i32) -> Vec<Point> {
    let (low, high) = (before(width), width - before(width));
    let mut upper = Vec::with_capacity(steps.len() * 2);
    let mut lower = Vec::with_capacity(steps.len() * 2);
    for (index, step) in steps.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|at| steps.get(at));
        let next = steps.get(index + 1);
        let (upper_start, lower_start) =
            corner(step.x0, previous.map(|p| p.y), Some(step.y), low, high);
        let (upper_end, lower_end) = corner(step.x1, Some(step.y), next.map(|n| n.y), low, high);
        upper.extend([(upper_start, step.y - low), (upper_end, step.y - low)]);
        lower.extend([(lower_start, step.y + high), (lower_end, step.y + high)]);
    }
    upper.extend(lower.into_iter().rev());
    upper
}

/// Where the upper and the lower outline turn at a join: upwards the upper one turns first, downwards the lower one.
const fn corner(x: i32, left: Option<i32>, right: Option<i32>, low: i32, high: i32) -> (i32, i32) {
    match (left, right) {
        (Some(left), Some(right)) if right < left => (x - low, x + high),
        (Some(left), Some(right)) if right > left => (x + high, x - low),
        _ => (x, x),
    }
}

/// The area between the steps and a horizontal line.
pub(crate) fn area(steps: &[Step], base: i32) -> Vec<Point> {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return Vec::new();
    };
    let mut outline = Vec::with_capacity(steps.len() * 2 + 2);
    outline.push((first.x0, base));
    for step in steps {
        outline.extend([(step.x0, step.y), (step.x1, step.y)]);
    }
    outline.push((last.x1, base));
    outline
}

/// Dashes along a step line: rectangles `(x0, y0, x1, y1)`, the pattern running on around corners.
pub(crate) fn dashes(steps: &[Step], width: i32, on: i32, off: i32) -> Vec<(i32, i32, i32, i32)> {
    let (low, high) = (before(width), width - before(width));
    let mut found = Vec::new();
    let mut phase = 0;
    let mut previous: Option<i32> = None;
    for step in steps {
        if let Some(from) = previous {
            let (top, bottom) = (from.min(step.y), from.max(step.y));
            pieces(top, bottom, on, off, &mut phase, |a, b| {
                found.push((step.x0 - low, a, step.x0 + high, b))
            });
        }
        pieces(step.x0, step.x1, on, off, &mut phase, |a, b| {
            found.push((a, step.y - low, b, step.y + high))
        });
        previous = Some(step.y);
    }
    found
}

/// Cuts `from..to` into dashes, starting `phase` pixels into the pattern.
pub(crate) fn pieces(
    from: i32,
    to: i32,
    on: i32,
    off: i32,
    phase: &mut i32,
    mut emit: impl FnMut(i32, i32),
) {
    let period = (on + off).max(1);
    let mut at = from;
    while at < to {
        let inside = phase.rem_euclid(period);
        let (end, drawn) = if inside < on {
            (at + on - inside, true)
        } else {
            (at + period - inside, false)
        };
        let end = end.min(to);
        if drawn {
            emit(at, end);
        }
        *phase = (*phase + end - at).rem_euclid(period);
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: [Step; 2] = [
        Step {
            x0: 0,
            x1: 10,
            y: 20,
        },
        Step {
            x0: 10,
            x1: 20,
            y: 5,
        },
    ];

    #[test]
    fn a_thick_step_turns_with_mitred_corners() {
        // Width 2 fills the pixel before and the pixel at the coordinate.
        let outline = thick(&UP, 2);
        assert_eq!(
            outline,
            [
                (0, 19),
                (9, 19),
                (9, 4),
                (20, 4),
                (20, 6),
                (11, 6),
                (11, 21),
                (0, 21)
            ]
        );
    }

    #[test]
    fn one_slot_draws_its_own_step() {
        assert_eq!(
            thick(
                &[Step {
                    x0: 3,
                    x1: 19,
                    y: 7
                }],
                2
            ),
            [(3, 6), (19, 6), (19, 8), (3, 8)]
        );
    }

    #[test]
    fn dashes_run_around_corners() {
        let mut found = Vec::new();
        let mut phase = 0;
        pieces(0, 8, 3, 3, &mut phase, |a, b| found.push((a, b)));
        pieces(8, 12, 3, 3, &mut phase, |a, b| found.push((a, b)));
        assert_eq!(found, [(0, 3), (6, 8), (8, 9)]);
        assert_eq!(phase, 0);
    }
}

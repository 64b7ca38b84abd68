//! Lines and areas over slots as upright stretches on whole pixels.

use crate::layout::Rect;

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

/// What a step-after line of this width covers, corners mitred, from left to right: each join is one upright stretch, and
/// the level parts fill what is left between them. Nothing lies over anything, so it may be painted at half opacity.
pub(crate) fn thick(steps: &[Step], width: i32) -> Vec<Rect> {
    let (low, high) = (before(width), width - before(width));
    let mut covered = Vec::with_capacity(steps.len() * 2);
    let mut free = i32::MIN;
    for (index, step) in steps.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|at| steps.get(at));
        if let Some(from) = previous.filter(|previous| previous.y != step.y) {
            let (top, bottom) = (from.y.min(step.y) - low, from.y.max(step.y) + high);
            let x0 = free.max(step.x0 - low);
            free = step.x0 + high;
            covered.push(Rect {
                x0,
                y0: top,
                x1: free,
                y1: bottom,
            });
        }
        // The join at the end of the step takes its last pixels.
        let turns = steps.get(index + 1).is_some_and(|next| next.y != step.y);
        let (x0, x1) = (
            free.max(step.x0),
            if turns { step.x1 - low } else { step.x1 },
        );
        if x0 < x1 {
            covered.push(Rect {
                x0,
                y0: step.y - low,
                x1,
                y1: step.y + high,
            });
            free = x1;
        }
    }
    covered
}

/// The area between the steps and a horizontal line.
pub(crate) fn area(steps: &[Step], base: i32) -> impl Iterator<Item = Rect> + '_ {
    steps.iter().map(move |step| Rect {
        x0: step.x0,
        y0: step.y,
        x1: step.x1,
        y1: base,
    })
}

/// Dashes along a step line, the pattern running on around corners.
pub(crate) fn dashes(steps: &[Step], width: i32, on: i32, off: i32) -> Vec<Rect> {
    let (low, high) = (before(width), width - before(width));
    let mut found = Vec::new();
    let mut phase = 0;
    let mut previous: Option<i32> = None;
    for step in steps {
        if let Some(from) = previous {
            let (top, bottom) = (from.min(step.y), from.max(step.y));
            let (x0, x1) = (step.x0 - low, step.x0 + high);
            pieces(top, bottom, on, off, &mut phase, |y0, y1| {
                found.push(Rect { x0, y0, x1, y1 })
            });
        }
        let (y0, y1) = (step.y - low, step.y + high);
        pieces(step.x0, step.x1, on, off, &mut phase, |x0, x1| {
            found.push(Rect { x0, y0, x1, y1 })
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
        let stretch = |x0, x1, y0, y1| Rect { x0, y0, x1, y1 };
        assert_eq!(
            thick(&UP, 2),
            [
                stretch(0, 9, 19, 21),
                stretch(9, 11, 4, 21),
                stretch(11, 20, 4, 6)
            ]
        );
    }

    #[test]
    fn one_slot_draws_its_own_step() {
        let only = Step {
            x0: 3,
            x1: 19,
            y: 7,
        };
        let level = Rect {
            x0: 3,
            y0: 6,
            x1: 19,
            y1: 8,
        };
        assert_eq!(thick(&[only], 2), [level]);
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

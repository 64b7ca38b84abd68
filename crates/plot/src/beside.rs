//! Where a box may stand beside a point without covering what is read.

/// A part of a row: left and right edge, in the pixels of the caller.
pub type Stretch = (f64, f64);

/// The left edge for a box `width` wide within `room`, `gap` away from the stretch `point` that it speaks of.
///
/// The newest data stand at the right, so the box stands left of the point where it can, as near as it can, and clear of
/// every stretch in `avoid`; else right of it. Where neither is clear, only the point itself is kept free; and in a room
/// too narrow for both the box keeps to the side that has more room, within the room.
#[must_use]
pub fn beside(room: Stretch, width: f64, point: Stretch, avoid: &[Stretch], gap: f64) -> f64 {
    let fits = |left: f64| left >= room.0 && left + width <= room.1;
    let clear = |left: f64, of: &Stretch| left + width + gap <= of.0 || left >= of.1 + gap;
    let free = |left: &f64| {
        fits(*left) && clear(*left, &point) && avoid.iter().all(|stretch| clear(*left, stretch))
    };
    let edges = || std::iter::once(&point).chain(avoid);
    let at_left = edges()
        .map(|stretch| stretch.0 - gap - width)
        .filter(|left| left + width <= point.0)
        .filter(free)
        .reduce(f64::max);
    let at_right = || {
        edges()
            .map(|stretch| stretch.1 + gap)
            .filter(|left| *left >= point.1)
            .filter(free)
            .reduce(f64::min)
    };
    at_left
        .or_else(at_right)
        .unwrap_or_else(|| beside_point(room, width, point, gap))
}

/// Beside the point whatever else is covered.
fn beside_point(room: Stretch, width: f64, point: Stretch, gap: f64) -> f64 {
    let (left, right) = (point.0 - gap - width, point.1 + gap);
    if left >= room.0 {
        left
    } else if right + width <= room.1 {
        right
    } else if point.0 - room.0 > room.1 - point.1 {
        room.0
    } else {
        (room.1 - width).max(room.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Stretch = (56.0, 1016.0);
    const WIDTH: f64 = 304.0;
    /// A slot of 16 px, as on the design's desk.
    const fn slot(number: u8) -> Stretch {
        let left = 56.0 + 16.0 * number as f64;
        (left, left + 16.0)
    }

    fn place(number: u8, avoid: &[Stretch]) -> f64 {
        beside(ROOM, WIDTH, slot(number), avoid, 8.0)
    }

    #[test]
    fn it_stands_left_of_the_point_and_flips_where_there_is_no_room() {
        assert_eq!(place(30, &[]), 536.0 - 8.0 - 304.0);
        assert_eq!(place(59, &[]), 1000.0 - 8.0 - 304.0);
        assert_eq!(place(3, &[]), 120.0 + 8.0);
    }

    #[test]
    fn a_burst_stays_in_sight() {
        // As the design draws it: the burst is slots 41 to 54, the point slot 47, the box ends 8 px before the burst.
        let burst = (slot(41).0, slot(54).1);
        assert_eq!(place(47, &[burst]), 56.0 + 41.0 * 16.0 - 8.0 - 304.0);
        // A point right of the burst has no room between: the box goes over the burst's far side.
        assert_eq!(place(57, &[burst]), 56.0 + 41.0 * 16.0 - 8.0 - 304.0);
    }

    #[test]
    fn with_bursts_on_both_sides_it_finds_the_gap_at_the_right() {
        let bursts = [(slot(0).0, slot(20).1), (slot(42).0, slot(45).1)];
        assert_eq!(place(20, &bursts), slot(20).1 + 8.0);
    }

    #[test]
    fn where_all_is_burning_only_the_point_is_kept_free() {
        let all = [(56.0, 1016.0)];
        for number in [0, 10, 30, 59] {
            let left = place(number, &all);
            let (from, to) = slot(number);
            assert!(left + WIDTH <= from || left >= to, "{number}: {left}");
            assert!(left >= ROOM.0 && left + WIDTH <= ROOM.1, "{number}: {left}");
        }
    }

    #[test]
    fn a_room_too_narrow_keeps_the_box_inside() {
        assert_eq!(beside((0.0, 320.0), 304.0, (200.0, 204.0), &[], 8.0), 0.0);
        assert_eq!(beside((0.0, 320.0), 304.0, (100.0, 104.0), &[], 8.0), 16.0);
    }
}

//! Ranges of time and the grid of slots.

use serde::{Deserialize, Serialize};

/// A half-open range of time, `[start, end)`, in UTC seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TimeRange {
    /// First second inside.
    pub start: i64,
    /// First second after.
    pub end: i64,
}

impl TimeRange {
    /// A range; an end before the start is drawn up to the start, so that a length is never negative.
    #[must_use]
    pub const fn new(start: i64, end: i64) -> Self {
        Self {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// Length in seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the second `at` lies inside.
    #[must_use]
    pub const fn contains(self, at: i64) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether nothing lies inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// What both ranges hold; empty where they do not meet.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }
}

/// The last grid line at or before `at`; `at` itself where `step` is not positive.
#[must_use]
pub const fn floor_to(at: i64, step: i64) -> i64 {
    if step <= 0 {
        return at;
    }
    match at.checked_rem_euclid(step) {
        Some(rest) => at.saturating_sub(rest),
        None => at,
    }
}

/// The first grid line at or after `at`; `at` itself where `step` is not positive.
#[must_use]
pub const fn ceil_to(at: i64, step: i64) -> i64 {
    let floor = floor_to(at, step);
    if floor == at {
        at
    } else {
        floor.saturating_add(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grid_lines_are_found_on_both_sides_of_1970() {
        assert_eq!((floor_to(119, 60), ceil_to(119, 60)), (60, 120));
        assert_eq!((floor_to(120, 60), ceil_to(120, 60)), (120, 120));
        assert_eq!((floor_to(-1, 60), ceil_to(-1, 60)), (-60, 0));
        assert_eq!((floor_to(7, 0), ceil_to(7, -5)), (7, 7));
    }
}

//! How far a zone is ahead of UTC, at each moment of a range: a range may hold the night on which clocks change.

use crate::time::TimeRange;

/// Most changes that are kept: those of three years in a zone with summer time.
const MOST: usize = 6;
/// How far apart the offset is looked at, seconds. The shortest time between two changes in use is about a month (Morocco
/// around Ramadan).
const STEP: i64 = 7 * 86_400;
const DAY: i64 = 86_400;

/// Seconds east of UTC at each moment. Copy, because the shown zone goes wherever a time is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offsets {
    first: i64,
    /// From when on which offset holds; unused places are zero.
    changes: [(i64, i64); MOST],
    count: usize,
}

impl From<i64> for Offsets {
    /// One offset at all times.
    fn from(first: i64) -> Self {
        Self {
            first,
            ..Self::default()
        }
    }
}

impl Offsets {
    /// No offset at any time.
    pub const UTC: Self = Self {
        first: 0,
        changes: [(0, 0); MOST],
        count: 0,
    };

    /// The offsets over a range, from a function that knows the offset at a moment. Outside the range the nearest holds.
    #[must_use]
    pub fn scan(range: TimeRange, offset_at: &dyn Fn(i64) -> i64) -> Self {
        let mut found = Self::from(offset_at(range.start));
        let (mut at, mut offset) = (range.start, found.first);
        while at < range.end && found.count < MOST {
            let next = at.saturating_add(STEP).min(range.end);
            let after = offset_at(next);
            if after != offset {
                found.push(first_with_other(at, next, offset, offset_at), after);
            }
            (at, offset) = (next, after);
        }
        found
    }

    fn push(&mut self, at: i64, offset: i64) {
        if let Some(place) = self.changes.get_mut(self.count) {
            *place = (at, offset);
            self.count = self.count.saturating_add(1);
        }
    }

    fn known(&self) -> &[(i64, i64)] {
        self.changes.get(..self.count).unwrap_or_default()
    }

    /// Seconds east of UTC at a moment, UTC seconds.
    #[must_use]
    pub fn at(&self, at: i64) -> i64 {
        let last = self.known().iter().rev().find(|(from, _)| *from <= at);
        last.map_or(self.first, |&(_, offset)| offset)
    }

    /// What a clock in the zone shows, as if its reading were UTC seconds.
    #[must_use]
    pub fn local(&self, at: i64) -> i64 {
        at.saturating_add(self.at(at))
    }

    /// The moment at which a clock in the zone shows `local`: the first of two where it shows it twice, and where it never
    /// does, because it was put forward, the moment at which it would have without that.
    #[must_use]
    pub fn instant(&self, local: i64) -> i64 {
        let (before, after) = (
            self.at(local.saturating_sub(DAY)),
            self.at(local.saturating_add(DAY)),
        );
        let fits = |offset: &i64| self.at(local.saturating_sub(*offset)) == *offset;
        let offset = [before, after].into_iter().find(fits).unwrap_or(before);
        local.saturating_sub(offset)
    }

    /// The range cut where the offset changes: each piece with its offset.
    #[must_use]
    pub fn pieces(&self, range: TimeRange) -> Vec<(TimeRange, i64)> {
        let inside = |&&(at, _): &&(i64, i64)| range.start < at && at < range.end;
        let mut pieces = Vec::new();
        let (mut start, mut offset) = (range.start, self.at(range.start));
        for &(at, next) in self.known().iter().filter(inside) {
            pieces.push((TimeRange::new(start, at), offset));
            (start, offset) = (at, next);
        }
        pieces.push((TimeRange::new(start, range.end), offset));
        pieces
    }
}

/// The first second after `from`, up to `to`, with another offset than `offset`.
fn first_with_other(from: i64, to: i64, offset: i64, offset_at: &dyn Fn(i64) -> i64) -> i64 {
    let (mut low, mut high) = (from, to);
    while high.saturating_sub(low) > 1 {
        let middle = low.midpoint(high);
        if offset_at(middle) == offset {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2025-10-26T01:00:00Z, when Berlin goes from UTC+2 to UTC+1 (IANA tzdata, rule EU).
    const BACK: i64 = 1_761_440_400;
    /// 2025-03-30T01:00:00Z, when it goes from UTC+1 to UTC+2.
    const FORWARD: i64 = 1_743_296_400;

    fn berlin(at: i64) -> i64 {
        if (FORWARD..BACK).contains(&at) {
            7_200
        } else {
            3_600
        }
    }

    fn year() -> Offsets {
        Offsets::scan(
            TimeRange::new(FORWARD - 100 * DAY, BACK + 100 * DAY),
            &berlin,
        )
    }

    #[test]
    fn changes_are_found_to_the_second() {
        let offsets = year();
        for at in [FORWARD - 1, FORWARD, BACK - 1, BACK, BACK + 99 * DAY] {
            assert_eq!(offsets.at(at), berlin(at), "{at}");
        }
        let night = TimeRange::new(BACK - 3_600, BACK + 7_200);
        assert_eq!(
            offsets.pieces(night),
            [
                (TimeRange::new(BACK - 3_600, BACK), 7_200),
                (TimeRange::new(BACK, BACK + 7_200), 3_600)
            ]
        );
    }

    #[test]
    fn a_clock_reading_is_a_moment_also_on_the_nights_of_change() {
        let offsets = year();
        // 02:30 comes twice on 26 October: 00:30Z and 01:30Z. The first is meant.
        assert_eq!(offsets.instant(BACK + 5_400), BACK - 1_800);
        assert_eq!(offsets.instant(BACK + 7_200), BACK + 3_600);
        // 02:30 does not come on 30 March: 01:30Z, which shows 03:30.
        assert_eq!(offsets.instant(FORWARD + 5_400), FORWARD + 1_800);
        for at in [FORWARD - 7_200, FORWARD + 7_200, BACK - 7_200, BACK + 7_200] {
            assert_eq!(offsets.instant(offsets.local(at)), at);
        }
    }

    #[test]
    fn one_offset_has_no_changes() {
        let east = Offsets::from(28_800);
        assert_eq!(
            (east.at(0), east.local(0), east.instant(28_800)),
            (28_800, 28_800, 0)
        );
        let range = TimeRange::new(0, DAY);
        assert_eq!(east.pieces(range), [(range, 28_800)]);
        assert_eq!(Offsets::scan(range, &|_| 28_800), east);
    }
}

//! A range cut at the multiples of one length since 1970.

use crate::time::{TimeRange, floor_to};

/// How to cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    /// Length of a cell, seconds.
    pub(super) length: i64,
    /// Shortest call that gets the wanted grain, seconds.
    pub(super) shortest: i64,
    /// What may be asked at all: from the retention's edge to the end of the last slot that is over.
    pub(super) askable: TimeRange,
    /// End of what is published for certain.
    pub(super) published: i64,
}

/// One cell's share of a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// What to ask.
    pub(super) asked: TimeRange,
    /// What it answers.
    pub(super) part: TimeRange,
    /// Whether everything asked is published.
    pub(super) closed: bool,
}

impl Cells {
    /// The parts of a range, newest first; what may not be asked has none.
    pub(super) fn parts(self, range: TimeRange) -> impl Iterator<Item = Part> {
        let range = range.intersect(self.askable);
        let newest = floor_to(range.end.saturating_sub(1), self.length);
        let mut start = newest;
        std::iter::from_fn(move || {
            let cell = TimeRange::new(start, start.saturating_add(self.length));
            let part = cell.intersect(range);
            start = start.saturating_sub(self.length);
            (!part.is_empty()).then(|| self.part(cell, part))
        })
    }

    /// A closed cell is asked whole, for its address; an open one only as far as the range goes.
    fn part(self, cell: TimeRange, part: TimeRange) -> Part {
        let closed = cell.end <= self.published;
        let asked = if closed {
            cell
        } else {
            TimeRange::new(cell.start, part.end)
        };
        let asked = self.lengthen(asked.intersect(self.askable));
        Part {
            asked,
            part,
            closed,
        }
    }

    /// A call too short for its grain gets its length from slots that were there before (or, at the edge of the
    /// retention, after): asking them again does no harm.
    fn lengthen(self, asked: TimeRange) -> TimeRange {
        if asked.seconds() >= self.shortest {
            return asked;
        }
        let start = asked
            .end
            .saturating_sub(self.shortest)
            .max(self.askable.start);
        let end = asked
            .end
            .max(start.saturating_add(self.shortest))
            .min(self.askable.end);
        TimeRange::new(start, end)
    }
}

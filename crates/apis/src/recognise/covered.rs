//! What a saved answer covers: one function for everybody who shows one, so that the page and the command line never
//! disagree about what is missing.

use super::{Origin, SavedAnswer};
use crate::registry::find;
use originscope_core::{TimeRange, ceil_to, floor_to};

/// Most slots of one axis, as of a plan: 90 days of minutes fit.
const MOST_SLOTS: i64 = 150_000;

impl SavedAnswer {
    /// Drops slots so far from the others that no axis holds both, as a lone point of 1970 in an answer about today, and
    /// notes that: one odd point must not hide all others.
    pub fn drop_outliers(&mut self) {
        self.decoded.frame.drop_outliers(MOST_SLOTS);
    }

    /// Length of a slot, seconds: as it came, or for an answer without slots the finest that what was asked allows.
    #[must_use]
    pub fn grain(&self) -> i64 {
        let frame = &self.decoded.frame;
        if !frame.is_empty() && frame.grain > 0 {
            return frame.grain;
        }
        let span = self.asked.map_or(0, TimeRange::seconds);
        let tiers = find(self.source).map_or(&[][..], |api| api.spec().limits.current);
        let fits = tiers.iter().find(|tier| span <= tier.max_span);
        fits.or(tiers.last()).map_or(60, |tier| tier.grain)
    }

    /// What the answer covers, so that a slot of it that did not come is one that the vendor left out; `None` where
    /// nothing came and nothing says what was asked.
    ///
    /// The address in a HAR is the question itself. A saved body only tells about it, and its start is none: in the
    /// vendor's own sample of `cdn-origin-codes` it says 05:33 where 05:39 was asked. So the start of a body with slots is
    /// that of the first one: a slot that nobody may have asked for is not called missing.
    #[must_use]
    pub fn covers(&self) -> Option<TimeRange> {
        let asked = self.asked.map(|asked| on_grid(asked, self.grain()));
        let came = self.decoded.frame.range();
        let (Some(came), Some(asked)) = (came, asked) else {
            return came.or(asked);
        };
        let start = match self.origin {
            Origin::HarEntry { .. } => came.start.min(asked.start),
            Origin::Saved => came.start,
        };
        Some(TimeRange::new(start, came.end.max(asked.end)))
    }
}

/// Whole slots. The end counts only where a slot starts there: vendors let both ends in, and send the last slot or not.
fn on_grid(asked: TimeRange, grain: i64) -> TimeRange {
    let (start, end) = (floor_to(asked.start, grain), floor_to(asked.end, grain));
    let end = if end > start {
        end
    } else {
        ceil_to(asked.end, grain)
    };
    TimeRange::new(start, end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::recognise::{Recognised, recognise};
    use originscope_core::{NoteKind, TrafficBuilder, TrafficUnit};

    const HAR: Origin = Origin::HarEntry {
        index: 0,
        entries: 1,
    };

    fn answer(slots: &[i64], asked: Option<(i64, i64)>, origin: Origin) -> SavedAnswer {
        let bytes = include_bytes!("../../fixtures/cdn-origin-traffic-rt/sample.json");
        let Some(Recognised::Answer(mut answer)) = recognise(bytes).unwrap().pop() else {
            panic!("the sample is an answer")
        };
        let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
        slots.iter().for_each(|at| builder.slot(*at, 1.0));
        answer.decoded.frame = builder.finish(Some(60));
        answer.asked = asked.map(|(start, end)| TimeRange::new(start, end));
        answer.origin = origin;
        *answer
    }

    #[test]
    fn a_body_covers_what_came_to_the_end_that_it_names() {
        let of = |slots: &[i64], asked: Option<(i64, i64)>| {
            let range = answer(slots, asked, Origin::Saved).covers();
            range.map(|range| (range.start, range.end))
        };
        let asked = Some((600, 720));
        assert_eq!(of(&[600, 660], asked), Some((600, 720)));
        // The end that vendors let in is no slot unless it came.
        assert_eq!(of(&[600, 720], asked), Some((600, 780)));
        assert_eq!(of(&[540], asked), Some((540, 720)));
        // What it names as its start may never have been asked for.
        assert_eq!(of(&[660], asked), Some((660, 720)));
        assert_eq!(of(&[], asked), asked);
        assert_eq!(of(&[], Some((600, 620))), Some((600, 660)));
        assert_eq!(of(&[], None), None);
        assert_eq!(of(&[600], None), Some((600, 660)));
    }

    #[test]
    fn a_har_has_the_question_itself() {
        let range = answer(&[660], Some((600, 720)), HAR).covers();
        assert_eq!(range, Some(TimeRange::new(600, 720)));
        let odd = answer(&[660], Some((615, 735)), HAR).covers();
        assert_eq!(odd, Some(TimeRange::new(600, 720)));
    }

    #[test]
    fn one_odd_point_does_not_hide_the_others() {
        let mut answer = answer(&[0, 1_591_254_000, 1_591_254_060], None, Origin::Saved);
        answer.drop_outliers();
        let frame = &answer.decoded.frame;
        assert_eq!(frame.times, [1_591_254_000, 1_591_254_060]);
        let noted = |kind: NoteKind| frame.notes.iter().any(|note| note.kind == kind);
        assert!(noted(NoteKind::OutsideWindow));
    }
}

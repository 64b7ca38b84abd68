//! What the answers of this session have taught about a source, beyond its documents.

use std::collections::HashMap;

/// What a range refused for its length may be cut at, in seconds, ascending: the lengths of windows.
const RUNGS: [i64; 11] = [
    900, 3_600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 7_776_000, 31_104_000,
];

/// What one source taught about one planned grain.
#[derive(Clone, Copy, Debug, Default)]
struct Lesson {
    /// Longest call, seconds: longer ones were refused.
    limit: Option<i64>,
    /// Whether a call within the limit was answered since.
    is_settled: bool,
    /// Longest call that was answered, seconds.
    answered: i64,
    /// Calls of one slot were refused too: the length was not at fault.
    is_hopeless: bool,
    /// The grain that came instead of the planned one, seconds.
    grain: Option<i64>,
}

/// What to do about a refused range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Cut it at multiples of so many seconds.
    Cut(i64),
    /// Its length is not at fault: calls as long as this were answered before.
    NotItsLength,
    /// It is one slot only and cannot be cut.
    Hopeless,
}

/// Lessons by source and planned grain. They outlive the question, not the session.
#[derive(Clone, Debug, Default)]
pub(super) struct Learned(HashMap<(String, i64), Lesson>);

impl Learned {
    fn get(&self, source: &str, grain: i64) -> Lesson {
        self.0
            .get(&(source.to_owned(), grain))
            .copied()
            .unwrap_or_default()
    }

    fn get_mut(&mut self, source: &str, grain: i64) -> &mut Lesson {
        self.0.entry((source.to_owned(), grain)).or_default()
    }

    /// Longest call of a source at a planned grain, seconds; `None` while nothing was refused.
    pub(super) fn limit(&self, source: &str, grain: i64) -> Option<i64> {
        self.get(source, grain).limit
    }

    /// Whether the limit is still a guess: then one call at a time is enough to find out.
    pub(super) fn is_probing(&self, source: &str, grain: i64) -> bool {
        let lesson = self.get(source, grain);
        lesson.limit.is_some() && !lesson.is_settled
    }

    /// The grain that comes instead of the planned one, if it is a multiple of it.
    pub(super) fn grain(&self, source: &str, planned: i64) -> Option<i64> {
        self.get(source, planned).grain
    }

    /// A call of `span` seconds was answered in slots of `came` seconds; 0 if no slot came.
    pub(super) fn answered(&mut self, source: &str, planned: i64, span: i64, came: i64) {
        let lesson = self.get_mut(source, planned);
        lesson.answered = lesson.answered.max(span);
        lesson.is_settled |= lesson.limit.is_some_and(|limit| span <= limit);
        if came > 0 {
            let coarser = came > planned && came.checked_rem(planned.max(1)) == Some(0);
            lesson.grain = coarser.then_some(came);
        }
    }

    /// A call of `span` seconds was refused for its range.
    pub(super) fn refused(&mut self, source: &str, planned: i64, span: i64) -> Verdict {
        let lesson = self.get_mut(source, planned);
        if span <= lesson.answered || lesson.is_hopeless {
            return Verdict::NotItsLength;
        }
        let slot = lesson.grain.unwrap_or(planned).max(1);
        if span <= slot {
            lesson.limit = None;
            lesson.is_hopeless = true;
            return Verdict::Hopeless;
        }
        let known = lesson.limit.filter(|limit| *limit < span);
        let limit = known.unwrap_or_else(|| half(span, slot));
        if known.is_none() {
            lesson.is_settled = false;
        }
        lesson.limit = Some(limit);
        Verdict::Cut(limit)
    }

    /// A new question: what was hopeless may work for other times.
    pub(super) fn hope_again(&mut self) {
        for lesson in self.0.values_mut() {
            lesson.is_hopeless = false;
        }
    }
}

/// The longest half, quarter and so on of a window's usual length that is shorter than `span`: open windows are shorter
/// than the closed ones that they become, and both must be cut at the same lines.
fn half(span: i64, slot: i64) -> i64 {
    let mut length = RUNGS.into_iter().find(|rung| *rung >= span).unwrap_or(span);
    while length >= span && length > slot {
        let shorter = length.div_euclid(2);
        let on_grid = shorter.saturating_sub(shorter.checked_rem(slot).unwrap_or(0));
        length = on_grid.max(slot);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_those_of_the_windows_to_come() {
        for (span, slot, expected) in [
            (86_400, 300, 43_200),
            // An open window of a day's cell is cut where the closed one will be.
            (50_000, 300, 43_200),
            (43_200, 300, 21_600),
            (3_600, 60, 1_800),
            (900, 60, 420),
            (120, 60, 60),
        ] {
            assert_eq!(half(span, slot), expected, "{span} s");
        }
    }

    #[test]
    fn what_was_answered_before_is_not_too_long() {
        let mut learned = Learned::default();
        learned.answered("s", 60, 3_600, 60);
        assert_eq!(learned.refused("s", 60, 3_600), Verdict::NotItsLength);
        assert_eq!(learned.refused("s", 60, 7_200), Verdict::Cut(5_400));
        // Another grain and another source know nothing of it.
        assert_eq!(learned.refused("s", 300, 3_600), Verdict::Cut(1_800));
        assert_eq!(learned.limit("t", 60), None);
    }

    #[test]
    fn a_limit_is_a_guess_until_a_call_within_it_is_answered() {
        let mut learned = Learned::default();
        assert!(!learned.is_probing("s", 60));
        learned.refused("s", 60, 3_600);
        assert!(learned.is_probing("s", 60));
        learned.answered("s", 60, 1_800, 60);
        assert!(!learned.is_probing("s", 60));
        // A second window of the old length was under way: nothing new is learned from it.
        assert_eq!(learned.refused("s", 60, 3_600), Verdict::Cut(1_800));
        assert!(!learned.is_probing("s", 60));
    }

    #[test]
    fn a_slot_that_is_refused_ends_the_search_until_the_next_question() {
        let mut learned = Learned::default();
        let mut span = 3_600;
        let mut calls = 1;
        while let Verdict::Cut(limit) = learned.refused("s", 60, span) {
            assert!(limit < span);
            span = limit;
            calls += 1;
        }
        assert!(calls <= 7, "{calls} calls");
        assert_eq!(learned.limit("s", 60), None);
        assert_eq!(learned.refused("s", 60, 3_600), Verdict::NotItsLength);
        learned.hope_again();
        assert_eq!(learned.refused("s", 60, 3_600), Verdict::Cut(1_800));
    }

    #[test]
    fn the_last_grain_that_came_counts_if_the_planned_one_divides_it() {
        let mut learned = Learned::default();
        for (came, expected) in [
            (300, Some(300)),
            (0, Some(300)),
            (90, None),
            (300, Some(300)),
            (60, None),
        ] {
            learned.answered("s", 60, 3_600, came);
            assert_eq!(learned.grain("s", 60), expected, "{came} s");
        }
    }
}

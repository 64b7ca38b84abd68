//! Which grain a source can give for a range, how long a call may be, and how far back it goes.

use super::Wish;
use crate::source::{Limits, Tier};
use crate::time::{ceil_to, floor_to};

/// The finest grain worth asking for by length of the range, both in seconds: a minute up to a day, then 5 minutes up
/// to 3 days, an hour up to 31 days, a day beyond (research of the product, section 3.1).
const FINEST: [(i64, i64); 3] = [(86_400, 60), (3 * 86_400, 300), (31 * 86_400, 3_600)];
/// The grain beyond the longest of these.
const COARSEST: i64 = 86_400;
/// Lengths of windows, in seconds, ascending, each a multiple of the most common grains.
const LADDER: [i64; 11] = [
    900, 3_600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 7_776_000, 31_104_000,
];
/// Kept from the edge of the retention, in seconds: a call made some minutes after planning is still legal.
const MARGIN: i64 = 300;

/// One tier of a source under both figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// Length of a slot, seconds.
    pub(super) grain: i64,
    /// How late such slots are published, seconds.
    pub(super) lag: i64,
    /// Longest legal call, seconds.
    longest: i64,
    /// Shortest call that gets this grain, seconds; 0 where the grain is asked for.
    pub(super) shortest: i64,
    /// How far back such slots are kept, seconds.
    retention: i64,
}

impl Reach {
    /// The tier for a wish: the finest that the wish or its length allows and that reaches back to its start; if none
    /// reaches, the one that reaches furthest. A wish for one grain gets the nearest at or above it.
    pub(super) fn choose(limits: &Limits, wish: &Wish) -> Option<Self> {
        let all: Vec<Self> = limits
            .current
            .iter()
            .enumerate()
            .map(|(at, tier)| Self::of(limits, at, tier))
            .collect();
        let finest = wish
            .grain
            .unwrap_or_else(|| finest_for(wish.range.seconds()));
        let mut fit: Vec<Self> = all
            .iter()
            .copied()
            .filter(|tier| tier.grain >= finest)
            .collect();
        if fit.is_empty() {
            fit.extend(all.last());
        }
        if wish.grain.is_some() {
            return fit.first().copied();
        }
        let reaches =
            |tier: &&Self| floor_to(wish.range.start, tier.grain) >= tier.earliest(wish.now);
        // max_by_key takes the last of equals: looking from the coarse end, that is the finest.
        let furthest = || fit.iter().rev().max_by_key(|tier| tier.retention);
        fit.iter().find(reaches).or_else(furthest).copied()
    }

    fn of(limits: &Limits, at: usize, tier: &Tier) -> Self {
        let finer = at
            .checked_sub(1)
            .and_then(|finer| limits.current.get(finer));
        let shortest = match finer {
            Some(finer) if !limits.grain_is_asked => finer.max_span.saturating_add(tier.grain),
            _ => 0,
        };
        let same = limits.seeds.iter().find(|older| older.grain == tier.grain);
        // Where the older page does not know the grain, the longest call that it allows at all is still legal under it.
        let older_span = same
            .or_else(|| limits.seeds.iter().max_by_key(|older| older.max_span))
            .map_or(i64::MAX, |older| older.max_span);
        let both = tier.max_span.min(older_span);
        Self {
            grain: tier.grain.max(1),
            lag: same.map_or(tier.lag, |older| older.lag.max(tier.lag)),
            // A grain that only the newer page gives, and only for longer calls than the older one allows, follows it alone.
            longest: if both > shortest { both } else { tier.max_span },
            shortest,
            retention: same.map_or(tier.retention, |older| older.retention.min(tier.retention)),
        }
    }

    /// The first slot that is kept, UTC seconds.
    pub(super) fn earliest(&self, now: i64) -> i64 {
        ceil_to(
            now.saturating_sub(self.retention).saturating_add(MARGIN),
            self.grain,
        )
    }

    /// Length of the windows for a range of so many seconds: the shortest on the ladder that takes it whole, so that a
    /// short range does not fetch a day; the longest legal one for longer ranges.
    pub(super) fn cell(&self, span: i64) -> i64 {
        let legal = |length: &i64| {
            *length <= self.longest
                && *length >= self.shortest
                && length.checked_rem(self.grain) == Some(0)
        };
        let steps = || LADDER.into_iter().filter(legal);
        steps()
            .find(|length| *length >= span)
            .or_else(|| steps().next_back())
            .unwrap_or_else(|| floor_to(self.longest, self.grain).max(self.grain))
    }
}

fn finest_for(span: i64) -> i64 {
    FINEST
        .iter()
        .find(|(longest, _)| span <= *longest)
        .map_or(COARSEST, |&(_, grain)| grain)
}

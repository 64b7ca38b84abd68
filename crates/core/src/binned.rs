//! Many slots on few pixels: bins that keep the least, the mean and the most of their slots, and say what is missing.
//!
//! A bin keeps its highest slot beside the mean, so that a minute of 5xx in a day of minutes stays as high as it was.
//! A line is drawn only through neighbouring bins of which no slot is missing.

use crate::time::{TimeRange, ceil_to, floor_to};
use crate::timeline::{SlotState, Timeline};
use std::ops::Range;

/// A row of bins over a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Binned {
    /// Length of a bin, seconds: a multiple of the grain.
    pub seconds: i64,
    /// The bins in order; each lies on multiples of its length since 1970, so that it stays the same bin when the
    /// range moves on. The first and the last may be cut by the range.
    pub bins: Vec<Bin>,
}

/// Some neighbouring slots.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// The part of the timeline's range that it holds.
    pub range: TimeRange,
    /// Its slots.
    pub slots: Range<usize>,
    /// Least, mean and most; `None` where no slot has a value.
    pub value: Option<BinValue>,
    /// How many of its slots have no value because they did not come, for whatever reason.
    pub missing: usize,
    /// How many came but may still grow.
    pub provisional: usize,
    /// The state that matters most: failed, then waiting, absent, out of reach, not yet, provisional, came.
    pub worst: SlotState,
}

/// What the slots of a bin say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinValue {
    /// The smallest slot.
    pub min: f64,
    /// The mean of the slots, by weight if there are weights.
    pub mean: f64,
    /// The largest slot.
    pub max: f64,
    /// Start of the first slot that has it, UTC seconds.
    pub max_at: i64,
}

impl Bin {
    /// Whether every slot of it came.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.missing == 0
    }
}

impl Binned {
    /// Bins of so many seconds. `values` has one entry per slot, NaN for none; `weights`, as the number of requests,
    /// weigh the mean. `None` if the length is no positive multiple of the grain.
    #[must_use]
    pub fn build(
        timeline: &Timeline,
        values: &[f64],
        weights: Option<&[f64]>,
        seconds: i64,
    ) -> Option<Self> {
        if timeline.grain <= 0 || seconds <= 0 || seconds.checked_rem(timeline.grain)? != 0 {
            return None;
        }
        let slots: Vec<usize> = (0..timeline.len()).collect();
        let bin_of = |slot: usize| floor_to(timeline.time_of(slot), seconds);
        let bins = slots
            .chunk_by(|a, b| bin_of(*a) == bin_of(*b))
            .filter_map(|group| {
                let slots = *group.first()?..group.last()?.saturating_add(1);
                Some(bin(timeline, values, weights, slots))
            })
            .collect();
        Some(Self { seconds, bins })
    }

    /// The shortest bins of which at most `most` are needed.
    #[must_use]
    pub fn fitting(
        timeline: &Timeline,
        values: &[f64],
        weights: Option<&[f64]>,
        most: usize,
    ) -> Option<Self> {
        let most = i64::try_from(most).ok()?;
        let span = timeline.range.seconds();
        let mut seconds =
            ceil_to(span.checked_div(most.max(1))?, timeline.grain).max(timeline.grain);
        // The range may cut one bin at each end; one grain more is enough to be rid of it unless `most` is tiny.
        loop {
            let first = floor_to(timeline.range.start, seconds);
            let needed = ceil_to(timeline.range.end, seconds)
                .saturating_sub(first)
                .checked_div(seconds)?;
            if needed <= most.max(2) {
                return Self::build(timeline, values, weights, seconds);
            }
            seconds = seconds.saturating_add(timeline.grain);
        }
    }

    /// Runs of neighbouring bins through which a line may be drawn: each whole, each with a value. A bin with a
    /// missing slot is a run of its own, because a line through it would cross the gap inside.
    #[must_use]
    pub fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut is_open = false;
        for (at, bin) in self.bins.iter().enumerate() {
            let next = at.saturating_add(1);
            match runs.last_mut() {
                _ if bin.value.is_none() => {}
                Some(run) if is_open && bin.is_whole() => run.end = next,
                _ => runs.push(at..next),
            }
            is_open = bin.value.is_some() && bin.is_whole();
        }
        runs
    }
}

fn bin(timeline: &Timeline, values: &[f64], weights: Option<&[f64]>, slots: Range<usize>) -> Bin {
    let states = timeline.states.get(slots.clone()).unwrap_or_default();
    let count =
        |wanted: fn(SlotState) -> bool| states.iter().filter(|state| wanted(**state)).count();
    let end = timeline.time_of(slots.end);
    Bin {
        range: TimeRange::new(timeline.time_of(slots.start), end),
        value: value(timeline, values, weights, slots.clone()),
        missing: count(|state| !state.has_value()),
        provisional: count(|state| state == SlotState::Provisional),
        worst: states
            .iter()
            .copied()
            .max_by_key(|state| gravity(*state))
            .unwrap_or(SlotState::Waiting),
        slots,
    }
}

fn value(
    timeline: &Timeline,
    values: &[f64],
    weights: Option<&[f64]>,
    slots: Range<usize>,
) -> Option<BinValue> {
    let known = slots.filter_map(|slot| {
        let value = *values.get(slot)?;
        let weight = weights.and_then(|weights| weights.get(slot)).copied();
        let came = timeline.state(slot)?.has_value();
        (came && value.is_finite()).then_some((slot, value, weight.filter(|w| w.is_finite())))
    });
    let known: Vec<_> = known.collect();
    let &(first, value, _) = known.first()?;
    let mut found = BinValue {
        min: value,
        mean: value,
        max: value,
        max_at: timeline.time_of(first),
    };
    let (mut sum, mut plain, mut weight_sum) = (0.0, 0.0, 0.0);
    for &(slot, value, weight) in &known {
        found.min = found.min.min(value);
        if value > found.max {
            (found.max, found.max_at) = (value, timeline.time_of(slot));
        }
        plain += value;
        sum += value * weight.unwrap_or(0.0);
        weight_sum += weight.unwrap_or(0.0);
    }
    #[allow(clippy::cast_precision_loss)] // slots of a page
    let mean = if weight_sum > 0.0 {
        sum / weight_sum
    } else {
        plain / known.len() as f64
    };
    found.mean = mean.clamp(found.min, found.max);
    Some(found)
}

/// Which of two states a merged cell shows.
const fn gravity(state: SlotState) -> u8 {
    match state {
        SlotState::Failed => 6,
        SlotState::Waiting => 5,
        SlotState::Absent => 4,
        SlotState::OutOfReach => 3,
        SlotState::NotYet => 2,
        SlotState::Provisional => 1,
        SlotState::Came => 0,
    }
}

#[cfg(test)]
mod tests;

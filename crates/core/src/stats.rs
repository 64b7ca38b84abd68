//! Figures over the complete slots of a timeline. Provisional slots never count: they may still grow.

use crate::code::Class;
use crate::timeline::{SlotState, Timeline};

/// What a row of the legend says about a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The newest complete value.
    pub now: f64,
    /// Start of its slot, UTC seconds.
    pub now_at: i64,
    /// Mean over time: slots are equally long, so each weighs the same.
    pub mean: f64,
    /// The largest.
    pub max: f64,
    /// Start of the first slot that has it, UTC seconds.
    pub max_at: i64,
    /// The smallest.
    pub min: f64,
    /// How many slots are in it.
    pub slots: usize,
}

/// The complete slots with a value, with their starts.
fn complete<'a>(
    timeline: &'a Timeline,
    values: &'a [f64],
) -> impl DoubleEndedIterator<Item = (i64, f64)> + 'a {
    let slots = timeline.states.iter().zip(values).enumerate();
    slots
        .filter(|(_, (state, value))| **state == SlotState::Came && value.is_finite())
        .map(|(slot, (_, value))| (timeline.time_of(slot), *value))
}

/// Sums up values, one per slot, over the complete slots; `None` if none of them has a value.
///
/// The mean is over time. For a share it differs from the share of all requests, which is [`mean_share`].
#[must_use]
pub fn summary(timeline: &Timeline, values: &[f64]) -> Option<Summary> {
    let (now_at, now) = complete(timeline, values).next_back()?;
    let (first_at, first) = complete(timeline, values).next()?;
    let start = Summary {
        now,
        now_at,
        mean: 0.0,
        max: first,
        max_at: first_at,
        min: first,
        slots: 0,
    };
    let mut sum = 0.0;
    let folded = complete(timeline, values).fold(start, |so_far, (at, value)| {
        sum += value;
        let (max, max_at) = if value > so_far.max {
            (value, at)
        } else {
            (so_far.max, so_far.max_at)
        };
        Summary {
            max,
            max_at,
            min: so_far.min.min(value),
            slots: so_far.slots.saturating_add(1),
            ..so_far
        }
    });
    #[allow(clippy::cast_precision_loss)] // slots of a page
    let mean = sum / folded.slots as f64;
    // The sum of many equal values may miss by a rounding error: a mean never leaves the values.
    Some(Summary {
        mean: mean.clamp(folded.min, folded.max),
        ..folded
    })
}

/// Percent of all responses in the complete slots that are of a class: weighted by counts where the source sends
/// them, else the mean over time of the slots with requests. `None` without any request.
#[must_use]
pub fn mean_share(timeline: &Timeline, class: Class) -> Option<f64> {
    let weighed = timeline.class_counts(class).zip(timeline.request_counts());
    if let Some((counts, totals)) = weighed {
        let sum = |values: &[f64]| {
            complete(timeline, values)
                .map(|(_, value)| value)
                .sum::<f64>()
        };
        let total = sum(&totals);
        if total > 0.0 {
            return Some(sum(&counts) / total * 100.0);
        }
    }
    summary(timeline, &timeline.class_shares(class)).map(|summary| summary.mean)
}

/// Traffic of the complete slots together, in bits; `None` for codes or if none came.
#[must_use]
pub fn total_bits(timeline: &Timeline) -> Option<f64> {
    let bits = timeline.bits()?;
    let bits = bits.to_vec();
    let mut slots = complete(timeline, &bits).map(|(_, bits)| bits).peekable();
    slots.peek()?;
    Some(slots.sum())
}

#[cfg(test)]
mod tests;

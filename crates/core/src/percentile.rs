//! What a capacity planner asks of traffic: the 95th percentile as it is billed, mean and peak rate, total volume.

use crate::stats::{summary, total_bits};
use crate::time::floor_to;
use crate::timeline::{SlotState, Timeline};

/// Length of the samples of which bandwidth is billed by percentile, in seconds.
const BILLING_SAMPLE: i64 = 300;
/// One sample in so many is left out: 5 %.
const ONE_IN: usize = 20;

/// A 95th percentile with what it was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentile {
    /// The rate, bit/s.
    pub bits_per_second: f64,
    /// How many samples came whole.
    pub samples: usize,
    /// How many samples the due slots of the range would make.
    pub due: usize,
    /// Length of a sample, seconds: 300, or the grain where that is longer or does not divide 300. The mean of a
    /// longer sample hides its peaks: from hours the percentile comes out lower than it is billed.
    pub sample_seconds: i64,
}

impl Percentile {
    /// Whether it is made of the 5-minute samples that billing uses.
    #[must_use]
    pub const fn is_as_billed(&self) -> bool {
        self.sample_seconds == BILLING_SAMPLE
    }
}

/// Figures of traffic over the complete slots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrafficFigures {
    /// Volume over time, bit/s, over the time of the complete slots only.
    pub mean: f64,
    /// The highest slot, bit/s.
    pub max: f64,
    /// Start of the first slot that has it, UTC seconds.
    pub max_at: i64,
    /// All of it, in bits: of the complete slots, never made up for missing ones.
    pub total_bits: f64,
    /// Time that the figures cover, seconds.
    pub seconds: i64,
    /// The 95th percentile; `None` while no whole sample came.
    pub percentile_95: Option<Percentile>,
}

/// The 95th percentile of the rate, by nearest rank: the samples sorted, the highest 5 % (rounded down) left out, the
/// highest of the rest. It is always one of the samples.
///
/// Samples are 5 minutes on the clock, as bandwidth is billed (Alibaba Cloud CDN, "95th percentile bandwidth": a point
/// each 5 minutes, the highest 5 % dropped). Finer slots are averaged into them first, and only where all of them are
/// complete. `None` for codes or if no sample is whole.
#[must_use]
pub fn percentile_95(timeline: &Timeline) -> Option<Percentile> {
    let rates = timeline.bit_rates()?;
    let fits = timeline.grain > 0 && BILLING_SAMPLE.checked_rem(timeline.grain)? == 0;
    let sample_seconds = if fits { BILLING_SAMPLE } else { timeline.grain };
    let wanted = usize::try_from(sample_seconds.checked_div(timeline.grain)?).ok()?;
    let mut samples = Vec::new();
    let mut due = 0_usize;
    let slots: Vec<usize> = (0..timeline.len()).collect();
    let sample_of = |slot: usize| floor_to(timeline.time_of(slot), sample_seconds);
    for group in slots.chunk_by(|a, b| sample_of(*a) == sample_of(*b)) {
        if group.len() < wanted {
            continue; // the range cuts it
        }
        let end = group.last().map_or(i64::MAX, |last| {
            timeline.time_of(*last).saturating_add(timeline.grain)
        });
        due = due.saturating_add(usize::from(end <= timeline.due_until));
        let complete = |slot: &usize| {
            let rate = rates.get(*slot).copied().filter(|rate| rate.is_finite())?;
            (timeline.state(*slot)? == SlotState::Came).then_some(rate)
        };
        let Some(rates) = group.iter().map(complete).collect::<Option<Vec<f64>>>() else {
            continue;
        };
        #[allow(clippy::cast_precision_loss)] // 300 at most
        samples.push(rates.iter().sum::<f64>() / rates.len() as f64);
    }
    samples.sort_by(f64::total_cmp);
    let left_out = samples.len().checked_div(ONE_IN)?;
    let rank = samples.len().checked_sub(left_out)?.checked_sub(1)?;
    Some(Percentile {
        bits_per_second: *samples.get(rank)?,
        samples: samples.len(),
        due,
        sample_seconds,
    })
}

/// The figures of a traffic timeline; `None` for codes or if no slot is complete.
#[must_use]
pub fn traffic_figures(timeline: &Timeline) -> Option<TrafficFigures> {
    let rates = timeline.bit_rates()?;
    let summary = summary(timeline, &rates)?;
    let slots = i64::try_from(summary.slots).ok()?;
    Some(TrafficFigures {
        // Slots are equally long, so the mean of their rates is volume over time.
        mean: summary.mean,
        max: summary.max,
        max_at: summary.max_at,
        total_bits: total_bits(timeline)?,
        seconds: slots.saturating_mul(timeline.grain),
        percentile_95: percentile_95(timeline),
    })
}

#[cfg(test)]
mod tests;

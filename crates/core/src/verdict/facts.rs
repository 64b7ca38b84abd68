//! The figures of the sentence, each from complete slots.

use super::VerdictInput;
use super::slots::{Kind, Reading};
use super::thresholds::Thresholds;
use crate::code::{Class, Code};
use crate::compare::Compare;
use crate::stats::summary;
use crate::time::TimeRange;
use crate::timeline::{SlotState, Timeline};
use serde::Serialize;

/// A time over the amber line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Episode {
    /// The line, percent.
    pub line: f64,
    /// Start of its first slot, UTC seconds.
    pub since: i64,
    /// End of its last slot at or over the line, UTC seconds.
    pub until: i64,
    /// Slots at or over the line…
    pub over: usize,
    /// …of all slots from the first to the last, came or not.
    pub slots: usize,
    /// Whether it may have begun earlier: the slot before it is not known.
    pub maybe_earlier: bool,
    /// Whether some of its slots lie on the line exactly.
    pub touches: bool,
    /// The highest share, percent.
    pub peak: f64,
    /// Start of the slot that has it, UTC seconds.
    pub peak_at: i64,
}

/// The code that makes most of the 5xx.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Dominant {
    /// The code.
    pub code: Code,
    /// Percent of the 5xx.
    pub part: f64,
}

/// The figures of the sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Headline {
    /// Length of a slot, seconds.
    pub grain: i64,
    /// Complete slots…
    pub came: usize,
    /// …of those due.
    pub due: usize,
    /// End of the newest complete slot, UTC seconds.
    pub complete_to: Option<i64>,
    /// 5xx in percent of the responses of the newest slot that can be judged.
    pub share: Option<f64>,
    /// Start of that slot, UTC seconds.
    pub share_at: Option<i64>,
    /// The present time over the amber line.
    pub episode: Option<Episode>,
    /// The last one that is over, if there is no present one.
    pub ended: Option<Episode>,
    /// Highest share of the range, percent, and the start of its slot.
    pub peak: Option<(f64, i64)>,
    /// 5xx in percent at the same time earlier.
    pub usual: Option<f64>,
    /// The code that makes most of the 5xx, at the time judged.
    pub dominant: Option<Dominant>,
    /// Whether the source counts responses.
    pub is_counted: bool,
    /// Responses in the newest slots that a line takes, where counted.
    pub responses: Option<f64>,
    /// How many slots that is.
    pub newest: usize,
    /// The newest complete slots with a share at or over the amber line, in a row.
    pub newest_over: usize,
    /// Provisional slots at or over the amber line.
    pub provisional_over: usize,
    /// The time that usual value, dominant code and traffic are of: the episode, else the newest slots.
    pub judged: Option<TimeRange>,
}

impl Headline {
    /// What can be said of a timeline of which nothing came.
    pub(super) fn of_nothing(input: &VerdictInput) -> Self {
        let coverage = input.codes.coverage();
        Self {
            grain: input.codes.grain,
            came: coverage.came,
            due: coverage.due,
            ..Self::default()
        }
    }

    pub(super) fn new(reading: &Reading, input: &VerdictInput, thresholds: &Thresholds) -> Self {
        let timeline = reading.timeline;
        let line = thresholds.amber_percent;
        let episode = reading
            .amber
            .now()
            .and_then(|start| episode(reading, start, reading.last, line));
        let first = reading.amber.now().unwrap_or(reading.recent.start);
        let judged = TimeRange::new(timeline.time_of(first), end_of(timeline, reading.last));
        let is_complete = |slot: &usize| !matches!(reading.kind(*slot), Kind::Missing(_));
        let is_over = |kind: Kind| kind.share().is_some_and(|share| share >= line);
        let newest = reading.complete().take(reading.needed);
        let responses = reading
            .totals
            .as_ref()
            .map(|totals| newest.filter_map(|(slot, _)| totals.get(slot)).sum());
        let provisional = timeline.states.iter().zip(&reading.shares);
        Self {
            grain: timeline.grain,
            came: reading.due_slots().filter(is_complete).count(),
            due: reading.due_slots().count(),
            complete_to: Some(end_of(timeline, reading.last)),
            share: reading.last_solid().map(|(_, share)| share),
            share_at: reading.last_solid().map(|(slot, _)| timeline.time_of(slot)),
            ended: ended(reading, line).filter(|_| episode.is_none()),
            episode,
            peak: summary(timeline, &judged_shares(reading)).map(|found| (found.max, found.max_at)),
            usual: usual(input, judged),
            dominant: dominant(timeline, judged),
            is_counted: reading.totals.is_some(),
            responses,
            newest: reading.complete().take(reading.needed).count(),
            newest_over: reading
                .complete()
                .take_while(|(_, kind)| is_over(*kind))
                .count(),
            provisional_over: provisional
                .filter(|(state, share)| **state == SlotState::Provisional && **share >= line)
                .count(),
            judged: Some(judged),
        }
    }
}

/// The shares that are judged, NaN elsewhere: three responses do not make a peak.
fn judged_shares(reading: &Reading) -> Vec<f64> {
    let share = |kind: &Kind| match kind {
        Kind::Solid(share) => *share,
        _ => f64::NAN,
    };
    reading.kinds.iter().map(share).collect()
}

fn end_of(timeline: &Timeline, slot: usize) -> i64 {
    timeline.time_of(slot).saturating_add(timeline.grain)
}

/// The time from a slot that began a run to another one.
fn episode(reading: &Reading, start: usize, end: usize, line: f64) -> Option<Episode> {
    let timeline = reading.timeline;
    let solid = |slot: usize| match reading.kind(slot) {
        Kind::Solid(share) => Some((slot, share)),
        _ => None,
    };
    let over = || {
        (start..=end)
            .filter_map(solid)
            .filter(|(_, share)| *share >= line)
    };
    let (last, _) = over().next_back()?;
    let (peak_slot, peak) = over().fold((start, 0.0_f64), |best, (slot, share)| {
        if share > best.1 { (slot, share) } else { best }
    });
    Some(Episode {
        line,
        since: timeline.time_of(start),
        until: end_of(timeline, last),
        over: over().count(),
        slots: (start..=end).count(),
        maybe_earlier: start
            .checked_sub(1)
            .is_none_or(|before| solid(before).is_none()),
        // On the line as far as anybody can see it.
        touches: over().any(|(_, share)| share - line < 1e-9),
        peak,
        peak_at: timeline.time_of(peak_slot),
    })
}

/// The last time over the line that ended in the range.
fn ended(reading: &Reading, line: f64) -> Option<Episode> {
    let last = reading.amber.since.iter().rposition(Option::is_some)?;
    let start = reading.amber.at(last)?;
    let over = (start..=last)
        .rev()
        .find(|slot| matches!(reading.kind(*slot), Kind::Solid(share) if share >= line))?;
    episode(reading, start, over, line)
}

/// The slots of a timeline that lie in a range, at least in part.
pub(super) fn slots_in(
    timeline: &Timeline,
    range: TimeRange,
) -> impl Iterator<Item = usize> + Clone + '_ {
    (0..timeline.len()).filter(move |slot| {
        let start = timeline.time_of(*slot);
        start < range.end && start.saturating_add(timeline.grain) > range.start
    })
}

/// Whether three quarters of a range came complete: less is no ground for a comparison.
pub(super) fn is_mostly_complete(timeline: &Timeline, range: TimeRange) -> bool {
    let grain = timeline.grain.max(1);
    let came = slots_in(timeline, range)
        .filter(|slot| timeline.state(*slot) == Some(SlotState::Came))
        .count();
    // Of the slots that the range has, not of those that the timeline holds.
    let seconds = range.seconds().max(grain);
    let came = i64::try_from(came).unwrap_or(i64::MAX);
    came.saturating_mul(grain).saturating_mul(4) >= seconds.saturating_mul(3)
}

/// How much earlier an earlier timeline is.
pub(super) fn shift(compare: Compare, present: &Timeline, earlier: &Timeline) -> i64 {
    match compare {
        Compare::Previous => present.range.start.saturating_sub(earlier.range.start),
        Compare::Day | Compare::Week => compare.shift(present.range),
    }
}

/// A range so much earlier.
pub(super) const fn moved(range: TimeRange, shift: i64) -> TimeRange {
    TimeRange::new(
        range.start.saturating_sub(shift),
        range.end.saturating_sub(shift),
    )
}

fn usual(input: &VerdictInput, judged: TimeRange) -> Option<f64> {
    let earlier = input.earlier?;
    let codes = earlier.codes?;
    let range = moved(judged, shift(earlier.compare, input.codes, codes));
    if codes.codes().is_none() || !is_mostly_complete(codes, range) {
        return None;
    }
    let complete =
        slots_in(codes, range).filter(|slot| codes.state(*slot) == Some(SlotState::Came));
    let sum =
        |values: &[f64]| -> f64 { complete.clone().filter_map(|slot| values.get(slot)).sum() };
    let counted = codes
        .class_counts(Class::ServerError)
        .zip(codes.request_counts());
    if let Some((five, all)) = counted {
        let (five, all) = (sum(&five), sum(&all));
        return (all > 0.0).then(|| five / all * 100.0);
    }
    let shares = codes.class_shares(Class::ServerError);
    let known = complete
        .filter_map(|slot| shares.get(slot).copied())
        .filter(|share| share.is_finite());
    let (total, slots) = known.fold((0.0, 0.0), |(total, slots), share| {
        (total + share, slots + 1.0)
    });
    (slots > 0.0).then(|| total / slots)
}

/// By counts where there are any, else by shares: then a quiet slot weighs like a busy one.
fn dominant(timeline: &Timeline, judged: TimeRange) -> Option<Dominant> {
    let columns = timeline.codes()?;
    let values = columns.counts.as_ref().unwrap_or(&columns.shares);
    let complete =
        slots_in(timeline, judged).filter(|slot| timeline.state(*slot) == Some(SlotState::Came));
    let (mut total, mut best) = (0.0, None::<(Code, f64)>);
    let five = columns
        .codes
        .iter()
        .zip(values)
        .filter(|(code, _)| code.class() == Class::ServerError);
    for (code, column) in five {
        let sum: f64 = complete
            .clone()
            .filter_map(|slot| column.get(slot))
            .filter(|value| value.is_finite())
            .sum();
        total += sum;
        if best.is_none_or(|(_, most)| sum > most) {
            best = Some((*code, sum));
        }
    }
    let (code, most) = best?;
    (most > 0.0).then(|| Dominant {
        code,
        part: most / total * 100.0,
    })
}

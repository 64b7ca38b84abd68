//! What one slot of a source holds, row by row, beside what it held in the compared period.

use super::board::Shown;
use originscope_core::sort_by;
use originscope_core::{Class, Code, Data, Series, SlotState, TimeRange, Timeline};

/// One line of the readout.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotRow {
    /// A class, or one code of a class that is open in the legend.
    pub series: Series,
    /// Percent of the slot's responses.
    pub share: f64,
    /// Responses, where the source sends counts.
    pub count: Option<f64>,
    /// Percentage points more than in the compared period, where both slots are complete.
    pub change: Option<f64>,
    /// Whether it is the largest of its class: it takes the class' own colour.
    pub is_largest: bool,
}

/// One slot of a source of codes.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotReading {
    /// The slot.
    pub range: TimeRange,
    /// What is known of it.
    pub state: SlotState,
    /// What is not zero, in the order of the stack, which never changes under the pointer.
    pub rows: Vec<SlotRow>,
    /// What came as zero, in the same order.
    pub zeros: Vec<SlotRow>,
    /// All responses of the slot, where the source sends counts.
    pub responses: Option<f64>,
}

impl SlotReading {
    /// Whether there is a code at all.
    pub const fn has_rows(&self) -> bool {
        !self.rows.is_empty() || !self.zeros.is_empty()
    }

    /// The row of a class or a code.
    pub fn row(&self, series: Series) -> Option<&SlotRow> {
        let mut rows = self.rows.iter().chain(&self.zeros);
        rows.find(|row| row.series == series)
    }

    /// The rows in the order of the stack, or the largest first: only for a slot that stands still, because rows that jump
    /// cannot be read. Those at zero stand at the end, where they are wanted.
    pub fn order(&self, by_share: bool, with_zeros: bool) -> Vec<Series> {
        let mut rows: Vec<&SlotRow> = self.rows.iter().collect();
        if by_share {
            sort_by(&mut rows, |a, b| b.share.total_cmp(&a.share));
        }
        let zeros = self.zeros.iter().filter(|_| with_zeros);
        let rows = rows.into_iter().chain(zeros);
        rows.map(|row| row.series).collect()
    }

    /// Whether any row has a count.
    pub fn has_counts(&self) -> bool {
        self.rows.iter().any(|row| row.count.is_some())
    }

    /// Whether any row has something to be compared with.
    pub fn has_changes(&self) -> bool {
        self.rows.iter().any(|row| row.change.is_some())
    }
}

/// One slot of a source of traffic.
#[derive(Clone, Debug, PartialEq)]
pub struct TrafficReading {
    /// The slot.
    pub range: TimeRange,
    /// What is known of it.
    pub state: SlotState,
    /// Bits, where it came.
    pub bits: Option<f64>,
    /// Bit/s over the slot's own length.
    pub rate: Option<f64>,
    /// Percent more than in the compared period, where both slots are complete.
    pub change: Option<f64>,
}

/// The slot that holds `at`, UTC seconds; `None` outside the timeline and for traffic. The classes in `opened` are read code
/// by code.
pub fn slot_reading(
    shown: &Shown,
    earlier: Option<&Shown>,
    at: i64,
    opened: &[Class],
) -> Option<SlotReading> {
    let timeline = shown.timeline.as_ref();
    let Data::Codes(columns) = &timeline.data else {
        return None;
    };
    let slot = timeline.slot_at(at)?;
    let before = earlier.and_then(|earlier| same_slot(timeline, &earlier.timeline, slot));
    let read = |series: Series| {
        let share = timeline.share(series, slot)?;
        let then = before.and_then(|(timeline, slot)| timeline.share(series, slot));
        Some(SlotRow {
            series,
            share,
            count: timeline.count(series, slot),
            change: then.map(|then| share - then),
            is_largest: true,
        })
    };
    let mut rows: Vec<SlotRow> = Vec::new();
    for class in Class::STACK {
        let of_class = |code: &&Code| code.class() == class;
        if opened.contains(&class) {
            let codes = columns.codes.iter().filter(of_class);
            rows.extend(codes.filter_map(|code| read(Series::Code(*code))));
        } else {
            rows.extend(read(Series::Class(class)));
        }
    }
    mark_largest(&mut rows);
    let (rows, zeros) = rows.into_iter().partition(|row| row.share > 0.0);
    Some(SlotReading {
        range: range_of(timeline, slot),
        state: timeline.state(slot)?,
        rows,
        zeros,
        responses: timeline.responses(slot),
    })
}

/// The same for traffic.
pub fn traffic_reading(shown: &Shown, earlier: Option<&Shown>, at: i64) -> Option<TrafficReading> {
    let timeline = shown.timeline.as_ref();
    let slot = timeline.slot_at(at)?;
    let bits = timeline.bits()?.get(slot).filter(|bits| bits.is_finite());
    let rate = timeline.bit_rate(slot);
    let before = earlier.and_then(|earlier| same_slot(timeline, &earlier.timeline, slot));
    let then = before.and_then(|(timeline, slot)| timeline.bit_rate(slot));
    let change = |now: f64| {
        then.filter(|then| *then > 0.0)
            .map(|then| (now / then - 1.0) * 100.0)
    };
    Some(TrafficReading {
        range: range_of(timeline, slot),
        state: timeline.state(slot)?,
        bits,
        rate,
        change: rate.and_then(change),
    })
}

fn range_of(timeline: &Timeline, slot: usize) -> TimeRange {
    let start = timeline.time_of(slot);
    TimeRange::new(start, start.saturating_add(timeline.grain))
}

/// The slot of the compared period that lies under a slot, if both are complete and of one length.
fn same_slot<'a>(
    present: &Timeline,
    earlier: &'a Timeline,
    slot: usize,
) -> Option<(&'a Timeline, usize)> {
    let shift = present.range.start.saturating_sub(earlier.range.start);
    let start = present.time_of(slot).saturating_sub(shift);
    let found = earlier.slot_at(start)?;
    let is_complete = |timeline: &Timeline, slot| timeline.state(slot) == Some(SlotState::Came);
    let fits =
        present.grain == earlier.grain && is_complete(present, slot) && is_complete(earlier, found);
    fits.then_some((earlier, found))
}

fn mark_largest(rows: &mut [SlotRow]) {
    let all: Vec<(Class, f64)> = rows
        .iter()
        .map(|row| (row.series.class(), row.share))
        .collect();
    for row in rows {
        let class = row.series.class();
        let mut of_class = all.iter().filter(|(other, _)| *other == class);
        row.is_largest = of_class.all(|(_, share)| *share <= row.share);
    }
}

#[cfg(test)]
pub(super) mod tests;

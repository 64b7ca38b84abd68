//! What charts and statistics ask a timeline.

use super::{Coverage, SlotState, Timeline};
use crate::code::{Class, Code};
use crate::frame::{CodeColumns, Data};
use crate::query::Series;
use crate::source::TrafficUnit;
use crate::values::Values;

/// How far a slot's shares may miss 100 %, in percentage points: vendors round to four digits.
const SUM_TOLERANCE: f64 = 0.5;

impl Timeline {
    /// Number of slots.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there is no slot at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The slot in which a moment lies, UTC seconds.
    #[must_use]
    pub fn slot_at(&self, time: i64) -> Option<usize> {
        let offset = time
            .checked_sub(self.range.start)?
            .checked_div_euclid(self.grain)?;
        usize::try_from(offset)
            .ok()
            .filter(|slot| *slot < self.len())
    }

    /// The start of a slot, UTC seconds.
    #[must_use]
    pub fn time_of(&self, slot: usize) -> i64 {
        let offset = i64::try_from(slot)
            .unwrap_or(i64::MAX)
            .saturating_mul(self.grain);
        self.range.start.saturating_add(offset)
    }

    /// The state of a slot.
    #[must_use]
    pub fn state(&self, slot: usize) -> Option<SlotState> {
        self.states.get(slot).copied()
    }

    /// The code columns, if it is about codes.
    #[must_use]
    pub const fn codes(&self) -> Option<&CodeColumns> {
        match &self.data {
            Data::Codes(codes) => Some(codes),
            Data::Traffic(_) => None,
        }
    }

    /// Per slot the percent of the responses that are of a class. NaN where no value came and where there were no
    /// requests: a share of nothing is no share. For traffic, all NaN.
    #[must_use]
    pub fn class_shares(&self, class: Class) -> Vec<f64> {
        self.shares(|code| code.class() == class)
    }

    /// The same for one code.
    #[must_use]
    pub fn code_shares(&self, code: Code) -> Vec<f64> {
        self.shares(|other| other == code)
    }

    /// The same for all codes: 100, nearly; what the slot's shares add up to.
    #[must_use]
    pub fn share_sums(&self) -> Vec<f64> {
        self.shares(|_| true)
    }

    /// What a slot's shares add up to, in percent, if that misses 100 by more than half a point: then its shares are
    /// not to be trusted to the digit. `None` if they fit, if the slot has no requests, and for traffic.
    #[must_use]
    pub fn sum_mismatch(&self, slot: usize) -> Option<f64> {
        let came = self.state(slot).is_some_and(SlotState::has_value);
        let sum = self.codes().filter(|_| came)?.sum(slot);
        (sum > 0.0 && (sum - 100.0).abs() > SUM_TOLERANCE).then_some(sum)
    }

    /// The same timeline with its volumes read in another unit than they were decoded in; codes are unchanged.
    #[must_use]
    pub fn with_unit(&self, from: TrafficUnit, to: TrafficUnit) -> Self {
        let mut timeline = self.clone();
        if let Data::Traffic(bits) = &mut timeline.data {
            let factor = to.bits() / from.bits();
            *bits = bits.map(|bits| bits * factor);
        }
        timeline
    }

    fn shares(&self, wanted: impl Fn(Code) -> bool) -> Vec<f64> {
        let Some(codes) = self.codes() else {
            return vec![f64::NAN; self.len()];
        };
        let mut sums = self.sums(&codes.shares, wanted);
        let none = |(slot, sum): (usize, &f64)| (*sum <= 0.0).then_some(slot);
        let none = sums.iter().enumerate().filter_map(none).collect();
        for slot in self.without_requests(none) {
            if let Some(sum) = sums.get_mut(slot) {
                *sum = f64::NAN;
            }
        }
        sums
    }

    /// The slots that came without any request in them, ascending. None for traffic.
    #[must_use]
    pub fn quiet(&self) -> Vec<usize> {
        let came = |(slot, state): (usize, &SlotState)| state.has_value().then_some(slot);
        let came = self.states.iter().enumerate().filter_map(came);
        self.without_requests(came.filter(|_| self.codes().is_some()).collect())
    }

    /// Those of some slots, ascending, that have neither a share nor a count above zero. Nearly all have one in the first
    /// columns, so that few columns are looked at.
    fn without_requests(&self, mut slots: Vec<usize>) -> Vec<usize> {
        for column in self.data.columns() {
            if slots.is_empty() {
                break;
            }
            let mut values = column.ascending();
            slots.retain(|slot| values.at(*slot).is_none_or(|value| value <= 0.0));
        }
        slots
    }

    /// Per slot the sum of the columns of the wanted codes, NaN where no value came.
    fn sums(&self, columns: &[Values], wanted: impl Fn(Code) -> bool) -> Vec<f64> {
        let start = |state: &SlotState| if state.has_value() { 0.0 } else { f64::NAN };
        let mut sums: Vec<f64> = self.states.iter().map(start).collect();
        let codes = self.codes().map(|codes| codes.codes.as_slice());
        let columns = codes.unwrap_or_default().iter().zip(columns);
        for (_, column) in columns.filter(|(code, _)| wanted(**code)) {
            column.add_to(&mut sums);
        }
        sums
    }

    /// The sum of the columns of the wanted codes in one slot; `None` where no value came.
    fn sum(&self, columns: &[Values], slot: usize, wanted: impl Fn(Code) -> bool) -> Option<f64> {
        self.state(slot).filter(|state| state.has_value())?;
        let columns = self.codes()?.codes.iter().zip(columns);
        let columns = columns.filter(|(code, _)| wanted(**code));
        Some(columns.filter_map(|(_, column)| column.get(slot)).sum())
    }

    /// The percent of one slot's responses that a class or a code has; `None` where no value came and where there were no
    /// requests.
    #[must_use]
    pub fn share(&self, series: Series, slot: usize) -> Option<f64> {
        let share = self.sum(&self.codes()?.shares, slot, |code| series.has(code))?;
        self.has_requests(slot).then_some(share)
    }

    /// The number of one slot's responses that are of a class or a code; `None` where no value came or the source sends no
    /// counts.
    #[must_use]
    pub fn count(&self, series: Series, slot: usize) -> Option<f64> {
        let counts = self.codes()?.counts.as_ref()?;
        self.sum(counts, slot, |code| series.has(code))
    }

    /// The number of one slot's responses; `None` where no value came or the source sends no counts.
    #[must_use]
    pub fn responses(&self, slot: usize) -> Option<f64> {
        self.sum(self.codes()?.counts.as_ref()?, slot, |_| true)
    }

    /// The traffic of one slot in bit/s; `None` for codes and where none came.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // a day has 86,400 seconds
    pub fn bit_rate(&self, slot: usize) -> Option<f64> {
        let bits = self.bits()?.get(slot).filter(|bits| bits.is_finite())?;
        Some(bits / self.grain as f64)
    }

    /// Per slot the number of responses of a class; NaN where no value came. `None` where the source sends no counts.
    #[must_use]
    pub fn class_counts(&self, class: Class) -> Option<Vec<f64>> {
        self.counts(|code| code.class() == class)
    }

    /// The same for all codes together.
    #[must_use]
    pub fn request_counts(&self) -> Option<Vec<f64>> {
        self.counts(|_| true)
    }

    fn counts(&self, wanted: impl Fn(Code) -> bool) -> Option<Vec<f64>> {
        let columns = self.codes()?.counts.as_ref()?;
        Some(self.sums(columns, wanted))
    }

    /// Per slot the traffic in bit/s, over the slot's own length; NaN where none came. `None` for codes.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // a day has 86,400 seconds
    pub fn bit_rates(&self) -> Option<Vec<f64>> {
        let bits = self.bits()?;
        Some(bits.iter().map(|bits| bits / self.grain as f64).collect())
    }

    /// Per slot the traffic in bits; NaN where none came. `None` for codes.
    #[must_use]
    pub fn bits(&self) -> Option<&Values> {
        match &self.data {
            Data::Traffic(bits) => Some(bits),
            Data::Codes(_) => None,
        }
    }

    /// Whether a slot came without any request in it. Never true for traffic.
    #[must_use]
    pub fn no_requests(&self, slot: usize) -> bool {
        let came = self.state(slot).is_some_and(SlotState::has_value);
        came && self.codes().is_some() && !self.has_requests(slot)
    }

    /// Whether a slot came with requests: a share or a count above zero.
    fn has_requests(&self, slot: usize) -> bool {
        let came = self.state(slot).is_some_and(SlotState::has_value);
        let positive = |column: &Values| column.get(slot).is_some_and(|value| value > 0.0);
        came && self.codes().is_some() && self.data.columns().any(positive)
    }

    /// How many of the due slots came complete. A slot is due when the source keeps it and it is older than the lag.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        for (slot, state) in self.states.iter().enumerate() {
            let due = self.time_of(slot).saturating_add(self.grain) <= self.due_until
                && *state != SlotState::OutOfReach;
            if due {
                coverage.due = coverage.due.saturating_add(1);
                coverage.came = coverage
                    .came
                    .saturating_add(usize::from(*state == SlotState::Came));
            }
        }
        coverage
    }

    /// End of the newest complete slot, UTC seconds: "complete to 12:55".
    #[must_use]
    pub fn complete_to(&self) -> Option<i64> {
        let slot = self
            .states
            .iter()
            .rposition(|state| *state == SlotState::Came)?;
        Some(self.time_of(slot).saturating_add(self.grain))
    }
}

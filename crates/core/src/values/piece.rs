//! Neighbouring values and where they stand.

use std::ops::Range;
use std::sync::Arc;

/// Neighbouring values.
#[derive(Clone)]
pub(super) struct Piece {
    /// Index of its first value in the column.
    pub(super) start: usize,
    pub(super) length: usize,
    pub(super) values: Store,
}

/// Where the values of a piece stand; `from` is the index of its first one there.
#[derive(Clone)]
pub(super) enum Store {
    /// One value, as often as the piece is long: zeros of a code that an answer did not have, NaN where no slot came.
    Same(f64),
    Held {
        of: Arc<[f64]>,
        from: usize,
    },
    /// Whole numbers, in half the room: the counts of most answers.
    Whole {
        of: Arc<[u32]>,
        from: usize,
    },
}

impl Piece {
    pub(super) fn end(&self) -> usize {
        self.start.saturating_add(self.length)
    }

    /// The value at an index of the column.
    pub(super) fn get(&self, index: usize) -> Option<f64> {
        let offset = index.checked_sub(self.start)?;
        match &self.values {
            Store::Same(value) => Some(*value),
            Store::Held { of, from } => of.get(from.saturating_add(offset)).copied(),
            Store::Whole { of, from } => of.get(from.saturating_add(offset)).map(|n| f64::from(*n)),
        }
    }

    /// The part of it that lies at `range` of the column, to stand at `start` of another; `None` if that is nothing.
    pub(super) fn cut(&self, range: &Range<usize>, start: usize) -> Option<Self> {
        let first = range.start.max(self.start);
        let length = range.end.min(self.end()).checked_sub(first)?;
        let skipped = first.saturating_sub(self.start);
        let mut values = self.values.clone();
        if let Store::Held { from, .. } | Store::Whole { from, .. } = &mut values {
            *from = from.saturating_add(skipped);
        }
        (length > 0).then_some(Self {
            start,
            length,
            values,
        })
    }

    /// Whether both are the same part of what is held, not merely equal.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let is_there = match (&self.values, &other.values) {
            (Store::Same(a), Store::Same(b)) => a.to_bits() == b.to_bits(),
            (Store::Held { of: a, from: x }, Store::Held { of: b, from: y }) => {
                Arc::ptr_eq(a, b) && x == y
            }
            (Store::Whole { of: a, from: x }, Store::Whole { of: b, from: y }) => {
                Arc::ptr_eq(a, b) && x == y
            }
            _ => false,
        };
        is_there && (self.start, self.length) == (other.start, other.length)
    }

    /// Adds its values to as many sums, from the first on.
    pub(super) fn add_to(&self, sums: &mut [f64]) {
        let place = |from: usize| from..from.saturating_add(self.length);
        match &self.values {
            // Most codes are absent from most answers.
            Store::Same(0.0) => {}
            Store::Same(value) => {
                let sums = sums.iter_mut().take(self.length);
                sums.for_each(|sum| *sum += value);
            }
            Store::Held { of, from } => {
                let values = of.get(place(*from)).unwrap_or_default();
                sums.iter_mut()
                    .zip(values)
                    .for_each(|(sum, value)| *sum += value);
            }
            Store::Whole { of, from } => {
                let values = of.get(place(*from)).unwrap_or_default();
                let pairs = sums.iter_mut().zip(values);
                pairs.for_each(|(sum, value)| *sum += f64::from(*value));
            }
        }
    }

    /// Calls `each` with its values in order.
    pub(super) fn walk(&self, each: impl FnMut(f64)) {
        let place = |from: usize| from..from.saturating_add(self.length);
        match &self.values {
            Store::Same(value) => std::iter::repeat_n(*value, self.length).for_each(each),
            Store::Held { of, from } => {
                let values = of.get(place(*from)).unwrap_or_default();
                values.iter().copied().for_each(each);
            }
            Store::Whole { of, from } => {
                let values = of.get(place(*from)).unwrap_or_default();
                values.iter().map(|n| f64::from(*n)).for_each(each);
            }
        }
    }
}

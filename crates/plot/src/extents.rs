//! Smallest and largest values of any stretch of a column, without looking at each of them.

use core::ops::Range;

/// Values in a block: small enough that the ends of a stretch are soon looked at, and a sixteenth of the values in memory.
const BLOCK: usize = 32;

/// The extrema of each block of a column of values. Without values of its own: whoever asks brings the same column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extents {
    blocks: Vec<(Rank, Rank)>,
}

impl Extents {
    /// Of a column. A block with a value that is none is whole in no run of finite values, so it needs no extrema; most that
    /// have one begin or end with it, and are not looked at.
    #[must_use]
    pub fn new(values: &[f64]) -> Self {
        let block = |values: &[f64]| {
            let is_run = has_finite_ends(values);
            is_run
                .then(|| extrema(values))
                .flatten()
                .unwrap_or_default()
        };
        Self {
            blocks: values.chunks(BLOCK).map(block).collect(),
        }
    }

    /// Smallest and largest value of some slots, all of which must have a finite one; `None` of no slots.
    pub(crate) fn of(&self, values: &[f64], slots: Range<usize>) -> Option<(f64, f64)> {
        let (head, whole, tail) = split(slots.clone());
        let (low, high) = if whole.is_empty() {
            extrema(values.get(slots)?)?
        } else {
            let ends = [extrema(values.get(head)?), extrema(values.get(tail)?)];
            let blocks = self.blocks.get(whole)?.iter().copied();
            blocks.chain(ends.into_iter().flatten()).reduce(wider)?
        };
        Some((low.value(), high.value()))
    }
}

/// A value as a whole number of the same order: a browser compares and chooses floating-point numbers by jumps, which noise
/// makes it guess wrong, and whole ones without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(i64);

impl Rank {
    /// As [`f64::total_cmp`] does it: below 0 the larger bits are the smaller value.
    pub(crate) const fn of(value: f64) -> Self {
        let bits = value.to_bits().cast_signed();
        Self(bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed())
    }

    pub(crate) const fn value(self) -> f64 {
        let Self(rank) = self;
        let bits = rank ^ ((rank >> 63).cast_unsigned() >> 1).cast_signed();
        f64::from_bits(bits.cast_unsigned())
    }
}

fn wider(a: (Rank, Rank), b: (Rank, Rank)) -> (Rank, Rank) {
    (a.0.min(b.0), a.1.max(b.1))
}

/// Smallest and largest value.
fn extrema(values: &[f64]) -> Option<(Rank, Rank)> {
    let ranks = values.iter().map(|value| Rank::of(*value));
    ranks.map(|rank| (rank, rank)).reduce(wider)
}

/// Whether the first and the last value are some.
pub(crate) fn has_finite_ends(values: &[f64]) -> bool {
    let ends = [values.first(), values.last()];
    ends.into_iter().flatten().all(|value| value.is_finite())
}

/// A stretch as whole blocks (by their numbers) and what is left before and after them.
pub(crate) const fn split(slots: Range<usize>) -> (Range<usize>, Range<usize>, Range<usize>) {
    let (first, end) = (slots.start.div_ceil(BLOCK), slots.end / BLOCK);
    (
        slots.start..first * BLOCK,
        first..end,
        end * BLOCK..slots.end,
    )
}

/// The parts of a column that are blocks.
pub(crate) fn blocks(slots: usize) -> impl Iterator<Item = Range<usize>> {
    (0..slots)
        .step_by(BLOCK)
        .map(move |start| start..(start + BLOCK).min(slots))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_looking_at_every_value(values in prop::collection::vec(-50.0_f64..100.0, 1..700), a in 0_usize..700, b in 0_usize..700) {
            let (from, to) = (a.min(b).min(values.len()), a.max(b).min(values.len()));
            let found = Extents::new(&values).of(&values, from..to);
            let low = values[from..to].iter().copied().reduce(f64::min);
            let high = values[from..to].iter().copied().reduce(f64::max);
            prop_assert_eq!(found, low.zip(high));
        }
    }

    #[test]
    fn of_no_slots_there_is_nothing() {
        let values = [1.0; 200];
        let extents = Extents::new(&values);
        assert_eq!(extents.of(&values, 70..70), None);
        assert_eq!(extents.of(&values, 190..300), None, "beyond the end");
    }
}

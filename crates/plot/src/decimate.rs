//! At most one column a pixel: what a step line covers in each, exactly.
//!
//! After M4 (Jugel et al., VLDB 2014, first, min, max and last a pixel column). A step line needs less: the vertical join
//! at a slot's start belongs to the column where it starts, so a column's extent is the extrema of every slot whose closed
//! interval meets it; first and last are among them.

use crate::extents::Extents;
use crate::projection::Projection;
use core::ops::Range;

/// What a step line covers in one pixel column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The pixel.
    pub x: i32,
    /// Smallest value in it.
    pub min: f64,
    /// Largest value in it.
    pub max: f64,
}

/// The slots of a panel on the axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid<'a> {
    pub(crate) time: &'a Projection,
    pub(crate) first: i64,
    pub(crate) grain: i64,
}

impl Grid<'_> {
    /// Start of a slot.
    pub(crate) fn time_of(&self, slot: usize) -> i64 {
        self.first.saturating_add(
            self.grain
                .saturating_mul(i64::try_from(slot).unwrap_or(i64::MAX)),
        )
    }

    /// Pixel edge of a slot's start, not clamped.
    pub(crate) fn px(&self, slot: usize) -> i32 {
        self.time.px_from_time(self.time_of(slot))
    }

    /// Pixels of one slot.
    pub(crate) fn px_per_slot(&self) -> f64 {
        self.time.px_of(self.grain)
    }

    /// Whether there are more slots than whole slots can be told apart with lines of this width.
    pub(crate) fn is_dense(&self, line: i32) -> bool {
        self.px_per_slot() < f64::from(2 * line)
    }
}

/// The columns of one run of slots, cut at the plot: the first starts at `first`, and each takes `grain` seconds. The values
/// of the run must be finite, and the extents those of the values.
#[must_use]
pub fn columns(
    values: &[f64],
    extents: &Extents,
    slots: Range<usize>,
    time: &Projection,
    (first, grain): (i64, i64),
) -> Vec<Column> {
    let grid = Grid { time, first, grain };
    let column = |(x, touching): (i32, Range<usize>)| {
        let (min, max) = extents.of(values, touching)?;
        Some(Column { x, min, max })
    };
    grid.touching(slots).filter_map(column).collect()
}

impl<'a> Grid<'a> {
    /// For every pixel column that a run of slots touches, inside the plot, the slots whose closed interval meets it. So a
    /// slot at an edge is in both columns, and the costs are those of the columns.
    pub(crate) fn touching(
        self,
        slots: Range<usize>,
    ) -> impl Iterator<Item = (i32, Range<usize>)> + 'a {
        let (zero, step) = (self.time.exact_px_from_time(self.first), self.px_per_slot());
        let end = slots.end;
        // Not by the times of slots: their whole numbers are multiplied with care for what overflows, a call each.
        #[allow(clippy::cast_precision_loss)] // slots are below 2^53
        let covered = move |slot: usize| {
            let start = zero + step * slot as f64;
            covered(start, start + step, slot + 1 == end)
        };
        let columns = if slots.is_empty() {
            0..0
        } else {
            let (left, right) = (self.time.left(), self.time.right());
            covered(slots.start).0.max(left)..(covered(end - 1).1 + 1).min(right)
        };
        columns.map(move |x| {
            let near = (f64::from(x) - zero) / step;
            let from = boundary(&slots, near, |slot| covered(slot).1 < x);
            let to = boundary(&slots, near + 1.0 / step, |slot| covered(slot).0 <= x);
            (x, from..to)
        })
    }
}

/// The first slot that is not before; all that are before come first. `near` is about where it is.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped into the run
fn boundary(slots: &Range<usize>, near: f64, is_before: impl Fn(usize) -> bool) -> usize {
    let mut at = (near.max(0.0) as usize).clamp(slots.start, slots.end);
    while at > slots.start && !is_before(at - 1) {
        at -= 1;
    }
    while at < slots.end && is_before(at) {
        at += 1;
    }
    at
}

/// First and last pixel column that a slot from `start` to `end` touches; the last slot of a run leaves no join at its end.
#[allow(clippy::cast_possible_truncation)] // clamped to a sane screen
fn covered(start: f64, end: f64, last: bool) -> (i32, i32) {
    // Positions that are whole up to rounding count as whole.
    let whole = |x: f64| {
        // An instruction of WebAssembly, which `round` is not; a tie is not whole either way.
        let near = x.round_ties_even();
        if (x - near).abs() < 1e-6 { near } else { x }
    };
    let (start, end) = (whole(start).clamp(-1e8, 1e8), whole(end).clamp(-1e8, 1e8));
    let from = start.floor() as i32;
    let to = if last {
        end.ceil() as i32 - 1
    } else {
        end.floor() as i32
    };
    (from, to.max(from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_core::TimeRange;
    use proptest::prelude::*;

    /// What the definition says, column by column, over all slots.
    fn slow(values: &[f64], time: &Projection, grain: i64) -> Vec<Column> {
        let step = time.px_of(grain);
        let mut found = Vec::new();
        for x in time.left()..time.right() {
            let touched = values.iter().enumerate().filter(|(slot, _)| {
                let start = time.exact_px_from_time(grain * i64::try_from(*slot).unwrap());
                let (from, to) = covered(start, start + step, slot + 1 == values.len());
                from <= x && x <= to
            });
            let touched: Vec<f64> = touched.map(|(_, value)| *value).collect();
            if let Some(first) = touched.first() {
                let min = touched.iter().copied().fold(*first, f64::min);
                let max = touched.iter().copied().fold(*first, f64::max);
                found.push(Column { x, min, max });
            }
        }
        found
    }

    proptest! {
        #[test]
        fn same_extrema_as_looking_at_every_slot(values in prop::collection::vec(0.0_f64..100.0, 1..400), width in 1_i32..300, grain in prop::sample::select(vec![60_i64, 300, 3600])) {
            let end = grain * i64::try_from(values.len()).unwrap();
            let time = Projection::new(TimeRange::new(0, end), 7, 7 + width);
            let fast = columns(&values, &Extents::new(&values), 0..values.len(), &time, (0, grain));
            prop_assert_eq!(fast, slow(&values, &time, grain));
        }
    }

    fn all(values: &[f64], time: &Projection) -> Vec<Column> {
        let extents = Extents::new(values);
        columns(values, &extents, 0..values.len(), time, (0, 60))
    }

    #[test]
    fn one_spike_among_a_hundred_thousand_stays() {
        let time = Projection::new(TimeRange::new(0, 129_600 * 60), 0, 960);
        let mut values = vec![0.1; 129_600];
        values[77_777] = 100.0;
        let found = all(&values, &time);
        assert_eq!(found.len(), 960);
        let high: Vec<_> = found.iter().filter(|column| column.max == 100.0).collect();
        assert_eq!(high.len(), 1, "the spike is in one column");
        assert_eq!(high[0].x, 576, "77777 / 135 slots a column");
    }

    #[test]
    fn slots_outside_the_plot_are_cut() {
        let time = Projection::new(TimeRange::new(600, 1200), 10, 20);
        let found = all(&[1.0; 100], &time);
        assert_eq!(found.first().unwrap().x, 10);
        assert_eq!(found.last().unwrap().x, 19);
    }
}

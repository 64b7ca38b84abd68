//! The sums of a stack, band on band.

use crate::extents::{Rank, blocks, has_finite_ends, split};
use crate::panel::Series;
use core::ops::Range;

/// Per band the largest sum with all bands under it, of each block of slots.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sums {
    bands: Vec<Vec<Rank>>,
}

impl Sums {
    /// Of the series of a stack, from the baseline upwards. As with [`Extents`](crate::Extents), blocks that are whole in no run
    /// of values are passed over: of a long range that is still on its way, nearly all.
    pub(crate) fn new(series: &[Series]) -> Self {
        let slots = series.iter().map(|series| series.values.len());
        let mut bands: Vec<Vec<Rank>> = series.iter().map(|_| Vec::new()).collect();
        let mut scratch = Vec::new();
        let is_run = |block: &Range<usize>| {
            let first = series
                .first()
                .and_then(|series| series.values.get(block.clone()));
            first.is_some_and(has_finite_ends)
        };
        for block in blocks(slots.max().unwrap_or(0)) {
            if !is_run(&block) {
                bands.iter_mut().for_each(|band| band.push(Rank::default()));
                continue;
            }
            highest(series, block, &mut scratch, |band, sum| {
                if let Some(band) = bands.get_mut(band) {
                    band.push(sum);
                }
            });
        }
        Self { bands }
    }

    /// The largest sum of each band in some slots of the same series, written into `found`, 0 where there is none.
    pub(crate) fn highest_in(
        &self,
        series: &[Series],
        slots: Range<usize>,
        scratch: &mut Vec<f64>,
        found: &mut Vec<f64>,
    ) {
        found.clear();
        found.resize(series.len(), 0.0);
        let mut note = |band: usize, sum: Rank| {
            if let Some(highest) = found.get_mut(band) {
                *highest = sum.value().max(*highest);
            }
        };
        let (head, whole, tail) = split(slots.clone());
        if whole.is_empty() {
            return highest(series, slots, scratch, note);
        }
        highest(series, head, scratch, &mut note);
        highest(series, tail, scratch, &mut note);
        for (band, sums) in self.bands.iter().enumerate() {
            let sums = sums.get(whole.clone()).unwrap_or_default();
            note(band, sums.iter().copied().max().unwrap_or_default());
        }
    }
}

/// Tells each band's largest sum in some slots, band by band over all of them; 0 where all are below.
fn highest(
    series: &[Series],
    slots: Range<usize>,
    sums: &mut Vec<f64>,
    mut tell: impl FnMut(usize, Rank),
) {
    sums.clear();
    sums.resize(slots.len(), 0.0);
    for (band, series) in series.iter().enumerate() {
        let values = series.values.get(slots.clone()).unwrap_or_default();
        let mut highest = Rank::of(0.0);
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += value;
            highest = highest.max(Rank::of(*sum));
        }
        tell(band, highest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::Role;
    use originscope_core::Class;
    use proptest::prelude::*;

    fn band(values: Vec<f64>) -> Series {
        Series {
            role: Role::Class(Class::Success),
            name: String::new(),
            shade: 0,
            values,
            earlier: Vec::new(),
        }
    }

    proptest! {
        #[test]
        fn as_summing_every_slot(values in prop::collection::vec((0.0_f64..50.0, 0.0_f64..50.0), 1..600), a in 0_usize..600, b in 0_usize..600) {
            let (from, to) = (a.min(b).min(values.len()), a.max(b).min(values.len()));
            let series = [band(values.iter().map(|pair| pair.0).collect()), band(values.iter().map(|pair| pair.1).collect())];
            let mut found = Vec::new();
            Sums::new(&series).highest_in(&series, from..to, &mut Vec::new(), &mut found);
            let part = &values[from..to];
            let one = part.iter().map(|pair| pair.0).fold(0.0, f64::max);
            let both = part.iter().map(|pair| pair.0 + pair.1).fold(0.0, f64::max);
            prop_assert_eq!(found, [one, both]);
        }
    }

    #[test]
    fn what_came_between_gaps_is_summed_as_if_it_were_alone() {
        let mut values = vec![f64::NAN; 300];
        for (slot, value) in (50_u32..).zip(values.get_mut(50..217).unwrap()) {
            *value = f64::from(slot % 40);
        }
        let series = [band(values.clone()), band(values)];
        let mut found = Vec::new();
        let sums = Sums::new(&series);
        sums.highest_in(&series, 50..217, &mut Vec::new(), &mut found);
        assert_eq!(found, [39.0, 78.0]);
        sums.highest_in(&series, 160..195, &mut Vec::new(), &mut found);
        assert_eq!(found, [34.0, 68.0]);
    }
}

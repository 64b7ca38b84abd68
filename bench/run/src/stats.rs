//! Medians and spread.

use serde::{Deserialize, Serialize};

/// The middle of many measurements and how far they lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stat {
    /// Half are below.
    pub(crate) median: f64,
    /// A tenth are below.
    pub(crate) p10: f64,
    /// A tenth are above.
    pub(crate) p90: f64,
    /// How many there are.
    pub(crate) count: usize,
}

impl Stat {
    /// Of at least one measurement.
    pub(crate) fn of(times: &[f64]) -> Option<Self> {
        let mut sorted: Vec<f64> = times.iter().copied().filter(|t| t.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            median: share(&sorted, 0.5)?,
            p10: share(&sorted, 0.1)?,
            p90: share(&sorted, 0.9)?,
            count: sorted.len(),
        })
    }

    /// One figure that has no spread.
    pub(crate) const fn one(value: f64) -> Self {
        Self {
            median: value,
            p10: value,
            p90: value,
            count: 1,
        }
    }
}

/// The value under which this share lies, between its neighbours where it is none of them.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // indices of a short list
fn share(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = last as f64 * share;
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    let (low, high) = (*sorted.get(low)?, *sorted.get(high)?);
    Some(low + (high - low) * at.fract())
}

#[cfg(test)]
mod tests {
    use super::Stat;

    #[test]
    fn the_median_lies_in_the_middle() {
        let stat = Stat::of(&[5.0, 1.0, 2.0, 4.0, 3.0]);
        let stat = stat.map(|stat| (stat.median, stat.count));
        assert_eq!(stat, Some((3.0, 5)));
        let even = Stat::of(&[1.0, 2.0]).map(|stat| stat.median);
        assert_eq!(even, Some(1.5));
        assert_eq!(Stat::of(&[]), None);
    }
}

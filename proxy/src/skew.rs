//! How wrong this machine's clock is, learned from the vendors' `Date`.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

/// As many answers as are remembered; the middle one counts.
const SAMPLES: usize = 5;
/// A difference that is nothing: `Date` has whole seconds and answers take time. Seconds.
const SMALL: i64 = 60;
/// A difference that explains a refusal: the vendors allow 15 minutes. Seconds.
const ENOUGH: u64 = 600;
/// A difference that nobody's clock has, so the vendor's `Date` is wrong, or somebody's who wants signatures for times
/// to come. A day and an hour, seconds.
const ABSURD: i64 = 25 * 3_600;

/// What one vendor's answers said.
#[derive(Default)]
pub(crate) struct Skew(Mutex<VecDeque<i64>>);

impl Skew {
    /// What to add to the clock, seconds.
    pub(crate) fn offset(&self) -> i64 {
        let middle = self.middle();
        middle
            .filter(|offset| offset.abs() > SMALL)
            .unwrap_or_default()
    }

    /// The vendor's time less this machine's, seconds, however little; nothing before the first answer.
    pub(crate) fn middle(&self) -> Option<i64> {
        let samples = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sorted: Vec<i64> = samples.iter().copied().collect();
        sorted.sort_unstable();
        sorted.get(sorted.len().saturating_sub(1) / 2).copied()
    }

    /// Takes the `Date` of an answer that came at `now` of this machine's clock.
    pub(crate) fn learn(&self, date: Option<&str>, now: i64) {
        if let Some(offset) = difference(date, now) {
            let mut samples = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            samples.push_back(offset);
            if samples.len() > SAMPLES {
                samples.pop_front();
            }
        }
    }

    /// Takes this `Date` alone, after a call was refused for its time. `false` if it says nothing that was not applied
    /// already: then another attempt would fail alike.
    pub(crate) fn correct(&self, date: Option<&str>, now: i64, applied: i64) -> bool {
        let Some(offset) = difference(date, now) else {
            return false;
        };
        let mut samples = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        samples.clear();
        samples.push_back(offset);
        offset.abs_diff(applied) > ENOUGH
    }
}

/// The vendor's time less ours.
fn difference(date: Option<&str>, now: i64) -> Option<i64> {
    let date = httpdate::parse_http_date(date?).ok()?;
    let theirs = i64::try_from(date.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()?;
    let offset = theirs.checked_sub(now)?;
    (offset.abs() <= ABSURD).then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9110, section 5.6.7: this is 784111777.
    const DATE: Option<&str> = Some("Sun, 06 Nov 1994 08:49:37 GMT");
    const AT: i64 = 784_111_777;

    #[test]
    fn k01_the_middle_of_five_counts_and_little_is_nothing() {
        let skew = Skew::default();
        assert_eq!(skew.offset(), 0);
        skew.learn(DATE, AT + 59);
        assert_eq!(skew.offset(), 0);
        for late in [1_200, 1_201, 1_202, 30_000] {
            skew.learn(DATE, AT - late);
        }
        assert_eq!(skew.offset(), 1_201);
        assert!(skew.correct(DATE, AT + 1_200, 1_201));
        assert_eq!(skew.offset(), -1_200);
        assert!(!skew.correct(DATE, AT + 1_200, -1_200), "no news");
    }

    #[test]
    fn k02_a_date_that_is_absent_or_absurd_teaches_nothing() {
        let skew = Skew::default();
        for (date, now) in [
            (None, AT),
            (Some("garbage"), AT),
            (DATE, AT + 315_360_000),
            (DATE, AT - 315_360_000),
            (DATE, i64::MIN),
        ] {
            skew.learn(date, now);
            assert!(!skew.correct(date, now, 0) && skew.offset() == 0);
        }
        assert!(skew.correct(DATE, AT - 86_400, 0), "a day off is believed");
    }
}

//! A token bucket whose tokens may be reserved ahead, and the budget of retries.

use std::time::Duration;
use tokio::time::Instant;

/// Calls that may be made: so many a second, and so many at once.
pub(super) struct Bucket {
    per_second: f64,
    burst: f64,
    level: f64,
    at: Instant,
}

impl Bucket {
    /// Half of the documented rate: the quota is the whole account's, and others use it too. It begins with one call, so
    /// that a program which is started again and again does not use up the quota at every start.
    pub(super) fn half_of(calls_per_minute: u32, now: Instant) -> Self {
        let burst = if calls_per_minute <= 60 { 4.0 } else { 8.0 };
        Self {
            per_second: f64::from(calls_per_minute) / 120.0,
            burst,
            level: 1.0,
            at: now,
        }
    }

    /// Tokens a second, and most at once.
    pub(super) fn terms(&self) -> (f64, f64) {
        (self.per_second, self.burst)
    }

    /// Takes a token, which may be one that is still to come.
    ///
    /// # Errors
    /// The wait, when it is longer than `most`; nothing is taken then.
    pub(super) fn take(&mut self, now: Instant, most: Duration) -> Result<Duration, Duration> {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.level = passed.mul_add(self.per_second, self.level).min(self.burst);
        self.at = now;
        let missing = (1.0 - self.level).max(0.0);
        let wait = Duration::try_from_secs_f64(missing / self.per_second).unwrap_or(Duration::MAX);
        if wait > most {
            return Err(wait);
        }
        self.level -= 1.0;
        Ok(wait)
    }
}

/// Retries for one in ten calls, so that a vendor in trouble is not asked three times as often as one in health.
pub(super) struct Budget {
    tenths: u32,
}

/// What one retry costs, in tenths of a call.
const RETRY: u32 = 10;
/// Most that is saved up: ten retries.
const MOST: u32 = 100;

impl Budget {
    /// Five retries to begin with: after a start there are no calls yet to have earned any.
    pub(super) fn new() -> Self {
        Self { tenths: 50 }
    }

    pub(super) fn call(&mut self) {
        self.tenths = self.tenths.saturating_add(1).min(MOST);
    }

    /// Takes a retry if there is one.
    pub(super) fn retry(&mut self) -> bool {
        match self.tenths.checked_sub(RETRY) {
            Some(left) => {
                self.tenths = left;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Huawei documents 20 calls a minute for a user: whatever is asked for, no minute sees more.
    #[tokio::test(start_paused = true)]
    async fn t14_no_minute_sees_more_than_the_documented_calls() {
        let start = Instant::now();
        let mut bucket = Bucket::half_of(20, start);
        let mut calls = Vec::new();
        for second in 0..600_u64 {
            let now = start + Duration::from_secs(second);
            while bucket.take(now, Duration::ZERO).is_ok() {
                calls.push(second);
            }
        }
        for from in 0..540 {
            let minute = calls
                .iter()
                .filter(|at| (from..from + 60).contains(*at))
                .count();
            assert!(minute <= 15, "{minute} from second {from}");
        }
        assert!(calls.len() >= 100, "half the rate is used: {}", calls.len());
    }

    /// Ten starts a minute, each asking as much as it may within two seconds.
    #[tokio::test(start_paused = true)]
    async fn o05_a_crash_loop_stays_within_the_documented_calls() {
        let start = Instant::now();
        let mut calls = 0;
        for begun in (0..60_u64).step_by(6) {
            let begun = start + Duration::from_secs(begun);
            let mut bucket = Bucket::half_of(20, begun);
            for tenth in 0..20 {
                let now = begun + Duration::from_millis(100 * tenth);
                while bucket.take(now, Duration::ZERO).is_ok() {
                    calls += 1;
                }
            }
        }
        assert!(calls <= 20, "{calls}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_to_come_is_waited_for_or_refused_untouched() {
        let start = Instant::now();
        let mut bucket = Bucket::half_of(20, start);
        // The burst is there after a while.
        let now = start + Duration::from_secs(60);
        for _ in 0..4 {
            assert_eq!(bucket.take(now, Duration::ZERO), Ok(Duration::ZERO));
        }
        let six = Duration::from_secs(6);
        assert_eq!(bucket.take(now, Duration::from_secs(5)), Err(six));
        assert_eq!(bucket.take(now, six), Ok(six));
        assert_eq!(bucket.take(now, six), Err(six * 2));
    }

    #[test]
    fn u17_retries_are_a_tenth_of_the_calls() {
        let mut budget = Budget::new();
        let retries = (0..1_000)
            .filter(|_| {
                budget.call();
                budget.retry()
            })
            .count();
        assert!((100..=105).contains(&retries), "{retries}");
    }
}

//! A breaker: after so many failures in a row nobody asks for a while, then one asks, and the others wait for how it
//! went.

use originscope_core::Problem;
use std::time::Duration;
use tokio::time::Instant;

/// When a breaker opens and for how long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// Failures in a row that open it.
    pub(super) after: u32,
    /// How long it is open the first time; it doubles from time to time.
    pub(super) first: Duration,
    /// The longest.
    pub(super) longest: Duration,
}

/// How long the one that tries is waited for.
const PROBE: Duration = Duration::from_secs(20);

pub(super) struct Breaker {
    terms: Terms,
    failures: u32,
    times: u32,
    open: Option<Open>,
}

struct Open {
    until: Instant,
    /// One has been let through to try.
    probed: bool,
    cause: Problem,
}

impl Breaker {
    pub(super) fn new(terms: Terms) -> Self {
        Self {
            terms,
            failures: 0,
            times: 0,
            open: None,
        }
    }

    /// Why nobody may ask now, if so: what went wrong, with the time to wait.
    pub(super) fn refusal(&self, now: Instant) -> Option<Problem> {
        let open = self.open.as_ref()?;
        let wait = open.until.checked_duration_since(now)?;
        if wait.is_zero() {
            return None;
        }
        let mut problem = open.cause.clone();
        problem.retry_after_ms = u64::try_from(wait.as_millis()).ok();
        Some(problem)
    }

    /// Lets one through, or not. When the time is over it is one only, until that one has failed or worked.
    ///
    /// # Errors
    /// As [`Self::refusal`].
    pub(super) fn admit(&mut self, now: Instant) -> Result<(), Problem> {
        if let Some(problem) = self.refusal(now) {
            return Err(problem);
        }
        if let Some(open) = &mut self.open {
            open.until = now.checked_add(PROBE).unwrap_or(now);
            open.probed = true;
        }
        Ok(())
    }

    pub(super) fn worked(&mut self) {
        (self.failures, self.times, self.open) = (0, 0, None);
    }

    pub(super) fn failed(&mut self, now: Instant, cause: &Problem) {
        self.failures = self.failures.saturating_add(1);
        let counts = match &self.open {
            // Those that were on their way already say nothing new.
            Some(open) => open.probed || now >= open.until,
            None => self.failures >= self.terms.after,
        };
        if !counts {
            return;
        }
        let factor = 1_u32.checked_shl(self.times).unwrap_or(u32::MAX);
        let wait = self
            .terms
            .first
            .saturating_mul(factor)
            .min(self.terms.longest);
        self.times = self.times.saturating_add(1).min(16);
        self.open = Some(Open {
            until: now.checked_add(wait).unwrap_or(now),
            probed: false,
            cause: cause.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::problem::unreachable;

    const KEY: Terms = Terms {
        after: 1,
        first: Duration::from_secs(30),
        longest: Duration::from_secs(300),
    };

    /// Five refusals within five minutes lock a Huawei key: with any number of callers there are four at most.
    #[tokio::test(start_paused = true)]
    async fn u20_a_refused_key_is_never_tried_five_times_in_five_minutes() {
        let start = Instant::now();
        let mut breaker = Breaker::new(KEY);
        let mut tried = Vec::new();
        for second in 0..3_600_u64 {
            let now = start + Duration::from_secs(second);
            for _ in 0..10 {
                if breaker.admit(now).is_ok() {
                    tried.push(second);
                    breaker.failed(now, &unreachable());
                }
            }
        }
        assert_eq!(&tried[..5], [0, 30, 90, 210, 450], "doubling");
        for from in 0..3_300 {
            assert!(
                tried
                    .iter()
                    .filter(|at| (from..=from + 300).contains(*at))
                    .count()
                    <= 4
            );
        }
    }

    #[tokio::test(start_paused = true)]
    async fn one_tries_and_the_others_wait_for_it() {
        let mut breaker = Breaker::new(Terms { after: 2, ..KEY });
        let now = Instant::now();
        breaker.failed(now, &unreachable());
        assert!(breaker.admit(now).is_ok(), "one failure is none");
        breaker.failed(now, &unreachable());
        assert_eq!(breaker.admit(now).unwrap_err().retry_after_ms, Some(30_000));
        // A late failure of one that was on its way does not lengthen it.
        breaker.failed(now, &unreachable());
        let later = now + Duration::from_secs(30);
        assert!(breaker.admit(later).is_ok());
        assert_eq!(
            breaker.admit(later).unwrap_err().code,
            "upstream_unreachable"
        );
        // One that never comes back does not hold it for ever.
        let much_later = later + PROBE;
        assert!(breaker.admit(much_later).is_ok());
        breaker.worked();
        assert!(breaker.admit(much_later).is_ok() && breaker.admit(much_later).is_ok());
    }
}

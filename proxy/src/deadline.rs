//! One deadline for all attempts of a call, and how much of it an attempt gets.

use std::time::Duration;
use tokio::time::Instant;

/// How long a call may take, all attempts together.
const TOTAL: Duration = Duration::from_secs(20);
/// How long one attempt may take from its first byte out to its last byte in.
pub(crate) const ATTEMPT: Duration = Duration::from_secs(10);
/// What an attempt leaves for the answer.
const REST: Duration = Duration::from_millis(250);
/// With less than this left nothing is begun.
const LEAST: Duration = Duration::from_secs(1);

/// When a call must be over. Monotonic: a step of the system's clock does not touch it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    /// 20 seconds from now.
    pub(crate) fn start() -> Self {
        let now = Instant::now();
        Self(now.checked_add(TOTAL).unwrap_or(now))
    }

    fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// How long something may be waited for so that an attempt still fits behind it.
    pub(crate) fn spare(self) -> Duration {
        self.left().saturating_sub(LEAST)
    }

    /// How long an attempt that begins now may take; `None` if it is too late to begin.
    pub(crate) fn attempt(self) -> Option<Duration> {
        let left = self.left();
        (left >= LEAST).then(|| ATTEMPT.min(left.saturating_sub(REST)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn u27_attempts_shrink_and_end_before_the_deadline() {
        let deadline = Deadline::start();
        assert_eq!(deadline.attempt(), Some(ATTEMPT));
        tokio::time::advance(Duration::from_secs(15)).await;
        assert_eq!(deadline.attempt(), Some(Duration::from_millis(4_750)));
        assert_eq!(deadline.spare(), Duration::from_secs(4));
        tokio::time::advance(Duration::from_millis(4_001)).await;
        assert_eq!(
            (deadline.attempt(), deadline.spare()),
            (None, Duration::ZERO)
        );
    }
}

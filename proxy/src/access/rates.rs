//! How often one user may ask: a page that asks in a loop uses up nobody else's share.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Requests that a user may make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rate {
    /// On the long run.
    pub(crate) per_second: u32,
    /// At once.
    pub(crate) burst: u32,
}

impl Default for Rate {
    /// Three months in days of minutes, for five sources, are some hundreds of windows, and the page asks for a few at a
    /// time.
    fn default() -> Self {
        Self {
            per_second: 20,
            burst: 400,
        }
    }
}

/// What every user has left.
pub(crate) struct Rates {
    rate: Rate,
    left: Mutex<HashMap<String, (f64, Instant)>>,
}

impl Rates {
    pub(crate) fn new(rate: Rate) -> Self {
        Self {
            rate,
            left: Mutex::default(),
        }
    }

    /// Takes one request of a user's share. There are as many users as the configuration names, so nothing grows.
    ///
    /// # Errors
    /// How long until there is one again.
    pub(crate) fn take(&self, user: &str) -> Result<(), Duration> {
        let (per_second, burst) = (
            f64::from(self.rate.per_second.max(1)),
            f64::from(self.rate.burst.max(1)),
        );
        let now = Instant::now();
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let (level, at) = left.entry(user.to_owned()).or_insert((burst, now));
        let passed = now.saturating_duration_since(*at).as_secs_f64();
        *level = passed.mul_add(per_second, *level).min(burst);
        *at = now;
        if *level < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - *level) / per_second));
        }
        *level -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a24_a_share_comes_back_with_time_and_is_one_users_own() {
        let rates = Rates::new(Rate {
            per_second: 5,
            burst: 20,
        });
        assert!((0..20).all(|_| rates.take("alice").is_ok()));
        assert_eq!(rates.take("alice"), Err(Duration::from_millis(200)));
        assert_eq!(rates.take("bob"), Ok(()));
        tokio::time::advance(Duration::from_millis(100)).await;
        assert_eq!(
            rates.take("alice"),
            Err(Duration::from_millis(100)),
            "half of one is there"
        );
        tokio::time::advance(Duration::from_millis(300)).await;
        assert!(rates.take("alice").is_ok() && rates.take("alice").is_ok());
        assert!(rates.take("alice").is_err());
        tokio::time::advance(Duration::from_secs(3_600)).await;
        assert!((0..20).all(|_| rates.take("alice").is_ok()) && rates.take("alice").is_err());
    }
}

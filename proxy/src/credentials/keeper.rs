//! Keeps an account's keys good: renewed ahead of their end by one call at a time, the old ones used until they end.

use super::http::Http;
use super::keys::{Lease, NotGiven};
use super::source::Source;
use crate::request::random_fraction;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex as AsyncMutex;
use tokio::time::Instant;

/// How long a failed renewal is not repeated: doubled from the first to the last.
const AGAIN: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(60));

/// How long keys that replaced refused ones are not doubted themselves: then it is not the key.
const DOUBT: Duration = Duration::from_secs(300);

/// The keys of one account; clones share them.
#[derive(Clone)]
pub(crate) struct Keeper(Arc<Inner>);

struct Inner {
    source: Source,
    held: Mutex<Option<Arc<Lease>>>,
    /// The vendor refused what is held, before its end.
    doubted: AtomicBool,
    last_doubt: Mutex<Option<Instant>>,
    /// Held by the one renewal that runs.
    renewal: AsyncMutex<Trouble>,
    renewed: AtomicU64,
    failed: AtomicU64,
}

/// The last failures in a row.
#[derive(Default)]
struct Trouble {
    again: Option<(Instant, NotGiven)>,
    pause: Duration,
}

impl Keeper {
    /// A keeper of what this source gives.
    pub(crate) fn new(source: Source) -> Self {
        let held = source
            .kept()
            .map(|given| Arc::new(Lease::new(given, 0, 0.0)));
        Self(Arc::new(Inner {
            source,
            held: Mutex::new(held),
            doubted: AtomicBool::new(false),
            last_doubt: Mutex::new(None),
            renewal: AsyncMutex::default(),
            renewed: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        }))
    }

    pub(crate) fn source(&self) -> &Source {
        &self.0.source
    }

    /// What is held, good or not.
    pub(crate) fn held(&self) -> Option<Arc<Lease>> {
        self.slot().clone()
    }

    /// Renewals that worked, and that did not.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        (read(&self.0.renewed), read(&self.0.failed))
    }

    fn slot(&self) -> MutexGuard<'_, Option<Arc<Lease>>> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keys that are good at `now`.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn lease(&self, http: &Arc<Http>, now: i64) -> Result<Arc<Lease>, NotGiven> {
        let is_doubted = self.0.doubted.load(Ordering::Relaxed);
        if let Some(lease) = self
            .held()
            .filter(|lease| lease.is_usable(now) && !is_doubted)
        {
            if !lease.is_fresh(now)
                && self.source().kept().is_none()
                && self.0.renewal.try_lock().is_ok()
            {
                tokio::spawn(self.clone().renew(Arc::clone(http), now));
            }
            return Ok(lease);
        }
        // Spawned: whoever goes away does not end it for the others.
        let renewal = tokio::spawn(self.clone().renew(Arc::clone(http), now));
        renewal
            .await
            .unwrap_or_else(|_| Err("the renewal of the key broke off".into()))
    }

    /// The vendor refused these keys before their end. Whether it is worth to ask again for others: not if the last ones
    /// were doubted a moment ago.
    pub(crate) fn doubt(&self, lease: &Arc<Lease>) -> bool {
        if self.source().kept().is_some() {
            return false;
        }
        if self.held().is_some_and(|held| !Arc::ptr_eq(&held, lease)) {
            return true;
        }
        let (now, mut last) = (
            Instant::now(),
            self.0
                .last_doubt
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        if last.is_some_and(|last| now.duration_since(last) < DOUBT) {
            return false;
        }
        *last = Some(now);
        self.0.doubted.store(true, Ordering::Relaxed);
        true
    }

    async fn renew(self, http: Arc<Http>, now: i64) -> Result<Arc<Lease>, NotGiven> {
        let mut trouble = self.0.renewal.lock().await;
        let is_doubted = self.0.doubted.load(Ordering::Relaxed);
        // Another renewal may have ended meanwhile, one way or the other.
        if let Some(held) = self.held().filter(|held| held.is_fresh(now) && !is_doubted) {
            return Ok(held);
        }
        if let Some((until, why)) = &trouble.again
            && Instant::now() < *until
        {
            return Err(why.clone());
        }
        let given = self.source().ask(&http, now).await;
        let given = given.and_then(|given| match given.ends {
            Some(ends) if ends <= now => Err("the key that was given out has ended already".into()),
            _ => Ok(given),
        });
        match given {
            Ok(given) => {
                let lease = Arc::new(Lease::new(given, now, random_fraction()));
                *trouble = Trouble::default();
                self.0.doubted.store(false, Ordering::Relaxed);
                self.0.renewed.fetch_add(1, Ordering::Relaxed);
                *self.slot() = Some(Arc::clone(&lease));
                tracing::info!(
                    from = self.source().words(),
                    ends = lease.ends,
                    "key renewed"
                );
                Ok(lease)
            }
            Err(why) => {
                let pause = trouble.pause.saturating_mul(2).clamp(AGAIN.0, AGAIN.1);
                trouble.pause = pause;
                trouble.again = Instant::now()
                    .checked_add(pause)
                    .map(|until| (until, why.clone()));
                self.0.failed.fetch_add(1, Ordering::Relaxed);
                tracing::warn!(from = self.source().words(), %why, "key not renewed");
                Err(why)
            }
        }
    }
}

//! Answers shared by all who ask the same: one call however many ask, and none while the answer is good.
//!
//! A call runs in a task of its own, never in the request that started it: whoever goes away would end it for the
//! others, and the next would begin again.

mod freshness;
mod store;

pub(crate) use freshness::{Freshness, freshness};
pub(crate) use store::{Held, Key};

use crate::problem::internal;
use originscope_core::Problem;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::Store;
use tokio::sync::watch;
use tokio::time::Instant;

/// Most bytes that are kept, and most answers.
const WEIGHT: usize = 48 * 1024 * 1024;
const SLOTS: usize = 4_096;
/// How long a refusal is repeated that asking again does not change.
const FINAL: Duration = Duration::from_secs(60);
/// How long any other is, so that a crowd that waited for it does not ask once each.
const PASSING: Duration = Duration::from_secs(1);

type Outcome = Result<Arc<Held>, Problem>;
type Flights = HashMap<Key, watch::Receiver<Option<Outcome>>>;

/// Where an answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// It was there.
    Hit,
    /// It was asked for.
    Miss,
    /// Somebody else was asking already.
    Joined,
    /// Another replica asked for it.
    Shared,
    /// It was there and is past its time.
    Stale,
}

impl How {
    /// As `X-Cache` has it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Joined => "coalesced",
            Self::Shared => "shared",
            Self::Stale => "stale",
        }
    }
}

/// The cache; clones share it.
#[derive(Clone)]
pub(crate) struct Cache(Arc<Mutex<Inner>>);

struct Inner {
    store: Store,
    flights: Flights,
}

impl Cache {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(Inner {
            store: Store::new(WEIGHT, SLOTS),
            flights: HashMap::new(),
        })))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer for a key, out of `fill` if need be.
    ///
    /// # Errors
    /// What `fill` failed at, now or a moment ago, unless an older answer stands in.
    pub(crate) async fn get<F>(
        &self,
        key: &Key,
        fill: impl FnOnce() -> F,
    ) -> Result<(Arc<Held>, How), Problem>
    where
        F: Future<Output = Result<Held, Problem>> + Send + 'static,
    {
        let (held, mut flight, how) = {
            let mut inner = self.lock();
            let (held, refused) = inner.store.get(key);
            if let Some(held) = held.as_ref().filter(|held| held.is_fresh()) {
                return Ok((Arc::clone(held), How::Hit));
            }
            let held = held.filter(|held| held.is_spare());
            if let Some(problem) = refused {
                return stand_in(held, problem);
            }
            let (flight, how) = match inner.flights.get(key) {
                Some(flight) => (flight.clone(), How::Joined),
                None => (self.start(&mut inner, key, fill()), How::Miss),
            };
            if let Some(held) = held.as_ref().filter(|held| held.is_renewable()) {
                return Ok((Arc::clone(held), How::Stale));
            }
            (held, flight, how)
        };
        let outcome = match flight.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone(),
            // The task ended without a word: it panicked.
            Err(_) => None,
        };
        match outcome.unwrap_or_else(|| Err(internal())) {
            // Another replica may have had only an older one to stand in.
            Ok(held) if !held.is_fresh() => Ok((held, How::Stale)),
            Ok(held) if held.is_shared && how == How::Miss => Ok((held, How::Shared)),
            Ok(held) => Ok((held, how)),
            Err(problem) => stand_in(held, problem),
        }
    }

    fn start<F>(&self, inner: &mut Inner, key: &Key, fill: F) -> watch::Receiver<Option<Outcome>>
    where
        F: Future<Output = Result<Held, Problem>> + Send + 'static,
    {
        let (tell, flight) = watch::channel(None);
        inner.flights.insert(key.clone(), flight.clone());
        let mut landing = Landing {
            cache: self.clone(),
            key: key.clone(),
            landed: false,
        };
        tokio::spawn(async move {
            let outcome = fill.await.map(Arc::new);
            landing.land(&outcome);
            tell.send_replace(Some(outcome));
        });
        flight
    }
}

/// An older answer instead of a failure that is not the caller's.
fn stand_in(held: Option<Arc<Held>>, problem: Problem) -> Result<(Arc<Held>, How), Problem> {
    match held {
        Some(held) if problem.status >= 500 => Ok((held, How::Stale)),
        _ => Err(problem),
    }
}

/// Ends a flight, also one that panics: the next caller begins anew.
struct Landing {
    cache: Cache,
    key: Key,
    landed: bool,
}

impl Landing {
    fn land(&mut self, outcome: &Outcome) {
        let mut inner = self.cache.lock();
        match outcome {
            Ok(held) => inner.store.keep(&self.key, Arc::clone(held)),
            Err(problem) => {
                let until = Instant::now().checked_add(repeated(problem));
                if let Some(until) = until {
                    inner.store.refuse(&self.key, problem.clone(), until);
                }
            }
        }
        inner.flights.remove(&self.key);
        self.landed = true;
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        if !self.landed {
            self.cache.lock().flights.remove(&self.key);
        }
    }
}

/// How long a refusal is repeated without asking.
pub(crate) fn repeated(problem: &Problem) -> Duration {
    match problem.code.as_str() {
        "account_denied" | "domain_not_found" | "upstream_rejected_parameter" => FINAL,
        _ => PASSING,
    }
}

#[cfg(test)]
mod tests;

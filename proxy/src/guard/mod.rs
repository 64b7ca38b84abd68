//! What stands between a call and the vendor: the quota, the breakers, the places, and that a key is tried by one call
//! before many use it.

mod breaker;
mod bucket;
mod lanes;
#[cfg(test)]
mod storm;

pub(crate) use lanes::Lanes;

use crate::deadline::Deadline;
use crate::problem::overloaded;
use crate::replicas::{Quota, Reach};
use breaker::Terms;
use lanes::{Key, Lane};
use originscope_apis::registry;
use originscope_core::Problem;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{MutexGuard as AsyncGuard, Semaphore, SemaphorePermit};
use tokio::time::{Instant, sleep, timeout};

/// Calls under way at a time, and calls that may wait besides.
const PLACES: usize = 16;
const QUEUE: usize = 64;
/// A vendor that cannot be reached.
const TROUBLE: Terms = Terms {
    after: 5,
    first: Duration::from_secs(10),
    longest: Duration::from_secs(10),
};
/// A key that is refused: five refusals within minutes lock a Huawei key for five.
const REFUSED: Terms = Terms {
    after: 1,
    first: Duration::from_secs(30),
    longest: Duration::from_secs(300),
};
/// Shortest and longest time in which a vendor that limits calls is left alone.
const COOL: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// The places that all accounts' calls share.
pub(crate) struct Guards {
    places: Semaphore,
    queue: Semaphore,
}

/// What a call found out about the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The vendor took the key, whatever it answered.
    KeyWorks,
    /// The vendor does not take the key.
    KeyRefused,
    /// Neither: the call was refused for its time.
    Nothing,
    /// No answer, or the vendor's trouble.
    Trouble,
}

/// The way of one source's calls.
#[derive(Clone, Copy)]
pub(crate) struct Way<'a> {
    guards: &'a Guards,
    lane: &'a Mutex<Lane>,
    key: &'a Key,
    quota: Option<&'a Quota>,
}

/// A call's permission; dropping it makes room.
pub(crate) struct Pass<'a> {
    _queued: SemaphorePermit<'a>,
    _place: SemaphorePermit<'a>,
    _proof: Option<AsyncGuard<'a, ()>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Guards {
    /// All of them free.
    pub(crate) fn new() -> Self {
        Self {
            places: Semaphore::new(PLACES),
            queue: Semaphore::new(QUEUE.saturating_add(PLACES)),
        }
    }

    /// Calls that wait or run.
    pub(crate) fn queued(&self) -> usize {
        QUEUE
            .saturating_add(PLACES)
            .saturating_sub(self.queue.available_permits())
    }

    /// The sources of a vendor that nobody asks for now with this account.
    pub(crate) fn held_back(&self, lanes: &Lanes, vendor: &str) -> Vec<&'static str> {
        let specs = registry().iter().map(|api| api.spec());
        specs
            .filter(|spec| spec.account == vendor)
            .filter(|spec| {
                let way = self.way(lanes, spec.id);
                way.is_some_and(|way| way.refusal().is_err())
            })
            .map(|spec| spec.id)
            .collect()
    }

    /// The way of a source with an account.
    pub(crate) fn way<'a>(&'a self, lanes: &'a Lanes, source: &str) -> Option<Way<'a>> {
        let (lane, key) = lanes.of(source)?;
        Some(Way {
            guards: self,
            lane,
            key,
            quota: None,
        })
    }
}

impl<'a> Way<'a> {
    /// The same way with a quota that replicas share.
    pub(crate) fn sharing(self, quota: Option<&'a Quota>) -> Self {
        Self { quota, ..self }
    }

    /// Waits for a token and a place, and tries an unproven key alone.
    ///
    /// # Errors
    /// What the last call failed at while nobody is to ask; `overloaded` if the wait would be too long.
    pub(crate) async fn enter(&self, deadline: Deadline) -> Result<Pass<'a>, Problem> {
        self.refusal()?;
        let queued = self
            .guards
            .queue
            .try_acquire()
            .map_err(|_| overloaded(COOL.0))?;
        sleep(self.token(deadline.spare()).await?).await;
        let late = |_| overloaded(COOL.0);
        let proof = if lock(&self.key.state).proven {
            None
        } else {
            let alone = timeout(deadline.spare(), self.key.proof.lock()).await;
            let alone = alone.map_err(late)?;
            // Another call may have found out meanwhile.
            (!lock(&self.key.state).proven).then_some(alone)
        };
        let place = timeout(deadline.spare(), self.guards.places.acquire()).await;
        let place = place.map_err(late)?.map_err(|_| overloaded(COOL.0))?;
        self.refusal()?;
        let now = Instant::now();
        lock(&self.key.state).refused.admit(now)?;
        let mut lane = lock(self.lane);
        lane.trouble.admit(now)?;
        lane.budget.call();
        Ok(Pass {
            _queued: queued,
            _place: place,
            _proof: proof,
        })
    }

    /// Takes a token and says how long to wait for it: of all replicas' bucket, or of this one's own while it is alone.
    async fn token(&self, most: Duration) -> Result<Duration, Problem> {
        let (per_second, burst) = lock(self.lane).bucket.terms();
        if let Some(quota) = self.quota
            && let Ok(shared) = quota.take(per_second, burst, most).await
        {
            let wait = shared?;
            // Its own keeps count, for the moment when it is alone.
            let _counted = lock(self.lane).bucket.take(Instant::now(), Duration::MAX);
            return Ok(wait);
        }
        lock(self.lane)
            .bucket
            .take(Instant::now(), most)
            .map_err(overloaded)
    }

    /// Why nobody is to ask now.
    fn refusal(&self) -> Result<(), Problem> {
        let now = Instant::now();
        if let Some(problem) = lock(&self.key.state).refused.refusal(now) {
            return Err(problem);
        }
        let lane = lock(self.lane);
        if let Some((until, problem)) = &lane.cool
            && let Some(wait) = until.checked_duration_since(now)
            && !wait.is_zero()
        {
            let mut problem = problem.clone();
            problem.retry_after_ms = u64::try_from(wait.as_millis()).ok();
            return Err(problem);
        }
        lane.trouble.refusal(now).map_or(Ok(()), Err)
    }

    /// Says how a call went. `cause` is what others are told while nobody asks.
    pub(crate) fn found(&self, finding: Finding, cause: Option<&Problem>) {
        let now = Instant::now();
        let mut key = lock(&self.key.state);
        match (finding, cause) {
            (Finding::KeyRefused, Some(cause)) => {
                key.proven = false;
                key.refused.failed(now, cause);
                if let Some(quota) = self.quota {
                    quota.refuse(Reach::Account, cause, REFUSED.first);
                }
            }
            (Finding::Trouble, Some(cause)) => lock(self.lane).trouble.failed(now, cause),
            (Finding::Nothing, _) => {}
            _ => {
                key.proven = true;
                key.refused.worked();
                lock(self.lane).trouble.worked();
            }
        }
    }

    /// Leaves a vendor alone that limits calls.
    pub(crate) fn cool_down(&self, problem: &Problem) {
        let wait = Duration::from_millis(problem.retry_after_ms.unwrap_or_default());
        let wait = wait.clamp(COOL.0, COOL.1);
        let until = Instant::now().checked_add(wait);
        lock(self.lane).cool = until.map(|until| (until, problem.clone()));
        if let Some(quota) = self.quota {
            quota.refuse(Reach::Source, problem, wait);
        }
    }

    /// Whether there is a retry left.
    pub(crate) fn may_retry(&self) -> bool {
        lock(self.lane).budget.retry()
    }
}

//! One call for all replicas: who holds the lock asks the vendor, the others wait for what it finds.

use super::{Alone, Replicas, name, record};
use crate::cache::{Held, Key, repeated};
use crate::problem::overloaded;
use crate::request::random_id;
use originscope_core::Problem;
use redis::Script;
use std::sync::LazyLock;
use std::time::Duration;
use tokio::time::{Instant, interval, sleep};

/// How long a lock lasts without being renewed: a replica that was killed holds the others up no longer.
const LOCK: Duration = Duration::from_secs(3);
/// How often its holder renews it.
const RENEWAL: Duration = Duration::from_secs(1);
/// How often those who wait look.
const LOOK: Duration = Duration::from_millis(50);
/// How long they wait at most: as long as a call with all its attempts.
const PATIENCE: Duration = Duration::from_secs(20);

/// Answer, its time to live, refusal, and its time to live.
type Seen = (Option<Vec<u8>>, i64, Option<Vec<u8>>, i64);

static RENEW: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0",
    )
});
static RELEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0",
    )
});

/// The three names of one question.
struct Names {
    answer: String,
    refusal: String,
    lock: String,
}

impl Names {
    fn of(scope: &str, key: &Key) -> Self {
        let parts = key.parts();
        let mut all = vec![scope];
        all.extend(parts.iter().map(String::as_str));
        Self {
            answer: name("answer", &all),
            refusal: name("refusal", &all),
            lock: name("lock", &all),
        }
    }
}

impl Replicas {
    /// The answer for a key: another replica's while it is fresh, else the vendor's through `ask`. `scope` keeps
    /// accounts apart.
    ///
    /// # Errors
    /// What `ask` failed at, here or a moment ago in another replica, unless an older answer stands in.
    pub(crate) async fn answer<F>(
        &self,
        scope: &str,
        key: &Key,
        ask: impl FnOnce() -> F,
    ) -> Result<Held, Problem>
    where
        F: Future<Output = Result<Held, Problem>>,
    {
        let names = Names::of(scope, key);
        let began = Instant::now();
        loop {
            match self.look(&names).await {
                Ok(Some(known)) => return known,
                Ok(None) => {}
                Err(Alone) => return ask().await,
            }
            match self.lock(&names).await {
                // Its last holder may have left an answer since the look.
                Ok(Some(token)) => match self.look(&names).await {
                    Ok(Some(known)) => {
                        self.release(&names, &token).await;
                        return known;
                    }
                    Ok(None) | Err(Alone) => {
                        return self.ask_alone(&names, &token, ask()).await;
                    }
                },
                Ok(None) if began.elapsed() > PATIENCE => return Err(overloaded(LOCK)),
                Ok(None) => sleep(LOOK).await,
                Err(Alone) => return ask().await,
            }
        }
    }

    /// What the replicas know already: a good answer, or why there is none, or nothing.
    async fn look(&self, names: &Names) -> Result<Option<Result<Held, Problem>>, Alone> {
        let mut pipe = redis::pipe();
        pipe.get(&names.answer).pttl(&names.answer);
        pipe.get(&names.refusal).pttl(&names.refusal);
        let (answer, kept_ms, refusal, wait_ms): Seen = self.ask(&pipe).await?;
        let held = answer.and_then(|bytes| record::read(&bytes, kept_ms));
        let refused = refusal.and_then(|bytes| serde_json::from_slice::<Problem>(&bytes).ok());
        let refused = refused.map(|mut problem| {
            if let (Some(told), Ok(wait)) = (problem.retry_after_ms, u64::try_from(wait_ms)) {
                problem.retry_after_ms = Some(told.max(wait));
            }
            problem
        });
        let held = held.filter(|held| held.is_fresh() || (refused.is_some() && held.is_spare()));
        Ok(held.map(Ok).or(refused.map(Err)))
    }

    /// The lock's token if it is ours now.
    async fn lock(&self, names: &Names) -> Result<Option<String>, Alone> {
        let token = random_id().map_err(|_| Alone)?;
        let mut pipe = redis::pipe();
        pipe.cmd("SET")
            .arg(&names.lock)
            .arg(&token)
            .arg("NX")
            .arg("PX")
            .arg(ms(LOCK));
        let (taken,): (Option<String>,) = self.ask(&pipe).await?;
        Ok(taken.map(|_ok| token))
    }

    /// Asks while the lock is kept alive, then leaves what came for the others.
    async fn ask_alone(
        &self,
        names: &Names,
        token: &str,
        asked: impl Future<Output = Result<Held, Problem>>,
    ) -> Result<Held, Problem> {
        tokio::pin!(asked);
        let mut renewal = interval(RENEWAL);
        let outcome = loop {
            tokio::select! {
                outcome = &mut asked => break outcome,
                _ = renewal.tick() => {
                    // A lock that is lost means one call more, no wrong answer.
                    let _lost = self
                        .run::<i64>(RENEW.key(&names.lock).arg(token).arg(ms(LOCK)))
                        .await;
                }
            }
        };
        let _alone = self.leave(names, &outcome).await;
        self.release(names, token).await;
        outcome
    }

    /// Gives the lock back, unless it has ended and is somebody else's.
    async fn release(&self, names: &Names, token: &str) {
        let _alone = self.run::<i64>(RELEASE.key(&names.lock).arg(token)).await;
    }

    async fn leave(&self, names: &Names, outcome: &Result<Held, Problem>) -> Result<(), Alone> {
        let mut pipe = redis::pipe();
        match outcome {
            Ok(held) => {
                let (bytes, kept_ms) = record::write(held).ok_or(Alone)?;
                pipe.pset_ex(&names.answer, bytes, kept_ms).ignore();
                pipe.del(&names.refusal).ignore();
            }
            Err(problem) => {
                let bytes = serde_json::to_vec(problem).map_err(|_| Alone)?;
                pipe.pset_ex(&names.refusal, bytes, ms(repeated(problem)))
                    .ignore();
            }
        }
        self.ask::<()>(&pipe).await
    }
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

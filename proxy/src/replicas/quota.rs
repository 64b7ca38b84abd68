//! A vendor's quota shared by all replicas: a token bucket in Redis, by Redis' own clock, and the refusals that keep
//! every replica from asking.

use super::{Alone, Replicas, name};
use crate::problem::overloaded;
use originscope_core::{Problem, Spec};
use redis::Script;
use std::sync::LazyLock;
use std::time::Duration;

/// The bucket of one source of one account.
pub(crate) struct Quota {
    replicas: Replicas,
    bucket: String,
    source: String,
    account: String,
}

/// Who is not to ask for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// This source: the vendor limits its calls.
    Source,
    /// The whole account: its key is refused.
    Account,
}

/// Takes a token, which may be one still to come. Answers {wait in ms} or {-1, ms, refusal} or {-2, ms} when the wait is
/// longer than the caller's time; nothing is taken then.
static TAKE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        for place = 2, 3 do
            local refusal = redis.call('GET', KEYS[place])
            if refusal then return {-1, redis.call('PTTL', KEYS[place]), refusal} end
        end
        local rate, burst, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local time = redis.call('TIME')
        local now = time[1] * 1000 + time[2] / 1000
        local old = redis.call('HMGET', KEYS[1], 'level', 'at')
        local level, at = tonumber(old[1]) or burst, tonumber(old[2]) or now
        level = math.min(burst, level + math.max(0, now - at) * rate)
        local wait = math.max(0, 1 - level) / rate
        if wait > most then return {-2, math.ceil(wait), ''} end
        level = level - 1
        redis.call('HSET', KEYS[1], 'level', tostring(level), 'at', tostring(now))
        redis.call('PEXPIRE', KEYS[1], math.ceil((burst - level) / rate) + 1000)
        return {math.ceil(wait), 0, ''}
        ",
    )
});

impl Quota {
    /// The quota of a source within an account's scope.
    pub(crate) fn new(replicas: &Replicas, scope: &str, spec: &Spec) -> Self {
        Self {
            replicas: replicas.clone(),
            bucket: name("quota", &[scope, spec.id]),
            source: name("cool", &[scope, spec.id]),
            account: name("key", &[scope, spec.account]),
        }
    }

    /// How long to wait for the token that was taken.
    ///
    /// # Errors
    /// `Ok(Err)`: why nobody is to ask now; `Err`: Redis is away.
    pub(crate) async fn take(
        &self,
        per_second: f64,
        burst: f64,
        most: Duration,
    ) -> Result<Result<Duration, Problem>, Alone> {
        let mut script = TAKE.key(&self.bucket);
        script.key(&self.source).key(&self.account);
        script
            .arg(per_second / 1_000.0)
            .arg(burst)
            .arg(most.as_millis().to_string());
        let (wait, told, refusal): (i64, i64, Vec<u8>) = self.replicas.run(&script).await?;
        let told = Duration::from_millis(u64::try_from(told).unwrap_or_default());
        match wait {
            -1 => {
                let mut problem: Problem = serde_json::from_slice(&refusal).map_err(|_| Alone)?;
                problem.retry_after_ms = u64::try_from(told.as_millis()).ok();
                Ok(Err(problem))
            }
            -2 => Ok(Err(overloaded(told))),
            wait => Ok(Ok(Duration::from_millis(
                u64::try_from(wait).unwrap_or_default(),
            ))),
        }
    }

    /// Keeps every replica from asking for a while; in a task of its own, because whoever found it out has no time.
    pub(crate) fn refuse(&self, reach: Reach, problem: &Problem, pause: Duration) {
        let name = match reach {
            Reach::Source => self.source.clone(),
            Reach::Account => self.account.clone(),
        };
        let (replicas, problem) = (self.replicas.clone(), problem.clone());
        tokio::spawn(async move {
            let Ok(bytes) = serde_json::to_vec(&problem) else {
                return;
            };
            let mut pipe = redis::pipe();
            let pause = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX).max(1);
            pipe.pset_ex(name, bytes, pause).ignore();
            // Alone, this replica's own breaker holds.
            let _alone = replicas.ask::<()>(&pipe).await;
        });
    }
}

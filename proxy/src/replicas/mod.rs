//! What several replicas behind a load balancer share through Redis or Valkey: answers, the one call under way for each,
//! and the vendors' quotas.
//!
//! Redis is a help, never a need: while it does not answer, every replica goes on alone with what it has in its own
//! memory, and says so once in the log. Names in Redis are hashes, so that no domain stands there as a key; the answers
//! themselves are as confidential as the proxy's own memory.

mod answers;
mod quota;
mod record;

pub(crate) use quota::{Quota, Reach};

use originscope_sign::hex;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long Redis may take to answer: it stands beside the proxy, and a page waits.
const ANSWERS_WITHIN: Duration = Duration::from_secs(1);
/// How long a Redis that did not answer is left alone.
const LEFT_ALONE: Duration = Duration::from_secs(2);

/// A Redis that replicas share; clones share the connection.
#[derive(Clone)]
pub(crate) struct Replicas(Arc<Inner>);

struct Inner {
    client: redis::Client,
    link: tokio::sync::OnceCell<ConnectionManager>,
    away: Mutex<Away>,
}

/// Whether Redis is spoken to.
#[derive(Default)]
struct Away {
    until: Option<Instant>,
    is_told: bool,
}

/// Redis did not answer, or not with what it was asked for: go on alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Alone;

impl fmt::Debug for Replicas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may hold a password.
        f.write_str("Replicas")
    }
}

impl Replicas {
    /// The Redis at an address such as `redis://127.0.0.1:6379/0` or `rediss://:password@host:6380`. Nothing is
    /// connected yet, so that a proxy starts while its Redis does not.
    ///
    /// # Errors
    /// What is wrong with the address, as the end of a sentence about the key.
    pub(crate) fn at(address: &str) -> Result<Self, &'static str> {
        const WHY: &str = "is neither \"memory\" nor an address such as redis://127.0.0.1:6379 or rediss://host:6380";
        if !(address.starts_with("redis://") || address.starts_with("rediss://")) {
            return Err(WHY);
        }
        // The library's own error may repeat the address.
        let client = redis::Client::open(address).map_err(|_| WHY)?;
        Ok(Self(Arc::new(Inner {
            client,
            link: tokio::sync::OnceCell::new(),
            away: Mutex::default(),
        })))
    }

    /// Whether Redis answered last time.
    pub(crate) fn is_reached(&self) -> bool {
        !self.away().is_told
    }

    fn away(&self) -> std::sync::MutexGuard<'_, Away> {
        self.0.away.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs commands, unless Redis is being left alone.
    async fn ask<T: redis::FromRedisValue>(&self, pipe: &redis::Pipeline) -> Result<T, Alone> {
        let mut link = self.link().await?;
        let said = tokio::time::timeout(ANSWERS_WITHIN, pipe.query_async(&mut link)).await;
        self.heard(said)
    }

    /// Runs a script, unless Redis is being left alone.
    async fn run<T: redis::FromRedisValue>(
        &self,
        script: &redis::ScriptInvocation<'_>,
    ) -> Result<T, Alone> {
        let mut link = self.link().await?;
        let said = tokio::time::timeout(ANSWERS_WITHIN, script.invoke_async(&mut link)).await;
        self.heard(said)
    }

    async fn link(&self) -> Result<ConnectionManager, Alone> {
        if self
            .away()
            .until
            .is_some_and(|until| Instant::now() < until)
        {
            return Err(Alone);
        }
        let connect = || async {
            // Reconnecting is the manager's; how long it is waited for is ours.
            let config = ConnectionManagerConfig::new()
                .set_number_of_retries(1)
                .set_connection_timeout(Some(ANSWERS_WITHIN))
                .set_response_timeout(Some(ANSWERS_WITHIN));
            ConnectionManager::new_with_config(self.0.client.clone(), config).await
        };
        let link = tokio::time::timeout(ANSWERS_WITHIN, self.0.link.get_or_try_init(connect));
        self.heard(link.await).cloned()
    }

    /// Keeps in mind whether Redis answered, and tells a change once.
    fn heard<T>(
        &self,
        said: Result<redis::RedisResult<T>, tokio::time::error::Elapsed>,
    ) -> Result<T, Alone> {
        let why = match said {
            Ok(Ok(value)) => {
                let mut away = self.away();
                away.until = None;
                if std::mem::take(&mut away.is_told) {
                    tracing::info!(
                        "Redis answers again: answers and quotas are shared with the other replicas"
                    );
                }
                return Ok(value);
            }
            Ok(Err(error)) => kind(&error),
            Err(_) => "no answer in time",
        };
        let mut away = self.away();
        away.until = Instant::now().checked_add(LEFT_ALONE);
        if !std::mem::replace(&mut away.is_told, true) {
            tracing::warn!(why, "Redis does not answer: this replica goes on alone");
        }
        Err(Alone)
    }
}

/// What went wrong, in words of ours: the library's may hold the address.
fn kind(error: &redis::RedisError) -> &'static str {
    if error.is_connection_refusal() {
        "connection refused"
    } else if error.is_timeout() {
        "no answer in time"
    } else if error.kind() == redis::ErrorKind::AuthenticationFailed {
        "the user or password is refused"
    } else if error.is_io_error() {
        "connection broken"
    } else {
        "not the answer of a Redis"
    }
}

/// A name in Redis: the kind of thing, and a hash of what it is about.
fn name(kind: &str, parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        // A length before each part: "ab", "c" is not "a", "bc".
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part);
    }
    let digest = digest.finalize();
    let parts = hex(digest.get(..16).unwrap_or_default());
    format!("originscope:1:{kind}:{parts}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_parts_apart_and_nothing_else() {
        assert_ne!(name("a", &["ab", "c"]), name("a", &["a", "bc"]));
        assert_ne!(name("a", &["x"]), name("b", &["x"]));
        assert!(!name("a", &["secret.example.com"]).contains("example"));
    }

    #[test]
    fn an_address_is_checked_and_never_repeated() {
        for wrong in [
            "",
            "memory",
            "http://x",
            "redis://",
            "redis://:canary@[",
            "rediss://h:port",
        ] {
            let why = Replicas::at(wrong).err().unwrap_or_default();
            assert!(!why.is_empty(), "{wrong}");
            assert!(!why.contains("canary"), "{why}");
        }
        let good = Replicas::at("redis://:canary@127.0.0.1:1/0").map(|good| format!("{good:?}"));
        assert_eq!(good.as_deref(), Ok("Replicas"));
    }
}

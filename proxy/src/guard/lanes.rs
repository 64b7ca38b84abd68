//! What is known of the ways of one account: of each source its quota and trouble, and whether the key works.

use super::breaker::Breaker;
use super::bucket::{Bucket, Budget};
use super::{REFUSED, TROUBLE, lock};
use originscope_apis::registry;
use originscope_core::Problem;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::Mutex as AsyncMutex;
use tokio::time::Instant;

/// One account's lanes; clones share them.
#[derive(Clone)]
pub(crate) struct Lanes {
    lanes: Arc<HashMap<&'static str, Mutex<Lane>>>,
    key: Arc<Key>,
}

/// One source of one account.
pub(super) struct Lane {
    pub(super) bucket: Bucket,
    pub(super) budget: Budget,
    pub(super) trouble: Breaker,
    pub(super) cool: Option<(Instant, Problem)>,
}

/// One account's key.
pub(super) struct Key {
    pub(super) state: Mutex<KeyState>,
    /// Held by the one call that tries a key which has not worked yet.
    pub(super) proof: AsyncMutex<()>,
}

pub(super) struct KeyState {
    pub(super) proven: bool,
    pub(super) refused: Breaker,
}

impl KeyState {
    fn unknown() -> Self {
        Self {
            proven: false,
            refused: Breaker::new(REFUSED),
        }
    }
}

impl Key {
    fn unknown() -> Self {
        Self {
            state: Mutex::new(KeyState::unknown()),
            proof: AsyncMutex::new(()),
        }
    }
}

impl Lanes {
    /// Fresh ones for every source of the registry.
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        let lane = |calls_per_minute| {
            Mutex::new(Lane {
                bucket: Bucket::half_of(calls_per_minute, now),
                budget: Budget::new(),
                trouble: Breaker::new(TROUBLE),
                cool: None,
            })
        };
        let specs = registry().iter().map(|api| api.spec());
        Self {
            lanes: Arc::new(
                specs
                    .map(|spec| (spec.id, lane(spec.limits.calls_per_minute)))
                    .collect(),
            ),
            key: Arc::new(Key::unknown()),
        }
    }

    /// The same quotas under a key of which nothing is known yet; who still uses the old one says nothing about it.
    pub(crate) fn with_new_key(&self) -> Self {
        Self {
            lanes: Arc::clone(&self.lanes),
            key: Arc::new(Key::unknown()),
        }
    }

    /// Another temporary key has replaced one that was refused.
    pub(crate) fn forget_refusal(&self) {
        *lock(&self.key.state) = KeyState::unknown();
    }

    pub(super) fn of(&self, source: &str) -> Option<(&Mutex<Lane>, &Key)> {
        Some((self.lanes.get(source)?, &self.key))
    }
}

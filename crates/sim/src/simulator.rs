//! The simulator itself: what it is made with, what it remembers, which vendor a request is for.

use crate::guard::{Memory, alibaba_v3};
use crate::key::{Key, default_keys};
use crate::limits::LimitsMode;
use crate::noise::{key, spread};
use crate::request::{SimRequest, SimResponse};
use crate::{alibaba, huawei};
use originscope_apis::{Api, Style, registry};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a simulator is made with.
#[derive(Clone)]
pub struct SimConfig {
    /// Decides all traffic.
    pub seed: u64,
    /// Which pages' limits are enforced.
    pub limits: LimitsMode,
    /// The Alibaba keys that are accepted.
    pub alibaba_keys: Vec<Key>,
    /// The Huawei keys that are accepted.
    pub huawei_keys: Vec<Key>,
}

impl Default for SimConfig {
    /// Seed 1, today's limits, the [`default_keys`].
    fn default() -> Self {
        let keys = default_keys();
        Self {
            seed: 1,
            limits: LimitsMode::Current,
            alibaba_keys: vec![keys.alibaba()],
            huawei_keys: vec![keys.huawei()],
        }
    }
}

/// Both vendors behind one address. It can be shared between threads.
pub struct Simulator {
    config: SimConfig,
    apis: Vec<(Style, &'static dyn Api)>,
    memory: Mutex<Memory>,
}

impl Simulator {
    /// A simulator without memory of earlier calls.
    #[must_use]
    pub fn new(config: SimConfig) -> Self {
        let apis = registry().iter().map(|api| (api.style(), *api)).collect();
        Self {
            config,
            apis,
            memory: Mutex::default(),
        }
    }

    /// Answers one request as the vendor would at `now` (UTC seconds).
    ///
    /// Besides `now` and the request only the memory of nonces, refused logins and flaky calls decides.
    #[must_use]
    pub fn respond(&self, request: &SimRequest<'_>, now: i64) -> SimResponse {
        let id = self.request_id(request, now);
        if request.path == "/" || alibaba_v3::speaks(request) {
            alibaba::respond(self, request, now, &id)
        } else {
            // Huawei's ids are plain lower-case hex.
            huawei::respond(
                self,
                request,
                now,
                &id.replace('-', "").to_ascii_lowercase(),
            )
        }
    }

    /// An id in Alibaba's spelling that is the same for the same request at the same time.
    fn request_id(&self, request: &SimRequest<'_>, now: i64) -> String {
        let mut first = key(self.config.seed, request.raw_query.as_bytes());
        for (name, value) in request.headers {
            first = key(first, name.as_bytes()) ^ key(first, value.as_bytes());
        }
        first = key(first ^ spread(now.cast_unsigned()), request.body);
        let hex = format!("{:016X}{:016X}", first, spread(first ^ 1));
        let part = |from, to| hex.get(from..to).unwrap_or_default();
        format!(
            "{}-{}-4{}-8{}-{}",
            part(0, 8),
            part(8, 12),
            part(13, 16),
            part(17, 20),
            part(20, 32)
        )
    }

    pub(crate) const fn seed(&self) -> u64 {
        self.config.seed
    }

    pub(crate) const fn limits(&self) -> LimitsMode {
        self.config.limits
    }

    pub(crate) fn alibaba_keys(&self) -> &[Key] {
        &self.config.alibaba_keys
    }

    pub(crate) fn huawei_keys(&self) -> &[Key] {
        &self.config.huawei_keys
    }

    pub(crate) fn apis(&self) -> &[(Style, &'static dyn Api)] {
        &self.apis
    }

    /// The memory; a thread that panicked while holding it leaves it usable.
    pub(crate) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

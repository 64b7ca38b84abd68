//! How fast one source may be asked: a token bucket, and the server's own wish to be left alone.

/// Milliseconds of a minute.
const MINUTE_MS: f64 = 60_000.0;

/// Tokens of one source: a call costs one.
#[derive(Clone, Debug)]
pub(super) struct Bucket {
    tokens: f64,
    most: f64,
    per_ms: f64,
    /// When `tokens` was right, milliseconds.
    at_ms: i64,
    /// No call before this moment, milliseconds: the server said so.
    blocked_until: i64,
}

impl Bucket {
    /// A full bucket for a documented rate. The quota belongs to the whole account, other tools and people included, so
    /// half of it is used; a burst stays under a quarter of a minute's calls.
    pub(super) fn new(calls_per_minute: u32, burst: u32, now_ms: i64) -> Self {
        let calls = f64::from(calls_per_minute.max(1));
        let most = f64::from(burst).min(calls / 4.0).max(1.0);
        Self {
            tokens: most,
            most,
            per_ms: calls / 2.0 / MINUTE_MS,
            at_ms: now_ms,
            blocked_until: i64::MIN,
        }
    }

    /// Takes a token.
    ///
    /// # Errors
    /// When there will be one, in milliseconds.
    pub(super) fn take(&mut self, now_ms: i64) -> Result<(), i64> {
        self.refill(now_ms);
        if self.blocked_until > now_ms {
            return Err(self.blocked_until);
        }
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return Ok(());
        }
        #[allow(clippy::cast_possible_truncation)] // at most a minute
        let wait = ((1.0 - self.tokens) / self.per_ms).ceil() as i64;
        Err(now_ms.saturating_add(wait.max(1)))
    }

    /// No call before this moment, milliseconds.
    pub(super) fn block(&mut self, until_ms: i64) {
        self.blocked_until = self.blocked_until.max(until_ms);
    }

    fn refill(&mut self, now_ms: i64) {
        #[allow(clippy::cast_precision_loss)] // milliseconds between two events
        let passed = now_ms.saturating_sub(self.at_ms).max(0) as f64;
        self.tokens = (self.tokens + passed * self.per_ms).min(self.most);
        self.at_ms = now_ms;
    }
}

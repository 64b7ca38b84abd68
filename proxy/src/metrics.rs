//! What the proxy counts, for Prometheus. Every label is out of a closed set: no domain, no user, no address.

use originscope_apis::registry as apis;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::time::Duration;

/// Upper ends of the buckets, seconds: from an answer out of memory to the longest call.
const SECONDS: [f64; 10] = [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 20.0];

type Timed<L> = Family<L, Histogram, fn() -> Histogram>;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Request {
    route: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Call {
    account: &'static str,
    source: &'static str,
    outcome: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Source {
    source: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Event {
    source: &'static str,
    event: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Account {
    account: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Named {
    account: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Renewal {
    account: String,
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Build {
    version: &'static str,
}

/// The counters of one proxy.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    request_seconds: Timed<Route>,
    calls: Family<Call, Counter>,
    call_seconds: Timed<Source>,
    retries: Family<Source, Counter>,
    answers: Family<Event, Counter>,
    panics: Counter,
    reloads: Family<Outcome, Counter>,
}

/// The key of one account, by the account's name in the configuration.
pub(crate) struct KeyState {
    account: String,
    /// UTC seconds, of a temporary one.
    ends: Option<i64>,
    renewed: u64,
    failed: u64,
}

impl KeyState {
    pub(crate) fn of(account: &crate::credentials::Account) -> Self {
        let (renewed, failed) = account.keeper.counts();
        Self {
            account: account.name.clone(),
            ends: account.keeper.held().and_then(|lease| lease.ends),
            renewed,
            failed,
        }
    }
}

/// What is true at the moment of the reading.
pub(crate) struct Now {
    /// Calls to vendors that wait or run.
    pub(crate) queued: usize,
    /// Sources that are not asked because their vendor fails, limits calls or refuses the key.
    pub(crate) held_back: Vec<&'static str>,
    /// The keys.
    pub(crate) keys: Vec<KeyState>,
    /// A vendor and what is added to the clock for it, seconds.
    pub(crate) offsets: Vec<(&'static str, i64)>,
    /// Whether the Redis that replicas share answers; nothing where there is none.
    pub(crate) shares: Option<bool>,
    /// Lines of the log that nobody could take.
    pub(crate) log_lines_dropped: u64,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let timed = || Histogram::new(SECONDS);
        let mut made = Self {
            registry: Registry::with_prefix("originscope"),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(timed),
            calls: Family::default(),
            call_seconds: Family::new_with_constructor(timed),
            retries: Family::default(),
            answers: Family::default(),
            panics: Counter::default(),
            reloads: Family::default(),
        };
        made.register();
        made
    }

    fn register(&mut self) {
        let to = &mut self.registry;
        to.register("http_requests", "Requests answered", self.requests.clone());
        to.register_with_unit(
            "http_request",
            "Time to the answer's head",
            Unit::Seconds,
            self.request_seconds.clone(),
        );
        let calls = "Attempts to ask a vendor, by what came of it";
        to.register("upstream_calls", calls, self.calls.clone());
        to.register_with_unit(
            "upstream",
            "Time of an attempt",
            Unit::Seconds,
            self.call_seconds.clone(),
        );
        let retries = "Attempts after the first";
        to.register("upstream_retries", retries, self.retries.clone());
        let answers = "Answers by where they came from";
        to.register("cache_events", answers, self.answers.clone());
        to.register("panics", "Answers lost to a panic", self.panics.clone());
        let reloads = "Changed configurations, by what came of them";
        to.register("config_reloads", reloads, self.reloads.clone());
    }

    /// A request was answered.
    pub(crate) fn request(
        &self,
        route: &'static str,
        method: &'static str,
        status: u16,
        took: Duration,
    ) {
        let labels = Request {
            route,
            method,
            status,
        };
        self.requests.get_or_create(&labels).inc();
        self.request_seconds
            .get_or_create(&Route { route })
            .observe(took.as_secs_f64());
    }

    /// A vendor was asked for the `nth` time in one call; `outcome` is `ok` or the problem's code.
    pub(crate) fn call(
        &self,
        spec: &originscope_core::Spec,
        nth: u32,
        outcome: &str,
        took: Duration,
    ) {
        let (account, source) = (spec.account, spec.id);
        let labels = Call {
            account,
            source,
            outcome: outcome.to_owned(),
        };
        self.calls.get_or_create(&labels).inc();
        let source = Source { source };
        self.call_seconds
            .get_or_create(&source)
            .observe(took.as_secs_f64());
        if nth > 1 {
            self.retries.get_or_create(&source).inc();
        }
    }

    /// An answer was given out, or none.
    pub(crate) fn answer(&self, source: &'static str, event: &'static str) {
        self.answers.get_or_create(&Event { source, event }).inc();
    }

    /// A changed configuration was read.
    pub(crate) fn reload(&self, worked: bool) {
        let outcome = if worked { "ok" } else { "failed" };
        self.reloads.get_or_create(&Outcome { outcome }).inc();
    }

    /// A panic was caught.
    pub(crate) fn panic(&self) {
        self.panics.inc();
    }

    /// All of it as OpenMetrics has it; nothing that is not a number can fail here.
    pub(crate) fn text(&self, now: &Now) -> String {
        let mut text = String::new();
        let written = encode_registry(&mut text, &self.registry)
            .and_then(|()| encode_registry(&mut text, &gauges(now)))
            .and_then(|()| encode_eof(&mut text));
        debug_assert!(written.is_ok(), "a String takes everything");
        text
    }
}

fn gauges(now: &Now) -> Registry {
    let mut to = Registry::with_prefix("originscope");
    let build = Family::<Build, Gauge>::default();
    let version = env!("CARGO_PKG_VERSION");
    build.get_or_create(&Build { version }).set(1);
    to.register("build_info", "The version that runs", build);
    let queue = Gauge::<i64>::default();
    queue.set(i64::try_from(now.queued).unwrap_or(i64::MAX));
    to.register("queue_depth", "Calls to vendors that wait or run", queue);
    let held = Family::<Source, Gauge>::default();
    for spec in apis().iter().map(|api| api.spec()) {
        let is_held = now.held_back.contains(&spec.id);
        held.get_or_create(&Source { source: spec.id })
            .set(i64::from(is_held));
    }
    to.register("breaker_open", "Sources that are not asked for now", held);
    let offsets = Family::<Account, Gauge>::default();
    for (account, offset) in &now.offsets {
        offsets.get_or_create(&Account { account }).set(*offset);
    }
    to.register_with_unit(
        "clock_offset",
        "What is added to this machine's clock",
        Unit::Seconds,
        offsets,
    );
    key_gauges(&mut to, &now.keys);
    let dropped = Counter::<u64>::default();
    dropped.inc_by(now.log_lines_dropped);
    let lines = "Lines of the log that nobody could take";
    to.register("log_lines_dropped", lines, dropped);
    if let Some(shares) = now.shares {
        let redis = Gauge::<i64>::default();
        redis.set(i64::from(shares));
        to.register("redis_up", "Whether the shared Redis answers", redis);
    }
    to
}

fn key_gauges(to: &mut Registry, keys: &[KeyState]) {
    let ends = Family::<Named, Gauge>::default();
    let renewals = Family::<Renewal, Counter>::default();
    for key in keys {
        let account = || key.account.clone();
        if let Some(end) = key.ends {
            ends.get_or_create(&Named { account: account() }).set(end);
        }
        for (outcome, count) in [("ok", key.renewed), ("failed", key.failed)] {
            let labels = Renewal {
                account: account(),
                outcome,
            };
            renewals.get_or_create(&labels).inc_by(count);
        }
    }
    let end = "When the temporary key in use ends, since 1970";
    to.register_with_unit("credential_end_timestamp", end, Unit::Seconds, ends);
    let renewal = "Temporary keys asked for, by what came of it";
    to.register("credential_renewals", renewal, renewals);
}

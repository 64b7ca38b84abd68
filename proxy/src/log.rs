//! The log: plain lines on standard error, one a request, without query strings.
//!
//! Libraries speak from warnings on only, whatever level is asked for: at trace level some of them print addresses and
//! headers, and an address may carry a signature.

use crate::metrics::Metrics;
use http::{Method, StatusCode};
use std::io::Write;
use std::sync::OnceLock;
use std::time::Duration;
use tracing::{Level, Subscriber};
use tracing_appender::non_blocking::{ErrorCounter, NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogForm {
    /// For eyes.
    #[default]
    Text,
    /// One JSON object a line, for programs: nothing that was sent can begin a line of its own.
    Json,
}

/// What the log could not write, kept for the metrics; there is one log a process.
static DROPPED: OnceLock<ErrorCounter> = OnceLock::new();

/// A writer that never holds up whoever logs: a thread of its own writes, and lines that it cannot take are counted
/// and dropped. Lines are written as long as the guard lives.
pub fn log_aside<W: Write + Send + 'static>(writer: W) -> (NonBlocking, WorkerGuard) {
    let (writer, guard) = NonBlockingBuilder::default().finish(writer);
    let _first = DROPPED.set(writer.error_counter());
    (writer, guard)
}

/// Lines of the log that nobody could take.
pub(crate) fn dropped_lines() -> u64 {
    let dropped = DROPPED.get().map_or(0, ErrorCounter::dropped_lines);
    u64::try_from(dropped).unwrap_or(u64::MAX)
}

/// A log into `writer`. `level` is one word (`error`, `warn`, `info`, `debug`, `trace`); anything else means `info`.
pub fn log_to<W>(writer: W, level: Option<&str>, form: LogForm) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let level: Level = level
        .and_then(|level| level.parse().ok())
        .unwrap_or(Level::INFO);
    let ours = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("originscope_proxy", level);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(writer)
        .with_ansi(false);
    let lines = match form {
        LogForm::Text => lines.boxed(),
        LogForm::Json => lines.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry().with(ours).with(lines)
}

/// One line about one request. The path is given by its route: what a caller wrote stays out of the log.
pub(crate) fn request_line(
    metrics: &Metrics,
    method: &Method,
    path: &str,
    status: StatusCode,
    took: Duration,
    id: &str,
) {
    let source = path
        .strip_prefix("/api/v1/series/")
        .and_then(originscope_apis::find)
        .map(|api| api.spec().id);
    let route = match path {
        "/api/v1/sources" => "sources",
        _ if path.starts_with("/api/v1/series/") => "series",
        _ if path.starts_with("/api/") || path == "/api" => "api",
        "/login" | "/logout" => "login",
        _ => "page",
    };
    let method = match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        _ => "other",
    };
    metrics.request(route, method, status.as_u16(), took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        method,
        route,
        source,
        status = status.as_u16(),
        ms,
        id,
        "request"
    );
}

//! What the tests of the service share: a clock that stands, a proxy, an answer taken apart.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // every test file uses a part of it

pub(crate) mod given;
pub(crate) mod giver;
pub(crate) mod home;
pub(crate) mod log;
pub(crate) mod relay;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request};
use originscope_core::Problem;
use originscope_proxy::{Clock, Config, Flags, Proxy, app, run_until, simulator_app};
use originscope_sim::{SimConfig, Simulator, default_keys};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tower::ServiceExt;

/// 2026-11-21T06:00:00Z (`date -u -d @1795240800`): everybody's now.
pub(crate) const NOW: i64 = 1_795_240_800;
/// An hour long past its lag, in the wire's form.
pub(crate) const HOUR: &str = "start=2026-11-21T04:00:00Z&end=2026-11-21T05:00:00Z";
/// All sources.
pub(crate) const SOURCES: [&str; 5] = [
    "dcdn-ws-codes",
    "cdn-origin-codes",
    "cdn-origin-traffic-rt",
    "cdn-origin-traffic",
    "live-codes",
];

/// What the page sends with every request.
pub(crate) const PAGE: [(&str, &str); 2] = [
    ("host", "127.0.0.1:8787"),
    ("x-requested-with", "originscope"),
];

pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Got {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn problem(&self) -> Problem {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text()
        );
        assert_eq!(self.header("cache-control"), "no-store");
        let problem: Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, self.status);
        assert_eq!(
            problem.kind,
            format!("urn:originscope:problem:{}", problem.code)
        );
        assert_eq!(
            problem.request_id.as_deref(),
            Some(self.header("x-request-id"))
        );
        assert!(problem.title.ends_with('.') && problem.action.ends_with('.'));
        problem
    }
}

pub(crate) fn clock() -> Clock {
    Clock::new(|| NOW)
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/apis/fixtures")
}

pub(crate) fn service(flags: &Flags) -> Router {
    let config = Config::resolve(flags, &|_| None).unwrap();
    app(Proxy::new(config, clock()).unwrap())
}

pub(crate) fn demo() -> Router {
    service(&Flags {
        demo: true,
        dist: Some(empty_folder()),
        ..Flags::default()
    })
}

pub(crate) fn configured(text: &str) -> Router {
    service(&Flags {
        config: Some(text.to_owned()),
        dist: Some(empty_folder()),
        ..Flags::default()
    })
}

/// The same, with a clock that is `ahead` seconds wrong.
pub(crate) fn configured_ahead(text: &str, ahead: i64) -> Router {
    let flags = Flags {
        config: Some(text.to_owned()),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &|_| None).unwrap();
    app(Proxy::new(config, Clock::new(move || NOW + ahead)).unwrap())
}

/// A folder that is there and has no page in it.
pub(crate) fn empty_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support")
}

pub(crate) async fn send(
    app: &Router,
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
) -> Got {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in PAGE {
        if !headers
            .iter()
            .any(|(given, _)| given.eq_ignore_ascii_case(name))
        {
            request = request.header(name, value);
        }
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = app
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let (head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap()
        .to_vec();
    Got {
        status: head.status.as_u16(),
        headers: head.headers,
        body,
    }
}

pub(crate) async fn get(app: &Router, address: &str) -> Got {
    send(app, "GET", address, &[]).await
}

/// Serves `app` on a free port of this machine until the test ends.
pub(crate) async fn listen(app: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(run_until(listener, app, std::future::pending()));
    address
}

/// A strict simulator behind a socket, with the default keys.
pub(crate) async fn simulator() -> SocketAddr {
    listen(simulator_app(Simulator::new(SimConfig::default()), clock())).await
}

/// The same, counting its calls; each answer waits for `pause`.
pub(crate) async fn counted_simulator(pause: Duration) -> (SocketAddr, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let app = simulator_app(Simulator::new(SimConfig::default()), clock());
    let app = app.layer(axum::middleware::map_response(
        move |response: axum::response::Response| {
            counted.fetch_add(1, Ordering::SeqCst);
            async move {
                tokio::time::sleep(pause).await;
                response
            }
        },
    ));
    (listen(app).await, calls)
}

/// A configuration that asks `address` for everything, with the simulator's keys.
pub(crate) fn towards(address: SocketAddr, signature: &str) -> String {
    let keys = default_keys();
    format!(
        "[accounts.alibaba]\naccess_key_id = \"{}\"\naccess_key_secret = \"{}\"\nsignature = \"{signature}\"\n\
         [accounts.alibaba.endpoints]\ncdn = \"http://{address}\"\ndcdn = \"http://{address}\"\n\
         [accounts.huawei]\nak = \"{}\"\nsk = \"{}\"\nproject_id = \"{}\"\nendpoint = \"http://{address}\"\n",
        keys.alibaba_id, keys.alibaba_secret, keys.huawei_ak, keys.huawei_sk, keys.huawei_project
    )
}

/// Waits until something is so; a test that waits in vain ends.
pub(crate) async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    let came = tokio::time::timeout(std::time::Duration::from_secs(30), waiting).await;
    came.expect("what was waited for did not come");
}

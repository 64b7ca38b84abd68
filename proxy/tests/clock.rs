//! A clock that is wrong: group K of the acceptance rows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_proxy::{Clock, Config, Flags, Proxy, app};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use support::{NOW, clock, configured_ahead, empty_folder, get, listen, towards};

/// The strict simulator with a right clock, counting its calls; `date` replaces the header.
async fn vendor(date: Option<&'static str>) -> (std::net::SocketAddr, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let simulator = originscope_sim::Simulator::new(originscope_sim::SimConfig::default());
    let app = originscope_proxy::simulator_app(simulator, clock());
    let app = app.layer(axum::middleware::map_response(
        move |mut response: axum::response::Response| {
            counted.fetch_add(1, Ordering::SeqCst);
            if let Some(date) = date {
                response
                    .headers_mut()
                    .insert("date", http::HeaderValue::from_static(date));
            }
            async move { response }
        },
    ));
    (listen(app).await, calls)
}

/// Long past for every clock of these tests.
const PAST: &str = "start=2026-11-19T04:00:00Z&end=2026-11-19T05:00:00Z";

#[tokio::test]
async fn k01_a_wrong_clock_is_corrected_once() {
    for ahead in [-1_200, 1_200, 86_400] {
        let (address, calls) = vendor(None).await;
        for (signature, source) in [
            ("v3", "cdn-origin-codes"),
            ("v1", "dcdn-ws-codes"),
            ("v3", "live-codes"),
        ] {
            let app = configured_ahead(&towards(address, signature), ahead);
            for (domain, expected) in [("a.com", 2), ("b.com", 1)] {
                calls.store(0, Ordering::SeqCst);
                let got = get(
                    &app,
                    &format!("/api/v1/series/{source}?domain={domain}&{PAST}"),
                )
                .await;
                assert_eq!(got.status, 200, "{ahead} {source}: {}", got.text());
                assert_eq!(
                    calls.load(Ordering::SeqCst),
                    expected,
                    "{ahead} {source} {domain}"
                );
            }
        }
    }
}

#[tokio::test]
async fn k02_without_a_date_to_believe_it_is_said() {
    for date in ["garbage", "Tue, 21 Nov 2036 06:00:00 GMT"] {
        let (address, calls) = vendor(Some(date)).await;
        let app = configured_ahead(&towards(address, "v3"), -1_200);
        let got = get(
            &app,
            &format!("/api/v1/series/cdn-origin-codes?domain=a.com&{PAST}"),
        )
        .await;
        assert_eq!(
            (got.status, got.problem().code.as_str()),
            (502, "clock_skew")
        );
        assert_eq!(calls.load(Ordering::SeqCst), 1, "no loop");
    }
}

/// What is kept, and for how long, does not hang on the clock of the wall.
#[tokio::test]
async fn k03_a_clock_that_is_set_back_loses_nothing() {
    let (address, calls) = vendor(None).await;
    let wall = Arc::new(AtomicI64::new(NOW));
    let told = Arc::clone(&wall);
    let flags = Flags {
        config: Some(towards(address, "v3")),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &|_| None).unwrap();
    let clock = Clock::new(move || told.load(Ordering::SeqCst));
    let app = app(Proxy::new(config, clock).unwrap());
    let path = |domain: &str| format!("/api/v1/series/cdn-origin-codes?domain={domain}&{PAST}");
    assert_eq!(get(&app, &path("a.com")).await.header("x-cache"), "miss");
    wall.store(NOW - 3_600, Ordering::SeqCst);
    let kept = get(&app, &path("a.com")).await;
    assert_eq!((kept.status, kept.header("x-cache")), (200, "hit"));
    assert_eq!(get(&app, &path("b.com")).await.status, 200);
    assert_eq!(
        calls.load(Ordering::SeqCst),
        3,
        "one, then one that learns the time and one that has it"
    );
}

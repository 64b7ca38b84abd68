//! Row O19: times that are far away. No counter of 32 bits ends the service, neither in 2038 nor after fifty days.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_proxy::{Clock, Config, Flags, Proxy, app, simulator_app};
use originscope_sim::{SimConfig, Simulator};
use std::time::Duration;
use support::{SOURCES, empty_folder, get, listen, towards};

/// An hour of a day, in the wire's form.
fn hour(day: &str, hour: u32) -> String {
    format!(
        "start={day}T{hour:02}:00:00Z&end={day}T{:02}:00:00Z",
        hour + 1
    )
}

/// 2^31 seconds are over at 2038-01-19T03:14:07Z, 2^32 at 2106-02-07T06:28:15Z (`date -u -d @2147483647`, `@4294967295`).
#[tokio::test]
async fn o19_calls_are_signed_and_answered_past_2038_and_2106() {
    // The moment's own hour, and a now that is long past it: 10:00:00Z of the day (`date -u -d 2038-01-19T10:00:00Z +%s`).
    for (day, moments_hour, now) in [
        ("2038-01-19", 3, 2_147_508_000),
        ("2106-02-07", 6, 4_294_980_000),
    ] {
        let clock = move || Clock::new(move || now);
        let vendor = listen(simulator_app(Simulator::new(SimConfig::default()), clock())).await;
        for signature in ["v3", "v1"] {
            let flags = Flags {
                config: Some(towards(vendor, signature)),
                dist: Some(empty_folder()),
                ..Flags::default()
            };
            let config = Config::resolve(&flags, &|_| None).unwrap();
            let app = app(Proxy::new(config, clock()).unwrap());
            for source in SOURCES {
                // The older signature has one form of the time for all sources.
                if signature == "v1" && source != "cdn-origin-codes" {
                    continue;
                }
                let range = hour(day, moments_hour);
                let got = get(
                    &app,
                    &format!("/api/v1/series/{source}?domain=a.com&{range}"),
                )
                .await;
                assert_eq!(
                    got.status,
                    200,
                    "{day} {signature} {source}: {}",
                    got.text()
                );
            }
        }
    }
}

/// Fifty days in milliseconds are more than 32 bits; quotas, shares and the cache go on.
#[tokio::test(start_paused = true)]
async fn o19_fifty_days_of_running_change_nothing() {
    let began = tokio::time::Instant::now();
    let clock =
        Clock::new(move || support::NOW + i64::try_from(began.elapsed().as_secs()).unwrap());
    let flags = Flags {
        demo: true,
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let app = app(Proxy::new(Config::resolve(&flags, &|_| None).unwrap(), clock).unwrap());
    let ask = async |hours_ago: i64| {
        let now = support::NOW + i64::try_from(began.elapsed().as_secs()).unwrap();
        let end = (now / 3_600 - hours_ago) * 3_600;
        let (start, end) = (
            originscope_core::iso_seconds(end - 3_600),
            originscope_core::iso_seconds(end),
        );
        let got = get(
            &app,
            &format!("/api/v1/series/cdn-origin-codes?domain=a.com&start={start}&end={end}"),
        )
        .await;
        assert_eq!(got.status, 200, "{}", got.text());
        got.header("x-cache").to_owned()
    };
    assert_eq!(
        (ask(30).await, ask(30).await),
        ("miss".to_owned(), "hit".to_owned())
    );
    for _ in 0..3 {
        tokio::time::advance(Duration::from_secs(50 * 86_400)).await;
        assert_eq!(
            (ask(30).await, ask(30).await),
            ("miss".to_owned(), "hit".to_owned())
        );
    }
}

//! Answers shared between callers, over the whole service: group C of the acceptance rows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::atomic::Ordering;
use std::time::Duration;
use support::{HOUR, SOURCES, configured, counted_simulator, demo, get, send, towards};

#[tokio::test]
async fn c01_a_hundred_dashboards_cost_one_call_a_window() {
    let (address, calls) = counted_simulator(Duration::ZERO).await;
    let app = configured(&towards(address, "v3"));
    let addresses: Vec<String> = SOURCES
        .iter()
        .map(|source| format!("/api/v1/series/{source}?domain=a.com&{HOUR}"))
        .collect();
    let all = (0..100)
        .flat_map(|_| &addresses)
        .map(|address| get(&app, address));
    let all = futures_util::future::join_all(all).await;
    assert!(all.iter().all(|got| got.status == 200));
    assert_eq!(calls.load(Ordering::SeqCst), SOURCES.len());
    for (first, later) in all.iter().zip(all.iter().skip(SOURCES.len())) {
        assert_eq!(
            (&first.body, first.header("etag")),
            (&later.body, later.header("etag"))
        );
    }
}

#[tokio::test]
async fn p09_p10_spellings_of_one_question_are_one() {
    let (address, calls) = counted_simulator(Duration::ZERO).await;
    let app = configured(&towards(address, "v3"));
    for domains in [
        "a.com,b%C3%BCcher.example",
        "xn--bcher-kva.example,A.COM",
        "a.com,a.com,B%C3%9CCHER.example",
    ] {
        let got = get(
            &app,
            &format!("/api/v1/series/cdn-origin-codes?domain={domains}&{HOUR}"),
        )
        .await;
        assert_eq!(got.status, 200, "{domains}: {}", got.text());
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn c12_what_is_known_is_not_sent_again() {
    let (address, _) = counted_simulator(Duration::ZERO).await;
    let app = configured(&towards(address, "v3"));
    let path = format!("/api/v1/series/live-codes?domain=a.com&{HOUR}");
    let first = get(&app, &path).await;
    assert_eq!(first.header("x-cache"), "miss");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() == 24, "{tag}");
    for (asked, status) in [
        (tag.clone(), 304),
        (format!("W/{tag}"), 304),
        (format!("\"x\", {tag}"), 304),
        ("*".to_owned(), 304),
        ("garbage".to_owned(), 200),
    ] {
        let got = send(&app, "GET", &path, &[("if-none-match", &asked)]).await;
        assert_eq!(
            (got.status, got.body.is_empty()),
            (status, status == 304),
            "{asked}"
        );
        assert_eq!(
            (got.header("etag"), got.header("x-cache")),
            (tag.as_str(), "hit")
        );
        assert_eq!(got.header("cache-control"), first.header("cache-control"));
        assert_eq!(got.header("vary"), "Cookie");
        assert_eq!(got.header("x-content-type-options"), "nosniff");
    }
}

/// An hour that ended an hour ago is settled for one-minute slots; one that ends now is not.
#[tokio::test]
async fn c05_browsers_keep_what_is_settled() {
    let (address, _) = counted_simulator(Duration::ZERO).await;
    let app = configured(&towards(address, "v3"));
    let now = "start=2026-11-21T05:00:00Z&end=2026-11-21T06:00:00Z";
    for (app, range, kept) in [
        (&app, HOUR, true),
        (&app, now, false),
        (&demo(), HOUR, false),
    ] {
        let got = get(
            app,
            &format!("/api/v1/series/cdn-origin-codes?domain=a.com&{range}"),
        )
        .await;
        let cache = got.header("cache-control");
        match cache.strip_prefix("private, max-age=") {
            // Twelve hours, a tenth more or less.
            Some(seconds) => assert!(
                kept && (38_880..=47_520).contains(&seconds.parse().unwrap()),
                "{cache}"
            ),
            None => assert!(!kept && cache == "private, no-cache", "{range}: {cache}"),
        }
    }
}

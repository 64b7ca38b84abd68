//! The API in demo mode: what it answers and what it refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_core::{Mode, SourcesAnswer};
use support::{HOUR, NOW, SOURCES, demo, get, send};

#[tokio::test]
async fn sources_are_listed_in_the_registrys_order() {
    let got = get(&demo(), "/api/v1/sources").await;
    assert_eq!(
        (got.status, got.header("content-type")),
        (200, "application/json")
    );
    let answer: SourcesAnswer = serde_json::from_slice(&got.body).unwrap();
    assert_eq!(answer.now, NOW);
    assert_eq!(answer.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(
        answer
            .sources
            .iter()
            .map(|source| source.id.as_str())
            .collect::<Vec<_>>(),
        SOURCES
    );
    for source in answer.sources {
        assert_eq!(source.mode, Mode::Demo);
        assert!(
            source.key_ends.is_none() && !source.domains.is_empty(),
            "{}",
            source.id
        );
    }
}

#[tokio::test]
async fn every_source_answers_something_that_decodes() {
    let app = demo();
    for source in SOURCES {
        let got = get(
            &app,
            &format!("/api/v1/series/{source}?domain=www.example.com&{HOUR}"),
        )
        .await;
        assert_eq!(got.status, 200, "{source}: {}", got.text());
        assert_eq!(
            got.header("content-type"),
            "application/json; charset=utf-8"
        );
        assert_eq!(got.header("cache-control"), "private, no-cache");
        assert!(!got.header("x-upstream-request-id").is_empty(), "{source}");
        assert_eq!(got.header("x-request-id").len(), 32);
        let decoded = originscope_apis::find(source)
            .unwrap()
            .decode(&got.body)
            .unwrap();
        assert!(!decoded.frame.times.is_empty(), "{source}");
    }
}

#[tokio::test]
async fn every_refusal_has_its_code() {
    let app = demo();
    let live = "/api/v1/series/live-codes";
    let rt = "/api/v1/series/cdn-origin-codes";
    let many = (0..101)
        .map(|i| format!("d{i}.com"))
        .collect::<Vec<_>>()
        .join(",");
    for (address, status, code, field) in [
        (format!("/api/v1/series/nope?domain=a.com&{HOUR}"), 404, "unknown_source", "source"),
        (format!("/api/v1/series/Live-Codes?domain=a.com&{HOUR}"), 404, "unknown_source", "source"),
        ("/api".to_owned(), 404, "unknown_path", ""),
        ("/api/".to_owned(), 404, "unknown_path", ""),
        ("/api/v1".to_owned(), 404, "unknown_path", ""),
        ("/api/v1/series".to_owned(), 404, "unknown_path", ""),
        ("/api/v1/sources/".to_owned(), 404, "unknown_path", ""),
        (format!("{live}/x?domain=a.com&{HOUR}"), 404, "unknown_path", ""),
        (format!("{live}?domain=a.com&{HOUR}&x=1"), 400, "parameter_unknown", "query"),
        (format!("{live}?domain=a.com&{HOUR}&domain=b.com"), 400, "parameter_repeated", "domain"),
        (format!("{live}?domain=a.com&{HOUR}&start=2026-11-21T04:00:00Z"), 400, "parameter_repeated", "start"),
        (format!("{live}?domain=%FF&{HOUR}"), 400, "query_malformed", "query"),
        (format!("{live}?domain=a.com%0d%0aX:y&{HOUR}"), 400, "query_malformed", "query"),
        (format!("{live}?{HOUR}"), 400, "domain_missing", "domain"),
        (format!("{live}?domain=&{HOUR}"), 400, "domain_missing", "domain"),
        (format!("/api/v1/series/cdn-origin-traffic?{HOUR}"), 400, "domain_missing", "domain"),
        (format!("{live}?domain=a.com%2C&{HOUR}"), 400, "domain_missing", "domain"),
        (format!("{live}?domain=a_b.com&{HOUR}"), 400, "domain_malformed", "domain"),
        (format!("{live}?domain=a.com+&{HOUR}"), 400, "domain_malformed", "domain"),
        (format!("{live}?domain=*.a.com&{HOUR}"), 400, "domain_is_wildcard", "domain"),
        (format!("{live}?domain=10.0.0.1&{HOUR}"), 400, "domain_is_address", "domain"),
        (format!("{live}?domain=localhost&{HOUR}"), 400, "domain_is_local", "domain"),
        (format!("{live}?domain={many}&{HOUR}"), 400, "too_many_domains", "domain"),
        (format!("{live}?domain=a.com"), 400, "start_missing", "start"),
        (format!("{live}?domain=a.com&start=2026-11-21T04:00:00Z"), 400, "end_missing", "end"),
        (format!("{live}?domain=a.com&end=2026-11-21T04:00:00Z"), 400, "start_missing", "start"),
        (format!("{live}?domain=a.com&start=yesterday&end=2026-11-21T04:00:00Z"), 400, "time_malformed", "start"),
        (format!("{live}?domain=a.com&start=2026-11-21T04:00:00Z&end=2026-11-21T03:00:00Z"), 400, "range_reversed", "end"),
        (format!("{live}?domain=a.com&start=2026-11-21T04:00:00Z&end=2026-11-21T04:00:00Z"), 400, "range_empty", "end"),
        (format!("{live}?domain=a.com&start=2026-11-21T04:00:00Z&end=2027-11-21T04:00:00Z"), 400, "time_in_future", "end"),
        (format!("{live}?domain=a.com&start=2026-11-19T04:00:00Z&end=2026-11-21T04:00:00Z"), 400, "range_too_long", "end"),
        (format!("{live}?domain=a.com&start=2020-11-19T04:00:00Z&end=2020-11-19T05:00:00Z"), 400, "range_too_old", "start"),
        (format!("{live}?domain=a.com&{HOUR}&grain=60"), 400, "grain_not_taken", "grain"),
        (format!("/api/v1/series/dcdn-ws-codes?domain=a.com&{HOUR}&grain=61"), 400, "grain_not_allowed", "grain"),
        (
            "/api/v1/series/dcdn-ws-codes?domain=a.com&grain=300&start=2026-11-10T04:00:00Z&end=2026-11-20T04:00:00Z"
                .to_owned(),
            400,
            "range_too_long_for_grain",
            "grain",
        ),
        (format!("{rt}?domain=a.com&{HOUR}&isp=unicom"), 400, "filter_not_taken", "isp"),
        (format!("{live}?domain=a.com&{HOUR}&isp=a%20b"), 400, "filter_malformed", "isp"),
        (format!("{live}?domain=a.com&{HOUR}&region=%3Cb%3E"), 400, "filter_malformed", "region"),
        (format!("{live}?domain=a.com&{HOUR}&code=600"), 400, "code_malformed", "code"),
    ] {
        let got = get(&app, &address).await;
        assert_eq!(got.status, status, "{address}: {}", got.text());
        let problem = got.problem();
        assert_eq!((problem.code.as_str(), problem.field.as_deref().unwrap_or_default()), (code, field), "{address}");
    }
}

#[tokio::test]
async fn other_methods_and_long_addresses_are_refused() {
    let app = demo();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let got = send(&app, method, "/api/v1/sources", &[]).await;
        assert_eq!((got.status, got.header("allow")), (405, "GET"), "{method}");
        assert_eq!(got.problem().code, "method_not_allowed");
    }
    // An answer to HEAD has no body, yet a window would cost a call.
    assert_eq!(send(&app, "HEAD", "/api/v1/sources", &[]).await.status, 405);
    let long = format!("/api/v1/sources?{}", "x".repeat(9_000));
    assert_eq!(get(&app, &long).await.problem().code, "address_too_long");
}

#[tokio::test]
async fn no_text_repeats_what_the_caller_wrote() {
    let app = demo();
    for address in [
        format!("/api/v1/series/MARKER?domain=a.com&{HOUR}"),
        format!("/api/v1/series/live-codes?domain=MARKER_&{HOUR}"),
        format!("/api/v1/series/live-codes?MARKER=1&{HOUR}"),
        "/api/v1/series/live-codes?domain=a.com&start=MARKER&end=MARKER".to_owned(),
        "/api/MARKER".to_owned(),
        "/MARKER".to_owned(),
    ] {
        let got = get(&app, &address).await;
        assert!((400..500).contains(&got.status));
        assert!(
            !got.text().contains("MARKER") && !format!("{:?}", got.headers).contains("MARKER"),
            "{address}"
        );
    }
}

/// The well-known domains of the simulator go wrong in the vendors' own ways; each has its code here.
#[tokio::test]
async fn the_simulators_incidents_have_their_codes() {
    let app = demo();
    let answer: SourcesAnswer =
        serde_json::from_slice(&get(&app, "/api/v1/sources").await.body).unwrap();
    let mut codes = Vec::new();
    for source in &answer.sources {
        for (domain, _, _) in source
            .domains
            .iter()
            .filter(|(domain, _, _)| !domain.starts_with("slow"))
        {
            let got = get(
                &app,
                &format!("/api/v1/series/{}?domain={domain}&{HOUR}", source.id),
            )
            .await;
            if got.status != 200 {
                codes.push(got.problem().code);
            }
        }
    }
    for code in [
        "upstream_throttled",
        "account_denied",
        "domain_not_found",
        "upstream_truncated",
        "upstream_html",
        "upstream_too_large",
    ] {
        assert!(
            codes.iter().any(|seen| seen == code),
            "{code} among {codes:?}"
        );
    }
    assert!(
        !codes
            .iter()
            .any(|code| code == "internal" || code == "upstream_error"),
        "{codes:?}"
    );
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let app = demo();
    for address in ["/api/v1/sources", "/api/nothing", "/", "/nothing"] {
        let got = get(&app, address).await;
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(got.header("x-frame-options"), "DENY");
        assert_eq!(got.header("referrer-policy"), "no-referrer");
        assert_eq!(got.header("cross-origin-resource-policy"), "same-origin");
        assert!(
            got.header("content-security-policy")
                .starts_with("default-src 'none'; "),
            "{address}"
        );
        assert!(
            got.headers.get("access-control-allow-origin").is_none()
                && got.headers.get("server").is_none()
        );
    }
}

//! Pages of other origins: nothing by default, and those named to the letter.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use originscope_proxy::{Config, Flags};
use support::{Got, configured, demo, send};

const NAMED: &str = "https://page.example.com";

fn open() -> Router {
    configured(&format!(
        "cors_origins = [\"{NAMED}\", \"http://127.0.0.1:8080\"]"
    ))
}

fn cors(got: &Got) -> Vec<&str> {
    let names = got.headers.keys().map(http::HeaderName::as_str);
    names
        .filter(|name| name.starts_with("access-control"))
        .collect()
}

async fn preflight(app: &Router, origin: &str) -> Got {
    let headers = [
        ("origin", origin),
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "x-requested-with"),
        ("sec-fetch-site", "cross-site"),
        ("x-requested-with", ""),
    ];
    send(app, "OPTIONS", "/api/v1/sources", &headers).await
}

async fn ask(app: &Router, origin: &str, mark: &str) -> Got {
    let headers = [
        ("origin", origin),
        ("sec-fetch-site", "cross-site"),
        ("x-requested-with", mark),
    ];
    send(app, "GET", "/api/v1/sources", &headers).await
}

#[tokio::test]
async fn t04_a_named_page_may_read_and_nothing_more() {
    let app = open();
    for origin in [NAMED, "http://127.0.0.1:8080"] {
        let got = preflight(&app, origin).await;
        assert_eq!(
            (
                got.status,
                got.header("access-control-allow-origin"),
                got.header("access-control-allow-methods"),
                got.header("access-control-allow-headers"),
                got.header("vary"),
            ),
            (204, origin, "GET", "x-requested-with", "Origin")
        );
        assert_eq!(got.header("access-control-allow-credentials"), "");
        let got = ask(&app, origin, "originscope").await;
        assert_eq!(
            (got.status, got.header("access-control-allow-origin")),
            (200, origin)
        );
        assert_eq!(cors(&got), ["access-control-allow-origin"]);
    }
    // A failure can be read too, or the page could not say what is wrong.
    let headers = [("origin", NAMED), ("sec-fetch-site", "cross-site")];
    let got = send(&app, "GET", "/api/nothing", &headers).await;
    assert_eq!(
        (got.status, got.header("access-control-allow-origin")),
        (404, NAMED)
    );
    // Of the API alone.
    let got = send(&app, "GET", "/healthz", &headers).await;
    assert_eq!((got.status, cors(&got).len()), (200, 0));
}

#[tokio::test]
async fn a14_t04_every_other_page_stays_outside() {
    for (app, varies) in [(open(), "Origin"), (demo(), "")] {
        for origin in [
            "https://evil.test",
            "null",
            "",
            "https://page.example.com.evil.test",
            "https://page.example.com:8443",
            "https://page.example.com/",
            "https://PAGE.example.com",
            "http://page.example.com",
            "https://xpage.example.com",
        ] {
            let got = preflight(&app, origin).await;
            assert_eq!((got.status, got.header("allow")), (405, "GET"), "{origin}");
            assert_eq!(cors(&got), [""; 0], "{origin}");
            let got = ask(&app, origin, "originscope").await;
            assert_eq!(
                (got.status, got.problem().code.as_str()),
                (403, "cross_site"),
                "{origin}"
            );
            assert_eq!(
                (cors(&got).len(), got.header("vary")),
                (0, varies),
                "{origin}"
            );
        }
    }
    let app = open();
    // Two origins are none, and the header that a browser asks about first is needed all the same.
    let two = [
        ("origin", NAMED),
        ("origin", NAMED),
        ("sec-fetch-site", "cross-site"),
    ];
    assert_eq!(send(&app, "GET", "/api/v1/sources", &two).await.status, 403);
    assert_eq!(ask(&app, NAMED, "").await.status, 403);
    for method in ["POST", "PUT", "DELETE", "HEAD"] {
        let headers = [("origin", NAMED)];
        let got = send(&app, method, "/api/v1/sources", &headers).await;
        assert_eq!(got.status, 405, "{method}");
    }
    // Not a preflight.
    let plain = [("origin", NAMED)];
    assert_eq!(
        send(&app, "OPTIONS", "/api/v1/sources", &plain)
            .await
            .status,
        405
    );
}

#[tokio::test]
async fn t05_the_host_goes_before_the_origin() {
    let headers = [
        ("host", "evil.test"),
        ("origin", NAMED),
        ("access-control-request-method", "GET"),
    ];
    let got = send(&open(), "OPTIONS", "/api/v1/sources", &headers).await;
    assert_eq!((got.status, cors(&got).len()), (421, 0));
}

#[test]
fn no_origin_that_could_be_anybody_is_taken() {
    for bad in [
        "*",
        "null",
        "https://*.example.com",
        "page.example.com",
        "https://page.example.com/app/",
        "https://page.example.com?x",
        "https://user@page.example.com",
        "http://page.example.com",
        "",
    ] {
        let flags = Flags {
            config: Some(format!("\ncors_origins = [\"{NAMED}\", \"{bad}\"]")),
            ..Flags::default()
        };
        let error = Config::resolve(&flags, &|_| None).unwrap_err().to_string();
        assert!(
            error.starts_with("Configuration, line 2: `cors_origins` has an entry"),
            "{bad}: {error}"
        );
    }
}

//! Everything below a path of a host that has other things as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use axum::body::Body;
use http::Request;
use originscope_proxy::{Config, Flags};
use support::{configured, get, send};
use tower::ServiceExt;

const TOKEN: &str = "alice-0123456789abcdef0123456789abcdef";

fn below() -> Router {
    configured("prefix = \"/originscope/\"")
}

fn guarded(public_url: &str, prefix: &str) -> Router {
    configured(&format!(
        "{public_url}\nprefix = \"{prefix}\"\n[access]\nmode = \"token\"\n[users.alice]\ntoken = \"{TOKEN}\""
    ))
}

#[tokio::test]
async fn everything_is_below_the_path_and_nothing_beside_it() {
    let app = below();
    for (path, status) in [
        ("/originscope/api/v1/sources", 200),
        ("/originscope/api/nothing", 404),
        ("/originscope/healthz", 200),
        ("/healthz", 200),
        ("/originscope/", 404), // there is no page in this test's folder
        ("/", 404),
        ("/login", 404),
        ("/api/v1/sources", 404),
        ("/originscopeapi/v1/sources", 404),
        ("/originscope//api/v1/sources", 404),
        ("/Originscope/api/v1/sources", 404),
        ("/other/originscope/api/v1/sources", 404),
    ] {
        let got = get(&app, path).await;
        assert_eq!(got.status, status, "{path}");
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{path}");
    }
    let got = get(&app, "/originscope?d=a.com").await;
    assert_eq!((got.status, got.header("location")), (308, "/originscope/"));
    // A root is no prefix.
    let app = configured("prefix = \"/\"");
    assert_eq!(get(&app, "/api/v1/sources").await.status, 200);
}

#[tokio::test]
async fn a01_a14_what_guards_the_root_guards_the_path() {
    let app = below();
    let path = "/originscope/api/v1/sources";
    for (headers, status) in [
        (
            [("host", "evil.test"), ("x-requested-with", "originscope")],
            421,
        ),
        (
            [
                ("sec-fetch-site", "cross-site"),
                ("x-requested-with", "originscope"),
            ],
            403,
        ),
        (
            [("sec-fetch-site", "same-origin"), ("x-requested-with", "")],
            403,
        ),
    ] {
        assert_eq!(
            send(&app, "GET", path, &headers).await.status,
            status,
            "{headers:?}"
        );
    }
    assert_eq!(send(&app, "POST", path, &[]).await.status, 405);
    // Who stands in front cannot say that the path is another.
    let moved = [
        ("x-forwarded-prefix", "/elsewhere"),
        ("x-original-url", "/api/v1/sources"),
    ];
    assert_eq!(send(&app, "GET", "/", &moved).await.status, 404);
    assert_eq!(send(&app, "GET", path, &moved).await.status, 200);
    // Nobody is let in because of the path.
    let app = guarded("", "/originscope/");
    assert_eq!(get(&app, path).await.status, 401);
    assert_eq!(get(&app, "/api/v1/sources").await.status, 404);
}

#[tokio::test]
async fn a18_the_cookie_is_for_the_path_where_others_share_the_host() {
    let secure = "public_url = \"https://tools.example.com\"";
    for (public_url, prefix, name, path) in [
        ("", "/", "originscope", "Path=/;"),
        ("", "/originscope/", "originscope", "Path=/originscope/;"),
        (secure, "/", "__Host-originscope", "Path=/;"),
        (
            secure,
            "/originscope/",
            "__Secure-originscope",
            "Path=/originscope/;",
        ),
    ] {
        let app = guarded(public_url, prefix);
        let page = get(&app, prefix).await;
        assert_eq!((page.status, page.header("location")), (303, "login"));
        let request = Request::post(format!("{prefix}login"))
            .header("host", "127.0.0.1:8787")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(format!("secret={TOKEN}")))
            .unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        let cookie = response.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .to_owned();
        assert_eq!(response.headers()["location"], "./");
        assert!(
            cookie.starts_with(&format!("{name}=")) && cookie.contains(path),
            "{cookie}"
        );
        assert_eq!(cookie.contains("; Secure"), !public_url.is_empty());
        let (pair, _) = cookie.split_once(';').unwrap();
        let api = format!("{prefix}api/v1/sources");
        assert_eq!(
            send(&app, "GET", &api, &[("cookie", pair)]).await.status,
            200
        );
        // A neighbour on the domain can set a cookie of another name: it is none.
        let (_, id) = pair.split_once('=').unwrap();
        for other in ["originscope", "__Secure-originscope", "__Host-originscope"] {
            let asked = send(&app, "GET", &api, &[("cookie", &format!("{other}={id}"))]).await;
            assert_eq!(asked.status == 200, other == name, "{other} for {name}");
        }
    }
}

#[test]
fn a_path_is_plain_and_has_both_slashes() {
    for bad in [
        "originscope",
        "/originscope",
        "originscope/",
        "//",
        "/a//b/",
        "/../",
        "/a b/",
        "/a%20/",
        "/a?/",
        "/ä/",
    ] {
        let flags = Flags {
            config: Some(format!("prefix = \"{bad}\"")),
            ..Flags::default()
        };
        let error = Config::resolve(&flags, &|_| None).unwrap_err().to_string();
        assert!(
            error.starts_with("Configuration, line 1: `prefix` is not a path"),
            "{bad}: {error}"
        );
    }
    for good in ["/", "/originscope/", "/tools/originscope-2/", "/~cdn/"] {
        let flags = Flags {
            config: Some(format!("prefix = \"{good}\"")),
            ..Flags::default()
        };
        assert!(Config::resolve(&flags, &|_| None).is_ok(), "{good}");
    }
}

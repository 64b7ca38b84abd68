//! Who may ask and about what: group A of the acceptance rows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use axum::body::Body;
use http::Request;
use originscope_proxy::{Config, Flags};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use support::{Got, HOUR, configured, counted_simulator, get, listen, send, towards};
use tower::ServiceExt;

const ALICE: &str = "alice-token-0123456789-0123456789";
const BOB: &str = "bob-token-0123456789-0123456789-01";

/// `argon2 saltsaltsalt -id -t 1 -m 3 -p 1 -e` of the word `opensesame` would do; this one is made by the same crate
/// with little work, so that the test is quick.
fn argon2id(password: &str) -> String {
    use argon2::password_hash::{PasswordHasher, SaltString};
    let salt = SaltString::from_b64("c2FsdHNhbHRzYWx0").unwrap();
    let little = argon2::Params::new(8, 1, 1, None).unwrap();
    argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, little)
        .hash_password(password.as_bytes(), &salt)
        .unwrap()
        .to_string()
}

fn users(access: &str) -> String {
    let hash = argon2id("opensesame");
    format!(
        "{access}\n[users.alice]\ntoken = \"{ALICE}\"\npassword = \"{hash}\"\n\
         domains = [\"a.example.com\", \"*.b.example.com\"]\n\
         [users.bob]\ntoken = \"{BOB}\"\nall_domains = true\n[users.carol]\npassword = \"{hash}\"\n"
    )
}

/// The strict simulator, counting its calls, and the proxy before it.
async fn service(access: &str) -> (Router, Arc<AtomicUsize>) {
    let (address, calls) = counted_simulator(Duration::ZERO).await;
    (
        configured(&format!("{}{}", towards(address, "v3"), users(access))),
        calls,
    )
}

const TOKEN: &str = "[access]\nmode = \"token\"";

fn series(domains: &str) -> String {
    format!("/api/v1/series/cdn-origin-codes?domain={domains}&{HOUR}")
}

async fn as_user(app: &Router, token: &str, address: &str) -> Got {
    send(
        app,
        "GET",
        address,
        &[("authorization", &format!("Bearer {token}"))],
    )
    .await
}

#[tokio::test]
async fn a13_a23_nobody_is_let_in_without() {
    let (app, calls) = service(TOKEN).await;
    let bearer = format!("Bearer {ALICE}");
    let mut bodies = Vec::new();
    for headers in [
        vec![],
        vec![("authorization", "Bearer wrong")],
        vec![("authorization", "Bearer ")],
        vec![("authorization", ALICE)],
        vec![("authorization", "Basic YWxpY2U6eA==")],
        vec![
            ("authorization", bearer.as_str()),
            ("authorization", bearer.as_str()),
        ],
        vec![("cookie", "originscope=x")],
        vec![("user-agent", "kube-probe/1.30")],
    ] {
        for path in [
            &series("a.example.com"),
            "/api/v1/sources",
            "/api/nothing",
            "/api",
        ] {
            let got = send(&app, "GET", path, &headers).await;
            assert_eq!(got.status, 401, "{headers:?} {path}");
            let mut problem = got.problem();
            problem.request_id = None;
            bodies.push(problem);
        }
    }
    let in_query = get(&app, &format!("{}&token={ALICE}", series("a.example.com"))).await;
    assert_eq!(in_query.status, 401);
    assert!(
        bodies.windows(2).all(|two| two[0] == two[1]),
        "one text for every reason"
    );
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    assert_eq!(as_user(&app, ALICE, "/api/v1/sources").await.status, 200);
}

#[tokio::test]
async fn a21_users_ask_about_their_domains_only() {
    let (app, calls) = service(TOKEN).await;
    for (domains, status) in [
        ("a.example.com", 200),
        ("A.EXAMPLE.COM", 200),
        ("a%2Eexample.com", 200),
        ("x.b.example.com", 200),
        ("a.example.com%2Cx.b.example.com", 200),
        ("b.example.com", 403),
        ("evilb.example.com", 403),
        ("a.example.com,c.example.com", 403),
        ("a.example.com%2Cc.example.com", 403),
        ("%D0%B0.example.com", 403),
        ("", 400),
        ("*", 400),
        ("*.b.example.com", 400),
        ("a.example.com&domain=c.example.com", 400),
        ("a.example.com%00", 400),
    ] {
        let before = calls.load(Ordering::SeqCst);
        let got = as_user(&app, ALICE, &series(domains)).await;
        assert_eq!(got.status, status, "{domains}: {}", got.text());
        if status == 403 {
            assert_eq!(got.problem().code, "domain_not_allowed");
        }
        if status != 200 {
            assert_eq!(calls.load(Ordering::SeqCst), before, "{domains}");
        }
    }
    let none = as_user(
        &app,
        ALICE,
        &format!("/api/v1/series/cdn-origin-traffic?{HOUR}"),
    )
    .await;
    assert_eq!(none.status, 400, "nothing is never everything");
}

/// In both orders: an answer that is kept is not for everybody.
#[tokio::test]
async fn c10_what_one_may_see_another_may_not() {
    for order in [[BOB, ALICE], [ALICE, BOB]] {
        let (app, _) = service(TOKEN).await;
        for token in [order[0], order[1], order[0], order[1]] {
            let got = as_user(&app, token, &series("c.example.com")).await;
            assert_eq!(got.status, if token == BOB { 200 } else { 403 });
        }
    }
}

async fn post(app: &Router, path: &str, form: &str, headers: &[(&str, &str)]) -> Got {
    let mut request = Request::post(path).header("host", "127.0.0.1:8787");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(form.to_owned())).unwrap();
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
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

const OWN: (&str, &str) = ("origin", "http://127.0.0.1:8787");

#[tokio::test]
async fn a18_a_session_begins_and_ends() {
    let password = "[access]\nmode = \"password\"";
    for (access, form) in [
        (TOKEN, format!("secret={ALICE}")),
        (password, "name=alice&secret=opensesame".to_owned()),
    ] {
        let (app, _) = service(access).await;
        let page = get(&app, "/").await;
        assert_eq!((page.status, page.header("location")), (303, "login"));
        let shown = get(&app, "/login").await;
        assert!(shown.status == 200 && shown.text().contains("<form method=\"post\""));
        let got = post(&app, "/login", &form, &[OWN]).await;
        assert_eq!(
            (got.status, got.header("location")),
            (303, "./"),
            "{}",
            got.text()
        );
        let cookie = got.header("set-cookie").to_owned();
        for part in [
            "originscope=",
            "; Path=/",
            "; HttpOnly",
            "; SameSite=Strict",
            "; Max-Age=43200",
        ] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let cookie = cookie.split(';').next().unwrap();
        let asked = |cookie: String| {
            let app = app.clone();
            async move {
                send(
                    &app,
                    "GET",
                    &series("a.example.com"),
                    &[("cookie", &cookie)],
                )
                .await
                .status
            }
        };
        assert_eq!(asked(cookie.to_owned()).await, 200);
        assert_eq!(asked(format!("{cookie}0")).await, 401, "tampered");
        assert_eq!(asked(format!("{cookie}; {cookie}")).await, 401, "twice");
        let out = post(&app, "/logout", "", &[OWN, ("cookie", cookie)]).await;
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(asked(cookie.to_owned()).await, 401, "after logout");
    }
}

#[tokio::test]
async fn a18_over_tls_the_cookie_is_for_this_host_alone() {
    let (app, _) = service("[access]\nmode = \"token\"").await;
    drop(app);
    let text = format!("public_url = \"https://cdn.example.com\"\n{}", users(TOKEN));
    let app = configured(&text);
    let own = [("origin", "https://cdn.example.com")];
    let got = post(&app, "/login", &format!("secret={ALICE}"), &own).await;
    let cookie = got.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-originscope=") && cookie.contains("; Secure"),
        "{cookie}"
    );
    // The very session, under this name and no other.
    let (name, id) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    for (name, status) in [
        (name, 200),
        ("originscope", 401),
        ("__Secure-originscope", 401),
    ] {
        let cookie = format!("{name}={id}");
        let got = send(&app, "GET", "/api/v1/sources", &[("cookie", &cookie)]).await;
        assert_eq!(got.status, status, "{name}");
    }
    let plain = post(
        &service(TOKEN).await.0,
        "/login",
        &format!("secret={ALICE}"),
        &[OWN],
    )
    .await;
    assert!(!plain.header("set-cookie").contains("Secure"));
}

/// The form is there where people sign in by it, with what they need for it, and nowhere else.
#[tokio::test]
async fn a18_the_form_is_there_where_it_is_needed() {
    let header = "[access]\nmode = \"header\"\ntrusted_proxies = [\"127.0.0.1\"]\n\
                  shared_secret = \"0123456789abcdef0123456789abcdef\"";
    for access in ["", header] {
        let (app, _) = service(access).await;
        assert_eq!(get(&app, "/login").await.status, 404, "{access}");
        let got = post(&app, "/login", &format!("secret={ALICE}"), &[OWN]).await;
        assert_eq!(got.status, 404, "{access}");
        // No page is built here, but nobody is sent to a form.
        assert_eq!(get(&app, "/").await.status, 404, "{access}");
    }
    for (access, label, has_name) in [
        (TOKEN, "Token", false),
        ("[access]\nmode = \"password\"", "Password", true),
    ] {
        let (app, _) = service(access).await;
        let form = get(&app, "/login").await;
        assert!(form.text().contains(label) && form.text().contains("name=\"name\"") == has_name);
        assert!(!form.text().contains("role=\"alert\""));
        assert!(
            form.header("content-security-policy")
                .contains("form-action 'self'")
        );
        let wrong = post(&app, "/login", "name=alice&secret=wrong", &[OWN]).await;
        assert!(wrong.status == 401 && wrong.text().contains("role=\"alert\""));
    }
}

/// What a form may be: 1 KiB, encoded as browsers do, sent by this page as browsers say it.
#[tokio::test]
async fn a20_a_form_is_small_and_this_pages_own() {
    let password = "[access]\nmode = \"password\"";
    let right = "name=alice&secret=opensesame";
    for (form, headers, status) in [
        (
            format!("{right}&more={}", "x".repeat(1_024 - right.len() - 6)),
            vec![OWN],
            303,
        ),
        (
            format!("{right}&more={}", "x".repeat(1_025 - right.len() - 6)),
            vec![OWN],
            413,
        ),
        (
            "name=%61lice&secret=open%73esame".to_owned(),
            vec![OWN],
            303,
        ),
        (
            right.to_owned(),
            vec![("sec-fetch-site", "same-origin")],
            303,
        ),
        (
            right.to_owned(),
            vec![("origin", "HTTP://127.0.0.1:8787")],
            303,
        ),
        (
            right.to_owned(),
            vec![
                ("origin", "http://127.0.0.1:8787"),
                ("origin", "http://127.0.0.1:8787"),
            ],
            403,
        ),
        ("secret=opensesame&nick=alice".to_owned(), vec![OWN], 401),
        ("name=alice".to_owned(), vec![OWN], 401),
        // Somebody without a password, and nobody.
        ("name=bob&secret=".to_owned(), vec![OWN], 401),
        ("name=nobody&secret=opensesame".to_owned(), vec![OWN], 401),
    ] {
        let (app, _) = service(password).await;
        let got = post(&app, "/login", &form, &headers).await;
        assert_eq!(got.status, status, "{form} {headers:?}");
        assert_eq!(
            got.headers.contains_key("set-cookie"),
            status == 303,
            "{form}"
        );
    }
    let text = format!(
        "public_url = \"https://cdn.example.com\"\n{}",
        users(password)
    );
    let app = configured(&text);
    for (origin, status) in [
        ("https://cdn.example.com", 303),
        ("http://127.0.0.1:8787", 403),
        ("https://CDN.example.com", 403),
    ] {
        assert_eq!(
            post(&app, "/login", right, &[("origin", origin)])
                .await
                .status,
            status,
            "{origin}"
        );
    }
    let out = post(&app, "/logout", "", &[("origin", "https://evil.test")]).await;
    assert_eq!(
        (out.status, out.headers.contains_key("set-cookie")),
        (403, false)
    );
}

#[tokio::test]
async fn a19_a20_signing_in_is_slow_for_guessers_and_closed_to_other_sites() {
    let (app, _) = service("[access]\nmode = \"password\"").await;
    let form = "name=alice&secret=opensesame";
    for headers in [
        vec![],
        vec![("origin", "https://evil.test")],
        vec![("origin", "null")],
        vec![OWN, ("sec-fetch-site", "cross-site")],
    ] {
        assert_eq!(
            post(&app, "/login", form, &headers).await.status,
            403,
            "{headers:?}"
        );
    }
    assert_eq!(get(&app, "/logout").await.status, 405);
    let wrong = [
        "name=alice&secret=x",
        "name=nobody&secret=opensesame",
        "name=bob&secret=opensesame",
        "secret=opensesame",
        "",
    ];
    let mut bodies = Vec::new();
    for form in wrong {
        let got = post(&app, "/login", form, &[OWN]).await;
        assert_eq!(got.status, 401, "{form}");
        bodies.push(got.text());
    }
    assert!(bodies.windows(2).all(|two| two[0] == two[1]));
    let sixth = post(&app, "/login", form, &[OWN]).await;
    assert_eq!((sixth.status, sixth.header("retry-after")), (429, "60"));
}

#[tokio::test]
async fn a24_beyond_ones_share_one_is_told_to_wait_and_nobody_else_is() {
    let (app, calls) = service(&format!("{TOKEN}\nrequests_per_second = 1\nburst = 3")).await;
    let address = series("a.example.com");
    for _ in 0..3 {
        assert_eq!(as_user(&app, ALICE, &address).await.status, 200);
    }
    let refused = as_user(&app, ALICE, &address).await;
    assert_eq!(refused.status, 429, "{}", refused.text());
    assert!(refused.text().contains("\"rate_limited\""));
    assert_eq!(refused.headers["retry-after"], "1");
    assert_eq!(as_user(&app, BOB, &address).await.status, 200);
    assert_eq!(calls.load(Ordering::SeqCst), 1, "answers kept count too");
}

#[tokio::test]
#[allow(clippy::too_many_lines)] // a table
async fn a15_an_identity_is_believed_from_the_named_proxy_only() {
    let secret = "shared-0123456789-0123456789-0123456789";
    let header = |peer: &str| {
        format!(
            "[access]\nmode = \"header\"\ntrusted_proxies = [\"{peer}\"]\nshared_secret = \"{secret}\""
        )
    };
    let long = "x".repeat(300);
    for (peer, lines, status) in [
        (
            "127.0.0.1",
            vec![("X-Auth-Request-User", "alice"), ("X-Proxy-Secret", secret)],
            200,
        ),
        (
            "127.0.0.1",
            vec![
                ("X-Auth-Request-User", "mallory"),
                ("X-Proxy-Secret", secret),
            ],
            401,
        ),
        ("127.0.0.1", vec![("X-Proxy-Secret", secret)], 401),
        (
            "10.9.8.7",
            vec![("X-Auth-Request-User", "alice"), ("X-Proxy-Secret", secret)],
            400,
        ),
        ("127.0.0.1", vec![("X-Auth-Request-User", "alice")], 400),
        (
            "127.0.0.1",
            vec![
                ("X-Auth-Request-User", "alice"),
                ("X-Proxy-Secret", "wrong"),
            ],
            400,
        ),
        (
            "127.0.0.1",
            vec![
                ("X-Auth-Request-User", "alice"),
                ("X-Auth-Request-User", "bob"),
                ("X-Proxy-Secret", secret),
            ],
            400,
        ),
        (
            "127.0.0.1",
            vec![
                ("X-Auth-Request-User", "alice"),
                ("X_Auth_Request_User", "bob"),
                ("X-Proxy-Secret", secret),
            ],
            400,
        ),
        (
            "127.0.0.1",
            vec![("X_Auth_Request_User", "alice"), ("X-Proxy-Secret", secret)],
            400,
        ),
        (
            "127.0.0.1",
            vec![("X-Auth-Request-User", ""), ("X-Proxy-Secret", secret)],
            400,
        ),
        (
            "127.0.0.1",
            vec![("X-Auth-Request-User", &long), ("X-Proxy-Secret", secret)],
            400,
        ),
        (
            "127.0.0.1",
            vec![("X-Auth-Request-User", "älice"), ("X-Proxy-Secret", secret)],
            400,
        ),
        (
            "127.0.0.1",
            vec![("Authorization", "Bearer bob-token-0123456789-0123456789-01")],
            401,
        ),
    ] {
        let (app, calls) = service(&header(peer)).await;
        let address = listen(app).await;
        let lines: String = lines
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: {address}\r\nX-Requested-With: originscope\r\nConnection: close\r\n{lines}\r\n",
            series("a.example.com")
        );
        let answer = raw(address, &request).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{peer} {lines}: {answer}"
        );
        assert_eq!(calls.load(Ordering::SeqCst), usize::from(status == 200));
        assert!(
            status != 200 || answer.contains("cache-control: private, no-cache"),
            "{answer}"
        );
    }
}

async fn raw(address: std::net::SocketAddr, request: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a16_what_would_let_anybody_in_does_not_start() {
    let listen = "listen = \"0.0.0.0:8787\"\n";
    let user = format!("[users.alice]\ntoken = \"{ALICE}\"\n");
    let secret = "shared_secret = \"shared-0123456789-0123456789-0123456789\"";
    let resolve = |text: &str| {
        let flags = Flags {
            config: Some(text.to_owned()),
            ..Flags::default()
        };
        Config::resolve(&flags, &|_| None)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    for (text, part) in [
        (listen.to_owned(), "only loopback"),
        (
            format!("{listen}[access]\nmode = \"none\"\n"),
            "`mode` in [access]",
        ),
        (
            format!("[access]\nmode = \"header\"\n{secret}\n{user}"),
            "`trusted_proxies`",
        ),
        (
            format!("[access]\nmode = \"header\"\n{secret}\ntrusted_proxies = []\n{user}"),
            "`trusted_proxies`",
        ),
        (
            format!("[access]\nmode = \"header\"\ntrusted_proxies = [\"127.0.0.1\"]\n{user}"),
            "`shared_secret`",
        ),
        (
            format!("[access]\nmode = \"header\"\ntrusted_proxies = [\"*\"]\n{secret}\n{user}"),
            "`trusted_proxies`",
        ),
        ("[access]\nmode = \"token\"\n".to_owned(), "lets nobody in"),
        (
            format!("[access]\nmode = \"password\"\n{user}"),
            "lets nobody in",
        ),
        (
            "[access]\nmode = \"sesame\"\n".to_owned(),
            "line 2: `mode` must be",
        ),
        (
            "[users.alice]\ntoken = \"CANARY\"\n".to_owned(),
            "line 2: `token` must",
        ),
        (
            "[users.alice]\npassword = \"CANARY\"\n".to_owned(),
            "line 2: `password` must",
        ),
        (
            "[users.alice]\ndomains = [\"CANARY_\"]\n".to_owned(),
            "line 2: `domains` has",
        ),
        ("[users.alice]\n[users.alice]\n".to_owned(), "second time"),
        (
            "[users.alice]\nadmin = true\n".to_owned(),
            "`admin` is not a key",
        ),
    ] {
        let error = resolve(&text).unwrap_err();
        assert!(
            error.contains(part) && !error.contains("CANARY"),
            "{text}: {error}"
        );
    }
    resolve(&format!("{listen}[access]\nmode = \"token\"\n{user}")).unwrap();
}

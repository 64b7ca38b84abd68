//! The server loop and what stands before every handler, over a raw socket: group A of the acceptance rows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_proxy::{Patience, run_patiently};
use std::net::SocketAddr;
use std::time::Duration;
use support::{HOUR, demo, listen, send};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Sends these bytes and reads until the server closes.
async fn raw(address: SocketAddr, bytes: impl AsRef<[u8]>) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that has refused may close before everything was sent.
    let _refused = stream.write_all(bytes.as_ref()).await;
    let mut answer = Vec::new();
    let _reset = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// A request with these header lines, closed afterwards.
async fn ask(address: SocketAddr, line: &str, headers: &str) -> String {
    raw(
        address,
        format!("{line}\r\n{headers}Connection: close\r\n\r\n"),
    )
    .await
}

fn status(answer: &str) -> u16 {
    answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or_default()
}

const SOURCES: &str = "GET /api/v1/sources HTTP/1.1";
const MARK: &str = "X-Requested-With: originscope\r\n";

#[tokio::test]
async fn a01_another_host_is_misdirected() {
    let address = listen(demo()).await;
    for (line, headers) in [
        (SOURCES, String::new()),
        (SOURCES, format!("Host: {address}\r\nHost: {address}\r\n")),
        (SOURCES, format!("Host: {address}\r\nHost: evil.test\r\n")),
        (SOURCES, "Host: evil.test\r\n".to_owned()),
        (SOURCES, "Host: \r\n".to_owned()),
        (SOURCES, "Host: 127.0.0.1:1\r\n".to_owned()),
        (SOURCES, format!("Host: evil@{address}\r\n")),
        (
            "GET http://evil.test/api/v1/sources HTTP/1.1",
            format!("Host: {address}\r\n"),
        ),
        (
            "GET http://evil.test/api/v1/sources HTTP/1.1",
            "Host: evil.test\r\n".to_owned(),
        ),
        ("GET / HTTP/1.1", "Host: evil.test\r\n".to_owned()),
    ] {
        let answer = ask(address, line, &format!("{headers}{MARK}")).await;
        assert_eq!(status(&answer), 421, "{line} {headers}: {answer}");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(body.is_empty() && head.contains("nosniff"), "{answer}");
    }
    let line = format!("GET http://{address}/api/v1/sources HTTP/1.1");
    let same = ask(address, &line, &format!("Host: {address}\r\n{MARK}")).await;
    assert_eq!(status(&same), 200, "{same}");
}

#[tokio::test]
async fn a02_this_machines_own_names_are_answered() {
    let address = listen(demo()).await;
    let port = address.port();
    for (host, expected) in [
        (format!("LOCALHOST:{port}"), 200),
        (format!("[::1]:{port}"), 200),
        (format!("127.0.0.1:{port}"), 200),
        ("localhost.".to_owned(), 421),
        (format!("localhost.:{port}"), 421),
    ] {
        let answer = ask(address, SOURCES, &format!("Host: {host}\r\n{MARK}")).await;
        assert_eq!(status(&answer), expected, "{host}");
    }
}

#[tokio::test]
async fn a03_a04_odd_framing_is_refused_and_closed() {
    let address = listen(demo()).await;
    let next = format!("GET /api/v1/sources HTTP/1.1\r\nHost: {address}\r\n{MARK}\r\n");
    for headers in [
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "X-Odd : 1\r\n",
        "X-Odd: a\r\n b\r\n",
        "X-Odd: a\0b\r\n",
        "X-Odd: a\rb\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\n",
    ] {
        let bytes = format!("{SOURCES}\r\nHost: {address}\r\n{MARK}{headers}\r\n0\r\n\r\n{next}");
        let answer = raw(address, bytes).await;
        assert_eq!(status(&answer), 400, "{headers}: {answer}");
        assert_eq!(
            answer.matches("HTTP/1.1 ").count(),
            1,
            "{headers}: the second request was read"
        );
    }
}

/// Lines that end in a line feed alone are read as if they were whole: one request, one answer.
#[tokio::test]
async fn a05_a_bare_line_feed_ends_a_line() {
    let address = listen(demo()).await;
    let lines = [
        SOURCES,
        &format!("Host: {address}"),
        "X-Requested-With: originscope",
        "Connection: close",
        "",
        "",
    ];
    for end in ["\r\n", "\n"] {
        let answer = raw(address, lines.join(end)).await;
        assert_eq!(status(&answer), 200, "{answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1);
    }
    // Where lines are judged, none is hidden behind one: the second host, a length besides the chunks.
    for (hidden, expected) in [
        ("X: 1\nHost: evil.test", 421),
        ("X: 1\nContent-Length: 5", 400),
        ("X: 1\nTransfer-Encoding: chunked", 400),
    ] {
        let head = format!("{SOURCES}\r\nHost: {address}\r\n{MARK}{hidden}\r\n");
        let answer = raw(address, format!("{head}Connection: close\r\n\r\n")).await;
        assert_eq!(status(&answer), expected, "{hidden}: {answer}");
    }
}

#[tokio::test]
async fn a06_heads_have_a_size() {
    let address = listen(demo()).await;
    let many: String = (0..65).map(|i| format!("X-{i}: 1\r\n")).collect();
    let long = format!("X-Long: {}\r\n", "x".repeat(17 * 1024));
    let host = format!("Host: {address}\r\n{MARK}");
    for headers in [many, long] {
        let answer = ask(address, SOURCES, &format!("{host}{headers}")).await;
        assert_eq!(status(&answer), 431, "{answer}");
    }
    for (length, expected) in [(8 * 1024 + 1, &[414][..]), (70_000, &[414, 431])] {
        let path = format!("/api/v1/sources?{}", "x".repeat(length - 16));
        let answer = ask(address, &format!("GET {path} HTTP/1.1"), &host).await;
        assert!(expected.contains(&status(&answer)), "{length}: {answer}");
    }
}

/// Whether the router answered or the library beneath it: the headers are there, each once.
#[tokio::test]
async fn t21_every_answer_has_the_headers() {
    let address = listen(demo()).await;
    let host = format!("Host: {address}\r\n{MARK}");
    let many: String = (0..65).map(|i| format!("X-{i}: 1\r\n")).collect();
    let long = format!("GET /{} HTTP/1.1", "x".repeat(70_000));
    for (line, headers, expected) in [
        (SOURCES, host.clone(), 200),
        ("GET / HTTP/1.1", host.clone(), 404),
        ("GET /api/nothing HTTP/1.1", host.clone(), 404),
        ("GET /login HTTP/1.1", host.clone(), 404),
        ("GET /healthz HTTP/1.1", host.clone(), 200),
        (SOURCES, format!("Host: {address}\r\n"), 403),
        ("PUT /api/v1/sources HTTP/1.1", host.clone(), 405),
        (SOURCES, "Host: evil.test\r\n".to_owned(), 421),
        (SOURCES, format!("{host}Expect: 100-continue\r\n"), 417),
        (SOURCES, format!("{host}X-Odd: a\0b\r\n"), 400),
        ("GARBAGE", host.clone(), 400),
        (SOURCES, format!("{host}{many}"), 431),
        (long.as_str(), host.clone(), 414),
    ] {
        let answer = ask(address, line, &headers).await;
        let got = status(&answer);
        assert!(
            got == expected || (expected == 414 && got == 431),
            "{line}: {answer}"
        );
        let (head, _) = answer.split_once("\r\n\r\n").unwrap();
        for header in [
            "x-content-type-options: nosniff",
            "x-frame-options: DENY",
            "referrer-policy: no-referrer",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
            "permissions-policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()",
            "content-security-policy: default-src 'none'; frame-ancestors 'none'; sandbox",
        ] {
            let name = format!("\r\n{}:", header.split(':').next().unwrap());
            assert!(
                head.contains(&format!("\r\n{header}")),
                "{header} in {answer}"
            );
            assert_eq!(head.matches(&name).count(), 1, "{header} in {answer}");
        }
        assert!(!head.contains("\r\nserver:") && !head.contains("\r\nx-powered-by:"));
    }
}

/// The second request on a connection is refused in the same dress as the first would be.
#[tokio::test]
async fn t21_a_later_refusal_has_the_headers_too() {
    let address = listen(demo()).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let good = format!("{SOURCES}\r\nHost: {address}\r\n{MARK}\r\n");
    stream.write_all(good.as_bytes()).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), b'H');
    stream.write_all(b"GARBAGE\r\n\r\n").await.unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    let rest = String::from_utf8(rest).unwrap();
    let (_, refusal) = rest.split_once("HTTP/1.1 400").unwrap();
    assert_eq!(refusal.matches("nosniff").count(), 1, "{rest}");
}

#[tokio::test]
async fn a07_a_body_is_refused_and_the_connection_closed() {
    let address = listen(demo()).await;
    for (headers, expected) in [
        ("Content-Length: 5\r\n", 400),
        ("Content-Encoding: gzip\r\n", 415),
        ("Expect: 100-continue\r\n", 417),
        ("Content-Length: 0\r\n", 200),
    ] {
        let head = format!("{SOURCES}\r\nHost: {address}\r\n{MARK}{headers}");
        let close = if expected == 200 {
            "Connection: close\r\n"
        } else {
            ""
        };
        let answer = raw(address, format!("{head}{close}\r\nhello")).await;
        assert_eq!(status(&answer), expected, "{headers}: {answer}");
    }
}

#[tokio::test]
async fn a08_a09_other_methods_are_told_which_there_are() {
    let app = demo();
    let live = format!("/api/v1/series/live-codes?domain=a.com&{HOUR}");
    for method in [
        "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "HEAD",
    ] {
        for path in ["/api/v1/sources", live.as_str()] {
            let origin = [
                ("origin", "https://evil.test"),
                ("access-control-request-method", "GET"),
            ];
            let got = send(&app, method, path, &origin).await;
            assert_eq!(
                (got.status, got.header("allow")),
                (405, "GET"),
                "{method} {path}"
            );
            let cors = got
                .headers
                .keys()
                .any(|name| name.as_str().starts_with("access-control"));
            assert!(!cors, "{method} {path}");
        }
    }
    assert_eq!(
        send(&app, "PUT", "/x.js", &[]).await.header("allow"),
        "GET, HEAD"
    );
}

#[tokio::test]
async fn a10_routes_are_matched_exactly() {
    let app = demo();
    for path in [
        "/api//v1/sources",
        "/api/v1/sources/",
        "/API/v1/sources",
        "/%61pi/v1/sources",
        "/x/../api/v1/sources",
        "/api/v1/sources%00",
        "/api/v1/sources;p",
    ] {
        assert_eq!(send(&app, "GET", path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a11_other_protocols_are_turned_away() {
    let address = listen(demo()).await;
    let old = raw(
        address,
        format!("GET /api/v1/sources HTTP/1.0\r\nHost: {address}\r\n{MARK}\r\n"),
    )
    .await;
    assert_eq!(status(&old), 200, "{old}");
    let h2 = raw(address, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    assert!(h2.is_empty() || status(&h2) >= 400, "{h2}");
    let tls = raw(
        address,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    )
    .await;
    assert!(tls.is_empty() || status(&tls) == 400, "{tls}");
}

#[tokio::test]
async fn a12_pipelined_requests_are_answered_in_order() {
    let address = listen(demo()).await;
    let one = format!("GET /nothing HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let last = format!("{SOURCES}\r\nHost: {address}\r\n{MARK}Connection: close\r\n\r\n");
    let answer = raw(address, format!("{}{last}", one.repeat(1_000))).await;
    assert_eq!(answer.matches("HTTP/1.1 404").count(), 1_000);
    assert!(
        answer
            .rsplit("HTTP/1.1 ")
            .next()
            .unwrap()
            .starts_with("200")
    );
}

#[tokio::test]
async fn a14_only_this_page_gets_an_answer() {
    let app = demo();
    for headers in [
        [
            ("sec-fetch-site", "cross-site"),
            ("x-requested-with", "originscope"),
        ],
        [
            ("sec-fetch-site", "same-site"),
            ("x-requested-with", "originscope"),
        ],
        [
            ("sec-fetch-site", "none"),
            ("x-requested-with", "originscope"),
        ],
        [("sec-fetch-site", "same-origin"), ("x-requested-with", "")],
        [
            ("sec-fetch-site", "same-origin"),
            ("x-requested-with", "XMLHttpRequest"),
        ],
    ] {
        for path in ["/api/v1/sources", "/api/nothing", "/api"] {
            let got = send(&app, "GET", path, &headers).await;
            assert_eq!(
                (got.status, got.problem().code.as_str()),
                (403, "cross_site"),
                "{headers:?}"
            );
        }
    }
    let page = [
        ("sec-fetch-site", "same-origin"),
        ("x-requested-with", "originscope"),
    ];
    assert_eq!(
        send(&app, "GET", "/api/v1/sources", &page).await.status,
        200
    );
    // A link on another site to the page itself is welcome.
    let link = [("sec-fetch-site", "cross-site"), ("x-requested-with", "")];
    assert_eq!(send(&app, "GET", "/nothing", &link).await.status, 404);
}

/// A server with little patience.
async fn hasty(
    patience: Patience,
    stop: impl Future<Output = ()> + Send + 'static,
) -> (SocketAddr, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (
        address,
        tokio::spawn(run_patiently(listener, demo(), patience, stop)),
    )
}

#[tokio::test]
async fn t18_silent_half_sent_and_idle_connections_are_closed() {
    let patience = Patience {
        head: Duration::from_millis(200),
        ..Patience::default()
    };
    let (address, _serving) = hasty(patience, std::future::pending()).await;
    let whole = format!("{SOURCES}\r\nHost: {address}\r\n{MARK}\r\n");
    for bytes in ["", "GET / HTT", "GET / HTTP/1.1\r\nHost:", whole.as_str()] {
        // Ends only when the server closes.
        raw(address, bytes).await;
    }
}

#[tokio::test]
async fn t18_a_reader_that_takes_nothing_is_closed() {
    let patience = Patience {
        write: Duration::from_secs(1),
        connections: 1,
        ..Patience::default()
    };
    let (address, _serving) = hasty(patience, std::future::pending()).await;
    let mut slow = TcpStream::connect(address).await.unwrap();
    let one = format!("{SOURCES}\r\nHost: {address}\r\n{MARK}\r\n");
    // Answers enough to fill both sockets' buffers; the write fails when the server has closed.
    let sent = async { while slow.write_all(one.as_bytes()).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(30), sent)
        .await
        .unwrap();
    // Its place, the only one, is free again.
    assert_eq!(
        status(&ask(address, SOURCES, &format!("Host: {address}\r\n{MARK}")).await),
        200
    );
}

#[tokio::test]
async fn t18_one_address_gets_its_share_of_connections() {
    let patience = Patience {
        connections_per_address: 2,
        ..Patience::default()
    };
    let (address, _serving) = hasty(patience, std::future::pending()).await;
    let host = format!("Host: {address}\r\n{MARK}");
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(format!("{SOURCES}\r\n{host}\r\n").as_bytes())
            .await
            .unwrap();
        assert_eq!(stream.read_u8().await.unwrap(), b'H');
        held.push(stream);
    }
    assert_eq!(ask(address, SOURCES, &host).await, "");
    let fronted = Patience {
        connections_per_address: 0,
        fronts: vec!["127.0.0.0/8".parse().unwrap()],
        ..Patience::default()
    };
    let (behind, _serving) = hasty(fronted, std::future::pending()).await;
    let named = format!("Host: {behind}\r\n{MARK}");
    assert_eq!(
        status(&ask(behind, SOURCES, &named).await),
        200,
        "a front has no share"
    );
    held.clear();
    while ask(address, SOURCES, &host).await.is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn t18_a_connection_has_a_lifetime_and_its_last_answer_is_whole() {
    let patience = Patience {
        lifetime: Duration::from_millis(200),
        ..Patience::default()
    };
    let (address, _serving) = hasty(patience, std::future::pending()).await;
    // The simulator takes four seconds for this one; read until the server closes, long before an idle end.
    let line = format!("GET /api/v1/series/live-codes?domain=slow.demo.example&{HOUR} HTTP/1.1");
    let host = format!("Host: {address}\r\n{MARK}");
    let answer = raw(address, format!("{line}\r\n{host}\r\n")).await;
    assert_eq!(status(&answer), 200, "{answer}");
    assert!(
        answer.to_lowercase().contains("connection: close"),
        "{answer}"
    );
}

#[tokio::test]
async fn o_running_answers_end_before_the_server_does() {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (address, serving) = hasty(Patience::default(), async { drop(stopped.await) }).await;
    // The simulator takes four seconds for this one.
    let line = format!("GET /api/v1/series/live-codes?domain=slow.demo.example&{HOUR} HTTP/1.1");
    let running =
        tokio::spawn(
            async move { ask(address, &line, &format!("Host: {address}\r\n{MARK}")).await },
        );
    tokio::time::sleep(Duration::from_millis(500)).await;
    stop.send(()).unwrap();
    assert_eq!(status(&running.await.unwrap()), 200);
    serving.await.unwrap();
}

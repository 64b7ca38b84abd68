//! Rows of group U over real sockets: upstreams that break off, answer something else, or too much.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use support::{Got, HOUR, configured, fixtures, get, towards};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A vendor of raw bytes: it reads a head, then does what it is told with the connection.
struct Vendor {
    address: SocketAddr,
    calls: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Vendor {
    async fn new<F>(answer: impl Fn(TcpStream, usize) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (calls, heads) = (
            Arc::new(AtomicUsize::new(0)),
            Arc::new(Mutex::new(Vec::new())),
        );
        let (counted, kept) = (Arc::clone(&calls), Arc::clone(&heads));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = vec![0_u8; 16_384];
                let read = stream.read(&mut head).await.unwrap_or(0);
                head.truncate(read);
                kept.lock()
                    .unwrap()
                    .push(String::from_utf8_lossy(&head).into_owned());
                let nth = counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer(stream, nth));
            }
        });
        Self {
            address,
            calls,
            heads,
        }
    }

    /// These bytes to everybody, then the end.
    async fn saying(bytes: impl AsRef<[u8]>) -> Self {
        let bytes: Arc<[u8]> = bytes.as_ref().into();
        Self::new(move |mut stream, _| {
            let bytes = Arc::clone(&bytes);
            async move {
                // Who has heard enough may have gone.
                let _cut = stream.write_all(&bytes).await;
                let _closed = stream.shutdown().await;
                let _rest = stream.read(&mut [0; 64]).await;
            }
        })
        .await
    }

    fn app(&self) -> axum::Router {
        configured(&towards(self.address, "v3"))
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

async fn ask(app: &axum::Router, source: &str) -> Got {
    get(app, &format!("/api/v1/series/{source}?domain=a.com&{HOUR}")).await
}

/// An answer of this source that is right.
fn sample(source: &str) -> String {
    let file = fixtures().join(source).join("sample.json");
    std::fs::read_to_string(file).unwrap()
}

fn whole(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Ends the connection with a reset.
fn reset(stream: TcpStream) {
    socket2::SockRef::from(&stream)
        .set_linger(Some(std::time::Duration::ZERO))
        .unwrap();
    drop(stream);
}

const RT: &str = "cdn-origin-codes";

#[tokio::test]
async fn u04_a_connection_that_ends_before_the_answer_is_tried_anew() {
    for is_reset in [false, true] {
        let vendor = Vendor::new(move |mut stream, nth| async move {
            if nth == 0 && is_reset {
                reset(stream);
            } else if nth > 0 {
                let _sent = stream.write_all(whole(&sample(RT)).as_bytes()).await;
            }
        })
        .await;
        let got = ask(&vendor.app(), RT).await;
        assert_eq!((got.status, vendor.calls()), (200, 2), "{}", got.text());
        let heads = vendor.heads.lock().unwrap().clone();
        let nonces: Vec<&str> = heads
            .iter()
            .filter_map(|head| {
                head.lines()
                    .find_map(|line| line.strip_prefix("x-acs-signature-nonce: "))
            })
            .collect();
        assert!(nonces.len() == 2 && nonces[0] != nonces[1], "{heads:?}");
    }
}

#[tokio::test]
async fn u07_u08_what_ends_too_early_is_tried_once_more_and_not_kept() {
    let sample = sample(RT);
    let half = &sample[..sample.len() / 2];
    for (what, answer) in [
        (
            "less than its length",
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{half}",
                sample.len()
            ),
        ),
        (
            "no last chunk",
            format!(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{half}\r\n",
                half.len()
            ),
        ),
        (
            "a chunk without a size",
            format!(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{half}\r\nZZ\r\n",
                half.len()
            ),
        ),
        (
            "as long as the connection",
            format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{half}"),
        ),
    ] {
        let vendor = Vendor::saying(answer).await;
        let app = vendor.app();
        let got = ask(&app, RT).await;
        assert_eq!(
            (got.status, got.problem().code.as_str()),
            (502, "upstream_truncated"),
            "{what}"
        );
        assert_eq!(vendor.calls(), 2, "{what}");
    }
    // Reset in the middle; the next question is asked anew.
    let vendor = Vendor::new(move |mut stream, nth| async move {
        let body = self::sample(RT);
        if nth < 2 {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            let _sent = stream
                .write_all(format!("{head}{}", &body[..20]).as_bytes())
                .await;
            stream.flush().await.unwrap();
            reset(stream);
        } else {
            let _sent = stream.write_all(whole(&body).as_bytes()).await;
        }
    })
    .await;
    let app = vendor.app();
    assert_eq!(ask(&app, RT).await.status, 502);
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    assert_eq!((ask(&app, RT).await.status, vendor.calls()), (200, 3));
}

#[tokio::test]
async fn u09_u10_what_is_no_answer_of_the_api_has_its_code() {
    let sample = sample(RT);
    let utf16: Vec<u8> = sample.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut wide =
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", utf16.len()).into_bytes();
    wide.extend_from_slice(&utf16);
    let html = "<!doctype html><html><title>Sign in</title></html>";
    for (what, answer, status, code) in [
        ("nothing", whole("").into_bytes(), 502, "upstream_empty"),
        ("null", whole("null").into_bytes(), 502, "upstream_shape"),
        ("a list", whole("[]").into_bytes(), 502, "upstream_shape"),
        ("a text", whole("\"\"").into_bytes(), 502, "upstream_shape"),
        (
            "an empty object",
            whole("{}").into_bytes(),
            502,
            "upstream_shape",
        ),
        ("a page", whole(html).into_bytes(), 502, "upstream_html"),
        (
            "a page of a gateway",
            whole(html)
                .replace("200 OK", "502 Bad Gateway")
                .into_bytes(),
            503,
            "upstream_unavailable",
        ),
        // Plain letters in UTF-16 are text with a NUL behind each.
        ("UTF-16", wide, 502, "upstream_not_json"),
    ] {
        let got = ask(&Vendor::saying(answer).await.app(), RT).await;
        assert_eq!(
            (got.status, got.problem().code.as_str()),
            (status, code),
            "{what}"
        );
    }
    for (what, answer) in [
        ("a mark before it", whole(&format!("\u{feff}{sample}"))),
        (
            "called text",
            whole(&sample).replace(
                "\r\nconnection",
                "\r\ncontent-type: text/plain\r\nconnection",
            ),
        ),
    ] {
        let got = ask(&Vendor::saying(answer).await.app(), RT).await;
        assert_eq!(
            (got.status, got.header("content-type")),
            (200, "application/json; charset=utf-8"),
            "{what}"
        );
    }
}

/// Packed with zlib's own tool: once, twice, and with a byte of the checksum changed.
#[tokio::test]
async fn u11_what_is_packed_oddly_is_refused() {
    let bomb = include_bytes!("support/blanks-16-mib.gz");
    let mut wrong = bomb.to_vec();
    let end = wrong.len() - 8;
    wrong[end] ^= 1;
    let packed = |coding: &str, bytes: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\ncontent-length: {}\r\n\r\n",
            bytes.len()
        );
        [head.as_bytes(), bytes].concat()
    };
    for (what, answer, codes) in [
        ("a bomb", packed("gzip", bomb), ["upstream_too_large"; 2]),
        // What comes out of the first unpacking is packed still, and no text.
        (
            "called packed twice",
            packed("gzip, gzip", bomb),
            ["upstream_not_text", "upstream_truncated"],
        ),
        (
            "a wrong checksum",
            packed("gzip", &wrong),
            ["upstream_truncated", "upstream_too_large"],
        ),
        (
            "another coding",
            packed("br", &wrong),
            ["upstream_not_text"; 2],
        ),
    ] {
        let got = ask(&Vendor::saying(answer).await.app(), RT).await;
        let code = got.problem().code;
        assert!(
            got.status == 502 && codes.contains(&code.as_str()),
            "{what}: {code}"
        );
    }
}

#[tokio::test]
async fn u12_what_is_too_large_is_not_read_to_its_end() {
    // Told beforehand: refused although nothing of it ever comes.
    let vendor = Vendor::new(|mut stream, _| async move {
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n";
        let _sent = stream.write_all(head).await;
        let _gone = stream.read(&mut [0; 64]).await;
    })
    .await;
    let got = ask(&vendor.app(), RT).await;
    assert_eq!(
        (got.status, got.problem().code.as_str()),
        (502, "upstream_too_large")
    );
    // Not told: the reader goes away, so the writer cannot write all of it.
    let written = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&written);
    let vendor = Vendor::new(move |mut stream, _| {
        let counted = Arc::clone(&counted);
        async move {
            let _sent = stream
                .write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
                .await;
            let blanks = vec![b' '; 1 << 20];
            for _ in 0..100 {
                if stream.write_all(&blanks).await.is_err() {
                    return;
                }
                counted.fetch_add(blanks.len(), Ordering::SeqCst);
            }
        }
    })
    .await;
    let got = ask(&vendor.app(), RT).await;
    assert_eq!(
        (got.status, got.problem().code.as_str()),
        (502, "upstream_too_large")
    );
    assert!(written.load(Ordering::SeqCst) < 64 << 20);
    // A byte a chunk.
    let mut drops = String::from("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    drops.push_str(&"1\r\n \r\n".repeat(100_000));
    drops.push_str("0\r\n\r\n");
    let got = ask(&Vendor::saying(drops).await.app(), RT).await;
    assert_eq!(
        (got.status, got.problem().code.as_str()),
        (502, "upstream_empty")
    );
}

#[tokio::test]
async fn u13_odd_heads_and_redirects_lead_nowhere() {
    let elsewhere = Vendor::saying(whole(&sample(RT))).await;
    let away = |status: &str| {
        format!(
            "HTTP/1.1 {status}\r\nlocation: http://{}/latest/meta-data/\r\ncontent-length: 0\r\n\r\n",
            elsewhere.address
        )
    };
    let many: String = (0..200).map(|n| format!("x-{n}: 1\r\n")).collect();
    let body = sample(RT);
    for (what, answer, codes) in [
        ("302", away("302 Found"), &["upstream_redirect"][..]),
        ("301", away("301 Moved Permanently"), &["upstream_redirect"]),
        (
            "101",
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"
                .to_owned(),
            &[
                "upstream_error",
                "upstream_unreachable",
                "upstream_truncated",
            ],
        ),
        (
            "999",
            "HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n".to_owned(),
            &["upstream_error"],
        ),
        (
            "a header of a MiB",
            format!("HTTP/1.1 200 OK\r\nx-long: {}\r\n\r\n", "x".repeat(1 << 20)),
            &["upstream_unreachable"],
        ),
        (
            "200 headers",
            format!(
                "HTTP/1.1 200 OK\r\n{many}content-length: {}\r\n\r\n{body}",
                body.len()
            ),
            &["upstream_unreachable"],
        ),
    ] {
        let got = ask(&Vendor::saying(answer).await.app(), RT).await;
        let code = got.problem().code;
        assert!(
            got.status == 502 && codes.contains(&code.as_str()),
            "{what}: {} {code}",
            got.status
        );
    }
    assert_eq!(elsewhere.calls(), 0);
    // "Go on" a thousand times is nothing by itself.
    let patient = format!(
        "{}{}",
        "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000),
        whole(&body)
    );
    assert_eq!(
        ask(&Vendor::saying(patient).await.app(), RT).await.status,
        200
    );
}

/// Answers to two questions at a time, each with the other's: what a body says it is about is the page's to compare.
#[tokio::test]
async fn u25_answers_that_were_swapped_are_passed_on_and_break_nothing() {
    let vendor = Vendor::saying(whole(&sample(RT).replace("example.com", "other.example"))).await;
    let app = vendor.app();
    let ask = |domain: &'static str| {
        let app = app.clone();
        async move { get(&app, &format!("/api/v1/series/{RT}?domain={domain}&{HOUR}")).await }
    };
    let (one, other) = tokio::join!(ask("a.com"), ask("b.com"));
    assert_eq!((one.status, other.status, vendor.calls()), (200, 200, 2));
    assert_eq!(one.body, other.body);
}

//! The operator's listener over real sockets: alive, ready, metrics, and that none of it is public.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_proxy::{Config, Flags, Proxy, serve};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{HOUR, SOURCES, clock, demo, empty_folder, get, simulator, towards};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

#[derive(Clone, Default)]
struct Out(Arc<Mutex<Vec<u8>>>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A proxy that runs: its two addresses, and what ends it.
struct Running {
    public: String,
    operators: String,
    stop: Option<oneshot::Sender<()>>,
    ended: tokio::task::JoinHandle<io::Result<()>>,
}

async fn run(config: &str) -> Running {
    let flags = Flags {
        config: Some(format!("admin = \"127.0.0.1:0\"\n{config}")),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &|_| None).unwrap();
    let proxy = Proxy::new(config, clock()).unwrap();
    let (out, (stop, stopped)) = (Out::default(), oneshot::channel());
    let mut writer = out.clone();
    let ended = tokio::spawn(async move {
        let stopped = async move {
            let _dropped = stopped.await;
        };
        serve("127.0.0.1:0".parse().unwrap(), proxy, &mut writer, stopped).await
    });
    let said = loop {
        let said = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
        if said.contains("/readyz") {
            break said;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    let address = |before: &str| {
        let rest = said.split_once(before).unwrap().1;
        let rest = rest.strip_prefix("http://").unwrap();
        rest.split('/').next().unwrap().to_owned()
    };
    Running {
        public: address("Originscope: "),
        operators: address("for operators: "),
        stop: Some(stop),
        ended,
    }
}

/// Status, head and body of a GET with this Host.
async fn ask(address: &str, path: &str, host: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Requested-With: originscope\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_lowercase(), body.to_owned())
}

#[tokio::test]
async fn a22_operators_pages_are_not_on_the_public_listener() {
    let app = demo();
    for path in ["/metrics", "/readyz"] {
        assert_eq!(get(&app, path).await.status, 404, "{path}");
    }
    let alive = get(&app, "/healthz").await;
    assert_eq!((alive.status, alive.body.is_empty()), (200, true));
}

#[tokio::test]
async fn what_operators_see_is_live_and_names_nobody() {
    let vendor = simulator().await;
    let running = run(&towards(vendor, "v3")).await;
    for source in SOURCES {
        let path = format!("/api/v1/series/{source}?domain=customer.example.com&{HOUR}");
        assert_eq!(ask(&running.public, &path, &running.public).await.0, 200);
        assert_eq!(ask(&running.public, &path, &running.public).await.0, 200);
    }
    let at = &running.operators;
    assert_eq!(ask(at, "/healthz", at).await.0, 200);
    let (status, head, body) = ask(at, "/readyz", at).await;
    assert_eq!(status, 200, "{body}");
    assert!(head.contains("cache-control: no-store"), "{head}");
    let ready: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(ready["upstream"], "live");
    assert_eq!(ready["cache"], "memory");
    let (status, _, text) = ask(at, "/metrics", at).await;
    assert_eq!(status, 200);
    for line in [
        "originscope_http_requests_total{route=\"series\",method=\"GET\",status=\"200\"} 10",
        "originscope_upstream_calls_total{account=\"huawei\",source=\"live-codes\",outcome=\"ok\"} 1",
        "originscope_cache_events_total{source=\"live-codes\",event=\"miss\"} 1",
        "originscope_cache_events_total{source=\"live-codes\",event=\"hit\"} 1",
        "originscope_breaker_open{source=\"live-codes\"} 0",
        "originscope_queue_depth 0",
        "originscope_panics_total 0",
    ] {
        assert!(text.lines().any(|have| have == line), "{line}\nin\n{text}");
    }
    assert!(text.ends_with("# EOF\n") && !text.contains("customer"));
    // Closed sets: no question can make the number of series grow without end.
    assert!(text.lines().count() <= 500, "{}", text.lines().count());
}

#[tokio::test]
async fn a_rebound_name_learns_nothing() {
    let running = run("").await;
    for path in ["/healthz", "/readyz", "/metrics"] {
        let (status, _, body) = ask(&running.operators, path, "evil.test").await;
        assert_eq!((status, body.as_str()), (421, ""), "{path}");
    }
}

/// While the last answers go out nobody is to send new requests here.
#[tokio::test]
async fn while_it_drains_it_is_not_ready() {
    let slow = axum::Router::new().fallback(|| async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        "{}"
    });
    let vendor = support::listen(slow).await;
    let mut running = run(&towards(vendor, "v3")).await;
    let at = running.operators.clone();
    assert_eq!(ask(&at, "/readyz", &at).await.0, 200);
    let public = running.public.clone();
    let asked = tokio::spawn(async move {
        let path = format!("/api/v1/series/live-codes?domain=a.com&{HOUR}");
        ask(&public, &path, &public).await.0
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    running.stop.take().unwrap().send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (status, _, body) = ask(&at, "/readyz", &at).await;
    assert_eq!(status, 503, "{body}");
    assert!(body.contains("\"draining\":true"), "{body}");
    // The running answer still came, whatever the vendor's was worth.
    assert_eq!(asked.await.unwrap(), 502);
    running.ended.await.unwrap().unwrap();
}

#[test]
fn the_listener_for_operators_is_on_this_machine_only() {
    for wrong in ["0.0.0.0:9091", "10.0.0.1:9091", "9091", "localhost:9091"] {
        let flags = Flags {
            config: Some(format!("listen = \"127.0.0.1:1\"\nadmin = \"{wrong}\"\n")),
            ..Flags::default()
        };
        let error = Config::resolve(&flags, &|_| None).unwrap_err().to_string();
        assert!(
            error.contains("line 2") && error.contains("`admin`"),
            "{error}"
        );
    }
}

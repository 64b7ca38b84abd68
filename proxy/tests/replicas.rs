//! Three replicas over one real Redis: section 5 of the proxy's promises, and group C of the acceptance rows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use support::{Got, HOUR, SOURCES, configured, counted_simulator, get, listen, towards};

/// A redis-server (or valkey-server) of this test's own; ends with it.
struct Redis {
    server: Child,
    port: u16,
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _gone = self.server.kill();
        let _gone = self.server.wait();
    }
}

impl Redis {
    async fn start(password: Option<&str>) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        Self::start_on(port, password).await
    }

    async fn start_on(port: u16, password: Option<&str>) -> Self {
        let spawn = |program: &str| {
            let mut server = Command::new(program);
            server.args(["--port", &port.to_string(), "--bind", "127.0.0.1"]);
            server.args(["--save", "", "--appendonly", "no"]);
            if let Some(password) = password {
                server.args(["--requirepass", password]);
            }
            server.stdout(Stdio::null()).stderr(Stdio::null()).spawn()
        };
        let server = spawn("redis-server").or_else(|_| spawn("valkey-server"));
        // Held before anything can fail, so that it ends with this test.
        let redis = Self {
            server: server.expect(
                "this test needs redis-server or valkey-server: `cargo xtask test native` installs it",
            ),
            port,
        };
        for _ in 0..100 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .is_ok()
            {
                return redis;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("redis-server does not listen on port {port}");
    }

    fn address(&self) -> String {
        format!("redis://127.0.0.1:{}/0", self.port)
    }

    async fn all(&self) -> Vec<(String, Vec<u8>)> {
        let client = redis::Client::open(self.address()).unwrap();
        let mut link = client.get_multiplexed_async_connection().await.unwrap();
        let names: Vec<String> = redis::cmd("KEYS")
            .arg("*")
            .query_async(&mut link)
            .await
            .unwrap();
        let mut all = Vec::new();
        for name in names {
            let value: Vec<u8> = redis::cmd("DUMP")
                .arg(&name)
                .query_async(&mut link)
                .await
                .unwrap();
            all.push((name, value));
        }
        all
    }

    /// The names under which answers are kept.
    async fn answers(&self) -> Vec<String> {
        let names = self.all().await.into_iter().map(|(name, _)| name);
        names.filter(|name| name.contains(":answer:")).collect()
    }

    async fn run(&self, command: &[&str]) {
        let client = redis::Client::open(self.address()).unwrap();
        let mut link = client.get_multiplexed_async_connection().await.unwrap();
        let mut asked = redis::cmd(command[0]);
        asked.arg(&command[1..]);
        let _said: redis::Value = asked.query_async(&mut link).await.unwrap();
    }
}

fn replicas(vendor: SocketAddr, cache: &str) -> Vec<Router> {
    let text = format!("cache = \"{cache}\"\n{}", towards(vendor, "v3"));
    (0..3).map(|_| configured(&text)).collect()
}

fn window(source: &str, domain: &str) -> String {
    format!("/api/v1/series/{source}?domain={domain}&{HOUR}")
}

async fn all_at_once(apps: &[Router], addresses: &[String]) -> Vec<Got> {
    let asked = apps
        .iter()
        .cycle()
        .zip(addresses)
        .map(|(app, address)| get(app, address));
    futures_util::future::join_all(asked).await
}

#[tokio::test(flavor = "multi_thread")]
async fn c01_three_hundred_dashboards_over_three_replicas_cost_one_call_a_window() {
    let redis = Redis::start(None).await;
    let (address, calls) = counted_simulator(Duration::from_millis(300)).await;
    let apps = replicas(address, &redis.address());
    let addresses: Vec<String> = (0..300)
        .flat_map(|_| SOURCES.map(|source| window(source, "a.com")))
        .collect();
    let all = all_at_once(&apps, &addresses).await;
    for got in &all {
        assert_eq!(got.status, 200, "{}", got.text());
    }
    assert_eq!(calls.load(Ordering::SeqCst), SOURCES.len());
    for (first, later) in all.iter().zip(all.iter().skip(SOURCES.len())) {
        assert_eq!(
            (&first.body, first.header("etag")),
            (&later.body, later.header("etag"))
        );
    }
    // Each replica but the one that asked found it in Redis, and says so.
    let shared = all
        .iter()
        .filter(|got| got.header("x-cache") == "shared")
        .count();
    assert_eq!(shared, 2 * SOURCES.len());
    // A replica that starts now asks nobody.
    let late = replicas(address, &redis.address());
    let got = get(&late[0], &addresses[0]).await;
    assert_eq!((got.status, got.header("x-cache")), (200, "shared"));
    assert_eq!(calls.load(Ordering::SeqCst), SOURCES.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_redis_is_a_key_or_a_domain_in_a_name() {
    let redis = Redis::start(None).await;
    let (address, _) = counted_simulator(Duration::ZERO).await;
    let apps = replicas(address, &redis.address());
    for source in SOURCES {
        assert_eq!(
            get(&apps[0], &window(source, "customer.example.com"))
                .await
                .status,
            200
        );
    }
    let keys = originscope_sim::default_keys();
    let secrets = [
        &keys.alibaba_id,
        &keys.alibaba_secret,
        &keys.huawei_ak,
        &keys.huawei_sk,
    ];
    let all = redis.all().await;
    assert!(all.len() >= SOURCES.len());
    for (name, value) in all {
        assert!(
            name.starts_with("originscope:1:") && !name.contains("example"),
            "{name}"
        );
        let value = String::from_utf8_lossy(&value).into_owned();
        for secret in secrets {
            assert!(!value.contains(&**secret), "{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quota_is_one_for_all_replicas() {
    let redis = Redis::start(None).await;
    let (address, calls) = counted_simulator(Duration::ZERO).await;
    let apps = replicas(address, &redis.address());
    // Twenty calls a minute are documented; half of it, four of them at once, is what all replicas have together. What
    // comes within a caller's twenty seconds is waited for: two more.
    let addresses: Vec<String> = (0..30)
        .map(|n| window("live-codes", &format!("d{n}.com")))
        .collect();
    let all = all_at_once(&apps, &addresses).await;
    let worked = all.iter().filter(|got| got.status == 200).count();
    assert!((4..=8).contains(&worked), "{worked}");
    assert_eq!(calls.load(Ordering::SeqCst), worked);
    for got in all.iter().filter(|got| got.status != 200) {
        assert_eq!(got.problem().code, "overloaded");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_each_replica_goes_on_alone_and_comes_back() {
    let redis = Redis::start(None).await;
    let port = redis.port;
    let (address, calls) = counted_simulator(Duration::ZERO).await;
    let apps = replicas(address, &redis.address());
    assert_eq!(
        get(&apps[0], &window("cdn-origin-codes", "a.com"))
            .await
            .status,
        200
    );
    drop(redis);
    for app in &apps {
        let got = get(app, &window("cdn-origin-codes", "b.com")).await;
        assert_eq!(
            (got.status, got.header("x-cache")),
            (200, "miss"),
            "{}",
            got.text()
        );
    }
    assert_eq!(
        calls.load(Ordering::SeqCst),
        4,
        "each replica asked for itself"
    );
    // What is in its own memory is still given out.
    assert_eq!(
        get(&apps[0], &window("cdn-origin-codes", "a.com"))
            .await
            .header("x-cache"),
        "hit"
    );
    let redis = Redis::start_on(port, None).await;
    let mut shared = false;
    for n in 0..40 {
        let path = window("cdn-origin-codes", &format!("back{n}.com"));
        let first = get(&apps[1], &path).await;
        let second = get(&apps[2], &path).await;
        assert_eq!((first.status, second.status), (200, 200));
        shared = second.header("x-cache") == "shared";
        if shared {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert!(shared, "the replicas share again");
    drop(redis);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_refuses_the_password_is_no_redis() {
    let redis = Redis::start(Some("right")).await;
    let (address, _) = counted_simulator(Duration::ZERO).await;
    let wrong = format!("redis://:wrong@127.0.0.1:{}/0", redis.port);
    let right = format!("redis://:right@127.0.0.1:{}/0", redis.port);
    let path = window("cdn-origin-codes", "a.com");
    assert_eq!(
        get(&replicas(address, &wrong)[0], &path)
            .await
            .header("x-cache"),
        "miss"
    );
    assert_eq!(
        get(&replicas(address, &right)[0], &path)
            .await
            .header("x-cache"),
        "miss"
    );
    assert_eq!(
        get(&replicas(address, &right)[0], &path)
            .await
            .header("x-cache"),
        "shared"
    );
}

/// Whoever can write to Redis could forge answers; whoever only breaks them gets none shown.
#[tokio::test(flavor = "multi_thread")]
async fn what_this_program_did_not_write_is_asked_for_anew() {
    let redis = Redis::start(None).await;
    let (address, calls) = counted_simulator(Duration::ZERO).await;
    let apps = replicas(address, &redis.address());
    let path = window("cdn-origin-codes", "a.com");
    assert_eq!(get(&apps[0], &path).await.status, 200);
    for name in redis.answers().await {
        redis.run(&["SET", &name, "<script>", "PX", "60000"]).await;
    }
    let got = get(&apps[1], &path).await;
    assert_eq!((got.status, got.header("x-cache")), (200, "miss"));
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

/// A replica that was killed while it asked leaves a lock behind, which ends by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_lock_whose_holder_died_holds_nobody_up_for_long() {
    let redis = Redis::start(None).await;
    let (address, calls) = counted_simulator(Duration::ZERO).await;
    let apps = replicas(address, &redis.address());
    let path = window("cdn-origin-codes", "a.com");
    assert_eq!(get(&apps[0], &path).await.status, 200);
    // The lock's name is the answer's with another kind: the same hash of the same question.
    for name in redis.answers().await {
        redis.run(&["DEL", &name]).await;
        redis
            .run(&[
                "SET",
                &name.replace(":answer:", ":lock:"),
                "dead",
                "PX",
                "1500",
            ])
            .await;
    }
    let got = get(&apps[1], &path).await;
    assert_eq!(
        (got.status, got.header("x-cache")),
        (200, "miss"),
        "{}",
        got.text()
    );
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn c03_a_failure_is_told_to_all_replicas_and_asked_for_once() {
    let redis = Redis::start(None).await;
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let broken = Router::new().fallback(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            (
                http::StatusCode::FORBIDDEN,
                r#"{"Code":"Forbidden.RAM","Message":"no","RequestId":"A1"}"#,
            )
        }
    });
    let apps = replicas(listen(broken).await, &redis.address());
    let path = window("cdn-origin-codes", "a.com");
    let addresses: Vec<String> = (0..60).map(|_| path.clone()).collect();
    let all = all_at_once(&apps, &addresses).await;
    let codes: Vec<String> = all.iter().map(|got| got.problem().code).collect();
    assert!(
        codes.iter().all(|code| code == "account_denied"),
        "{codes:?}"
    );
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

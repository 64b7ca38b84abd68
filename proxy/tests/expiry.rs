//! Temporary keys near and past their end: row K6.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use originscope_proxy::{Clock, Config, Flags, Proxy, app, serve, simulator_app};
use originscope_sim::{Key, SimConfig, Simulator};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use support::giver::{Answer, Asked, Giver, alibaba_key};
use support::home::Home;
use support::{HOUR, NOW, empty_folder, get, listen, until};

/// A world with one clock: a vendor that takes the keys `key-0` to `key-9`, a giver that hands out the next one at each
/// call, and a proxy.
struct World {
    clock: Arc<AtomicI64>,
    giver: Giver,
    service: Router,
    _home: Home,
}

/// What the giver does at its nth call: hands out the nth key until then, or fails.
type Script = fn(usize) -> Option<i64>;

impl World {
    async fn new(script: Script, accepted: &[usize]) -> Self {
        let clock = Arc::new(AtomicI64::new(NOW));
        let told = Arc::clone(&clock);
        let now = Clock::new(move || told.load(Ordering::SeqCst));
        let count = Arc::new(AtomicUsize::new(0));
        let giver = Giver::new(move |_: &Asked| -> Answer {
            let nth = count.fetch_add(1, Ordering::SeqCst);
            match script(nth) {
                Some(ends) => (200, None, alibaba_key(&id(nth), "secret", "token", ends)),
                None => (500, None, "broken".to_owned()),
            }
        })
        .await;
        let keys = accepted
            .iter()
            .map(|nth| Key::alibaba(&id(*nth), "secret", Some("token")));
        let sim = SimConfig {
            alibaba_keys: keys.collect(),
            ..SimConfig::default()
        };
        let sim = listen(simulator_app(Simulator::new(sim), now.clone())).await;
        let home = Home::new();
        let uri = format!("http://{}/", giver.address);
        let flags = Flags {
            config: Some(format!(
                "[accounts.alibaba.endpoints]\ncdn = \"http://{sim}\"\ndcdn = \"http://{sim}\"\n"
            )),
            dist: Some(empty_folder()),
            ..Flags::default()
        };
        let config = Config::resolve(
            &flags,
            &home.env(&[("ALIBABA_CLOUD_CREDENTIALS_URI", &uri)]),
        )
        .unwrap();
        Self {
            clock,
            giver,
            service: app(Proxy::new(config, now).unwrap()),
            _home: home,
        }
    }

    fn at(&self, after: i64) {
        self.clock.store(NOW + after, Ordering::SeqCst);
    }

    /// Asks about a domain that nobody asked about before.
    async fn ask(&self, nth: usize) -> (u16, String) {
        let got = get(
            &self.service,
            &format!("/api/v1/series/cdn-origin-codes?domain=d{nth}.com&{HOUR}"),
        )
        .await;
        let code = if got.status == 200 {
            String::new()
        } else {
            got.problem().code
        };
        (got.status, code)
    }

    /// Waits until the giver was asked so often.
    async fn given(&self, times: usize) {
        until(async || self.giver.asked().len() >= times).await;
    }

    fn times(&self) -> usize {
        self.giver.asked().len()
    }

    async fn key_ends(&self) -> String {
        let answer = get(&self.service, "/api/v1/sources").await;
        let answer: originscope_core::SourcesAnswer = serde_json::from_slice(&answer.body).unwrap();
        let source = answer
            .sources
            .iter()
            .find(|source| source.id == "cdn-origin-codes");
        source.unwrap().key_ends.clone().unwrap_or_default()
    }
}

fn id(nth: usize) -> String {
    format!("STS.key-000{nth}")
}

fn works() -> (u16, String) {
    (200, String::new())
}

fn expired() -> (u16, String) {
    (502, "credentials_expired".to_owned())
}

#[tokio::test]
async fn k06_a_token_is_renewed_ahead_of_its_end() {
    let world = World::new(
        |nth| Some(NOW + 3_600 * (i64::try_from(nth).unwrap() + 1)),
        &[0, 1],
    )
    .await;
    assert_eq!(world.ask(0).await, works());
    world.at(3_600 - 400);
    assert_eq!(world.ask(1).await, works());
    assert_eq!(world.times(), 1, "still fresh");
    world.at(3_600 - 240);
    assert_eq!(world.ask(2).await, works(), "the old one is still good");
    world.given(2).await;
    until(async || world.key_ends().await == "0001").await;
    assert_eq!(world.ask(3).await, works());
    assert_eq!(world.times(), 2, "once");
}

#[tokio::test]
async fn k06_until_its_end_a_token_is_used_though_none_follows() {
    let world = World::new(|nth| (nth == 0).then_some(NOW + 3_600), &[0]).await;
    assert_eq!(world.ask(0).await, works());
    for (nth, left) in [(1, 240), (2, 60), (3, 5), (4, 1)] {
        world.at(3_600 - left);
        assert_eq!(world.ask(nth).await, works(), "{left} seconds left");
    }
    world.at(3_600);
    assert_eq!(world.ask(5).await, expired());
    assert_eq!(world.ask(5).await, expired());
    assert!(world.times() <= 4, "failures pause: {}", world.times());
}

/// Twenty at once: one call for the key. Its failure is told to all.
#[tokio::test]
async fn k06_many_wait_for_one_renewal() {
    for (script, outcome) in [
        ((|_| Some(NOW + 3_600)) as Script, works()),
        ((|_| Some(NOW - 1)) as Script, expired()),
        ((|_| None) as Script, expired()),
    ] {
        let world = World::new(script, &[0]).await;
        let asked = (0..5).map(|nth| world.ask(nth));
        for got in futures_util::future::join_all(asked).await {
            assert_eq!(got, outcome);
        }
        assert_eq!(world.times(), 1);
    }
}

#[tokio::test]
async fn k06_a_token_that_is_refused_before_its_end_is_replaced_once() {
    let world = World::new(|_| Some(NOW + 3_600), &[1]).await;
    assert_eq!(world.ask(0).await, works());
    assert_eq!(world.times(), 2);
    // One that no renewal helps is not asked for again and again.
    let world = World::new(|_| Some(NOW + 3_600), &[9]).await;
    assert_eq!(world.ask(0).await.1, "upstream_auth");
    assert_eq!(world.ask(1).await.1, "upstream_auth");
    assert_eq!(world.times(), 2);
}

/// A token that lives four minutes is renewed at half its time, not at every call.
#[tokio::test]
async fn k06_a_short_token_is_not_renewed_at_every_call() {
    let world = World::new(|_| Some(NOW + 240), &[0, 1]).await;
    for nth in 0..4 {
        assert_eq!(world.ask(nth).await, works());
    }
    assert_eq!(world.times(), 1);
}

/// Nobody asks for anything: the key is there all the same.
#[tokio::test]
async fn k06_a_key_is_asked_for_before_somebody_waits() {
    let giver = Giver::new(|_: &Asked| -> Answer {
        (
            200,
            None,
            alibaba_key(&id(0), "secret", "token", NOW + 3_600),
        )
    })
    .await;
    let (home, uri) = (Home::new(), format!("http://{}/", giver.address));
    let flags = Flags {
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let env = home.env(&[("ALIBABA_CLOUD_CREDENTIALS_URI", &uri)]);
    let proxy = Proxy::new(Config::resolve(&flags, &env).unwrap(), support::clock()).unwrap();
    let listen = "127.0.0.1:0".parse().unwrap();
    let mut out = Vec::new();
    tokio::select! {
        ended = serve(listen, proxy, &mut out, std::future::pending()) => ended.unwrap(),
        () = until(async || !giver.asked().is_empty()) => {}
    }
    assert_eq!(giver.asked().len(), 1);
}

/// Whoever asked first and went away does not end the renewal for the others.
#[tokio::test]
async fn k06_a_renewal_outlives_who_began_it() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let slow = Router::new().fallback(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            alibaba_key(&id(0), "secret", "token", NOW + 3_600)
        }
    });
    let (giver, home) = (listen(slow).await, Home::new());
    let sim = SimConfig {
        alibaba_keys: vec![Key::alibaba(&id(0), "secret", Some("token"))],
        ..SimConfig::default()
    };
    let sim = listen(simulator_app(Simulator::new(sim), support::clock())).await;
    let flags = Flags {
        config: Some(format!(
            "[accounts.alibaba.endpoints]\ncdn = \"http://{sim}\"\ndcdn = \"http://{sim}\"\n"
        )),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let uri = format!("http://{giver}/");
    let env = home.env(&[("ALIBABA_CLOUD_CREDENTIALS_URI", &uri)]);
    let proxy = Proxy::new(Config::resolve(&flags, &env).unwrap(), support::clock()).unwrap();
    let service = app(proxy);
    let path = format!("/api/v1/series/cdn-origin-codes?domain=a.com&{HOUR}");
    let impatient = tokio::spawn({
        let (service, path) = (service.clone(), path.clone());
        async move { get(&service, &path).await.status }
    });
    until(async || count.load(Ordering::SeqCst) > 0).await;
    impatient.abort();
    assert_eq!(get(&service, &path).await.status, 200);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

//! Keys that change while requests are under way: row K7.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_core::{Mode, SourcesAnswer};
use originscope_proxy::{Config, Flags, Proxy, app, simulator_app};
use originscope_sim::{Key, SimConfig, Simulator};
use std::net::SocketAddr;
use support::{HOUR, clock, empty_folder, get, listen};

fn config(address: SocketAddr, id: &str, secret: &str) -> Config {
    let text = format!(
        "[accounts.alibaba]\naccess_key_id = \"{id}\"\naccess_key_secret = \"{secret}\"\n\
         [accounts.alibaba.endpoints]\ncdn = \"http://{address}\"\ndcdn = \"http://{address}\"\n"
    );
    let flags = Flags {
        config: Some(text),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    Config::resolve(&flags, &|_| None).unwrap()
}

/// The vendor takes both keys, each with its own secret only: an id of one with the secret of the other is refused.
async fn vendor() -> SocketAddr {
    let sim = SimConfig {
        alibaba_keys: vec![
            Key::alibaba("OLD-KEY-1111", "old", None),
            Key::alibaba("NEW-KEY-2222", "new", None),
        ],
        ..SimConfig::default()
    };
    listen(simulator_app(Simulator::new(sim), clock())).await
}

#[tokio::test]
async fn k07_a_key_that_is_replaced_fails_nobody() {
    let address = vendor().await;
    let proxy = Proxy::new(config(address, "OLD-KEY-1111", "old"), clock()).unwrap();
    let service = app(proxy.clone());
    let ask = |nth: usize| {
        let service = service.clone();
        async move {
            // Five ask about the same: the vendor's quota lets no two hundred through.
            let path = format!(
                "/api/v1/series/cdn-origin-codes?domain=d{}.example&{HOUR}",
                nth / 5
            );
            get(&service, &path).await.status
        }
    };
    let old: Vec<_> = (0..100).map(|nth| tokio::spawn(ask(nth))).collect();
    tokio::task::yield_now().await;
    for turn in 0..7 {
        let (id, secret) = [("NEW-KEY-2222", "new"), ("OLD-KEY-1111", "old")][turn % 2];
        proxy
            .take_accounts(config(address, id, secret))
            .await
            .unwrap();
        tokio::task::yield_now().await;
    }
    let new: Vec<_> = (100..200).map(|nth| tokio::spawn(ask(nth))).collect();
    for asked in old.into_iter().chain(new) {
        assert_eq!(asked.await.unwrap(), 200);
    }
    let answer = get(&service, "/api/v1/sources").await;
    let answer: SourcesAnswer = serde_json::from_slice(&answer.body).unwrap();
    let live = answer.sources.iter().filter(|s| s.mode == Mode::Live);
    assert!(live.clone().count() > 0);
    for source in live {
        assert_eq!(source.key_ends.as_deref(), Some("2222"));
    }
}

/// What another account answered is not given out under the new one, and a refusal of the old key is no news of it.
#[tokio::test]
async fn k07_a_new_key_starts_with_nothing_of_the_old() {
    let address = vendor().await;
    let proxy = Proxy::new(config(address, "OLD-KEY-1111", "wrong"), clock()).unwrap();
    let service = app(proxy.clone());
    let path = format!("/api/v1/series/cdn-origin-codes?domain=a.example&{HOUR}");
    assert_eq!(get(&service, &path).await.problem().code, "upstream_auth");
    proxy
        .take_accounts(config(address, "NEW-KEY-2222", "new"))
        .await
        .unwrap();
    let got = get(&service, &path).await;
    assert_eq!((got.status, got.header("x-cache")), (200, "miss"));
    proxy
        .take_accounts(config(address, "OLD-KEY-1111", "old"))
        .await
        .unwrap();
    assert_eq!(get(&service, &path).await.header("x-cache"), "miss");
    // A configuration without the key looks like a file that is being written.
    let empty = Config::resolve(&Flags::default(), &|_| None).unwrap();
    assert!(proxy.take_accounts(empty).await.is_err());
    assert_eq!(get(&service, &path).await.header("x-cache"), "hit");
}

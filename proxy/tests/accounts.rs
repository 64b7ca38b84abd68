//! Several accounts in one configuration: each domain is asked with the key of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_proxy::simulator_app;
use originscope_sim::{Key, SimConfig, Simulator};
use std::net::SocketAddr;
use support::{HOUR, clock, configured, get, listen};

/// A vendor that takes one key only.
async fn vendor(id: &str) -> SocketAddr {
    let sim = SimConfig {
        alibaba_keys: vec![Key::alibaba(id, "secret", None)],
        ..SimConfig::default()
    };
    listen(simulator_app(Simulator::new(sim), clock())).await
}

fn account(name: &str, id: &str, at: SocketAddr, more: &str) -> String {
    format!(
        "[accounts.{name}]\naccess_key_id = \"{id}\"\naccess_key_secret = \"secret\"\n{more}\n\
         [accounts.{name}.endpoints]\ncdn = \"http://{at}\"\ndcdn = \"http://{at}\"\n"
    )
}

#[tokio::test]
async fn each_domain_is_asked_with_its_accounts_key() {
    let (main, video) = (
        vendor("MAIN-KEY-1111").await,
        vendor("VIDEO-KEY-2222").await,
    );
    let more = "vendor = \"alibaba\"\ndomains = [\"*.video.example.com\", \"live.example.com\"]\nsources = [\"cdn-origin-codes\"]";
    let config = account("alibaba", "MAIN-KEY-1111", main, "")
        + &account("video", "VIDEO-KEY-2222", video, more);
    let service = configured(&config);
    let ask = async |source: &str, domain: &str| {
        get(
            &service,
            &format!("/api/v1/series/{source}?domain={domain}&{HOUR}"),
        )
        .await
    };
    for (source, domain) in [
        ("cdn-origin-codes", "www.example.com"),
        ("cdn-origin-codes", "a.video.example.com"),
        ("cdn-origin-codes", "LIVE.example.com"),
        ("dcdn-ws-codes", "a.video.example.com"),
        ("cdn-origin-codes", "a.video.example.com,live.example.com"),
    ] {
        assert_eq!(ask(source, domain).await.status, 200, "{source} {domain}");
    }
    let both = ask("cdn-origin-codes", "www.example.com,live.example.com")
        .await
        .problem();
    assert_eq!(
        (both.status, both.code.as_str(), both.field.as_deref()),
        (400, "domains_of_several_accounts", Some("domain"))
    );
}

#[tokio::test]
async fn a_domain_of_no_account_is_not_asked_about() {
    let at = vendor("MAIN-KEY-1111").await;
    let service = configured(&account(
        "alibaba",
        "MAIN-KEY-1111",
        at,
        "domains = [\"www.example.com\"]",
    ));
    let path = |domain: &str| format!("/api/v1/series/cdn-origin-codes?domain={domain}&{HOUR}");
    assert_eq!(get(&service, &path("www.example.com")).await.status, 200);
    let problem = get(&service, &path("other.example.com")).await.problem();
    assert_eq!(
        (problem.status, problem.code.as_str()),
        (403, "no_account_for_domain")
    );
    assert_eq!(
        get(
            &service,
            &path("a.com").replace("cdn-origin-codes", "live-codes")
        )
        .await
        .problem()
        .code,
        "no_credential"
    );
}

/// A key that one account's vendor refuses holds no other account back.
#[tokio::test]
async fn accounts_fail_on_their_own() {
    let at = vendor("MAIN-KEY-1111").await;
    let config = account("alibaba", "MAIN-KEY-1111", at, "")
        + &account(
            "bad",
            "BAD-KEY-2222",
            at,
            "vendor = \"alibaba\"\ndomains = [\"bad.example.com\"]",
        );
    let service = configured(&config);
    for (domain, status) in [
        ("bad.example.com", 502),
        ("a.com", 200),
        ("bad.example.com", 502),
        ("b.com", 200),
    ] {
        let got = get(
            &service,
            &format!("/api/v1/series/cdn-origin-codes?domain={domain}&{HOUR}"),
        )
        .await;
        assert_eq!(got.status, status, "{domain}");
    }
}

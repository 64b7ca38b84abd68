//! Row O18: trouble on the way to the vendor, made by a relay. Whatever it is, every caller gets an answer that the contract
//! has, and nothing stays occupied.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use originscope_proxy::{Config, Flags, Proxy, app, operators};
use std::time::Duration;
use support::relay::{Relay, Trouble};
use support::{clock, empty_folder, get, simulator, towards};

/// A proxy that asks a simulator over a relay, and its operators' pages.
struct Way {
    relay: Relay,
    app: Router,
    operators: Router,
}

impl Way {
    async fn new() -> Self {
        let relay = Relay::new(simulator().await).await;
        let flags = Flags {
            config: Some(towards(relay.address, "v3")),
            dist: Some(empty_folder()),
            ..Flags::default()
        };
        let proxy = Proxy::new(Config::resolve(&flags, &|_| None).unwrap(), clock()).unwrap();
        Self {
            relay,
            operators: operators(proxy.clone(), "127.0.0.1:8787".parse().unwrap()),
            app: app(proxy),
        }
    }

    /// Two windows of every source at once; how the calls ended. `nth` makes the windows others than before.
    async fn ask(&self, nth: usize) -> Vec<String> {
        let calls = BRISK.into_iter().flat_map(|source| {
            [0, 1].map(|which| {
                let hour = nth * 2 + which;
                let address = format!(
                    "/api/v1/series/{source}?domain=a.com&start=2026-11-21T{:02}:00:00Z&end=2026-11-21T{:02}:00:00Z",
                    hour, hour + 1
                );
                async move {
                    let got = get(&self.app, &address).await;
                    if got.status == 200 { "ok".to_owned() } else { got.problem().code }
                }
            })
        });
        let all = futures_util::future::join_all(calls);
        let ended = tokio::time::timeout(Duration::from_secs(60), all).await;
        ended.expect("somebody still waits")
    }

    /// Nobody waits and nobody runs.
    async fn is_free(&self) {
        support::until(async || {
            let got = get(&self.operators, "/metrics").await;
            got.text().contains("\noriginscope_queue_depth 0\n")
        })
        .await;
    }
}

/// The sources whose quota is by the second; the other one's is by the minute.
const BRISK: [&str; 4] = [
    "dcdn-ws-codes",
    "cdn-origin-codes",
    "cdn-origin-traffic-rt",
    "cdn-origin-traffic",
];

/// What a caller may be told of trouble on the way.
const TOLD: [&str; 6] = [
    "ok",
    "upstream_unreachable",
    "upstream_truncated",
    "upstream_timeout",
    "upstream_unavailable",
    "overloaded",
];

#[tokio::test]
async fn o18_delay_loss_and_cuts_are_told_and_hold_up_nothing() {
    let way = Way::new().await;
    for (nth, trouble, works) in [
        (0, Trouble::Late(Duration::from_millis(100)), true),
        // One in three is tried anew on another connection.
        (1, Trouble::Lost(3), true),
        (2, Trouble::Cut(300), false),
    ] {
        way.relay.make(trouble);
        let ended = way.ask(nth).await;
        assert!(
            ended.iter().all(|code| TOLD.contains(&code.as_str())),
            "{trouble:?}: {ended:?}"
        );
        let ok = ended.iter().filter(|code| *code == "ok").count();
        assert!(
            if works { ok > 4 } else { ok < 8 },
            "{trouble:?}: {ended:?}"
        );
        way.is_free().await;
    }
    assert!(way.relay.connections() > 3);
}

/// U6 as well: nothing of the head, five bytes of it, a body that stops, and a byte now and then.
#[tokio::test]
#[ignore = "soak"]
async fn u06_o18_silence_and_trickles_end_within_their_time() {
    for trouble in [
        Trouble::Silent(0),
        Trouble::Silent(5),
        Trouble::Silent(400),
        Trouble::Narrow(1, Duration::from_secs(1)),
        Trouble::Narrow(1_024, Duration::from_millis(100)),
        Trouble::Late(Duration::from_secs(1)),
    ] {
        let way = Way::new().await;
        way.relay.make(trouble);
        let ended = way.ask(0).await;
        assert!(
            ended.iter().all(|code| TOLD.contains(&code.as_str())),
            "{trouble:?}: {ended:?}"
        );
        let is_stalled = matches!(trouble, Trouble::Silent(_) | Trouble::Narrow(1, _));
        if is_stalled {
            // Until one call has shown that the vendor takes the key, the others wait behind it, and not for ever.
            let is_told = |code: &String| code == "upstream_timeout" || code == "overloaded";
            assert!(ended.iter().all(is_told), "{trouble:?}: {ended:?}");
            assert!(
                ended.iter().any(|code| code == "upstream_timeout"),
                "{trouble:?}: {ended:?}"
            );
        }
        way.is_free().await;
        // And when the way is good again, and the breaker has closed, so are the answers.
        way.relay.make(Trouble::None);
        tokio::time::sleep(Duration::from_secs(11)).await;
        let ended = way.ask(1).await;
        assert!(
            ended.iter().filter(|code| *code == "ok").count() >= 4,
            "{trouble:?}: {ended:?}"
        );
    }
}

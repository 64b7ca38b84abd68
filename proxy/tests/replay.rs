//! Saved answers: the vendors' own samples, byte by byte.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_core::{Mode, SourcesAnswer, TimeRange, parse_time};
use originscope_proxy::{Config, Flags, Proxy};
use support::{SOURCES, clock, empty_folder, fixtures, get, service};

fn flags() -> Flags {
    Flags {
        replay: Some(fixtures()),
        dist: Some(empty_folder()),
        ..Flags::default()
    }
}

/// Ranges read off the vendors' printed samples, first slot to the end of the last.
#[tokio::test]
async fn the_saved_ranges_are_those_of_the_samples() {
    let app = service(&flags());
    let answer: SourcesAnswer =
        serde_json::from_slice(&get(&app, "/api/v1/sources").await.body).unwrap();
    let range = |id: &str| {
        answer
            .sources
            .iter()
            .find(|source| source.id == id)
            .unwrap()
            .saved_range
            .unwrap()
    };
    let at = |text: &str| parse_time(text).unwrap();
    assert_eq!(
        range("dcdn-ws-codes"),
        TimeRange::new(at("2018-03-01T11:00:00Z"), at("2018-03-01T14:00:00Z"))
    );
    // 13 slots of 300 s, 20:00 to 21:00.
    assert_eq!(
        range("cdn-origin-traffic"),
        TimeRange::new(at("2015-12-10T20:00:00Z"), at("2015-12-10T21:05:00Z"))
    );
    assert!(
        answer
            .sources
            .iter()
            .all(|source| source.mode == Mode::Replay)
    );
}

#[tokio::test]
async fn every_request_gets_the_saved_bytes() {
    let app = service(&flags());
    for source in SOURCES {
        let address = format!(
            "/api/v1/series/{source}?domain=example.com&start=2018-03-01T05:00:00Z&end=2018-03-01T06:00:00Z"
        );
        let got = get(&app, &address).await;
        assert_eq!(got.status, 200, "{source}: {}", got.text());
        assert_eq!(
            got.body,
            std::fs::read(fixtures().join(source).join("sample.json")).unwrap(),
            "{source}"
        );
    }
}

#[tokio::test]
async fn what_is_not_saved_says_so() {
    let folder = std::env::temp_dir().join(format!("originscope-replay-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("live-codes")).unwrap();
    std::fs::write(folder.join("live-codes/sample.json"), "{\"broken\":").unwrap();
    let app = service(&Flags {
        replay: Some(folder.clone()),
        dist: Some(empty_folder()),
        ..Flags::default()
    });
    let range = "domain=example.com&start=2018-03-01T05:00:00Z&end=2018-03-01T06:00:00Z";
    let got = get(&app, &format!("/api/v1/series/cdn-origin-codes?{range}")).await;
    assert_eq!(got.problem().code, "not_saved");
    let got = get(&app, &format!("/api/v1/series/live-codes?{range}")).await;
    assert_eq!(got.problem().code, "upstream_truncated");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn an_empty_folder_is_refused_at_start() {
    let flags = Flags {
        replay: Some(empty_folder()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &|_| None).unwrap();
    let error = Proxy::new(config, clock()).unwrap_err().to_string();
    assert!(error.contains("live-codes/sample.json"), "{error}");
}

//! The demo domains: each shows what it says, in every source.

use crate::answers::{bits, codes};
use crate::wire::{NOW, SOURCES, ask, call, fetch, json, outcome, sim};
use originscope_apis::{DecodeError, find};
use originscope_core::{Class, Data, Frame, Values};
use originscope_sim::{LimitsMode, SimResponse, demo_domains};

const HOUR: i64 = 3_600;
/// A whole hour that every source has published.
const RANGE: (i64, i64) = (NOW - 2 * HOUR, NOW - HOUR);

fn answer(source: &str, domain: &str) -> SimResponse {
    call(source, &ask(&[domain], RANGE.0, RANGE.1), NOW).to(&sim(LimitsMode::Current), NOW)
}

fn frame(source: &str, domain: &str) -> Frame {
    fetch(
        &sim(LimitsMode::Current),
        source,
        &ask(&[domain], RANGE.0, RANGE.1),
        NOW,
    )
    .frame
}

/// Share of 5xx in each slot, in percent.
fn failing(frame: &Frame) -> Vec<f64> {
    let columns = codes(frame);
    let server = columns
        .codes
        .iter()
        .zip(&columns.shares)
        .filter(|(code, _)| code.class() == Class::ServerError);
    let mut sums = vec![0.0; frame.times.len()];
    server.for_each(|(_, shares)| {
        shares.add_to(&mut sums);
    });
    sums
}

const CODE_SOURCES: [&str; 3] = ["dcdn-ws-codes", "cdn-origin-codes", "live-codes"];
const TRAFFIC_SOURCES: [&str; 2] = ["cdn-origin-traffic-rt", "cdn-origin-traffic"];

fn highest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

#[test]
fn healthy_stays_below_one_percent() {
    for source in CODE_SOURCES {
        assert!(
            highest(&failing(&frame(source, "shop.demo.example"))) < 1.0,
            "{source}"
        );
    }
}

#[test]
fn burst_fails_while_traffic_stays() {
    let origin = failing(&frame("cdn-origin-codes", "burst.demo.example"));
    assert!((7.5..9.5).contains(&highest(&origin)), "{origin:?}");
    let bad_minutes = origin.iter().filter(|share| **share > 5.0).count();
    assert!((15..25).contains(&bad_minutes), "{bad_minutes}");
    for source in ["dcdn-ws-codes", "live-codes"] {
        assert!(
            (4.0..7.5).contains(&highest(&failing(&frame(source, "burst.demo.example")))),
            "{source}"
        );
    }
    for source in TRAFFIC_SOURCES {
        let frame = frame(source, "burst.demo.example");
        let mean = |from: i64, to: i64| {
            let minute = |at: &i64| (at - RANGE.0) / 60;
            let slots = frame
                .times
                .iter()
                .zip(bits(&frame))
                .filter(|(at, _)| (from..to).contains(&minute(at)));
            let values: Vec<_> = slots.map(|(_, value)| value).collect();
            values.iter().sum::<f64>() / values.len() as f64
        };
        let change = mean(25, 40) / mean(0, 20);
        assert!((0.85..1.15).contains(&change), "{source}: {change}");
    }
}

#[test]
fn a_lost_cache_triples_the_traffic() {
    for source in TRAFFIC_SOURCES {
        let frame = frame(source, "cacheloss.demo.example");
        let at = |minute: i64| {
            let slot = frame
                .times
                .iter()
                .position(|t| *t == RANGE.0 + minute * 60)
                .unwrap();
            bits(&frame)[slot]
        };
        assert!(
            (2.4..3.6).contains(&(at(30) / at(5))),
            "{source}: {}",
            at(30) / at(5)
        );
    }
    let mild = highest(&failing(&frame(
        "cdn-origin-codes",
        "cacheloss.demo.example",
    )));
    assert!((1.0..3.0).contains(&mild), "{mild}");
}

#[test]
fn the_gap_has_no_slots() {
    for source in SOURCES {
        let (gap, whole) = (
            frame(source, "gap.demo.example"),
            frame(source, "shop.demo.example"),
        );
        let missing = whole
            .times
            .iter()
            .filter(|at| !gap.times.contains(at))
            .map(|at| (at - RANGE.0) / 60);
        let missing: Vec<_> = missing.collect();
        assert!(
            !missing.is_empty() && missing.iter().all(|minute| (30..42).contains(minute)),
            "{source}: {missing:?}"
        );
    }
}

#[test]
fn quiet_has_slots_without_a_request() {
    for source in ["cdn-origin-codes", "live-codes"] {
        let quiet = frame(source, "quiet.demo.example");
        assert!(quiet.times.len() >= 60, "an empty slot is a slot");
        let counts = codes(&quiet).counts.clone().unwrap();
        let total = |slot: usize| {
            counts
                .iter()
                .map(|column| column.get(slot).unwrap())
                .sum::<f64>()
        };
        let empty = (0..quiet.times.len())
            .filter(|slot| total(*slot) < 0.5)
            .count();
        assert!((10..50).contains(&empty), "{source}: {empty}");
        assert!((0..quiet.times.len()).all(|slot| total(slot) < 12.0));
    }
}

#[test]
fn throttled_is_refused_always_and_flaky_every_third_time() {
    let refused = |source: &str| match source {
        "live-codes" => (429, "APIGW.0308".to_owned()),
        _ => (503, "Throttling".to_owned()),
    };
    for source in SOURCES {
        assert_eq!(
            outcome(&answer(source, "throttled.demo.example")),
            refused(source),
            "{source}"
        );
        let sim = sim(LimitsMode::Current);
        let flaky = || {
            outcome(
                &call(source, &ask(&["flaky.demo.example"], RANGE.0, RANGE.1), NOW).to(&sim, NOW),
            )
        };
        let good = (200, String::new());
        assert_eq!(
            [flaky(), flaky(), flaky(), flaky()],
            [good.clone(), good.clone(), refused(source), good],
            "{source}"
        );
    }
    let headers = answer("cdn-origin-codes", "throttled.demo.example").headers;
    assert!(headers.contains(&("x-acs-retry-after".to_owned(), "2000".to_owned())));
}

#[test]
fn refused_domains_get_the_vendors_codes() {
    let rows = [
        ("denied", (403, "Forbidden.RAM"), (403, "APIGW.0302")),
        (
            "notfound",
            (404, "InvalidDomain.NotFound"),
            (400, "LIVE.100011001"),
        ),
        (
            "offline",
            (404, "InvalidDomain.Offline"),
            (400, "LIVE.100011001"),
        ),
        ("suspended", (403, "OperationDenied"), (403, "APIGW.0302")),
    ];
    for (name, alibaba, huawei) in rows {
        let domain = format!("{name}.demo.example");
        for source in SOURCES {
            let (status, code) = if source == "live-codes" {
                huawei
            } else {
                alibaba
            };
            assert_eq!(
                outcome(&answer(source, &domain)),
                (status, code.to_owned()),
                "{source} {name}"
            );
        }
    }
    assert!(
        json(&answer("cdn-origin-codes", "denied.demo.example"))["AccessDeniedDetail"].is_object()
    );
}

#[test]
fn one_bad_domain_among_good_ones_is_enough() {
    let sent = call(
        "cdn-origin-codes",
        &ask(
            &["shop.demo.example", "notfound.demo.example"],
            RANGE.0,
            RANGE.1,
        ),
        NOW,
    );
    assert_eq!(outcome(&sent.to(&sim(LimitsMode::Current), NOW)).0, 404);
}

#[test]
fn broken_answers_are_broken_in_their_own_way() {
    for source in SOURCES {
        let api = find(source).unwrap();
        let decode = |domain: &str| api.decode(&answer(source, domain).body).unwrap_err();
        assert!(
            matches!(
                decode("malformed.demo.example"),
                DecodeError::Syntax {
                    truncated: true,
                    ..
                }
            ),
            "{source}"
        );
        assert_eq!(decode("html.demo.example"), DecodeError::Html, "{source}");
        assert!(
            matches!(
                decode("error200.demo.example"),
                DecodeError::VendorError { .. }
            ),
            "{source}"
        );
        assert!(
            answer(source, "huge.demo.example").body.len() > 8 << 20,
            "{source}"
        );
        for name in ["malformed", "html", "error200", "huge"] {
            assert_eq!(
                answer(source, &format!("{name}.demo.example")).status,
                200,
                "{source} {name}"
            );
        }
    }
}

#[test]
fn slow_is_slow_and_right() {
    for source in SOURCES {
        let slow = answer(source, "slow.demo.example");
        assert_eq!(slow.delay_ms, 4_000);
        assert!(find(source).unwrap().decode(&slow.body).is_ok());
        assert_eq!(answer(source, "shop.demo.example").delay_ms, 0);
    }
}

#[test]
fn every_listed_domain_is_answered_by_every_source_it_concerns() {
    assert_eq!(demo_domains()[0].domain, "shop.demo.example");
    for demo in demo_domains() {
        for source in SOURCES.iter().filter(|source| demo.concerns(source)) {
            let response = answer(source, demo.domain);
            assert!(
                !response.body.is_empty() && response.status >= 200,
                "{source} {}",
                demo.domain
            );
        }
    }
}

#[test]
fn slots_are_aligned_and_values_finite() {
    for source in SOURCES {
        let frame = frame(source, "shop.demo.example");
        assert!(frame.times.iter().all(|at| at % frame.grain == 0));
        assert!(
            frame
                .times
                .windows(2)
                .all(|pair| pair[1] - pair[0] == frame.grain),
            "{source} has no gaps"
        );
        match &frame.data {
            Data::Codes(columns) => assert!(
                columns
                    .shares
                    .iter()
                    .flat_map(Values::iter)
                    .all(|share| (0.0..=100.0).contains(&share))
            ),
            Data::Traffic(bits) => assert!(bits.iter().all(|value| value > 0.0)),
        }
    }
}

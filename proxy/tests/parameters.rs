//! What may be asked: group P of the acceptance rows. Whatever is refused costs the vendor no call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use support::{HOUR, configured, counted_simulator, get, towards};

const LIVE: &str = "/api/v1/series/live-codes";
const RT: &str = "/api/v1/series/cdn-origin-codes";
const DCDN: &str = "/api/v1/series/dcdn-ws-codes";

/// The proxy before a strict simulator that counts its calls.
struct Asked {
    app: Router,
    calls: Arc<AtomicUsize>,
}

impl Asked {
    async fn new() -> Self {
        let (address, calls) = counted_simulator(Duration::ZERO).await;
        Self {
            app: configured(&towards(address, "v3")),
            calls,
        }
    }

    /// Refused with 400 for this field, without a call.
    async fn refused(&self, address: &str, field: &str) {
        let before = self.calls.load(Ordering::SeqCst);
        let got = get(&self.app, address).await;
        assert_eq!(got.status, 400, "{address}");
        let problem = got.problem();
        assert_eq!(problem.field.as_deref(), Some(field), "{address}");
        assert_eq!(self.calls.load(Ordering::SeqCst), before, "{address}");
    }

    async fn answered(&self, address: &str) -> String {
        let got = get(&self.app, address).await;
        assert_eq!(got.status, 200, "{address}: {}", got.text());
        got.text()
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn p01_p02_p07_only_times_of_one_form_are_times() {
    let asked = Asked::new().await;
    for start in [
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T03:59:60Z",
        "2026-11-21T03:00:00+08:00",
        "2026-11-21T03:00:00z",
        "2026-11-21 03:00:00Z",
        "2026-11-21T03:00:00.5Z",
        "20261121T030000Z",
        "1795240800",
        "2026-11-21T03:00:00Z ",
        "２０２６-11-21T03:00:00Z",
        "-9999-11-21T03:00:00Z",
        &"2".repeat(200),
    ] {
        let address = format!(
            "{LIVE}?domain=a.com&start={}&end=2026-11-21T04:00:00Z",
            encoded(start)
        );
        asked.refused(&address, "start").await;
    }
    // Years that fit the form and no archive.
    for (start, end, field) in [
        ("0000-01-01T00:00:00Z", "2026-11-21T04:00:00Z", "start"),
        ("2026-11-21T03:00:00Z", "9999-12-31T23:59:59Z", "end"),
    ] {
        let address = format!("{LIVE}?domain=a.com&start={start}&end={end}");
        asked.refused(&address, field).await;
    }
}

/// The page resolves its ranges itself, so that there is no default window; both times are asked for.
#[tokio::test]
async fn p03_both_times_are_given() {
    let asked = Asked::new().await;
    let at = "2026-11-21T04:00:00Z";
    for (times, field) in [
        (format!("&start={at}"), "end"),
        (format!("&end={at}"), "start"),
        (format!("&start=&end={at}"), "start"),
        (String::new(), "start"),
    ] {
        let address = format!("{LIVE}?domain=a.com{times}");
        asked.refused(&address, field).await;
    }
}

#[tokio::test]
async fn p04_p05_p06_ranges_run_forward_and_within_the_vendors_limits() {
    let asked = Asked::new().await;
    for (source, times, field) in [
        (
            LIVE,
            "start=2026-11-21T04:00:00Z&end=2026-11-21T04:00:00Z",
            "end",
        ),
        (
            LIVE,
            "start=2026-11-21T04:00:00Z&end=2026-11-21T03:00:00Z",
            "end",
        ),
        (
            LIVE,
            "start=2026-11-21T07:00:00Z&end=2026-11-21T08:00:00Z",
            "start",
        ),
        (
            LIVE,
            "start=2026-11-21T04:00:00Z&end=2026-11-21T08:00:00Z",
            "end",
        ),
        (
            LIVE,
            "start=2026-11-20T03:59:59Z&end=2026-11-21T04:00:00Z",
            "end",
        ),
        (
            LIVE,
            "start=2026-11-01T03:00:00Z&end=2026-11-01T04:00:00Z",
            "start",
        ),
        (
            DCDN,
            "start=2026-11-10T04:00:00Z&end=2026-11-20T04:00:00Z&grain=300",
            "grain",
        ),
        (
            DCDN,
            "start=2024-07-10T04:00:00Z&end=2026-11-20T04:00:00Z",
            "end",
        ),
    ] {
        asked
            .refused(&format!("{source}?domain=a.com&{times}"), field)
            .await;
    }
    for (source, times) in [
        (LIVE, "start=2026-11-20T04:00:00Z&end=2026-11-21T04:00:00Z"),
        (RT, "start=2026-11-21T03:00:00Z&end=2026-11-21T04:00:00Z"),
        (RT, "start=2026-11-20T04:00:00Z&end=2026-11-21T04:00:00Z"),
    ] {
        asked
            .answered(&format!("{source}?domain=a.com&{times}"))
            .await;
    }
}

#[tokio::test]
async fn p08_as_many_domains_as_the_vendor_takes() {
    let asked = Asked::new().await;
    let many = |count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("d{n}.com")).collect();
        names.join(",")
    };
    for count in [1, 100] {
        asked
            .answered(&format!("{LIVE}?domain={}&{HOUR}", many(count)))
            .await;
    }
    for count in [0, 101, 500] {
        asked
            .refused(&format!("{LIVE}?domain={}&{HOUR}", many(count)), "domain")
            .await;
    }
}

#[tokio::test]
async fn p10_p11_p12_names_are_names_of_hosts() {
    let asked = Asked::new().await;
    for name in ["bücher.example", "例え.jp", "xn--bcher-kva.example"] {
        asked
            .answered(&format!("{RT}?domain={}&{HOUR}", encoded(name)))
            .await;
    }
    let label = "a".repeat(64);
    let long = format!("{}a.com", "aaaaaaaa.".repeat(28));
    for name in [
        "xn--a",
        "a..b",
        "-a.com",
        "a_b.com",
        &format!("{label}.com"),
        &long,
        "a.com..",
        "a.com\0",
        "a b.com",
        "a.com/x",
        "a.com:80",
        "@evil.com",
        "１２７.0.0.1",
        "1.2.3.4",
        "[::1]",
        "localhost",
        "*.example.com",
        ".example.com",
    ] {
        // A control character makes the whole query unreadable.
        let field = if name.contains('\0') {
            "query"
        } else {
            "domain"
        };
        asked
            .refused(&format!("{RT}?domain={}&{HOUR}", encoded(name)), field)
            .await;
    }
}

/// A question in which one parameter has that value and the others are well.
fn with(name: &str, value: &str) -> String {
    let well = [
        ("domain", "a.com"),
        ("start", "2026-11-21T03:00:00Z"),
        ("end", "2026-11-21T04:00:00Z"),
    ];
    let rest: String = well
        .iter()
        .filter(|(other, _)| *other != name)
        .map(|(other, value)| format!("&{other}={value}"))
        .collect();
    format!("{LIVE}?{name}={value}{rest}")
}

#[tokio::test]
async fn p13_no_parameter_takes_what_is_no_text() {
    let asked = Asked::new().await;
    for name in ["domain", "start", "end", "grain", "isp", "region", "code"] {
        for value in ["a%0d%0aX:y", "a%00", "a%09", "%ff", "%", "%zz", "a%c2%85"] {
            asked.refused(&with(name, value), "query").await;
        }
        // Text, yet not of this parameter.
        for value in ["%e2%80%a8", "a+b", "a;b"] {
            asked.refused(&with(name, value), name).await;
        }
    }
}

#[tokio::test]
async fn p14_p17_only_known_parameters_once() {
    let asked = Asked::new().await;
    for extra in [
        "x=1",
        "__proto__=1",
        "Action=DeleteCdnDomain",
        "Signature=x",
        "AccessKeyId=x",
        "Format=XML",
        "Domain=a.com",
    ] {
        asked
            .refused(&format!("{RT}?domain=a.com&{HOUR}&{extra}"), "query")
            .await;
    }
    asked
        .refused(&format!("{RT}?domain=a.com&{HOUR}&domain=b.com"), "domain")
        .await;
    for grain in [
        "0",
        "-1",
        "301",
        "4294967296",
        "\"300\"",
        "1e3",
        "300.0",
        "+300",
    ] {
        let address = format!("{DCDN}?domain=a.com&{HOUR}&grain={}", encoded(grain));
        asked.refused(&address, "grain").await;
    }
}

#[tokio::test]
async fn p15_p16_filters_are_short_and_plain() {
    let asked = Asked::new().await;
    let codes: Vec<String> = (100..145).map(|code| code.to_string()).collect();
    for (filter, field) in [
        ("code=0".to_owned(), "code"),
        ("code=9".to_owned(), "code"),
        ("code=99".to_owned(), "code"),
        ("code=600".to_owned(), "code"),
        ("code=-1".to_owned(), "code"),
        ("code=abc".to_owned(), "code"),
        (format!("code={}", codes.join(",")), "code"),
        (format!("isp={}", "a".repeat(2_048)), "isp"),
        ("region=%3Cscript%3E".to_owned(), "region"),
    ] {
        asked
            .refused(&format!("{LIVE}?domain=a.com&{HOUR}&{filter}"), field)
            .await;
    }
    let crowd: String = (0..101).map(|n| format!("&p{n}=1")).collect();
    asked
        .refused(&format!("{LIVE}?domain=a.com&{HOUR}{crowd}"), "query")
        .await;
    // Long, and every part of it is legal.
    let names: Vec<String> = (0..60)
        .map(|n| format!("{n}.{}.com", "a".repeat(55)))
        .collect();
    let address = format!("{LIVE}?domain={}&{HOUR}", names.join(","));
    assert!(address.len() > 3_700, "{}", address.len());
    asked.answered(&address).await;
}

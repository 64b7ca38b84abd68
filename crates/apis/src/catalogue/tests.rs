#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::registry;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// Status, code and message of each row of a source's error table.
fn table(id: &str) -> Vec<(u16, String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/{id}/errors.csv"));
    let text = std::fs::read_to_string(path).expect("every source has an error table");
    let rows = text.lines().skip(1).map(|line| {
        let (status, rest) = line.split_once(',').unwrap();
        let (code, message) = rest.split_once(',').unwrap();
        let message = message.trim_matches('"').to_owned();
        (status.parse().unwrap(), code.to_owned(), message)
    });
    rows.collect()
}

#[test]
fn every_row_of_the_vendors_tables_is_explained() {
    let mut rows = 0;
    for api in registry() {
        let id = api.spec().id;
        for (status, code, message) in table(id) {
            let entry = explain(id, &code, Some(&message))
                .unwrap_or_else(|| panic!("{id} {status} {code} {message}"));
            // A row of the vendor's own table is known as such, not by the start of its code.
            assert!(!entry.code.ends_with('*'), "{id} {code} is {}", entry.key);
            assert!(entry.safe, "{id} {code}: a documented message may be shown");
            let theirs = entry.side == Side::Vendor || entry.retry == Retry::Soon;
            assert!(
                status < 500 || theirs || entry.side == Side::Account,
                "{code}"
            );
            rows += 1;
        }
    }
    // 5 + 13 + 13 + 5 + 1: the tables as printed.
    assert_eq!(rows, 37);
}

#[test]
fn one_code_can_mean_different_things() {
    let key = |id: &str, code: &str, message: &str| explain(id, code, Some(message)).unwrap().key;
    let denied = |message| key("cdn-origin-codes", "OperationDenied", message);
    assert_eq!(
        denied("Your account does not open CDN service yet."),
        "ali.not-opened"
    );
    assert_eq!(denied("Your CDN service is suspended."), "ali.suspended");
    assert_eq!(denied("Something else."), "ali.denied");

    let start = |id| key(id, "InvalidStartTime.ValueNotSupported", "");
    let three = ["dcdn-ws-codes", "cdn-origin-codes", "cdn-origin-traffic"].map(start);
    assert_eq!(three.iter().collect::<BTreeSet<_>>().len(), 3, "{three:?}");
    assert_eq!(start("cdn-origin-traffic-rt"), start("cdn-origin-codes"));
    assert_eq!(
        start(""),
        "ali.start-not-supported",
        "nobody knows the source"
    );
    let meanings: BTreeSet<_> = three.map(|key| by_key(key).unwrap().meaning.en).into();
    assert_eq!(meanings.len(), 3);
}

#[test]
fn the_closest_entry_wins() {
    let key = |id: &str, code: &str, message| explain(id, code, message).map(|entry| entry.key);
    for (id, code, message, expected) in [
        (
            "cdn-origin-codes",
            "Throttling.User",
            None,
            Some("ali.throttling-user"),
        ),
        (
            "cdn-origin-codes",
            "Throttling.Elsewhere",
            None,
            Some("ali.throttling-any"),
        ),
        (
            "cdn-origin-codes",
            "MissingSecurityToken",
            None,
            Some("ali.token-missing"),
        ),
        (
            "cdn-origin-codes",
            "MissingDomainName",
            None,
            Some("ali.missing-any"),
        ),
        ("cdn-origin-codes", "APIGW.0301", None, None),
        ("live-codes", "Throttling", None, None),
        (
            "live-codes",
            "APIGW.0301",
            Some("AK access failed to reach the limit,forbidden"),
            Some("hw.locked"),
        ),
        (
            "live-codes",
            "APIG.0301",
            Some("ak AKIA not exist"),
            Some("hw.identity"),
        ),
        ("live-codes", "APIC.0308", None, Some("hw.throttled")),
        ("live-codes", "APIGW.9999", None, Some("hw.gateway")),
        (
            "live-codes",
            "LIVE.100011001",
            Some("Invalid request parameter: start_time"),
            Some("hw.parameter.time"),
        ),
        (
            "live-codes",
            "LIVE.100011001",
            Some("Invalid request parameter: isp"),
            Some("hw.parameter"),
        ),
        ("", "LIVE.100011004", None, Some("hw.https")),
        ("", "ServiceBusy", None, Some("ali.service-busy")),
        ("dcdn-ws-codes", "Nobody.Knows", Some("x"), None),
        ("dcdn-ws-codes", "", None, None),
    ] {
        assert_eq!(key(id, code, message), expected, "{id} {code}");
    }
}

/// The codes that an Alibaba or Huawei gateway is known to send, by the vendors' own lists.
#[test]
fn the_common_codes_are_explained() {
    for code in [
        "MissingParameter",
        "MissingDomainName",
        "InvalidAccessKeyId.NotFound",
        "InvalidAccessKeyId.Inactive",
        "SignatureDoesNotMatch",
        "InvalidTimeStamp.Format",
        "InvalidTimeStamp.Expired",
        "SignatureNonceUsed",
        "UnsupportedHTTPMethod",
        "InvalidParameter.Format",
        "InvalidApi.NotFound",
        "InvalidProtocol.NeedSsl",
        "Throttling",
        "Throttling.User",
        "Throttling.Api",
        "Forbidden.RAM",
        "ServiceUnavailable",
        "FlowControlError",
        "InvalidAccessKeySecret",
        "InvalidSecurityToken.Expired",
        "IncompleteSignature",
        "InternalError",
    ] {
        assert!(
            explain("cdn-origin-traffic", code, None).is_some(),
            "{code}"
        );
    }
    for code in [
        "LIVE.100011001",
        "LIVE.100011003",
        "LIVE.100011004",
        "APIGW.0101",
        "APIGW.0201",
        "APIGW.0301",
        "APIGW.0302",
        "APIGW.0303",
        "APIGW.0308",
        "APIG.0301",
        "APIC.0301",
        "429",
    ] {
        assert!(explain("live-codes", code, None).is_some(), "{code}");
    }
}

#[test]
fn keys_are_unique_and_found_and_sources_exist() {
    let keys: BTreeSet<_> = all().map(|entry| entry.key).collect();
    assert_eq!(keys.len(), all().count());
    for entry in all() {
        assert_eq!(by_key(entry.key), Some(entry));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
        assert!(entry.key.chars().all(plain), "{}", entry.key);
        assert!(
            entry.sources.iter().all(|id| crate::find(id).is_some()),
            "{}",
            entry.key
        );
        assert_eq!(
            entry.message.map(str::to_lowercase).as_deref(),
            entry.message,
            "{}",
            entry.key
        );
    }
    assert_eq!(by_key("ali."), None);
}

#[test]
fn messages_about_keys_and_signatures_are_never_shown() {
    for entry in all().filter(|entry| entry.safe) {
        let code = entry.code.to_lowercase();
        for word in [
            "sign",
            "key",
            "token",
            "secret",
            "timestamp",
            "nonce",
            "forbidden",
            "permission",
            ".030",
        ] {
            assert!(!code.contains(word), "{} shows its message", entry.key);
        }
        // What stands behind the start of a code, nobody knows.
        assert!(
            !entry.code.ends_with('*'),
            "{} shows messages that nobody knows",
            entry.key
        );
    }
    for code in [
        "MissingSecurityToken",
        "InvalidParameter.AccessKeyId",
        "SignatureDoesNotMatch",
        "MissingSignature",
    ] {
        assert!(
            !explain("cdn-origin-codes", code, None).unwrap().safe,
            "{code}"
        );
    }
    for code in ["APIGW.0301", "APIGW.0303", "APIG.0307", "LIVE.100011003"] {
        assert!(!explain("live-codes", code, None).unwrap().safe, "{code}");
    }
}

#[test]
fn texts_are_sentences_of_their_language() {
    for entry in all() {
        for Text { en, zh } in [entry.meaning, entry.action] {
            assert!(
                en.is_ascii() && en.ends_with('.') && en.len() > 15 && en.len() < 130,
                "{en}"
            );
            assert!(en.starts_with(|c: char| c.is_ascii_uppercase()), "{en}");
            assert!(
                zh.chars().any(|c| ('一'..='鿿').contains(&c)) && zh.ends_with('。'),
                "{zh}"
            );
            assert!(
                !zh.contains([',', ';', '(', ')', '?', '!']),
                "{zh}: half-width punctuation"
            );
            // A half-width colon or full stop stands only within a name, as in live:statistics.
            let mut chars = zh.chars().peekable();
            while let Some(c) = chars.next() {
                let next = chars.peek().copied().unwrap_or_default();
                assert!(!".:".contains(c) || next.is_ascii_alphanumeric(), "{zh}");
            }
            // Latin words stand apart from Han ones.
            let glued = |a: char, b: char| {
                let han = |c: char| ('一'..='鿿').contains(&c);
                (han(a) && b.is_ascii_alphanumeric()) || (a.is_ascii_alphanumeric() && han(b))
            };
            assert!(
                !zh.chars().zip(zh.chars().skip(1)).any(|(a, b)| glued(a, b)),
                "{zh}"
            );
        }
    }
}

#[test]
fn advice_and_retry_do_not_contradict_each_other() {
    for entry in all() {
        let waits =
            [WAIT, to("", "")].contains(&entry.action) || entry.action.en.contains("by itself");
        assert!(
            !waits || entry.retry == Retry::Soon || entry.key.ends_with(".rt"),
            "{}",
            entry.key
        );
        assert!(entry.retry != Retry::Soon || waits, "{}", entry.key);
        assert!(
            entry.action != REPORT || (entry.side == Side::Proxy && entry.retry == Retry::No),
            "{}",
            entry.key
        );
        assert!(
            entry.side != Side::Account || entry.retry != Retry::No,
            "{}",
            entry.key
        );
    }
}

proptest! {
    #[test]
    fn explaining_is_total(source in ".{0,30}", code in ".{0,80}", message in proptest::option::of(".{0,300}")) {
        let _ = explain(&source, &code, message.as_deref());
    }

    #[test]
    fn what_is_explained_fits(at in 0_usize..5, entry in 0_usize..60, tail in "[A-Za-z.]{0,8}", message in ".{0,80}") {
        let id = registry().get(at).unwrap().spec().id;
        let code = all().nth(entry).map_or("", |entry| entry.code);
        let code = match code.strip_suffix('*') {
            Some(stem) => format!("{stem}{tail}"),
            None => code.to_owned(),
        };
        if let Some(found) = explain(id, &code, Some(&message)) {
            prop_assert!(found.sources.is_empty() || found.sources.contains(&id));
            prop_assert!(code_matches(found.code, &todays(&code)));
        }
    }
}

//! The acceptance rows for the decoders about bodies: their shape, size and bytes: bad and odd inputs, each with what must come of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use originscope_apis::{DecodeError, MAX_BODY_BYTES, registry};
use originscope_core::NoteKind;
use support::made::{FIRST, code, counts, one, shape, ws};
use support::{decode, fixtures, kinds};

#[test]
fn d17_lists_that_are_none() {
    let slot =
        format!(r#"{{"TimeStamp":"{FIRST}","WebsocketHttpCode":{{"HttpCodeDataModule":[]}}}}"#);
    let times = |list: &str| {
        decode(
            "dcdn-ws-codes",
            &format!(
                r#"{{"DataInterval":"60","HttpCodeDataPerInterval":{{"DataModule":{list}}}}}"#
            ),
        )
        .map(|decoded| decoded.frame.times.len())
    };
    for empty in ["null", "{}", "[]", "[null]", "[{}]", "\"\""] {
        assert_eq!(times(empty), Ok(0), "{empty}");
    }
    assert_eq!(times(&slot), Ok(1));
    assert_eq!(times(&format!("[null,{slot}]")), Ok(1));
    let missing = decode(
        "dcdn-ws-codes",
        r#"{"DataInterval":"60","HttpCodeDataPerInterval":{}}"#,
    );
    assert_eq!(
        missing.unwrap_err(),
        shape("HttpCodeDataPerInterval.DataModule", "present")
    );
    assert_eq!(
        times("7"),
        Err(shape("HttpCodeDataPerInterval.DataModule", "a list"))
    );
    assert_eq!(
        times("[7]"),
        Err(shape("HttpCodeDataPerInterval.DataModule[0]", "an object"))
    );
    assert_eq!(
        times("[null,7]"),
        Err(shape("HttpCodeDataPerInterval.DataModule[1]", "an object"))
    );
    let second = format!("[{},7]", code("200", "1", "100"));
    let path = "HttpCodeDataPerInterval.DataModule[0].WebsocketHttpCode.HttpCodeDataModule[1]";
    assert_eq!(
        ws("60", &[(FIRST, &second)]).unwrap_err(),
        shape(path, "an object")
    );
    let timeless = r#"[{"WebsocketHttpCode":null}]"#;
    assert_eq!(
        times(timeless),
        Err(shape(
            "HttpCodeDataPerInterval.DataModule[0].TimeStamp",
            "present"
        ))
    );
}

#[test]
fn d20_unknown_members_are_nothing_and_case_counts() {
    let extra: String = (0..10_000)
        .map(|n| format!(r#""x{n}":[{{"a":null}}],"#))
        .collect();
    let body =
        format!(r#"{{{extra}"requestId":"A-1","HttpCodeDataPerInterval":{{"DataModule":[]}}}}"#);
    assert_eq!(
        decode("dcdn-ws-codes", &body)
            .unwrap()
            .request_id
            .as_deref(),
        Some("A-1")
    );
    let body = r#"{"httpCodeDataPerInterval":{"DataModule":[]}}"#;
    assert_eq!(
        decode("dcdn-ws-codes", body).unwrap_err(),
        shape("HttpCodeDataPerInterval", "present")
    );
}

#[test]
fn d21_a_member_twice_is_an_error() {
    let twice = r#"{"HttpCodeDataPerInterval":{"DataModule":[]},"HttpCodeDataPerInterval":{"DataModule":[]}}"#;
    assert_eq!(
        decode("dcdn-ws-codes", twice).unwrap_err(),
        shape("HttpCodeDataPerInterval", "there only once")
    );
    let twice = format!(
        "[{}]",
        r#"{"Code":200,"Code":500,"Count":1,"Proportion":100}"#
    );
    let path = "HttpCodeDataPerInterval.DataModule[0].WebsocketHttpCode.HttpCodeDataModule[0].Code";
    assert_eq!(
        ws("60", &[(FIRST, &twice)]).unwrap_err(),
        shape(path, "there only once")
    );
}

#[test]
fn d22_deep_nesting() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let used = format!(
        r#"{{"HttpCodeDataPerInterval":{{"DataModule":{}}}}}"#,
        deep(200)
    );
    assert_eq!(
        decode("dcdn-ws-codes", &used).unwrap_err(),
        shape("HttpCodeDataPerInterval.DataModule[0]", "an object")
    );
    let ignored = format!(
        r#"{{"x":{},"HttpCodeDataPerInterval":{{"DataModule":[]}}}}"#,
        deep(2_000_000)
    );
    assert!(decode("dcdn-ws-codes", &ignored).is_ok());
    let value = one("200", "1", &deep(100_000));
    assert_eq!(kinds(&value), [NoteKind::BadValue]);
}

#[test]
fn d23_bytes_that_are_no_text() {
    for api in registry() {
        assert_eq!(api.decode(b""), Err(DecodeError::Empty));
        assert_eq!(api.decode(b" \n\t "), Err(DecodeError::Empty));
        assert_eq!(api.decode(b"{\"a\":\"\xff\"}"), Err(DecodeError::NotText));
        assert!(matches!(api.decode(b"\0"), Err(DecodeError::Syntax { .. })));
        assert!(matches!(
            api.decode(br#"{"RequestId":"\ud800"}"#),
            Err(DecodeError::Syntax { .. })
        ));
        let (_, sample) = fixtures(*api)
            .into_iter()
            .find(|(name, _)| name == "sample.json")
            .unwrap();
        let marked: Vec<_> = b"\xef\xbb\xbf".iter().chain(&sample).copied().collect();
        assert_eq!(api.decode(&marked), api.decode(&sample));
    }
}

#[test]
fn d24_too_long_is_refused_before_it_is_read() {
    let long = vec![b'{'; MAX_BODY_BYTES + 1];
    for api in registry() {
        assert_eq!(
            api.decode(&long),
            Err(DecodeError::TooLarge {
                limit: MAX_BODY_BYTES
            })
        );
    }
    // A whole day of minutes with every code that the API lists.
    let codes: Vec<_> = (0..44)
        .map(|n| format!(r#"{{"code":{},"count":1,"proportion":0.0227}}"#, 400 + n))
        .collect();
    let slot = |minute: i64| {
        let at = originscope_core::iso_seconds(1_519_862_400 + minute * 60);
        format!(r#"{{"time":"{at}","http_codes":[{}]}}"#, codes.join(","))
    };
    let slots: Vec<_> = (0..1440).map(slot).collect();
    let frame = decode(
        "live-codes",
        &format!(r#"{{"data_series":[{}]}}"#, slots.join(",")),
    )
    .unwrap()
    .frame;
    assert_eq!((frame.times.len(), counts(&frame).len()), (1440, 44));
}

#[test]
fn d25_echoed_domains_are_cleaned() {
    let domain = format!("<img src=x>\u{202e}\\n{},b.example", "a".repeat(10_000));
    let body =
        format!(r#"{{"DomainName":"{domain}","SrcFlowDataPerInterval":{{"DataModule":[]}}}}"#);
    let domains = decode("cdn-origin-traffic", &body).unwrap().domains;
    assert_eq!(domains.len(), 2);
    assert!(
        domains[0].starts_with("<img src=x>aaa") && domains[0].len() == 80,
        "{}",
        domains[0]
    );
}

#[test]
fn d26_errors_are_told_apart() {
    let vendor = |code: &str, id: Option<&str>| DecodeError::VendorError {
        code: code.to_owned(),
        request_id: id.map(str::to_owned),
    };
    let cases = [
        (
            r#"{"RequestId":"A-1","HostId":"h","Code":"Throttling.User","Message":"m"}"#,
            vendor("Throttling.User", Some("A-1")),
        ),
        (
            "<?xml version='1.0'?><Error><RequestId>A-1</RequestId><Code>Throttling</Code><Message>m</Message></Error>",
            vendor("Throttling", Some("A-1")),
        ),
        (
            r#"{"error_code":"APIGW.0308","error_msg":"m","request_id":"b-2"}"#,
            vendor("APIGW.0308", Some("b-2")),
        ),
        (
            r#"{"error":{"code":"APIGW.0301","message":"m"}}"#,
            vendor("APIGW.0301", None),
        ),
        (
            "<html>\n<head><title>502 Bad Gateway</title></head></html>",
            DecodeError::Html,
        ),
        ("<!DOCTYPE html><html>sign in</html>", DecodeError::Html),
        ("\"\"", shape("", "an object")),
    ];
    for api in registry() {
        for (body, error) in &cases {
            assert_eq!(
                api.decode(body.as_bytes()).as_ref(),
                Err(error),
                "{}: {body}",
                api.spec().id
            );
        }
    }
}

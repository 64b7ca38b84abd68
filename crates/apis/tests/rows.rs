//! The acceptance rows for the decoders, D1 to D26: bad and odd inputs, each with what must come of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use originscope_apis::{DecodeError, MAX_BODY_BYTES, registry};
use originscope_core::{Code, Data, Frame, NoteKind};
use support::{assert_rows, decode, expected, fixtures, kinds, rows, share};

const FIRST: &str = "2018-03-01T11:00:00Z";
const SECOND: &str = "2018-03-01T12:00:00Z";

/// A DCDN answer: its interval as JSON, and slots of (time, codes as JSON).
fn ws(interval: &str, slots: &[(&str, &str)]) -> Result<Frame, DecodeError> {
    let slots: Vec<_> = slots
        .iter()
        .map(|(at, codes)| {
            format!(
                r#"{{"TimeStamp":"{at}","WebsocketHttpCode":{{"HttpCodeDataModule":{codes}}}}}"#
            )
        })
        .collect();
    let slots = slots.join(",");
    let body = format!(
        r#"{{"DataInterval":{interval},"HttpCodeDataPerInterval":{{"DataModule":[{slots}]}}}}"#
    );
    decode("dcdn-ws-codes", &body).map(|decoded| decoded.frame)
}

/// One code of a DCDN answer.
fn code(code: &str, count: &str, share: &str) -> String {
    format!(r#"{{"Code":{code},"Count":{count},"Proportion":{share}}}"#)
}

/// A DCDN answer with one slot of one code.
fn one(code_: &str, count: &str, share: &str) -> Frame {
    ws(
        "3600",
        &[(FIRST, &format!("[{}]", code(code_, count, share)))],
    )
    .expect("an answer")
}

/// A realtime traffic answer with these values, a minute apart.
fn traffic(values: &[&str]) -> Frame {
    let slots: Vec<_> = values
        .iter()
        .enumerate()
        .map(|(minute, value)| {
            format!(r#"{{"TimeStamp":"2015-12-10T20:{minute:02}:00Z","Value":{value}}}"#)
        })
        .collect();
    let slots = slots.join(",");
    let body = format!(
        r#"{{"DataInterval":"60","RealTimeSrcTrafficDataPerInterval":{{"DataModule":[{slots}]}}}}"#
    );
    decode("cdn-origin-traffic-rt", &body)
        .expect("an answer")
        .frame
}

fn shape(path: &str, expected: &'static str) -> DecodeError {
    DecodeError::Shape {
        path: path.to_owned(),
        expected,
    }
}

fn counts(frame: &Frame) -> Vec<Vec<f64>> {
    let Data::Codes(columns) = &frame.data else {
        panic!("codes expected")
    };
    columns.counts.clone().unwrap_or_default()
}

fn bits(frame: &Frame) -> Vec<f64> {
    let Data::Traffic(bits) = &frame.data else {
        panic!("traffic expected")
    };
    bits.clone()
}

#[test]
fn d01_every_sample_decodes_to_its_golden_values() {
    for api in registry() {
        for (name, body) in fixtures(*api)
            .iter()
            .filter(|(name, _)| name.starts_with("sample"))
        {
            let frame = api.decode(body).expect(name).frame;
            assert_rows(
                &rows(&frame, api.spec().id == "live-codes"),
                &expected(*api),
                name,
            );
        }
    }
}

#[test]
fn d02_documented_names_are_accepted_others_named() {
    let body = |outer: &str, inner: &str| {
        format!(
            r#"{{"DataInterval":"3600","{outer}":{{"DataModule":[{{"TimeStamp":"{FIRST}","{inner}":{{"HttpCodeDataModule":[{}]}}}}]}}}}"#,
            code("404", "16", "100")
        )
    };
    for (outer, inner) in [
        ("HttpCodeDataPerInterval", "WebsocketHttpCode"),
        ("DataPerInterval", "WebsocketHttpCodeDataPerInterval"),
        // The sibling without websocket.
        ("DataPerInterval", "HttpCodeDataPerInterval"),
    ] {
        let frame = decode("dcdn-ws-codes", &body(outer, inner))
            .expect(outer)
            .frame;
        assert_eq!(share(&frame, 404, FIRST), Some(100.0), "{outer} {inner}");
    }
    let wrong = decode(
        "dcdn-ws-codes",
        &body("CodeDataPerInterval", "WebsocketHttpCode"),
    );
    assert_eq!(
        wrong.unwrap_err(),
        shape("HttpCodeDataPerInterval", "present")
    );
    let wrong = r#"{"HttpCodeDataPerInterval":{"DataModule":[{"TimeStamp":"2018-03-01T11:00:00Z","WebsocketHttpCode":{"Codes":[]}}]}}"#;
    let path = "HttpCodeDataPerInterval.DataModule[0].WebsocketHttpCode.HttpCodeDataModule";
    assert_eq!(
        decode("dcdn-ws-codes", wrong).unwrap_err(),
        shape(path, "present")
    );
}

#[test]
fn d03_intervals() {
    let slots = [
        (FIRST, "[]"),
        (SECOND, "[]"),
        ("2018-03-01T13:00:00Z", "[]"),
    ];
    for said in ["3600", "\"3600\"", "3600.0"] {
        let frame = ws(said, &slots).unwrap();
        assert_eq!((frame.grain, frame.notes.len()), (3600, 0), "{said}");
    }
    for unusable in [
        "\"\"",
        "null",
        "\"300S\"",
        "0",
        "1000000000",
        "60.5",
        "true",
        "[]",
    ] {
        let frame = ws(unusable, &slots).unwrap();
        assert_eq!(
            (frame.grain, kinds(&frame)),
            (3600, vec![NoteKind::InferredGrain]),
            "{unusable}"
        );
    }
    assert_eq!(
        ws("-60", &slots).unwrap_err(),
        shape("DataInterval", "a positive number of seconds")
    );
}

#[test]
fn d04_times() {
    for same in [
        "2018-03-01T08:00:00Z",
        "2018-03-01T08:00Z",
        "2018-03-01T08:00:00:00Z",
        "2018-03-01T08:00:00",
        "2018-03-01T08:00:00+00:00",
        "2018-03-01t08:00:00z",
    ] {
        let frame = ws("3600", &[(same, "[]")]).unwrap();
        assert_eq!(frame.times, [1_519_891_200], "{same}");
    }
    assert_eq!(
        ws("3600", &[("2018-03-01T07:59:60Z", "[]")]).unwrap().times,
        [1_519_891_199]
    );
    for garbage in [
        "2018-03-01T24:00:00Z",
        "2018-02-30T00:00:00Z",
        "soon",
        "",
        "1519891200",
        "２018-03-01T08:00:00Z",
    ] {
        let frame = ws("3600", &[(garbage, "[]"), (FIRST, "[]")]).unwrap();
        assert_eq!(
            (frame.times.len(), kinds(&frame)),
            (1, vec![NoteKind::BadTime]),
            "{garbage}"
        );
    }
}

#[test]
fn d05_order_and_duplicates() {
    let (a, b) = (
        format!("[{}]", code("200", "1", "100")),
        format!("[{}]", code("500", "1", "100")),
    );
    let orders = [[(FIRST, &*a), (SECOND, &*b)], [(SECOND, &*b), (FIRST, &*a)]];
    let frames: Vec<_> = orders
        .iter()
        .map(|slots| ws("3600", slots).unwrap())
        .collect();
    assert_eq!(frames[0], frames[1]);
    assert!(frames[0].times.is_sorted());
    let equal = ws("3600", &[(FIRST, &a), (FIRST, &a)]).unwrap();
    assert_eq!((equal.times.len(), equal.notes.len()), (1, 0));
    let different = ws("3600", &[(FIRST, &a), (FIRST, &b)]).unwrap();
    assert_eq!(kinds(&different), [NoteKind::DuplicateSlot]);
    assert_eq!(
        (share(&different, 200, FIRST), share(&different, 500, FIRST)),
        (Some(0.0), Some(100.0))
    );
}

#[test]
fn d06_a_gap_has_no_row() {
    let frame = ws("3600", &[(FIRST, "[]"), ("2018-03-01T13:00:00Z", "[]")]).unwrap();
    assert_eq!(frame.times.len(), 2);
    let none = ws("3600", &[]).unwrap();
    assert_eq!((none.times.len(), none.grain, none.notes.len()), (0, 0, 0));
}

#[test]
fn d07_far_and_off_grid_slots_are_kept_for_the_caller_to_judge() {
    let slots = [
        ("1970-01-01T00:00:00Z", "[]"),
        ("2018-03-01T11:00:01Z", "[]"),
        ("9999-12-31T23:59:59Z", "[]"),
    ];
    assert_eq!(
        ws("3600", &slots).unwrap().times,
        [0, 1_519_902_001, 253_402_300_799]
    );
}

#[test]
fn d08_shares_of_any_type() {
    for (sent, read) in [
        ("\"66.046511627907\"", 66.046_511_627_907),
        ("\"43\"", 43.0),
        ("43", 43.0),
        ("43.0", 43.0),
        ("\"1e2\"", 100.0),
    ] {
        assert_eq!(
            share(&one("200", "null", sent), 200, FIRST),
            Some(read),
            "{sent}"
        );
    }
    // Neither share nor count: nothing to draw.
    let frame = one("200", "null", "\"\"");
    assert_eq!(
        (frame.times.len(), kinds(&frame)),
        (0, vec![NoteKind::BadValue])
    );
}

#[test]
fn d09_values_that_are_no_numbers_are_gaps() {
    for bad in [
        "\"NaN\"",
        "\"inf\"",
        "\"-Infinity\"",
        "\"1e400\"",
        "\"-5\"",
        "\"1e-400\"",
        "\" 1\"",
        "\"1,5\"",
        "\"50%\"",
        "\"٣\"",
        "true",
        "[]",
        "{}",
        "-5",
        "[[1]]",
    ] {
        for frame in [one("200", "1", bad), traffic(&[bad])] {
            assert_eq!(
                (frame.times.len(), kinds(&frame)),
                (0, vec![NoteKind::BadValue]),
                "{bad}"
            );
        }
    }
    // The text is kept for the reader.
    assert_eq!(one("200", "1", "\"50%\"").notes[0].text, "50%");
}

#[test]
fn d10_what_json_does_not_know_has_a_place() {
    for raw in ["NaN", "Infinity", "1e400", "01", "+1", "1,", "/* c */ 1"] {
        let codes = format!("[\n{}]", code("200", "1", raw));
        let error = ws("3600", &[(FIRST, &codes)]).unwrap_err();
        assert!(
            matches!(
                error,
                DecodeError::Syntax {
                    line: 2,
                    truncated: false,
                    ..
                }
            ),
            "{raw}: {error:?}"
        );
    }
}

#[test]
fn d11_sums_are_told_and_never_made_fit() {
    for (sum, odd) in [
        (99.99, false),
        (100.01, false),
        (100.4, false),
        (50.0, true),
        (0.0, false),
        (250.0, true),
        (1.0, true),
    ] {
        let frame = one("200", "null", &sum.to_string());
        assert_eq!(kinds(&frame) == [NoteKind::SumMismatch], odd, "{sum}");
        assert_eq!(share(&frame, 200, FIRST), Some(sum));
    }
    for (sum, odd) in [("0.9999", false), ("1.0001", false), ("100", true)] {
        let body = format!(
            r#"{{"data_series":[{{"time":"{FIRST}","http_codes":[{{"code":200,"proportion":{sum}}}]}}]}}"#
        );
        let frame = decode("live-codes", &body).unwrap().frame;
        assert_eq!(kinds(&frame) == [NoteKind::SumMismatch], odd, "{sum}");
    }
}

#[test]
fn d12_counts_are_believed_where_shares_contradict_them() {
    let codes = r#"[{"code":200,"count":750,"proportion":0.5211},{"code":400,"count":650,"proportion":0.4789}]"#;
    let body = format!(r#"{{"data_series":[{{"time":"{FIRST}","http_codes":{codes}}}]}}"#);
    let frame = decode("live-codes", &body).unwrap().frame;
    assert!((share(&frame, 200, FIRST).unwrap() - 750.0 / 14.0).abs() < 1e-9);
    assert_eq!(kinds(&frame), [NoteKind::CountsContradict]);
    assert_eq!(counts(&frame), [[750.0], [650.0]]);
}

#[test]
fn d13_no_requests_missing_shares_missing_counts() {
    let quiet = one("500", "0", "0");
    assert_eq!(
        (share(&quiet, 500, FIRST), counts(&quiet), quiet.notes.len()),
        (Some(0.0), vec![vec![0.0]], 0)
    );
    let by_count = ws(
        "3600",
        &[(
            FIRST,
            &format!(
                "[{},{}]",
                code("200", "3", "null"),
                code("500", "1", "null")
            ),
        )],
    )
    .unwrap();
    assert_eq!(share(&by_count, 500, FIRST), Some(25.0));
    let by_share = one("500", "null", "100");
    assert_eq!(
        (share(&by_share, 500, FIRST), counts(&by_share).len()),
        (Some(100.0), 0)
    );
}

#[test]
fn d14_counts() {
    assert_eq!(kinds(&one("200", "-1", "100")), [NoteKind::BadValue]);
    for (sent, read) in [
        ("16.5", 16.5),
        ("\"16\"", 16.0),
        ("9007199254740993", 9_007_199_254_740_992.0),
        ("1e30", 1e30),
    ] {
        assert_eq!(counts(&one("200", sent, "100")), [[read]], "{sent}");
    }
}

#[test]
fn d15_codes() {
    for (sent, label) in [
        ("0", "0"),
        ("9", "9"),
        ("99", "99"),
        ("600", "600"),
        ("999", "999"),
        ("-1", "-1"),
        ("\"0200\"", "0200"),
        ("\"2xx\"", "2xx"),
        ("\"\"", ""),
        ("2147483648", "2147483648"),
        ("null", "null"),
        ("200.5", "200.5"),
        ("[]", "[]"),
    ] {
        let frame = one(sent, "1", "100");
        let Data::Codes(columns) = &frame.data else {
            panic!("codes")
        };
        assert_eq!(columns.codes, [Code::OTHER], "{sent}");
        assert_eq!(
            (frame.notes[0].kind, frame.notes[0].text.as_str()),
            (NoteKind::UnknownCode, label),
            "{sent}"
        );
    }
    for sent in ["200", "\"200\""] {
        assert_eq!(
            share(&one(sent, "1", "100"), 200, FIRST),
            Some(100.0),
            "{sent}"
        );
    }
}

#[test]
fn d16_one_code_twice_and_ten_thousand_codes() {
    let twice = format!("[{},{}]", code("500", "1", "50"), code("500", "1", "50"));
    let frame = ws("3600", &[(FIRST, &twice)]).unwrap();
    assert_eq!(
        (share(&frame, 500, FIRST), counts(&frame), kinds(&frame)),
        (Some(100.0), vec![vec![2.0]], vec![NoteKind::DuplicateCode])
    );
    let many: Vec<_> = (0..10_000)
        .map(|n| code(&n.to_string(), "1", "0.01"))
        .collect();
    let frame = ws("3600", &[(FIRST, &format!("[{}]", many.join(",")))]).unwrap();
    let Data::Codes(columns) = &frame.data else {
        panic!("codes")
    };
    assert_eq!(columns.codes.len(), 501);
    assert!((columns.shares.iter().map(|share| share[0]).sum::<f64>() - 100.0).abs() < 1e-6);
    assert!(frame.notes.len() <= 200);
}

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
fn d18_slots_without_codes_came() {
    for codes in [
        "\"\"",
        "[]",
        "null",
        "{}",
        r#"{"HttpCodeDataModule":null}"#,
        r#"{"HttpCodeDataModule":""}"#,
    ] {
        let slot = format!(r#"{{"TimeStamp":"{FIRST}","WebsocketHttpCode":{codes}}}"#);
        let body = format!(
            r#"{{"DataInterval":"60","HttpCodeDataPerInterval":{{"DataModule":[{slot}]}}}}"#
        );
        let frame = decode("dcdn-ws-codes", &body).unwrap().frame;
        assert_eq!((frame.times.len(), frame.notes.len()), (1, 0), "{codes}");
    }
    let body = format!(
        r#"{{"DataInterval":"60","HttpCodeDataPerInterval":{{"DataModule":[{{"TimeStamp":"{FIRST}"}}]}}}}"#
    );
    assert_eq!(decode("dcdn-ws-codes", &body).unwrap().frame.times.len(), 1);
}

#[test]
fn d19_volumes() {
    for missing in ["\"\"", "null", "\"-\""] {
        let frame = traffic(&[missing, "1"]);
        assert_eq!(
            (bits(&frame), frame.notes.len()),
            (vec![1.0], 0),
            "{missing}"
        );
    }
    assert_eq!(
        bits(&traffic(&["0", "\"0\"", "33886"])),
        [0.0, 0.0, 33_886.0]
    );
    // As large as text can say, yet the total over a range stays finite.
    let large = bits(&traffic(&["\"1.7976931348623157e308\""; 60]));
    assert!(
        large.len() == 60 && large.iter().sum::<f64>().is_finite(),
        "{large:?}"
    );
    assert_eq!(kinds(&traffic(&["\"-1\""])), [NoteKind::BadValue]);
    // Bits of a day may exceed what an f64 counts exactly.
    assert_eq!(
        bits(&traffic(&["\"18446744073709551616\""])),
        [18_446_744_073_709_551_616.0]
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

#[test]
fn d24_slots_times_codes_are_bounded() {
    // As many slots as 8 MiB hold, each with one code, 400 codes in all.
    let slot = |index: i64| {
        let at = originscope_core::iso_seconds(1_591_254_000 + index * 60);
        let code = 100 + index % 400;
        format!(r#"{{"time":"{at}","http_codes":[{{"code":{code},"count":1}}]}}"#)
    };
    let body = |slots: i64| {
        let slots: Vec<_> = (0..slots).map(slot).collect();
        format!(r#"{{"data_series":[{}]}}"#, slots.join(","))
    };
    let hostile = body(100_000);
    assert!(hostile.len() < MAX_BODY_BYTES);
    // The first slot with which slots times 400 codes is over the bound.
    let path = "data_series[20000].http_codes";
    assert_eq!(
        decode("live-codes", &hostile).unwrap_err(),
        shape(path, "within 8 million values in all")
    );
    // A day of minutes with all of them is far within.
    let day = decode("live-codes", &body(1_440)).unwrap().frame;
    assert_eq!(day.points(), 1_440 * 400 * 2);
}

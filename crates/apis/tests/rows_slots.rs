//! The acceptance rows for the decoders about which slots there are, when they are, and in which order: bad and odd inputs, each with what must come of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use originscope_apis::{MAX_BODY_BYTES, registry};
use originscope_core::NoteKind;
use support::made::{FIRST, SECOND, code, shape, ws};
use support::{assert_rows, decode, expected, fixtures, kinds, rows, share};

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
